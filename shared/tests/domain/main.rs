//! The rules of the domain, as plain tests.

mod commands;
mod fixture;
mod language;
mod merging;
mod policy;
mod status;
mod wire;
