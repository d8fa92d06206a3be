//! The page of people: accounts are made, changed and blocked, and that is true at once.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Organisation, Team};
use shared::limits::{ACCOUNT_ATTEMPTS_MAX, GIVEN_PASSWORD_MS_MAX};
use shared::person::Person;
use shared::work_order::WorkOrderCommand;
use shared::{Command, OrganisationId, PersonId, Role, TeamId};
use sync_server::base::roles::Roles;
use sync_server::store::{Audience, PersonRow};

use crate::answer::Answer;
use crate::hostile_bodies::Scene;
use crate::sessions::cookie;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice};

const TEAM: TeamId = TeamId::from_bytes([0x71; 16]);
const CPAS: OrganisationId = OrganisationId::from_bytes([0x72; 16]);

/// An administrator at a browser, and a catalogue with a team and an administration.
struct Keeper {
    office: TestOffice,
    cookie: String,
    id: PersonId,
}

impl Keeper {
    async fn of(office: TestOffice) -> Self {
        let cookie = office.session_as(Role::Administrator).await;
        let people = office.app.engine.read(|store| store.people()).await.unwrap();
        let id = people.iter().find(|person| person.roles.main == Role::Administrator).unwrap().id;
        let entries = vec![
            CatalogueEntry::Team(TEAM, Team { name: "Toitures".to_owned() }),
            CatalogueEntry::Organisation(
                CPAS,
                Organisation { code: "CPAS".to_owned(), name: "CPAS".to_owned() },
            ),
        ];
        for command in [CatalogueCommand::Create, CatalogueCommand::Put(entries)] {
            office.app.engine.execute(id, Some(Catalogue::ID), Command::Catalogue(command)).await.unwrap();
        }
        Self { office, cookie, id }
    }

    async fn open() -> Self {
        Self::of(TestOffice::open().await).await
    }

    /// Somebody opens a stream of events.
    async fn listens(&self, path: &str, header: &str, value: &str) -> Response {
        let request = Request::get(path).header(header, value).body(Body::empty()).unwrap();
        let response = self.office.stream(request).await;
        assert_eq!(response.status(), StatusCode::OK);
        response
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        self.office.post(path, &self.cookie, "https://guichet.test", form.to_owned()).await
    }

    async fn get(&self, path: &str) -> String {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty()).unwrap();
        String::from_utf8(self.office.send(request).await.body).unwrap()
    }

    /// Does something to the account of somebody.
    async fn does(&self, id: PersonId, what: &str) -> Answer {
        self.post(&format!("/office/people/{id}/{what}"), "").await
    }

    /// Gives somebody a password, as the page shows it.
    async fn gives_a_password(&self, id: PersonId) -> String {
        let page = String::from_utf8(self.does(id, "password").await.body).unwrap();
        let (_, rest) = page.split_once("data-test=\"given-password\">").expect("a password");
        rest.split('<').next().unwrap().to_owned()
    }
}

fn form(login: &str, name: &str, role: Role, more: &str) -> String {
    format!("login={login}&name={name}&role={role}&everywhere=yes{more}").replace(' ', "+")
}

#[tokio::test]
async fn an_account_says_whether_and_where_its_person_signs_in() {
    let keeper = Keeper::open().await;
    let adds =
        async |login: &str, role| led_to(&keeper.post("/office/people", &form(login, login, role, "")).await);
    let (chief, worker) = (adds("sup", Role::Supervisor).await, adds("luc", Role::Technician).await);
    let marked = async || {
        let list = keeper.get("/office/people").await;
        list.matches("data-test=\"without-password\"").count()
    };
    let lacking = marked().await;
    let page = async |id: PersonId| keeper.get(&format!("/office/people/{id}")).await;
    let before = page(chief).await;
    assert!(before.contains("pas encore de mot de passe") && !before.contains("L’ancien"), "{before}");
    keeper.gives_a_password(chief).await;
    assert_eq!(marked().await, lacking - 1);
    let after = page(chief).await;
    assert!(!after.contains("pas encore de mot de passe") && after.contains("L’ancien"), "{after}");
    assert!(page(worker).await.contains("ne se connecte pas ici"));
    let journal = keeper.get("/office/audit?action=person-added").await;
    assert!(journal.contains("Identifiant\u{a0}: sup") && !journal.contains("– →"), "{journal}");
    assert!(!journal.contains("administrations changées"), "nobody chose any: {journal}");
}

