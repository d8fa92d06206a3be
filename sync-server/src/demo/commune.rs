//! Everything the demo knows before the first work order: the texts, read.

use shared::Role;

use crate::demo::buildings::{self, Site};
use crate::demo::calendar::Calendar;
use crate::demo::catalogue::Codes;
use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::demo::jobs::{self, Job};
use crate::demo::labels;
use crate::demo::name::Names;
use crate::demo::people::{Member, People};
use crate::demo::phrases::Phrases;
use crate::demo::pictures::Gallery;

/// The commune.
#[derive(Debug)]
pub(crate) struct Commune {
    pub(crate) names: Names,
    pub(crate) calendar: Calendar,
    pub(crate) people: People,
    pub(crate) codes: Codes,
    pub(crate) phrases: Phrases,
    pub(crate) sites: Vec<Site>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) gallery: &'static Gallery,
}

impl Commune {
    /// Reads the texts and draws the pictures.
    pub(crate) fn read(names: Names, calendar: Calendar) -> Result<Self, DemoError> {
        let phrases = Phrases::read()?;
        Ok(Self {
            people: People::read(&names)?,
            codes: Codes::read(&names)?,
            sites: labels::stuck(buildings::read(&names, &phrases)?, &names),
            jobs: jobs::read()?,
            gallery: Gallery::drawn()?,
            names,
            calendar,
            phrases,
        })
    }

    /// Somebody with this role.
    pub(crate) fn somebody(&self, role: Role, chance: &mut Chance) -> Result<&Member, DemoError> {
        chance.pick(&self.people.with_role(role)).copied().ok_or(DemoError::Missing(role.name()))
    }

    /// A sentence for something.
    pub(crate) fn phrase(&self, what: &str, chance: &mut Chance) -> String {
        chance.word(self.phrases.of(what)).to_owned()
    }
}
