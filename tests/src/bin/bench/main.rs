//! `cargo xtask bench`: the figures Guichet is held to, in one table. Bytes are counted; times are
//! shown as they were on this machine, and judged only as ratios.

mod app;
mod crowd;
mod phone;
mod reconnect;
mod references;
mod retention;
mod table;

use anyhow::Result;
use table::Table;

#[tokio::main]
async fn main() -> Result<()> {
    let mut table = Table::default();
    let measured = measure(&mut table).await;
    println!("{table}");
    measured?;
    table.verdict()
}

async fn measure(table: &mut Table) -> Result<()> {
    // `bench retention` measures that alone.
    if std::env::args().nth(1).as_deref() == Some("retention") {
        return retention::measure(table).await;
    }
    reconnect::measure(table).await?;
    crowd::measure(table).await?;
    references::measure(table).await?;
    retention::measure(table).await?;
    app::measure(table)?;
    phone::measure(table).await
}
