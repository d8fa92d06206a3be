//! What must be true: a plain model of people, documents and edits, told of everything that
//! happens and asked, for every answer of the office and at the end, what should have come of it.
//!
//! Every edit writes a letter nobody else writes, so it can be found again wherever it went. In
//! the end each letter that was shown as saved is at the office exactly once; or it was refused
//! for good, and then it is not there, and readable on the phone that wrote it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ScalarValue;
use automerge::legacy::OpType;
use shared::building::Building;
use shared::document::{ChangeHeader, change_header};
use shared::request::Request;
use shared::wire::SyncRequest;
use shared::work_order::{Material, WorkOrder};
use shared::{ChangeHash, Document, DocumentId, DocumentKind, Sha256};
use sync_server::store::DeviceRow;

use crate::audiences::{Audiences, For};
use crate::pictures::Pictures;
use crate::rules::{Offer, Rules, Verdict};
use crate::versions;

#[derive(Default, Clone)]
pub(crate) struct Model {
    pub(crate) audiences: Audiences,
    pub(crate) rules: Rules,
    next: u32,
    edits: BTreeMap<char, Edit>,
    /// Letters in changes the office accepted.
    arrived: BTreeSet<char>,
    /// Letters in changes the office refused for good.
    refused: BTreeSet<char>,
    pub(crate) pictures: Pictures,
    /// Changes whose acceptance a phone was told of.
    pub(crate) acknowledged: BTreeSet<(DocumentId, ChangeHash)>,
}

/// What somebody wrote.
#[derive(Clone)]
struct Edit {
    document: Option<DocumentId>,
    /// On which phone.
    phone: usize,
    shown: Shown,
}

/// What the person was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
    /// "Saved on this phone."
    Saved,
    /// That it was not saved.
    NotSaved,
    /// Nothing: the phone died on the way, or was put back to an earlier day afterwards.
    Nothing,
}

impl Model {
    /// A letter of the Private Use Area.
    pub(crate) fn letter(&mut self) -> char {
        self.next += 1;
        char::from_u32(0xE000 + self.next).unwrap()
    }

    pub(crate) fn note(&mut self, letter: char, phone: usize, document: Option<DocumentId>, shown: Shown) {
        self.edits.insert(letter, Edit { document, phone, shown });
    }

    /// How many letters were written so far.
    pub(crate) const fn letters(&self) -> u32 {
        self.next
    }

    /// The phone forgot what it had not delivered of the letters written on it since there were
    /// `before` of them.
    pub(crate) fn put_back(&mut self, phone: usize, before: u32) {
        let gone = |letter: char, edit: &Edit| edit.phone == phone && u32::from(letter) > 0xE000 + before;
        self.pictures.forget(|caption| self.edits.get(&caption).is_some_and(|edit| gone(caption, edit)));
        for (letter, edit) in &mut self.edits {
            if gone(*letter, edit) && !self.arrived.contains(letter) {
                edit.shown = Shown::Nothing;
            }
        }
    }

