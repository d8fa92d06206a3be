//! A list is taken in, or taken back, some buildings at a time: it can be stopped in between, and goes on or goes back as a
//! whole.

use std::mem;
use std::sync::Arc;

use serde_json::json;
use shared::{DocumentId, OrganisationId, PersonId};

use crate::base::limits::{IMPORT_BATCH_BUILDINGS_MAX, IMPORT_BATCH_PARTS_MAX};
use crate::domains::register::import::plan::{Plan, Work};
use crate::domains::register::import::run::{By, carry_out};
use crate::domains::register::import::undo::{Asked, take_back};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::register_import::{ImportRow, ImportState, NewImport};

/// A list, as it is called in the list of imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name of its file.
    pub file: String,
    /// The name of how it is read, or nothing.
    pub mapping: String,
}

impl By {
    fn person(&self) -> Option<PersonId> {
        match self {
            Self::Operator => None,
            Self::Person(person, _) => Some(*person),
        }
    }
}

/// Writes down that an import begins; its number.
///
/// # Errors
/// [`EngineError`] when it cannot be written.
pub async fn begin(engine: &Engine, by: &By, named: Named, plan: &Plan) -> Result<u32, EngineError> {
    let mut organisations: Vec<OrganisationId> = plan.work.iter().map(|work| work.organisation).collect();
    organisations.sort();
    organisations.dedup();
    let new = NewImport {
        person: by.person(),
        at: engine.clock().now(),
        file: named.file,
        mapping: named.mapping,
        organisations: json!(organisations.iter().map(ToString::to_string).collect::<Vec<_>>()).to_string(),
        counts: json!(plan.report.counts()).to_string(),
        planned: plan.work.len(),
    };
    engine.write(move |store| store.begin_import(&new)).await
}

/// Does what is to be done, until it is done or somebody wants it to stop. `told` hears how many buildings are done.
///
/// # Errors
/// [`EngineError`] when nothing can be written any more: the import is stopped then.
pub async fn take_in(
    engine: &Engine,
    number: u32,
    work: Vec<Work>,
    by: &By,
    told: impl Fn(usize) + Send,
) -> Result<ImportState, EngineError> {
    let mut done = 0;
    for batch in batches(work) {
        let count = batch.len();
        if !take_batch(engine, number, Arc::new(batch), by).await? {
            return Ok(ImportState::Stopped);
        }
        done += count;
        told(done);
    }
    engine.write(move |store| store.set_import_state(number, ImportState::Done)).await?;
    Ok(ImportState::Done)
}

fn batches(work: Vec<Work>) -> impl Iterator<Item = Vec<Work>> {
    let mut rest = work.into_iter().peekable();
    std::iter::from_fn(move || {
        let (mut batch, mut parts) = (Vec::new(), 0);
        while let Some(next) = rest.peek()
            && batch.len() < IMPORT_BATCH_BUILDINGS_MAX
            && (batch.is_empty() || parts + next.did.parts.len() <= IMPORT_BATCH_PARTS_MAX)
        {
            parts += next.did.parts.len();
            batch.extend(rest.next());
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// Takes some buildings in, in one transaction; `false` when the import is to stop. One that cannot be written is left
/// out, and the others are written each by itself.
async fn take_batch(
    engine: &Engine,
    number: u32,
    batch: Arc<Vec<Work>>,
    by: &By,
) -> Result<bool, EngineError> {
    match write(engine, number, Arc::clone(&batch), 0..batch.len(), by).await {
        Err(error) if is_of_one(&error) => {}
        done => return done,
    }
    for at in 0..batch.len() {
        match write(engine, number, Arc::clone(&batch), at..at + 1, by).await {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(error) if is_of_one(&error) => {
                tracing::warn!(%error, "a building of a list could not be written");
                engine.write(move |store| store.count_import(number, 0, 1)).await?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

async fn write(
    engine: &Engine,
    number: u32,
    batch: Arc<Vec<Work>>,
    some: std::ops::Range<usize>,
    by: &By,
) -> Result<bool, EngineError> {
    let by = by.clone();
    let run = move |transaction: &mut Transaction<'_>| {
        if !goes_on(transaction, number, ImportState::Running)? {
            return Ok(false);
        }
        let works = batch.get(some).unwrap_or_default();
        for work in works {
            carry_out(transaction, work, &by)?;
            if !work.did.parts.is_empty() || !work.did.joined.is_empty() {
                transaction.store.add_import_step(number, work.id, &json!(work.did).to_string())?;
            }
        }
        transaction.store.count_import(number, works.len(), 0)?;
        Ok(true)
    };
    engine.run(run).await
}

/// Whether it is this building's fault, and not the disk's.
fn is_of_one(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Command(_)
            | EngineError::NotAllowed
            | EngineError::NotFound
            | EngineError::Document { .. }
    )
}

fn goes_on(transaction: &Transaction<'_>, number: u32, wanted: ImportState) -> Result<bool, EngineError> {
    let state = transaction.store.register_import(number)?.map(|import| import.state);
    if state == Some(wanted) {
        return Ok(true);
    }
    transaction.store.set_import_state(number, ImportState::Stopped)?;
    Ok(false)
}

/// Takes an import back that nothing stands in the way of; how many buildings something came into the way of meanwhile.
///
/// # Errors
/// [`EngineError`] when nothing can be written any more: the rest can be taken back later.
pub async fn undo(
    engine: &Engine,
    import: ImportRow,
    by: &By,
    (day, reason): (String, String),
    told: impl Fn(usize) + Send,
) -> Result<usize, EngineError> {
    let number = import.number;
    let (person, at) = (by.person(), engine.clock().now());
    engine.write(move |store| store.begin_to_undo_import(number, person, at)).await?;
    let mut rest = engine.read(move |store| store.buildings_of_import(number)).await?;
    let (mut done, mut failed) = (0, 0);
    while !rest.is_empty() {
        let later = rest.split_off(rest.len().min(IMPORT_BATCH_BUILDINGS_MAX));
        let some = mem::replace(&mut rest, later);
        done += some.len();
        let (import, by, day, reason) = (import.clone(), by.clone(), day.clone(), reason.clone());
        failed += engine
            .run(move |transaction| undo_some(transaction, &import, &some, &by, (&day, &reason)))
            .await?;
        told(done);
    }
    let state = if failed == 0 { ImportState::Undone } else { ImportState::Stopped };
    engine.write(move |store| store.set_import_state(number, state)).await?;
    Ok(failed)
}

fn undo_some(
    transaction: &mut Transaction<'_>,
    import: &ImportRow,
    some: &[DocumentId],
    by: &By,
    words: (&str, &str),
) -> Result<usize, EngineError> {
    let asked = Asked::since(transaction.store, import.since)?;
    let mut failed = 0;
    for id in some {
        failed += usize::from(!take_back(transaction, import, *id, (by, &asked), words)?);
    }
    Ok(failed)
}
