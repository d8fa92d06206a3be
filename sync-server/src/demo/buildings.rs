//! The register: buildings with their spaces, assets, hazards, and how to get in.

pub(crate) mod templates;

use std::collections::BTreeMap;

use shared::building::{
    Access, Address, Asset, AssetField, BuildingCommand, Hazard, HazardKind, NewBuilding, RegisterField,
    RegisterValues, Space,
};
use shared::{AssetId, Command, DocumentId, DocumentKind, HazardId, OrganisationId, Role, SpaceId};

use crate::demo::buildings::templates::{Danger, Family, Templates};
use crate::demo::calendar::Calendar;
use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::demo::name::Names;
use crate::demo::people::People;
use crate::demo::phrases::Phrases;
use crate::demo::record::Record;
use crate::demo::table::{Line, text};
use crate::engine::import::ImportedDocument;

/// A building, its parts in the order of the texts.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) id: DocumentId,
    pub(crate) kind: &'static str,
    pub(crate) code: String,
    pub(crate) name: &'static str,
    pub(crate) organisation: OrganisationId,
    /// Another administration that occupies it.
    occupant: Option<OrganisationId>,
    pub(crate) hazards: Vec<(HazardId, Hazard)>,
    pub(crate) spaces: Vec<(SpaceId, Space)>,
    pub(crate) assets: Vec<(AssetId, Asset)>,
    address: Address,
    details: RegisterValues,
    access: Access,
}

/// Reads the register.
pub(crate) fn read(names: &Names, phrases: &Phrases) -> Result<Vec<Site>, DemoError> {
    let templates = Templates::read()?;
    let mut count = BTreeMap::new();
    let mut sites = Vec::new();
    for line in text!("buildings").lines() {
        sites.push(site(names, phrases, &templates, &mut count, line)?);
    }
    Ok(sites)
}

fn site(
    names: &Names,
    phrases: &Phrases,
    templates: &Templates,
    count: &mut BTreeMap<&'static str, usize>,
    line: Line,
) -> Result<Site, DemoError> {
    let [kind_name, organisations, name, street, number, place] = line.cells()?;
    let (organisation, occupant) =
        organisations.split_once('+').map_or((organisations, None), |(first, other)| (first, Some(other)));
    let kind = templates.kinds.get(kind_name).ok_or_else(|| line.wrong())?;
    let postcode = templates.places.get(place).ok_or_else(|| line.wrong())?;
    let nth = count.entry(kind.code).or_default();
    *nth += 1;
    let code = format!("{}-{nth:03}", kind.code);
    let mut chance = Chance::of(name);
    let contact = format!("{} ({})", kind.contact, chance.word(phrases.of("contact")));
    let spaces: Vec<(SpaceId, Space)> = kind
        .spaces
        .iter()
        .map(|(space, level)| {
            let id = names.space(&format!("{code} {space}"));
            (id, Space { name: (*space).to_owned(), level: (*level).to_owned(), ..Space::default() })
        })
        .collect();
    let mut assets = Vec::new();
    for (family, count) in &kind.assets {
        let about = templates.families.get(family).ok_or_else(|| line.wrong())?;
        for nth in 1..=*count {
            let asset = about.asset(family, nth, &spaces, &mut chance);
            assets.push((names.asset(&format!("{code} {family} {nth}")), asset));
        }
    }
    Ok(Site {
        id: names.building(&code),
        kind: kind_name,
        name,
        organisation: names.organisation(organisation),
        occupant: occupant.map(|code| names.organisation(code)),
        hazards: hazards(names, &code, &templates.dangers, kind_name, &mut chance),
        spaces,
        assets,
        address: Address {
            street: street.to_owned(),
            number: number.to_owned(),
            postcode: (*postcode).to_owned(),
            place: place.to_owned(),
        },
        details: details(name),
        access: Access {
            keys: kind.keys.replace("{k}", &chance.between(3, 148).to_string()),
            contact,
            // No Belgian number begins like this after the zone: nobody will be called by mistake.
            phone: format!("083 00 {:02} {:02}", chance.below(100), chance.below(100)),
            hours: kind.hours.to_owned(),
        },
        code,
    })
}

fn hazards(
    names: &Names,
    code: &str,
    dangers: &[Danger],
    kind: &str,
    chance: &mut Chance,
) -> Vec<(HazardId, Hazard)> {
    let mut hazards = Vec::new();
    for danger in dangers {
        let percent = if danger.kinds.iter().any(|known| known == kind) {
            45
        } else if danger.kinds.iter().any(|known| known == "*") {
            10
        } else {
            0
        };
        if chance.happens(percent) && hazards.len() < 3 {
            let id = names.hazard(&format!("{code} {}", hazards.len()));
            hazards.push((id, Hazard { kind: danger.kind, note: danger.note.to_owned() }));
        }
    }
    hazards
}

