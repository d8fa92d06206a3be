//! The context that all screens share: the way to the replica, the status of the phone, the phrases.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::command::Command;
use shared::{Day, DocumentId, FactId, Language, Phrases, Sha256, Timestamp, policy};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::draft::{Once, Token};
use crate::client::failure::Failure;
use crate::client::list::Today;
use crate::client::pin::AskedPin;
use crate::client::status::PhoneStatus;
use crate::screens::draft_entry::{Drafts, Entry};
use crate::screens::last_today::LastToday;
use crate::screens::picked_file::RefusedPicture;
use crate::screens::platform::Platform;
use crate::screens::route::Route;
use crate::screens::task::start;
use crate::sorting::sorted;

/// The name of the language chosen in the browser's small storage: `start-page.js` reads it.
const LANGUAGE: &str = "guichet-language";

/// How far the app is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    Opening,
    OtherTab,
    Locked(AskedPin),
    Broken(Failure),
    Ready,
}

/// What all screens share.
#[derive(Clone)]
pub(crate) struct AppContext {
    pub(crate) platform: Platform,
    pub(crate) drafts: Drafts,
    pub(crate) stage: Signal<Stage>,
    pub(crate) status: Signal<PhoneStatus>,
    pub(crate) route: Signal<Route>,
    /// Shown until the replica is open.
    pub(crate) last_today: Signal<Option<LastToday>>,
    /// The replica is being erased: nothing of it is kept any more.
    pub(crate) erasing: Signal<bool>,
    /// Grows when a document changed: screens ask again.
    pub(crate) revision: Signal<u64>,
    /// Grows when a picture came.
    pub(crate) pictures: Signal<u64>,
    /// Grows when the app is put away.
    pub(crate) leaving: Signal<u64>,
    pub(crate) new_version: Signal<bool>,
    pub(crate) refused_pictures: Signal<Vec<RefusedPicture>>,
    /// How far down the list of today was when it was left for one of its orders.
    pub(crate) scroll: Signal<f64>,
    /// Whether what is done is unfolded there.
    pub(crate) done_open: Signal<bool>,
    /// Whether a PIN that has to be chosen is asked for at once: not while something half typed stands on the screen.
    pub(crate) asks_pin: Signal<bool>,
    /// The photo that is enlarged.
    pub(crate) enlarged: Signal<Option<Sha256>>,
    pub(crate) not_enrolled: Signal<Option<Failure>>,
    words: Signal<Rc<Phrases>>,
}

impl AppContext {
    pub(crate) fn new(platform: Platform) -> Self {
        let last_today = LastToday::read(&platform);
        let status = last_today.as_ref().map(LastToday::status).unwrap_or_default();
        let (language, words) = (platform.first_words)();
        let route = Route::parse(&(platform.address)());
        Self {
            platform,
            drafts: Drafts::default(),
            stage: Signal::new(Stage::Opening),
            status: Signal::new(status),
            route: Signal::new(route),
            last_today: Signal::new(last_today),
            erasing: Signal::new(false),
            revision: Signal::new(0),
            pictures: Signal::new(0),
            leaving: Signal::new(0),
            new_version: Signal::new(false),
            refused_pictures: Signal::new(Vec::new()),
            scroll: Signal::new(0.0),
            done_open: Signal::new(false),
            asks_pin: Signal::new(true),
            enlarged: Signal::new(None),
            not_enrolled: Signal::new(None),
            words: Signal::new(Rc::new(Phrases::of(language, words))),
        }
    }

    /// Whether the owner's role lets this happen: what it does not is not offered.
    pub(crate) fn may(&self, command: &Command) -> bool {
        let status = self.status.read();
        status.owner.as_ref().is_some_and(|owner| policy::may_execute(owner.role, command))
    }

    pub(crate) fn set_status(&mut self, status: PhoneStatus) {
        if let Some(language) = status.language
            && language != self.language()
        {
            self.speak(language);
        }
        let owner = |status: &PhoneStatus| status.owner.as_ref().map(|owner| owner.person);
        let passes_on = owner(&self.status.peek()) != owner(&status);
        let leaves = status.withdrawal.is_some() || status.lock.is_some();
        if status.owner.is_none() {
            self.erasing.set(false);
        }
        let lock_changes = self.status.peek().locks_after_minutes != status.locks_after_minutes;
        if lock_changes {
            (self.platform.lock_after)(status.locks_after_minutes);
        }
        if status.pin_wanted.is_some() && self.status.peek().pin_wanted.is_none() {
            let types = |(_, entry): &(_, Signal<Entry>)| entry.peek().holds_something();
            let is_open = *self.stage.peek() == Stage::Ready;
            self.asks_pin.set(!is_open || !self.drafts.all().iter().any(types));
        }
        let has_pin = status.locks_after_minutes.is_some();
        let status_wants_pin = status.pin_wanted.is_some();
        self.status.set(status);
        // While the app opens, drafts are not loaded yet: they are kept when they are.
        if has_pin && lock_changes && *self.stage.peek() == Stage::Ready {
            let app = self.clone();
            start(async move { app.keep_drafts().await });
        }
        if passes_on || leaves || status_wants_pin || (has_pin && lock_changes) {
            self.forget_last_today();
        }
        // Nobody finds what somebody else typed. While the app opens, drafts are not loaded yet.
        if passes_on && *self.stage.peek() == Stage::Ready {
            self.clear_drafts();
        }
    }

