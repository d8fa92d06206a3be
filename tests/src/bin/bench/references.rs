//! What a phone's first sync and start cost with little and with much at the office that is not its owner's: other
//! teams' people and stores.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use mobile::client::{Answer, Ask};
use mobile::replica::Replica;
use rusqlite::Connection;
use shared::NatureId;
use sync_server::base::clock::{Clock as _, SystemClock};
use tests::browser::ServerProcess;
use tests::commune::{Commune, Phone, moment};

use super::table::Table;

/// Work orders of the phone's owner.
const ORDERS: u32 = 30;
/// People and stock items at the office.
const FEW: (u16, u16) = (20, 200);
const MANY: (u16, u16) = (2_000, 20_000);
/// Phones enrolled for each size, and starts of each; the median counts.
const PHONES: usize = 5;

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let few = Measured::at(FEW).await?;
    let many = Measured::at(MANY).await?;
    table.show(
        "references: first sync with 20 people and 200 stock items",
        format!("{:.1} ms, {} bytes", few.first_sync_ms, few.first_sync_bytes),
    );
    table.show(
        "  with 2,000 people and 20,000 stock items",
        format!("{:.1} ms, {} bytes", many.first_sync_ms, many.first_sync_bytes),
    );
    table.judge("  ratio of bytes", many.first_sync_bytes as f64 / few.first_sync_bytes as f64, "×", 1.1);
    table.judge("  ratio of time", many.first_sync_ms / few.first_sync_ms, "×", 1.1);
    table.show(
        "references: start to the list of today",
        format!("{:.2} and {:.2} ms", few.start_ms, many.start_ms),
    );
    table.judge("  ratio", many.start_ms / few.start_ms, "×", 1.1);
    Ok(())
}

struct Measured {
    first_sync_ms: f64,
    first_sync_bytes: usize,
    start_ms: f64,
}

impl Measured {
    async fn at((people, items): (u16, u16)) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let mut commune = Commune::found(data.path()).await?;
        let technician = commune.add_technician(1).await?;
        for _ in 0..ORDERS {
            commune.add_order(vec![technician]).await?;
        }
        commune.add_references(technician, people, items).await?;
        let mut codes = Vec::new();
        for _ in 0..PHONES {
            codes.push(commune.code_for(technician).await?);
        }
        commune.close().await?;
        let mut server = ServerProcess::start(data.path()).await?;
        let (mut syncs, mut starts, mut first_sync_bytes) = (Vec::new(), Vec::new(), 0);
        for (at, code) in codes.iter().enumerate() {
            let place = data.path().join(format!("phone-{at}.db"));
            let begun = Instant::now();
            let (phone, weights) = Phone::enrol_in(Connection::open(&place)?, server.port(), code).await?;
            syncs.push(begun.elapsed().as_secs_f64() * 1e3);
            first_sync_bytes = weights.iter().map(|weight| weight.sent_bytes + weight.received_bytes).sum();
            require_own_list(phone)?;
            starts.push(start_ms(&place)?);
        }
        server.stop().await?;
        Ok(Self { first_sync_ms: median(syncs), first_sync_bytes, start_ms: median(starts) })
    }
}

/// Its owner's list is there, and nobody else's.
fn require_own_list(mut phone: Phone) -> Result<()> {
    let mut finds = |words: &str| {
        let nature = NatureId::from_bytes([6; 16]);
        let ask = Ask::Stock { text: words.to_owned(), nature, chosen: None };
        matches!(phone.replica.answer(ask, None, moment()).0, Answer::Stock(found) if !found.is_empty())
    };
    ensure!(finds("SAN-00001"), "what the owner's team uses can be found");
    ensure!(!finds("SAN-19999"), "what another team uses is not here");
    Ok(())
}

/// A start of the replica, until it has said what there is to do today.
fn start_ms(place: &Path) -> Result<f64> {
    let begun = Instant::now();
    let mut replica = Replica::open(Connection::open(place)?, || SystemClock.entropy())?;
    let today = "2026-01-01".parse().context("a day")?;
    replica.answer(Ask::Today { today }, None, moment());
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
