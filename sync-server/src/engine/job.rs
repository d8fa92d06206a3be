//! A piece of work for the engine, and the answer that somebody waits for.

use std::fmt;
use std::net::IpAddr;

use tokio::sync::oneshot;

use crate::engine::error::EngineError;
use crate::engine::once::{Repeats, run_once};
use crate::engine::transaction::Transaction;
use crate::store::FormStep;

/// What a job does in its transaction.
type Run<T> = Box<dyn FnOnce(&mut Transaction<'_>) -> Result<T, EngineError> + Send>;

/// A piece of work that answers with a `T`. It happens as a whole or not at all.
pub struct Job<T> {
    run: Run<T>,
    unstored: Option<Run<T>>,
    repeats: Option<Repeats<T>>,
    step: Option<FormStep>,
    address: Option<IpAddr>,
}

impl<T> fmt::Debug for Job<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("step", &self.step)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl<T: Send + 'static> Job<T> {
    /// A job that does `run`.
    pub fn new(run: impl FnOnce(&mut Transaction<'_>) -> Result<T, EngineError> + Send + 'static) -> Self {
        Self { run: Box::new(run), unstored: None, repeats: None, step: None, address: None }
    }

    /// The job can also be answered while the disk takes nothing: `read` does so, and acknowledges nothing.
    /// What it writes is taken back.
    #[must_use]
    pub fn or_unstored(
        mut self,
        read: impl FnOnce(&mut Transaction<'_>) -> Result<T, EngineError> + Send + 'static,
    ) -> Self {
        self.unstored = Some(Box::new(read));
        self
    }

    /// The job changes something at somebody's wish: within a form it is done once.
    #[must_use]
    pub(crate) const fn once_per_form(mut self, repeats: Repeats<T>) -> Self {
        self.repeats = Some(repeats);
        self
    }

    /// Whether the job is done once within a form.
    pub(crate) const fn is_once_per_form(&self) -> bool {
        self.repeats.is_some()
    }

    /// Makes the job a step of a form that is being sent.
    pub(crate) const fn set_step(&mut self, step: Option<FormStep>) {
        self.step = step;
    }

    /// The audit log has `address` beside what the job does; `None` when it came from no request.
    pub(crate) const fn set_address(&mut self, address: Option<IpAddr>) {
        self.address = address;
    }

    /// Whether the job can be answered while the disk takes nothing.
    #[must_use]
    pub const fn is_answered_unstored(&self) -> bool {
        self.unstored.is_some()
    }

    /// The job as it waits in a batch, and where its answer comes out.
    #[must_use]
    pub fn queue(self) -> (QueuedJob, oneshot::Receiver<Result<T, EngineError>>) {
        let Self { run, unstored, repeats, step, address } = self;
        let (answer, receiver) = oneshot::channel();
        let waiting = Waiting { run: Some(run), unstored, repeats, step, address, outcome: None, answer };
        (QueuedJob(Box::new(waiting)), receiver)
    }
}

/// A job in a batch. Its answer is sent once the batch is over; dropped before, it sends none.
pub struct QueuedJob(Box<dyn Queued>);

impl fmt::Debug for QueuedJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("QueuedJob").finish_non_exhaustive()
    }
}

impl QueuedJob {
    /// Runs the job and keeps what it answers.
    pub(crate) fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), EngineError> {
        self.0.run(transaction)
    }

    /// Answers without storing anything; `None` when the job cannot be answered so.
    pub(crate) fn run_unstored(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Option<Result<(), EngineError>> {
        self.0.run_unstored(transaction)
    }

    /// Whether the job can be answered while the disk takes nothing.
    pub(crate) fn is_answered_unstored(&self) -> bool {
        self.0.is_answered_unstored()
    }

    /// The answer is this error, whatever the job answered before.
    pub(crate) fn fail(&mut self, error: EngineError) {
        self.0.fail(error);
    }

    /// Sends the answer. Whoever asked may have gone; what was done stands.
    pub fn answer(self) {
        self.0.answer();
    }
}

trait Queued: Send {
    fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), EngineError>;
    fn run_unstored(&mut self, transaction: &mut Transaction<'_>) -> Option<Result<(), EngineError>>;
    fn is_answered_unstored(&self) -> bool;
    fn fail(&mut self, error: EngineError);
    fn answer(self: Box<Self>);
}

struct Waiting<T> {
    run: Option<Run<T>>,
    unstored: Option<Run<T>>,
    repeats: Option<Repeats<T>>,
    step: Option<FormStep>,
    address: Option<IpAddr>,
    outcome: Option<Result<T, EngineError>>,
    answer: oneshot::Sender<Result<T, EngineError>>,
}

impl<T: Send + 'static> Queued for Waiting<T> {
    fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), EngineError> {
        let run = self.run.take().ok_or(EngineError::Stopped)?;
        transaction.address = self.address;
        let answer = match (&self.repeats, &self.step) {
            (Some(repeats), Some(step)) => run_once(transaction, run, repeats, step)?,
            (Some(_), None) | (None, _) => run(transaction)?,
        };
        self.outcome = Some(Ok(answer));
        Ok(())
    }

    fn run_unstored(&mut self, transaction: &mut Transaction<'_>) -> Option<Result<(), EngineError>> {
        let run = self.unstored.take()?;
        transaction.address = self.address;
        Some(run(transaction).map(|answer| self.outcome = Some(Ok(answer))))
    }

    fn is_answered_unstored(&self) -> bool {
        self.unstored.is_some()
    }

    fn fail(&mut self, error: EngineError) {
        self.outcome = Some(Err(error));
    }

    fn answer(self: Box<Self>) {
        drop(self.answer.send(self.outcome.unwrap_or(Err(EngineError::Stopped))));
    }
}
