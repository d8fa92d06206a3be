//! What the facts of a work order add up to. Status is derived, never stored: the steps are
//! folded in id order, and what cannot follow is not dropped but becomes a contradiction.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{FactId, PersonId};
use crate::limits::REVIEW_TAKEN_BACK_MS_MAX;
use crate::moment::Timestamp;
use crate::work_order::document::WorkOrder;
use crate::work_order::step::{CannotFinishCause, Step, StepKind};

pub use crate::work_order::contradiction::Contradiction;

/// Where a work order stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    InProgress,
    /// Interrupted.
    Paused,
    /// Done on site, waiting for review.
    Finished,
    /// Cannot be done, waiting for review.
    CannotBeFinished {
        /// Why, in a word.
        cause: CannotFinishCause,
        /// Why, at length; may be empty unless the cause is [`CannotFinishCause::Other`].
        reason: String,
    },
    /// Reviewed and accepted.
    Approved,
    /// Reviewed and returned to the technician.
    SentBack {
        /// Why.
        reason: String,
    },
    /// Called off.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl State {
    /// The word in tables and locale keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in-progress",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::CannotBeFinished { .. } => "cannot-be-finished",
            Self::Approved => "approved",
            Self::SentBack { .. } => "sent-back",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Why it is so, where somebody had to say.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::CannotBeFinished { reason, .. }
            | Self::SentBack { reason }
            | Self::Cancelled { reason } => Some(reason),
            Self::Open | Self::InProgress | Self::Paused | Self::Finished | Self::Approved => None,
        }
    }

    /// Why it cannot be finished, in a word.
    #[must_use]
    pub const fn cause(&self) -> Option<CannotFinishCause> {
        match self {
            Self::CannotBeFinished { cause, .. } => Some(*cause),
            Self::Open
            | Self::InProgress
            | Self::Paused
            | Self::Finished
            | Self::Approved
            | Self::SentBack { .. }
            | Self::Cancelled { .. } => None,
        }
    }

    /// Every name, in the order of a work order's life.
    pub const NAMES: [&'static str; 8] = [
        "open",
        "in-progress",
        "paused",
        "finished",
        "cannot-be-finished",
        "approved",
        "sent-back",
        "cancelled",
    ];

    /// Whether a supervisor has something to review.
    #[must_use]
    pub const fn is_to_review(&self) -> bool {
        matches!(self, Self::Finished | Self::CannotBeFinished { .. })
    }

    /// Whether a technician still has something to do.
    #[must_use]
    pub const fn is_to_do(&self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::Paused | Self::SentBack { .. })
    }
}

/// What the facts of a work order add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Where it stands.
    pub state: State,
    /// What a supervisor still has to look at.
    pub contradictions: Vec<Contradiction>,
    /// Approved, but work arrived that the approval did not see: the review is open again and
    /// the state is what it was before the approval.
    pub new_since_approval: bool,
}

impl Status {
    /// The approval or return that may still be taken back at this instant: the newest step, if it is one,
    /// and not older than [`REVIEW_TAKEN_BACK_MS_MAX`].
    #[must_use]
    pub fn review_to_take_back(order: &WorkOrder, now: Timestamp) -> Option<FactId> {
        let (id, step) = order.steps.last_key_value()?;
        let is_review = matches!(step.kind, StepKind::Approved { .. } | StepKind::SentBack { .. });
        let is_recent = now.ms_since(step.at) <= REVIEW_TAKEN_BACK_MS_MAX;
        (is_review && is_recent && !order.changed_since_approval).then_some(*id)
    }

    /// The finish `person` may take back: the newest of their own, as long as nobody has reviewed it.
    #[must_use]
    pub fn finish_to_take_back(&self, order: &WorkOrder, person: PersonId) -> Option<FactId> {
        if !self.state.is_to_review() {
            return None;
        }
        let gone = order.taken_back();
        order
            .steps
            .iter()
            .rev()
            .find(|(id, step)| step.by == person && step.kind.ends_the_work() && !gone.contains_key(id))
            .map(|(id, _)| *id)
    }

