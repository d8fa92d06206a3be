//! One device: what is on it, what it announced and has not delivered, when it last called; so that
//! the office knows what a lost one took with it, and can withdraw it.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{DeviceId, DocumentId};

use super::super::access::may_review;
use super::super::browser_name::device_name;
use super::super::chip;
use super::super::fields::{Fields, Parameters, id};
use super::super::icon::icon;
use super::super::say::Say;
use super::super::session::Visitor;
use super::super::shell::{Room, done, notices, shell};
use super::super::trouble::Trouble;
use super::super::{Office, clock};
use super::{Standing, state_chips};
use crate::limits::{CONTACTS_SHOWN_MAX, REFUSED_SHOWN_MAX};
use crate::office::store::{Names, OrderLine};
use crate::store::{DeviceRow, RefusedRow, SyncLogRow};
use crate::sync::{AnnouncedPhoto, Withdrawal, announced};

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
}

impl Sheet {
    async fn read(office: &Office, device: DeviceId) -> Result<Self, Trouble> {
        let row = office.engine.read(move |store| store.device(device)).await?.ok_or(Trouble::NotFound)?;
        let (person, place) = (row.person, row.place);
        let lacking =
            office.database.read(move |reader| reader.documents_lacking_photos(Some(person))).await?;
        let read = office.engine.read(move |store| {
            let held = store.orders_on_phone(person, place)?;
            let mut photos = announced(store, lacking)?;
            photos.retain(|photo| photo.device == device);
            let refused = store.refused_from(device, REFUSED_SHOWN_MAX)?;
            Ok((held, photos, refused, store.last_syncs(device, CONTACTS_SHOWN_MAX)?))
        });
        let (held, photos, refused, contacts) = read.await?;
        let (orders, visits, names) = office
            .database
            .read(move |reader| Ok((reader.orders(&held)?, reader.open_visits()?, reader.names()?)))
            .await?;
        let at_work = visits.into_iter().filter(|(who, _)| *who == person).map(|(_, order)| order).collect();
        Ok(Self { device: row, names, orders, at_work, photos, refused, contacts })
    }
}

pub(in super::super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let sheet = Sheet::read(&office, id(&address)?).await?;
    let (say, device) = (&visitor.say, &sheet.device);
    let person = sheet.names.person(device.person);
    let body = html! {
        (notices(say, done(parameters.one("done")), None))
        div #device data-live {
            header.sheet {
                p.quiet { (icon("phone")) " " (device_name(say, &device.name)) }
                h1 { (person) }
                (state_chips(say, device))
                @if device.copied_at.is_some() { p.notice.warn { (say.t("device-copied-explain")) } }
                p.quiet {
                    @match device.last_contact {
                        Some(at) => { (say.t("device-last-contact")) (say.t("colon")) (say.moment(at)) }
                        None => (say.t("device-no-contact")),
                    }
                    " · " (say.t("device-enrolled")) " " (say.moment(device.enrolled_at))
                }
            }
            (outstanding(&visitor, &sheet))
            (orders(say, &sheet))
            (contacts(say, &sheet))
        }
        (withdraw_form(say, device))
    };
    Ok(shell(say, Some(&visitor), Room::Devices, person, &body))
}

/// What it announced, by what it said or by what it delivered, and has not handed over.
fn outstanding(visitor: &Visitor, sheet: &Sheet) -> Markup {
    let say = &visitor.say;
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
            h2 { (say.t("device-outstanding")) }
            @if nothing { p.quiet { (say.t("device-outstanding-none")) } }
            @if waiting.changes > 0 || waiting.photos > 0 {
                p.chips {
                    @if waiting.changes > 0 { span.chip.on-phone { (icon("phone")) (say.count("device-changes", waiting.changes)) } }
                    @if waiting.photos > 0 {
                        span.chip.on-phone { (icon("photo")) (say.count("device-photos", waiting.photos)) " · " (say.size(waiting.photo_bytes)) }
                    }
                    span.quiet { (say.t("device-at-last-contact")) }
                }
            }
            @if !at_work.is_empty() {
                h3 { (say.t("device-at-work")) }
                ul.lines { @for order in at_work { (order_line(say, order)) } }
            }
            @if !sheet.photos.is_empty() {
                h3 { (say.t("device-announced-photos")) }
                (photos(say, &sheet.photos))
            }
            @if !sheet.refused.is_empty() {
                h3 { (say.t("refused-title")) }
                ul.lines { @for row in &sheet.refused { (refused_line(visitor, row)) } }
            }
        }
    }
}

