//! What the register says of a building, a space and an asset, field by field, as the office writes it.

use std::collections::BTreeMap;

use crate::document::fields::word;
use crate::document::holds::{LINE, is_written};
use crate::document::shape::Holds::{self, Text, Written};
use crate::id::DocumentId;
use crate::label_code::LabelCode;
use crate::limits::{LINE_CHARS_MAX, YEAR_MAX};
use crate::moment::Day;

/// A field of a building, a space or an asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterField {
    /// The code of a building, the number of a room, the inventory number of an asset: `ECO-014`.
    Code,
    /// What people call it.
    Name,
    /// Street, without number.
    Street,
    /// House number and box.
    Number,
    /// Postcode, four digits.
    Postcode,
    /// Locality.
    Place,
    /// The group of buildings it belongs to: a school of three buildings.
    Site,
    /// The municipality: its NIS code, five digits (Statbel).
    Municipality,
    /// The identifier of the address in BeSt Address.
    BestAddress,
    /// Where it is: latitude and longitude of WGS 84, in Belgium: `50.600123,5.467890`.
    Position,
    /// Cadastral parcels (`CaPaKey`), with a blank between: `62042A0570/00H004`.
    Parcels,
    /// Surface in square metres.
    Surface,
    /// The year it was built.
    Year,
    /// The class of its energy certificate, `A++` to `G`.
    Energy,
    /// The last day of its energy certificate.
    EnergyUntil,
    /// Floor, as people say it: `-1`, `0`, `2`, `toiture`.
    Level,
    /// Family, in words: `chaudière`, `ascenseur`.
    Family,
    /// The space an asset stands in: its id.
    Space,
    /// The space a space is in, the asset an asset is part of: its id.
    Within,
    /// Its maker.
    Make,
    /// Its model.
    Model,
    /// Its serial number.
    Serial,
    /// The year it was put in, as it is known.
    Installed,
    /// The day it was sold, scrapped or given up.
    RetiredOn,
    /// Why it was.
    RetiredWhy,
    /// The code of a label that was printed blank and stuck on it ([`LabelCode`]).
    Label,
}

use RegisterField as F;

const FIELDS: [(RegisterField, &str); 26] = [
    (F::Code, "code"),
    (F::Name, "name"),
    (F::Street, "street"),
    (F::Number, "number"),
    (F::Postcode, "postcode"),
    (F::Place, "place"),
    (F::Site, "site"),
    (F::Municipality, "municipality"),
    (F::BestAddress, "best_address"),
    (F::Position, "position"),
    (F::Parcels, "parcels"),
    (F::Surface, "surface"),
    (F::Year, "year"),
    (F::Energy, "energy"),
    (F::EnergyUntil, "energy_until"),
    (F::Level, "level"),
    (F::Family, "family"),
    (F::Space, "space"),
    (F::Within, "within"),
    (F::Make, "make"),
    (F::Model, "model"),
    (F::Serial, "serial"),
    (F::Installed, "installed"),
    (F::RetiredOn, "retired_on"),
    (F::RetiredWhy, "retired_why"),
    (F::Label, "label"),
];

word!(RegisterField, FIELDS, "The key in documents, columns and locale keys.");

/// The fields of a building that every one has; [`BUILDING_DETAILS`] are those it may have.
pub(crate) const BUILDING_FIELDS: &[RegisterField] =
    &[F::Code, F::Name, F::Street, F::Number, F::Postcode, F::Place];
/// The further fields of a building, in the order they are shown.
pub const BUILDING_DETAILS: &[RegisterField] = &[
    F::Site,
    F::Municipality,
    F::BestAddress,
    F::Position,
    F::Parcels,
    F::Surface,
    F::Year,
    F::Energy,
    F::EnergyUntil,
    F::RetiredOn,
    F::RetiredWhy,
    F::Label,
];
/// The fields of a space that every one has.
pub(crate) const SPACE_FIELDS: &[RegisterField] = &[F::Name, F::Level];
/// The further fields of a space.
pub(crate) const SPACE_DETAILS: &[RegisterField] =
    &[F::Code, F::Within, F::Surface, F::RetiredOn, F::RetiredWhy, F::Label];
/// The fields of an asset that every one has.
pub(crate) const ASSET_FIELDS: &[RegisterField] =
    &[F::Name, F::Family, F::Make, F::Model, F::Serial, F::Installed];
/// The further fields of an asset, beside the space it stands in.
pub(crate) const ASSET_DETAILS: &[RegisterField] =
    &[F::Code, F::Within, F::RetiredOn, F::RetiredWhy, F::Label];

/// Values by field. What has no value is not in it.
pub type RegisterValues = BTreeMap<RegisterField, String>;

