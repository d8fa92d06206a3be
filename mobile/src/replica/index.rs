//! Keeping the index: list rows and search entries, made anew for a document each time it changes.

use shared::announcement::Announcement;
use shared::building::{Building, RegisterField, RegisterValues};
use shared::catalogue::Catalogue;
use shared::catalogue::former::FormerCatalogue;
use shared::document::priority::Priority;
use shared::history::History;
use shared::person::Person;
use shared::request::Request;
use shared::stock_list::StockList;
use shared::work_order::WorkOrder;
use shared::work_order::status::State;
use shared::{AssetId, Document, DocumentError, DocumentId, DocumentKind, OrganisationId, Timestamp};

use crate::replica::error::{ReplicaError, Result};
use crate::replica::store::database::Store;
use crate::replica::store::lines::{BuildingLine, OrderRow, SearchEntry};

/// What a document holds, read before any row of it is touched.
enum Content {
    Newer,
    Order(Box<WorkOrder>),
    Building(Box<Building>),
    Request(Box<Request>),
    History(Box<History>),
    Catalogue(Box<Catalogue>),
    Announcement(Box<Announcement>),
    Former(Box<FormerCatalogue>),
    Person(Box<Person>),
    StockList(Box<StockList>),
}

impl Content {
    fn read(document: &Document) -> Result<Self, DocumentError> {
        if document.is_newer() {
            return Ok(Self::Newer);
        }
        Ok(match document.kind() {
            DocumentKind::WorkOrder => Self::Order(Box::new(WorkOrder::read(document)?)),
            DocumentKind::Building => Self::Building(Box::new(Building::read(document)?)),
            DocumentKind::Request => Self::Request(Box::new(Request::read(document)?)),
            DocumentKind::History => Self::History(Box::new(History::read(document)?)),
            DocumentKind::Catalogue if document.id() == FormerCatalogue::ID => {
                Self::Former(Box::new(FormerCatalogue::read(document)?))
            }
            DocumentKind::Person => Self::Person(Box::new(Person::read(document)?)),
            DocumentKind::StockList => Self::StockList(Box::new(StockList::read(document)?)),
            DocumentKind::Catalogue => Self::Catalogue(Box::new(Catalogue::read(document)?)),
            DocumentKind::Announcement => Self::Announcement(Box::new(Announcement::read(document)?)),
        })
    }
}

/// Makes the document's rows anew.
///
/// # Errors
/// [`ReplicaError::Document`] when it does not read as its kind: its rows stay as they were.
pub(crate) fn index(store: &Store, document: &Document) -> Result<()> {
    let content = Content::read(document).map_err(|error| ReplicaError::Document(document.id(), error))?;
    let known_as =
        if let Content::Building(_) = content { store.entries_of(document.id())? } else { Vec::new() };
    store.clear_index(document.id())?;
    match content {
        Content::Newer => index_newer(store, document),
        Content::Order(order) => index_order(store, document, &order),
        Content::Building(building) => index_building(store, document, &building, &known_as),
        Content::Request(request) => index_request(store, document, &request),
        Content::History(history) => store.put_history(history.building, document.id()),
        Content::Announcement(announcement) => index_announcement(store, document, &announcement),
        Content::Catalogue(catalogue) => index_catalogue(store, document.id(), &catalogue),
        Content::Former(former) => index_former(store, document.id(), &former),
        Content::Person(person) => {
            let id = Person::of_card(document.id());
            // What the owner may do here follows the office, not the day the phone was enrolled.
            if store.enrolled()?.is_some_and(|owner| owner.person == id) {
                store.set_owner(&person.name, person.role)?;
            }
            store.put_name(*id.as_bytes(), document.id(), &person.name, "")
        }
        Content::StockList(list) => store.put_stock(document.id(), &list.items),
    }
}

fn index_catalogue(store: &Store, document: DocumentId, catalogue: &Catalogue) -> Result<()> {
    for (id, organisation) in &catalogue.organisations {
        store.put_organisation(*id, &organisation.code)?;
        store.put_name(*id.as_bytes(), document, &organisation.name, &organisation.code)?;
    }
    for (id, team) in &catalogue.teams {
        store.put_name(*id.as_bytes(), document, &team.name, "")?;
    }
    for (id, nature) in &catalogue.natures {
        store.put_name(*id.as_bytes(), document, &nature.action, &nature.trade)?;
    }
    Ok(())
}

/// What a phone knew names by until it was updated gives way to today's documents as they come.
fn index_former(store: &Store, document: DocumentId, former: &FormerCatalogue) -> Result<()> {
    if store.load(Catalogue::ID)?.is_none() {
        index_catalogue(store, document, &former.catalogue)?;
    }
    for (id, person) in &former.people {
        store.put_name_if_none(*id.as_bytes(), document, &person.name)?;
    }
    store.put_stock_if_none(document, &former.stock)
}

/// Makes the index anew once, when it was made by a version of the app that read words otherwise.
///
/// # Errors
/// [`ReplicaError::Full`] when the phone is full, [`ReplicaError::Sqlite`] when the storage fails; the old
/// index is still there.
pub(crate) fn renew(store: &mut Store) -> Result<()> {
    if store.is_index_current()? {
        return name_what_is_known(store);
    }
    store.transaction(|store| {
        for id in store.documents()? {
            let indexed = match store.load(id) {
                Ok(Some(document)) => index(store, &document),
                Ok(None) => Ok(()),
                Err(error) => Err(error),
            };
            match indexed {
                // One that cannot be read keeps the rows it has.
                Ok(()) | Err(ReplicaError::Document(..)) => {}
                Err(error) => return Err(error),
            }
        }
        store.set_index_current()
    })
}

