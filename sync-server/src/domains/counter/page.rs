//! Requests: what waits at the counter, a new one, and what becomes of it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::document::GONE;
use shared::document::priority::Priority;
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::request::{NewRequest, RequestCommand, RequestOrigin, request_number, request_number_prefix};
use shared::{Command, DocumentId, DocumentKind};

use crate::base::limits::PAGE_ROWS_MAX;
use crate::base::role::{may_plan, may_request};
use crate::domains::catalogue::names::Names;
use crate::domains::counter::open::Open;
use crate::domains::counter::queries::{RequestFilter, RequestLine, RequestRow};
use crate::domains::counter::{badges, menu};
use crate::domains::register::place::{self, Place};
use crate::domains::register::queries::BuildingRow;
use crate::office::address::encoded;
use crate::office::badge;
use crate::office::form::{Fields, Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, nothing, notices, pages, search_list, shell};
use crate::office::localizer::{Localizer, machine};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::projection::reader::Reader;
use crate::sql;

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let filter = RequestFilter {
        all: parameters.one("all") == "yes",
        text: parameters.one("text").to_owned(),
        page: parameters.page(),
    };
    let asked = filter.clone();
    let (mut requests, names, hidden) = office
        .lists(&visitor, move |reader| {
            let hidden = hidden(reader, &asked)?;
            Ok((reader.requests(&asked)?, reader.names()?, hidden))
        })
        .await?;
    let RequestFilter { all, text, page } = filter;
    let more = requests.len() > PAGE_ROWS_MAX;
    requests.truncate(PAGE_ROWS_MAX);
    let localizer = &visitor.localizer;
    let body = html! {
        div.head {
            h1 { (localizer.text("nav-requests")) }
            @if visitor.may(may_request) { a.button.primary href="/office/requests/new" { (localizer.text("request-new")) } }
        }
        (notices(localizer, done(parameters.one("done")), None))
        (search_list(localizer, menu::ROOM, &text, all, "requests-all"))
        div #requests data-live data-said=(localizer.text("requests-said")) {
            @if requests.is_empty() { (nothing(localizer, &text, page, if all { "requests-none-at-all" } else { "requests-none" }, |page| parameters.with_page(page))) }
            @else { (table(localizer, &names, &requests)) }
            @if hidden > 0 {
                p { a.button.quiet data-test="hidden" href={ "/office/requests?all=yes&text=" (encoded(&text)) } { (localizer.count("requests-hidden", hidden)) } }
            }
            @if !requests.is_empty() { (pages(localizer, page, more, |page| parameters.with_page(page))) }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &localizer.text("nav-requests"), &body))
}

/// Requests, one line each.
fn table(localizer: &Localizer, names: &Names, requests: &[RequestLine]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(localizer.text("nav-requests")) {
            table.rows {
                thead { tr {
                    th.w-number scope="col" { (localizer.text("column-number")) }
                    th scope="col" { (localizer.text("column-request")) }
                    th.w-place scope="col" { (localizer.text("where")) }
                    th.w-organisation scope="col" { (localizer.text("organisation")) }
                    th.w-became scope="col" { (localizer.text("filter-state")) }
                    th.w-day scope="col" { (localizer.text("column-entered")) }
                } }
                tbody { @for request in requests { (row(localizer, names, request)) } }
            }
        }
    }
}

fn row(localizer: &Localizer, names: &Names, request: &RequestLine) -> Markup {
    html! {
        tr data-test="request-row" {
            td.quiet { (request.number.as_deref().unwrap_or("–")) }
            th.line scope="row" title=(request.title) {
                (badge::sign(localizer, request.priority))
                a href={ "/office/requests/" (request.id) } { (request.title) }
            }
            td.line title=(request.building_name) { (request.building_name) }
            td.line { (names.organisation(request.organisation)) }
            td {
                span.chips {
                    (badges::request(localizer, request))
                    @if request.photos > 0 {
                        span.chip { (icon("photo")) (request.photos) span.unseen { " " (localizer.count("request-photos", request.photos)) } }
                    }
                }
            }
            @let who = format!(
                "{} · {} · {}",
                localizer.instant(request.at),
                names.person(request.person),
                localizer.text(&format!("request-origin-{}", request.origin))
            );
            td.line title=(who) { time datetime=(machine(request.at)) { (localizer.day(localizer.date(request.at))) } }
        }
    }
}

