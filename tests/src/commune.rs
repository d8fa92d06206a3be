//! A commune of the size a test or a measurement asks for, in a data directory of its own, and the
//! phones of its technicians.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use mobile::client::{Answer, Ask};
use mobile::replica::Replica;
use rusqlite::Connection;
use shared::building::{Access, Address, BuildingCommand, NewBuilding};
use shared::catalogue::ChecklistTemplateItem;
use shared::person::{Person, PersonCommand};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::work_order::{AnswerKind, NewWorkOrder, WorkOrderCommand};
use shared::{
    Command, DocumentId, ItemId, Moment, NatureId, OrganisationId, PersonId, Role, StockItemId, TeamId,
};
use sync_server::accounts::enrolment_code::make_code;
use sync_server::accounts::sign_in::password_hash;
use sync_server::base::clock::{Clock as _, SystemClock};
use sync_server::base::roles::Roles;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::store::{Audience, PersonRow};

use crate::http::{Line, Weight};

/// Whoever acts at the office.
pub const SUPERVISOR: PersonId = PersonId::from_bytes([1; 16]);
/// Whoever enters people and things in stores.
const ADMINISTRATOR: PersonId = PersonId::from_bytes([9; 16]);
/// People of one team, and things in the list that it uses.
const TEAM_MEMBERS: u16 = 20;
const LIST_ITEMS: u16 = 200;
/// The one item of every checklist.
pub const ITEM: ItemId = ItemId::from_bytes([8; 16]);
const ORGANISATION: OrganisationId = OrganisationId::from_bytes([5; 16]);

/// The office of a commune, while no server is running on it.
pub struct Commune {
    /// Its engine.
    pub engine: Engine,
    building: DocumentId,
    orders: u32,
}

impl Commune {
    /// A new commune with one building.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn found(data: &Path) -> Result<Self> {
        let engine = Engine::open(data, NOUNS, Arc::new(SystemClock))?;
        add_person(&engine, SUPERVISOR, Role::Supervisor).await?;
        let mut commune = Self { engine, building: DocumentId::from_bytes([0; 16]), orders: 0 };
        commune.building = commune.add_building(0).await?;
        Ok(commune)
    }

    /// The same office, once its server has stopped.
    ///
    /// # Errors
    /// The engine does not do it.
    pub fn found_again(data: &Path) -> Result<Self> {
        let engine = Engine::open(data, NOUNS, Arc::new(SystemClock))?;
        Ok(Self { engine, building: DocumentId::from_bytes([0; 16]), orders: 0 })
    }

    /// Adds a technician; another number makes another person.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn add_technician(&self, number: u8) -> Result<PersonId> {
        let mut bytes = [2; 16];
        bytes[15] = number;
        let id = PersonId::from_bytes(bytes);
        add_person(&self.engine, id, Role::Technician).await?;
        Ok(id)
    }

    /// Adds people and things in stores, in teams of twenty that use a list of two hundred each; the technician is of
    /// the first team.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn add_references(&self, technician: PersonId, people: u16, items: u16) -> Result<()> {
        add_person(&self.engine, ADMINISTRATOR, Role::Administrator).await?;
        let hears = [
            Audience::Person(technician),
            Audience::Organisation(ORGANISATION),
            Audience::Team(team(0)),
            Audience::All,
        ];
        self.engine.set_audiences(technician, hears.into()).await?;
        for number in 0..people {
            let card = Person {
                name: format!("Agent {number}"),
                role: Role::Technician,
                team: Some(team(number / TEAM_MEMBERS)),
            };
            let id = Person::card(PersonId::from_bytes(numbered(3, number)));
            self.enter(Some(id), Command::Person(PersonCommand::Create(card))).await?;
        }
        for list in 0..items / LIST_ITEMS {
            let numbers = list * LIST_ITEMS..(list + 1) * LIST_ITEMS;
            let item = |number: u16| {
                let (code, label) = (format!("SAN-{number:05}"), format!("Raccord à sertir {number} mm"));
                let item = StockItem { code, label, unit: "pièce".to_owned() };
                (StockItemId::from_bytes(numbered(4, number)), item)
            };
            let new = NewStockList {
                section: format!("Rayon {list}"),
                teams: [team(list)].into(),
                items: numbers.map(item).collect(),
            };
            self.enter(None, Command::StockList(StockListCommand::Create(Box::new(new)))).await?;
        }
        Ok(())
    }

    async fn enter(&self, id: Option<DocumentId>, command: Command) -> Result<()> {
        self.engine.execute(ADMINISTRATOR, id, command).await?;
        Ok(())
    }

    /// Adds a building.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn add_building(&self, number: u32) -> Result<DocumentId> {
        let new = NewBuilding {
            code: format!("BAT-{number:04}"),
            name: format!("Bâtiment {number}"),
            organisation: ORGANISATION,
            address: Address {
                street: "rue de l'Église".to_owned(),
                number: number.to_string(),
                postcode: "5000".to_owned(),
                place: "Namur".to_owned(),
            },
            details: [].into(),
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [].into(),
        };
        let command = Command::Building(BuildingCommand::Create(Box::new(new)));
        Ok(self.engine.execute(SUPERVISOR, None, command).await?.0)
    }

    /// Adds a work order for these people.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn add_order(&mut self, assigned: Vec<PersonId>) -> Result<DocumentId> {
        self.orders += 1;
        let asked = ChecklistTemplateItem {
            label: "Pression du circuit".to_owned(),
            kind: AnswerKind::Tick,
            unit: None,
            choices: vec![],
            required: true,
        };
        let new = NewWorkOrder {
            assigned,
            checklist: vec![(ITEM, asked)],
            ..NewWorkOrder::new(
                format!("2026-{:04}", self.orders),
                "Entretien annuel de la chaudière".to_owned(),
                ORGANISATION,
                self.building,
                NatureId::from_bytes([6; 16]),
            )
        }
        .with(|plan| plan.description = "Contrôle, nettoyage et réglage du brûleur.".to_owned());
        let command = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new)));
        Ok(self.engine.execute(SUPERVISOR, None, command).await?.0)
    }

    /// Does something to a work order in the supervisor's name.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn edit(&self, order: DocumentId, command: WorkOrderCommand) -> Result<()> {
        self.engine.execute(SUPERVISOR, Some(order), Command::WorkOrder(command)).await?;
        Ok(())
    }

    /// Lets somebody sign in at the office.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn give_password(&self, id: PersonId, login: &str, password: &str) -> Result<()> {
        let row = PersonRow {
            id,
            login: login.to_owned(),
            password_hash: password_hash(password, &SystemClock),
            name: login.to_owned(),
            roles: Roles::everywhere(Role::Supervisor),
            language: None,
        };
        Ok(self.engine.write(move |store| store.put_person(&row)).await?)
    }

    /// A code that makes a phone a device of this person.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn code_for(&self, person: PersonId) -> Result<String> {
        Ok(make_code(&self.engine, person, None).await?)
    }

    /// Ends the engine, so that a server can open the directory.
    ///
    /// # Errors
    /// The engine does not do it.
    pub async fn close(self) -> Result<()> {
        let engine = self.engine;
        tokio::task::spawn_blocking(move || engine.stop()).await?;
        Ok(())
    }
}

