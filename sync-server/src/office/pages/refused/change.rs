//! One refused change: what was written, as text to read and copy, and what becomes of it.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::wire::RefusalReason;

use super::super::browser_name::device_name;
use super::super::fields::{Fields, Parameters, id};
use super::super::icon::icon;
use super::super::say::Say;
use super::super::session::Visitor;
use super::super::shell::{Room, done, notices, shell, touched};
use super::super::trouble::Trouble;
use super::{Office, address, title};
use crate::office::store::Names;
use crate::sync::{RefusedView, TakeOver};

/// Everything the page shows.
struct Sheet {
    view: RefusedView,
    text: String,
    title: String,
    device: String,
    names: Names,
}

impl Sheet {
    async fn read(office: &Office, visitor: &Visitor, number: i64) -> Result<Self, Trouble> {
        let role = visitor.person.role;
        let (view, device) = office
            .engine
            .read(move |store| {
                let view = RefusedView::read(store, number, role)?;
                let device = view.as_ref().map(|view| store.device(view.row.device)).transpose()?.flatten();
                Ok((view, device))
            })
            .await?;
        let view = view.ok_or(Trouble::NotFound)?;
        let (kind, document) = (view.row.kind, view.row.document);
        let (known, names) =
            office.database.read(move |reader| Ok((reader.title(kind, document)?, reader.names()?))).await?;
        let catalogue = office.catalogue().await?;
        let say = &visitor.say;
        let text = say.phrases().map(|phrases| view.text(phrases, &catalogue)).unwrap_or_default();
        let title = title(say, kind, known.as_deref());
        Ok(Self { view, text, title, device: device.map(|device| device.name).unwrap_or_default(), names })
    }
}

pub(in super::super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let sheet = Sheet::read(&office, &visitor, id(&number)?).await?;
    Ok(show(&visitor, &sheet, done(parameters.one("done")), None))
}

fn show(visitor: &Visitor, sheet: &Sheet, done: Option<&str>, trouble: Option<&str>) -> Markup {
    let say = &visitor.say;
    let row = &sheet.view.row;
    let body = html! {
        (notices(say, done, trouble))
        header.sheet {
            p.quiet { (say.t("refused-title")) }
            h1 { (sheet.title) }
            p.notice.bad { (icon("hazard")) (say.t(&format!("why-refused-{}", row.reason))) }
            (facts(say, sheet))
        }
        section {
            h2 { label for="text" { (say.t("refused-text")) } }
            @if sheet.text.is_empty() {
                p.quiet { (say.t("refused-text-none")) }
            } @else {
                textarea #text readonly rows="8" data-test="refused-text" { (sheet.text) }
            }
            (touched(say, &sheet.view.touched))
            p { a href={ "/office/refused/" (row.id) "/bytes" } download { (say.t("refused-bytes")) } " · " (say.size(row.bytes.len() as u64)) }
        }
        (decision(say, sheet))
    };
    shell(say, Some(visitor), Room::Refused, &sheet.title, &body)
}

fn facts(say: &Say, sheet: &Sheet) -> Markup {
    let row = &sheet.view.row;
    html! {
        dl.facts {
            dt { (say.t("refused-by")) } dd { (sheet.names.person(row.person)) }
            dt { (say.t("refused-device")) }
            dd { a href={ "/office/devices/" (row.device) } { (device_name(say, &sheet.device)) } }
            dt { (say.t("refused-received")) } dd { (say.moment(row.received_at)) }
            dt { (say.t("refused-document")) }
            dd {
                (say.t(&format!("kind-{}", row.kind.name())))
                @if !sheet.view.document.is_empty() && let Some(address) = address(row.kind, row.document) {
                    " · " a href=(address) { (sheet.title) }
                }
            }
        }
    }
}

fn decision(say: &Say, sheet: &Sheet) -> Markup {
    let row = &sheet.view.row;
    if let Some(dealt) = row.dealt {
        return html! {
            section {
                h2 { (icon("check")) (say.t(&format!("refused-{}", dealt.fate.name()))) }
                p { (sheet.names.person(dealt.by)) " · " (say.moment(dealt.at)) }
            }
        };
    }
    html! {
        section.decide aria-label=(say.t("decide")) {
            h2 { (say.t("decide")) }
            div.columns {
                (take_over_form(say, sheet))
                form.stack method="post" action={ "/office/refused/" (row.id) "/set-aside" } {
                    p { (say.t("refused-set-aside-explain")) }
                    button type="submit" data-test="set-aside" { (say.t("refused-set-aside-do")) }
                }
            }
        }
    }
}

fn take_over_form(say: &Say, sheet: &Sheet) -> Markup {
    let view = &sheet.view;
    let followers = u32::try_from(view.followers).unwrap_or(u32::MAX);
    html! {
        @if let Some(obstacle) = view.obstacle {
            div.stack {
                p.notice.warn data-test="obstacle" { (say.t(obstacle_phrase(obstacle))) }
                @if !view.builds_on.is_empty() {
                    p { (say.t("refused-builds-on")) }
                    ul { @for number in &view.builds_on {
                        li { a href={ "/office/refused/" (number) } { (say.with("refused-number", &[("number", &number.to_string())])) } }
                    } }
                }
            }
        } @else {
            form.stack method="post" action={ "/office/refused/" (view.row.id) "/take-over" } {
                input type="hidden" name="seen" value=(view.seen);
                p { (say.t("refused-take-over-explain")) }
                @if followers > 0 { p { (say.count("refused-followers", followers)) } }
                button.primary type="submit" data-test="take-over" { (say.t("refused-take-over-do")) }
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
        RefusalReason::MissingDependency | RefusalReason::Held => "obstacle-missing",
        RefusalReason::NotAllowed | RefusalReason::OutOfScope => "obstacle-not-yours",
    }
}

/// The bytes as they came, for whoever can read them.
pub(in super::super) async fn bytes(
    State(office): State<Office>,
    _: Visitor,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number: i64 = id(&number)?;
    let row = office.engine.read(move |store| store.refused(number)).await?.ok_or(Trouble::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"guichet-{number}.change\"")),
    ];
    Ok((headers, row.bytes).into_response())
}

pub(in super::super) async fn take_over(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
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

pub(in super::super) async fn set_aside(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let number: i64 = id(&number)?;
    office.engine.set_aside(number, visitor.person.id).await?;
    tracing::info!(refused = number, by = %visitor.person.id, "refused change set aside");
    Ok(Redirect::to("/office/refused?done=set-aside").into_response())
}
