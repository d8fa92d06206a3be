//! The cookies of the office, read and written by their grammar (RFC 6265): the session, the browser and the language.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use shared::Language;
use shared::limits::SESSION_AGE_MS_MAX;

use crate::base::limits::KNOWN_BROWSER_MS_MAX;
use crate::http::cookies::{KNOWN, SECURE_KNOWN, cookies, tokens};

/// The cookie of the session over plain HTTP: on this machine, or behind a wall of one's own.
const SESSION: &str = "guichet_session";
/// The cookie of the session over HTTPS. Browsers take a name with this prefix only over HTTPS, for
/// the whole host and from it alone, so that no other site of the domain can put one in its place.
const SECURE_SESSION: &str = "__Host-guichet_session";
/// The cookie of the language.
const LANGUAGE: &str = "guichet_language";
/// How long the language is kept, in seconds: a year.
const LANGUAGE_SECONDS: i64 = 365 * 24 * 60 * 60;

/// The tokens of sessions that a browser sends. Where one of HTTPS is among them no other counts.
pub(crate) fn session_tokens(headers: &HeaderMap) -> Vec<String> {
    let secure = tokens(headers, SECURE_SESSION);
    if secure.is_empty() { tokens(headers, SESSION) } else { secure }
}

/// The language that was chosen in this browser.
pub(crate) fn chosen_language(headers: &HeaderMap) -> Option<Language> {
    let mut chosen = cookies(headers).filter(|cookie| cookie.name() == LANGUAGE);
    chosen.find_map(|cookie| {
        Language::ALL.into_iter().find(|language| language.tag() == cookie.value_trimmed())
    })
}

/// Takes the session of plain HTTP out of a request that came over TLS: anybody on the way, and any
/// other site of the domain, can put that cookie into a browser.
pub(crate) fn forget_plain_session(headers: &mut HeaderMap) {
    let kept: Vec<String> = cookies(headers)
        .filter(|cookie| cookie.name() != SESSION)
        .map(|cookie| cookie.stripped().to_string())
        .collect();
    headers.remove(COOKIE);
    if let Ok(line) = HeaderValue::try_from(kept.join("; "))
        && !kept.is_empty()
    {
        headers.insert(COOKIE, line);
    }
}

/// A cookie as an answer sets it, which no script can read and no other site has sent along with what it asks.
fn set(name: &'static str, value: String, seconds: i64, path: &'static str, is_secure: bool) -> String {
    Cookie::build((name, value))
        .path(path)
        .max_age(Duration::seconds(seconds))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure)
        .build()
        .to_string()
}

/// The cookie that keeps a session, for the way the browser came.
pub(crate) fn session_cookie(token: String, is_secure: bool) -> String {
    let seconds = SESSION_AGE_MS_MAX / 1000;
    if is_secure {
        set(SECURE_SESSION, token, seconds, "/", true)
    } else {
        set(SESSION, token, seconds, "/office", false)
    }
}

/// The cookie by which a browser is known later. It stays when a session ends: it opens nothing.
pub(crate) fn known_cookie(token: String, is_secure: bool) -> String {
    let seconds = KNOWN_BROWSER_MS_MAX / 1000;
    if is_secure {
        set(SECURE_KNOWN, token, seconds, "/", true)
    } else {
        set(KNOWN, token, seconds, "/office", false)
    }
}

/// The cookies that take away what a browser keeps of a session.
pub(crate) fn no_session() -> [(HeaderName, String); 2] {
    [
        (SET_COOKIE, set(SECURE_SESSION, String::new(), 0, "/", true)),
        (SET_COOKIE, set(SESSION, String::new(), 0, "/office", false)),
    ]
}

/// The cookie that keeps a language.
pub(crate) fn language_cookie(language: Language, is_secure: bool) -> String {
    set(LANGUAGE, language.tag().to_owned(), LANGUAGE_SECONDS, "/office", is_secure)
}

