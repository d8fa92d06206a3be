//! The end of the work: what is missing, what is not saved and what nobody photographed is said, leads to its
//! place and is never in the way.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::Value;
use tests::browser::{Browser, Profile, WRITE, at_css, at_test, at_text};

use crate::accessible::look;
use crate::commune::{Commune, answer_checklist, open_order_with};
use crate::picture;

const CAPTION: &str = "Joint usé";
const REPORT: &str = "Joint remplacé.";

/// How much of the height the box takes, in hundredths.
const TAKEN: &str = "return Math.round(100 * document.querySelector('.before-finish').getBoundingClientRect().height / innerHeight)";

/// Whether the field that has the caret is all in view, between what is fixed to the edges.
const IN_VIEW: &str = r"
    const field = document.activeElement;
    const box = field.closest('label, .written')?.getBoundingClientRect();
    return field.matches('input') && !!field.closest('fieldset.missing')
        && box.top >= document.querySelector('.status').getBoundingClientRect().bottom
        && box.bottom <= document.querySelector('.actions').getBoundingClientRect().top;
";

/// Whether nothing lies over the end of the form of the ways out, once it is scrolled to.
const FORM_IN_REACH: &str = r"
    const button = document.querySelector('[data-test=cannot-finish-confirm]');
    scrollTo(0, document.documentElement.scrollHeight);
    const box = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
";

/// Opens an order whose sheet has this, and begins its work.
async fn begin(phone: &Browser, wanted: &str) -> Result<()> {
    open_order_with(phone, wanted).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("report")).await
}

async fn photograph(phone: &Browser, profile: &Profile) -> Result<()> {
    let file = profile.downloads().join("joint.jpg");
    fs::write(&file, picture::on_its_side()?)?;
    phone.upload(at_test("photo-gallery"), &file).await?;
    phone.wait_for(at_test("photo")).await
}

#[tokio::test]
async fn what_is_missing_leaves_room_on_the_smallest_phone_and_goes_for_the_ways_out() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.hold(320, 568).await?;
    begin(&phone, "fieldset.missing").await?;
    phone.click(at_test("finish")).await?;
    phone.wait_for(at_test("failure")).await?;
    let taken = phone.script(TAKEN).await?.as_i64().unwrap_or(100);
    ensure!(taken <= 40, "the box takes {taken} % of the height");
    phone.screenshot("phone-before-finish-320").await?;
    let missing = phone.count(at_test("missing-answer")).await?;
    for at in [missing - 1, 0] {
        phone
            .script(&format!("document.querySelectorAll('[data-test=missing-answer]')[{at}].click()"))
            .await?;
        ensure!(phone.script(IN_VIEW).await? == Value::Bool(true), "answer {at} of {missing} is not in view");
    }
    phone.click(at_test("before-finish-close")).await?;
    phone.wait_gone(at_css(".before-finish")).await?;
    phone.click(at_test("finish")).await?;
    phone.wait_for(at_css(".before-finish")).await?;
    phone.click(at_test("cannot-finish")).await?;
    phone.wait_gone(at_css(".before-finish")).await?;
    ensure!(phone.script(FORM_IN_REACH).await? == Value::Bool(true), "the form is under something");
    // Nothing chosen: it is said where it is to be chosen.
    phone.click(at_test("cannot-finish-confirm")).await?;
    phone.wait_for(at_test("cannot-finish-lacking")).await
}

