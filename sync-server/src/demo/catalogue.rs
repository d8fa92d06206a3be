//! The catalogue: administrations, teams, natures, checklists; and the stock lists.

use std::collections::{BTreeMap, BTreeSet};

use shared::catalogue::{
    Catalogue, CatalogueCommand, CatalogueEntry, Checklist, ChecklistTemplateItem, Nature, Organisation, Team,
};
use shared::limits::STOCK_LIST_ITEMS_MAX;
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
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
    /// The sections of the stores: the code of each, its name, what is kept there.
    stock: Vec<(&'static str, &'static str, Vec<StockItem>)>,
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
        for section in text!("stock").blocks()? {
            let mut items = Vec::new();
            for line in section.lines {
                let [code, label, unit] = line.cells()?.map(str::to_owned);
                items.push(StockItem { code, label, unit });
            }
            stock.push((section.key, section.label, items));
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
            Command::Catalogue(CatalogueCommand::Put(self.entries(names))),
        )?;
        Ok(record.finished())
    }

    /// The stock lists, a section each; for the teams that do its trade, or for everybody.
    pub(crate) fn stock_lists(
        &self,
        names: &Names,
        people: &People,
        calendar: &Calendar,
    ) -> Result<Vec<ImportedDocument>, DemoError> {
        let writer = people.called("admin")?.writer;
        let mut lists = Vec::new();
        for (code, section, items) in &self.stock {
            let of_trade = TEAMS.iter().enumerate().filter(|(_, (_, trades))| trades.contains(code));
            let teams = of_trade.map(|(at, _)| names.team(at)).collect();
            for (nth, some) in items.chunks(STOCK_LIST_ITEMS_MAX).enumerate() {
                let name = format!("{code} {nth}");
                let items = some.iter().map(|item| (names.stock_item(&item.code), item.clone())).collect();
                let teams = BTreeSet::clone(&teams);
                let new = NewStockList { section: (*section).to_owned(), teams, items };
                let mut record = Record::new(DocumentKind::StockList, names.stock_list(&name), &name);
                let begin = Command::StockList(StockListCommand::Create(Box::new(new)));
                record.does(writer, calendar.at(118, 9 * 60 + 5), begin)?;
                lists.push(record.finished());
            }
        }
        Ok(lists)
    }

    /// Whether the checklist of a nature has something to tick.
    pub(crate) fn asks_for_a_tick(&self, nature: &str) -> bool {
        self.questions(nature).iter().any(|question| question.item.kind == AnswerKind::Tick)
    }

    fn entries(&self, names: &Names) -> Vec<CatalogueEntry> {
        let organisations = ORGANISATIONS.iter().map(|(code, name)| {
            let organisation = Organisation { code: (*code).to_owned(), name: (*name).to_owned() };
            CatalogueEntry::Organisation(names.organisation(code), organisation)
        });
        let teams = TEAMS
            .iter()
            .enumerate()
            .map(|(at, (name, _))| CatalogueEntry::Team(names.team(at), Team { name: (*name).to_owned() }));
        let natures = self
            .natures
            .iter()
            .map(|nature| CatalogueEntry::Nature(names.nature(&nature.code), nature.clone()));
        let checklists = self.checklists.iter().map(|(key, (label, questions))| {
            let items = questions.iter().map(|question| (question.id, question.item.clone())).collect();
            CatalogueEntry::Checklist((*key).to_owned(), Checklist { label: (*label).to_owned(), items })
        });
        organisations.chain(teams).chain(natures).chain(checklists).collect()
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
