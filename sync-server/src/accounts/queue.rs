//! Whose turn it is to have a secret looked at: owners have a lane of their own, strangers share theirs, and no
//! network holds more than its share of it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::base::network::wide_network;

/// Who wants something looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Somebody who showed first what only the owner of the account has: a session, the cookie of a browser they
    /// signed in with before, or the password that was given to them.
    Owner,
    /// Anybody else.
    Stranger {
        /// Where they are.
        address: IpAddr,
        /// How long each has to wait, once there were many wrong ones from everywhere.
        pause: Duration,
    },
}

/// Places for slow work: few are worked on at a time, some more wait, and those of one wide network are few among them.
#[derive(Debug)]
pub(crate) struct Queue {
    working: Semaphore,
    inside: Semaphore,
    of_network_max: usize,
    /// How many of each wide network are inside; as many entries as there are places, at most.
    of_networks: Mutex<BTreeMap<String, usize>>,
}

/// A turn, until it is dropped. It is worked on when the pause is over.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    // Dropped in this order: who waits is let in last.
    _working: SemaphorePermit<'a>,
    _inside: Inside<'a>,
}

/// A place among those who wait.
#[derive(Debug)]
struct Inside<'a> {
    queue: &'a Queue,
    network: Option<String>,
    _permit: SemaphorePermit<'a>,
}

impl Queue {
    /// At most `working` at a time, at most `inside` with those that wait, and of these `of_network_max` from one wide
    /// network.
    pub(crate) const fn new(working: usize, inside: usize, of_network_max: usize) -> Self {
        Self {
            working: Semaphore::const_new(working),
            inside: Semaphore::const_new(inside),
            of_network_max,
            of_networks: Mutex::new(BTreeMap::new()),
        }
    }

    /// Waits for a turn; `None` when too many wait, of everybody or of this network.
    pub(crate) async fn wait(&self, lane: &Lane) -> Option<Turn<'_>> {
        let (network, pause) = match lane {
            Lane::Owner => (None, Duration::ZERO),
            Lane::Stranger { address, pause } => (Some(wide_network(*address)), *pause),
        };
        let inside = self.enter(network)?;
        let working = self.working.acquire().await.ok()?;
        if !pause.is_zero() {
            // With the turn in hand: this is what slows all strangers together.
            tokio::time::sleep(pause).await;
        }
        Some(Turn { _working: working, _inside: inside })
    }

    fn enter(&self, network: Option<String>) -> Option<Inside<'_>> {
        let permit = self.inside.try_acquire().ok()?;
        if let Some(network) = &network {
            let mut of_networks = self.of_networks.lock().unwrap_or_else(PoisonError::into_inner);
            let inside = of_networks.get(network).copied().unwrap_or(0);
            if inside >= self.of_network_max {
                return None;
            }
            of_networks.insert(network.clone(), inside + 1);
        }
        Some(Inside { queue: self, network, _permit: permit })
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let Some(network) = &self.network else { return };
        let mut of_networks = self.queue.of_networks.lock().unwrap_or_else(PoisonError::into_inner);
        match of_networks.get_mut(network) {
            Some(inside) if *inside > 1 => *inside -= 1,
            Some(_) | None => drop(of_networks.remove(network)),
        }
    }
}

impl Turn<'static> {
    /// Does slow work off the runtime; `None` when that is ending.
    pub(crate) async fn spend<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        tokio::task::spawn_blocking(move || {
            // Owned by the work itself: the asker may have gone.
            let _turn = self;
            work()
        })
        .await
        .ok()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn stranger(address: &str) -> Lane {
        Lane::Stranger { address: address.parse().unwrap(), pause: Duration::ZERO }
    }

    async fn in_turn<T: Send + 'static>(
        queue: &'static Queue,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        queue.wait(&Lane::Owner).await?.spend(work).await
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn slow_work_is_done_in_turn_and_only_so_many_wait() {
        static FEW: Queue = Queue::new(1, 8, 8);
        static NOW: AtomicUsize = AtomicUsize::new(0);
        let together: Vec<_> = (0..32)
            .map(|_| {
                tokio::spawn(in_turn(&FEW, || {
                    let others = NOW.fetch_add(1, Ordering::SeqCst);
                    std::thread::yield_now();
                    NOW.fetch_sub(1, Ordering::SeqCst);
                    others
                }))
            })
            .collect();
        let mut done = 0;
        for one in together {
            if let Some(others) = one.await.unwrap() {
                assert_eq!(others, 0, "two at the same time");
                done += 1;
            }
        }
        assert!(done >= 8, "{done}");
        assert_eq!(FEW.inside.available_permits(), 8);
    }

    #[tokio::test]
    async fn as_many_wait_as_may_and_nobody_behind_them() {
        static LONG: Queue = Queue::new(1, 64, 8);
        let others = LONG.inside.acquire_many(63).await.unwrap();
        assert_eq!(in_turn(&LONG, || ()).await, Some(()));
        let _one_more = LONG.inside.acquire().await.unwrap();
        assert_eq!(in_turn(&LONG, || ()).await, None);
        drop(others);
        assert_eq!(in_turn(&LONG, || ()).await, Some(()));
    }

    #[tokio::test]
    async fn whoever_owns_a_large_network_leaves_places_to_others() {
        let queue = Queue::new(64, 64, 8);
        let mut held = Vec::new();
        for subnet in 0..8 {
            held.push(queue.wait(&stranger(&format!("2001:db8:{subnet}::1"))).await.unwrap());
        }
        assert!(queue.wait(&stranger("2001:db8:ffff::1")).await.is_none(), "the same /32");
        assert!(queue.wait(&stranger("2001:db9::1")).await.is_some());
        assert!(queue.wait(&stranger("192.0.2.1")).await.is_some());
        held.pop();
        assert!(queue.wait(&stranger("2001:db8:ffff::1")).await.is_some());
        held.clear();
        assert!(queue.of_networks.lock().unwrap().is_empty(), "nothing is remembered of who has gone");
    }
}
