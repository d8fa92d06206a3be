//! Taking over a refused change: the office says yes, and the very change goes into the feed.
//!
//! The yes outranks *who may*: the document was never for its author, or their role does not let
//! them. It lends the author the rights of whoever says yes, and nobody lends what they do not
//! have, nor that to approve. It is a yes to what they looked at, and never outranks *what a change
//! is*:
//!
//! - the bytes are a change, within its limits and those of the document;
//! - everything it builds on is in the document: what was refused before it goes first;
//! - facts are only added, and the document still reads as its kind;
//! - every new fact is signed by the person whose device offered it;
//! - its actor id is nobody's yet, or belongs to a device of that person; it stays as it was, since
//!   the phone writes with a fresh one since. A change of the same actor id and number is not there.
//!
//! What was refused with it and builds on it comes along, in the order it came in. In the feed the
//! change carries its author's name and no device, so that the phone that keeps it as rejected gets
//! it back.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::document::{ChangeHeader, change_header, texts_of};
use shared::limits::SYNC_CHANGES_MAX;
use shared::summary::{Names, Wording, only_in};
use shared::wire::RefusalReason;
use shared::{ActorId, ChangeHash, Document, Phrases, Role, Sha256, Timestamp, policy};

use crate::base::limits::DEPENDENCIES_SHOWN_MAX;
use crate::base::roles::Roles;
use crate::engine::acting::Acting;
use crate::engine::documents::{LiveDocuments, load};
use crate::engine::error::EngineError;
use crate::store::error::StoreError;
use crate::store::{Received, RefusedRow, Resolution, Resolved, Store, StoredSize};
use crate::sync::accept::reason;
use crate::sync::fingerprint::{fingerprint, touched};

/// What came of a wish to take a refused change over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeOver {
    /// So many changes are in the feed now, the one asked for first.
    Taken(u32),
    /// Not even the office may: why.
    Refused(RefusalReason),
    /// It would be other changes than those that were looked at: more came in, or some went.
    NotAsSeen,
    /// It was dealt with before, or came in some other way.
    Over,
}

/// A refused change as somebody at the office reads it.
#[derive(Debug, Clone)]
pub struct RefusedView {
    /// The change.
    pub row: RefusedRow,
    /// The document, as the office has it; empty when there is none.
    pub document: Document,
    /// With the change, and all that was refused with it and builds on it; none when it cannot be
    /// applied.
    pub with: Option<Document>,
    /// What can be read in it all the same.
    pub texts_of: Vec<String>,
    /// Whether the office can take it over; if not, why.
    pub obstacle: Option<RefusalReason>,
    /// What was refused with it and builds on it.
    pub followers: usize,
    /// What a yes is to: [`fingerprint`] of the change and what comes along.
    pub reviewed: Sha256,
    /// [`touched`] by them.
    pub touched: Vec<String>,
    /// The refused changes it builds on, which go first.
    pub builds_on: Vec<i64>,
}

/// Takes a refused change over in `by`'s name, with what builds on it. The document, when it
/// changed, is put into `live`. `reviewed` is [`RefusedView::reviewed`] of what `by` looked at.
pub(crate) fn take_over(
    store: &Store,
    live: &mut LiveDocuments,
    id: i64,
    reviewed: Sha256,
    by: &Acting,
    now: Timestamp,
) -> Result<(TakeOver, Option<RefusedRow>), EngineError> {
    let row = store.refused(id)?.ok_or(EngineError::NotFound)?;
    if row.resolved.is_some() || is_in_feed(store, &row)? {
        return Ok((TakeOver::Over, None));
    }
    let followers = store.refused_after(row.document, id, SYNC_CHANGES_MAX)?;
    let known = live.document(store, row.document)?;
    let before = known.unwrap_or_else(|| Document::empty(row.kind, row.document));
    let chain = match chain(store, &before, &row, &followers, by.role)? {
        Ok(chain) => chain,
        Err(reason) => return Ok((TakeOver::Refused(reason), None)),
    };
    if chain.fingerprint() != reviewed {
        return Ok((TakeOver::NotAsSeen, None));
    }
    let mut taken = 0;
    for link in &chain.links {
        store.add_document(row.document, row.kind)?;
        let received =
            Received { device: None, person: Some(link.row.person), at: now, skew_ms: 0, late: false };
        store.append(row.document, link.hash, link.actor, &link.row.bytes, received)?;
        store.resolve_refused(
            link.row.id,
            Resolved { resolution: Resolution::TakenOver, by: by.person.id, at: now },
        )?;
        taken += 1;
    }
    live.put(chain.document);
    Ok((TakeOver::Taken(taken), Some(row)))
}

