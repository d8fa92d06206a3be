//! What a role may do at the server, each rule once. Where the policy of documents answers, it is asked.

use crate::base::roles::Roles;
use shared::document::Effect;
use shared::{DocumentKind, Role, policy};

/// Whether somebody with this role approves, sends back and settles reports, and decides on what was
/// refused or offered.
pub(crate) fn may_review(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "steps/approved", Effect::Insert)
}

/// Whether somebody with this role makes, changes and cancels work orders.
pub(crate) fn may_plan(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "", Effect::Create)
}

/// Whether somebody with this role says what the register says of buildings, spaces and assets.
pub(crate) fn may_keep_register(role: Role) -> bool {
    policy::allows(role, DocumentKind::Building, "name", Effect::Put)
}

/// Whether somebody with this role makes announcements and takes them back.
pub(crate) fn may_announce(role: Role) -> bool {
    policy::allows(role, DocumentKind::Announcement, "", Effect::Create)
}

/// Whether somebody with this role takes in requests at the office; in the field more do.
pub(crate) fn may_request(role: Role) -> bool {
    works_at_office(role) && policy::allows(role, DocumentKind::Request, "", Effect::Create)
}

/// Whether somebody with this role makes, changes and blocks accounts.
pub(crate) fn may_keep_accounts(role: Role) -> bool {
    policy::allows(role, DocumentKind::Person, "name", Effect::Put)
}

/// Whether somebody with this role says what holds for the whole server.
pub(crate) const fn may_keep_settings(role: Role) -> bool {
    matches!(role, Role::Administrator)
}

/// Whether somebody with this role enrols and withdraws devices of others; of whom, say [`may_enrol_for`] and
/// [`may_withdraw_from`].
pub(crate) const fn may_enrol(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Administrator)
}

/// Whether somebody with these roles may have a phone enrolled that acts in the name of somebody else with those: an
/// administrator for everybody, a supervisor for who is a technician and nothing else, wherever that is. Everybody enrols
/// their own.
pub(crate) fn may_enrol_for(maker: &Roles, owner: &Roles) -> bool {
    let does_more = |role| role != Role::Technician;
    maker.may(may_keep_accounts)
        || owner.main == Role::Technician && !owner.may(does_more) && maker.may_wherever(may_enrol, owner)
}

/// Whether somebody with these roles may withdraw a phone of somebody with those, after it has handed over what it holds.
pub(crate) fn may_withdraw_from(by: &Roles, owner: &Roles) -> bool {
    by.may(may_keep_accounts) || !owner.may(may_keep_accounts) && by.may_somewhere(may_enrol, owner)
}

/// Whether they may have it erased at once: what was not sent is lost then, of every administration its owner works for.
pub(crate) fn may_erase_phone_of(by: &Roles, owner: &Roles) -> bool {
    has_in_hand(by, owner)
}

/// Whether somebody with these roles may be shown the code that opens a phone of somebody with those: whoever has both
/// reads all that is on it, of every administration its owner works for. Who enrols phones is shown that of their own.
pub(crate) fn may_unlock_for(by: &Roles, owner: &Roles) -> bool {
    has_in_hand(by, owner)
}

/// Whether somebody decides alone on all that is on a phone: an administrator, or whoever enrols phones wherever its owner
/// works.
fn has_in_hand(by: &Roles, owner: &Roles) -> bool {
    by.may(may_keep_accounts) || !owner.may(may_keep_accounts) && by.may_wherever(may_enrol, owner)
}

/// Whether somebody with this role ever approves a report: an administrator does where a supervisor enrolled the
/// phone it was written on.
pub(crate) fn may_approve(role: Role) -> bool {
    may_review(role) || may_keep_accounts(role)
}

/// Whether somebody with this role reads who works here and what was done; they need a second factor where the
/// administration asks for one.
pub(crate) const fn may_oversee(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Administrator)
}

/// Whether somebody with this role reads the office pages at all.
#[must_use]
pub const fn works_at_office(role: Role) -> bool {
    match role {
        Role::Reader
        | Role::Counter
        | Role::Supervisor
        | Role::Administrator
        | Role::Storekeeper
        | Role::Accountant => true,
        Role::Requester | Role::Technician => false,
    }
}
