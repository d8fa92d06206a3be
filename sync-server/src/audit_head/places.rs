//! All places that heads are written to, and when each has last taken one.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use shared::Timestamp;

use crate::audit_head::place::Place;
use crate::audit_head::signed::SignedHead;

/// The places that heads are written to. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct HeadPlaces(Arc<[PlaceStatus]>);

#[derive(Debug)]
struct PlaceStatus {
    place: Place,
    /// 0 as long as it has taken none.
    written_at: AtomicI64,
}

impl HeadPlaces {
    /// These places, none of which has taken a head yet.
    #[must_use]
    pub fn new(places: Vec<Place>) -> Self {
        let status = |place| PlaceStatus { place, written_at: AtomicI64::new(0) };
        Self(places.into_iter().map(status).collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each place, and when this program last wrote a head there; `None` as long as it did not.
    pub fn status(&self) -> impl Iterator<Item = (&Place, Option<Timestamp>)> {
        self.0.iter().map(|status| {
            let at = status.written_at.load(Ordering::Relaxed);
            (&status.place, Some(Timestamp(at)).filter(|at| at.0 != 0))
        })
    }

    /// Writes a head to every place, each on a thread that nobody waits for: a disk of the network that does not answer
    /// keeps neither the other places nor the end of the program waiting. What cannot be written is a warning in the
    /// log.
    pub fn write(&self, head: &SignedHead, now: Timestamp) {
        for at in 0..self.0.len() {
            let (places, head) = (self.clone(), head.clone());
            let thread = std::thread::Builder::new().name("audit-head".to_owned());
            if let Err(error) = thread.spawn(move || places.write_to(at, &head, now)) {
                tracing::warn!(%error, "the head of the audit log could not be written");
            }
        }
    }

    fn write_to(&self, at: usize, head: &SignedHead, now: Timestamp) {
        let Some(PlaceStatus { place, written_at }) = self.0.get(at) else { return };
        match place.write(head, now) {
            Ok(()) => {
                written_at.store(now.0, Ordering::Relaxed);
                tracing::info!(%place, lines = head.head.lines, "the head of the audit log is written");
            }
            Err(error) => tracing::warn!(%place, %error, "the head of the audit log could not be written"),
        }
    }
}
