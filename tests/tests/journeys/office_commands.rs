//! Commands of the office, given from their pages by whoever may: an account from its beginning to its end, an
//! order from its making to its cancellation, and the journal taken away as a file.

use anyhow::{Result, ensure};
use tests::browser::{Browser, Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::{Commune, choose_password};

const NAME: &str = "Odile Vanderbeck";
const LOGIN: &str = "odile.vanderbeck";
/// What she chooses in place of the given one.
const PASSWORD: &str = "trois-tulipes-au-bord-du-canal";
const TITLE: &str = "Remplacer le joint de la vanne";

/// What a query of the office database answers, once it does so.
async fn at_office(office: &Browser, commune: &Commune, sql: &str, of: &str, expected: &str) -> Result<()> {
    office
        .until(&format!("{sql}: {expected}"), async || {
            Ok(commune.ask_office::<String>(sql, of).is_ok_and(|said| said == expected).then_some(()))
        })
        .await
}

#[tokio::test]
async fn an_account_is_entered_given_a_password_used_changed_and_blocked() -> Result<()> {
    let commune = Commune::open().await?;
    let (desk, hers) = (Profile::fresh()?, Profile::fresh()?);
    let office = commune.office_of(&desk, "Administrateur").await?;
    office.goto(&commune.server.url("/office/people/new")).await?;
    office.type_text(at_css("#name"), NAME).await?;
    office.type_text(at_css("#login"), LOGIN).await?;
    office.choose(at_css("#role"), "counter").await?;
    office.choose(at_css("#everywhere"), "yes").await?;
    office.click(at_css("[data-test=person-form] button")).await?;
    office.wait_for(at_test("password")).await?;
    let page = office.url().await?;
    at_office(&office, &commune, "SELECT role FROM person WHERE name = ?1", NAME, "counter").await?;

    office.click(at_css("[data-test=password] button")).await?;
    let given = office.text(at_test("given-password")).await?;
    let her_desk = commune.desk_of(&hers, LOGIN, given.trim()).await?;
    // A given password opens only the page where another one is chosen.
    her_desk.wait_for(at_test("choose-password")).await?;
    her_desk.goto(&commune.server.url("/office/requests")).await?;
    her_desk.wait_for(at_test("choose-password")).await?;
    choose_password(&her_desk, given.trim(), PASSWORD).await?;
    her_desk.goto(&commune.server.url("/office/requests")).await?;
    her_desk.wait_for(at_test("request-row")).await?;

    // What the administrator says of her holds at once; her own word ends her sessions everywhere.
    office.goto(&page).await?;
    office.choose(at_css("#role"), "accountant").await?;
    office.click(at_css("[data-test=person-form] button")).await?;
    at_office(&office, &commune, "SELECT role FROM person WHERE name = ?1", NAME, "accountant").await?;
    her_desk.goto(&commune.server.url("/office/account")).await?;
    her_desk.click(at_test("sign-out-everywhere")).await?;
    her_desk.wait_for(at_test("sign-in")).await?;
    her_desk.close().await?;

    let her_desk = commune.desk_of(&hers, LOGIN, PASSWORD).await?;
    her_desk.wait_gone(at_test("sign-in")).await?;
    office.goto(&page).await?;
    office.click(at_css("[data-test=block] button")).await?;
    // What ended is said first.
    office.wait_for(at_test("ended-sessions")).await?;
    look(&office, "page-blocked").await?;
    office.goto(&page).await?;
    office.wait_for(at_test("unblock")).await?;
    her_desk.goto(&commune.server.url("/office/requests")).await?;
    her_desk.wait_for(at_test("sign-in")).await?;
    office.click(at_css("[data-test=unblock] button")).await?;
    office.wait_for(at_test("block")).await?;
    her_desk.close().await?;
    office.close().await
}

#[tokio::test]
async fn an_order_is_made_edited_and_cancelled_and_the_journal_says_so() -> Result<()> {
    let commune = Commune::open().await?;
    let desk = Profile::fresh()?;
    let office = commune.office(&desk).await?;
    office.goto(&commune.server.url("/office/work-orders/new?text=ecole")).await?;
    office.click(at_css("main .cards a")).await?;
    office.type_text(at_css("#title"), "Joint").await?;
    office.script("document.querySelector('#nature').selectedIndex = 1").await?;
    office.click(at_css("[name=assigned]")).await?;
    office.click(at_test("order-create")).await?;
    office.wait_for(at_css("[data-test=state][data-state=open]")).await?;
    let order = office.url().await?;

    office.click(at_css("details:has([data-test=edit]) > summary")).await?;
    office.replace_text(at_css("#edit-title"), TITLE).await?;
    office.click(at_css("[data-test=edit] button[type=submit]")).await?;
    let state = "SELECT state FROM work_order WHERE title = ?1";
    at_office(&office, &commune, state, TITLE, "open").await?;
    let assigned: i64 = commune.ask_office(
        "SELECT count(*) FROM assignment JOIN work_order ON work_order.id = work_order WHERE title = ?1",
        TITLE,
    )?;
    ensure!(assigned == 1, "it is somebody's");
    let number: String = commune.ask_office("SELECT number FROM work_order WHERE title = ?1", TITLE)?;

    office.goto(&order).await?;
    office.click(at_css("details:has([action$='/cancel']) > summary")).await?;
    office.type_text(at_css("#cancel-reason"), "Fait par le concierge.").await?;
    office.click(at_css("[action$='/cancel'] button")).await?;
    at_office(&office, &commune, state, TITLE, "cancelled").await?;

    let administrator = Profile::fresh()?;
    let journal = commune.office_of(&administrator, "Administrateur").await?;
    journal.goto(&commune.server.url("/office/audit")).await?;
    journal.wait_for_text(at_css("main"), &number).await?;
    journal.click(at_test("audit-export")).await?;
    let file = administrator.downloads();
    journal
        .until("the journal as a file", async || {
            let entries = std::fs::read_dir(&file).into_iter().flatten().flatten();
            let mut texts = entries
                .filter(|entry| entry.path().extension().is_some_and(|kind| kind == "csv"))
                .filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
            Ok(texts.any(|text| text.contains(&number)).then_some(()))
        })
        .await?;
    Ok(())
}

/// Whether the browser has a picture of the office without asking for it.
const HAS_PICTURE: &str = "
    return fetch(sessionStorage.getItem('picture'), { cache: 'only-if-cached', mode: 'same-origin' })
        .then((answer) => answer.ok, () => false);
";

#[tokio::test]
async fn after_signing_out_the_browser_has_no_picture_of_the_office_and_all_of_the_phone_app() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    // Somebody signs in at the office on the phone they work with.
    let phone = commune.technicians_phone(&profile).await?;
    let photographed: String = commune.ask_office(
        "SELECT work_order.id FROM work_order JOIN photo ON document = work_order.id
         JOIN photo_received USING (sha256) WHERE state = 'finished' AND phase = ?1",
        "after",
    )?;
    commune.sign_in_on(&phone, "Superviseur").await?;
    phone.goto(&commune.server.url(&format!("/office/work-orders/{photographed}"))).await?;
    phone.wait_for(at_css("a.enlarge img")).await?;
    phone
        .script(
            "const image = document.querySelector('a.enlarge img');
             image.loading = 'eager';
             sessionStorage.setItem('picture', image.src);",
        )
        .await?;
    phone.wait_for_script("return document.querySelector('a.enlarge img').complete").await?;
    phone.wait_for_script(HAS_PICTURE).await?;
    phone.click(at_css("form[action='/office/sign-out'] button")).await?;
    phone.wait_for(at_test("sign-in")).await?;
    let has = phone.script(HAS_PICTURE).await?;
    ensure!(has == false, "a picture of the office is left: {has}");

    commune.server.stop().await?;
    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("order")).await?;
    phone.close().await
}