impl Family {
    fn asset(&self, family: &str, nth: usize, spaces: &[(SpaceId, Space)], chance: &mut Chance) -> Asset {
        let (make, model) = chance.pick(&self.models).copied().unwrap_or_default();
        let installed = chance.between(self.years.0, self.years.1);
        let serial = match chance.below(10) {
            // The plate is gone, or nobody could read it.
            0 => String::new(),
            1..4 => format!("{}-{:05}", installed % 100, chance.below(100_000)),
            4..7 => {
                let letter = char::from(b'A' + u8::try_from(chance.below(26)).unwrap_or(0));
                format!("{letter}{:07}", chance.below(10_000_000))
            }
            _ => format!("SN {:04}-{:03}", chance.below(10_000), chance.below(1_000)),
        };
        let (make, serial) = if make.is_empty() { ("", String::new()) } else { (make, serial) };
        Asset {
            name: self.name.replace("{n}", &nth.to_string()),
            family: family.to_owned(),
            space: space_called(spaces, self.space),
            make: make.to_owned(),
            model: model.to_owned(),
            serial,
            installed: installed.to_string(),
            details: [].into(),
        }
    }
}

/// The space of this name, or one whose name begins the same way.
pub(crate) fn space_called(spaces: &[(SpaceId, Space)], name: &str) -> Option<SpaceId> {
    let first = name.split(' ').next().unwrap_or(name);
    let named = |test: &dyn Fn(&str) -> bool| spaces.iter().find(|(_, space)| test(&space.name));
    named(&|known| known == name)
        .or_else(|| named(&|known| known.starts_with(name)))
        .or_else(|| named(&|known| known.starts_with(first)))
        .map(|(id, _)| *id)
}

/// What an energy certificate and a survey say of a building; of one in four nobody has written it down.
fn details(name: &str) -> RegisterValues {
    let mut chance = Chance::of(&format!("{name}, en chiffres"));
    let mut details = RegisterValues::new();
    if chance.below(4) > 0 {
        details.insert(RegisterField::Year, chance.between(1891, 2016).to_string());
        details.insert(RegisterField::Surface, chance.between(120, 4_200).to_string());
    }
    if chance.below(3) > 0 {
        let class = ["A", "B", "C", "D", "E", "F", "G"][chance.below(7)];
        details.insert(RegisterField::Energy, class.to_owned());
        let day = format!("20{}-0{}-15", chance.between(27, 35), chance.between(1, 9));
        details.insert(RegisterField::EnergyUntil, day);
    }
    details
}

impl Site {
    /// Whether there is a hazard of this kind.
    pub(crate) fn has_hazard(&self, kind: HazardKind) -> bool {
        self.hazards.iter().any(|(_, hazard)| hazard.kind == kind)
    }

    /// The building's document.
    pub(crate) fn document(
        &self,
        people: &People,
        calendar: &Calendar,
        phrases: &Phrases,
    ) -> Result<ImportedDocument, DemoError> {
        let mut chance = Chance::of(&self.code);
        let mut record = Record::new(DocumentKind::Building, self.id, &self.code);
        let clerk = people.called("admin")?.writer;
        let create = BuildingCommand::Create(Box::new(self.as_new()));
        record.does(clerk, calendar.at(117, 9 * 60 + chance.between(0, 400)), Command::Building(create))?;
        if let Some(occupant) = self.occupant {
            let share = Command::Building(BuildingCommand::Share(occupant));
            record.does(clerk, calendar.at(100, 10 * 60), share)?;
        }
        let technicians = people.with_role(Role::Technician);
        let mut back = 100;
        while chance.happens(30) && back > 10 {
            back -= chance.between(5, 40);
            let Some(technician) = chance.pick(&technicians) else { break };
            let text = chance.word(phrases.of("remark")).to_owned();
            let at = calendar.at(back.max(2), chance.between(480, 930));
            let mark = record.mark();
            record.does(technician.writer, at, Command::Building(BuildingCommand::AddRemark { text }))?;
            record.delivered(mark, at.plus_ms(60_000 * chance.between(1, 90)), false);
        }
        let unread = self.assets.iter().find(|(_, asset)| asset.serial.is_empty() && !asset.make.is_empty());
        if let (Some((asset, _)), true) = (unread, chance.happens(40))
            && let Some(technician) = chance.pick(&technicians)
        {
            let field =
                AssetField::Serial(format!("SN {:04}-{:03}", chance.below(10_000), chance.below(1_000)));
            let correct = BuildingCommand::CorrectAsset { asset: *asset, field };
            record.does(technician.writer, calendar.at(1, 640), Command::Building(correct))?;
        }
        Ok(record.finished())
    }

    fn as_new(&self) -> NewBuilding {
        NewBuilding {
            code: self.code.clone(),
            name: self.name.to_owned(),
            organisation: self.organisation,
            address: self.address.clone(),
            details: self.details.clone(),
            access: self.access.clone(),
            hazards: self.hazards.iter().cloned().collect(),
            spaces: self.spaces.iter().cloned().collect(),
            assets: self.assets.iter().cloned().collect(),
        }
    }
}
