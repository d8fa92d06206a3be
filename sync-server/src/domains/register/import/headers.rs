//! The words over columns, in the four languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use shared::building::RegisterField as F;
use shared::search::folded;

use crate::domains::register::import::meaning::Meaning::{
    self, Address, Field, Latitude, Longitude, Organisations,
};
use crate::domains::register::import::meaning::Thing::{Asset, Building, Space};

/// What a word over a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// This, in any list.
    Always(Meaning),
    /// This, in a list that is of assets anyway.
    OfAssets(Meaning),
    /// This field of whatever the list is of.
    Own(F),
    /// A number: that of a house behind a street, else the code of whatever the list is of.
    Number,
}

use Header::{Always, Number, OfAssets, Own};

/// The words, with `|` between those that mean the same. Accents, capitals, and what stands in parentheses do not count.
const WORDS: &[(Header, &str)] = &[
    (
        Always(Field(Building, F::Code)),
        "code bâtiment|code du bâtiment|n° bâtiment|numéro bâtiment|numéro de bâtiment|réf bâtiment|référence bâtiment|gebouwcode|code gebouw|gebouwnummer|gebäudecode|gebäudenummer|building code|building id|building number",
    ),
    (
        Always(Field(Building, F::Name)),
        "bâtiment|nom du bâtiment|nom bâtiment|gebouw|naam gebouw|gebouwnaam|gebäude|gebäudename|building|building name",
    ),
    (Always(Field(Building, F::Street)), "rue|voie|nom de rue|straat|straatnaam|straße|street|street name"),
    (
        Always(Field(Building, F::Number)),
        "n° de maison|numéro de maison|n° police|numéro de police|huisnummer|huisnr|hausnummer|hausnr|house number",
    ),
    (
        Always(Field(Building, F::Postcode)),
        "code postal|cp|postcode|plz|postleitzahl|zip|zip code|postal code",
    ),
    (
        Always(Field(Building, F::Place)),
        "localité|commune|ville|village|gemeente|plaats|stad|ort|ortschaft|gemeinde|stadt|city|town|place|municipality",
    ),
    (Always(Field(Building, F::Site)), "site|complexe|ensemble|complex|standort|campus"),
    (Always(Field(Building, F::Municipality)), "ins|nis|code ins|nis code|code nis|niscode|ins code"),
    (
        Always(Field(Building, F::BestAddress)),
        "best|best id|identifiant best|best identificator|best add|adresse best",
    ),
    (
        Always(Field(Building, F::Position)),
        "position|coordonnées|coordonnées gps|gps|coördinaten|koordinaten|coordinates",
    ),
    (
        Always(Latitude),
        "latitude|lat|breedtegraad|breite|breitengrad|y|y lambert|lambert y|coordonnée y|y coördinaat|y koordinate|northing",
    ),
    (
        Always(Longitude),
        "longitude|lon|long|lng|lengtegraad|länge|längengrad|x|x lambert|lambert x|coordonnée x|x coördinaat|x koordinate|easting",
    ),
    (
        Always(Field(Building, F::Parcels)),
        "parcelle|parcelles|parcelle cadastrale|parcelles cadastrales|capakey|cadastre|perceel|percelen|kadastraal perceel|parzelle|parzellen|katasterparzelle|parcel|parcels|cadastral parcel",
    ),
    (
        Always(Field(Building, F::Energy)),
        "peb|classe peb|certificat peb|label peb|classe énergétique|epc|epc label|energieklasse|energielabel|energieausweis|energy class|energy certificate",
    ),
    (
        Always(Field(Building, F::EnergyUntil)),
        "validité peb|peb valable jusqu au|échéance peb|fin de validité peb|epc geldig tot|geldigheid epc|energieausweis gültig bis|energy certificate valid until|energy until",
    ),
    (
        Always(Field(Building, F::Year)),
        "année de construction|bouwjaar|baujahr|year built|year of construction|construction year",
    ),
    (Always(Address), "adresse|adresse complète|adres|anschrift|address|full address"),
    (
        Always(Organisations),
        "administration|administrations|propriétaire|propriétaires|organisation|organisations|entité|bestuur|besturen|eigenaar|eigenaars|verwaltung|verwaltungen|eigentümer|owner|owners|organization",
    ),
    (
        Always(Field(Space, F::Name)),
        "local|nom du local|nom local|pièce|espace|lokaal|naam lokaal|ruimte|raum|raumname|room|room name|space|space name",
    ),
    (
        Always(Field(Space, F::Code)),
        "n° local|n° du local|numéro local|numéro de local|numéro du local|code local|lokaalnummer|lokaalnr|lokaalcode|raumnummer|raumcode|room number|room code|space code",
    ),
    (
        Always(Field(Space, F::Level)),
        "étage|niveau|verdieping|niveau etage|etage|geschoss|stockwerk|floor|level|storey",
    ),
    (
        Always(Field(Asset, F::Name)),
        "équipement|nom de l équipement|appareil|uitrusting|toestel|installatie|anlage|gerät|ausrüstung|equipment|equipment name|asset|asset name",
    ),
    (
        Always(Field(Asset, F::Code)),
        "code équipement|n° équipement|n° d inventaire|numéro d inventaire|inventaire|code inventaire|inventarisnummer|inventarisnr|inventarnummer|inventarnr|inventory number|asset code|asset id|asset number|tag number",
    ),
    (Always(Field(Asset, F::Family)), "famille|famille d équipement|familie|family|asset family"),
    (OfAssets(Field(Asset, F::Family)), "type|catégorie|categorie|kategorie|category|genre|soort|art"),
    (
        Always(Field(Asset, F::Make)),
        "marque|fabricant|constructeur|merk|fabrikant|marke|hersteller|make|maker|manufacturer|brand",
    ),
    (Always(Field(Asset, F::Model)), "modèle|model|modell"),
    (
        Always(Field(Asset, F::Serial)),
        "n° de série|numéro de série|n° série|série|serienummer|serienr|seriennummer|seriennr|serial|serial number|serial no",
    ),
    (
        Always(Field(Asset, F::Installed)),
        "mise en service|date de mise en service|année de mise en service|date d installation|année d installation|installé en|installé le|installatiejaar|installatiedatum|plaatsingsjaar|indienststelling|einbaujahr|einbaudatum|inbetriebnahme|installed|installation date|year installed",
    ),
    (
        Own(F::Name),
        "nom|désignation|dénomination|libellé|intitulé|description|naam|benaming|omschrijving|bezeichnung|beschreibung|name",
    ),
    (Own(F::Code), "code|réf|référence|id|identifiant|identificatie|kennung|reference|ref"),
    (Number, "n°|no|num|numéro|nr|nummer|number"),
    (Own(F::Surface), "surface|superficie|surface au sol|surface m2|superficie m2|oppervlakte|fläche|area"),
    (Own(F::Year), "année|jaar|jahr|year"),
    (
        Own(F::RetiredOn),
        "désaffecté le|hors service le|hors service depuis|retiré le|buiten dienst sinds|buiten gebruik sinds|außer betrieb seit|retired on",
    ),
    (
        Own(F::RetiredWhy),
        "motif de désaffectation|motif du retrait|reden buitendienststelling|grund der außerbetriebnahme|retired why",
    ),
];

static BY_WORD: LazyLock<BTreeMap<String, Header>> = LazyLock::new(|| {
    let words = WORDS.iter().flat_map(|(header, words)| words.split('|').map(|word| (folded(word), *header)));
    words.collect()
});

/// What a word over a column means; `None` when nobody knows.
pub(super) fn header(text: &str) -> Option<Header> {
    let words = text.split('(').next().unwrap_or(text);
    BY_WORD.get(&folded(words)).copied()
}

#[cfg(test)]
mod word_tests {
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        for (meant, words) in WORDS {
            for word in words.split('|') {
                assert_eq!(header(word), Some(*meant), "{word}");
            }
        }
    }

    #[test]
    fn capitals_accents_and_parentheses_do_not_count() {
        for (text, field) in
            [("SURFACE (m²)", F::Surface), ("Désignation ", F::Name), ("designation", F::Name)]
        {
            assert_eq!(header(text), Some(Own(field)), "{text}");
        }
        assert_eq!(header("Numéro de\nsérie"), Some(Always(Field(Asset, F::Serial))));
        assert_eq!(header("Remarques"), None);
    }
}
