//! What is over its time today, and its end.

use shared::kinds::OverTime;
use shared::limits::SESSION_AGE_MS_MAX;
use shared::{Day, DocumentId, Sha256, Timestamp};

use crate::audit_head::{SignedHead, begin_words};
use crate::base::clock::Clock;
use crate::base::limits::{
    BROUGHT_AGAIN_MS_MAX, FOUNDED_DOCUMENTS_MAX, PREVIEW_DOCUMENTS_MAX, QUIET_DOCUMENTS_MAX,
};
use crate::engine::documents::LiveDocuments;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::thread::Engine;
use crate::engine::transaction::{DomainRules, Transaction, closed_since};
use crate::photos::PhotoFiles;
use crate::retention::category::Category;
use crate::retention::terms::Terms;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, Outlived, QuietDocument, QuietPortion, Store, Subject};

/// What of a category is over its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preview {
    /// The category.
    pub category: Category,
    /// For how many months it is kept.
    pub months: u32,
    /// What is over that.
    pub outlived: Outlived,
    /// There may be more, which was not looked at.
    pub is_at_least: bool,
}

/// What is over its time today, by category, reading at most so many documents of each. It only reads.
///
/// # Errors
/// [`EngineError::Store`] when the disk fails.
pub fn preview(
    store: &Store,
    rules: &'static [DomainRules],
    clock: &dyn Clock,
    documents_max: usize,
) -> Result<Vec<Preview>, EngineError> {
    let terms = Terms::read(store)?;
    let of = |category| {
        let cut = Cut::of(&terms, category, clock);
        let (closed, is_at_least) = cut.closed(store, rules, documents_max)?;
        let outlived = cut.count(store)?.with(closed);
        Ok(Preview { category, months: terms.months(category), outlived, is_at_least })
    };
    Category::ALL.into_iter().map(of).collect()
}

/// What a job ended of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Portion {
    /// It; none when nothing was over its time.
    pub ended: Option<Preview>,
    /// The document behind which the next job is to look; none when all were looked at.
    pub after: Option<DocumentId>,
}

/// A category, and when things of it must be from to go.
struct Cut {
    category: Category,
    before: Timestamp,
    /// The same as a day of the commune.
    day: Day,
    /// Sessions that began before this are over.
    begun: Timestamp,
}

impl Cut {
    fn of(terms: &Terms, category: Category, clock: &dyn Clock) -> Self {
        let before = terms.before(category, clock);
        let instant = jiff::Timestamp::from_millisecond(before.0).unwrap_or(jiff::Timestamp::MIN);
        let day = Day::from(clock.zone().to_datetime(instant).date());
        Self { category, before, day, begun: clock.now().plus_ms(-SESSION_AGE_MS_MAX) }
    }

    fn count(&self, store: &Store) -> Result<Outlived, StoreError> {
        match self.category {
            Category::Requests | Category::Photos | Category::Orders => Ok(Outlived::default()),
            Category::SignIns => store.outlived_sign_ins(self.before, self.begun),
            Category::Technical => store.outlived_technical(self.before, self.day),
            Category::Decided => store.outlived_decided(self.before),
            Category::Audit => store.outlived_audit(self.before),
        }
    }

    /// Some of the documents that may be over their time: whether they are closed, only reading them tells.
    fn quiet(&self, store: &Store, after: Option<DocumentId>) -> Result<QuietPortion, StoreError> {
        let Some((kind, over)) = self.category.documents() else { return Ok(QuietPortion::default()) };
        store.quiet_documents(kind, self.before, !over.texts, (after, QUIET_DOCUMENTS_MAX))
    }

    /// The closed documents that are over their time, and whether there may be more, once `documents_max` were read.
    fn closed(
        &self,
        store: &Store,
        rules: &'static [DomainRules],
        documents_max: usize,
    ) -> Result<(Outlived, bool), EngineError> {
        let (mut outlived, mut read, mut after) = (Outlived::default(), 0, None);
        loop {
            let portion = self.quiet(store, after)?;
            for quiet in portion.documents {
                if read == documents_max {
                    return Ok((outlived, true));
                }
                read += 1;
                let closed = closed_since(rules, store, &mut LiveDocuments::default(), quiet);
                outlived = self.over_since(closed)?.map_or(outlived, |since| outlived.and(since));
            }
            after = portion.last;
            if after.is_none() {
                return Ok((outlived, false));
            }
        }
    }

