//! The forms of a page, read from its HTML and written back. Deliberately absent: what is to be written.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, end_tag, rewrite_str, text};
use maud::{PreEscaped, html};

/// What kind of field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// One line, a day, a number.
    #[default]
    Line,
    /// Several lines.
    Lines,
    /// A list to choose from.
    Select,
    /// Boxes or buttons, of which some are ticked.
    Ticks,
}

/// A field as the page shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) kind: Kind,
    pub(crate) value: String,
    /// What a reader sees of the value of a list.
    pub(crate) label: String,
    /// What can be chosen.
    pub(crate) options: BTreeSet<String>,
    pub(crate) ticked: BTreeSet<String>,
    pub(crate) chars_max: Option<usize>,
}

/// A form as the page shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pub(crate) method: String,
    pub(crate) action: String,
    pub(crate) fields: BTreeMap<String, Field>,
    pub(crate) hidden: Vec<(String, String)>,
    /// The folded parts around it, by their number.
    folds: Vec<usize>,
}

/// What is written in a field of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) value: Option<String>,
    pub(crate) ticked: Option<BTreeSet<String>>,
    /// A word after it, as HTML.
    pub(crate) note: Option<String>,
}

/// What is written on a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writing {
    /// The form, by its number, and its fields.
    pub(crate) form: Option<(usize, BTreeMap<String, Left>)>,
    /// What comes first in that form, as HTML.
    pub(crate) begin: String,
    /// What comes first on the page, and last, as HTML.
    pub(crate) first: String,
    pub(crate) last: String,
    /// Without the choice of a language: it would lose what is on the page.
    pub(crate) drops_language: bool,
}

#[derive(Default)]
struct Reading {
    forms: Vec<Form>,
    folds: Vec<usize>,
    folds_seen: usize,
    /// The list or text that is being read.
    field: String,
    /// Whether its chosen value is being read.
    chosen: bool,
}

impl Reading {
    fn begin_fold(&mut self) {
        self.folds.push(self.folds_seen);
        self.folds_seen += 1;
    }

    fn begin_form(&mut self, element: &Element<'_, '_>) {
        let (method, action) = (attribute(element, "method"), attribute(element, "action"));
        self.forms.push(Form { method, action, folds: self.folds.clone(), ..Form::default() });
    }

    /// A list or text begins.
    fn begin_field(&mut self, element: &Element<'_, '_>, begun: Field) {
        self.field = attribute(element, "name");
        self.with_this(|field| *field = begun);
    }

    fn input(&mut self, element: &Element<'_, '_>) {
        let (name, value) = (attribute(element, "name"), attribute(element, "value"));
        let kind = attribute(element, "type");
        if kind == "hidden" {
            if let Some(form) = self.forms.last_mut() {
                form.hidden.push((name, value));
            }
        } else if matches!(kind.as_str(), "checkbox" | "radio") {
            self.with_field(&name, |field| {
                field.kind = Kind::Ticks;
                field.options.insert(value.clone());
                if element.has_attribute("checked") {
                    field.ticked.insert(value);
                }
            });
        } else if !is_left_alone(&kind) {
            let line = Field { value, chars_max: chars_max(element), ..Field::default() };
            self.with_field(&name, |field| *field = line);
        }
    }

    /// An option of the list that is being read; the first is chosen unless another says so.
    fn option(&mut self, element: &Element<'_, '_>) {
        let value = attribute(element, "value");
        let mut is_chosen = element.has_attribute("selected");
        self.with_this(|field| {
            is_chosen |= field.options.is_empty();
            if is_chosen {
                field.value.clone_from(&value);
                field.label.clear();
            }
            field.options.insert(value);
        });
        self.chosen = is_chosen;
    }

    fn with_field(&mut self, name: &str, change: impl FnOnce(&mut Field)) {
        if let Some(form) = self.forms.last_mut() {
            change(form.fields.entry(name.to_owned()).or_default());
        }
    }

    /// The same with the list or text that is being read.
    fn with_this(&mut self, change: impl FnOnce(&mut Field)) {
        let name = self.field.clone();
        self.with_field(&name, change);
    }
}

/// The text as it stands in HTML.
pub(crate) fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}

/// What [`escaped`] made of it.
fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn attribute(element: &Element<'_, '_>, name: &str) -> String {
    plain(&element.get_attribute(name).unwrap_or_default())
}

fn chars_max(element: &Element<'_, '_>) -> Option<usize> {
    attribute(element, "data-chars-max").parse().ok()
}

/// Fields that nobody fills in on a page that is shown again.
fn is_left_alone(kind: &str) -> bool {
    matches!(kind, "hidden" | "password" | "file" | "submit" | "button")
}

