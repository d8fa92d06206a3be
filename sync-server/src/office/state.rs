//! What the office pages stand on. They read `office.db` and the live document, and act only by executing
//! commands: there is one way to change a document.

use std::pin::Pin;
use std::sync::Arc;

use shared::{DeviceId, Document, DocumentId, DocumentKind, Language, PersonId};

use crate::app::App;
use crate::base::roles::{Roles, Scope};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::http::event_streams::Listener;
use crate::office::localizer::{Localizer, Translations};
use crate::office::menu::{MenuEntry, Waiting};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::projection;
use crate::projection::reader::{Database, ReadError, Reader, Source};
use crate::projection::table::DomainRows;
use crate::sql;
use crate::store::Store;
use crate::store::error::StoreError;

/// The office: what its pages stand on. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Office {
    pub(crate) app: App,
    pub(crate) engine: Engine,
    database: Database,
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

    /// Reads of the lists what somebody sees on the page they are on, in one state of the database.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub(crate) async fn lists<T: Send + 'static>(
        &self,
        visitor: &Visitor,
        read: impl FnOnce(&Reader<'_>) -> sql::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        self.database.read(visitor.scope.clone(), read).await
    }

    /// Reads the lists whole: names that stand in nobody's way, and numbers, which are given to all administrations in
    /// one row.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub(crate) async fn all_lists<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> sql::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        self.database.read(Scope::Everything, read).await
    }

    /// Reads of `server.db` what somebody sees on the page they are on.
    ///
    /// # Errors
    /// [`EngineError::Store`] when it cannot be read.
    pub(crate) async fn records<T: Send + 'static>(
        &self,
        visitor: &Visitor,
        read: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.engine.read_in_part(visitor.scope.clone(), read).await
    }

    /// A document as it is now; `None` when there is none that somebody sees on the page they are on.
    ///
    /// # Errors
    /// [`EngineError`] when it cannot be read.
    pub(crate) async fn document(
        &self,
        visitor: &Visitor,
        id: DocumentId,
    ) -> Result<Option<Document>, EngineError> {
        let of = self.engine.read(move |store| store.organisations_of(id)).await?;
        if visitor.scope.has_any(&of) { self.engine.document(id).await } else { Ok(None) }
    }

    /// Why a document is not in the lists: they do not know it yet, or it does not exist.
    pub(crate) async fn not_listed(
        &self,
        visitor: &Visitor,
        id: DocumentId,
        kind: DocumentKind,
    ) -> PageError {
        match self.document(visitor, id).await {
            Ok(Some(document)) if document.kind() == kind => PageError::NotListedYet,
            Ok(_) => PageError::NotFound,
            Err(error) => error.into(),
        }
    }

    pub(crate) fn localizer(&self, language: Language) -> Localizer {
        Localizer::new(&self.translations, language, self.engine.clock().now())
    }

    /// The menu as somebody with these roles sees it, with how many things wait for them behind each line.
    ///
    /// # Errors
    /// [`PageError`] when one of the two databases cannot be read.
    pub(crate) async fn menu_of(&self, roles: &Roles) -> Result<Vec<(MenuEntry, u32)>, PageError> {
        let entries = self.menu.iter().filter(|entry| roles.may(entry.seen_by)).copied();
        let mut menu: Vec<(MenuEntry, u32)> = entries.map(|entry| (entry, 0)).collect();
        let mut scopes: Vec<Scope> = menu.iter().map(|(entry, _)| roles.scope(entry.seen_by)).collect();
        // Nearly everybody has one.
        while let Some(scope) = scopes.pop() {
            scopes.retain(|other| *other != scope);
            let of_scope = |entry: &MenuEntry| roles.scope(entry.seen_by) == scope;
            let asked: Vec<(usize, MenuEntry)> = menu
                .iter()
                .map(|(entry, _)| *entry)
                .enumerate()
                .filter(|(_, entry)| of_scope(entry))
                .collect();
            let in_store = asked.iter().any(|(_, entry)| matches!(entry.waiting, Waiting::InStore(_)));
            let listed = asked.clone();
            let mut counts = self
                .database
                .read(scope.clone(), move |reader| {
                    let count = |(at, entry): &(usize, MenuEntry)| match entry.waiting {
                        Waiting::InLists(count) => Ok((*at, count(reader)?)),
                        Waiting::InStore(_) | Waiting::Uncounted => Ok((*at, 0)),
                    };
                    listed.iter().map(count).collect::<sql::Result<Vec<_>>>()
                })
                .await?;
            if in_store {
                let stored = self.engine.read_in_part(scope.clone(), move |store| {
                    let stored = asked.iter().filter_map(|(at, entry)| match entry.waiting {
                        Waiting::InStore(count) => Some(count(store).map(|count| (*at, count))),
                        Waiting::InLists(_) | Waiting::Uncounted => None,
                    });
                    stored.collect::<Result<Vec<_>, StoreError>>()
                });
                counts.extend(stored.await?);
            }
            for (at, count) in counts {
                if let Some((_, waiting)) = menu.get_mut(at) {
                    *waiting = count;
                }
            }
        }
        menu.retain(|(entry, waiting)| !entry.only_when_waiting || *waiting > 0);
        Ok(menu)
    }
}
