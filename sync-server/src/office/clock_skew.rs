//! Clocks that are wrong.

use crate::base::limits::SKEW_MS_SHOWN_MIN;
use crate::office::localizer::Localizer;

/// How wrong a clock is, in words; nothing where it is right enough.
pub(crate) fn skew(localizer: &Localizer, skew_ms: i64) -> Option<String> {
    if skew_ms.saturating_abs() < SKEW_MS_SHOWN_MIN {
        return None;
    }
    let key = if skew_ms > 0 { "delivery-ahead" } else { "delivery-behind" };
    Some(localizer.with(key, &[("length", &localizer.duration(skew_ms))]))
}