/// Reads the forms of a page.
pub(crate) fn forms(page: &str) -> Vec<Form> {
    let reading = Rc::new(RefCell::new(Reading::default()));
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("details", |element| {
            reading.borrow_mut().begin_fold();
            let reading = Rc::clone(&reading);
            element.on_end_tag(end_tag!(move |_| {
                reading.borrow_mut().folds.pop();
                Ok(())
            }))
        }))
        .append_element_content_handler(element!("form", |element| {
            reading.borrow_mut().begin_form(element);
            Ok(())
        }))
        .append_element_content_handler(element!("form input[name]", |element| {
            reading.borrow_mut().input(element);
            Ok(())
        }))
        .append_element_content_handler(element!("form select[name]", |element| {
            let list = Field { kind: Kind::Select, ..Field::default() };
            reading.borrow_mut().begin_field(element, list);
            Ok(())
        }))
        .append_element_content_handler(element!("form select option", |element| {
            reading.borrow_mut().option(element);
            Ok(())
        }))
        .append_element_content_handler(text!("form select option", |part| {
            let mut reading = reading.borrow_mut();
            if reading.chosen {
                reading.with_this(|field| field.label.push_str(part.as_str()));
            }
            Ok(())
        }))
        .append_element_content_handler(element!("form textarea[name]", |element| {
            let area = Field { kind: Kind::Lines, chars_max: chars_max(element), ..Field::default() };
            reading.borrow_mut().begin_field(element, area);
            Ok(())
        }))
        .append_element_content_handler(text!("form textarea", |part| {
            reading.borrow_mut().with_this(|field| field.value.push_str(part.as_str()));
            Ok(())
        }));
    if let Err(error) = rewrite_str(page, settings) {
        tracing::error!(%error, "the forms of a page could not be read");
        return Vec::new();
    }
    let mut forms = reading.take().forms;
    // Text comes in parts, cut anywhere: it is put together first.
    for field in forms.iter_mut().flat_map(|form| form.fields.values_mut()) {
        field.label = plain(&field.label);
        if field.kind == Kind::Lines {
            field.value = plain(&field.value);
        }
    }
    forms
}

/// Where [`written`] is on a page.
struct Place<'a> {
    writing: &'a Writing,
    forms: usize,
    folds: usize,
    list: String,
}

impl Place<'_> {
    fn left(&self, name: &str) -> Option<&Left> {
        let (number, fields) = self.writing.form.as_ref()?;
        if number + 1 == self.forms { fields.get(name) } else { None }
    }
}

fn write_input(place: &Place<'_>, element: &mut Element<'_, '_>) -> lol_html::HandlerResult {
    let (name, kind) = (attribute(element, "name"), attribute(element, "type"));
    let Some(left) = place.left(&name).filter(|_| !is_left_alone(&kind)) else { return Ok(()) };
    if let Some(ticked) = &left.ticked {
        if ticked.contains(&attribute(element, "value")) {
            element.set_attribute("checked", "")?;
        } else {
            element.remove_attribute("checked");
        }
        return Ok(());
    }
    if let Some(value) = &left.value {
        element.set_attribute("value", &escaped(value))?;
    }
    note(left, element);
    Ok(())
}

fn note(left: &Left, element: &mut Element<'_, '_>) {
    if let Some(note) = &left.note {
        element.after(note, ContentType::Html);
    }
}

fn write_text_area(place: &Place<'_>, element: &mut Element<'_, '_>) {
    if let Some(left) = place.left(&attribute(element, "name")) {
        if let Some(value) = &left.value {
            // A browser drops the first line end of a text.
            element.set_inner_content(&format!("\n{}", escaped(value)), ContentType::Html);
        }
        note(left, element);
    }
}

/// The page with something written on it; the page itself when it cannot be read.
pub(crate) fn written(page: &str, forms: &[Form], writing: &Writing) -> String {
    let open: BTreeSet<usize> = writing
        .form
        .iter()
        .filter_map(|(number, _)| forms.get(*number))
        .flat_map(|form| form.folds.iter().copied())
        .collect();
    let place = RefCell::new(Place { writing, forms: 0, folds: 0, list: String::new() });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("main", |element| {
            element.prepend(&writing.first, ContentType::Html);
            element.append(&writing.last, ContentType::Html);
            Ok(())
        }))
        .append_element_content_handler(element!("form.languages", |element| {
            if writing.drops_language {
                element.remove();
            }
            Ok(())
        }))
        .append_element_content_handler(element!("details", |element| {
            let mut place = place.borrow_mut();
            if open.contains(&place.folds) {
                element.set_attribute("open", "")?;
            }
            place.folds += 1;
            Ok(())
        }))
        .append_element_content_handler(element!("form", |element| {
            let mut place = place.borrow_mut();
            if writing.form.as_ref().is_some_and(|(number, _)| *number == place.forms) {
                element.before("<span id=\"form-again\" tabindex=\"-1\"></span>", ContentType::Html);
                element.prepend(&writing.begin, ContentType::Html);
            }
            place.forms += 1;
            Ok(())
        }))
        .append_element_content_handler(element!("form input[name]", |element| {
            write_input(&place.borrow(), element)
        }))
        .append_element_content_handler(element!("form textarea[name]", |element| {
            write_text_area(&place.borrow(), element);
            Ok(())
        }))
        .append_element_content_handler(element!("form select[name]", |element| {
            let mut place = place.borrow_mut();
            place.list = attribute(element, "name");
            if let Some(left) = place.left(&place.list) {
                note(left, element);
            }
            Ok(())
        }))
        .append_element_content_handler(element!("form select option", |element| {
            let place = place.borrow();
            if let Some(value) = place.left(&place.list).and_then(|left| left.value.as_ref()) {
                if *value == attribute(element, "value") {
                    element.set_attribute("selected", "")?;
                } else {
                    element.remove_attribute("selected");
                }
            }
            Ok(())
        }));
    rewrite_str(page, settings).unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be written on");
        page.to_owned()
    })
}

