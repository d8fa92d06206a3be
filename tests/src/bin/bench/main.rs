//! `cargo xtask bench`: the figures Guichet is held to, in one table. Bytes are counted; times are
//! shown as they were on this machine, and judged only as ratios.

mod app;
mod crowd;
mod phone;
mod reconnect;
mod references;
mod retention;
mod sealed;
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
    // `bench retention` and `bench sealed` measure that alone.
    match std::env::args().nth(1).as_deref() {
        Some("retention") => return retention::measure(table).await,
        Some("sealed") => return sealed::measure(table).await,
        Some(_) | None => {}
    }
    reconnect::measure(table).await?;
    crowd::measure(table).await?;
    references::measure(table).await?;
    retention::measure(table).await?;
    app::measure(table)?;
    phone::measure(table).await?;
    sealed::measure(table).await
}
