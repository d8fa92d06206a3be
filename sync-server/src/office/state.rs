//! What the office pages stand on. They read `office.db` and the live document, and act only by executing
//! commands: there is one way to change a document.

use std::pin::Pin;
use std::sync::Arc;

use shared::{DeviceId, Language, PersonId};

use crate::accounts::block::{CountOpen, UnderWay};
use crate::app::App;
use crate::base::roles::{Roles, Scope};
use crate::engine::Engine;
use crate::http::event_streams::Listener;
use crate::office::localizer::{Localizer, Translations};
use crate::office::menu::{MenuEntry, Waiting};
use crate::office::page_error::PageError;
use crate::projection;
use crate::projection::reader::{Database, Source};
use crate::projection::table::DomainRows;
use crate::sql;
use crate::store::error::StoreError;

/// The office: what its pages stand on. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Office {
    pub(crate) app: App,
    pub(crate) engine: Engine,
    pub(super) database: Database,
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

    /// Counts what somebody has open: the streams of their pages and of these phones, and the photos that come in.
    pub(crate) fn counts_open(&self, person: PersonId) -> CountOpen {
        let (counters, photos) = (Arc::clone(&self.app.counters), self.app.photos.clone());
        Box::new(move |phones| {
            let of_phones: usize =
                phones.iter().map(|phone| counters.streams.count_of(Listener::Device(*phone))).sum();
            let streams = counters.streams.count_of(Listener::Person(person)) + of_phones;
            let uploads: usize = phones.iter().map(|phone| photos.count_uploads_of(*phone)).sum();
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            UnderWay { streams: number(streams), uploads: number(uploads) }
        })
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
