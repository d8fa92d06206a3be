//! Announcements: made at the office, read on phones, and seen to be read.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use shared::announcement::{Announcement, AnnouncementCommand};
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Organisation};
use shared::wire::FeedCursor;
use shared::work_order::WorkOrderCommand;
use shared::{Command, Document, DocumentId, OrganisationId, PersonId, Role, TeamId};
use sync_server::base::roles::Roles;
use sync_server::store::{Audience, PersonRow};

use crate::answer::Answer;
use crate::desk::Visitor;
use crate::test_office::{COLLEAGUE, TECHNICIAN, TestOffice};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Visitor<'_> {
    async fn announces(&self, form: &str) -> Answer {
        self.post("/office/announcements", form).await
    }
}

impl TestOffice {
    /// The one announcement there is.
    async fn announced(&self) -> DocumentId {
        let line = self.audit().await.into_iter().find(|line| line.action == "announcement-create").unwrap();
        line.subject.replace("announcement:", "").parse().unwrap()
    }
}

#[tokio::test]
async fn an_announcement_reaches_the_phones_and_the_office_sees_who_has_read_it() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let (mut phone, _) = (office.enrol(TECHNICIAN).await, office.enrol(COLLEAGUE).await);
    let answer = visitor.announces("announcement=Le+d%C3%A9p%C3%B4t+est+ferm%C3%A9.&until=2027-01-20").await;
    assert_eq!(answer.header("location"), Some("/office/announcements?done=created"), "{answer}");
    let id = office.announced().await;

    let reply = office.sync(&mut phone, vec![]).await;
    assert_eq!(reply.documents.iter().map(|update| update.id).collect::<Vec<_>>(), [id]);
    let mut document = office.document(id).await;
    let read = phone.does(&mut document, AnnouncementCommand::Read);
    assert!(office.sync(&mut phone, vec![read]).await.refused.is_empty());
    assert!(Announcement::read(&office.document(id).await).unwrap().is_read_by(TECHNICIAN));

    let tool = rusqlite::Connection::open(office.data().join("office/office.db")).unwrap();
    let read: String =
        tool.query_row("SELECT person FROM announcement_reading", [], |row| row.get(0)).unwrap();
    assert_eq!(read, TECHNICIAN.to_string());
    let page = visitor.get(&format!("/office/announcements/{id}")).await;
    assert_eq!(page.matches("data-test=\"reader\"").count(), 1, "{page}");
    let list = visitor.get("/office/announcements").await;
    assert!(list.contains("Le dépôt est fermé."), "{list}");

    let withdrawn = visitor.post(&format!("/office/announcements/{id}/withdraw"), "").await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{withdrawn}");
    assert!(!visitor.get("/office/announcements").await.contains("announcement-row"));
    assert_eq!(office.sync(&mut phone, vec![]).await.withdrawn, [id], "phones show it no more");
    let all = visitor.get("/office/announcements?all=yes&text=depot").await;
    assert!(all.contains("announcement-row") && all.contains("Retirée"), "{all}");
    assert!(!visitor.get("/office/announcements?all=yes&text=toit").await.contains("announcement-row"));
}

#[tokio::test]
async fn an_announcement_says_something_until_a_day_to_come_to_a_team_there_is() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let team = TeamId::from_bytes([7; 16]);
    for (form, why) in [
        ("announcement=+&until=2027-01-20".to_owned(), "Écrivez quelques mots"),
        ("announcement=Bonjour&until=2027-01-14".to_owned(), "déjà passé"),
        ("announcement=Bonjour&until=".to_owned(), "Cette date"),
        ("announcement=Bonjour&until=demain".to_owned(), "Cette date"),
        ("announcement=Bonjour&until=2100-01-01".to_owned(), "2099"),
        (format!("announcement=Bonjour&until=2027-01-20&team={team}"), "comprise"),
        (format!("announcement={}&until=2027-01-20", "x".repeat(4_001)), "trop long"),
    ] {
        let answer = visitor.announces(&form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}: {answer}");
        assert!(answer.to_string().contains(why), "{form}: {answer}");
    }
    let today = visitor.announces("announcement=Bonjour&until=2027-01-15").await;
    assert_eq!(today.status, StatusCode::SEE_OTHER, "{today}");
    let elsewhere = format!("/office/announcements/{team}");
    assert_eq!(visitor.answer(&elsewhere).await.status, StatusCode::NOT_FOUND);
    let reader = office.visitor_as("vinciane", Role::Accountant).await;
    assert!(!reader.get("/office/announcements").await.contains("announcement-form"));
}

/// Two administrations.
const A: OrganisationId = OrganisationId::from_bytes([5; 16]);
const B: OrganisationId = OrganisationId::from_bytes([0xB5; 16]);

impl TestOffice {
    /// There are two administrations, and somebody at the counter of each.
    async fn counters_of_two(&self) -> [Visitor<'_>; 2] {
        let keeper = PersonId::from_bytes([0xC1; 16]);
        self.gives_a_password_to(keeper, "benoit", Role::Administrator).await;
        let named = [(A, "Commune"), (B, "Centre sportif")].map(|(id, name)| {
            let (code, name) = (name.to_owned(), name.to_owned());
            CatalogueEntry::Organisation(id, Organisation { code, name })
        });
        for command in [CatalogueCommand::Create, CatalogueCommand::Put(named.to_vec())] {
            let command = Command::Catalogue(command);
            self.app.engine.execute(keeper, Some(Catalogue::ID), command).await.unwrap();
        }
        let mut counters = Vec::new();
        for (byte, login, at) in [(0xA1, "agathe", A), (0xB1, "bruno", B)] {
            let id = PersonId::from_bytes([byte; 16]);
            self.gives_a_password_to(id, login, Role::Counter).await;
            let roles = Roles::only_at(Role::Counter, [at]);
            let row = self.app.engine.read(move |store| store.person(id)).await.unwrap().unwrap();
            let row = PersonRow { roles, ..row };
            self.app.engine.write(move |store| store.put_person(&row)).await.unwrap();
            counters.push(self.arrives(login).await);
        }
        counters.try_into().ok().unwrap()
    }
}

