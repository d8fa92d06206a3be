//! What wrong guesses of others cannot do: keep an owner out, shut everybody out, flood the audit log.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use shared::limits::{
    ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX, ACCOUNT_ATTEMPTS_MAX, ADDRESS_ATTEMPTS_MAX, ATTEMPTS_WINDOW_MS,
};
use shared::{PersonId, Role};
use sync_server::accounts::block::UnderWay;
use sync_server::accounts::sign_in;
use sync_server::base::limits::{
    AUDIT_COUNTED_MS, AUDIT_TOLD_MAX, FACTOR_ATTEMPTS_MAX, FACTOR_FRESH_MS_MAX, KNOWN_BROWSERS_MAX,
    STRANGERS_BODIES_BYTES_MAX, WRONG_PASSWORDS_UNSLOWED_MAX,
};

use crate::answer::Answer;
use crate::desk::PASSWORD;
use crate::second_factor::value;
use crate::sessions::cookie;
use crate::test_office::{SUPERVISOR, TestOffice};

const HOME: &str = "192.0.2.1";
const ADMINISTRATOR: PersonId = PersonId::from_bytes([0x41; 16]);

impl TestOffice {
    /// Somebody posts a form from an address, over plain HTTP, with what their browser keeps.
    async fn posts_from(&self, address: &str, path: &str, cookies: &str, form: String) -> Answer {
        let request = Request::post(path)
            .header("host", "guichet.test")
            .header("origin", "http://guichet.test")
            .header("cookie", cookies)
            .header("content-type", "application/x-www-form-urlencoded")
            .extension(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4000)));
        self.send(request.body(form.replace(' ', "+").into()).unwrap()).await
    }

    async fn tries_to_enter(&self, address: &str, cookies: &str, login: &str, password: &str) -> Answer {
        let form = format!("login={login}&password={password}");
        self.posts_from(address, "/office/sign-in", cookies, form).await
    }

    /// So many guesses were counted on each of these.
    async fn was_guessed_at(&self, counters: &[(&str, u32)]) {
        let counters: Vec<(String, u32)> =
            counters.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        let now = self.app.engine.clock().now();
        let guess = move |store: &sync_server::store::Store| {
            let since = now.plus_ms(-ATTEMPTS_WINDOW_MS);
            counters.iter().try_for_each(|(name, count)| {
                (0..*count).try_for_each(|_| store.record_attempt(name, now, since).map(drop))
            })
        };
        self.app.engine.write(guess).await.unwrap();
    }

    /// Strangers guess at an account as much as they can, also from where its owner is.
    async fn is_under_attack(&self, login: &str) {
        let (account, from) = (format!("sign-in {login}"), format!("sign-in {login} from {HOME}"));
        self.was_guessed_at(&[
            (&account, ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX),
            (&from, ACCOUNT_ATTEMPTS_MAX),
            ("sign-in from 192.0.2.1", ADDRESS_ATTEMPTS_MAX),
            ("sign-in from 192.0.2.0/24", 4 * ADDRESS_ATTEMPTS_MAX),
            ("sign-in", 10 * WRONG_PASSWORDS_UNSLOWED_MAX),
        ])
        .await;
    }
}

