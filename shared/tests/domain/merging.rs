//! Two copies become one.

use shared::document::with_new_actor;
use shared::work_order::WorkOrderCommand as C;
use shared::{Document, DocumentError, DocumentKind, Heads, Role};

use crate::fixture::*;

#[test]
fn two_technicians_write_in_one_report_and_both_survive_letter_by_letter() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let mut base = order(&office, &[&one, &two]);
    let visit = one.does(&mut base, C::Start).unwrap().fact.unwrap();
    let (mut first, mut second) = (base.clone(), base);
    let write = |before: &str, after: &str| C::WriteReport {
        intervention: visit,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    one.does(&mut first, write("", "Vanne remplacée.")).unwrap();
    one.does(&mut first, write("Vanne remplacée.", "Vanne gaz remplacée.")).unwrap();
    two.does(&mut second, write("", "Purge faite à l’étage. ")).unwrap();
    let report = read(&merged(&first, &second)).interventions[&visit].report.clone();
    assert!(
        report.contains("Vanne gaz remplacée.") && report.contains("Purge faite à l’étage. "),
        "{report}"
    );
}

#[test]
fn a_report_typed_over_text_that_changed_underneath_keeps_both() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let mut document = order(&office, &[&one, &two]);
    let visit = one.does(&mut document, C::Start).unwrap().fact.unwrap();
    let write = |before: &str, after: &str| C::WriteReport {
        intervention: visit,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    one.does(&mut document, write("", "Pompe à remplacer")).unwrap();
    two.does(&mut document, write("Pompe à remplacer", "Pompe HS à remplacer")).unwrap();
    // The first screen still shows its own text.
    one.does(&mut document, write("Pompe à remplacer", "Pompe à remplacer demain")).unwrap();
    assert_eq!(read(&document).interventions[&visit].report, "Pompe HS à remplacer demain");
}

#[test]
fn facts_sort_causally_when_a_clock_is_a_day_behind() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let mut document = order(&office, &[&one, &two]);
    one.does(&mut document, C::Start).unwrap();
    two.clock_to(1_800_000_000_000 - 86_400_000);
    two.does(&mut document, C::Pause).unwrap();
    let steps: Vec<_> = read(&document).steps.into_values().map(|step| step.kind.name()).collect();
    assert_eq!(steps, ["started", "paused"]);
}

#[test]
fn changes_travel_one_by_one_and_give_the_same_heads() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    work_through(&mut document, &tech);
    let mut copy = Document::empty(DocumentKind::WorkOrder, ORDER);
    let changes: Vec<_> =
        document.changes_since(&Heads::default()).into_iter().map(|(_, bytes)| bytes).collect();
    copy.apply(&changes).unwrap();
    copy.apply(&changes).unwrap();
    assert_eq!(copy.heads().digest(), document.heads().digest());
    assert_eq!(
        Document::load(DocumentKind::WorkOrder, ORDER, &copy.save()).unwrap().heads(),
        document.heads()
    );
}

#[test]
fn a_change_without_what_it_builds_on_is_named_as_such() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let base = document.clone();
    tech.does(&mut document, C::Start).unwrap();
    let missing = document.heads();
    let change = tech.changes(&mut document, C::Pause);
    let refused = base.clone().apply(&[change.bytes]).unwrap_err();
    assert_eq!(refused, DocumentError::MissingDependency(missing.hashes()[0]));
}

#[test]
fn one_actor_with_two_histories_is_noticed() {
    let (office, tech) = (replica(1), replica(2));
    let base = order(&office, &[&tech]);
    let (mut one, mut other) = (base.clone(), base);
    let first = tech.changes(&mut one, C::Start);
    let second = tech.changes(
        &mut other,
        C::CannotFinish { cause: shared::work_order::CannotFinishCause::Other, reason: "x".to_owned() },
    );
    one.apply(&[&second.bytes]).expect_err("the same sequence number twice");
    assert_eq!(other.apply(&[&first.bytes]).unwrap_err(), DocumentError::ActorReused);
}

#[test]
fn rubbish_is_refused_and_changes_nothing() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let heads = document.heads();
    let mut change = tech.changes(&mut document.clone(), C::Start).bytes;
    assert!(matches!(document.apply(&[b"rubbish".as_slice()]), Err(DocumentError::Corrupt(_))));
    assert!(matches!(document.apply(&[&change[..change.len() / 2]]), Err(DocumentError::Corrupt(_))));
    let last = change.len() - 1;
    change[last] ^= 0xff;
    assert!(document.apply(&[&change]).is_err());
    assert!(matches!(
        document.apply(&[vec![0; shared::limits::CHANGE_BYTES_MAX + 1]]),
        Err(DocumentError::TooLarge { .. })
    ));
    assert_eq!(document.heads(), heads);
    assert!(Document::load(DocumentKind::WorkOrder, ORDER, b"rubbish").is_err());
}

#[test]
fn changes_written_again_under_another_actor_say_the_same_beside_the_other_history() {
    let (office, tech) = (replica(1), replica(2));
    let mut base = order(&office, &[&tech]);
    let visit = tech.does(&mut base, C::Start).unwrap().fact.unwrap();
    let known = base.heads();
    let write = |before: &str, after: &str| C::WriteReport {
        intervention: visit,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let (mut theirs, mut ours) = (base.clone(), base.clone());
    tech.does(&mut theirs, write("", "Écrit sur l’autre téléphone.")).unwrap();
    for command in [write("", "Joint refait"), write("Joint refait", "Joint plat refait"), C::Pause] {
        tech.does(&mut ours, command).unwrap();
    }
    let changes: Vec<_> = ours.changes_since(&known).into_iter().map(|(_, bytes)| bytes).collect();
    theirs.clone().apply(&changes).expect_err("one actor id, two histories");

    let again = with_new_actor(&changes).unwrap();
    for (_, change) in &again {
        theirs = shared::policy::check(&theirs, &change.bytes, tech.person, Role::Technician).unwrap();
    }
    let both = read(&theirs);
    let report = &both.interventions[&visit].report;
    assert!(report.contains("Joint plat refait") && report.contains("l’autre téléphone"), "{report}");
    assert_eq!(both.steps, read(&ours).steps);
    // And work goes on from there.
    replica(7).does(&mut theirs, C::Start).unwrap();
}

#[test]
fn copies_that_write_the_same_change_again_write_the_same_bytes() {
    let (office, tech) = (replica(1), replica(2));
    let mut base = order(&office, &[&tech]);
    let known = base.heads();
    tech.does(&mut base, C::Start).unwrap();
    let mut copy = base.clone();
    tech.does(&mut base, C::Pause).unwrap();
    tech.does(
        &mut copy,
        C::CannotFinish {
            cause: shared::work_order::CannotFinishCause::Other,
            reason: "porte fermée".to_owned(),
        },
    )
    .unwrap();
    let again = |document: &Document| {
        let changes: Vec<_> = document.changes_since(&known).into_iter().map(|(_, bytes)| bytes).collect();
        with_new_actor(&changes).unwrap()
    };
    let (first, second) = (again(&base), again(&copy));
    assert_eq!(first[0], second[0], "what both hold is one change");
    assert_ne!(first[1].0, second[1].0, "what each wrote alone has an actor of its own");
}
