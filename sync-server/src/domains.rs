//! The nouns, a folder each, and the list of them. A noun may import the nouns below it in this order, top to
//! bottom: `labels`, `statements`, `search`, `audit`, `sync_review`, `devices`, `people`, `orders`, `counter`, `register`, `announcements`,
//! `stock`, `catalogue`.

pub mod announcements;
pub mod audit;
pub mod catalogue;
pub mod counter;
pub mod devices;
pub(crate) mod home;
pub(crate) mod labels;
pub mod orders;
pub mod people;
pub mod register;
pub mod search;
pub(crate) mod statements;
pub mod stock;
pub mod sync_review;

use axum::Router;
use axum::http::Method;

use crate::app::App;
use crate::engine::nouns::Nouns;
use crate::engine::transaction::DomainRules;
use crate::office::contents::Contents;
use crate::office::menu::MenuEntry;
use crate::office::page::Page;
use crate::office::section::Section;
use crate::office::{self, router};
use crate::projection::table::DomainRows;

/// What one noun brings to the server.
pub struct Domain {
    /// What the engine is told of its documents.
    pub rules: DomainRules,
    /// Its rows of the office database.
    pub rows: DomainRows,
    /// Its pages, one row per address.
    pub pages: fn() -> Vec<Page>,
}

/// The nouns, bottom to top.
pub const ALL: &[Domain] = &[
    Domain { rules: catalogue::rules::RULES, rows: catalogue::rows::ROWS, pages: Vec::new },
    Domain { rules: stock::rules::RULES, rows: stock::rows::ROWS, pages: Vec::new },
    Domain {
        rules: announcements::rules::RULES,
        rows: announcements::rows::ROWS,
        pages: announcements::pages::pages,
    },
    Domain { rules: register::rules::RULES, rows: register::rows::ROWS, pages: register::pages::pages },
    Domain { rules: counter::rules::RULES, rows: counter::rows::ROWS, pages: counter::pages::pages },
    Domain { rules: orders::rules::RULES, rows: orders::rows::ROWS, pages: orders::pages::pages },
    Domain { rules: people::rules::RULES, rows: people::rows::ROWS, pages: people::pages::pages },
    Domain { rules: DomainRules::NONE, rows: DomainRows::NONE, pages: devices::pages::pages },
    Domain { rules: DomainRules::NONE, rows: DomainRows::NONE, pages: sync_review::pages::pages },
    Domain { rules: DomainRules::NONE, rows: DomainRows::NONE, pages: audit::pages::pages },
    Domain { rules: DomainRules::NONE, rows: DomainRows::NONE, pages: search::pages::pages },
    Domain { rules: DomainRules::NONE, rows: DomainRows::NONE, pages: statements::pages::pages },
    Domain { rules: DomainRules::NONE, rows: DomainRows::NONE, pages: labels::pages::pages },
];

/// The rules of the nouns, for those who run an engine.
pub const RULES: &[DomainRules] = &{
    let mut rules = [DomainRules::NONE; ALL.len()];
    let mut at = 0;
    while at < rules.len() {
        rules[at] = ALL[at].rules;
        at += 1;
    }
    rules
};

/// The rows of the nouns, for those who fill or read an office database.
pub const ROWS: &[DomainRows] = &{
    let mut rows = [DomainRows::NONE; ALL.len()];
    let mut at = 0;
    while at < rows.len() {
        rows[at] = ALL[at].rows;
        at += 1;
    }
    rows
};

/// The nouns, as the engine is handed them.
pub const NOUNS: Nouns = Nouns { rules: RULES, rows: ROWS };

/// The menu of the office, top to bottom.
const MENU: &[MenuEntry] = &[
    orders::menu::REVIEW_ENTRY,
    orders::menu::ORDERS_ENTRY,
    counter::menu::ENTRY,
    register::menu::BUILDINGS_ENTRY,
    register::menu::HISTORY_ENTRY,
    announcements::menu::ENTRY,
    sync_review::menu::REFUSED_ENTRY,
    sync_review::menu::OFFERS_ENTRY,
    devices::menu::ENTRY,
    people::menu::ENTRY,
    audit::menu::ENTRY,
    statements::menu::ENTRY,
    statements::menu::RETENTION_ENTRY,
];

/// What nouns add to the pages of those below them.
const SECTIONS: &[Section] = &[orders::at_building::AT_BUILDING];

/// The office with the pages of all nouns.
pub(crate) fn office(app: &App) -> Router<App> {
    office::routes(app, Contents { rows: ROWS, menu: MENU, sections: SECTIONS }, pages())
}

/// The pages that are served where phones come too, when the office is elsewhere.
pub(crate) fn beside_phones(app: &App) -> Router<App> {
    office::beside_phones(app, Contents { rows: ROWS, menu: MENU, sections: SECTIONS }, pages())
}

/// Every address of the office with its method, for tests that walk through all of them.
pub fn addresses() -> impl Iterator<Item = (Method, &'static str)> {
    pages().into_iter().chain(router::own_pages()).map(|page| (page.method, page.path))
}

/// Those before which the second factor is asked for again.
pub fn asked_again() -> impl Iterator<Item = (Method, &'static str)> {
    let pages = pages().into_iter().chain(router::own_pages());
    pages.filter(|page| page.asks_again).map(|page| (page.method, page.path))
}

fn pages() -> Vec<Page> {
    let nouns = ALL.iter().flat_map(|noun| (noun.pages)());
    home::pages().into_iter().chain(nouns).collect()
}

#[cfg(test)]
mod tests {
    use shared::DocumentKind;

    use super::*;

    #[test]
    fn no_address_stands_in_the_rows_twice() {
        let all: Vec<_> = addresses().collect();
        for (at, address) in all.iter().enumerate() {
            assert!(!all[..at].contains(address), "{} {}", address.0, address.1);
        }
    }

    #[test]
    fn no_kind_of_document_has_the_rows_of_two_nouns() {
        let kinds: Vec<_> = ROWS.iter().flat_map(|rows| rows.kinds).collect();
        for (at, kind) in kinds.iter().enumerate() {
            assert!(!kinds[..at].contains(kind), "{kind:?}");
        }
    }

    #[test]
    fn each_kind_of_document_is_of_one_noun() {
        for kind in DocumentKind::ALL {
            let nouns = RULES.iter().filter(|rules| rules.kinds.contains(&kind)).count();
            assert_eq!(nouns, 1, "{kind:?}");
        }
    }
}
