//! A second factor: set up, given at the door, lost, and asked of those who decide.

use axum::http::StatusCode;
use shared::limits::ATTEMPTS_WINDOW_MS;
use shared::{PersonId, Role};
use sync_server::accounts::totp::{self, STEP_MS, Secret};
use sync_server::base::limits::{
    FACTOR_ATTEMPTS_MAX, FACTOR_SETUP_MS_MAX, HALF_SIGN_IN_MS_MAX, RECOVERY_CODES,
};
use sync_server::base::secret::secret_hash;
use sync_server::store::second_factor::SecondFactorRow;

use crate::access::{Outcome, concrete, expected, outcome};
use crate::answer::Answer;
use crate::desk::{PASSWORD, Visitor};
use crate::sessions::cookie;
use crate::test_office::{SUPERVISOR, TestOffice};

const SECRET: Secret = [7; 20];

impl TestOffice {
    /// Somebody has a second factor, with one recovery code: `abcd-efgh`.
    pub(crate) async fn has_factor(&self, person: PersonId) {
        let since = self.app.engine.clock().now();
        let factor = SecondFactorRow { secret: SECRET, since, last_step: 0 };
        self.app
            .engine
            .write(move |store| {
                store.set_second_factor(person, &factor)?;
                store.set_recovery_codes(person, &[secret_hash("abcdefgh")])
            })
            .await
            .unwrap();
    }

    /// The code of now, by the secret of [`TestOffice::has_factor`].
    pub(crate) fn code_of_now(&self) -> String {
        self.code_of(&SECRET)
    }

    fn code_of(&self, secret: &Secret) -> String {
        totp::code(secret, totp::step(self.app.engine.clock().now()))
    }

    /// What the log has of second factors and recovery codes.
    async fn said_of_factors(&self) -> Vec<String> {
        let all = self.audit().await.into_iter().map(|line| line.action);
        all.filter(|action| action.contains("factor") || action.contains("recovery")).collect()
    }

    async fn gives_code(&self, half: &str, code: &str) -> Answer {
        let form = format!("half={half}&second-factor-code={}", code.replace(' ', "+"));
        self.post("/office/sign-in", "", "https://guichet.test", form).await
    }

    /// Half of a sign-in: the password is right.
    async fn half(&self) -> String {
        let answer = self.signs_in("anne", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer}");
        let sets = answer.header("set-cookie").unwrap_or_default();
        assert!(!sets.contains("guichet_session"), "{answer}");
        value(&page(answer), "half")
    }
}

fn page(answer: Answer) -> String {
    String::from_utf8(answer.body).unwrap()
}

/// The value of a field.
pub(crate) fn value(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

async fn office() -> TestOffice {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    office.has_factor(SUPERVISOR).await;
    office
}

#[tokio::test]
async fn a_session_begins_with_the_code_which_is_taken_once() {
    let office = office().await;
    let (half, code) = (office.half().await, office.code_of_now());
    let wrong = office.gives_code(&half, "000000").await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert_eq!(value(&page(wrong), "half"), half, "the next try needs no password");
    let right = office.gives_code(&half, &format!(" {} {}", &code[..3], &code[3..])).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{right}");
    assert_eq!(office.reads(&cookie(&right)).await, StatusCode::OK);
    let again = office.gives_code(&half, &code).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN, "half a sign-in is used up with it");
    let other = office.half().await;
    assert_eq!(office.gives_code(&other, &code).await.status, StatusCode::FORBIDDEN, "a code is taken once");
    office.pass_ms(STEP_MS);
    let next = office.gives_code(&other, &office.code_of_now()).await;
    assert_eq!(next.status, StatusCode::SEE_OTHER, "{next}");
    assert_eq!(office.said_of_factors().await, ["second-factor-failed", "second-factor-failed"]);
}

