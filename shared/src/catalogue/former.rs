//! The catalogue as it was until protocol 1: one document, with people and stock items in it. It is only read:
//! the server makes today's documents of it, and a phone knows names by it until those have come.

use std::collections::BTreeMap;

use crate::catalogue::document::Catalogue;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::read_root;
use crate::id::{DocumentId, PersonId, StockItemId};
use crate::person::document::Person;
use crate::stock_list::document::StockItem;

/// The catalogue as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerCatalogue {
    /// What is a catalogue still.
    pub catalogue: Catalogue,
    /// The people, now on cards of their own.
    pub people: BTreeMap<PersonId, Person>,
    /// What is kept in stores, now in stock lists.
    pub stock: BTreeMap<StockItemId, StockItem>,
}

impl FormerCatalogue {
    /// Its document. Nothing is written in it any more.
    pub const ID: DocumentId = DocumentId::from_bytes(*b"\0\0\0\0\0\0\x80\0\x80\0\0catal");

    /// Reads it.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        let catalogue = Catalogue::read(document)?;
        read_root(document, |fields| {
            Ok(Self {
                catalogue,
                people: fields.keyed("people", Person::from_fields)?,
                stock: fields.keyed("stock", StockItem::from_fields)?,
            })
        })
    }
}
