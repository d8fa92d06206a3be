//! What is done once a day, or once an hour.

use std::time::{Duration, SystemTime};

use crate::accounts::device_token::note_serving;
use crate::audit_head::{HeadPlaces, SignedHead};
use crate::base::limits::UPLOAD_IDLE_DAYS_MAX;
use crate::engine::thread::Engine;
use crate::photos::PhotoFiles;

/// Tells in the audit log what was counted and whose hour is over, now and once an hour.
pub(crate) async fn tell_tallies_hourly(engine: Engine) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        if let Err(error) = engine.tell_tallies().await {
            tracing::error!(%error, "what was counted could not be written in the audit log");
        }
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// After how many days something is tidied away.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    /// Single changes, which are kept in their documents then.
    pub(crate) compact_after: u32,
    /// Offers that nobody decided on.
    pub(crate) offers_end_after: u32,
}

/// Notes that the server is there, declines offers whose time is over, takes old approved orders and announcements off
/// the phones and old changes out of the feed, ends what is kept for a time, and clears away uploads nobody goes on
/// with, now and once a day.
pub(crate) async fn tidy_daily(engine: Engine, photos: PhotoFiles, after: Days) {
    let mut days = tokio::time::interval(Duration::from_millis(DAY_MS.unsigned_abs()));
    loop {
        days.tick().await;
        if let Err(error) = note_serving(&engine).await {
            tracing::error!(%error, "that the server is there could not be noted");
        }
        match engine.end_offers(after.offers_end_after).await {
            Ok(ended) => tracing::info!(ended, "offers declined that nobody decided on in time"),
            Err(error) => tracing::error!(%error, "offers could not be ended"),
        }
        match engine.retire().await {
            Ok(retired) => {
                tracing::info!(retired, "documents nobody needs there any more taken off the phones")
            }
            Err(error) => tracing::error!(%error, "documents could not be taken off the phones"),
        }
        let before = engine.clock().now().plus_ms(-DAY_MS * i64::from(after.compact_after));
        match engine.compact(before).await {
            Ok(changes) => tracing::info!(changes, "old changes are kept as part of their documents only"),
            Err(error) => tracing::error!(%error, "old changes could not be compacted"),
        }
        match engine.end_outlived(&photos).await {
            Ok(ended) => ended.iter().for_each(|done| {
                tracing::info!(
                    category = done.category.name(),
                    things = done.outlived.things,
                    "over its time, and gone"
                );
            }),
            Err(error) => tracing::error!(%error, "what is over its time could not be ended"),
        }
        let Some(before) = SystemTime::now().checked_sub(Duration::from_hours(24 * UPLOAD_IDLE_DAYS_MAX))
        else {
            continue;
        };
        let photos = photos.clone();
        match tokio::task::spawn_blocking(move || photos.sweep_uploads(before)).await {
            Ok(Ok(swept)) => tracing::info!(swept, "unfinished uploads cleared away"),
            Ok(Err(error)) => tracing::error!(%error, "unfinished uploads could not be cleared away"),
            Err(error) => tracing::error!(%error, "clearing away was interrupted"),
        }
    }
}

/// Writes the head of the audit log to places outside of the data directory, now and once a day.
pub(crate) async fn write_heads_daily(engine: Engine, places: HeadPlaces) {
    if places.is_empty() {
        return;
    }
    let mut days = tokio::time::interval(Duration::from_millis(DAY_MS.unsigned_abs()));
    loop {
        days.tick().await;
        let head = match engine.read(|store| Ok((store.audit_head()?, store.audit_key()?))).await {
            Ok((head, key)) => SignedHead::sign(head, key),
            Err(error) => {
                tracing::warn!(%error, "the head of the audit log could not be read");
                continue;
            }
        };
        match head {
            Ok(head) => places.write(&head, engine.clock().now()),
            Err(error) => tracing::warn!(%error, "the head of the audit log could not be signed"),
        }
    }
}
