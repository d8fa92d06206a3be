//! What somebody does in which administration, and what they see there.

use std::collections::{BTreeMap, BTreeSet};

use shared::{OrganisationId, Role};

/// What somebody does here, and where that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// What they do here, as their card says.
    pub main: Role,
    /// Whether they do it in every administration that `at` does not name, also in those to come.
    pub everywhere: bool,
    /// What they do in single administrations. Nobody is an administrator in one alone: whoever keeps the accounts could
    /// give themselves any other role.
    pub at: BTreeMap<OrganisationId, Role>,
}

/// The administrations somebody sees something of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of them, and what is of none.
    Everything,
    /// All but these.
    AllBut(BTreeSet<OrganisationId>),
    /// These alone.
    Only(BTreeSet<OrganisationId>),
}

impl Scope {
    /// Whether something of these administrations is seen; of none in particular, everybody sees it.
    #[must_use]
    pub fn has_any(&self, organisations: &BTreeSet<OrganisationId>) -> bool {
        match self {
            Self::Everything => true,
            Self::AllBut(others) => organisations.is_empty() || !organisations.is_subset(others),
            Self::Only(these) => organisations.is_empty() || !organisations.is_disjoint(these),
        }
    }
}

/// From the least to the most: where several roles of somebody hold for one thing, the last of these counts.
const RANKS: [Role; 8] = [
    Role::Reader,
    Role::Requester,
    Role::Technician,
    Role::Storekeeper,
    Role::Accountant,
    Role::Counter,
    Role::Supervisor,
    Role::Administrator,
];

fn rank(role: &Role) -> Option<usize> {
    RANKS.iter().position(|one| one == role)
}

impl Roles {
    /// The same in every administration.
    #[must_use]
    pub const fn everywhere(role: Role) -> Self {
        Self { main: role, everywhere: true, at: BTreeMap::new() }
    }

    /// The same in these administrations, and nothing elsewhere.
    #[must_use]
    pub fn only_at(role: Role, organisations: impl IntoIterator<Item = OrganisationId>) -> Self {
        let at = organisations.into_iter().map(|organisation| (organisation, role)).collect();
        Self { main: role, everywhere: false, at }
    }

    /// What they do in an administration.
    #[must_use]
    pub fn at(&self, organisation: OrganisationId) -> Option<Role> {
        self.at.get(&organisation).copied().or(self.everywhere.then_some(self.main))
    }

    /// Every role they have somewhere.
    fn held(&self) -> impl Iterator<Item = Role> {
        self.everywhere.then_some(self.main).into_iter().chain(self.at.values().copied())
    }

    /// The role that counts for something of these administrations; of none in particular, any of theirs does.
    #[must_use]
    pub fn for_any(&self, organisations: &BTreeSet<OrganisationId>) -> Option<Role> {
        if organisations.is_empty() {
            return self.held().max_by_key(rank);
        }
        organisations.iter().filter_map(|organisation| self.at(*organisation)).max_by_key(rank)
    }

    /// The role that counts for work that was assigned to them, which is more than a look: where they have none, they
    /// do it as a technician does.
    #[must_use]
    pub fn for_assigned(&self, organisations: &BTreeSet<OrganisationId>) -> Role {
        let does_work = !matches!(self.main, Role::Reader | Role::Requester);
        self.for_any(organisations).unwrap_or(if does_work { Role::Technician } else { self.main })
    }

    /// The foremost of their roles for which a rule holds.
    #[must_use]
    pub fn foremost(&self, rule: fn(Role) -> bool) -> Option<Role> {
        self.held().filter(|role| rule(*role)).max_by_key(rank)
    }

    /// Whether a rule holds for one of their roles somewhere.
    #[must_use]
    pub fn may(&self, rule: fn(Role) -> bool) -> bool {
        self.held().any(rule)
    }

    /// Whether a rule holds for what they do in one of these administrations; of none in particular, anywhere.
    #[must_use]
    pub fn may_for(&self, rule: fn(Role) -> bool, organisations: &BTreeSet<OrganisationId>) -> bool {
        if organisations.is_empty() {
            return self.may(rule);
        }
        organisations.iter().filter_map(|organisation| self.at(*organisation)).any(rule)
    }

