//! Who may change what: one table, for the server that enforces it on every change and for the
//! phone that greys out what it would refuse.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::PersonId;
use crate::command::Command;
use crate::document::{Document, DocumentError, DocumentKind, Effect, EffectAt, effects};

/// What somebody does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Reports needs.
    Requester,
    /// Does the work.
    Technician,
    /// Keeps the stores.
    Storekeeper,
    /// Takes in requests and turns them into work orders.
    Counter,
    /// Plans, reviews, approves.
    Supervisor,
    /// Charges the costs.
    Accountant,
    /// Keeps the catalogue and the accounts.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Requester,
        Self::Technician,
        Self::Storekeeper,
        Self::Counter,
        Self::Supervisor,
        Self::Accountant,
        Self::Administrator,
    ];

    /// The word in documents, tables and locale keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::Technician => "technician",
            Self::Storekeeper => "storekeeper",
            Self::Counter => "counter",
            Self::Supervisor => "supervisor",
            Self::Accountant => "accountant",
            Self::Administrator => "administrator",
        }
    }
}

/// A text that is not a role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a role")]
pub struct InvalidRole;

impl FromStr for Role {
    type Err = InvalidRole;

    fn from_str(text: &str) -> Result<Self, InvalidRole> {
        Self::ALL.into_iter().find(|role| role.name() == text).ok_or(InvalidRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One line of the table: who may cause these effects at these paths.
struct Rule {
    kind: DocumentKind,
    paths: &'static [&'static str],
    effects: &'static [Effect],
    roles: &'static [Role],
}

const FIELD: &[Role] = &[Role::Technician, Role::Supervisor];
const OFFICE: &[Role] = &[Role::Counter, Role::Supervisor, Role::Administrator];
const REVIEW: &[Role] = &[Role::Supervisor];
const ANYBODY_AT_WORK: &[Role] = &[
    Role::Requester,
    Role::Technician,
    Role::Storekeeper,
    Role::Counter,
    Role::Supervisor,
    Role::Administrator,
];
/// Those who enter requests at the office.
const AT_A_DESK: &[Role] =
    &[Role::Requester, Role::Storekeeper, Role::Counter, Role::Supervisor, Role::Administrator];
const KEEPERS: &[Role] = &[Role::Administrator];

const CREATE: &[Effect] = &[Effect::Create];
const ADD: &[Effect] = &[Effect::Insert];
const WRITE: &[Effect] = &[Effect::Insert, Effect::Put];
const REWRITE: &[Effect] = &[Effect::Insert, Effect::Put, Effect::Delete];
const TYPE: &[Effect] = &[Effect::Splice];

const fn rule(
    kind: DocumentKind,
    paths: &'static [&'static str],
    effects: &'static [Effect],
    roles: &'static [Role],
) -> Rule {
    Rule { kind, paths, effects, roles }
}

use DocumentKind::{Building, Catalogue, History, Request, WorkOrder};

/// The table. What no line allows is forbidden; facts are only ever added.
const RULES: &[Rule] = &[
    rule(WorkOrder, &[""], CREATE, OFFICE),
    rule(WorkOrder, &["title", "nature", "priority"], WRITE, OFFICE),
    rule(WorkOrder, &["due", "planned_from", "planned_to", "space", "asset", "team"], REWRITE, OFFICE),
    rule(WorkOrder, &["description"], TYPE, OFFICE),
    rule(WorkOrder, &["assigned/*"], REWRITE, OFFICE),
    rule(WorkOrder, &["checklist/*/answer"], REWRITE, FIELD),
    rule(WorkOrder, &["interventions/*"], ADD, FIELD),
    rule(WorkOrder, &["interventions/*/ended_at"], ADD, FIELD),
    rule(WorkOrder, &["interventions/*/report"], TYPE, FIELD),
    rule(WorkOrder, &["photos/*", "materials/*"], ADD, FIELD),
    rule(WorkOrder, &["steps/started", "steps/paused", "steps/finished", "steps/cannot-finish"], ADD, FIELD),
    rule(WorkOrder, &["steps/approved", "steps/sent-back", "steps/settled"], ADD, REVIEW),
    rule(WorkOrder, &["steps/cancelled"], ADD, OFFICE),
    rule(Building, &[""], CREATE, OFFICE),
    rule(
        Building,
        &["organisation", "access_keys", "access_contact", "access_phone", "access_hours"],
        WRITE,
        OFFICE,
    ),
    rule(Building, &["assets/*"], ADD, OFFICE),
    rule(
        Building,
        &["assets/*/make", "assets/*/model", "assets/*/serial", "assets/*/installed"],
        WRITE,
        ANYBODY_AT_WORK,
    ),
    rule(Building, &["remarks/*"], ADD, ANYBODY_AT_WORK),
    rule(Request, &[""], CREATE, ANYBODY_AT_WORK),
    rule(Request, &["photos/*"], ADD, ANYBODY_AT_WORK),
    rule(Request, &["title", "priority"], WRITE, ANYBODY_AT_WORK),
    rule(Request, &["space", "asset"], REWRITE, ANYBODY_AT_WORK),
    rule(Request, &["description"], TYPE, ANYBODY_AT_WORK),
    rule(Request, &["number"], ADD, AT_A_DESK),
    rule(Request, &["work_order", "closed", "nature"], WRITE, OFFICE),
    rule(History, &[""], CREATE, REVIEW),
    rule(History, &["lines/*"], REWRITE, REVIEW),
    rule(Catalogue, &[""], CREATE, KEEPERS),
    rule(
        Catalogue,
        &["organisations/*", "teams/*", "people/*", "natures/*", "checklists/*", "stock/*"],
        WRITE,
        KEEPERS,
    ),
];

/// Whether somebody with this role may cause `effect` at `path` of a document of this kind.
#[must_use]
pub fn allows(role: Role, kind: DocumentKind, path: &str, effect: Effect) -> bool {
    RULES.iter().any(|rule| {
        rule.kind == kind
            && rule.paths.contains(&path)
            && rule.effects.contains(&effect)
            && rule.roles.contains(&role)
    })
}

/// Whether somebody with this role may execute the command. The table alone decides: whether the
/// document is theirs to write in is for the server to say.
#[must_use]
pub fn may_execute(role: Role, command: &Command) -> bool {
    let kind = command.document_kind();
    command.effects().into_iter().all(|(path, effect)| allows(role, kind, path, effect))
}

/// Why a change breaks the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// The role may not do this here.
    #[error("{role} may not {effect:?} at '{path}'")]
    NotAllowed {
        /// Their role.
        role: Role,
        /// Where, ids replaced by `*`.
        path: String,
        /// What.
        effect: Effect,
    },
    /// A fact is signed with somebody else's name.
    #[error("a fact at '{path}' is signed by somebody else")]
    ForeignSignature {
        /// Where, ids replaced by `*`.
        path: String,
    },
    /// The change itself cannot be applied, or writes what may not stand in such a document.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Holds every operation of `change` against the table, and every new fact's signature against
/// `person`. Returns the document with the change in it; `before` is left as it is.
///
/// # Errors
/// The first [`Violation`].
pub fn check(before: &Document, change: &[u8], person: PersonId, role: Role) -> Result<Document, Violation> {
    check_with(before, change, person, role, None)
}

/// The same for a change that the office takes over: what the table allows to `lender`, who says
/// yes to it, is allowed too. Nobody lends a right they do not have, nor that to review, and nobody
/// signs for somebody else: every new fact must still be signed by `person`, who wrote it.
///
/// # Errors
/// The first [`Violation`].
pub fn check_with(
    before: &Document,
    change: &[u8],
    person: PersonId,
    role: Role,
    lender: Option<Role>,
) -> Result<Document, Violation> {
    let (effects, after) = effects(before, change)?;
    for EffectAt { path, effect, by, .. } in effects {
        let allowed = |role| allows(role, before.kind(), &path, effect);
        let lent = |lender| !is_review(&path) && allowed(lender);
        if !allowed(role) && !lender.is_some_and(lent) {
            return Err(Violation::NotAllowed { role, path, effect });
        }
        if by.is_some_and(|by| by != person) || (by.is_none() && must_be_signed(before.kind(), &path, effect))
        {
            return Err(Violation::ForeignSignature { path });
        }
    }
    Ok(after)
}

/// The same for a change of which nobody knows any more who made it, and when: whether there is anybody
/// the table would allow each of its effects.
///
/// # Errors
/// [`DocumentError`]; [`Violation::NotAllowed`] for what the table allows nobody.
pub fn check_of_somebody(before: &Document, change: &[u8]) -> Result<Document, Violation> {
    let (effects, after) = effects(before, change)?;
    for EffectAt { path, effect, .. } in effects {
        if !Role::ALL.into_iter().any(|role| allows(role, before.kind(), &path, effect)) {
            return Err(Violation::NotAllowed { role: Role::Administrator, path, effect });
        }
    }
    Ok(after)
}

/// Whether this is for those alone who review the work.
fn is_review(path: &str) -> bool {
    RULES.iter().any(|rule| rule.kind == WorkOrder && rule.roles == REVIEW && rule.paths.contains(&path))
}

/// Whether what appears here must say who wrote it.
fn must_be_signed(kind: DocumentKind, path: &str, effect: Effect) -> bool {
    let signed = [
        "interventions/*",
        "interventions/*/ended_at",
        "photos/*",
        "materials/*",
        "remarks/*",
        "checklist/*/answer",
    ];
    match effect {
        Effect::Create => kind == Request,
        Effect::Insert | Effect::Put => signed.contains(&path) || path.starts_with("steps/"),
        Effect::Delete | Effect::Splice => false,
    }
}
