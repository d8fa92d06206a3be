//! A draft as its form sees it: reading, changing and binding its fields.

use std::rc::Rc;

use dioxus::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::draft::Token;
use crate::client::failure::Failure;
use crate::screens::context::AppContext;
use crate::screens::draft_entry::Entry;

/// A draft, whatever its form is.
#[derive(Clone)]
pub(crate) struct DraftHandle {
    pub(crate) app: AppContext,
    pub(crate) key: Rc<str>,
    pub(crate) entry: Signal<Entry>,
}

impl PartialEq for DraftHandle {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
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
        // Which forms there are is known once the replica is open.
        self.stage.read();
        let all = self.drafts.all().into_iter();
        all.map(|(key, _)| key).filter(|key| key.starts_with(prefix) && self.holds_draft(key)).collect()
    }

    pub(crate) fn draft_handle(&self, key: &str) -> DraftHandle {
        let (key, entry) = self.drafts.entry(key);
        DraftHandle { app: self.clone(), key, entry }
    }
}
