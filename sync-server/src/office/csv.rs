//! Tables as CSV (RFC 4180), in a way that a spreadsheet opens them: UTF-8 with a byte order mark,
//! and no cell that it takes for a formula.

use shared::Language;

use crate::tables::begins_formula;

/// What a file begins with, so that a spreadsheet reads it as UTF-8.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// For whom a table is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// For programs: commas, machine words, instants in UTC.
    Plain,
    /// For somebody's spreadsheet, set up for this language.
    Spreadsheet(Language),
}

impl Form {
    /// What an address asks for: `spreadsheet` for people, anything else for programs.
    pub(crate) fn asked(format: &str, language: Language) -> Self {
        if format == "spreadsheet" { Self::Spreadsheet(language) } else { Self::Plain }
    }

    /// What separates cells: where numbers have commas, spreadsheets expect semicolons.
    const fn separator(self) -> char {
        match self {
            Self::Plain | Self::Spreadsheet(Language::En) => ',',
            Self::Spreadsheet(Language::Fr | Language::Nl | Language::De) => ';',
        }
    }
}

/// One line.
pub(crate) fn line<'a>(form: Form, cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for cell in cells {
        if !line.is_empty() {
            line.push(form.separator());
        }
        line.push_str(&quoted(cell));
    }
    line.push_str("\r\n");
    line
}

/// A cell. Every one is quoted, so that an empty first cell is one too.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", guarded(cell).replace('"', "\"\""))
}

/// A text that is no formula to a spreadsheet, wherever it came from: an apostrophe stands before what begins like one. A
/// spreadsheet of another country begins a new cell after its own separator, quoted or not. Imports take one apostrophe
/// away again, so another one stands before those that were there.
pub(crate) fn guarded(cell: &str) -> String {
    let mut guarded = String::new();
    let mut begins = true;
    for (at, letter) in cell.char_indices() {
        if begins && is_run(&cell[at..]) {
            guarded.push('\'');
        }
        begins = ";,\t".contains(letter);
        guarded.push(letter);
    }
    guarded
}

/// Whether a spreadsheet would run it, as a number below zero is not.
fn is_run(text: &str) -> bool {
    let is_number = text
        .strip_prefix('-')
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()) && !rest.is_empty());
    !is_number && begins_formula(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_their_quotes_doubled() {
        let cells = ["", "a,b", "dit \"oui\"", "deux\r\nlignes"];
        assert_eq!(line(Form::Plain, cells), "\"\",\"a,b\",\"dit \"\"oui\"\"\",\"deux\r\nlignes\"\r\n");
    }

    #[test]
    fn cells_are_separated_as_spreadsheets_of_a_language_expect() {
        for (language, separated) in [
            (Language::Fr, "\"a\";\"1,5\"\r\n"),
            (Language::Nl, "\"a\";\"1,5\"\r\n"),
            (Language::De, "\"a\";\"1,5\"\r\n"),
            (Language::En, "\"a\",\"1,5\"\r\n"),
        ] {
            assert_eq!(line(Form::Spreadsheet(language), ["a", "1,5"]), separated);
        }
    }

    #[test]
    fn no_cell_is_a_formula_in_any_form() {
        for form in [Form::Plain, Form::Spreadsheet(Language::Fr), Form::Spreadsheet(Language::En)] {
            for formula in ["=1+1", "+1", "-1+1", "'=1", "@SUM(A1)", "\t1", "\r=1", "\n=1"] {
                assert_eq!(line(form, [formula]), format!("\"'{formula}\"\r\n"));
            }
            assert_eq!(line(form, ["a=1"]), "\"a=1\"\r\n");
            assert_eq!(line(form, ["x;=1,-a"]), "\"x;'=1,'-a\"\r\n");
            assert_eq!(line(form, ["-1"]), "\"-1\"\r\n", "a floor below the street");
        }
    }

    #[test]
    fn what_is_guarded_comes_back() {
        const SIGNS: [&str; 8] = ["'", "=", "-", ";", ",", "a", "1", "+"];
        for number in 0..SIGNS.len().pow(4) {
            let text: String = (0..4).map(|at| SIGNS[number / SIGNS.len().pow(at) % SIGNS.len()]).collect();
            let read = crate::tables::line(&crate::tables::Cell::Text(guarded(&text)));
            assert_eq!(read.as_deref(), Ok(text.as_str()));
        }
    }
}
