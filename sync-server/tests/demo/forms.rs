//! What holds for every form of the office, whoever added it: nothing typed is lost, whatever is answered;
//! once is once; only what its person changed is written; nothing is cut without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::http::{Method, StatusCode};
use sync_server::domains::addresses;

use super::walk::{
    ADMINISTRATOR, COUNTER, Commune, Form, Found, Reply, SUPERVISOR, everything, kind_of, one_of_each,
};

pub(crate) type Typed = BTreeMap<String, Vec<String>>;

/// Forms without an id: what they do is harmless twice, or needs a password or a code each time.
const WITHOUT_ID: [&str; 8] = [
    "/office/sign-in",
    "/office/sign-out",
    "/office/language",
    "/office/account/password",
    "/office/account/sign-out-everywhere",
    "/office/account/second-factor/begin",
    "/office/account/code",
    "/office/verify-report",
];

/// What the forms are sent to that stand on pages only after a restore, once a change was refused, on approved orders, in
/// the minutes after a decision, while a list waits to be taken in, or for whoever has a second factor or was blocked:
/// those who walk have none of them.
const ONLY_AT_TIMES: [&str; 12] = [
    "/office/buildings/import/check",
    "/office/buildings/import/columns",
    "/office/offers/",
    "/office/refused/",
    "/office/work-orders/{id}/report.",
    "/office/work-orders/{id}/take-back",
    "/office/account/second-factor/finish",
    "/office/account/second-factor/codes",
    "/office/account/second-factor/remove",
    "/office/account/code",
    "/office/people/{id}/second-factor",
    "/office/people/{id}/nameless",
];

/// Forms that somebody fills in and sends.
pub(crate) async fn filled_in() -> Vec<Found> {
    let all = one_of_each().await.into_iter();
    all.filter(|found| !WITHOUT_ID.contains(&found.form.action.as_str()) && !found.form.is_file).collect()
}

pub(crate) fn typed_by_hand(form: &Form) -> Typed {
    let mut typed = form.typed();
    typed.retain(|name, _| form.field(name).is_some_and(|field| field.kind != "password"));
    typed
}

