//! A form only writes what its person changed: three-way, field by field.

use shared::CommandError;
use shared::command::Revision;
use shared::document::priority::Priority;
use shared::work_order::{WorkOrderCommand as C, WorkOrderField};

use crate::fixture::*;

fn title(text: &str) -> WorkOrderField {
    WorkOrderField::Title(text.to_owned())
}

#[test]
fn a_form_leaves_what_somebody_else_changed_meanwhile() {
    let (office, other) = (replica(1), replica(2));
    let mut document = order(&office, &[]);
    let shown = read(&document);
    let urgent = WorkOrderField::Priority(Priority::Urgent);
    other.does(&mut document, C::Edit(vec![urgent])).unwrap();
    let left = title("Autre chose");
    let revision = Revision { shown: shown.field_like(&left), left };
    office.does(&mut document, C::Revise(vec![revision])).unwrap();
    let now = read(&document);
    assert_eq!((now.title.as_str(), now.priority), ("Autre chose", Priority::Urgent));
}

#[test]
fn what_both_changed_is_not_decided_by_who_comes_last() {
    let (office, other) = (replica(1), replica(2));
    let mut document = order(&office, &[]);
    let shown = read(&document).field_like(&title(""));
    other.does(&mut document, C::Edit(vec![title("Ce qu’elle a écrit")])).unwrap();
    let before = document.heads();
    let mine = Revision { shown: shown.clone(), left: title("Ce que j’ai écrit") };
    let refused = office.does(&mut document, C::Revise(vec![mine])).unwrap_err();
    assert_eq!((refused, document.heads()), (CommandError::ChangedMeanwhile, before));
    let same = Revision { shown, left: title("Ce qu’elle a écrit") };
    assert!(
        office.does(&mut document, C::Revise(vec![same])).unwrap().change.is_none(),
        "both wrote the same"
    );
    let seen = Revision { shown: title("Ce qu’elle a écrit"), left: title("Ce que j’ai écrit") };
    office.does(&mut document, C::Revise(vec![seen])).unwrap();
    assert_eq!(read(&document).title, "Ce que j’ai écrit");
}

#[test]
fn two_descriptions_are_not_melted_into_one() {
    let (office, other) = (replica(1), replica(2));
    let mut document = order(&office, &[]);
    let write = |text: &str| WorkOrderField::Description(text.to_owned());
    office.does(&mut document, C::Edit(vec![write("Code 1234")])).unwrap();
    let revise = |shown, left| C::Revise(vec![Revision { shown: write(shown), left: write(left) }]);
    other.does(&mut document, revise("Code 1234", "Code 5678")).unwrap();
    let refused = office.does(&mut document, revise("Code 1234", "Code 9012"));
    assert_eq!(refused.unwrap_err(), CommandError::ChangedMeanwhile);
    assert_eq!(read(&document).description, "Code 5678");
    office.does(&mut document, revise("Code 5678", "Code 9012")).unwrap();
    assert_eq!(read(&document).description, "Code 9012");
}

#[test]
fn people_are_added_and_taken_away_one_by_one() {
    let (office, other) = (replica(1), replica(2));
    let [anne, bart, carl] = [replica(11), replica(12), replica(13)].map(|replica| replica.person);
    let mut document = order(&office, &[]);
    office.does(&mut document, C::Assign([anne, bart].into())).unwrap();
    let shown = [anne, bart].into();
    other.does(&mut document, C::Assign([bart, carl].into())).unwrap();
    office.does(&mut document, C::Reassign { shown, left: [anne].into() }).unwrap();
    let now: Vec<_> = read(&document).assigned.keys().copied().collect();
    assert_eq!(now, [carl], "Anne was taken away by one, Bart by the other, Carl was added");
}
