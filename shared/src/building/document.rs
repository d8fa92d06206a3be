//! A building of the register: how to get in, what is dangerous, its spaces and assets.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{ObjId, ROOT};
use serde::{Deserialize, Serialize};

use crate::building::field::{ASSET_DETAILS, BUILDING_DETAILS, RegisterField, RegisterValues, SPACE_DETAILS};
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::{Fields, read_root, word_for};
use crate::document::writer::Writer;
use crate::id::{AssetId, FactId, HazardId, OrganisationId, PersonId, SpaceId};
use crate::moment::Timestamp;

/// A postal address in Belgium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street, without number.
    pub street: String,
    /// House number and box.
    pub number: String,
    /// Four digits.
    pub postcode: String,
    /// Locality.
    pub place: String,
}

/// How to get in. Empty texts say nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Access {
    /// Where the keys are, and which.
    pub keys: String,
    /// Who to ask for.
    pub contact: String,
    /// Their telephone number.
    pub phone: String,
    /// When it is open.
    pub hours: String,
}

/// What can hurt somebody working there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HazardKind {
    /// Asbestos in the fabric.
    Asbestos,
    /// Electrical danger.
    Electrical,
    /// Fragile or unprotected roof.
    Roof,
    /// Confined space.
    Confined,
    /// Chemicals.
    Chemical,
    /// Anything else.
    Other,
}

pub(crate) const HAZARDS: [(HazardKind, &str); 6] = [
    (HazardKind::Asbestos, "asbestos"),
    (HazardKind::Electrical, "electrical"),
    (HazardKind::Roof, "roof"),
    (HazardKind::Confined, "confined"),
    (HazardKind::Chemical, "chemical"),
    (HazardKind::Other, "other"),
];

impl HazardKind {
    /// The word in documents, tables and locale keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        word_for(&HAZARDS, &self)
    }
}

/// A hazard of the building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// What kind.
    pub kind: HazardKind,
    /// Where, and what to do.
    pub note: String,
}

/// A room or outdoor area.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Space {
    /// Its name.
    pub name: String,
    /// Floor, as people say it: `-1`, `0`, `2`, `toiture`.
    pub level: String,
    /// What else is known of it; no screen of the phone shows it.
    #[serde(skip)]
    pub details: RegisterValues,
}

impl Space {
    /// The number of its floor, if it has one: `toiture` has none.
    #[must_use]
    pub fn floor(&self) -> Option<i32> {
        self.level.trim().parse().ok()
    }
}

/// A piece of equipment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Asset {
    /// What it is: `Chaudière gaz n° 1`.
    pub name: String,
    /// Family, in words: `chaudière`, `ascenseur`, `porte coupe-feu`.
    pub family: String,
    /// Where it stands.
    pub space: Option<SpaceId>,
    /// Its maker.
    pub make: String,
    /// Its model.
    pub model: String,
    /// Its serial number.
    pub serial: String,
    /// The year it was put in, as it is known.
    pub installed: String,
    /// What else is known of it; no screen of the phone shows it.
    #[serde(skip)]
    pub details: RegisterValues,
}

/// Something a technician noticed about the building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// What; nothing takes the remark away that this one corrects.
    pub text: String,
    /// The remark this one replaces.
    pub corrects: Option<FactId>,
}

/// A building, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Building {
    /// The code in the register: `ECO-014`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The administration that owns or occupies it.
    pub organisation: OrganisationId,
    /// The other administrations that occupy it, and since when.
    pub occupants: BTreeMap<OrganisationId, Timestamp>,
    /// Where it stands.
    pub address: Address,
    /// What else is known of it; no screen of the phone shows it.
    #[serde(skip)]
    pub details: RegisterValues,
    /// How to get in.
    pub access: Access,
    /// What is dangerous.
    pub hazards: BTreeMap<HazardId, Hazard>,
    /// Its rooms and outdoor areas.
    pub spaces: BTreeMap<SpaceId, Space>,
    /// Its equipment.
    pub assets: BTreeMap<AssetId, Asset>,
    /// What technicians noticed, corrections included; [`Building::remarks_in_force`] leaves those out.
    pub remarks: BTreeMap<FactId, Remark>,
}

/// What a new building says; ids come from the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBuilding {
    /// The code in the register.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The administration that owns or occupies it.
    pub organisation: OrganisationId,
    /// Where it stands.
    pub address: Address,
    /// What else is known of it; no screen of the phone shows it.
    #[serde(skip)]
    pub details: RegisterValues,
    /// How to get in.
    pub access: Access,
    /// What is dangerous.
    pub hazards: BTreeMap<HazardId, Hazard>,
    /// Its rooms and outdoor areas.
    pub spaces: BTreeMap<SpaceId, Space>,
    /// Its equipment.
    pub assets: BTreeMap<AssetId, Asset>,
}

