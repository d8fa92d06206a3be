//! A quantity: typed, or one more and one less; and the words for units.

use dioxus::prelude::*;
use shared::Quantity;

use crate::screens::context::AppContext;
use crate::screens::draft::handle::Bound;
use crate::screens::field::LineField;

/// A digit or two, a decimal sign, three decimals.
const QUANTITY_CHARS_MAX: usize = 20;

/// A field for a quantity, with a button on either side. Touched, the number is selected as a whole.
#[component]
pub(crate) fn QuantityField(bound: Bound, test: &'static str, unit: String) -> Element {
    let app = use_context::<AppContext>();
    let typed: Option<Quantity> = bound.value.trim().replace(',', ".").parse().ok();
    let step = |by: i64| {
        let (bound, app) = (bound.clone(), app.clone());
        move |_| {
            // What is no number yet begins at one.
            let now = typed.map_or(0, |quantity| quantity.0);
            let next = now.saturating_add(by.saturating_mul(1000));
            if next > 0 {
                bound.set(app.number(&Quantity(next).to_string()));
            }
        }
    };
    rsx! {
        div { class: "quantity",
            button { r#type: "button", "data-test": "quantity-less", "aria-label": app.text("quantity-less"), onclick: step(-1), "−" }
            LineField {
                bound: bound.clone(),
                test,
                label: app.text("material-quantity"),
                chars_max: QUANTITY_CHARS_MAX,
                required: true,
                input_mode: "decimal",
            }
            button { r#type: "button", "data-test": "quantity-more", "aria-label": app.text("quantity-more"), onclick: step(1), "+" }
            span { class: "unit", "{unit}" }
        }
    }
}

impl AppContext {
    /// The unit for so many: `pièces`. A unit no language knows is shown as the register writes it.
    pub(crate) fn unit(&self, unit: &str, quantity: Option<Quantity>) -> String {
        let key = match unit {
            "pièce" => "unit-piece",
            "sac" => "unit-bag",
            "rouleau" => "unit-roll",
            "boîte" => "unit-box",
            "paire" => "unit-pair",
            _ => return unit.to_owned(),
        };
        self.units(key, quantity.unwrap_or(Quantity(1000)))
    }

    /// A quantity with its unit: `2 pièces`.
    pub(crate) fn quantity(&self, quantity: Quantity, unit: &str) -> String {
        let shown = format!("{} {}", self.number(&quantity.to_string()), self.unit(unit, Some(quantity)));
        shown.trim_end().to_owned()
    }
}
