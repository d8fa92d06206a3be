//! What labels are printed on: sheets that are sold, a grid of one's own, and a sign for a door. Lengths are in millimetres.

use crate::office::form::Fields;
use crate::pdf::Area;

/// The width and height of A4 (ISO 216).
const A4: (f32, f32) = (210.0, 297.0);
/// Of A6, upright.
const A6: (f32, f32) = (105.0, 148.0);
/// The smallest label of a grid of one's own: that of L4731, on which a phone's camera still reads the squares.
const LABEL_MIN: (f32, f32) = (25.4, 10.0);
/// Columns and rows of a grid of one's own: more of the smallest labels do not stand on A4.
const COLUMNS_MAX: usize = 8;
const ROWS_MAX: usize = 29;

/// Labels on a page, in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grid {
    pub(super) page: (f32, f32),
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// The width and height of a label.
    pub(super) label: (f32, f32),
    /// What is left free at the left and at the top.
    pub(super) margin: (f32, f32),
    /// Between two columns, and between two rows.
    pub(super) gap: (f32, f32),
}

/// Something that labels are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    L7160,
    L7163,
    L4731,
    DoorSign,
    Free,
}

impl Format {
    pub(super) const ALL: [Self; 5] = [Self::L7160, Self::L7163, Self::L4731, Self::DoorSign, Self::Free];

    /// Its word in forms and phrases.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::L7160 => "l7160",
            Self::L7163 => "l7163",
            Self::L4731 => "l4731",
            Self::DoorSign => "door",
            Self::Free => "free",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Its grid; one of one's own is in the fields of the form. Those of Avery are the sizes that its own templates of these
    /// numbers say (avery.eu, "L7160", "L7163", "L4731REV"): the labels stand in the middle of the sheet.
    ///
    /// # Errors
    /// The phrase that says what does not fit.
    pub(super) fn grid(self, fields: &Fields) -> Result<Grid, &'static str> {
        let avery = |columns, rows, label, margin, gap| Grid { page: A4, columns, rows, label, margin, gap };
        Ok(match self {
            Self::L7160 => avery(3, 7, (63.5, 38.1), (7.25, 15.15), (2.5, 0.0)),
            Self::L7163 => avery(2, 7, (99.1, 38.1), (4.65, 15.15), (2.5, 0.0)),
            Self::L4731 => avery(7, 27, (25.4, 10.0), (8.6, 13.5), (2.5, 0.0)),
            Self::DoorSign => {
                Grid { page: A6, columns: 1, rows: 1, label: A6, margin: (0.0, 0.0), gap: (0.0, 0.0) }
            }
            Self::Free => free(fields)?,
        })
    }
}

/// The fields of a grid of one's own: their names, and what they say at first (the grid of L7160).
pub(super) const FREE: [(&str, &str); 8] = [
    ("columns", "3"),
    ("rows", "7"),
    ("width", "63,5"),
    ("height", "38,1"),
    ("left", "7,2"),
    ("top", "15,1"),
    ("gap-x", "2,5"),
    ("gap-y", "0"),
];

fn free(fields: &Fields) -> Result<Grid, &'static str> {
    let count = |name, most| {
        let count = fields.one(name).parse().ok().filter(|count| (1..=most).contains(count));
        count.ok_or("labels-error-count")
    };
    let length = |name| {
        let length: Option<f32> = fields.one(name).replace(',', ".").parse().ok();
        length.filter(|length| (0.0..=A4.1).contains(length)).ok_or("labels-error-length")
    };
    let grid = Grid {
        page: A4,
        columns: count("columns", COLUMNS_MAX)?,
        rows: count("rows", ROWS_MAX)?,
        label: (length("width")?, length("height")?),
        margin: (length("left")?, length("top")?),
        gap: (length("gap-x")?, length("gap-y")?),
    };
    if grid.label.0 < LABEL_MIN.0 || grid.label.1 < LABEL_MIN.1 {
        return Err("labels-error-small");
    }
    let last = grid.area(grid.per_page() - 1);
    if last.left + last.width > A4.0 || last.top + last.height > A4.1 {
        return Err("labels-error-page");
    }
    Ok(grid)
}

impl Grid {
    /// How many labels stand on a page.
    pub(super) const fn per_page(&self) -> usize {
        self.columns * self.rows
    }

    /// Where a label stands on its page, counted from 0: row by row.
    pub(super) fn area(&self, number: usize) -> Area {
        let (column, row) = (number % self.columns, number / self.columns % self.rows);
        Area {
            left: self.margin.0 + column as f32 * (self.label.0 + self.gap.0),
            top: self.margin.1 + row as f32 * (self.label.1 + self.gap.1),
            width: self.label.0,
            height: self.label.1,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn fields(changed: &[(&str, &str)]) -> Fields {
        let value = |(name, value): (&str, &str)| {
            let changed = changed.iter().find(|(other, _)| *other == name);
            (name.to_owned(), changed.map_or(value, |(_, value)| value).to_owned())
        };
        FREE.map(value).into_iter().collect()
    }

    #[test]
    fn each_grid_stands_on_its_page_and_nothing_over_anything() {
        let all = Format::ALL.map(|format| format.grid(&fields(&[])).unwrap());
        assert_eq!(all.map(|grid| grid.per_page()), [21, 14, 189, 1, 21]);
        for grid in all {
            let last = grid.area(grid.per_page() - 1);
            // What is left free is the same at both ends, to half a millimetre: the labels stand in the middle.
            assert!((grid.page.0 - last.left - last.width - grid.margin.0).abs() < 0.5, "{grid:?}");
            assert!((grid.page.1 - last.top - last.height - grid.margin.1).abs() < 0.5, "{grid:?}");
            assert_eq!(grid.area(grid.per_page()), grid.area(0));
        }
    }

    #[test]
    fn a_grid_that_does_not_fit_is_refused_with_a_phrase() {
        for (name, value, phrase) in [
            ("columns", "0", "labels-error-count"),
            ("columns", "9", "labels-error-count"),
            ("rows", "", "labels-error-count"),
            ("width", "NaN", "labels-error-length"),
            ("width", "-5", "labels-error-length"),
            ("top", "1e9", "labels-error-length"),
            ("gap-x", "inf", "labels-error-length"),
            ("height", "9,9", "labels-error-small"),
            ("width", "70", "labels-error-page"),
            ("top", "40", "labels-error-page"),
        ] {
            assert_eq!(Format::Free.grid(&fields(&[(name, value)])), Err(phrase), "{name} {value}");
        }
    }
}
