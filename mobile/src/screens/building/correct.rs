//! Correcting what the register says of an asset. Only what somebody changed is written; a field that a
//! colleague changed meanwhile is shown with both values, and somebody decides.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::building::{Asset, AssetField, BuildingCommand};
use shared::command::Command;
use shared::limits::LINE_CHARS_MAX;
use shared::{AssetId, DocumentId};

use crate::screens::context::AppContext;
use crate::screens::draft::handle::Draft;
use crate::screens::draft::note::DraftNote;
use crate::screens::field::{BothChanged, LineField};

/// The fields, by the key of what they are called.
const FIELDS: [&str; 4] = ["asset-make", "asset-model", "asset-serial", "asset-installed"];

type Values = [String; 4];

/// A correction that is being written.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Correcting {
    pub(crate) open: bool,
    /// What each field said when somebody began, or has seen since.
    shown: Values,
    values: Values,
}

/// How a field stands between what was shown, what was written and what the register says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merged {
    /// Nothing of it is to be written.
    Theirs,
    /// It is to be written.
    Mine,
    /// Both changed it, differently.
    Both,
}

impl Correcting {
    pub(crate) fn start(asset: &Asset) -> Self {
        let now = values(asset);
        Self { open: false, shown: now.clone(), values: now }
    }

    fn merged(&self, at: usize, now: &str) -> Merged {
        let (shown, mine) = (&self.shown[at], &self.values[at]);
        if mine == shown || mine == now {
            Merged::Theirs
        } else if shown == now {
            Merged::Mine
        } else {
            Merged::Both
        }
    }

    /// What the field shows: what was written, or what the register says now.
    fn text(&self, at: usize, now: &str) -> String {
        if self.values[at] == self.shown[at] { now.to_owned() } else { self.values[at].clone() }
    }

    fn write(&mut self, at: usize, now: &str, text: String) {
        // What was not touched yet is written against what the register says now.
        if self.values[at] == self.shown[at] {
            now.clone_into(&mut self.shown[at]);
        }
        self.values[at] = text;
    }
}

fn values(asset: &Asset) -> Values {
    [asset.make.clone(), asset.model.clone(), asset.serial.clone(), asset.installed.clone()]
}

fn field(at: usize, value: String) -> AssetField {
    match at {
        0 => AssetField::Make(value),
        1 => AssetField::Model(value),
        2 => AssetField::Serial(value),
        _ => AssetField::Installed(value),
    }
}

#[component]
pub(crate) fn Correct(
    building: DocumentId,
    asset_id: AssetId,
    asset: Asset,
    draft: Draft<Correcting>,
) -> Element {
    let app = use_context::<AppContext>();
    let now = values(&asset);
    let form = draft.get();
    let states: Vec<Merged> = (0..FIELDS.len()).map(|at| form.merged(at, &now[at])).collect();
    let (begun, undecided) =
        (states.iter().any(|state| *state != Merged::Theirs), states.contains(&Merged::Both));
    let submit = {
        let draft = draft.clone();
        move |event: FormEvent| {
            event.prevent_default();
            let form = draft.peek();
            let mine = |at: &usize| states[*at] == Merged::Mine;
            let commands: Vec<Command> = (0..FIELDS.len())
                .filter(mine)
                .map(|at| field(at, form.values[at].clone()))
                .map(|field| Command::Building(BuildingCommand::CorrectAsset { asset: asset_id, field }))
                .collect();
            if undecided {
                // The question stands beside the field.
            } else if commands.is_empty() {
                draft.forget();
            } else {
                draft.submit_all(Some(building), commands, Box::new(|_| ()));
            }
        }
    };
    let failure = draft.failure();
    let cancelling = draft.clone();
    rsx! {
        form { class: "add", onsubmit: submit,
            for (at, key) in FIELDS.into_iter().enumerate() {
                Field { at, label: key, now: now[at].clone(), draft: draft.clone() }
            }
            if begun {
                DraftNote { draft: draft.handle() }
            }
            if let Some(failure) = failure {
                p { role: "alert", class: "notice attention", {app.failure(&failure, None)} }
            }
            div { class: "row",
                button { r#type: "button", onclick: move |_| cancelling.change(|form| form.open = false), {app.text("cancel")} }
                button { r#type: "submit", class: "primary", "data-test": "asset-save", {app.text("save")} }
            }
        }
    }
}

#[component]
fn Field(at: usize, label: &'static str, now: String, draft: Draft<Correcting>) -> Element {
    let app = use_context::<AppContext>();
    let (shown, written) = (now.clone(), now.clone());
    let bound =
        draft.bind(move |form| form.text(at, &shown), move |form, text| form.write(at, &written, text));
    let form = draft.get();
    let (insisting, yielding, theirs) = (draft.clone(), draft.clone(), now.clone());
    let take = now.clone();
    rsx! {
        label {
            span { {app.text(label)} }
            LineField { bound, test: label, chars_max: LINE_CHARS_MAX }
        }
        if form.merged(at, &now) == Merged::Both {
            BothChanged {
                theirs: now,
                mine: form.values[at].clone(),
                ontheirs: move |()| yielding.change(|form| {
                    form.values[at].clone_from(&take);
                    form.shown[at].clone_from(&take);
                }),
                onmine: move |()| insisting.change(|form| form.shown[at].clone_from(&theirs)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(shown: &str, mine: &str) -> Correcting {
        let values = |text: &str| [text.to_owned(), String::new(), String::new(), String::new()];
        Correcting { open: true, shown: values(shown), values: values(mine) }
    }

    #[test]
    fn only_what_its_person_changed_is_written_and_what_both_changed_is_asked() {
        assert_eq!(form("a", "a").merged(0, "a"), Merged::Theirs);
        assert_eq!(form("a", "a").merged(0, "b"), Merged::Theirs);
        assert_eq!(form("a", "b").merged(0, "b"), Merged::Theirs);
        assert_eq!(form("a", "b").merged(0, "a"), Merged::Mine);
        assert_eq!(form("a", "b").merged(0, "c"), Merged::Both);
    }

    #[test]
    fn a_field_nobody_touched_shows_what_the_register_says_now_and_is_changed_from_there() {
        let mut form = form("a", "a");
        assert_eq!(form.text(0, "b"), "b");
        form.write(0, "b", "bc".to_owned());
        assert_eq!((form.text(0, "b").as_str(), form.merged(0, "b")), ("bc", Merged::Mine));
    }
}
