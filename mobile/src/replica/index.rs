//! Keeping the index: list rows and search entries, made anew for a document each time it changes.

use shared::document::{Building, Catalogue, History, Priority, Request, WorkOrder};
use shared::status::State;
use shared::{AssetId, Document, DocumentError, DocumentId, DocumentKind, OrganisationId, Timestamp};

use super::store::{BuildingLine, OrderRow, SearchEntry, Store};
use super::{ReplicaError, Result};

/// Makes the document's rows anew.
///
/// # Errors
/// [`ReplicaError::Document`] when it does not read as its kind.
pub(super) fn index(store: &Store, document: &Document) -> Result<()> {
    let known_as = store.title_of(document.id())?;
    store.clear_index(document.id())?;
    if document.is_newer() {
        return index_newer(store, document);
    }
    let damaged = |error: DocumentError| ReplicaError::Document(document.id(), error);
    match document.kind() {
        DocumentKind::WorkOrder => index_order(store, document, &WorkOrder::read(document).map_err(damaged)?),
        DocumentKind::Building => {
            index_building(store, document, &Building::read(document).map_err(damaged)?, &known_as)
        }
        DocumentKind::Request => index_request(store, document, &Request::read(document).map_err(damaged)?),
        DocumentKind::History => {
            let history = History::read(document).map_err(damaged)?;
            store.put_history(history.building, document.id())
        }
        DocumentKind::Catalogue => {
            let catalogue = Catalogue::read(document).map_err(damaged)?;
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
    let state = order.standing().state;
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
    let building = store.title_of(order.building)?;
    store.put_search(
        &SearchEntry {
            document: id,
            kind: DocumentKind::WorkOrder,
            asset: None,
            title: &order.title,
            detail: &joined(&[&order.number, &building]),
        },
        &joined(&[&order.number, &order.title, &order.description, &building]),
    )
}

fn index_building(store: &Store, document: &Document, building: &Building, known_as: &str) -> Result<()> {
    let id = document.id();
    let address = address_line(building);
    store.put_building(&BuildingLine {
        id,
        name: &building.name,
        address: &address,
        organisation: building.organisation,
    })?;
    let name = building.name.as_str();
    let about_itself = joined(&[&building.code, name, &address]);
    store.put_search(&building_entry(document, None, name, &address), &about_itself)?;
    for (asset_id, asset) in &building.assets {
        let make = joined(&[&asset.make, &asset.model]);
        let detail = joined_by(" · ", &[&make, name]);
        store.put_search(
            &building_entry(document, Some(*asset_id), &asset.name, &detail),
            &joined(&[&asset.name, &asset.family, &make, &asset.serial, name]),
        )?;
    }
    // Its orders may have come before it, or under another name: they are found by it too.
    if known_as != building.name {
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
