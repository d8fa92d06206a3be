//! What is over its time today, and its end.

use shared::limits::SESSION_AGE_MS_MAX;
use shared::{Day, Timestamp};

use crate::audit_head::{SignedHead, begin_words};
use crate::base::clock::Clock;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::retention::category::Category;
use crate::retention::terms::Terms;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, Outlived, Store, Subject};

/// What of a category is over its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preview {
    /// The category.
    pub category: Category,
    /// For how many months it is kept.
    pub months: u32,
    /// What is over that.
    pub outlived: Outlived,
}

/// What is over its time today, by category. It only reads.
///
/// # Errors
/// [`StoreError`] when the disk fails, or a row is not what was written.
pub fn preview(store: &Store, clock: &dyn Clock) -> Result<Vec<Preview>, StoreError> {
    let terms = Terms::read(store)?;
    let of = |category| {
        let cut = Cut::of(&terms, category, clock);
        Ok(Preview { category, months: terms.months(category), outlived: cut.count(store)? })
    };
    Category::ALL.into_iter().map(of).collect()
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
            Category::SignIns => store.outlived_sign_ins(self.before, self.begun),
            Category::Technical => store.outlived_technical(self.before, self.day),
            Category::Decided => store.outlived_decided(self.before),
            Category::Audit => store.outlived_audit(self.before),
        }
    }
}

/// Ends what is over its time of one category, if the times are in force; what that was.
#[must_use]
pub fn end(category: Category) -> Job<Option<Preview>> {
    Job::new(move |transaction| transaction.end_outlived(category))
}

impl Transaction<'_> {
    fn end_outlived(&mut self, category: Category) -> Result<Option<Preview>, EngineError> {
        let terms = Terms::read(self.store)?;
        let (cut, months) = (Cut::of(&terms, category, self.clock), terms.months(category));
        let outlived = cut.count(self.store)?;
        if !terms.is_in_force || outlived.things == 0 {
            return Ok(None);
        }
        match category {
            Category::SignIns => self.store.end_sign_ins(cut.before, cut.begun)?,
            Category::Technical => self.store.end_technical(cut.before, cut.day)?,
            Category::Decided => self.store.end_decided(cut.before)?,
            Category::Audit => self.shorten_audit(cut.before, months)?,
        }
        // The office database has rows of some of it.
        self.accounts_changed();
        let done = Preview { category, months, outlived };
        self.record(&AuditEntry::new(Action::RetentionDone, Subject::Nothing).detailed(told(&done)))?;
        Ok(Some(done))
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

/// What the line of the audit log says of what went: `technical 120 months=12`.
fn told(done: &Preview) -> String {
    format!("{} {} months={}", done.category.name(), done.outlived.things, done.months)
}

impl Engine {
    /// Ends what is over its time, of every category, if the times are in force; what that was.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it; what was done before stays done.
    pub async fn end_outlived(&self) -> Result<Vec<Preview>, EngineError> {
        let mut done = Vec::new();
        for category in Category::ALL {
            // One at a time: phones wait meanwhile.
            done.extend(self.submit(end(category)).await?);
        }
        Ok(done)
    }
}
