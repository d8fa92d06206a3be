//! One device: what is on it, what it announced and has not delivered, when it last called; so that
//! the office knows what a lost one took with it, and can withdraw it.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{DeviceId, DocumentId};

use crate::base::limits::{CONTACTS_SHOWN_MAX, REFUSED_SHOWN_MAX};
use crate::base::role::{may_erase_phone_of, may_review, may_withdraw_from};
use crate::base::roles::Roles;
use crate::domains::catalogue::names::Names;
use crate::domains::devices::budget::Budget;
use crate::domains::devices::first_day::FirstDayWork;
use crate::domains::devices::page::{DeviceState, state_chips, token_ends};
use crate::domains::devices::{menu, unlock_code};
use crate::domains::orders::queries::OrderLine;
use crate::domains::people::enrolled::enrolled;
use crate::office::browser_name::device_name;
use crate::office::form::{Fields, Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::office::{badge, clock_skew};
use crate::store::{DeviceRow, Enrolment, RecoveryRow, RefusedRow, SyncLogRow};
use crate::sync::drain::{AnnouncedPhoto, Withdrawal, announced};

/// Everything the page shows.
struct Sheet {
    device: DeviceRow,
    names: Names,
    /// Orders that may be on it, by number.
    orders: Vec<OrderLine>,
    /// Orders its person is at work on.
    at_work: BTreeSet<DocumentId>,
    photos: Vec<AnnouncedPhoto>,
    refused: Vec<RefusedRow>,
    contacts: Vec<SyncLogRow>,
    /// Who enrolled it, as far as it is known.
    enrolment: Option<Enrolment>,
    /// What its person does, when they have an account.
    owner: Option<Roles>,
    /// The code that opens it.
    code: Option<RecoveryRow>,
}

impl Sheet {
    async fn read(office: &Office, visitor: &Visitor, device: DeviceId) -> Result<Self, PageError> {
        let row =
            office.records(visitor, move |store| store.device(device)).await?.ok_or(PageError::NotFound)?;
        let (person, place) = (row.person, row.place);
        let lacking =
            office.lists(visitor, move |reader| reader.documents_lacking_photos(Some(person))).await?;
        let read = office.records(visitor, move |store| {
            let held = store.orders_on_phone(person, place)?;
            let mut photos = announced(store, lacking)?;
            photos.retain(|photo| photo.device == device);
            let refused = store.refused_from(device, REFUSED_SHOWN_MAX)?;
            let enrolment = store.enrolments()?.into_iter().find(|enrolment| enrolment.device == device);
            let owner = store.person(person)?.map(|person| person.roles);
            let known = (enrolment, owner, store.recovery(device)?);
            Ok((held, photos, refused, store.last_syncs(device, CONTACTS_SHOWN_MAX)?, known))
        });
        let (held, photos, refused, contacts, (enrolment, owner, code)) = read.await?;
        let (orders, visits, names) = office
            .lists(visitor, move |reader| Ok((reader.orders(&held)?, reader.open_visits()?, reader.names()?)))
            .await?;
        let at_work = visits.into_iter().filter(|(who, _)| *who == person).map(|(_, order)| order).collect();
        Ok(Self { device: row, names, orders, at_work, photos, refused, contacts, enrolment, owner, code })
    }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let sheet = Sheet::read(&office, &visitor, id(&address)?).await?;
    let ends = token_ends(&office, &visitor).await?;
    let budget = Budget::read(&office, sheet.device.id).await?;
    let first_day = FirstDayWork::read(&office, &visitor, sheet.enrolment.clone()).await?;
    let (localizer, device) = (&visitor.localizer, &sheet.device);
    let state = DeviceState::of(device, &ends);
    let owner = sheet.owner.as_ref();
    let may = |rule: fn(&Roles, &Roles) -> bool| owner.is_none_or(|owner| rule(&visitor.person.roles, owner));
    let person = sheet.names.person(device.person);
    let body = html! {
        (notices(localizer, done(parameters.one("done")), None))
        div #device data-live {
            header.sheet {
                p.quiet { (icon("phone")) " " (device_name(localizer, &device.name)) }
                h1 { (person) }
                (state_chips(localizer, device, &ends))
                @if matches!(state, DeviceState::Ended(_)) { p.notice.warn { (localizer.text("device-token-ended-explain")) } }
                @if device.withdrawn_at.is_none() { (budget.stopped(localizer)) }
                @if device.copied_at.is_some() { p.notice.warn { (localizer.text("device-copied-explain")) } }
                p.quiet {
                    @match device.last_contact {
                        Some(at) => { (localizer.text("device-last-contact")) (localizer.text("colon")) (localizer.moment(at)) }
                        None => (localizer.text("device-no-contact")),
                    }
                    " · " (enrolled(localizer, device, sheet.enrolment.as_ref()))
                }
            }
            (outstanding(&visitor, &sheet))
            @if let Some(first_day) = &first_day { (first_day.section(localizer)) }
            (orders(localizer, &sheet))
            (contacts(localizer, &sheet))
            (budget.section(localizer, device, &sheet.names))
        }
        (budget.lift_form(localizer, device))
        (unlock_code::section(&visitor, device, sheet.code.as_ref(), sheet.owner.as_ref(), &sheet.names))
        @if may(may_withdraw_from) { (withdraw_form(localizer, device, state, may(may_erase_phone_of))) }
        @else { p.quiet data-test="not-withdrawn-here" { (localizer.text("withdraw-administrator")) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, person, &body))
}

/// What it announced, by what it said or by what it delivered, and has not handed over.
fn outstanding(visitor: &Visitor, sheet: &Sheet) -> Markup {
    let localizer = &visitor.localizer;
    let waiting = &sheet.device.waiting;
    let at_work: Vec<&OrderLine> =
        sheet.orders.iter().filter(|order| sheet.at_work.contains(&order.id)).collect();
    let nothing = waiting.changes == 0
        && waiting.photos == 0
        && sheet.photos.is_empty()
        && sheet.refused.is_empty()
        && at_work.is_empty();
    html! {
        section data-test="outstanding" {
            h2 { (localizer.text("device-outstanding")) }
            @if nothing { p.quiet { (localizer.text("device-outstanding-none")) } }
            @if waiting.changes > 0 || waiting.photos > 0 {
                p.chips {
                    @if waiting.changes > 0 { span.chip.on-phone { (icon("phone")) (localizer.count("device-changes", waiting.changes)) } }
                    @if waiting.photos > 0 {
                        span.chip.on-phone { (icon("photo")) (localizer.count("device-photos", waiting.photos)) " · " (localizer.size(waiting.photo_bytes)) }
                    }
                    span.quiet { (localizer.text("device-at-last-contact")) }
                }
            }
            @if !at_work.is_empty() {
                h3 { (localizer.text("device-at-work")) }
                ul.lines { @for order in at_work { (order_line(localizer, order)) } }
            }
            @if !sheet.photos.is_empty() {
                h3 { (localizer.text("device-announced-photos")) }
                (photos(localizer, &sheet.photos))
            }
            @if !sheet.refused.is_empty() {
                h3 { (localizer.text("refused-title")) }
                ul.lines { @for row in &sheet.refused { (refused_line(visitor, row)) } }
            }
        }
    }
}

fn photos(localizer: &Localizer, photos: &[AnnouncedPhoto]) -> Markup {
    html! {
        ul.lines {
            @for announced in photos {
                @let facts = &announced.photo.facts;
                li data-test="announced-photo" {
                    span {
                        (icon("photo")) (localizer.text(&format!("phase-{}", facts.phase.name()))) " · " (localizer.moment(facts.taken_at))
                        @if !facts.caption.is_empty() { " · " (facts.caption) }
                    }
                    span.number { (localizer.size(u64::from(facts.size_bytes))) }
                }
            }
        }
    }
}

fn refused_line(visitor: &Visitor, row: &RefusedRow) -> Markup {
    let localizer = &visitor.localizer;
    let reason = localizer.text(&format!("why-refused-{}", row.reason));
    html! {
        li {
            @if visitor.may(may_review) { a href={ "/office/refused/" (row.id) } { (reason) } } @else { span { (reason) } }
            span.quiet { (localizer.moment(row.received_at)) }
        }
    }
}

fn orders(localizer: &Localizer, sheet: &Sheet) -> Markup {
    html! {
        section {
            h2 { (localizer.text("device-orders")) }
            p.quiet { (localizer.text("device-orders-explain")) }
            @if sheet.orders.is_empty() { p.quiet { (localizer.text("device-orders-none")) } }
            ul.lines data-test="orders-on-phone" { @for order in &sheet.orders { (order_line(localizer, order)) } }
        }
    }
}

fn order_line(localizer: &Localizer, order: &OrderLine) -> Markup {
    html! {
        li {
            a href={ "/office/work-orders/" (order.id) } { (order.number) " " (order.title) }
            (badge::state(localizer, &order.state))
        }
    }
}

fn contacts(localizer: &Localizer, sheet: &Sheet) -> Markup {
    html! {
        section {
            h2 { (localizer.text("device-contacts")) }
            @if sheet.contacts.is_empty() { p.quiet { (localizer.text("device-no-contact")) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(localizer.text("device-contacts")) {
                    table {
                        thead { tr {
                            th scope="col" { (localizer.text("contact-at")) }
                            th.number scope="col" { (localizer.text("contact-accepted")) }
                            th.number scope="col" { (localizer.text("contact-refused")) }
                            th.number scope="col" { (localizer.text("contact-sent")) }
                            th scope="col" { (localizer.text("contact-clock")) }
                        } }
                        tbody { @for contact in &sheet.contacts { (contact_row(localizer, contact)) } }
                    }
                }
            }
        }
    }
}

fn contact_row(localizer: &Localizer, contact: &SyncLogRow) -> Markup {
    html! {
        tr data-test="contact" {
            th scope="row" { (localizer.moment(contact.at)) }
            td.number { (contact.accepted) }
            td.number { (contact.refused) }
            td.number {
                (contact.sent_documents)
                @if contact.sent_documents > 0 { " · " (localizer.size(contact.sent_bytes)) }
            }
            td { (clock_skew::skew(localizer, contact.skew_ms).unwrap_or_else(|| "–".to_owned())) }
        }
    }
}

/// To withdraw it; while it hands over, only to erase it all the same, for whoever may.
fn withdraw_form(localizer: &Localizer, device: &DeviceRow, state: DeviceState, may_erase: bool) -> Markup {
    let in_use = matches!(state, DeviceState::InUse | DeviceState::Ended(_));
    let choice = |value: &str, checked: bool| {
        html! {
            label.tick {
                input type="radio" name="how" value=(value) required checked[checked];
                span { strong { (localizer.text(&format!("withdraw-{value}"))) } " " (localizer.text(&format!("withdraw-{value}-explain"))) }
            }
        }
    };
    html! {
        @if in_use || may_erase && matches!(state, DeviceState::Draining(_)) {
            section {
                h2 { (localizer.text("device-withdraw")) }
                form.stack method="post" action={ "/office/devices/" (device.id) "/withdraw" } data-test="withdraw" {
                    fieldset {
                        legend { (localizer.text("withdraw-how")) }
                        @if in_use { (choice("recover", true)) }
                        @if may_erase { (choice("erase", !in_use)) }
                    }
                    @if !may_erase { p.quiet data-test="not-erased-here" { (localizer.text("withdraw-erase-elsewhere")) } }
                    label.tick { input type="checkbox" name="sure" value="yes" required; span { (localizer.text("device-withdraw-sure")) } }
                    button.danger type="submit" { (localizer.text("device-withdraw")) }
                }
            }
        }
    }
}

pub(crate) async fn withdraw(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DeviceId = id(&address)?;
    if fields.one("sure") != "yes" {
        return Err(PageError::Invalid("error-not-sure"));
    }
    let (how, done) = match fields.one("how") {
        "erase" => (Withdrawal::Erase, "withdrawn"),
        "recover" => (Withdrawal::Drain, "recovering"),
        _ => return Err(PageError::Invalid("error-other")),
    };
    office.engine.withdraw(visitor.person.id, id, how).await?;
    tracing::info!(device = %id, ?how, by = %visitor.person.id, "device withdrawn");
    Ok(Redirect::to(&format!("/office/devices/{id}?done={done}")).into_response())
}
