//! The page of what phones brought back: read, confirmed, declined as it was seen.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::document::DocumentKind;
use shared::wire::{ChangeBytes, DocumentChanges};
use shared::work_order::WorkOrderCommand;
use shared::{Document, DocumentId, Heads, Role};
use sync_server::base::limits::OFFERED_DOCUMENTS_MAX;
use sync_server::base::roles::Scope;

use crate::desk::Visitor;
use crate::hostile_bodies::Scene;
use crate::test_office::TECHNICIAN;

/// An order another office made, and a report in it.
fn lost_order(scene: &mut Scene) -> (Document, DocumentChanges) {
    lost_order_with_id(scene, 0x77)
}

fn lost_order_with_id(scene: &mut Scene, id: u8) -> (Document, DocumentChanges) {
    let id = DocumentId::from_bytes([id; 16]);
    // What the other office wrote, under an id this one does not know.
    let first: Vec<Vec<u8>> =
        scene.order.changes_since(&Heads::default()).into_iter().map(|(_, bytes)| bytes).collect();
    let mut lost = Document::empty(DocumentKind::WorkOrder, id);
    lost.apply(&first).unwrap();
    scene.phone.does(&mut lost, WorkOrderCommand::Start);
    scene.phone.does(
        &mut lost,
        WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: "vanne <grippée>".to_owned(),
        },
    );
    let changes = lost.changes_since(&Heads::default()).into_iter().map(|(_, bytes)| ChangeBytes(bytes));
    let offered = DocumentChanges { id, kind: DocumentKind::WorkOrder, changes: changes.collect() };
    (lost, offered)
}

async fn offer(scene: &mut Scene, offered: Vec<DocumentChanges>) {
    scene.office.was_restored().await;
    offer_as_it_is(scene, offered).await;
}

async fn offer_as_it_is(scene: &mut Scene, offered: Vec<DocumentChanges>) {
    let request = shared::wire::SyncRequest { offered, ..scene.phone.request(vec![]) };
    let reply = scene.office.post_sync(&scene.phone, request.encode()).await.reply();
    scene.phone.takes_in(&reply);
}

#[tokio::test]
async fn a_server_that_was_never_restored_has_forgotten_nothing() {
    let mut scene = Scene::open().await;
    let (lost, offered) = lost_order(&mut scene);
    offer_as_it_is(&mut scene, vec![offered]).await;
    let engine = &scene.office.app.engine;
    assert!(engine.read(move |store| store.offers_of(lost.id())).await.unwrap().is_none());
    assert!(engine.read(|store| store.refused_count()).await.unwrap() > 0, "kept, to be read");
}

/// Somebody signs in at the office.
async fn cookie(scene: &Scene, role: Role) -> String {
    scene.office.visitor_as("anne", role).await.cookie
}

fn at_desk<'a>(scene: &'a Scene, cookie: &str) -> Visitor<'a> {
    Visitor { office: &scene.office, cookie: cookie.to_owned() }
}

fn seen(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("something to decide on");
    rest.split('"').next().unwrap().replace(':', "%3A")
}

