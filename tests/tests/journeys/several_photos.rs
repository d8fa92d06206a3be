//! A whole gallery at once, in the moment the app is opened; and pictures that cannot be used.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use tests::browser::{Engine, Profile, at_css, at_test};

use crate::commune::{Commune, at_the_office, open_order};
use crate::picture;

const PHOTOS: u8 = 12;

/// Twelve pictures of twelve megapixels, one of them dated the year before, reach the office from a phone
/// that was opened a moment ago.
async fn all_arrive(engine: Engine) -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh_in(engine)?;
    let phone = commune.technicians_phone(&profile).await?;
    let number = open_order(&phone).await?;
    let one = picture::of_twelve_megapixels()?;
    let mut files = Vec::new();
    for shade in 0..PHOTOS {
        let file = profile.downloads().join(format!("photo-{shade}.jpg"));
        let shaded = picture::shaded(&one, shade);
        let dated = picture::taken("2025:11:03 09:15:00", Some("+01:00"), &shaded)?;
        fs::write(&file, if shade == 0 { dated } else { shaded })?;
        files.push(file);
    }
    phone.reload().await?;
    phone.upload_all(at_test("photo-gallery"), &files).await?;
    let shown = format!("return document.querySelectorAll('[data-test=photo]').length === {PHOTOS}");
    phone.wait_for_script(&shown).await?;
    assert_eq!(phone.count(at_css("[data-test=photo-taken][data-state=another-day]")).await?, 1);
    assert_eq!(phone.count(at_css("[data-test=photo-taken][data-state=unknown]")).await?, 11);
    phone.script("document.querySelector('[data-test=photo]').scrollIntoView()").await?;
    phone.screenshot(&format!("phone-several-photos-{engine:?}")).await?;
    at_the_office(&phone).await?;
    let there: String = commune.ask_office(
        "SELECT count(DISTINCT sha256) || ' of ' || count(*) || ', ' || count(*) FILTER (WHERE dated_by = 'camera')
             || ' on ' || min(taken_at)
         FROM photo JOIN work_order ON work_order.id = document JOIN photo_received USING (sha256) WHERE number = ?1",
        &number,
    )?;
    assert!(there.starts_with("12 of 12, 1 on 2025-11-03T08:15:00"), "{there}");
    Ok(())
}

#[tokio::test]
async fn twelve_large_photos_chosen_at_once_right_after_opening_all_arrive() -> Result<()> {
    all_arrive(Engine::Chromium).await
}

#[tokio::test]
async fn twelve_large_photos_chosen_at_once_all_arrive_from_firefox() -> Result<()> {
    all_arrive(Engine::Firefox).await
}

/// What is wrong with each of several pictures stays to be read although the next one is fine.
async fn bad_ones_are_named(engine: Engine) -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh_in(engine)?;
    let phone = commune.technicians_phone(&profile).await?;
    open_order(&phone).await?;
    let good = picture::on_its_side()?;
    let mut files: Vec<PathBuf> = Vec::new();
    for (name, bytes) in [
        ("moitié.jpg", good[..good.len() / 2].to_vec()),
        ("IMG_0001.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        ("énorme.jpg", picture::claiming(20_000, 14_000, &good)),
        ("notes.pdf", b"%PDF-1.7".to_vec()),
        ("vide.jpg", Vec::new()),
        ("bonne.jpg", good),
    ] {
        let file = profile.downloads().join(name);
        fs::write(&file, bytes)?;
        files.push(file);
    }
    phone.upload_all(at_test("photo-gallery"), &files).await?;
    phone.wait_for(at_test("photo")).await?;
    for (name, words) in [
        ("moitié.jpg", "abîmée"),
        ("IMG_0001.heic", "HEIC"),
        ("énorme.jpg", "280 mégapixels"),
        ("notes.pdf", "n’est pas une photo"),
        ("vide.jpg", "ne peut pas être lu"),
    ] {
        phone.wait_for_text(at_css(&format!("[data-test=photo-refused][data-name='{name}']")), words).await?;
    }
    assert_eq!(phone.count(at_test("photo")).await?, 1, "only the good one is kept");
    phone.script("document.querySelector('[data-test=photo-refused]').scrollIntoView()").await?;
    phone.screenshot(&format!("phone-refused-photos-{engine:?}")).await?;
    Ok(())
}

#[tokio::test]
async fn each_picture_that_cannot_be_used_is_named_with_what_to_do() -> Result<()> {
    bad_ones_are_named(Engine::Chromium).await
}
