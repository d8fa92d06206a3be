//! Somebody at the office, without a browser: a cookie, pages, forms.

use anyhow::{Context as _, Result, ensure};
use mobile::replica::{HttpReply, HttpRequest};
use tests::http::Line;

/// Somebody who is signed in.
pub(crate) struct Desk {
    line: Line,
    cookie: String,
}

impl Desk {
    pub(crate) async fn sign_in(port: u16, login: &str, password: &str) -> Result<Self> {
        let mut line = Line::open(port).await?;
        let reply = line.carry(&signing_in(login, password)).await?.0;
        ensure!(reply.status == 303, "{}: {}", reply.status, String::from_utf8_lossy(&reply.body));
        let cookie = reply.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        let cookie = cookie.context("a cookie")?.to_owned();
        Ok(Self { line, cookie })
    }

    /// Asks for a page.
    pub(crate) async fn get(&mut self, path: &str) -> Result<HttpReply> {
        let headers = vec![("cookie", self.cookie.clone())];
        let request = HttpRequest { method: "GET", path: path.to_owned(), headers, body: Vec::new() };
        Ok(self.line.carry(&request).await?.0)
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, form: &str) -> Result<HttpReply> {
        let mut request = posting(path, form);
        request.headers.push(("cookie", self.cookie.clone()));
        Ok(self.line.carry(&request).await?.0)
    }
}

/// The form that signs somebody in.
pub(crate) fn signing_in(login: &str, password: &str) -> HttpRequest {
    posting("/office/sign-in", &format!("login={login}&password={}", password.replace(' ', "+")))
}

fn posting(path: &str, form: &str) -> HttpRequest {
    let headers = vec![
        ("origin", "http://guichet".to_owned()),
        ("content-type", "application/x-www-form-urlencoded".to_owned()),
    ];
    HttpRequest { method: "POST", path: path.to_owned(), headers, body: form.as_bytes().to_vec() }
}
