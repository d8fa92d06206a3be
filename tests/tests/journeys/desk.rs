//! A supervisor's morning: twenty plain reports by keys, a decision taken back, dense lists on a desk and
//! cards in a hand, and a report on paper.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tests::browser::{Browser, Profile, at_css, at_test};

use crate::accessible::look;
use crate::commune::Commune;

/// Keys for [`REPORTS`] plain reports.
const KEYS_MAX: usize = 25;
const REPORTS: usize = 20;
/// Rows of a list that are seen at once on [`DESK`].
const ROWS_MIN: u64 = 15;
const DESK: (u32, u32) = (1280, 800);
const WATCH: (u32, u32) = (390, 844);
/// A small window with letters twice as large.
const LARGE_LETTERS: (u32, u32) = (640, 400);
const PAGES_MAX: u64 = 2;
/// Between two presses of an impatient finger.
const HASTE: Duration = Duration::from_millis(300);
/// How long after a key none approves, in milliseconds: 600, less what two clocks may differ by.
const AFTER_KEY_MS: i64 = 590;
/// Notes when each key arrived and whether the page showed then that it listens.
const HEARD: &str = "addEventListener('keydown', () => {
    const heard = JSON.parse(sessionStorage.getItem('heard') ?? '[]');
    heard.push([Date.now(), 'listening' in document.body.dataset]);
    sessionStorage.setItem('heard', JSON.stringify(heard));
}, true)";

async fn sized(browser: &Browser, (width, height): (u32, u32)) -> Result<()> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(|_| ())
}

/// The report in hand; the page listens to keys when this returns.
async fn in_hand(office: &Browser) -> Result<String> {
    office.wait_for_script("return 'listening' in document.body.dataset").await?;
    let order =
        office.script("return document.querySelector('[data-test=report]')?.dataset.order ?? ''").await?;
    Ok(order.as_str().unwrap_or_default().to_owned())
}

/// Presses a key that leads to another report.
async fn press(office: &Browser, key: &str) -> Result<String> {
    let before = in_hand(office).await?;
    office.type_text(at_css("body"), key).await?;
    office
        .wait_for_script(&format!(
            "return document.readyState === 'complete'
                 && document.querySelector('[data-test=report]')?.dataset.order !== '{before}'"
        ))
        .await?;
    in_hand(office).await
}

#[tokio::test]
async fn twenty_plain_reports_take_at_most_twenty_five_keys_and_a_decision_can_be_taken_back() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    sized(&office, DESK).await?;
    office.goto(&commune.server.url("/office/review?show=plain")).await?;
    let approved =
        || commune.ask_office::<i64>("SELECT count(*) FROM work_order WHERE state = ?1", "approved");
    let before = approved()?;
    let mut keys = 0;
    for _ in 0..REPORTS {
        press(&office, "a").await?;
        keys += 1;
    }
    ensure!(keys <= KEYS_MAX, "{keys} keys for {REPORTS} reports");
    ensure!(approved()? == before + i64::try_from(REPORTS)?, "all of them are approved");

    // The last one was too quick.
    let next = in_hand(&office).await?;
    let last = press(&office, "u").await?;
    ensure!(last != next && approved()? == before + i64::try_from(REPORTS)? - 1, "it lies on the desk again");
    office.wait_for(at_css("[data-test=report] [data-test=state][data-state=finished]")).await?;

    // Sent back with a word, without a mouse.
    in_hand(&office).await?;
    office.type_text(at_css("body"), "r").await?;
    office.wait_for(at_test("send-back-reason")).await?;
    office.type_text(at_test("send-back-reason"), "Il manque la photo du compteur.").await?;
    office.type_text(at_test("send-back-reason"), "\u{e009}\u{e007}").await?;
    office.wait_for(at_css("[data-test=notice] [data-state=sent-back]")).await?;
    Ok(())
}

