//! Devices: enrol one with a code, see what waits on each.

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, PreEscaped, html};
use shared::{DeviceId, PersonId, Role, Timestamp};

use crate::accounts::device_token::TokenEnds;
use crate::accounts::enrolment_code::{make_code, may_make_code};
use crate::base::limits::DEVICE_SILENT_MS_MIN;
use crate::base::role::may_review;
use crate::domains::catalogue::names::Names;
use crate::domains::devices::{budget, menu, outbox_copy};
use crate::domains::people::form::told_apart;
use crate::domains::people::menu::ACCOUNT_ROOM;
use crate::office::address::Reached;
use crate::office::browser_name::device_name;
use crate::office::clock_skew;
use crate::office::form::{Fields, Parameters};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::{Localizer, machine};
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::qr::qr;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{AccountRow, DeviceRow, PersonRow};
use crate::sync::drain::announced;

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let (mut devices, accounts) =
        office.records(&visitor, |store| Ok((store.devices()?, store.accounts()?))).await?;
    let outstanding = Outstanding::read(&office, &visitor, &devices).await?;
    let now = office.engine.clock().now();
    let ends = token_ends(&office, &visitor).await?;
    // Those that are put off first, then the silent ones, those that hold something above all; then by how long they have been away.
    devices.sort_by_key(|device| {
        let holds = outstanding.get(&device.id).is_some_and(|outstanding| outstanding.holds(device));
        let is_stopped = outstanding.get(&device.id).is_some_and(|outstanding| outstanding.is_stopped);
        (device.withdrawn_at.is_some(), !is_stopped, !is_silent(device, now), !holds, device.last_contact)
    });
    let localizer = &visitor.localizer;
    let body = html! {
        h1 { (localizer.text("nav-devices")) }
        (notices(localizer, done(parameters.one("done")), None))
        (enrol_form(&visitor, &accounts))
        div #devices data-live {
            (table(localizer, &names, &devices, &outstanding, &ends, now))
        }
        @if visitor.may(may_review) { (outbox_copy::form(localizer)) }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &localizer.text("nav-devices"), &body))
}

/// The form that makes a code for somebody's phone; it offers whom the visitor may enrol a phone for.
fn enrol_form(visitor: &Visitor, accounts: &[AccountRow]) -> Markup {
    let localizer = &visitor.localizer;
    let people: Vec<PersonRow> = accounts.iter().map(|account| account.person.clone()).collect();
    let offered = accounts
        .iter()
        .filter(|account| account.blocked_at.is_none() && may_make_code(&visitor.person, &account.person))
        .map(|account| &account.person);
    html! {
        form.filters method="post" action="/office/devices/enrol" data-test="enrol" {
            div.field {
                label for="person" { (localizer.text("enrol-whose")) }
                select #person name="person" required {
                    option value="" { (localizer.text("choose")) }
                    @for person in offered {
                        option value=(person.id) {
                            (told_apart(person, &people))
                            @if person.roles.main != Role::Technician { " (" (localizer.text(&format!("role-{}", person.roles.main.name()))) ")" }
                        }
                    }
                }
            }
            button.primary type="submit" { (localizer.text("enrol-do")) }
        }
    }
}

/// What of a device is not at the office, in a line.
#[derive(Default)]
struct Outstanding {
    orders: u32,
    photos: u32,
    refused: u32,
    /// It did as much today as a device may.
    is_stopped: bool,
}

impl Outstanding {
    /// Whether something of the device's work is not at the office, by what it said or by what is known.
    const fn holds(&self, device: &DeviceRow) -> bool {
        self.orders > 0 || self.photos > 0 || device.waiting.changes > 0 || device.waiting.photos > 0
    }

