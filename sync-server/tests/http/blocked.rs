//! Blocking somebody ends everything at once: what they have open, what was made for them, and what is under way.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use futures_util::StreamExt as _;
use shared::limits::REVIEW_TAKEN_BACK_MS_MAX;
use shared::wire::Waiting;
use shared::work_order::WorkOrderCommand;
use shared::{PersonId, Role, Sha256};
use sync_server::accounts::enrolment_code::make_code;
use sync_server::base::limits::EVENTS_BEHIND_MAX;
use tokio::time::timeout;

use crate::answer::Answer;
use crate::desk::{PASSWORD, finished};
use crate::phone::Phone;
use crate::photos::{jpeg, upload};
use crate::sessions::cookie;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice};

/// An administrator at a browser.
struct Keeper {
    office: TestOffice,
    cookie: String,
}

impl Keeper {
    async fn open() -> Self {
        let office = TestOffice::open().await;
        office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
        let cookie = office.session_as(Role::Administrator).await;
        Self { office, cookie }
    }

    async fn does(&self, id: PersonId, what: &str) -> Answer {
        let path = format!("/office/people/{id}/{what}");
        self.office.post(&path, &self.cookie, "https://guichet.test", String::new()).await
    }

    async fn get(&self, path: &str) -> String {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty()).unwrap();
        let answer = self.office.send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {answer}");
        String::from_utf8(answer.body).unwrap()
    }

    /// Anne at a browser: what keeps her session.
    async fn anne(&self) -> String {
        cookie(&self.office.signs_in("anne", PASSWORD).await)
    }

    async fn listens(&self, path: &str, (header, value): (&str, &str)) -> Response {
        let request = Request::get(path).header(header, value).body(Body::empty()).unwrap();
        self.office.stream(request).await
    }

    async fn tries(&self, code: &str) -> Answer {
        self.office.post_enrolment(format!(r#"{{"code":"{code}","device_name":"x"}}"#)).await
    }

    async fn sessions(&self, id: PersonId) -> usize {
        self.office.app.engine.read(move |store| store.sessions_of(id)).await.unwrap().len()
    }

    async fn syncs(&self, phone: &Phone) -> Answer {
        self.office.post_sync(phone, phone.request(vec![]).encode()).await
    }
}

/// Everything that was said until the stream ended; a stream that does not end fails the test.
async fn until_the_end(stream: Response) {
    let all = to_bytes(stream.into_body(), usize::MAX);
    timeout(Duration::from_secs(20), all).await.expect("it ends").unwrap();
}

#[tokio::test]
async fn one_page_says_what_ended_and_unblocking_brings_back_neither_sessions_nor_codes() {
    let keeper = Keeper::open().await;
    let office = &keeper.office;
    let sessions = [keeper.anne().await, keeper.anne().await];
    let own = make_code(&office.app.engine, SUPERVISOR, Some(SUPERVISOR)).await.unwrap();
    let others = make_code(&office.app.engine, TECHNICIAN, Some(SUPERVISOR)).await.unwrap();
    let unrelated = make_code(&office.app.engine, TECHNICIAN, None).await.unwrap();
    let phone = office.enrol(SUPERVISOR).await;
    office.enrol_by(SUPERVISOR, TECHNICIAN).await;
    let mut request = phone.request(vec![]);
    request.waiting = Waiting { changes: 3, photos: 2, photo_bytes: 2_500_000 };
    office.post_sync(&phone, request.encode()).await.reply();
    let page_open = keeper.listens("/office/events", ("cookie", &sessions[0])).await;
    let phone_open =
        keeper.listens("/phone/v1/events", ("authorization", &format!("Bearer {}", phone.token))).await;

    let answer = keeper.does(SUPERVISOR, "block").await;
    let address = format!("/office/people/{SUPERVISOR}/blocked");
    assert_eq!(answer.header("location"), Some(format!("{address}?done=blocked").as_str()), "{answer}");
    let page = keeper.get(&address).await;
    for words in [
        "Compte bloqué : anne",
        "2 sessions au bureau terminées",
        "2 codes d’appareil annulés",
        "2 pages ou téléphones ouverts coupés",
        "0 photo coupée",
        "2 navigateurs connus oubliés",
        "0 connexion à moitié faite",
        "téléphone",
        "3 modifications",
        "2 photos",
        "Récupérer d’abord",
        "au nom de Dominique, technician",
        "Les sessions et les codes ne reviennent pas",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for stream in [page_open, phone_open] {
        until_the_end(stream).await;
    }
    let line = office.audit().await.pop().unwrap();
    let ended = "sessions 2 (2 ?); codes 2; phones 1; streams 2; uploads 0; browsers 2; half 0";
    assert_eq!((line.action.as_str(), line.detail.as_str()), ("person-blocked", ended));
    assert!(
        keeper.get("/office/audit?action=person-blocked").await.contains("2 sessions au bureau terminées")
    );
    assert!(keeper.get(&format!("/office/people/{SUPERVISOR}")).await.contains(&address), "it leads there");

    // Blocked again, nothing ends anew and nothing else is told.
    keeper.does(SUPERVISOR, "block").await;
    assert!(keeper.get(&address).await.contains("2 sessions au bureau terminées"));

    assert_eq!(keeper.syncs(&phone).await.problem(), "person-blocked");
    keeper.does(SUPERVISOR, "unblock").await;
    for session in &sessions {
        assert_eq!(office.reads(session).await, StatusCode::SEE_OTHER);
    }
    for code in [&own, &others] {
        assert_eq!(keeper.tries(code).await.problem(), "enrolment-code-unknown");
    }
    assert_eq!(keeper.tries(&unrelated).await.status, StatusCode::CREATED, "nobody else's ends");
    assert_eq!(keeper.syncs(&phone).await.reply().refused.len(), 0, "the phone is served again");
    let gone = Request::get(&address).header("cookie", &keeper.cookie).body(Body::empty()).unwrap();
    assert_eq!(office.send(gone).await.status, StatusCode::NOT_FOUND, "nobody is blocked");
}

#[tokio::test]
async fn the_page_names_what_was_approved_in_their_name_a_moment_before_and_what_waits_in_it() {
    let mut scene = finished().await;
    let keeper = Keeper { cookie: scene.office.session_as(Role::Administrator).await, office: scene.office };
    keeper.office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let id = scene.order.id();
    let seen = keeper.office.document(id).await.heads();
    keeper.office.does(Some(id), WorkOrderCommand::Approve { seen }).await;
    // A phone of theirs brings what they may not: it is refused, and waits.
    let mut phone = keeper.office.enrol(SUPERVISOR).await;
    let start = phone.does(&mut scene.another, WorkOrderCommand::Start);
    assert_eq!(keeper.office.sync(&mut phone, vec![start]).await.refused.len(), 1);
    keeper.does(SUPERVISOR, "block").await;
    let page = keeper.get(&format!("/office/people/{SUPERVISOR}/blocked")).await;
    assert_eq!(page.matches("data-test=\"approved-lately\"").count(), 1, "{page}");
    assert!(page.contains(&format!("href=\"/office/work-orders/{id}\"")), "{page}");
    assert_eq!(page.matches("data-test=\"refused-of-theirs\"").count(), 1, "{page}");
    keeper.does(SUPERVISOR, "unblock").await;
    keeper.office.pass_ms(REVIEW_TAKEN_BACK_MS_MAX + 1);
    keeper.does(SUPERVISOR, "block").await;
    let page = keeper.get(&format!("/office/people/{SUPERVISOR}/blocked")).await;
    assert!(!page.contains("approved-lately"), "it was time enough to take it back: {page}");
}

#[tokio::test]
async fn no_code_is_made_for_or_by_somebody_who_is_blocked() {
    let keeper = Keeper::open().await;
    keeper.does(SUPERVISOR, "block").await;
    let engine = &keeper.office.app.engine;
    for (person, by) in [(SUPERVISOR, None), (TECHNICIAN, Some(SUPERVISOR)), (SUPERVISOR, Some(SUPERVISOR))] {
        assert!(make_code(engine, person, by).await.is_err(), "{person} by {by:?}");
    }
    let devices = keeper.get("/office/devices").await;
    assert!(!devices.contains(&format!("value=\"{SUPERVISOR}\"")), "nor offered");
}

#[tokio::test]
async fn streams_that_are_open_end_also_those_that_have_missed_the_word() {
    let keeper = Keeper::open().await;
    let (session, phone) = (keeper.anne().await, keeper.office.enrol(SUPERVISOR).await);
    let bearer = format!("Bearer {}", phone.token);
    let page = keeper.listens("/office/events", ("cookie", &session)).await;
    let on_phone = keeper.listens("/phone/v1/events", ("authorization", &bearer)).await;
    let streams = &keeper.office.app.counters.streams;
    assert_eq!(streams.count(), 2);
    keeper.does(SUPERVISOR, "block").await;
    assert_eq!(streams.count(), 0, "at once, whether somebody reads them or not");
    // So much happens before anybody reads that the word for this phone is lost.
    for _ in 0..=EVENTS_BEHIND_MAX {
        let announces = |transaction: &mut sync_server::engine::transaction::Transaction<'_>| {
            transaction.announce();
            Ok(())
        };
        keeper.office.app.engine.run(announces).await.unwrap();
    }
    until_the_end(page).await;
    until_the_end(on_phone).await;
    let again = keeper.listens("/phone/v1/events", ("authorization", &bearer)).await;
    assert_eq!(again.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_stream_begins_beside_the_block_and_stays() {
    let keeper = Keeper::open().await;
    for _ in 0..10 {
        let (session, phone) = (keeper.anne().await, keeper.office.enrol(SUPERVISOR).await);
        let bearer = format!("Bearer {}", phone.token);
        let (page, on_phone, _) = tokio::join!(
            keeper.listens("/office/events", ("cookie", &session)),
            keeper.listens("/phone/v1/events", ("authorization", &bearer)),
            keeper.does(SUPERVISOR, "block"),
        );
        for stream in [page, on_phone] {
            until_the_end(stream).await;
        }
        assert_eq!(keeper.office.app.counters.streams.count(), 0);
        keeper.does(SUPERVISOR, "unblock").await;
    }
}

#[tokio::test]
async fn of_requests_beside_the_block_none_is_done_after_it() {
    let keeper = Keeper::open().await;
    let office = &keeper.office;
    let session = keeper.anne().await;
    let post = |path: &'static str, form: String| office.post(path, &session, "https://guichet.test", form);
    let codes = (0..6).map(|_| post("/office/devices/enrol", format!("person={TECHNICIAN}")));
    let words = (0..6).map(|_| post("/office/announcements", "announcement=Oui&until=2027-02-01".to_owned()));
    let blocks = async { keeper.does(SUPERVISOR, "block").await };
    let (_, blocked, _) =
        tokio::join!(futures_util::future::join_all(codes), blocks, futures_util::future::join_all(words));
    assert_eq!(blocked.status, StatusCode::SEE_OTHER);
    let lines = office.audit().await;
    let at = lines.iter().position(|line| line.action == "person-blocked").unwrap();
    let after: Vec<_> = lines[at..].iter().filter(|line| line.person == Some(SUPERVISOR)).collect();
    assert!(after.is_empty(), "{after:?}");
    let made = lines[..at].iter().filter(|line| line.action == "code-made").count();
    assert!(lines[at].detail.contains(&format!("codes {made};")), "{made} in {:?}", lines[at]);
}

#[tokio::test]
async fn who_is_blocked_while_the_password_is_looked_at_has_no_session_afterwards() {
    let keeper = Keeper::open().await;
    let (answer, _) =
        tokio::join!(keeper.office.signs_in("anne", PASSWORD), keeper.does(SUPERVISOR, "block"));
    assert_eq!(keeper.sessions(SUPERVISOR).await, 0, "{answer}");
    keeper.does(SUPERVISOR, "unblock").await;
    if answer.status == StatusCode::SEE_OTHER {
        assert_eq!(keeper.office.reads(&cookie(&answer)).await, StatusCode::SEE_OTHER);
    }
    // The same while another password is chosen.
    let session = keeper.anne().await;
    let old = PASSWORD.replace(' ', "+");
    let form = format!("old={old}&new=tuile+de+rechange&again=tuile+de+rechange");
    tokio::join!(
        keeper.office.post("/office/account/password", &session, "https://guichet.test", form),
        keeper.does(SUPERVISOR, "block"),
    );
    assert_eq!(keeper.sessions(SUPERVISOR).await, 0);
}

#[tokio::test]
async fn a_photo_under_way_is_cut_and_goes_on_where_it_was_once_they_are_let_in_again() {
    let keeper = Keeper::open().await;
    let office = &keeper.office;
    let (phone, photo) = (office.enrol(SUPERVISOR).await, jpeg(1));
    let sha256 = Sha256::of(&photo);
    office.announce(&phone, sha256, photo.len()).await;
    // The first bytes come, and then nothing for as long as the connection is there.
    let come = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from(photo[..300].to_vec()))]);
    let request = Request::patch(upload(sha256))
        .header("authorization", format!("Bearer {}", phone.token))
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", "0")
        .header("content-type", "application/offset+octet-stream")
        .body(Body::from_stream(come.chain(futures_util::stream::pending())))
        .unwrap();
    let part = office.data().join("uploads").join(format!("{}-{sha256}", phone.device));
    let blocks = async {
        while std::fs::metadata(&part).map_or(0, |file| file.len()) < 300 {
            tokio::task::yield_now().await;
        }
        keeper.does(SUPERVISOR, "block").await
    };
    let both = async { tokio::join!(office.send(request), blocks) };
    let (cut, _) = timeout(Duration::from_secs(20), both).await.expect("it is cut");
    assert!(!cut.status.is_success(), "{cut}");
    let next = office.part(&phone, sha256, 300, &photo[300..]).await;
    assert_eq!((next.status, next.problem().as_str()), (StatusCode::FORBIDDEN, "person-blocked"));
    keeper.does(SUPERVISOR, "unblock").await;
    assert_eq!(office.how_far(&phone, sha256).await.header("upload-offset"), Some("300"));
    let last = office.part(&phone, sha256, 300, &photo[300..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}
