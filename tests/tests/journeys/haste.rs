//! Hasty fingers: a screen left before what was typed is saved, a button tapped twice.

use anyhow::Result;
use tests::browser::{Browser, Profile, WRITE, at_css, at_test, at_text};

use crate::commune::{Commune, at_the_office, open_order, order};

const REPORT: &str = "Purge faite, fuite au collecteur.";
const WHAT: &str = "Vitre fêlée au réfectoire";
const REMARK: &str = "Clé chez la concierge.";

/// Taps so fast that the app has no time in between.
async fn tap_twice(phone: &Browser, test: &str) -> Result<()> {
    let tap = format!("document.querySelector('[data-test={test}]').click();");
    phone.script(&tap.repeat(2)).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_typed_and_tapped_in_haste_is_there_once() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    commune.server.stop().await?;

    let number = open_order(&phone).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("report")).await?;
    let leave = format!(
        "{WRITE}write('[data-test=report]', '{REPORT}');
         document.activeElement.blur();
         location.hash = '#/';"
    );
    phone.script(&leave).await?;
    phone.click(order(&number)).await?;
    phone.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;
    assert_eq!(phone.value(at_test("report")).await?, REPORT);

    phone.click(at_test("tab-defect")).await?;
    phone.type_text(at_test("defect-search"), "ecole").await?;
    phone.click(at_test("defect-building")).await?;
    phone.type_text(at_test("defect-what"), WHAT).await?;
    tap_twice(&phone, "defect-send").await?;
    phone.wait_for(at_test("defect-saved")).await?;

    phone.click(at_test("tab-search")).await?;
    phone.type_text(at_test("search"), "ecole").await?;
    phone.click(at_css("[data-test=found][href^='#/building/']")).await?;
    phone.type_text(at_test("remark-text"), REMARK).await?;
    tap_twice(&phone, "remark-save").await?;
    phone.wait_for(at_text(REMARK)).await?;

    phone.wait_for(at_css("[data-test=status][data-state=saved]")).await?;
    phone.click(at_test("tab-to-send")).await?;
    phone.wait_for(at_test("to-send-item")).await?;
    commune.server.start_again().await?;
    phone.wait_for(at_test("nothing-to-send")).await?;
    at_the_office(&phone).await?;
    for (count, text) in [
        ("SELECT count(*) FROM intervention WHERE report LIKE '%' || ?1 || '%'", REPORT),
        ("SELECT count(*) FROM request WHERE title = ?1", WHAT),
        ("SELECT count(*) FROM remark WHERE text = ?1", REMARK),
    ] {
        assert_eq!(commune.ask_office::<i64>(count, text)?, 1, "{text}");
    }
    Ok(())
}
