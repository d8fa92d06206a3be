//! The visitor's day: what the technician whose phone the demo hands out finds on it.
//!
//! One overdue, two for today of which one urgent, one sent back, three for later; hazards and
//! checklists among them, and one shared with a colleague.

use shared::building::HazardKind;
use shared::document::priority::Priority;
use shared::work_order::Origin;

use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::draft::{Draft, Ending, slot};
use crate::demo::error::DemoError;
use crate::demo::fixed::VISITOR;
use crate::demo::jobs::Place;

/// An order of the day.
struct Task {
    ending: Ending,
    /// Its job, by nature and the beginning of its title.
    job: (&'static str, &'static str),
    /// The kind of building it should be in.
    kind: &'static str,
    /// The hazard that should be there.
    hazard: Option<HazardKind>,
    priority: Priority,
    /// Days from today until it is due.
    due: i64,
    /// When it is planned, in minutes of the day it is due.
    planned: Option<i64>,
    with: Option<&'static str>,
}

const TASKS: [Task; 7] = [
    Task {
        ending: Ending::Open,
        job: ("CHA-REP", "Circulateur bruyant"),
        kind: "maison de repos",
        hazard: None,
        priority: Priority::High,
        due: -3,
        planned: None,
        with: None,
    },
    Task {
        ending: Ending::Open,
        job: ("CHA-DEP", "Chaudière en panne"),
        kind: "école",
        hazard: Some(HazardKind::Asbestos),
        priority: Priority::Urgent,
        due: 0,
        planned: Some(8 * 60),
        with: None,
    },
    Task {
        ending: Ending::Open,
        job: ("CHA-CTL", "Contrôle de chaufferie"),
        kind: "hall sportif",
        hazard: Some(HazardKind::Roof),
        priority: Priority::Normal,
        due: 0,
        planned: Some(13 * 60 + 30),
        with: Some("kevin"),
    },
    Task {
        ending: Ending::SentBack,
        job: ("SAN-REP", "Robinet qui goutte"),
        kind: "crèche",
        hazard: None,
        priority: Priority::Normal,
        due: 1,
        planned: None,
        with: None,
    },
    Task {
        ending: Ending::Open,
        job: ("CHA-ENT", "Entretien annuel"),
        kind: "immeuble",
        hazard: Some(HazardKind::Asbestos),
        priority: Priority::Normal,
        due: 2,
        planned: Some(9 * 60),
        with: None,
    },
    Task {
        ending: Ending::Open,
        job: ("SAN-CTL", "Relevé légionelle"),
        kind: "piscine",
        hazard: Some(HazardKind::Chemical),
        priority: Priority::High,
        due: 5,
        planned: None,
        with: None,
    },
    Task {
        ending: Ending::Open,
        job: ("SAN-REM", "Remplacement d’une cuvette"),
        kind: "maison communale",
        hazard: None,
        priority: Priority::Low,
        due: 12,
        planned: None,
        with: None,
    },
];

/// The orders of the day.
pub(crate) fn drafts(commune: &Commune) -> Result<Vec<Draft<'_>>, DemoError> {
    TASKS.iter().enumerate().map(|(nth, task)| draft(commune, nth, task)).collect()
}

fn draft<'a>(commune: &'a Commune, nth: usize, task: &Task) -> Result<Draft<'a>, DemoError> {
    let mut chance = Chance::of(&format!("day {nth}"));
    let (nature, title) = task.job;
    let job = commune
        .jobs
        .iter()
        .find(|job| job.nature == nature && job.title.starts_with(title))
        .ok_or(DemoError::Missing(title))?;
    let places = job.places(&commune.sites);
    let mut crew = vec![commune.people.called(VISITOR)?];
    if let Some(colleague) = task.with {
        crew.push(commune.people.called(colleague)?);
    }
    let calendar = &commune.calendar;
    let back = if task.ending == Ending::SentBack { 3 } else { 0 };
    Ok(Draft {
        ending: task.ending,
        number: String::new(),
        job,
        place: best(&places, task).ok_or(DemoError::Missing(title))?,
        crew,
        created: calendar.at(back + 2 + i64::try_from(nth % 3).unwrap_or(0), chance.between(500, 940)),
        back,
        minute: 9 * 60,
        minutes: 50,
        origin: if matches!(nature, "CHA-CTL" | "CHA-ENT" | "SAN-CTL") {
            Origin::Plan
        } else {
            Origin::Request
        },
        request: None,
        priority: task.priority,
        due: Some(calendar.day(task.due)),
        planned: task.planned.map(|minute| slot(calendar, task.due, minute)),
        with_photos: task.ending == Ending::SentBack,
    })
}

/// The place that has most of what is asked for.
fn best<'a>(places: &[Place<'a>], task: &Task) -> Option<Place<'a>> {
    let fits = |place: &&Place<'_>| {
        let hazard = task.hazard.is_some_and(|hazard| place.site.has_hazard(hazard));
        (place.site.kind == task.kind, hazard, !place.site.hazards.is_empty())
    };
    // Of equals the first, so that the day reads the same.
    places.iter().rev().max_by_key(fits).copied()
}
