//! A phone comes back: 120 changes up on 40 work orders, 180 down on 60 others, 2,000 documents in
//! scope; and with nothing new.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use mobile::client::Answer;
use rusqlite::Connection;
use shared::document::priority::Priority;
use shared::work_order::{AnswerValue, WorkOrderCommand, WorkOrderField};
use tests::browser::ServerProcess;
use tests::commune::{Commune, ITEM, Phone};

use super::table::Table;

const DOCUMENTS: usize = 2_000;
/// Work orders worked on without a network: begun, written about, checked.
const UP: usize = 40;
/// Work orders the office changed meanwhile: priority, day, title.
const DOWN: usize = 60;

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut commune = Commune::found(data.path()).await?;
    let technician = commune.add_technician(1).await?;
    let mut orders = Vec::new();
    for _ in 0..DOCUMENTS {
        orders.push(commune.add_order(vec![technician]).await?);
    }
    let code = commune.code_for(technician).await?;
    commune.close().await?;

    let mut server = ServerProcess::start(data.path()).await?;
    let mut phone = Phone::enrol(server.port(), &code).await?;
    for (at, order) in orders[..UP].iter().enumerate() {
        let Answer::Saved { fact: Some(visit), .. } = phone.execute(*order, WorkOrderCommand::Start)? else {
            anyhow::bail!("the work was not begun")
        };
        let report =
            WorkOrderCommand::WriteReport { intervention: visit, before: String::new(), after: sentence(at) };
        phone.execute(*order, report)?;
        let value = Some(AnswerValue::Tick(at % 5 > 0));
        phone.execute(*order, WorkOrderCommand::Answer { item: ITEM, value })?;
    }
    let before = feed_end(data.path())?;
    server.stop().await?;

    // The office works meanwhile.
    let commune = Commune::found_again(data.path())?;
    for (at, order) in orders[UP..UP + DOWN].iter().enumerate() {
        let day = format!("2027-01-{:02}", at % 28 + 1).parse()?;
        for field in [
            WorkOrderField::Priority(Priority::Urgent),
            WorkOrderField::Due(Some(day)),
            WorkOrderField::Title(sentence(at + 7)),
        ] {
            commune.edit(*order, WorkOrderCommand::Edit(vec![field])).await?;
        }
    }
    commune.close().await?;
    server.start_again().await?;

    phone.line = tests::http::Line::open(server.port()).await?;
    phone.sync_now();
    let weights = phone.talk().await?;
    table.judge("reconnect, 120 up, 180 down, 2,000 documents: round trips", weights.len() as f64, "", 1.0);
    let total: usize = weights.iter().map(|weight| weight.sent_bytes + weight.received_bytes).sum();
    let compressed = compressed_changes(data.path(), before)?;
    table.show("  bytes both ways, headers included", total.to_string());
    table.show("  the same changes, compressed and nothing else", compressed.to_string());
    table.judge("  ratio", total as f64 / compressed as f64, "×", 1.15);

    phone.sync_now();
    let weights = phone.talk().await?;
    let quiet = weights.first().context("a sync")?;
    table.judge("nothing new: reply with headers", quiet.received_bytes as f64, "bytes", 400.0);
    table.show("  request with the headers Guichet adds", format!("{} bytes", quiet.sent_bytes));
    server.stop().await
}

fn feed_end(data: &Path) -> Result<i64> {
    let db = Connection::open(data.join("server.db"))?;
    Ok(db.query_row("SELECT coalesce(max(position), 0) FROM feed", [], |row| row.get(0))?)
}

/// What the changes since `before` weigh in one gzip stream each way.
fn compressed_changes(data: &Path, before: i64) -> Result<usize> {
    let db = Connection::open(data.join("server.db"))?;
    let mut size = 0;
    for condition in ["device IS NULL", "device IS NOT NULL"] {
        let sql = format!(
            "SELECT bytes FROM feed WHERE position > ?1 AND bytes IS NOT NULL AND {condition} ORDER BY position"
        );
        let mut statement = db.prepare(&sql)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        let mut rows = statement.query([before])?;
        while let Some(row) = rows.next()? {
            encoder.write_all(row.get_ref(0)?.as_blob()?)?;
        }
        size += encoder.finish()?.len();
    }
    Ok(size)
}

/// What a technician could have written; no two are the same.
fn sentence(at: usize) -> String {
    const PARTS: [&str; 7] =
        ["Circulateur", "Vanne trois voies", "Brûleur", "Sonde", "Vase d'expansion", "Filtre", "Purgeur"];
    const FINDINGS: [&str; 5] = ["grippé", "encrassé", "hors tolérance", "remplacé l'an dernier", "qui fuit"];
    const DEEDS: [&str; 6] =
        ["nettoyé et remonté", "remplacé", "réglé", "resserré", "purgé", "mesuré deux fois"];
    let pick = |from: &[&str], step: usize| from[(at * step + at / 3) % from.len()].to_owned();
    format!(
        "{} n° {} {}, {}. Pression {},{} bar, retour {} °C.",
        pick(&PARTS, 3),
        at % 9 + 1,
        pick(&FINDINGS, 2),
        pick(&DEEDS, 5),
        at % 3,
        at * 7 % 10,
        40 + at * 11 % 30
    )
}
