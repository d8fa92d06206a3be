//! Labels as they are drawn: squares that a phone's camera reads (QR, ISO/IEC 18004), the code for people to type, and
//! what it is and where.

use qrcode::{Color, EcLevel, QrCode};
use shared::LabelCode;

use crate::domains::labels::format::Grid;
use crate::domains::register::label_queries::LabelRow;
use crate::pdf::{Area, Imprint, PdfError, Sheets, TextLine};

/// What is left free around the squares, in squares (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;
/// The side of squares of which a third may be dirty; smaller ones are as few as can be, so that each is large enough.
const SMALL_MM: f32 = 15.0;
/// The most of the width of a label that the squares take, and of the height of an upright one.
const SHARE_OF_WIDTH: f32 = 0.45;
const SHARE_OF_HEIGHT: f32 = 0.62;

/// Draws labels from one place of the first page on, counted from 0. `site` is what stands before the path of an address.
///
/// # Errors
/// [`PdfError`] when there are no letters, or an address is too long for squares.
pub(super) fn draw(
    grid: &Grid,
    first: usize,
    labels: &[LabelRow],
    site: &str,
    imprint: &Imprint,
) -> Result<Vec<u8>, PdfError> {
    let mut sheets = Sheets::new(grid.page)?;
    for (number, label) in (first..).zip(labels) {
        if number > first && number % grid.per_page() == 0 {
            sheets.next_page();
        }
        draw_one(&mut sheets, grid.area(number), label, site)?;
    }
    sheets.finish(imprint)
}

/// The address of a label, in capitals, which take fewer squares: the names of schemes and hosts are the same in both
/// (RFC 3986).
pub(super) fn address(site: &str, code: LabelCode) -> String {
    format!("{site}/l/{code}").to_uppercase()
}

fn draw_one(sheets: &mut Sheets, area: Area, label: &LabelRow, site: &str) -> Result<(), PdfError> {
    let is_upright = area.height > area.width;
    let edge = if area.height < SMALL_MM { 0.2 } else { 2.0 };
    let (width, height) = (area.width - 2.0 * edge, area.height - 2.0 * edge);
    let side =
        if is_upright { width.min(height * SHARE_OF_HEIGHT) } else { height.min(width * SHARE_OF_WIDTH) };
    let (left, top) = (area.left + edge, area.top + edge);
    let level = if side < SMALL_MM { EcLevel::L } else { EcLevel::Q };
    let address = address(site, label.code);
    let code = QrCode::with_error_correction_level(&address, level)
        .map_err(|error| PdfError::Refused(error.to_string()))?;
    let row = code.width();
    let square = side / (row + 2 * QUIET) as f32;
    let quiet = square * QUIET as f32;
    let indent = if is_upright { (width - side) / 2.0 } else { 0.0 };
    let squares = Area {
        left: left + indent + quiet,
        top: top + quiet,
        width: side - 2.0 * quiet,
        height: side - 2.0 * quiet,
    };
    let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    sheets.squares(squares, row, dark, &address);
    let text = if is_upright {
        let edge = width * 0.08;
        Area { left: left + edge, top: top + side, width: width - 2.0 * edge, height: height - side }
    } else {
        Area {
            left: left + side,
            top: top + edge.min(1.5),
            width: width - side,
            height: height - edge.min(1.5),
        }
    };
    sheets.lines(text, &lines(label, text));
    Ok(())
}

/// The code first: it is never left out. On the smallest labels its groups stand below each other.
fn lines(label: &LabelRow, area: Area) -> Vec<TextLine> {
    let code = label.code.grouped();
    let line =
        |text: &str, size, is_bold, lines_max| TextLine { text: text.to_owned(), size, is_bold, lines_max };
    if area.width < 25.0 && area.height < SMALL_MM {
        let size = (area.height * 0.65).min(9.0);
        return code.split('-').map(|group| line(group, size, true, 1)).collect();
    }
    // Fourteen letters, each some seven tenths as wide as they are high; a point is 0.35 mm.
    let size = (area.width / (14.0 * 0.75 * 0.3528)).clamp(4.0, 22.0);
    let (name, place) = ((size * 1.05).clamp(7.0, 26.0), (size * 0.8).clamp(6.0, 16.0));
    vec![line(&code, size, true, 1), line(&label.name, name, false, 3), line(&label.place, place, false, 2)]
}
