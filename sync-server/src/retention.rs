//! For how long things are kept: what there is by category, the time that was chosen for each, what is over it today,
//! and its end. Nothing ends before an administrator put the times in force, once they saw what would go; then it goes
//! once a day, with a line of the audit log for each category. Closed documents
//! are founded anew for it ([`crate::engine`]). Deliberately absent: the grounds, which are words.

mod category;
mod run;
mod terms;

pub use crate::retention::category::{Category, Months};
pub use crate::retention::run::{Portion, Preview, end, preview, scrub};
pub use crate::retention::terms::Terms;
