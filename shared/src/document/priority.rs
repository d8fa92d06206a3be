//! How soon something is wanted.

use serde::{Deserialize, Serialize};

use crate::document::fields::word;
use crate::document::holds::is_one_of;
use crate::document::shape::Holds;

/// How pressing it is; the first is the most pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Today, before anything else.
    Urgent,
    /// This week.
    High,
    /// In its turn.
    Normal,
    /// When there is time.
    Low,
}

pub(crate) const PRIORITIES: [(Priority, &str); 4] = [
    (Priority::Urgent, "urgent"),
    (Priority::High, "high"),
    (Priority::Normal, "normal"),
    (Priority::Low, "low"),
];

word!(Priority, PRIORITIES, "The word in documents, tables and locale keys.");

/// What a place for a priority holds.
pub(crate) const PRIORITY: Holds = Holds::Written(|text| is_one_of(&PRIORITIES, text));
