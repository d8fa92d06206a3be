//! A data directory that cannot be used: the server does not half-start, and one that is damaged
//! while it serves stops acknowledging, or mends itself where nothing can be lost.

use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use mobile::replica::{HttpReply, HttpRequest};
use rusqlite::Connection;
use shared::work_order::WorkOrderCommand;
use tempfile::TempDir;
use tests::browser::{DEADLINE, Disk, ServerProcess};
use tests::commune::{Commune, Phone, SUPERVISOR, moment};
use tests::http::Line;

use crate::desk::Desk;

pub(crate) const PASSWORD: &str = "clef du beffroi 1742";

/// A commune with work for one technician, nobody serving it; and the code for a phone.
pub(crate) async fn commune() -> Result<(TempDir, String)> {
    let data = tempfile::tempdir()?;
    let mut commune = Commune::found(data.path()).await?;
    commune.give_password(SUPERVISOR, "anne", PASSWORD).await?;
    let technician = commune.add_technician(1).await?;
    for _ in 0..40 {
        commune.add_order(vec![technician]).await?;
    }
    let code = commune.code_for(technician).await?;
    commune.close().await?;
    Ok((data, code))
}

/// Overwrites a database from its second page on, as a dying disk would: nobody is told.
fn damage(path: &Path) -> Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let size = usize::try_from(file.metadata()?.len())?;
    assert!(size > 8192, "{} has pages", path.display());
    file.seek(SeekFrom::Start(4096))?;
    file.write_all(&vec![0xA5; size - 4096])?;
    Ok(())
}

fn says(refusal: &str, words: &[&str]) {
    for word in words {
        assert!(refusal.contains(word), "{word:?} is missing in: {refusal}");
    }
}

async fn get(port: u16, path: &str) -> Result<HttpReply> {
    let request = HttpRequest { method: "GET", path: path.to_owned(), headers: vec![], body: vec![] };
    Ok(Line::open(port).await?.carry(&request).await?.0)
}

#[tokio::test]
async fn a_data_directory_that_cannot_be_used_is_refused_in_a_sentence_that_says_what_to_do() -> Result<()> {
    let (data, _) = commune().await?;
    let place = data.path().display().to_string();
    if Disk::can_be_mounted().await {
        let refusal = ServerProcess::refusal(data.path(), Disk::ReadOnly).await?;
        says(&refusal, &[&place, "nothing can be written there", "read-only"]);
    }
    let mut server = ServerProcess::start(data.path()).await?;
    let refusal = ServerProcess::refusal(data.path(), Disk::Usual).await?;
    says(&refusal, &[&place, "another server is running on it", "Stop that one first"]);
    assert_eq!(get(server.port(), "/healthz").await?.status, 200, "the first goes on");
    server.stop().await?;

    let server_db = data.path().join("server.db");
    Connection::open(&server_db)?.pragma_update(None, "user_version", 99)?;
    let refusal = ServerProcess::refusal(data.path(), Disk::Usual).await?;
    says(&refusal, &["server.db", "newer version", "Install that version"]);
    Connection::open(&server_db)?.pragma_update(None, "user_version", 1)?;

    damage(&server_db)?;
    let refusal = ServerProcess::refusal(data.path(), Disk::Usual).await?;
    says(&refusal, &["server.db is damaged", "sync-server verify", "sync-server restore"]);
    Ok(())
}

#[tokio::test]
async fn a_server_whose_database_is_damaged_under_it_acknowledges_nothing_more() -> Result<()> {
    let (data, code) = commune().await?;
    let mut server = ServerProcess::start(data.path()).await?;
    let mut phone = Phone::enrol(server.port(), &code).await?;
    let order = *phone.orders()?.first().context("an order")?;
    server.stop().await?;
    server.start_again().await?;
    damage(&data.path().join("server.db"))?;

    phone.line = Line::open(server.port()).await?;
    phone.execute(order, WorkOrderCommand::Start)?;
    phone.sync_now();
    let request = phone.replica.next_request(moment())?.context("a sync")?;
    let reply = phone.line.carry(&request).await?.0;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    says(&String::from_utf8(reply.body.clone())?, &["urn:guichet:problem:data-damaged"]);
    phone.replica.take_reply(Ok(reply), moment())?;
    assert!(phone.replica.status()?.changes_waiting > 0, "the phone keeps its work");
    let health = get(server.port(), "/healthz").await?;
    assert_eq!(health.status, 503);
    says(&server.output(), &["nothing is accepted any more", "sync-server verify", "sync-server restore"]);
    server.stop().await
}

#[tokio::test]
async fn an_office_database_that_is_damaged_or_missing_is_made_again() -> Result<()> {
    let (data, _) = commune().await?;
    let office = data.path().join("office/office.db");
    let mut server = ServerProcess::start(data.path()).await?;
    let mut desk = Desk::sign_in(server.port(), "anne", PASSWORD).await?;
    let before = desk.get("/office/work-orders").await?;
    assert_eq!(before.status, 200);
    server.stop().await?;

    std::fs::remove_file(&office)?;
    server.start_again().await?;
    let mut desk = Desk::sign_in(server.port(), "anne", PASSWORD).await?;
    assert_eq!(desk.get("/office/work-orders").await?.body, before.body);
    server.stop().await?;

    damage(&office)?;
    server.start_again().await?;
    let mut desk = Desk::sign_in(server.port(), "anne", PASSWORD).await?;
    assert_eq!(desk.get("/office/work-orders").await?.body, before.body);
    assert!(office.with_extension("db.damaged").exists(), "what was damaged can be looked at");
    server.stop().await?;

    server.start_again().await?;
    let mut desk = Desk::sign_in(server.port(), "anne", PASSWORD).await?;
    damage(&office)?;
    let mended = async {
        loop {
            let page = desk.get("/office/work-orders").await?;
            if page.status == 200 {
                return anyhow::Ok(page);
            }
            assert_eq!(page.status, 503);
        }
    };
    let mended = tokio::time::timeout(DEADLINE, mended).await??;
    assert_eq!(mended.body, before.body);
    says(&server.output(), &["office.db is damaged"]);
    server.stop().await
}
