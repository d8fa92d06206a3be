//! The register as lists: the columns that an import recognises, in words of the reader's language, so that to export, to
//! edit in a spreadsheet and to import is a way to work.

use shared::building::RegisterField as F;

use crate::domains::register::import::meaning::Meaning::{self, Field, Organisations};
use crate::domains::register::import::meaning::Thing::{self, Asset, Building, Space};
use crate::office::sheet::Kind;

/// The columns of a list: of which building and where, and what the thing is.
pub(crate) fn columns(list: Thing) -> Vec<Meaning> {
    let building = [Field(Building, F::Code), Field(Building, F::Name)];
    let space = [Field(Space, F::Code), Field(Space, F::Name), Field(Space, F::Level)];
    let own = |from: usize| list.fields().iter().skip(from).map(move |field| Field(list, *field));
    match list {
        Building => building.into_iter().chain([Organisations]).chain(own(building.len())).collect(),
        Space => building.into_iter().chain(own(0)).collect(),
        Asset => building.into_iter().chain(space).chain(own(0)).collect(),
    }
}

/// The locale key of what stands over a column. What several things have is called the same in each list.
pub(crate) fn heading(column: Meaning) -> String {
    match column {
        Field(_, field @ (F::Surface | F::RetiredOn | F::RetiredWhy)) => format!("list-{}", key(field)),
        Field(thing, field) => format!("list-{}-{}", thing.name(), key(field)),
        Organisations | Meaning::Address | Meaning::Latitude | Meaning::Longitude => {
            "list-organisations".to_owned()
        }
    }
}

fn key(field: F) -> String {
    field.name().replace('_', "-")
}

/// What a spreadsheet takes the cells of a column for.
pub(crate) const fn kind(column: Meaning) -> Kind {
    match column {
        Field(_, F::Surface | F::Year) => Kind::Number,
        Field(_, field) if field.is_day() => Kind::Day,
        Field(..) | Organisations | Meaning::Address | Meaning::Latitude | Meaning::Longitude => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use shared::{Language, Timestamp};

    use super::*;
    use crate::domains::register::import::layout::recognise;
    use crate::domains::register::import::mapping::Mapping;
    use crate::office::csv::{Form, line};
    use crate::office::localizer::{Localizer, Translations};
    use crate::tables::Workbook;

    #[test]
    fn an_import_recognises_every_column_in_every_language() {
        for language in Language::ALL {
            let localizer =
                Localizer::new(&Translations::new(jiff::tz::TimeZone::UTC), language, Timestamp(0));
            for list in Thing::ALL {
                let headings: Vec<String> =
                    columns(list).iter().map(|column| localizer.text(&heading(*column))).collect();
                let text = line(Form::Spreadsheet(language), headings.iter().map(String::as_str));
                let layout = recognise(
                    &mut Workbook::open(text.into_bytes(), "liste.csv").unwrap(),
                    &Mapping::default(),
                )
                .unwrap();
                assert_eq!(layout.thing, list, "{language:?}");
                let read: Vec<Meaning> = layout.columns.into_values().collect();
                assert_eq!(read, columns(list), "{language:?}: {headings:?}");
            }
        }
    }
}
