//! Killed a hundred times under load, also while it starts: everything it acknowledged is there.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use sync_server::domains::ROWS;
use sync_server::projection::Projection;
use sync_server::sql;
use tests::browser::{DEADLINE, ServerProcess};
use tests::commune::Commune;
use tests::http::Line;
use tokio::sync::watch;

use crate::crew::{Technician, come_home, put_to_work};
use crate::dice::Dice;
use crate::{account, seed};

const ROUNDS: usize = 100;
const TECHNICIANS: usize = 4;
const ORDERS: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_a_hundred_times_the_server_has_everything_it_acknowledged() -> Result<()> {
    let seed = seed();
    let mut dice = Dice::new(seed);
    let data = tempfile::tempdir()?;
    let (mut server, mut crew) = open(data.path(), seed).await?;
    server.kill().await?;
    let mut killed_starting = 0;
    for _ in 0..ROUNDS {
        if dice.one_in(8) {
            server.start_and_kill(Duration::from_millis(dice.below(80) as u64)).await?;
            killed_starting += 1;
        }
        server.start_again().await?;
        let (replies, mut heard) = watch::channel(0);
        let replies = Arc::new(replies);
        let working = put_to_work(crew, server.port(), &replies).await?;
        let enough = 1 + dice.below(24) as u64;
        tokio::time::timeout(DEADLINE, heard.wait_for(|count| *count >= enough))
            .await
            .with_context(|| format!("nobody is answered:\n{}", server.output()))??;
        tokio::time::sleep(Duration::from_micros(dice.below(10_000) as u64)).await;
        server.kill().await?;
        crew = come_home(working).await?;
    }
    let account = account::take(data.path(), &mut crew).await?;
    println!(
        "{ROUNDS} rounds and {killed_starting} starts killed: {} acknowledged changes and {} photos checked, {} losses",
        account.changes,
        account.photos,
        account.losses.len()
    );
    assert_eq!(account.losses, Vec::<String>::new());

    server.start_again().await?;
    everybody_agrees(&mut server, &mut crew).await?;
    let account = account::take(data.path(), &mut crew).await?;
    assert_eq!(account.losses, Vec::<String>::new());
    assert_eq!(account.changes, crew.iter().map(|technician| technician.written.len()).sum::<usize>());
    let grown = dump(data.path())?;
    server.command("rebuild-office", &[]).await?;
    assert_eq!(grown, dump(data.path())?, "the office database made again");
    Ok(())
}

/// A server with work for everybody, and everybody enrolled.
pub(crate) async fn open(data: &Path, seed: u64) -> Result<(ServerProcess, Vec<Technician>)> {
    let mut commune = Commune::found(data).await?;
    let mut people = Vec::new();
    for number in 0..TECHNICIANS {
        people.push(commune.add_technician(u8::try_from(number)?).await?);
    }
    for _ in 0..ORDERS {
        commune.add_order(people.clone()).await?;
    }
    let mut codes = Vec::new();
    for person in people {
        codes.push(commune.code_for(person).await?);
    }
    commune.close().await?;
    let server = ServerProcess::start(data).await?;
    let mut crew = Vec::new();
    for (name, code) in codes.iter().enumerate() {
        crew.push(Technician::enrol(name, server.port(), code, seed).await?);
    }
    Ok((server, crew))
}

/// Nobody dies any more: everything arrives, and all phones hold what the office holds.
async fn everybody_agrees(server: &mut ServerProcess, crew: &mut [Technician]) -> Result<()> {
    let (replies, _heard) = watch::channel(0);
    // The first time everybody sends, the second time everybody hears what others sent.
    for _ in 0..2 {
        for technician in &mut *crew {
            technician.phone.line = Line::open(server.port()).await?;
            technician.phone.sync_now();
            assert!(technician.talks(&replies).await?, "the server is gone:\n{}", server.output());
        }
    }
    server.stop().await?;
    let office = Commune::found_again(server.data())?;
    for technician in crew {
        let status = technician.phone.replica.status()?;
        assert_eq!((status.changes_waiting, status.photos_waiting, status.rejected), (0, 0, 0));
        for order in technician.phone.orders()? {
            let theirs = office.engine.document(order).await?.context("the order")?;
            let ours = technician.phone.replica.document(order)?.context("the copy")?;
            assert_eq!(ours.heads(), theirs.heads());
        }
    }
    office.close().await
}

fn dump(data: &Path) -> Result<String> {
    Ok(Projection::open(sql::Connection::open(data.join("office/office.db"))?, ROWS)?.dump()?)
}
