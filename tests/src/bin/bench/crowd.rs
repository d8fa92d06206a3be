//! Everybody comes back at once: 50 phones with 40 documents and 3 edits in each.

use std::fs;
use std::time::Instant;

use anyhow::{Context as _, Result};
use shared::work_order::WorkOrderCommand;
use tests::browser::ServerProcess;
use tests::commune::{Commune, Phone};
use tests::http::Line;
use tokio::task::JoinSet;

use super::table::Table;

const PHONES: u8 = 50;
const DOCUMENTS: usize = 40;
const EDITS: usize = 3;

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut commune = Commune::found(data.path()).await?;
    let mut codes = Vec::new();
    for number in 1..=PHONES {
        let technician = commune.add_technician(number).await?;
        for _ in 0..DOCUMENTS {
            commune.add_order(vec![technician]).await?;
        }
        codes.push(commune.code_for(technician).await?);
    }
    commune.close().await?;

    let mut server = ServerProcess::start(data.path()).await?;
    let mut phones = Vec::new();
    for code in &codes {
        let mut phone = Phone::enrol(server.port(), code).await?;
        for order in phone.orders()? {
            for edit in [WorkOrderCommand::Start, WorkOrderCommand::Pause, WorkOrderCommand::Start] {
                phone.execute(order, edit)?;
            }
        }
        phones.push(phone);
    }
    // A server that was off meanwhile: every document is cold.
    server.stop().await?;
    server.start_again().await?;

    let before = cpu_ms(server.pid())?;
    let began = Instant::now();
    let mut coming = JoinSet::new();
    for mut phone in phones {
        phone.line = Line::open(server.port()).await?;
        coming.spawn(async move {
            phone.sync_now();
            phone.talk().await?;
            anyhow::ensure!(phone.replica.status()?.changes_waiting == 0, "something still waits");
            anyhow::Ok(())
        });
    }
    while let Some(done) = coming.join_next().await {
        done??;
    }
    let wall = began.elapsed();
    let cpu = cpu_ms(server.pid())? - before;
    let changes = f64::from(PHONES) * DOCUMENTS as f64 * EDITS as f64;
    table.show("50 phones × 40 documents × 3 edits at once: wall", format!("{} ms", wall.as_millis()));
    table.show("  server CPU per accepted change", format!("{:.0} µs", cpu * 1000.0 / changes));
    table.show("  server's peak memory", format!("{} MB", peak_kb(server.pid())? / 1024));
    server.stop().await
}

/// CPU time a process used so far. A tick is 10 ms (`getconf CLK_TCK`).
fn cpu_ms(pid: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<&str> = stat.rsplit(')').next().context("a stat line")?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).context("a number");
    Ok((ticks(11)? + ticks(12)?) * 10.0)
}

fn peak_kb(pid: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
    line.trim().trim_end_matches(" kB").parse().context("a number")
}
