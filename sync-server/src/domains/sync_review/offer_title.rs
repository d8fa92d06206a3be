//! What a document is called that phones brought back.

use shared::{Document, kinds};

use crate::office::localizer::Localizer;

/// Its own title; else what kind of document it is.
pub(crate) fn title(localizer: &Localizer, document: &Document) -> String {
    kinds::title(document)
        .unwrap_or_else(|| localizer.text(&format!("offer-kind-{}", document.kind().name())))
}
