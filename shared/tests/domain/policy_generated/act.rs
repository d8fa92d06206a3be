//! What somebody may try: values put, maps put, values taken away, letters typed.

mod form;

use automerge::transaction::Transactable as _;
use automerge::{ActorId, AutoCommit, ObjId, ObjType, ROOT, ReadDoc as _, ScalarValue};
use shared::{Document, PersonId};

use self::form::{key, map_value};
use super::chance::Dice;
use super::stage::Stage;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
    Truth(bool),
    Real(f64),
    Counter,
    Null,
    List,
    Letters(String),
    Map(Vec<(String, Value)>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Act {
    Put { path: Vec<String>, value: Value },
    Delete { path: Vec<String> },
    Splice { path: Vec<String>, delete: usize, insert: String },
}

impl Act {
    pub(crate) fn path(&self) -> Vec<&str> {
        let (Self::Put { path, .. } | Self::Delete { path } | Self::Splice { path, .. }) = self;
        path.iter().map(String::as_str).collect()
    }

    /// Whether one of the two is at or inside the place of the other.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let (one, two) = (self.path(), other.path());
        one.starts_with(&two) || two.starts_with(&one)
    }
}

/// Anything, at any place of the state it is tried on; more often than not something sensible.
pub(crate) fn any(dice: &mut Dice, stage: &Stage, base: &Document, person: PersonId) -> Act {
    let index = usize::from(base.heads() == stage.now().heads());
    let raw = &stage.states[index].1;
    let places = places(raw);
    let texts: Vec<_> = places.iter().filter(|(path, _)| is_text(raw, path)).collect();
    let maps: Vec<_> = places.iter().filter(|(path, is_map)| *is_map && is_for_entries(path)).collect();
    match dice.below(10) {
        // A map of entries or a place for an answer, with something like an entry.
        0..=4 if !maps.is_empty() => {
            let mut path = dice.pick(&maps).0.clone();
            path.push(key(dice, raw, &path, base));
            let value = map_value(dice, &path, base, person);
            Act::Put { path, value }
        }
        0..=6 => {
            let path = somewhere(dice, &places);
            let value = if dice.one_in(2) { suited(dice, &path) } else { scalar(dice) };
            Act::Put { path, value }
        }
        7 => Act::Delete { path: somewhere(dice, &places) },
        _ if texts.is_empty() => {
            let path = somewhere(dice, &places);
            Act::Put { value: suited(dice, &path), path }
        }
        _ => {
            let path = dice.pick(&texts).0.clone();
            let (delete, insert) =
                (dice.below(6), dice.pick(&[0, 1, 1, 2, 2, 3, 3, 19, 19, 19, 3_965, 3_985]));
            Act::Splice { path, delete, insert: "x".repeat(*insert) }
        }
    }
}

/// Not those that are filled when the document begins, and never again.
fn is_for_entries(path: &[String]) -> bool {
    match path {
        [map] => !["checklist", "hazards"].contains(&map.as_str()),
        [map, _] => map == "checklist",
        _ => false,
    }
}

/// A place there is, or one that could be beside it.
fn somewhere(dice: &mut Dice, places: &[(Vec<String>, bool)]) -> Vec<String> {
    const FIELDS: [&str; 22] = [
        "title",
        "name",
        "role",
        "section",
        "label",
        "nature",
        "priority",
        "due",
        "planned_to",
        "space",
        "asset",
        "team",
        "closed",
        "withdrawn",
        "access_keys",
        "code",
        "within",
        "surface",
        "energy_until",
        "retired_on",
        "backdoor",
        "*",
    ];
    let mut path = dice.pick(places).0.clone();
    match dice.below(4) {
        0 => return vec![(*dice.pick(&FIELDS)).to_owned()],
        1 => {
            let last = if dice.one_in(2) { "ended_at" } else { dice.pick(&FIELDS) };
            path.truncate(2);
            path.push(last.to_owned());
        }
        _ if path.is_empty() => path.push("title".to_owned()),
        _ => {}
    }
    path
}

/// A value that may go well with a place of this name.
fn suited(dice: &mut Dice, path: &[String]) -> Value {
    match path.last().map_or("", String::as_str) {
        "priority" => Value::Text((*dice.pick(&["urgent", "low"])).to_owned()),
        "role" => Value::Text((*dice.pick(&["technician", "boss"])).to_owned()),
        "due" | "energy_until" | "retired_on" => Value::Text("2027-02-28".to_owned()),
        "surface" => Value::Text("12.5".to_owned()),
        "planned_from" | "planned_to" | "ended_at" | "withdrawn" => Value::Number(1_800_000_000_000),
        "nature" | "space" | "within" | "asset" | "team" | "organisation" | "work_order" => {
            Value::Text("22222222-2222-2222-2222-222222222222".to_owned())
        }
        _ => Value::Text("gaz".to_owned()),
    }
}