/// What a browser is known by after somebody signed in there.
fn known_by(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let known = set.filter_map(|line| line.split(';').next()).find(|line| line.contains("guichet_known="));
    known.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

async fn office() -> TestOffice {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    office.gives_a_password_to(ADMINISTRATOR, "benoit", Role::Administrator).await;
    office
}

#[tokio::test]
async fn no_guesses_of_strangers_keep_an_owner_out_where_they_signed_in_before() {
    let office = office().await;
    let first = office.tries_to_enter(HOME, "", "anne", PASSWORD).await;
    let (session, known) = (cookie(&first), known_by(&first));
    assert_eq!(session.split('=').next(), Some("guichet_session"), "the session's cookie comes first");
    let elsewhere = known_by(&office.tries_to_enter("198.51.100.7", "", "anne", PASSWORD).await);
    let benoits = known_by(&office.tries_to_enter(HOME, "", "benoit", PASSWORD).await);
    office.is_under_attack("anne").await;
    let strangers = office.app.counters.bodies.begin_of_stranger();
    strangers.more(STRANGERS_BODIES_BYTES_MAX).unwrap();
    let busy = office.tries_to_enter(HOME, "guichet_known=x", "anne", PASSWORD).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "{busy}");
    assert_eq!(office.tries_to_enter(HOME, &known, "anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
    drop(strangers);
    for unknown in ["", benoits.as_str()] {
        let answer = office.tries_to_enter(HOME, unknown, "anne", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{answer}");
    }
    let again = office.tries_to_enter(HOME, &known, "anne", PASSWORD).await;
    assert_eq!((again.status, known_by(&again)), (StatusCode::SEE_OTHER, known.clone()));
    // Who has that browser in hand guesses no more than others, and only there.
    for _ in 0..ACCOUNT_ATTEMPTS_MAX {
        assert_eq!(office.tries_to_enter(HOME, &known, "anne", "non").await.status, StatusCode::FORBIDDEN);
    }
    let put_off = office.tries_to_enter(HOME, &known, "anne", PASSWORD).await;
    assert_eq!(put_off.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(office.tries_to_enter(HOME, &elsewhere, "anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_knows_the_password_keeps_its_owner_from_no_browser_and_no_session_with_wrong_codes() {
    let office = office().await;
    office.has_factor(SUPERVISOR).await;
    let gives = async |address: &str, cookies: &str, code: &str| {
        let asked = office.tries_to_enter(address, cookies, "anne", PASSWORD).await;
        assert_eq!(asked.status, StatusCode::OK, "{asked}");
        assert!(asked.header("set-cookie").is_none(), "a password alone makes no browser known: {asked}");
        let half = value(&String::from_utf8(asked.body).unwrap(), "half");
        let form = format!("half={half}&second-factor-code={code}");
        office.posts_from(address, "/office/sign-in", cookies, form).await
    };
    let first = gives(HOME, "", "abcd-efgh").await;
    let (session, known) = (cookie(&first), known_by(&first));
    let attack = async || {
        let mut wrong = 0;
        while gives("198.51.100.7", "", "000000").await.status == StatusCode::FORBIDDEN {
            wrong += 1;
        }
        wrong
    };
    assert_eq!(attack().await, FACTOR_ATTEMPTS_MAX);
    let code = office.code_of_now();
    let new = gives(HOME, "", &code).await;
    assert_eq!(new.status, StatusCode::TOO_MANY_REQUESTS, "a new browser is a stranger: {new}");
    let again = gives(HOME, &known, &code).await;
    assert_eq!((again.status, known_by(&again)), (StatusCode::SEE_OTHER, known.clone()), "{again}");

    office.pass_ms(FACTOR_FRESH_MS_MAX + 1);
    let asked = async |code: &str| {
        let form = format!("next=/office/&second-factor-code={code}");
        office.posts_from(HOME, "/office/account/code", &session, form).await.status
    };
    for _ in 1..FACTOR_ATTEMPTS_MAX {
        assert_eq!(asked("000000").await, StatusCode::FORBIDDEN);
    }
    assert_eq!(asked(&office.code_of_now()).await, StatusCode::SEE_OTHER, "their own wrong ones alone count");
    office.pass_ms(FACTOR_FRESH_MS_MAX + 1);
    let wrong = async |cookies: &str| gives(HOME, cookies, "000000").await.status;
    for _ in 0..FACTOR_ATTEMPTS_MAX {
        assert_eq!(wrong(&known).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(wrong(&known).await, StatusCode::TOO_MANY_REQUESTS, "in that browser no more than elsewhere");
    for _ in 0..FACTOR_ATTEMPTS_MAX {
        assert_eq!(asked("000000").await, StatusCode::FORBIDDEN);
    }
    assert_eq!(asked(&office.code_of_now()).await, StatusCode::FORBIDDEN, "nor in a session");
}

#[tokio::test]
async fn a_password_is_changed_and_a_first_one_chosen_while_strangers_guess() {
    let office = office().await;
    let session = cookie(&office.tries_to_enter(HOME, "", "anne", PASSWORD).await);
    let newcomer = PersonId::from_bytes([0x42; 16]);
    office.gives_a_password_to(newcomer, "lucie", Role::Counter).await;
    let given = sign_in::give_password(&office.app.engine, ADMINISTRATOR, newcomer).await.unwrap();
    for login in ["anne", "lucie"] {
        office.is_under_attack(login).await;
    }
    let change = async |session: &str, old: &str| {
        let form = format!("old={old}&new=tuile de rechange&again=tuile de rechange");
        office.posts_from(HOME, "/office/account/password", session, form).await.status
    };
    assert_eq!(change(&session, PASSWORD).await, StatusCode::SEE_OTHER);
    let entered = office.tries_to_enter(HOME, "", "lucie", &given).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{entered}");
    assert_eq!(change(&cookie(&entered), &given).await, StatusCode::SEE_OTHER);
    // What was given is no key to the door any more.
    let spent = office.tries_to_enter(HOME, "", "lucie", &given).await;
    assert_eq!(spent.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_browser_is_known_no_more_once_its_person_was_blocked_or_given_a_password() {
    let office = office().await;
    let engine = &office.app.engine;
    for by_block in [true, false] {
        office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
        let known = known_by(&office.tries_to_enter(HOME, "", "anne", PASSWORD).await);
        let token = known.split('=').nth(1).unwrap();
        let hash = sync_server::base::secret::secret_hash(token);
        let now = engine.clock().now();
        let is_known =
            async || engine.read(move |store| store.is_known_secret(hash, SUPERVISOR, now)).await.unwrap();
        assert!(is_known().await);
        if by_block {
            engine.block(ADMINISTRATOR, SUPERVISOR, Box::new(|_| UnderWay::default())).await.unwrap();
            engine.write(|store| store.set_blocked(SUPERVISOR, None)).await.unwrap();
        } else {
            sign_in::give_password(engine, ADMINISTRATOR, SUPERVISOR).await.unwrap();
        }
        assert!(!is_known().await);
    }
}

#[tokio::test]
async fn so_many_browsers_of_a_person_are_known() {
    let office = office().await;
    let now = office.app.engine.clock().now();
    let known = office.app.engine.write(move |store| {
        let hash = |number: u32| [u8::try_from(number).unwrap(); 32];
        for number in 0..=KNOWN_BROWSERS_MAX {
            store.remember_browser(hash(number), SUPERVISOR, now.plus_ms(i64::from(number)))?;
        }
        (0..=KNOWN_BROWSERS_MAX).map(|number| store.is_known_secret(hash(number), SUPERVISOR, now)).collect()
    });
    let known: Vec<bool> = known.await.unwrap();
    assert!(
        !known[0] && known[1..].iter().all(|known| *known),
        "the one not used for longest goes: {known:?}"
    );
}

#[tokio::test]
async fn whoever_owns_a_network_guesses_no_more_than_it_may_and_others_come_in() {
    let office = office().await;
    office.was_guessed_at(&[("sign-in from 2001:db8:7::/48", 4 * ADDRESS_ATTEMPTS_MAX - 1)]).await;
    let last = office.tries_to_enter("2001:db8:7:aaaa::1", "", "nobody", "non").await;
    assert_eq!(last.status, StatusCode::FORBIDDEN);
    let over = office.tries_to_enter("2001:db8:7:bbbb::1", "", "anne", PASSWORD).await;
    assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS);
    let beside = office.tries_to_enter("2001:db8:8::1", "", "anne", PASSWORD).await;
    assert_eq!(beside.status, StatusCode::SEE_OTHER);
    office.was_guessed_at(&[("sign-in from 192.0.2.0/24", 4 * ADDRESS_ATTEMPTS_MAX)]).await;
    let over = office.tries_to_enter("192.0.2.200", "", "anne", PASSWORD).await;
    assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn guesses_from_everywhere_slow_down_and_shut_nobody_out() {
    let office = office().await;
    office.was_guessed_at(&[("sign-in", WRONG_PASSWORDS_UNSLOWED_MAX + 2)]).await;
    assert_eq!(office.tries_to_enter(HOME, "", "anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guesses_take_a_line_for_each_source_and_a_few_lines_in_all() {
    let office = office().await;
    let lines = async |action: &str| {
        let log = office.audit().await.into_iter();
        log.filter(|line| line.action == action).map(|line| (line.subject, line.detail)).collect::<Vec<_>>()
    };
    for _ in 0..3 {
        office.tries_to_enter(HOME, "", "anne", "non").await;
    }
    let subject = format!("person:{SUPERVISOR}");
    assert_eq!(lines("sign-in-failed").await, [(subject.clone(), String::new())]);
    let sources = AUDIT_TOLD_MAX + 10;
    for source in 0..sources {
        let asked = r#"{"code":"WRONG","device_name":"x"}"#;
        let peer = ConnectInfo(SocketAddr::new(format!("10.{source}.0.1").parse().unwrap(), 4000));
        let request =
            Request::post("/phone/v1/devices").header("content-type", "application/json").extension(peer);
        let answer = office.send(request.body(asked.into()).unwrap()).await;
        assert_eq!(answer.problem(), "enrolment-code-unknown");
    }
    assert_eq!(lines("enrolment-failed").await.len(), AUDIT_TOLD_MAX as usize);
    office.pass_ms(AUDIT_COUNTED_MS);
    office.app.engine.tell_tallies().await.unwrap();
    let told = lines("sign-in-failed").await;
    assert_eq!(told[1..], [(subject, format!("2 × {HOME}"))]);
    let told = lines("enrolment-failed").await;
    assert_eq!(told[AUDIT_TOLD_MAX as usize..], [(String::new(), "10 × …".to_owned())]);
    office.app.engine.tell_tallies().await.unwrap();
    assert_eq!(lines("enrolment-failed").await, told, "once");
    let page = office.visitor().await.get("/office/audit").await;
    assert!(page.contains("2 fois de plus en une heure, de 192.0.2.1"), "{page}");
}
