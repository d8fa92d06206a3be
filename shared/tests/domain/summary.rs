//! The summary of what people wrote.

use shared::catalogue::{Catalogue, Person};
use shared::document::texts_of;
use shared::kinds::actor_of;
use shared::summary::{Wording, only_in};
use shared::work_order::{AnswerValue, WorkOrderCommand, WorkOrderField};
use shared::{Language, Phrases, Role};

use crate::fixture::{Replica, TICK, order, replica};

fn starts(technician: &Replica, document: &mut shared::Document) -> shared::FactId {
    technician.does(document, WorkOrderCommand::Start).unwrap().fact.unwrap()
}

#[test]
fn everything_people_entered_is_shown_and_nothing_that_was_there_before() {
    let (office, technician) = (replica(1), replica(2));
    let before = order(&office, &[&technician]);
    let mut after = before.clone();
    let visit = starts(&technician, &mut after);
    let report = WorkOrderCommand::WriteReport {
        intervention: visit,
        before: String::new(),
        after: "Vanne grippée, remplacée.".to_owned(),
    };
    technician.changes(&mut after, report);
    technician
        .changes(&mut after, WorkOrderCommand::Answer { item: TICK, value: Some(AnswerValue::Tick(true)) });
    office.changes(
        &mut after,
        WorkOrderCommand::Edit(vec![WorkOrderField::Title("Chaudière remplacée".to_owned())]),
    );
    office.changes(&mut after, WorkOrderCommand::Assign([technician.person, office.person].into()));
    let mut catalogue = Catalogue::default();
    for (id, name) in [(office.person, "Anne"), (technician.person, "Luc")] {
        catalogue.people.insert(id, Person { name: name.to_owned(), role: Role::Technician, team: None });
    }
    let phrases = Phrases::new(Language::Fr, "");
    let wording = Wording { phrases: &phrases, catalogue: &catalogue };
    assert_eq!(
        only_in(&before, &after, wording),
        "Vanne grippée, remplacée.\nVanne gaz fermée : En ordre\nCommencé · Luc\n\
         Intitulé : Chaudière remplacée\nConfié à : Anne, Luc"
    );
    assert_eq!(only_in(&after, &before, wording).lines().count(), 2, "the title and the people it had");
    assert_eq!(only_in(&after, &after, wording), "");
}

#[test]
fn a_change_without_its_document_can_still_be_read() {
    let (office, technician) = (replica(1), replica(2));
    let mut document = order(&office, &[&technician]);
    let visit = starts(&technician, &mut document);
    let report = WorkOrderCommand::WriteReport {
        intervention: visit,
        before: String::new(),
        after: "À revoir : vanne n° 3".to_owned(),
    };
    let typed = technician.changes(&mut document, report);
    assert_eq!(texts_of(&typed.bytes).unwrap(), ["À revoir : vanne n° 3"]);
    let refused = technician.changes(
        &mut document,
        WorkOrderCommand::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: "pièce en rupture".to_owned(),
        },
    );
    assert_eq!(
        texts_of(&refused.bytes).unwrap(),
        ["kind : cannot-finish", "cause : other", "reason : pièce en rupture"]
    );
    assert!(texts_of(b"rubbish").is_err());
}

#[test]
fn a_fact_tells_which_actor_added_it() {
    let (office, technician) = (replica(1), replica(2));
    let mut document = order(&office, &[&technician]);
    let visit = starts(&technician, &mut document);
    assert_eq!(actor_of(&document, visit), Some(technician.actor));
    assert_eq!(actor_of(&document, shared::FactId::from_bytes([9; 16])), None);
}
