//! The engine's queue: how much shares a commit, how much waits, and how far behind a listener may be.

use std::sync::mpsc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use futures_util::StreamExt as _;
use shared::Command;
use shared::work_order::WorkOrderCommand;
use sync_server::base::limits::{BATCH_MAX, EVENTS_BEHIND_MAX, QUEUE_MAX};
use sync_server::engine::Engine;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::phone::Phone;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice, after_the_first_word, new_order};

const DEADLINE: Duration = Duration::from_secs(60);

/// A piece of work that is not done before it is let go.
struct Slow {
    let_go: mpsc::Sender<()>,
    done: JoinHandle<()>,
}

impl Slow {
    /// The engine has begun it, and nothing after it.
    async fn begin(engine: &Engine) -> Self {
        let (let_go, held) = mpsc::channel();
        let (tell, begun) = oneshot::channel();
        let engine = engine.clone();
        let done = tokio::spawn(async move {
            let working = engine.write(move |_| {
                tell.send(()).unwrap();
                held.recv().unwrap();
                Ok(())
            });
            working.await.unwrap();
        });
        begun.await.unwrap();
        Self { let_go, done }
    }

    async fn end(self) {
        self.let_go.send(()).unwrap();
        self.done.await.unwrap();
    }
}

/// Waits until so many pieces of work wait.
async fn until_waiting(engine: &Engine, count: usize) {
    let waiting = async {
        while engine.status().waiting() < count {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, waiting).await.unwrap();
}

#[tokio::test]
async fn as_much_work_as_may_shares_a_commit_and_what_is_beyond_has_the_next() {
    let office = TestOffice::open().await;
    let engine = &office.app.engine;
    for (count, expected) in [(BATCH_MAX, vec![BATCH_MAX]), (BATCH_MAX + 1, vec![BATCH_MAX, 1])] {
        let mut events = engine.events();
        let slow = Slow::begin(engine).await;
        let mut working = JoinSet::new();
        for _ in 0..count {
            let engine = engine.clone();
            working.spawn(async move {
                let create = WorkOrderCommand::Create(Box::new(new_order(&[TECHNICIAN])));
                engine.execute(SUPERVISOR, None, Command::WorkOrder(create)).await.unwrap();
            });
        }
        until_waiting(engine, count).await;
        slow.end().await;
        working.join_all().await;
        // Each commit is told once.
        let told = std::iter::from_fn(|| events.try_recv().ok()).map(|event| event.documents.len());
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn what_finds_no_room_in_the_queue_waits_and_is_done_and_reading_goes_on() {
    let office = TestOffice::open().await;
    let engine = &office.app.engine;
    for count in [QUEUE_MAX, QUEUE_MAX + 1, QUEUE_MAX + 20] {
        let slow = Slow::begin(engine).await;
        let mut working = JoinSet::new();
        for _ in 0..count {
            let engine = engine.clone();
            working.spawn(async move { engine.write(|_| Ok(1)).await.unwrap() });
        }
        until_waiting(engine, count).await;
        let reading = engine.read(|store| store.refused_count());
        assert_eq!(tokio::time::timeout(DEADLINE, reading).await.unwrap().unwrap(), 0);
        assert_eq!(office.get("/healthz").await.status.as_u16(), 200);
        slow.end().await;
        assert_eq!(working.join_all().await.into_iter().sum::<usize>(), count, "none is lost");
    }
}

async fn listens(office: &TestOffice, phone: &Phone) -> BodyDataStream {
    let request = Request::get("/phone/v1/events").header("authorization", format!("Bearer {}", phone.token));
    after_the_first_word(office.stream(request.body(Body::empty()).unwrap()).await).await
}

/// So many announcements; a position of the feed is said in each, but for one that stands for several.
async fn hears(events: &mut BodyDataStream, count: usize) -> Vec<bool> {
    let mut positions = Vec::new();
    while positions.len() < count {
        let event = tokio::time::timeout(DEADLINE, events.next()).await.unwrap().unwrap().unwrap();
        let said = String::from_utf8(event.to_vec()).unwrap();
        positions.push(said.contains("data: ") && !said.contains("data: \n"));
    }
    positions
}

#[tokio::test]
async fn a_listener_may_lag_behind_by_so_much_and_is_told_once_of_what_is_beyond() {
    let office = TestOffice::open().await;
    let (slower, slow) = (office.enrol(TECHNICIAN).await, office.enrol(TECHNICIAN).await);
    let mut further = listens(&office, &slower).await;
    office.order_for(&[TECHNICIAN]).await;
    let mut behind = listens(&office, &slow).await;
    for _ in 0..EVENTS_BEHIND_MAX {
        office.order_for(&[TECHNICIAN]).await;
    }
    assert!(hears(&mut behind, EVENTS_BEHIND_MAX).await.into_iter().all(|position| position));
    let heard = hears(&mut further, EVENTS_BEHIND_MAX + 1).await;
    assert!(!heard[0] && heard[1..].iter().all(|position| *position), "one for all it missed");
}
