//! Which work orders there are: how each ends, where, who does it, and when.

use std::collections::BTreeMap;

use shared::Day;
use shared::document::priority::Priority;
use shared::work_order::{Origin, Planned};

use crate::demo::calendar::Calendar;
use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::day;
use crate::demo::draft::{Draft, Ending, slot};
use crate::demo::error::DemoError;
use crate::demo::fixed::{PHOTOS_STILL_WITH, TEAMS, VISITOR};
use crate::demo::jobs::{Job, Place};
use crate::demo::people::Member;
use crate::demo::pictures::SCENE_ON_PHONE;

/// How many orders there are of each, besides the visitor's day.
const ENDINGS: [(Ending, usize); 13] = [
    (Ending::Open, 56),
    (Ending::InProgress, 10),
    (Ending::Paused, 6),
    (Ending::Finished, 24),
    (Ending::NotInOrder, 2),
    (Ending::FinishedThoughCancelled, 1),
    (Ending::TwoPriorities, 1),
    (Ending::Late, 1),
    (Ending::PhotosOnPhone, 1),
    (Ending::CannotFinish, 3),
    (Ending::Approved, 281),
    (Ending::SentBack, 6),
    (Ending::Cancelled, 14),
];

/// Orders with pictures.
const WITH_PHOTOS: usize = 64;

/// Requests that became orders.
const FROM_REQUESTS: usize = 10;

/// Of so many open orders, those of the other teams than the visitor's have nobody in particular.
const FOR_THE_TEAM: usize = 5;

/// The first number of the year in which the demo begins: the year did not begin with the demo.
const FIRST_NUMBER: usize = 212;

/// All orders, oldest first, numbered.
pub(crate) fn drafts(commune: &Commune) -> Result<Vec<Draft<'_>>, DemoError> {
    let places: Vec<Vec<Place<'_>>> = commune.jobs.iter().map(|job| job.places(&commune.sites)).collect();
    let mut drafts = Vec::new();
    for (ending, count) in ENDINGS {
        for nth in 0..count {
            drafts.push(draft(commune, &places, ending, nth, count)?);
        }
    }
    drafts.extend(day::drafts(commune)?);
    drafts.sort_by_key(|draft| draft.created);
    number(&mut drafts, &commune.calendar);
    choose_photos(&mut drafts);
    for draft in drafts.iter_mut().rev().filter(|draft| draft.origin == Origin::Request).take(FROM_REQUESTS) {
        draft.request = Some(commune.names.request(&draft.number));
    }
    Ok(drafts)
}