fn is_in_feed(store: &Store, row: &RefusedRow) -> Result<bool, StoreError> {
    row.hash.map_or(Ok(false), |hash| store.has_change(row.document, hash))
}

/// Changes that can go into the feed one after the other, and the document after them.
struct Chain<'a> {
    links: Vec<Link<'a>>,
    document: Document,
}

impl Chain<'_> {
    fn fingerprint(&self) -> Sha256 {
        fingerprint(self.links.iter().map(|link| link.hash))
    }
}

struct Link<'a> {
    row: &'a RefusedRow,
    hash: ChangeHash,
    actor: ActorId,
}

/// The change and, of what waits, all that builds on it and may be taken over too.
fn chain<'a>(
    store: &Store,
    before: &Document,
    row: &'a RefusedRow,
    followers: &'a [RefusedRow],
    lender: Role,
) -> Result<Result<Chain<'a>, RefusalReason>, StoreError> {
    let mut stored_size = store.stored_size(row.document)?;
    let mut chain = Chain { links: Vec::new(), document: before.clone() };
    let mut built: BTreeSet<ChangeHash> = BTreeSet::new();
    // A follower may have come in before what it builds on: look again after each.
    let mut pending: Vec<(&RefusedRow, Vec<ChangeHash>)> =
        followers.iter().filter_map(|row| Some((row, dependencies(row)?))).collect();
    let mut next = vec![row];
    while let Some(row) = next.pop() {
        let first = chain.links.is_empty();
        match admit(store, &chain.document, row, lender, &mut stored_size)? {
            Ok((link, document)) => {
                built.insert(link.hash);
                chain.links.push(link);
                chain.document = document;
            }
            Err(reason) if first => return Ok(Err(reason)),
            Err(_) => {}
        }
        let follows = |(_, needed): &(&RefusedRow, Vec<ChangeHash>)| {
            needed.iter().any(|hash| built.contains(hash))
                && needed.iter().all(|hash| chain.document.contains(*hash))
        };
        if let Some(at) = pending.iter().position(follows) {
            next.push(pending.remove(at).0);
        }
    }
    Ok(Ok(chain))
}

