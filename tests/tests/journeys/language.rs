//! The app speaks the language of its owner, and another one when it is asked to, with or without a network.

use anyhow::Result;
use tests::browser::{Profile, at_css, at_test};

use crate::commune::Commune;

#[tokio::test]
async fn another_language_is_chosen_without_a_network_and_is_there_from_the_first_word_on() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.wait_for_text(at_css("h1"), "bons de travail").await?;
    commune.server.stop().await?;
    phone.script("location.hash = '#/settings'").await?;
    for (language, title) in [("nl", "Instellingen"), ("de", "Einstellungen"), ("en", "Settings")] {
        phone.click(at_css(&format!("label:has([data-test=language-{language}])"))).await?;
        phone.wait_for_text(at_css("h1"), title).await?;
        phone.wait_for(at_css(&format!("html[lang={language}]"))).await?;
    }
    phone.reload().await?;
    phone.wait_for(at_css("html[lang=en]")).await?;
    phone.wait_for_text(at_css("h1"), "Settings").await?;
    phone.wait_for(at_test("language-en")).await?;
    phone.close().await
}
