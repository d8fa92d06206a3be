//! Bytes as text, whatever they are written in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The country whose usage decides where bytes alone do not: without it, `Liège` is taken for Czech.
const COUNTRY: &[u8] = b"be";
/// How much is looked at to tell UTF-16 without its mark.
const LOOKED_AT_BYTES: usize = 4096;

/// What the bytes from 128 on are at a command line of Windows in western Europe (code page 850).
const COMMAND_LINE: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
/// The bytes of é, è, ê, ç and â there. In Windows-1252 they are signs that stand in no word of ours.
const ACCENTS: [u8; 5] = [0x82, 0x8a, 0x88, 0x87, 0x83];

/// The text, without a byte order mark.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let encoding = encoding_of(bytes);
    if encoding == WINDOWS_1252 && is_of_the_command_line(bytes) {
        return of_the_command_line(bytes);
    }
    let (text, _, _) = encoding.decode(bytes);
    if encoding == WINDOWS_1252 { resolved(&text) } else { text.into_owned() }
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(COUNTRY), Utf8Detection::Deny)
}

/// Whether more words have accents as a command line writes them than as Windows does.
fn is_of_the_command_line(bytes: &[u8]) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let in_word = |at: usize| letter(at.checked_sub(1)) || letter(at.checked_add(1));
    let accents =
        bytes.iter().enumerate().filter(|(at, byte)| ACCENTS.contains(byte) && in_word(*at)).count();
    accents > bytes.iter().filter(|byte| **byte >= 0xc0).count()
}

fn of_the_command_line(bytes: &[u8]) -> String {
    let foreign: Vec<char> = COMMAND_LINE.chars().collect();
    let character = |byte: &u8| match byte.checked_sub(128) {
        Some(at) => foreign.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(*byte),
    };
    bytes.iter().map(character).collect()
}

/// UTF-16 without its mark: every other byte of most letters is nothing.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked_at = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    let nothings = |from: usize| looked_at.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nothings(0), nothings(1));
    let is_most = |count: usize| count * 4 > looked_at.len();
    match (is_most(even), is_most(odd)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Some programs write a character that Windows-1252 does not have as HTML would: `&#8594;` for an arrow.
fn resolved(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        found.push_str(before);
        let character = after.split_once(';').and_then(|(digits, behind)| {
            let is_number =
                (2..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            let character = char::from_u32(digits.parse().ok().filter(|_| is_number)?)?;
            let is_foreign = WINDOWS_1252.encode(character.encode_utf8(&mut [0; 4])).2;
            is_foreign.then_some((character, behind))
        });
        match character {
            Some((character, behind)) => {
                found.push(character);
                rest = behind;
            }
            None => {
                found.push_str("&#");
                rest = after;
            }
        }
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_text_is_read_in_each_of_its_encodings() {
        let text = "Bâtiment;Liège;œuvre;20 µm;« Rue »;20 €";
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let written = [
            text.as_bytes().to_vec(),
            with_mark(&[0xef, 0xbb, 0xbf], text.as_bytes().to_vec()),
            windows,
            with_mark(&[0xff, 0xfe], little.clone()),
            with_mark(&[0xfe, 0xff], big.clone()),
            little,
            big,
        ];
        for bytes in written {
            assert_eq!(decoded(&bytes), text, "{bytes:x?}");
        }
    }

    #[test]
    fn single_words_are_not_taken_for_czech() {
        for text in ["Liège", "œuvre", "20 µm", "« texte »"] {
            assert_eq!(decoded(&WINDOWS_1252.encode(text).0), text);
        }
    }

    #[test]
    fn what_an_old_program_wrote_is_read_and_windows_still_is() {
        assert_eq!(COMMAND_LINE.chars().count(), 128);
        let at = |character| COMMAND_LINE.chars().position(|one| one == character).unwrap();
        let old = |text: &str| -> Vec<u8> {
            let byte =
                |sign: char| if sign.is_ascii() { sign as u8 } else { u8::try_from(at(sign) + 128).unwrap() };
            text.chars().map(byte).collect()
        };
        for text in ["Code;Nom\nA-1;École communale à Flémalle", "Crèche;Bâtiment;Façade", "forêt"] {
            assert_eq!(decoded(&old(text)), text);
        }
        for text in ["Salle “Élan” – l’été…", "‘Hall’ – 20 €", "Škoda à Liège"] {
            assert_eq!(decoded(&WINDOWS_1252.encode(text).0), text);
        }
    }

    #[test]
    fn what_an_export_turned_into_html_comes_back_and_nothing_else_does() {
        let bytes = WINDOWS_1252.encode("caf\u{e9} &#8594; &#233; &# &#x41; &#99999999; fin").0.into_owned();
        assert_eq!(decoded(&bytes), "café → &#233; &# &#x41; &#99999999; fin");
        assert_eq!(decoded(b"plain &#8594;"), "plain &#8594;", "UTF-8 has the character itself");
    }
}
