//! Where everybody begins: each role on the page it works with.

use axum::response::Redirect;
use shared::Role;

use crate::base::role::works_at_office;
use crate::office::address::{HOME, SIGN_IN};
use crate::office::page::Access::Anybody;
use crate::office::page::Page;
use crate::office::session::Visitor;

/// The addresses that lead everybody to their own page.
pub(crate) fn pages() -> Vec<Page> {
    vec![Page::get(HOME, Anybody, page), Page::get("/office/", Anybody, page)]
}

/// The page a role works with.
const fn of(role: Role) -> &'static str {
    match role {
        Role::Supervisor => "/office/review",
        Role::Counter => "/office/requests",
        // What was used and what is coming stands in the orders.
        Role::Storekeeper => "/office/work-orders",
        Role::Accountant => "/office/history",
        Role::Reader => "/office/buildings",
        Role::Administrator => "/office/people",
        // They work on the phone, and do not get in here.
        Role::Technician | Role::Requester => SIGN_IN,
    }
}

/// Leads on: to signing in, or to one's own page.
async fn page(visitor: Option<Visitor>) -> Redirect {
    let role = visitor.and_then(|visitor| visitor.person.roles.foremost(works_at_office));
    Redirect::to(role.map_or(SIGN_IN, of))
}
