//! Pictures that could not be used: each is named, and stays named until somebody has read it.

use dioxus::prelude::*;

use crate::client::failure::{BadPicture, Failure};
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;
use crate::screens::picked_file::RefusedPicture;

impl AppContext {
    /// Remembers that a picture could not be used.
    pub(crate) fn refuse_picture(&self, name: &str, why: BadPicture) {
        let mut refused = self.refused_pictures;
        refused.write().push(RefusedPicture { at: self.route.peek().clone(), name: name.to_owned(), why });
    }
}

/// The pictures picked on this screen that could not be used, and why.
#[component]
pub(crate) fn RefusedPictures() -> Element {
    let app = use_context::<AppContext>();
    let mut refused = app.refused_pictures;
    let here = app.route.read().clone();
    let shown: Vec<(usize, RefusedPicture)> =
        refused.read().iter().cloned().enumerate().filter(|(_, one)| one.at == here).collect();
    rsx! {
        for (at, picture) in shown {
            div { key: "{at}", role: "alert", class: "notice attention", "data-test": "photo-refused", "data-name": "{picture.name}",
                p { Icon { name: "attention" } strong { translate: "no", "{picture.name}" } }
                p { {app.failure(&Failure::BadPicture(picture.why), None)} }
                button { r#type: "button", "data-test": "photo-refused-read",
                    onclick: move |_| {
                        refused.write().remove(at);
                    },
                    {app.text("understood")}
                }
            }
        }
    }
}
