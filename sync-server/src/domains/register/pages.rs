//! The addresses of buildings and of what was done in them.

use crate::base::limits::IMPORT_FORM_BYTES_MAX;
use crate::base::role::{may_keep_accounts, may_keep_register, works_at_office};
use crate::domains::register::export_page::{EXPORT, export};
use crate::domains::register::{
    edit, history_page, import_columns, import_page, imports_page, listed, occupants, page,
};
use crate::office::page::Access::Only;
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/buildings", Only(works_at_office), page::list),
        Page::get(page::BUILDING, Only(works_at_office), page::page),
        Page::get("/office/buildings/new", Only(may_keep_register), edit::new),
        Page::post("/office/buildings/new", Only(may_keep_register), edit::create),
        Page::get(EXPORT, Only(works_at_office), export).asks_again(),
        Page::get(listed::BRING, Only(may_keep_register), import_page::page),
        Page::post(listed::BRING, Only(may_keep_register), import_page::bring)
            .body_bytes_max(IMPORT_FORM_BYTES_MAX),
        Page::get(listed::CHECK, Only(may_keep_register), import_page::check),
        Page::post(listed::CHECK, Only(may_keep_register), import_page::take),
        Page::get(listed::COLUMNS, Only(may_keep_register), import_columns::page),
        Page::post(listed::COLUMNS, Only(may_keep_register), import_columns::save),
        Page::get(imports_page::LIST, Only(may_keep_register), imports_page::list),
        Page::get(imports_page::ONE, Only(may_keep_register), imports_page::one),
        Page::post(imports_page::ONE, Only(may_keep_register), imports_page::act),
        Page::get("/office/buildings/{id}/edit", Only(may_keep_register), edit::building),
        Page::post("/office/buildings/{id}/edit", Only(may_keep_register), edit::save_building),
        Page::get("/office/buildings/{id}/spaces/{space}", Only(may_keep_register), edit::space),
        Page::post("/office/buildings/{id}/spaces/{space}", Only(may_keep_register), edit::save_space),
        Page::get("/office/buildings/{id}/assets/{asset}", Only(may_keep_register), edit::asset),
        Page::post("/office/buildings/{id}/assets/{asset}", Only(may_keep_register), edit::save_asset),
        Page::post("/office/buildings/{id}/occupants", Only(may_keep_accounts), occupants::save).asks_again(),
        Page::get("/office/history", Only(works_at_office), history_page::page),
        Page::get("/office/history.csv", Only(works_at_office), history_page::export).asks_again(),
    ]
}
