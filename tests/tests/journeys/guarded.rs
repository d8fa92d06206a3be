//! What guards the office, from its pages: a second factor, a role in one administration and a building that is
//! shared, a device that does too much, what was confirmed after a restore and is taken back, a report that vouches
//! for itself.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};
use shared::Timestamp;
use sync_server::accounts::totp;
use tests::browser::{Browser, Profile, Screen, at_css, at_test, at_text};

use crate::accessible::look;
use crate::commune::{Commune, choose_password};

const CODE: &str = "[name=second-factor-code]";

/// The secret an authenticator app is given, read from how people type it.
fn secret(shown: &str) -> Result<totp::Secret> {
    let digits = shown.split_whitespace().flat_map(str::chars);
    let mut bits = Vec::new();
    for digit in digits {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(digit).context("a digit of base 32")?;
        bits.extend((0..5).rev().map(|at| value >> at & 1));
    }
    let bytes = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |all, bit| all * 2 + *bit as u8));
    bytes.collect::<Vec<u8>>().try_into().map_err(|_| anyhow::anyhow!("a secret of another length: {shown}"))
}

/// What an authenticator app shows now.
fn code_of_now(secret: &totp::Secret) -> Result<String> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis();
    Ok(totp::code(secret, totp::step(Timestamp(i64::try_from(now)?))))
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_at_the_door_replaced_by_a_recovery_code_and_removed()
-> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office_of(&profile, "Guichet").await?;
    let password = commune.password("Guichet")?;
    office.goto(&commune.server.url("/office/account")).await?;
    office.click(at_css("[data-test=second-factor] a.button")).await?;
    office.type_text(at_css("[data-test=factor-begin] [name=password]"), &password).await?;
    office.click(at_css("[data-test=factor-begin] button")).await?;
    let secret = secret(&office.text(at_test("factor-secret")).await?)?;
    look(&office, "page-second-factor").await?;
    office.type_text(at_css(CODE), &code_of_now(&secret)?).await?;
    office.click(at_css("[data-test=factor-finish] button")).await?;
    office.wait_for(at_test("recovery-code")).await?;
    look(&office, "page-recovery-codes").await?;
    let recovery = office.text(at_css("li:first-child > [data-test=recovery-code]")).await?;

    office.click(at_css("form[action='/office/sign-out'] button")).await?;
    office.wait_for(at_test("sign-in")).await?;
    commune.sign_in_on(&office, "Guichet").await?;
    office.wait_for(at_test("sign-in-code")).await?;
    look(&office, "page-sign-in-code").await?;
    office.type_text(at_css(CODE), "12345").await?;
    office.click(at_css("[data-test=sign-in-code] button")).await?;
    office.wait_for(at_css("[role=alert]")).await?;
    office.goto(&commune.server.url("/office/requests")).await?;
    office.wait_for(at_test("sign-in")).await?;
    commune.sign_in_on(&office, "Guichet").await?;
    office.type_text(at_css(CODE), recovery.trim()).await?;
    office.click(at_css("[data-test=sign-in-code] button")).await?;
    office.wait_gone(at_test("sign-in-code")).await?;

    office.goto(&commune.server.url("/office/account/second-factor")).await?;
    office.click(at_css("[data-test=new-codes] button")).await?;
    office.wait_for(at_test("recovery-code")).await?;
    ensure!(!office.text(at_css("ul.codes")).await?.contains(recovery.trim()), "the old code is shown again");
    office.goto(&commune.server.url("/office/account/second-factor")).await?;
    office.type_text(at_css("[data-test=factor-remove] [name=password]"), &password).await?;
    office.click(at_css("[data-test=factor-remove] button")).await?;
    office.wait_for(at_test("factor-begin")).await?;
    office.close().await
}

/// The id of an administration, by how its name begins, as the page of a person has it.
async fn administration(page: &Browser, name: &str) -> Result<String> {
    let find = format!(
        "return [...document.querySelectorAll('label')].find((label) => label.textContent.startsWith('{name}')).htmlFor"
    );
    let field = page.script(&find).await?;
    Ok(field.as_str().and_then(|field| field.strip_prefix("at-")).context("a field of roles")?.to_owned())
}