fn number(drafts: &mut [Draft<'_>], calendar: &Calendar) {
    let first = drafts.first().map(|draft| calendar.year(draft.created));
    let mut counts: BTreeMap<i16, usize> = first.map(|year| (year, FIRST_NUMBER)).into_iter().collect();
    for draft in drafts {
        let year = calendar.year(draft.created);
        let count = counts.entry(year).or_insert(1);
        draft.number = format!("{year}-{count:04}");
        *count += 1;
    }
}

/// The newest orders whose job has a scene get pictures: those to review, then those approved.
fn choose_photos(drafts: &mut [Draft<'_>]) {
    let to_review = |draft: &Draft<'_>| {
        !draft.ending.is_to_do() && !matches!(draft.ending, Ending::Cancelled | Ending::Approved)
    };
    let mut left = WITH_PHOTOS;
    for reviewed in [true, false] {
        for draft in drafts.iter_mut().rev() {
            let wanted = if reviewed { to_review(draft) } else { draft.ending == Ending::Approved };
            if left > 0 && wanted && draft.job.scene.is_some() {
                draft.with_photos = true;
                left -= 1;
            }
        }
    }
}

fn draft<'a>(
    commune: &'a Commune,
    places: &[Vec<Place<'a>>],
    ending: Ending,
    nth: usize,
    count: usize,
) -> Result<Draft<'a>, DemoError> {
    let mut chance = Chance::of(&format!("order {ending:?} {nth}"));
    let chance = &mut chance;
    let team = if ending == Ending::PhotosOnPhone { 0 } else { nth % TEAMS.len() };
    let jobs: Vec<usize> = commune
        .jobs
        .iter()
        .enumerate()
        .filter(|(_, job)| job.team == team)
        .filter(|(_, job)| ending != Ending::PhotosOnPhone || job.scene == Some(SCENE_ON_PHONE))
        .filter(|(_, job)| ending != Ending::NotInOrder || commune.codes.asks_for_a_tick(job.nature))
        .map(|(at, _)| at)
        .collect();
    let job = chance.pick(&jobs).copied().ok_or(DemoError::Missing("job"))?;
    let place = places.get(job).and_then(|places| chance.pick(places)).ok_or(DemoError::Missing("place"))?;
    let job = commune.jobs.get(job).ok_or(DemoError::Missing("job"))?;
    let crew = crew(commune, ending, team, nth, chance)?;
    let back = ending.back(nth, count, chance);
    let is_planned = job.nature.ends_with("-ENT") || job.nature.ends_with("-CTL");
    let waited = chance.between(1, if is_planned { 12 } else { 5 });
    let created = commune.calendar.at(back + waited, chance.between(485, 950));
    let origin = if is_planned {
        Origin::Plan
    } else if chance.happens(12) {
        Origin::Field
    } else {
        Origin::Request
    };
    let (due, planned) = times(&commune.calendar, ending, back, chance);
    Ok(Draft {
        ending,
        number: String::new(),
        job,
        place: *place,
        crew,
        created,
        back,
        minute: chance.between(455, 840),
        minutes: chance.between(5, 28) * 5,
        origin,
        request: None,
        // The two that come must both differ from the first, or there is nothing to choose.
        priority: if ending == Ending::TwoPriorities { Priority::Normal } else { priority(job, chance) },
        due,
        planned,
        with_photos: false,
    })
}

fn crew<'a>(
    commune: &'a Commune,
    ending: Ending,
    team: usize,
    nth: usize,
    chance: &mut Chance,
) -> Result<Vec<&'a Member>, DemoError> {
    match ending {
        Ending::PhotosOnPhone => return Ok(vec![commune.people.called(PHOTOS_STILL_WITH)?]),
        Ending::Open if nth < FOR_THE_TEAM && team != 0 => return Ok(Vec::new()),
        Ending::Late => {
            let team = commune.people.technicians(team);
            return Ok(team.get(1..3).unwrap_or_default().to_vec());
        }
        Ending::Open
        | Ending::InProgress
        | Ending::Paused
        | Ending::Finished
        | Ending::NotInOrder
        | Ending::FinishedThoughCancelled
        | Ending::TwoPriorities
        | Ending::CannotFinish
        | Ending::Approved
        | Ending::SentBack
        | Ending::Cancelled => {}
    }
    let mut team = commune.people.technicians(team);
    if ending.is_to_do() {
        // The visitor's day is made by hand.
        team.retain(|member| member.login != VISITOR);
    }
    let first = nth / TEAMS.len() % team.len().max(1);
    team.rotate_left(first);
    team.truncate(if chance.happens(10) { 2 } else { 1 });
    Ok(team)
}

fn priority(job: &Job, chance: &mut Chance) -> Priority {
    let urgent = if job.nature.ends_with("-DEP") { 25 } else { 4 };
    match chance.below(100) {
        roll if roll < urgent => Priority::Urgent,
        roll if roll < urgent + 20 => Priority::High,
        roll if roll < 90 => Priority::Normal,
        _ => Priority::Low,
    }
}

/// The last day, and when it is planned.
fn times(
    calendar: &Calendar,
    ending: Ending,
    back: i64,
    chance: &mut Chance,
) -> (Option<Day>, Option<Planned>) {
    let away = if ending.is_to_do() {
        let least = if chance.happens(15) { -4 } else { 0 };
        chance.between(least, 18)
    } else {
        chance.between(0, 6) - calendar.days_ago(back)
    };
    let due = chance.happens(85).then(|| calendar.day(away));
    let planned = chance.happens(50).then(|| slot(calendar, away, chance.between(15, 27) * 30));
    (due, planned)
}
