//! The dangers of a building, which stand before everything else.

use maud::{Markup, html};

use crate::domains::register::queries::BuildingRow;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// What can hurt somebody working in a building.
pub(crate) fn hazards(localizer: &Localizer, building: &BuildingRow) -> Markup {
    html! {
        @if !building.hazards.is_empty() {
            section.hazards aria-label=(localizer.text("hazards")) {
                h2 { (icon("hazard")) (localizer.text("hazards")) }
                ul {
                    @for (kind, note) in &building.hazards {
                        li { strong { (localizer.text(&format!("hazard-{kind}"))) } " " (note) }
                    }
                }
            }
        }
    }
}
