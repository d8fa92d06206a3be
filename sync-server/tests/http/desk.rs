//! The office pages: who gets in, and what a decision binds to.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::work_order::status::State;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{PersonId, Role};
use sync_server::accounts::sign_in::password_hash;
use sync_server::base::roles::Roles;
use sync_server::store::PersonRow;

use crate::answer::Answer;
use crate::hostile_bodies::Scene;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice};

pub(crate) const PASSWORD: &str = "clef du beffroi";

/// Somebody at a browser.
pub(crate) struct Visitor<'a> {
    pub(crate) office: &'a TestOffice,
    pub(crate) cookie: String,
}

impl TestOffice {
    pub(crate) async fn gives_a_password_to(&self, id: PersonId, login: &str, role: Role) {
        let password_hash = password_hash(PASSWORD, self.app.engine.clock());
        let row = PersonRow {
            id,
            login: login.to_owned(),
            password_hash,
            name: login.to_owned(),
            roles: Roles::everywhere(role),
            language: None,
        };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
    }

    /// Somebody has these roles from now on.
    pub(crate) async fn has_roles(&self, id: PersonId, roles: Roles) {
        let row = self.app.engine.read(move |store| store.person(id)).await.unwrap().unwrap();
        let row = PersonRow { roles, ..row };
        self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, origin: &str, form: String) -> Answer {
        let request = Request::post(path)
            .header("host", "guichet.test")
            .header("origin", origin)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(form.into()).unwrap()).await
    }

    pub(crate) async fn signs_in(&self, login: &str, password: &str) -> Answer {
        let form = format!("login={login}&password={}", password.replace(' ', "+"));
        self.post("/office/sign-in", "", "https://guichet.test", form).await
    }

    pub(crate) async fn visitor(&self) -> Visitor<'_> {
        self.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
        self.arrives("anne").await
    }

    /// Somebody else, signed in.
    pub(crate) async fn visitor_as(&self, login: &str, role: Role) -> Visitor<'_> {
        self.gives_a_password_to(PersonId::from_bytes([8; 16]), login, role).await;
        self.arrives(login).await
    }

    pub(crate) async fn arrives(&self, login: &str) -> Visitor<'_> {
        let answer = self.signs_in(login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
        let cookie = answer.header("set-cookie").unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Visitor { office: self, cookie }
    }
}

impl Visitor<'_> {
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) async fn answer(&self, path: &str) -> Answer {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty()).unwrap();
        self.office.send(request).await
    }

    pub(crate) async fn get(&self, path: &str) -> String {
        let answer = self.answer(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {answer}");
        String::from_utf8(answer.body).unwrap()
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        self.office.post(path, &self.cookie, "https://guichet.test", form.to_owned()).await
    }
}

pub(crate) fn seen(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("a page to approve on");
    rest.split('"').next().unwrap().replace(' ', "+")
}

/// A finished order on the supervisor's desk.
pub(crate) async fn finished() -> Scene {
    let mut scene = Scene::open().await;
    scene.finishes().await;
    scene
}

impl Scene {
    /// The technician does the order, and the phone delivers it.
    pub(crate) async fn finishes(&mut self) {
        for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
            let work = self.phone.does(&mut self.order, command);
            let reply = self.office.sync(&mut self.phone, vec![work]).await;
            assert_eq!(reply.refused.len(), 0, "{reply:?}");
        }
    }
}

async fn state(scene: &Scene) -> State {
    let document = scene.office.document(scene.order.id()).await;
    WorkOrder::read(&document).unwrap().status().state
}

