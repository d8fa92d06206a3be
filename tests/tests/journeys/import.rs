//! A list out of a spreadsheet becomes the register at the office: brought, looked at row by row, taken in.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Result, ensure};
use tests::browser::{Browser, Profile, at_css, at_test};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::accessible::look;
use crate::commune::Commune;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook with a title, a line of nothing, and these rows below.
fn workbook(place: &Path, rows: &[&[&str]]) -> Result<()> {
    let mut cells = String::from(r#"<row r="1"><c t="inlineStr"><is><t>Patrimoine</t></is></c></row>"#);
    for (number, row) in (3..).zip(rows) {
        let row: String =
            row.iter().map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).collect();
        cells += &format!(r#"<row r="{number}">{row}</row>"#);
    }
    let related = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="{id}" Type="{RELATED}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let parts = [
        ("_rels/.rels", related("rId1", "officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", related("rId1", "worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>"#),
        ),
    ];
    let mut book = ZipWriter::new(File::create(place)?);
    for (name, content) in parts {
        book.start_file(name, SimpleFileOptions::default())?;
        book.write_all(content.as_bytes())?;
    }
    book.finish()?;
    Ok(())
}

async fn brings(office: &Browser, commune: &Commune, file: &Path) -> Result<()> {
    office.goto(&commune.server.url("/office/buildings")).await?;
    office.click(at_test("import-open")).await?;
    office.wait_for(at_test("import")).await?;
    office.upload(at_css("[data-test=import] [type=file]"), file).await?;
    office.click(at_css("[data-test=import] button")).await
}

#[tokio::test]
async fn a_list_out_of_a_spreadsheet_becomes_the_register() -> Result<()> {
    let commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let office = commune.office(&profile).await?;
    let administration: String =
        commune.ask_office("SELECT name FROM organisation WHERE name LIKE ?1", "Commune%")?;
    fs::create_dir_all(profile.downloads())?;
    let list = profile.downloads().join("bâtiments.xlsx");
    let header = ["Code", "Nom", "Administration", "Adresse", "Année"];
    let hall =
        ["SPO-077", "Hall des Coteaux", administration.as_str(), "Rue des Coteaux 7, 4999 Orneval", "1974"];
    workbook(&list, &[&header, &hall, &["SPO-078", "Abri", "Régie inconnue", "", "1974"]])?;
    brings(&office, &commune, &list).await?;
    office.wait_for_text(at_test("import-understood"), "Liste").await?;
    office.wait_for_text(at_test("import-rows"), "Régie inconnue").await?;
    look(&office, "office-import-check").await?;
    let written = || commune.ask_office::<i64>("SELECT count(*) FROM building WHERE code = ?1", "SPO-077");
    ensure!(written()? == 0, "nothing is written yet");
    // The word for the administration is said to mean one, and how the list is read is remembered.
    office.click(at_test("import-columns")).await?;
    office.wait_for_text(at_test("columns"), "« Régie inconnue »").await?;
    look(&office, "office-import-columns").await?;
    let id: String = commune.ask_office("SELECT id FROM organisation WHERE name = ?1", &administration)?;
    office.choose(at_css("#means-0"), &id).await?;
    office.type_text(at_css("#name"), "Fiches").await?;
    office.click(at_css("[data-test=columns] .primary")).await?;
    office.wait_for_text(at_test("import-counts"), "2").await?;
    office.click(at_css("[data-test=import-do] .primary")).await?;
    office.wait_for(at_css("[data-state=done]")).await?;
    look(&office, "office-import-done").await?;
    office.goto(&commune.server.url("/office/buildings?text=coteaux")).await?;
    office.click(at_css("main .cards a")).await?;
    office.wait_for_text(at_css("main"), "Rue des Coteaux 7, 4999 Orneval").await?;

    // It is taken back as a whole, and the same list brings it in again.
    office.goto(&commune.server.url("/office/buildings/imports")).await?;
    look(&office, "office-imports").await?;
    office.click(at_css("[data-test=imports] li:first-child a")).await?;
    office.click(at_css("[value=undo]")).await?;
    office.wait_for(at_css("[data-state=undone]")).await?;
    brings(&office, &commune, &list).await?;
    office.wait_for_text(at_test("import-counts"), "1").await?;
    office.click(at_css("[data-test=import-do] .primary")).await?;
    office.wait_for(at_css("[data-state=done]")).await?;

    // The same list again has nothing to write, and what is no list is told so.
    brings(&office, &commune, &list).await?;
    office.wait_for(at_test("import-do")).await?;
    ensure!(office.count(at_css("[data-test=import-do] .primary")).await? == 0, "there is nothing to write");
    office.click(at_css("[data-test=import-do] [value=discard]")).await?;
    office.wait_for(at_test("import")).await?;
    look(&office, "office-import").await?;
    let other = profile.downloads().join("liste.xlsx");
    fs::write(&other, "Code;Nom\n")?;
    brings(&office, &commune, &other).await?;
    office.wait_for_text(at_test("refused"), ".csv").await?;
    look(&office, "office-import-refused").await?;
    office.close().await
}
