//! A commune of the size a measurement asks for, in a data directory of its own.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use mobile::client::{Answer, Ask};
use mobile::replica::Replica;
use rusqlite::Connection;
use shared::command::{BuildingCommand, WorkOrderCommand};
use shared::document::{
    Access, Address, AnswerKind, ChecklistTemplateItem, NewBuilding, NewWorkOrder, Origin, Priority,
};
use shared::{Command, DocumentId, ItemId, Moment, NatureId, OrganisationId, PersonId, Role};
use sync_server::devices::make_code;
use sync_server::store::{Audience, PersonRow};
use sync_server::sync::{Clock as _, Engine, SystemClock};

use super::http::{Line, Weight};

pub(crate) const SUPERVISOR: PersonId = PersonId::from_bytes([1; 16]);
/// The one item of every checklist.
pub(crate) const ITEM: ItemId = ItemId::from_bytes([8; 16]);
const ORGANISATION: OrganisationId = OrganisationId::from_bytes([5; 16]);

/// The office of a measurement.
pub(crate) struct Commune {
    pub(crate) engine: Engine,
    building: DocumentId,
    orders: u32,
}

impl Commune {
    pub(crate) async fn found(data: &Path) -> Result<Self> {
        let engine = Engine::open(data, Arc::new(SystemClock))?;
        add_person(&engine, SUPERVISOR, Role::Supervisor).await?;
        let mut commune = Self { engine, building: DocumentId::from_bytes([0; 16]), orders: 0 };
        commune.building = commune.add_building(0).await?;
        Ok(commune)
    }

    /// The same office, once its server has stopped.
    pub(crate) fn found_again(data: &Path) -> Result<Self> {
        let engine = Engine::open(data, Arc::new(SystemClock))?;
        Ok(Self { engine, building: DocumentId::from_bytes([0; 16]), orders: 0 })
    }

    pub(crate) async fn add_technician(&self, number: u8) -> Result<PersonId> {
        let mut bytes = [2; 16];
        bytes[15] = number;
        let id = PersonId::from_bytes(bytes);
        add_person(&self.engine, id, Role::Technician).await?;
        Ok(id)
    }

    pub(crate) async fn add_building(&self, number: u32) -> Result<DocumentId> {
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
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [].into(),
        };
        let command = Command::Building(BuildingCommand::Create(Box::new(new)));
        Ok(self.engine.execute(SUPERVISOR, None, command).await?.0)
    }

    pub(crate) async fn add_order(&mut self, assigned: Vec<PersonId>) -> Result<DocumentId> {
        self.orders += 1;
        let asked = ChecklistTemplateItem {
            label: "Pression du circuit".to_owned(),
            kind: AnswerKind::Tick,
            unit: None,
            choices: vec![],
            required: true,
        };
        let new = NewWorkOrder {
            number: format!("2026-{:04}", self.orders),
            origin: Origin::Plan,
            request: None,
            title: "Entretien annuel de la chaudière".to_owned(),
            description: "Contrôle, nettoyage et réglage du brûleur.".to_owned(),
            organisation: ORGANISATION,
            building: self.building,
            space: None,
            asset: None,
            nature: NatureId::from_bytes([6; 16]),
            priority: Priority::Normal,
            due: None,
            planned: None,
            team: None,
            assigned,
            checklist: vec![(ITEM, asked)],
        };
        let command = Command::WorkOrder(WorkOrderCommand::Create(Box::new(new)));
        Ok(self.engine.execute(SUPERVISOR, None, command).await?.0)
    }

    pub(crate) async fn edit(&self, order: DocumentId, command: WorkOrderCommand) -> Result<()> {
        self.engine.execute(SUPERVISOR, Some(order), Command::WorkOrder(command)).await?;
        Ok(())
    }

    pub(crate) async fn code_for(&self, person: PersonId) -> Result<String> {
        Ok(make_code(&self.engine, person, None).await?)
    }

    /// Ends the engine, so that a server can open the directory.
    pub(crate) async fn close(self) -> Result<()> {
        let engine = self.engine;
        tokio::task::spawn_blocking(move || engine.stop()).await?;
        Ok(())
    }
}

async fn add_person(engine: &Engine, id: PersonId, role: Role) -> Result<()> {
    let row = PersonRow {
        id,
        login: id.to_string(),
        password_hash: None,
        name: id.to_string(),
        role,
        language: None,
    };
    engine.write(move |store| store.put_person(&row)).await?;
    let audiences = [Audience::Person(id), Audience::Organisation(ORGANISATION), Audience::All];
    engine.set_audiences(id, audiences.into()).await?;
    Ok(())
}

/// A phone, natively, talking to a real server.
pub(crate) struct Phone {
    pub(crate) replica: Replica,
    pub(crate) line: Line,
}

pub(crate) fn moment() -> Moment {
    SystemClock.moment()
}

impl Phone {
    /// Enrols and takes in everything there is.
    pub(crate) async fn enrol(port: u16, code: &str) -> Result<Self> {
        let mut phone =
            Self { replica: Replica::open(Connection::open_in_memory()?)?, line: Line::open(port).await? };
        let ask = Ask::Enrol { code: code.to_owned(), device_name: "bench".to_owned() };
        phone.replica.answer(ask, None, moment());
        phone.talk().await?;
        anyhow::ensure!(phone.replica.situation()?.owner.is_some(), "the phone was not enrolled");
        Ok(phone)
    }

    /// Talks until nothing is left to say; what each exchange weighed.
    pub(crate) async fn talk(&mut self) -> Result<Vec<Weight>> {
        let mut weights = Vec::new();
        while let Some(request) = self.replica.next_request(moment())? {
            let (reply, weight) = self.line.carry(&request).await?;
            self.replica.take_reply(Ok(reply), moment())?;
            weights.push(weight);
        }
        Ok(weights)
    }

    pub(crate) fn sync_now(&mut self) {
        self.replica.answer(Ask::SyncNow, None, moment());
    }

    pub(crate) fn execute(&mut self, order: DocumentId, command: WorkOrderCommand) -> Result<Answer> {
        let ask = Ask::Execute { document: Some(order), command: Command::WorkOrder(command) };
        let (answer, _) = self.replica.answer(ask, None, moment());
        anyhow::ensure!(matches!(answer, Answer::Saved { .. }), "{answer:?}");
        Ok(answer)
    }

    pub(crate) fn orders(&mut self) -> Result<Vec<DocumentId>> {
        let today = "2026-01-01".parse().context("a day")?;
        let (answer, _) = self.replica.answer(Ask::Today { today }, None, moment());
        let Answer::Today(lists) = answer else { anyhow::bail!("{answer:?}") };
        let lines = [lists.overdue, lists.today, lists.later].concat();
        Ok(lines.into_iter().map(|line| line.id).collect())
    }
}