#[tokio::test]
async fn no_key_is_lost_and_none_approves_in_passing() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    sized(&office, DESK).await?;
    let approved =
        || commune.ask_office::<i64>("SELECT count(*) FROM work_order WHERE state = ?1", "approved");
    let before = approved()?;
    let reason = at_test("send-back-reason");
    // Straight after the page is there, in one go.
    office.goto(&commune.server.url("/office/review?show=plain")).await?;
    let first = office.script("return document.querySelector('[data-test=report]').dataset.order").await?;
    office.type_text(at_css("body"), "rAttendre").await?;
    ensure!(office.value(reason).await? == "Attendre", "every letter is in the reason");
    // Written and not sent: nothing is approved, and it waits with its report.
    office.type_text(at_test("send-back-reason"), "\u{e00c}").await?;
    let here = in_hand(&office).await?;
    office.type_text(at_css("body"), "a").await?;
    office.wait_for(at_test("unsent")).await?;
    office.click(at_test("approve")).await?;
    office.type_text(at_test("send-back-reason"), "\u{e00c}").await?;
    ensure!(in_hand(&office).await? == here && first == json!(here), "the report stays in hand");
    press(&office, "j").await?;
    ensure!(press(&office, "k").await? == here, "the same report again");
    ensure!(office.value(at_test("send-back-reason")).await? == "Attendre", "with its reason");
    ensure!(approved()? == before, "nothing was approved");

    // Pressed over and over, the key approves only where the page shows that it listens, and never soon after
    // another key. How far apart the keys arrive is the machine's matter, so the page says what it heard.
    office.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HEARD })).await?;
    let next = press(&office, "j").await?;
    for _ in 0..10 {
        office.type_text(at_css("body"), "a").await?;
        tokio::time::sleep(HASTE).await;
    }
    ensure!(in_hand(&office).await? != next, "the next one is in hand");
    let heard = office.script("return JSON.parse(sessionStorage.getItem('heard'))").await?;
    let heard: Vec<(i64, bool)> = serde_json::from_value(heard)?;
    let listened = heard.iter().filter(|(_, listens)| *listens).count();
    let expected = before + i64::try_from(listened)?;
    office
        .until("an approval for each key that was listened to", async || {
            Ok((approved().ok() == Some(expected)).then_some(()))
        })
        .await?;
    ensure!(heard.first().is_some_and(|(_, listens)| *listens), "the first key is listened to");
    for pair in heard.windows(2) {
        let [(earlier, _), (later, listens)] = pair else { continue };
        ensure!(later - earlier >= AFTER_KEY_MS || !listens, "none in haste: {heard:?}");
    }

    // Decided in another window: it stays in hand, and says so.
    let here = in_hand(&office).await?;
    let (this, other) = (office.tab().await?, office.new_tab().await?);
    office.switch_to(&other).await?;
    office.goto(&commune.server.url(&format!("/office/review?order={here}"))).await?;
    office.click(at_test("approve")).await?;
    office.wait_for(at_test("take-back")).await?;
    office.switch_to(&this).await?;
    office.wait_for(at_test("decided-meanwhile")).await?;
    ensure!(in_hand(&office).await? == here, "it is still in hand");
    office.type_text(at_css("body"), "?").await?;
    office.wait_for(at_css(".keys[open]")).await?;
    Ok(())
}

