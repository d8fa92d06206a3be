//! Everything the demo knows before the first work order: the texts, read.

use shared::Role;

use super::DemoError;
use super::buildings::{self, Site};
use super::calendar::Calendar;
use super::catalogue::Codes;
use super::chance::Chance;
use super::jobs::{self, Job};
use super::name::Names;
use super::people::{Member, People};
use super::phrases::Phrases;
use super::pictures::Gallery;

/// The commune.
#[derive(Debug)]
pub(super) struct Commune {
    pub(super) names: Names,
    pub(super) calendar: Calendar,
    pub(super) people: People,
    pub(super) codes: Codes,
    pub(super) phrases: Phrases,
    pub(super) sites: Vec<Site>,
    pub(super) jobs: Vec<Job>,
    pub(super) gallery: &'static Gallery,
}

impl Commune {
    /// Reads the texts and draws the pictures.
    pub(super) fn read(names: Names, calendar: Calendar) -> Result<Self, DemoError> {
        let phrases = Phrases::read()?;
        Ok(Self {
            people: People::read(&names)?,
            codes: Codes::read(&names)?,
            sites: buildings::read(&names, &phrases)?,
            jobs: jobs::read()?,
            gallery: Gallery::drawn()?,
            names,
            calendar,
            phrases,
        })
    }

    /// Somebody with this role.
    pub(super) fn somebody(&self, role: Role, chance: &mut Chance) -> Result<&Member, DemoError> {
        chance.pick(&self.people.with_role(role)).copied().ok_or(DemoError::Missing(role.name()))
    }

    /// A sentence for something.
    pub(super) fn phrase(&self, what: &str, chance: &mut Chance) -> String {
        chance.word(self.phrases.of(what)).to_owned()
    }
}
