//! What all kinds of documents have, dispatched to the one a document is of.

use std::collections::BTreeMap;

use crate::FactId;
use crate::document::{Document, DocumentKind, Photo};
use crate::request::Request;
use crate::work_order::WorkOrder;

/// The photos of a work order or a request, without their corrections, which bring no bytes of their
/// own; none of any other document, or of one that does not read.
#[must_use]
pub fn photos(document: &Document) -> BTreeMap<FactId, Photo> {
    let photos = match document.kind() {
        DocumentKind::WorkOrder => WorkOrder::read(document).map(|order| order.photos),
        DocumentKind::Request => Request::read(document).map(|request| request.photos),
        DocumentKind::Building | DocumentKind::History | DocumentKind::Catalogue => return BTreeMap::new(),
    };
    let mut photos = photos.unwrap_or_default();
    photos.retain(|_, photo| photo.corrects.is_none());
    photos
}