/// The change as a link of a chain and the document with it, or what even the office's yes does
/// not outrank.
fn admit<'a>(
    store: &Store,
    before: &Document,
    row: &'a RefusedRow,
    lender: Role,
    stored_size: &mut StoredSize,
) -> Result<Result<(Link<'a>, Document), RefusalReason>, StoreError> {
    let header = match header(&row.bytes) {
        Ok(header) => header,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(actor) = header.actor else { return Ok(Err(RefusalReason::ForeignActor)) };
    if let Some(owner) = store.actor_device(actor)? {
        let owner = owner.map(|device| store.device(device)).transpose()?.flatten();
        if owner.is_none_or(|device| device.person != row.person) {
            return Ok(Err(RefusalReason::ForeignActor));
        }
    }
    if before.kind() != row.kind {
        return Ok(Err(RefusalReason::Unreadable));
    }
    let Some(grown) = stored_size.with(&row.bytes) else { return Ok(Err(RefusalReason::TooLarge)) };
    let organisations = store.organisations_of(row.document)?;
    let role =
        store.person(row.person)?.map_or(Role::Requester, |person| person.roles.for_assigned(&organisations));
    let checked = catch_unwind(AssertUnwindSafe(|| {
        policy::check_with(before, &row.bytes, row.person, role, Some(lender))
    }));
    Ok(match checked {
        Ok(Ok(after)) => {
            *stored_size = grown;
            Ok((Link { row, hash: header.hash, actor }, after))
        }
        Ok(Err(violation)) => Err(reason(&violation)),
        Err(_) => Err(RefusalReason::Corrupt),
    })
}

/// Crafted bytes can make the library panic: that is corrupt input, not a reason to stop.
fn header(bytes: &[u8]) -> Result<ChangeHeader, RefusalReason> {
    catch_unwind(|| change_header(bytes))
        .unwrap_or_else(|_| Err(corrupt()))
        .map_err(|error| reason(&policy::Violation::Document(error)))
}

fn corrupt() -> shared::DocumentError {
    shared::DocumentError::Corrupt(String::new())
}

fn dependencies(row: &RefusedRow) -> Option<Vec<ChangeHash>> {
    header(&row.bytes).ok().map(|header| header.dependencies)
}

impl RefusedView {
    /// Reads a refused change for somebody with these roles; `None` when there is none that the store shows.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or the document cannot be read.
    pub fn read(store: &Store, id: i64, reader: &Roles) -> Result<Option<Self>, StoreError> {
        let Some(row) = store.refused(id)? else { return Ok(None) };
        let document = match load(store, row.document) {
            Ok(known) => known.unwrap_or_else(|| Document::empty(row.kind, row.document)),
            Err(EngineError::Store(error)) => return Err(error),
            Err(_) => return Err(StoreError::Damaged("document")),
        };
        let followers = store.refused_after(row.document, row.id, SYNC_CHANGES_MAX)?;
        let reader = reader.for_any(&store.organisations_of(row.document)?).unwrap_or(Role::Reader);
        let chain = chain(store, &document, &row, &followers, reader)?;
        let mut builds_on = Vec::new();
        for needed in dependencies(&row).unwrap_or_default().into_iter().take(DEPENDENCIES_SHOWN_MAX) {
            builds_on.extend(store.refused_with_hash(row.document, needed)?);
        }
        let texts_of = catch_unwind(|| texts_of(&row.bytes)).ok().and_then(Result::ok).unwrap_or_default();
        let (reviewed, touched) = match &chain {
            Ok(chain) => {
                let changes = chain.links.iter().map(|link| link.row.bytes.as_slice());
                (chain.fingerprint(), touched(&document, changes))
            }
            Err(_) => (fingerprint([]), Vec::new()),
        };
        let (followers, obstacle, with) = match chain {
            Ok(chain) => (chain.links.len() - 1, None, Some(chain.document)),
            Err(reason) => (0, Some(reason), merely_applied(&document, &row)),
        };
        Ok(Some(Self { document, with, texts_of, obstacle, followers, reviewed, touched, builds_on, row }))
    }
}

impl RefusedView {
    /// The document without what was refused and, where that can be had, with it.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        [&self.document].into_iter().chain(&self.with)
    }

    /// What was written, a paragraph each: what is not in the document, or at least the letters of a
    /// change that cannot be applied. Empty when nothing can be read.
    #[must_use]
    pub fn text(&self, phrases: &Phrases, names: &dyn Names) -> String {
        let wording = Wording { phrases, names };
        let written = self
            .with
            .as_ref()
            .and_then(|with| catch_unwind(AssertUnwindSafe(|| only_in(&self.document, with, wording))).ok());
        match written {
            Some(text) if !text.is_empty() => text,
            Some(_) | None => self.texts_of.join("\n"),
        }
    }
}

/// The document with a change that may not stay in it, only to see what it says.
fn merely_applied(before: &Document, row: &RefusedRow) -> Option<Document> {
    catch_unwind(AssertUnwindSafe(|| {
        let mut with = before.clone();
        with.apply(&[&row.bytes]).ok().map(|()| with)
    }))
    .ok()
    .flatten()
}
