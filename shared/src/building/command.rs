//! The commands on a building.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::building::document::{Access, AssetField, NewAsset, NewBuilding};
use crate::building::field::RegisterField;
use crate::id::{AssetId, FactId, OrganisationId, SpaceId};
use crate::kind::revision::Revision;

/// What a person can do to a building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BuildingCommand {
    /// Correct what the register says of an asset.
    CorrectAsset {
        /// The asset.
        asset: AssetId,
        /// The field and its value.
        field: AssetField,
    },
    /// Note something about the building.
    AddRemark {
        /// What.
        text: String,
    },
    /// Say something noted earlier otherwise, or take it away.
    CorrectRemark {
        /// The remark.
        remark: FactId,
        /// What it says now; nothing takes it away.
        text: String,
    },
    /// Enter it in the register. The document must be empty.
    #[serde(skip)]
    Create(Box<NewBuilding>),
    /// Enter an asset.
    #[serde(skip)]
    AddAsset {
        /// Its id, fresh.
        id: AssetId,
        /// What is known of it.
        asset: NewAsset,
    },
    /// Say otherwise what the register says, in one change.
    #[serde(skip)]
    Revise(Box<RevisedBuilding>),
    /// Say how to get in.
    #[serde(skip)]
    SetAccess(Access),
    /// Hand it over to another administration.
    #[serde(skip)]
    Transfer(OrganisationId),
    /// Have another administration occupy it too, which sees it as the first one does. Nothing is written when it does
    /// already.
    #[serde(skip)]
    Share(OrganisationId),
    /// Have an administration occupy it no longer. Nothing is written when it does not.
    #[serde(skip)]
    Unshare(OrganisationId),
}

/// Fields with what they were shown with and what they are to say; an empty text is no value.
pub type Revised = BTreeMap<RegisterField, Revision<String>>;

/// What the office says otherwise of a building and of what is in it. Under an id that is not there yet it is a new
/// space or asset, shown with nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RevisedBuilding {
    /// Of the building itself.
    pub building: Revised,
    /// Of its spaces.
    pub spaces: BTreeMap<SpaceId, Revised>,
    /// Of its assets.
    pub assets: BTreeMap<AssetId, Revised>,
}
