//! Keeping drafts: in the browser's small storage with every key, because that outlives a page at once and
//! has its own room; in the replica a moment later, which is on disk for sure.

use std::collections::BTreeMap;

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{PersonId, Timestamp};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::draft::{Draft, Token};
use crate::limits::DRAFT_PAUSE_MS;
use crate::screens::context::AppContext;
use crate::screens::draft::handle::DraftHandle;
use crate::screens::draft_entry::{Entry, PendingPhoto};
use crate::screens::task::start;

/// What names begin with in the browser's small storage.
const PREFIX: &str = "guichet-draft/";

/// What is typed while the replica keeps what was typed before is newer, though its time is a little earlier.
const WHILE_KEPT_MS: i64 = 250;

/// A draft in the browser's small storage: what the replica was not asked to keep, or could not.
#[derive(Serialize, Deserialize)]
struct LocalDraft {
    /// Whose it is: nobody else finds it here.
    person: Option<PersonId>,
    form: String,
    token: Token,
    at: Timestamp,
}

impl DraftHandle {
    fn local_name(&self) -> String {
        format!("{PREFIX}{}", self.key)
    }

    pub(crate) fn keep_local(&self) {
        // A phone with a PIN keeps it in the replica alone, which is sealed; an earlier text goes once that is done.
        if self.app.status.peek().locks_after_minutes.is_some() {
            return;
        }
        let entry = self.entry.peek();
        let person = self.app.status.peek().owner.as_ref().map(|owner| owner.person);
        let text = entry.form.clone().and_then(|form| {
            serde_json::to_string(&LocalDraft { person, form, token: entry.token, at: entry.at }).ok()
        });
        (self.app.platform.keep_text)(&self.local_name(), text.as_deref());
    }

    pub(crate) fn drop_local(&self) {
        (self.app.platform.keep_text)(&self.local_name(), None);
    }

    /// Has the replica keep what was typed, a moment after the first key.
    pub(crate) fn keep_soon(&self) {
        let mut entry = self.entry;
        if std::mem::replace(&mut entry.write().keeping, true) {
            return;
        }
        let handle = self.clone();
        let sleep = self.app.platform.sleep;
        start(async move {
            sleep(DRAFT_PAUSE_MS).await;
            entry.write().keeping = false;
            handle.keep().await;
        });
    }

    /// Has the replica keep what was typed.
    pub(crate) async fn keep(&self) {
        let mut entry = self.entry;
        let Entry { form, token, changes, kept, .. } = entry.peek().clone();
        if kept == changes {
            return;
        }
        let key = self.key.to_string();
        entry.write().in_replica = form.is_some();
        let ask = match form {
            Some(form) => Ask::KeepDraft { key, form, token },
            None if entry.peek().photos.is_empty() => Ask::DropDraft(key),
            None => return,
        };
        let answer = self.app.ask(ask).await;
        if entry.peek().changes != changes {
            return;
        }
        if let Answer::Failed(failure) = answer {
            entry.write().not_kept = Some(failure);
        } else if let Answer::Saved { .. } = answer {
            // It was used before the answer got lost.
            self.clear();
        } else {
            let mut entry = entry.write();
            (entry.kept, entry.not_kept) = (changes, None);
            self.drop_local();
        }
    }

    /// Empties the form; the replica has no draft of it.
    pub(crate) fn clear(&self) {
        let mut entry = self.entry;
        let changes = entry.peek().changes + 1;
        entry.set(Entry { changes, kept: changes, ..Entry::default() });
        self.drop_local();
    }

    /// What was typed is in the document: it is shown here on, and is no draft any more.
    pub(crate) async fn settle(&self) {
        let mut entry = self.entry;
        let was_in_replica = {
            let mut entry = entry.write();
            (entry.kept, entry.not_kept) = (entry.changes, None);
            std::mem::take(&mut entry.in_replica)
        };
        self.drop_local();
        if was_in_replica {
            self.app.ask(Ask::DropDraft(self.key.to_string())).await;
        }
    }

