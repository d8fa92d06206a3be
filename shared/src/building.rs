//! A building of the register, with its spaces and assets.

pub mod command;
mod document;

pub use command::BuildingCommand;
pub use document::{
    Access, Address, Asset, AssetField, Building, Hazard, HazardKind, NewAsset, NewBuilding, Remark, Space,
};

pub(crate) use document::HAZARDS;
