//! Executing what a person does to a building.

use crate::author::Author;
use crate::building::checks::{self, asset_field, new_building};
use crate::building::command::BuildingCommand;
use crate::building::document::Building;
use crate::building::places::SHAPE;
use crate::building::revise;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::kind::Kind as _;
use crate::kind::checks::{Fits, at_most, note};
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;
use crate::limits::NOTE_CHARS_MAX;

impl KindCommand for BuildingCommand {
    fn document_kind(&self) -> DocumentKind {
        Building::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "building-create",
            Self::CorrectAsset { .. } => "building-correct-asset",
            Self::AddAsset { .. } => "building-add-asset",
            Self::Revise(_) => "building-revise",
            Self::AddRemark { .. } => "building-add-remark",
            Self::CorrectRemark { .. } => "building-correct-remark",
            Self::SetAccess(_) => "building-set-access",
            Self::Transfer(_) => "building-transfer",
            Self::Share(_) => "building-share",
            Self::Unshare(_) => "building-unshare",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create(_))
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        use Effect::{Create, Delete, Insert, Put};
        match self {
            Self::Create(_) => vec![("", Create)],
            Self::CorrectAsset { .. } => vec![("assets/*/make", Put)],
            Self::AddAsset { .. } => vec![("assets/*", Insert)],
            Self::Revise(_) => vec![("name", Put)],
            Self::AddRemark { .. } | Self::CorrectRemark { .. } => {
                vec![("remarks/*", Insert)]
            }
            Self::SetAccess(_) => vec![("access_keys", Put)],
            Self::Transfer(_) => vec![("organisation", Put)],
            Self::Share(_) => vec![("occupants/*", Insert)],
            Self::Unshare(_) => vec![("occupants/*", Delete)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        let known = if self.creates() { None } else { Some(Building::read(document)?) };
        check(known.as_ref(), self)?;
        let occupies = |id| known.as_ref().is_some_and(|building| building.occupants.contains_key(&id));
        write(document, author, &SHAPE, |w| {
            let mut fact = None;
            match self {
                Self::Create(new) => Building::write_new(w, new)?,
                Self::CorrectAsset { asset, field } => Building::write_asset_field(w, *asset, field)?,
                Self::AddAsset { id, asset } => Building::write_asset(w, *id, asset)?,
                Self::Revise(revised) => revise::write(w, revised, known.as_ref())?,
                Self::AddRemark { text } => fact = Some(Building::write_remark(w, text, None)?),
                Self::CorrectRemark { remark, text } => {
                    fact = Some(Building::write_remark(w, text, Some(*remark))?);
                }
                Self::SetAccess(access) => Building::write_access(w, access)?,
                Self::Transfer(organisation) => Building::write_organisation(w, *organisation)?,
                Self::Share(organisation) if occupies(*organisation) => {}
                Self::Share(organisation) => Building::write_occupant(w, *organisation)?,
                Self::Unshare(organisation) if !occupies(*organisation) => {}
                Self::Unshare(organisation) => Building::remove_occupant(w, *organisation)?,
            }
            Ok(fact)
        })
    }
}

/// What a command needs to be true of the building; `None` for one that begins it.
fn check(known: Option<&Building>, command: &BuildingCommand) -> Fits {
    match command {
        BuildingCommand::Create(new) => new_building(new),
        BuildingCommand::CorrectAsset { asset, field } => {
            if !known.is_some_and(|building| building.assets.contains_key(asset)) {
                return Err(CommandError::Unknown("asset"));
            }
            asset_field(field)
        }
        BuildingCommand::AddAsset { asset, .. } => checks::asset(asset),
        BuildingCommand::Revise(revised) => {
            known.map_or(Err(CommandError::WrongMoment), |building| revise::check(building, revised))
        }
        BuildingCommand::AddRemark { text } => note(text),
        BuildingCommand::CorrectRemark { remark, text } => {
            let remarks = known.map(Building::remarks_in_force).unwrap_or_default();
            if !remarks.into_iter().any(|(id, _)| id == *remark) {
                return Err(CommandError::Unknown("remark"));
            }
            at_most(text, NOTE_CHARS_MAX)
        }
        BuildingCommand::SetAccess(access) => checks::access(access),
        BuildingCommand::Transfer(_) | BuildingCommand::Share(_) | BuildingCommand::Unshare(_) => Ok(()),
    }
}
