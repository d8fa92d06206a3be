//! Writes the table by which [`search`](src/search.rs) reads letters: compact, because the phone carries it.
//! It is made from Unicode's own decompositions, so nobody has to keep it by hand.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

#[path = "src/search/marks.rs"]
mod marks;

/// Letters of the scripts that put words apart; ideographs, syllables and shapes of letters are left alone.
const LAST: u32 = 0xFFFF;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut letters = String::new();
    let mut values = String::new();
    let mut ends = String::new();
    let mut length = 0_usize;
    for letter in (0x80..=LAST).filter_map(char::from_u32).filter(|letter| is_read(*letter)) {
        // Capitals are made small before the table is asked.
        let is_small = letter.to_lowercase().eq([letter]);
        let value = value(letter);
        if !is_small || value.chars().eq([letter]) {
            continue;
        }
        length += value.len();
        letters.push_str(&format!("{},", u32::from(letter)));
        values.push_str(&value);
        ends.push_str(&format!("{length},"));
    }
    let count = letters.matches(',').count();
    let table = format!(
        "const LETTERS: [u16; {count}] = [{letters}];\nconst ENDS: [u16; {count}] = [{ends}];\nconst VALUES: &str = {values:?};\n"
    );
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("letters.rs"), table)?;
    Ok(())
}

/// Whether the table has to say something about this letter.
fn is_read(letter: char) -> bool {
    !matches!(u32::from(letter),
        // `nº 12` is read as `n° 12`.
        0xAA | 0xBA
        // Square shapes, ideographs, Hangul (with its own arithmetic), Arabic shapes.
        | 0x3100..=0x318F | 0x3200..=0xA63F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF)
}

/// What a letter is read as: decomposed, small, without marks.
fn value(letter: char) -> String {
    let plain = |letter: &char| !marks::is_mark(*letter);
    let read: String = letter.nfkd().filter(plain).flat_map(char::to_lowercase).collect();
    // `2½` is not 21 halves.
    if read.contains('\u{2044}') { format!(" {read}") } else { read }
}
