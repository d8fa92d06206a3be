//! Using a draft: what was typed is saved under the draft's token, at most once, and the form empties
//! itself after the answer, never before.

use dioxus::prelude::*;
use shared::DocumentId;
use shared::command::Command;

use crate::client::draft::{Once, Token};
use crate::client::failure::Failure;
use crate::screens::draft::handle::DraftHandle;
use crate::screens::draft_entry::Entry;
use crate::screens::task::start;

/// What is done with what was saved.
type Then = Box<dyn FnOnce(DocumentId)>;

impl DraftHandle {
    /// Executes a command with what was typed.
    pub(crate) fn submit(
        &self,
        document: Option<DocumentId>,
        command: Command,
        then: impl FnOnce(DocumentId) + 'static,
    ) {
        self.submit_all(document, vec![command], Box::new(then));
    }

    /// Executes commands one after the other; the last uses the draft up.
    pub(crate) fn submit_all(&self, document: Option<DocumentId>, commands: Vec<Command>, then: Then) {
        if !self.begin() {
            return;
        }
        let handle = self.clone();
        start(async move {
            match handle.use_up(document, commands).await {
                Ok(document) => {
                    handle.end(None);
                    then(document);
                }
                Err(failure) => {
                    handle.end(Some(failure));
                    handle.keep().await;
                }
            }
        });
    }

    async fn use_up(
        &self,
        document: Option<DocumentId>,
        commands: Vec<Command>,
    ) -> Result<DocumentId, Failure> {
        self.photos_kept().await?;
        let mut entry = self.entry;
        if entry.peek().token == Token::default() {
            entry.write().token = self.app.fresh_token();
        }
        let Entry { token, changes, photos, .. } = entry.peek().clone();
        let mut saved = document;
        let last = commands.len().saturating_sub(1);
        for (at, command) in commands.into_iter().enumerate() {
            let draft = (at == last).then(|| self.key.to_string());
            let token = if at == last { token } else { self.app.fresh_token() };
            saved = Some(self.app.execute_once(Once { token, draft }, saved, command).await?.0);
        }
        // What came meanwhile is the next draft, under the token it got.
        entry.write().photos.retain(|photo| photos.iter().all(|used| used.id != photo.id));
        if entry.peek().changes == changes && entry.peek().photos.is_empty() {
            self.clear();
        } else {
            self.keep_soon();
        }
        saved.ok_or_else(|| Failure::Other("nothing was asked for".to_owned()))
    }
}
