//! The photos of a draft: made ready and kept in the replica as soon as they are picked.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::DocumentId;
use shared::document::photo::PhotoPhase;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::draft::{Once, Token};
use crate::client::failure::Failure;
use crate::screens::context::AppContext;
use crate::screens::draft::handle::DraftHandle;
use crate::screens::draft_entry::PendingPhoto;
use crate::screens::icon::Icon;
use crate::screens::photo::use_small_picture;
use crate::screens::picked_file::PickedFile;
use crate::screens::task::start;

/// Between two looks at whether the photos are ready.
const LOOK_AGAIN_MS: u32 = 50;

impl DraftHandle {
    /// Adds what was picked to the draft.
    pub(crate) fn add_photo(&self, picked: PickedFile) {
        self.add(picked, None);
    }

    /// Attaches what was picked to a work order. What could not be attached is kept, to be tried again.
    pub(crate) fn attach_photo(&self, picked: PickedFile, order: DocumentId, phase: PhotoPhase) {
        self.add(picked, Some((order, phase)));
    }

    fn add(&self, picked: PickedFile, order: Option<(DocumentId, PhotoPhase)>) {
        let mut entry = self.entry;
        let id = self.app.fresh_token();
        {
            let mut entry = entry.write();
            let (name, bytes) = (picked.name, Some(Rc::new(picked.bytes)));
            entry.photos.push(PendingPhoto { id, name, bytes, preparing: true, order });
            entry.at = (self.app.platform.now)();
            entry.failure = None;
        }
        let handle = self.clone();
        start(async move {
            if let Err(failure) = handle.keep_photo(id).await {
                entry.write().failure = Some(failure);
            }
        });
    }

    /// Tries again what could not be kept or attached.
    fn try_again(&self) {
        let handle = self.clone();
        let mut entry = self.entry;
        entry.write().failure = None;
        start(async move {
            if let Err(failure) = handle.photos_kept().await {
                entry.write().failure = Some(failure);
            }
        });
    }

    /// Has the replica keep a photo that it does not have. One that is no picture is let go of.
    async fn keep_photo(&self, id: Token) -> Result<(), Failure> {
        let mut entry = self.entry;
        let photo = entry.peek().photos.iter().find(|photo| photo.id == id).cloned();
        let Some(PendingPhoto { name, bytes: Some(bytes), order, .. }) = photo else { return Ok(()) };
        self.alter(id, |photo| photo.preparing = true);
        let ask = match order {
            Some((document, phase)) => {
                let ask = Ask::AddPhoto { document, phase, caption: String::new() };
                Ask::Once(Once { token: id, draft: None }, Box::new(ask))
            }
            None => Ask::KeepDraftPhoto { key: self.key.to_string(), photo: id },
        };
        let (answer, _) = self.app.ask_with(ask, Some((*bytes).clone())).await;
        let Answer::Failed(failure) = answer else {
            self.alter(id, |photo| (photo.bytes, photo.preparing) = (None, false));
            if order.is_some() {
                entry.write().photos.retain(|photo| photo.id != id);
            }
            return Ok(());
        };
        self.alter(id, |photo| photo.preparing = false);
        if let Failure::BadPicture(why) = failure {
            entry.write().photos.retain(|photo| photo.id != id);
            self.app.refuse_picture(&name, why);
            return Ok(());
        }
        Err(failure)
    }

    fn alter(&self, id: Token, change: impl FnOnce(&mut PendingPhoto)) {
        let mut entry = self.entry;
        if let Some(photo) = entry.write().photos.iter_mut().find(|photo| photo.id == id) {
            change(photo);
        }
    }

    /// Returns once none of the draft's photos is being made ready: the replica has them, or cannot keep them.
    pub(crate) async fn photos_ready(&self) {
        while self.entry.peek().photos.iter().any(|photo| photo.preparing) {
            (self.app.platform.sleep)(LOOK_AGAIN_MS).await;
        }
    }

    /// Returns once the replica has every photo of the draft.
    pub(crate) async fn photos_kept(&self) -> Result<(), Failure> {
        self.photos_ready().await;
        let lacking: Vec<Token> = self
            .entry
            .peek()
            .photos
            .iter()
            .filter(|photo| photo.bytes.is_some())
            .map(|photo| photo.id)
            .collect();
        for id in lacking {
            self.keep_photo(id).await?;
        }
        Ok(())
    }

    fn drop_photo(&self, id: Token) {
        let mut entry = self.entry;
        entry.write().photos.retain(|photo| photo.id != id);
        let app = self.app.clone();
        start(async move {
            app.ask(Ask::DropDraftPhoto(id)).await;
        });
    }

    /// Whether a photo is being made ready.
    pub(crate) fn is_preparing(&self) -> bool {
        self.entry.read().photos.iter().any(|photo| photo.preparing)
    }

    /// How many photos could not be kept or attached yet.
    pub(crate) fn unsaved_photos(&self) -> u64 {
        self.entry.read().photos.iter().filter(|photo| !photo.preparing).count() as u64
    }

    /// Whether the draft has photos.
    pub(crate) fn has_photos(&self) -> bool {
        !self.entry.read().photos.is_empty()
    }
}

/// Photos of a work order that could not be attached yet.
#[component]
pub(crate) fn UnsavedPhotos(draft: DraftHandle) -> Element {
    let app = use_context::<AppContext>();
    let mut asking = use_signal(|| false);
    let unsaved = draft.unsaved_photos();
    if unsaved == 0 {
        return rsx! {};
    }
    let again = draft.clone();
    rsx! {
        div { class: "draft-note", "data-test": "unsaved-photos",
            p { {app.count("photos-unsaved", unsaved)} }
            if *asking.read() {
                button { r#type: "button", onclick: move |_| asking.set(false), {app.text("draft-keep")} }
                button { r#type: "button", class: "danger", onclick: move |_| draft.forget(), {app.text("draft-drop-yes")} }
            } else {
                button { r#type: "button", class: "primary", "data-test": "photos-again", onclick: move |_| again.try_again(), {app.text("try-again")} }
                button { r#type: "button", class: "small", onclick: move |_| asking.set(true), {app.text("draft-drop")} }
            }
        }
    }
}

/// The photos of a draft, each with a way to take it out again.
#[component]
pub(crate) fn DraftPhotos(draft: DraftHandle) -> Element {
    let app = use_context::<AppContext>();
    let photos: Vec<(Token, bool)> =
        draft.entry.read().photos.iter().map(|photo| (photo.id, photo.bytes.is_none())).collect();
    if photos.is_empty() {
        return rsx! {};
    }
    rsx! {
        p { role: "status", "data-test": "defect-photos", {app.count("defect-photos", photos.len() as u64)} }
        div { class: "gallery",
            for (id, kept) in photos {
                DraftPhoto { key: "{id.0}", id, kept, draft: draft.clone() }
            }
        }
    }
}

#[component]
fn DraftPhoto(id: Token, kept: bool, draft: DraftHandle) -> Element {
    let app = use_context::<AppContext>();
    let picture = use_small_picture(id, kept);
    let address = picture.read().clone().flatten();
    rsx! {
        figure { class: "photo", "data-test": "draft-photo", "data-state": if kept { "kept" } else { "picked" },
            if let Some(address) = address {
                img { src: "{address}", alt: "" }
            } else {
                span { class: "no-picture", Icon { name: "gallery" } }
            }
            button { r#type: "button", class: "small", "data-test": "draft-photo-drop", onclick: move |_| draft.drop_photo(id),
                {app.text("draft-photo-drop")}
            }
        }
    }
}