    /// Throws the draft away.
    pub(crate) fn forget(&self) {
        self.clear();
        let (app, key) = (self.app.clone(), self.key.to_string());
        start(async move {
            app.ask(Ask::DropDraft(key)).await;
        });
    }
}

impl AppContext {
    /// Brings back what was typed before the app was closed, or while another tab had the replica.
    pub(crate) async fn load_drafts(&self) {
        let Answer::Drafts(kept) = self.ask(Ask::Drafts).await else { return };
        let mut drafts = BTreeMap::new();
        drafts.extend(kept.into_iter().map(|draft| (draft.key.clone(), draft)));
        let mut local = self.local_drafts();
        for (key, entry) in self.drafts.all() {
            let is_kept = {
                let entry = entry.peek();
                entry.changes == entry.kept && entry.photos.iter().all(|photo| photo.bytes.is_none())
            };
            if is_kept && !drafts.contains_key(&*key) && !local.contains_key(&*key) {
                self.draft_handle(&key).clear();
            } else if !is_kept {
                drafts.remove(&*key);
                local.remove(&*key);
                self.draft_handle(&key).keep_soon();
            }
        }
        // A browser that is killed may bring back what its small storage held some seconds before.
        local.retain(|key, draft| {
            let is_newer = drafts.get(key).is_none_or(|kept| draft.at.plus_ms(WHILE_KEPT_MS) >= kept.at);
            if !is_newer {
                self.draft_handle(key).drop_local();
            }
            is_newer
        });
        for (key, draft) in drafts {
            self.draft_handle(&key).take_in(draft);
        }
        for (key, draft) in local {
            let handle = self.draft_handle(&key);
            let mut entry = handle.entry;
            {
                let mut entry = entry.write();
                (entry.form, entry.token, entry.at) = (Some(draft.form), draft.token, draft.at);
                entry.changes += 1;
            }
            handle.keep_soon();
        }
    }

    /// The owner's drafts in the browser's small storage; those of others are erased.
    fn local_drafts(&self) -> BTreeMap<String, LocalDraft> {
        let owner = self.status.peek().owner.as_ref().map(|owner| owner.person);
        let mut drafts = BTreeMap::new();
        for (name, text) in (self.platform.kept_texts)(PREFIX) {
            match (name.strip_prefix(PREFIX), serde_json::from_str::<LocalDraft>(&text)) {
                (Some(key), Ok(draft)) if draft.person == owner => {
                    drafts.insert(key.to_owned(), draft);
                }
                _ => (self.platform.keep_text)(&name, None),
            }
        }
        drafts
    }

    /// A phone with a PIN keeps drafts in the replica alone: what the browser's small storage has of those that were
    /// loaded goes there. One that the replica cannot keep stays where it is.
    pub(crate) async fn keep_drafts(&self) {
        for (key, _) in self.drafts.all() {
            self.draft_handle(&key).keep().await;
        }
    }

    /// Forgets every draft: the phone is erased, or passes to somebody else.
    pub(crate) fn clear_drafts(&self) {
        for (key, _) in self.drafts.all() {
            self.draft_handle(&key).clear();
        }
        for (name, _) in (self.platform.kept_texts)(PREFIX) {
            (self.platform.keep_text)(&name, None);
        }
    }
}

impl DraftHandle {
    fn take_in(&self, draft: Draft) {
        let mut entry = self.entry;
        let mut entry = entry.write();
        let photos = draft.photos.into_iter();
        entry.form = (!draft.form.is_empty()).then_some(draft.form);
        (entry.token, entry.at) = (draft.token, draft.at);
        entry.photos = photos
            .map(|id| PendingPhoto { id, name: String::new(), bytes: None, preparing: false, order: None })
            .collect();
        entry.changes += 1;
        (entry.kept, entry.in_replica) = (entry.changes, true);
    }
}
