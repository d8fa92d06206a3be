//! What must become of each change a phone offers, by the rules as the design tells them.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::ChangeHeader;
use shared::wire::{RefusalReason, SyncRequest};
use shared::{ActorId, ChangeHash, DeviceId, DocumentId, DocumentKind, FeedId, PersonId, Role};

use crate::audiences::Audiences;
use crate::offers::Offers;

/// What becomes of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The office has it already.
    Known,
    Accepted {
        late: bool,
    },
    /// Or held, which is not for good.
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
    /// Whether the phone has not yet heard that an older backup took the office's place.
    pub(crate) other_feed: bool,
}

#[derive(Default, Clone)]
pub(crate) struct Rules {
    pub(crate) roles: BTreeMap<PersonId, Role>,
    /// Every change the office has, whoever brought it.
    pub(crate) here: BTreeSet<ChangeHash>,
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
    /// The feed since a backup took the office's place.
    pub(crate) feed: Option<FeedId>,
    /// What phones offered since then.
    pub(crate) offers: Offers,
    /// What is held of the request being judged.
    held: BTreeSet<ChangeHash>,
}

impl Rules {
    /// A request reached the office, whose changes are judged next; whether it speaks of a feed that
    /// is no more. What it offers of others counts before that.
    pub(crate) fn hear(&mut self, request: &SyncRequest) -> bool {
        self.held.clear();
        for offered in &request.offered {
            assert!(self.feed.is_some(), "nothing is offered unless a backup took the office's place");
            self.offers.keep(offered, &self.here);
        }
        self.feed.is_some() && request.feed.is_some_and(|feed| Some(feed) != self.feed)
    }

    /// A supervisor says that an offered change is genuine.
    pub(crate) fn confirm(&mut self, document: DocumentId, change: &ChangeHeader) {
        self.here.insert(change.hash);
        self.places.insert((document, change.actor.unwrap(), change.seq));
        self.offers.drop(document, change.hash);
    }

    /// Says what must become of the change, and takes note of it. One that `is_newer` was written for
    /// a schema yet to come.
    pub(crate) fn judge(
        &mut self,
        audiences: &Audiences,
        offer: Offer,
        change: &ChangeHeader,
        is_newer: bool,
    ) -> Verdict {
        let verdict = self.verdict(audiences, offer, change, is_newer);
        match verdict {
            Verdict::Known => {}
            Verdict::Accepted { late } => {
                let actor = change.actor.unwrap();
                self.here.insert(change.hash);
                self.offers.drop(offer.document, change.hash);
                self.accepted.insert(change.hash, late);
                self.hands.insert(actor, offer.device);
                self.places.insert((offer.document, actor, change.seq));
            }
            Verdict::Refused(RefusalReason::Deferred) => {
                self.held.insert(change.hash);
            }
            Verdict::Refused(reason) => {
                self.refused.insert(change.hash);
                let builds_on_lost = change.dependencies.iter().any(|on| self.lost.contains(on));
                let for_good = reason != RefusalReason::MissingDependency && !reason.is_about_the_actor();
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

    fn verdict(&self, audiences: &Audiences, offer: Offer, change: &ChangeHeader, is_newer: bool) -> Verdict {
        let actor = change.actor.unwrap();
        if self.here.contains(&change.hash) {
            return Verdict::Known;
        }
        if self.hands.get(&actor).is_some_and(|owner| *owner != offer.device) {
            return Verdict::Refused(RefusalReason::ForeignActor);
        }
        // What it builds on may have been forgotten, and come back.
        let missing = || change.dependencies.iter().filter(|on| !self.here.contains(on));
        let may_come = |on: &ChangeHash| {
            offer.other_feed || self.held.contains(on) || self.offers.wait(offer.document, *on)
        };
        if missing().any(may_come) {
            return Verdict::Refused(RefusalReason::Deferred);
        }
        let theirs = !audiences.knows(offer.document) || audiences.covers(offer.person, offer.document);
        if !theirs && !audiences.ever_covered(offer.person, offer.document) {
            // That it was assigned to them may have been forgotten too.
            let may_become_theirs = offer.other_feed || self.offers.wait_in(offer.document);
            let reason = if may_become_theirs { RefusalReason::Deferred } else { RefusalReason::OutOfScope };
            return Verdict::Refused(reason);
        }
        if missing().next().is_some() {
            return Verdict::Refused(RefusalReason::MissingDependency);
        }
        // The office must not keep in a document what it cannot read itself.
        if is_newer {
            return Verdict::Refused(RefusalReason::Unreadable);
        }
        if self.places.contains(&(offer.document, actor, change.seq)) {
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
        // They read what is announced, and nothing else.
        Role::Accountant | Role::Reader => kind == DocumentKind::Announcement,
    }
}