/// How many requests have the words that are searched for, and are hidden because they are answered.
fn hidden(reader: &Reader<'_>, filter: &RequestFilter) -> sql::Result<u32> {
    if filter.text.is_empty() || filter.all {
        return Ok(0);
    }
    let all = RequestFilter { all: true, ..filter.clone() };
    Ok(reader.count_requests(&all)?.saturating_sub(reader.count_requests(filter)?))
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let id: DocumentId = id(&address)?;
    let (request, names) =
        office.lists(&visitor, move |reader| Ok((reader.request(id)?, reader.names()?))).await?;
    let Some(request) = request else {
        return Err(office.not_listed(&visitor, id, DocumentKind::Request).await);
    };
    let building = request.building;
    let place = office.lists(&visitor, move |reader| reader.building(building)).await?;
    let localizer = &visitor.localizer;
    let open = request.work_order.is_none() && request.closed.is_none();
    let asset =
        place.as_ref().and_then(|place| place.assets.iter().find(|asset| Some(asset.id) == request.asset));
    let here = Open::read(&office, &visitor, building, Some(id)).await?;
    let body = html! {
        (entered(localizer, &request, parameters.one("done")))
        header.sheet {
            @if let Some(number) = &request.number { p.quiet data-test="number" { (number) } }
            h1 { (request.title) }
            p.chips { (badge::priority(localizer, request.priority)) span.chip { (localizer.text(&format!("request-origin-{}", request.origin))) } }
            p.quiet { (names.person(request.person)) " · " (localizer.moment(request.at)) }
            @if request.title == GONE { p.quiet data-test="gone" { (localizer.text("document-gone")) } }
            @if !request.description.is_empty() { p.description { (request.description) } }
            dl.facts {
                dt { (localizer.text("where")) }
                dd { @if let Some(place) = &place { a href={ "/office/buildings/" (place.id) } { (place.name) } } }
                @if let Some(asset) = asset { dt { (localizer.text("asset")) } dd { (asset.name) } }
                dt { (localizer.text("organisation")) } dd { (names.organisation(request.organisation)) }
            }
            @if let Some(reason) = &request.closed { p.notice.warn { (localizer.text("request-closed")) (localizer.text("colon")) (reason) } }
            @if let Some(order) = request.work_order {
                p.chips data-test="became" {
                    @match &request.became {
                        // Another administration's: what becomes of it is all there is to see.
                        Some((None, _)) => (localizer.text("request-order")),
                        became => {
                            a.button href={ "/office/work-orders/" (order) } {
                                (localizer.text("request-order")) @if let Some((Some(number), _)) = became { " " (number) }
                            }
                        }
                    }
                    @if let Some((_, state)) = &request.became { (badge::state(localizer, state)) }
                }
            }
        }
        (photos(localizer, &names, &request))
        @if open { (here.section(localizer, request.asset)) }
        @if crate::domains::counter::correct::may_correct(&visitor, &request) { (crate::domains::counter::correct::form(localizer, &request, place.as_ref())) }
        @if open && visitor.may_at(may_plan, request.organisation) {
            section.decide {
                h2 { (localizer.text("decide")) }
                div.columns {
                    p { a.button.primary href={ "/office/work-orders/new?request=" (request.id) } { (localizer.text("request-make-order")) } }
                    form.stack method="post" action={ "/office/requests/" (request.id) "/close" } {
                        div.field {
                            label for="reason" { (localizer.text("request-close-reason")) }
                            textarea #reason name="reason" rows="2" required data-chars-max=(NOTE_CHARS_MAX) {}
                        }
                        button type="submit" { (localizer.text("request-close")) }
                    }
                }
            }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &request.title, &body))
}

