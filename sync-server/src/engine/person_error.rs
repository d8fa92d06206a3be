//! Why an account was not changed. It stands below the accounts, so that the engine's error can carry it.

/// Why an account was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// Somebody else signs in with this.
    #[error("the login is somebody else's")]
    LoginTaken,
    /// The login is empty, too long, or has spaces or signs nobody can type.
    #[error("this cannot be a login")]
    LoginUnusable,
    /// The name is empty or too long.
    #[error("this cannot be a name")]
    NameUnusable,
    /// The catalogue has no such team or administration.
    #[error("there is no such team or administration")]
    Unknown,
    /// Somebody else changed the same since it was shown.
    #[error("the same was changed meanwhile")]
    ChangedMeanwhile,
    /// Somebody keeps the accounts for some administrations only: they could give themselves the others.
    #[error("administrators are so everywhere")]
    AdministratorInPart,
    /// Somebody who works at the office does so for no administration.
    #[error("no administration to work for")]
    WorksNowhere,
    /// They were made nameless: nothing is known of them any more, and nothing is to be said.
    #[error("they were made nameless")]
    Nameless,
    /// Only somebody who is blocked can be made nameless.
    #[error("they are not blocked")]
    NotBlocked,
    /// Open orders are still assigned to them.
    #[error("open orders are still theirs")]
    HasOpenOrders,
    /// Something of their card waits for a decision.
    #[error("something of their card waits for a decision")]
    CardWaits,
    /// Nobody could keep the accounts any more.
    #[error("this is the last administrator")]
    LastAdministrator,
}
