//! The catalogue: administrations, teams, people, natures, checklists, stock.

use std::collections::BTreeMap;

use shared::catalogue::{
    Catalogue, CatalogueCommand, CatalogueEntry, Checklist, ChecklistTemplateItem, Nature, Organisation,
    StockItem, Team,
};
use shared::work_order::{AnswerKind, AnswerValue};
use shared::{Command, DocumentKind, ItemId, Quantity};

use crate::demo::calendar::Calendar;
use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::demo::fixed::{ORGANISATIONS, TEAMS};
use crate::demo::name::Names;
use crate::demo::people::People;
use crate::demo::record::Record;
use crate::demo::table::{Line, parts, text};
use crate::engine::import::ImportedDocument;

/// Something to check, with the answers the demo gives.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) id: ItemId,
    pub(crate) item: ChecklistTemplateItem,
    answers: &'static str,
}

/// What orders are made of.
#[derive(Debug)]
pub(crate) struct Codes {
    natures: Vec<Nature>,
    checklists: BTreeMap<&'static str, (&'static str, Vec<Question>)>,
    stock: Vec<StockItem>,
}

impl Codes {
    /// Reads natures, checklists and stock.
    pub(crate) fn read(names: &Names) -> Result<Self, DemoError> {
        let mut natures = Vec::new();
        for line in text!("natures").lines() {
            let [code, trade, action, checklist] = line.cells()?.map(str::to_owned);
            let checklist = (!checklist.is_empty()).then_some(checklist);
            natures.push(Nature { code, trade, action, checklist });
        }
        let mut stock = Vec::new();
        for line in text!("stock").lines() {
            let [code, label, unit] = line.cells()?.map(str::to_owned);
            stock.push(StockItem { code, label, unit });
        }
        let mut checklists = BTreeMap::new();
        for block in text!("checklists").blocks()? {
            let ask = |(at, line): (usize, &Line)| question(names, block.key, at, *line);
            let questions: Result<Vec<Question>, DemoError> =
                block.lines.iter().enumerate().map(ask).collect();
            checklists.insert(block.key, (block.label, questions?));
        }
        Ok(Self { natures, checklists, stock })
    }

    /// What orders of this nature ask; nothing when the nature has no checklist.
    pub(crate) fn questions(&self, nature: &str) -> &[Question] {
        self.natures
            .iter()
            .find(|known| known.code == nature)
            .and_then(|known| self.checklists.get(known.checklist.as_deref()?))
            .map_or(&[], |(_, questions)| questions)
    }

    /// The catalogue's document.
    pub(crate) fn document(
        &self,
        names: &Names,
        people: &People,
        calendar: &Calendar,
    ) -> Result<ImportedDocument, DemoError> {
        let writer = people.called("admin")?.writer;
        let mut record = Record::new(DocumentKind::Catalogue, Catalogue::ID, "catalogue");
        let at = calendar.at(118, 9 * 60);
        record.does(writer, at, Command::Catalogue(CatalogueCommand::Create))?;
        record.does(
            writer,
            at.plus_ms(60_000),
            Command::Catalogue(CatalogueCommand::Put(self.entries(names, people))),
        )?;
        Ok(record.finished())
    }

    /// Whether the checklist of a nature has something to tick.
    pub(crate) fn asks_for_a_tick(&self, nature: &str) -> bool {
        self.questions(nature).iter().any(|question| question.item.kind == AnswerKind::Tick)
    }

    fn entries(&self, names: &Names, people: &People) -> Vec<CatalogueEntry> {
        let organisations = ORGANISATIONS.iter().map(|(code, name)| {
            let organisation = Organisation { code: (*code).to_owned(), name: (*name).to_owned() };
            CatalogueEntry::Organisation(names.organisation(code), organisation)
        });
        let teams = TEAMS
            .iter()
            .enumerate()
            .map(|(at, (name, _))| CatalogueEntry::Team(names.team(at), Team { name: (*name).to_owned() }));
        let members =
            people.members.iter().map(|member| CatalogueEntry::Person(member.id, member.entry(names)));
        let natures = self
            .natures
            .iter()
            .map(|nature| CatalogueEntry::Nature(names.nature(&nature.code), nature.clone()));
        let checklists = self.checklists.iter().map(|(key, (label, questions))| {
            let items = questions.iter().map(|question| (question.id, question.item.clone())).collect();
            CatalogueEntry::Checklist((*key).to_owned(), Checklist { label: (*label).to_owned(), items })
        });
        let stock = self
            .stock
            .iter()
            .map(|item| CatalogueEntry::StockItem(names.stock_item(&item.code), item.clone()));
        organisations.chain(teams).chain(members).chain(natures).chain(checklists).chain(stock).collect()
    }
}

fn question(names: &Names, checklist: &str, at: usize, line: Line) -> Result<Question, DemoError> {
    let [kind, unit, label, answers] = line.cells()?;
    let (required, kind) = kind.strip_prefix('!').map_or((false, kind), |kind| (true, kind.trim()));
    let kind = AnswerKind::named(kind).ok_or_else(|| line.wrong())?;
    let choices = match kind {
        AnswerKind::Choice => parts(answers, '/').map(str::to_owned).collect(),
        AnswerKind::Tick | AnswerKind::Measure | AnswerKind::Text => Vec::new(),
    };
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    let item = ChecklistTemplateItem { label: label.to_owned(), kind, unit, choices, required };
    Ok(Question { id: names.item(&format!("{checklist} {at}")), item, answers })
}

impl Question {
    /// What a technician may have found.
    pub(crate) fn answer(&self, chance: &mut Chance) -> Result<AnswerValue, DemoError> {
        Ok(match self.item.kind {
            AnswerKind::Tick => AnswerValue::Tick(true),
            AnswerKind::Choice => {
                // Most things are in order, and the first choice says so.
                let at = if chance.happens(60) { 0 } else { chance.below(self.item.choices.len()) };
                AnswerValue::Choice(self.item.choices.get(at).cloned().unwrap_or_default())
            }
            AnswerKind::Text => {
                let texts: Vec<&'static str> = parts(self.answers, ';').collect();
                AnswerValue::Text(chance.word(&texts).to_owned())
            }
            AnswerKind::Measure => {
                let wrong = || DemoError::Missing("range of a measure");
                let (least, most) = self.answers.split_once("..").ok_or_else(wrong)?;
                let step = if self.answers.replace("..", "").contains('.') { 100 } else { 1000 };
                let least: Quantity = least.parse().map_err(|_| wrong())?;
                let most: Quantity = most.parse().map_err(|_| wrong())?;
                AnswerValue::Measure(Quantity(least.0 + step * chance.between(0, (most.0 - least.0) / step)))
            }
        })
    }
}
