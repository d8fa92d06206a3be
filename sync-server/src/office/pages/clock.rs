//! Clocks that are wrong.

use super::say::Say;
use crate::limits::SKEW_MS_SHOWN_MIN;

/// How wrong a clock is, in words; nothing where it is right enough.
pub(super) fn skew(say: &Say, skew_ms: i64) -> Option<String> {
    if skew_ms.saturating_abs() < SKEW_MS_SHOWN_MIN {
        return None;
    }
    let key = if skew_ms > 0 { "delivery-ahead" } else { "delivery-behind" };
    Some(say.with(key, &[("length", &say.duration(skew_ms))]))
}
