//! Lists become the register at the command line.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::base::clock::SystemClock;
use crate::base::limits::TABLE_BYTES_MAX;
use crate::domains::NOUNS;
use crate::domains::register::import::report::Report;
use crate::domains::register::import::run::{By, List};
use crate::engine::Engine;
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::tables::TableError;

/// What a list would make of the register; a server may serve meanwhile.
///
/// # Errors
/// When the file is no list, or there is no data directory of this version.
pub fn dry_run(data: &Path, file: &Path, makes_buildings: bool) -> Result<Report> {
    let list = list(file)?;
    let db = Connection::open_to_read(data.join("server.db")).map_err(StoreError::from);
    let store = Store::open_to_read(db.with_context(|| unusable(data))?);
    // Nobody sees the ids of what is not made.
    let mut made = 0_u128;
    let mut fresh = || {
        made += 1;
        made.to_be_bytes()
    };
    let plan = list.plan(&store, &By::Operator, makes_buildings, &mut fresh);
    plan.map(|plan| plan.report).with_context(|| unusable(data))
}

/// Makes a list the register, while nobody serves: all of it, or nothing.
///
/// # Errors
/// When the file is no list, the data directory cannot be used, or a building cannot be written.
pub async fn import(data: &Path, file: &Path, makes_buildings: bool) -> Result<Report> {
    let list = list(file)?;
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    let engine = Engine::open(data, NOUNS, Arc::new(SystemClock)).with_context(|| unusable(data))?;
    let taken = engine.run(move |transaction| list.take_in(transaction, makes_buildings)).await;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    taken.context("nothing was imported")
}

fn list(file: &Path) -> Result<List> {
    let named = || file.display().to_string();
    let size_bytes = fs::metadata(file).with_context(named)?.len();
    if usize::try_from(size_bytes).map_or(true, |size_bytes| size_bytes > TABLE_BYTES_MAX) {
        return Err(TableError::TooLarge).with_context(named);
    }
    let bytes = fs::read(file).with_context(named)?;
    List::read(bytes, &file.to_string_lossy()).with_context(named)
}

fn unusable(data: &Path) -> String {
    format!("{} cannot be used", data.display())
}
