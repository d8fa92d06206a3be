//! A phone comes back: 120 changes up, 180 down, 2,000 documents in scope; and with nothing new.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use rusqlite::Connection;
use shared::command::WorkOrderCommand;
use shared::document::{Priority, WorkOrderField};
use tests::browser::ServerProcess;

use super::commune::{Commune, Phone};
use super::table::Table;

const DOCUMENTS: usize = 2_000;
const UP: usize = 120;
const DOWN: usize = 180;

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
    for order in &orders[..UP] {
        phone.execute(*order, WorkOrderCommand::Start)?;
    }
    let before = feed_end(data.path())?;
    server.stop().await?;

    // The office works meanwhile.
    let commune = Commune::found_again(data.path())?;
    for order in &orders[UP..UP + DOWN] {
        let urgent = vec![WorkOrderField::Priority(Priority::Urgent)];
        commune.edit(*order, WorkOrderCommand::Edit(urgent)).await?;
    }
    commune.close().await?;
    server.start_again().await?;

    phone.line = super::http::Line::open(server.port()).await?;
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
