//! A work order as its live document says, with what its pages show beside it.

use std::collections::{BTreeMap, BTreeSet};

use shared::stock_list::StockItem;
use shared::work_order::WorkOrder;
use shared::work_order::status::Status;
use shared::{DocumentId, Heads, Sha256, StockItemId};

use crate::domains::catalogue::names::Names;
use crate::domains::orders::first_day::FirstDay;
use crate::domains::orders::queries::DeliveryRow;
use crate::domains::register::queries::BuildingRow;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Everything the page shows.
pub(crate) struct Sheet {
    pub(crate) id: DocumentId,
    pub(crate) order: WorkOrder,
    pub(crate) status: Status,
    pub(crate) heads: Heads,
    pub(crate) building: Option<BuildingRow>,
    pub(crate) names: Names,
    /// The things from stores that it names.
    pub(crate) stock: BTreeMap<StockItemId, StockItem>,
    /// The pictures the office has.
    pub(crate) received: BTreeSet<Sha256>,
    pub(crate) deliveries: Vec<DeliveryRow>,
    /// The phones that wrote in it and that somebody enrolled for somebody else the day they did, and who may approve it.
    pub(crate) first_day: FirstDay,
    /// What the request it answers is called.
    pub(crate) request: Option<String>,
    /// Which page of the photos is shown, from 0.
    pub(crate) photo_page: u32,
}

/// The order as its live document says, and the heads it was read at.
pub(crate) async fn live(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
) -> Result<(WorkOrder, Heads), PageError> {
    let document = office.document(visitor, id).await?.ok_or(PageError::NotFound)?;
    let order = WorkOrder::read(&document).map_err(|_| PageError::NotFound)?;
    Ok((order, document.heads()))
}

impl Sheet {
    pub(crate) async fn read(office: &Office, visitor: &Visitor, id: DocumentId) -> Result<Self, PageError> {
        let (order, heads) = live(office, visitor, id).await?;
        let hashes: BTreeSet<Sha256> =
            order.photos.values().flat_map(|photo| [photo.facts.sha256, photo.facts.thumbnail]).collect();
        let (building, asked) = (order.building, order.request.map(|id| id.to_string()));
        let used = order.stock_items();
        let (building, names, stock, received, deliveries, request) = office
            .lists(visitor, move |reader| {
                Ok((
                    reader.building(building)?,
                    reader.names()?,
                    reader.stock_items(&used)?,
                    reader.received(&hashes)?,
                    reader.deliveries(id)?,
                    reader.called(asked.as_slice())?.into_values().next(),
                ))
            })
            .await?;
        let status = order.status();
        // Whole, as an approval is judged: a phone that wrote in it may be somebody's who works elsewhere.
        let first_day = office.engine.read(move |store| FirstDay::read(store, id)).await?;
        Ok(Self {
            id,
            status,
            heads,
            building,
            names,
            stock,
            received,
            deliveries,
            first_day,
            request,
            photo_page: 0,
            order,
        })
    }

    /// Pictures of the order that are still on a phone.
    pub(crate) fn photos_missing(&self) -> u32 {
        let photos = self.order.corrected_photos();
        let missing = photos
            .iter()
            .filter(|(_, photo)| photo.withdrawn.is_none() && !self.received.contains(&photo.facts.sha256))
            .count();
        u32::try_from(missing).unwrap_or(u32::MAX)
    }
}

/// What an approval says of the work: that it is done, or that nobody can do it.
pub(crate) fn approve_words(status: &Status) -> &'static str {
    if status.state.cause().is_some() { "approve-cannot" } else { "approve" }
}
