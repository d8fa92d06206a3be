//! Somebody with roles in two administrations, and the model of what they may: it knows nothing but who has which role
//! where and of which administrations a thing is.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use shared::{OrganisationId, Role};
use sync_server::base::roles::Roles;
use tower::ServiceExt as _;

use crate::access::{expected, letter};
use crate::answer::Answer;
use crate::apart::{A, B};

/// A session of somebody with these roles.
pub(super) struct Visitor {
    pub(super) router: Router,
    pub(super) roles: Roles,
    pub(super) cookie: String,
}

pub(super) const FORM_MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

impl Visitor {
    pub(super) async fn gets(&self, path: &str) -> Answer {
        self.sends("GET", path, FORM_MEDIA_TYPE, Vec::new()).await
    }

    /// What is read at an address, a file by the form that asks for it.
    pub(super) async fn asks(&self, row: &str, path: &str, query: &str) -> Answer {
        self.sends(method(row), &format!("{path}{query}"), FORM_MEDIA_TYPE, Vec::new()).await
    }

    pub(super) async fn sends(&self, method: &str, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "guichet.test")
            .header("origin", "https://guichet.test")
            .header("content-type", media_type)
            .header("cookie", &self.cookie);
        let request = request.body(Body::from(body)).unwrap();
        let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: head.status, headers: head.headers, body }
    }

    /// Whether one of the roles whose letters these are is theirs in an administration.
    fn has_role_at(&self, letters: &str, organisation: OrganisationId) -> bool {
        match self.roles.at.get(&organisation) {
            Some(role) => letters.contains(letter(*role)),
            None => self.roles.everywhere && letters.contains(letter(self.roles.main)),
        }
    }

    /// Whether one of these roles is theirs in one of these administrations.
    pub(super) fn has_role(&self, letters: &str, of: &BTreeSet<OrganisationId>) -> bool {
        of.iter().any(|organisation| self.has_role_at(letters, *organisation))
    }

    /// Whether one of these roles is theirs in each of these administrations.
    pub(super) fn has_role_in_all(&self, letters: &str, of: &BTreeSet<OrganisationId>) -> bool {
        of.iter().all(|organisation| self.has_role_at(letters, *organisation))
    }

    pub(super) fn has_role_anywhere(&self, letters: &str) -> bool {
        self.has_role(letters, &[A, B].into())
            || self.roles.everywhere && letters.contains(letter(self.roles.main))
    }

    /// What they are answered at the address of a list for these roles.
    pub(super) fn wanted_of_list(&self, letters: &str) -> StatusCode {
        if !self.works_at_office() {
            // To the page where one signs in.
            StatusCode::SEE_OTHER
        } else if self.has_role_anywhere(letters) {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        }
    }

    /// What they are answered at an address for these roles, about a thing of these administrations.
    pub(super) fn wanted(&self, letters: &str, of: &BTreeSet<OrganisationId>) -> StatusCode {
        match self.wanted_of_list(letters) {
            StatusCode::OK if !self.has_role(letters, of) => StatusCode::NOT_FOUND,
            wanted => wanted,
        }
    }

    pub(super) fn works_at_office(&self) -> bool {
        self.has_role_anywhere("csakmr")
    }

    pub(super) fn told(&self) -> String {
        format!("{:?}", self.roles)
    }
}

/// Whether an answer refuses, or leads away to where one signs in.
pub(super) fn refuses(answer: &Answer) -> bool {
    let leads = answer.header("location").unwrap_or_default();
    answer.status.is_client_error() || leads.starts_with("/office/sign-in")
}

/// What people do in the two administrations: every pair of what is done at the office, what is not with and without it,
/// and what holds everywhere, with an exception or without.
pub(super) fn combinations() -> Vec<Roles> {
    use Role::{Accountant, Administrator, Counter, Reader, Requester, Storekeeper, Supervisor, Technician};
    let some = [None, Some(Reader), Some(Counter), Some(Storekeeper), Some(Supervisor)];
    let mut pairs: Vec<(Option<Role>, Option<Role>)> =
        some.into_iter().flat_map(|a| some.map(|b| (a, b))).filter(|pair| *pair != (None, None)).collect();
    pairs.extend([(Some(Technician), None), (Some(Requester), None), (None, Some(Accountant))]);
    pairs.extend([
        (Some(Technician), Some(Counter)),
        (Some(Supervisor), Some(Technician)),
        (Some(Requester), Some(Supervisor)),
        (Some(Accountant), Some(Reader)),
        (Some(Storekeeper), Some(Accountant)),
    ]);
    let roles = |(a, b): (Option<Role>, Option<Role>)| {
        let at: BTreeMap<_, _> =
            [(A, a), (B, b)].into_iter().filter_map(|(id, role)| Some((id, role?))).collect();
        Roles { main: a.or(b).unwrap(), everywhere: false, at }
    };
    let mut all: Vec<Roles> = pairs.into_iter().map(roles).collect();
    all.extend([Reader, Accountant, Supervisor, Administrator].map(Roles::everywhere));
    for (main, at, role) in [(Supervisor, B, Reader), (Reader, A, Supervisor), (Technician, A, Counter)] {
        all.push(Roles { main, everywhere: true, at: [(at, role)].into() });
    }
    all
}

/// How what stands at an address is asked for: files that are written down in the audit log, by a form.
pub(super) fn method(row: &str) -> &'static str {
    let is_file = [".pdf", ".json", "audit.csv"].iter().any(|end| row.ends_with(end));
    if is_file { "POST" } else { "GET" }
}

/// The letters of the roles that may use an address.
pub(super) fn letters(method: &str, row: &str) -> &'static str {
    let is_row = |(of, at, _): &(&str, &str, &str)| *of == method && *at == row;
    expected().into_iter().find(is_row).unwrap_or_else(|| panic!("{method} {row}")).2
}
