//! What people type, in the one way a field of the register holds it.

use shared::LabelCode;
use shared::building::RegisterField;

/// A text as the field holds it: without the blanks around it, with a point in numbers, parcels in capitals with their
/// stroke. What cannot be read stays as it is, for whoever checks it to name.
pub(crate) fn normal(field: RegisterField, text: &str) -> String {
    let text = text.trim();
    if field == RegisterField::Surface {
        number(text)
    } else if field == RegisterField::Parcels {
        parcels(text)
    } else if field == RegisterField::Position {
        text.replace(';', ",").split(',').map(str::trim).collect::<Vec<_>>().join(",")
    } else if field == RegisterField::Energy {
        text.to_uppercase()
    } else if field == RegisterField::Label {
        text.parse::<LabelCode>().map_or_else(|_| text.to_owned(), |code| code.to_string())
    } else {
        text.to_owned()
    }
}

/// `1 250,50 m²` is `1250.50`.
fn number(text: &str) -> String {
    let text = text.trim_end_matches("m²").trim_end_matches("m2");
    let digits: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\'').collect();
    digits.replace(',', ".")
}

/// On the web a parcel is written with `-` for `/`; several stand with a comma, a semicolon or a blank between.
fn parcels(text: &str) -> String {
    let parcels = text.split(|sign: char| sign.is_whitespace() || sign == ',' || sign == ';');
    let written = parcels.filter(|parcel| !parcel.is_empty());
    written.map(|parcel| parcel.to_uppercase().replace('-', "/")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read() {
        for (field, typed, held) in [
            (RegisterField::Surface, " 1 250,5 m²", "1250.5"),
            (RegisterField::Surface, "1\u{a0}250", "1250"),
            (
                RegisterField::Parcels,
                "62042a0570-00h004; 62042A0571/02_000",
                "62042A0570/00H004 62042A0571/02_000",
            ),
            (RegisterField::Position, "50.6001 ; 5.4678", "50.6001,5.4678"),
            (RegisterField::Energy, "a++", "A++"),
            (RegisterField::Label, " 0000-oooo OO00 ", "000000000000"),
            (RegisterField::Name, " Salle  des fêtes ", "Salle  des fêtes"),
        ] {
            assert_eq!(normal(field, typed), held);
            assert!(field.accepts(held), "{held}");
        }
    }
}
