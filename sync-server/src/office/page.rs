//! One row per address: the method, the path, who may use it, and what answers. A page without an access
//! rule cannot be written.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use shared::Role;

use crate::office::state::Office;

/// Who may use an address.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Everybody who is signed in, even with a password that was given to them and must be changed.
    SignedIn,
    /// Those with a role of which this is true. The page shows what is of the administrations they have it in, and
    /// nothing else: see [`Visitor::scope`](crate::office::session::Visitor::scope).
    Only(fn(Role) -> bool),
}

/// An address of the office.
pub struct Page {
    /// The method; a page that answers `GET` answers `HEAD` too.
    pub(crate) method: Method,
    /// The path, which begins with `/office`; `{name}` stands for one part of it.
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    /// Whether whoever has a second factor is asked for it again, when they gave it some time ago.
    pub(crate) asks_again: bool,
    /// Whether it is served where phones come too, when the office is elsewhere.
    pub(crate) beside_phones: bool,
    /// What answers, for [`Page::method`] alone.
    pub(crate) handler: MethodRouter<Office>,
}

impl Page {
    /// A page to read.
    pub(crate) fn get<T: 'static>(
        path: &'static str,
        access: Access,
        handler: impl Handler<T, Office>,
    ) -> Self {
        Self {
            method: Method::GET,
            path,
            access,
            asks_again: false,
            beside_phones: false,
            handler: get(handler),
        }
    }

    /// A form to send.
    pub(crate) fn post<T: 'static>(
        path: &'static str,
        access: Access,
        handler: impl Handler<T, Office>,
    ) -> Self {
        Self {
            method: Method::POST,
            path,
            access,
            asks_again: false,
            beside_phones: false,
            handler: post(handler),
        }
    }

    /// This page, before which the second factor is asked for again: what it does or hands out is not for whoever
    /// finds an open browser.
    pub(crate) const fn asks_again(mut self) -> Self {
        self.asks_again = true;
        self
    }

    /// This page, which is for everybody: phones or reports lead to it, or it belongs to one they lead to.
    pub(crate) const fn beside_phones(mut self) -> Self {
        self.beside_phones = true;
        self
    }

    /// This page with another limit for the body of its requests.
    pub(crate) fn body_bytes_max(mut self, bytes: usize) -> Self {
        self.handler = self.handler.layer(DefaultBodyLimit::max(bytes));
        self
    }
}
