//! What phones did today: one so much that it is put off until somebody lifts that, one nearly so.

use crate::demo::error::DemoError;
use crate::demo::fixed::{BUSY_PHONE, STOPPED_PHONE};
use crate::demo::name::Names;
use crate::engine::Engine;
use crate::store::DayCounts;
use crate::sync::budget::DAY_MAX;

/// Notes it, as if the phones had done it.
pub(crate) async fn note(engine: &Engine, names: &Names) -> Result<(), DemoError> {
    let (today, at) = (engine.clock().today(), engine.clock().now());
    let (stopped, busy) = (names.device(STOPPED_PHONE), names.device(BUSY_PHONE));
    // An app that runs in circles.
    let in_circles = DayCounts { documents: 3, requests: 3, changes: 412, change_bytes: 158_000, ..DAY_MAX };
    let a_lot =
        DayCounts { documents: 431, requests: 431, changes: 2_120, change_bytes: 1_090_000, syncs: 702 };
    let noted = engine.write(move |store| {
        store.add_to_device_day(stopped, today, in_circles)?;
        store.stop_device_day(stopped, today, at)?;
        store.add_to_device_day(busy, today, a_lot)
    });
    Ok(noted.await?)
}