#[tokio::test]
async fn a_role_in_one_administration_shows_what_is_of_it_and_buildings_that_are_shared_with_it() -> Result<()>
{
    const LOGIN: &str = "odile.vanderbeck";
    const PASSWORD: &str = "trois-tulipes-au-bord-du-canal";
    let commune = Commune::open().await?;
    let (desk, hers) = (Profile::fresh()?, Profile::fresh()?);
    let office = commune.office_of(&desk, "Administrateur").await?;
    office.goto(&commune.server.url("/office/people/new")).await?;
    let cpas = administration(&office, "CPAS").await?;
    look(&office, "page-new-person").await?;
    office.type_text(at_css("#name"), "Odile Vanderbeck").await?;
    office.type_text(at_css("#login"), LOGIN).await?;
    office.choose(at_css("#role"), "counter").await?;
    office.choose(at_css("#everywhere"), "no").await?;
    office.choose(at_css(&format!("[name='at-{cpas}']")), "main").await?;
    office.click(at_css("[data-test=person-form] button")).await?;
    office.click(at_css("[data-test=password] button")).await?;
    let given = office.text(at_test("given-password")).await?;
    let her_desk = commune.desk_of(&hers, LOGIN, given.trim()).await?;
    her_desk.wait_for(at_test("choose-password")).await?;
    choose_password(&her_desk, given.trim(), PASSWORD).await?;

    // A building of the commune alone: neither listed for her nor answered by hand, until it is shared.
    let building: String = commune.ask_office(
        "SELECT id FROM building WHERE organisation <> ?1 AND retired_on IS NULL
         AND NOT EXISTS (SELECT 1 FROM building_occupant WHERE building = building.id) ORDER BY name LIMIT 1",
        &cpas,
    )?;
    let (list, page) = (commune.server.url("/office/buildings"), format!("/office/buildings/{building}"));
    let link = format!("main a[href='{page}']");
    her_desk.goto(&list).await?;
    her_desk.wait_for(at_css("main a[href^='/office/buildings/']")).await?;
    ensure!(!her_desk.shows(at_css(&link)).await?, "{page} is listed");
    her_desk.goto(&commune.server.url(&page)).await?;
    ensure!(!her_desk.shows(at_css(".sheet")).await?, "{page} is shown");

    office.goto(&commune.server.url(&page)).await?;
    office.click(at_css(&format!("[data-test=occupants-form] [value='{cpas}']"))).await?;
    office.click(at_css("[data-test=occupants-form] button")).await?;
    let shared = "SELECT count(*) FROM building_occupant WHERE building = ?1";
    office
        .until("the shared building", async || {
            Ok(commune.ask_office::<i64>(shared, &building).is_ok_and(|shared| shared == 1).then_some(()))
        })
        .await?;
    her_desk.goto(&list).await?;
    her_desk.wait_for(at_css(&link)).await?;
    her_desk.goto(&commune.server.url(&page)).await?;
    her_desk.wait_for(at_css(".sheet")).await?;
    announces_elsewhere(&commune, &office, &her_desk).await?;
    her_desk.close().await?;
    office.close().await
}

/// The sports centre announces something: she has nothing to do with it, reads what the CPAS announces, and announces for
/// it alone.
async fn announces_elsewhere(commune: &Commune, office: &Browser, her_desk: &Browser) -> Result<()> {
    const SAID: &str = "Centre sportif : la piscine rouvre lundi.";
    let sports: String = commune.ask_office("SELECT id FROM organisation WHERE code = ?1", "CSP")?;
    let announcements = commune.server.url("/office/announcements");
    office.goto(&announcements).await?;
    office.click(at_test("announcement-open")).await?;
    office.type_text(at_css("#announcement"), SAID).await?;
    office.choose(at_css("#organisation"), &sports).await?;
    office.click(at_css("[data-test=announcement-form] button")).await?;
    office.wait_for(at_text(SAID)).await?;
    her_desk.goto(&announcements).await?;
    her_desk
        .wait_for(at_text("CPAS : la cuisine de la maison de repos est en travaux, passez par la cour."))
        .await?;
    ensure!(!her_desk.shows(at_text(SAID)).await?, "{SAID}");
    her_desk.click(at_test("announcement-open")).await?;
    let choices = her_desk.count(at_css("#organisation option")).await?;
    ensure!(choices == 1, "{choices} administrations to announce for");
    Ok(())
}

