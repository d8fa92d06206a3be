//! The signed report of an approved order: what it says, on paper and for programs, and where it is had.

mod content;
pub(crate) mod download;
mod made;
mod paper;

use maud::{Markup, html};
use shared::work_order::status::State;

use crate::domains::orders::sheet::Sheet;
use crate::office::address::VERIFY_REPORT;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// On the order's page, once it is approved: the report, and where others have it verified.
pub(crate) fn section(localizer: &Localizer, sheet: &Sheet) -> Markup {
    html! {
        @if sheet.status.state == State::Approved {
            section data-test="signed-report" {
                h2 { (localizer.text("signed-report")) }
                p.quiet {
                    (localizer.text("signed-report-explain")) " "
                    a href=(VERIFY_REPORT) { (localizer.text("verify-short")) }
                }
                div.chips {
                    form method="post" action={ "/office/work-orders/" (sheet.id) "/report.pdf" } {
                        button type="submit" data-test="report-pdf" { (icon("check")) (localizer.text("signed-report-pdf")) }
                    }
                    form method="post" action={ "/office/work-orders/" (sheet.id) "/report.json" } {
                        button.plain type="submit" data-test="report-json" { (localizer.text("signed-report-json")) }
                    }
                }
            }
        }
    }
}