    /// Since when a document is closed, if it is over its time. What cannot be read stays as it is.
    fn over_since(
        &self,
        closed: Result<Option<Timestamp>, EngineError>,
    ) -> Result<Option<Timestamp>, EngineError> {
        match closed {
            Ok(since) => Ok(since.filter(|since| *since < self.before)),
            Err(EngineError::Document { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Ends what is over its time of one category, if the times are in force and nothing is held back
/// ([`Store::held_back_until`]); what that was. Of documents these are some of those behind `after`.
#[must_use]
pub fn end(category: Category, after: Option<DocumentId>) -> Job<Portion> {
    Job::new(move |transaction| transaction.end_outlived(category, after))
}

impl Transaction<'_> {
    fn end_outlived(
        &mut self,
        category: Category,
        after: Option<DocumentId>,
    ) -> Result<Portion, EngineError> {
        let terms = Terms::read(self.store)?;
        let (cut, months) = (Cut::of(&terms, category, self.clock), terms.months(category));
        if !terms.is_in_force || self.store.held_back_until(self.clock.now())?.is_some() {
            return Ok(Portion::default());
        }
        let (outlived, after) = match category.documents() {
            Some((_, over)) => self.found_closed(&cut, over, after)?,
            None => (cut.count(self.store)?, None),
        };
        if outlived.things == 0 {
            return Ok(Portion { ended: None, after });
        }
        match category {
            Category::Requests | Category::Photos | Category::Orders => {}
            Category::SignIns => self.store.end_sign_ins(cut.before, cut.begun)?,
            Category::Technical => self.store.end_technical(cut.before, cut.day)?,
            Category::Decided => self.store.end_decided(cut.before)?,
            Category::Audit => self.shorten_audit(cut.before, months)?,
        }
        self.store.set_remains(true)?;
        // The office database has rows of some of it.
        self.accounts_changed();
        let done = Preview { category, months, outlived, is_at_least: false };
        self.record(&AuditEntry::new(Action::RetentionDone, Subject::Nothing).detailed(told(&done)))?;
        Ok(Portion { ended: Some(done), after })
    }

    /// Founds closed documents anew, some of those behind `after`; what they were, and the last that was looked at when
    /// there may be more.
    fn found_closed(
        &mut self,
        cut: &Cut,
        over: OverTime,
        after: Option<DocumentId>,
    ) -> Result<(Outlived, Option<DocumentId>), EngineError> {
        let (mut founded, mut looked_at) = (Outlived::default(), after);
        let portion = cut.quiet(self.store, after)?;
        for quiet in portion.documents {
            if founded.things >= FOUNDED_DOCUMENTS_MAX {
                return Ok((founded, looked_at));
            }
            looked_at = Some(quiet.id);
            let closed = self.closed_since(quiet).inspect_err(log_unreadable);
            let Some(since) = cut.over_since(closed)? else { continue };
            self.found(QuietDocument { quiet_since: since, ..quiet }, over)?;
            founded = founded.and(since);
        }
        Ok((founded, portion.last))
    }

    /// Takes the oldest lines out of the audit log. What the log begins behind is signed, kept, and said by a line.
    fn shorten_audit(&self, before: Timestamp, months: u32) -> Result<(), EngineError> {
        let Some(went) = self.store.cut_audit(before)? else { return Ok(()) };
        let words = format!("{} months={months}", begin_words(&went));
        let signed = SignedHead::sign(went, self.store.audit_key()?)
            .map_err(|_| StoreError::Damaged("key of the audit log"))?;
        self.store.set_audit_begin(&signed.to_string())?;
        self.record(&AuditEntry::new(Action::AuditShortened, Subject::Nothing).detailed(words))
    }
}

fn log_unreadable(error: &EngineError) {
    if let EngineError::Document { id, error } = error {
        tracing::error!(document = %id, %error, "cannot be read: what hangs on it stays as it is");
    }
}

/// What the line of the audit log says of what went: `technical 120 months=12`.
fn told(done: &Preview) -> String {
    format!("{} {} months={}", done.category.name(), done.outlived.things, done.months)
}

/// Writes the files of the databases anew, if they hold remains of what was deleted.
#[must_use]
pub fn scrub() -> Job<()> {
    Job::new(|transaction| {
        if transaction.store.has_remains()? {
            transaction.scrub();
        }
        Ok(())
    })
}

impl Engine {
    /// What is over its time today, by category; of documents, among the first [`PREVIEW_DOCUMENTS_MAX`] that may be.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub async fn outlived(&self) -> Result<Vec<Preview>, EngineError> {
        let engine = self.clone();
        let read =
            move |store: &Store| Ok(preview(store, engine.rules(), engine.clock(), PREVIEW_DOCUMENTS_MAX));
        self.read(read).await?
    }

    /// Until when nothing is ended, because a clock may have jumped ahead; `None` when nothing is held back.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub async fn held_back_until(&self) -> Result<Option<Timestamp>, EngineError> {
        let now = self.clock().now();
        self.read(move |store| store.held_back_until(now)).await
    }

    /// Ends what is over its time, of every category, if the times are in force; what that was. Files of photos that no
    /// document names any more go, and nothing of what was deleted is left in the databases. Nothing ends while it is
    /// held back.
    ///
    /// # Errors
    /// The first of what went wrong, of a category or after them; each is logged, and the others are done all the same.
    /// [`EngineError::Store`] when the disk does not take it; what was done stays done, and the rest is made good by the
    /// next time.
    pub async fn end_outlived(&self, photos: &PhotoFiles) -> Result<Vec<Preview>, EngineError> {
        if let Some(until) = self.held_back_until().await? {
            let until = jiff::Timestamp::from_millisecond(until.0).unwrap_or_default();
            tracing::warn!(%until, "held back: the server was away for long, or its clock jumped; nothing is ended");
        }
        let (mut done, mut failed) = (Vec::new(), None);
        for category in Category::ALL {
            if let Err(error) = self.end_category(category, &mut done).await {
                tracing::error!(category = category.name(), %error, "what is over its time could not be ended");
                failed.get_or_insert(error);
            }
        }
        let erased = self.erase_photos(photos).await;
        let scrubbed = self.submit(scrub()).await;
        failed.map_or(Ok(()), Err).and(erased).and(scrubbed)?;
        Ok(done)
    }

    async fn end_category(&self, category: Category, done: &mut Vec<Preview>) -> Result<(), EngineError> {
        // Some at a time: phones wait meanwhile.
        let mut after = None;
        loop {
            let portion = self.submit(end(category, after)).await?;
            done.extend(portion.ended);
            after = portion.after;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    async fn erase_photos(&self, photos: &PhotoFiles) -> Result<(), EngineError> {
        for sha256 in self.read(|store| store.photos_to_erase()).await? {
            self.submit(erase(sha256, photos.clone())).await?;
        }
        Ok(())
    }
}

/// Erases the file of a photo, if nobody wants it still: asked in the same job, so that nobody names it in between. One
/// that cannot be erased is tried again tomorrow.
fn erase(sha256: Sha256, photos: PhotoFiles) -> Job<()> {
    Job::new(move |transaction| {
        let since = transaction.clock.now().plus_ms(-BROUGHT_AGAIN_MS_MAX);
        if !transaction.store.is_unwanted_photo(sha256, since)? {
            return Ok(());
        }
        match photos.store().remove(sha256) {
            Ok(()) => {
                transaction.accounts_changed();
                Ok(transaction.store.photo_is_erased(sha256)?)
            }
            Err(error) => {
                tracing::error!(%sha256, %error, "the file of a photo could not be erased; it is tried again tomorrow");
                Ok(())
            }
        }
    })
}
