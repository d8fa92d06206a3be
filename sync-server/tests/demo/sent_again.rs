//! Forms that are sent twice.

use axum::http::StatusCode;

use super::forms::{Typed, filled_in, keeps, typed_by_hand};
use super::walk::{Commune, Found, Reply, everything};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_press_makes_nothing_new_and_is_answered_as_the_first() {
    let mut commune = Commune::open();
    let count = |commune: &Commune| {
        ["request", "work_order", "person", "step"]
            .map(|table| commune.office_counts(&format!("SELECT count(*) FROM {table}")))
    };
    let mut made = 0;
    for Found { who, form, .. } in filled_in().await {
        let cookie = commune.session(who).await;
        let pairs = form.pairs(&typed_by_hand(&form));
        let path = form.action.clone();
        let (one, two) = tokio::join!(
            commune.send(&path, &cookie, Some(&pairs)),
            commune.send(&path, &cookie, Some(&pairs))
        );
        if !(one.status.is_success() || one.status.is_redirection()) {
            continue;
        }
        made += 1;
        let told = |reply: &Reply| {
            // A code or a password stands on the page, and pages have other ids each time.
            let shown = |name: &str| {
                reply
                    .page
                    .split(&format!("data-test=\"{name}\">"))
                    .nth(1)
                    .map(|rest| rest.split('<').next().unwrap().to_owned())
            };
            (reply.status, reply.location.clone(), shown("enrol-code"), shown("given-password"))
        };
        assert_eq!(told(&one), told(&two), "{path}");
        let once = count(&commune);
        commune = commune.restarted().await;
        let three = commune.send(&path, &cookie, Some(&pairs)).await;
        assert_eq!(told(&one), told(&three), "{path} after a restart");
        assert_eq!(once, count(&commune), "{path} made something again");
    }
    assert!(made >= 9, "{made}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_sent_and_says_something_else_is_shown_again() {
    let commune = Commune::open();
    let found = filled_in().await.into_iter().find(|found| found.form.action == "/office/requests").unwrap();
    let cookie = commune.session(found.who).await;
    let mut typed = typed_by_hand(&found.form);
    let requests = commune.office_counts("SELECT count(*) FROM request");
    commune.send("/office/requests", &cookie, Some(&found.form.pairs(&typed))).await;
    typed.insert("title".to_owned(), vec!["Corrigé".to_owned()]);
    let told = commune.send("/office/requests", &cookie, Some(&found.form.pairs(&typed))).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.page);
    assert!(told.page.contains("déjà été envoyé"), "{}", told.page);
    assert!(told.page.contains("data-test=\"done-before\""), "the way to what was saved: {}", told.page);
    keeps(&told, &found.form, &typed, "sent before");
    assert_eq!(commune.office_counts("SELECT count(*) FROM request"), requests + 1);
    // Read over and sent on purpose, it is another one.
    let again = told.form_like(&found.form).unwrap();
    let done = commune.send("/office/requests", &cookie, Some(&again.pairs(&Typed::new()))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.page);
    assert_eq!(commune.office_counts("SELECT count(*) FROM request"), requests + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_make_one_order_of_one_request() {
    let commune = Commune::open();
    let (found, _) = everything().await;
    let forms: Vec<&Found> = found
        .iter()
        .filter(|found| found.form.action == "/office/work-orders" && found.form.field("request").is_some())
        .collect();
    let request = |found: &Found| found.form.field("request").unwrap().value.clone();
    let one = forms.first().expect("a request that waits");
    let other = forms
        .iter()
        .find(|other| other.who != one.who && request(other) == request(one))
        .expect("seen by two");
    let orders = commune.office_counts("SELECT count(*) FROM work_order");
    let mut answers = Vec::new();
    for found in [one, other] {
        let cookie = commune.session(found.who).await;
        let typed = typed_by_hand(&found.form);
        answers.push((
            commune.send("/office/work-orders", &cookie, Some(&found.form.pairs(&typed))).await,
            typed,
        ));
    }
    assert_eq!(answers[0].0.status, StatusCode::SEE_OTHER, "{}", answers[0].0.page);
    let (second, typed) = &answers[1];
    assert!(second.status.is_client_error(), "{} {}", second.status, second.page);
    assert!(second.page.contains("déjà reçu une suite"), "{}", second.page);
    assert!(second.page.contains("data-test=\"done-before\""), "the way to it: {}", second.page);
    keeps(second, &other.form, typed, "the second");
    assert_eq!(commune.office_counts("SELECT count(*) FROM work_order"), orders + 1);
}
