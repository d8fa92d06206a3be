//! A building of the register, with its spaces and assets.

mod checks;
pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use command::BuildingCommand;
pub use document::{
    Access, Address, Asset, AssetField, Building, Hazard, HazardKind, NewAsset, NewBuilding, Remark, Space,
};
