//! The addresses of requests.

use crate::base::role::works_at_office;
use crate::base::role::{may_plan, may_request};
use crate::domains::counter::{correct, page};
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/requests", Only(works_at_office), page::list),
        Page::post("/office/requests", Only(may_request), page::create),
        Page::get("/office/requests/new", Only(may_request), page::new),
        Page::get("/office/requests/{id}", Only(works_at_office), page::page),
        Page::post("/office/requests/{id}/correct", Only(may_request), correct::correct),
        Page::post("/office/requests/{id}/close", Only(may_plan), page::close),
    ]
}
