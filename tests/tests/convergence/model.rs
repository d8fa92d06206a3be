//! What must be true in the end: every edit that was shown as saved exists exactly once.

use std::collections::BTreeMap;

use shared::DocumentId;
use shared::document::{Building, Material, Request, WorkOrder};
use shared::{Document, DocumentKind};

/// An edit that can be found again: a letter nobody else writes.
#[derive(Default)]
pub(crate) struct Model {
    next: u32,
    saved: BTreeMap<char, (DocumentId, Shown)>,
}

/// What the person was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
    /// "Saved on this phone."
    Saved,
    /// Nothing: the phone died on the way.
    Nothing,
}

impl Model {
    /// A letter of the Private Use Area.
    pub(crate) fn letter(&mut self) -> char {
        self.next += 1;
        char::from_u32(0xE000 + self.next).unwrap()
    }

    pub(crate) fn note(&mut self, letter: char, document: DocumentId, shown: Shown) {
        self.saved.insert(letter, (document, shown));
    }

    /// Compares with what the office has.
    pub(crate) fn check(&self, mut document: impl FnMut(DocumentId) -> Option<Document>) {
        let mut texts: BTreeMap<DocumentId, String> = BTreeMap::new();
        for (letter, (id, shown)) in &self.saved {
            let text = texts
                .entry(*id)
                .or_insert_with(|| document(*id).map(|found| written(&found)).unwrap_or_default());
            let times = text.chars().filter(|found| found == letter).count();
            match shown {
                Shown::Saved => assert_eq!(times, 1, "{letter:?} in {id} was shown as saved"),
                Shown::Nothing => assert!(times <= 1, "{letter:?} in {id} is there twice"),
            }
        }
    }
}

/// Every letter people wrote in a document.
fn written(document: &Document) -> String {
    match document.kind() {
        DocumentKind::WorkOrder => {
            let order = WorkOrder::read(document).unwrap();
            let reports = order.interventions.values().map(|visit| visit.report.clone());
            let materials = order.materials.values().map(|used| match &used.material {
                Material::Other(label) => label.clone(),
                Material::Stock(_) => String::new(),
            });
            let reasons = order.steps.values().filter_map(|step| step.kind.reason().map(str::to_owned));
            reports.chain(materials).chain(reasons).collect()
        }
        DocumentKind::Building => {
            Building::read(document).unwrap().remarks.into_values().map(|remark| remark.text).collect()
        }
        DocumentKind::Request => {
            let request = Request::read(document).unwrap();
            let captions = request.photos.into_values().map(|photo| photo.facts.caption);
            captions.chain([request.title]).collect()
        }
        DocumentKind::History | DocumentKind::Catalogue => String::new(),
    }
}
