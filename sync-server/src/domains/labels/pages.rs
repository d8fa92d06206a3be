//! The addresses of labels.

use crate::base::role::may_keep_register;
use crate::domains::labels::{blank, choose, opened};
use crate::office::address::LABELS;
use crate::office::page::Access::{Anybody, Only};
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get(choose::BLANK, Only(may_keep_register), blank::page),
        Page::post(choose::BLANK, Only(may_keep_register), blank::make),
        Page::get(LABELS, Only(may_keep_register), choose::page),
        Page::get(choose::SHEET, Only(may_keep_register), choose::sheet),
        Page::get("/office/l/{code}", Anybody, opened::page).beside_phones(),
    ]
}
