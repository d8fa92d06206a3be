//! The addresses of the audit log.

use crate::base::role::may_oversee;
use crate::domains::audit::{export, page};
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/audit", Only(may_oversee), page::page),
        Page::post("/office/audit.csv", Only(may_oversee), export::export).asks_again(),
    ]
}
