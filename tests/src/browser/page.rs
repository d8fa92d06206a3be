//! What a journey does on a page, and how it waits.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::surroundings::{target_dir, tus_client};
use super::{Browser, DEADLINE, Engine, POLL, Place};

/// A tab of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

/// What the person's system asks of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

/// The beginning of a script: `write(css, text)` writes into a field as a keyboard does.
pub const WRITE: &str = "
    const write = (css, text) => {
        const field = document.querySelector(css);
        const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
        field.focus();
        Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
";

/// The texts and labels of a page that look like the key of a phrase: `action-finish`.
const KEYS_SHOWN: &str = "
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const shown = [];
    while (texts.nextNode()) {
        if (!texts.currentNode.parentElement.closest('[translate=no]')) {
            shown.push(texts.currentNode.data);
        }
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
        for (const labelled of document.querySelectorAll(`[${name}]`)) {
            shown.push(labelled.getAttribute(name));
        }
    }
    return shown.map((text) => text.trim()).filter((text) => /^[a-z]+(-[a-z0-9]+)+$/.test(text));
";

impl Browser {
    /// Opens an address in the current tab.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.client().goto(url).await.with_context(|| format!("could not open {url}"))
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        if self.engine() != Engine::Firefox {
            return self.client().refresh().await.context("could not reload");
        }
        // geckodriver's own way goes past the service worker, which no person's does.
        self.script("window.isOld = true; location.reload()").await?;
        self.wait_for_script("return !window.isOld").await
    }

    /// The address of the current tab.
    pub async fn url(&self) -> Result<String> {
        Ok(self.client().current_url().await?.to_string())
    }

    /// Waits until `place` is shown.
    pub async fn wait_for(&self, place: Place) -> Result<()> {
        self.shown(&place).await.map(|_element| ())
    }

    /// Waits until nothing of `place` is shown.
    pub async fn wait_gone(&self, place: Place) -> Result<()> {
        let none_shown = async || Ok(self.first_shown(&place).await?.is_none().then_some(()));
        self.until(&format!("{place} to be gone"), none_shown).await
    }

    /// Waits until `place` shows this text somewhere inside it.
    pub async fn wait_for_text(&self, place: Place, text: &str) -> Result<()> {
        let shows = async || {
            let Some(element) = self.first_shown(&place).await? else { return Ok(None) };
            Ok(element.text().await?.contains(text).then_some(()))
        };
        self.until(&format!("{place} to show \"{text}\""), shows).await
    }

    /// Whether `place` is shown right now.
    pub async fn shows(&self, place: Place) -> Result<bool> {
        Ok(self.first_shown(&place).await?.is_some())
    }

    /// Waits until `place` is shown, and returns its text as a person reads it.
    pub async fn text(&self, place: Place) -> Result<String> {
        let read = async || match self.first_shown(&place).await? {
            Some(element) => element.text().await.map(Some),
            None => Ok(None),
        };
        self.until(&format!("{place} to be shown"), read).await
    }

    /// How many elements `place` means right now, shown or not.
    pub async fn count(&self, place: Place) -> Result<usize> {
        Ok(self.client().find_all(place.locator()).await?.len())
    }

    /// The value of a field, right now.
    pub async fn value(&self, place: Place) -> Result<String> {
        Ok(self.shown(&place).await?.prop("value").await?.unwrap_or_default())
    }

    /// Waits until `place` is shown, enabled and not covered, and clicks it.
    pub async fn click(&self, place: Place) -> Result<()> {
        let click = async || {
            let Some(element) = self.first_shown(&place).await? else { return Ok(None) };
            if !element.is_enabled().await? || element.attr("aria-disabled").await?.is_some() {
                return Ok(None);
            }
            // As a person would: out from under what is fixed to the edges of the screen.
            let target = vec![serde_json::to_value(&element)?];
            self.client().execute("arguments[0].scrollIntoView({ block: 'center' })", target).await?;
            element.click().await.map(Some)
        };
        self.until(&format!("{place} to be clicked"), click).await
    }

    /// Types at the end of what a field holds, key by key.
    pub async fn type_text(&self, place: Place, text: &str) -> Result<()> {
        let element = self.shown(&place).await?;
        element.send_keys(text).await.with_context(|| format!("could not type into {place}"))
    }

    /// Types over what a field holds, as a person does. `Element Clear` of WebDriver tells the page nothing
    /// (`input`): one that shows its own text again a moment later would put the old one back.
    pub async fn replace_text(&self, place: Place, text: &str) -> Result<()> {
        let element = self.shown(&place).await?;
        let field = vec![serde_json::to_value(&element)?];
        self.client().execute("arguments[0].focus(); arguments[0].select()", field).await?;
        element.send_keys(text).await.with_context(|| format!("could not type into {place}"))
    }

    /// Chooses an option of a `<select>` by its value.
    pub async fn choose(&self, place: Place, value: &str) -> Result<()> {
        let element = self.shown(&place).await?;
        element.select_by_value(value).await.with_context(|| format!("{place} does not offer {value}"))
    }

    /// Gives a file to an `<input type="file">`, which may be hidden behind a button.
    pub async fn upload(&self, place: Place, file: &Path) -> Result<()> {
        self.upload_all(place, &[file.to_path_buf()]).await
    }

    /// Gives several files at once.
    pub async fn upload_all(&self, place: Place, files: &[PathBuf]) -> Result<()> {
        let mut paths = Vec::new();
        for file in files {
            let path =
                std::fs::canonicalize(file).with_context(|| format!("there is no {}", file.display()))?;
            paths.push(path.to_string_lossy().into_owned());
        }
        let exists = async || Ok(self.client().find_all(place.locator()).await?.into_iter().next());
        let input = self.until(&format!("{place} to exist"), exists).await?;
        input.send_keys(&paths.join("\n")).await.with_context(|| format!("{place} takes no file"))
    }

    /// Runs a script's body in the page (`return …` answers), whatever the page's content policy.
    pub async fn script(&self, body: &str) -> Result<Value> {
        Ok(self.client().execute(body, Vec::new()).await?)
    }

    /// Loads tus-js-client into the page, and runs the body of a script there that answers by calling the
    /// last of its arguments.
    pub async fn script_with_tus(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let client = tus_client()?;
        let script = std::fs::read_to_string(&client)
            .with_context(|| format!("could not read {}", client.display()))?;
        self.client().execute(&script, Vec::new()).await.context("tus-js-client did not load")?;
        Ok(self.client().execute_async(body, arguments).await?)
    }

    /// Waits until a script's body returns `true`.
    pub async fn wait_for_script(&self, body: &str) -> Result<()> {
        let holds = async || {
            let answer = self.client().execute(body, Vec::new()).await?;
            Ok((answer == Value::Bool(true)).then_some(()))
        };
        self.until(&format!("`{body}`"), holds).await
    }

    /// Light or dark. Animations are asked to rest, so that pictures and contrasts are those of the end.
    /// Holds for the current tab; a new tab starts light and animated.
    pub async fn set_scheme(&self, scheme: Scheme) -> Result<()> {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!([
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Holds the screen otherwise: so many CSS pixels wide and high.
    pub async fn hold(&self, width: u32, height: u32) -> Result<()> {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
        Ok(())
    }

    /// Opens another tab and goes on there.
    pub async fn new_tab(&self) -> Result<Tab> {
        let opened = self.client().new_window(true).await?;
        let tab = Tab(opened.handle);
        self.switch_to(&tab).await?;
        Ok(tab)
    }

    /// The current tab.
    pub async fn tab(&self) -> Result<Tab> {
        Ok(Tab(self.client().window().await?))
    }

    /// Goes on in that tab.
    pub async fn switch_to(&self, tab: &Tab) -> Result<()> {
        self.client().switch_to_window(tab.0.clone()).await.context("that tab is gone")
    }

    /// Saves what is on the screen as `target/screenshots/<name>.png`. All of it must be in words: what no
    /// language says is shown by its key.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let keys = self.script(KEYS_SHOWN).await?;
        ensure!(keys == Value::Array(Vec::new()), "{name} shows keys instead of words: {keys}");
        let picture = self.client().screenshot().await.context("no screenshot")?;
        let folder = target_dir().join("screenshots");
        tokio::fs::create_dir_all(&folder).await?;
        let file = folder.join(format!("{name}.png"));
        tokio::fs::write(&file, picture).await?;
        Ok(file)
    }

    /// Polls until `probe` has an answer. "Not there", "gone stale" and "covered" are asked again; so is
    /// every other refusal of the driver, until the deadline.
    ///
    /// # Errors
    /// The deadline passed. Says what was waited for, with the page's text, its console and a screenshot.
    pub async fn until<T>(
        &self,
        what: &str,
        mut probe: impl AsyncFnMut() -> Result<Option<T>, CmdError>,
    ) -> Result<T> {
        let deadline = Instant::now() + DEADLINE;
        let mut refusal = None;
        while Instant::now() < deadline {
            match probe().await {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => refusal = None,
                Err(error) if error.is_invalid_session_id() => return Err(error.into()),
                Err(error) => refusal = Some(error),
            }
            tokio::time::sleep(POLL).await;
        }
        let reason = refusal.map(|error| format!(" (last refusal: {error})")).unwrap_or_default();
        Err(anyhow!("waited for {what}{reason}\n{}", self.evidence(what).await))
    }

    async fn shown(&self, place: &Place) -> Result<Element> {
        self.until(&format!("{place} to be shown"), async || self.first_shown(place).await).await
    }

    async fn first_shown(&self, place: &Place) -> Result<Option<Element>, CmdError> {
        for element in self.client().find_all(place.locator()).await? {
            if element.is_displayed().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// The page for somebody who was not there. Best effort: whatever cannot be had is left out.
    async fn evidence(&self, what: &str) -> String {
        let mut lines = Vec::new();
        if let Ok(url) = self.url().await {
            lines.push(format!("  at {url}"));
        }
        if let Ok(text) = self.script("return document.body.innerText").await {
            let text: String = text.as_str().unwrap_or_default().chars().take(2_000).collect();
            lines.push(format!("  the page reads: {}", text.replace('\n', " | ")));
        }
        if let Ok(console) = self.console().await {
            lines.extend(console.iter().map(|line| format!("  console: {line}")));
        }
        let mut name: String = what.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        name.truncate(name.char_indices().nth(60).map_or(name.len(), |(end, _)| end));
        if let Ok(file) = self.screenshot(&format!("failed-{name}")).await {
            lines.push(format!("  screenshot: {}", file.display()));
        }
        lines.join("\n")
    }
}
