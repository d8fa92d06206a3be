//! What goes of the demo once all that is closed in it is over its time: documents founded anew, and bytes of files that
//! were written anew before and after.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use shared::Timestamp;
use sync_server::base::clock::{Clock, SystemClock};
use sync_server::demo;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::photos::PhotoFiles;
use sync_server::retention::{Category, Terms};

use super::table::Table;

/// Twenty-five months, one more than the shortest time of orders.
const LATER_MS: i64 = 762 * 24 * 60 * 60 * 1000;

/// The clock of this machine, some time later.
struct Later(i64);

impl Clock for Later {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus_ms(self.0)
    }

    fn entropy(&self) -> u64 {
        SystemClock.entropy()
    }
}

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    let data = tempfile::tempdir()?;
    let photos = PhotoFiles::open(data.path())?;
    let engine = Engine::open(data.path(), NOUNS, Arc::new(SystemClock))?;
    demo::fill(&engine, &photos).await?;
    // Nothing is in force: only the files are written anew.
    engine.end_outlived(&photos).await?;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    let before = Sizes::of(data.path())?;

    let engine = Engine::open(data.path(), NOUNS, Arc::new(Later(LATER_MS)))?;
    let now = engine.clock().now();
    let mut terms = Terms::default().in_force();
    for category in Category::ALL {
        terms.choose(category, category.months().least);
    }
    engine.write(move |store| store.set_served_at(now).and_then(|()| terms.write(store))).await?;
    let begun = Instant::now();
    let found = engine.outlived().await?;
    let preview_ms = begun.elapsed().as_secs_f64() * 1e3;
    let begun = Instant::now();
    let done = engine.end_outlived(&photos).await?;
    let run_ms = begun.elapsed().as_secs_f64() * 1e3;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    let after = Sizes::of(data.path())?;

    for category in Category::ALL {
        let all = done.iter().filter(|one| one.category == category);
        let things: u64 = all.map(|one| one.outlived.things).sum();
        let seen = found.iter().find(|one| one.category == category);
        let seen = seen.map_or(String::new(), |seen| {
            format!("{}{}", if seen.is_at_least { "≥ " } else { "" }, seen.outlived.things)
        });
        table.show(
            &format!("retention over the demo: {}", category.name()),
            format!("{things} (seen: {seen})"),
        );
    }
    table.show("  seen before, and done", format!("{preview_ms:.0} ms, {run_ms:.0} ms"));
    for (what, was, is) in [
        ("server.db", before.server, after.server),
        ("office.db", before.office, after.office),
        ("photos", before.photos, after.photos),
    ] {
        table.show(&format!("  {what}, bytes before and after"), format!("{was} → {is}"));
    }
    Ok(())
}

/// Bytes of a data directory that nobody serves.
struct Sizes {
    server: u64,
    office: u64,
    photos: u64,
}

impl Sizes {
    fn of(data: &Path) -> Result<Self> {
        let size = |name: &str| std::fs::metadata(data.join(name)).map(|file| file.len());
        Ok(Self {
            server: size("server.db")?,
            office: size("office/office.db")?,
            photos: all(&data.join("photos"))?,
        })
    }
}

fn all(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { all(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
