//! Whether a change from a phone is accepted.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::document::{ChangeHeader, DocumentKind, Effect, change_header};
use shared::policy::{self, Violation};
use shared::wire::{FeedCursor, RefusalReason};
use shared::{ActorId, ChangeHash, Document, DocumentError, DocumentId, PersonId, Role, Timestamp};

use crate::engine::acting::Acting;
use crate::engine::documents::LiveDocuments;
use crate::engine::error::EngineError;
use crate::engine::transaction::{DomainRules, index, may_bring};
use crate::store::{DayCounts, DeviceRow, PersonRow, Received, Store};

/// Who is offering changes, and when.
pub(crate) struct Offer<'a> {
    pub(crate) rules: &'static [DomainRules],
    pub(crate) device: &'a DeviceRow,
    pub(crate) person: &'a PersonRow,
    pub(crate) now: Timestamp,
    pub(crate) skew_ms: i64,
    /// Whether the phone still speaks of another feed: what it builds on may have been forgotten here
    /// when the server was restored, and it has had no occasion to offer it.
    pub(crate) other_feed: bool,
    /// What the device did today, where it is held to its budget.
    pub(crate) spent: Option<DayCounts>,
}

/// What became of one change.
pub(crate) enum Verdict {
    /// It is in the feed; at this position if it was new.
    Accepted(Option<FeedCursor>, ChangeHash),
    /// It cannot be yet: it builds on what this server may have forgotten.
    Deferred(ChangeHash),
    /// It is not, for this reason.
    Refused(RefusalReason, Option<ChangeHeader>),
}

/// Whether these bytes are a change that is in the feed already.
pub(crate) fn is_known(store: &Store, id: DocumentId, bytes: &[u8]) -> Result<bool, EngineError> {
    match catch_unwind(|| change_header(bytes)) {
        Ok(Ok(header)) => Ok(store.knows_change(id, header.hash)?),
        Ok(Err(_)) | Err(_) => Ok(false),
    }
}

fn refused(reason: RefusalReason, header: ChangeHeader) -> Result<Verdict, EngineError> {
    Ok(Verdict::Refused(reason, Some(header)))
}

/// Checks one change and appends it to the feed if it is good. `deferred` are those of the same
/// request that cannot be in the feed yet.
pub(crate) fn accept(
    store: &Store,
    live: &mut LiveDocuments,
    offer: &Offer<'_>,
    deferred: &BTreeSet<ChangeHash>,
    id: DocumentId,
    kind: DocumentKind,
    bytes: &[u8],
) -> Result<Verdict, EngineError> {
    // Crafted bytes can make the library panic: that is corrupt input, not a reason to stop.
    let header = match catch_unwind(|| change_header(bytes)) {
        Ok(Ok(header)) => header,
        Ok(Err(DocumentError::TooLarge { .. })) => {
            return Ok(Verdict::Refused(RefusalReason::TooLarge, None));
        }
        Ok(Err(_)) | Err(_) => return Ok(Verdict::Refused(RefusalReason::Corrupt, None)),
    };
    if store.has_change(id, header.hash)? {
        return Ok(Verdict::Accepted(None, header.hash));
    }
    if let Some(verdict) = of_before_founding(store, id, &header)? {
        return Ok(verdict);
    }
    let Some(actor) = header.actor else { return refused(RefusalReason::ForeignActor, header) };
    if store.actor_device(actor)?.is_some_and(|owner| owner != Some(offer.device.id)) {
        return refused(RefusalReason::ForeignActor, header);
    }
    let known = live.document(store, id)?;
    for dependency in &header.dependencies {
        if !known.as_ref().is_some_and(|known| known.contains(*dependency))
            && (offer.other_feed || deferred.contains(dependency) || store.is_offered(id, *dependency)?)
        {
            return Ok(Verdict::Deferred(header.hash));
        }
    }
    let late = match &known {
        None => false,
        Some(document) if document.kind() != kind => return refused(RefusalReason::Unreadable, header),
        Some(document) if document.is_empty() => false,
        Some(_) => match status(store, offer, id)? {
            Scope::Here => false,
            Scope::Formerly => true,
            // The order may have been assigned after the backup.
            Scope::Never if offer.other_feed || store.has_offers(id)? => {
                return Ok(Verdict::Deferred(header.hash));
            }
            Scope::Never => return refused(RefusalReason::OutOfScope, header),
        },
    };
    if store.stored_size(id)?.with(bytes).is_none() {
        return refused(RefusalReason::TooLarge, header);
    }
    let before = known.unwrap_or_else(|| Document::empty(kind, id));
    // Of a document that is not there yet, only what was refused or offered of it says so.
    let organisations = if before.is_empty() { BTreeSet::new() } else { store.organisations_of(id)? };
    let role = offer.person.roles.for_assigned(&organisations);
    let after = match check(&before, bytes, offer.person.id, role) {
        Ok(after) => after,
        Err(why) => return refused(why, header),
    };
    let mut acting = Acting { person: offer.person.clone(), role, organisations };
    // Of which administration it is may be said by the change itself.
    if before.is_empty() || policy::allows(role, kind, "organisation", Effect::Put) {
        acting.organisations = index(offer.rules, store, live, &after)?.organisations;
        let Some(role) = offer.person.roles.for_any(&acting.organisations) else {
            return refused(RefusalReason::NotAllowed, header);
        };
        if role != acting.role
            && let Err(why) = check(&before, bytes, offer.person.id, role)
        {
            return refused(why, header);
        }
        acting.role = role;
    }
    if !may_bring(offer.rules, store, &acting, &before, &after)? {
        return refused(RefusalReason::NotAllowed, header);
    }
    append(store, live, offer, after, &header, actor, bytes, late)
}

