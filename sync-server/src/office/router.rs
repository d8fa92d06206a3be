//! The router of the office: the pages of the nouns and those of the kit itself, guarded, with what all
//! forms have in common around them.

use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};

use crate::base::role::works_at_office;
use crate::office::guard::{AccessTable, Guarded, guard};
use crate::office::page::Access::{Anybody, Only};
use crate::office::page::Page;
use crate::office::page_error::PageError;
use crate::office::resubmission::{Forms, around};
use crate::office::section::Sections;
use crate::office::state::Office;
use crate::office::{assets, events, language, photo};

/// The pages that the kit itself has.
pub(crate) fn own_pages() -> Vec<Page> {
    vec![
        Page::post("/office/language", Anybody, language::choose).beside_phones(),
        Page::get("/office/assets/{name}", Anybody, assets::file).beside_phones(),
        Page::get("/office/events", Only(works_at_office), events::events),
        Page::get("/office/photos/{sha256}", Only(works_at_office), photo::file),
        Page::get("/office/{*rest}", Anybody, async || PageError::NotFound),
    ]
}

/// These pages. All paths begin with `/office`; the answers bring their own security
/// and cache headers.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>(
    office: Office,
    sections: Sections,
    pages: Vec<Page>,
) -> Router<S> {
    let guarded = Guarded { office: office.clone(), access: AccessTable::of(&pages) };
    let router = pages
        .into_iter()
        .fold(Router::new(), |router, page| router.route(page.path, page.handler))
        .layer(Extension(sections))
        .layer(from_fn_with_state(guarded, guard))
        .with_state(office.clone());
    let forms = Forms::new(office, router.clone());
    router.layer(from_fn_with_state(forms, around)).with_state(())
}
