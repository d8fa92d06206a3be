//! The commands on a building.

use serde::{Deserialize, Serialize};

use crate::building::document::{Access, AssetField, NewAsset, NewBuilding};
use crate::id::{AssetId, FactId, OrganisationId};

/// What a person can do to a building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BuildingCommand {
    /// Enter it in the register. The document must be empty.
    Create(Box<NewBuilding>),
    /// Correct what the register says of an asset.
    CorrectAsset {
        /// The asset.
        asset: AssetId,
        /// The field and its value.
        field: AssetField,
    },
    /// Enter an asset.
    AddAsset {
        /// Its id, fresh.
        id: AssetId,
        /// What is known of it.
        asset: NewAsset,
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
    /// Say how to get in.
    SetAccess(Access),
    /// Hand it over to another administration.
    Transfer(OrganisationId),
    /// Have another administration occupy it too, which sees it as the first one does. Nothing is written when it does
    /// already.
    Share(OrganisationId),
    /// Have an administration occupy it no longer. Nothing is written when it does not.
    Unshare(OrganisationId),
}
