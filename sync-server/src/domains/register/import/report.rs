//! What came, or would come, of each row of a list.

use serde::{Deserialize, Serialize, Serializer};
use shared::DocumentId;
use shared::building::RegisterField;

use crate::domains::register::import::fault::{Fault, as_name, field_name};
use crate::domains::register::import::meaning::Thing;
use crate::tables::of_sheet;

/// A field that says something else than the list, or than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which field.
    #[serde(serialize_with = "as_name")]
    pub field: RegisterField,
    /// What the register said.
    pub before: String,
    /// What the list says.
    pub after: String,
}

/// What comes of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// It is not in the register yet.
    Created,
    /// It says something else of it.
    Changed {
        /// What.
        changes: Vec<Change>,
    },
    /// It says what the register says.
    Unchanged,
    /// It is not taken.
    Refused {
        /// Why.
        faults: Vec<Fault>,
    },
    /// It is probably the same as a building of the register, and is not taken until somebody says which it is.
    Alike {
        /// Those it may be.
        buildings: Vec<Candidate>,
    },
    /// Somebody said that it is to be left out.
    LeftOut,
}

/// A building that a row is probably about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The building.
    #[serde(serialize_with = "as_text")]
    pub id: DocumentId,
    /// Its name and code.
    pub building: String,
}

fn as_text<S: Serializer>(id: &DocumentId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// Its number, from 1.
    pub row: u32,
    /// What it is about.
    pub name: String,
    /// What comes of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// What somebody corrected in the register since the last list: what the list says of it is not taken.
    pub corrected: Vec<Change>,
    /// What else comes of it.
    pub also: Vec<(Also, String)>,
}

/// What comes of a row on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Also {
    /// A building is created.
    Building,
    /// A space is created.
    Space,
    /// An administration occupies the building too.
    Occupant,
}

impl Also {
    fn told(self, name: &str) -> String {
        match self {
            Self::Building => format!("the building {name} is created with it"),
            Self::Space => format!("the space {name} is created with it"),
            Self::Occupant => format!("{name} occupies it too from now on"),
        }
    }
}

/// A list, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The sheet; none in a CSV.
    pub sheet: String,
    /// The row of the header, from 1.
    pub header_row: u32,
    /// What the list is of.
    pub thing: Thing,
    /// What stands over columns that are not read.
    pub not_read: Vec<String>,
    /// The rows.
    pub rows: Vec<RowReport>,
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Rows of things that are new.
    pub created: usize,
    /// Rows that change something.
    pub changed: usize,
    /// Rows that say what the register says.
    pub unchanged: usize,
    /// Rows that are not taken.
    pub refused: usize,
    /// Rows that are probably about a building of the register.
    pub alike: usize,
    /// Rows that somebody said are to be left out.
    pub left_out: usize,
    /// Fields that somebody corrected since, and that stay.
    pub corrected: usize,
}

impl Report {
    /// How many rows came to what.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            let of = match row.outcome {
                Outcome::Created => &mut counts.created,
                Outcome::Changed { .. } => &mut counts.changed,
                Outcome::Unchanged => &mut counts.unchanged,
                Outcome::Refused { .. } => &mut counts.refused,
                Outcome::Alike { .. } => &mut counts.alike,
                Outcome::LeftOut => &mut counts.left_out,
            };
            *of += 1;
            counts.corrected += row.corrected.len();
        }
        counts
    }

    /// Whether every row was taken.
    #[must_use]
    pub fn is_taken_whole(&self) -> bool {
        let Counts { refused, alike, .. } = self.counts();
        refused + alike == 0
    }

    /// The report for programs.
    ///
    /// # Errors
    /// Never: all of it can be written so.
    pub fn json(&self) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct Whole<'a> {
            counts: Counts,
            #[serde(flatten)]
            report: &'a Report,
        }
        serde_json::to_string_pretty(&Whole { counts: self.counts(), report: self })
    }

    /// The report for people at a command line: a line for each row that something comes of, or that is not taken.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let sheet = of_sheet(&self.sheet);
        let mut lines =
            vec![format!("{sheet}header in row {}: a list of {}s", self.header_row, self.thing.name())];
        if !self.not_read.is_empty() {
            lines.push(format!("columns that are not read: {}", self.not_read.join(", ")));
        }
        for row in &self.rows {
            lines.extend(row.lines().into_iter().map(|line| format!("{sheet}row {}: {line}", row.row)));
        }
        let Counts { created, changed, unchanged, refused, alike, corrected, .. } = self.counts();
        lines.push(format!(
            "{created} created, {changed} changed, {unchanged} unchanged, {refused} refused, {alike} probably the same \
             as another, {corrected} corrected since and kept"
        ));
        lines
    }
}

impl RowReport {
    fn lines(&self) -> Vec<String> {
        let name = &self.name;
        let mut lines = match &self.outcome {
            Outcome::Created => vec![format!("{name}: created")],
            Outcome::Changed { changes } => {
                let changes: Vec<String> = changes.iter().map(Change::told).collect();
                if changes.is_empty() { Vec::new() } else { vec![format!("{name}: {}", changes.join("; "))] }
            }
            Outcome::Unchanged | Outcome::LeftOut => Vec::new(),
            Outcome::Refused { faults } => {
                faults.iter().map(|fault| format!("{name}: refused, {}", fault.told())).collect()
            }
            Outcome::Alike { buildings } => {
                let those: Vec<&str> = buildings.iter().map(|one| one.building.as_str()).collect();
                vec![format!(
                    "{name}: not taken, probably the same as {}. Say which it is on the page of the import; or give the row \
                     the code of that one, or another name or address",
                    those.join(", ")
                )]
            }
        };
        lines.extend(self.also.iter().map(|(also, name)| format!("{}: {}", self.name, also.told(name))));
        let corrected = self.corrected.iter().map(|change| {
            let Change { field, before, after } = change;
            format!(
                "{name}: {} stays {before}, as somebody corrected it since; the list says {after}",
                field_name(*field)
            )
        });
        lines.extend(corrected);
        lines
    }
}

impl Change {
    fn told(&self) -> String {
        let before = if self.before.is_empty() { "–" } else { &self.before };
        format!("{} {before} → {}", field_name(self.field), self.after)
    }
}
