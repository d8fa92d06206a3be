//! The building as a [`Kind`]: its rules, signatures and texts.

use crate::building::document::Building;
use crate::building::places::SHAPE;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::kind::Kind;
use crate::kind::rule::{ADD, ANYBODY_AT_WORK, CREATE, KEEPERS, OFFICE, REWRITE, Rule, WRITE, rule};
use crate::kind::wording::Wording;

impl Kind for Building {
    const KIND: DocumentKind = DocumentKind::Building;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, OFFICE),
        rule(
            &["organisation", "access_keys", "access_contact", "access_phone", "access_hours"],
            WRITE,
            OFFICE,
        ),
        rule(&["code", "name", "street", "number", "postcode", "place"], WRITE, OFFICE),
        rule(
            &[
                "site",
                "municipality",
                "best_address",
                "position",
                "parcels",
                "surface",
                "year",
                "energy",
                "energy_until",
                "retired_on",
                "retired_why",
                "label",
            ],
            REWRITE,
            OFFICE,
        ),
        rule(&["spaces/*"], ADD, OFFICE),
        rule(&["spaces/*/name", "spaces/*/level"], WRITE, OFFICE),
        rule(
            &[
                "spaces/*/code",
                "spaces/*/within",
                "spaces/*/surface",
                "spaces/*/retired_on",
                "spaces/*/retired_why",
                "spaces/*/label",
            ],
            REWRITE,
            OFFICE,
        ),
        rule(&["occupants"], ADD, KEEPERS),
        rule(&["occupants/*"], REWRITE, KEEPERS),
        rule(&["assets/*"], ADD, OFFICE),
        rule(&["assets/*/name", "assets/*/family"], WRITE, OFFICE),
        rule(
            &[
                "assets/*/code",
                "assets/*/space",
                "assets/*/within",
                "assets/*/retired_on",
                "assets/*/retired_why",
                "assets/*/label",
            ],
            REWRITE,
            OFFICE,
        ),
        rule(
            &["assets/*/make", "assets/*/model", "assets/*/serial", "assets/*/installed"],
            WRITE,
            ANYBODY_AT_WORK,
        ),
        rule(&["remarks/*"], ADD, ANYBODY_AT_WORK),
    ];

    const SIGNED: &'static [&'static str] = &["remarks/*"];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }

    fn title(document: &Document) -> Option<String> {
        Self::read(document).ok().map(|building| building.name)
    }

    fn texts(document: &Document, wording: Wording<'_>) -> Result<Vec<String>, DocumentError> {
        Self::read(document).map(|building| texts(&building, wording))
    }
}

/// What people wrote in it, a paragraph each.
fn texts(building: &Building, wording: Wording<'_>) -> Vec<String> {
    let remarks = building.remarks_in_force().into_iter().map(|(_, remark)| remark.text.clone());
    let assets = building.assets.values().map(|asset| {
        [&asset.name, &asset.make, &asset.model, &asset.serial, &asset.installed]
            .map(String::as_str)
            .join(" · ")
    });
    let access = &building.access;
    let access = [&access.keys, &access.contact, &access.phone, &access.hours].map(String::as_str);
    remarks.chain(assets).chain([wording.line("access", &access.join(" · "))]).collect()
}
