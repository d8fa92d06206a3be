//! Guichet's phone app.
//!
//! [`client`] is what screens and replica say to each other. The [`replica`] holds the documents,
//! `screens` show them, `shell` knows the platform.

pub mod client;
#[cfg(feature = "replica")]
pub mod keyring;
pub mod limits;
#[cfg(feature = "replica")]
pub mod replica;
#[cfg(feature = "screens")]
pub mod screens;
pub mod shell;
mod sorting;
