//! The register as lists: the columns that an import recognises, in words of the reader's language, so that to export, to
//! edit in a spreadsheet and to import is a way to work.

use shared::building::RegisterField as F;

use crate::domains::register::import::meaning::Meaning::{self, Field, Organisations};
use crate::domains::register::import::meaning::Thing::{self, Asset, Building, Space};
use crate::office::sheet::Kind;

const BUILDINGS: &[Meaning] = &[
    Field(Building, F::Code),
    Field(Building, F::Name),
    Organisations,
    Field(Building, F::Street),
    Field(Building, F::Number),
    Field(Building, F::Postcode),
    Field(Building, F::Place),
    Field(Building, F::Site),
    Field(Building, F::Municipality),
    Field(Building, F::BestAddress),
    Field(Building, F::Position),
    Field(Building, F::Parcels),
    Field(Building, F::Surface),
    Field(Building, F::Year),
    Field(Building, F::Energy),
    Field(Building, F::EnergyUntil),
    Field(Building, F::RetiredOn),
    Field(Building, F::RetiredWhy),
];

const SPACES: &[Meaning] = &[
    Field(Building, F::Code),
    Field(Building, F::Name),
    Field(Space, F::Code),
    Field(Space, F::Name),
    Field(Space, F::Level),
    Field(Space, F::Surface),
    Field(Space, F::RetiredOn),
    Field(Space, F::RetiredWhy),
];

const ASSETS: &[Meaning] = &[
    Field(Building, F::Code),
    Field(Building, F::Name),
    Field(Space, F::Code),
    Field(Space, F::Name),
    Field(Space, F::Level),
    Field(Asset, F::Code),
    Field(Asset, F::Name),
    Field(Asset, F::Family),
    Field(Asset, F::Make),
    Field(Asset, F::Model),
    Field(Asset, F::Serial),
    Field(Asset, F::Installed),
    Field(Asset, F::RetiredOn),
    Field(Asset, F::RetiredWhy),
];

/// The lists there are, by what they are of.
pub(crate) const LISTS: [Thing; 3] = [Building, Space, Asset];

/// The columns of a list.
pub(crate) const fn columns(list: Thing) -> &'static [Meaning] {
    match list {
        Building => BUILDINGS,
        Space => SPACES,
        Asset => ASSETS,
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
            for list in LISTS {
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
