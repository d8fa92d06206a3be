//! The list of nouns, and what is done to a document according to its kind. Nothing else tells kinds apart.

use std::collections::BTreeMap;

use crate::announcement::document::Announcement;
use crate::building::document::Building;
use crate::catalogue::document::Catalogue;
use crate::document::core::Document;
use crate::document::effect::EffectAt;
use crate::document::effects;
use crate::document::error::DocumentError;
use crate::document::photo::Photo;
use crate::document::shape::Shape;
use crate::document::{self, Left, LocalChange};
use crate::document_kind::DocumentKind;
use crate::history::document::History;
use crate::id::{ActorId, FactId};
use crate::kind::Kind;
use crate::kind::rule::Rule;
use crate::kind::wording::Wording;
use crate::moment::Timestamp;
use crate::person::document::Person;
use crate::request::document::Request;
use crate::stock_list::document::StockList;
use crate::work_order::document::WorkOrder;

/// The noun of each kind.
pub(crate) const fn noun(kind: DocumentKind) -> &'static Noun {
    match kind {
        DocumentKind::WorkOrder => const { &Noun::of::<WorkOrder>() },
        DocumentKind::Building => const { &Noun::of::<Building>() },
        DocumentKind::Request => const { &Noun::of::<Request>() },
        DocumentKind::History => const { &Noun::of::<History>() },
        DocumentKind::Catalogue => const { &Noun::of::<Catalogue>() },
        DocumentKind::Announcement => const { &Noun::of::<Announcement>() },
        DocumentKind::Person => const { &Noun::of::<Person>() },
        DocumentKind::StockList => const { &Noun::of::<StockList>() },
    }
}

/// [`Kind::RULES`] of each kind. They are no part of [`Noun`]: who only asks what is allowed, as the page of the
/// phone does, gets no code that reads documents.
pub(crate) const fn rules(kind: DocumentKind) -> &'static [Rule] {
    match kind {
        DocumentKind::WorkOrder => WorkOrder::RULES,
        DocumentKind::Building => Building::RULES,
        DocumentKind::Request => Request::RULES,
        DocumentKind::History => History::RULES,
        DocumentKind::Catalogue => Catalogue::RULES,
        DocumentKind::Announcement => Announcement::RULES,
        DocumentKind::Person => Person::RULES,
        DocumentKind::StockList => StockList::RULES,
    }
}

/// A [`Kind`] as a value: everything that can be asked of a document without knowing its kind.
pub(crate) struct Noun {
    /// [`Kind::SHAPE`].
    pub(crate) shape: &'static Shape,
    /// [`Kind::SIGNED`].
    pub(crate) signed: &'static [&'static str],
    readable: fn(&Document) -> Result<(), DocumentError>,
    title: fn(&Document) -> Option<String>,
    photos: fn(&Document) -> Result<BTreeMap<FactId, Photo>, DocumentError>,
    texts: fn(&Document, Wording<'_>) -> Result<Vec<String>, DocumentError>,
    is_free_text: IsFreeText,
}

impl Noun {
    const fn of<K: Kind>() -> Self {
        Self {
            shape: K::SHAPE,
            signed: K::SIGNED,
            readable: |document| K::from_document(document).map(drop),
            title: K::title,
            photos: K::photos,
            texts: K::texts,
            is_free_text: K::is_free_text,
        }
    }
}

/// Whether the document reads as its kind.
///
/// # Errors
/// [`DocumentError::Shape`] when it does not say what it must, [`DocumentError::NewerSchema`] when a newer
/// version wrote it.
pub fn readable(document: &Document) -> Result<(), DocumentError> {
    (noun(document.kind()).readable)(document)
}

/// What people call a document: its number with its title, or its name; none of a kind that has neither, or of
/// a document that does not read.
#[must_use]
pub fn title(document: &Document) -> Option<String> {
    (noun(document.kind()).title)(document)
}

/// The photos of a document, without their corrections, which bring no bytes of their own; none of a kind
/// that has no photos, or of a document that does not read.
#[must_use]
pub fn photos(document: &Document) -> BTreeMap<FactId, Photo> {
    let mut photos = (noun(document.kind()).photos)(document).unwrap_or_default();
    photos.retain(|_, photo| photo.corrects.is_none());
    photos
}

