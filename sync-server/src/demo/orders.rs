//! Which work orders there are: how each ends, where, who does it, and when.

use std::collections::BTreeMap;

use shared::document::priority::Priority;
use shared::work_order::{Origin, Planned};
use shared::{Day, DocumentId, Timestamp};

use super::calendar::{Calendar, MINUTE_MS};
use super::chance::Chance;
use super::commune::Commune;
use super::jobs::{Job, Place};
use super::people::{Member, TEAMS, VISITOR};
use super::pictures::SCENE_ON_PHONE;
use super::{DemoError, day};

/// How the story of an order ends, so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    InProgress,
    /// Interrupted.
    Paused,
    /// Done, waiting for review.
    Finished,
    /// Done, and something that was checked is not in order.
    NotInOrder,
    /// Done on site while the office called it off.
    FinishedThoughCancelled,
    /// Done, and given two priorities at once by two people at the office.
    TwoPriorities,
    /// Done by somebody who was no longer assigned.
    Late,
    /// Done, and its pictures are still on the phone.
    PhotosOnPhone,
    /// Cannot be done, waiting for review.
    CannotFinish,
    /// Reviewed and accepted.
    Approved,
    /// Returned to the technician.
    SentBack,
    /// Called off.
    Cancelled,
}

/// How many orders there are of each, besides the visitor's day.
const FATES: [(Fate, usize); 13] = [
    (Fate::Open, 56),
    (Fate::InProgress, 10),
    (Fate::Paused, 6),
    (Fate::Finished, 24),
    (Fate::NotInOrder, 2),
    (Fate::FinishedThoughCancelled, 1),
    (Fate::TwoPriorities, 1),
    (Fate::Late, 1),
    (Fate::PhotosOnPhone, 1),
    (Fate::CannotFinish, 3),
    (Fate::Approved, 281),
    (Fate::SentBack, 6),
    (Fate::Cancelled, 14),
];

/// The technician whose phone still holds the pictures of [`Fate::PhotosOnPhone`].
pub(crate) const PHOTOS_STILL_WITH: &str = "mourad";

/// Orders with pictures.
const WITH_PHOTOS: usize = 64;

/// Requests that became orders.
const FROM_REQUESTS: usize = 10;

/// Of so many open orders, those of the other teams than the visitor's have nobody in particular.
const FOR_THE_TEAM: usize = 5;

/// The first number of the year in which the demo begins: the year did not begin with the demo.
const FIRST_NUMBER: usize = 212;

/// An order to be written.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) fate: Fate,
    pub(crate) number: String,
    pub(crate) job: &'a Job,
    pub(crate) place: Place<'a>,
    /// Who does it, the first above all; nobody when only the team has it.
    pub(crate) crew: Vec<&'a Member>,
    pub(crate) created: Timestamp,
    /// When the work happens: so many working days ago.
    pub(crate) back: i64,
    pub(crate) minute: i64,
    pub(crate) minutes: i64,
    pub(crate) origin: Origin,
    pub(crate) request: Option<DocumentId>,
    pub(crate) priority: Priority,
    pub(crate) due: Option<Day>,
    pub(crate) planned: Option<Planned>,
    pub(crate) with_photos: bool,
}

impl Fate {
    const fn is_to_do(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::Paused | Self::SentBack)
    }

    /// How many working days ago the work of the `nth` of `count` orders happened.
    fn back(self, nth: usize, count: usize, chance: &mut Chance) -> i64 {
        match self {
            Self::Open => chance.between(1, 9),
            Self::InProgress => 0,
            Self::Paused => chance.between(1, 3),
            // A morning's reviews: most came in with the phones of the last working day.
            Self::Finished => 1 + i64::try_from(nth / 20).unwrap_or(0),
            Self::CannotFinish => 1 + i64::try_from(nth % 4).unwrap_or(0),
            Self::NotInOrder => 1,
            Self::FinishedThoughCancelled | Self::Late => 2,
            Self::TwoPriorities | Self::PhotosOnPhone => 1,
            Self::SentBack => chance.between(3, 5),
            Self::Approved => 3 + i64::try_from(nth * 104 / count.max(1)).unwrap_or(0) + chance.between(0, 2),
            Self::Cancelled => chance.between(2, 60),
        }
    }
}

