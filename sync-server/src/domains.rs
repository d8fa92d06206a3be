//! The nouns, a folder each, and the list of them. A noun may import the nouns below it in this order, top to
//! bottom: `search`, `audit`, `sync_review`, `devices`, `people`, `orders`, `counter`, `register`, `catalogue`.

pub mod audit;
pub mod catalogue;
pub mod counter;
pub mod devices;
pub(crate) mod home;
pub mod orders;
pub mod people;
pub mod register;
pub mod search;
pub mod sync_review;

use axum::Router;
use axum::http::Method;

use crate::app::App;
use crate::office::menu::MenuEntry;
use crate::office::page::Page;
use crate::office::{self, router};

/// What one noun brings to the server.
pub struct Domain {
    /// Its pages, one row per address.
    pub pages: fn() -> Vec<Page>,
}

/// The nouns, bottom to top.
pub const ALL: &[Domain] = &[
    Domain { pages: register::pages::pages },
    Domain { pages: counter::pages::pages },
    Domain { pages: orders::pages::pages },
    Domain { pages: people::pages::pages },
    Domain { pages: devices::pages::pages },
    Domain { pages: sync_review::pages::pages },
    Domain { pages: audit::pages::pages },
    Domain { pages: search::pages::pages },
];

/// The menu of the office, top to bottom.
const MENU: &[MenuEntry] = &[
    orders::menu::REVIEW_ENTRY,
    orders::menu::ORDERS_ENTRY,
    counter::menu::ENTRY,
    register::menu::BUILDINGS_ENTRY,
    register::menu::HISTORY_ENTRY,
    sync_review::menu::REFUSED_ENTRY,
    sync_review::menu::OFFERS_ENTRY,
    devices::menu::ENTRY,
    people::menu::ENTRY,
    audit::menu::ENTRY,
];

/// The office with the pages of all nouns.
pub(crate) fn office(app: &App) -> Router<App> {
    office::routes(app, pages(), MENU)
}

/// Every address of the office with its method, for whoever walks through all of them.
pub fn addresses() -> impl Iterator<Item = (Method, &'static str)> {
    pages().into_iter().chain(router::own_pages()).map(|page| (page.method, page.path))
}

fn pages() -> Vec<Page> {
    let nouns = ALL.iter().flat_map(|noun| (noun.pages)());
    home::pages().into_iter().chain(nouns).collect()
}
