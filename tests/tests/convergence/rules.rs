//! What must become of each change a phone offers, by the rules as the design tells them.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::ChangeHeader;
use shared::wire::RefusalReason;
use shared::{ActorId, ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Role};

use crate::audiences::Audiences;

/// What becomes of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The office has it already.
    Known,
    Accepted {
        late: bool,
    },
    Refused(RefusalReason),
}

impl Verdict {
    pub(crate) const fn refusal(self) -> Option<RefusalReason> {
        match self {
            Self::Refused(reason) => Some(reason),
            Self::Known | Self::Accepted { .. } => None,
        }
    }
}

/// Who offers a change of which document.
#[derive(Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) device: DeviceId,
    pub(crate) person: PersonId,
    pub(crate) document: DocumentId,
    pub(crate) kind: DocumentKind,
}

#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) roles: BTreeMap<PersonId, Role>,
    /// Changes of phones that were accepted, and whether they came late.
    pub(crate) accepted: BTreeMap<ChangeHash, bool>,
    /// Changes of phones that were offered and refused, some of them accepted after all.
    pub(crate) refused: BTreeSet<ChangeHash>,
    /// Refused for good: not only for the hand that wrote them.
    lost: BTreeSet<ChangeHash>,
    /// An actor id belongs to the first device that used it.
    hands: BTreeMap<ActorId, DeviceId>,
    /// The places a hand has written at, in each document.
    places: BTreeSet<(DocumentId, ActorId, u64)>,
}

impl Rules {
    /// Says what must become of the change, and takes note of it.
    pub(crate) fn judge(&mut self, audiences: &Audiences, offer: Offer, change: &ChangeHeader) -> Verdict {
        let verdict = self.verdict(audiences, offer, change);
        match verdict {
            Verdict::Known => {}
            Verdict::Accepted { late } => {
                let hand = change.actor.unwrap();
                self.accepted.insert(change.hash, late);
                self.hands.insert(hand, offer.device);
                self.places.insert((offer.document, hand, change.seq));
            }
            Verdict::Refused(reason) => {
                self.refused.insert(change.hash);
                let builds_on_lost = change.dependencies.iter().any(|on| self.lost.contains(on));
                let for_good = reason != RefusalReason::MissingDependency && !reason.is_about_the_hand();
                if for_good || builds_on_lost {
                    self.lost.insert(change.hash);
                }
            }
        }
        verdict
    }

    /// Whether the change was refused for more than the hand that wrote it.
    pub(crate) fn is_lost(&self, change: ChangeHash) -> bool {
        self.lost.contains(&change)
    }

    fn verdict(&self, audiences: &Audiences, offer: Offer, change: &ChangeHeader) -> Verdict {
        let hand = change.actor.unwrap();
        if self.accepted.contains_key(&change.hash) {
            return Verdict::Known;
        }
        if self.hands.get(&hand).is_some_and(|owner| *owner != offer.device) {
            return Verdict::Refused(RefusalReason::ForeignActor);
        }
        let theirs = !audiences.knows(offer.document) || audiences.covers(offer.person, offer.document);
        if !theirs && !audiences.ever_covered(offer.person, offer.document) {
            return Verdict::Refused(RefusalReason::OutOfScope);
        }
        let missing = |on: &ChangeHash| self.refused.contains(on) && !self.accepted.contains_key(on);
        if change.dependencies.iter().any(missing) {
            return Verdict::Refused(RefusalReason::MissingDependency);
        }
        if self.places.contains(&(offer.document, hand, change.seq)) {
            return Verdict::Refused(RefusalReason::ActorReused);
        }
        if !may(self.roles[&offer.person], offer.kind) {
            return Verdict::Refused(RefusalReason::NotAllowed);
        }
        Verdict::Accepted { late: !theirs }
    }
}

/// Who may do what the phones of this simulation do.
fn may(role: Role, kind: DocumentKind) -> bool {
    match role {
        Role::Technician | Role::Supervisor => true,
        Role::Requester | Role::Storekeeper | Role::Counter | Role::Administrator => {
            kind != DocumentKind::WorkOrder
        }
        Role::Accountant => false,
    }
}