/// All orders, oldest first, numbered.
pub(crate) fn drafts(commune: &Commune) -> Result<Vec<Draft<'_>>, DemoError> {
    let places: Vec<Vec<Place<'_>>> = commune.jobs.iter().map(|job| job.places(&commune.sites)).collect();
    let mut drafts = Vec::new();
    for (fate, count) in FATES {
        for nth in 0..count {
            drafts.push(draft(commune, &places, fate, nth, count)?);
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
    let to_review =
        |draft: &Draft<'_>| !draft.fate.is_to_do() && !matches!(draft.fate, Fate::Cancelled | Fate::Approved);
    let mut left = WITH_PHOTOS;
    for reviewed in [true, false] {
        for draft in drafts.iter_mut().rev() {
            let wanted = if reviewed { to_review(draft) } else { draft.fate == Fate::Approved };
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
    fate: Fate,
    nth: usize,
    count: usize,
) -> Result<Draft<'a>, DemoError> {
    let mut chance = Chance::of(&format!("order {fate:?} {nth}"));
    let chance = &mut chance;
    let team = if fate == Fate::PhotosOnPhone { 0 } else { nth % TEAMS.len() };
    let jobs: Vec<usize> = commune
        .jobs
        .iter()
        .enumerate()
        .filter(|(_, job)| job.team == team)
        .filter(|(_, job)| fate != Fate::PhotosOnPhone || job.scene == Some(SCENE_ON_PHONE))
        .filter(|(_, job)| fate != Fate::NotInOrder || commune.codes.asks_for_a_tick(job.nature))
        .map(|(at, _)| at)
        .collect();
    let job = chance.pick(&jobs).copied().ok_or(DemoError::Missing("job"))?;
    let place = places.get(job).and_then(|places| chance.pick(places)).ok_or(DemoError::Missing("place"))?;
    let job = commune.jobs.get(job).ok_or(DemoError::Missing("job"))?;
    let crew = crew(commune, fate, team, nth, chance)?;
    let back = fate.back(nth, count, chance);
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
    let (due, planned) = times(&commune.calendar, fate, back, chance);
    Ok(Draft {
        fate,
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
        priority: if fate == Fate::TwoPriorities { Priority::Normal } else { priority(job, chance) },
        due,
        planned,
        with_photos: false,
    })
}

fn crew<'a>(
    commune: &'a Commune,
    fate: Fate,
    team: usize,
    nth: usize,
    chance: &mut Chance,
) -> Result<Vec<&'a Member>, DemoError> {
    match fate {
        Fate::PhotosOnPhone => return Ok(vec![commune.people.called(PHOTOS_STILL_WITH)?]),
        Fate::Open if nth < FOR_THE_TEAM && team != 0 => return Ok(Vec::new()),
        Fate::Late => {
            let team = commune.people.technicians(team);
            return Ok(team.get(1..3).unwrap_or_default().to_vec());
        }
        Fate::Open
        | Fate::InProgress
        | Fate::Paused
        | Fate::Finished
        | Fate::NotInOrder
        | Fate::FinishedThoughCancelled
        | Fate::TwoPriorities
        | Fate::CannotFinish
        | Fate::Approved
        | Fate::SentBack
        | Fate::Cancelled => {}
    }
    let mut team = commune.people.technicians(team);
    if fate.is_to_do() {
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
fn times(calendar: &Calendar, fate: Fate, back: i64, chance: &mut Chance) -> (Option<Day>, Option<Planned>) {
    let away = if fate.is_to_do() {
        let least = if chance.happens(15) { -4 } else { 0 };
        chance.between(least, 18)
    } else {
        chance.between(0, 6) - calendar.days_ago(back)
    };
    let due = chance.happens(85).then(|| calendar.day(away));
    let planned = chance.happens(50).then(|| slot(calendar, away, chance.between(15, 27) * 30));
    (due, planned)
}

/// Two hours of a day.
pub(crate) fn slot(calendar: &Calendar, offset: i64, minute: i64) -> Planned {
    let from = calendar.on(offset, minute);
    Planned { from, to: from.plus_ms(120 * MINUTE_MS) }
}
