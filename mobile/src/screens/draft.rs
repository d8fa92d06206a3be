//! Drafts: whatever is typed or chosen outlives the screen it stands on. A draft is in memory at once, in
//! the browser's small storage at once, and in the replica within a second; it lasts until it was used or
//! somebody throws it away. Deliberately absent: what a form means.

mod keep;
mod note;
mod photos;
mod used;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use dioxus::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::document::photo::PhotoPhase;
use shared::{DocumentId, Timestamp};

use crate::client::{Failure, Token};
use crate::screens::context::AppContext;

pub(crate) use note::DraftNote;
pub(crate) use photos::{DraftPhotos, UnsavedPhotos};

/// What all forms hold, by key, as long as the app is open.
#[derive(Clone, Default)]
pub(crate) struct Drafts(Rc<RefCell<BTreeMap<Rc<str>, Signal<Entry>>>>);

/// What one form holds.
#[derive(Clone, Default, PartialEq)]
struct Entry {
    /// Its fields; none when nothing was typed.
    form: Option<String>,
    token: Token,
    at: Timestamp,
    photos: Vec<PendingPhoto>,
    /// Grows with each change.
    changes: u64,
    /// The changes that need no more keeping.
    kept: u64,
    /// The replica has a draft of it.
    in_replica: bool,
    /// Somebody is about to ask the replica to keep it.
    keeping: bool,
    /// Why the replica could not keep it.
    not_kept: Option<Failure>,
    /// It is being used.
    busy: bool,
    /// Why it could not be used.
    failure: Option<Failure>,
}

impl Entry {
    fn holds_something(&self) -> bool {
        self.form.is_some() || !self.photos.is_empty()
    }
}

/// A photo of a draft.
#[derive(Clone, PartialEq)]
struct PendingPhoto {
    id: Token,
    /// The file's name, to say which one cannot be used.
    name: String,
    /// What was picked, until the replica has it.
    bytes: Option<Rc<Vec<u8>>>,
    /// It is being made ready.
    preparing: bool,
    /// The work order it is attached to by itself, and what it shows of the work.
    order: Option<(DocumentId, PhotoPhase)>,
}

/// A draft, whatever its form is.
#[derive(Clone)]
pub(crate) struct DraftHandle {
    app: AppContext,
    key: Rc<str>,
    entry: Signal<Entry>,
}

impl PartialEq for DraftHandle {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// The draft of a form with fields `T`.
#[derive(Clone)]
pub(crate) struct Draft<T> {
    handle: DraftHandle,
    /// What the form shows while nothing was typed.
    start: Rc<T>,
}

impl<T> std::ops::Deref for Draft<T> {
    type Target = DraftHandle;

    fn deref(&self) -> &DraftHandle {
        &self.handle
    }
}

impl<T: PartialEq> PartialEq for Draft<T> {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle && self.start == other.start
    }
}

/// One text of a draft, for a field to show and to change.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) value: String,
    key: Rc<str>,
    set: Rc<dyn Fn(String)>,
}

impl PartialEq for Bound {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.key == other.key
    }
}

impl Bound {
    pub(crate) fn set(&self, value: String) {
        (self.set)(value);
    }

    /// A choice that is saved the moment it is made, and needs no draft.
    pub(crate) fn saved_at_once(value: String, save: impl Fn(String) + 'static) -> Self {
        Self { value, key: Rc::from(""), set: Rc::new(save) }
    }
}

impl Drafts {
    fn entry(&self, key: &str) -> (Rc<str>, Signal<Entry>) {
        let mut entries = self.0.borrow_mut();
        if let Some((key, entry)) = entries.get_key_value(key) {
            return (Rc::clone(key), *entry);
        }
        let (key, entry): (Rc<str>, _) =
            (Rc::from(key), Signal::new_in_scope(Entry::default(), ScopeId::ROOT));
        entries.insert(Rc::clone(&key), entry);
        (key, entry)
    }

    fn all(&self) -> Vec<(Rc<str>, Signal<Entry>)> {
        self.0.borrow().iter().map(|(key, entry)| (Rc::clone(key), *entry)).collect()
    }
}

impl AppContext {
    /// The draft of this form, which shows `start` while nothing was typed.
    pub(crate) fn draft<T>(&self, key: &str, start: T) -> Draft<T> {
        Draft { handle: self.draft_handle(key), start: Rc::new(start) }
    }

