//! What came, or would come, of a list, in the reader's language.

use maud::{Markup, html};
use shared::building::RegisterField;

use crate::base::limits::{IMPORT_HEADER_ROWS_MAX, TABLE_CELLS_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX};
use crate::domains::register::import::choice::Choice;
use crate::domains::register::import::fault::{Fault, Why};
use crate::domains::register::import::layout::LayoutError;
use crate::domains::register::import::meaning::Thing;
use crate::domains::register::import::report::{Also, Change, Counts, Outcome, Report, RowReport};
use crate::office::localizer::Localizer;
use crate::tables::{TableError, column_name};

/// Why a file is no list.
pub(crate) fn no_list(localizer: &Localizer, error: &LayoutError) -> String {
    match error {
        LayoutError::Table(error) => no_table(localizer, error),
        LayoutError::NoHeader => {
            localizer.with("import-no-header", &[("rows", &IMPORT_HEADER_ROWS_MAX.to_string())])
        }
        LayoutError::NoName { row, .. } => localizer.with("import-no-name", &[("row", &row.to_string())]),
        LayoutError::NoBuilding { row, .. } => {
            localizer.with("import-no-building-column", &[("row", &row.to_string())])
        }
    }
}

/// Why a file is no table.
pub(crate) fn no_table(localizer: &Localizer, error: &TableError) -> String {
    match error {
        TableError::TooLarge => localizer.text("import-too-large"),
        TableError::Empty => localizer.text("import-no-file"),
        TableError::NotATable(_) => localizer.text("import-not-a-table"),
        TableError::NotAsNamed { named, is } => {
            localizer.with("import-not-as-named", &[("named", named), ("ending", is.ending())])
        }
        TableError::Encrypted => localizer.text("import-encrypted"),
        TableError::Damaged => localizer.text("import-damaged"),
        TableError::UnpacksTooLarge => localizer.text("import-unpacks"),
        TableError::TooManyRows { .. } => {
            localizer.with("import-too-many-rows", &[("most", &TABLE_ROWS_MAX.to_string())])
        }
        TableError::TooManyColumns { row, column, .. } => localizer.with(
            "import-too-many-columns",
            &[
                ("row", &row.to_string()),
                ("column", &column_name(*column)),
                ("most", &TABLE_COLUMNS_MAX.to_string()),
            ],
        ),
        TableError::TooManyCells { .. } => {
            localizer.with("import-too-many-cells", &[("most", &TABLE_CELLS_MAX.to_string())])
        }
        TableError::OpenQuote { row } => localizer.with("import-open-quote", &[("row", &row.to_string())]),
    }
}

/// How many rows came to what.
pub(crate) fn counts(localizer: &Localizer, counts: Counts) -> Markup {
    let lines = [
        ("import-created", counts.created),
        ("import-changed", counts.changed),
        ("import-unchanged", counts.unchanged),
        ("import-refused", counts.refused),
        ("import-alike", counts.alike),
        ("import-left-out", counts.left_out),
        ("import-corrected", counts.corrected),
    ];
    html! {
        ul.lines data-test="import-counts" {
            @for (key, count) in lines {
                @if count > 0 { li { (localizer.count(key, u32::try_from(count).unwrap_or(u32::MAX))) } }
            }
        }
    }
}

/// The phrase for a list of such things.
pub(crate) const fn list_of(thing: Thing) -> &'static str {
    match thing {
        Thing::Building => "import-of-buildings",
        Thing::Space => "import-of-spaces",
        Thing::Asset => "import-of-assets",
    }
}

/// How the list was understood, and how many rows came to what.
pub(crate) fn head(localizer: &Localizer, report: &Report) -> Markup {
    let row = report.header_row.to_string();
    html! {
        p.quiet data-test="import-understood" {
            (localizer.text(list_of(report.thing))) " · " (localizer.with("import-header", &[("row", &row)]))
            @if !report.sheet.is_empty() { " · " (localizer.with("import-sheet", &[("sheet", &report.sheet)])) }
        }
        (counts(localizer, report.counts()))
        @if !report.not_read.is_empty() {
            p.quiet { (localizer.text("import-not-read")) (localizer.text("colon")) (report.not_read.join(", ")) }
        }
    }
}

/// Whether nothing is to be said of a row.
pub(crate) fn is_silent(row: &RowReport) -> bool {
    row.outcome == Outcome::Unchanged && row.corrected.is_empty() && row.also.is_empty()
}

/// How the names of fields begin in which somebody says what a row is about.
pub(crate) const CHOICE: &str = "choice-";

/// A row with all that is to be said of it, and what somebody said that it is about.
pub(crate) fn row(localizer: &Localizer, row: &RowReport, chosen: Option<&Choice>) -> Markup {
    let number = row.row.to_string();
    html! {
        li {
            strong { (localizer.with("import-row", &[("row", &number)])) " · " (row.name) }
            ul { @for line in lines(localizer, row) { li { (line) } } }
            (choices(localizer, row, chosen))
        }
    }
}

