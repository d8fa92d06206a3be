//! What the engine is told of announcements.

use jiff::ToSpan as _;
use shared::announcement::{Announcement, AnnouncementCommand};
use shared::{Command, Day, Document, DocumentId, DocumentKind, Timestamp};

use crate::base::role::may_announce;
use crate::engine::acting::Acting;
use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::{DomainRules, Transaction, by_policy};
use crate::store::{Action, Audience, AuditEntry, EntryId, Store, Subject};

/// The rules of announcements.
pub const RULES: DomainRules = DomainRules {
    kinds: &[DocumentKind::Announcement],
    may_execute,
    may_bring,
    index,
    retire,
    ..DomainRules::NONE
};

/// One of all administrations is made and taken back by who announces in all of them; everybody says that they read it.
fn may_execute(
    _: &Store,
    acting: &Acting,
    _: Option<DocumentId>,
    command: &Command,
) -> Result<(), EngineError> {
    by_policy(acting, command)?;
    let reads = matches!(command, Command::Announcement(AnnouncementCommand::Read));
    if reads || announces_here(acting) { Ok(()) } else { Err(EngineError::NotAllowed) }
}

/// The same with a phone.
fn may_bring(_: &Store, acting: &Acting, before: &Document, after: &Document) -> Result<bool, EngineError> {
    Ok(announces_here(acting) || !before.is_empty() && withdrawn(before)? == withdrawn(after)?)
}

/// Whether somebody announces wherever an announcement is seen that is of no administration in particular; elsewhere their
/// role for it says so.
fn announces_here(acting: &Acting) -> bool {
    !acting.organisations.is_empty() || acting.person.roles.may_all(may_announce)
}

fn withdrawn(document: &Document) -> Result<Option<Timestamp>, EngineError> {
    let announcement = Announcement::read(document).map_err(EngineError::damaged(document.id()))?;
    Ok(announcement.withdrawn)
}

/// Days after its last one that an announcement stays on phones: long enough for those without a network to
/// say that they have read it.
const DAYS_KEPT: i64 = 30;

/// An announcement is for its team; without one for whoever works for its administration, or for everybody. One that was
/// taken back is for nobody.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let announcement = Announcement::read(document).map_err(EngineError::damaged(document.id()))?;
    let mentions = [EntryId::from_bytes(*announcement.by.as_bytes())].into();
    let of = announcement.organisation;
    let everybody = of.map_or(Audience::All, Audience::Organisation);
    let audience = announcement.team.map_or(everybody, Audience::Team);
    let organisations = of.into_iter().collect();
    let audiences = announcement.withdrawn.is_none().then_some(audience);
    Ok(DocumentIndex { mentions, organisations, ..DocumentIndex::of(audiences) })
}

/// Announcements leave the phones [`DAYS_KEPT`] days after their last one.
fn retire(transaction: &mut Transaction<'_>) -> Result<usize, EngineError> {
    let now = jiff::Timestamp::from_millisecond(transaction.clock.now().0).unwrap_or_default();
    let today = transaction.clock.zone().to_datetime(now).date();
    let oldest = Day::from(today.saturating_sub(DAYS_KEPT.days()));
    let mut old = Vec::new();
    for id in transaction.on_phones(DocumentKind::Announcement)? {
        let announcement = match transaction.document(id) {
            Ok(Some(document)) => Announcement::read(&document).ok(),
            // One that cannot be read stays where it is, and holds up no other.
            Ok(None) | Err(EngineError::Document { .. }) => None,
            Err(error) => return Err(error),
        };
        if announcement.is_some_and(|announcement| announcement.until < oldest) {
            old.push(id);
        }
    }
    let retired = transaction.take_off_phones(&old)?;
    if retired > 0 {
        transaction
            .record(&AuditEntry::new(Action::AnnouncementsRetired, Subject::Nothing).detailed(retired))?;
    }
    Ok(retired)
}