/// A value of any type; texts of many meanings.
pub(crate) fn scalar(dice: &mut Dice) -> Value {
    let text = |text: &str| Value::Text(text.to_owned());
    match dice.below(20) {
        0 => Value::Number(i64::MAX),
        1 | 2 => Value::Number(1_800_000_000_000),
        3 => Value::Number(-1),
        4 => Value::Truth(true),
        5 => Value::Real(0.5),
        6 => Value::Counter,
        7 => Value::Null,
        8 => Value::List,
        9 => Value::Text("é".repeat(200)),
        10 => Value::Text("é".repeat(201)),
        11 => Value::Text("é".repeat(4_001)),
        12 => text("urgent"),
        13 => text("2027-02-28"),
        14 => text("2027-02-30"),
        15 | 16 => text("22222222-2222-2222-2222-222222222222"),
        17 => text("22222222222222222222222222222222"),
        _ => text("gaz"),
    }
}

/// Every place with something in it, and whether that is a map.
fn places(raw: &AutoCommit) -> Vec<(Vec<String>, bool)> {
    let mut found = vec![(Vec::new(), true)];
    let mut open = vec![(ROOT, Vec::new())];
    while let Some((object, path)) = open.pop() {
        for key in raw.keys(&object) {
            let (value, id) = raw.get(&object, key.as_str()).unwrap().unwrap();
            let mut place: Vec<String> = path.clone();
            place.push(key);
            let is_map = value.to_objtype() == Some(ObjType::Map);
            if is_map {
                open.push((id, place.clone()));
            }
            found.push((place, is_map));
        }
    }
    found.sort();
    found
}

fn is_text(raw: &AutoCommit, path: &[String]) -> bool {
    object(raw, path).is_some_and(|object| raw.object_type(&object) == Ok(ObjType::Text))
}

/// The object at a path.
pub(crate) fn object(raw: &AutoCommit, path: &[String]) -> Option<ObjId> {
    path.iter().try_fold(ROOT, |object, key| match raw.get(&object, key.as_str()) {
        Ok(Some((automerge::Value::Object(_), id))) => Some(id),
        _ => None,
    })
}

/// The change these acts make; `None` when one of them does nothing.
pub(crate) fn change(raw: &AutoCommit, acts: &[Act]) -> Option<Vec<u8>> {
    let mut raw = raw.clone();
    raw.set_actor(ActorId::from([0x77; 16]));
    for act in acts {
        let before = raw.pending_ops();
        match act {
            Act::Put { path, value } => {
                let (key, map) = path.split_last()?;
                let map = object(&raw, map).filter(|map| raw.object_type(map) == Ok(ObjType::Map))?;
                put(&mut raw, &map, key, value);
            }
            Act::Delete { path } => {
                let (key, map) = path.split_last()?;
                let map = object(&raw, map).filter(|map| raw.object_type(map) == Ok(ObjType::Map))?;
                raw.delete(&map, key.as_str()).unwrap();
            }
            Act::Splice { path, delete, insert } => {
                let text = object(&raw, path)?;
                let delete = isize::try_from(*delete.min(&raw.length(&text))).unwrap();
                raw.splice_text(&text, 0, delete, insert).unwrap();
            }
        }
        if raw.pending_ops() == before {
            return None;
        }
    }
    raw.commit()?;
    Some(raw.get_last_local_change()?.raw_bytes().to_vec())
}

fn put(raw: &mut AutoCommit, map: &ObjId, key: &str, value: &Value) {
    let scalar: ScalarValue = match value {
        Value::Text(text) => text.as_str().into(),
        Value::Number(number) => (*number).into(),
        Value::Truth(truth) => (*truth).into(),
        Value::Real(real) => (*real).into(),
        Value::Counter => ScalarValue::counter(1),
        Value::Null => ScalarValue::Null,
        Value::List => {
            raw.put_object(map, key, ObjType::List).unwrap();
            return;
        }
        Value::Letters(letters) => {
            let text = raw.put_object(map, key, ObjType::Text).unwrap();
            raw.splice_text(&text, 0, 0, letters).unwrap();
            return;
        }
        Value::Map(fields) => {
            let inner = raw.put_object(map, key, ObjType::Map).unwrap();
            fields.iter().for_each(|(key, value)| put(raw, &inner, key, value));
            return;
        }
    };
    raw.put(map, key, scalar).unwrap();
}
