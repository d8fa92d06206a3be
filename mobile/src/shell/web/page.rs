//! The page: starts the worker once this tab owns the replica, and the screens at once.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use dioxus::html::FileData;
use dioxus::prelude::VirtualDom;
use futures_channel::{mpsc, oneshot};
use js_sys::{Array, Uint8Array};
use shared::{DeviceId, Language};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ErrorEvent, Event, HtmlScriptElement, MessageEvent, WorkerOptions, WorkerType};

use crate::client::BUILD;
use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::{BadPicture, Failure};
use crate::client::notice::Notice;
use crate::client::passkey::{PasskeyAsked, PasskeySecret};
use crate::client::status::Appearance;
use crate::limits::{FETCH_MS_MAX, OPEN_MS_MAX, PICTURE_FILE_BYTES_MAX};
use crate::screens::app::App;
use crate::screens::platform::{
    LaterFile, LaterPasskey, LaterSecret, LaterWords, NoPasskey, Platform, PlatformEvent, PlatformEvents,
};
use crate::shell::web::browser;
use crate::shell::web::message::{ToPage, ToWorker, buffers, pack, unpack};

type Answered = (Answer, Option<Vec<u8>>);
type Owned = Closure<dyn FnMut()>;
type Lost = Closure<dyn FnMut(JsValue)>;

/// A question, as long as it is not answered.
struct Asked {
    asker: oneshot::Sender<Answered>,
    ask: Ask,
    bytes: Option<Vec<u8>>,
}

impl Asked {
    /// Posting a message gives its memory away: each time it is packed anew.
    fn message(&self, number: u32) -> JsValue {
        pack(&ToWorker::Ask(number, self.ask.clone()), self.bytes.as_deref())
    }
}

/// The page's end of the conversation with the worker.
struct Page {
    worker: RefCell<Option<web_sys::Worker>>,
    ready: Cell<bool>,
    /// The worker waits for a PIN.
    locked: Cell<bool>,
    /// Said before the worker was ready.
    early: RefCell<Vec<JsValue>>,
    /// Asked and not answered: asked again when a worker is ready, should the one before have gone without
    /// a word. Acts carry a token, so that none is done twice.
    waiting: RefCell<BTreeMap<u32, Asked>>,
    numbers: Cell<u32>,
    events: mpsc::UnboundedSender<PlatformEvent>,
}

pub(crate) fn run() {
    let (tell, hear) = mpsc::unbounded();
    let page = Rc::new(Page {
        worker: RefCell::new(None),
        ready: Cell::new(false),
        locked: Cell::new(false),
        early: RefCell::new(Vec::new()),
        waiting: RefCell::new(BTreeMap::new()),
        numbers: Cell::new(0),
        events: tell,
    });
    page.own_replica();
    page.watch_window();
    let newer = Rc::clone(&page);
    let ready = Closure::<dyn FnMut()>::new(move || newer.tell(PlatformEvent::Notice(Notice::NewVersion)));
    browser::ready_for_fingers();
    browser::keep_fresh(&ready);
    ready.forget();

    let screens = VirtualDom::new(App)
        .with_root_context(platform(&page))
        .with_root_context(PlatformEvents(Rc::new(RefCell::new(Some(hear)))));
    dioxus_web::launch::launch_virtual_dom(screens, dioxus_web::Config::new().rootname("main"));
}

impl Page {
    fn tell(&self, event: PlatformEvent) {
        // The screens listen as long as the page lives.
        drop(self.events.unbounded_send(event));
    }

    fn owned_and_lost(self: &Rc<Self>) -> (Owned, Lost) {
        let (owner, loser) = (Rc::clone(self), Rc::clone(self));
        let owned = Owned::new(move || owner.start_worker());
        let lost = Lost::new(move |_| loser.stop_worker());
        (owned, lost)
    }

    fn own_replica(self: &Rc<Self>) {
        let (owned, lost) = self.owned_and_lost();
        let other = Rc::clone(self);
        let busy = Closure::<dyn FnMut()>::new(move || other.tell(PlatformEvent::Notice(Notice::OtherTab)));
        browser::own(&owned, &busy, &lost);
        owned.forget();
        busy.forget();
        lost.forget();
    }

    fn take_over(self: &Rc<Self>) {
        let (owned, lost) = self.owned_and_lost();
        browser::take_over(&owned, &lost);
        owned.forget();
        lost.forget();
    }