    /// Whether a form holds something that is neither used nor about to be.
    pub(crate) fn holds_draft(&self, key: &str) -> bool {
        let entry = self.draft_handle(key).entry;
        let entry = entry.read();
        entry.holds_something() && !entry.busy
    }

    /// The forms, by a key that begins so, that hold something.
    pub(crate) fn draft_keys(&self, prefix: &str) -> Vec<Rc<str>> {
        let all = self.drafts.all().into_iter();
        all.map(|(key, _)| key).filter(|key| key.starts_with(prefix) && self.holds_draft(key)).collect()
    }

    fn draft_handle(&self, key: &str) -> DraftHandle {
        let (key, entry) = self.drafts.entry(key);
        DraftHandle { app: self.clone(), key, entry }
    }
}

impl DraftHandle {
    /// Whether something was typed, chosen or picked that is not used yet.
    pub(crate) fn is_kept(&self) -> bool {
        self.entry.read().holds_something()
    }

    /// The same, looked at without listening.
    pub(crate) fn is_waiting(&self) -> bool {
        self.entry.peek().holds_something()
    }

    /// Why it could not be used.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.entry.read().failure.clone()
    }

    /// Says that the draft is being used; not, if it is already.
    pub(crate) fn begin(&self) -> bool {
        let mut entry = self.entry;
        let mut entry = entry.write();
        !std::mem::replace(&mut entry.busy, true)
    }

    /// Says how using it went.
    pub(crate) fn end(&self, failure: Option<Failure>) {
        let mut entry = self.entry;
        let mut entry = entry.write();
        (entry.busy, entry.failure) = (false, failure);
    }

    /// Takes the form in, to be kept.
    fn put(&self, form: Option<String>) {
        let mut entry = self.entry;
        {
            let fresh = self.app.fresh_token();
            let mut entry = entry.write();
            // What is changed while it is being used is the next draft.
            if entry.busy || entry.token == Token::default() {
                entry.token = fresh;
            }
            entry.form = form;
            entry.at = (self.app.platform.now)();
            entry.changes += 1;
            if !entry.busy {
                entry.failure = None;
            }
        }
        self.keep_local();
    }
}

impl<T: Clone + PartialEq + Serialize + DeserializeOwned + 'static> Draft<T> {
    /// The fields, to be shown.
    pub(crate) fn get(&self) -> T {
        self.parse(&self.entry.read())
    }

    /// The fields, for a task.
    pub(crate) fn peek(&self) -> T {
        self.parse(&self.entry.peek())
    }

    fn parse(&self, entry: &Entry) -> T {
        let form = entry.form.as_deref();
        form.and_then(|form| serde_json::from_str(form).ok()).unwrap_or_else(|| (*self.start).clone())
    }

    /// The draft, whatever its form is.
    pub(crate) fn handle(&self) -> DraftHandle {
        self.handle.clone()
    }

    /// Changes fields, and has them kept.
    pub(crate) fn change(&self, change: impl FnOnce(&mut T)) {
        self.change_in_memory(change);
        self.handle.keep_soon();
    }

    /// Changes fields of a form that is saved by itself a moment later.
    pub(crate) fn change_in_memory(&self, change: impl FnOnce(&mut T)) {
        let mut form = self.peek();
        change(&mut form);
        let is_start = form == *self.start && self.entry.peek().photos.is_empty();
        self.put(if is_start { None } else { serde_json::to_string(&form).ok() });
    }

    /// One text of the form.
    pub(crate) fn bind(&self, get: impl Fn(&T) -> String, set: impl Fn(&mut T, String) + 'static) -> Bound {
        let handle = self.handle();
        self.bind_in_memory(get, set, move || handle.keep_soon())
    }

    /// One text of a form that is saved by itself: `after` sees to it.
    pub(crate) fn bind_in_memory(
        &self,
        get: impl Fn(&T) -> String,
        set: impl Fn(&mut T, String) + 'static,
        after: impl Fn() + 'static,
    ) -> Bound {
        let draft = self.clone();
        let change = move |text| {
            draft.change_in_memory(|form| set(form, text));
            after();
        };
        Bound { value: get(&self.get()), key: Rc::clone(&self.key), set: Rc::new(change) }
    }
}
