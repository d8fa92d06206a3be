//! Entries as an honest replica writes them, and nearly so.

use automerge::{AutoCommit, ReadDoc as _};
use shared::kinds::newest_fact;
use shared::{Document, FactClock, Moment, PersonId, Sha256, Timestamp};

use super::super::chance::Dice;
use super::{Value, object, scalar};
use crate::fixture::*;

/// A day after the first of the replicas'.
const NOW: Timestamp = Timestamp(1_800_000_000_000 + 24 * 60 * 60 * 1000);

/// A key for a new entry of the map at a path: mostly what belongs there.
pub(super) fn key(dice: &mut Dice, raw: &AutoCommit, map: &[String], base: &Document) -> String {
    if map.len() == 2 && map[0] == "checklist" {
        return "answer".to_owned();
    }
    let id =
        |wall: Timestamp, entropy: u64| FactClock::new(None, Moment { wall, entropy }).next_id().to_string();
    let known: Vec<String> = object(raw, map).map(|map| raw.keys(&map).collect()).unwrap_or_default();
    match dice.below(16) {
        0 => id(Timestamp(1_700_000_000_000), 3),
        1 => id(Timestamp(i64::MAX), 4),
        2 => "e677d21f-dc00-7000-8000-000000000001".to_owned(),
        3 => id(NOW, 6).to_uppercase(),
        4 => "22222222-2222-2222-2222-222222222222".to_owned(),
        5 => "chaudière".to_owned(),
        6 | 7 if !known.is_empty() => dice.pick(&known).clone(),
        _ => {
            let moment = Moment { wall: NOW, entropy: 8 };
            FactClock::new(newest_fact(base), moment).next_id().to_string()
        }
    }
}

/// A map for the place at a path: as it should be, or with one thing wrong.
pub(super) fn map_value(dice: &mut Dice, path: &[String], base: &Document, person: PersonId) -> Value {
    let mut fields = form(dice, path, base, person);
    match dice.below(12) {
        0 => {
            let at = dice.below(fields.len());
            fields.remove(at);
        }
        1 => fields.push(("backdoor".to_owned(), Value::Truth(true))),
        2 => {
            let at = dice.below(fields.len());
            fields[at].1 = scalar(dice);
        }
        3 => {
            for (key, value) in &mut fields {
                if key == "by" {
                    *value = Value::Text(replica(4).person.to_string());
                }
            }
        }
        _ => {}
    }
    Value::Map(fields)
}

fn text(key: &str, value: impl ToString) -> (String, Value) {
    (key.to_owned(), Value::Text(value.to_string()))
}

fn number(key: &str, value: i64) -> (String, Value) {
    (key.to_owned(), Value::Number(value))
}

fn form(dice: &mut Dice, path: &[String], base: &Document, person: PersonId) -> Vec<(String, Value)> {
    let signed = [text("by", person), number("at", 1_800_000_000_000)];
    let own = match path[0].as_str() {
        "assigned" => return vec![number("at", 1_800_000_000_000)],
        "checklist" => vec![text("value", dice.pick(&["true", "false", "1.5", "peut-être"]))],
        "interventions" => vec![("report".to_owned(), Value::Letters("joint".to_owned()))],
        "photos" => photo_form(dice),
        "materials" => vec![
            if dice.one_in(2) { text("label", "joint") } else { text("item", NATURE) },
            number("quantity", 1_000),
        ],
        "steps" => step(dice, base),
        "readings" => Vec::new(),
        "remarks" if dice.one_in(2) => vec![text("text", ""), text("corrects", TICK)],
        "remarks" => vec![text("text", "Clé chez le concierge")],
        "lines" => vec![
            text("work_order", "2026-0002"),
            text("nature", NATURE),
            text("technician", person),
            number("finished_at", 1_800_000_000_000),
            text("summary", "Joint remplacé"),
        ],
        "assets" => {
            return ["name", "family", "make", "model", "serial", "installed"]
                .map(|key| text(key, "x"))
                .into();
        }
        "spaces" => {
            let mut form = vec![text("name", "Cave"), text("level", "-1")];
            if dice.one_in(2) {
                form.push(text("surface", dice.pick(&["12.5", "grand"])));
            }
            return form;
        }
        "teams" => return vec![text("name", "Chauffage")],
        "organisations" => return vec![text("code", "COM"), text("name", "Commune")],
        "natures" => return vec![text("code", "C"), text("trade", "T"), text("action", "A")],
        "items" => return vec![text("code", "C"), text("label", "L"), text("unit", "m")],
        "checklists" => return checklist(),
        _ => vec![text("name", "x")],
    };
    signed.into_iter().chain(own).collect()
}

fn step(dice: &mut Dice, base: &Document) -> Vec<(String, Value)> {
    let kinds = ["started", "paused", "finished", "cannot-finish", "approved", "sent-back", "cancelled"];
    match dice.below(11) {
        at @ 0..=6 => {
            vec![text("kind", kinds[at]), text("reason", "pièce manquante"), text("seen", base.heads())]
        }
        7 => vec![
            text("kind", "settled"),
            text("contradiction", "x"),
            text("favours", TICK),
            text("note", "vu"),
        ],
        8 => vec![text("kind", "started"), text("takes_back", TICK)],
        9 => vec![
            text("kind", "cannot-finish"),
            text("cause", dice.pick(&["nobody-there", "other", "tired"])),
            text("reason", ""),
        ],
        _ => vec![text("kind", "paid")],
    }
}

fn photo_form(dice: &mut Dice) -> Vec<(String, Value)> {
    let mut form = vec![
        number("taken_at", 1_800_000_000_000),
        text("dated_by", "camera"),
        text("caption", "Fuite"),
        text("phase", "before"),
        text("sha256", Sha256::of(b"photo")),
        text("thumbnail", Sha256::of(b"thumbnail")),
        number("width", 1_600),
        number("height", 1_200),
        number("size", 250_000),
    ];
    if dice.one_in(3) {
        form.push(text("corrects", TICK));
        form.push(("withdrawn".to_owned(), Value::Truth(dice.one_in(2))));
    }
    form
}

fn checklist() -> Vec<(String, Value)> {
    let item = vec![
        number("position", 0),
        text("label", "Vanne gaz fermée"),
        text("kind", "tick"),
        ("required".to_owned(), Value::Truth(true)),
    ];
    let items = Value::Map(vec![(TICK.to_string(), Value::Map(item))]);
    vec![text("label", "Chaudière"), ("items".to_owned(), items)]
}
