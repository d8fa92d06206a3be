//! What a device did today beside what a device may: seen at its page, and lifted there for the day.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::DeviceId;

use crate::base::limits::{PHOTO_BYTES_PER_DEVICE_DAY_MAX, PHOTOS_DAY_MS};
use crate::domains::catalogue::names::Names;
use crate::office::form::id;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{DeviceDay, DeviceRow};
use crate::sync::budget::DAY_MAX;

/// What a device did today.
pub(crate) struct Budget {
    day: DeviceDay,
    /// Of the last twenty-four hours.
    photo_bytes: u64,
}

impl Budget {
    pub(crate) async fn read(office: &Office, device: DeviceId) -> Result<Self, PageError> {
        let clock = office.engine.clock();
        let (today, since) = (clock.today(), clock.now().plus_ms(-PHOTOS_DAY_MS));
        let read = office.engine.read(move |store| {
            Ok(Self {
                day: store.device_day(device, today)?,
                photo_bytes: store.photo_bytes_since(device, since)?,
            })
        });
        Ok(read.await?)
    }

    /// That the device is put off today, with the way to where that is lifted: nothing while it is not.
    pub(crate) fn stopped(&self, localizer: &Localizer) -> Markup {
        html! {
            @if let Some(at) = self.day.stopped_at {
                p.notice.warn data-test="budget-stopped" {
                    span {
                        (localizer.text("budget-stopped")) " " (localizer.moment(at)) ". "
                        (localizer.text("budget-stopped-explain"))
                        " " a href="#lift" { (localizer.text("budget-lift")) }
                    }
                }
            }
        }
    }

    /// The part of a device's page. A device that was withdrawn does nothing any more.
    pub(crate) fn section(&self, localizer: &Localizer, device: &DeviceRow, names: &Names) -> Markup {
        let counts = &self.day.counts;
        let count = |count: u64| localizer.grouped(usize::try_from(count).unwrap_or(usize::MAX));
        let size = |bytes: u64| localizer.size(bytes);
        let rows = [
            ("budget-syncs", count(counts.syncs), count(DAY_MAX.syncs)),
            ("budget-changes", count(counts.changes), count(DAY_MAX.changes)),
            ("budget-bytes", size(counts.change_bytes), size(DAY_MAX.change_bytes)),
            ("budget-documents", count(counts.documents), count(DAY_MAX.documents)),
            ("budget-requests", count(counts.requests), count(DAY_MAX.requests)),
            ("budget-photos", size(self.photo_bytes), size(PHOTO_BYTES_PER_DEVICE_DAY_MAX)),
        ];
        html! {
            @if device.withdrawn_at.is_none() {
                section data-test="budget" {
                    h2 { (localizer.text("budget-title")) }
                    @if let Some((at, by)) = self.day.lifted {
                        p.notice data-test="budget-lifted" {
                            span { (localizer.with("budget-lifted", &[("name", names.person(by))])) " " (localizer.moment(at)) }
                        }
                    }
                    div.scroll tabindex="0" role="region" aria-label=(localizer.text("budget-title")) {
                        table {
                            thead { tr {
                                th scope="col" { (localizer.text("budget-what")) }
                                th.number scope="col" { (localizer.text("budget-done")) }
                                th.number scope="col" { (localizer.text("budget-most")) }
                            } }
                            tbody {
                                @for (key, done, most) in &rows {
                                    tr { th scope="row" { (localizer.text(key)) } td.number { (done) } td.number { (most) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The form that lifts it, outside of what is drawn anew by itself.
    pub(crate) fn lift_form(&self, localizer: &Localizer, device: &DeviceRow) -> Markup {
        let can_be_lifted = device.withdrawn_at.is_none() && self.day.lifted.is_none();
        html! {
            @if can_be_lifted {
                form.stack #lift method="post" action={ "/office/devices/" (device.id) "/lift" } data-test="lift" {
                    p.quiet { (localizer.text("budget-lift-explain")) }
                    button type="submit" { (localizer.text("budget-lift")) }
                }
            }
        }
    }
}

/// That a device is put off today, in a list.
pub(crate) fn stopped_chip(localizer: &Localizer) -> Markup {
    html! { span.chip.late data-test="stopped" { (icon("hazard")) (localizer.text("device-stopped")) } " " }
}

pub(crate) async fn lift(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, PageError> {
    let device: DeviceId = id(&address)?;
    office.engine.lift_today(visitor.person.id, device).await?;
    tracing::info!(%device, by = %visitor.person.id, "its budget of today was lifted");
    Ok(Redirect::to(&format!("/office/devices/{device}?done=lifted")).into_response())
}
