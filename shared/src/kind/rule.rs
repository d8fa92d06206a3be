//! A line of the policy's table.

use crate::document::effect::Effect;
use crate::role::Role;

/// Who may cause these effects at these paths.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) paths: &'static [&'static str],
    pub(crate) effects: &'static [Effect],
    pub(crate) roles: &'static [Role],
    /// Whether one of these may say yes to such an effect in a change by somebody who may not cause it.
    pub(crate) is_lent: bool,
}

/// A rule whose right may be lent.
pub(crate) const fn rule(
    paths: &'static [&'static str],
    effects: &'static [Effect],
    roles: &'static [Role],
) -> Rule {
    Rule { paths, effects, roles, is_lent: true }
}

impl Rule {
    /// The same rule for what nobody may do in another's stead.
    pub(crate) const fn never_lent(self) -> Self {
        Self { is_lent: false, ..self }
    }
}

/// Those who do the work.
pub(crate) const FIELD: &[Role] = &[Role::Technician, Role::Supervisor];
/// Those who plan it.
pub(crate) const OFFICE: &[Role] = &[Role::Counter, Role::Supervisor, Role::Administrator];
/// Those who review it.
pub(crate) const REVIEW: &[Role] = &[Role::Supervisor];
/// Everybody but who only charges the costs.
pub(crate) const ANYBODY_AT_WORK: &[Role] = &[
    Role::Requester,
    Role::Technician,
    Role::Storekeeper,
    Role::Counter,
    Role::Supervisor,
    Role::Administrator,
];
/// Those who enter requests at the office.
pub(crate) const AT_A_DESK: &[Role] =
    &[Role::Requester, Role::Storekeeper, Role::Counter, Role::Supervisor, Role::Administrator];
/// Those who keep the catalogue.
pub(crate) const KEEPERS: &[Role] = &[Role::Administrator];

/// To begin the document.
pub(crate) const CREATE: &[Effect] = &[Effect::Create];
/// To put a value where there is none.
pub(crate) const ADD: &[Effect] = &[Effect::Insert];
/// To put a value, also in place of another.
pub(crate) const WRITE: &[Effect] = &[Effect::Insert, Effect::Put];
/// To put a value or take one away.
pub(crate) const REWRITE: &[Effect] = &[Effect::Insert, Effect::Put, Effect::Delete];
/// To write letters in a collaborative text.
pub(crate) const TYPE: &[Effect] = &[Effect::Splice];