/// What people wrote in a document, a paragraph each; nothing where it does not read.
pub(crate) fn texts(document: &Document, wording: Wording<'_>) -> Vec<String> {
    (noun(document.kind()).texts)(document, wording).unwrap_or_default()
}

/// What of a document is over its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OverTime {
    /// What people wrote in it.
    pub texts: bool,
    /// Its photos, with what was said of them.
    pub photos: bool,
}

/// Founds a document anew, in one change by `actor`: it has the same id and says the same, without its history and
/// without what is over its time. In the place of a text [`GONE`](crate::document::GONE) stands; of photos nothing is
/// left.
///
/// # Errors
/// [`DocumentError::Shape`] when the document does not read as its kind, [`DocumentError::NewerSchema`] when a newer
/// version wrote it.
pub fn found_anew(
    document: &Document,
    over: OverTime,
    actor: ActorId,
    at: Timestamp,
) -> Result<(Document, LocalChange), DocumentError> {
    founded(document, actor, at, &|is_free_text, path| match path {
        ["photos", _] if over.photos => Left::Nothing,
        path if over.texts && is_free_text(document, path) => Left::Mark,
        _ => Left::Whole,
    })
}

/// Founds a document anew as [`found_anew`] does, whole, but for `words`: wherever they stand in what people wrote,
/// letter by letter, [`GONE`](crate::document::GONE) stands in their place. Nothing is replaced where there are none.
///
/// # Errors
/// Like [`found_anew`].
pub fn found_without(
    document: &Document,
    words: &str,
    actor: ActorId,
    at: Timestamp,
) -> Result<(Document, LocalChange), DocumentError> {
    founded(document, actor, at, &|is_free_text, path| {
        let is_rewritten = !words.is_empty() && is_free_text(document, path);
        if is_rewritten { Left::Without(words) } else { Left::Whole }
    })
}

/// [`Kind::is_free_text`] of a kind.
type IsFreeText = fn(&Document, &[&str]) -> bool;

/// Founds a document anew with what `left` says of each place, which is handed what of the document is free text.
fn founded<'a>(
    document: &Document,
    actor: ActorId,
    at: Timestamp,
    left: &'a dyn Fn(IsFreeText, &[&str]) -> Left<'a>,
) -> Result<(Document, LocalChange), DocumentError> {
    readable(document)?;
    let is_free_text = noun(document.kind()).is_free_text;
    let founded = document::found_anew(document, actor, at, &|path| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        left(is_free_text, &path)
    })?;
    readable(&founded.0)?;
    Ok(founded)
}

/// The greatest fact id in the document, for the next [`crate::moment::FactClock`].
#[must_use]
pub fn newest_fact(document: &Document) -> Option<FactId> {
    document.newest_fact(noun(document.kind()).shape.fact_maps)
}

/// The actor that added a fact; `None` when there is no such fact.
#[must_use]
pub fn actor_of(document: &Document, fact: FactId) -> Option<ActorId> {
    document.actor_of(noun(document.kind()).shape.fact_maps, fact)
}

/// The effects of `change` on `before`, with the document after it. A change that is there already
/// has none.
///
/// # Errors
/// What [`Document::apply`] finds wrong; [`DocumentError::Shape`] when the change writes what may
/// not stand there or leaves a document that does not read as its kind; [`DocumentError::TooMuch`]
/// when it writes too much of it; [`DocumentError::NewerSchema`] when it declares a newer schema.
pub fn effects(before: &Document, change: &[u8]) -> Result<(Vec<EffectAt>, Document), DocumentError> {
    let noun = noun(before.kind());
    effects::effects(before, change, noun.shape, noun.readable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a path of the policy is a place of the shape.
    fn is_place(shape: &Shape, path: &str) -> bool {
        let mut places = shape.places.iter().copied().flatten();
        let of_a_kind = |entry: &&str| entry.strip_suffix('*').is_some_and(|map| path.starts_with(map));
        path.is_empty() || shape.named_by_kind.iter().any(of_a_kind) || places.any(|place| place.path == path)
    }

    #[test]
    fn rules_signatures_and_facts_name_places_there_are() {
        for kind in DocumentKind::ALL {
            let (Noun { shape, signed, .. }, rules) = (noun(kind), rules(kind));
            for path in rules.iter().flat_map(|rule| rule.paths).chain(*signed).chain(shape.fact_maps) {
                assert!(is_place(shape, path), "{}: {path}", kind.name());
            }
        }
    }
}
