//! The rules once more, in plain words, for one act at a time. Written apart from the table.

mod building;

use shared::announcement::Announcement;
use shared::building::Building;
use shared::kinds::newest_fact;
use shared::request::Request;
use shared::work_order::{AnswerKind, WorkOrder};
use shared::{
    Day, Document, DocumentId, DocumentKind, FactId, Heads, PersonId, Quantity, Role, Sha256, Timestamp,
};

use super::act::{Act, Value};
use super::stage::Stage;

/// The last millisecond of the year 9999.
const END_MS: i64 = 253_402_300_799_999;

/// Somebody, on the state they knew, while the server has gone on.
struct Model<'a> {
    base: &'a Document,
    now: &'a Document,
    person: PersonId,
    role: Role,
}

/// Whether somebody with this role may do this, having seen `base`.
pub(crate) fn allows(stage: &Stage, base: &Document, person: PersonId, role: Role, act: &Act) -> bool {
    let model = Model { base, now: stage.now(), person, role };
    let path = act.path();
    match act {
        Act::Put { value, .. } => match stage.kind() {
            DocumentKind::WorkOrder => model.puts_in_order(&path, value),
            DocumentKind::Building => model.puts_in_building(&path, value),
            DocumentKind::Request => model.puts_in_request(&path, value),
            DocumentKind::History => model.puts_in_history(&path, value),
            DocumentKind::Catalogue => model.puts_in_catalogue(&path, value),
            DocumentKind::Announcement => model.puts_in_announcement(&path, value),
            DocumentKind::Person => model.puts_on_card(&path, value),
            DocumentKind::StockList => model.puts_in_stock_list(&path, value),
        },
        Act::Delete { .. } => model.takes_away(stage.kind(), &path),
        Act::Splice { delete, insert, .. } => model.types(&path, *delete, insert.len()),
    }
}