/// The page with fields nobody sees put into its forms: what `hidden` gives for a form's number and action.
pub(crate) fn with_hidden(
    page: &str,
    mut hidden: impl FnMut(usize, &str) -> Vec<(&'static str, String)>,
) -> String {
    let mut forms = 0;
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("form", |element| {
        let (number, action) = (forms, attribute(element, "action"));
        forms += 1;
        if attribute(element, "method") == "post" {
            let fields = hidden(number, &action);
            let fields = html! {
                @for (name, value) in &fields { input type="hidden" name=(name) value=(value); }
            };
            let PreEscaped(fields) = fields;
            element.prepend(&fields, ContentType::Html);
        }
        Ok(())
    }));
    rewrite_str(page, settings).unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be written on");
        page.to_owned()
    })
}

/// A page that answers a form, with the address it has without one.
pub(crate) fn at_address(page: &str, address: &str) -> String {
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("body", |element| {
        element.set_attribute("data-page", &escaped(address))?;
        Ok(())
    }));
    rewrite_str(page, settings).unwrap_or_else(|_| page.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<main><form method=\"get\" action=\"/a\"><input name=\"text\" value=\"&lt;\"></form>\
        <details><summary>x</summary><form method=\"post\" action=\"/b?c=1&amp;d\">\
        <input type=\"hidden\" name=\"was.title\" value=\"&quot;A&quot;\"><input name=\"title\" value=\"&quot;A&quot;\">\
        <textarea name=\"note\" data-chars-max=\"5\">a &amp; b</textarea>\
        <select name=\"kind\"><option value=\"\">?</option><option value=\"k\" selected>K</option></select>\
        <input type=\"checkbox\" name=\"who\" value=\"1\" checked><input type=\"checkbox\" name=\"who\" value=\"2\">\
        <input type=\"password\" name=\"new\"></form></details></main>";

    #[test]
    fn forms_are_read_as_the_page_shows_them() {
        let forms = forms(PAGE);
        let [get, post] = forms.as_slice() else { unreachable!("two forms") };
        assert_eq!((get.method.as_str(), get.fields["text"].value.as_str()), ("get", "<"));
        assert_eq!(post.action, "/b?c=1&d");
        assert_eq!(post.hidden, [("was.title".to_owned(), "\"A\"".to_owned())]);
        assert_eq!((post.fields["note"].value.as_str(), post.fields["note"].chars_max), ("a & b", Some(5)));
        let kind = &post.fields["kind"];
        assert_eq!((kind.value.as_str(), kind.label.as_str(), kind.options.len()), ("k", "K", 2));
        assert_eq!(post.fields["who"].ticked, ["1".to_owned()].into());
        assert!(!post.fields.contains_key("new"), "a password is never filled in");
    }

    #[test]
    fn what_is_written_in_a_form_reads_back_and_nothing_else_is_touched() {
        let found = forms(PAGE);
        let text = "<b>\"é\" & \n\nfin";
        let localizer = |value: &str| Left { value: Some(value.to_owned()), ..Left::default() };
        let ticked = Left { ticked: Some(["2".to_owned()].into()), ..Left::default() };
        let fields =
            [("title", localizer(text)), ("note", localizer(text)), ("kind", localizer("")), ("who", ticked)];
        let fields = fields.map(|(name, left)| (name.to_owned(), left)).into();
        let writing = Writing { form: Some((1, fields)), first: "<p>!</p>".to_owned(), ..Writing::default() };
        let page = written(PAGE, &found, &writing);
        let again = forms(&page);
        assert_eq!(again[0].fields["text"].value, "<");
        assert_eq!(again[1].fields["title"].value, text);
        assert_eq!(again[1].fields["note"].value, format!("\n{text}"));
        assert_eq!(again[1].fields["kind"].value, "");
        assert_eq!(again[1].fields["who"].ticked, ["2".to_owned()].into());
        assert!(page.contains("<details open"), "{page}");
        assert!(page.starts_with("<main><p>!</p>"), "{page}");
    }
}