#[tokio::test]
async fn what_is_not_saved_or_not_photographed_is_named_once_and_kept() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    begin(&phone, ".checklist").await?;
    // Right after the beginning a photo shows how it was; once one does, what is going on.
    ensure!(phone.count(at_css("[data-test=phase-before]:checked")).await? == 1, "first, how it was");
    photograph(&phone, &profile).await?;
    phone.wait_for_script("return document.querySelector('[data-test=phase-during]').checked").await?;
    phone.click(at_test("photo-edit")).await?;
    phone.type_text(at_test("photo-caption"), CAPTION).await?;
    phone.type_text(at_test("report"), REPORT).await?;
    answer_checklist(&phone).await?;
    phone.click(at_css(".pick:has([data-test=material-item])")).await?;
    phone.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;

    phone.click(at_test("finish")).await?;
    phone.wait_for(at_test("before-finish")).await?;
    ensure!(phone.count(at_test("unsaved")).await? == 2, "the caption and the material");
    look(&phone, "screen-before-finish").await?;
    phone.click(at_test("unsaved")).await?;
    phone
        .wait_for_script(
            "const field = document.querySelector('[data-test=photo-caption]').getBoundingClientRect();
             const box = document.querySelector('.before-finish').getBoundingClientRect();
             return document.activeElement.matches('[data-test=photo-caption]') && field.bottom <= box.top",
        )
        .await?;
    phone.click(at_test("finish-no-photo-after")).await?;
    phone.wait_for_script("return document.querySelector('[data-test=phase-after]').checked").await?;
    ensure!(phone.count(at_css("[data-test=photo-camera]:focus")).await? == 1, "the camera is at hand");
    phone.click(at_test("finish-anyway")).await?;
    phone.click(at_test("take-back")).await?;
    phone.wait_for(at_test("pause")).await?;
    ensure!(phone.value(at_test("photo-caption")).await? == CAPTION, "the caption is still there");
    ensure!(phone.count(at_css("[data-test=material-item]:checked")).await? == 1, "and the choice");

    // Taken away by mistake, it comes back.
    phone.click(at_test("material-add")).await?;
    phone.wait_for(at_test("material-line")).await?;
    phone.click(at_test("material-remove")).await?;
    phone.click(at_test("material-put-back")).await?;
    phone.wait_for(at_test("material-line")).await?;
    phone.wait_gone(at_test("material-removed")).await?;
    // Nothing chosen: it is said.
    phone.click(at_test("material-add")).await?;
    phone.wait_for(at_test("material-which")).await
}

#[tokio::test]
async fn a_number_that_comes_back_is_saved_and_what_is_none_says_so() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    begin(&phone, "fieldset.missing [data-field=answer][inputmode=decimal]").await?;
    let number = |text: &str| {
        format!(
            "{WRITE}
             window.item ??= document.querySelector('fieldset.missing:has([data-field=answer][inputmode=decimal])').id;
             write(`[id='${{item}}'] [data-field=answer]`, '{text}');
             return item;"
        )
    };
    // Put away in the middle of it.
    let item = phone.script(&number("douze")).await?;
    let item = item.as_str().unwrap_or_default().to_owned();
    phone.reload().await?;
    phone.wait_for(at_css(&format!("[id='{item}'].missing [role=alert]"))).await?;
    phone.script(&format!("window.item = '{item}'; {}", number("58,5"))).await?;
    phone.reload().await?;
    phone.wait_for(at_css(&format!("[id='{item}']:not(.missing)"))).await?;
    ensure!(
        phone.value(at_css(&format!("[id='{item}'] [data-field=answer]"))).await? == "58,5",
        "it is the answer"
    );
    Ok(())
}

#[tokio::test]
async fn back_closes_a_photo_and_a_link_on_a_linked_phone_leads_back() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    open_order_with(&phone, "[data-test=photo-gallery]").await?;
    photograph(&phone, &profile).await?;
    let order = phone.url().await?;
    for close in [
        "history.back()",
        "document.querySelector('.enlarged .close').click()",
        "dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))",
    ] {
        phone.click(at_css(".photo .picture")).await?;
        phone.wait_for(at_css(".enlarged")).await?;
        phone.script(close).await?;
        phone.wait_gone(at_css(".enlarged")).await?;
        ensure!(phone.url().await? == order, "still at the order");
    }
    phone.goto(&commune.server.url("/#/enrol/ABCD-EFGH")).await?;
    phone.wait_for(at_test("enrol-linked")).await?;
    phone.wait_for(at_text("Jean-Marc Delvaux")).await?;
    phone.click(at_test("enrol-back")).await?;
    phone.wait_for(at_test("today")).await
}

#[tokio::test]
async fn why_it_was_sent_back_what_is_begun_and_what_is_unfolded_stay() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    phone.click(at_css("[data-test=order]:has([data-state=sent-back])")).await?;
    phone.wait_for(at_test("reason")).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("pause")).await?;
    ensure!(phone.shows(at_test("reason")).await?, "what is to be done better is still there");

    phone.click(at_test("tab-defect")).await?;
    phone.click(at_test("defect-building")).await?;
    phone.type_text(at_test("defect-what"), REPORT).await?;
    for tab in ["tab-to-send", "tab-today"] {
        phone.click(at_test(tab)).await?;
        phone.wait_for(at_test("defect-drafts")).await?;
    }
    phone.click(at_test("defect-drafts")).await?;
    ensure!(phone.value(at_test("defect-what")).await? == REPORT, "it leads to what is begun");

    phone.click(at_test("tab-today")).await?;
    phone.click(at_css("details.done summary")).await?;
    phone.click(at_css("details.done [data-test=order]")).await?;
    phone.wait_for(at_css(".heading")).await?;
    phone.script("history.back()").await?;
    phone.wait_for(at_css("details.done[open] [data-test=order]")).await
}