#[tokio::test]
async fn nobody_reads_a_page_without_signing_in() {
    let office = TestOffice::open().await;
    for path in
        ["/office/review", "/office/work-orders", "/office/buildings", "/office/devices", "/office/events"]
    {
        let answer = office.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {answer}");
        assert!(answer.header("location").unwrap().starts_with("/office/sign-in"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_look_the_same() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let (wrong, unknown) = (office.signs_in("anne", "non").await, office.signs_in("nobody", "non").await);
    assert_eq!((wrong.status, unknown.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    let shown = |answer: Answer, login: &str| String::from_utf8(answer.body).unwrap().replace(login, "");
    assert_eq!(shown(wrong, "anne"), shown(unknown, "nobody"));
}

#[tokio::test]
async fn guessing_passwords_ends_after_some_attempts() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    for _ in 0..10 {
        office.signs_in("anne", "non").await;
    }
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    office.pass_ms(16 * 60 * 1000);
    assert_eq!(office.signs_in("anne", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_technician_is_told_to_use_the_phone() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(TECHNICIAN, "luc", Role::Technician).await;
    let answer = office.signs_in("luc", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.header("set-cookie").is_none(), "{answer}");
}

#[tokio::test]
async fn the_session_is_kept_from_scripts_and_ends_when_somebody_signs_out() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let cookie = office.signs_in("anne", PASSWORD).await.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("__Host-guichet_session="), "{cookie}");
    for part in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/;"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    visitor.get("/office/review").await;
    visitor.post("/office/sign-out", "").await;
    let request = Request::get("/office/review").header("cookie", &visitor.cookie);
    let answer = office.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    let form = format!("seen={}", seen(&visitor.get(&path).await));
    for origin in ["https://elsewhere.test", "null", "https://guichet.test.elsewhere.test"] {
        let approve = format!("{path}/approve");
        let answer = scene.office.post(&approve, &visitor.cookie, origin, form.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{origin}: {answer}");
    }
    assert_eq!(state(&scene).await, State::Finished);
}

#[tokio::test]
async fn a_report_is_approved_as_it_was_seen() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let id = scene.order.id();
    assert!(visitor.get("/office/review").await.contains(&id.to_string()));
    let path = format!("/office/work-orders/{id}");
    let form = format!("seen={}", seen(&visitor.get(&path).await));
    let answer = visitor.post(&format!("{path}/approve"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(state(&scene).await, State::Approved);
    assert!(!visitor.get("/office/review").await.contains(&id.to_string()));
}

#[tokio::test]
async fn work_that_arrives_while_the_supervisor_reads_is_not_approved_unseen() {
    let mut scene = finished().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    let (form, cookie) = {
        let visitor = scene.office.visitor().await;
        (format!("seen={}", seen(&visitor.get(&path).await)), visitor.cookie)
    };
    let late = WorkOrderCommand::UseMaterial {
        material: shared::work_order::Material::Other("joint".to_owned()),
        quantity: shared::Quantity(1000),
        corrects: None,
    };
    let work = scene.phone.does(&mut scene.order, late);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    let approve = format!("{path}/approve");
    let answer = scene.office.post(&approve, &cookie, "https://guichet.test", form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = String::from_utf8(answer.body).unwrap();
    assert!(page.contains("joint") && page.contains("entre-temps"), "the page shows what came, and says so");
    assert_eq!(state(&scene).await, State::Finished);
}

#[tokio::test]
async fn an_order_with_a_contradiction_waits_where_somebody_looks_in_the_morning() {
    let mut scene = Scene::open().await;
    let id = scene.order.id();
    let begun = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    scene.office.does(Some(id), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() }).await;
    let path = format!("/office/work-orders/{id}");
    assert!(!scene.office.visitor().await.get("/office/review").await.contains(&path));
    scene.office.sync(&mut scene.phone, vec![begun]).await;
    assert!(matches!(state(&scene).await, State::Cancelled { .. }));
    let visitor = scene.office.visitor().await;
    assert!(visitor.get(&path).await.contains("data-test=\"contradiction\""));
    let queue = visitor.get("/office/review").await;
    assert!(queue.contains(&path) && queue.contains("1 bon attend"), "{queue}");
}

#[tokio::test]
async fn a_supervisor_chooses_between_a_finish_and_a_cancellation() {
    let mut scene = Scene::open().await;
    let id = scene.order.id();
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    scene.office.does(Some(id), WorkOrderCommand::Cancel { reason: "double emploi".to_owned() }).await;
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Finish);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    assert_eq!(state(&scene).await, State::Finished);

    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{id}");
    let page = visitor.get(&path).await;
    let value_of = |name: &str, after: &str| {
        let (_, rest) = page.split_once(after).expect("the contradiction is shown");
        let (_, rest) = rest.split_once(&format!("name=\"{name}\" value=\"")).expect("a choice");
        rest.split('"').next().unwrap().replace(' ', "+")
    };
    let contradiction = value_of("contradiction", "data-test=\"contradiction\"");
    let cancelled = contradiction.rsplit('+').next().unwrap().to_owned();
    assert!(page.contains(&format!("name=\"favours\" value=\"{cancelled}\"")));
    let settle = format!("{path}/settle");
    let stranger = format!("contradiction={contradiction}&favours={id}&note=");
    assert_eq!(visitor.post(&settle, &stranger).await.status, StatusCode::CONFLICT);
    let form = format!("contradiction={contradiction}&favours={cancelled}&note=la+firme+passe");
    assert_eq!(visitor.post(&settle, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&scene).await, State::Cancelled { reason: "double emploi".to_owned() });
    assert!(!visitor.get(&path).await.contains("data-test=\"contradiction\""));
}

#[tokio::test]
async fn of_two_answers_the_chosen_one_stands() {
    use shared::work_order::AnswerValue;
    let mut scene = Scene::open().await;
    let Some(item) = WorkOrder::read(&scene.order).unwrap().checklist.keys().next().copied() else {
        panic!("the order asks something")
    };
    let id = scene.order.id();
    let answer = |value| WorkOrderCommand::Answer { item, value: Some(AnswerValue::Tick(value)) };
    // The office answers at once; the phone did not know.
    scene.office.does(Some(id), answer(true)).await;
    let work = scene.phone.does(&mut scene.order, answer(false));
    scene.office.sync(&mut scene.phone, vec![work]).await;
    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{id}");
    let page = visitor.get(&path).await;
    let (_, rest) = page.split_once("name=\"contradiction\" value=\"").expect("it is shown");
    let key = rest.split('"').next().unwrap().replace(' ', "+");
    let shown = WorkOrder::read(&scene.office.document(id).await).unwrap().checklist[&item].answer.clone();
    let other = AnswerValue::Tick(shown.unwrap().value == AnswerValue::Tick(false));
    let form = format!("contradiction={key}&value={}&note=relu+avec+Luc", other.plain());
    assert_eq!(visitor.post(&format!("{path}/settle"), &form).await.status, StatusCode::SEE_OTHER);
    let order = WorkOrder::read(&scene.office.document(id).await).unwrap();
    assert_eq!(order.checklist[&item].answer.as_ref().unwrap().value, other);
    assert!(order.status().contradictions.is_empty());
    assert!(visitor.get(&path).await.contains("relu avec Luc"), "why is not lost");
}

#[tokio::test]
async fn sending_back_needs_a_reason_and_says_it() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    let answer = visitor.post(&format!("{path}/send-back"), "reason=").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    visitor.post(&format!("{path}/send-back"), "reason=photo+manquante").await;
    assert_eq!(state(&scene).await, State::SentBack { reason: "photo manquante".to_owned() });
    assert!(visitor.get(&path).await.contains("photo manquante"));
}

#[tokio::test]
async fn every_page_can_be_read_in_every_language() {
    let scene = finished().await;
    let visitor = scene.office.visitor().await;
    for language in ["fr", "nl", "de", "en"] {
        visitor.post("/office/language", &format!("language={language}")).await;
        for path in [
            "/office/review",
            "/office/work-orders?state=all",
            &format!("/office/work-orders/{}", scene.order.id()),
            "/office/work-orders/new",
            "/office/requests",
            "/office/requests/new",
            "/office/buildings",
            "/office/buildings/new",
            "/office/buildings/import",
            "/office/buildings/imports",
            "/office/devices",
            &format!("/office/devices/{}", scene.phone.device),
            "/office/refused",
            "/office/history",
            "/office/account",
            "/office/people",
            &format!("/office/people/{SUPERVISOR}"),
            "/office/audit",
        ] {
            let page = visitor.get(path).await;
            assert!(page.contains(&format!("<html lang=\"{language}\">")), "{path}");
            // A phrase that is missing would show its key.
            let text: String =
                page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
            for key in [
                "nav-",
                "filter-",
                "state-",
                "error-",
                "history-",
                "review-",
                "device-",
                "refused-",
                "withdraw-",
                "contact-",
                "person-",
                "audit-",
                "account-",
                "did-",
                "kind-",
            ] {
                assert!(!text.contains(key), "{key} in {path}, {language}");
            }
        }
    }
}
