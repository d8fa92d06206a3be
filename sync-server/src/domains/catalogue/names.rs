//! The names behind the ids: people, teams, administrations, natures.

use std::collections::BTreeMap;

use shared::{NatureId, OrganisationId, PersonId, Role, TeamId};

use crate::base::collation::compare;
use crate::projection::reader::{Reader, optional_parsed, parsed};
use crate::sql;

/// An administration.
#[derive(Debug, Clone)]
pub(crate) struct OrganisationName {
    pub(crate) name: String,
}

/// Somebody, as their card says.
#[derive(Debug, Clone)]
pub(crate) struct PersonName {
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) team: Option<TeamId>,
    /// Whether they work for an administration that the reader sees something of.
    is_seen: bool,
}

/// A nature, in words.
#[derive(Debug, Clone)]
pub(crate) struct NatureName {
    pub(crate) trade: String,
    pub(crate) action: String,
}

/// Every name but those of things in stores: most pages need a few of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) people: BTreeMap<PersonId, PersonName>,
    pub(crate) teams: BTreeMap<TeamId, String>,
    pub(crate) organisations: BTreeMap<OrganisationId, OrganisationName>,
    pub(crate) natures: BTreeMap<NatureId, NatureName>,
}

impl Names {
    /// Somebody's name; a dash for somebody who has no card yet.
    pub(crate) fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("–", |person| person.name.as_str())
    }

    /// A nature in a line: `Chauffage – Dépannage`.
    pub(crate) fn nature(&self, id: NatureId) -> String {
        self.natures
            .get(&id)
            .map_or_else(|| "–".to_owned(), |nature| format!("{} – {}", nature.trade, nature.action))
    }

    /// An administration's name.
    pub(crate) fn organisation(&self, id: OrganisationId) -> &str {
        self.organisations.get(&id).map_or("–", |organisation| organisation.name.as_str())
    }

    /// A team's name.
    pub(crate) fn team(&self, id: TeamId) -> &str {
        self.teams.get(&id).map_or("–", String::as_str)
    }

    /// The technicians whom the reader may know of, by name.
    pub(crate) fn technicians(&self) -> Vec<(PersonId, &PersonName)> {
        let mut technicians: Vec<_> = self
            .people
            .iter()
            .filter(|(_, person)| person.role == Role::Technician && person.is_seen)
            .map(|(id, person)| (*id, person))
            .collect();
        technicians.sort_by(|one, other| compare(&one.1.name, &other.1.name));
        technicians
    }

    /// The natures, by trade, then action.
    pub(crate) fn natures_by_trade(&self) -> Vec<(&str, Vec<(NatureId, &NatureName)>)> {
        let mut trades: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (id, nature) in &self.natures {
            trades.entry(nature.trade.as_str()).or_default().push((*id, nature));
        }
        for natures in trades.values_mut() {
            natures.sort_by(|one, other| compare(&one.1.action, &other.1.action));
        }
        let mut trades: Vec<_> = trades.into_iter().collect();
        trades.sort_by(|(one, _), (other, _)| compare(one, other));
        trades
    }

    /// The administrations, by name.
    pub(crate) fn organisations_by_name(&self) -> Vec<(OrganisationId, &str)> {
        let mut organisations: Vec<_> =
            self.organisations.iter().map(|(id, one)| (*id, one.name.as_str())).collect();
        organisations.sort_by(|(_, one), (_, other)| compare(one, other));
        organisations
    }

    /// The teams, by name.
    pub(crate) fn teams_by_name(&self) -> Vec<(TeamId, &str)> {
        let mut teams: Vec<_> = self.teams.iter().map(|(id, name)| (*id, name.as_str())).collect();
        teams.sort_by(|(_, one), (_, other)| compare(one, other));
        teams
    }
}

impl Reader<'_> {
    /// All names.
    pub(crate) fn names(&self) -> sql::Result<Names> {
        let sql = "SELECT id, name, role, team, id IN (SELECT id FROM person_seen) AS is_seen FROM person";
        let people = self.rows(sql, &[], |row| {
            let person = PersonName {
                name: row.get("name")?,
                role: parsed(row, "role")?,
                team: optional_parsed(row, "team")?,
                is_seen: row.get("is_seen")?,
            };
            Ok((parsed(row, "id")?, person))
        })?;
        let teams =
            self.rows("SELECT id, name FROM team", &[], |row| Ok((parsed(row, "id")?, row.get("name")?)))?;
        let organisations = self.rows("SELECT id, name FROM organisation", &[], |row| {
            Ok((parsed(row, "id")?, OrganisationName { name: row.get("name")? }))
        })?;
        let natures = self.rows("SELECT id, trade, action FROM nature", &[], |row| {
            Ok((parsed(row, "id")?, NatureName { trade: row.get("trade")?, action: row.get("action")? }))
        })?;
        Ok(Names {
            people: people.into_iter().collect(),
            teams: teams.into_iter().collect(),
            organisations: organisations.into_iter().collect(),
            natures: natures.into_iter().collect(),
        })
    }
}
