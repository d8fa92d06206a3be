//! What the office announces, until one has read it.

use dioxus::prelude::*;
use shared::Command;
use shared::announcement::AnnouncementCommand;

use crate::client::failure::Failure;
use crate::client::list::AnnouncementLine;
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;
use crate::screens::task::{tell, use_busy};

/// The heading of the screen that shows them.
pub(crate) const HEADING: &str = "today-heading";

#[component]
pub(crate) fn Announcements(lines: Vec<AnnouncementLine>) -> Element {
    rsx! {
        for line in lines {
            Item { key: "{line.id}", line }
        }
    }
}

#[component]
fn Item(line: AnnouncementLine) -> Element {
    let app = use_context::<AppContext>();
    let (reading, failed) = (use_busy(), use_signal(|| None::<Failure>));
    let said = format!("announcement-{}", line.id);
    // What had the focus is gone then.
    let focus = app.platform.focus;
    let (id, reader) = (line.id, app.clone());
    let read = move |_| {
        let app = reader.clone();
        reading.start(async move {
            let command = Command::Announcement(AnnouncementCommand::Read);
            let failure = app.execute(Some(id), command).await.err();
            if failure.is_none() {
                focus(HEADING);
            }
            tell(failed, failure);
        });
    };
    rsx! {
        article { class: "card announcement", "data-test": "announcement", "aria-label": app.text("announcement-title"),
            p { id: "{said}", class: "said", Icon { name: "announcement" } " {line.text}" }
            p { class: "quiet", "{line.who} · " {app.fill("announcement-until", &app.day(line.until))} }
            if let Some(failure) = failed.read().clone() {
                p { role: "alert", class: "notice attention", {app.failure(&failure, None)} }
            }
            button { "data-test": "announcement-read", "aria-describedby": "{said}", onclick: read, {app.text("announcement-read")} }
        }
    }
}
