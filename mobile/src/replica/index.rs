//! Keeping the index: list rows and search entries, made anew for a document each time it changes.

use shared::building::Building;
use shared::catalogue::Catalogue;
use shared::document::priority::Priority;
use shared::history::History;
use shared::request::Request;
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
            DocumentKind::Catalogue => Self::Catalogue(Box::new(Catalogue::read(document)?)),
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
        Content::Catalogue(catalogue) => {
            // What the owner may do here follows the office, not the day the phone was enrolled.
            if let Some(owner) = store.enrolled()?
                && let Some(person) = catalogue.people.get(&owner.person)
            {
                store.set_owner(&person.name, person.role)?;
            }
            catalogue
                .organisations
                .iter()
                .try_for_each(|(id, organisation)| store.put_organisation(*id, &organisation.code))
        }
    }
}

/// Makes the index anew once, when it was made by a version of the app that read words otherwise.
///
/// # Errors
/// [`ReplicaError::Full`] when the phone is full, [`ReplicaError::Sqlite`] when the storage fails; the old
/// index is still there.
pub(crate) fn renew(store: &mut Store) -> Result<()> {
    if store.is_index_current()? {
        return Ok(());
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

/// What a newer version of the app wrote is named as well as can be; opened, it says that the app
/// needs an update.
fn index_newer(store: &Store, document: &Document) -> Result<()> {
    let (id, kind) = (document.id(), document.kind());
    let title = document.name().unwrap_or_default();
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
    store.put_search(&building_entry(document, None, name, &address), &[&building.code, name, &address])?;
    for (asset_id, asset) in &building.assets {
        let make = joined(&[&asset.make, &asset.model]);
        let detail = joined_by(" · ", &[&make, name]);
        store.put_search(
            &building_entry(document, Some(*asset_id), &asset.name, &detail),
            &[&asset.name, &asset.family, &make, &asset.serial, name, &address],
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
