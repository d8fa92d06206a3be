//! The page kit of the office: what stands before every page, the frame around it, its forms, its words. The
//! pages themselves are the nouns' (`domains`), which hand them in; the kit names none of them.

pub(crate) mod address;
pub(crate) mod assets;
pub(crate) mod badge;
pub(crate) mod browser_name;
pub(crate) mod clock_skew;
pub(crate) mod csv;
pub(crate) mod error_page;
pub(crate) mod events;
pub(crate) mod form;
pub(crate) mod guard;
pub(crate) mod icon;
pub(crate) mod language;
pub(crate) mod layout;
pub(crate) mod localizer;
pub mod menu;
pub(crate) mod origin;
pub mod page;
pub(crate) mod page_error;
pub(crate) mod photo;
pub(crate) mod resubmission;
pub(crate) mod router;
pub(crate) mod session;
pub(crate) mod state;

use axum::Router;

use crate::app::App;
use crate::office::menu::MenuEntry;
use crate::office::page::Page;
use crate::office::state::Office;
use crate::projection::table::DomainRows;

/// The office: these pages and those of the kit, with this menu on each of them, over a database with these
/// rows.
pub(crate) fn routes(
    app: &App,
    rows: &'static [DomainRows],
    pages: Vec<Page>,
    menu: &'static [MenuEntry],
) -> Router<App> {
    router::routes(Office::new(app, rows, menu), pages)
}
