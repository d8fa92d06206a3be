//! A section that a noun adds to the page of a noun below it, which does not know of it: the work orders on the
//! page of their building.

use std::pin::Pin;

use maud::Markup;
use shared::DocumentId;

use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// What draws a section for the document that the page is about.
pub(crate) type Show = for<'a> fn(
    &'a Office,
    &'a Visitor,
    DocumentId,
) -> Pin<Box<dyn Future<Output = Result<Markup, PageError>> + Send + 'a>>;

/// A section of another noun's page.
#[derive(Clone, Copy)]
pub struct Section {
    /// The path of the page, as its row has it.
    pub(crate) on: &'static str,
    pub(crate) show: Show,
}

/// All sections that nouns add to each other's pages; handlers get them as an extension of the request.
#[derive(Clone, Copy)]
pub(crate) struct Sections(pub(crate) &'static [Section]);

impl Sections {
    /// The sections of a page about a document, in the order in which the nouns brought them.
    ///
    /// # Errors
    /// [`PageError`] when one of them cannot be drawn.
    pub(crate) async fn on(
        self,
        page: &str,
        (office, visitor): (&Office, &Visitor),
        id: DocumentId,
    ) -> Result<Vec<Markup>, PageError> {
        let mut drawn = Vec::new();
        for section in self.0.iter().filter(|section| section.on == page) {
            drawn.push((section.show)(office, visitor, id).await?);
        }
        Ok(drawn)
    }
}
