//! Every field people fill in. A field shows and changes a text of a draft ([`Bound`]), so that what is
//! typed is kept; nothing is cut: what is too long is counted and said.

use dioxus::prelude::*;

use crate::screens::context::AppContext;
use crate::screens::draft::handle::Bound;

/// A field of one line.
#[component]
pub(crate) fn LineField(
    bound: Bound,
    test: &'static str,
    chars_max: usize,
    #[props(default)] required: bool,
    /// What it is called, where no label stands beside it.
    #[props(default)]
    label: String,
    #[props(default = "text")] kind: &'static str,
    #[props(default = "text")] input_mode: &'static str,
    #[props(default)] id: Option<&'static str>,
    #[props(default)] class: Option<&'static str>,
    #[props(default)] placeholder: String,
    #[props(default)] autocapitalize: Option<&'static str>,
    /// The field is left, or Enter pressed.
    #[props(default)]
    onleave: EventHandler<()>,
) -> Element {
    let value = bound.value.clone();
    rsx! {
        input {
            r#type: kind,
            id,
            class,
            "aria-label": (!label.is_empty()).then_some(label),
            inputmode: input_mode,
            placeholder,
            autocomplete: "off",
            autocapitalize,
            required,
            "data-test": test,
            "data-field": test,
            value: "{value}",
            oninput: move |event| bound.set(event.value()),
            onchange: move |_| onleave.call(()),
        }
        Length { text: value.clone(), chars_max }
    }
}

/// A field of several lines.
#[component]
pub(crate) fn TextField(
    bound: Bound,
    test: &'static str,
    chars_max: usize,
    rows: u32,
    #[props(default)] required: bool,
    /// What it is called, where no label stands beside it.
    #[props(default)]
    label: String,
    #[props(default)] id: Option<&'static str>,
    #[props(default)] placeholder: String,
    #[props(default)] onenter: EventHandler<()>,
    #[props(default)] onleave: EventHandler<()>,
) -> Element {
    let value = bound.value.clone();
    rsx! {
        textarea {
            id,
            "aria-label": (!label.is_empty()).then_some(label),
            placeholder,
            rows: "{rows}",
            required,
            "data-test": test,
            "data-field": test,
            value: "{value}",
            oninput: move |event| bound.set(event.value()),
            onfocus: move |_| onenter.call(()),
            onblur: move |_| onleave.call(()),
        }
        Length { text: value.clone(), chars_max }
    }
}

/// A field for a PIN: the one kind of text that is kept nowhere. Nobody reads it over a shoulder, but for a code that is
/// used up with it.
#[component]
pub(crate) fn PinField(
    value: Signal<String>,
    test: &'static str,
    label: String,
    #[props(default)] is_code: bool,
) -> Element {
    let (kind, mode) = if is_code { ("text", "text") } else { ("password", "numeric") };
    rsx! {
        label { r#for: test, "{label}" }
        input {
            r#type: kind,
            id: test,
            inputmode: mode,
            autocomplete: "off",
            autocapitalize: "characters",
            spellcheck: "false",
            "data-test": test,
            "data-field": test,
            value: "{value}",
            oninput: move |event| value.set(event.value()),
        }
    }
}

/// What two people wrote in one field: which of both is to stand.
#[component]
pub(crate) fn BothChanged(
    theirs: String,
    mine: String,
    ontheirs: EventHandler<()>,
    onmine: EventHandler<()>,
) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        div { class: "notice attention", role: "alert", "data-test": "both-changed",
            p { {app.both_changed(&theirs, &mine)} }
            div { class: "row",
                button { r#type: "button", "data-test": "take-theirs", onclick: move |_| ontheirs.call(()), {app.text("take-theirs")} }
                button { r#type: "button", "data-test": "keep-mine", onclick: move |_| onmine.call(()), {app.text("keep-mine")} }
            }
        }
    }
}

/// A text to read and to copy.
#[component]
pub(crate) fn ReadField(text: String, label: String) -> Element {
    rsx! {
        textarea { readonly: true, rows: "6", "aria-label": label, "{text}" }
    }
}

/// How long a text is, once that matters: nothing is cut, and nothing is saved until it fits.
#[component]
fn Length(text: String, chars_max: usize) -> Element {
    let app = use_context::<AppContext>();
    // A character is at least a byte: most texts are decided without counting.
    if text.len() * 10 < chars_max * 9 {
        return rsx! {};
    }
    let chars = text.chars().count();
    if chars * 10 < chars_max * 9 {
        return rsx! {};
    }
    let lengths = app.lengths(chars, chars_max);
    if chars > chars_max {
        return rsx! {
            p { role: "alert", class: "notice attention", "data-test": "too-long", "{lengths} " {app.text("text-over")} }
        };
    }
    rsx! {
        p { class: "quiet", "data-test": "length", "{lengths}" }
    }
}

/// One of a list that opens.
#[component]
pub(crate) fn SelectField(
    bound: Bound,
    test: &'static str,
    #[props(default)] required: bool,
    /// Value and words.
    options: Vec<(String, String)>,
) -> Element {
    let value = bound.value.clone();
    rsx! {
        select { required, "data-test": test, "data-field": test, value: "{value}", onchange: move |event| bound.set(event.value()),
            for (one, words) in options {
                option { key: "{one}", value: "{one}", selected: one == value, "{words}" }
            }
        }
    }
}

/// A choice among a few.
#[derive(Clone, PartialEq)]
pub(crate) struct Pick {
    pub(crate) value: String,
    pub(crate) words: String,
    /// The language the words are in, if it is not the screen's.
    pub(crate) lang: Option<&'static str>,
    pub(crate) test: String,
}

/// One of a few that are all shown.
#[component]
pub(crate) fn Picks(
    bound: Bound,
    name: String,
    picks: Vec<Pick>,
    #[props(default = "pick")] class: &'static str,
    #[props(default)] onpick: EventHandler<()>,
) -> Element {
    rsx! {
        for pick in picks {
            label { key: "{pick.value}", class,
                input {
                    r#type: "radio",
                    name: "{name}",
                    value: "{pick.value}",
                    "data-test": "{pick.test}",
                    "data-field": "{name}",
                    checked: bound.value == pick.value,
                    onchange: {
                        let (bound, value) = (bound.clone(), pick.value.clone());
                        move |_| {
                            bound.set(value.clone());
                            onpick.call(());
                        }
                    },
                }
                span { lang: pick.lang, "{pick.words}" }
            }
        }
    }
}
