//! Tables as CSV (RFC 4180), in a way that a spreadsheet opens them: UTF-8 with a byte order mark,
//! and no cell that it takes for a formula.

/// What a file begins with, so that a spreadsheet reads it as UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One line.
pub(super) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for cell in cells {
        if !line.is_empty() {
            line.push(',');
        }
        line.push_str(&quoted(cell));
    }
    line.push_str("\r\n");
    line
}

/// A cell. Every one is quoted, so that an empty first cell is one too.
fn quoted(cell: &str) -> String {
    let mut quoted = String::from('"');
    let mut begins = true;
    for letter in cell.chars() {
        // What begins so is a formula to a spreadsheet, wherever the text came from; and one of another
        // country begins a new cell after its own separator, quoted or not.
        if begins && "=+-@\t\r\n".contains(letter) {
            quoted.push('\'');
        }
        begins = ";,\t".contains(letter);
        quoted.push(letter);
        if letter == '"' {
            quoted.push('"');
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_their_quotes_doubled() {
        assert_eq!(
            line(["", "a,b", "dit \"oui\"", "deux\r\nlignes"]),
            "\"\",\"a,b\",\"dit \"\"oui\"\"\",\"deux\r\nlignes\"\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r=1", "\n=1"] {
            assert_eq!(line([formula]), format!("\"'{formula}\"\r\n"));
        }
        assert_eq!(line(["a=1"]), "\"a=1\"\r\n");
        assert_eq!(line(["x;=1,-2"]), "\"x;'=1,'-2\"\r\n");
    }
}
