//! Quantities and measures, to a thousandth.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::limits::{MATERIAL_THOUSANDTHS_MAX, MEASURE_THOUSANDTHS_MAX, MEASURE_THOUSANDTHS_MIN};

/// A quantity in thousandths of its unit: 1,500 is one and a half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub i64);

/// The quantities that can be meant, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuantityRange {
    /// The least.
    pub min: Quantity,
    /// The most.
    pub max: Quantity,
}

impl QuantityRange {
    /// How much of a material can have been used.
    pub const MATERIAL: Self = Self { min: Quantity(1), max: Quantity(MATERIAL_THOUSANDTHS_MAX) };
    /// The same for a note that replaces another: none takes that one away.
    pub const CORRECTION: Self = Self { min: Quantity(0), ..Self::MATERIAL };
    /// What can have been measured.
    pub const MEASURE: Self =
        Self { min: Quantity(MEASURE_THOUSANDTHS_MIN), max: Quantity(MEASURE_THOUSANDTHS_MAX) };

    /// Whether a quantity can be meant.
    #[must_use]
    pub fn has(self, quantity: Quantity) -> bool {
        (self.min..=self.max).contains(&quantity)
    }
}

/// A text that is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number with at most three decimals")]
pub struct InvalidQuantity;

impl fmt::Display for Quantity {
    /// Plain decimal notation, no trailing zeros, a full stop before the decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, thousandths) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if thousandths == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{thousandths:03}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl FromStr for Quantity {
    type Err = InvalidQuantity;

    /// Reads `3`, `1.5` or `1,5` (both decimal signs are in use on Belgian keyboards).
    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let text = text.trim();
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let only_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 12
            || decimals.len() > 3
            || !only_digits(whole)
            || !only_digits(decimals)
        {
            return Err(InvalidQuantity);
        }
        let whole: i64 = whole.parse().map_err(|_| InvalidQuantity)?;
        let thousandths: i64 = format!("{decimals:0<3}").parse().map_err(|_| InvalidQuantity)?;
        let value = whole * 1000 + thousandths;
        Ok(Self(if negative { -value } else { value }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_reads_back_as_it_is_shown() {
        for text in ["0", "3", "1.5", "-0.25", "1200.001"] {
            assert_eq!(text.parse::<Quantity>().unwrap().to_string(), text);
        }
        assert_eq!("1,5".parse::<Quantity>().unwrap(), Quantity(1_500));
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "-", "a", "1.2.3", "1.2345", "9999999999999", "1 2"] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
    }
}
