//! Who is said to have written what a phone brings back: by the facts themselves, which are signed with a name, and by
//! the actor id where this server still knows whose it is. Nobody vouches for it: that is why somebody decides.

use std::collections::{BTreeMap, BTreeSet};

use shared::kinds::effects;
use shared::{Document, PersonId};

use crate::engine::error::EngineError;
use crate::store::{OfferRow, Store};
use crate::sync::fingerprint::line;

/// Who is said to have written something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// This person: the fact says so, or the actor id belongs to a device of theirs.
    Person(PersonId),
    /// The office.
    Office,
    /// Nothing says who.
    Unknown,
}

/// What the changes do to a document, by who is said to have written it.
pub(crate) fn authors(
    store: &Store,
    before: &Document,
    changes: &[OfferRow],
) -> Result<BTreeMap<Author, BTreeSet<String>>, EngineError> {
    let mut parts: BTreeMap<Author, BTreeSet<String>> = BTreeMap::new();
    let mut document = before.clone();
    for change in changes {
        let by_actor = by_actor(store, change)?;
        // The caller has checked them against the policy: they apply.
        let Ok((found, after)) = effects(&document, &change.bytes) else { break };
        for effect in &found {
            let author = effect.by.map_or(by_actor, Author::Person);
            parts.entry(author).or_default().insert(line(effect));
        }
        document = after;
    }
    Ok(parts)
}

fn by_actor(store: &Store, change: &OfferRow) -> Result<Author, EngineError> {
    let actor = shared::document::change_header(&change.bytes).ok().and_then(|header| header.actor);
    let Some(actor) = actor else { return Ok(Author::Unknown) };
    Ok(match store.actor_device(actor)? {
        Some(None) => Author::Office,
        Some(Some(device)) => {
            store.device(device)?.map_or(Author::Unknown, |device| Author::Person(device.person))
        }
        None => Author::Unknown,
    })
}
