//! Guichet's phone app.
//!
//! [`client`] is what screens and replica say to each other. The replica holds the documents,
//! the screens show them, the shell knows the platform.

pub mod client;
pub mod replica;