    /// Why the office sent the work back, as long as nobody has finished it again.
    #[must_use]
    pub fn sent_back_for<'a>(&self, order: &'a WorkOrder) -> Option<&'a str> {
        if !self.state.is_to_do() {
            return None;
        }
        let gone = order.taken_back();
        let taken_back: Vec<_> =
            order.steps.values().filter_map(|step| step.kind.takes_review_back()).collect();
        let counts = |id| !gone.contains_key(id) && !taken_back.contains(id);
        let mut newest = order.steps.iter().rev().filter(|(id, step)| {
            counts(id) && (step.kind.ends_the_work() || matches!(step.kind, StepKind::SentBack { .. }))
        });
        let StepKind::SentBack { reason } = &newest.next()?.1.kind else { return None };
        Some(reason)
    }

    /// Whether two steps cannot both stand: which one does is chosen before the work is approved.
    #[must_use]
    pub fn has_to_be_settled(&self) -> bool {
        self.contradictions.iter().any(|contradiction| !contradiction.facts().is_empty())
    }

    /// Folds the steps of a work order, and adds the fields that were written concurrently.
    #[must_use]
    pub fn of(order: &WorkOrder) -> Self {
        let mut fold = Fold::new(order.taken_back());
        let mut approved_from = State::Finished;
        for (id, step) in &order.steps {
            if matches!(step.kind, StepKind::Approved { .. }) && fold.state.is_to_review() {
                approved_from = fold.state.clone();
            }
            fold.follow(*id, step);
        }
        let settled = settled(&order.steps);
        let fields = order.conflicts.iter().cloned().map(Contradiction::Field);
        let contradictions = fold
            .contradictions
            .into_iter()
            .chain(fields)
            .filter(|contradiction| !settled.contains(&contradiction.key().as_str()))
            .collect();
        let new_since_approval = fold.state == State::Approved && order.changed_since_approval;
        Self {
            state: if new_since_approval { approved_from } else { fold.state },
            contradictions,
            new_since_approval,
        }
    }
}

impl WorkOrder {
    /// What the facts add up to.
    #[must_use]
    pub fn status(&self) -> Status {
        Status::of(self)
    }

    /// Whether nothing is to be done or decided about it any more: its work is approved, with nothing new since, or it was
    /// called off.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        let status = self.status();
        let is_over = matches!(status.state, State::Approved | State::Cancelled { .. });
        is_over && !status.new_since_approval && status.contradictions.is_empty()
    }
}

fn settled(steps: &BTreeMap<FactId, Step>) -> Vec<&str> {
    steps
        .values()
        .filter_map(|step| match &step.kind {
            StepKind::Settled { contradiction, .. } => Some(contradiction.as_str()),
            StepKind::Started
            | StepKind::Paused
            | StepKind::Finished
            | StepKind::CannotFinish { .. }
            | StepKind::TakenBack { .. }
            | StepKind::Approved { .. }
            | StepKind::SentBack { .. }
            | StepKind::Cancelled { .. } => None,
        })
        .collect()
}

struct Fold {
    state: State,
    contradictions: Vec<Contradiction>,
    finished: Option<(FactId, PersonId)>,
    cancelled: Option<FactId>,
    /// The finishes that count as if they had never been, and what takes each back.
    taken_back: BTreeMap<FactId, FactId>,
    /// The finish just passed over, until another takes its place.
    mistaken: Option<(FactId, PersonId)>,
    /// The newest approval or return that counted, and the state it found.
    reviewed: Option<(FactId, State)>,
    /// What each finish and cancellation would make of the order if it counted.
    outcomes: BTreeMap<FactId, State>,
}

impl Fold {
    const fn new(taken_back: BTreeMap<FactId, FactId>) -> Self {
        Self {
            state: State::Open,
            contradictions: Vec::new(),
            finished: None,
            cancelled: None,
            taken_back,
            mistaken: None,
            reviewed: None,
            outcomes: BTreeMap::new(),
        }
    }

    fn follow(&mut self, id: FactId, step: &Step) {
        if self.taken_back.contains_key(&id) {
            self.mistaken = Some((id, step.by));
            return;
        }
        match &step.kind {
            StepKind::Started => self.start(id),
            StepKind::Paused => self.pause(id),
            StepKind::Finished => self.finish(id, step.by, State::Finished),
            StepKind::CannotFinish { cause, reason } => {
                let outcome = State::CannotBeFinished { cause: *cause, reason: reason.clone() };
                self.finish(id, step.by, outcome);
            }
            // What it takes back was passed over.
            StepKind::TakenBack { step } if self.taken_back.contains_key(step) => {}
            StepKind::TakenBack { .. } => self.cannot_follow(id),
            StepKind::Approved { .. } => self.review(id, State::Approved),
            StepKind::SentBack { reason } => self.review(id, State::SentBack { reason: reason.clone() }),
            StepKind::Cancelled { reason } => self.cancel(id, reason),
            StepKind::Settled { contradiction, favours: Some(fact), .. } => self.favour(contradiction, *fact),
            StepKind::Settled { favours: None, .. } => {
                if let Some(review) = step.kind.takes_review_back() {
                    self.take_back(review);
                }
            }
        }
    }

    /// A supervisor chose between two steps: the order stands as if only that one were there, unless
    /// the work went on since.
    fn favour(&mut self, contradiction: &str, fact: FactId) {
        let found = self.contradictions.iter().find(|found| found.key() == contradiction);
        let found = found.filter(|found| found.facts().contains(&fact));
        if let Some(Contradiction::TakenBackThoughApproved { approved, .. }) = found {
            // The approval counts after all, and with it the finish it was given for.
            if *approved == fact && self.state.is_to_do() {
                self.state = State::Approved;
                self.finished = self.mistaken;
            }
            return;
        }
        let Some(outcome) = found.and_then(|_| self.outcomes.get(&fact)) else { return };
        let counts = match self.state {
            State::Finished | State::CannotBeFinished { .. } | State::Cancelled { .. } => true,
            // Approved as it was done; not, once it was never to be done.
            State::Approved => matches!(outcome, State::Cancelled { .. }),
            State::Open | State::InProgress | State::Paused | State::SentBack { .. } => false,
        };
        if counts {
            self.state = outcome.clone();
        }
    }

