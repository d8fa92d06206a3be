//! The register is kept right: a building, a space or an asset, each in one form. Only what was changed is written.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::building::{
    Building, BuildingCommand, ENERGY_CLASSES, NewBuilding, RegisterField, RegisterField as F,
    RegisterValues, Revised, RevisedBuilding,
};
use shared::command::Revision;
use shared::limits::LINE_CHARS_MAX;
use shared::{AssetId, Command, DocumentId, DocumentKind, LabelCode, OrganisationId, SpaceId};

use crate::base::role::may_keep_register;
use crate::domains::catalogue::names::Names;
use crate::domains::register::menu;
use crate::domains::register::normal::normal;
use crate::office::form::{Fields, Parameters, id, was};
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// What is asked of a building that is new, the administration after the first two.
const NEW_BUILDING: [RegisterField; 6] = [F::Name, F::Code, F::Street, F::Number, F::Postcode, F::Place];
const OF_A_BUILDING: &[RegisterField] = &[
    F::Name,
    F::Code,
    F::Site,
    F::Street,
    F::Number,
    F::Postcode,
    F::Place,
    F::Municipality,
    F::BestAddress,
    F::Position,
    F::Parcels,
    F::Surface,
    F::Year,
    F::Energy,
    F::EnergyUntil,
    F::Label,
];
const OF_A_SPACE: &[RegisterField] = &[F::Name, F::Code, F::Level, F::Within, F::Surface, F::Label];
const OF_AN_ASSET: &[RegisterField] =
    &[F::Name, F::Family, F::Code, F::Space, F::Within, F::Make, F::Model, F::Serial, F::Installed, F::Label];
const RETIRED: &[RegisterField] = &[F::RetiredOn, F::RetiredWhy];

/// What a form is about: a building, or something in it, which is new where it has no id.
#[derive(Debug, Clone, Copy)]
enum Thing {
    Building,
    Space(Option<SpaceId>),
    Asset(Option<AssetId>),
}

impl Thing {
    const fn fields(self) -> &'static [RegisterField] {
        match self {
            Self::Building => OF_A_BUILDING,
            Self::Space(_) => OF_A_SPACE,
            Self::Asset(_) => OF_AN_ASSET,
        }
    }

    const fn is_new(self) -> bool {
        matches!(self, Self::Space(None) | Self::Asset(None))
    }

    /// What the register says of it; `None` when it is not there.
    fn values(self, building: &Building) -> Option<RegisterValues> {
        match self {
            Self::Building => Some(building.values()),
            Self::Space(None) | Self::Asset(None) => Some(RegisterValues::new()),
            Self::Space(Some(id)) => building.spaces.get(&id).map(shared::building::Space::values),
            Self::Asset(Some(id)) => building.assets.get(&id).map(shared::building::Asset::values),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Building => "register-building",
            Self::Space(None) => "register-space-new",
            Self::Space(Some(_)) => "register-room",
            Self::Asset(None) => "register-asset-new",
            Self::Asset(Some(_)) => "register-asset",
        }
    }

    fn address(self, building: DocumentId) -> String {
        let part = |id: Option<String>| id.unwrap_or_else(|| "new".to_owned());
        match self {
            Self::Building => format!("/office/buildings/{building}/edit"),
            Self::Space(id) => {
                format!("/office/buildings/{building}/spaces/{}", part(id.map(|id| id.to_string())))
            }
            Self::Asset(id) => {
                format!("/office/buildings/{building}/assets/{}", part(id.map(|id| id.to_string())))
            }
        }
    }
}

/// The id at the end of an address, or none for something new.
fn part<T: std::str::FromStr>(text: &str) -> Result<Option<T>, PageError> {
    if text == "new" { Ok(None) } else { id(text).map(Some) }
}