/// Sixteen bytes of this kind with this number.
fn numbered(kind: u8, number: u16) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[14..].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn team(number: u16) -> TeamId {
    TeamId::from_bytes(numbered(5, number))
}

async fn add_person(engine: &Engine, id: PersonId, role: Role) -> Result<()> {
    let row = PersonRow {
        id,
        login: id.to_string(),
        password_hash: None,
        name: id.to_string(),
        roles: Roles::everywhere(role),
        language: None,
    };
    engine.write(move |store| store.put_person(&row)).await?;
    let audiences = [Audience::Person(id), Audience::Organisation(ORGANISATION), Audience::All];
    engine.set_audiences(id, audiences.into()).await?;
    Ok(())
}

/// A phone, natively, talking to a real server.
pub struct Phone {
    /// Its copy.
    pub replica: Replica,
    /// Its connection.
    pub line: Line,
}

/// Now, with fresh random bits.
#[must_use]
pub fn moment() -> Moment {
    SystemClock.moment()
}

impl Phone {
    /// Enrols and takes in everything there is.
    ///
    /// # Errors
    /// The server cannot be reached or will not have it.
    pub async fn enrol(port: u16, code: &str) -> Result<Self> {
        Ok(Self::enrol_in(Connection::open_in_memory()?, port, code).await?.0)
    }

    /// The same with its copy in a database; also what each exchange weighed.
    ///
    /// # Errors
    /// The server cannot be reached or will not have it.
    pub async fn enrol_in(db: Connection, port: u16, code: &str) -> Result<(Self, Vec<Weight>)> {
        let mut phone =
            Self { replica: Replica::open(db, || SystemClock.entropy())?, line: Line::open(port).await? };
        let ask = Ask::Enrol { code: code.to_owned(), device_name: "bench".to_owned() };
        phone.replica.answer(ask, None, moment());
        let weights = phone.talk().await?;
        anyhow::ensure!(phone.replica.status()?.owner.is_some(), "the phone was not enrolled");
        Ok((phone, weights))
    }

    /// Talks until nothing is left to say; what each exchange weighed.
    ///
    /// # Errors
    /// The connection was cut.
    pub async fn talk(&mut self) -> Result<Vec<Weight>> {
        let mut weights = Vec::new();
        while let Some(request) = self.replica.next_request(moment())? {
            let (reply, weight) = self.line.carry(&request).await?;
            self.replica.take_reply(Ok(reply), moment())?;
            weights.push(weight);
        }
        Ok(weights)
    }

    /// Somebody wants to hear from the office now.
    pub fn sync_now(&mut self) {
        self.replica.answer(Ask::SyncNow, None, moment());
    }

    /// Does something to a work order.
    ///
    /// # Errors
    /// It was not saved.
    pub fn execute(&mut self, order: DocumentId, command: WorkOrderCommand) -> Result<Answer> {
        let ask = Ask::Execute { document: Some(order), command: Command::WorkOrder(command) };
        let (answer, _) = self.replica.answer(ask, None, moment());
        anyhow::ensure!(matches!(answer, Answer::Saved { .. }), "{answer:?}");
        Ok(answer)
    }

    /// The work orders that are to do.
    ///
    /// # Errors
    /// The replica cannot be read.
    pub fn orders(&mut self) -> Result<Vec<DocumentId>> {
        let today = "2026-01-01".parse().context("a day")?;
        let (answer, _) = self.replica.answer(Ask::Today { today }, None, moment());
        let Answer::Today(lists) = answer else { anyhow::bail!("{answer:?}") };
        let lines = [lists.overdue, lists.today, lists.later].concat();
        Ok(lines.into_iter().map(|line| line.id).collect())
    }
}
