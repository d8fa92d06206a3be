//! How a phone becomes a device, and how it stops being one.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use insta::assert_snapshot;
use shared::limits::{ADDRESS_CODES_MAX, ENROLMENT_CODE_MS_MAX};
use shared::{OrganisationId, PersonId, Role};
use sync_server::accounts::enrolment_code::make_code;
use sync_server::base::limits::WRONG_CODES_UNSLOWED_MAX;
use sync_server::base::roles::Roles;
use sync_server::sync::drain::Withdrawal;

use crate::access::letter;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice, sync_request};

fn asking(code: &str) -> String {
    format!(r#"{{"code":"{code}","device_name":"Téléphone de Dominique"}}"#)
}

#[tokio::test]
async fn a_good_code_makes_a_device_with_a_token_of_its_own() {
    let office = TestOffice::open().await;
    let code = office.code_for(TECHNICIAN).await;
    assert_snapshot!(office.post_enrolment(asking(&code)).await, @r#"
    201 Created
    content-type: application/json
    x-content-type-options: nosniff
    {
      "device": "[id]",
      "name": "Dominique, technician",
      "office_key": "[64 digits]",
      "person": "[id]",
      "role": "technician",
      "server_time": 1800000000000,
      "token": "[64 digits]"
    }
    "#);
}

#[tokio::test]
async fn a_code_typed_in_lower_case_with_spaces_and_dashes_is_the_same_code() {
    let office = TestOffice::open().await;
    let code = office.code_for(TECHNICIAN).await.to_lowercase().replace('-', " - ");
    assert_eq!(office.post_enrolment(asking(&code)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn two_phones_of_one_person_get_two_tokens() {
    let office = TestOffice::open().await;
    let (one, two) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    assert_ne!(one.device, two.device);
    assert_ne!(one.token, two.token);
}

#[tokio::test]
async fn a_code_nobody_made_is_unknown() {
    let office = TestOffice::open().await;
    assert_snapshot!(office.post_enrolment(asking("ABCD-EFGH")).await, @r#"
    404 Not Found
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 404,
      "title": "There is no such code. Check the letters.",
      "type": "urn:guichet:problem:enrolment-code-unknown"
    }
    "#);
}

#[tokio::test]
async fn a_code_works_once() {
    let office = TestOffice::open().await;
    let code = office.code_for(TECHNICIAN).await;
    office.post_enrolment(asking(&code)).await;
    assert_snapshot!(office.post_enrolment(asking(&code)).await, @r#"
    410 Gone
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 410,
      "title": "This code was used already. Ask for a new one.",
      "type": "urn:guichet:problem:enrolment-code-used"
    }
    "#);
}

#[tokio::test]
async fn a_code_works_for_a_quarter_of_an_hour_and_no_longer() {
    let office = TestOffice::open().await;
    let (first, second) = (office.code_for(TECHNICIAN).await, office.code_for(TECHNICIAN).await);
    office.pass_ms(ENROLMENT_CODE_MS_MAX);
    assert_eq!(office.post_enrolment(asking(&first)).await.status, StatusCode::CREATED);
    office.pass_ms(1);
    assert_snapshot!(office.post_enrolment(asking(&second)).await, @r#"
    410 Gone
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 410,
      "title": "This code is more than a quarter of an hour old. Ask for a new one.",
      "type": "urn:guichet:problem:enrolment-code-expired"
    }
    "#);
}

#[tokio::test]
async fn whoever_guesses_ten_times_waits_a_quarter_of_an_hour_even_with_a_good_code() {
    let office = TestOffice::open().await;
    let code = office.code_for(TECHNICIAN).await;
    for _ in 0..10 {
        assert_eq!(office.post_enrolment(asking("WRONG")).await.problem(), "enrolment-code-unknown");
    }
    assert_snapshot!(office.post_enrolment(asking(&code)).await, @r#"
    429 Too Many Requests
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 429,
      "title": "Too many wrong codes. Wait a quarter of an hour.",
      "type": "urn:guichet:problem:too-many-attempts"
    }
    "#);
    office.pass_ms(ENROLMENT_CODE_MS_MAX + 1);
    let code = office.code_for(TECHNICIAN).await;
    assert_eq!(office.post_enrolment(asking(&code)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn an_enrolment_that_cannot_be_read_is_a_problem_that_tells_nothing_of_the_inside() {
    let office = TestOffice::open().await;
    assert_snapshot!(office.post_enrolment("{\"code\":".to_owned()).await, @r#"
    400 Bad Request
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 400,
      "title": "The message cannot be read.",
      "type": "urn:guichet:problem:malformed"
    }
    "#);
    for rubbish in ["", "null", "[]", "{}", r#"{"code":1,"device_name":2}"#, "\u{0}\u{0}"] {
        let answer = office.post_enrolment(rubbish.to_owned()).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "malformed"), "{rubbish}");
    }
    let form = Request::post("/phone/v1/devices").header("content-type", "text/plain");
    let answer = office.send(form.body(Body::from("{}")).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (415, "unsupported-media-type"));
    let huge = office.post_enrolment(asking(&"A".repeat(5 << 20))).await;
    assert_eq!((huge.status.as_u16(), huge.problem().as_str()), (413, "too-large"));
}

#[tokio::test]
async fn a_device_name_is_cut_to_what_a_list_can_show() {
    let office = TestOffice::open().await;
    let code = office.code_for(TECHNICIAN).await;
    let asked = format!(r#"{{"code":"{code}","device_name":"{}"}}"#, "é".repeat(1_000));
    assert_eq!(office.post_enrolment(asked).await.status, StatusCode::CREATED);
    let devices = office.app.engine.read(|store| store.devices()).await.unwrap();
    assert_eq!(devices[0].name, "é".repeat(80));
}

/// Every address that only a device may use.
pub(crate) const FOR_DEVICES: [(&str, &str); 7] = [
    ("POST", "/phone/v1/sync"),
    ("GET", "/phone/v1/events"),
    ("POST", "/phone/v1/photos"),
    ("GET", "/phone/v1/photos/aa"),
    ("HEAD", "/phone/v1/photos/uploads/aa"),
    ("PATCH", "/phone/v1/photos/uploads/aa"),
    ("DELETE", "/phone/v1/photos/uploads/aa"),
];

#[tokio::test]
async fn without_a_token_nothing_of_a_device_is_answered() {
    let office = TestOffice::open().await;
    let bare = Request::post("/phone/v1/sync").body(Body::empty()).unwrap();
    assert_snapshot!(office.send(bare).await, @r#"
    401 Unauthorized
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 401,
      "title": "This device is not known here. Enrol it again.",
      "type": "urn:guichet:problem:unknown-device"
    }
    "#);
    let wrong = ["", "Bearer", "Bearer ", "Bearer 00", "bearer 00", "Basic YTpi", "Bearer \u{e9}"];
    for (method, path) in FOR_DEVICES {
        for authorization in wrong {
            let request = Request::builder().method(method).uri(path).header("authorization", authorization);
            let answer = office.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path} {authorization}");
        }
    }
}

#[tokio::test]
async fn a_withdrawn_device_is_told_so_and_nothing_else() {
    let office = TestOffice::open().await;
    let phone = office.enrol(TECHNICIAN).await;
    let other = office.enrol(TECHNICIAN).await;
    office.order_for(&[TECHNICIAN]).await;
    office.withdraw(&phone).await;
    let asked = phone.request(vec![]).encode();
    assert_snapshot!(office.post_sync(&phone, asked).await, @r#"
    401 Unauthorized
    content-type: application/problem+json
    x-content-type-options: nosniff
    {
      "detail": null,
      "status": 401,
      "title": "This device was withdrawn. It erases its copy.",
      "type": "urn:guichet:problem:device-withdrawn"
    }
    "#);
    for (method, path) in FOR_DEVICES {
        let authorization = format!("Bearer {}", phone.token);
        let request = Request::builder().method(method).uri(path).header("authorization", authorization);
        let answer = office.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
    let asked = other.request(vec![]).encode();
    assert_eq!(office.post_sync(&other, asked).await.reply().documents.len(), 1);
}

#[tokio::test]
async fn a_device_speaks_for_itself_only() {
    let office = TestOffice::open().await;
    let (phone, other) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    let asked = other.request(vec![]).encode();
    let answer = office.send(sync_request(&phone).body(asked.into()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (401, "unknown-device"));
}

#[tokio::test]
async fn codes_guessed_side_by_side_do_not_slip_through_together() {
    let office = TestOffice::open().await;
    // From a network of its own: who waits there keeps out nobody else in this program.
    let guesses =
        (0..ADDRESS_CODES_MAX + 5).map(|_| office.post_enrolment_from("198.51.100.9", asking("WRONG")));
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|answer| answer.status == StatusCode::NOT_FOUND).count();
    let put_off = answers.iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).count();
    assert_eq!((looked_at, put_off), (ADDRESS_CODES_MAX as usize, 5));
}

#[tokio::test]
async fn of_two_phones_that_use_one_code_at_the_same_moment_one_is_enrolled() {
    let office = TestOffice::open().await;
    let code = office.code_for(TECHNICIAN).await;
    let answers = futures_util::future::join_all((0..6).map(|_| office.post_enrolment(asking(&code)))).await;
    let enrolled = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
    assert_eq!((enrolled, answers.len()), (1, 6));
    assert_eq!(office.app.engine.read(|store| store.devices()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn good_codes_are_no_guesses() {
    let office = TestOffice::open().await;
    for _ in 0..=ADDRESS_CODES_MAX {
        office.enrol(TECHNICIAN).await;
    }
    for _ in 1..ADDRESS_CODES_MAX {
        office.post_enrolment(asking("WRONG")).await;
    }
    office.enrol(TECHNICIAN).await;
}

#[tokio::test]
async fn wrong_codes_from_everywhere_slow_down_and_put_nobody_off() {
    let office = TestOffice::open().await;
    let now = office.app.engine.clock().now();
    let guess = move |store: &sync_server::store::Store| {
        let since = now.plus_ms(-ENROLMENT_CODE_MS_MAX);
        (0..WRONG_CODES_UNSLOWED_MAX + 2)
            .try_for_each(|_| store.record_attempt("enrol", now, since).map(drop))
    };
    office.app.engine.write(guess).await.unwrap();
    assert_eq!(office.post_enrolment(asking("WRONG")).await.problem(), "enrolment-code-unknown");
    office.enrol(TECHNICIAN).await;
}

/// For whom each role makes codes, and whose phones it withdraws, besides a code for oneself: the first letters of the
/// roles as in `access.rs`, with `T`echnician and `R`equester.
const OF_OTHERS: [(Role, &str, &str); 8] = [
    (Role::Counter, "", ""),
    (Role::Supervisor, "T", "cskmrTR"),
    (Role::Administrator, "csakmrTR", "csakmrTR"),
    (Role::Storekeeper, "", ""),
    (Role::Accountant, "", ""),
    (Role::Technician, "", ""),
    (Role::Requester, "", ""),
    (Role::Reader, "", ""),
];

/// Somebody with a role: not the one that `session_as` makes.
fn other_with(role: Role) -> PersonId {
    let at = Role::ALL.into_iter().position(|known| known == role).unwrap();
    PersonId::from_bytes([0x40 + u8::try_from(at).unwrap(); 16])
}

#[tokio::test]
async fn who_enrols_and_withdraws_phones_of_whom() {
    let office = TestOffice::open().await;
    for role in Role::ALL {
        office.gives_a_password_to(other_with(role), &format!("autre-{role}"), role).await;
    }
    for (role, enrols, withdraws) in OF_OTHERS {
        let cookie = office.session_as(role).await;
        let visitor = crate::desk::Visitor { office: &office, cookie };
        let me = office.app.engine.read(move |store| store.account_by_login(role.name())).await.unwrap();
        let me = me.unwrap().person.id;
        for owner in Role::ALL {
            let (person, said) = (other_with(owner), format!("{role} for {owner}"));
            let made = make_code(&office.app.engine, person, Some(me)).await;
            assert_eq!(made.is_ok(), enrols.contains(letter(owner)), "{said}: {made:?}");
            let posted = visitor.post("/office/devices/enrol", &format!("person={person}")).await;
            assert_eq!(posted.status == StatusCode::OK, enrols.contains(letter(owner)), "{said}: {posted}");

            let phone = office.enrol(person).await;
            let path = format!("/office/devices/{}", phone.device);
            let may = withdraws.contains(letter(owner));
            let page = visitor.answer(&path).await;
            let offers = String::from_utf8(page.body).unwrap().contains("data-test=\"withdraw\"");
            assert_eq!(offers, may, "{said}: the page offers what is not refused");
            for how in ["recover", "erase"] {
                let done = visitor.post(&format!("{path}/withdraw"), &format!("sure=yes&how={how}")).await;
                let is_done = done.header("location").is_some_and(|to| to.starts_with(&path));
                assert_eq!(is_done, may, "{said}, {how}: {done}");
            }
            let device = phone.device;
            let row = office.app.engine.read(move |store| store.device(device)).await.unwrap().unwrap();
            assert_eq!(row.withdrawn_at.is_some(), may, "{said}");
            let asked = office.app.engine.withdraw(me, device, Withdrawal::Erase).await;
            assert_eq!(asked.is_ok(), may, "{said}, whatever page it comes from");
        }
        assert!(make_code(&office.app.engine, me, Some(me)).await.is_ok(), "{role} for themselves");
    }
}

#[tokio::test]
async fn everybody_at_the_office_enrols_their_own_phone_and_is_offered_nobody_elses() {
    let office = TestOffice::open().await;
    for role in Role::ALL {
        office.gives_a_password_to(other_with(role), &format!("autre-{role}"), role).await;
    }
    for role in [Role::Counter, Role::Supervisor, Role::Administrator, Role::Storekeeper, Role::Accountant] {
        let visitor = crate::desk::Visitor { office: &office, cookie: office.session_as(role).await };
        assert!(visitor.get("/office/account").await.contains("data-test=\"enrol-own\""), "{role}");
        let page = String::from_utf8(visitor.post("/office/account/enrol", "").await.body).unwrap();
        let (_, code) = page.split_once("data-test=\"enrol-code\">").expect("a code");
        let answer = office.post_enrolment(asking(code.split('<').next().unwrap())).await;
        assert_eq!((answer.status, answer.json()["role"].as_str()), (StatusCode::CREATED, Some(role.name())));
    }
    let offered = async |role: Role| {
        let visitor = crate::desk::Visitor { office: &office, cookie: office.session_as(role).await };
        let page = visitor.get("/office/devices").await;
        let is_offered = |of: &Role| page.contains(&format!("value=\"{}\"", other_with(*of)));
        Role::ALL.into_iter().filter(is_offered).collect::<Vec<_>>()
    };
    assert_eq!(offered(Role::Supervisor).await, [Role::Technician]);
    assert_eq!(offered(Role::Administrator).await, Role::ALL);
}

#[tokio::test]
async fn a_code_is_void_once_its_maker_may_not_make_it_any_more() {
    let office = TestOffice::open().await;
    let code = make_code(&office.app.engine, TECHNICIAN, Some(SUPERVISOR)).await.unwrap();
    office.gives_a_password_to(TECHNICIAN, "luc", Role::Administrator).await;
    assert_eq!(office.post_enrolment(asking(&code)).await.problem(), "enrolment-code-unknown");
    office.gives_a_password_to(TECHNICIAN, "luc", Role::Technician).await;
    assert_eq!(office.post_enrolment(asking(&code)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_supervisor_erases_no_phone_of_somebody_who_works_for_another_administration_too() {
    let office = TestOffice::open().await;
    let [a, b] = [0xA0, 0xB0].map(|byte| OrganisationId::from_bytes([byte; 16]));
    let supervisor = PersonId::from_bytes([0x51; 16]);
    office.gives_a_password_to(supervisor, "sophie", Role::Supervisor).await;
    office.has_roles(supervisor, Roles::only_at(Role::Supervisor, [a])).await;
    office.has_roles(TECHNICIAN, Roles::only_at(Role::Technician, [a, b])).await;
    let phone = office.enrol(TECHNICIAN).await;
    let visitor = office.arrives("sophie").await;
    let address = format!("/office/devices/{}", phone.device);
    let page = visitor.get(&address).await;
    assert!(page.contains("not-erased-here") && !page.contains("value=\"erase\""), "{page}");
    let withdraw = format!("{address}/withdraw");
    let erased = visitor.post(&withdraw, "how=erase&sure=yes").await;
    assert_eq!(erased.status, StatusCode::FORBIDDEN, "what waits for the other one would be lost: {erased}");
    let recovered = visitor.post(&withdraw, "how=recover&sure=yes").await;
    assert_eq!(recovered.status, StatusCode::SEE_OTHER, "{recovered}");
    office.has_roles(TECHNICIAN, Roles::only_at(Role::Technician, [a])).await;
    let erased = visitor.post(&withdraw, "how=erase&sure=yes").await;
    assert_eq!(erased.status, StatusCode::SEE_OTHER, "{erased}");
}
