//! Search over orders, buildings and assets, while typing.

use dioxus::prelude::*;
use shared::DocumentKind;
use shared::limits::LINE_CHARS_MAX;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::list::Found;
use crate::screens::context::AppContext;
use crate::screens::field::LineField;
use crate::screens::icon::Icon;

#[component]
pub(crate) fn Search() -> Element {
    let app = use_context::<AppContext>();
    let draft = app.draft("search", String::new());
    let (asking, replica) = (draft.clone(), app.clone());
    // With the text it is about: of what was typed since, nothing is known yet.
    let answer = use_resource(move || {
        replica.revision.read();
        let (replica, text) = (replica.clone(), asking.get());
        async move { (text.clone(), replica.ask(Ask::Search { text }).await) }
    });
    let (found, status) = match &*answer.read() {
        Some((text, Answer::Found(found))) if found.is_empty() && !text.trim().is_empty() => {
            (Vec::new(), app.text("search-nothing"))
        }
        Some((_, Answer::Found(found))) if !found.is_empty() => {
            (found.clone(), app.count("search-found", found.len() as u64))
        }
        Some((_, Answer::Failed(failure))) => (Vec::new(), app.failure(failure, None)),
        _ => (Vec::new(), String::new()),
    };
    rsx! {
        div { class: "title", h1 { {app.text("search-title")} } }
        label { class: "search",
            span { class: "hidden", {app.text("search-label")} }
            Icon { name: "search" }
            LineField {
                bound: draft.bind(Clone::clone, |form, text| *form = text),
                test: "search",
                kind: "search",
                chars_max: LINE_CHARS_MAX,
                placeholder: app.text("search-label"),
            }
        }
        p { role: "status", class: "quiet", {status} }
        ul { class: "cards",
            for line in found {
                li { FoundCard { line } }
            }
        }
    }
}

#[component]
fn FoundCard(line: Found) -> Element {
    let (place, icon) = match (line.kind, line.asset) {
        (DocumentKind::WorkOrder, _) => ("order", "today"),
        (_, Some(_)) => ("building", "tool"),
        (_, None) => ("building", "building"),
    };
    let asset = line.asset.map(|asset| format!("/{asset}")).unwrap_or_default();
    rsx! {
        a { class: "card found", href: "#/{place}/{line.document}{asset}", "data-test": "found",
            Icon { name: icon }
            span {
                strong { "{line.title}" }
                span { class: "quiet", "{line.detail}" }
            }
        }
    }
}
