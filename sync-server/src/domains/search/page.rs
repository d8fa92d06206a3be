//! One search over everything: orders, requests, buildings, equipment, people.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{LabelCode, Role};

use crate::base::limits::HITS_MAX;
use crate::base::role::may_oversee;
use crate::domains::counter::badges;
use crate::domains::search::queries::{Hits, PersonHit};
use crate::office::address::{LABEL, encoded};
use crate::office::badge;
use crate::office::form::Parameters;
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    let text = parameters.one("text").to_owned();
    if let Some(code) = label(&office, &text).await? {
        return Ok(Redirect::to(&format!("{LABEL}{code}")).into_response());
    }
    let hits = if text.is_empty() {
        None
    } else {
        let asked = text.clone();
        Some(office.lists(&visitor, move |reader| reader.find(&asked)).await?)
    };
    let localizer = &visitor.localizer;
    let title = localizer.text("search-title");
    let body = html! {
        h1 { (title) }
        form.find-all method="get" action="/office/search" role="search" {
            label for="text" { (localizer.text("search-label")) }
            div.find {
                input #text type="search" name="text" value=(text) aria-describedby="search-hint" autofocus[hits.is_none()];
                button.primary type="submit" { (localizer.text("search-do")) }
            }
            p.quiet #search-hint { (localizer.text("search-hint")) }
        }
        @if let Some(hits) = &hits { (found(&visitor, &text, hits)) }
    };
    Ok(shell(localizer, Some(&visitor), Room::NONE, &title, &body).into_response())
}

/// The label that somebody typed, or a scanner did. A serial number may look like one too: it is one that is known.
async fn label(office: &Office, text: &str) -> Result<Option<LabelCode>, PageError> {
    let Ok(code) = text.parse::<LabelCode>() else { return Ok(None) };
    let is_stuck = !office.all_lists(move |reader| reader.labelled(code)).await?.is_empty();
    let is_known = is_stuck || office.engine.read(move |store| store.is_blank_label(code)).await?;
    Ok(is_known.then_some(code))
}

fn found(visitor: &Visitor, text: &str, hits: &Hits) -> Markup {
    let localizer = &visitor.localizer;
    let all = |list: &str, more: &str| format!("/office/{list}?text={}{more}", encoded(text));
    let nothing = hits.orders.is_empty()
        && hits.requests.is_empty()
        && hits.buildings.is_empty()
        && hits.assets.is_empty()
        && hits.people.is_empty();
    html! {
        @if nothing { p.empty role="status" data-test="found-nothing" { (localizer.with("search-nothing", &[("text", text)])) } }
        (group(localizer, "nav-work-orders", &hits.orders, Some(&all("work-orders", "&state=all")), |order| html! {
            a href={ "/office/work-orders/" (order.id) } { (order.number) " " (order.title) }
            span.quiet { (order.building_name) }
            span.chips { (badge::state(localizer, &order.state)) }
        }))
        (group(localizer, "nav-requests", &hits.requests, Some(&all("requests", "&all=yes")), |request| html! {
            a href={ "/office/requests/" (request.id) } { @if let Some(number) = &request.number { (number) " " } (request.title) }
            span.quiet { (request.building_name) " · " (localizer.moment(request.at)) }
            span.chips { (badges::request(localizer, request)) }
        }))
        (group(localizer, "nav-buildings", &hits.buildings, Some(&all("buildings", "")), |building| html! {
            a href={ "/office/buildings/" (building.id) } { (building.name) }
            span.quiet { (building.code) " · " (building.address) }
        }))
        (group(localizer, "building-assets-title", &hits.assets, None, |asset| html! {
            a href={ "/office/buildings/" (asset.building) "?asset=" (asset.id) "#asset-" (asset.id) } { (asset.name) }
            span.quiet { (asset.make) " · " (asset.building_name) }
        }))
        (group(localizer, "nav-people", &hits.people, None, |person| person_line(visitor, person)))
    }
}

fn person_line(visitor: &Visitor, person: &PersonHit) -> Markup {
    let localizer = &visitor.localizer;
    // Their page may be seen wherever they may.
    let oversees = visitor.person.roles.scope(may_oversee) == visitor.scope;
    html! {
        @if oversees { a href={ "/office/people/" (person.id) } { (person.name) } }
        @else { strong { (person.name) } }
        span.quiet { (localizer.text(&format!("role-{}", person.role.name()))) }
        @if person.role == Role::Technician {
            a href={ "/office/work-orders?state=all&technician=" (person.id) } { (localizer.text("search-their-orders")) }
        }
    }
}

/// Hits of one kind; where there are more than are shown, with the way to all or a word that there are.
fn group<T>(
    localizer: &Localizer,
    title: &str,
    hits: &[T],
    all: Option<&str>,
    line: impl Fn(&T) -> Markup,
) -> Markup {
    html! {
        @if !hits.is_empty() {
            section data-test=(title) {
                h2 { (localizer.text(title)) }
                ul.hits { @for hit in hits.iter().take(HITS_MAX) { li data-test="hit" { (line(hit)) } } }
                @if hits.len() > HITS_MAX {
                    @if let Some(all) = all { p { a.button.quiet href=(all) { (localizer.text("search-all")) } } }
                    @else { p.quiet { (localizer.text("search-more")) } }
                }
            }
        }
    }
}