    fn start_worker(self: &Rc<Self>) {
        let script = document()
            .get_element_by_id("start")
            .and_then(|element| element.dyn_into::<HtmlScriptElement>().ok());
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = script
            .and_then(|script| web_sys::Worker::new_with_options(&worker_address(&script), &options).ok());
        let Some(worker) = worker else {
            return self.tell(PlatformEvent::Broken(Failure::NotStartedUp("no worker".to_owned())));
        };
        let page = Rc::clone(self);
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match unpack::<ToPage>(&event.data()) {
                Some((ToPage::Build(build), _)) if build == BUILD => page.say_when_slow(OPEN_MS_MAX),
                Some((ToPage::Build(_), _)) | None => page.not_started("another version".to_owned()),
                Some((message, bytes)) => page.hear(message, bytes),
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        let page = Rc::clone(self);
        let fail = Closure::<dyn FnMut(Event)>::new(move |event: Event| page.worker_failed(&event));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        fail.forget();
        *self.worker.borrow_mut() = Some(worker);
        self.say_when_slow(FETCH_MS_MAX);
    }

    /// Its script could not be loaded, or it fell over: what it was doing is on disk or was never said to
    /// be, and nothing more comes from it.
    fn worker_failed(self: &Rc<Self>, event: &Event) {
        let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
        if !self.ready.get() {
            return self.not_started(said);
        }
        self.end_worker();
        self.tell(PlatformEvent::Broken(Failure::NotStartedUp(said)));
    }

    fn end_worker(&self) {
        if let Some(worker) = self.worker.borrow_mut().take() {
            worker.terminate();
        }
        self.ready.set(false);
        self.locked.set(false);
    }

    /// What is kept of the app is perhaps damaged. If it was loaded anew already, a person is told.
    fn not_started(self: &Rc<Self>, said: String) {
        self.end_worker();
        let page = Rc::clone(self);
        spawn_local(async move {
            let starts_again = browser::start_again().await;
            if !starts_again.is_ok_and(|starts| starts.as_bool() == Some(true)) {
                page.tell(PlatformEvent::Broken(Failure::NotStartedUp(said)));
            }
        });
    }

    /// A browser may keep the worker waiting for ever. Should it come after all, the app goes on.
    fn say_when_slow(self: &Rc<Self>, ms: u32) {
        let page = Rc::clone(self);
        spawn_local(async move {
            browser::pause(ms).await;
            if !page.ready.get() && !page.locked.get() && page.worker.borrow().is_some() {
                page.tell(PlatformEvent::Broken(Failure::SlowStart));
            }
        });
    }

    /// Another tab took the replica over.
    fn stop_worker(&self) {
        self.end_worker();
        self.tell(PlatformEvent::Notice(Notice::OtherTab));
    }

    fn hear(&self, message: ToPage, bytes: Option<Uint8Array>) {
        match message {
            ToPage::Build(_) => {}
            ToPage::Ready => {
                self.ready.set(true);
                self.locked.set(false);
                browser::started();
                let waiting: Vec<JsValue> =
                    self.waiting.borrow().iter().map(|(number, asked)| asked.message(*number)).collect();
                for message in self.early.take().into_iter().chain(waiting) {
                    self.post(&message);
                }
                self.tell(PlatformEvent::Ready);
            }
            ToPage::Locked(asked) => {
                self.locked.set(true);
                browser::started();
                self.tell(PlatformEvent::Locked(asked));
            }
            ToPage::Broken(why) => {
                *self.worker.borrow_mut() = None;
                self.tell(PlatformEvent::Broken(why));
            }
            ToPage::Answer(number, answer) => {
                if let Some(Asked { asker, .. }) = self.waiting.borrow_mut().remove(&number) {
                    // The screen that asked may be gone.
                    drop(asker.send((answer, bytes.map(|bytes| bytes.to_vec()))));
                }
            }
            ToPage::Notice(notice) => self.tell(PlatformEvent::Notice(notice)),
        }
    }

    fn post(&self, message: &JsValue) {
        if !self.ready.get() {
            return self.early.borrow_mut().push(message.clone());
        }
        if let Some(worker) = self.worker.borrow().as_ref()
            && worker.post_message_with_transfer(message, &buffers(message)).is_err()
        {
            browser::warn("a message could not be posted");
        }
    }

    /// Says something to a worker that waits for a PIN.
    fn say_to_locked(&self, message: &ToWorker) {
        if let Some(worker) = self.worker.borrow().as_ref().filter(|_| self.locked.get())
            && worker.post_message(&pack(message, None)).is_err()
        {
            browser::warn("a message could not be posted");
        }
    }

    fn ask(&self, ask: Ask, bytes: Option<Vec<u8>>) -> oneshot::Receiver<Answered> {
        let number = self.numbers.get();
        self.numbers.set(number.wrapping_add(1) & (u32::MAX >> 1));
        let (asker, answer) = oneshot::channel();
        let asked = Asked { asker, ask, bytes };
        if self.ready.get() {
            self.post(&asked.message(number));
        }
        self.waiting.borrow_mut().insert(number, asked);
        answer
    }

    /// The address, the network and the screen's being looked at again.
    fn watch_window(self: &Rc<Self>) {
        let page = Rc::clone(self);
        let moved = Closure::<dyn FnMut()>::new(move || page.tell(PlatformEvent::Address(address())));
        let page = Rc::clone(self);
        let uncovered = Closure::<dyn FnMut()>::new(move || page.tell(PlatformEvent::Moved));
        let page = Rc::clone(self);
        let back = Closure::<dyn FnMut()>::new(move || {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                drop(page.ask(Ask::SyncNow, None));
            } else {
                page.tell(PlatformEvent::Leaving);
            }
        });
        let window = window();
        let listen = |name: &str, closure: &Closure<dyn FnMut()>| {
            if window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_err() {
                browser::warn(name);
            }
        };
        listen("hashchange", &moved);
        listen("popstate", &uncovered);
        listen("online", &back);
        listen("visibilitychange", &back);
        listen("pagehide", &back);
        moved.forget();
        uncovered.forget();
        back.forget();
        let coloured = Closure::<dyn FnMut()>::new(browser::colour_bar);
        if let Ok(Some(dark)) = window.match_media("(prefers-color-scheme: dark)") {
            dark.set_onchange(Some(coloured.as_ref().unchecked_ref()));
        }
        coloured.forget();
    }
}