impl Model<'_> {
    fn works(&self) -> bool {
        matches!(self.role, Role::Technician | Role::Supervisor)
    }

    fn plans(&self) -> bool {
        matches!(self.role, Role::Counter | Role::Supervisor | Role::Administrator)
    }

    fn is_at_work(&self) -> bool {
        !matches!(self.role, Role::Accountant | Role::Reader)
    }

    fn takes_away(&self, kind: DocumentKind, path: &[&str]) -> bool {
        match (kind, path) {
            (
                DocumentKind::WorkOrder,
                ["due" | "planned_from" | "planned_to" | "space" | "asset" | "team"] | ["assigned", _],
            ) => self.plans(),
            (DocumentKind::WorkOrder, ["checklist", _, "answer"]) => self.works(),
            (DocumentKind::Request, ["space" | "asset"]) => self.is_at_work(),
            (
                DocumentKind::Building,
                [
                    "site" | "municipality" | "best_address" | "position" | "parcels" | "surface" | "year"
                    | "energy" | "energy_until" | "retired_on" | "retired_why" | "label",
                ]
                | ["spaces", _, "code" | "within" | "surface" | "retired_on" | "retired_why" | "label"]
                | ["assets", _, "code" | "space" | "within" | "retired_on" | "retired_why" | "label"],
            ) => self.plans(),
            (DocumentKind::History, ["lines", _]) => self.role == Role::Supervisor,
            (DocumentKind::Person, ["team"]) | (DocumentKind::StockList, ["teams", _]) => {
                self.role == Role::Administrator
            }
            _ => false,
        }
    }

    /// Reports are the technicians', descriptions the office's, and a text does not grow past its
    /// limit. (No report here comes near it.)
    fn types(&self, path: &[&str], delete: usize, insert: usize) -> bool {
        match (self.base.kind(), path) {
            (DocumentKind::WorkOrder, ["interventions", _, "report"]) => self.works(),
            (DocumentKind::WorkOrder, ["description"]) => {
                let length = WorkOrder::read(self.base).unwrap().description.chars().count();
                self.plans() && (insert <= delete || length + insert - delete <= 4_000)
            }
            (DocumentKind::Request, ["description"]) => {
                let length = Request::read(self.base).unwrap().description.chars().count();
                self.is_at_work() && (insert <= delete || length + insert - delete <= 4_000)
            }
            _ => false,
        }
    }

    fn puts_in_order(&self, path: &[&str], value: &Value) -> bool {
        let order = WorkOrder::read(self.base).unwrap();
        match path {
            ["title"] => self.plans() && is_line(value),
            ["nature" | "space" | "asset" | "team"] => self.plans() && is_id(value),
            ["priority"] => self.plans() && is_one_of(value, &["urgent", "high", "normal", "low"]),
            ["due"] => self.plans() && text(value).is_some_and(|text| text.parse::<Day>().is_ok()),
            ["planned_from" | "planned_to"] => self.plans() && is_instant(value),
            ["assigned", person] => {
                self.plans()
                    && is_spelled::<PersonId>(person)
                    && Form::of(value).must("at", is_instant).done()
            }
            ["checklist", item, "answer"] => {
                let item = item.parse().ok().and_then(|item| order.checklist.get(&item));
                let fits = |value: &Value| match item.map(|item| item.asked.kind) {
                    Some(AnswerKind::Tick) => is_one_of(value, &["true", "false"]),
                    Some(AnswerKind::Measure) => {
                        text(value).is_some_and(|text| text.parse::<Quantity>().is_ok())
                    }
                    Some(AnswerKind::Choice | AnswerKind::Text) | None => false,
                };
                self.works() && self.signed(value).must("value", fits).done()
            }
            ["interventions", visit, "ended_at"] => {
                let visit = visit.parse().ok().and_then(|visit| order.interventions.get(&visit));
                let own_and_open =
                    visit.is_some_and(|visit| visit.by == self.person && visit.ended_at.is_none());
                self.works() && own_and_open && is_instant(value)
            }
            ["interventions", id] => {
                self.works()
                    && self.is_new_fact(path, id)
                    && self.signed(value).must("report", is_letters).done()
            }
            ["photos", id] => {
                let corrected = self
                    .photo(value)
                    .may("corrects", is_id)
                    .may("withdrawn", |withdrawn| matches!(withdrawn, Value::Truth(_)));
                self.works() && self.is_new_fact(path, id) && corrected.done()
            }
            ["materials", id] => self.works() && self.is_new_fact(path, id) && self.is_material(value),
            ["steps", id] => self.is_new_fact(path, id) && self.is_step(value),
            _ => false,
        }
    }

    fn puts_in_request(&self, path: &[&str], value: &Value) -> bool {
        match path {
            ["work_order" | "nature"] => self.plans() && is_id(value),
            ["closed"] => self.plans() && is_note(value),
            ["title"] => self.is_at_work() && is_line(value),
            ["priority"] => self.is_at_work() && is_one_of(value, &["urgent", "high", "normal", "low"]),
            ["space" | "asset"] => self.is_at_work() && is_id(value),
            ["number"] => self.is_at_work() && self.role != Role::Technician && is_number_of_request(value),
            ["photos", id] => self.is_at_work() && self.is_new_fact(path, id) && self.photo(value).done(),
            _ => false,
        }
    }

    fn puts_in_history(&self, path: &[&str], value: &Value) -> bool {
        match path {
            ["lines", id] => {
                let form = self
                    .signed(value)
                    .may("asset", is_id)
                    .must("work_order", is_line)
                    .must("nature", is_id)
                    .must("technician", is_id)
                    .must("finished_at", is_instant)
                    .must("summary", is_line);
                self.role == Role::Supervisor && self.is_in_time(id) && form.done()
            }
            _ => false,
        }
    }

    fn puts_in_announcement(&self, path: &[&str], value: &Value) -> bool {
        match path {
            ["withdrawn"] => self.plans() && is_instant(value),
            ["readings", id] => self.is_new_fact(path, id) && self.signed(value).done(),
            _ => false,
        }
    }

    fn puts_in_catalogue(&self, path: &[&str], value: &Value) -> bool {
        let [map, key] = path else { return false };
        let form = Form::of(value);
        let form = match *map {
            "organisations" => form.must("code", is_line).must("name", is_line),
            "teams" => form.must("name", is_line),
            "natures" => form
                .must("code", is_line)
                .must("trade", is_line)
                .must("action", is_line)
                .may("checklist", is_line),
            "checklists" => form.must("label", is_line).must("items", is_items),
            _ => return false,
        };
        let named = *map == "checklists" || is_spelled::<DocumentId>(key);
        self.role == Role::Administrator && named && form.done()
    }

    fn puts_on_card(&self, path: &[&str], value: &Value) -> bool {
        let fits = match path {
            ["name"] => is_line(value),
            ["role"] => is_role(value),
            ["team"] => is_id(value),
            _ => false,
        };
        self.role == Role::Administrator && fits
    }

    fn puts_in_stock_list(&self, path: &[&str], value: &Value) -> bool {
        let form = Form::of(value);
        let fits = match path {
            ["section"] => is_line(value),
            ["items", id, "code" | "label" | "unit"] => is_spelled::<DocumentId>(id) && is_line(value),
            ["items", id] => {
                let form = form.must("code", is_line).must("label", is_line).must("unit", is_line);
                is_spelled::<DocumentId>(id) && form.done()
            }
            ["teams", id] => is_spelled::<DocumentId>(id) && form.done(),
            _ => false,
        };
        self.role == Role::Administrator && fits
    }

    /// Facts are added under fresh ids, whatever the author had seen.
    fn is_new_fact(&self, path: &[&str], id: &str) -> bool {
        let known = |document: &Document| match document.kind() {
            DocumentKind::WorkOrder => {
                let order = WorkOrder::read(document).unwrap();
                let maps: Vec<FactId> = match path[0] {
                    "interventions" => order.interventions.keys().copied().collect(),
                    "photos" => order.photos.keys().copied().collect(),
                    "materials" => order.materials.keys().copied().collect(),
                    _ => order.steps.keys().copied().collect(),
                };
                id.parse().is_ok_and(|id| maps.contains(&id))
            }
            DocumentKind::Building => {
                let remarks = Building::read(document).unwrap().remarks;
                id.parse().is_ok_and(|id| remarks.contains_key(&id))
            }
            DocumentKind::Announcement => {
                let readings = Announcement::read(document).unwrap().readings;
                id.parse().is_ok_and(|id| readings.contains_key(&id))
            }
            DocumentKind::Request
            | DocumentKind::History
            | DocumentKind::Catalogue
            | DocumentKind::Person
            | DocumentKind::StockList => {
                // One photo, seen by everybody.
                id.parse().is_ok_and(|id: FactId| Some(id) == newest_fact(document))
            }
        };
        self.is_in_time(id) && !known(self.now) && !known(self.base)
    }

    /// A time-ordered id, after what the author had seen and not beyond the year 9999, or what is
    /// there.
    fn is_in_time(&self, id: &str) -> bool {
        let Ok(fact) = id.parse::<FactId>() else { return false };
        let newest = newest_fact(self.now).map_or(i64::MIN, |newest| newest.timestamp().0 + 1_000);
        let latest = Timestamp(newest.max(END_MS));
        id == fact.to_string()
            && id.as_bytes()[14] == b'7'
            && b"89ab".contains(&id.as_bytes()[19])
            && newest_fact(self.base).is_none_or(|newest| newest < fact)
            && fact.timestamp() <= latest
    }

    fn signed<'v>(&self, value: &'v Value) -> Form<'v> {
        let own = self.person.to_string();
        Form::of(value).must("by", |by| text(by) == Some(own.as_str())).must("at", is_instant)
    }

    fn photo<'v>(&self, value: &'v Value) -> Form<'v> {
        self.signed(value)
            .must("taken_at", is_instant)
            .may("dated_by", |by| is_one_of(by, &["phone", "camera"]))
            .must("caption", is_note)
            .must("phase", |phase| is_one_of(phase, &["before", "during", "after", "defect"]))
            .must("sha256", is_hash)
            .must("thumbnail", is_hash)
            .must("width", is_count)
            .must("height", is_count)
            .must("size", is_count)
    }

    fn is_material(&self, value: &Value) -> bool {
        let form = self
            .signed(value)
            .may("item", is_id)
            .may("label", is_line)
            .may("corrects", is_id)
            .must("quantity", |quantity| matches!(quantity, Value::Number(_)));
        (form.has("item") || form.has("label")) && form.done()
    }

    fn is_step(&self, value: &Value) -> bool {
        let form = self
            .signed(value)
            .must("kind", is_line)
            .may("reason", is_note)
            .may("seen", is_heads)
            .may("contradiction", is_note)
            .may("favours", is_id)
            .may("note", is_note)
            .may("takes_back", is_id)
            .may("cause", |cause| {
                is_one_of(cause, &["wrong-building", "other-trade", "nobody-there", "other"])
            });
        let may = match form.text("kind") {
            Some("started" | "paused" | "finished") => self.works(),
            Some("cannot-finish") => self.works() && form.has("reason"),
            Some("approved") => self.role == Role::Supervisor && form.has("seen"),
            Some("sent-back") => self.role == Role::Supervisor && form.has("reason"),
            Some("settled") => self.role == Role::Supervisor && form.has("contradiction") && form.has("note"),
            Some("cancelled") => self.plans() && form.has("reason"),
            _ => false,
        };
        may && form.done()
    }
}

