//! Labels: sheets of them as PDF, those that are printed blank, and what is shown to whoever opens the address of one.

mod blank;
mod choose;
mod drawn;
mod format;
mod opened;
pub(crate) mod pages;