pub(crate) async fn building(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, PageError> {
    page(&office, &visitor, id(&address)?, Thing::Building, &RegisterValues::new()).await
}

pub(crate) async fn space(
    State(office): State<Office>,
    visitor: Visitor,
    Path((building, space)): Path<(String, String)>,
) -> Result<Markup, PageError> {
    page(&office, &visitor, id(&building)?, Thing::Space(part(&space)?), &RegisterValues::new()).await
}

pub(crate) async fn asset(
    State(office): State<Office>,
    visitor: Visitor,
    Path((building, asset)): Path<(String, String)>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let space: Option<SpaceId> = parameters.one("space").parse().ok();
    let proposed = space.map(|space| (F::Space, space.to_string())).into_iter().collect();
    page(&office, &visitor, id(&building)?, Thing::Asset(part(&asset)?), &proposed).await
}

/// The form of a thing, new ones with what is proposed.
async fn page(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    thing: Thing,
    proposed: &RegisterValues,
) -> Result<Markup, PageError> {
    let building = read(office, visitor, id).await?;
    let values = thing.values(&building).ok_or(PageError::NotFound)?;
    let localizer = &visitor.localizer;
    let title = localizer.text(thing.title());
    let shown = if thing.is_new() { proposed } else { &values };
    let fields = |fields: &[RegisterField]| -> Markup {
        html! { @for one in fields { @if !thing.is_new() { (was(one.name(), values.get(one))) } (field(localizer, &building, thing, *one, shown)) } }
    };
    let body = html! {
        p.quiet { a href={ "/office/buildings/" (id) } { (building.name) } }
        h1 { (title) }
        form.stack.narrow method="post" action=(thing.address(id)) data-creates[thing.is_new()] data-test="register-form" {
            (fields(thing.fields()))
            @if !thing.is_new() {
                details open[values.contains_key(&F::RetiredOn)] {
                    summary data-test="retired-open" { (localizer.text("register-retired")) }
                    p.quiet { (localizer.text("register-retired-explain")) }
                    (fields(RETIRED))
                }
            }
            button.primary type="submit" { (localizer.text("save")) }
        }
    };
    Ok(shell(localizer, Some(visitor), menu::BUILDINGS, &title, &body))
}

async fn read(office: &Office, visitor: &Visitor, id: DocumentId) -> Result<Building, PageError> {
    let Some(document) = office.document(visitor, id).await? else {
        return Err(office.not_listed(visitor, id, DocumentKind::Building).await);
    };
    let building = Building::read(&document).map_err(|_| PageError::NotFound)?;
    let may = building.organisations().into_iter().any(|of| visitor.may_at(may_keep_register, of));
    if may { Ok(building) } else { Err(PageError::NotAllowed) }
}

/// A field with its label, and how it is written where that is not plain.
fn field(
    localizer: &Localizer,
    building: &Building,
    thing: Thing,
    field: RegisterField,
    values: &RegisterValues,
) -> Markup {
    let name = field.name();
    let value = values.get(&field).map_or("", String::as_str);
    let phrase = name.replace('_', "-");
    let hint =
        matches!(field, F::Municipality | F::BestAddress | F::Position | F::Parcels | F::Code | F::Label);
    let hint = hint.then(|| format!("{name}-hint"));
    html! {
        div.field {
            label for=(name) { (localizer.text(&format!("register-{phrase}"))) }
            @match field {
                F::Space => (choice(name, value, spaces(building, None))),
                F::Within => (choice(name, value, around(building, thing))),
                F::Energy => (choice(name, value, ENERGY_CLASSES.map(|class| (class.to_owned(), class.to_owned())))),
                F::EnergyUntil | F::RetiredOn => input id=(name) type="date" name=(name) value=(value);,
                F::Family => {
                    input id=(name) name=(name) value=(value) list="families" data-chars-max=(LINE_CHARS_MAX);
                    datalist id="families" { @for family in families(building) { option value=(family) {} } }
                }
                _ => input id=(name) name=(name) value=(value) required[field == F::Name]
                    inputmode=[matches!(field, F::Surface).then_some("decimal")]
                    aria-describedby=[hint.as_deref()] data-chars-max=(LINE_CHARS_MAX);,
            }
            @if let Some(hint) = &hint { p.quiet id=(hint) { (localizer.text(&format!("register-{phrase}-hint"))) } }
        }
    }
}

fn choice(name: &str, value: &str, offered: impl IntoIterator<Item = (String, String)>) -> Markup {
    html! {
        select id=(name) name=(name) {
            option value="" { "–" }
            @for (id, text) in offered { option value=(id) selected[id == value] { (text) } }
        }
    }
}

/// The spaces of a building in use, without one of them.
fn spaces(building: &Building, without: Option<SpaceId>) -> Vec<(String, String)> {
    let others = building.spaces.iter().filter(|(id, space)| Some(**id) != without && !space.is_retired());
    others.map(|(id, space)| (id.to_string(), format!("{} · {}", space.name, space.level))).collect()
}

/// What something may be in, or part of.
fn around(building: &Building, thing: Thing) -> Vec<(String, String)> {
    let Thing::Asset(own) = thing else {
        return spaces(building, if let Thing::Space(id) = thing { id } else { None });
    };
    let others = building.assets.iter().filter(|(id, asset)| Some(**id) != own && !asset.is_retired());
    others.map(|(id, asset)| (id.to_string(), asset.name.clone())).collect()
}

fn families(building: &Building) -> BTreeSet<&str> {
    building.assets.values().map(|asset| asset.family.as_str()).collect()
}

pub(crate) async fn save_building(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    save(&office, &visitor, id(&address)?, Thing::Building, &fields).await
}

pub(crate) async fn save_space(
    State(office): State<Office>,
    visitor: Visitor,
    Path((building, space)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    save(&office, &visitor, id(&building)?, Thing::Space(part(&space)?), &fields).await
}

pub(crate) async fn save_asset(
    State(office): State<Office>,
    visitor: Visitor,
    Path((building, asset)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    save(&office, &visitor, id(&building)?, Thing::Asset(part(&asset)?), &fields).await
}

async fn save(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    thing: Thing,
    fields: &Fields,
) -> Result<Response, PageError> {
    let building = read(office, visitor, id).await?;
    let now = thing.values(&building).ok_or(PageError::NotFound)?;
    let revised = revised(fields, thing, &now)?;
    if let Some(label) = revised.get(&F::Label).filter(|label| !label.left.is_empty()) {
        attachable(office, &label.left).await?;
    }
    let fresh = office.engine.clock().sixteen_bytes();
    let mut all = RevisedBuilding::default();
    match thing {
        Thing::Building => all.building = revised,
        Thing::Space(id) => {
            all.spaces.insert(id.unwrap_or_else(|| SpaceId::from_bytes(fresh)), revised);
        }
        Thing::Asset(id) => {
            all.assets.insert(id.unwrap_or_else(|| AssetId::from_bytes(fresh)), revised);
        }
    }
    let command = Command::Building(BuildingCommand::Revise(Box::new(all)));
    office.engine.execute(visitor.person.id, Some(id), command).await?;
    // Sent again, a form that makes something is answered as the first time: its id is in no answer.
    let at =
        if let Thing::Asset(Some(id)) = thing { format!("&asset={id}#asset-{id}") } else { String::new() };
    Ok(Redirect::to(&format!("/office/buildings/{id}?done=saved{at}")).into_response())
}

/// Whether a label may be stuck on something: it was printed blank here, and is on nothing yet.
///
/// # Errors
/// [`PageError::Invalid`] when it may not, with why.
async fn attachable(office: &Office, label: &str) -> Result<(), PageError> {
    let code: LabelCode = label.parse().map_err(|_| PageError::Invalid("error-label-mistyped"))?;
    // Also where the visitor sees nothing of what it is on: it is on that all the same.
    if !office.all_lists(move |reader| reader.labelled(code)).await?.is_empty() {
        return Err(PageError::Invalid("error-label-used"));
    }
    let is_blank = office.engine.read(move |store| store.is_blank_label(code)).await?;
    if is_blank { Ok(()) } else { Err(PageError::Invalid("error-label-unknown")) }
}

/// What was changed in the form, and nothing else; of something new, what was filled in.
///
/// # Errors
/// [`PageError::Invalid`] when a day is none, or none that somebody can mean.
fn revised(fields: &Fields, thing: Thing, now: &RegisterValues) -> Result<Revised, PageError> {
    let mut revised = Revised::new();
    for field in thing.fields().iter().chain(RETIRED) {
        if field.is_day() {
            fields.day(field.name())?;
        }
        let now = now.get(field).map_or("", String::as_str);
        let (shown, left) = (fields.shown(field.name(), now), normal(*field, fields.left(field.name(), now)));
        if shown.trim() != left || thing.is_new() && *field == F::Name {
            revised.insert(*field, Revision { shown: shown.to_owned(), left });
        }
    }
    Ok(revised)
}

/// The form of a building that is not in the register yet.
pub(crate) async fn new(State(office): State<Office>, visitor: Visitor) -> Result<Markup, PageError> {
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let localizer = &visitor.localizer;
    let offered = offered(&visitor, &names);
    let title = localizer.text("register-building-new");
    let line = |one: RegisterField| -> Markup {
        let phrase = format!("register-{}", one.name());
        html! {
            div.field {
                label for=(one.name()) { (localizer.text(&phrase)) }
                input id=(one.name()) name=(one.name()) required[one == F::Name] data-chars-max=(LINE_CHARS_MAX);
            }
        }
    };
    let body = html! {
        h1 { (title) }
        form.stack.narrow method="post" action="/office/buildings/new" data-creates data-test="building-form" {
            @for one in &NEW_BUILDING[..2] { (line(*one)) }
            div.field {
                label for="organisation" { (localizer.text("organisation")) }
                select #organisation name="organisation" required {
                    @if offered.len() > 1 { option value="" { (localizer.text("choose")) } }
                    @for (id, name) in &offered { option value=(id) { (name) } }
                }
            }
            @for one in &NEW_BUILDING[2..] { (line(*one)) }
            button.primary type="submit" { (localizer.text("register-building-add")) }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &title, &body))
}

/// The administrations for which somebody keeps the register.
fn offered<'a>(visitor: &Visitor, names: &'a Names) -> Vec<(OrganisationId, &'a str)> {
    let all = names.organisations_by_name().into_iter();
    all.filter(|(id, _)| visitor.may_at(may_keep_register, *id)).collect()
}

pub(crate) async fn create(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let said = NEW_BUILDING.iter().map(|field| (*field, normal(*field, fields.one(field.name()))));
    let new = NewBuilding::of(fields.required("organisation", "error-other")?, said.collect());
    let command = Command::Building(BuildingCommand::Create(Box::new(new)));
    let (id, _) = office.engine.execute(visitor.person.id, None, command).await?;
    Ok(Redirect::to(&format!("/office/buildings/{id}?done=created")).into_response())
}
