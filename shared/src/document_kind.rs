//! The kinds of documents: the one list that tables, routes and the wire number nouns by.

use serde::{Deserialize, Serialize};

/// What a document is about.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum DocumentKind {
    /// The authorised job.
    #[n(0)]
    WorkOrder,
    /// A building of the register, with its spaces and assets.
    #[n(1)]
    Building,
    /// Somebody reports a need.
    #[n(2)]
    Request,
    /// The last interventions on the assets of one building.
    #[n(3)]
    History,
    /// Organisations, teams, natures, checklists.
    #[n(4)]
    Catalogue,
    /// Some words of the office for a team or for everybody.
    #[n(5)]
    Announcement,
    /// A person's card: name, role, team.
    #[n(6)]
    Person,
    /// Things kept in stores, some hundreds of one section.
    #[n(7)]
    StockList,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::WorkOrder,
        Self::Building,
        Self::Request,
        Self::History,
        Self::Catalogue,
        Self::Announcement,
        Self::Person,
        Self::StockList,
    ];

    /// The kind's name, as in routes and tables: `work-order`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkOrder => "work-order",
            Self::Building => "building",
            Self::Request => "request",
            Self::History => "history",
            Self::Catalogue => "catalogue",
            Self::Announcement => "announcement",
            Self::Person => "person",
            Self::StockList => "stock-list",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