/// The pictures of a request.
fn photos(localizer: &Localizer, names: &Names, request: &RequestRow) -> Markup {
    html! {
        @if !request.photos.is_empty() {
            section {
                h2 { (localizer.text("photos")) }
                div.gallery {
                    @for photo in &request.photos {
                        figure.photo {
                            @if photo.received {
                                a.enlarge href={ "/office/photos/" (photo.sha256) } data-said=(photo.caption) {
                                    img src={ "/office/photos/" (photo.sha256) } alt=(localizer.text("photo-of-request")) loading="lazy";
                                }
                            } @else {
                                div.no-photo { p { (icon("phone")) (localizer.text("photo-on-phone")) } }
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
fn entered(localizer: &Localizer, request: &RequestRow, word: &str) -> Markup {
    match (&request.number, word) {
        (Some(number), "created") => html! {
            div.notice.good role="status" data-test="notice" {
                (icon("check")) span { (localizer.with("request-entered", &[("number", number)])) }
                a.button href="/office/requests/new" { (localizer.text("request-new")) }
            }
        },
        _ => notices(localizer, done(word), None),
    }
}

/// A new request: first the building, then the rest.
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let chosen: Option<DocumentId> = parameters.optional("building")?;
    let building = match chosen {
        Some(id) => office.lists(&visitor, move |reader| reader.building(id)).await?,
        None => None,
    };
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("request-new");
    let body = match building {
        Some(building) => html! {
            h1 { (title) }
            (Open::read(&office, &visitor, building.id, None).await?.section(localizer, None))
            (form(&visitor, &names, &building))
        },
        None => {
            place::choose(&office, &visitor, &title, "/office/requests/new", parameters.one("text")).await?
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

fn form(visitor: &Visitor, names: &Names, building: &BuildingRow) -> Markup {
    let localizer = &visitor.localizer;
    html! {
        p.lead { (building.name) " · " (building.address) }
        form.stack.narrow method="post" action="/office/requests" data-creates {
            input type="hidden" name="building" value=(building.id);
            (place::organisation(visitor, names, building, may_request, None))
            div.field {
                label for="title" { (localizer.text("request-what")) }
                input #title name="title" required data-chars-max=(LINE_CHARS_MAX);
            }
            div.field {
                label for="description" { (localizer.text("field-description")) }
                textarea #description name="description" rows="4" data-chars-max=(NOTE_CHARS_MAX) {}
            }
            (place::asset(localizer, building, None))
            (place::priority(localizer, Priority::Normal))
            button.primary type="submit" { (localizer.text("request-create")) }
        }
    }
}

pub(crate) async fn create(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let place = Place::from_fields(&office, &visitor, may_request, &fields).await?;
    let new = NewRequest {
        origin: RequestOrigin::Counter,
        title: fields.one("title").to_owned(),
        description: fields.one("description").to_owned(),
        organisation: place.organisation,
        building: place.building,
        space: place.space,
        asset: place.asset,
        nature: None,
        priority: Priority::named(fields.one("priority")).ok_or(PageError::Invalid("error-other"))?,
    };
    let command = Command::Request(RequestCommand::Create(Box::new(new)));
    let year = visitor.localizer.today().date().year();
    let prefix = request_number_prefix(year);
    let numbering = office.app.counters.numbers.begin(prefix.clone()).await;
    let newest = office.all_lists(move |reader| reader.newest_request_number(&prefix)).await?;
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

pub(crate) async fn close(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let command = Command::Request(RequestCommand::Close { reason: fields.one("reason").to_owned() });
    office.engine.execute(visitor.person.id, Some(id), command).await?;
    Ok(Redirect::to("/office/requests?done=closed").into_response())
}
