//! What whoever opens the address of a label sees: those who see the thing at the office, the thing; anybody else, what it
//! is and whom to call.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::LabelCode;

use crate::base::role::may_keep_register;
use crate::domains::register::label_queries::Labelled;
use crate::domains::statements::contact::contact;
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::session::{Guest, Visitor};
use crate::office::state::Office;

/// `GET /office/l/{code}`.
pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    guest: Guest,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let localizer = visitor.as_ref().map_or(&guest.localizer, |visitor| &visitor.localizer);
    let Ok(code) = code.parse::<LabelCode>() else {
        let body = html! { p { (localizer.text("label-mistyped")) } };
        return Ok(unknown(localizer, visitor.as_ref(), &body));
    };
    if let Some(visitor) = &visitor {
        let seen = office.lists(visitor, move |reader| reader.labelled(code)).await?;
        match seen.as_slice() {
            [] => {}
            [one] => return Ok(Redirect::to(&one.address()).into_response()),
            several => return Ok(choice(localizer, visitor, several)),
        }
    }
    let things = office.all_lists(move |reader| reader.labelled(code)).await?;
    let (is_blank, body) =
        office.engine.read(move |store| Ok((store.is_blank_label(code)?, store.responsible_body()?))).await?;
    let whom = html! {
        h2 { (localizer.text("label-whom")) }
        p { (localizer.text("label-whom-explain")) }
        (contact(localizer, &body))
    };
    if things.is_empty() && !is_blank {
        let body = html! { p { (localizer.text("label-unknown")) } (whom) };
        return Ok(unknown(localizer, visitor.as_ref(), &body));
    }
    let title =
        things.first().map_or_else(|| localizer.text("label-blank"), |thing| called(thing).to_owned());
    let keeps = visitor.as_ref().is_some_and(|visitor| visitor.may(may_keep_register));
    let page = html! {
        article.statement data-test="label-opened" {
            h1 { (title) }
            @for thing in things.iter().filter(|thing| called(thing) != thing.building_name) { p { (thing.building_name) } }
            @if things.is_empty() {
                p { (localizer.text("label-blank-explain")) }
                @if keeps { p { (localizer.with("label-blank-attach", &[("code", &code.grouped())])) " " a href="/office/buildings" { (localizer.text("nav-buildings")) } } }
            }
            p.quiet { (localizer.with("label-code", &[("code", &code.grouped())])) }
            (whom)
        }
    };
    Ok(shell(localizer, visitor.as_ref(), Room::NONE, &title, &page).into_response())
}

/// What everybody may know of a thing: the kind of an asset, the name of a space or building.
fn called(thing: &Labelled) -> &str {
    match (thing.asset, thing.family.as_str(), thing.name.as_str()) {
        (Some(_), family, _) if !family.is_empty() => family,
        (_, _, "") => &thing.building_name,
        (_, _, name) => name,
    }
}

/// A label that is on several things: somebody chooses, and sees that one of them is wrong.
fn choice(localizer: &Localizer, visitor: &Visitor, things: &[Labelled]) -> Response {
    let title = localizer.text("label-several");
    let page = html! {
        h1 { (title) }
        p.notice.warn { (localizer.text("label-several-explain")) }
        ul.hits {
            @for thing in things {
                li { a href=(thing.address()) { @if thing.name.is_empty() { (thing.building_name) } @else { (thing.name) } } " " span.quiet { (thing.building_name) } }
            }
        }
    };
    shell(localizer, Some(visitor), Room::NONE, &title, &page).into_response()
}

fn unknown(localizer: &Localizer, visitor: Option<&Visitor>, body: &Markup) -> Response {
    let title = localizer.text("label-unknown-title");
    let page = html! { article.statement data-test="label-unknown" { h1 { (title) } (body) } };
    (StatusCode::NOT_FOUND, shell(localizer, visitor, Room::NONE, &title, &page)).into_response()
}
