//! The addresses of the statements.

use crate::base::role::may_keep_settings;
use crate::domains::statements::{accessibility, body_form, privacy, retention_page};
use crate::office::address::{ACCESSIBILITY, PRIVACY};
use crate::office::page::Access::{Anybody, Only};
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get(ACCESSIBILITY, Anybody, accessibility::page).beside_phones(),
        Page::get(PRIVACY, Anybody, privacy::page).beside_phones(),
        Page::get("/office/responsible", Only(may_keep_settings), body_form::page),
        Page::post("/office/responsible", Only(may_keep_settings), body_form::save).asks_again(),
        Page::get("/office/retention", Only(may_keep_settings), retention_page::page),
        Page::post("/office/retention", Only(may_keep_settings), retention_page::save).asks_again(),
    ]
}
