//! What the office pages stand on. They read `office.db` and the live document, and act only by executing
//! commands: there is one way to change a document.

use std::pin::Pin;
use std::sync::Arc;

use shared::{DeviceId, DocumentId, DocumentKind, Language, PersonId, Role};

use crate::app::App;
use crate::engine::Engine;
use crate::http::event_streams::Listener;
use crate::office::localizer::{Localizer, Translations};
use crate::office::menu::{MenuEntry, Waiting};
use crate::office::page_error::PageError;
use crate::projection;
use crate::projection::reader::{Database, Source};
use crate::projection::table::DomainRows;
use crate::sql;

/// The office: what its pages stand on. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Office {
    pub(crate) app: App,
    pub(crate) engine: Engine,
    pub(crate) database: Database,
    menu: &'static [MenuEntry],
    translations: Arc<Translations>,
}

/// The engine, as what fills the office database.
struct Filling(Engine);

impl Source for Filling {
    fn rebuilt(&self) -> u64 {
        self.0.office_rebuilt()
    }

    fn rebuild(&self, seen: u64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            if let Err(error) = self.0.rebuild_office(seen).await {
                tracing::error!(%error, "the office database could not be rebuilt");
            }
        })
    }
}

impl Office {
    /// The office of an engine's data directory, whose database holds these rows, with this menu.
    pub(crate) fn new(app: &App, rows: &'static [DomainRows], menu: &'static [MenuEntry]) -> Self {
        let engine = app.engine.clone();
        let path = projection::folder::database(engine.data());
        let database = Database::new(path, rows, Arc::new(Filling(engine.clone())));
        Self {
            app: app.clone(),
            database,
            menu,
            translations: Arc::new(Translations::new(engine.clock().zone())),
            engine,
        }
    }

    /// Ends the streams of events of somebody's open pages: those still signed in begin them again.
    pub(crate) fn end_streams(&self, person: PersonId) {
        self.app.counters.streams.end_of(Listener::Person(person));
    }

    /// Ends what somebody who was just blocked has open: the streams of their pages and of their phones, and the
    /// parts of photos that come in. What came of a photo stays.
    pub(crate) fn end_all_of(&self, person: PersonId, phones: &[DeviceId]) {
        self.end_streams(person);
        for phone in phones {
            self.app.counters.streams.end_of(Listener::Device(*phone));
            self.app.photos.end_uploads_of(*phone);
        }
    }

    /// Why a document is not in the lists: they do not know it yet, or it does not exist.
    pub(crate) async fn not_listed(&self, id: DocumentId, kind: DocumentKind) -> PageError {
        match self.engine.document(id).await {
            Ok(Some(document)) if document.kind() == kind => PageError::NotListedYet,
            Ok(_) => PageError::NotFound,
            Err(error) => error.into(),
        }
    }

    pub(crate) fn localizer(&self, language: Language) -> Localizer {
        Localizer::new(&self.translations, language, self.engine.clock().now())
    }

    /// The menu as somebody with this role sees it, with how many things wait behind each line.
    ///
    /// # Errors
    /// [`PageError`] when one of the two databases cannot be read.
    pub(crate) async fn menu_of(&self, role: Role) -> Result<Vec<(MenuEntry, u32)>, PageError> {
        let entries: Vec<MenuEntry> =
            self.menu.iter().filter(|entry| (entry.seen_by)(role)).copied().collect();
        let asked = entries.clone();
        let mut counts = self
            .database
            .read(move |reader| {
                let count = |entry: &MenuEntry| match entry.waiting {
                    Waiting::InLists(count) => count(reader),
                    Waiting::InStore(_) | Waiting::Uncounted => Ok(0),
                };
                asked.iter().map(count).collect::<sql::Result<Vec<u32>>>()
            })
            .await?;
        if entries.iter().any(|entry| matches!(entry.waiting, Waiting::InStore(_))) {
            let asked = entries.clone();
            counts = self
                .engine
                .read(move |store| {
                    let count = |(entry, listed): (&MenuEntry, u32)| match entry.waiting {
                        Waiting::InStore(count) => count(store),
                        Waiting::InLists(_) | Waiting::Uncounted => Ok(listed),
                    };
                    asked.iter().zip(counts).map(count).collect()
                })
                .await?;
        }
        let menu = entries.into_iter().zip(counts);
        Ok(menu.filter(|(entry, waiting)| !entry.only_when_waiting || *waiting > 0).collect())
    }
}
