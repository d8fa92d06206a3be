//! Devices: enrol one with a code, see what waits on each.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::HeaderMap;
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use shared::{DeviceId, PersonId, Timestamp};

use crate::accounts::enrolment_code::make_code;
use crate::base::limits::DEVICE_SILENT_MS_MIN;
use crate::base::role::{may_enrol, may_review};
use crate::domains::catalogue::names::Names;
use crate::domains::devices::{menu, outbox_copy};
use crate::office::address::origin;
use crate::office::browser_name::device_name;
use crate::office::clock_skew;
use crate::office::form::{Fields, Parameters};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{DeviceRow, PersonRow};
use crate::sync::drain::announced;

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let names = office.database.read(|reader| reader.names()).await?;
    let mut devices = office.engine.read(|store| store.devices()).await?;
    let outstanding = Outstanding::read(&office, &devices).await?;
    let now = office.engine.clock().now();
    // The silent ones first, those that hold something above all; then by how long they have been away.
    devices.sort_by_key(|device| {
        let holds = outstanding.get(&device.id).is_some_and(|outstanding| outstanding.holds(device));
        (device.withdrawn_at.is_some(), !is_silent(device, now), !holds, device.last_contact)
    });
    let localizer = &visitor.localizer;
    let body = html! {
        h1 { (localizer.text("nav-devices")) }
        (notices(localizer, done(parameters.one("done")), None))
        form.filters method="post" action="/office/devices/enrol" data-test="enrol" {
            div.field {
                label for="person" { (localizer.text("enrol-whose")) }
                select #person name="person" required {
                    option value="" { (localizer.text("choose")) }
                    @for (id, person) in names.technicians() { option value=(id) { (person.name) } }
                }
            }
            button.primary type="submit" { (localizer.text("enrol-do")) }
        }
        div #devices data-live {
            (table(localizer, &names, &devices, &outstanding, now))
        }
        @if may_review(visitor.person.role) { (outbox_copy::form(localizer)) }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &localizer.text("nav-devices"), &body))
}

/// What of a device is not at the office, in a line.
#[derive(Default)]
struct Outstanding {
    orders: u32,
    photos: u32,
    refused: u32,
}

impl Outstanding {
    /// Whether something of the device's work is not at the office, by what it said or by what is known.
    const fn holds(&self, device: &DeviceRow) -> bool {
        self.orders > 0 || self.photos > 0 || device.waiting.changes > 0 || device.waiting.photos > 0
    }

    /// For every device.
    async fn read(office: &Office, devices: &[DeviceRow]) -> Result<BTreeMap<DeviceId, Self>, PageError> {
        let (visits, lacking) = office
            .database
            .read(|reader| Ok((reader.open_visits()?, reader.documents_lacking_photos(None)?)))
            .await?;
        let ids: Vec<(DeviceId, PersonId)> =
            devices.iter().map(|device| (device.id, device.person)).collect();
        let read = office.engine.read(move |store| {
            let photos = announced(store, lacking)?;
            let count = |wanted: DeviceId| photos.iter().filter(|photo| photo.device == wanted).count();
            ids.into_iter()
                .map(|(id, person)| {
                    let at_work = visits.iter().filter(|(who, _)| *who == person).count();
                    let refused = store.refused_waiting(Some(id))?;
                    let (orders, photos) = (at_work, count(id));
                    let [orders, photos] =
                        [orders, photos].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                    Ok((id, Self { orders, photos, refused }))
                })
                .collect()
        });
        Ok(read.await?)
    }
}

/// How a device stands with the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeviceState {
    InUse,
    /// Being withdrawn since then, and hands over first.
    Draining(Timestamp),
    /// Withdrawn then, after it had handed over everything.
    Drained(Timestamp),
    /// Withdrawn then.
    Withdrawn(Timestamp),
}

impl DeviceState {
    pub(crate) const fn of(device: &DeviceRow) -> Self {
        match (device.withdrawn_at, device.draining_since) {
            (Some(at), Some(_)) => Self::Drained(at),
            (Some(at), None) => Self::Withdrawn(at),
            (None, Some(since)) => Self::Draining(since),
            (None, None) => Self::InUse,
        }
    }
}

/// Whether a device in use has not been heard of for longer than a weekend.
fn is_silent(device: &DeviceRow, now: Timestamp) -> bool {
    let heard = device.last_contact.unwrap_or(device.enrolled_at);
    device.withdrawn_at.is_none() && now.ms_since(heard) > DEVICE_SILENT_MS_MIN
}

/// Devices, one line each.
fn table(
    localizer: &Localizer,
    names: &Names,
    devices: &[DeviceRow],
    outstanding: &BTreeMap<DeviceId, Outstanding>,
    now: Timestamp,
) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(localizer.text("nav-devices")) {
            table.rows {
                thead { tr {
                    th.w-person scope="col" { (localizer.text("column-person")) }
                    th.w-device scope="col" { (localizer.text("column-device")) }
                    th.w-time scope="col" { (localizer.text("device-last-contact")) }
                    th scope="col" { (localizer.text("column-holds")) }
                } }
                tbody { @for device in devices { (row(localizer, names, device, outstanding.get(&device.id), now)) } }
            }
        }
    }
}

