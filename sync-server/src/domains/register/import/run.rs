//! A list is compared with the register, and taken in.

use std::collections::BTreeMap;

use serde_json::json;
use shared::building::BuildingCommand;
use shared::catalogue::Catalogue;
use shared::history::HistoryCommand;
use shared::{Command, DocumentId, DocumentKind, OrganisationId, PersonId};

use crate::base::role::{may_keep_accounts, may_keep_register};
use crate::base::roles::Roles;
use crate::domains::register::import::choice::Choices;
use crate::domains::register::import::did::{named, values};
use crate::domains::register::import::entry::{Entry, entries};
use crate::domains::register::import::known::{Known, Register, Said};
use crate::domains::register::import::layout::{Layout, LayoutError, recognise};
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::plan::{Plan, Wish, Work, plan};
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::tables::Workbook;

/// In whose name a list is taken in.
#[derive(Debug, Clone)]
pub enum By {
    /// Whoever has the data directory, who may everything.
    Operator,
    /// Somebody at the office, with what they do where.
    Person(PersonId, Roles),
}

impl By {
    pub(crate) fn keeps(&self, organisation: OrganisationId) -> bool {
        match self {
            Self::Operator => true,
            Self::Person(_, roles) => roles.at(organisation).is_some_and(may_keep_register),
        }
    }

    pub(super) fn shares(&self) -> bool {
        matches!(self, Self::Operator)
            || matches!(self, Self::Person(_, roles) if roles.may(may_keep_accounts))
    }

    /// What is of none of their administrations is not there for them.
    fn sees(&self, known: &Known) -> bool {
        self.keeps(known.organisation) || known.occupants.iter().any(|occupant| self.keeps(*occupant))
    }
}

/// A list that was read.
#[derive(Debug, Clone)]
pub struct List {
    layout: Layout,
    entries: Vec<Entry>,
    mapping: Mapping,
}

impl List {
    /// Reads a file as somebody said; its name says what it should be.
    ///
    /// # Errors
    /// [`LayoutError`] when it cannot be read, or is no list.
    pub fn read(bytes: Vec<u8>, name: &str, mapping: Mapping) -> Result<Self, LayoutError> {
        let mut book = Workbook::open(bytes, name)?;
        let layout = recognise(&mut book, &mapping)?;
        let entries = entries(&mut book, &layout)?;
        Ok(Self { layout, entries, mapping })
    }

    /// What it would make of the register, of which nothing is written. Where `makes_buildings`, buildings that a list of
    /// spaces or assets names are made. `fresh` gives bytes that never come twice.
    ///
    /// # Errors
    /// [`EngineError`] when a document cannot be read.
    pub fn plan(
        &self,
        store: &Store,
        by: &By,
        (makes_buildings, choices): (bool, &Choices),
        fresh: &mut dyn FnMut() -> [u8; 16],
    ) -> Result<Plan, EngineError> {
        let mut register = register(store, by)?;
        register.words.clone_from(&self.mapping.organisations);
        register.separator.clone_from(&self.mapping.separator);
        let wish = Wish {
            makes_buildings,
            shares: by.shares(),
            keeps: &|organisation| by.keeps(organisation),
            choices,
            fresh,
            said: &mut |id| said(store, id),
        };
        plan(&register, &self.layout, &self.entries, wish)
    }
}

fn register(store: &Store, by: &By) -> Result<Register, EngineError> {
    let mut register = Register::default();
    let ids = store.documents_of_kind(DocumentKind::Building)?;
    for id in ids.into_iter().chain([Catalogue::ID]) {
        if let Some(document) = load(store, id)? {
            register.take_in(&document)?;
        }
    }
    register.buildings.retain(|_, known| by.sees(known));
    Ok(register)
}

pub(super) fn said(store: &Store, id: DocumentId) -> Result<Said, EngineError> {
    let Some(text) = store.imported(id)? else { return Ok(Said::new()) };
    let written: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&text).map_err(|_| StoreError::Damaged("what a list said"))?;
    Ok(written.into_iter().map(|(part, fields)| (part, values(&fields))).collect())
}

/// Does what is to be done with one building, as a whole.
///
/// # Errors
/// [`EngineError`] when it cannot be written, or somebody changed it since the list was compared with it.
pub(crate) fn carry_out(
    transaction: &mut Transaction<'_>,
    Work { id, commands, says, .. }: &Work,
    by: &By,
) -> Result<(), EngineError> {
    for command in commands {
        let begins = matches!(command, BuildingCommand::Create(_));
        let command = Command::Building(command.clone());
        match by {
            By::Person(person, _) => drop(transaction.execute(*person, Some(*id), &command)?),
            By::Operator => {
                transaction.execute_as_operator(Some(*id), &command)?;
                if begins {
                    let history =
                        Command::History(HistoryCommand::Create { building: *id, organisation: None });
                    transaction.execute_as_operator(None, &history)?;
                }
            }
        }
    }
    if let Some(says) = says {
        keep_said(transaction.store, *id, says)?;
    }
    Ok(())
}

pub(super) fn keep_said(store: &Store, id: DocumentId, says: &Said) -> Result<(), EngineError> {
    let written: BTreeMap<_, _> = says.iter().map(|(part, values)| (part, named(values))).collect();
    Ok(store.set_imported(id, &json!(written).to_string())?)
}
