//! The office pages: server-rendered, usable without a mouse and, for everything that counts,
//! without a script. They read `office.db` and the live document, and act only by executing
//! commands: there is one way to change a document. Deliberately absent: SQL, rules of the
//! domain, anything from another host.

mod access;
mod account;
mod asset;
mod audit;
mod browser_name;
mod building;
mod chip;
mod clock;
mod device;
mod fields;
mod foreign;
mod forms;
mod history;
mod home;
mod icon;
mod language;
mod live;
mod offer;
mod order_form;
mod people;
mod photo;
mod place;
mod refused;
mod request;
mod review;
mod say;
mod search;
mod session;
mod shell;
mod sign_in;
mod trouble;
mod work_order;
mod work_order_list;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use shared::document::Catalogue;
use shared::{DocumentId, DocumentKind, Language, PersonId};

use self::say::{Phrasebook, Say};
use self::trouble::Trouble;
use super::store::Database;
use crate::app::App;
use crate::exchange::Listener;
use crate::limits::COPY_BYTES_MAX;
use crate::sync::{Engine, EngineError};

/// The office: what its pages stand on. Cloning is cheap.
#[derive(Clone)]
pub(super) struct Office {
    app: App,
    engine: Engine,
    database: Database,
    phrasebook: Arc<Phrasebook>,
}

impl Office {
    /// The office of an engine's data directory.
    #[must_use]
    pub(super) fn new(app: &App) -> Self {
        let engine = app.engine.clone();
        let database = Database::new(&engine);
        Self {
            app: app.clone(),
            engine,
            database,
            phrasebook: Arc::new(Phrasebook::new(app.engine.clock().zone())),
        }
    }

    /// Ends the streams of events of somebody's open pages: those still signed in begin them again.
    fn end_streams(&self, person: PersonId) {
        self.app.counters.streams.end_of(Listener::Person(person));
    }

    /// The catalogue; an empty one when there is none that can be read.
    async fn catalogue(&self) -> Result<Catalogue, EngineError> {
        let document = self.engine.document(Catalogue::ID).await?;
        Ok(document.and_then(|document| Catalogue::read(&document).ok()).unwrap_or_default())
    }

    /// Why a document is not in the lists: they do not know it yet, or it does not exist.
    async fn not_listed(&self, id: DocumentId, kind: DocumentKind) -> Trouble {
        match self.engine.document(id).await {
            Ok(Some(document)) if document.kind() == kind => Trouble::NotListedYet,
            Ok(_) => Trouble::NotFound,
            Err(error) => error.into(),
        }
    }

    fn say(&self, language: Language) -> Say {
        Say::new(&self.phrasebook, language, self.engine.clock().now())
    }
}

/// Every address of the office with its method.
pub(super) fn doors() -> impl Iterator<Item = (Method, &'static str)> {
    access::doors()
}

/// Every page and action of the office; [`access`] has who may use which. All paths begin with `/office`; the answers bring their
/// own security and cache headers.
pub(super) fn routes<S: Clone + Send + Sync + 'static>(office: Office) -> Router<S> {
    let pages = pages(office.clone());
    let forms = forms::Forms::new(office, pages.clone());
    pages.layer(from_fn_with_state(forms, forms::around)).with_state(())
}

fn pages(office: Office) -> Router {
    Router::new()
        .route("/office", get(home::page))
        .route("/office/", get(home::page))
        .route("/office/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/office/sign-out", post(sign_in::sign_out))
        .route("/office/language", post(language::choose))
        .route("/office/events", get(live::events))
        .route("/office/assets/{name}", get(asset::file))
        .route("/office/photos/{sha256}", get(photo::file))
        .route("/office/review", get(review::queue))
        .route("/office/work-orders", get(work_order_list::page).post(order_form::create))
        .route("/office/work-orders/new", get(order_form::new))
        .route("/office/work-orders/{id}", get(work_order::page))
        .route("/office/work-orders/{id}/print", get(work_order::print))
        .route("/office/work-orders/{id}/edit", post(order_form::save))
        .route("/office/work-orders/{id}/assign", post(order_form::assign))
        .route("/office/work-orders/{id}/approve", post(work_order::approve))
        .route("/office/work-orders/{id}/send-back", post(work_order::send_back))
        .route("/office/work-orders/{id}/take-back", post(review::take_back))
        .route("/office/work-orders/{id}/cancel", post(work_order::cancel))
        .route("/office/work-orders/{id}/settle", post(work_order::settle))
        .route("/office/search", get(search::page))
        .route("/office/buildings", get(building::list))
        .route("/office/buildings/{id}", get(building::page))
        .route("/office/requests", get(request::list).post(request::create))
        .route("/office/requests/new", get(request::new))
        .route("/office/requests/{id}", get(request::page))
        .route("/office/requests/{id}/correct", post(request::correct))
        .route("/office/requests/{id}/close", post(request::close))
        .route("/office/devices", get(device::list))
        .route("/office/devices/enrol", post(device::enrol))
        .route("/office/devices/copy", post(device::take_copy).layer(DefaultBodyLimit::max(COPY_BYTES_MAX)))
        .route("/office/devices/{id}", get(device::page))
        .route("/office/devices/{id}/withdraw", post(device::withdraw))
        .route("/office/refused", get(refused::list))
        .route("/office/refused/{number}", get(refused::page))
        .route("/office/refused/{number}/bytes", get(refused::bytes))
        .route("/office/refused/{number}/take-over", post(refused::take_over))
        .route("/office/refused/{number}/set-aside", post(refused::set_aside))
        .route("/office/history", get(history::page))
        .route("/office/history.csv", get(history::export))
        .route("/office/account", get(account::page))
        .route("/office/account/password", post(account::change_password))
        .route("/office/account/sign-out-everywhere", post(account::sign_out_everywhere))
        .route("/office/people", get(people::list).post(people::add))
        .route("/office/people/new", get(people::new))
        .route("/office/people/{id}", get(people::page).post(people::change))
        .route("/office/people/{id}/password", post(people::give_password))
        .route("/office/people/{id}/block", post(people::block))
        .route("/office/people/{id}/unblock", post(people::unblock))
        .route("/office/people/{id}/sign-out-everywhere", post(people::sign_out_everywhere))
        .route("/office/audit", get(audit::page))
        .route("/office/audit.csv", get(audit::export))
        .route("/office/offers", get(offer::page))
        .route("/office/offers/confirm", post(offer::confirm))
        .route("/office/offers/decline", post(offer::decline))
        .route("/office/{*rest}", get(async || trouble::Trouble::NotFound))
        .layer(from_fn_with_state(office.clone(), access::guard))
        .with_state(office)
}