/// A map that is filled in, read field by field.
struct Form<'a> {
    fields: Option<&'a [(String, Value)]>,
    read: usize,
    good: bool,
}

impl<'a> Form<'a> {
    fn of(value: &'a Value) -> Self {
        let fields = if let Value::Map(fields) = value { Some(fields.as_slice()) } else { None };
        Self { fields, read: 0, good: fields.is_some() }
    }

    fn find(&self, key: &str) -> Option<&'a Value> {
        self.fields?.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn text(&self, key: &str) -> Option<&'a str> {
        self.find(key).and_then(text)
    }

    fn must(self, key: &str, good: impl FnOnce(&Value) -> bool) -> Self {
        let there = self.has(key);
        let form = self.may(key, good);
        Self { good: form.good && there, ..form }
    }

    fn may(mut self, key: &str, good: impl FnOnce(&Value) -> bool) -> Self {
        if let Some(value) = self.find(key) {
            self.read += 1;
            self.good &= good(value);
        }
        self
    }

    /// All that was asked for is there, and nothing else.
    fn done(&self) -> bool {
        self.good && self.fields.is_some_and(|fields| fields.len() == self.read)
    }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn is_spelled<T: std::str::FromStr + ToString>(text: &str) -> bool {
    text.parse::<T>().is_ok_and(|read| read.to_string() == text)
}