#[tokio::test]
async fn the_office_hears_of_offers_only_when_there_are_some() {
    let mut scene = Scene::open().await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    assert!(!at_desk(&scene, &cookie).get("/office/review").await.contains("/office/offers"));
    assert!(at_desk(&scene, &cookie).get("/office/offers").await.contains("Rien n’attend"));
    let (_, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    assert!(at_desk(&scene, &cookie).get("/office/review").await.contains("href=\"/office/offers\""));
}

#[tokio::test]
async fn what_was_brought_back_is_read_and_confirmed() {
    let mut scene = Scene::open().await;
    let (lost, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    for part in ["Entretien", "Inconnu du bureau", "vanne &lt;grippée&gt;", "3 modifications"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let answer =
        at_desk(&scene, &cookie).post("/office/offers/confirm", &format!("seen={}", seen(&page))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(scene.office.document(lost.id()).await.heads(), lost.heads());
    assert!(at_desk(&scene, &cookie).get("/office/offers?done=confirmed").await.contains("Rien n’attend"));
    assert!(scene.office.audit().await.iter().any(|line| line.action == "offer-confirmed"));
}

#[tokio::test]
async fn a_decision_binds_to_what_was_seen() {
    let mut scene = Scene::open().await;
    let (mut lost, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let form = format!("seen={}", seen(&at_desk(&scene, &cookie).get("/office/offers").await));
    let material = shared::work_order::Material::Other("joint".to_owned());
    let used = WorkOrderCommand::UseMaterial { material, quantity: shared::Quantity(1000), corrects: None };
    let more = scene.phone.does(&mut lost, used);
    offer(&mut scene, vec![more]).await;
    for path in ["/office/offers/confirm", "/office/offers/decline"] {
        let answer = at_desk(&scene, &cookie).post(path, &format!("{form}&sure=yes")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    }
    assert!(scene.office.app.engine.document(lost.id()).await.unwrap().is_none());
    assert_eq!(
        scene.office.app.engine.offers(Scope::Everything, 30).await.unwrap().documents[0].good.len(),
        4
    );
}

#[tokio::test]
async fn declining_asks_twice_and_takes_it_off_the_list() {
    let mut scene = Scene::open().await;
    let (lost, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let form = format!("seen={}", seen(&at_desk(&scene, &cookie).get("/office/offers").await));
    let answer = at_desk(&scene, &cookie).post("/office/offers/decline", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    let answer = at_desk(&scene, &cookie).post("/office/offers/decline", &format!("{form}&sure=yes")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert!(scene.office.audit().await.iter().any(|line| line.action == "offer-declined"));
    assert_eq!(scene.office.app.engine.offers(Scope::Everything, 30).await.unwrap().total, 0);
    assert!(scene.office.app.engine.document(lost.id()).await.unwrap().is_none());
}

/// More documents are offered than are shown at once.
async fn many_offers(scene: &mut Scene) -> Vec<DocumentId> {
    let mut ids = Vec::new();
    let mut all = Vec::new();
    for id in 0..=u8::try_from(OFFERED_DOCUMENTS_MAX).unwrap() {
        let (lost, offered) = lost_order_with_id(scene, 0x80 + id);
        ids.push(lost.id());
        all.push(offered);
    }
    offer(scene, all).await;
    ids
}

/// What a form sends, as it stands on a page behind these words.
fn form_behind(page: &str, words: &str) -> String {
    let (_, form) = page.split_once(words).unwrap_or_else(|| panic!("{words} in {page}"));
    let form = form.split("</form>").next().unwrap();
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"").unwrap();
        format!("{name}={}", rest.split('"').next().unwrap().replace(':', "%3A"))
    });
    fields.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn everything_that_waits_is_declined_at_once_as_it_was_seen() {
    let mut scene = Scene::open().await;
    let ids = many_offers(&mut scene).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    let path = "/office/offers/decline";
    let form = form_behind(&page, "data-test=\"offers-decline-all\"");
    let unsure = at_desk(&scene, &cookie).post(path, &form).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, more) = lost_order_with_id(&mut scene, 0x72);
    offer(&mut scene, vec![more]).await;
    let total = async || scene.office.app.engine.offers(Scope::Everything, 30).await.unwrap().total as usize;
    let late = at_desk(&scene, &cookie).post(path, &format!("{form}&sure=yes")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{late}");
    assert_eq!(total().await, ids.len() + 1, "nothing was decided");
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    let form = form_behind(&page, "data-test=\"offers-decline-all\"");
    let answer = at_desk(&scene, &cookie).post(path, &format!("{form}&sure=yes")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(total().await, 0, "also what was not shown");
    for id in ids {
        assert!(scene.office.app.engine.document(id).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_one_yes_confirmed_is_taken_back_with_it_however_much_it_is() {
    let mut scene = Scene::open().await;
    let ids = many_offers(&mut scene).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    let form = form_behind(&page, "action=\"/office/offers/confirm\"");
    let answer = at_desk(&scene, &cookie).post("/office/offers/confirm", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    let there = async || {
        let mut there = Vec::new();
        for id in &ids {
            if scene.office.app.engine.document(*id).await.unwrap().is_some() {
                there.push(*id);
            }
        }
        there
    };
    assert_eq!(there().await.len(), OFFERED_DOCUMENTS_MAX);
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    assert_eq!(page.matches("data-test=\"confirmed-offer\"").count(), 1, "one yes: {page}");
    let path = "/office/offers/take-back";
    let form = form_behind(&page, "data-test=\"confirmed-offer-take-back\"");
    let built_on = there().await[0];
    let title = shared::work_order::WorkOrderField::Title("Autre".to_owned());
    scene.office.does(Some(built_on), WorkOrderCommand::Edit(vec![title])).await;
    let late = at_desk(&scene, &cookie).post(path, &format!("{form}&sure=yes")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "not what was seen: {late}");
    assert_eq!(there().await.len(), OFFERED_DOCUMENTS_MAX, "nothing of it was taken back");
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    assert!(page.contains("1 document de cet accord ne peut plus"), "{page}");
    let form = form_behind(&page, "data-test=\"confirmed-offer-take-back\"");
    let answer = at_desk(&scene, &cookie).post(path, &format!("{form}&sure=yes")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(there().await, [built_on], "all the others, in one go");
}

#[tokio::test]
async fn only_supervisors_see_and_decide() {
    let mut scene = Scene::open().await;
    let (_, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Counter).await;
    assert!(!at_desk(&scene, &cookie).get("/office/review").await.contains("/office/offers"));
    let request = Request::get("/office/offers").header("cookie", &cookie).body(Body::empty()).unwrap();
    let answer = scene.office.send(request).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{answer}");
    for path in ["/office/offers/confirm", "/office/offers/decline"] {
        let answer = at_desk(&scene, &cookie).post(path, "sure=yes").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{answer}");
    }
    let refused =
        scene.office.app.engine.confirm(TECHNICIAN, DocumentId::from_bytes([0x77; 16]), [].into()).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn the_page_speaks_every_language() {
    let mut scene = Scene::open().await;
    let (_, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    for language in ["fr", "nl", "de", "en"] {
        at_desk(&scene, &cookie).post("/office/language", &format!("language={language}")).await;
        let page = at_desk(&scene, &cookie).get("/office/offers").await;
        let text: String =
            page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        for key in ["offer-", "offers-", "nav-", "state-"] {
            assert!(!text.contains(key), "{key}, {language}");
        }
    }
}

#[tokio::test]
async fn the_page_says_whose_phone_brings_what_who_is_said_to_have_written_it_and_when_it_ends() {
    let mut scene = Scene::open().await;
    let (_, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    let part = |name: &str| {
        let (_, rest) = page.split_once(&format!("data-test=\"{name}\">")).expect(name);
        rest.split("</dl>").next().unwrap().split("</p>").next().unwrap().to_owned()
    };
    assert!(part("offer-by").contains("(téléphone)"), "{}", part("offer-by"));
    assert!(part("offer-ends").contains("14/02/2027"), "{}", part("offer-ends"));
    let authors = part("offer-authors");
    assert!(authors.contains("par\u{a0}: –, le bureau"), "{authors}");
    // Paths of a document are for whoever opens them.
    assert!(!authors.contains("steps/"), "{authors}");
    let touched = part("touched");
    for said in ["le bureau", "+ steps/cannot-finish", "* "] {
        assert!(touched.contains(said.trim()), "{said} in {touched}");
    }
}

#[tokio::test]
async fn what_was_confirmed_is_taken_back_on_the_same_page_as_long_as_nothing_builds_on_it() {
    let mut scene = Scene::open().await;
    let (lost, offered) = lost_order(&mut scene);
    offer(&mut scene, vec![offered]).await;
    let cookie = cookie(&scene, Role::Supervisor).await;
    let seen = seen(&at_desk(&scene, &cookie).get("/office/offers").await);
    at_desk(&scene, &cookie).post("/office/offers/confirm", &format!("seen={seen}")).await;
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    let form = form_behind(&page, "data-test=\"confirmed-offer-take-back\"");
    let path = "/office/offers/take-back";
    let unsure = at_desk(&scene, &cookie).post(path, &form).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY, "{unsure}");
    let title = shared::work_order::WorkOrderField::Title("Autre".to_owned());
    let (one, form) = (lost.id(), format!("{form}&sure=yes"));
    scene.office.does(Some(one), WorkOrderCommand::Edit(vec![title])).await;
    let late = at_desk(&scene, &cookie).post(path, &form).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{late}");
    assert!(at_desk(&scene, &cookie).get("/office/offers").await.contains("data-test=\"built-on\""));

    let (two, offered) = lost_order_with_id(&mut scene, 0x72);
    offer(&mut scene, vec![offered]).await;
    let seen = self::seen(&at_desk(&scene, &cookie).get("/office/offers").await);
    at_desk(&scene, &cookie).post("/office/offers/confirm", &format!("seen={seen}")).await;
    let page = at_desk(&scene, &cookie).get("/office/offers").await;
    let form = form_behind(&page, "data-test=\"confirmed-offer-take-back\"");
    let answer = at_desk(&scene, &cookie).post(path, &format!("{form}&sure=yes")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert!(scene.office.app.engine.document(two.id()).await.unwrap().is_none());
    assert!(scene.office.app.engine.document(one).await.unwrap().is_some());
    assert!(scene.office.audit().await.iter().any(|line| line.action == "offer-taken-back"));
    assert!(at_desk(&scene, &cookie).get("/office/refused").await.contains("href=\"/office/offers\""));
}
