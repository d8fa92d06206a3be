//! What is over its time, said and ended at the command line.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::tz::TimeZone;

use crate::base::clock::CommuneClock;
use crate::domains::{NOUNS, RULES};
use crate::engine::Engine;
use crate::photos::PhotoFiles;
use crate::retention::{Preview, Terms, preview};
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;

/// What is over its time, a line for each category; a server may serve meanwhile.
///
/// # Errors
/// When there is no data directory of this version, or it cannot be read.
pub fn dry_run(data: &Path, zone: TimeZone) -> Result<Vec<String>> {
    let db = Connection::open_to_read(data.join("server.db")).map_err(StoreError::from);
    let store = Store::open_to_read(db.with_context(|| unusable(data))?);
    let found = preview(&store, RULES, &CommuneClock(zone), usize::MAX).with_context(|| unusable(data))?;
    Ok(found.iter().map(told).collect())
}

/// Ends what is over its time, while nobody serves; a line for each category of which something went.
///
/// # Errors
/// When the data directory cannot be used, no administrator put the times in force, or nothing is ended at present
/// because the clock may have jumped ahead.
pub async fn run(data: &Path, zone: TimeZone) -> Result<Vec<String>> {
    if !data.join("server.db").is_file() {
        bail!("{} holds no server.db", data.display());
    }
    let engine = Engine::open(data, NOUNS, Arc::new(CommuneClock(zone))).with_context(|| unusable(data))?;
    let terms = engine.read(Terms::read).await?;
    if !terms.is_in_force {
        bail!(
            "the times are not in force: an administrator looks at what would go at /office/retention, and puts \
             them in force there"
        );
    }
    if engine.held_back_until().await?.is_some() {
        bail!(
            "held back: the server was away for more than a month, or its clock jumped ahead. Look whether the clock of \
             this machine is right; nothing ends before the server has been there for a week"
        );
    }
    let done = engine.end_outlived(&PhotoFiles::open(data)?).await?;
    tokio::task::spawn_blocking(move || engine.stop()).await?;
    Ok(done.iter().map(told).collect())
}

fn unusable(data: &Path) -> String {
    format!("{} cannot be used", data.display())
}

/// `technical: 120, kept for 12 months, of 2025-01-03 to 2025-11-30`.
fn told(found: &Preview) -> String {
    let Preview { category, months, outlived, .. } = found;
    let day = |at: Option<shared::Timestamp>| {
        at.and_then(|at| jiff::Timestamp::from_millisecond(at.0).ok())
            .map(|at| at.strftime("%Y-%m-%d").to_string())
    };
    let days = day(outlived.oldest).zip(day(outlived.newest));
    let days = days.map(|(oldest, newest)| format!(", of {oldest} to {newest}")).unwrap_or_default();
    format!("{}: {}, kept for {months} months{days}", category.name(), outlived.things)
}
