//! Who works at the office.

use shared::Role;

/// Whether somebody with this role reads the office pages at all.
#[must_use]
pub const fn works_at_office(role: Role) -> bool {
    match role {
        Role::Counter | Role::Supervisor | Role::Administrator | Role::Storekeeper | Role::Accountant => true,
        Role::Requester | Role::Technician => false,
    }
}