fn is_id(value: &Value) -> bool {
    text(value).is_some_and(is_spelled::<DocumentId>)
}

fn is_hash(value: &Value) -> bool {
    text(value).is_some_and(is_spelled::<Sha256>)
}

fn is_heads(value: &Value) -> bool {
    text(value).is_some_and(is_spelled::<Heads>)
}

fn is_role(value: &Value) -> bool {
    text(value).is_some_and(is_spelled::<Role>)
}

fn is_number_of_request(value: &Value) -> bool {
    let parts: Vec<&str> = text(value).unwrap_or_default().split('-').collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts[..], ["D", year, nth] if year.len() == 4 && (4..=9).contains(&nth.len()) && digits(year) && digits(nth))
}

fn is_line(value: &Value) -> bool {
    text(value).is_some_and(|text| text.chars().count() <= 200)
}

fn is_note(value: &Value) -> bool {
    text(value).is_some_and(|text| text.chars().count() <= 4_000)
}

fn is_one_of(value: &Value, words: &[&str]) -> bool {
    text(value).is_some_and(|text| words.contains(&text))
}

fn is_instant(value: &Value) -> bool {
    matches!(value, Value::Number(ms) if (-END_MS..=END_MS).contains(ms))
}

fn is_count(value: &Value) -> bool {
    matches!(value, Value::Number(count) if u32::try_from(*count).is_ok())
}

fn is_letters(value: &Value) -> bool {
    matches!(value, Value::Letters(_))
}

fn is_items(value: &Value) -> bool {
    let Value::Map(items) = value else { return false };
    items.iter().all(|(id, item)| {
        is_spelled::<DocumentId>(id)
            && Form::of(item)
                .must("position", is_count)
                .must("label", is_note)
                .must("kind", |kind| is_one_of(kind, &["tick", "measure", "choice", "text"]))
                .must("required", |required| matches!(required, Value::Truth(_)))
                .done()
    })
}