    fn start(&mut self, id: FactId) {
        match self.state {
            State::Open | State::InProgress | State::Paused | State::SentBack { .. } => {
                self.state = State::InProgress
            }
            State::Finished | State::CannotBeFinished { .. } | State::Approved | State::Cancelled { .. } => {
                self.cannot_follow(id);
            }
        }
    }

    fn pause(&mut self, id: FactId) {
        match self.state {
            State::InProgress | State::Paused => self.state = State::Paused,
            State::Open
            | State::SentBack { .. }
            | State::Finished
            | State::CannotBeFinished { .. }
            | State::Approved
            | State::Cancelled { .. } => self.cannot_follow(id),
        }
    }

    fn finish(&mut self, id: FactId, by: PersonId, outcome: State) {
        self.mistaken = None;
        self.outcomes.insert(id, outcome.clone());
        match (&self.state, self.finished, self.cancelled) {
            (State::Open | State::InProgress | State::Paused | State::SentBack { .. }, _, _) => {
                self.state = outcome;
                self.finished = Some((id, by));
            }
            (State::Cancelled { .. }, _, Some(cancelled)) => {
                self.contradictions.push(Contradiction::FinishedThoughCancelled { finished: id, cancelled });
                self.state = outcome;
                self.finished = Some((id, by));
            }
            // The same person finishing twice, from two devices, is no contradiction.
            (State::Finished | State::CannotBeFinished { .. } | State::Approved, Some((_, first_by)), _)
                if first_by == by => {}
            (State::Finished | State::CannotBeFinished { .. } | State::Approved, Some((first, _)), _) => {
                // Of two technicians, the one who could finish says more than the one who could not.
                if matches!(self.state, State::CannotBeFinished { .. }) {
                    self.state = outcome;
                }
                self.contradictions.push(Contradiction::FinishedTwice { first, second: id });
            }
            (
                State::Finished | State::CannotBeFinished { .. } | State::Approved | State::Cancelled { .. },
                _,
                _,
            ) => {
                self.cannot_follow(id);
            }
        }
    }

    fn review(&mut self, id: FactId, outcome: State) {
        let sends_back = matches!(outcome, State::SentBack { .. });
        // Of a finish that is taken back, whatever their clocks say: who sends it back agrees, who
        // approves it does not.
        let mistaken = self.mistaken.filter(|_| self.state.is_to_do());
        if let Some(taken_back) = mistaken.and_then(|(finish, _)| self.taken_back.get(&finish)) {
            if sends_back {
                self.reviewed = Some((id, self.state.clone()));
                self.state = outcome;
            } else {
                let taken_back = *taken_back;
                self.contradictions.push(Contradiction::TakenBackThoughApproved { taken_back, approved: id });
            }
            return;
        }
        self.mistaken = None;
        let before = self.state.clone();
        match self.state {
            State::Finished | State::CannotBeFinished { .. } => {
                self.state = outcome;
                self.reviewed = Some((id, before));
            }
            State::Approved if sends_back => {
                self.state = outcome;
                self.reviewed = Some((id, before));
            }
            // Approving again what is approved binds to newer heads.
            State::Approved => {}
            State::Open
            | State::InProgress
            | State::Paused
            | State::SentBack { .. }
            | State::Cancelled { .. } => self.cannot_follow(id),
        }
    }

    /// A supervisor took an approval or a return back: the order stands as before it, unless the work
    /// went on since.
    fn take_back(&mut self, review: FactId) {
        if !matches!(self.state, State::Approved | State::SentBack { .. }) {
            return;
        }
        if let Some((_, before)) = self.reviewed.take_if(|(id, _)| *id == review) {
            self.state = before;
        }
    }

    fn cancel(&mut self, id: FactId, reason: &str) {
        self.outcomes.insert(id, State::Cancelled { reason: reason.to_owned() });
        match (&self.state, self.finished) {
            (State::Open | State::InProgress | State::Paused | State::SentBack { .. }, _) => {
                self.state = State::Cancelled { reason: reason.to_owned() };
                self.cancelled = Some(id);
            }
            (State::Finished | State::CannotBeFinished { .. } | State::Approved, Some((finished, _))) => {
                self.contradictions.push(Contradiction::FinishedThoughCancelled { finished, cancelled: id });
            }
            (State::Cancelled { .. }, _) => {}
            (State::Finished | State::CannotBeFinished { .. } | State::Approved, None) => {
                self.cannot_follow(id)
            }
        }
    }

    fn cannot_follow(&mut self, step: FactId) {
        self.contradictions.push(Contradiction::CannotFollow { step, state: self.state.name().to_owned() });
    }
}
