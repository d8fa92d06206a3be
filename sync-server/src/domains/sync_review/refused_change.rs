//! One refused change: what was written, as text to read and copy, and what becomes of it.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::wire::RefusalReason;

use crate::domains::catalogue::names::Names;
use crate::domains::sync_review::known_names::{KnownNames, things_in};
use crate::domains::sync_review::menu;
use crate::domains::sync_review::refused_page::title;
use crate::office::browser_name::device_name;
use crate::office::form::{Fields, Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell, touched};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::sync::take_over::{RefusedView, TakeOver};

/// Everything the page shows.
struct Sheet {
    view: RefusedView,
    text: String,
    title: String,
    /// The address of the document's own page, where there is one.
    address: Option<String>,
    device: String,
    names: Names,
}

impl Sheet {
    async fn read(office: &Office, visitor: &Visitor, number: i64) -> Result<Self, PageError> {
        office.records(visitor, move |store| store.refused(number)).await?.ok_or(PageError::NotFound)?;
        let person = visitor.person.clone();
        // Whole, as it is judged: who wrote it may work elsewhere.
        let (view, device) = office
            .engine
            .read(move |store| {
                let view = RefusedView::read(store, number, &person.roles)?;
                let device = view.as_ref().map(|view| store.device(view.row.device)).transpose()?.flatten();
                Ok((view, device))
            })
            .await?;
        let view = view.ok_or(PageError::NotFound)?;
        let (kind, document) = (view.row.kind, view.row.document);
        let (known, page, names) = office
            .lists(visitor, move |reader| {
                let page = reader.pages().get(&kind).copied();
                Ok((reader.title(kind, document)?, page, reader.names()?))
            })
            .await?;
        let address = page.filter(|_| !view.document.is_empty()).map(|page| format!("{page}{document}"));
        let known_names = KnownNames::read(office, visitor, &names, things_in(view.documents())).await?;
        let localizer = &visitor.localizer;
        let text = localizer.phrases().map(|phrases| view.text(phrases, &known_names)).unwrap_or_default();
        let title = title(localizer, kind, known.as_deref());
        let device = device.map(|device| device.name).unwrap_or_default();
        Ok(Self { view, text, title, address, device, names })
    }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let sheet = Sheet::read(&office, &visitor, id(&number)?).await?;
    Ok(show(&visitor, &sheet, done(parameters.one("done")), None))
}

fn show(visitor: &Visitor, sheet: &Sheet, done: Option<&str>, error: Option<&str>) -> Markup {
    let localizer = &visitor.localizer;
    let row = &sheet.view.row;
    let body = html! {
        (notices(localizer, done, error))
        header.sheet {
            p.quiet { (localizer.text("refused-title")) }
            h1 { (sheet.title) }
            p.notice.bad { (icon("hazard")) (localizer.text(&format!("why-refused-{}", row.reason))) }
            (facts(localizer, sheet))
        }
        section {
            h2 { label for="text" { (localizer.text("refused-text")) } }
            @if sheet.text.is_empty() {
                p.quiet { (localizer.text("refused-text-none")) }
            } @else {
                textarea #text readonly rows="8" data-test="refused-text" { (sheet.text) }
            }
            (touched(localizer, &sheet.view.touched))
            p { a href={ "/office/refused/" (row.id) "/bytes" } download { (localizer.text("refused-bytes")) } " · " (localizer.size(row.bytes.len() as u64)) }
        }
        (decision(localizer, sheet))
    };
    shell(localizer, Some(visitor), menu::REFUSED, &sheet.title, &body)
}

fn facts(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let row = &sheet.view.row;
    html! {
        dl.facts {
            dt { (localizer.text("refused-by")) } dd { (sheet.names.person(row.person)) }
            dt { (localizer.text("refused-device")) }
            dd { a href={ "/office/devices/" (row.device) } { (device_name(localizer, &sheet.device)) } }
            dt { (localizer.text("refused-received")) } dd { (localizer.moment(row.received_at)) }
            dt { (localizer.text("refused-document")) }
            dd {
                (localizer.text(&format!("kind-{}", row.kind.name())))
                @if let Some(address) = &sheet.address {
                    " · " a href=(address) { (sheet.title) }
                }
            }
        }
    }
}

