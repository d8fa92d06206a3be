//! Lists become the register at the command line.

use std::fs;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::base::clock::SystemClock;
use crate::base::limits::TABLE_BYTES_MAX;
use crate::domains::NOUNS;
use crate::domains::register::import::choice::Choices;
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::report::Report;
use crate::domains::register::import::run::{By, List};
use crate::domains::register::import::taking::{Named, begin, take_in};
use crate::engine::Engine;
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::register_import::ImportState;
use crate::tables::TableError;

/// How a list is imported.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether buildings that it names are made.
    pub makes_buildings: bool,
    /// The name under which it was kept how it is read.
    pub mapping: Option<String>,
}

/// Says at the command line how many buildings are done, of how many.
pub fn told(done: usize, planned: usize) {
    eprintln!("{done} of {planned} buildings");
}

/// What a list would make of the register; a server may serve meanwhile.
///
/// # Errors
/// When the file is no list, or there is no data directory of this version, or no such mapping.
pub fn dry_run(data: &Path, file: &Path, options: &Options) -> Result<Report> {
    let db = Connection::open_to_read(data.join("server.db")).map_err(StoreError::from);
    let store = Store::open_to_read(db.with_context(|| unusable(data))?);
    let list = list(file, mapping(&store, options)?)?;
    // Nobody sees the ids of what is not made.
    let mut made = 0_u128;
    let mut fresh = || {
        made += 1;
        made.to_be_bytes()
    };
    let wish = (options.makes_buildings, &Choices::new());
    let plan = list.plan(&store, &By::Operator, wish, &mut fresh);
    plan.map(|plan| plan.report).with_context(|| unusable(data))
}

/// Makes a list the register, while nobody serves, some buildings at a time: what is stopped goes on when the list is
/// imported again, or is taken back at the office. `told` hears how many buildings are done, of how many.
///
/// # Errors
/// When the file is no list, the data directory cannot be used, there is no such mapping, or it was stopped.
pub async fn import(
    data: &Path,
    file: &Path,
    options: &Options,
    told: impl Fn(usize, usize) + Send + Sync,
) -> Result<Report> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    let engine = Engine::open(data, NOUNS, Arc::new(SystemClock)).with_context(|| unusable(data))?;
    let taken = taken(&engine, file, options, told).await;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    taken
}

async fn taken(
    engine: &Engine,
    file: &Path,
    options: &Options,
    told: impl Fn(usize, usize) + Send + Sync,
) -> Result<Report> {
    let asked = options.clone();
    let mapping = engine.read(move |store| Ok(mapping(store, &asked))).await??;
    let list = list(file, mapping)?;
    let (clock, makes_buildings) = (engine.clone(), options.makes_buildings);
    let plan = engine.read(move |store| {
        let fresh = &mut || clock.clock().sixteen_bytes();
        Ok(list.plan(store, &By::Operator, (makes_buildings, &Choices::new()), fresh))
    });
    let plan = plan.await?.context("nothing was imported")?;
    if plan.work.is_empty() {
        return Ok(plan.report);
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let named = Named { file: name, mapping: options.mapping.clone().unwrap_or_default() };
    let number = begin(engine, &By::Operator, named, &plan).await?;
    let (report, work) = (plan.report, plan.work);
    let planned = work.len();
    let mut taking = pin!(take_in(engine, number, work, &By::Operator, |done| told(done, planned)));
    let ended = tokio::select! {
        ended = &mut taking => ended,
        stop = tokio::signal::ctrl_c() => {
            stop.context("the signal to stop cannot be heard")?;
            engine.write(move |store| store.set_import_state(number, ImportState::Stopping)).await?;
            taking.await
        }
    };
    match ended.with_context(|| STOPPED)? {
        ImportState::Done => {}
        ImportState::Running
        | ImportState::Stopping
        | ImportState::Stopped
        | ImportState::Undoing
        | ImportState::Undone => bail!(STOPPED),
    }
    let failed =
        engine.read(move |store| store.register_import(number)).await?.map_or(0, |import| import.failed);
    if failed > 0 {
        bail!("{failed} buildings could not be written; import the list again to see which, and why");
    }
    Ok(report)
}

/// What is said of an import that did not come to its end.
const STOPPED: &str = "the import was stopped in the middle: import the list again to go on, or take it back at the \
    office, under the buildings, in the list of imports";

fn mapping(store: &Store, options: &Options) -> Result<Mapping> {
    let Some(name) = &options.mapping else { return Ok(Mapping::default()) };
    let Some(text) = store.import_mapping(name)? else {
        let known = store.import_mappings()?.join(", ");
        bail!("nothing is kept under the name {name}; there is: {known}");
    };
    serde_json::from_str(&text).with_context(|| format!("what is kept under the name {name} cannot be read"))
}

fn list(file: &Path, mapping: Mapping) -> Result<List> {
    let named = || file.display().to_string();
    let size_bytes = fs::metadata(file).with_context(named)?.len();
    if usize::try_from(size_bytes).map_or(true, |size_bytes| size_bytes > TABLE_BYTES_MAX) {
        return Err(TableError::TooLarge).with_context(named);
    }
    let bytes = fs::read(file).with_context(named)?;
    List::read(bytes, &file.to_string_lossy(), mapping).with_context(named)
}

fn unusable(data: &Path) -> String {
    format!("{} cannot be used", data.display())
}
