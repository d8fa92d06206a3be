//! The addresses of phones.

use crate::base::limits::COPY_BYTES_MAX;
use crate::base::role::{may_enrol, may_review, works_at_office};
use crate::domains::devices::{budget, detail, outbox_copy, page, unlock_code};
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/devices", Only(may_enrol), page::list),
        Page::post("/office/devices/enrol", Only(may_enrol), page::enrol).asks_again(),
        Page::post("/office/account/enrol", Only(works_at_office), page::enrol_own).asks_again(),
        Page::post("/office/devices/copy", Only(may_review), outbox_copy::take)
            .body_bytes_max(COPY_BYTES_MAX)
            .asks_again(),
        Page::get("/office/devices/{id}", Only(may_enrol), detail::page),
        Page::post("/office/devices/{id}/lift", Only(may_enrol), budget::lift).asks_again(),
        Page::post("/office/devices/{id}/code", Only(may_enrol), unlock_code::show).asks_again(),
        Page::post("/office/devices/{id}/withdraw", Only(may_enrol), detail::withdraw).asks_again(),
    ]
}
