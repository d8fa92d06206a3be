//! The accessibility statement, by the model of Implementing Decision (EU) 2018/1523.

use axum::extract::State;
use maud::{Markup, html};

use crate::domains::statements::contact::{contact, named, statement};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::{Guest, Visitor};
use crate::office::state::Office;
use crate::store::ResponsibleBody;

/// When the statement was last held against the pages and screens, by whoever changes its words.
const REVIEWED: &str = "2026-11-30";

/// Contents that are not accessible, each with its phrase.
const EXCEPTIONS: [&str; 2] = ["accessibility-not-photos", "accessibility-not-texts"];

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    guest: Guest,
) -> Result<Markup, PageError> {
    statement(&office, (visitor, guest), "accessibility-title", words).await
}

fn words(localizer: &Localizer, body: &ResponsibleBody) -> Markup {
    let name = named(localizer, body);
    let reviewed = REVIEWED.parse().map(|day| localizer.on_paper().day(day)).unwrap_or_default();
    html! {
        p { (localizer.with("accessibility-commitment", &[("name", &name)])) }
        h2 { (localizer.text("accessibility-status-title")) }
        p { (localizer.text("accessibility-status")) }
        h2 { (localizer.text("accessibility-not-title")) }
        ul { @for key in EXCEPTIONS { li { (localizer.text(key)) } } }
        h2 { (localizer.text("accessibility-made-title")) }
        p { (localizer.with("accessibility-made", &[("day", &reviewed)])) }
        h2 { (localizer.text("accessibility-contact-title")) }
        p { (localizer.text("accessibility-contact")) }
        (contact(localizer, body))
        h2 { (localizer.text("accessibility-recourse-title")) }
        p {
            @if body.ombudsman.is_empty() { (localizer.text("accessibility-recourse-unsaid")) }
            @else { (localizer.with("accessibility-recourse", &[("ombudsman", &body.ombudsman)])) }
        }
    }
}
