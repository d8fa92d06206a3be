//! What one change does to a document, operation by operation, as paths the policy knows.
//!
//! It looks at operations, not at the patches that show: a write that loses today surfaces when
//! the winner is removed. A change is judged by what it wrote and by what its author had seen, the
//! document at its dependencies; what others wrote meanwhile never makes it wrong.

mod letters;
mod object;
mod walk;

use std::collections::BTreeSet;

use automerge::{Change, ExpandedChange};

use crate::document::change::parse;
use crate::document::core::Document;
use crate::document::effect::EffectAt;
use crate::document::effects::walk::Walk;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::id::FactId;
use crate::limits::{FACT_AFTER_NEWEST_MS_MAX, INSTANT_MS_MAX};

/// The effects of `change` on `before`, a document of this shape, with the document after it, which `readable`
/// must accept. A change that is there already has none.
///
/// # Errors
/// What [`Document::apply`] and `readable` find wrong; [`DocumentError::Shape`] when the change writes
/// what may not stand there; [`DocumentError::TooMuch`] when it writes too much of it;
/// [`DocumentError::NewerSchema`] when it declares a newer schema.
pub(crate) fn effects(
    before: &Document,
    change: &[u8],
    shape: &'static Shape,
    readable: fn(&Document) -> Result<(), DocumentError>,
) -> Result<(Vec<EffectAt>, Document), DocumentError> {
    let parsed = parse(change)?;
    if before.contains(parsed.hash().into()) {
        return Ok((Vec::new(), before.clone()));
    }
    follows(before, &parsed)?;
    let expanded = parsed.decode();
    // Most of what is wrong shows at its first operation.
    let walk = Walk::over(before, shape, &parsed, &expanded.operations)?;
    is_written_plainly(&parsed, &expanded)?;
    let effects = walk.effects();
    new_facts_follow(before, shape, &parsed, &effects)?;
    let mut after = before.clone();
    after.apply(&[change])?;
    walk.texts().try_for_each(|text| letters::check(before, &after, &parsed, text))?;
    readable(&after)?;
    Ok((effects, after))
}

/// Whether the change builds on what is here, and numbers its operations after those it builds on:
/// the saved form of a document relies on it.
fn follows(before: &Document, change: &Change) -> Result<(), DocumentError> {
    let mut newest = 0;
    for hash in change.deps() {
        match before.automerge().get_change_meta_by_hash(hash) {
            Some(dependency) => newest = newest.max(dependency.max_op),
            None => return Err(DocumentError::MissingDependency((*hash).into())),
        }
    }
    if change.is_empty() {
        return Err(DocumentError::corrupt("a change that changes nothing"));
    }
    if change.start_op().get() != newest + 1 {
        return Err(DocumentError::corrupt("its operations are not numbered after those before it"));
    }
    Ok(())
}

/// Whether the bytes are those Automerge itself writes for what they say. A saved document writes
/// its changes anew: with one that has any other bytes it could not be loaded again.
fn is_written_plainly(change: &Change, expanded: &ExpandedChange) -> Result<(), DocumentError> {
    if Change::from(expanded.clone()).hash() == change.hash() {
        return Ok(());
    }
    Err(DocumentError::corrupt("not written as changes are written"))
}

/// Whether new facts have ids of the clock, after all their author had seen, and none that would
/// use up the future.
///
/// The server's own clock is not asked: a phone whose clock is wrong by years still delivers what
/// was done. Its ids push the document's clock ahead, which stays in order and has eleven
/// centuries left after the year 9999.
fn new_facts_follow(
    before: &Document,
    shape: &Shape,
    change: &Change,
    effects: &[EffectAt],
) -> Result<(), DocumentError> {
    let facts: BTreeSet<FactId> = effects.iter().filter_map(|effect| effect.fact).collect();
    let Some(first) = facts.first() else { return Ok(()) };
    let in_order = before.newest_fact_at(shape.fact_maps, change.deps()).is_none_or(|newest| *first > newest);
    // What follows a fact that is ahead is ahead too, and never the fault of who wrote it.
    let newest_ms = before.newest_fact(shape.fact_maps).map_or(0, |newest| newest.timestamp().0);
    let ms_max = INSTANT_MS_MAX.max(newest_ms + FACT_AFTER_NEWEST_MS_MAX);
    if in_order && facts.iter().all(|fact| fact.is_of_the_clock() && fact.timestamp().0 <= ms_max) {
        return Ok(());
    }
    Err(DocumentError::Shape { path: format!("/{first}"), expected: "an id after those before it" })
}
