//! A real browser and a real server, for the journeys that only they can prove.
//!
//! ```no_run
//! # async fn journey() -> anyhow::Result<()> {
//! use tests::browser::{Browser, Profile, Screen, ServerProcess, at_test, at_text};
//!
//! let data = tests::browser::demo_data().await?;
//! let mut server = ServerProcess::start(data.path()).await?;
//! let profile = Profile::fresh()?;
//! let phone = Browser::start(&profile, Screen::Phone).await?;
//! phone.goto(&server.url("/")).await?;
//! phone.click(at_test("start")).await?;
//! server.kill().await?;
//! phone.wait_for(at_text("Enregistré sur ce téléphone")).await?;
//! phone.kill().await?;
//! let phone = Browser::start(&profile, Screen::Phone).await?;
//! server.start_again().await?;
//! # Ok(())
//! # }
//! ```
//!
//! There are no sleeps of a fixed length: every wait polls for its condition until [`DEADLINE`], and
//! says what it waited for, with the page's text, its console and a screenshot, when it gives up.
//! Where programs are comes from `cargo xtask test`; without it they are looked for in the usual
//! places. No journey is here, and nothing knows Guichet's screens.

mod axe;
mod capabilities;
mod devtools;
mod disk;
mod driver;
mod page;
mod place;
mod process;
mod profile;
mod server;
mod surroundings;

use std::time::Duration;

use anyhow::{Context, Result};
use driver::Driver;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use surroundings::Surroundings;

pub use axe::Violation;
pub use disk::Disk;
pub use page::{Scheme, Tab, WRITE};
pub use place::{Place, at_css, at_test, at_text};
pub use profile::Profile;
pub use server::{ServerProcess, demo_data};
pub use surroundings::phone_dir;

/// How long anything may take. Long, because a machine with two cores runs several browsers at once;
/// a journey that works never waits it out.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// What the page is shown on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A phone held upright: 390 × 844 CSS pixels, two device pixels each, touch.
    Phone,
    /// A small phone of somebody who reads large letters: 320 × 568, letters of 200 %.
    LargeLetters,
    /// A desk: 1,280 × 900 CSS pixels.
    Desk,
}

/// Whose browser it is. Everything is walked in Chromium; what differs between browsers in the others too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, with its driver.
    Chromium,
    /// Firefox, with geckodriver. It has no phone's screen, only a narrow window, and says nothing of its
    /// console.
    Firefox,
    /// WebKit's own small browser, on a display that nobody sees. Driven, it gives pages no files, so the
    /// phone app shows that it cannot be opened there.
    WebKit,
}

/// One running browser with one profile. Dropping it kills it.
pub struct Browser {
    client: Client,
    driver: Driver,
    surroundings: Surroundings,
    engine: Engine,
}

impl Browser {
    /// Starts the profile's browser in French, light.
    ///
    /// # Errors
    /// The browser or its driver is missing or does not start.
    pub async fn start(profile: &Profile, screen: Screen) -> Result<Self> {
        let engine = profile.engine();
        let surroundings = Surroundings::find(engine)?;
        let driver = Driver::start(&surroundings.driver, engine).await?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities::capabilities(engine, &surroundings.browser, profile, screen))
            .connect(&driver.url())
            .await
            .context("the browser did not start")?;
        let browser = Self { client, driver, surroundings, engine };
        match engine {
            Engine::Chromium => browser.set_scheme(Scheme::Light).await?,
            Engine::Firefox if screen == Screen::Phone => browser.client.set_window_size(450, 844).await?,
            Engine::Firefox | Engine::WebKit => {}
        }
        Ok(browser)
    }

    /// Whose browser it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Ends the browser as an empty battery would: nothing is flushed, nothing said goodbye to.
    /// The profile can be used again as soon as this returns.
    pub async fn kill(self) -> Result<()> {
        self.driver.kill().await
    }

    /// Closes the browser as a person would.
    pub async fn close(self) -> Result<()> {
        self.client.clone().close().await.context("the browser did not close")?;
        self.driver.kill().await
    }

    /// Everything the raw WebDriver client can do, for the rare thing this module has no word for.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }
}

/// Between two looks at a condition.
const POLL: Duration = Duration::from_millis(50);
