//! The two requests that chromedriver knows and WebDriver does not: DevTools commands and the console.

use anyhow::{Context, Result};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::Browser;

#[derive(Debug)]
struct Request {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Request {
    fn endpoint(&self, base_url: &url::Url, session_id: Option<&str>) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _request_url: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// Executes a command of the Chrome DevTools Protocol on the current tab.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.client()
            .issue_cmd(Request { path: "goog/cdp/execute", body })
            .await
            .with_context(|| format!("DevTools refused {command}"))
    }

    /// What the page wrote to its console since the last call, errors of scripts, network and content
    /// policy included; one line each, beginning with its level.
    pub async fn console(&self) -> Result<Vec<String>, CmdError> {
        let entries =
            self.client().issue_cmd(Request { path: "se/log", body: json!({ "type": "browser" }) }).await?;
        let lines = entries.as_array().into_iter().flatten().map(|entry| {
            let part = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
            format!("{} {}", part("level"), part("message"))
        });
        Ok(lines.collect())
    }
}
