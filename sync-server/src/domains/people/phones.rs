//! Somebody's phones, a line each.

use maud::{Markup, html};
use shared::PersonId;

use crate::domains::people::enrolled::enrolled;
use crate::office::browser_name::device_name;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;
use crate::store::error::StoreError;
use crate::store::{DeviceRow, Enrolment, Store};

/// A phone, and who enrolled it, as far as it is known.
pub(crate) type Phone = (DeviceRow, Option<Enrolment>);

/// The phones of somebody, newest contact first.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub(crate) fn phones_of(store: &Store, person: PersonId) -> Result<Vec<Phone>, StoreError> {
    let enrolments = store.enrolments()?;
    let theirs = store.devices()?.into_iter().filter(|device| device.person == person);
    let with_enrolment = |device: DeviceRow| {
        let enrolment = enrolments.iter().find(|known| known.device == device.id).cloned();
        (device, enrolment)
    };
    Ok(theirs.map(with_enrolment).collect())
}

/// What each is, when it was last heard of, and who enrolled it.
pub(crate) fn phone_lines(localizer: &Localizer, phones: &[Phone]) -> Markup {
    html! {
        ul.lines {
            @for (device, enrolment) in phones {
                li data-test="phone" {
                    span { (icon("phone")) " " (device_name(localizer, &device.name)) }
                    span.quiet {
                        @if device.withdrawn_at.is_some() { (localizer.text("device-withdrawn")) }
                        @else if let Some(at) = device.last_contact { (localizer.text("device-last-contact")) (localizer.text("colon")) (localizer.moment(at)) }
                        @else { (localizer.text("device-no-contact")) }
                        " · " (enrolled(localizer, device, enrolment.as_ref()))
                    }
                }
            }
        }
    }
}
