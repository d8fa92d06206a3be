//! The streams of events that are open: counted, and bounded for each listener.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::{DeviceId, PersonId};
use tokio::sync::oneshot;

use crate::base::limits::{EVENT_STREAMS_PER_DEVICE_MAX, EVENT_STREAMS_PER_PERSON_MAX};

/// Who listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listener {
    /// A phone.
    Device(DeviceId),
    /// Somebody at the office, in one or more pages.
    Person(PersonId),
}

impl Listener {
    const fn streams_max(self) -> usize {
        match self {
            Self::Device(_) => EVENT_STREAMS_PER_DEVICE_MAX,
            Self::Person(_) => EVENT_STREAMS_PER_PERSON_MAX,
        }
    }
}

/// Ends its stream by being dropped.
type End = oneshot::Sender<()>;

/// All streams of events that are open.
#[derive(Debug, Default)]
pub struct EventStreams(Mutex<Open>);

#[derive(Debug, Default)]
struct Open {
    streams: BTreeMap<Listener, VecDeque<(u64, End)>>,
    begun: u64,
}

impl EventStreams {
    /// Begins one, counted until the first of what is returned is dropped; the second says when it
    /// is to end. One too many ends the listener's oldest: a phone that lost its connection begins
    /// a new stream long before anybody notices that the old one is dead.
    #[must_use]
    pub(crate) fn begin(self: &Arc<Self>, listener: Listener) -> (OpenStream, oneshot::Receiver<()>) {
        let (end, ended) = oneshot::channel();
        let mut open = self.open();
        open.begun += 1;
        let number = open.begun;
        let own = open.streams.entry(listener).or_default();
        own.push_back((number, end));
        if own.len() > listener.streams_max() {
            own.pop_front();
        }
        (OpenStream { all: Arc::clone(self), listener, number }, ended)
    }

    /// How many are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.open().streams.values().map(VecDeque::len).sum()
    }

    /// How many of one listener are open.
    #[must_use]
    pub(crate) fn count_of(&self, listener: Listener) -> usize {
        self.open().streams.get(&listener).map_or(0, VecDeque::len)
    }

    /// Ends those of one listener, who may begin again if still let in.
    pub fn end_of(&self, listener: Listener) {
        self.open().streams.remove(&listener);
    }

    /// Ends them all.
    pub fn end_all(&self) {
        self.open().streams.clear();
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream that is open.
pub(crate) struct OpenStream {
    all: Arc<EventStreams>,
    listener: Listener,
    number: u64,
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut open = self.all.open();
        let Some(own) = open.streams.get_mut(&self.listener) else { return };
        own.retain(|(number, _)| *number != self.number);
        if own.is_empty() {
            open.streams.remove(&self.listener);
        }
    }
}
