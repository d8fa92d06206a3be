//! The addresses of announcements.

use crate::base::role::{may_announce, works_at_office};
use crate::domains::announcements::page;
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/announcements", Only(works_at_office), page::list),
        Page::post("/office/announcements", Only(may_announce), page::create),
        Page::get("/office/announcements/{id}", Only(works_at_office), page::page),
        Page::post("/office/announcements/{id}/withdraw", Only(may_announce), page::withdraw),
    ]
}
