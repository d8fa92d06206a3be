//! The worker: the replica on OPFS, one question at a time, and the conversation with the office.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Uint8Array;
use rusqlite::Connection;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::client::BUILD;
use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::notice::Notice;
use crate::client::pin::PinChange;
use crate::client::status::Contact;
use crate::limits::{FORGET_MS_MAX, PHOTOS_AGAIN_MS, RETRY_MS_MAX, RETRY_MS_MIN};
use crate::replica::error::ReplicaError;
use crate::replica::http::HttpReply;
use crate::replica::picture::Picture;
use crate::replica::state::Replica;
use crate::shell::web::browser::{entropy, moment, pause, warn};
use crate::shell::web::message::{ToPage, ToWorker, buffers, pack, unpack};
use crate::shell::web::network::{carry, listen};
use crate::shell::web::picture;
use crate::shell::web::storage::Storage;

/// Between two looks whether the page has forgotten.
const FORGET_AGAIN_MS: u32 = 10;

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    storage: RefCell<Storage>,
    replica: RefCell<Replica>,
    /// Pictures to be prepared, with the number of the question and the question.
    pictures: RefCell<VecDeque<(u32, Ask, Uint8Array)>>,
    preparing: Cell<bool>,
    talking: Cell<bool>,
    /// Whether the page has said that it keeps nothing of the office.
    forgotten: Cell<bool>,
    /// Whether another try is on its way, and how long after the last.
    trying_again: Cell<bool>,
    trying_photos_again: Cell<bool>,
    retry_ms: Cell<u32>,
}

pub(crate) fn run(scope: DedicatedWorkerGlobalScope) {
    post(&scope, &ToPage::Build(BUILD.to_owned()), None);
    spawn_local(async move {
        match Storage::open().await {
            Ok(storage) if storage.asks_pin().is_some() => wait_for_pin(scope, storage),
            Ok(storage) => start(scope, storage),
            Err(why) => post(&scope, &ToPage::Broken(why), None),
        }
    });
}

/// A locked phone: nothing is heard but a PIN.
fn wait_for_pin(scope: DedicatedWorkerGlobalScope, storage: Storage) {
    ask_pin(&scope, &storage);
    let storage = RefCell::new(Some(storage));
    let asking = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((message, _)) = unpack::<ToWorker>(&event.data()) else { return };
        let Some(mut opened) = storage.take() else { return };
        let unlocked = match message {
            ToWorker::Unlock(with) => opened.unlock(&with),
            ToWorker::StartOver => opened.start_over().map(|()| true),
            ToWorker::Ask(..) | ToWorker::Kept(_) | ToWorker::Forgotten => Ok(false),
        };
        match unlocked {
            Ok(true) => return start(asking.clone(), opened),
            Ok(false) => ask_pin(&asking, &opened),
            Err(why) => post(&asking, &ToPage::Broken(why), None),
        }
        storage.replace(Some(opened));
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
}

fn ask_pin(scope: &DedicatedWorkerGlobalScope, storage: &Storage) {
    if let Some(asked) = storage.asks_pin() {
        post(scope, &ToPage::Locked(asked), None);
    }
}

fn start(scope: DedicatedWorkerGlobalScope, mut storage: Storage) {
    match storage.replica() {
        Ok(replica) => serve(Rc::new(Worker {
            scope,
            storage: RefCell::new(storage),
            replica: RefCell::new(replica),
            pictures: RefCell::default(),
            preparing: Cell::new(false),
            talking: Cell::new(false),
            forgotten: Cell::new(false),
            trying_again: Cell::new(false),
            trying_photos_again: Cell::new(false),
            retry_ms: Cell::new(RETRY_MS_MIN),
        })),
        Err(why) => post(&scope, &ToPage::Broken(why), None),
    }
}

fn serve(worker: Rc<Worker>) {
    let asked = Rc::clone(&worker);
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((message, bytes)) = unpack::<ToWorker>(&event.data()) {
            asked.hear(message, bytes);
        }
    });
    worker.scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    post(&worker.scope, &ToPage::Ready, None);
    spawn_local(Rc::clone(&worker).stay_in_touch());
    // The stream of events may be long in coming, and says nothing of what happened before.
    worker.sync_now();
}