fn row(
    localizer: &Localizer,
    names: &Names,
    device: &DeviceRow,
    outstanding: Option<&Outstanding>,
    now: Timestamp,
) -> Markup {
    let is_silent = is_silent(device, now);
    html! {
        tr data-test="device" data-silent=(is_silent) {
            th.line scope="row" { a href={ "/office/devices/" (device.id) } { (names.person(device.person)) } }
            td.line title=(device.name) { (icon("phone")) " " (device_name(localizer, &device.name)) }
            td {
                @if is_silent { span.chip.silent { (icon("late")) (localizer.text("device-silent")) } " " }
                @match device.last_contact {
                    Some(at) => (localizer.moment(at)),
                    None => (localizer.text("device-no-contact")),
                }
            }
            td {
                div.holds {
                    (state_chips(localizer, device))
                    @if let Some(outstanding) = outstanding { (outstanding_line(localizer, device, outstanding)) }
                }
            }
        }
    }
}

fn outstanding_line(localizer: &Localizer, device: &DeviceRow, outstanding: &Outstanding) -> Markup {
    // As many as the phone says itself are not told twice.
    let announced = if outstanding.photos == device.waiting.photos { 0 } else { outstanding.photos };
    let counts = [
        ("device-line-orders", outstanding.orders),
        ("device-line-photos", announced),
        ("device-line-refused", outstanding.refused),
    ];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| localizer.count(key, count))
        .collect();
    html! { @if !said.is_empty() { p.quiet data-test="device-line" { (said.join(" · ")) } } }
}

/// Whether it is in use, and what it said was waiting.
pub(crate) fn state_chips(localizer: &Localizer, device: &DeviceRow) -> Markup {
    let waiting = &device.waiting;
    let nothing = waiting.changes == 0 && waiting.photos == 0;
    let withdrawn = |key: &str, at| {
        html! { span.chip.state-cancelled { (icon("cancelled")) (localizer.text(key)) " " (localizer.moment(at)) } }
    };
    html! {
        p.chips {
            @if let Some(at) = device.copied_at {
                span.chip.late data-test="copied" { (icon("hazard")) (localizer.text("device-copied")) " " (localizer.moment(at)) }
            }
            @match DeviceState::of(device) {
                DeviceState::Withdrawn(at) => (withdrawn("device-withdrawn", at)),
                DeviceState::Drained(at) => (withdrawn("device-handed-over", at)),
                DeviceState::Draining(since) => {
                    span.chip.late data-test="hands-over" { (icon("late")) (localizer.text("device-hands-over")) " " (localizer.moment(since)) }
                    (waiting_chips(localizer, device))
                }
                DeviceState::InUse => {
                    @if nothing { span.chip.state-approved { (icon("check")) (localizer.text("device-nothing-waits")) } }
                    (waiting_chips(localizer, device))
                }
            }
        }
    }
}

fn waiting_chips(localizer: &Localizer, device: &DeviceRow) -> Markup {
    let waiting = &device.waiting;
    html! {
        @if waiting.changes > 0 || waiting.photos > 0 {
            span.chip.on-phone {
                (icon("phone"))
                @if waiting.changes > 0 { (localizer.count("device-changes", waiting.changes)) }
                @if waiting.changes > 0 && waiting.photos > 0 { " · " }
                @if waiting.photos > 0 { (localizer.count("device-photos", waiting.photos)) " · " (localizer.size(waiting.photo_bytes)) }
            }
        }
        @if let Some(wrong) = clock_skew::skew(localizer, device.skew_ms) {
            span.chip.late { (icon("late")) (wrong) }
        }
    }
}

/// A code for somebody's phone: to read out, to follow, to scan.
pub(crate) async fn enrol(
    State(office): State<Office>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Markup, PageError> {
    let person: PersonId = fields.required("person", "error-other")?;
    let known = office.engine.read(move |store| store.person(person)).await?.ok_or(PageError::NotFound)?;
    if !may_enrol_for(&visitor.person, &known) {
        return Err(PageError::NotAllowed);
    }
    let code = make_code(&office.engine, person, Some(visitor.person.id)).await?;
    let link = format!("{}/#/enrol/{code}", origin(&headers).unwrap_or_default());
    let localizer = &visitor.localizer;
    let title = localizer.with("enrol-title", &[("name", &known.name)]);
    let body = html! {
        h1 { (title) }
        p.lead { (localizer.text("enrol-explain")) }
        div.code {
            p.big data-test="enrol-code" { (code) }
            @if let Some(picture) = qr(&link) {
                div.qr role="img" aria-label=(localizer.text("enrol-qr")) { (PreEscaped(picture)) }
            }
            p { a href=(link) { (link) } }
        }
        p { a.button href="/office/devices" { (localizer.text("nav-devices")) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

fn qr(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // The declaration is for files; inside a page only the element counts.
    picture.find("<svg").map(|at| picture[at..].to_owned())
}

/// Whether somebody may make a code for a phone that acts in this person's name: whoever approves or
/// keeps accounts gets theirs from an administrator, or makes it themselves.
fn may_enrol_for(maker: &PersonRow, owner: &PersonRow) -> bool {
    maker.role == shared::Role::Administrator || maker.id == owner.id || !may_enrol(owner.role)
}
