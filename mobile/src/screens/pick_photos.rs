//! The two buttons that take or choose photos.

use std::rc::Rc;

use dioxus::prelude::*;

use crate::screens::context::AppContext;
use crate::screens::draft::handle::DraftHandle;
use crate::screens::icon::Icon;
use crate::screens::picked_file::PickedFile;
use crate::screens::refused_picture::RefusedPictures;
use crate::screens::task;

/// From the camera or from the gallery.
#[component]
pub(crate) fn PickPhotos(onpick: OnPick) -> Element {
    let app = use_context::<AppContext>();
    let reading = app.clone();
    let picked = move |event: FormEvent| {
        let (app, files, onpick) = (reading.clone(), event.files(), onpick.clone());
        task::start(async move {
            for file in files {
                let name = file.name();
                match (app.platform.read_picture)(file).await {
                    Ok(bytes) => (onpick.take)(PickedFile { name, bytes }),
                    Err(why) => app.refuse_picture(&name, why),
                }
            }
            onpick.draft.photos_ready().await;
            (app.platform.picked)();
        });
    };
    rsx! {
        div { class: "row wrap",
            label { class: "button", id: CAMERA,
                Icon { name: "camera" }
                {app.text("photo-take")}
                input { r#type: "file", accept: "image/*", capture: "environment", class: "hidden-input", "data-test": "photo-camera", onchange: picked.clone() }
            }
            label { class: "button",
                Icon { name: "gallery" }
                {app.text("photo-choose")}
                input { r#type: "file", accept: "image/*", multiple: true, class: "hidden-input", "data-test": "photo-gallery", onchange: picked }
            }
        }
        RefusedPictures {}
    }
}

/// What is done with each picked file, which becomes a photo of this draft. Files are read while the screen may be left.
#[derive(Clone)]
pub(crate) struct OnPick {
    draft: DraftHandle,
    take: Rc<dyn Fn(PickedFile)>,
}

impl OnPick {
    pub(crate) fn new(draft: DraftHandle, take: impl Fn(PickedFile) + 'static) -> Self {
        Self { draft, take: Rc::new(take) }
    }
}

impl PartialEq for OnPick {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.take, &other.take)
    }
}

/// The button that opens the camera.
pub(crate) const CAMERA: &str = "camera";
