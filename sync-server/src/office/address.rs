//! Addresses of the office: those the kit itself knows, how their queries are written, and the whole one that
//! people reach it at.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ORIGIN, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};

use crate::http::site::{PhoneSite, Site};

/// The address that leads everybody to their own page.
pub(crate) const HOME: &str = "/office";
/// The page on which a session begins.
pub(crate) const SIGN_IN: &str = "/office/sign-in";
/// The page of one's own account, where a password is chosen.
pub(crate) const ACCOUNT: &str = "/office/account";

/// The page of one's own second factor.
pub(crate) const SECOND_FACTOR: &str = "/office/account/second-factor";
/// The page that asks for the second factor again.
pub(crate) const CODE_AGAIN: &str = "/office/account/code";

/// The accessibility statement.
pub(crate) const ACCESSIBILITY: &str = "/office/accessibility";

/// What is kept of people.
pub(crate) const PRIVACY: &str = "/office/privacy";

/// What a label is stuck on: its code follows.
pub(crate) const LABEL: &str = "/office/l/";

/// Which labels are to be printed, and on what.
pub(crate) const LABELS: &str = "/office/labels/choose";

/// Where anybody has a signed report verified.
pub(crate) const VERIFY_REPORT: &str = "/office/verify-report";

/// The query of an address, with its question mark: what is empty is left out.
pub(crate) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let written: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    if written.is_empty() { String::new() } else { format!("?{}", written.join("&")) }
}

/// Text as it stands in the query of an address (RFC 3986, percent-encoding).
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The page of the office the reader came from; [`HOME`] when the browser names none.
pub(crate) fn came_from(headers: &HeaderMap) -> String {
    headers
        .get(REFERER)
        .and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok())
        .and_then(|uri| Some(uri.path_and_query()?.as_str().to_owned()))
        .filter(|path| path.starts_with(HOME))
        .unwrap_or_else(|| HOME.to_owned())
}

/// Where the browser that sends a form or follows a link reaches the server: at the address that `--public-url` says, and
/// where that was not said, at the one of the page it comes from.
pub(crate) struct Reached {
    office: Option<Site>,
    phones: Option<Site>,
}

impl Reached {
    /// Whether that is over TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.office.as_ref().is_some_and(Site::is_secure)
    }

    /// Where phones come, if anybody knows: what stands before the paths of addresses for them.
    pub(crate) fn site_for_phones(&self) -> Option<String> {
        self.phones.as_ref().or(self.office.as_ref()).map(Site::to_string)
    }

    /// The whole address of a path that begins with `/` and is answered where phones come, which may be elsewhere.
    pub(crate) fn link_for_phones(&self, path: &str) -> String {
        let site = self.phones.as_ref().or(self.office.as_ref());
        site.map_or_else(|| path.to_owned(), |site| format!("{site}{path}"))
    }
}

impl<S: Sync> FromRequestParts<S> for Reached {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let from = || parts.headers.get(ORIGIN)?.to_str().ok()?.parse().ok();
        // Who only reads says no origin; the page they come from has it.
        let page = || {
            let page: Uri = parts.headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
            format!("{}://{}", page.scheme_str()?, page.authority()?).parse().ok()
        };
        let office = parts.extensions.get::<Site>().cloned().or_else(from).or_else(page);
        let phones = parts.extensions.get().map(|PhoneSite(site)| site.clone());
        Ok(Self { office, phones })
    }
}
