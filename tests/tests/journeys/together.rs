//! Two technicians on one work order.

use anyhow::Result;
use tests::browser::{Profile, at_css, at_test};

use crate::commune::{Commune, at_the_office, open_order, order};

#[tokio::test]
async fn two_phones_write_in_the_same_report_and_both_stay() -> Result<()> {
    let mut commune = Commune::open().await?;
    let (one, two, desk) = (Profile::fresh()?, Profile::fresh()?, Profile::fresh()?);
    let first = commune.technicians_phone(&one).await?;
    let number = open_order(&first).await?;
    first.click(at_test("start")).await?;
    first.type_text(at_test("report"), "Vanne remplacée.").await?;
    first.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;
    at_the_office(&first).await?;

    // The office gives the same order to a colleague, and a code for their phone.
    let office = commune.office(&desk).await?;
    let colleague: String = commune.ask_office(
        "SELECT id FROM person WHERE role = 'technician' AND name <> ?1 ORDER BY name",
        "Jean-Marc Delvaux",
    )?;
    let id: String = commune.ask_office("SELECT id FROM work_order WHERE number = ?1", &number)?;
    office.goto(&commune.server.url(&format!("/office/work-orders/{id}"))).await?;
    let assigned = at_css(&format!("[data-test=assign] [value='{colleague}']"));
    if !office.shows(assigned.clone()).await? {
        office.click(at_test("assign-open")).await?;
    }
    office.click(assigned).await?;
    office.click(at_css("[data-test=assign] button[type=submit]")).await?;
    // Leaving a page that is still being answered would be overtaken by the answer.
    office.wait_for(at_test("notice")).await?;
    let code = commune.code_from_office(&office, &colleague).await?;
    office.screenshot("office-enrol").await?;

    let second = commune.enrolled(&two, &commune.server.url("/"), &code).await?;
    second.click(order(&number)).await?;
    second.wait_for(at_test("report-colleague")).await?;

    commune.server.stop().await?;
    first.type_text(at_test("report"), " Étanchéité vérifiée.").await?;
    first.wait_for(at_css("[data-test=status][data-state=saved]")).await?;
    // Control and Home, then the words: WebDriver's keys are in the Private Use Area.
    second.type_text(at_test("report-colleague"), "\u{e009}\u{e011}\u{e009}À deux : ").await?;
    second.wait_for(at_css("[data-test=status][data-state=saved]")).await?;

    commune.server.start_again().await?;
    at_the_office(&first).await?;
    at_the_office(&second).await?;
    let report: String = commune.ask_office(
        "SELECT report FROM intervention JOIN work_order ON work_order.id = work_order WHERE number = ?1 ORDER BY started_at DESC",
        &number,
    )?;
    for part in ["Vanne remplacée.", " Étanchéité vérifiée.", "À deux : "] {
        assert_eq!(report.matches(part).count(), 1, "{part:?} in {report:?}");
    }
    for phone in [&first, &second] {
        phone.script("document.activeElement.blur()").await?;
        phone
            .wait_for_script(&format!(
                "return [...document.querySelectorAll('textarea')].some((field) => field.value === {})",
                serde_json::to_string(&report)?
            ))
            .await?;
    }
    Ok(())
}