impl Worker {
    fn hear(self: &Rc<Self>, message: ToWorker, picture: Option<Uint8Array>) {
        match message {
            ToWorker::Ask(number, ask) => match picture {
                None => self.answer(number, ask, None),
                Some(picture) => return self.answer_with_picture(number, ask, picture),
            },
            ToWorker::Forgotten => return self.forgotten.set(true),
            // It was unlocked a moment ago.
            ToWorker::Unlock(_) | ToWorker::StartOver => return,
            ToWorker::Kept(kept) => {
                if let Err(error) = self.replica.borrow_mut().set_kept(kept) {
                    warn(&error.to_string());
                }
            }
        }
        self.tell();
        self.talk();
    }

    /// Others are heard while pictures are being prepared, one after the other: a whole gallery at once
    /// would fill the memory.
    fn answer_with_picture(self: &Rc<Self>, number: u32, ask: Ask, picture: Uint8Array) {
        self.pictures.borrow_mut().push_back((number, ask, picture));
        if self.preparing.replace(true) {
            return;
        }
        let worker = Rc::clone(self);
        spawn_local(async move {
            while let Some((number, ask, picture)) = worker.next_picture() {
                match picture::prepare(&picture).await {
                    Ok(picture) => worker.answer(number, ask, Some(picture)),
                    Err(why) => worker.post_answer(number, Answer::Failed(Failure::BadPicture(why)), None),
                }
                worker.tell();
                worker.talk();
            }
            worker.preparing.set(false);
        });
    }

    fn next_picture(&self) -> Option<(u32, Ask, Uint8Array)> {
        self.pictures.borrow_mut().pop_front()
    }

    fn answer(&self, number: u32, ask: Ask, picture: Option<Picture>) {
        if let Ask::ChangePin(change) = &ask {
            return self.post_answer(number, self.change_pin(change), None);
        }
        if let Ask::ChangePasskey(made) = &ask {
            let changed = self.storage.borrow_mut().change_passkey(made.as_ref());
            return self.post_answer(number, self.told_of_lock(changed), None);
        }
        let (answer, beside) = self.replica.borrow_mut().answer(ask, picture, moment());
        self.post_answer(number, answer, beside.as_deref());
    }

    fn change_pin(&self, change: &PinChange) -> Answer {
        let required = self.replica.borrow().pin_required();
        let changed = match required {
            Ok(true) if change.pin.is_none() => Err(Failure::PinRequired),
            Ok(_) => self.storage.borrow_mut().change_pin(change),
            Err(error) => Err(error.into()),
        };
        self.told_of_lock(changed)
    }

    /// The answer to a change of the lock, of which the replica is told.
    fn told_of_lock(&self, changed: Result<(), Failure>) -> Answer {
        let state = self.storage.borrow().lock_state();
        let told = self.replica.borrow_mut().set_lock_state(state).map_err(Failure::from);
        changed.and(told).map_or_else(Answer::Failed, |()| Answer::Done)
    }

    /// Writes down what the office has answered of the lock. What finds no room is said again by the next answer.
    fn note_office(&self) -> Result<(), ReplicaError> {
        let mut replica = self.replica.borrow_mut();
        let Some(word) = replica.take_office_word() else { return Ok(()) };
        let mut storage = self.storage.borrow_mut();
        match storage.note_office(&word) {
            Ok(true) => replica.set_lock_state(storage.lock_state()),
            Ok(false) => Ok(()),
            Err(why) => {
                warn(&format!("the keyring: {why:?}"));
                Ok(())
            }
        }
    }

    fn post_answer(&self, number: u32, answer: Answer, beside: Option<&[u8]>) {
        post(&self.scope, &ToPage::Answer(number, answer), beside);
    }

    fn tell(&self) {
        let notices = self.replica.borrow_mut().take_notices();
        for notice in notices {
            post(&self.scope, &ToPage::Notice(notice), None);
        }
    }

    /// Carries requests and replies until there is nothing more to say.
    fn talk(self: &Rc<Self>) {
        if self.talking.replace(true) {
            return;
        }
        let worker = Rc::clone(self);
        spawn_local(async move {
            if let Err(error) = worker.talk_on().await {
                warn(&error.to_string());
            }
            worker.talking.set(false);
            worker.tell();
            worker.try_again_later();
            worker.try_photos_again_later();
        });
    }

