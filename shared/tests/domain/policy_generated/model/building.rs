//! Who may say what in a building.

use shared::DocumentId;
use shared::building::{Building, RegisterField};

use super::super::act::Value;
use super::{Form, Model, is_id, is_line, is_note, is_spelled, text};

impl Model<'_> {
    pub(super) fn puts_in_building(&self, path: &[&str], value: &Value) -> bool {
        match path {
            ["organisation"] => self.plans() && is_id(value),
            ["access_keys" | "access_contact" | "access_phone" | "access_hours"] => {
                self.plans() && is_note(value)
            }
            ["code" | "name" | "street" | "number" | "postcode" | "place"] => self.plans() && is_line(value),
            [field] if RegisterField::named(field).is_some() => {
                let of_a_building = [
                    "site",
                    "municipality",
                    "best_address",
                    "position",
                    "parcels",
                    "surface",
                    "year",
                    "energy",
                    "energy_until",
                    "retired_on",
                    "retired_why",
                    "label",
                ];
                self.plans() && of_a_building.contains(field) && fits(field, value)
            }
            ["spaces", id] => {
                let spaces = Building::read(self.now).unwrap().spaces;
                let known = id.parse().is_ok_and(|id| spaces.contains_key(&id));
                let form = Form::of(value).must("name", is_line).must("level", is_line);
                let form = form.may("within", is_id).may("surface", |value| fits("surface", value));
                self.plans() && !known && is_spelled::<DocumentId>(id) && retirable(form).done()
            }
            ["spaces", id, "name" | "level"] => {
                is_spelled::<DocumentId>(id) && self.plans() && is_line(value)
            }
            [
                "spaces",
                id,
                field @ ("code" | "within" | "surface" | "retired_on" | "retired_why" | "label"),
            ]
            | [
                "assets",
                id,
                field @ ("name" | "family" | "code" | "space" | "within" | "retired_on" | "retired_why"
                | "label"),
            ] => is_spelled::<DocumentId>(id) && self.plans() && fits(field, value),
            ["assets", id] => {
                let assets = Building::read(self.now).unwrap().assets;
                let known = id.parse().is_ok_and(|id| assets.contains_key(&id));
                let form = ["name", "family", "make", "model", "serial", "installed"]
                    .into_iter()
                    .fold(Form::of(value), |form, key| form.must(key, is_line));
                let form = form.may("space", is_id).may("within", is_id);
                self.plans() && !known && is_spelled::<DocumentId>(id) && retirable(form).done()
            }
            ["assets", id, "make" | "model" | "serial" | "installed"] => {
                is_spelled::<DocumentId>(id) && self.is_at_work() && is_line(value)
            }
            ["remarks", id] => {
                self.is_at_work()
                    && self.is_new_fact(path, id)
                    && self.signed(value).must("text", is_note).may("corrects", is_id).done()
            }
            _ => false,
        }
    }
}

/// What a space or an asset may have too.
fn retirable(form: Form<'_>) -> Form<'_> {
    form.may("code", is_line)
        .may("retired_on", |value| fits("retired_on", value))
        .may("retired_why", is_line)
        .may("label", |value| fits("label", value))
}

/// Whether it is a text that may stand in a field of the register, or in none.
fn fits(field: &str, value: &Value) -> bool {
    match field {
        "within" | "space" => is_id(value),
        _ => text(value).is_some_and(|text| RegisterField::named(field).unwrap().accepts(text)),
    }
}
