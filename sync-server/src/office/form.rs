//! What a form or an address brings: words by name, read into types at the edge.

use std::fmt::Display;
use std::str::FromStr;

use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use axum::{Form, RequestExt as _};
use maud::{Markup, html};
use shared::Day;

use crate::office::address::query;
use crate::office::page_error::PageError;
use crate::office::resubmission::sent::{KEEP, WAS};
use crate::office::state::Office;

/// The fields of a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

/// The parameters of an address.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters(pub(crate) Fields);

impl Fields {
    fn new(pairs: Vec<(String, String)>) -> Self {
        // Browsers send the line ends of a text area as CR LF; documents hold LF.
        Self(pairs.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
    }

    /// A field's words, trimmed; empty when it is not there.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.exact(name).trim()
    }

    /// A field exactly as it was sent.
    pub(crate) fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
    }

    /// What reads as a `T` among the values of a field.
    pub(crate) fn all<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.0.iter().filter(|(found, _)| found == name).filter_map(|(_, value)| value.parse().ok()).collect()
    }

    /// What stands after this beginning in the names of fields.
    pub(crate) fn names_after<T: FromStr>(&self, beginning: &str) -> Vec<T> {
        self.0.iter().filter_map(|(name, _)| name.strip_prefix(beginning)?.parse().ok()).collect()
    }

    /// A field that may be empty.
    pub(crate) fn optional<T: FromStr>(&self, name: &str) -> Result<Option<T>, PageError> {
        match self.one(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| PageError::Invalid("error-other")),
        }
    }

    /// A field that must be filled in.
    pub(crate) fn required<T: FromStr>(&self, name: &str, phrase: &'static str) -> Result<T, PageError> {
        self.one(name).parse().map_err(|_| PageError::Invalid(phrase))
    }

    /// A day that may be left open.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Day>, PageError> {
        let text = self.one(name);
        let day = if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
        let day: Option<Day> = day.map_err(|_| PageError::Invalid("error-day"))?;
        if day.is_none_or(Day::is_plausible) { Ok(day) } else { Err(PageError::Invalid("error-day")) }
    }

    /// What a field of an edit was shown with; `now`, what it is, when the form does not say.
    pub(crate) fn shown<'a>(&'a self, name: &str, now: &'a str) -> &'a str {
        let was = format!("{WAS}{name}");
        self.0.iter().find(|(found, _)| *found == was).map_or(now, |(_, value)| value.as_str())
    }

    /// What a field of an edit was left with: what it was shown with, where somebody else's value is to
    /// be kept.
    pub(crate) fn left<'a>(&'a self, name: &str, now: &'a str) -> &'a str {
        let theirs = self.one(&format!("{KEEP}{name}")) == "theirs";
        if theirs || !self.has(name) { self.shown(name, now) } else { self.one(name) }
    }

    /// Whether a field was sent.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// The values a field of an edit was shown with, one of several; `None` when the form does not say.
    pub(crate) fn all_shown<T: FromStr>(&self, name: &str) -> Option<Vec<T>> {
        let was = format!("{WAS}{name}");
        self.0.iter().any(|(found, _)| *found == was).then(|| self.all(&was))
    }

    /// The page of a list, from 0.
    pub(crate) fn page(&self) -> u32 {
        self.one("page").parse::<u32>().unwrap_or(1).saturating_sub(1)
    }

    /// These parameters as an address's query, with another page.
    pub(crate) fn with_page(&self, page: u32) -> String {
        self.with("page", &(page + 1).to_string())
    }

    /// These parameters as an address's query, sorted in another way, from the first page on.
    pub(crate) fn with_sort(&self, sort: &str) -> String {
        let others = self.0.iter().filter(|(name, _)| name != "page").cloned().collect();
        Self(others).with("sort", sort)
    }

    /// These parameters as an address's query, with another value for one; empty leaves it out.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        self.with_all(&[(name, value.to_owned())])
    }

    /// These parameters as an address's query, with other values for several.
    pub(crate) fn with_all(&self, changed: &[(&str, String)]) -> String {
        let pairs = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let others = pairs.filter(|(other, _)| !changed.iter().any(|(name, _)| name == other));
        query(others.chain(changed.iter().map(|(name, value)| (*name, value.as_str()))))
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(pairs: T) -> Self {
        Self::new(pairs.into_iter().collect())
    }
}

impl FromRequest<Office> for Fields {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &Office) -> Result<Self, PageError> {
        let form: Result<Form<Vec<(String, String)>>, _> = request.extract().await;
        form.map(|Form(pairs)| Self::new(pairs)).map_err(|rejection| {
            let too_long = rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE;
            PageError::Invalid(if too_long { "error-too-long" } else { "error-other" })
        })
    }
}

impl FromRequestParts<Office> for Parameters {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &Office) -> Result<Self, PageError> {
        let pairs: Result<Query<Vec<(String, String)>>, _> = Query::try_from_uri(&parts.uri);
        pairs.map(|Query(pairs)| Self(Fields::new(pairs))).map_err(|_| PageError::NotFound)
    }
}

/// In a form that changes something: what a field is shown with, so that only what its person changes is
/// written. Without a value the field is shown empty.
pub(crate) fn was<T: Display>(name: &str, values: impl IntoIterator<Item = T>) -> Markup {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    html! {
        @if values.is_empty() { input type="hidden" name={ (WAS) (name) } value=""; }
        @for value in &values { input type="hidden" name={ (WAS) (name) } value=(value); }
    }
}

/// The id in an address.
pub(crate) fn id<T: FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_filter_from_page_to_page() {
        let pairs = [("text", "chaudière à gaz"), ("team", ""), ("page", "2")];
        let fields = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        assert_eq!(fields.page(), 1);
        assert_eq!(fields.with_page(2), "?text=chaudi%C3%A8re%20%C3%A0%20gaz&page=3");
    }

    #[test]
    fn line_ends_arrive_as_documents_hold_them() {
        let fields = Fields::new(vec![("report".to_owned(), "a\r\nb".to_owned())]);
        assert_eq!(fields.exact("report"), "a\nb");
    }
}
