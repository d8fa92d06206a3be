//! Who enrolled a device, in a few words.

use maud::{Markup, html};

use crate::office::localizer::Localizer;
use crate::store::{DeviceRow, Enrolment};

/// When a device was enrolled, and by whom: nobody is named where it is not known.
pub(crate) fn enrolled(localizer: &Localizer, device: &DeviceRow, enrolment: Option<&Enrolment>) -> Markup {
    let when = localizer.instant(device.enrolled_at);
    html! {
        span data-test="enrolled" {
            @match enrolment {
                Some(Enrolment { by, maker, .. }) if *by != device.person => {
                    (localizer.with("device-enrolled-by", &[("name", maker), ("when", &when)]))
                }
                Some(_) => (localizer.with("device-enrolled-own", &[("when", &when)])),
                None => { (localizer.text("device-enrolled")) " " (localizer.moment(device.enrolled_at)) }
            }
        }
    }
}