/// Where a row is probably about a building of the register: is it?
fn choices(localizer: &Localizer, row: &RowReport, chosen: Option<&Choice>) -> Markup {
    let mut offered: Vec<(Choice, String)> = match &row.outcome {
        Outcome::Alike { buildings } => {
            let is = |name| localizer.with("import-choice-same", &[("building", name)]);
            buildings.iter().map(|one| (Choice::Same(one.id), is(&one.building))).collect()
        }
        Outcome::Created
        | Outcome::Changed { .. }
        | Outcome::Unchanged
        | Outcome::Refused { .. }
        | Outcome::LeftOut => match chosen {
            Some(same @ Choice::Same(_)) => vec![(*same, localizer.text("import-choice-that"))],
            Some(Choice::New | Choice::LeaveOut) => Vec::new(),
            None => return html! {},
        },
    };
    offered.push((Choice::New, localizer.text("import-choice-new")));
    offered.push((Choice::LeaveOut, localizer.text("import-choice-leave-out")));
    let name = format!("{CHOICE}{}", row.row);
    let label = localizer.with("import-choice", &[("row", &row.row.to_string())]);
    html! {
        select name=(name) aria-label=(label) data-test="import-choice" {
            option value="" { (localizer.text("import-choice-none")) }
            @for (choice, text) in &offered { option value=(choice) selected[chosen == Some(choice)] { (text) } }
        }
    }
}

fn lines(localizer: &Localizer, row: &RowReport) -> Vec<String> {
    let mut lines = match &row.outcome {
        Outcome::Created => vec![localizer.text("import-is-created")],
        Outcome::Changed { changes } => changes.iter().map(|change| changed(localizer, change)).collect(),
        Outcome::Unchanged => Vec::new(),
        Outcome::Refused { faults } => faults.iter().map(|fault| refused(localizer, fault)).collect(),
        Outcome::Alike { buildings } => {
            let those: Vec<&str> = buildings.iter().map(|one| one.building.as_str()).collect();
            vec![localizer.with("import-is-alike", &[("building", &those.join(", "))])]
        }
        Outcome::LeftOut => vec![localizer.text("import-is-left-out")],
    };
    lines.extend(row.also.iter().map(|(also, name)| {
        let key = match also {
            Also::Building => "import-also-building",
            Also::Space => "import-also-space",
            Also::Occupant => "import-also-occupant",
        };
        localizer.with(key, &[("name", name)])
    }));
    lines.extend(row.corrected.iter().map(|Change { field, before, after }| {
        let words =
            [("field", field_name(localizer, *field)), ("now", before.clone()), ("said", after.clone())];
        localizer.with("import-is-corrected", &words.each_ref().map(|(name, word)| (*name, word.as_str())))
    }));
    lines
}

fn changed(localizer: &Localizer, Change { field, before, after }: &Change) -> String {
    let before = if before.is_empty() { "–" } else { before };
    format!("{}{}{before} → {after}", field_name(localizer, *field), localizer.text("colon"))
}

/// What a field is called.
pub(crate) fn field_name(localizer: &Localizer, field: RegisterField) -> String {
    localizer.text(&format!("register-{}", field.name().replace('_', "-")))
}

fn refused(localizer: &Localizer, Fault { column, why }: &Fault) -> String {
    let why = why_not(localizer, why);
    match column {
        Some(column) => localizer.with("import-column", &[("column", &column_name(*column)), ("why", &why)]),
        None => why,
    }
}

fn why_not(localizer: &Localizer, why: &Why) -> String {
    let text = |key| localizer.text(key);
    let with = |key, name, word: &str| localizer.with(key, &[(name, word)]);
    match why {
        Why::Failed { shown } => with("import-why-failed", "shown", shown),
        Why::Formula => text("import-why-formula"),
        Why::DigitsLost => text("import-why-digits"),
        Why::Another => text("import-why-another"),
        Why::NotANumber { text } => with("import-why-number", "text", text),
        Why::NotADay { text } => with("import-why-day", "text", text),
        Why::NotAccepted { field, text } => localizer
            .with("import-why-not-accepted", &[("field", &field_name(localizer, *field)), ("text", text)]),
        Why::TooLong => text("import-why-long"),
        Why::Swapped => text("import-why-swapped"),
        Why::Abroad { text } => with("import-why-abroad", "text", text),
        Why::HalfAPosition => text("import-why-half"),
        Why::Nameless { .. } => text("import-why-nameless"),
        Why::NoBuilding => text("import-why-no-building"),
        Why::UnknownBuilding { text } => with("import-why-unknown-building", "text", text),
        Why::Several { text } => with("import-why-several", "text", text),
        Why::NoOrganisation => text("import-why-no-organisation"),
        Why::UnknownOrganisation { text, known } => {
            localizer.with("import-why-unknown-organisation", &[("text", text), ("known", known)])
        }
        Why::OfAnother { owner } => with("import-why-of-another", "owner", owner),
        Why::NotYours { owner } => with("import-why-not-yours", "owner", owner),
        Why::NoSharing => text("import-why-no-sharing"),
        Why::Twice { row, .. } => with("import-why-twice", "row", &row.to_string()),
        Why::Elsewhere { building } => with("import-why-elsewhere", "building", building),
    }
}
