//! The page: starts the worker once this tab owns the replica, and the screens at once.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use dioxus::prelude::VirtualDom;
use futures_channel::{mpsc, oneshot};
use shared::Timestamp;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlScriptElement, MessageEvent, WorkerOptions, WorkerType};

use super::browser;
use super::message::{ToPage, ToWorker, pack, unpack};
use crate::client::{Answer, Appearance, Ask, Failure, Notice};
use crate::screens::{App, Happening, Happenings, Platform};

type Answered = (Answer, Option<Vec<u8>>);
type Owned = Closure<dyn FnMut()>;
type Lost = Closure<dyn FnMut(JsValue)>;

/// The page's end of the conversation with the worker.
struct Page {
    worker: RefCell<Option<web_sys::Worker>>,
    ready: Cell<bool>,
    /// Asked before the worker was ready.
    early: RefCell<Vec<JsValue>>,
    waiting: RefCell<BTreeMap<u32, oneshot::Sender<Answered>>>,
    numbers: Cell<u32>,
    happenings: mpsc::UnboundedSender<Happening>,
}

pub(super) fn run() {
    let (tell, hear) = mpsc::unbounded();
    let page = Rc::new(Page {
        worker: RefCell::new(None),
        ready: Cell::new(false),
        early: RefCell::new(Vec::new()),
        waiting: RefCell::new(BTreeMap::new()),
        numbers: Cell::new(0),
        happenings: tell,
    });
    page.own_replica();
    page.watch_window();
    let newer = Rc::clone(&page);
    let ready = Closure::<dyn FnMut()>::new(move || newer.tell(Happening::Notice(Notice::NewVersion)));
    browser::keep_fresh(&ready);
    ready.forget();

    let screens = VirtualDom::new(App)
        .with_root_context(platform(&page))
        .with_root_context(Happenings(Rc::new(RefCell::new(Some(hear)))));
    dioxus_web::launch::launch_virtual_dom(screens, dioxus_web::Config::new().rootname("main"));
}

impl Page {
    fn tell(&self, happening: Happening) {
        // The screens listen as long as the page lives.
        drop(self.happenings.unbounded_send(happening));
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
        let busy = Closure::<dyn FnMut()>::new(move || other.tell(Happening::Notice(Notice::OtherTab)));
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
        let Some(script) = script else { return };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = web_sys::Worker::new_with_options(&script.src(), &options) else {
            return self.tell(Happening::Broken(Failure::Other("worker".to_owned())));
        };
        let page = Rc::clone(self);
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((message, bytes)) = unpack::<ToPage>(&event.data()) {
                page.hear(message, bytes);
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        *self.worker.borrow_mut() = Some(worker);
    }

    /// Another tab took the replica over.
    fn stop_worker(&self) {
        if let Some(worker) = self.worker.borrow_mut().take() {
            worker.terminate();
        }
        self.ready.set(false);
        self.tell(Happening::Notice(Notice::OtherTab));
    }

    fn hear(&self, message: ToPage, bytes: Option<Vec<u8>>) {
        match message {
            ToPage::Ready => {
                self.ready.set(true);
                for message in self.early.take() {
                    self.post(&message);
                }
                self.tell(Happening::Ready);
            }
            ToPage::Broken(why) => self.tell(Happening::Broken(why)),
            ToPage::Answer(number, answer) => {
                if let Some(asker) = self.waiting.borrow_mut().remove(&number) {
                    // The screen that asked may be gone.
                    drop(asker.send((answer, bytes)));
                }
            }
            ToPage::Notice(notice) => self.tell(Happening::Notice(notice)),
        }
    }

    fn post(&self, message: &JsValue) {
        if !self.ready.get() {
            return self.early.borrow_mut().push(message.clone());
        }
        if let Some(worker) = self.worker.borrow().as_ref()
            && worker.post_message(message).is_err()
        {
            browser::warn("a message could not be posted");
        }
    }

    fn ask(&self, ask: Ask, bytes: Option<Vec<u8>>) -> oneshot::Receiver<Answered> {
        let number = self.numbers.get();
        self.numbers.set(number.wrapping_add(1) & (u32::MAX >> 1));
        let (asker, answer) = oneshot::channel();
        self.waiting.borrow_mut().insert(number, asker);
        self.post(&pack(&ToWorker::Ask(number, ask), bytes.as_deref()));
        answer
    }

    /// The address, the network and the screen's being looked at again.
    fn watch_window(self: &Rc<Self>) {
        let page = Rc::clone(self);
        let moved = Closure::<dyn FnMut()>::new(move || page.tell(Happening::Address(address())));
        let page = Rc::clone(self);
        let back = Closure::<dyn FnMut()>::new(move || {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                drop(page.ask(Ask::SyncNow, None));
            } else {
                page.tell(Happening::Leaving);
            }
        });
        let window = window();
        let listen = |name: &str, closure: &Closure<dyn FnMut()>| {
            if window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_err() {
                browser::warn(name);
            }
        };
        listen("hashchange", &moved);
        listen("online", &back);
        listen("visibilitychange", &back);
        listen("pagehide", &back);
        moved.forget();
        back.forget();
    }
}

fn window() -> web_sys::Window {
    js_sys::global().unchecked_into()
}

fn document() -> web_sys::Document {
    window().document().unwrap_or_else(|| wasm_bindgen::throw_str("a page has a document"))
}

fn address() -> String {
    window().location().hash().unwrap_or_default()
}

fn platform(page: &Rc<Page>) -> Platform {
    let (asking, taking, keeping) = (Rc::clone(page), Rc::clone(page), Rc::clone(page));
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
        use_new_version: browser::use_new_version,
        now: browser::now,
        offset_minutes,
        sleep: |ms| Box::pin(browser::pause(ms)),
        address,
        go,
        file_address,
        preferred_languages,
        device_name: browser::device_name,
        focus,
        show: show_document,
    }
}

/// Minutes to add to UTC for the phone's own time, at some moment.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "dates and offsets are small"
)]
fn offset_minutes(at: Timestamp) -> i32 {
    -(js_sys::Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset() as i32)
}

fn go(address: &str) {
    if window().location().set_hash(address).is_err() {
        browser::warn("the address could not be changed");
    }
}

fn file_address(bytes: &[u8], media_type: &str) -> String {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)
        .and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob))
        .unwrap_or_default()
}

fn preferred_languages() -> String {
    let languages: Vec<String> =
        window().navigator().languages().iter().filter_map(|language| language.as_string()).collect();
    languages.join(",")
}

/// Brings a field into view, to be typed in.
fn focus(id: &str) {
    let field = document().get_element_by_id(id);
    // One that is gone needs none.
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        field.focus().unwrap_or_default();
    }
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
}
