//! What a form sent.

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use shared::visible::says_something;
use shared::{FactId, PersonId, Sha256};

/// The field with the form's id.
pub(crate) const ONCE: &str = "once";
/// The field with the address of the page the form stands on.
pub(crate) const PAGE: &str = "page";
/// What the fields begin with that say how others were shown.
pub(crate) const WAS: &str = "was.";
/// What the fields begin with that say which of two values is to be kept.
pub(crate) const KEEP: &str = "keep.";
/// The field of the sign-in form with what somebody had sent when their session was over.
pub(crate) const KEPT: &str = "kept";

/// The field with a code of the second factor: in the form that asks for one, and in every form before which it is
/// asked for again.
pub(crate) const CODE: &str = "second-factor-code";
/// The field with what the codes of a second factor are made from, while it is set up.
pub(crate) const FACTOR_SECRET: &str = "second-factor-secret";

/// Fields nobody keeps for anybody.
const SECRET: [&str; 6] = ["password", "old", "new", "again", CODE, FACTOR_SECRET];
/// Fields that say what a form is about, and nothing that somebody wrote.
const MACHINES: [&str; 5] = ["seen", "building", "request", "contradiction", "login"];

/// The code of a second factor that a form was sent with.
#[derive(Clone)]
pub(crate) struct GivenCode(pub(crate) String);

/// The id of a form, and whom it was shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FormId {
    pub(crate) person: PersonId,
    pub(crate) id: FactId,
}

impl fmt::Display for FormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.person, self.id)
    }
}

impl FromStr for FormId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (person, id) = text.split_once('.').ok_or(())?;
        let id: FactId = id.parse().map_err(|_| ())?;
        let person = person.parse().map_err(|_| ())?;
        if id.is_of_the_clock() { Ok(Self { person, id }) } else { Err(()) }
    }
}

/// What a form sent, without the passwords in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sent {
    /// The address it was sent to.
    pub(crate) to: String,
    /// The page it stands on.
    pub(crate) page: String,
    pub(crate) id: Option<FormId>,
    fields: Vec<(String, String)>,
}

impl Sent {
    /// Reads a form that was sent `to` an address from the page at `referer`, unless it says otherwise.
    pub(crate) fn read(to: &str, referer: &str, pairs: Vec<(String, String)>) -> Self {
        let find = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
        let page = find(PAGE).map_or(referer, String::as_str);
        let page = if is_ours(page) { page.to_owned() } else { "/office".to_owned() };
        let id = find(ONCE).and_then(|id| id.parse().ok());
        let fields = pairs.into_iter().filter(|(name, _)| name != ONCE && name != PAGE);
        let fields = fields.map(|(name, value)| (name, value.replace("\r\n", "\n")));
        Self { to: to.to_owned(), page, id, fields: fields.collect() }
    }

    /// The hash of what it says; with which code of a second factor makes no difference.
    pub(crate) fn digest(&self) -> Sha256 {
        let said: Vec<_> = self.fields.iter().filter(|(name, _)| name != CODE).collect();
        Sha256::of(&serde_json::to_vec(&(&self.to, said)).unwrap_or_default())
    }

    /// The code of a second factor it came with.
    pub(crate) fn code(&self) -> Option<GivenCode> {
        self.one(CODE).map(|code| GivenCode(code.to_owned()))
    }

    /// The values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// A field's value, when it was sent.
    pub(crate) fn one<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// The values a field was shown with, when the form says so.
    pub(crate) fn was(&self, name: &str) -> Option<Vec<&str>> {
        let was = format!("{WAS}{name}");
        let values: Vec<&str> =
            self.fields.iter().filter(|(found, _)| *found == was).map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then_some(values)
    }

    /// Without what nobody is to keep.
    pub(crate) fn without_secrets(mut self) -> Self {
        self.fields.retain(|(name, _)| !SECRET.contains(&name.as_str()));
        self
    }

    /// Whether there is anything in it to keep.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// What somebody wrote in it, to read.
    pub(crate) fn written(&self) -> Vec<&str> {
        let by_hand = |(name, value): &&(String, String)| {
            !MACHINES.contains(&name.as_str())
                && !name.starts_with(WAS)
                && !name.starts_with(KEEP)
                && value.parse::<FactId>().is_err()
                && says_something(value)
        };
        self.fields.iter().filter(by_hand).map(|(_, value)| value.as_str()).collect()
    }

    /// As it travels through the sign-in form.
    pub(crate) fn sealed(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads [`Sent::sealed`], which came back from a browser.
    pub(crate) fn unsealed(text: &str) -> Option<Self> {
        let sent: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        (is_ours(&sent.page) && is_ours(&sent.to)).then(|| sent.without_secrets())
    }
}

/// Whether an address is one of the office's own, without a host.
pub(crate) fn is_ours(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    (path == "/office" || path.starts_with("/office/"))
        && address.parse::<Uri>().is_ok_and(|uri| uri.authority().is_none())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Sent::read("/office/requests", "/office/requests/new", pairs)
    }

    #[test]
    fn a_form_is_gone_back_to_only_at_an_address_of_ours() {
        assert_eq!(sent(&[("page", "/office/people/new?x=1")]).page, "/office/people/new?x=1");
        for elsewhere in ["https://example.org/", "//example.org/office/", "/officer", "/", "", "/office/\n"]
        {
            assert_eq!(sent(&[("page", elsewhere)]).page, "/office", "{elsewhere}");
        }
    }

    #[test]
    fn what_is_kept_for_after_signing_in_holds_no_password() {
        let kept = sent(&[("title", "é"), ("password", "secret"), ("old", "secret"), ("new", "secret")]);
        let sealed = kept.without_secrets().sealed();
        let back = Sent::unsealed(&sealed).unwrap();
        assert_eq!(back.written(), ["é"]);
        assert!(back.one("password").is_none() && back.one("new").is_none());
        assert!(Sent::unsealed("e30").is_none() && Sent::unsealed("?").is_none());
    }

    #[test]
    fn the_same_words_have_the_same_hash_whatever_the_id_of_the_form() {
        let id = format!("{}.{}", PersonId::from_bytes([1; 16]), FactId::from_bytes([0x77; 16]));
        assert_eq!(sent(&[("title", "a"), ("once", &id)]).digest(), sent(&[("title", "a")]).digest());
        assert_ne!(sent(&[("title", "a")]).digest(), sent(&[("title", "b")]).digest());
    }
}