    /// For every device.
    async fn read(
        office: &Office,
        visitor: &Visitor,
        devices: &[DeviceRow],
    ) -> Result<BTreeMap<DeviceId, Self>, PageError> {
        let (visits, lacking) = office
            .lists(visitor, |reader| Ok((reader.open_visits()?, reader.documents_lacking_photos(None)?)))
            .await?;
        let ids: Vec<(DeviceId, PersonId)> =
            devices.iter().map(|device| (device.id, device.person)).collect();
        let today = office.engine.clock().today();
        let read = office.records(visitor, move |store| {
            let stopped = store.stopped_devices(today)?;
            let photos = announced(store, lacking)?;
            let count = |wanted: DeviceId| photos.iter().filter(|photo| photo.device == wanted).count();
            ids.into_iter()
                .map(|(id, person)| {
                    let at_work = visits.iter().filter(|(who, _)| *who == person).count();
                    let refused = store.refused_waiting(Some(id))?;
                    let (orders, photos) = (at_work, count(id));
                    let [orders, photos] =
                        [orders, photos].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                    Ok((id, Self { orders, photos, refused, is_stopped: stopped.contains(&id) }))
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
    /// Away for too long: its token has ended then.
    Ended(Timestamp),
    /// Being withdrawn since then, and hands over first.
    Draining(Timestamp),
    /// Withdrawn then, after it had handed over everything.
    Drained(Timestamp),
    /// Withdrawn then.
    Withdrawn(Timestamp),
}

impl DeviceState {
    pub(crate) fn of(device: &DeviceRow, ends: &TokenEnds) -> Self {
        match (device.withdrawn_at, device.draining_since) {
            (Some(at), Some(_)) => Self::Drained(at),
            (Some(at), None) => Self::Withdrawn(at),
            (None, Some(since)) => Self::Draining(since),
            (None, None) => ends.ended_at(device).map_or(Self::InUse, Self::Ended),
        }
    }
}

/// Which phones have stayed away for too long by now.
pub(crate) async fn token_ends(office: &Office, visitor: &Visitor) -> Result<TokenEnds, PageError> {
    let (tokens, now) = (office.app.tokens, office.engine.clock().now());
    Ok(office.records(visitor, move |store| tokens.ends(store, now)).await?)
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
    ends: &TokenEnds,
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
                tbody { @for device in devices { (row(localizer, names, device, outstanding.get(&device.id), ends, now)) } }
            }
        }
    }
}

fn row(
    localizer: &Localizer,
    names: &Names,
    device: &DeviceRow,
    outstanding: Option<&Outstanding>,
    ends: &TokenEnds,
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
                    // Of one that has been away for days the hour says nothing: the row stays one line.
                    Some(at) if is_silent => time datetime=(machine(at)) title=(localizer.instant(at)) {
                        (localizer.day(localizer.date(at)))
                    },
                    Some(at) => (localizer.moment(at)),
                    None => (localizer.text("device-no-contact")),
                }
            }
            td {
                div.holds {
                    @if outstanding.is_some_and(|outstanding| outstanding.is_stopped) { (budget::stopped_chip(localizer)) }
                    (state_chips(localizer, device, ends))
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
pub(crate) fn state_chips(localizer: &Localizer, device: &DeviceRow, ends: &TokenEnds) -> Markup {
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
            @match DeviceState::of(device, ends) {
                DeviceState::Withdrawn(at) => (withdrawn("device-withdrawn", at)),
                DeviceState::Drained(at) => (withdrawn("device-handed-over", at)),
                DeviceState::Draining(since) => {
                    span.chip.late data-test="hands-over" { (icon("late")) (localizer.text("device-hands-over")) " " (localizer.moment(since)) }
                    (waiting_chips(localizer, device))
                }
                DeviceState::Ended(at) => {
                    span.chip.late data-test="token-ended" { (icon("late")) (localizer.text("device-token-ended")) " " (localizer.on_paper().day(localizer.date(at))) }
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
    reached: Reached,
    fields: Fields,
) -> Result<Markup, PageError> {
    let person: PersonId = fields.required("person", "error-other")?;
    let known =
        office.records(&visitor, move |store| store.person(person)).await?.ok_or(PageError::NotFound)?;
    code_for(&office, &visitor, &reached, &known, menu::ROOM).await
}

/// A code for one's own phone.
pub(crate) async fn enrol_own(
    State(office): State<Office>,
    visitor: Visitor,
    reached: Reached,
) -> Result<Markup, PageError> {
    code_for(&office, &visitor, &reached, &visitor.person, ACCOUNT_ROOM).await
}

async fn code_for(
    office: &Office,
    visitor: &Visitor,
    reached: &Reached,
    owner: &PersonRow,
    room: Room,
) -> Result<Markup, PageError> {
    let code = make_code(&office.engine, owner.id, Some(visitor.person.id)).await?;
    let link = reached.link_for_phones(&format!("/#/enrol/{code}"));
    let localizer = &visitor.localizer;
    let title = localizer.with("enrol-title", &[("name", &owner.name)]);
    let body = html! {
        h1 { (title) }
        p.lead { (localizer.text("enrol-explain")) }
        @if owner.id != visitor.person.id { p.quiet { (localizer.text("enrol-other-explain")) } }
        div.code {
            p.big data-test="enrol-code" { (code) }
            @if let Some(picture) = qr(&link) {
                div.qr role="img" aria-label=(localizer.text("enrol-qr")) { (PreEscaped(picture)) }
            }
            p { a href=(link) { (link) } }
        }
        p { a.button href=(room.address) { (localizer.text(if room == menu::ROOM { "nav-devices" } else { "nav-account" })) } }
    };
    Ok(shell(localizer, Some(visitor), room, &title, &body))
}
