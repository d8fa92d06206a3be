//! On a small phone, with large letters, on its side: nothing is cut, nothing is outside, no word is
//! broken, and the deeds are in reach. A new screen or page is an address more in the lists.

use anyhow::{Result, ensure};
use serde_json::Value;
use tests::browser::{Browser, Profile, Screen, at_css, at_test};

use crate::commune::{Commune, open_order};

/// What is wrong with the page as it is shown: what is wider than the screen, texts that are cut, words
/// that go on in the next line.
const WRONG: &str = r"
    const wrong = [];
    const width = document.documentElement.clientWidth;
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`;
    const inside = (element, css) => element.closest(css) !== null;
    // What is pushed sideways is no wider than its place.
    const pushed = (element) => {
        for (let around = element.parentElement; around; around = around.parentElement)
            if (['auto', 'scroll'].includes(getComputedStyle(around).overflowX)) return true;
        return false;
    };
    const skipped = '.hidden, .hidden-input, .skip, script, style, noscript, svg, option, textarea, [hidden]';
    if (document.documentElement.scrollWidth > width + 1)
        wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.body.querySelectorAll('*')) {
        if (inside(element, skipped) || pushed(element)) continue;
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || !element.checkVisibility()) continue;
        if (box.right > width + 1 || box.left < -1) wrong.push(`${name(element)} is outside: ${Math.round(box.left)} to ${Math.round(box.right)}`);
        const style = getComputedStyle(element);
        // Nor does anything cross the edge of the card it lies in.
        const card = element.parentElement?.closest('section, .card, .photo-sheet, .item, .visit, .draft-note, .notice, .actions');
        const edge = card && card.getBoundingClientRect();
        if (card && edge.width > 0 && (box.right > edge.right + 1 || box.left < edge.left - 1) && getComputedStyle(element).position !== 'absolute')
            wrong.push(`${name(element)} crosses the edge of ${name(card)}`);
        if (style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1 && !element.matches('input, select'))
            wrong.push(`${name(element)} is cut`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (inside(parentElement, skipped) || inside(parentElement, '.scroll, .enlarged, .report, .description') || !parentElement.checkVisibility()) continue;
        // What people typed may be one endless word; what the app says is not.
        for (const word of data.matchAll(/[\p{L}\p{N}’']{2,}/gu)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
            if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) wrong.push(`a word is broken: ${word[0]}`);
            const button = parentElement.closest('main button, main .button, .pick, .tabs a')?.getBoundingClientRect();
            for (const box of button ? boxes : [])
                if (box.right > button.right + 1 || box.left < button.left - 1) wrong.push(`a word leaves its button: ${word[0]}`);
        }
    }
    const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    for (const many of document.querySelectorAll('.gallery, .photo, .actions > .row, .tabs')) {
        const boxes = [...many.children].map((child) => [child, child.getBoundingClientRect()]);
        for (const [at, [one, box]] of boxes.entries())
            for (const [other, behind] of boxes.slice(at + 1))
                if (overlap(box, behind)) wrong.push(`${name(one)} and ${name(other)} lie over each other`);
    }
    return [...new Set(wrong)];
";

/// How much of the height what is fixed to the edges leaves for the work, in hundredths.
const LEFT_FOR_WORK: &str = r"
    let taken = 0;
    for (const element of document.querySelectorAll('.status, .tabs, .actions')) {
        if (['fixed', 'sticky'].includes(getComputedStyle(element).position)) taken += element.getBoundingClientRect().height;
    }
    return Math.round(100 * (1 - taken / innerHeight));
";

/// Whether a button is on the screen and nothing lies over it.
const IN_REACH: &str = r"
    const button = document.querySelector('[data-test=finish]');
    const box = button.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.bottom <= innerHeight + 1 && box.top >= 0 && button.contains(top);
";

pub(crate) async fn measure(browser: &Browser, what: &str) -> Result<()> {
    let wrong = browser.script(WRONG).await?;
    if wrong != Value::Array(Vec::new()) {
        browser.screenshot(&format!("measured-{}", what.replace([' ', ',', '/', '#'], "-"))).await?;
    }
    ensure!(wrong == Value::Array(Vec::new()), "{what}: {wrong:#}");
    Ok(())
}

/// The screens that an address opens, and what shows that they are there.
const SCREENS: [(&str, &str); 6] = [
    ("/#/", "order"),
    ("/#/search", "search"),
    ("/#/defect", "defect-building"),
    ("/#/to-send", "sync-now"),
    ("/#/settings", "language-fr"),
    ("/#/enrol/ABCD-EFGH", "enrol"),
];

async fn every_screen(phone: &Browser, commune: &Commune, order: &str, held: &str) -> Result<()> {
    for (address, test) in SCREENS {
        phone.goto(&commune.server.url(address)).await?;
        phone.wait_for(at_test(test)).await?;
        measure(phone, &format!("{address} {held}")).await?;
        if test == "search" {
            phone.replace_text(at_test(test), "hall").await?;
            phone.wait_for(at_test("found")).await?;
            measure(phone, &format!("what is found {held}")).await?;
        }
    }
    phone.goto(&commune.server.url(order)).await?;
    phone.wait_for(at_test("finish")).await?;
    measure(phone, &format!("the order {held}")).await?;
    ensure!(phone.script(IN_REACH).await? == Value::Bool(true), "to finish is out of reach {held}");
    let building = phone.script("return document.querySelector('.place a').getAttribute('href')").await?;
    phone.goto(&commune.server.url(&format!("/{}", building.as_str().unwrap_or_default()))).await?;
    phone.wait_for(at_test("building")).await?;
    measure(phone, &format!("the building {held}")).await
}

/// Begins an order; its address.
async fn begun(phone: &Browser) -> Result<String> {
    open_order(phone).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("report")).await?;
    let address = phone.script("return location.hash").await?;
    Ok(format!("/{}", address.as_str().unwrap_or_default()))
}

#[tokio::test]
async fn every_screen_fits_a_small_phone_and_one_on_its_side() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let order = begun(&phone).await?;
    phone.hold(320, 568).await?;
    every_screen(&phone, &commune, &order, "at 320 × 568").await?;
    phone.hold(568, 320).await?;
    every_screen(&phone, &commune, &order, "on its side").await?;
    phone.goto(&commune.server.url(&order)).await?;
    phone.wait_for(at_test("finish")).await?;
    let left = phone.script(LEFT_FOR_WORK).await?.as_i64().unwrap_or_default();
    ensure!(left >= 60, "on its side {left} % of the height are left for the work");
    Ok(())
}

#[tokio::test]
async fn every_screen_fits_a_small_phone_with_letters_of_200_percent() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let order = begun(&phone).await?;
    // What was done a moment ago is on disk.
    phone.close().await?;
    let phone = Browser::start(&profile, Screen::LargeLetters).await?;
    every_screen(&phone, &commune, &order, "with large letters").await
}

/// Phones held upright.
const PHONES: [(u32, u32); 3] = [(320, 568), (360, 740), (390, 844)];

/// The deeds of an order fit, in the languages with long words, on every phone.
async fn deeds_fit(phone: &Browser, commune: &Commune, order: &str, state: &str) -> Result<()> {
    for language in ["nl", "de", "fr"] {
        phone.goto(&commune.server.url("/#/settings")).await?;
        phone.click(at_css(&format!("label:has([data-test=language-{language}])"))).await?;
        phone.wait_for(at_css(&format!("html[lang={language}]"))).await?;
        phone.goto(&commune.server.url(order)).await?;
        phone.wait_for(at_css(".actions")).await?;
        for (width, height) in PHONES {
            phone.hold(width, height).await?;
            measure(phone, &format!("{state}, {language}, {width} wide")).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_deeds_fit_in_every_state_and_language() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let sent_back =
        "return document.querySelector('[data-test=order]:has([data-state=sent-back])').getAttribute('href')";
    let sent_back = phone.script(sent_back).await?;
    deeds_fit(&phone, &commune, &format!("/{}", sent_back.as_str().unwrap_or_default()), "sent back").await?;
    phone.goto(&commune.server.url("/#/")).await?;
    open_order(&phone).await?;
    let order = phone.script("return location.hash").await?;
    let order = format!("/{}", order.as_str().unwrap_or_default());
    deeds_fit(&phone, &commune, &order, "to do").await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("pause")).await?;
    deeds_fit(&phone, &commune, &order, "in progress").await?;
    phone.click(at_test("finish")).await?;
    phone.wait_for(at_css(".before-finish")).await?;
    measure(&phone, "before the end").await?;
    phone.click(at_test("before-finish-close")).await?;
    phone.click(at_test("pause")).await?;
    phone.wait_for(at_test("start")).await?;
    deeds_fit(&phone, &commune, &order, "paused").await?;
    crate::commune::answer_checklist(&phone).await?;
    phone.click(at_test("finish")).await?;
    phone.click(at_test("finish-anyway")).await?;
    phone.wait_for(at_test("done")).await?;
    deeds_fit(&phone, &commune, &order, "finished").await
}

#[tokio::test]
async fn photos_and_open_forms_fit_the_smallest_phone() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let file = profile.downloads().join("photo.jpg");
    std::fs::write(&file, crate::picture::on_its_side()?)?;
    let order = begun(&phone).await?;
    phone.hold(320, 568).await?;
    for _ in 0..2 {
        phone.upload(at_test("photo-gallery"), &file).await?;
    }
    phone.wait_for_script("return document.querySelectorAll('[data-test=photo]').length >= 1").await?;
    measure(&phone, "photos").await?;
    phone.click(at_test("photo-edit")).await?;
    phone.type_text(at_test("photo-caption"), "Joint").await?;
    measure(&phone, "the form of a photo").await?;
    phone.click(at_test("cannot-finish")).await?;
    phone.click(at_css(".pick:has([data-test=cause-other])")).await?;
    phone.wait_for(at_test("draft")).await?;
    measure(&phone, "the ways out").await?;
    let building = phone.script("return document.querySelector('.place a').hash").await?;
    phone.goto(&commune.server.url(&format!("/{}", building.as_str().unwrap_or_default()))).await?;
    phone.click(at_css("details.asset summary")).await?;
    phone.click(at_test("asset-correct")).await?;
    measure(&phone, "an asset").await?;
    phone.goto(&commune.server.url("/#/defect")).await?;
    phone.click(at_test("defect-building")).await?;
    phone.type_text(at_test("defect-what"), "Vitre fêlée").await?;
    phone.upload(at_test("photo-gallery"), &file).await?;
    phone.wait_for(at_css("[data-test=draft-photo][data-state=kept] img")).await?;
    phone.click(at_test("draft-drop")).await?;
    measure(&phone, "a defect").await?;
    phone.goto(&commune.server.url(&order)).await?;
    phone.wait_for(at_test("finish")).await
}

/// The pages of the office that an address opens.
const PAGES: [&str; 11] = [
    "/office",
    "/office/work-orders",
    "/office/work-orders/new",
    "/office/buildings",
    "/office/requests",
    "/office/devices",
    "/office/history",
    "/office/refused",
    "/office/account",
    "/office/accessibility",
    "/office/privacy",
];

#[tokio::test]
async fn every_page_of_the_office_fits_at_200_percent() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    // A screen of 1280 × 800 enlarged twice is this to a page.
    office.hold(640, 400).await?;
    for path in PAGES {
        office.goto(&commune.server.url(path)).await?;
        office.wait_for(at_css("main h1")).await?;
        measure(&office, &format!("{path} at 200 %")).await?;
        let menu = "return document.querySelector('.side').getBoundingClientRect().height";
        let height = office.script(menu).await?.as_f64().unwrap_or_default();
        ensure!(height <= 100.0, "{path}: the menu takes {height} of 400 pixels");
    }
    Ok(())
}

#[tokio::test]
async fn two_hasty_taps_finish_nothing() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let number = open_order(&phone).await?;
    phone.wait_for(at_css("[data-test=start]:not([aria-disabled])")).await?;
    // A finger that stays where it is, twice within a third of a second.
    phone
        .script(
            "const box = document.querySelector('[data-test=start]').getBoundingClientRect();
             const tap = () => document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2).click();
             tap();
             return new Promise((done) => setTimeout(() => { tap(); done(true); }, 300));",
        )
        .await?;
    phone.wait_for(at_test("report")).await?;
    let state = "SELECT state FROM work_order WHERE number = ?1";
    phone.wait_for(at_css("[data-test=status][data-state=office]")).await?;
    assert_eq!(commune.ask_office::<String>(state, &number)?, "in-progress", "neither paused nor finished");
    // Nothing is written: it is asked once, and nothing is finished by asking.
    crate::commune::answer_checklist(&phone).await?;
    phone.click(at_test("finish")).await?;
    phone.wait_for(at_test("finish-wordless")).await?;
    phone.click(at_test("finish-anyway")).await?;
    phone.wait_for(at_test("done")).await?;
    // And the way back.
    phone.click(at_test("take-back")).await?;
    phone.wait_for(at_test("pause")).await?;
    phone.wait_for(at_css("[data-test=status][data-state=office]")).await?;
    let steps: String = commune.ask_office(
        "SELECT group_concat(kind, ' ') FROM (SELECT step.kind FROM step JOIN work_order ON work_order.id = work_order
         WHERE number = ?1 ORDER BY step.id)",
        &number,
    )?;
    assert_eq!(steps, "started finished taken-back");
    Ok(())
}