#[tokio::test]
async fn half_a_sign_in_lets_in_nowhere() {
    let office = office().await;
    let half = office.half().await;
    for (method, path, roles) in expected() {
        let wanted = if roles == "*" { Outcome::LetIn } else { Outcome::ToSignIn };
        for name in ["guichet_session", "__Host-guichet_session"] {
            let cookie = format!("{name}={half}");
            assert_eq!(outcome(&office, method, path, &cookie).await, wanted, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn half_a_sign_in_ends_by_itself_and_with_the_password() {
    let office = office().await;
    let (early, late) = (office.half().await, office.half().await);
    office.pass_ms(HALF_SIGN_IN_MS_MAX);
    let code = office.code_of_now();
    assert_eq!(office.gives_code(&early, &code).await.status, StatusCode::SEE_OTHER);
    office.pass_ms(1);
    let over = office.gives_code(&late, &office.code_of_now()).await;
    assert!(page(over).contains("n’est pas venu à temps"));
    for what in ["password", "block"] {
        let office = self::office().await;
        let administrator = office.session_as(Role::Administrator).await;
        let half = office.half().await;
        let address = format!("/office/people/{SUPERVISOR}/{what}");
        office.post(&address, &administrator, "https://guichet.test", String::new()).await;
        let over = office.gives_code(&half, &office.code_of_now()).await;
        assert_eq!(over.status, StatusCode::FORBIDDEN, "{what}");
        assert!(over.header("set-cookie").is_none(), "{what}");
    }
}

#[tokio::test]
async fn guessing_codes_ends_after_some_and_passes() {
    let office = office().await;
    let half = office.half().await;
    for _ in 0..FACTOR_ATTEMPTS_MAX {
        assert_eq!(office.gives_code(&half, "000000").await.status, StatusCode::FORBIDDEN);
    }
    let code = office.code_of_now();
    let put_off = office.gives_code(&half, &code).await;
    assert_eq!(put_off.status, StatusCode::TOO_MANY_REQUESTS, "{put_off}");
    let half = office.half().await;
    assert_eq!(office.gives_code(&half, &code).await.status, StatusCode::TOO_MANY_REQUESTS, "nor by another");
    office.pass_ms(ATTEMPTS_WINDOW_MS + 1);
    let half = office.half().await;
    assert_eq!(office.gives_code(&half, &office.code_of_now()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_recovery_code_stands_in_once_however_it_is_typed() {
    let office = office().await;
    let half = office.half().await;
    assert_eq!(office.gives_code(&half, "abcd-efgi").await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.gives_code(&half, "ABCD EFGH").await.status, StatusCode::SEE_OTHER);
    let half = office.half().await;
    assert_eq!(office.gives_code(&half, "abcd-efgh").await.status, StatusCode::FORBIDDEN);
    let used = office.audit().await.into_iter().find(|line| line.action == "recovery-code-used").unwrap();
    assert_eq!((used.person, used.detail.as_str()), (Some(SUPERVISOR), "0"));
}

/// Begins to set up a second factor on one's page; what is put into the app.
async fn begins(visitor: &Visitor<'_>) -> (String, Secret) {
    let password = format!("password={}", PASSWORD.replace(' ', "+"));
    let shown = visitor.post("/office/account/second-factor/begin", &password).await;
    assert_eq!(shown.status, StatusCode::OK, "{shown}");
    let shown = page(shown);
    assert!(shown.contains("<svg") && shown.contains("data-test=\"factor-secret\""), "{shown}");
    let kept = visitor.office.app.engine.read(|store| store.factor_setup(SUPERVISOR)).await.unwrap();
    let (secret, _) = kept.unwrap();
    assert_eq!(value(&shown, "second-factor-secret"), totp::base_32(&secret));
    (shown, secret)
}

fn recovery_codes(page: &str) -> Vec<String> {
    let parts = page.split("data-test=\"recovery-code\">").skip(1);
    parts.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_second_factor_is_set_up_by_the_password_and_a_first_code() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let elsewhere = cookie(&office.signs_in("anne", PASSWORD).await);
    let wrong = visitor.post("/office/account/second-factor/begin", "password=non").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (shown, secret) = begins(&visitor).await;
    let finish = |code: &str| {
        let (once, secret) = (value(&shown, "once"), totp::base_32(&secret));
        format!("once={once}&second-factor-secret={secret}&second-factor-code={code}")
    };
    let address = "/office/account/second-factor/finish";
    let wrong = visitor.post(address, &finish("000000")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(value(&page(wrong), "second-factor-secret"), totp::base_32(&secret), "another try");
    let other = finish(&office.code_of(&secret)).replace(&totp::base_32(&secret), "AAAA");
    assert_eq!(visitor.post(address, &other).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not shown");
    let form = finish(&office.code_of(&secret));
    let codes = recovery_codes(&page(visitor.post(address, &form).await));
    assert_eq!(codes.len(), RECOVERY_CODES);
    assert_eq!(recovery_codes(&page(visitor.post(address, &form).await)), codes, "pressed twice");
    assert_eq!(office.reads(&visitor.cookie).await, StatusCode::OK);
    assert_eq!(office.reads(&elsewhere).await, StatusCode::SEE_OTHER, "other sessions end");
    let half = office.half().await;
    assert_eq!(office.gives_code(&half, &codes[0]).await.status, StatusCode::SEE_OTHER);

    let fresh = recovery_codes(&page(visitor.post("/office/account/second-factor/codes", "").await));
    assert!(fresh.len() == RECOVERY_CODES && !fresh.contains(&codes[1]), "{fresh:?}");
    let half = office.half().await;
    assert_eq!(office.gives_code(&half, &codes[1]).await.status, StatusCode::FORBIDDEN, "void");
    let remove = "/office/account/second-factor/remove";
    assert_eq!(visitor.post(remove, "password=non").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let removed = visitor.post(remove, &format!("password={}", PASSWORD.replace(' ', "+"))).await;
    assert_eq!(removed.header("location"), Some("/office/account/second-factor?done=factor-removed"));
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::SEE_OTHER, "as before");
    assert_eq!(
        office.said_of_factors().await,
        [
            "second-factor-failed",
            "second-factor-set",
            "recovery-code-used",
            "recovery-codes-made",
            "second-factor-failed",
            "second-factor-failed",
            "second-factor-removed"
        ]
    );
}

#[tokio::test]
async fn what_was_shown_to_set_up_a_second_factor_is_good_for_some_minutes() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let (_, secret) = begins(&visitor).await;
    office.pass_ms(FACTOR_SETUP_MS_MAX + 1);
    let (shown, code) = (totp::base_32(&secret), office.code_of(&secret));
    let form = format!("second-factor-secret={shown}&second-factor-code={code}");
    let late = visitor.post("/office/account/second-factor/finish", &form).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn those_who_decide_set_one_up_before_anything_else_where_it_is_required() {
    let office = TestOffice::open().await;
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    let asked = administrator.post("/office/second-factor", "required=yes").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "their own first: {asked}");
    let engine = &office.app.engine;
    engine.write(|store| store.set_factor_required(true)).await.unwrap();
    let visitor = office.visitor().await;
    let counter = office.session_as(Role::Counter).await;
    let own = "/office/account/second-factor";
    for (method, path, roles) in expected() {
        let is_open = path.starts_with("/office/account") && path != "/office/account/enrol";
        if roles == "*" || is_open {
            continue;
        }
        let answer = if method == "GET" {
            visitor.answer(&concrete(path)).await
        } else {
            visitor.post(&concrete(path), "").await
        };
        assert_eq!(answer.header("location"), Some(own), "{method} {path}: {answer}");
    }
    assert!(visitor.get(own).await.contains("data-test=\"factor-required\""));
    assert!(visitor.get("/office/account").await.contains(own));
    assert_eq!(office.reads(&counter).await, StatusCode::OK, "a counter decides nothing");
    let (_, secret) = begins(&visitor).await;
    let (shown, code) = (totp::base_32(&secret), office.code_of(&secret));
    visitor
        .post(&format!("{own}/finish"), &format!("second-factor-secret={shown}&second-factor-code={code}"))
        .await;
    assert_eq!(office.reads(&visitor.cookie).await, StatusCode::OK);
    let remove = format!("password={}", PASSWORD.replace(' ', "+"));
    let kept = visitor.post(&format!("{own}/remove"), &remove).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "it is required: {kept}");
}

#[tokio::test]
async fn an_administrator_resets_what_somebody_lost_and_says_whether_it_is_required() {
    let office = office().await;
    let half = office.half().await;
    let theirs = cookie(&office.gives_code(&half, &office.code_of_now()).await);
    let administrator = office.session_as(Role::Administrator).await;
    let post = async |path: &str, form: &str| {
        office.post(path, &administrator, "https://guichet.test", form.to_owned()).await
    };
    let reset = post(&format!("/office/people/{SUPERVISOR}/second-factor"), "").await;
    let there = format!("/office/people/{SUPERVISOR}?done=factor-reset");
    assert_eq!(reset.header("location"), Some(there.as_str()), "{reset}");
    assert_eq!(office.reads(&theirs).await, StatusCode::SEE_OTHER, "their sessions end");
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::SEE_OTHER);

    let people = office.app.engine.read(|store| store.people()).await.unwrap();
    let id = people.iter().find(|person| person.roles.main == Role::Administrator).unwrap().id;
    office.has_factor(id).await;
    let token = administrator.split_once('=').unwrap().1;
    let (session, now) = (secret_hash(token), office.app.engine.clock().now());
    office.app.engine.write(move |store| store.note_factor(session, now)).await.unwrap();
    post("/office/second-factor", "required=yes").await;
    assert!(office.app.engine.read(|store| store.factor_required()).await.unwrap());
    post("/office/second-factor", "required=yes").await;
    post("/office/second-factor", "").await;
    assert!(!office.app.engine.read(|store| store.factor_required()).await.unwrap());
    let said = ["second-factor-reset", "second-factor-required", "second-factor-not-required"];
    assert_eq!(office.said_of_factors().await, said);
}

#[tokio::test]
async fn a_changed_password_keeps_the_second_factor_of_its_session() {
    let office = office().await;
    let half = office.half().await;
    let session = cookie(&office.gives_code(&half, &office.code_of_now()).await);
    let old = PASSWORD.replace(' ', "+");
    let form = format!("old={old}&new=tuile+de+rechange&again=tuile+de+rechange");
    let changed = office.post("/office/account/password", &session, "https://guichet.test", form).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{changed}");
    assert_eq!(office.reads(&cookie(&changed)).await, StatusCode::OK);
}