    /// An office that is away, full or being mended, or a phone that is full: tried again, for ever,
    /// also when the stream of events tells nothing.
    fn try_again_later(self: &Rc<Self>) {
        if !self.is_stuck() {
            return self.retry_ms.set(RETRY_MS_MIN);
        }
        if self.trying_again.replace(true) {
            return;
        }
        let worker = Rc::clone(self);
        let wait_ms = self.retry_ms.get();
        self.retry_ms.set((wait_ms * 2).min(RETRY_MS_MAX));
        spawn_local(async move {
            pause(wait_ms).await;
            worker.trying_again.set(false);
            if worker.is_stuck() {
                worker.sync_now();
            }
        });
    }

    /// Photos the office takes no more of for now: they are tried again, though nothing else happens.
    fn try_photos_again_later(self: &Rc<Self>) {
        if !self.replica.borrow().photos_wait() || self.trying_photos_again.replace(true) {
            return;
        }
        let worker = Rc::clone(self);
        spawn_local(async move {
            pause(PHOTOS_AGAIN_MS).await;
            worker.trying_photos_again.set(false);
            if worker.replica.borrow().photos_wait() {
                worker.sync_now();
            }
        });
    }

    /// Whether it is to be tried again soon: not where the day is over, see [`Self::try_photos_again_later`].
    fn is_stuck(&self) -> bool {
        let contact = self.replica.borrow().contact();
        contact.is_stuck() && contact != Contact::DayOver
    }

    async fn talk_on(&self) -> Result<(), ReplicaError> {
        loop {
            let request = self.replica.borrow_mut().next_request(moment())?;
            self.tell();
            let Some(request) = request else { return Ok(()) };
            let reply = carry(&self.scope, &request).await;
            let ends = reply.as_ref().is_ok_and(HttpReply::ends_the_device);
            if ends {
                self.have_page_forget().await;
            }
            self.replica.borrow_mut().take_reply(reply, moment())?;
            self.note_office()?;
            self.tell();
            if ends && let Err(why) = self.begin_anew() {
                warn(&format!("the replica of before is erased under the key that it had: {why:?}"));
            }
        }
    }

    /// Begins with another key once everything was erased: what a file still has of before opens with none.
    fn begin_anew(&self) -> Result<(), Failure> {
        let before = self.replica.borrow().status()?;
        if before.owner.is_some() {
            return Ok(());
        }
        // Its file is given back once nobody has it open.
        self.replica
            .replace(Replica::open(Connection::open_in_memory().map_err(ReplicaError::from)?, entropy)?);
        let mut storage = self.storage.borrow_mut();
        storage.start_over()?;
        let mut replica = storage.replica()?;
        replica.follow(&before)?;
        self.replica.replace(replica);
        self.tell();
        Ok(())
    }

    /// What the page keeps goes before the replica does; a page that does not answer is gone, or as good as gone.
    async fn have_page_forget(&self) {
        self.forgotten.set(false);
        post(&self.scope, &ToPage::Notice(Notice::Erasing), None);
        let mut waited_ms = 0;
        while !self.forgotten.get() && waited_ms < FORGET_MS_MAX {
            pause(FORGET_AGAIN_MS).await;
            waited_ms += FORGET_AGAIN_MS;
        }
    }

    /// Says that something may have changed at the office, or that it may be in reach again.
    fn sync_now(self: &Rc<Self>) {
        self.hear(ToWorker::Ask(u32::MAX, Ask::SyncNow), None);
    }

    /// Listens to the office as long as the app is open; tries again, for ever, when it is away.
    async fn stay_in_touch(self: Rc<Self>) {
        let mut retry_ms = RETRY_MS_MIN;
        loop {
            let request = self.replica.borrow().events_request();
            if let Some(request) = request {
                let heard = Cell::new(false);
                listen(&self.scope, &request, || {
                    heard.set(true);
                    self.sync_now();
                })
                .await;
                if heard.get() {
                    retry_ms = RETRY_MS_MIN;
                }
            }
            pause(retry_ms).await;
            retry_ms = (retry_ms * 2).min(RETRY_MS_MAX);
        }
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &ToPage, bytes: Option<&[u8]>) {
    let message = pack(message, bytes);
    if scope.post_message_with_transfer(&message, &buffers(&message)).is_err() {
        warn("a message could not be posted");
    }
}
