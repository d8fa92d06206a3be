//! The code that opens a phone whose PIN was forgotten: asked for at its page, shown once, read out over the telephone.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::DeviceId;
use shared::limits::LINE_CHARS_MAX;

use crate::base::roles::Roles;
use crate::domains::catalogue::names::Names;
use crate::domains::devices::menu;
use crate::office::form::{Fields, id};
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{DeviceRow, RecoveryRow};
use crate::sync::phone_lock::may_open;

/// What is known of a phone's lock, and the form that asks for the code.
pub(crate) fn section(
    visitor: &Visitor,
    device: &DeviceRow,
    code: Option<&RecoveryRow>,
    owner: Option<&Roles>,
    names: &Names,
) -> Markup {
    let localizer = &visitor.localizer;
    html! {
        @if device.withdrawn_at.is_none() {
            section data-test="phone-lock" {
                h2 { (localizer.text("phone-lock")) }
                @match code {
                    None => p.quiet data-test="no-code" { (localizer.text("phone-code-none")) },
                    Some(code) => {
                        p { (localizer.text("phone-code-kept")) " " (localizer.moment(code.kept_at)) "." }
                        @if let Some(shown) = &code.shown {
                            p.notice data-test="code-was-shown" {
                                span { (localizer.with("phone-code-was-shown", &[("name", names.person(shown.to))])) " " (localizer.moment(shown.at)) }
                            }
                        }
                        @if may_open(&visitor.person, device, owner) { (form(localizer, device.id)) }
                        @else { p.quiet data-test="no-code-here" { (localizer.text("phone-code-not-here")) } }
                    }
                }
            }
        }
    }
}

fn form(localizer: &Localizer, device: DeviceId) -> Markup {
    html! {
        form.stack method="post" action={ "/office/devices/" (device) "/code" } data-test="phone-code" {
            p.quiet { (localizer.text("phone-code-explain")) }
            div.field {
                label for="reason" { (localizer.text("phone-code-reason")) }
                input #reason name="reason" required autocomplete="off" data-chars-max=(LINE_CHARS_MAX);
            }
            button type="submit" { (localizer.text("phone-code-show")) }
        }
    }
}

/// The code, once.
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Markup, PageError> {
    let device: DeviceId = id(&address)?;
    let reason = fields.one("reason").to_owned();
    if reason.is_empty() {
        return Err(PageError::Invalid("phone-code-why"));
    }
    if reason.chars().count() > LINE_CHARS_MAX {
        return Err(PageError::Invalid("error-too-long"));
    }
    let row =
        office.records(&visitor, move |store| store.device(device)).await?.ok_or(PageError::NotFound)?;
    let code = office.engine.show_code(visitor.person.id, device, reason).await?;
    tracing::info!(%device, by = %visitor.person.id, "the code that opens a phone was shown");
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let localizer = &visitor.localizer;
    let person = names.person(row.person);
    let title = localizer.with("phone-code-title", &[("name", person)]);
    let body = html! {
        h1 { (title) }
        p.lead { (localizer.text("phone-code-read")) }
        div.code { p.big data-test="phone-code-shown" { @for group in code.groups() { (group) " " } } }
        ul {
            li { (localizer.text("phone-code-who")) }
            li { (localizer.text("phone-code-letters")) }
            li { (localizer.text("phone-code-after")) }
        }
        p { a.button href={ "/office/devices/" (device) } { (localizer.text("phone-code-back")) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}
