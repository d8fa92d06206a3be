//! The demo commune: an invented Walloon commune at work, the same for everybody.
//!
//! What it is made of stands in the texts beside this room; the rest follows from them, from a
//! chance that falls the same way every time, and from the day it is filled. Documents are made
//! with the commands everybody uses, in the names of several people and devices, and imported with
//! how they came in. Deliberately absent: any real person, place or photo.

mod announcements;
mod brought_back;
mod budgets;
mod buildings;
mod calendar;
mod cards;
mod catalogue;
mod chance;
mod commune;
mod contacts;
mod day;
mod draft;
pub mod error;
mod fixed;
mod histories;
mod imports;
mod jobs;
mod labels;
mod locked_phone;
mod long_ago;
mod name;
mod orders;
mod people;
mod phrases;
mod pictures;
mod record;
mod requests;
mod second_factor;
mod served;
mod spread;
mod story;
mod table;
mod welcome;

use tokio::task::JoinSet;

use crate::demo::calendar::Calendar;
use crate::demo::commune::Commune;
use crate::demo::name::Names;
use crate::demo::spread::{off_the_runtime, spread};
use crate::engine::error::EngineError;
use crate::engine::import::ImportedDocument;
use crate::engine::thread::Engine;
use crate::photos::PhotoFiles;
use crate::store::PhotoRow;

pub use crate::demo::error::DemoError;
pub use crate::demo::served::{is_demo, refuse_on_the_internet};
pub use crate::demo::welcome::welcome;

/// Documents imported in one go.
const PORTION: usize = 200;

/// Fills an empty data directory with the demo commune. Everything is dated by the engine's
/// clock at the beginning: two fillings at the same moment are equal.
///
/// # Errors
/// [`DemoError`] when the engine or the disk does not take it; the data directory may be half filled then.
pub async fn fill(engine: &Engine, photos: &PhotoFiles) -> Result<(), DemoError> {
    if !engine.read(|store| store.people()).await?.is_empty() {
        return Err(DemoError::NotEmpty);
    }
    // First: what is half filled has the demo's accounts too.
    served::mark(engine).await?;
    let now = engine.clock().now();
    let (files, names, calendar) = (photos.clone(), Names::new(now), Calendar::new(now));
    let (commune, documents, received) = off_the_runtime(move || {
        let commune = Commune::read(names, calendar)?;
        let documents = documents(&commune)?;
        let received = commune.gallery.put(&files)?;
        Ok((commune, documents, received))
    })
    .await?;

    let on_phone = commune.gallery.still_on_phone();
    commune.people.enter(engine, &names, &commune.calendar, &commune.phrases, on_phone).await?;
    let at_work = brought_back::at_work(&documents);
    let mut documents = documents.into_iter().peekable();
    while documents.peek().is_some() {
        engine.import(documents.by_ref().take(PORTION).collect()).await?;
    }
    let rows =
        received.into_iter().map(|(sha256, size_bytes)| PhotoRow { sha256, size_bytes, received_at: now });
    // Side by side, so that they share a few commits.
    let mut noted: JoinSet<Result<(), EngineError>> = JoinSet::new();
    for row in rows {
        let engine = engine.clone();
        noted.spawn(async move { engine.photo_received(row, None).await });
    }
    while let Some(done) = noted.join_next().await {
        done.map_err(|_| EngineError::Stopped)??;
    }
    contacts::note(engine, &commune.calendar).await?;
    labels::note(engine, &names, &commune.calendar).await?;
    budgets::note(engine, &names).await?;
    locked_phone::note(engine, &names).await?;
    commune.people.block(engine).await?;
    long_ago::found_one(engine).await?;
    imports::take_both_in(engine, &commune).await?;
    brought_back::note(engine, &commune, at_work).await
}

/// Every document, in an order in which each finds what it refers to: a history is for those its
/// building is for.
fn documents(commune: &Commune) -> Result<Vec<ImportedDocument>, DemoError> {
    let Commune { names, people, calendar, codes, .. } = commune;
    let mut documents = vec![codes.document(names, people, calendar)?];
    documents.extend(cards::documents(people, names, calendar)?);
    documents.extend(codes.stock_lists(names, people, calendar)?);
    documents.extend(spread(&commune.sites, |site| {
        site.document(&commune.people, &commune.calendar, &commune.phrases)
    })?);
    let drafts = orders::drafts(commune)?;
    let (mut told, mut entries) = (Vec::new(), Vec::new());
    for story in spread(&drafts, |draft| story::tell(commune, draft))? {
        told.push(story.order);
        entries.extend(story.history);
    }
    documents.extend(histories::documents(commune, entries)?);
    documents.extend(requests::documents(commune, &drafts)?);
    documents.extend(long_ago::documents(commune)?);
    documents.extend(told);
    documents.extend(announcements::documents(commune)?);
    Ok(documents)
}