#[tokio::test]
async fn an_announcement_of_an_administration_is_seen_and_taken_back_there_alone() {
    let office = TestOffice::open().await;
    let everywhere = office.visitor().await;
    let [at_a, at_b] = office.counters_of_two().await;
    let own = at_b.announces(&format!("announcement=Piscine&until=2027-01-20&organisation={B}")).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{own}");
    let id = office.announced().await;
    let (page, withdraw) =
        (format!("/office/announcements/{id}"), format!("/office/announcements/{id}/withdraw"));
    assert!(!at_a.get("/office/announcements").await.contains("Piscine"));
    assert_eq!(at_a.answer(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(at_a.post(&withdraw, "").await.status, StatusCode::NOT_FOUND);
    assert!(at_b.get(&page).await.contains("announcement-withdraw"));
    assert!(everywhere.get(&page).await.contains("Centre sportif"));

    // Its people have it on their phones, and nobody else.
    let hears = |organisation: OrganisationId| {
        [Audience::Organisation(organisation), Audience::All].into_iter().collect::<BTreeSet<_>>()
    };
    for (person, organisation, has_it) in [(TECHNICIAN, A, false), (COLLEAGUE, B, true)] {
        office.app.engine.set_audiences(person, hears(organisation)).await.unwrap();
        let mut phone = office.enrol(person).await;
        let reply = office.sync(&mut phone, vec![]).await;
        assert_eq!(reply.documents.iter().any(|update| update.id == id), has_it);
    }
    // Nobody announces for another one, nor for all of them who announces in one alone.
    for form in [format!("&organisation={B}"), String::new()] {
        let other = at_a.announces(&format!("announcement=Non&until=2027-01-20{form}")).await;
        assert!(other.status.is_client_error(), "{form}: {other}");
    }
    assert!(!at_a.get("/office/announcements").await.contains("announcement-of-all"));
    assert_eq!(at_b.post(&withdraw, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_announcement_of_all_administrations_is_taken_back_by_who_announces_in_all() {
    let office = TestOffice::open().await;
    let everywhere = office.visitor().await;
    let [at_a, _] = office.counters_of_two().await;
    everywhere.announces("announcement=Bonjour&until=2027-01-20").await;
    let id = office.announced().await;
    let (page, withdraw) =
        (format!("/office/announcements/{id}"), format!("/office/announcements/{id}/withdraw"));
    let read = at_a.get(&page).await;
    assert!(read.contains("Bonjour") && !read.contains("announcement-withdraw"), "{read}");
    assert_eq!(at_a.post(&withdraw, "").await.status, StatusCode::FORBIDDEN);
    // Nor with a phone; that one has read it is taken.
    let person = PersonId::from_bytes([0xA1; 16]);
    office.app.engine.set_audiences(person, [Audience::All].into()).await.unwrap();
    let mut phone = office.enrol(person).await;
    office.sync(&mut phone, vec![]).await;
    let mut document = office.document(id).await;
    let read = phone.does(&mut document, AnnouncementCommand::Read);
    assert!(office.sync(&mut phone, vec![read]).await.refused.is_empty());
    let withdrawn = phone.does(&mut document, AnnouncementCommand::Withdraw);
    assert_eq!(office.sync(&mut phone, vec![withdrawn]).await.refused.len(), 1);
    assert_eq!(Announcement::read(&office.document(id).await).unwrap().withdrawn, None);
    assert_eq!(everywhere.post(&withdraw, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_announcement_leaves_the_phones_a_month_after_its_last_day() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    visitor.announces("announcement=Bonjour&until=2027-01-15").await;
    let id = office.announced().await;
    office.sync(&mut phone, vec![]).await;
    for (days, leaves) in [(30, vec![]), (1, vec![id])] {
        office.pass_ms(days * DAY_MS);
        assert_eq!(office.app.engine.retire().await.unwrap(), leaves.len());
        assert_eq!(office.sync(&mut phone, vec![]).await.withdrawn, leaves);
    }
    assert_eq!(office.audit().await.pop().unwrap().action, "announcements-retired");
    // Who read it meanwhile, without a network, still says so.
    let mut document: Document = office.document(id).await;
    let read = phone.does(&mut document, AnnouncementCommand::Read);
    assert!(office.sync(&mut phone, vec![read]).await.refused.is_empty());
}

#[tokio::test]
async fn a_phone_that_asks_for_everything_anew_lets_go_of_what_left_it_meanwhile() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    let (stays, goes) = (office.order_for(&[TECHNICIAN]).await, office.order_for(&[TECHNICIAN]).await);
    office.sync(&mut phone, vec![]).await;
    office.does(Some(goes), WorkOrderCommand::Assign([COLLEAGUE].into())).await;
    // It learned a kind of documents: it knows the feed, and begins at its beginning.
    phone.cursor = FeedCursor(0);
    let reply = office.sync(&mut phone, vec![]).await;
    assert_eq!(reply.documents.iter().map(|update| update.id).collect::<Vec<_>>(), [stays]);
    assert_eq!(reply.withdrawn, [goes]);
    // Who never had anything is told of nothing.
    let mut fresh = office.enrol(TECHNICIAN).await;
    assert!(office.sync(&mut fresh, vec![]).await.withdrawn.is_empty());
}
