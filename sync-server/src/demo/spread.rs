//! Work off the runtime, on all processors.

use std::num::NonZero;

use crate::demo::error::DemoError;
use crate::engine::error::EngineError;

/// Does the same to every item, on all processors; the results in the order of the items.
pub(crate) fn spread<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, DemoError> + Sync,
) -> Result<Vec<R>, DemoError> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = items
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Result<Vec<R>, _>>()))
            .collect();
        let mut results = Vec::with_capacity(items.len());
        for thread in running {
            results.extend(thread.join().map_err(|_| EngineError::Stopped)??);
        }
        Ok(results)
    })
}

/// Does work that blocks.
pub(crate) async fn off_the_runtime<R: Send + 'static>(
    work: impl FnOnce() -> Result<R, DemoError> + Send + 'static,
) -> Result<R, DemoError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| EngineError::Stopped)?
}
