//! Signing in, guessing, and how long a session lasts.

use std::fs;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use shared::limits::{
    ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX, ACCOUNT_ATTEMPTS_MAX, ADDRESS_ATTEMPTS_MAX, ATTEMPTS_WINDOW_MS,
    SESSION_AGE_MS_MAX, SESSION_IDLE_MS_MAX,
};
use shared::{PersonId, Role};
use sync_server::base::secret::secret_hash;

use crate::answer::Answer;
use crate::desk::PASSWORD;
use crate::test_office::{SUPERVISOR, TestOffice};

impl TestOffice {
    /// What `/office/review` says to a cookie: 200, or 303 to sign in.
    pub(crate) async fn reads(&self, cookie: &str) -> StatusCode {
        let request = Request::get("/office/review").header("cookie", cookie);
        self.send(request.body(Body::empty()).unwrap()).await.status
    }

    /// Somebody signs in from an address, over plain HTTP.
    async fn signs_in_from(&self, address: &str, login: &str, password: &str) -> Answer {
        let form = format!("login={login}&password={}", password.replace(' ', "+"));
        let request = Request::post("/office/sign-in")
            .header("host", "guichet.test")
            .header("origin", "http://guichet.test")
            .header("user-agent", "Firefox 140")
            .header("content-type", "application/x-www-form-urlencoded")
            .extension(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4000)));
        self.send(request.body(form.into()).unwrap()).await
    }
}

/// The cookie of an answer, as a browser sends it back.
pub(crate) fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").unwrap_or_else(|| panic!("no cookie in {answer}"));
    cookie.split(';').next().unwrap().to_owned()
}

async fn office() -> TestOffice {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    office
}

