//! Who a document is for, read from the document.

use std::collections::BTreeSet;

use shared::building::Building;
use shared::history::History;
use shared::request::Request;
use shared::work_order::WorkOrder;
use shared::{Document, DocumentError, DocumentKind};

use crate::engine::error::EngineError;
use crate::store::{Audience, Store};

/// The audiences of a document, from what it says.
pub(crate) fn audiences(store: &Store, document: &Document) -> Result<BTreeSet<Audience>, EngineError> {
    let damaged = |error: DocumentError| EngineError::Document { id: document.id(), error };
    Ok(match document.kind() {
        DocumentKind::WorkOrder => {
            let order = WorkOrder::read(document).map_err(damaged)?;
            order
                .assigned
                .keys()
                .map(|id| Audience::Person(*id))
                .chain(order.team.map(Audience::Team))
                .collect()
        }
        DocumentKind::Building => {
            let building = Building::read(document).map_err(damaged)?;
            [Audience::Organisation(building.organisation)].into()
        }
        DocumentKind::Request => {
            let request = Request::read(document).map_err(damaged)?;
            [Audience::Person(request.by)].into()
        }
        DocumentKind::History => {
            let history = History::read(document).map_err(damaged)?;
            store.set_about(document.id(), history.building)?;
            match crate::engine::documents::load(store, history.building)? {
                Some(building) => {
                    let building = Building::read(&building).map_err(damaged)?;
                    [Audience::Organisation(building.organisation)].into()
                }
                None => BTreeSet::new(),
            }
        }
        DocumentKind::Catalogue => [Audience::All].into(),
    })
}
