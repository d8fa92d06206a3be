//! Devices: enrol one with a code, see what waits on each, withdraw one that was lost.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg;
use shared::{DeviceId, PersonId};

use super::Office;
use super::access::origin;
use super::clock;
use super::fields::{Fields, Parameters, id};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, done, notices, shell};
use super::trouble::Trouble;
use crate::devices::make_code;
use crate::office::store::Names;
use crate::store::{Action, Deed, DeviceRow, Subject};

pub(super) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let names = office.database.read(|reader| reader.names()).await?;
    let mut devices = office.engine.read(|store| store.devices()).await?;
    devices.sort_by_key(|device| (device.withdrawn_at.is_some(), std::cmp::Reverse(device.last_contact)));
    let say = &visitor.say;
    let body = html! {
        h1 { (say.t("nav-devices")) }
        (notices(say, done(parameters.one("done")), None))
        form.filters method="post" action="/office/devices/enrol" data-test="enrol" {
            div.field {
                label for="person" { (say.t("enrol-whose")) }
                select #person name="person" required {
                    option value="" { (say.t("choose")) }
                    @for (id, person) in names.technicians() { option value=(id) { (person.name) } }
                }
            }
            button.primary type="submit" { (say.t("enrol-do")) }
        }
        div #devices data-live {
            ul.cards.wide { @for device in &devices { (card(say, &names, device)) } }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Devices, &say.t("nav-devices"), &body))
}

fn card(say: &Say, names: &Names, device: &DeviceRow) -> Markup {
    let waiting = &device.waiting;
    let nothing = waiting.changes == 0 && waiting.photos == 0;
    html! {
        li.card data-test="device" {
            h2 { (names.person(device.person)) }
            p { (icon("phone")) (device.name) }
            p.quiet {
                @match device.last_contact {
                    Some(at) => { (say.t("device-last-contact")) " : " (say.moment(at)) }
                    None => (say.t("device-no-contact")),
                }
                " · " (say.t("device-enrolled")) " " (say.moment(device.enrolled_at))
            }
            @if let Some(at) = device.withdrawn_at {
                p.chips { span.chip.state-cancelled { (icon("cancelled")) (say.t("device-withdrawn")) " " (say.moment(at)) } }
            } @else {
                p.chips {
                    @if nothing { span.chip.state-approved { (icon("check")) (say.t("device-nothing-waits")) } }
                    @if waiting.changes > 0 { span.chip.on-phone { (icon("phone")) (say.count("device-changes", waiting.changes)) } }
                    @if waiting.photos > 0 {
                        span.chip.on-phone { (icon("photo")) (say.count("device-photos", waiting.photos)) " · " (say.size(waiting.photo_bytes)) }
                    }
                    @if let Some(wrong) = clock::skew(say, device.skew_ms) {
                        span.chip.late { (icon("late")) (wrong) }
                    }
                }
                details {
                    summary { (say.t("device-withdraw")) }
                    form.stack method="post" action={ "/office/devices/" (device.id) "/withdraw" } {
                        p { (say.t("device-withdraw-explain")) }
                        label.tick { input type="checkbox" name="sure" value="yes" required; span { (say.t("device-withdraw-sure")) } }
                        button.danger type="submit" { (say.t("device-withdraw")) }
                    }
                }
            }
        }
    }
}

/// A code for somebody's phone: to read out, to follow, to scan.
pub(super) async fn enrol(
    State(office): State<Office>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Markup, Trouble> {
    let person: PersonId = fields.required("person", "error-other")?;
    let known = office.engine.read(move |store| store.person(person)).await?.ok_or(Trouble::NotFound)?;
    let code = make_code(&office.engine, person, Some(visitor.person.id)).await?;
    let link = format!("{}/#/enrol/{code}", origin(&headers).unwrap_or_default());
    let say = &visitor.say;
    let title = say.with("enrol-title", &[("name", &known.name)]);
    let body = html! {
        h1 { (title) }
        p.lead { (say.t("enrol-explain")) }
        div.code {
            p.big data-test="enrol-code" { (code) }
            @if let Some(picture) = qr(&link) {
                div.qr role="img" aria-label=(say.t("enrol-qr")) { (PreEscaped(picture)) }
            }
            p { a href=(link) { (link) } }
        }
        p { a.button href="/office/devices" { (say.t("nav-devices")) } }
    };
    Ok(shell(say, Some(&visitor), Room::Devices, &title, &body))
}

fn qr(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // The declaration is for files; inside a page only the element counts.
    picture.find("<svg").map(|at| picture[at..].to_owned())
}

pub(super) async fn withdraw(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id: DeviceId = id(&address)?;
    if fields.one("sure") != "yes" {
        return Err(Trouble::Invalid("error-not-sure"));
    }
    let now = office.engine.clock().now();
    let deed = Deed::new(Action::DeviceWithdrawn, Subject::Device(id)).by(visitor.person.id);
    office
        .engine
        .act(move |store| {
            store.withdraw_device(id, now)?;
            Ok(((), deed))
        })
        .await?;
    tracing::info!(device = %id, by = %visitor.person.id, "device withdrawn");
    Ok(Redirect::to("/office/devices?done=withdrawn").into_response())
}
