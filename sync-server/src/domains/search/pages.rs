//! The addresses of the search over everything.

use crate::base::role::works_at_office;
use crate::domains::search::page;
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![Page::get("/office/search", Only(works_at_office), page::page)]
}
