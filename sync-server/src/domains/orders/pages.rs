//! The addresses of work orders and of the desk of reviews.

use crate::base::limits::REPORT_FORM_BYTES_MAX;
use crate::base::role::works_at_office;
use crate::base::role::{may_approve, may_plan, may_review};
use crate::domains::orders::signed_report::download;
use crate::domains::orders::{decide, edit, list, new, page, paper, review, verify_report};
use crate::office::address::VERIFY_REPORT;
use crate::office::page::Access::{Anybody, Only};
use crate::office::page::Page;

/// One row per address.
pub(crate) fn pages() -> Vec<Page> {
    vec![
        Page::get("/office/review", Only(works_at_office), review::queue),
        Page::get("/office/work-orders", Only(works_at_office), list::page),
        Page::post("/office/work-orders", Only(may_plan), new::create),
        Page::get("/office/work-orders/new", Only(may_plan), new::new),
        Page::get("/office/work-orders/{id}", Only(works_at_office), page::page),
        Page::get("/office/work-orders/{id}/print", Only(works_at_office), paper::page),
        Page::post("/office/work-orders/{id}/report.pdf", Only(works_at_office), download::pdf).asks_again(),
        Page::post("/office/work-orders/{id}/report.json", Only(works_at_office), download::json)
            .asks_again(),
        // Strangers come from outside, with a report that says this address.
        Page::get(VERIFY_REPORT, Anybody, verify_report::page).beside_phones(),
        Page::post(VERIFY_REPORT, Anybody, verify_report::verify)
            .body_bytes_max(REPORT_FORM_BYTES_MAX)
            .beside_phones(),
        Page::post("/office/work-orders/{id}/edit", Only(may_plan), edit::save),
        Page::post("/office/work-orders/{id}/assign", Only(may_plan), edit::assign),
        Page::post("/office/work-orders/{id}/approve", Only(may_approve), decide::approve),
        Page::post("/office/work-orders/{id}/send-back", Only(may_review), decide::send_back),
        Page::post("/office/work-orders/{id}/take-back", Only(may_review), decide::take_back),
        Page::post("/office/work-orders/{id}/cancel", Only(may_plan), decide::cancel),
        Page::post("/office/work-orders/{id}/settle", Only(may_review), decide::settle),
    ]
}