#[tokio::test]
async fn in_a_hand_a_chosen_report_is_shown_and_not_the_pile() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    for size in [WATCH, LARGE_LETTERS] {
        sized(&office, size).await?;
        office.goto(&commune.server.url("/office/review?show=plain")).await?;
        office.wait_gone(at_test("report")).await?;
        office.click(at_css(".pile li:nth-child(4) a")).await?;
        for _ in 0..2 {
            office.wait_for(at_test("report")).await?;
            office
                .wait_for_script(
                    "return document.querySelector('#report h2').getBoundingClientRect().top
                         < document.querySelector('.at-hand').getBoundingClientRect().top",
                )
                .await?;
            ensure!(!office.shows(at_test("review-row")).await?, "{size:?}: the pile is folded away");
            office.click(at_test("approve")).await?;
            office.wait_for(at_test("take-back")).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_desk_shows_what_deviates_beside_the_pile_and_the_decision_is_always_in_view() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    sized(&office, DESK).await?;
    office.goto(&commune.server.url("/office/review?show=odd")).await?;
    office.wait_for(at_test("deviations")).await?;
    look(&office, "page-desk").await?;
    let first = in_hand(&office).await?;
    let second = press(&office, "j").await?;
    ensure!(press(&office, "k").await? == first && first != second, "J and K go on and back");
    for (at, order) in [(DESK, first), (WATCH, second)] {
        sized(&office, at).await?;
        office.goto(&commune.server.url(&format!("/office/review?show=odd&order={order}"))).await?;
        office.wait_for(at_test("report")).await?;
        office
            .wait_for_script(
                "const bar = document.querySelector('.at-hand').getBoundingClientRect();
                 return bar.bottom <= innerHeight + 1 && bar.top >= 0 && document.documentElement.scrollWidth <= innerWidth",
            )
            .await?;
        office.screenshot(&format!("page-desk-{}", at.0)).await?;
    }
    sized(&office, DESK).await?;
    let photographed: String = commune.ask_office(
        "SELECT work_order.id FROM work_order JOIN photo ON document = work_order.id
         JOIN photo_received USING (sha256) WHERE state = 'finished' AND phase = ?1",
        "after",
    )?;
    office.goto(&commune.server.url(&format!("/office/review?order={photographed}"))).await?;
    in_hand(&office).await?;
    // The first pair is in view; what is further down is loaded when somebody gets there.
    office
        .wait_for_script(
            "return [...document.querySelectorAll('.pair img')].slice(0, 2).every((image) => image.complete)",
        )
        .await?;
    look(&office, "page-desk-photos").await?;
    let pair = office
        .script(
            "const [one, two] = document.querySelectorAll('.pair .photo');
             return Math.abs(one.getBoundingClientRect().top - two.getBoundingClientRect().top)",
        )
        .await?;
    ensure!(pair == json!(0), "before and after stand side by side: {pair}");
    office.type_text(at_css("body"), "p").await?;
    office.wait_for(at_css("dialog[open] img")).await?;
    office.type_text(at_css("dialog[open] button"), "\u{e00c}").await?;
    office.wait_gone(at_css("dialog[open]")).await?;

    // Who does not want keys has none (WCAG 2.1.4), and the page says so after a reload too.
    office.click(at_css(".keys summary")).await?;
    office.click(at_css("[data-keys-switch]")).await?;
    office.reload().await?;
    let here = in_hand(&office).await?;
    office.type_text(at_css("body"), "j").await?;
    office.type_text(at_css("body"), "a").await?;
    ensure!(in_hand(&office).await? == here, "the keys are switched off");
    Ok(())
}

#[tokio::test]
async fn lists_are_dense_on_a_desk_and_cards_in_a_hand_and_no_choice_is_offered_twice() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    for (path, row, name) in [
        ("/office/work-orders", "order-row", "orders"),
        ("/office/requests?all=yes", "request-row", "requests"),
        ("/office/devices", "device", "devices"),
    ] {
        sized(&office, DESK).await?;
        office.goto(&commune.server.url(path)).await?;
        office.wait_for(at_test(row)).await?;
        look(&office, &format!("list-{name}")).await?;
        // As many as there is room for: the demo has twelve devices.
        let fit = office
            .script(&format!(
                "const rows = [...document.querySelectorAll('[data-test={row}]')].slice(0, {ROWS_MIN}).map((row) => row.getBoundingClientRect());
                 const each = (rows.at(-1).bottom - rows[0].top) / rows.length;
                 return Math.floor((innerHeight - rows[0].top) / each)"
            ))
            .await?;
        ensure!(fit.as_u64().context("a number")? >= ROWS_MIN, "{path} shows {fit} rows at {DESK:?}");
        sized(&office, WATCH).await?;
        office.wait_for_script("return document.documentElement.scrollWidth <= innerWidth").await?;
        let display = office
            .script(&format!("return getComputedStyle(document.querySelector('[data-test={row}]')).display"))
            .await?;
        ensure!(display == json!("block"), "{path} shows cards in a hand: {display}");
        look(&office, &format!("cards-{name}")).await?;
    }
    sized(&office, DESK).await?;
    for path in
        ["work-orders", "work-orders/new", "review", "requests", "audit", "people/new", "devices", "history"]
    {
        office.goto(&commune.server.url(&format!("/office/{path}"))).await?;
        office.wait_for(at_css("main h1")).await?;
        let twice = office
            .script(
                "return [...document.querySelectorAll('select')].flatMap((select) => {
                     const words = [...select.options].map((option) => `${option.parentElement.label ?? ''} ${option.text.trim()}`);
                     return words.filter((word, at) => words.indexOf(word) !== at);
                 })",
            )
            .await?;
        ensure!(twice == json!([]), "{path} offers twice: {twice}");
    }
    Ok(())
}

#[tokio::test]
async fn an_ordinary_report_and_an_order_fit_two_pages_of_paper() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    let photographed: String = commune.ask_office(
        "SELECT work_order.id FROM work_order JOIN photo ON document = work_order.id
         JOIN photo_received USING (sha256) WHERE state = 'finished' AND phase = ?1",
        "after",
    )?;
    let to_do: String = commune.ask_office(
        "SELECT work_order.id FROM work_order JOIN checklist_answer ON work_order = work_order.id
         WHERE state = ?1 GROUP BY 1 ORDER BY count(*) DESC",
        "open",
    )?;
    for (order, name) in [(photographed, "report"), (to_do, "order")] {
        office.goto(&commune.server.url(&format!("/office/work-orders/{order}/print"))).await?;
        office.wait_for(at_css("main h1")).await?;
        office.wait_for_script("return [...document.images].every((image) => image.complete)").await?;
        look(&office, &format!("paper-{name}")).await?;
        let printed = office.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true })).await?;
        let pages = office
            .client()
            .execute(
                "return (atob(arguments[0]).match(/\\/Type\\s*\\/Page[^s]/g) ?? []).length",
                vec![printed["data"].clone()],
            )
            .await?;
        ensure!((1..=PAGES_MAX).contains(&pages.as_u64().unwrap_or_default()), "{name}: {pages} pages");
    }
    Ok(())
}