impl RegisterField {
    /// What stands in it.
    pub(crate) const fn holds(self) -> Holds {
        match self {
            Self::Municipality => Written(is_municipality),
            Self::Position => Written(is_position),
            Self::Parcels => Written(is_parcels),
            Self::Surface => Written(is_surface),
            Self::Year => Written(is_year),
            Self::Energy => Written(is_energy_class),
            Self::EnergyUntil | Self::RetiredOn => Written(is_written::<Day>),
            Self::Space | Self::Within => Written(is_written::<DocumentId>),
            Self::Label => Written(is_written::<LabelCode>),
            Self::Code
            | Self::Name
            | Self::Street
            | Self::Number
            | Self::Postcode
            | Self::Place
            | Self::Site
            | Self::BestAddress
            | Self::Level
            | Self::Family
            | Self::Make
            | Self::Model
            | Self::Serial
            | Self::Installed
            | Self::RetiredWhy => LINE,
        }
    }

    /// Whether a day stands in it.
    #[must_use]
    pub const fn is_day(self) -> bool {
        matches!(self, Self::EnergyUntil | Self::RetiredOn)
    }

    /// Whether a value, which says something, may stand in it.
    #[must_use]
    pub fn accepts(self, value: &str) -> bool {
        match self.holds() {
            Written(accepts) => accepts(value),
            Text(chars_max) => value.chars().count() <= chars_max,
            Holds::Schema
            | Holds::Map
            | Holds::Entries(..)
            | Holds::Letters(_)
            | Holds::Instant
            | Holds::Integer
            | Holds::Count
            | Holds::Boolean => false,
        }
    }
}

/// Five digits, of which the first is a province or Brussels.
fn is_municipality(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
}

/// Latitude and longitude in degrees of WGS 84 with a comma between, in Belgium: `50.600123,5.467890`.
fn is_position(text: &str) -> bool {
    let degrees = |text: &str| {
        let (whole, part) = text.split_once('.')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (digits(whole) && digits(part) && part.len() <= 7).then(|| text.parse::<f64>().ok())?
    };
    text.split_once(',').is_some_and(|(latitude, longitude)| {
        degrees(latitude).is_some_and(|north| (49.4..51.6).contains(&north))
            && degrees(longitude).is_some_and(|east| (2.4..6.5).contains(&east))
    })
}

/// Cadastral parcels (`CaPaKey`, 17 characters each) with a blank between: `62042A0570/00H004`.
fn is_parcels(text: &str) -> bool {
    text.chars().count() <= LINE_CHARS_MAX && text.split(' ').all(is_parcel)
}

/// Division (five digits), section, number, bis number after a stroke, letter and figure.
fn is_parcel(text: &str) -> bool {
    const SHAPE: &[u8; 17] = b"00000A0000/00_000";
    text.len() == SHAPE.len()
        && text.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'_' => byte.is_ascii_uppercase() || byte == b'_',
            other => byte == *other,
        })
}

/// Square metres, at most two figures after the point, below ten million.
fn is_surface(text: &str) -> bool {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    digits(whole, 7) && part.is_none_or(|part| digits(part, 2)) && (whole == "0" || !whole.starts_with('0'))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<i16>().is_ok_and(|year| (1000..=YEAR_MAX).contains(&year))
}

/// The classes of Walloon, Flemish and Brussels energy certificates, the best one first.
pub const ENERGY_CLASSES: [&str; 9] = ["A++", "A+", "A", "B", "C", "D", "E", "F", "G"];

fn is_energy_class(text: &str) -> bool {
    ENERGY_CLASSES.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_accepts_its_values_and_no_others() {
        for (field, good, bad) in [
            (F::Municipality, "62120", ["6212", "0620A", "01234"]),
            (F::Position, "50.600123,5.46789", ["5.46789,50.600123", "50.6;5.4", "50.6,5"]),
            (
                F::Parcels,
                "62042A0570/00H004 62042A0570/02_000",
                ["62042A0570-00H004", "570H4", "62042A0570/00H004 "],
            ),
            (F::Surface, "1234.5", ["12,5", "-3", "1.234"]),
            (F::Year, "1962", ["62", "2962", "vers"]),
            (F::Energy, "A++", ["a", "H", "A+++"]),
            (F::Label, "000000000000", ["000000000001", "0000-0000-0000", "oooooooooooo"]),
            (F::EnergyUntil, "2031-05-30", ["30/05/2031", "2031-02-30", "2031"]),
        ] {
            assert!(field.accepts(good), "{field:?}: {good}");
            bad.iter().for_each(|bad| assert!(!field.accepts(bad), "{field:?}: {bad}"));
        }
        assert!(
            F::Site.accepts(&"é".repeat(LINE_CHARS_MAX)) && !F::Site.accepts(&"é".repeat(LINE_CHARS_MAX + 1))
        );
    }

    #[test]
    fn a_field_has_one_key() {
        let keys: std::collections::BTreeSet<_> = F::all().map(F::name).collect();
        assert_eq!(keys.len(), F::all().count());
        assert!(F::all().all(|field| F::named(field.name()) == Some(field)));
    }
}
