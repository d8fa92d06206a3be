//! What the schedules met, counted.

use std::collections::BTreeMap;
use std::fmt;

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) schedules: u64,
    /// Changes whose acceptance a phone was told of.
    pub(crate) acknowledged: u64,
    pub(crate) photos: u64,
    /// Answers of the office held against the model.
    pub(crate) replies: u64,
    faults: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub(crate) fn count(&mut self, fault: &'static str) {
        *self.faults.entry(fault).or_default() += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.schedules += other.schedules;
        self.acknowledged += other.acknowledged;
        self.photos += other.photos;
        self.replies += other.replies;
        for (fault, times) in &other.faults {
            *self.faults.entry(fault).or_default() += times;
        }
    }
}

impl fmt::Display for Tally {
    /// A line each. Whoever gets to read it lost nothing: a loss fails its schedule.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>9} schedules", self.schedules)?;
        for (fault, times) in &self.faults {
            writeln!(f, "{times:>9} {fault}")?;
        }
        writeln!(f, "{:>9} replies held against the audiences", self.replies)?;
        writeln!(f, "{:>9} acknowledged changes checked", self.acknowledged)?;
        writeln!(f, "{:>9} photos checked", self.photos)?;
        writeln!(f, "{:>9} losses", 0)
    }
}
