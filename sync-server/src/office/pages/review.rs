//! *To review*: finished reports and contradictions as they arrive, oldest first.

use axum::extract::State;
use maud::{Markup, html};

use super::chip;
use super::fields::Parameters;
use super::session::Visitor;
use super::shell::{Room, done, notices, shell};
use super::trouble::Trouble;
use super::{Office, say::Say};
use crate::office::store::{Names, OrderLine};

pub(super) async fn queue(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    // The oldest are shown; how many wait is said of all.
    let (orders, (waiting, _), names) = office
        .database
        .read(|reader| Ok((reader.review_queue()?, reader.waiting()?, reader.names()?)))
        .await?;
    let say = &visitor.say;
    let body = html! {
        h1 { (say.t("review-title")) }
        (notices(say, done(parameters.one("done")), None))
        div #queue data-live data-said=(say.t("review-said")) {
            @if orders.is_empty() {
                p.empty { (say.t("review-nothing")) }
            } @else {
                p.lead { (say.count("review-count", waiting)) }
                ol.cards { @for order in &orders { (card(say, &names, order)) } }
            }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Review, &say.t("review-title"), &body))
}

fn card(say: &Say, names: &Names, order: &OrderLine) -> Markup {
    html! {
        li.card data-test="review-row" {
            h2 { a href={ "/office/work-orders/" (order.id) } { (order.title) } }
            p { (order.building_name) " · " (order.place) }
            p.chips {
                (chip::state(say, &order.state))
                (chip::priority(say, order.priority))
                (chip::remarks(say, order))
            }
            p.quiet {
                (order.number)
                @if let Some(person) = order.finished_by { " · " (names.person(person)) }
                @if let Some(at) = order.finished_at { " · " (say.moment(at)) }
            }
        }
    }
}
