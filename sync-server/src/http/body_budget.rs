//! How much of bodies may be in memory at once, of everybody and of each device.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::http::StatusCode;
use shared::DeviceId;

use crate::base::limits::{BODIES_BYTES_MAX, DEVICE_BODIES_BYTES_MAX, STRANGERS_BODIES_BYTES_MAX};
use crate::http::problem::Problem;

/// The bodies of all requests that are being answered: those of strangers apart, so that they leave
/// room for everybody else's, and those of each device, so that none takes the room of all.
#[derive(Debug, Clone, Default)]
pub struct Bodies {
    known: Arc<AtomicUsize>,
    strangers: Arc<AtomicUsize>,
    devices: Arc<Mutex<BTreeMap<DeviceId, usize>>>,
}

impl Bodies {
    /// Their bytes together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.known.load(Ordering::Relaxed) + self.strangers.load(Ordering::Relaxed)
    }

    /// What one request takes, nothing as yet.
    #[must_use]
    pub fn begin(&self) -> BodyBytes {
        BodyBytes::within(Arc::clone(&self.known), BODIES_BYTES_MAX, Arc::clone(&self.devices))
    }

    /// The same for one by nobody knows whom.
    #[must_use]
    pub fn begin_of_stranger(&self) -> BodyBytes {
        BodyBytes::within(Arc::clone(&self.strangers), STRANGERS_BODIES_BYTES_MAX, Arc::clone(&self.devices))
    }

    /// The same for one of a device.
    #[must_use]
    pub fn begin_of_device(&self, device: DeviceId) -> BodyBytes {
        let taken = self.begin();
        taken.is_of(device);
        taken
    }
}

/// The bytes that one request takes until this is dropped.
#[derive(Debug)]
pub struct BodyBytes {
    all: Arc<AtomicUsize>,
    bytes_max: usize,
    own: AtomicUsize,
    devices: Arc<Mutex<BTreeMap<DeviceId, usize>>>,
    /// Known once somebody has looked at its token.
    device: OnceLock<DeviceId>,
}

impl BodyBytes {
    fn within(
        all: Arc<AtomicUsize>,
        bytes_max: usize,
        devices: Arc<Mutex<BTreeMap<DeviceId, usize>>>,
    ) -> Self {
        Self { all, bytes_max, own: AtomicUsize::new(0), devices, device: OnceLock::new() }
    }

    /// Says whose they are: from here on they are counted as the device's too.
    pub(crate) fn is_of(&self, device: DeviceId) {
        if self.device.set(device).is_ok() {
            self.count_for_device(self.own.load(Ordering::Relaxed));
        }
    }

    /// Takes more.
    ///
    /// # Errors
    /// A problem when all requests together take too much, or those of the device; it passes.
    pub fn more(&self, bytes: usize) -> Result<(), Problem> {
        self.own.fetch_add(bytes, Ordering::Relaxed);
        let before = self.all.fetch_add(bytes, Ordering::Relaxed);
        let of_device = self.count_for_device(bytes);
        if before + bytes > self.bytes_max || of_device > DEVICE_BODIES_BYTES_MAX {
            Err(busy())
        } else {
            Ok(())
        }
    }

    /// Adds to what the device takes, once it is known; all it takes then.
    fn count_for_device(&self, bytes: usize) -> usize {
        let Some(device) = self.device.get() else { return 0 };
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = devices.entry(*device).or_default();
        *taken += bytes;
        *taken
    }
}

impl Drop for BodyBytes {
    fn drop(&mut self) {
        let own = *self.own.get_mut();
        self.all.fetch_sub(own, Ordering::Relaxed);
        let Some(device) = self.device.get() else { return };
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = devices.get_mut(device) {
            *taken -= own;
            if *taken == 0 {
                devices.remove(device);
            }
        }
    }
}

const fn busy() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "busy",
        "The office has too much to do. Nothing was taken; keep it and try again later.",
    )
}