#[tokio::test]
async fn a_device_that_was_put_off_goes_on_and_what_was_confirmed_is_taken_back() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    office.goto(&commune.server.url("/office/devices")).await?;
    office.wait_for(at_test("stopped")).await?;
    office.click(at_css("tr:has([data-test=stopped]) a, li:has([data-test=stopped]) a")).await?;
    office.wait_for(at_test("budget-stopped")).await?;
    look(&office, "page-device-stopped").await?;
    office.click(at_css("[data-test=budget-stopped] a")).await?;
    office.click(at_css("[data-test=lift] button")).await?;
    office.wait_for(at_test("budget-lifted")).await?;
    ensure!(!office.shows(at_test("budget-stopped")).await?, "it is still put off");

    office.goto(&commune.server.url("/office/offers")).await?;
    office.click(at_css("[data-test=offer] details:has([data-test=touched]) > summary")).await?;
    look(&office, "page-offers").await?;
    office.click(at_css("[data-test=confirmed-offer-take-back] > summary")).await?;
    office.click(at_css("[data-test=confirmed-offer-take-back] [name=sure]")).await?;
    office.click(at_css("[data-test=confirmed-offer-take-back] button")).await?;
    office.wait_gone(at_test("confirmed-offers")).await?;
    office.click(at_test("confirm-all")).await?;
    office.wait_for(at_test("confirmed-offer")).await?;
    office.wait_gone(at_test("offer")).await?;
    office.close().await
}

/// The file of a kind that a browser saved.
pub(crate) async fn saved(browser: &Browser, profile: &Profile, kind: &str) -> Result<PathBuf> {
    let folder = profile.downloads();
    let file = async || {
        let mut entries = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        Ok(entries.find(|path| path.extension().is_some_and(|end| end == kind)))
    };
    browser.until(&format!("a file that ends in .{kind}"), file).await
}

#[tokio::test]
async fn a_signed_report_is_taken_away_and_verified_by_a_stranger() -> Result<()> {
    let commune = Commune::open().await?;
    let (profile, stranger) = (Profile::fresh()?, Profile::fresh()?);
    let office = commune.office(&profile).await?;
    let order: String = commune
        .ask_office("SELECT id FROM work_order WHERE state = ?1 ORDER BY number DESC LIMIT 1", "approved")?;
    office.goto(&commune.server.url(&format!("/office/work-orders/{order}"))).await?;
    office.click(at_css("[data-test=report-json]")).await?;
    let report = saved(&office, &profile, "json").await?;
    office.click(at_css("[data-test=report-pdf]")).await?;
    let paper = saved(&office, &profile, "pdf").await?;
    office.close().await?;

    let outside = Browser::start(&stranger, Screen::Phone).await?;
    outside.goto(&commune.server.url("/office/verify-report")).await?;
    outside.wait_for(at_test("server-key")).await?;
    let altered = stranger.downloads().join("altered.json");
    let text = fs::read_to_string(&report)?;
    fs::write(&altered, text.replacen("20", "21", 1))?;
    for (file, verdict) in [(&report, ".good"), (&paper, ".good"), (&altered, ".bad")] {
        outside.upload(at_css("[data-test=verify] [type=file]"), file).await?;
        outside.click(at_css("[data-test=verify] button")).await?;
        outside.wait_for(at_css(&format!("[data-test=verdict]{verdict}"))).await?;
        look(&outside, &format!("page-verdict{verdict}")).await?;
        outside.goto(&commune.server.url("/office/verify-report")).await?;
        outside.wait_gone(at_test("verdict")).await?;
    }
    outside.close().await
}
