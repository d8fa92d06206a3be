//! The summary of what people wrote.

use std::collections::BTreeMap;

use shared::document::texts_of;
use shared::kinds::actor_of;
use shared::summary::{Names, Wording, only_in};
use shared::work_order::{AnswerValue, WorkOrderCommand, WorkOrderField};
use shared::{Language, NatureId, PersonId, Phrases, StockItemId, TeamId};

use crate::fixture::{Replica, TICK, order, replica};

/// People, and nothing else, have names.
#[derive(Debug)]
struct People(BTreeMap<PersonId, &'static str>);

impl Names for People {
    fn person(&self, id: PersonId) -> Option<String> {
        self.0.get(&id).map(|name| (*name).to_owned())
    }

    fn team(&self, _: TeamId) -> Option<String> {
        None
    }

    fn nature(&self, _: NatureId) -> Option<String> {
        None
    }

    fn stock_item(&self, _: StockItemId) -> Option<String> {
        None
    }
}

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
    let names = People([(office.person, "Anne"), (technician.person, "Luc")].into());
    let phrases = Phrases::new(Language::Fr, "");
    let wording = Wording { phrases: &phrases, names: &names };
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