#[tokio::test]
async fn a_session_that_is_not_used_ends_after_a_working_day() {
    let office = office().await;
    let cookie = cookie(&office.signs_in("anne", PASSWORD).await);
    office.pass_ms(SESSION_IDLE_MS_MAX);
    assert_eq!(office.reads(&cookie).await, StatusCode::OK);
    office.pass_ms(SESSION_IDLE_MS_MAX + 1);
    assert_eq!(office.reads(&cookie).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_browser_forgets_the_photos_of_a_session_that_is_over_and_of_whoever_was_there_before() {
    let office = office().await;
    let forgets = |answer: &Answer| answer.header("clear-site-data") == Some("\"cache\"");
    let review = |cookie: Option<&str>| {
        let request = Request::get("/office/review");
        let request = cookie.into_iter().fold(request, |request, cookie| request.header("cookie", cookie));
        office.send(request.body(Body::empty()).unwrap())
    };
    let session = cookie(&office.signs_in("anne", PASSWORD).await);
    let form = format!("login=anne&password={}", PASSWORD.replace(' ', "+"));
    let welcome = office.post("/office/sign-in", &session, "https://guichet.test", form).await;
    assert!(forgets(&welcome), "somebody was there before: {welcome}");
    let welcome = office.signs_in("anne", PASSWORD).await;
    assert!(!forgets(&welcome), "nobody was: {welcome}");
    let session = cookie(&welcome);
    assert!(!forgets(&review(Some(&session)).await), "not while it lasts");
    office.pass_ms(SESSION_IDLE_MS_MAX + 1);
    let over = review(Some(&session)).await;
    assert_eq!(over.status, StatusCode::SEE_OTHER);
    assert!(forgets(&over), "{over}");
    assert!(!forgets(&review(None).await), "who had none keeps nothing");
}

#[tokio::test]
async fn what_ended_is_not_in_the_log_of_the_database() {
    let office = office().await;
    let session = cookie(&office.signs_in("anne", PASSWORD).await);
    let token = secret_hash(session.split_once('=').unwrap().1);
    let in_log = || {
        let log = fs::read(office.data().join("server.db-wal")).unwrap();
        log.windows(token.len()).any(|bytes| bytes == token)
    };
    assert!(in_log(), "what was just written is there");
    let path = "/office/account/sign-out-everywhere";
    office.post(path, &session, "https://guichet.test", String::new()).await;
    assert!(!in_log());
}

#[tokio::test]
async fn a_session_ends_after_a_week_however_much_it_is_used() {
    let office = office().await;
    let cookie = cookie(&office.signs_in("anne", PASSWORD).await);
    let hours = SESSION_AGE_MS_MAX / SESSION_IDLE_MS_MAX;
    for _ in 0..hours {
        office.pass_ms(SESSION_IDLE_MS_MAX);
        assert_eq!(office.reads(&cookie).await, StatusCode::OK);
    }
    office.pass_ms(1);
    assert_eq!(office.reads(&cookie).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_again_begins_another_session_and_ends_the_one_before() {
    let office = office().await;
    let first = cookie(&office.signs_in("anne", PASSWORD).await);
    let form = format!("login=anne&password={}", PASSWORD.replace(' ', "+"));
    let again = office.post("/office/sign-in", &first, "https://guichet.test", form).await;
    let second = cookie(&again);
    assert_ne!(first, second);
    assert_eq!(office.reads(&first).await, StatusCode::SEE_OTHER);
    assert_eq!(office.reads(&second).await, StatusCode::OK);
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_over_https_and_kept_from_scripts_everywhere() {
    let office = office().await;
    let secure = office.signs_in("anne", PASSWORD).await;
    let secure = secure.header("set-cookie").unwrap();
    assert!(secure.starts_with("__Host-guichet_session=") && secure.contains("; Secure;"), "{secure}");
    assert!(secure.contains("; Path=/;") && !secure.contains("Domain"), "{secure}");
    let plain = office.signs_in_from("192.0.2.1", "anne", PASSWORD).await;
    let plain = plain.header("set-cookie").unwrap();
    assert!(plain.starts_with("guichet_session=") && !plain.contains("Secure"), "{plain}");
    for cookie in [secure, plain] {
        assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test]
async fn a_cookie_of_plain_http_does_not_stand_before_that_of_https() {
    let office = office().await;
    let planted = office.session_as(Role::Administrator).await;
    let own = cookie(&office.signs_in("anne", PASSWORD).await);
    let request = Request::get("/office/account").header("cookie", format!("{planted}; {own}"));
    let answer = office.send(request.body(Body::empty()).unwrap()).await;
    assert!(String::from_utf8(answer.body).unwrap().contains("<strong>anne</strong>"));
}

#[tokio::test]
async fn guesses_sent_side_by_side_do_not_slip_through_together() {
    let office = office().await;
    // From a network of its own: who waits there keeps out nobody else in this program.
    let guesses = (0..ACCOUNT_ATTEMPTS_MAX + 8).map(|_| office.signs_in_from("198.51.100.9", "anne", "non"));
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|answer| answer.status == StatusCode::FORBIDDEN).count();
    let put_off = answers.iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).count();
    assert_eq!((looked_at, put_off), (ACCOUNT_ATTEMPTS_MAX as usize, 8));
}

#[tokio::test]
async fn the_last_attempt_before_the_limit_may_be_the_right_one_and_is_not_counted() {
    let office = office().await;
    for _ in 1..ACCOUNT_ATTEMPTS_MAX {
        assert_eq!(office.signs_in("ANNE", "non").await.status, StatusCode::FORBIDDEN);
    }
    for _ in 0..2 {
        assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(office.signs_in("anne", "non").await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    office.pass_ms(ATTEMPTS_WINDOW_MS + 1);
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_address_that_guesses_at_many_accounts_is_put_off_and_the_next_house_is_not() {
    let office = office().await;
    let now = office.app.engine.clock().now();
    office
        .app
        .engine
        .write(move |store| {
            (1..ADDRESS_ATTEMPTS_MAX).try_for_each(|_| {
                store
                    .record_attempt("sign-in from 2001:db8:0:7::/64", now, now.plus_ms(-ATTEMPTS_WINDOW_MS))
                    .map(drop)
            })
        })
        .await
        .unwrap();
    let wrong = office.signs_in_from("2001:db8:0:7::1", "nobody", "non").await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let right = office.signs_in_from("2001:db8:0:7::2", "anne", PASSWORD).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    let next_house = office.signs_in_from("2001:db8:0:8::2", "anne", PASSWORD).await;
    assert_eq!(next_house.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_technician_who_signs_in_leaves_no_session_behind() {
    let office = TestOffice::open().await;
    let id = PersonId::from_bytes([2; 16]);
    office.gives_a_password_to(id, "luc", Role::Technician).await;
    office.signs_in("luc", PASSWORD).await;
    assert!(office.app.engine.read(move |store| store.sessions_of(id)).await.unwrap().is_empty());
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_and_only_ones_own() {
    let office = office().await;
    let other = office.session_as(Role::Administrator).await;
    let one = cookie(&office.signs_in("anne", PASSWORD).await);
    let two = cookie(&office.signs_in_from("192.0.2.1", "anne", PASSWORD).await);
    let page = Request::get("/office/account").header("cookie", &two).body(Body::empty()).unwrap();
    let page = String::from_utf8(office.send(page).await.body).unwrap();
    assert_eq!(page.matches("data-test=\"session\"").count(), 2);
    assert!(page.contains(">Firefox"), "the browser is named, in words");
    let path = "/office/account/sign-out-everywhere";
    let answer = office.post(path, &two, "https://guichet.test", String::new()).await;
    assert_eq!(answer.header("location"), Some("/office/sign-in"));
    assert_eq!(
        answer.header("clear-site-data"),
        Some("\"cache\""),
        "and no storage: the phone app's is beside it"
    );
    assert_eq!(office.reads(&one).await, StatusCode::SEE_OTHER);
    assert_eq!(office.reads(&two).await, StatusCode::SEE_OTHER);
    assert_eq!(office.reads(&other).await, StatusCode::OK);
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_begins_one() {
    let office = office().await;
    let visitor = office.visitor().await;
    let elsewhere = cookie(&office.signs_in("anne", PASSWORD).await);
    let change =
        |old: &str, new: &str, again: &str| format!("old={old}&new={new}&again={again}").replace(' ', "+");
    let path = "/office/account/password";
    for (form, said) in [
        (change("non", "tuile de rechange", "tuile de rechange"), "n’est pas celui-là"),
        (change(PASSWORD, "tuile de rechange", "tuile"), "diffèrent"),
        (change(PASSWORD, "tuile", "tuile"), "Trop court"),
        (change(PASSWORD, "motdepasse123", "motdepasse123"), "Trop facile"),
        (change(PASSWORD, PASSWORD, PASSWORD), "encore l’ancien"),
        (change(PASSWORD, "c’est anne qui entre", "c’est anne qui entre"), "est dedans"),
    ] {
        let answer = visitor.post(path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(String::from_utf8(answer.body).unwrap().contains(said), "{said}");
    }
    assert_eq!(office.reads(&elsewhere).await, StatusCode::OK);
    let answer = visitor.post(path, &change(PASSWORD, "tuile de rechange", "tuile de rechange")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(office.reads(&cookie(&answer)).await, StatusCode::OK);
    assert_eq!(office.reads(&elsewhere).await, StatusCode::SEE_OTHER);
    assert_eq!(office.reads(&visitor.cookie).await, StatusCode::SEE_OTHER);
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.signs_in("anne", "tuile de rechange").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_finds_an_open_browser_cannot_guess_the_old_password_for_long() {
    let office = office().await;
    let visitor = office.visitor().await;
    let guess = "old=non&new=tuile+de+rechange&again=tuile+de+rechange";
    for _ in 0..ACCOUNT_ATTEMPTS_MAX {
        visitor.post("/office/account/password", guess).await;
    }
    let right = guess.replace("old=non", &format!("old={}", PASSWORD.replace(' ', "+")));
    let answer = visitor.post("/office/account/password", &right).await;
    assert!(String::from_utf8(answer.body).unwrap().contains("Trop d’essais"));
}

#[tokio::test]
async fn whoever_guesses_elsewhere_keeps_nobody_out_unless_it_is_from_everywhere() {
    let office = office().await;
    for _ in 0..=ACCOUNT_ATTEMPTS_MAX {
        office.signs_in_from("192.0.2.1", "anne", "non").await;
    }
    let there = office.signs_in_from("192.0.2.1", "anne", PASSWORD).await;
    assert_eq!(there.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(office.signs_in_from("192.0.2.2", "anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let now = office.app.engine.clock().now();
    let rest = ACCOUNT_ATTEMPTS_MAX..ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX;
    let guess = move |store: &sync_server::store::Store| {
        let since = now.plus_ms(-ATTEMPTS_WINDOW_MS);
        rest.clone().try_for_each(|_| store.record_attempt("sign-in anne", now, since).map(drop))
    };
    office.app.engine.write(guess).await.unwrap();
    let anywhere = office.signs_in_from("192.0.2.3", "anne", PASSWORD).await;
    assert_eq!(anywhere.status, StatusCode::TOO_MANY_REQUESTS);
}
