//! What people wrote, as text: for a version that is not in the office's document, on the phone
//! that set it aside and at the office that reads what it refused, so that both say the same.
//! Deliberately absent: a difference letter by letter; a report that changed is shown whole.

use crate::building::Building;
use crate::catalogue::Catalogue;
use crate::document::photo::Photo;
use crate::request::Request;
use crate::work_order::{AnswerValue, Material, Step, WorkOrder};
use crate::{Document, DocumentKind, NatureId, PersonId, Phrases, StockItemId, TeamId};

/// The words a text is put in: a language, and the names behind the ids.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The language.
    pub phrases: &'a Phrases,
    /// The names; an id it does not know is shown as it is.
    pub catalogue: &'a Catalogue,
}

/// What `with` says and `without` does not, a paragraph each; empty when that is nothing, or when
/// `with` does not read as its kind.
#[must_use]
pub fn only_in(without: &Document, with: &Document, wording: Wording<'_>) -> String {
    let mut known = wording.texts(without);
    let mut lost = wording.texts(with);
    // What is said twice and known once is said once more.
    lost.retain(|text| match known.iter().position(|said| said == text) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    });
    lost.join("\n")
}

impl Wording<'_> {
    /// Everything people wrote in a document, in an order of its own; nothing where it does not
    /// read.
    fn texts(self, document: &Document) -> Vec<String> {
        let mut texts = match document.kind() {
            DocumentKind::WorkOrder => {
                WorkOrder::read(document).map(|order| self.in_order(&order)).unwrap_or_default()
            }
            DocumentKind::Building => {
                Building::read(document).map(|building| self.in_building(&building)).unwrap_or_default()
            }
            DocumentKind::Request => {
                Request::read(document).map(|request| self.in_request(&request)).unwrap_or_default()
            }
            DocumentKind::History | DocumentKind::Catalogue => Vec::new(),
        };
        texts.retain(|text| !text.trim().is_empty());
        texts
    }

    fn in_order(self, order: &WorkOrder) -> Vec<String> {
        let answers = order.checklist_in_order().into_iter().filter_map(|(_, item)| {
            let answer = self.answer(&item.answer.as_ref()?.value);
            Some(format!("{} : {answer}", item.asked.label))
        });
        let materials = order.materials.values().map(|used| {
            let material = match &used.material {
                Material::Other(label) => label.clone(),
                Material::Stock(item) => self.stock_item(*item),
            };
            format!("{material} : {}", used.quantity)
        });
        let steps = order.steps.values().map(|step| self.step(step));
        let reports = order.interventions.values().map(|visit| visit.report.clone());
        reports
            .chain(answers)
            .chain(materials)
            .chain(order.photos.values().map(|photo| self.photo(photo)))
            .chain(steps)
            .chain(self.plan(order))
            .collect()
    }

    /// What the office decides about an order.
    fn plan(self, order: &WorkOrder) -> Vec<String> {
        let people: Vec<String> = order.assigned.keys().map(|id| self.person(*id)).collect();
        let due = order.due.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let mut lines = vec![
            self.line("title", &order.title),
            order.description.clone(),
            self.line("priority", &self.phrases.text(&format!("priority-{}", order.priority.name()))),
            self.line("due", &due),
            self.line("nature", &self.nature(order.nature)),
            self.line("assigned", &people.join(", ")),
        ];
        lines.extend(order.team.map(|team| self.line("team", &self.team(team))));
        lines
    }

    fn in_building(self, building: &Building) -> Vec<String> {
        let remarks = building.remarks_in_force().into_iter().map(|(_, remark)| remark.text.clone());
        let assets = building.assets.values().map(|asset| {
            [&asset.name, &asset.make, &asset.model, &asset.serial, &asset.installed]
                .map(String::as_str)
                .join(" · ")
        });
        let access = &building.access;
        let access = [&access.keys, &access.contact, &access.phone, &access.hours].map(String::as_str);
        remarks.chain(assets).chain([self.line("access", &access.join(" · "))]).collect()
    }

    fn in_request(self, request: &Request) -> Vec<String> {
        let photos = request.photos.values().map(|photo| self.photo(photo));
        let closed = request.closed.iter().map(|reason| self.line("closed", reason));
        [self.line("title", &request.title), request.description.clone()]
            .into_iter()
            .chain(photos)
            .chain(closed)
            .collect()
    }

    fn line(self, key: &str, value: &str) -> String {
        format!("{} : {value}", self.phrases.text(&format!("written-{key}")))
    }

    fn answer(self, value: &AnswerValue) -> String {
        match value {
            AnswerValue::Tick(ticked) => self.phrases.text(&format!("tick-{ticked}")),
            AnswerValue::Measure(_) | AnswerValue::Choice(_) | AnswerValue::Text(_) => value.plain(),
        }
    }

    fn step(self, step: &Step) -> String {
        let name = self.phrases.text(&format!("step-{}", step.kind.phrase()));
        let by = self.catalogue.people.get(&step.by).map(|person| format!(" · {}", person.name));
        let cause = step.kind.cause().map(|cause| self.phrases.text(&format!("cause-{}", cause.name())));
        let reason = step.kind.reason().filter(|reason| !reason.is_empty()).map(str::to_owned);
        let why: String = cause.into_iter().chain(reason).map(|text| format!(" : {text}")).collect();
        format!("{name}{}{why}", by.unwrap_or_default())
    }

    fn photo(self, photo: &Photo) -> String {
        if photo.withdrawn {
            return self.line("photo-withdrawn", &photo.facts.caption);
        }
        let phase = self.phrases.text(&format!("phase-{}", photo.facts.phase.name()));
        self.line("photo", &format!("{phase} · {}", photo.facts.caption))
    }

    fn person(self, id: PersonId) -> String {
        self.catalogue.people.get(&id).map_or_else(|| id.to_string(), |person| person.name.clone())
    }

    fn team(self, id: TeamId) -> String {
        self.catalogue.teams.get(&id).map_or_else(|| id.to_string(), |team| team.name.clone())
    }

    fn nature(self, id: NatureId) -> String {
        self.catalogue
            .natures
            .get(&id)
            .map_or_else(|| id.to_string(), |nature| format!("{} – {}", nature.trade, nature.action))
    }

    fn stock_item(self, id: StockItemId) -> String {
        self.catalogue.stock.get(&id).map_or_else(|| id.to_string(), |item| item.label.clone())
    }
}
