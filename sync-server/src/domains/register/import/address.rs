//! An address in one cell.

use shared::building::{RegisterField as F, RegisterValues};

/// `Rue du Moulin 4 bte 2, 4400 Flémalle` taken apart; what cannot be is the street as a whole.
pub(super) fn parts(text: &str) -> RegisterValues {
    let (street, place) = split_place(text);
    let mut found = RegisterValues::new();
    if let Some((postcode, place)) = place {
        found.insert(F::Postcode, postcode.to_owned());
        found.insert(F::Place, place.to_owned());
    }
    let (street, number) = split_number(street);
    for (field, text) in [(F::Street, street), (F::Number, number)] {
        if !text.is_empty() {
            found.insert(field, text.to_owned());
        }
    }
    found
}

/// Postcode and place stand behind the last comma, or behind the last number of four digits that has a word behind it.
fn split_place(text: &str) -> (&str, Option<(&str, &str)>) {
    let words = text.split(' ').scan(0, |at, word| {
        let begin = *at;
        *at += word.len() + 1;
        Some((begin, word))
    });
    let is_postcode = |word: &str| {
        let digits = word.strip_prefix("B-").unwrap_or(word);
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
    };
    // The first word is never one: `1914 Plein`.
    let postcode =
        words.skip(1).filter(|(begin, word)| is_postcode(word) && begin + word.len() < text.len()).last();
    match postcode {
        Some((begin, word)) => {
            let place = text[begin + word.len()..].trim();
            let street = text[..begin].trim().trim_end_matches([',', '-', '–']).trim_end();
            (street, Some((word.strip_prefix("B-").unwrap_or(word), place)))
        }
        None => (text.trim(), None),
    }
}

/// The number begins at the last word that begins with a digit, or at the first digit behind a comma.
fn split_number(text: &str) -> (&str, &str) {
    let starts = |text: &str| text.starts_with(|sign: char| sign.is_ascii_digit());
    if let Some((street, number)) = text.split_once(',')
        && starts(number.trim())
    {
        return (street.trim(), number.trim());
    }
    let begins = text.match_indices(' ').map(|(at, _)| at + 1).filter(|at| starts(&text[*at..]));
    // `Rue du 11 Novembre 14 bte 2`: the box is a number too, but not the first of what follows.
    let mut last = None;
    for at in begins {
        let before = text[..at].trim_end().to_lowercase();
        let is_box =
            ["bte", "boîte", "bus", "/", "box", "b"].iter().any(|word| before.ends_with(&format!(" {word}")));
        if !is_box {
            last = Some(at);
        }
    }
    match last {
        Some(at) if !text[at..].trim_start_matches(|sign: char| sign.is_ascii_digit()).starts_with(" N") => {
            (text[..at].trim(), text[at..].trim())
        }
        _ => (text.trim(), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        for (text, street, number, postcode, place) in [
            ("Rue du Moulin 4, 4400 Flémalle", "Rue du Moulin", "4", "4400", "Flémalle"),
            ("Rue du Moulin, 4 bte 2 - B-4400 Flémalle", "Rue du Moulin", "4 bte 2", "4400", "Flémalle"),
            ("Rue du 11 Novembre 14A bte 3 4000 Liège", "Rue du 11 Novembre", "14A bte 3", "4000", "Liège"),
            ("Grand'Place 1 4400 Ivoz-Ramet", "Grand'Place", "1", "4400", "Ivoz-Ramet"),
            ("Place Communale", "Place Communale", "", "", ""),
            ("Rue du Moulin 4", "Rue du Moulin", "4", "", ""),
        ] {
            let found = parts(text);
            let of = |field| found.get(&field).map_or("", String::as_str);
            let parts = [F::Street, F::Number, F::Postcode, F::Place].map(of);
            assert_eq!(parts, [street, number, postcode, place], "{text}");
        }
    }
}
