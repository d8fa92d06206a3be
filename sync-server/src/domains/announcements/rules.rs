//! What the engine is told of announcements.

use jiff::ToSpan as _;
use shared::announcement::Announcement;
use shared::{Day, Document, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::{DomainRules, Transaction};
use crate::store::{Action, Audience, AuditEntry, EntryId, Subject};

/// The rules of announcements.
pub const RULES: DomainRules =
    DomainRules { kinds: &[DocumentKind::Announcement], index, retire, ..DomainRules::NONE };

/// Days after its last one that an announcement stays on phones: long enough for those without a network to
/// say that they have read it.
const DAYS_KEPT: i64 = 30;

/// An announcement is for its team, or for everybody; one that was taken back is for nobody.
fn index(_: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    let announcement = Announcement::read(document).map_err(EngineError::damaged(document.id()))?;
    let mentions = [EntryId::from_bytes(*announcement.by.as_bytes())].into();
    let audience = announcement.team.map_or(Audience::All, Audience::Team);
    Ok(DocumentIndex { mentions, ..DocumentIndex::of(announcement.withdrawn.is_none().then_some(audience)) })
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