fn photos(say: &Say, photos: &[AnnouncedPhoto]) -> Markup {
    html! {
        ul.lines {
            @for announced in photos {
                @let facts = &announced.photo.facts;
                li data-test="announced-photo" {
                    span {
                        (icon("photo")) (say.t(&format!("phase-{}", facts.phase.name()))) " · " (say.moment(facts.taken_at))
                        @if !facts.caption.is_empty() { " · " (facts.caption) }
                    }
                    span.number { (say.size(u64::from(facts.size_bytes))) }
                }
            }
        }
    }
}

fn refused_line(visitor: &Visitor, row: &RefusedRow) -> Markup {
    let say = &visitor.say;
    let reason = say.t(&format!("why-refused-{}", row.reason));
    html! {
        li {
            @if may_review(visitor.person.role) { a href={ "/office/refused/" (row.id) } { (reason) } } @else { span { (reason) } }
            span.quiet { (say.moment(row.received_at)) }
        }
    }
}

fn orders(say: &Say, sheet: &Sheet) -> Markup {
    html! {
        section {
            h2 { (say.t("device-orders")) }
            p.quiet { (say.t("device-orders-explain")) }
            @if sheet.orders.is_empty() { p.quiet { (say.t("device-orders-none")) } }
            ul.lines data-test="orders-on-phone" { @for order in &sheet.orders { (order_line(say, order)) } }
        }
    }
}

fn order_line(say: &Say, order: &OrderLine) -> Markup {
    html! {
        li {
            a href={ "/office/work-orders/" (order.id) } { (order.number) " " (order.title) }
            (chip::state(say, &order.state))
        }
    }
}

fn contacts(say: &Say, sheet: &Sheet) -> Markup {
    html! {
        section {
            h2 { (say.t("device-contacts")) }
            @if sheet.contacts.is_empty() { p.quiet { (say.t("device-no-contact")) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(say.t("device-contacts")) {
                    table {
                        thead { tr {
                            th scope="col" { (say.t("contact-at")) }
                            th.number scope="col" { (say.t("contact-accepted")) }
                            th.number scope="col" { (say.t("contact-refused")) }
                            th.number scope="col" { (say.t("contact-sent")) }
                            th scope="col" { (say.t("contact-clock")) }
                        } }
                        tbody { @for contact in &sheet.contacts { (contact_row(say, contact)) } }
                    }
                }
            }
        }
    }
}

fn contact_row(say: &Say, contact: &SyncLogRow) -> Markup {
    html! {
        tr data-test="contact" {
            th scope="row" { (say.moment(contact.at)) }
            td.number { (contact.accepted) }
            td.number { (contact.refused) }
            td.number {
                (contact.sent_documents)
                @if contact.sent_documents > 0 { " · " (say.size(contact.sent_bytes)) }
            }
            td { (clock::skew(say, contact.skew_ms).unwrap_or_else(|| "–".to_owned())) }
        }
    }
}

/// To withdraw it; while it hands over, only to erase it all the same.
fn withdraw_form(say: &Say, device: &DeviceRow) -> Markup {
    let standing = Standing::of(device);
    let choice = |value: &str, checked: bool| {
        html! {
            label.tick {
                input type="radio" name="how" value=(value) required checked[checked];
                span { strong { (say.t(&format!("withdraw-{value}"))) } " " (say.t(&format!("withdraw-{value}-explain"))) }
            }
        }
    };
    html! {
        @if matches!(standing, Standing::InUse | Standing::HandsOver(_)) {
            section {
                h2 { (say.t("device-withdraw")) }
                form.stack method="post" action={ "/office/devices/" (device.id) "/withdraw" } data-test="withdraw" {
                    fieldset {
                        legend { (say.t("withdraw-how")) }
                        @if standing == Standing::InUse { (choice("recover", true)) }
                        (choice("erase", standing != Standing::InUse))
                    }
                    label.tick { input type="checkbox" name="sure" value="yes" required; span { (say.t("device-withdraw-sure")) } }
                    button.danger type="submit" { (say.t("device-withdraw")) }
                }
            }
        }
    }
}

pub(in super::super) async fn withdraw(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id: DeviceId = id(&address)?;
    if fields.one("sure") != "yes" {
        return Err(Trouble::Invalid("error-not-sure"));
    }
    let (how, done) = match fields.one("how") {
        "erase" => (Withdrawal::Erase, "withdrawn"),
        "recover" => (Withdrawal::HandOver, "recovering"),
        _ => return Err(Trouble::Invalid("error-other")),
    };
    office.engine.withdraw(visitor.person.id, id, how).await?;
    tracing::info!(device = %id, ?how, by = %visitor.person.id, "device withdrawn");
    Ok(Redirect::to(&format!("/office/devices/{id}?done={done}")).into_response())
}
