//! Requests: what waits at the counter, a new one, and what becomes of it.

mod correct;
mod open;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::command::RequestCommand;
use shared::document::{NewRequest, Priority, RequestOrigin, request_number, request_number_prefix};
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::{Command, DocumentId, DocumentKind};

use self::open::Open;
use super::Office;
use super::access::{may_plan, may_request};
use super::chip;
use super::fields::{Fields, Parameters, encoded, id};
use super::icon::icon;
use super::place;
use super::say::{Say, machine};
use super::session::Visitor;
use super::shell::{Room, done, nothing, notices, pages, shell};
use super::trouble::Trouble;
use crate::limits::PAGE_ROWS_MAX;
use crate::office::store::{BuildingRow, Names, Reader, RequestFilter, RequestLine, RequestRow};

pub(super) use correct::{answer_of, correct};

pub(super) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let filter = RequestFilter {
        all: parameters.one("all") == "yes",
        text: parameters.one("text").to_owned(),
        page: parameters.page(),
    };
    let asked = filter.clone();
    let (mut requests, names, hidden) = office
        .database
        .read(move |reader| {
            let hidden = hidden(reader, &asked)?;
            Ok((reader.requests(&asked)?, reader.names()?, hidden))
        })
        .await?;
    let RequestFilter { all, text, page } = filter;
    let more = requests.len() > PAGE_ROWS_MAX;
    requests.truncate(PAGE_ROWS_MAX);
    let say = &visitor.say;
    let body = html! {
        div.head {
            h1 { (say.t("nav-requests")) }
            @if may_request(visitor.person.role) { a.button.primary href="/office/requests/new" { (say.t("request-new")) } }
        }
        (notices(say, done(parameters.one("done")), None))
        form.filters method="get" action="/office/requests" role="search" {
            div.field {
                label for="text" { (say.t("filter-text")) }
                input #text type="search" name="text" value=(text);
            }
            label.tick { input type="checkbox" name="all" value="yes" checked[all]; span { (say.t("requests-all")) } }
            button type="submit" { (say.t("filter-do")) }
        }
        div #requests data-live data-said=(say.t("requests-said")) {
            @if requests.is_empty() { (nothing(say, &text, page, if all { "requests-none-at-all" } else { "requests-none" }, |page| parameters.with_page(page))) }
            @else { (table(say, &names, &requests)) }
            @if hidden > 0 {
                p { a.button.quiet data-test="hidden" href={ "/office/requests?all=yes&text=" (encoded(&text)) } { (say.count("requests-hidden", hidden)) } }
            }
            @if !requests.is_empty() { (pages(say, page, more, |page| parameters.with_page(page))) }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Requests, &say.t("nav-requests"), &body))
}

/// Requests, one line each.
fn table(say: &Say, names: &Names, requests: &[RequestLine]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.t("nav-requests")) {
            table.rows {
                thead { tr {
                    th.w-number scope="col" { (say.t("column-number")) }
                    th scope="col" { (say.t("column-request")) }
                    th.w-place scope="col" { (say.t("where")) }
                    th.w-organisation scope="col" { (say.t("organisation")) }
                    th.w-became scope="col" { (say.t("filter-state")) }
                    th.w-day scope="col" { (say.t("column-entered")) }
                } }
                tbody { @for request in requests { (row(say, names, request)) } }
            }
        }
    }
}

fn row(say: &Say, names: &Names, request: &RequestLine) -> Markup {
    html! {
        tr data-test="request-row" {
            td.quiet { (request.number.as_deref().unwrap_or("–")) }
            th.line scope="row" title=(request.title) {
                (chip::sign(say, request.priority))
                a href={ "/office/requests/" (request.id) } { (request.title) }
            }
            td.line title=(request.building_name) { (request.building_name) }
            td.line { (names.organisation(request.organisation)) }
            td {
                span.chips {
                    (chip::request(say, request))
                    @if request.photos > 0 {
                        span.chip { (icon("photo")) (request.photos) span.unseen { " " (say.count("request-photos", request.photos)) } }
                    }
                }
            }
            @let who = format!(
                "{} · {} · {}",
                say.instant(request.at),
                names.person(request.person),
                say.t(&format!("request-origin-{}", request.origin))
            );
            td.line title=(who) { time datetime=(machine(request.at)) { (say.day(say.date(request.at))) } }
        }
    }
}