/// Names what a phone knew of people and stores before these had rows of their own.
fn name_what_is_known(store: &mut Store) -> Result<()> {
    if store.knows_names()? {
        return Ok(());
    }
    store.transaction(|store| match store.load(FormerCatalogue::ID) {
        Ok(Some(former)) => match index(store, &former) {
            Err(ReplicaError::Document(..)) => Ok(()),
            indexed => indexed,
        },
        Ok(None) | Err(ReplicaError::Document(..)) => Ok(()),
        Err(error) => Err(error),
    })
}

/// What a newer version of the app wrote is named as well as can be; opened, it says that the app
/// needs an update.
fn index_newer(store: &Store, document: &Document) -> Result<()> {
    let (id, kind) = (document.id(), document.kind());
    let title = document.name().unwrap_or_default();
    if kind == DocumentKind::Person {
        return store.put_name(*Person::of_card(id).as_bytes(), id, &title, "");
    }
    if kind == DocumentKind::WorkOrder {
        store.put_order(&OrderRow {
            id,
            number: "",
            title: &title,
            building: DocumentId::from_bytes([0; 16]),
            organisation: OrganisationId::from_bytes([0; 16]),
            priority: Priority::Normal,
            state: "update-needed",
            to_do: true,
            due: None,
            done_at: Timestamp(0),
        })?;
    }
    store.put_title(&SearchEntry { document: id, kind, asset: None, title: &title, detail: "" })
}

fn index_order(store: &Store, document: &Document, order: &WorkOrder) -> Result<()> {
    let id = document.id();
    let state = order.status().state;
    if matches!(state, State::Approved | State::Cancelled { .. }) {
        store.drop_sent_pictures(id)?;
    }
    store.put_order(&OrderRow {
        id,
        number: &order.number,
        title: &order.title,
        building: order.building,
        organisation: order.organisation,
        priority: order.priority,
        state: state.name(),
        to_do: state.is_to_do(),
        due: order.due,
        done_at: order.steps.values().map(|step| step.at).max().unwrap_or(Timestamp(0)),
    })?;
    let building = store.building_line(order.building)?;
    let asset =
        order.asset.map(|asset| store.asset_title(order.building, asset)).transpose()?.unwrap_or_default();
    let (name, address) = building.unwrap_or_default();
    store.put_search(
        &SearchEntry {
            document: id,
            kind: DocumentKind::WorkOrder,
            asset: None,
            title: &order.title,
            detail: &joined(&[&order.number, &name]),
        },
        &[&order.number, &order.title, &order.description, &name, &address, &asset],
    )
}

fn index_building(
    store: &Store,
    document: &Document,
    building: &Building,
    known_as: &[(String, String)],
) -> Result<()> {
    let id = document.id();
    let address = address_line(building);
    store.put_building(&BuildingLine {
        id,
        name: &building.name,
        address: &address,
        organisation: building.organisation,
    })?;
    let name = building.name.as_str();
    let label = |details: &RegisterValues| details.get(&RegisterField::Label).cloned().unwrap_or_default();
    store.put_search(
        &building_entry(document, None, name, &address),
        &[&building.code, name, &address, &label(&building.details)],
    )?;
    for (asset_id, asset) in building.assets.iter().filter(|(_, asset)| !asset.is_retired()) {
        let make = joined(&[&asset.make, &asset.model]);
        let detail = joined_by(" · ", &[&make, name]);
        store.put_search(
            &building_entry(document, Some(*asset_id), &asset.name, &detail),
            &[&asset.name, &asset.family, &make, &asset.serial, name, &address, &label(&asset.details)],
        )?;
    }
    // Its orders may have come before it, or when it was called otherwise: they are found by what it is
    // called now.
    if known_as != store.entries_of(id)? {
        for line in store.orders_at(id)? {
            if let Some(order) = store.load(line.id)? {
                index(store, &order)?;
            }
        }
    }
    Ok(())
}

fn building_entry<'a>(
    document: &Document,
    asset: Option<AssetId>,
    title: &'a str,
    detail: &'a str,
) -> SearchEntry<'a> {
    SearchEntry { document: document.id(), kind: DocumentKind::Building, asset, title, detail }
}

/// A request is named in what waits, but leads to no screen: it is not found by a search.
fn index_request(store: &Store, document: &Document, request: &Request) -> Result<()> {
    store.put_title(&SearchEntry {
        document: document.id(),
        kind: DocumentKind::Request,
        asset: None,
        title: &request.title,
        detail: "",
    })
}

/// An announcement is there to be shown until the owner has read it or somebody took it back; it leads to no
/// screen of its own.
fn index_announcement(store: &Store, document: &Document, announcement: &Announcement) -> Result<()> {
    let is_read = store.enrolled()?.is_some_and(|owner| announcement.is_read_by(owner.person));
    if !is_read && announcement.withdrawn.is_none() {
        store.put_announcement(document.id(), announcement)?;
    }
    store.put_title(&SearchEntry {
        document: document.id(),
        kind: DocumentKind::Announcement,
        asset: None,
        title: &announcement.title(),
        detail: "",
    })
}

fn address_line(building: &Building) -> String {
    let address = &building.address;
    let street = joined(&[&address.street, &address.number]);
    joined_by(", ", &[&street, &joined(&[&address.postcode, &address.place])])
}

fn joined(words: &[&str]) -> String {
    joined_by(" ", words)
}

fn joined_by(separator: &str, words: &[&str]) -> String {
    let present: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
    present.join(separator)
}
