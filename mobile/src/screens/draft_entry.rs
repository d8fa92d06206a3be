//! The contents of all drafts, in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use dioxus::prelude::*;
use shared::document::photo::PhotoPhase;
use shared::{DocumentId, Timestamp};

use crate::client::draft::Token;
use crate::client::failure::Failure;

/// What all forms hold, by key, as long as the app is open.
#[derive(Clone, Default)]
pub(crate) struct Drafts(Rc<RefCell<BTreeMap<Rc<str>, Signal<Entry>>>>);

impl Drafts {
    pub(crate) fn entry(&self, key: &str) -> (Rc<str>, Signal<Entry>) {
        let mut entries = self.0.borrow_mut();
        if let Some((key, entry)) = entries.get_key_value(key) {
            return (Rc::clone(key), *entry);
        }
        let (key, entry): (Rc<str>, _) =
            (Rc::from(key), Signal::new_in_scope(Entry::default(), ScopeId::ROOT));
        entries.insert(Rc::clone(&key), entry);
        (key, entry)
    }

    pub(crate) fn all(&self) -> Vec<(Rc<str>, Signal<Entry>)> {
        self.0.borrow().iter().map(|(key, entry)| (Rc::clone(key), *entry)).collect()
    }
}

/// What one form holds.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Entry {
    /// Its fields; none when nothing was typed.
    pub(crate) form: Option<String>,
    pub(crate) token: Token,
    pub(crate) at: Timestamp,
    pub(crate) photos: Vec<PendingPhoto>,
    /// Grows with each change.
    pub(crate) changes: u64,
    /// The changes that need no more keeping.
    pub(crate) kept: u64,
    /// The replica has a draft of it.
    pub(crate) in_replica: bool,
    /// Somebody is about to ask the replica to keep it.
    pub(crate) keeping: bool,
    /// Why the replica could not keep it.
    pub(crate) not_kept: Option<Failure>,
    /// It is being used.
    pub(crate) busy: bool,
    /// Why it could not be used.
    pub(crate) failure: Option<Failure>,
}

impl Entry {
    pub(crate) fn holds_something(&self) -> bool {
        self.form.is_some() || !self.photos.is_empty()
    }
}

/// A photo of a draft.
#[derive(Clone, PartialEq)]
pub(crate) struct PendingPhoto {
    pub(crate) id: Token,
    /// The file's name, to say which one cannot be used.
    pub(crate) name: String,
    /// What was picked, until the replica has it.
    pub(crate) bytes: Option<Rc<Vec<u8>>>,
    /// It is being made ready.
    pub(crate) preparing: bool,
    /// The work order it is attached to by itself, and what it shows of the work.
    pub(crate) order: Option<(DocumentId, PhotoPhase)>,
}
