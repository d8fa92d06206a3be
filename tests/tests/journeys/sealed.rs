//! What a phone keeps of the office is sealed: whoever reads its files finds no word of it. The open replica of an
//! earlier app becomes a sealed one, with everything in it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use rusqlite::Connection;
use serde_json::json;
use tests::browser::{Browser, Profile, Screen, at_test};
use tests::commune::Phone;

use crate::commune::{Commune, at_the_office, writes_offline};

const REPORT: &str = "Purgeur automatique changé au premier étage.";

/// Writes a file into the pool in which the worker's SQLite has its files: a head with its name, then its bytes.
const PUT: &str = "
    const [name, text, done] = arguments;
    const put = async () => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const head = new Uint8Array(4096);
        head.set(new TextEncoder().encode(name));
        new DataView(head.buffer).setUint32(512, 0x100);
        let folder = await navigator.storage.getDirectory();
        for (const part of ['.opfs-sahpool', '.opaque']) {
            folder = await folder.getDirectoryHandle(part, { create: true });
        }
        const file = await (await folder.getFileHandle('of-an-earlier-app', { create: true })).createWritable();
        await file.write(head);
        await file.write(bytes);
        await file.close();
    };
    put().then(() => done(''), (error) => done(String(error)));
";

/// Every file in which the browser keeps what pages keep.
fn kept(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(kept(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a file of the pages says this.
pub(crate) fn says(profile: &Profile, words: &str) -> Result<bool> {
    let files = kept(&profile.path().join("chromium/Default/File System"))?;
    for file in files {
        if fs::read(&file)?.windows(words.len()).any(|window| window == words.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The first thing to do that the list of today shows.
async fn title_of_an_order(phone: &Browser) -> Result<String> {
    let title = phone.script("return document.querySelector('[data-test=order] strong').textContent").await?;
    Ok(title.as_str().context("a title")?.to_owned())
}

#[tokio::test]
async fn no_word_of_the_office_stands_in_the_phones_files() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    let title = title_of_an_order(&phone).await?;
    writes_offline(&mut commune, &phone, REPORT).await?;
    // In the middle of a day: killed, with what is on disk then.
    phone.kill().await?;
    ensure!(says(&profile, "sealed.db")?, "these are the files");
    for words in [title.as_str(), REPORT, "Delvaux", "SQLite format 3", "CREATE TABLE"] {
        ensure!(!says(&profile, words)?, "a file says {words}");
    }

    // The key is there: no lock is set.
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/#/to-send")).await?;
    phone.wait_for(at_test("to-send-item")).await?;
    commune.server.start_again().await?;
    at_the_office(&phone).await?;
    phone.close().await
}

#[tokio::test]
async fn the_open_replica_of_an_earlier_app_is_sealed_with_everything_in_it() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("phone.db");
    // What an earlier app kept: its replica is that of today without the seal.
    let code = commune.code().await?;
    drop(Phone::enrol_in(Connection::open(&file)?, commune.server.port(), &code).await?);
    let bytes = BASE64.encode(fs::read(&file)?);
    let phone = Browser::start(&profile, Screen::Phone).await?;
    phone.goto(&commune.server.url("/icon.svg")).await?;
    let said = phone.client().execute_async(PUT, vec![json!("phone.db"), json!(bytes)]).await?;
    ensure!(said == json!(""), "{said}");
    ensure!(says(&profile, "Delvaux")?, "it is open");

    phone.goto(&commune.server.url("/")).await?;
    phone.wait_for(at_test("order")).await?;
    at_the_office(&phone).await?;
    commune.server.stop().await?;
    phone.reload().await?;
    phone.wait_for(at_test("order")).await?;
    let title = title_of_an_order(&phone).await?;
    phone.close().await?;
    for words in [title.as_str(), "Delvaux", "SQLite format 3"] {
        ensure!(!says(&profile, words)?, "a file says {words}");
    }
    Ok(())
}
