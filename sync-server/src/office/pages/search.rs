//! One search over everything: orders, requests, buildings, equipment, people.

use axum::extract::State;
use maud::{Markup, html};
use shared::Role;

use super::Office;
use super::access::may_oversee;
use super::chip;
use super::fields::{Parameters, encoded};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, shell};
use super::trouble::Trouble;
use crate::limits::HITS_MAX;
use crate::office::store::{Hits, PersonHit};

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let text = parameters.one("text").to_owned();
    let hits = if text.is_empty() {
        None
    } else {
        let asked = text.clone();
        Some(office.database.read(move |reader| reader.find(&asked)).await?)
    };
    let say = &visitor.say;
    let title = say.t("search-title");
    let body = html! {
        h1 { (title) }
        form.find-all method="get" action="/office/search" role="search" {
            label for="text" { (say.t("search-label")) }
            div.find {
                input #text type="search" name="text" value=(text) aria-describedby="search-hint" autofocus[hits.is_none()];
                button.primary type="submit" { (say.t("search-do")) }
            }
            p.quiet #search-hint { (say.t("search-hint")) }
        }
        @if let Some(hits) = &hits { (found(&visitor, &text, hits)) }
    };
    Ok(shell(say, Some(&visitor), Room::None, &title, &body))
}

fn found(visitor: &Visitor, text: &str, hits: &Hits) -> Markup {
    let say = &visitor.say;
    let all = |list: &str, more: &str| format!("/office/{list}?text={}{more}", encoded(text));
    let nothing = hits.orders.is_empty()
        && hits.requests.is_empty()
        && hits.buildings.is_empty()
        && hits.assets.is_empty()
        && hits.people.is_empty();
    html! {
        @if nothing { p.empty role="status" data-test="found-nothing" { (say.with("search-nothing", &[("text", text)])) } }
        (group(say, "nav-work-orders", &hits.orders, Some(&all("work-orders", "&state=all")), |order| html! {
            a href={ "/office/work-orders/" (order.id) } { (order.number) " " (order.title) }
            span.quiet { (order.building_name) }
            span.chips { (chip::state(say, &order.state)) }
        }))
        (group(say, "nav-requests", &hits.requests, Some(&all("requests", "&all=yes")), |request| html! {
            a href={ "/office/requests/" (request.id) } { @if let Some(number) = &request.number { (number) " " } (request.title) }
            span.quiet { (request.building_name) " · " (say.moment(request.at)) }
            span.chips { (chip::request(say, request)) }
        }))
        (group(say, "nav-buildings", &hits.buildings, Some(&all("buildings", "")), |building| html! {
            a href={ "/office/buildings/" (building.id) } { (building.name) }
            span.quiet { (building.code) " · " (building.address) }
        }))
        (group(say, "building-assets-title", &hits.assets, None, |asset| html! {
            a href={ "/office/buildings/" (asset.building) "?asset=" (asset.id) "#asset-" (asset.id) } { (asset.name) }
            span.quiet { (asset.make) " · " (asset.building_name) }
        }))
        (group(say, "nav-people", &hits.people, None, |person| person_line(visitor, person)))
    }
}

fn person_line(visitor: &Visitor, person: &PersonHit) -> Markup {
    let say = &visitor.say;
    html! {
        @if may_oversee(visitor.person.role) { a href={ "/office/people/" (person.id) } { (person.name) } }
        @else { strong { (person.name) } }
        span.quiet { (say.t(&format!("role-{}", person.role.name()))) }
        @if person.role == Role::Technician {
            a href={ "/office/work-orders?state=all&technician=" (person.id) } { (say.t("search-their-orders")) }
        }
    }
}

/// Hits of one kind; where there are more than are shown, with the way to all or a word that there are.
fn group<T>(say: &Say, title: &str, hits: &[T], all: Option<&str>, line: impl Fn(&T) -> Markup) -> Markup {
    html! {
        @if !hits.is_empty() {
            section data-test=(title) {
                h2 { (say.t(title)) }
                ul.hits { @for hit in hits.iter().take(HITS_MAX) { li data-test="hit" { (line(hit)) } } }
                @if hits.len() > HITS_MAX {
                    @if let Some(all) = all { p { a.button.quiet href=(all) { (say.t("search-all")) } } }
                    @else { p.quiet { (say.t("search-more")) } }
                }
            }
        }
    }
}

/// The box that is on every page.
pub(super) fn search_box(say: &Say) -> Markup {
    html! {
        form.find method="get" action="/office/search" role="search" aria-label=(say.t("search-title")) {
            input #find type="search" name="text" aria-label=(say.t("search-label")) placeholder=(say.t("search-do"))
                aria-keyshortcuts="/" autocomplete="off" data-test="find";
            button type="submit" aria-label=(say.t("search-do")) { (icon("search")) }
        }
    }
}