/// What becomes of a change that was here, and went when its document was founded anew: it is acknowledged, and does not
/// come back. What builds on one hangs in the air for good.
fn of_before_founding(
    store: &Store,
    id: DocumentId,
    header: &ChangeHeader,
) -> Result<Option<Verdict>, EngineError> {
    if store.was_made_of(id, header.hash)? {
        return Ok(Some(Verdict::Accepted(None, header.hash)));
    }
    for dependency in &header.dependencies {
        if store.was_made_of(id, *dependency)? {
            return Ok(Some(Verdict::Refused(RefusalReason::MissingDependency, Some(header.clone()))));
        }
    }
    Ok(None)
}

/// The document with a change of somebody in this role, or why they may not make it. Crafted bytes can make the library
/// panic: that is corrupt input, not a reason to stop.
fn check(before: &Document, bytes: &[u8], person: PersonId, role: Role) -> Result<Document, RefusalReason> {
    let checked = catch_unwind(AssertUnwindSafe(|| policy::check(before, bytes, person, role)));
    checked.map_err(|_| RefusalReason::Corrupt)?.map_err(|violation| reason(&violation))
}

#[expect(clippy::too_many_arguments, reason = "one place, and each is its own thing")]
fn append(
    store: &Store,
    live: &mut LiveDocuments,
    offer: &Offer<'_>,
    after: Document,
    header: &ChangeHeader,
    actor: ActorId,
    bytes: &[u8],
    late: bool,
) -> Result<Verdict, EngineError> {
    store.add_document(after.id(), after.kind())?;
    store.bind_actor(actor, Some(offer.device.id))?;
    let received = Received {
        device: Some(offer.device.id),
        person: Some(offer.person.id),
        at: offer.now,
        skew_ms: offer.skew_ms,
        late,
    };
    let position = store.append(after.id(), header.hash, actor, bytes, received)?;
    // Its author has brought it: there is nothing left to confirm.
    store.drop_offer(after.id(), header.hash)?;
    live.put(after);
    Ok(Verdict::Accepted(position, header.hash))
}

/// Whether a document is, or was, for the person.
enum Scope {
    Here,
    Formerly,
    Never,
}

fn status(store: &Store, offer: &Offer<'_>, id: DocumentId) -> Result<Scope, EngineError> {
    if store.in_scope(offer.person.id, id, store.feed_end()?)? {
        return Ok(Scope::Here);
    }
    Ok(if store.ever_in_scope(offer.person.id, id)? { Scope::Formerly } else { Scope::Never })
}

pub(crate) fn reason(violation: &Violation) -> RefusalReason {
    match violation {
        Violation::NotAllowed { .. } => RefusalReason::NotAllowed,
        Violation::ForeignSignature { .. } => RefusalReason::ForeignSignature,
        Violation::Document(error) => match error {
            DocumentError::Corrupt(_) => RefusalReason::Corrupt,
            DocumentError::MissingDependency(_) => RefusalReason::MissingDependency,
            DocumentError::ActorReused => RefusalReason::ActorReused,
            DocumentError::TooLarge { .. } | DocumentError::TooMuch { .. } => RefusalReason::TooLarge,
            DocumentError::NewerSchema(_) | DocumentError::Shape { .. } => RefusalReason::Unreadable,
        },
    }
}