    /// Whether a rule holds in one of the administrations somebody else works for; for somebody who works for none, in
    /// all of them.
    #[must_use]
    pub fn may_somewhere(&self, rule: fn(Role) -> bool, other: &Self) -> bool {
        let at = |organisation: &OrganisationId| self.at(*organisation).is_some_and(rule);
        if other.everywhere { self.may(rule) } else { other.at.keys().any(at) || self.may_all(rule) }
    }

    /// Whether a rule holds in one of the administrations somebody else works for, who is met everywhere when they work
    /// everywhere.
    #[must_use]
    pub fn meets(&self, rule: fn(Role) -> bool, other: &Self) -> bool {
        let at = |organisation: &OrganisationId| self.at(*organisation).is_some_and(rule);
        other.everywhere || other.at.keys().any(at)
    }

    /// Whether a rule holds in all administrations.
    pub(crate) fn may_all(&self, rule: fn(Role) -> bool) -> bool {
        self.scope(rule) == Scope::Everything
    }

    /// Whether a rule holds in all administrations somebody else works for: who acts in their name could do all of that.
    #[must_use]
    pub fn may_wherever(&self, rule: fn(Role) -> bool, other: &Self) -> bool {
        if !other.everywhere && other.at.is_empty() {
            return self.may_all(rule);
        }
        let at = |organisation: &OrganisationId| self.at(*organisation).is_some_and(rule);
        (!other.everywhere || self.may_all(rule)) && other.at.keys().all(at)
    }

    /// The administrations for which a rule holds.
    #[must_use]
    pub fn scope(&self, rule: fn(Role) -> bool) -> Scope {
        let holds_everywhere = self.everywhere && rule(self.main);
        let named = self.at.iter().filter(|(_, role)| rule(**role) != holds_everywhere);
        let named: BTreeSet<OrganisationId> = named.map(|(organisation, _)| *organisation).collect();
        match (holds_everywhere, named.is_empty()) {
            (true, true) => Scope::Everything,
            (true, false) => Scope::AllBut(named),
            (false, _) => Scope::Only(named),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::role::{may_plan, may_review, works_at_office};

    const COMMUNE: OrganisationId = OrganisationId::from_bytes([1; 16]);
    const CPAS: OrganisationId = OrganisationId::from_bytes([2; 16]);

    #[test]
    fn a_rule_holds_where_the_role_for_it_is() {
        let counter = Roles {
            main: Role::Counter,
            everywhere: false,
            at: [(COMMUNE, Role::Reader), (CPAS, Role::Counter)].into(),
        };
        assert_eq!(counter.scope(may_plan), Scope::Only([CPAS].into()));
        assert_eq!(counter.scope(works_at_office), Scope::Only([COMMUNE, CPAS].into()));
        assert_eq!(counter.scope(may_review), Scope::Only([].into()));
        assert!(counter.may(may_plan) && !counter.may_for(may_plan, &[COMMUNE].into()));
        assert!(counter.may_for(may_plan, &[COMMUNE, CPAS].into()), "what is of both is of each");
    }

    #[test]
    fn a_single_administration_may_be_excepted() {
        let mut supervisor = Roles::everywhere(Role::Supervisor);
        assert_eq!(supervisor.scope(may_review), Scope::Everything);
        supervisor.at.insert(CPAS, Role::Reader);
        assert_eq!(supervisor.scope(may_review), Scope::AllBut([CPAS].into()));
        assert_eq!(supervisor.scope(works_at_office), Scope::Everything);
    }

    #[test]
    fn nobody_enrols_somebody_who_works_where_they_do_not() {
        let here = Roles::only_at(Role::Supervisor, [COMMUNE]);
        assert!(here.may_wherever(may_review, &Roles::only_at(Role::Technician, [COMMUNE])));
        assert!(!here.may_wherever(may_review, &Roles::only_at(Role::Technician, [COMMUNE, CPAS])));
        assert!(!here.may_wherever(may_review, &Roles::everywhere(Role::Technician)));
        let mut nearly = Roles::everywhere(Role::Supervisor);
        assert!(nearly.may_wherever(may_review, &Roles::everywhere(Role::Technician)));
        nearly.at.insert(CPAS, Role::Reader);
        assert!(!nearly.may_wherever(may_review, &Roles::everywhere(Role::Technician)));
    }
}