/// How many requests have the words that are searched for, and are hidden because they are answered.
fn hidden(reader: &Reader<'_>, filter: &RequestFilter) -> rusqlite::Result<u32> {
    if filter.text.is_empty() || filter.all {
        return Ok(0);
    }
    let all = RequestFilter { all: true, ..filter.clone() };
    Ok(reader.count_requests(&all)?.saturating_sub(reader.count_requests(filter)?))
}

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let id: DocumentId = id(&address)?;
    let (request, names) =
        office.database.read(move |reader| Ok((reader.request(id)?, reader.names()?))).await?;
    let Some(request) = request else { return Err(office.not_listed(id, DocumentKind::Request).await) };
    let building = request.building;
    let place = office.database.read(move |reader| reader.building(building)).await?;
    let say = &visitor.say;
    let open = request.work_order.is_none() && request.closed.is_none();
    let asset =
        place.as_ref().and_then(|place| place.assets.iter().find(|asset| Some(asset.id) == request.asset));
    let here = Open::read(&office, building, Some(id)).await?;
    let body = html! {
        (entered(say, &request, parameters.one("done")))
        header.sheet {
            @if let Some(number) = &request.number { p.quiet data-test="number" { (number) } }
            h1 { (request.title) }
            p.chips { (chip::priority(say, request.priority)) span.chip { (say.t(&format!("request-origin-{}", request.origin))) } }
            p.quiet { (names.person(request.person)) " · " (say.moment(request.at)) }
            @if !request.description.is_empty() { p.description { (request.description) } }
            dl.facts {
                dt { (say.t("where")) }
                dd { @if let Some(place) = &place { a href={ "/office/buildings/" (place.id) } { (place.name) } } }
                @if let Some(asset) = asset { dt { (say.t("asset")) } dd { (asset.name) } }
                dt { (say.t("organisation")) } dd { (names.organisation(request.organisation)) }
            }
            @if let Some(reason) = &request.closed { p.notice.warn { (say.t("request-closed")) (say.t("colon")) (reason) } }
            @if let Some(order) = request.work_order {
                p.chips data-test="became" {
                    a.button href={ "/office/work-orders/" (order) } {
                        (say.t("request-order")) @if let Some((number, _)) = &request.became { " " (number) }
                    }
                    @if let Some((_, state)) = &request.became { (chip::state(say, state)) }
                }
            }
        }
        (photos(say, &names, &request))
        @if open { (here.section(say, request.asset)) }
        @if correct::may_correct(&visitor, &request) { (correct::form(say, &request, place.as_ref())) }
        @if open && may_plan(visitor.person.role) {
            section.decide {
                h2 { (say.t("decide")) }
                div.columns {
                    p { a.button.primary href={ "/office/work-orders/new?request=" (request.id) } { (say.t("request-make-order")) } }
                    form.stack method="post" action={ "/office/requests/" (request.id) "/close" } {
                        div.field {
                            label for="reason" { (say.t("request-close-reason")) }
                            textarea #reason name="reason" rows="2" required data-chars-max=(NOTE_CHARS_MAX) {}
                        }
                        button type="submit" { (say.t("request-close")) }
                    }
                }
            }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Requests, &request.title, &body))
}

/// The pictures of a request.
fn photos(say: &Say, names: &Names, request: &RequestRow) -> Markup {
    html! {
        @if !request.photos.is_empty() {
            section {
                h2 { (say.t("photos")) }
                div.gallery {
                    @for photo in &request.photos {
                        figure.photo {
                            @if photo.received {
                                a.enlarge href={ "/office/photos/" (photo.sha256) } data-said=(photo.caption) {
                                    img src={ "/office/photos/" (photo.sha256) } alt=(say.t("photo-of-request")) loading="lazy";
                                }
                            } @else {
                                div.no-photo { p { (icon("phone")) (say.t("photo-on-phone")) } }
                            }
                            figcaption { (names.person(photo.person)) " " (photo.caption) }
                        }
                    }
                }
            }
        }
    }
}