/// What a browser sends back once an answer has set this cookie; `None` when that is no cookie.
pub(crate) fn sent_back(set: &HeaderValue) -> Option<HeaderValue> {
    let cookie = Cookie::parse(set.to_str().ok()?).ok()?;
    HeaderValue::try_from(cookie.stripped().to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::limits::SESSION_COOKIES_MAX;

    fn headers(lines: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        headers
    }

    fn token(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    fn found(line: &str) -> Vec<String> {
        session_tokens(&headers(&[line.as_bytes()]))
    }

    #[test]
    fn what_stands_beside_the_session_hides_it_from_nobody() {
        let own = format!("__Host-guichet_session={}", token('a'));
        for junk in [
            "",
            ";",
            "=",
            "=x",
            "x",
            "x=",
            "x==",
            "x=\"a",
            "x=\"a b\"",
            "x=a,b",
            "$Version=1",
            "__Host-guichet_session",
            "__Host-guichet_session=",
            "__Host-guichet_session=x",
            "guichet_session=x",
            "x=\u{e9}\u{2028}",
        ] {
            for line in [format!("{junk}; {own}"), format!("{own};{junk}"), format!("{junk};{own} ;; {junk}")]
            {
                assert_eq!(found(&line), [token('a')], "{line}");
            }
        }
        // Bytes that are no UTF-8 either, and one header for each cookie, as HTTP/2 has them.
        assert_eq!(session_tokens(&headers(&[b"x=\xff\xfe", own.as_bytes(), b"y=\x80"])), [token('a')]);
    }

    #[test]
    fn what_only_looks_like_a_session_is_none() {
        let token = token('a');
        for line in [
            format!("__host-guichet_session={token}"),
            format!("__Host-guichet_session={}", token.to_uppercase()),
            format!("__Host-guichet_session={token}a"),
            format!("__Host-guichet_session={}", &token[1..]),
            format!("__Host-guichet_session=\"{token}"),
            format!("__Host-guichet_session={token}\""),
            format!("__Host-guichet_session=\"\"{token}\"\""),
            format!("__Host-guichet_session=%61{}", &token[1..]),
            format!("__Host-guichet_session={token},x=y"),
            format!("x=\"; __Host-guichet_session={token}\""),
            format!("=__Host-guichet_session={token}"),
            format!("\u{2000}__Host-guichet_session={token}"),
            format!("\u{a0}__Host-guichet_session={token}"),
            format!("\u{85}__Host-guichet_session={token}"),
            format!("__Host-guichet_session\u{2000}={token}"),
            format!("$Version=1,__Host-guichet_session={token}"),
        ] {
            assert_eq!(found(&line), Vec::<String>::new(), "{line}");
        }
        let quoted = format!("__Host-guichet_session=\"{token}\"");
        assert_eq!(found(&quoted), [token], "the grammar lets a value stand in quotes");
    }

    #[test]
    fn of_several_each_counts_once_and_those_of_https_before_others() {
        let (one, two) = (token('a'), token('b'));
        let plain =
            format!("guichet_session={one}; guichet_session=x; guichet_session={two}; guichet_session={one}");
        assert_eq!(found(&plain), [one.clone(), two.clone()]);
        assert_eq!(found(&format!("{plain}; __Host-guichet_session={two}")), [two]);
        let many: Vec<String> =
            (0..=SESSION_COOKIES_MAX).map(|at| format!("guichet_session={at:064x}")).collect();
        assert_eq!(found(&many[1..].join("; ")).len(), SESSION_COOKIES_MAX);
        assert_eq!(found(&many.join("; ")).len(), SESSION_COOKIES_MAX);
    }

    #[test]
    fn over_tls_the_session_of_plain_http_is_forgotten_however_it_is_written() {
        let (plain, secure) = (token('a'), token('b'));
        for line in [
            format!("guichet_session={plain}"),
            format!(" guichet_session = \"{plain}\""),
            format!("x;guichet_session={plain}"),
        ] {
            let mut headers =
                headers(&[line.as_bytes(), b"x=\xff; y", format!("guichet_session={plain}").as_bytes()]);
            forget_plain_session(&mut headers);
            assert_eq!(session_tokens(&headers), Vec::<String>::new(), "{line}");
            headers.append(COOKIE, format!("__Host-guichet_session={secure}").parse().unwrap());
            forget_plain_session(&mut headers);
            assert_eq!(session_tokens(&headers), [secure.as_str()], "{line}");
        }
    }

    #[test]
    fn the_language_is_the_first_that_is_one() {
        let language = |line: &str| chosen_language(&headers(&[line.as_bytes()]));
        assert_eq!(language("guichet_language=nl"), Some(Language::Nl));
        assert_eq!(language("guichet_language=xx; x=y; guichet_language=\"de\""), Some(Language::De));
        assert_eq!(language("guichet_language=; guichet_languages=nl"), None);
    }

    #[test]
    fn a_cookie_that_was_set_is_read_again() {
        for is_secure in [false, true] {
            let set = session_cookie(token('c'), is_secure);
            assert_eq!(set.contains("; Secure"), is_secure, "{set}");
            assert_eq!(set.starts_with("__Host-"), is_secure, "{set}");
            let back = sent_back(&HeaderValue::try_from(set).unwrap()).unwrap();
            assert_eq!(found(back.to_str().unwrap()), [token('c')]);
            assert_eq!(language_cookie(Language::En, is_secure).contains("; Secure"), is_secure);
        }
        for (_, gone) in no_session() {
            assert!(gone.contains("_session=;") && gone.contains("; Max-Age=0"), "{gone}");
        }
    }
}
