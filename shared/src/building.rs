//! A building of the register, with its spaces and assets.

mod checks;
pub mod command;
pub(crate) mod document;
mod execute;
pub(crate) mod field;
mod kind;
mod places;
pub(crate) mod revise;

pub use command::{BuildingCommand, Revised, RevisedBuilding};
pub use document::{
    Access, Address, Asset, AssetField, Building, Hazard, HazardKind, NewAsset, NewBuilding, Remark, Space,
};
pub use field::{BUILDING_DETAILS, ENERGY_CLASSES, RegisterField, RegisterValues};