/// What the last action did; of a request that was just entered, its number, and the way to the next.
fn entered(say: &Say, request: &RequestRow, word: &str) -> Markup {
    match (&request.number, word) {
        (Some(number), "created") => html! {
            div.notice.good role="status" data-test="notice" {
                (icon("check")) span { (say.with("request-entered", &[("number", number)])) }
                a.button href="/office/requests/new" { (say.t("request-new")) }
            }
        },
        _ => notices(say, done(word), None),
    }
}

/// A new request: first the building, then the rest.
pub(super) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let chosen: Option<DocumentId> = parameters.optional("building")?;
    let building = match chosen {
        Some(id) => office.database.read(move |reader| reader.building(id)).await?,
        None => None,
    };
    let say = &visitor.say;
    let title = say.t("request-new");
    let body = match building {
        Some(building) => html! {
            h1 { (title) }
            (Open::read(&office, building.id, None).await?.section(say, None))
            (form(say, &building))
        },
        None => place::choose(&office, say, &title, "/office/requests/new", parameters.one("text")).await?,
    };
    Ok(shell(say, Some(&visitor), Room::Requests, &title, &body))
}

fn form(say: &Say, building: &BuildingRow) -> Markup {
    html! {
        p.lead { (building.name) " · " (building.address) }
        form.stack.narrow method="post" action="/office/requests" data-creates {
            input type="hidden" name="building" value=(building.id);
            div.field {
                label for="title" { (say.t("request-what")) }
                input #title name="title" required data-chars-max=(LINE_CHARS_MAX);
            }
            div.field {
                label for="description" { (say.t("field-description")) }
                textarea #description name="description" rows="4" data-chars-max=(NOTE_CHARS_MAX) {}
            }
            (place::asset(say, building, None))
            (place::priority(say, Priority::Normal))
            button.primary type="submit" { (say.t("request-create")) }
        }
    }
}

pub(super) async fn create(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Trouble> {
    let building: DocumentId = fields.required("building", "error-other")?;
    let place =
        office.database.read(move |reader| reader.building(building)).await?.ok_or(Trouble::NotFound)?;
    let asset = fields.optional("asset")?;
    let new = NewRequest {
        origin: RequestOrigin::Counter,
        title: fields.one("title").to_owned(),
        description: fields.one("description").to_owned(),
        organisation: place.organisation,
        building,
        space: asset.and_then(|asset| place.space_of(asset)),
        asset,
        nature: None,
        priority: Priority::named(fields.one("priority")).ok_or(Trouble::Invalid("error-other"))?,
    };
    let command = Command::Request(RequestCommand::Create(Box::new(new)));
    let year = visitor.say.today().date().year();
    let prefix = request_number_prefix(year);
    let numbering = office.app.counters.numbers.begin(prefix.clone()).await;
    let newest = office.database.read(move |reader| reader.newest_request_number(&prefix)).await?;
    let nth = numbering.next(newest);
    let (id, _) = office.engine.execute(visitor.person.id, None, command).await?;
    let number = Command::Request(RequestCommand::Number(request_number(year, nth)));
    match office.engine.execute(visitor.person.id, Some(id), number).await {
        Ok(_) => numbering.given(nth),
        // It is entered all the same.
        Err(error) => tracing::error!(%error, request = %id, "a request got no number"),
    }
    Ok(Redirect::to(&format!("/office/requests/{id}?done=created")).into_response())
}

pub(super) async fn close(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id: DocumentId = id(&address)?;
    let command = Command::Request(RequestCommand::Close { reason: fields.one("reason").to_owned() });
    office.engine.execute(visitor.person.id, Some(id), command).await?;
    Ok(Redirect::to("/office/requests?done=closed").into_response())
}
