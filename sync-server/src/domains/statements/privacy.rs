//! What is kept of people, why and for how long (Regulation (EU) 2016/679, article 13). It says what the program
//! does: who changes that changes these words.

use axum::extract::State;
use maud::{Markup, html};
use shared::limits::{APPROVED_ORDER_DAYS_MAX, SESSION_AGE_MS_MAX, SESSION_IDLE_MS_MAX};

use crate::domains::statements::contact::{contact, named, statement};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::{Guest, Visitor};
use crate::office::state::Office;
use crate::retention::{Category, Terms};
use crate::store::ResponsibleBody;

/// What is kept, each with its phrase.
const KEPT: [&str; 5] = [
    "privacy-kept-staff",
    "privacy-kept-requests",
    "privacy-kept-buildings",
    "privacy-kept-photos",
    "privacy-kept-log",
];

const HOUR_MS: i64 = 60 * 60 * 1000;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    guest: Guest,
) -> Result<Markup, PageError> {
    let (token_days, terms) = (office.app.tokens.days, office.engine.read(Terms::read).await?);
    statement(&office, (visitor, guest), "privacy-title", |localizer, body| {
        words(localizer, body, token_days, &terms)
    })
    .await
}

fn words(localizer: &Localizer, body: &ResponsibleBody, token_days: u32, terms: &Terms) -> Markup {
    let name = named(localizer, body);
    html! {
        p { (localizer.with("privacy-who", &[("name", &name)])) }
        (contact(localizer, body))
        @if !body.dpo_email.is_empty() {
            p { (localizer.text("privacy-dpo")) (localizer.text("colon")) a href={ "mailto:" (body.dpo_email) } { (body.dpo_email) } }
        }
        h2 { (localizer.text("privacy-why-title")) }
        p { (localizer.text("privacy-why")) }
        h2 { (localizer.text("privacy-kept-title")) }
        ul { @for key in KEPT { li { (localizer.text(key)) } } }
        p { (localizer.text("privacy-not")) }
        h2 { (localizer.text("privacy-where-title")) }
        p { (localizer.text("privacy-where")) }
        h2 { (localizer.text("privacy-long-title")) }
        p { (how_long(localizer, token_days)) }
        @if terms.is_in_force {
            ul data-test="periods" {
                @for category in Category::ALL {
                    li {
                        (localizer.text(&format!("retention-{}", category.name()))) (localizer.text("colon"))
                        (localizer.count("retention-months-are", terms.months(category)))
                    }
                }
            }
        }
        p { (localizer.text("privacy-long-rest")) }
        h2 { (localizer.text("privacy-cookies-title")) }
        p { (localizer.text("privacy-cookies")) }
        h2 { (localizer.text("privacy-rights-title")) }
        p { (localizer.text("privacy-rights")) }
        p { (localizer.text("privacy-complaint")) }
    }
}

/// The times that the program keeps to.
fn how_long(localizer: &Localizer, token_days: u32) -> String {
    let hours = (SESSION_IDLE_MS_MAX / HOUR_MS).to_string();
    let days = (SESSION_AGE_MS_MAX / (24 * HOUR_MS)).to_string();
    let (orders, phones) = (APPROVED_ORDER_DAYS_MAX.to_string(), token_days.to_string());
    localizer
        .with("privacy-long", &[("hours", &hours), ("days", &days), ("orders", &orders), ("phones", &phones)])
}