/// The form again with everything in it, or the words to read.
pub(crate) fn keeps(reply: &Reply, form: &Form, typed: &Typed, told: &str) {
    assert!(reply.page.contains(" data-page=\"/office"), "{told}: the page has no address of its own");
    let Some(again) = reply.form_like(form) else {
        let page = reply
            .page
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        for (name, values) in typed {
            for value in values.iter().filter(|_| form.field(name).is_some_and(super::walk::Field::is_text)) {
                assert!(
                    name == "login" || page.contains(value.as_str()),
                    "{told}: {name} is lost\n{}",
                    reply.page
                );
            }
        }
        return;
    };
    for (name, values) in typed {
        let shown = again.shows(name);
        assert_eq!(
            shown,
            values.iter().map(String::as_str).collect::<Vec<_>>(),
            "{told}: {name}\n{}",
            reply.page
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_has_an_id_and_its_page_and_every_action_has_a_form() {
    let (found, pages) = everything().await;
    assert!(pages.len() > 40, "{} pages", pages.len());
    for Found { page, form, .. } in found {
        let id = form.field("once").map(|field| field.value.as_str());
        assert_eq!(id.is_some(), !WITHOUT_ID.contains(&form.action.as_str()), "{} on {page}", form.action);
        assert_eq!(
            form.field("page").map(|field| field.value.as_str()),
            Some(page.as_str()),
            "{}",
            form.action
        );
        for field in &form.fields {
            assert!(!field.cuts, "{} of {} cuts what is pasted", field.name, form.action);
            let counts = field.is_text() && field.kind != "hidden" && !field.name.is_empty();
            assert!(!counts || field.chars_max.is_some(), "{} of {} has no limit", field.name, form.action);
        }
        // A form that changes something says for each field how it was shown.
        let has_values = |field: &&super::walk::Field| {
            !["hidden", "submit"].contains(&field.kind.as_str()) && form.is_edit()
        };
        for field in form.fields.iter().filter(has_values) {
            assert!(
                form.field(&format!("was.{}", field.name)).is_some(),
                "{} of {}",
                field.name,
                form.action
            );
        }
    }
    let kinds: BTreeSet<String> = found.iter().map(|found| kind_of(&found.form.action)).collect();
    for (method, path) in addresses().filter(|(method, _)| *method == Method::POST) {
        assert_eq!(method, Method::POST);
        let place = ["{id}", "{number}", "{space}", "{asset}"];
        let kind = kind_of(&place.iter().fold(path.to_owned(), |path, name| path.replace(name, "1")));
        let is_at_times = ONLY_AT_TIMES.iter().any(|begin| path.starts_with(begin));
        let is_elsewhere = path == "/office/sign-in" || path.ends_with("/unblock") || is_at_times;
        assert!(is_elsewhere || kinds.contains(&kind), "no form found for {path}: {kinds:?}");
    }
    let ids: BTreeSet<&str> =
        found.iter().filter_map(|found| Some(found.form.field("once")?.value.as_str())).collect();
    let with_id = found.iter().filter(|found| found.form.field("once").is_some()).count();
    assert_eq!(ids.len(), with_id, "an id stands twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_over_costs_nothing_and_sends_nothing() {
    let commune = Commune::open();
    let mut mistyped = BTreeSet::new();
    for Found { who, form, .. } in filled_in().await {
        let (login, password) = who;
        let typed = typed_by_hand(&form);
        let before = commune.app.engine.read(|store| store.feed_end()).await.unwrap();
        let over = commune.send(&form.action, "guichet_session=over", Some(&form.pairs(&typed))).await;
        assert_eq!(over.status, StatusCode::FORBIDDEN, "{}: {}", form.action, over.page);
        assert!(over.page.contains("rien n’a été envoyé"), "{}", over.page);
        let mut door = super::walk::read(&over.page).0;
        let door = door.remove(door.iter().position(|form| form.action == "/office/sign-in").unwrap());
        let mut sign_in = Typed::new();
        sign_in.insert("login".to_owned(), vec![login.to_owned()]);
        sign_in.insert("password".to_owned(), vec!["pas le bon".to_owned()]);
        // Once for each of them: who mistypes more often waits a quarter of an hour.
        let door = if mistyped.insert(login) {
            let wrong = commune.send(&door.action, "", Some(&door.pairs(&sign_in))).await;
            assert_eq!(wrong.status, StatusCode::FORBIDDEN);
            let again = super::walk::read(&wrong.page).0.into_iter();
            again.into_iter().find(|form| form.action == "/office/sign-in").unwrap()
        } else {
            door
        };
        sign_in.insert("password".to_owned(), vec![password.to_owned()]);
        let back = commune.send("/office/sign-in", "", Some(&door.pairs(&sign_in))).await;
        assert_eq!(back.status, StatusCode::OK, "{}: {}", form.action, back.page);
        assert!(back.cookie.is_some() && back.page.contains("Rien n’a encore été envoyé"), "{}", back.page);
        assert!(back.form_like(&form).is_some(), "{} is not there again: {}", form.action, back.page);
        keeps(&back, &form, &typed, &form.action);
        let after = commune.app.engine.read(|store| store.feed_end()).await.unwrap();
        assert_eq!(before, after, "{} was sent", form.action);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_wrote_is_not_put_into_the_hands_of_another() {
    let commune = Commune::open();
    let found = filled_in().await.into_iter().find(|found| found.form.action == "/office/requests").unwrap();
    let typed = typed_by_hand(&found.form);
    let pairs = found.form.pairs(&typed);
    let over = commune.send(&found.form.action, "", Some(&pairs)).await;
    let door =
        super::walk::read(&over.page).0.into_iter().find(|form| form.action == "/office/sign-in").unwrap();
    let other = if found.who == COUNTER { SUPERVISOR } else { COUNTER };
    let mut sign_in = Typed::new();
    sign_in.insert("login".to_owned(), vec![other.0.to_owned()]);
    sign_in.insert("password".to_owned(), vec![other.1.to_owned()]);
    let back = commune.send("/office/sign-in", "", Some(&door.pairs(&sign_in))).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.page);
    assert!(!back.page.contains("gardé"));
    // And a page that one left open is not sent in the name of another.
    let requests = commune.office_counts("SELECT count(*) FROM request");
    let cookie = commune.session(other).await;
    let refused = commune.send(&found.form.action, &cookie, Some(&pairs)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.page);
    assert!(refused.page.contains("Rien n’a été envoyé"), "{}", refused.page);
    let foreign = commune.send_from("https://example.org", &found.form.action, &cookie, Some(&pairs)).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    for told in [refused, foreign] {
        assert!(told.form_like(&found.form).is_none(), "one press would send it: {}", told.page);
        keeps(&told, &found.form, &typed, "to read");
    }
    assert_eq!(commune.office_counts("SELECT count(*) FROM request"), requests);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_and_a_server_that_fails_cost_nothing_that_was_typed() {
    let commune = Commune::open();
    let found = filled_in().await;
    let mut cookies = BTreeMap::new();
    for who in [SUPERVISOR, COUNTER, ADMINISTRATOR] {
        cookies.insert(who.0, commune.session(who).await);
    }
    commune.app.engine.write(|store| store.grow_no_more()).await.unwrap();
    let (mut full, mut done) = (0, BTreeSet::new());
    for Found { who, form, .. } in &found {
        let mut typed = typed_by_hand(form);
        for (name, values) in &mut typed {
            if form.field(name).is_some_and(|field| field.kind == "textarea") {
                // So many other letters that they need pages of their own.
                let long = (1_u32..440).map(|word| format!("{:08x} ", word.wrapping_mul(0x9E37_79B9)));
                *values = vec![long.collect::<String>().trim_end().to_owned()];
            }
        }
        let told = commune.send(&form.action, &cookies[who.0], Some(&form.pairs(&typed))).await;
        if told.status == StatusCode::INSUFFICIENT_STORAGE {
            full += 1;
            assert!(told.page.contains("disque"), "{}", told.page);
            keeps(&told, form, &typed, &form.action);
        } else {
            assert!(!told.status.is_server_error(), "{}: {} {}", form.action, told.status, told.page);
            done.insert(&form.action);
        }
    }
    assert!(full >= 3, "{full} of {} forms met the full disk", found.len());
    // Its engine has stopped for good; pages are read all the same, as far as that goes.
    let dying = commune.app.engine.write(|_| -> Result<(), _> { panic!("as a defect would") }).await;
    assert!(dying.is_err());
    while commune.app.engine.status().is_running() {
        tokio::task::yield_now().await;
    }
    // What was done on the disk's last pages has nothing left to do.
    // What one form for offers decided, the others find changed.
    let left = |found: &&Found| {
        !done.contains(&found.form.action) && !found.form.action.starts_with("/office/offers/")
    };
    for Found { who, form, .. } in found.iter().filter(left) {
        let typed = typed_by_hand(form);
        let told = commune.send(&form.action, &cookies[who.0], Some(&form.pairs(&typed))).await;
        assert!(told.status.is_server_error(), "{}: {} {}", form.action, told.status, told.page);
        keeps(&told, form, &typed, &form.action);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_too_long_comes_back_whole_and_counted() {
    let commune = Commune::open();
    let mut fields = 0;
    for Found { who, form, .. } in filled_in().await {
        let cookie = commune.session(who).await;
        for field in form.fields.iter().filter(|field| field.is_text() && field.name != "login") {
            let Some(chars_max) = field.chars_max else { continue };
            fields += 1;
            let mut typed = typed_by_hand(&form);
            let text = format!("{}fin", "é".repeat(chars_max + 921 - 3));
            typed.insert(field.name.clone(), vec![text.clone()]);
            let told = commune.send(&form.action, &cookie, Some(&form.pairs(&typed))).await;
            let name = format!("{} of {}", field.name, form.action);
            assert!(told.status.is_client_error(), "{name}: {} {}", told.status, told.page);
            keeps(&told, &form, &typed, &name);
            assert!(told.page.contains("921 de trop"), "{name}: {}", told.page);
        }
    }
    assert!(fields >= 8, "{fields} fields");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_nobody_can_mean_is_told_on_the_form_itself() {
    let commune = Commune::open();
    let mut fields = 0;
    for Found { who, form, .. } in filled_in().await {
        let cookie = commune.session(who).await;
        for field in form.fields.iter().filter(|field| field.kind == "date") {
            for day in ["0026-11-23", "1900-01-01", "20227-01-01", "2100-01-01", "demain"] {
                fields += 1;
                let mut typed = typed_by_hand(&form);
                typed.insert(field.name.clone(), vec![day.to_owned()]);
                let told = commune.send(&form.action, &cookie, Some(&form.pairs(&typed))).await;
                assert!(told.status.is_client_error(), "{day}: {} {}", told.status, told.page);
                assert!(told.page.contains("Cette date n’est pas possible"), "{day}: {}", told.page);
                keeps(&told, &form, &typed, day);
            }
        }
    }
    assert!(fields >= 10, "{fields}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_in_a_filter_shows_the_filter_again() {
    let commune = Commune::open();
    let (_, pages) = everything().await;
    let mut kinds = BTreeSet::new();
    let mut filters = 0;
    for page in pages.iter().filter(|page| kinds.insert(kind_of(page))) {
        let mut cookie = commune.session(SUPERVISOR).await;
        let mut reply = commune.send(page, &cookie, None).await;
        if !reply.status.is_success() {
            cookie = commune.session(ADMINISTRATOR).await;
            reply = commune.send(page, &cookie, None).await;
        }
        for form in super::walk::read(&reply.page).0.into_iter().filter(|form| form.method == "get") {
            for field in &form.fields {
                for rubbish in ["0026-01-01", "20227-01-01", "%00", "999999999999999999999", "-3", "é"] {
                    filters += 1;
                    let address = format!("{}?{}={rubbish}", form.action, field.name).replace('é', "%C3%A9");
                    let told = commune.send(&address, &cookie, None).await;
                    assert!(!told.status.is_server_error(), "{address}: {}", told.page);
                    let found = super::walk::read(&told.page).0;
                    assert!(
                        found.iter().any(|again| again.action == form.action && again.method == "get"),
                        "{address}: {} {}",
                        told.status,
                        told.page
                    );
                }
            }
        }
    }
    assert!(filters > 60, "{filters}");
}

/// The forms that change something, with what each shows.
async fn edits() -> Vec<Found> {
    let edits: Vec<Found> = filled_in().await.into_iter().filter(|found| found.form.is_edit()).collect();
    assert!(edits.len() >= 3, "{edits:?}");
    edits
}

/// The fields of a form that have another value to choose.
fn names(form: &Form) -> BTreeSet<&str> {
    let names = form.fields.iter().filter_map(|field| field.name.strip_prefix("was."));
    names.filter(|name| !another(form, name, 0).is_empty() || form.shows(name).len() > 1).collect()
}

/// Another value for a field, one of two.
fn another(form: &Form, name: &str, which: usize) -> Vec<String> {
    let field = form.field(name).unwrap();
    match field.kind.as_str() {
        "select" => {
            let other = |option: &&String| **option != field.value && !option.is_empty();
            let others: Vec<&String> = field.options.iter().filter(other).collect();
            others.get(which % others.len().max(1)).map_or_else(Vec::new, |other| vec![(*other).clone()])
        }
        "date" => vec![format!("2031-02-0{}", which + 1)],
        "email" => vec![format!("{which}.{}", field.value)],
        "checkbox" => {
            let all: Vec<&str> = form
                .fields
                .iter()
                .filter(|field| field.name == name)
                .map(|field| field.value.as_str())
                .collect();
            let turned = all[which % all.len()];
            let shown = form.shows(name);
            all.iter()
                .filter(|one| shown.contains(*one) != (**one == turned))
                .map(|one| (*one).to_owned())
                .collect()
        }
        // Fields of the register that hold values of their own.
        _ if name == "label" => vec![blank_labels()[which].clone()],
        _ if name == "municipality" => vec![format!("6212{which}")],
        _ if name == "position" => vec![format!("50.60{which},5.46")],
        _ if name == "parcels" => vec![format!("62042A057{which}/00H004")],
        _ if name == "surface" => vec![format!("12{which}.5")],
        _ if name == "year" => vec![format!("196{which}")],
        _ if name == "login" => vec![format!("autre.{which}")],
        _ if name.starts_with("months-") => {
            // Within the bounds of each.
            let least = if name == "months-orders" { 24 } else { 11 + u32::from(name != "months-sign-ins") };
            let mut others = (least..least + 3).map(|months| months.to_string());
            let others: Vec<String> = others.by_ref().filter(|months| *months != field.value).collect();
            vec![others[which % 2].clone()]
        }
        _ => vec![format!("{} – {which}", field.value).trim().to_owned()],
    }
}

/// Codes of labels that were printed blank and are stuck on nothing yet.
fn blank_labels() -> &'static [String] {
    static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let commune = Commune::open();
        let db = rusqlite::Connection::open(commune.data.path().join("server.db")).unwrap();
        let last = "SELECT code FROM blank_label ORDER BY number DESC LIMIT 4";
        let mut codes = db.prepare(last).unwrap();
        codes.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    });
    &CODES
}

fn changed(form: &Form, name: &str, which: usize) -> (Typed, Vec<String>) {
    let value = another(form, name, which);
    (Typed::from([(name.to_owned(), value.clone())]), value)
}

/// Whether one of these fields says something of the other: times that were shortened are out of force, until somebody
/// has seen what would go.
fn depend(form: &Form, one: &str, other: &str) -> bool {
    form.action == "/office/retention" && [one, other].contains(&"in-force")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_writes_only_what_its_person_changed() {
    for Found { who, form, page } in edits().await {
        let names = names(&form);
        let commune = Commune::open();
        let cookie = commune.session(who).await;
        for name in &names {
            for other in names.iter().filter(|other| *other != name && !depend(&form, name, other)) {
                // Two people open the page; each changes one field and saves.
                let reply = commune.send(&page, &cookie, None).await;
                let [first, second] = [
                    reply.form_like(&form).unwrap(),
                    commune.send(&page, &cookie, None).await.form_like(&form).unwrap(),
                ];
                let told = format!("{name}, then {other} of {}", form.action);
                let (typed, theirs) = changed(&first, name, 0);
                let done = commune.send(&form.action, &cookie, Some(&first.pairs(&typed))).await;
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{told}: {}", done.page);
                let (typed, mine) = changed(&second, other, 1);
                let done = commune.send(&form.action, &cookie, Some(&second.pairs(&typed))).await;
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{told}: {}", done.page);
                let now = commune.send(&page, &cookie, None).await.form_like(&form).unwrap();
                let set = |values: Vec<String>| values.into_iter().collect::<BTreeSet<_>>();
                let shows =
                    |name: &str| now.shows(name).into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
                assert_eq!((shows(name), shows(other)), (set(theirs), set(mine)), "{told}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_both_changed_is_shown_with_both_values_to_choose() {
    let mut both = 0;
    for Found { who, form, page } in edits().await {
        let commune = Commune::open();
        let cookie = commune.session(who).await;
        let names = names(&form);
        for name in names {
            let kind = form.field(name).unwrap().kind.as_str();
            for (nth, choice) in ["mine", "theirs"].into_iter().enumerate() {
                let opened = commune.send(&page, &cookie, None).await.form_like(&form).unwrap();
                let mine = opened.clone();
                let (typed, theirs) = changed(&opened, name, 2 * nth);
                let (mine_typed, value) = changed(&mine, name, 2 * nth + 1);
                if theirs == value {
                    continue;
                }
                assert_eq!(
                    commune.send(&form.action, &cookie, Some(&opened.pairs(&typed))).await.status,
                    StatusCode::SEE_OTHER
                );
                // Another page, another id.
                let mut pairs = mine.pairs(&mine_typed);
                let fresh = commune.send(&page, &cookie, None).await.form_like(&form).unwrap();
                let id = fresh.field("once").unwrap().value.clone();
                pairs
                    .iter_mut()
                    .filter(|(name, _)| name == "once")
                    .for_each(|(_, value)| value.clone_from(&id));
                let told = commune.send(&form.action, &cookie, Some(&pairs)).await;
                if kind == "checkbox" {
                    assert_eq!(told.status, StatusCode::SEE_OTHER, "{name} takes in both: {}", told.page);
                    continue;
                }
                both += 1;
                assert!(told.status.is_client_error(), "{name}: {} {}", told.status, told.page);
                let again = told.form_like(&form).unwrap();
                assert_eq!(again.shows(name), [value[0].as_str()], "mine is in the form");
                let keep = format!("keep.{name}");
                assert!(again.field(&keep).is_some(), "{name}: {}", told.page);
                let typed = Typed::from([(keep, vec![choice.to_owned()])]);
                let done = commune.send(&form.action, &cookie, Some(&again.pairs(&typed))).await;
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{name}: {}", done.page);
                let now = commune.send(&page, &cookie, None).await.form_like(&form).unwrap();
                let expected = if choice == "mine" { &value } else { &theirs };
                assert_eq!(now.shows(name), [expected[0].as_str()], "{name}: {choice}");
            }
        }
    }
    assert!(both >= 8, "{both}");
}