#[tokio::test]
async fn who_is_blocked_is_offered_no_work_and_is_marked_where_they_have_some() {
    let keeper = Keeper::open().await;
    let building = shared::DocumentId::from_bytes([4; 16]);
    keeper.office.enter_building(building).await;
    let worker = led_to(&keeper.post("/office/people", &form("luc", "Luc", Role::Technician, "")).await);
    let theirs = keeper.office.order_for(&[worker]).await;
    let others = keeper.office.order_for(&[]).await;
    let visitor = keeper.office.visitor().await;
    let offered = async |path: &str| visitor.get(path).await.contains(&format!("value=\"{worker}\""));
    let new = format!("/office/work-orders/new?building={building}");
    let (theirs, others) = (format!("/office/work-orders/{theirs}"), format!("/office/work-orders/{others}"));
    assert!(offered(&new).await && offered(&others).await);
    let form = keeper.get(&format!("/office/people/{worker}")).await;
    assert!(form.contains("1 bon à faire lui est encore confié"), "what blocking leaves undone: {form}");
    keeper.does(worker, "block").await;
    assert!(!offered(&new).await && !offered(&others).await, "no new work");
    assert!(offered(&theirs).await && visitor.get(&theirs).await.contains("Bloqué"), "what they have");
}

/// The id at the end of where an answer leads.
fn led_to(answer: &Answer) -> PersonId {
    let address = answer.header("location").unwrap_or_else(|| panic!("{answer}"));
    address.strip_prefix("/office/people/").unwrap().split('?').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_new_person_has_a_card_and_hears_what_concerns_them() {
    let keeper = Keeper::open().await;
    let more = format!("&team={TEAM}&at-{CPAS}=technician");
    let id =
        led_to(&keeper.post("/office/people", &form("lucie", "Lucie Piret", Role::Technician, &more)).await);
    let person = Person::read(&keeper.office.document(Person::card(id)).await).unwrap();
    assert_eq!(
        (person.name.as_str(), person.role, person.team),
        ("Lucie Piret", Role::Technician, Some(TEAM))
    );
    let hears = keeper.office.app.engine.read(move |store| store.person_audiences(id)).await.unwrap();
    let all = [Audience::Person(id), Audience::All, Audience::Team(TEAM), Audience::Organisation(CPAS)];
    assert_eq!(hears, all.into());
    let list = keeper.get("/office/people").await;
    for word in ["Lucie Piret", "lucie", "Toitures", "CPAS", "Aucun appareil", "0 appareil"] {
        assert!(list.contains(word) || word == "Aucun appareil", "{word} in {list}");
    }
    assert!(keeper.get(&format!("/office/people/{id}")).await.contains("Aucun appareil"));
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused_with_what_was_typed_still_there() {
    let keeper = Keeper::open().await;
    keeper.post("/office/people", &form("lucie", "Lucie Piret", Role::Counter, "")).await;
    let unknown = format!("&team={}", TeamId::from_bytes([9; 16]));
    for (asked, said) in [
        (form("LUCIE", "Lucie Autre", Role::Counter, ""), "quelqu’un d’autre"),
        (form("", "Lucie Autre", Role::Counter, ""), "sans espace"),
        (form("lu cie", "Lucie Autre", Role::Counter, ""), "sans espace"),
        (form(&"l".repeat(65), "Lucie Autre", Role::Counter, ""), "sans espace"),
        (form("autre", "", Role::Counter, ""), "Écrivez un nom"),
        (form("autre", &"é".repeat(201), Role::Counter, ""), "Écrivez un nom"),
        (form("autre", "Lucie Autre", Role::Counter, &unknown), "pas été comprise"),
    ] {
        let answer = keeper.post("/office/people", &asked).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{said}: {answer}");
        let page = String::from_utf8(answer.body).unwrap();
        assert!(page.contains(said), "{said}");
        assert!(!asked.contains("Autre") || page.contains("value=\"Lucie Autre\""), "{said}");
    }
    let long = form(&"l".repeat(64), &"é".repeat(200), Role::Counter, "");
    assert_eq!(keeper.post("/office/people", &long).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_given_password_opens_nothing_but_the_page_where_another_is_chosen() {
    let keeper = Keeper::open().await;
    let id = led_to(&keeper.post("/office/people", &form("lucie", "Lucie Piret", Role::Counter, "")).await);
    let given = keeper.gives_a_password(id).await;
    let session = cookie(&keeper.office.signs_in("lucie", &given).await);
    for path in ["/office/review", "/office/requests/new", "/office/people"] {
        let request = Request::get(path).header("cookie", &session).body(Body::empty()).unwrap();
        assert_eq!(keeper.office.send(request).await.header("location"), Some("/office/account"), "{path}");
    }
    let change = format!("old={given}&new=un+toit+bien+sec&again=un+toit+bien+sec");
    let path = "/office/account/password";
    let answer = keeper.office.post(path, &session, "https://guichet.test", change).await;
    assert_eq!(keeper.office.reads(&cookie(&answer)).await, StatusCode::OK);
    assert_eq!(keeper.office.signs_in("lucie", &given).await.status, StatusCode::FORBIDDEN);
    keeper.office.pass_ms(GIVEN_PASSWORD_MS_MAX + 1);
    assert_eq!(keeper.office.signs_in("lucie", "un toit bien sec").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_given_password_works_for_three_days() {
    let keeper = Keeper::open().await;
    let id = led_to(&keeper.post("/office/people", &form("lucie", "Lucie Piret", Role::Counter, "")).await);
    let given = keeper.gives_a_password(id).await;
    keeper.office.pass_ms(GIVEN_PASSWORD_MS_MAX);
    assert_eq!(keeper.office.signs_in("lucie", &given).await.status, StatusCode::SEE_OTHER);
    keeper.office.pass_ms(1);
    assert_eq!(keeper.office.signs_in("lucie", &given).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_is_kept_out_by_wrong_passwords_comes_in_with_a_given_one() {
    let keeper = Keeper::open().await;
    let id = led_to(&keeper.post("/office/people", &form("lucie", "Lucie Piret", Role::Counter, "")).await);
    for _ in 0..ACCOUNT_ATTEMPTS_MAX {
        assert_eq!(keeper.office.signs_in("Lucie", "c'était quoi").await.status, StatusCode::FORBIDDEN);
    }
    let given = keeper.gives_a_password(id).await;
    assert_eq!(keeper.office.signs_in("lucie", &given).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_role_that_changes_is_another_one_at_the_next_click() {
    let keeper = Keeper::open().await;
    let session = keeper.office.session_as(Role::Supervisor).await;
    let people = keeper.office.app.engine.read(|store| store.people()).await.unwrap();
    let id = people.iter().find(|person| person.login == "supervisor").unwrap().id;
    let devices = Request::get("/office/devices").header("cookie", &session).body(Body::empty()).unwrap();
    assert_eq!(keeper.office.send(devices).await.status, StatusCode::OK);
    for (role, status) in
        [(Role::Accountant, StatusCode::FORBIDDEN), (Role::Technician, StatusCode::SEE_OTHER)]
    {
        keeper.post(&format!("/office/people/{id}"), &form("supervisor", "Anne", role, "")).await;
        let devices = Request::get("/office/devices").header("cookie", &session).body(Body::empty()).unwrap();
        assert_eq!(keeper.office.send(devices).await.status, status, "{role}");
    }
}

#[tokio::test]
async fn a_blocked_person_neither_reads_nor_syncs_until_they_are_let_in_again() {
    let mut scene = Scene::open().await;
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let keeper = Keeper::of(scene.office).await;
    let session = keeper.office.visitor().await.cookie;
    let bearer = format!("Bearer {}", scene.phone.token);
    let page = keeper.listens("/office/events", "cookie", &session).await;
    let phone = keeper.listens("/phone/v1/events", "authorization", &bearer).await;
    for id in [SUPERVISOR, TECHNICIAN] {
        assert_eq!(keeper.does(id, "block").await.status, StatusCode::SEE_OTHER);
    }
    // Reading to the end returns: whoever was listening hears nothing more.
    for stream in [page, phone] {
        to_bytes(stream.into_body(), usize::MAX).await.unwrap();
    }
    assert!(keeper.get("/office/people").await.contains("Bloqué"));
    assert_eq!(keeper.office.reads(&session).await, StatusCode::SEE_OTHER);
    assert_eq!(keeper.office.signs_in("anne", crate::desk::PASSWORD).await.status, StatusCode::FORBIDDEN);
    let asked = scene.phone.request(vec![work]).encode();
    let answer = keeper.office.post_sync(&scene.phone, asked.clone()).await;
    assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::FORBIDDEN, "person-blocked"));
    for id in [SUPERVISOR, TECHNICIAN] {
        keeper.does(id, "unblock").await;
    }
    assert_eq!(keeper.office.reads(&session).await, StatusCode::SEE_OTHER, "the session has ended");
    assert_eq!(keeper.office.signs_in("anne", crate::desk::PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(keeper.office.post_sync(&scene.phone, asked).await.reply().refused.len(), 0);
}

#[tokio::test]
async fn somebody_signed_out_by_an_administrator_signs_in_anew() {
    let keeper = Keeper::open().await;
    let session = keeper.office.visitor().await.cookie;
    keeper.does(SUPERVISOR, "sign-out-everywhere").await;
    assert_eq!(keeper.office.reads(&session).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let keeper = Keeper::open().await;
    let (id, path) = (keeper.id, format!("/office/people/{}", keeper.id));
    let demoted = form("administrator", "Benoît", Role::Counter, "");
    for answer in [keeper.does(id, "block").await, keeper.post(&path, &demoted).await] {
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer}");
        assert!(String::from_utf8(answer.body).unwrap().contains("dernier administrateur"));
    }
    keeper.post("/office/people", &form("benoit", "Benoît", Role::Administrator, "")).await;
    assert_eq!(keeper.post(&path, &demoted).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_login_is_nobody_elses_even_when_the_store_is_asked_directly() {
    let office = TestOffice::open().await;
    let row = |byte, login: &str| PersonRow {
        id: PersonId::from_bytes([byte; 16]),
        login: login.to_owned(),
        password_hash: None,
        name: login.to_owned(),
        roles: Roles::everywhere(Role::Counter),
        language: None,
    };
    let put = |row: PersonRow| office.app.engine.write(move |store| store.put_person(&row));
    put(row(0x31, "lucie")).await.unwrap();
    put(row(0x32, "Lucie")).await.unwrap_err();
    assert!(
        office
            .app
            .engine
            .read(|store| store.person(PersonId::from_bytes([0x31; 16])))
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn the_first_administrator_is_made_once_and_chooses_a_password() {
    let office = TestOffice::open().await;
    let make = |login: &str| {
        sync_server::accounts::sign_in::first_administrator(
            &office.app.engine,
            login.to_owned(),
            "Benoît".to_owned(),
        )
    };
    make("no good").await.unwrap_err();
    let given = make("admin").await.unwrap().expect("there was none");
    assert_eq!(make("another").await.unwrap(), None);
    let session = cookie(&office.signs_in("admin", &given).await);
    let change = format!("old={given}&new=un+toit+bien+sec&again=un+toit+bien+sec");
    let answer = office.post("/office/account/password", &session, "https://guichet.test", change).await;
    assert_eq!(office.reads(&cookie(&answer)).await, StatusCode::OK);
    let admin =
        office.app.engine.read(|store| store.account_by_login("admin")).await.unwrap().unwrap().person.id;
    let card = Person::read(&office.document(Person::card(admin)).await).unwrap();
    assert_eq!(card.role, Role::Administrator);
}