fn decision(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let row = &sheet.view.row;
    if let Some(resolved) = row.resolved {
        return html! {
            section {
                h2 { (icon("check")) (localizer.text(&format!("refused-{}", resolved.resolution.name()))) }
                p { (sheet.names.person(resolved.by)) " · " (localizer.moment(resolved.at)) }
            }
        };
    }
    html! {
        section.decide aria-label=(localizer.text("decide")) {
            h2 { (localizer.text("decide")) }
            div.columns {
                (take_over_form(localizer, sheet))
                form.stack method="post" action={ "/office/refused/" (row.id) "/set-aside" } {
                    p { (localizer.text("refused-set-aside-explain")) }
                    button type="submit" data-test="set-aside" { (localizer.text("refused-set-aside-do")) }
                }
            }
        }
    }
}

fn take_over_form(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let view = &sheet.view;
    let followers = u32::try_from(view.followers).unwrap_or(u32::MAX);
    html! {
        @if let Some(obstacle) = view.obstacle {
            div.stack {
                p.notice.warn data-test="obstacle" { (localizer.text(obstacle_phrase(obstacle))) }
                @if !view.builds_on.is_empty() {
                    p { (localizer.text("refused-builds-on")) }
                    ul { @for number in &view.builds_on {
                        li { a href={ "/office/refused/" (number) } { (localizer.with("refused-number", &[("number", &number.to_string())])) } }
                    } }
                }
            }
        } @else {
            form.stack method="post" action={ "/office/refused/" (view.row.id) "/take-over" } {
                input type="hidden" name="seen" value=(view.reviewed);
                p { (localizer.text("refused-take-over-explain")) }
                @if followers > 0 { p { (localizer.count("refused-followers", followers)) } }
                button.primary type="submit" data-test="take-over" { (localizer.text("refused-take-over-do")) }
            }
        }
    }
}

/// Why not even the office may take a change over.
const fn obstacle_phrase(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::Corrupt => "obstacle-corrupt",
        RefusalReason::ForeignActor | RefusalReason::ActorReused => "obstacle-hand",
        RefusalReason::ForeignSignature => "obstacle-signature",
        RefusalReason::TooLarge => "obstacle-too-large",
        RefusalReason::Unreadable => "obstacle-unreadable",
        RefusalReason::MissingDependency | RefusalReason::Deferred => "obstacle-missing",
        RefusalReason::NotAllowed | RefusalReason::OutOfScope => "obstacle-not-yours",
    }
}

/// The bytes as they came, for whoever can read them.
pub(crate) async fn bytes(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let number: i64 = id(&number)?;
    let row =
        office.records(&visitor, move |store| store.refused(number)).await?.ok_or(PageError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"guichet-{number}.change\"")),
    ];
    Ok((headers, row.bytes).into_response())
}

pub(crate) async fn take_over(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let number = id(&number)?;
    let seen = fields.required("seen", "error-other")?;
    match office.engine.take_over(number, seen, visitor.person.id).await? {
        TakeOver::Taken(changes) => {
            tracing::info!(refused = number, changes, by = %visitor.person.id, "refused change taken over");
            Ok(Redirect::to(&format!("/office/refused/{number}?done=taken-over")).into_response())
        }
        TakeOver::Over => Ok(Redirect::to(&format!("/office/refused/{number}")).into_response()),
        TakeOver::Refused(reason) => {
            let sheet = Sheet::read(&office, &visitor, number).await?;
            let page = show(&visitor, &sheet, None, Some(obstacle_phrase(reason)));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        TakeOver::NotAsSeen => {
            let sheet = Sheet::read(&office, &visitor, number).await?;
            let page = show(&visitor, &sheet, None, Some("error-refused-changed"));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

pub(crate) async fn dismiss(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let number: i64 = id(&number)?;
    office.engine.dismiss(number, visitor.person.id).await?;
    tracing::info!(refused = number, by = %visitor.person.id, "refused change dismissed");
    Ok(Redirect::to("/office/refused?done=set-aside").into_response())
}
