//! The times that were chosen.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use shared::Timestamp;

use crate::base::clock::Clock;
use crate::retention::category::Category;
use crate::store::Store;
use crate::store::error::StoreError;

/// The name among the settings.
const KEY: &str = "retention";

/// For how long things are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// In months, by the name of the category; one that is not here has the usual number.
    chosen: BTreeMap<String, u32>,
    /// Whether what is over its time goes.
    pub is_in_force: bool,
}

impl Terms {
    /// What was chosen; the usual times, not in force, before anybody chose.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a setting is not what was written.
    pub fn read(store: &Store) -> Result<Self, StoreError> {
        let Some(text) = store.meta(KEY)? else { return Ok(Self::default()) };
        serde_json::from_str(&text).map_err(|_| StoreError::Damaged("retention"))
    }

    /// Writes down what was chosen.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn write(&self, store: &Store) -> Result<(), StoreError> {
        let text = serde_json::to_string(self).map_err(|_| StoreError::Damaged("retention"))?;
        store.set_meta(KEY, &text)
    }

    /// For how many months a category is kept: never fewer or more than may be chosen.
    #[must_use]
    pub fn months(&self, category: Category) -> u32 {
        let may_be = category.months();
        let chosen = self.chosen.get(category.name()).copied().unwrap_or(may_be.usual);
        chosen.clamp(may_be.least, may_be.most)
    }

    /// The same times, in force.
    #[must_use]
    pub const fn in_force(mut self) -> Self {
        self.is_in_force = true;
        self
    }

    /// Keeps a category for so many months from now on.
    pub fn choose(&mut self, category: Category, months: u32) {
        self.chosen.insert(category.name().to_owned(), months);
    }

    /// The instant before which a category is over its time: so many months ago by the calendar of the commune.
    #[must_use]
    pub fn before(&self, category: Category, clock: &dyn Clock) -> Timestamp {
        let now = jiff::Timestamp::from_millisecond(clock.now().0).unwrap_or_default();
        let months = i64::from(self.months(category));
        let before = now.to_zoned_datetime(clock.zone()).checked_sub(months.months());
        // Before the calendar begins there is nothing.
        before.map_or(Timestamp(i64::MIN), |before| Timestamp(before.timestamp().as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Clock;

    struct At(&'static str);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            Timestamp(self.0.parse::<jiff::Timestamp>().unwrap_or_default().as_millisecond())
        }

        fn entropy(&self) -> u64 {
            0
        }
    }

    #[test]
    fn months_are_those_of_the_calendar_and_stay_within_what_may_be_chosen() {
        let mut terms = Terms::default();
        assert_eq!(terms.months(Category::Technical), 12);
        let before = |terms: &Terms, at| terms.before(Category::Technical, &At(at));
        assert_eq!(before(&terms, "2028-02-29T11:00:00Z"), At("2027-02-28T11:00:00Z").now());
        terms.choose(Category::Technical, 1);
        // Summer time began in between: it is the same hour by the clocks there.
        assert_eq!(before(&terms, "2027-04-15T10:00:00Z"), At("2027-03-15T11:00:00Z").now());
        terms.choose(Category::Technical, 5_000);
        assert_eq!(terms.months(Category::Technical), 36);
        terms.choose(Category::Technical, 0);
        assert_eq!(terms.months(Category::Technical), 1);
    }
}
