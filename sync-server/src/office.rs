//! The page kit of the office: what stands before every page, the frame around it, its forms, its words. The
//! pages themselves are the nouns' (`domains`), which hand them in; the kit names none of them.

pub(crate) mod address;
pub(crate) mod ask_again;
pub(crate) mod assets;
pub(crate) mod badge;
pub(crate) mod blocking;
pub(crate) mod browser_name;
pub(crate) mod clock_skew;
pub mod contents;
pub(crate) mod cookies;
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
pub(crate) mod qr;
pub(crate) mod resubmission;
pub(crate) mod router;
pub mod section;
pub(crate) mod seen;
pub(crate) mod session;
pub(crate) mod sheet;
pub(crate) mod state;

use axum::Router;
use axum::extract::DefaultBodyLimit;

use crate::app::App;
use crate::base::limits::FORM_BYTES_MAX;
use crate::office::contents::Contents;
use crate::office::page::Page;
use crate::office::section::Sections;
use crate::office::state::Office;

/// The office: these pages and those of the kit, over what the nouns bring besides.
pub(crate) fn routes(app: &App, contents: Contents, mut pages: Vec<Page>) -> Router<App> {
    pages.extend(router::own_pages());
    of(app, contents, pages)
}

/// The same of the pages that are for everybody, where phones come and the office is elsewhere.
pub(crate) fn beside_phones(app: &App, contents: Contents, mut pages: Vec<Page>) -> Router<App> {
    pages.extend(router::own_pages());
    pages.retain(|page| page.beside_phones);
    of(app, contents, pages)
}

fn of(app: &App, contents: Contents, pages: Vec<Page>) -> Router<App> {
    let office = Office::new(app, contents.rows, contents.menu);
    router::routes(office, Sections(contents.sections), pages).layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}
