//! Documents to try things on: each in an old state, and as the server has it now.

use automerge::{AutoCommit, LoadOptions, TextEncoding};
use shared::announcement::AnnouncementCommand;
use shared::building::{AssetField, BuildingCommand, RegisterField, RevisedBuilding};
use shared::command::{Revision, execute};
use shared::document::priority::Priority;
use shared::request::RequestCommand;
use shared::work_order::{AnswerValue, Material, WorkOrderCommand as C, WorkOrderField};
use shared::{Command, Document, DocumentKind, Quantity, SpaceId};

use crate::fixture::*;

pub(crate) struct Stage {
    /// Old, and now.
    pub(crate) states: [(Document, AutoCommit); 2],
}

impl Stage {
    fn new(old: Document, now: Document) -> Self {
        let raw = |document: &Document| {
            let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
            AutoCommit::load_with_options(&document.save(), options).unwrap()
        };
        let (raw_old, raw_now) = (raw(&old), raw(&now));
        Self { states: [(old, raw_old), (now, raw_now)] }
    }

    pub(crate) fn now(&self) -> &Document {
        &self.states[1].0
    }

    pub(crate) fn kind(&self) -> DocumentKind {
        self.now().kind()
    }
}

pub(crate) fn stages() -> Vec<Stage> {
    let (office, tech, other) = (replica(1), replica(2), replica(3));
    // Orders are most of the rules.
    let order = || work_order(&replica(1), &replica(2), &replica(3));
    vec![
        order(),
        order(),
        order(),
        register(&office, &tech, &other),
        request_of(&office, &tech),
        announced(&office, &tech, &other),
        alone(history(&office)),
        alone(catalogue(&office)),
        alone(card(&office)),
        alone(stock_list(&office)),
    ]
}

/// Two visits, one of them ended by now; an answer given, and given again.
fn work_order(office: &Replica, tech: &Replica, other: &Replica) -> Stage {
    let mut old = order(office, &[tech, other]);
    tech.does(&mut old, C::Start).unwrap();
    other.does(&mut old, C::Start).unwrap();
    let visit = first_visit(&old);
    let write = C::WriteReport { intervention: visit, before: String::new(), after: "fuite".to_owned() };
    tech.does(&mut old, write).unwrap();
    tick(&mut old, tech);
    tech.does(&mut old, C::AddPhoto(photo())).unwrap();
    let material = Material::Other("joint".to_owned());
    tech.does(&mut old, C::UseMaterial { material, quantity: Quantity(1_000), corrects: None }).unwrap();
    let mut now = old.clone();
    for title in ["un", "deux", "trois"] {
        let fields = vec![WorkOrderField::Title(title.to_owned()), WorkOrderField::Priority(Priority::Low)];
        office.does(&mut now, C::Edit(fields)).unwrap();
    }
    for ticked in [false, true] {
        other.does(&mut now, C::Answer { item: TICK, value: Some(AnswerValue::Tick(ticked)) }).unwrap();
    }
    tech.does(&mut now, C::Pause).unwrap();
    Stage::new(old, now)
}

fn register(office: &Replica, tech: &Replica, other: &Replica) -> Stage {
    let does = |document: &mut Document, replica: &Replica, command| {
        execute(document, &Command::Building(command), replica.author()).unwrap();
    };
    let mut old = building(office);
    does(&mut old, tech, BuildingCommand::AddRemark { text: "Clé chez le concierge".to_owned() });
    let said = |left: &str| Revision { shown: String::new(), left: left.to_owned() };
    let space = [(RegisterField::Name, said("Chaufferie")), (RegisterField::Surface, said("12.5"))].into();
    let spaces = [(SpaceId::from_bytes([0x35; 16]), space)].into();
    let revised = RevisedBuilding { spaces, ..RevisedBuilding::default() };
    does(&mut old, office, BuildingCommand::Revise(Box::new(revised)));
    let mut now = old.clone();
    let serial = AssetField::Serial("456".to_owned());
    does(&mut now, other, BuildingCommand::CorrectAsset { asset: BOILER, field: serial });
    does(&mut now, other, BuildingCommand::AddRemark { text: "Porte réparée".to_owned() });
    Stage::new(old, now)
}

fn request_of(office: &Replica, tech: &Replica) -> Stage {
    let does = |document: &mut Document, replica: &Replica, command| {
        execute(document, &Command::Request(command), replica.author()).unwrap();
    };
    let (mut old, _) = request(tech);
    does(&mut old, tech, RequestCommand::AddPhoto(photo()));
    let mut now = old.clone();
    does(&mut now, office, RequestCommand::Close { reason: "doublon".to_owned() });
    Stage::new(old, now)
}

fn announced(office: &Replica, tech: &Replica, other: &Replica) -> Stage {
    let mut old = announcement(office);
    let read = |document: &mut Document, replica: &Replica| {
        execute(document, &Command::Announcement(AnnouncementCommand::Read), replica.author()).unwrap();
    };
    read(&mut old, tech);
    let mut now = old.clone();
    read(&mut now, other);
    Stage::new(old, now)
}

/// Only the office writes these: nothing happened meanwhile.
fn alone(document: Document) -> Stage {
    Stage::new(document.clone(), document)
}
