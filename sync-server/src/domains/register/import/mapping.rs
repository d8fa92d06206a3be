//! How somebody says that a list is to be read where it would be read otherwise, kept under a name for the next one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::OrganisationId;
use shared::search::folded;

use crate::domains::register::import::meaning::{Meaning, Thing};

/// How a list is to be read. What it says nothing of is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The sheet, by its name.
    pub sheet: Option<String>,
    /// The row of the header, from 1.
    pub header_row: Option<u32>,
    /// What the list is of.
    pub thing: Option<Thing>,
    /// What columns say, by the words over them as [`Mapping::word`] makes them; those with nothing are not read.
    pub columns: BTreeMap<String, Option<Meaning>>,
    /// What every row says that says nothing of it itself.
    pub fixed: BTreeMap<Meaning, String>,
    /// Which administrations words mean, by the words as [`Mapping::word`] makes them.
    pub organisations: BTreeMap<String, OrganisationId>,
    /// What else stands between several administrations in one cell.
    pub separator: Option<String>,
}

impl Mapping {
    /// Words without what does not count in them: capitals, accents, signs.
    #[must_use]
    pub fn word(text: &str) -> String {
        folded(text)
    }

    /// The words by which each column is known: where several have the same above them, with their number among those.
    #[must_use]
    pub fn keys(headers: &BTreeMap<u32, String>) -> BTreeMap<u32, String> {
        let mut seen = BTreeMap::<String, u32>::new();
        let mut key = |header: &String| {
            let word = Self::word(header);
            let times = seen.entry(word.clone()).or_default();
            *times += 1;
            if *times == 1 { word } else { format!("{word} {times}") }
        };
        headers.iter().map(|(column, header)| (*column, key(header))).collect()
    }
}
