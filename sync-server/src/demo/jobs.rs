//! The jobs that come back in any commune: what is asked, and how technicians report it.

use shared::building::Asset;
use shared::{AssetId, Quantity, SpaceId};

use crate::demo::buildings::{Site, space_called};
use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::demo::fixed::TEAMS;
use crate::demo::table::{Line, parts, text};

/// A job.
#[derive(Debug, Default)]
pub(crate) struct Job {
    pub(crate) nature: &'static str,
    /// Place of the team in [`TEAMS`].
    pub(crate) team: usize,
    pub(crate) title: &'static str,
    pub(crate) need: &'static str,
    pub(crate) materials: Vec<(&'static str, Quantity)>,
    pub(crate) scene: Option<&'static str>,
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    family: &'static str,
    kinds: Vec<&'static str>,
    space: &'static str,
    reports: Vec<&'static str>,
}

/// Where a job can be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) site: &'a Site,
    pub(crate) asset: Option<&'a (AssetId, Asset)>,
    pub(crate) space: Option<SpaceId>,
}

/// Reads the jobs.
pub(crate) fn read() -> Result<Vec<Job>, DemoError> {
    let texts = [text!("jobs-heating"), text!("jobs-electricity"), text!("jobs-building")];
    texts.into_iter().flat_map(crate::demo::table::Text::paragraphs).map(job).collect()
}

fn job(lines: Vec<Line>) -> Result<Job, DemoError> {
    let mut job = Job::default();
    for line in lines {
        let (name, value) = line.named()?;
        match name {
            "nature" => {
                let trade = value.split('-').next().unwrap_or(value);
                let team = TEAMS.iter().position(|(_, trades)| trades.contains(&trade));
                (job.nature, job.team) = (value, team.ok_or_else(|| line.wrong())?);
            }
            "famille" => job.family = value,
            "bâtiments" => job.kinds = parts(value, ',').collect(),
            "local" => job.space = value,
            "titre" => job.title = value,
            "motif" => job.need = value,
            "rapport" => job.reports.push(value),
            "matériel" => {
                // A comma is also the decimal sign: what stands between two materials has a space.
                for part in value.split(", ") {
                    let (code, quantity) = part.rsplit_once(' ').ok_or_else(|| line.wrong())?;
                    job.materials.push((code.trim(), quantity.parse().map_err(|_| line.wrong())?));
                }
            }
            "scène" => job.scene = Some(value),
            "avant" => job.before = value,
            "après" => job.after = value,
            _ => return Err(line.wrong()),
        }
    }
    Ok(job)
}

impl Job {
    /// Everywhere this job can be.
    pub(crate) fn places<'a>(&self, sites: &'a [Site]) -> Vec<Place<'a>> {
        let mut places = Vec::new();
        for site in sites {
            if self.family.is_empty() {
                if self.kinds.contains(&site.kind) {
                    let space = space_called(&site.spaces, self.space);
                    places.push(Place { site, asset: None, space });
                }
                continue;
            }
            let of_family = site.assets.iter().filter(|(_, asset)| asset.family == self.family);
            places.extend(of_family.map(|entry| Place { site, asset: Some(entry), space: entry.1.space }));
        }
        places
    }

    /// What a technician writes when it is done. Nobody names himself as his colleague.
    pub(crate) fn report(&self, place: Place<'_>, author: &str, chance: &mut Chance) -> String {
        let make = place.asset.map_or("", |(_, asset)| asset.make.as_str());
        let model = place.asset.map_or("", |(_, asset)| asset.model.as_str());
        let fitting: Vec<&'static str> = self
            .reports
            .iter()
            .copied()
            .filter(|report| !report.contains(author) && (!make.is_empty() || !report.contains('{')))
            .collect();
        let report = chance.word(if fitting.is_empty() { &self.reports } else { &fitting });
        report.replace("{make}", make).replace("{model}", model)
    }
}
