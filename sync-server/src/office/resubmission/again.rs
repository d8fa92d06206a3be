//! A form shown again with what somebody had written in it: three-way, field by field. What they did not
//! touch shows what it is now; what both they and somebody else changed shows both, to choose.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use shared::Day;

use crate::office::localizer::Localizer;
use crate::office::resubmission::html::{Field, Form, Kind, Left};
use crate::office::resubmission::sent::{FormId, KEEP, Sent, WAS};

/// How a form is filled in again.
pub(crate) struct Refill<'a> {
    pub(crate) sent: &'a Sent,
    /// Why it was not taken.
    pub(crate) said: Markup,
    /// The id it keeps.
    pub(crate) id: Option<FormId>,
    /// What comes first in it, as HTML.
    pub(crate) begin: String,
}

/// Hidden fields that say of what state a form was, not what it is about.
const STATES: [&str; 2] = ["seen", "login"];

/// The form among those of a page that was sent.
pub(crate) fn find(forms: &[Form], sent: &Sent) -> Option<usize> {
    let path = sent.to.split('?').next().unwrap_or_default();
    forms.iter().position(|form| {
        form.method == "post"
            && form.action.split('?').next() == Some(path)
            && form.hidden.iter().all(|(name, value)| is_the_same(sent, name, value))
    })
}

fn is_the_same(sent: &Sent, name: &str, value: &str) -> bool {
    STATES.contains(&name) || name.starts_with(WAS) || sent.all(name).any(|sent| sent == value)
}

/// What is written in each field of a form.
pub(crate) fn left(localizer: &Localizer, form: &Form, sent: &Sent) -> BTreeMap<String, Left> {
    let edits = |name: &str| form.hidden.iter().any(|(hidden, _)| hidden.strip_prefix(WAS) == Some(name));
    form.fields
        .iter()
        .map(|(name, field)| {
            let was = if edits(name) { sent.was(name) } else { None };
            (name.clone(), field_left(localizer, name, field, sent, was.as_deref()))
        })
        .collect()
}

fn field_left(localizer: &Localizer, name: &str, field: &Field, sent: &Sent, was: Option<&[&str]>) -> Left {
    if field.kind == Kind::Ticks {
        let is_ticked = |option: &&String| {
            let sent = sent.all(name).any(|value| value == *option);
            let untouched = was.is_some_and(|was| was.contains(&option.as_str()) == sent);
            if untouched { field.ticked.contains(*option) } else { sent }
        };
        let ticked: BTreeSet<String> = field.options.iter().filter(is_ticked).cloned().collect();
        return Left { ticked: Some(ticked), ..Left::default() };
    }
    let Some(value) = sent.one(name) else { return Left::default() };
    let mut left = Left { note: too_long(localizer, field, value), ..Left::default() };
    let was = was.and_then(|was| was.first().copied());
    let is_offered = field.kind != Kind::Select || field.options.contains(value);
    if was == Some(value) || !is_offered {
        return left;
    }
    if was.is_some_and(|was| field.value != was && field.value != value) {
        left.note = Some(both(localizer, name, field) + &left.note.unwrap_or_default());
    }
    left.value = Some(value.to_owned());
    left
}

/// How much too long a text is.
fn too_long(localizer: &Localizer, field: &Field, value: &str) -> Option<String> {
    let (chars, chars_max) = (value.chars().count(), field.chars_max?);
    let over = chars.checked_sub(chars_max).filter(|over| *over > 0)?;
    let [chars, chars_max, over] = [chars, chars_max, over].map(|count| localizer.grouped(count));
    let words = [("chars", chars.as_str()), ("most", chars_max.as_str()), ("over", over.as_str())];
    let told = localizer.with("form-too-long", &words);
    Some(html! { p.field-note role="alert" data-test="too-long" { (told) } }.into_string())
}

/// The value somebody else wrote meanwhile, and which of both is to be kept.
fn both(localizer: &Localizer, name: &str, field: &Field) -> String {
    let theirs = if field.kind == Kind::Select { field.label.trim() } else { field.value.as_str() };
    let shown = match theirs.parse::<Day>() {
        Ok(day) => localizer.day(day),
        Err(_) if theirs.is_empty() => localizer.text("form-theirs-empty"),
        Err(_) => theirs.to_owned(),
    };
    let keep = format!("{KEEP}{name}");
    html! {
        div.field-note role="group" aria-label=(localizer.text("form-both")) data-test="both" {
            p { (localizer.text("form-both")) }
            label.tick {
                input type="radio" name=(keep) value="mine" required;
                span { (localizer.text("form-mine")) }
            }
            label.tick {
                input type="radio" name=(keep) value="theirs" required;
                span { (localizer.text("form-theirs")) (localizer.text("colon")) strong { (shown) } }
            }
        }
    }
    .into_string()
}