    /// Says everything in this language once its phrases are there, from the next start on too.
    fn speak(&self, language: Language) {
        let (app, mut words) = (self.clone(), self.words);
        start(async move {
            let fetched = (app.platform.fetch_words)(language).await;
            // Another one was chosen meanwhile, or they are neither kept nor to be had.
            let Some(fetched) = fetched.filter(|_| app.status.peek().language == Some(language)) else {
                return;
            };
            words.set(Rc::new(Phrases::of(language, fetched)));
            (app.platform.keep_text)(LANGUAGE, Some(language.tag()));
        });
    }

    /// Whether the replica is not open yet, and the list that was last known stands for it.
    pub(crate) fn shows_last_today(&self) -> bool {
        *self.stage.read() == Stage::Opening && self.last_today.read().is_some()
    }

    /// Keeps the list of today for the next start; the one before has done its service.
    pub(crate) fn keep_last_today(&self, lists: &Today) {
        let mut last = self.last_today;
        if last.peek().is_some() {
            last.set(None);
        }
        if *self.erasing.peek() {
            return;
        }
        LastToday::keep(&self.platform, &self.status.peek(), lists);
    }

    /// Erases the list that was kept.
    pub(crate) fn forget_last_today(&self) {
        let mut last = self.last_today;
        last.set(None);
        LastToday::erase(&self.platform);
    }

    pub(crate) fn language(&self) -> Language {
        self.words.read().language()
    }

    /// The words of the language chosen.
    pub(crate) fn words(&self) -> Rc<Phrases> {
        Rc::clone(&self.words.read())
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.words.read().text(key)
    }

    /// Things in the order of their names, as a dictionary has them.
    pub(crate) fn by_name<T>(&self, things: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
        self.by_rank_and_name(things, |thing| (0, name(thing)))
    }

    /// The same where rank comes before name, the lowest first.
    pub(crate) fn by_rank_and_name<T>(&self, things: Vec<T>, key: impl Fn(&T) -> (i64, &str)) -> Vec<T> {
        sorted(things, key, self.platform.compare)
    }

    /// Tells the document its language and appearance.
    pub(crate) fn show_document(&self) {
        (self.platform.show)(self.language().tag(), self.status.read().appearance, "Guichet");
    }

    pub(crate) async fn ask(&self, ask: Ask) -> Answer {
        (self.platform.ask)(ask, None).await.0
    }

    pub(crate) async fn ask_with(&self, ask: Ask, bytes: Option<Vec<u8>>) -> (Answer, Option<Vec<u8>>) {
        (self.platform.ask)(ask, bytes).await
    }

    /// Stands for an act that was not asked for before.
    pub(crate) fn fresh_token(&self) -> Token {
        Token((self.platform.entropy)())
    }

    /// Does something, once; it is on disk when this returns.
    pub(crate) async fn execute(
        &self,
        document: Option<DocumentId>,
        command: Command,
    ) -> Result<(DocumentId, Option<FactId>), Failure> {
        self.execute_once(Once { token: self.fresh_token(), draft: None }, document, command).await
    }

    /// Does something under a token: asked for again, it is not done twice.
    pub(crate) async fn execute_once(
        &self,
        once: Once,
        document: Option<DocumentId>,
        command: Command,
    ) -> Result<(DocumentId, Option<FactId>), Failure> {
        let answer = self.ask(Ask::Once(once, Box::new(Ask::Execute { document, command }))).await;
        if let Answer::Failed(failure) = answer {
            return Err(failure);
        }
        let Answer::Saved { document, fact } = answer else {
            return Err(Failure::Other("unexpected answer".to_owned()));
        };
        Ok((document, fact))
    }

    /// A moment on the phone's own clock.
    pub(crate) fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        let offset_ms = i64::from((self.platform.offset_minutes)(at)) * 60_000;
        let shifted = jiff::Timestamp::from_millisecond(at.0 + offset_ms).unwrap_or_default();
        jiff::tz::Offset::UTC.to_datetime(shifted)
    }

    pub(crate) fn today(&self) -> Day {
        Day::from(self.local((self.platform.now)()).date())
    }
}

/// What the replica answers, asked again whenever a document changes. `None` until it first did.
pub(crate) fn use_answer(ask: impl Fn() -> Ask + 'static) -> Resource<Answer> {
    let app = use_context::<AppContext>();
    use_resource(move || {
        app.revision.read();
        let ask = ask();
        let app = app.clone();
        async move { app.ask(ask).await }
    })
}