    /// A request reached the office: what must become of each of its changes.
    pub(crate) fn receive(&mut self, device: &DeviceRow, request: &SyncRequest) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let other_feed = self.rules.hear(request);
        for offered in &request.documents {
            let (document, kind) = (offered.id, offered.kind);
            let offer = Offer { device: device.id, person: device.person, document, kind, other_feed };
            for change in &offered.changes {
                let header = change_header(&change.0).unwrap();
                let is_newer = versions::is_of_newer_schema(&change.0);
                let verdict = self.rules.judge(&self.audiences, offer, &header, is_newer);
                match verdict {
                    Verdict::Known => {}
                    Verdict::Accepted { .. } => {
                        self.arrive(document, &change.0);
                        self.audiences.touch(document);
                        if !self.audiences.knows(document) {
                            let people = [device.person].into();
                            self.audiences.set_document(document, For::Assigned { people, team: None });
                        }
                    }
                    Verdict::Refused(_) if self.rules.is_lost(header.hash) => {
                        self.refused.extend(letters(&change.0));
                    }
                    Verdict::Refused(_) => {}
                }
                verdicts.push(verdict);
            }
        }
        verdicts
    }

    /// A supervisor said that an offered change is genuine; the document with it.
    pub(crate) fn confirm(&mut self, document: &Document, header: &ChangeHeader, change: &[u8]) {
        assert!(self.rules.offers.wait(document.id(), header.hash), "{} was not offered", header.hash);
        self.rules.confirm(document.id(), header);
        self.arrive(document.id(), change);
        self.audiences.set_document(document.id(), For::read(document));
        self.audiences.touch(document.id());
    }

    /// The office knows again what it knew then.
    pub(crate) fn rewind(&mut self, then: Self) {
        (self.audiences, self.rules) = (then.audiences, then.rules);
        (self.arrived, self.refused) = (then.arrived, then.refused);
        self.pictures.senders = then.pictures.senders;
        self.acknowledged.clear();
    }

    fn arrive(&mut self, document: DocumentId, change: &[u8]) {
        for letter in letters(change) {
            self.arrived.insert(letter);
            // A phone that died did not say what it had begun.
            self.edits.entry(letter).and_modify(|edit| edit.document = Some(document));
        }
    }

    /// Compares what people wrote with what the office has, and with what phones keep aside.
    pub(crate) fn check_edits(&self, documents: &BTreeMap<DocumentId, Document>, aside: &str) {
        let texts: BTreeMap<DocumentId, String> =
            documents.iter().map(|(id, document)| (*id, written(document))).collect();
        for (letter, edit) in &self.edits {
            let text = edit.document.and_then(|id| texts.get(&id)).map_or("", String::as_str);
            let times = text.chars().filter(|found| found == letter).count();
            let what = format!("{letter:?} in {:?} on phone {}, {:?}", edit.document, edit.phone, edit.shown);
            if self.arrived.contains(letter) {
                assert_ne!(edit.shown, Shown::NotSaved, "{what} arrived");
                assert_eq!(times, 1, "{what} arrived");
            } else if self.refused.contains(letter) {
                assert_eq!(times, 0, "{what} was refused");
                let readable = edit.shown != Shown::Saved || aside.contains(*letter);
                assert!(readable, "{what} was refused and is kept nowhere");
            } else {
                assert_eq!(times, 0, "{what} was never offered");
                assert_ne!(edit.shown, Shown::Saved, "{what} was lost");
            }
        }
    }

    /// Pictures that must be at the office.
    pub(crate) fn photos(&self) -> impl Iterator<Item = Sha256> {
        let kept = |letter: &char| self.arrived.contains(letter) || self.edits[letter].shown == Shown::Saved;
        self.pictures.kept().filter(move |(_, caption)| kept(caption)).map(|(sha256, _)| sha256)
    }

    /// Whether the office gives a picture to this device: it brought it, or a document that names it is
    /// for its person now.
    pub(crate) fn may_look(&self, device: &DeviceRow, sha256: Sha256) -> bool {
        let Some(sender) = self.pictures.senders.get(&sha256) else { return false };
        let named = self.pictures.caption(sha256).filter(|caption| self.arrived.contains(caption));
        let document = named.and_then(|caption| self.edits[&caption].document);
        *sender == device.id || document.is_some_and(|id| self.audiences.covers(device.person, id))
    }
}

/// Every letter a change writes.
pub(crate) fn letters(change: &[u8]) -> Vec<char> {
    let expanded = automerge::Change::from_bytes(change.to_vec()).unwrap().decode();
    let texts = expanded.operations.into_iter().filter_map(|op| match op.action {
        OpType::Put(ScalarValue::Str(text)) => Some(text.to_string()),
        _ => None,
    });
    texts.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|letter| is_ours(*letter)).collect()
}

pub(crate) fn is_ours(letter: char) -> bool {
    ('\u{E001}'..='\u{F8FF}').contains(&letter)
}

/// Every letter people wrote in a document.
pub(crate) fn written(document: &Document) -> String {
    match document.kind() {
        DocumentKind::WorkOrder => {
            let order = WorkOrder::read(document).unwrap();
            let reports = order.interventions.values().map(|visit| visit.report.clone());
            let materials = order.materials.values().map(|used| match &used.material {
                Material::Other(label) => label.clone(),
                Material::Stock(_) => String::new(),
            });
            let reasons = order.steps.values().filter_map(|step| step.kind.reason().map(str::to_owned));
            let captions = order.photos.values().map(|photo| photo.facts.caption.clone());
            reports.chain(materials).chain(reasons).chain(captions).collect()
        }
        DocumentKind::Building => {
            Building::read(document).unwrap().remarks.into_values().map(|remark| remark.text).collect()
        }
        DocumentKind::Request => {
            let request = Request::read(document).unwrap();
            let captions = request.photos.into_values().map(|photo| photo.facts.caption);
            captions.chain([request.title]).collect()
        }
        DocumentKind::History
        | DocumentKind::Catalogue
        | DocumentKind::Announcement
        | DocumentKind::Person
        | DocumentKind::StockList => String::new(),
    }
}