fn window() -> web_sys::Window {
    js_sys::global().unchecked_into()
}

fn document() -> web_sys::Document {
    window().document().unwrap_or_else(|| wasm_bindgen::throw_str("a page has a document"))
}

/// The worker's script stands beside the page's.
fn worker_address(start: &HtmlScriptElement) -> String {
    start.src().replace("start-page", "start-worker")
}

fn address() -> String {
    window().location().hash().unwrap_or_default()
}

fn platform(page: &Rc<Page>) -> Platform {
    let [asking, taking, keeping, forgetting, unlocking, giving_up] =
        std::array::from_fn(|_| Rc::clone(page));
    Platform {
        ask: Rc::new(move |ask, bytes| {
            let answer = asking.ask(ask, bytes);
            Box::pin(async move {
                answer
                    .await
                    .unwrap_or_else(|_| (Answer::Failed(Failure::Other("no answer".to_owned())), None))
            })
        }),
        take_over: Rc::new(move || taking.take_over()),
        keep: Rc::new(move || {
            let page = Rc::clone(&keeping);
            spawn_local(async move {
                let kept = browser::keep().await.is_ok_and(|kept| kept.as_bool() == Some(true));
                page.post(&pack(&ToWorker::Kept(kept), None));
            });
        }),
        forgotten: Rc::new(move || forgetting.post(&pack(&ToWorker::Forgotten, None))),
        unlock: Rc::new(move |with| unlocking.say_to_locked(&ToWorker::Unlock(with))),
        has_passkeys: browser::has_passkeys,
        make_passkey,
        ask_passkey,
        start_over: Rc::new(move || giving_up.say_to_locked(&ToWorker::StartOver)),
        lock_after: |minutes| {
            browser::lock_after(minutes.map_or(0.0, |minutes| f64::from(minutes) * 60_000.0))
        },
        picked: browser::picked,
        use_new_version: browser::use_new_version,
        now: browser::now,
        entropy: browser::entropy,
        keep_text,
        kept_texts,
        offset_minutes: browser::offset_minutes,
        read_picture,
        sleep: |ms| Box::pin(browser::pause(ms)),
        address,
        go,
        cover: browser::cover,
        back: browser::back,
        file_address: browser::file_address,
        must_share: browser::must_share,
        share: |addresses| browser::share(addresses.to_vec()),
        is_iphone_tab: browser::is_iphone_tab,
        start_again,
        first_words,
        fetch_words,
        device_name: browser::device_name,
        compare: browser::compare,
        scrolled: browser::scrolled,
        scroll_to: browser::scroll_to,
        focus: |id| browser::focus_on(id, false),
        enter: |id| browser::focus_on(id, true),
        show: show_document,
    }
}

