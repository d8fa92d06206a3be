//! How everything that serves hears that it is to stop.

use tokio::sync::watch;

/// Hears that the server is to stop.
#[derive(Debug, Clone)]
pub(crate) struct Stopping(watch::Receiver<()>);

impl Stopping {
    /// Whoever holds the sender tells all by dropping it.
    pub(crate) fn new() -> (watch::Sender<()>, Self) {
        let (tell, told) = watch::channel(());
        (tell, Self(told))
    }

    pub(crate) async fn told(&mut self) {
        while self.0.changed().await.is_ok() {}
    }
}
