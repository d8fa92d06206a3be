//! Who may approve a report that a phone wrote in its first day, which somebody enrolled for somebody else: nobody
//! approves what they could have written themselves. Decided from `server.db` alone, by the server's clock.
//!
//! Whoever enrolled such a phone does not approve the report, also after that day. Another supervisor does, or, where
//! it was a supervisor who enrolled it, an administrator, who approves nothing else.

use std::collections::BTreeSet;

use shared::{DocumentId, OrganisationId, PersonId};

use crate::base::limits::FIRST_DAY_MS;
use crate::base::role::{may_keep_accounts, may_review};
use crate::store::error::StoreError;
use crate::store::{AccountRow, Enrolment, PersonRow, Store};

/// What somebody may do with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approval {
    /// Approve it.
    Allowed,
    /// Not approve it, because they enrolled a phone that wrote in it.
    OwnPhone,
    /// Not approve it, by their role.
    NotAllowed,
}

/// The phones that wrote in a report in their first day and were enrolled by somebody else than their owner.
#[derive(Debug, Clone, Default)]
pub(crate) struct FirstDay {
    pub(crate) phones: Vec<Enrolment>,
    /// Who may approve the report, by name; not looked for while there is no such phone.
    pub(crate) reviewers: Vec<PersonRow>,
    /// The administrations the order is of.
    pub(crate) organisations: BTreeSet<OrganisationId>,
}

impl FirstDay {
    /// Of a work order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub(crate) fn read(store: &Store, order: DocumentId) -> Result<Self, StoreError> {
        let phones = store.enrolled_writers(order, FIRST_DAY_MS)?;
        let organisations = store.organisations_of(order)?;
        if phones.is_empty() {
            return Ok(Self { organisations, ..Self::default() });
        }
        let makers: BTreeSet<PersonId> = phones.iter().map(|phone| phone.by).collect();
        let accounts = store.accounts()?;
        let may_here = |account: &AccountRow, rule| account.person.roles.may_for(rule, &organisations);
        let is_maker = |account: &AccountRow| makers.contains(&account.person.id);
        let of_supervisor = |account: &AccountRow| is_maker(account) && may_here(account, may_review);
        let stands_in = accounts.iter().any(of_supervisor);
        let may = |account: &AccountRow| {
            account.blocked_at.is_none()
                && !is_maker(account)
                && (may_here(account, may_review) || stands_in && may_here(account, may_keep_accounts))
        };
        let reviewers = accounts.into_iter().filter(may).map(|account| account.person).collect();
        Ok(Self { phones, reviewers, organisations })
    }

    /// What somebody who is not blocked may do.
    pub(crate) fn approval(&self, person: &PersonRow) -> Approval {
        let may = |rule| person.roles.may_for(rule, &self.organisations);
        let reviews = may(may_review);
        if self.phones.is_empty() {
            return if reviews { Approval::Allowed } else { Approval::NotAllowed };
        }
        if self.reviewers.iter().any(|reviewer| reviewer.id == person.id) {
            Approval::Allowed
        } else if self.phones.iter().any(|phone| phone.by == person.id) && (reviews || may(may_keep_accounts))
        {
            Approval::OwnPhone
        } else {
            Approval::NotAllowed
        }
    }
}
