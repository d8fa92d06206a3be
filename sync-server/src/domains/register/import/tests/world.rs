//! A register of documents, without a server.

use std::collections::BTreeMap;

use shared::building::{Building, BuildingCommand, RegisterField, RegisterValues, Revised, RevisedBuilding};
use shared::catalogue::Organisation;
use shared::command::{Revision, execute};
use shared::{
    ActorId, Author, Command, Document, DocumentId, DocumentKind, Moment, OrganisationId, PersonId, Timestamp,
};

use crate::domains::register::import::choice::Choices;
use crate::domains::register::import::entry::entries;
use crate::domains::register::import::known::{Known, Part, Register, Said};
use crate::domains::register::import::layout::recognise;
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::plan::{Plan, Wish, plan};
use crate::domains::register::import::report::{Outcome, Report, RowReport};
use crate::tables::Workbook;

pub(super) const COMMUNE: OrganisationId = OrganisationId::from_bytes([1; 16]);
pub(super) const CPAS: OrganisationId = OrganisationId::from_bytes([2; 16]);

#[derive(Default)]
pub(super) struct World {
    pub(super) documents: BTreeMap<DocumentId, Document>,
    pub(super) said: BTreeMap<DocumentId, Said>,
    pub(super) ids: u128,
    pub(super) makes_buildings: bool,
    /// The administration whose register is kept; all where nobody says.
    pub(super) keeps: Option<OrganisationId>,
    /// How lists are read.
    pub(super) mapping: Mapping,
    pub(super) choices: Choices,
}

impl World {
    /// Takes in a CSV.
    pub(super) fn csv(&mut self, content: &str) -> Report {
        self.file(content.as_bytes().to_vec(), "liste.csv")
    }

    pub(super) fn file(&mut self, bytes: Vec<u8>, name: &str) -> Report {
        let mut book = Workbook::open(bytes, name).unwrap();
        let layout = recognise(&mut book, &self.mapping).unwrap();
        let entries = entries(&mut book, &layout).unwrap();
        let (mut register, keeps) = (self.register(), self.keeps);
        register.words.clone_from(&self.mapping.organisations);
        register.separator.clone_from(&self.mapping.separator);
        let mut ids = self.ids;
        let mut fresh = || {
            ids += 1;
            ids.to_be_bytes()
        };
        let said = &self.said;
        let wish = Wish {
            makes_buildings: self.makes_buildings,
            shares: self.keeps.is_none(),
            keeps: &|organisation| keeps.is_none_or(|kept| kept == organisation),
            choices: &self.choices,
            fresh: &mut fresh,
            said: &mut |id| Ok(said.get(&id).cloned().unwrap_or_default()),
        };
        let Plan { report, work } = plan(&register, &layout, &entries, wish).unwrap();
        self.ids = ids;
        for work in work {
            work.commands.into_iter().for_each(|command| self.execute(work.id, command));
            self.said.extend(work.says.map(|says| (work.id, says)));
        }
        report
    }

    pub(super) fn register(&self) -> Register {
        let named = |code: &str, name: &str| Organisation { code: code.to_owned(), name: name.to_owned() };
        let organisations =
            [(COMMUNE, named("COM", "Commune d’Orneval")), (CPAS, named("CPAS", "CPAS d’Orneval"))].into();
        let buildings = self
            .documents
            .iter()
            .map(|(id, document)| (*id, Known::from(&Building::read(document).unwrap())));
        Register { buildings: buildings.collect(), organisations, ..Register::default() }
    }

    fn execute(&mut self, id: DocumentId, command: BuildingCommand) {
        let document =
            self.documents.entry(id).or_insert_with(|| Document::empty(DocumentKind::Building, id));
        self.ids += 1;
        let entropy = u64::try_from(self.ids).unwrap();
        let moment = Moment { wall: Timestamp(1_700_000_000_000), entropy };
        let author =
            Author { person: PersonId::from_bytes([9; 16]), actor: ActorId::from_bytes([7; 16]), moment };
        execute(document, &Command::Building(command), author).unwrap();
    }

    /// The building with a code, and its id.
    pub(super) fn building(&self, code: &str) -> (DocumentId, Known) {
        let has_code = |known: &Known| {
            known.parts[&Part::Building].get(&RegisterField::Code).is_some_and(|one| one == code)
        };
        self.register().buildings.into_iter().find(|(_, known)| has_code(known)).unwrap()
    }

    /// What somebody writes in a field of something that is called so.
    pub(super) fn correct(&mut self, name: &str, field: RegisterField, text: &str) {
        let (id, part, before) = self.part(name);
        let shown = before.get(&field).cloned().unwrap_or_default();
        let fields = Revised::from([(field, Revision { shown, left: text.to_owned() })]);
        let mut revised = RevisedBuilding::default();
        match part {
            Part::Building => revised.building = fields,
            Part::Space(id) => drop(revised.spaces.insert(id, fields)),
            Part::Asset(id) => drop(revised.assets.insert(id, fields)),
        }
        self.execute(id, BuildingCommand::Revise(Box::new(revised)));
    }

    /// Something that is called so, and what the register says of it.
    pub(super) fn part(&self, name: &str) -> (DocumentId, Part, RegisterValues) {
        let all = self.register().buildings.into_iter();
        let mut all =
            all.flat_map(|(id, known)| known.parts.into_iter().map(move |(part, values)| (id, part, values)));
        all.find(|(_, _, values)| values.get(&RegisterField::Name).is_some_and(|one| one == name)).unwrap()
    }

    pub(super) fn field(&self, name: &str, field: RegisterField) -> String {
        self.part(name).2.get(&field).cloned().unwrap_or_default()
    }
}

/// What came of the rows, in a word each.
pub(super) fn outcomes(report: &Report) -> Vec<&'static str> {
    let word = |row: &RowReport| match row.outcome {
        Outcome::Created => "created",
        Outcome::Changed { .. } => "changed",
        Outcome::Unchanged => "unchanged",
        Outcome::Refused { .. } => "refused",
        Outcome::Alike { .. } => "alike",
        Outcome::LeftOut => "left out",
    };
    report.rows.iter().map(word).collect()
}

/// Why the rows that were refused were.
pub(super) fn faults(report: &Report) -> Vec<String> {
    let of = |row: &RowReport| {
        let Outcome::Refused { faults } = &row.outcome else { return Vec::new() };
        faults.iter().map(|fault| format!("row {}: {}", row.row, fault.told())).collect()
    };
    report.rows.iter().flat_map(of).collect()
}
