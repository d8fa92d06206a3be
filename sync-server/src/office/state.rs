//! The office pages: server-rendered, usable without a mouse and, for everything that counts,
//! without a script. They read `office.db` and the live document, and act only by executing
//! commands: there is one way to change a document. Deliberately absent: SQL, rules of the
//! domain, anything from another host.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use shared::catalogue::Catalogue;
use shared::{DocumentId, DocumentKind, Language, PersonId};

use crate::app::App;
use crate::base::limits::COPY_BYTES_MAX;
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::office::localizer::{Localizer, Translations};
use crate::office::page_error::PageError;
use crate::phone_api::sync::Listener;
use crate::projection::reader::Database;

/// The office: what its pages stand on. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Office {
    pub(crate) app: App,
    pub(crate) engine: Engine,
    pub(crate) database: Database,
    phrasebook: Arc<Translations>,
}

impl Office {
    /// The office of an engine's data directory.
    #[must_use]
    pub(crate) fn new(app: &App) -> Self {
        let engine = app.engine.clone();
        let database = Database::new(&engine);
        Self {
            app: app.clone(),
            engine,
            database,
            phrasebook: Arc::new(Translations::new(app.engine.clock().zone())),
        }
    }

    /// Ends the streams of events of somebody's open pages: those still signed in begin them again.
    pub(crate) fn end_streams(&self, person: PersonId) {
        self.app.counters.streams.end_of(Listener::Person(person));
    }

    /// The catalogue; an empty one when there is none that can be read.
    pub(crate) async fn catalogue(&self) -> Result<Catalogue, EngineError> {
        let document = self.engine.document(Catalogue::ID).await?;
        Ok(document.and_then(|document| Catalogue::read(&document).ok()).unwrap_or_default())
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
        Localizer::new(&self.phrasebook, language, self.engine.clock().now())
    }
}

/// Every address of the office with its method.
pub(crate) fn doors() -> impl Iterator<Item = (Method, &'static str)> {
    crate::office::access::doors()
}

/// Every page and action of the office; [`access`] has who may use which. All paths begin with `/office`; the answers bring their
/// own security and cache headers.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>(office: Office) -> Router<S> {
    let pages = pages(office.clone());
    let forms = crate::office::resubmission::Forms::new(office, pages.clone());
    pages.layer(from_fn_with_state(forms, crate::office::resubmission::around)).with_state(())
}

fn pages(office: Office) -> Router {
    Router::new()
        .route("/office", get(crate::domains::orders::home::page))
        .route("/office/", get(crate::domains::orders::home::page))
        .route(
            "/office/sign-in",
            get(crate::domains::people::sign_in_page::page)
                .post(crate::domains::people::sign_in_page::sign_in),
        )
        .route("/office/sign-out", post(crate::domains::people::sign_in_page::sign_out))
        .route("/office/language", post(crate::office::language::choose))
        .route("/office/events", get(crate::office::events::events))
        .route("/office/assets/{name}", get(crate::office::assets::file))
        .route("/office/photos/{sha256}", get(crate::office::photo::file))
        .route("/office/review", get(crate::domains::orders::review::queue))
        .route(
            "/office/work-orders",
            get(crate::domains::orders::list::page).post(crate::domains::orders::form::create),
        )
        .route("/office/work-orders/new", get(crate::domains::orders::form::new))
        .route("/office/work-orders/{id}", get(crate::domains::orders::page::page))
        .route("/office/work-orders/{id}/print", get(crate::domains::orders::page::print))
        .route("/office/work-orders/{id}/edit", post(crate::domains::orders::form::save))
        .route("/office/work-orders/{id}/assign", post(crate::domains::orders::form::assign))
        .route("/office/work-orders/{id}/approve", post(crate::domains::orders::page::approve))
        .route("/office/work-orders/{id}/send-back", post(crate::domains::orders::page::send_back))
        .route("/office/work-orders/{id}/take-back", post(crate::domains::orders::review::take_back))
        .route("/office/work-orders/{id}/cancel", post(crate::domains::orders::page::cancel))
        .route("/office/work-orders/{id}/settle", post(crate::domains::orders::page::settle))
        .route("/office/search", get(crate::domains::search::page::page))
        .route("/office/buildings", get(crate::domains::register::page::list))
        .route("/office/buildings/{id}", get(crate::domains::register::page::page))
        .route(
            "/office/requests",
            get(crate::domains::counter::page::list).post(crate::domains::counter::page::create),
        )
        .route("/office/requests/new", get(crate::domains::counter::page::new))
        .route("/office/requests/{id}", get(crate::domains::counter::page::page))
        .route("/office/requests/{id}/correct", post(crate::domains::counter::page::correct))
        .route("/office/requests/{id}/close", post(crate::domains::counter::page::close))
        .route("/office/devices", get(crate::domains::devices::page::list))
        .route("/office/devices/enrol", post(crate::domains::devices::page::enrol))
        .route(
            "/office/devices/copy",
            post(crate::domains::devices::page::take_copy).layer(DefaultBodyLimit::max(COPY_BYTES_MAX)),
        )
        .route("/office/devices/{id}", get(crate::domains::devices::page::page))
        .route("/office/devices/{id}/withdraw", post(crate::domains::devices::page::withdraw))
        .route("/office/refused", get(crate::domains::sync_review::refused_page::list))
        .route("/office/refused/{number}", get(crate::domains::sync_review::refused_page::page))
        .route("/office/refused/{number}/bytes", get(crate::domains::sync_review::refused_page::bytes))
        .route(
            "/office/refused/{number}/take-over",
            post(crate::domains::sync_review::refused_page::take_over),
        )
        .route(
            "/office/refused/{number}/set-aside",
            post(crate::domains::sync_review::refused_page::set_aside),
        )
        .route("/office/history", get(crate::domains::register::history_page::page))
        .route("/office/history.csv", get(crate::domains::register::history_page::export))
        .route("/office/account", get(crate::domains::people::account_page::page))
        .route("/office/account/password", post(crate::domains::people::account_page::change_password))
        .route(
            "/office/account/sign-out-everywhere",
            post(crate::domains::people::account_page::sign_out_everywhere),
        )
        .route(
            "/office/people",
            get(crate::domains::people::page::list).post(crate::domains::people::page::add),
        )
        .route("/office/people/new", get(crate::domains::people::page::new))
        .route(
            "/office/people/{id}",
            get(crate::domains::people::page::page).post(crate::domains::people::page::change),
        )
        .route("/office/people/{id}/password", post(crate::domains::people::page::give_password))
        .route("/office/people/{id}/block", post(crate::domains::people::page::block))
        .route("/office/people/{id}/unblock", post(crate::domains::people::page::unblock))
        .route(
            "/office/people/{id}/sign-out-everywhere",
            post(crate::domains::people::page::sign_out_everywhere),
        )
        .route("/office/audit", get(crate::domains::audit::page::page))
        .route("/office/audit.csv", get(crate::domains::audit::page::export))
        .route("/office/offers", get(crate::domains::sync_review::offers_page::page))
        .route("/office/offers/confirm", post(crate::domains::sync_review::offers_page::confirm))
        .route("/office/offers/decline", post(crate::domains::sync_review::offers_page::decline))
        .route("/office/{*rest}", get(async || PageError::NotFound))
        .layer(from_fn_with_state(office.clone(), crate::office::access::guard))
        .with_state(office)
}
