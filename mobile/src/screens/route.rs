//! Addresses of screens: the part after `#`, so that they work without a network.

use shared::{AssetId, DocumentId, DocumentKind};

/// Where the person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Today,
    Search,
    Order(DocumentId),
    /// Perhaps at one of its assets.
    Building(DocumentId, Option<AssetId>),
    /// Report a defect, perhaps of a building that is known.
    Defect(Option<DocumentId>),
    ToSend,
    Settings,
    /// With the code the link carries.
    Enrol(String),
}

impl Route {
    /// The address of a document's own screen, where it has one.
    pub(crate) fn of_document(kind: DocumentKind, id: DocumentId) -> Option<String> {
        let screens = [(DocumentKind::WorkOrder, "order"), (DocumentKind::Building, "building")];
        let (_, screen) = screens.into_iter().find(|(of, _)| *of == kind)?;
        Some(format!("#/{screen}/{id}"))
    }

    /// Anything unknown is today.
    pub(crate) fn parse(address: &str) -> Self {
        let mut parts = address.trim_start_matches('#').trim_matches('/').split('/');
        let (place, detail) = (parts.next().unwrap_or(""), parts.next());
        let id = detail.and_then(|detail| detail.parse().ok());
        match (place, id) {
            ("search", _) => Self::Search,
            ("order", Some(id)) => Self::Order(id),
            ("building", Some(id)) => Self::Building(id, parts.next().and_then(|asset| asset.parse().ok())),
            ("defect", id) => Self::Defect(id),
            ("to-send", _) => Self::ToSend,
            ("settings", _) => Self::Settings,
            ("enrol", _) => Self::Enrol(detail.unwrap_or("").to_owned()),
            _ => Self::Today,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_screen_and_rubbish_to_today() {
        let id: DocumentId = "0190aaaa-0000-7000-8000-000000000001".parse().expect("an id");
        assert_eq!(Route::parse(&format!("#/order/{id}")), Route::Order(id));
        let asset: AssetId = "0190aaaa-0000-7000-8000-000000000002".parse().expect("an id");
        assert_eq!(Route::parse(&format!("#/building/{id}")), Route::Building(id, None));
        assert_eq!(Route::parse(&format!("#/building/{id}/{asset}")), Route::Building(id, Some(asset)));
        assert_eq!(Route::parse(&format!("#/building/{id}/rubbish")), Route::Building(id, None));
        assert_eq!(Route::parse("#/defect"), Route::Defect(None));
        assert_eq!(Route::parse("#/enrol/ABCD-EFGH"), Route::Enrol("ABCD-EFGH".to_owned()));
        assert_eq!(Route::parse("#/order/rubbish"), Route::Today);
        assert_eq!(Route::parse(""), Route::Today);
    }
}
