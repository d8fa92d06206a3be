//! Where everybody begins: each role on the page it works with.

use axum::response::Redirect;
use shared::Role;

use crate::office::session::Visitor;

/// The address that leads to everybody's own page.
pub(crate) const HOME: &str = "/office";

/// The page a role works with.
const fn of(role: Role) -> &'static str {
    match role {
        Role::Supervisor => "/office/review",
        Role::Counter => "/office/requests",
        // What was used and what is coming stands in the orders.
        Role::Storekeeper => "/office/work-orders",
        Role::Accountant => "/office/history",
        Role::Administrator => "/office/people",
        // They work on the phone, and do not get in here.
        Role::Technician | Role::Requester => "/office/sign-in",
    }
}

/// Leads on: to signing in, or to one's own page.
pub(crate) async fn page(visitor: Option<Visitor>) -> Redirect {
    Redirect::to(visitor.map_or("/office/sign-in", |visitor| of(visitor.person.role)))
}