/// An asset that is not in the register yet.
pub type NewAsset = Asset;

/// A field of an asset, with the value it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssetField {
    /// Its maker.
    Make(String),
    /// Its model.
    Model(String),
    /// Its serial number.
    Serial(String),
    /// The year it was put in.
    Installed(String),
}

impl AssetField {
    /// The key of the field and the value it gets.
    #[must_use]
    pub fn key_and_value(&self) -> (&'static str, &str) {
        match self {
            Self::Make(value) => ("make", value),
            Self::Model(value) => ("model", value),
            Self::Serial(value) => ("serial", value),
            Self::Installed(value) => ("installed", value),
        }
    }
}

const MAPS: [&str; 4] = ["hazards", "spaces", "assets", "remarks"];

const OCCUPANTS: &str = "occupants";

impl Space {
    /// Whether it is out of use: what was said of it stays readable, nobody works there any more.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.details.contains_key(&RegisterField::RetiredOn)
    }
}

impl Asset {
    /// Whether it is out of use: what was said of it stays readable, nobody works on it any more.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.details.contains_key(&RegisterField::RetiredOn)
    }
}

impl Building {
    /// Reads a building.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, |fields| {
            Ok(Self {
                code: fields.text("code")?,
                name: fields.text("name")?,
                organisation: fields.required("organisation", "an organisation")?,
                occupants: match fields.inner("occupants")? {
                    Some(_) => fields.keyed("occupants", |occupant| occupant.instant("at"))?,
                    None => BTreeMap::new(),
                },
                address: Address {
                    street: fields.text("street")?,
                    number: fields.text("number")?,
                    postcode: fields.text("postcode")?,
                    place: fields.text("place")?,
                },
                details: read_details(fields, BUILDING_DETAILS)?,
                access: Access {
                    keys: fields.text("access_keys")?,
                    contact: fields.text("access_contact")?,
                    phone: fields.text("access_phone")?,
                    hours: fields.text("access_hours")?,
                },
                hazards: fields.keyed("hazards", |hazard| {
                    Ok(Hazard {
                        kind: hazard.word("kind", &HAZARDS, "a hazard")?,
                        note: hazard.text("note")?,
                    })
                })?,
                spaces: fields.keyed("spaces", |space| {
                    Ok(Space {
                        name: space.text("name")?,
                        level: space.text("level")?,
                        details: read_details(space, SPACE_DETAILS)?,
                    })
                })?,
                assets: fields.keyed("assets", read_asset)?,
                remarks: fields.keyed("remarks", |remark| {
                    Ok(Remark {
                        by: remark.required("by", "a person")?,
                        at: remark.instant("at")?,
                        text: remark.text("text")?,
                        corrects: remark.optional("corrects", "a remark")?,
                    })
                })?,
            })
        })
    }

    /// The administrations it is of: the first one and the others that occupy it.
    #[must_use]
    pub fn organisations(&self) -> BTreeSet<OrganisationId> {
        self.occupants.keys().copied().chain([self.organisation]).collect()
    }

    /// Everybody it names: those who noted something.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        self.remarks.values().map(|remark| remark.by).collect()
    }

    pub(crate) fn write_new(w: &mut Writer<'_>, new: &NewBuilding) -> Result<(), DocumentError> {
        w.begin(&MAPS)?;
        w.put(&ROOT, "code", new.code.as_str())?;
        w.put(&ROOT, "name", new.name.as_str())?;
        Self::write_organisation(w, new.organisation)?;
        w.put(&ROOT, "street", new.address.street.as_str())?;
        w.put(&ROOT, "number", new.address.number.as_str())?;
        w.put(&ROOT, "postcode", new.address.postcode.as_str())?;
        w.put(&ROOT, "place", new.address.place.as_str())?;
        write_details(w, &ROOT, &new.details)?;
        Self::write_access(w, &new.access)?;
        for (id, hazard) in &new.hazards {
            let object = w.insert("hazards", id)?;
            w.put(&object, "kind", hazard.kind.name())?;
            w.put(&object, "note", hazard.note.as_str())?;
        }
        for (id, space) in &new.spaces {
            Self::write_space(w, *id, space)?;
        }
        new.assets.iter().try_for_each(|(id, asset)| Self::write_asset(w, *id, asset))
    }

    pub(crate) fn write_organisation(
        w: &mut Writer<'_>,
        organisation: OrganisationId,
    ) -> Result<(), DocumentError> {
        w.put(&ROOT, "organisation", organisation.to_string())
    }

    pub(crate) fn write_occupant(
        w: &mut Writer<'_>,
        organisation: OrganisationId,
    ) -> Result<(), DocumentError> {
        // Documents of earlier versions have no such map. Nobody but the office makes it.
        if !w.has(&ROOT, OCCUPANTS)? {
            w.make_map(&ROOT, OCCUPANTS)?;
        }
        let at = w.now();
        let occupant = w.insert(OCCUPANTS, organisation)?;
        w.put(&occupant, "at", at.0)
    }

    pub(crate) fn remove_occupant(
        w: &mut Writer<'_>,
        organisation: OrganisationId,
    ) -> Result<(), DocumentError> {
        let occupants = w.object(&ROOT, OCCUPANTS)?;
        w.remove(&occupants, &organisation.to_string())
    }

    pub(crate) fn write_access(w: &mut Writer<'_>, access: &Access) -> Result<(), DocumentError> {
        w.put(&ROOT, "access_keys", access.keys.as_str())?;
        w.put(&ROOT, "access_contact", access.contact.as_str())?;
        w.put(&ROOT, "access_phone", access.phone.as_str())?;
        w.put(&ROOT, "access_hours", access.hours.as_str())
    }

    pub(crate) fn write_space(w: &mut Writer<'_>, id: SpaceId, space: &Space) -> Result<(), DocumentError> {
        let object = w.insert("spaces", id)?;
        w.put(&object, "name", space.name.as_str())?;
        w.put(&object, "level", space.level.as_str())?;
        write_details(w, &object, &space.details)
    }

    pub(crate) fn write_asset(w: &mut Writer<'_>, id: AssetId, asset: &Asset) -> Result<(), DocumentError> {
        let object = w.insert("assets", id)?;
        w.put(&object, "name", asset.name.as_str())?;
        w.put(&object, "family", asset.family.as_str())?;
        w.put_optional(&object, "space", asset.space)?;
        w.put(&object, "make", asset.make.as_str())?;
        w.put(&object, "model", asset.model.as_str())?;
        w.put(&object, "serial", asset.serial.as_str())?;
        w.put(&object, "installed", asset.installed.as_str())?;
        write_details(w, &object, &asset.details)
    }

    pub(crate) fn write_asset_field(
        w: &mut Writer<'_>,
        id: AssetId,
        field: &AssetField,
    ) -> Result<(), DocumentError> {
        let object: ObjId = w.entry("assets", id)?;
        let (key, value) = field.key_and_value();
        w.put(&object, key, value)
    }

    /// The remarks, without what a later one corrected and without those that were taken away.
    #[must_use]
    pub fn remarks_in_force(&self) -> Vec<(FactId, &Remark)> {
        let corrected = |id: &FactId| self.remarks.values().any(|other| other.corrects == Some(*id));
        self.remarks
            .iter()
            .filter(|(id, remark)| !corrected(id) && !remark.text.trim().is_empty())
            .map(|(id, remark)| (*id, remark))
            .collect()
    }

    pub(crate) fn write_remark(
        w: &mut Writer<'_>,
        text: &str,
        corrects: Option<FactId>,
    ) -> Result<FactId, DocumentError> {
        let (id, remark) = w.insert_fact("remarks")?;
        w.put(&remark, "text", text)?;
        w.put_optional(&remark, "corrects", corrects)?;
        Ok(id)
    }
}

fn read_asset(fields: &Fields<'_>) -> Result<Asset, DocumentError> {
    Ok(Asset {
        name: fields.text("name")?,
        family: fields.text("family")?,
        space: fields.optional("space", "a space")?,
        make: fields.text("make")?,
        model: fields.text("model")?,
        serial: fields.text("serial")?,
        installed: fields.text("installed")?,
        details: read_details(fields, ASSET_DETAILS)?,
    })
}

fn read_details(fields: &Fields<'_>, details: &[RegisterField]) -> Result<RegisterValues, DocumentError> {
    let mut values = RegisterValues::new();
    for field in details {
        if let Some(value) = fields.optional_text(field.name())? {
            values.insert(*field, value);
        }
    }
    Ok(values)
}

fn write_details(w: &mut Writer<'_>, object: &ObjId, details: &RegisterValues) -> Result<(), DocumentError> {
    details.iter().try_for_each(|(field, value)| w.put(object, field.name(), value.as_str()))
}
