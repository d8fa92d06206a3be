//! What all screens share: the way to the replica, the situation, the words.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::command::Command;
use shared::document::Catalogue;
use shared::{Day, DocumentId, FactId, Language, Phrases, Sha256, Timestamp, policy};

use super::draft::Drafts;
use super::platform::Platform;
use super::refused_picture::RefusedPicture;
use super::route::Route;
use super::saying;
use crate::client::{Answer, Ask, Failure, Once, Situation, Token};
use crate::sorting::sorted;

/// How far the app is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    Opening,
    OtherTab,
    Broken(Failure),
    Ready,
}

/// What all screens share.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) platform: Platform,
    pub(super) drafts: Drafts,
    pub(super) stage: Signal<Stage>,
    pub(super) situation: Signal<Situation>,
    pub(super) route: Signal<Route>,
    /// Grows when a document changed: screens ask again.
    pub(super) revision: Signal<u64>,
    /// Grows when a picture came.
    pub(super) pictures: Signal<u64>,
    /// Grows when the app is put away.
    pub(super) leaving: Signal<u64>,
    pub(super) new_version: Signal<bool>,
    pub(super) refused_pictures: Signal<Vec<RefusedPicture>>,
    /// How far down the list of today was when it was left for one of its orders.
    pub(super) scroll: Signal<f64>,
    /// Whether what is done is unfolded there.
    pub(super) done_open: Signal<bool>,
    /// The photo that is enlarged.
    pub(super) enlarged: Signal<Option<Sha256>>,
    pub(super) not_enrolled: Signal<Option<Failure>>,
    words: Signal<Rc<Phrases>>,
}

impl Desk {
    pub(super) fn new(platform: Platform) -> Self {
        let language = Language::preferred(&(platform.preferred_languages)());
        let route = Route::parse(&(platform.address)());
        Self {
            platform,
            drafts: Drafts::default(),
            stage: Signal::new(Stage::Opening),
            situation: Signal::new(Situation::default()),
            route: Signal::new(route),
            revision: Signal::new(0),
            pictures: Signal::new(0),
            leaving: Signal::new(0),
            new_version: Signal::new(false),
            refused_pictures: Signal::new(Vec::new()),
            scroll: Signal::new(0.0),
            done_open: Signal::new(false),
            enlarged: Signal::new(None),
            not_enrolled: Signal::new(None),
            words: Signal::new(Rc::new(saying::phrases(language))),
        }
    }

    /// Whether the owner's role lets this happen: what it does not is not offered.
    pub(super) fn may(&self, command: &Command) -> bool {
        let situation = self.situation.read();
        situation.owner.as_ref().is_some_and(|owner| policy::may_execute(owner.role, command))
    }

    pub(super) fn set_situation(&mut self, situation: Situation) {
        if let Some(language) = situation.language
            && language != self.language()
        {
            self.words.set(Rc::new(saying::phrases(language)));
        }
        let owner = |situation: &Situation| situation.owner.as_ref().map(|owner| owner.person);
        let passes_on = owner(&self.situation.peek()) != owner(&situation);
        self.situation.set(situation);
        // Nobody finds what somebody else typed. While the app opens, drafts are not loaded yet.
        if passes_on && *self.stage.peek() == Stage::Ready {
            self.clear_drafts();
        }
    }

    pub(super) fn language(&self) -> Language {
        self.words.read().language()
    }

    /// The words of the language chosen.
    pub(super) fn words(&self) -> Rc<Phrases> {
        Rc::clone(&self.words.read())
    }

    pub(super) fn say(&self, key: &str) -> String {
        self.words.read().say(key)
    }

    /// Things in the order of their names, as a dictionary has them.
    pub(super) fn by_name<T>(&self, things: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
        self.by_rank_and_name(things, |thing| (0, name(thing)))
    }

    /// The same where rank comes before name, the lowest first.
    pub(super) fn by_rank_and_name<T>(&self, things: Vec<T>, key: impl Fn(&T) -> (i64, &str)) -> Vec<T> {
        sorted(things, key, self.platform.compare)
    }

    /// Tells the document its language and appearance.
    pub(super) fn show_document(&self) {
        (self.platform.show)(self.language().tag(), self.situation.read().appearance, "Guichet");
    }

    pub(super) async fn ask(&self, ask: Ask) -> Answer {
        (self.platform.ask)(ask, None).await.0
    }

    pub(super) async fn ask_with(&self, ask: Ask, bytes: Option<Vec<u8>>) -> (Answer, Option<Vec<u8>>) {
        (self.platform.ask)(ask, bytes).await
    }

    /// Stands for an act that was not asked for before.
    pub(super) fn fresh_token(&self) -> Token {
        Token((self.platform.entropy)())
    }

    /// Does something, once; it is on disk when this returns.
    pub(super) async fn execute(
        &self,
        document: Option<DocumentId>,
        command: Command,
    ) -> Result<(DocumentId, Option<FactId>), Failure> {
        self.execute_once(Once { token: self.fresh_token(), draft: None }, document, command).await
    }

    /// Does something under a token: asked for again, it is not done twice.
    pub(super) async fn execute_once(
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
    pub(super) fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        let offset_ms = i64::from((self.platform.offset_minutes)(at)) * 60_000;
        let shifted = jiff::Timestamp::from_millisecond(at.0 + offset_ms).unwrap_or_default();
        jiff::tz::Offset::UTC.to_datetime(shifted)
    }

    pub(super) fn today(&self) -> Day {
        Day::from(self.local((self.platform.now)()).date())
    }
}

/// What the replica answers, asked again whenever a document changes. `None` until it first did.
pub(super) fn use_answer(ask: impl Fn() -> Ask + 'static) -> Resource<Answer> {
    let desk = use_context::<Desk>();
    use_resource(move || {
        desk.revision.read();
        let ask = ask();
        let desk = desk.clone();
        async move { desk.ask(ask).await }
    })
}

/// The catalogue; empty until it has come.
pub(super) fn use_catalogue() -> Memo<Rc<Catalogue>> {
    let answer = use_answer(|| Ask::Catalogue);
    use_memo(move || match &*answer.read() {
        Some(Answer::Catalogue(catalogue)) => Rc::new((**catalogue).clone()),
        _ => Rc::new(Catalogue::default()),
    })
}