/// `[id, salt, secret]`, or nothing where the browser gives no key.
fn make_passkey(device: DeviceId) -> LaterPasskey {
    let user = Uint8Array::from(device.as_bytes().as_slice());
    Box::pin(async move {
        let made = browser::make_passkey(&user).await.map_err(|_| NoPasskey::NotGiven)?;
        let made: &Array = made.dyn_ref().ok_or(NoPasskey::NoKey)?;
        let [id, salt, secret] = [0, 1, 2].map(|at| Uint8Array::new(&made.get(at)).to_vec());
        Ok((PasskeyAsked { id, salt }, PasskeySecret(secret)))
    })
}

fn ask_passkey(passkey: &PasskeyAsked) -> LaterSecret {
    let [id, salt] = [&passkey.id, &passkey.salt].map(|bytes| Uint8Array::from(bytes.as_slice()));
    Box::pin(async move {
        let given = browser::ask_passkey(&id, &salt).await.ok()?.dyn_into::<Uint8Array>().ok()?;
        Some(PasskeySecret(given.to_vec()))
    })
}

fn go(address: &str) {
    if window().location().set_hash(address).is_err() {
        browser::warn("the address could not be changed");
    }
}

/// All of a file that was picked. One that is not on the phone, but in a cloud, may not be had.
fn read_picture(file: FileData) -> LaterFile {
    Box::pin(async move {
        if file.size() > PICTURE_FILE_BYTES_MAX {
            let megabytes = u32::try_from(file.size() >> 20).unwrap_or(u32::MAX);
            return Err(BadPicture::TooManyBytes { megabytes });
        }
        let file = file.inner().downcast_ref::<web_sys::File>().ok_or(BadPicture::Unreadable)?;
        let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| BadPicture::Unreadable)?;
        Ok(Uint8Array::new(&bytes).to_vec())
    })
}

fn start_again() {
    if window().location().reload().is_err() {
        browser::warn("the page could not be loaded again");
    }
}

/// What `start-page.js` fetched beside the page: `[language, phrases]`.
fn first_words() -> (Language, String) {
    let words = browser::first_words();
    let text = |at| words.get(at).as_string().unwrap_or_default();
    (Language::preferred(&text(0)), text(1))
}

fn fetch_words(language: Language) -> LaterWords {
    Box::pin(async move { browser::fetch_words(language.tag()).await.ok()?.as_string() })
}

fn small_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a text in the browser's small storage, which has its own room; a browser without it, or with a
/// full one, keeps what the replica keeps.
fn keep_text(name: &str, text: Option<&str>) {
    let Some(storage) = small_storage() else { return };
    let kept = match text {
        Some(text) => storage.set_item(name, text),
        None => storage.remove_item(name),
    };
    if kept.is_err() {
        // An older text under this name would pass for the newest one.
        storage.remove_item(name).unwrap_or_default();
        browser::warn("a draft does not fit into the browser's small storage");
    }
}

fn kept_texts(prefix: &str) -> Vec<(String, String)> {
    let Some(storage) = small_storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let names: Vec<String> = names.filter(|name| name.starts_with(prefix)).collect();
    names
        .into_iter()
        .filter_map(|name| Some((storage.get_item(&name).ok()??, name)))
        .map(|(text, name)| (name, text))
        .collect()
}

/// Tells the document its language, appearance and title.
fn show_document(language: &str, appearance: Appearance, title: &str) {
    let document = document();
    document.set_title(title);
    let Some(root) = document.document_element() else { return };
    let scheme = match appearance {
        Appearance::Automatic => "automatic",
        Appearance::Light => "light",
        Appearance::Dark => "dark",
    };
    if root
        .set_attribute("lang", language)
        .and_then(|()| root.set_attribute("data-appearance", scheme))
        .is_err()
    {
        browser::warn("the document could not be told its language");
    }
    browser::colour_bar();
}
