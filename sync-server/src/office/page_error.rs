//! What can go wrong with a page; [`crate::office::error_page`] draws the page that says so.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::command::CommandError;

use crate::engine::error::EngineError;
use crate::engine::person_error::PersonError;
use crate::http::span::Reason;
use crate::projection::reader::ReadError;
use crate::sql;
use crate::store::error::StoreError;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageError {
    /// Nobody is signed in; where they wanted to go.
    SignIn(String),
    /// The password was given by somebody else, and another one must be chosen first.
    PasswordFirst,
    /// The administration asks for a second factor, and one must be set up first.
    SecondFactorFirst,
    /// The second factor is asked for again before what somebody wants to read; where that is.
    CodeFirst(String),
    /// It is asked for again before a form is taken; the key of a phrase that says why.
    CodeAgain(&'static str),
    /// The role does not let this happen.
    NotAllowed,
    /// A write that does not come from one of our pages; why, for the log.
    Foreign(String),
    /// A write that asks for another host than the public one.
    AnotherHost {
        /// The host it asks for.
        asked: String,
        /// The public address: `https://guichet.commune.be`.
        public: String,
    },
    /// A form that was shown to somebody else who was signed in here.
    SomebodyElse,
    /// A form that was sent before, and said something else then.
    SentBefore,
    /// A form so old that nobody knows any more whether it was sent before.
    OldForm,
    /// A form that is too large to be read.
    TooLarge,
    /// A request that somebody has answered meanwhile; where one reads how.
    Answered(String),
    /// There is no such thing.
    NotFound,
    /// It is kept, and the lists do not know it yet.
    NotListedYet,
    /// What was sent makes no sense; the key of a phrase that says why.
    Invalid(&'static str),
    /// The disk is full.
    Full,
    /// Another program holds the office database.
    Locked,
    /// The data have to be mended first; what to do is in the log.
    Mending,
    /// Something on our side; it is in the log.
    Broken,
}

impl PageError {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::SignIn(_) | Self::PasswordFirst | Self::SecondFactorFirst | Self::CodeFirst(_) => {
                StatusCode::SEE_OTHER
            }
            Self::CodeAgain(_) | Self::NotAllowed | Self::Foreign(_) | Self::SomebodyElse => {
                StatusCode::FORBIDDEN
            }
            Self::AnotherHost { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::SentBefore | Self::OldForm | Self::Answered(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Mending | Self::Locked | Self::NotListedYet => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key of the phrase that says so.
    pub(crate) const fn phrase(&self) -> &'static str {
        match self {
            Self::SignIn(_) => "sign-in-title",
            Self::PasswordFirst => "account-choose-password",
            Self::SecondFactorFirst => "factor-required",
            Self::CodeFirst(_) => "code-again",
            Self::CodeAgain(key) | Self::Invalid(key) => key,
            Self::NotAllowed => "error-not-allowed",
            Self::Foreign(_) => "error-foreign",
            Self::AnotherHost { .. } => "error-another-host",
            Self::SomebodyElse => "error-somebody-else",
            Self::SentBefore => "error-sent-before",
            Self::OldForm => "error-old-form",
            Self::TooLarge => "error-form-too-large",
            Self::Answered(_) => "error-answered-already",
            Self::NotFound => "error-not-found",
            Self::NotListedYet => "error-not-listed-yet",
            Self::Full => "error-full",
            Self::Locked => "error-locked",
            Self::Mending => "error-mending",
            Self::Broken => "error-broken",
        }
    }

    /// Why there is no page, for the log.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others say by their phrase what they are")]
    pub(crate) fn reason(&self) -> Reason {
        match self {
            Self::Foreign(why) => Reason(why.clone().into()),
            Self::AnotherHost { asked, public } => {
                Reason(format!("{asked} was asked for, and --public-url is {public}").into())
            }
            other => Reason(other.phrase().into()),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self.reason());
        response.extensions_mut().insert(self);
        response
    }
}

impl From<EngineError> for PageError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NotAllowed => Self::NotAllowed,
            EngineError::OwnPhone => Self::Invalid("error-own-phone"),
            EngineError::NotFound => Self::NotFound,
            EngineError::SentBefore | EngineError::DoneBefore => Self::SentBefore,
            EngineError::Command(error) => Self::Invalid(command_phrase(&error)),
            EngineError::Person(error) => Self::Invalid(person_phrase(error)),
            EngineError::Store(StoreError::Full) => Self::Full,
            // Whoever found out has logged it.
            EngineError::Unusable(_) => Self::Mending,
            EngineError::Document { .. } | EngineError::Store(StoreError::Blocked(_)) => {
                tracing::error!(%error, "an office page failed");
                Self::Mending
            }
            EngineError::Store(_)
            | EngineError::Projection(_)
            | EngineError::Withdrawn
            | EngineError::TooMuchRefused
            | EngineError::DayOver
            | EngineError::Stopped => {
                tracing::error!(%error, "an office page failed");
                Self::Broken
            }
        }
    }
}

impl From<ReadError> for PageError {
    fn from(error: ReadError) -> Self {
        match &error {
            ReadError::Damaged => return Self::Mending,
            ReadError::Sql(sql::Error::Locked(_)) => return Self::Locked,
            ReadError::Sql(_) | ReadError::Interrupted => {}
        }
        tracing::error!(%error, "the office database could not be read");
        Self::Broken
    }
}

/// The phrase that says why an account was not changed.
pub(crate) const fn person_phrase(error: PersonError) -> &'static str {
    match error {
        PersonError::LoginTaken => "error-login-taken",
        PersonError::LoginUnusable => "error-login-unusable",
        PersonError::NameUnusable => "error-name-unusable",
        PersonError::ChangedMeanwhile => "error-changed-meanwhile",
        PersonError::Unknown => "error-other",
        PersonError::Nameless => "error-nameless",
        PersonError::NotBlocked => "error-nameless-not-blocked",
        PersonError::HasOpenOrders => "error-nameless-open-orders",
        PersonError::CardWaits => "error-nameless-card-waits",
        PersonError::LastAdministrator => "error-last-administrator",
        PersonError::AdministratorInPart => "error-administrator-in-part",
        PersonError::WorksNowhere => "error-works-nowhere",
    }
}

/// The phrase that says why a command was not executed.
pub(crate) const fn command_phrase(error: &CommandError) -> &'static str {
    match error {
        CommandError::AnswersMissing(_) => "error-answers-missing",
        CommandError::NotStarted => "error-not-started",
        CommandError::NotPossibleWhile(_) => "error-not-possible",
        CommandError::NotSeen => "error-not-seen",
        CommandError::TooLate => "error-too-late",
        CommandError::Unsettled => "error-unsettled",
        CommandError::Unknown(_) => "error-unknown",
        CommandError::NotAccepted(_) => "error-not-accepted",
        CommandError::InItself => "error-in-itself",
        CommandError::WrongAnswer => "error-wrong-answer",
        CommandError::TooLong { .. } => "error-too-long",
        CommandError::TooMany { .. } => "error-too-many",
        CommandError::Empty => "error-empty",
        CommandError::OutOfRange(_) => "error-out-of-range",
        CommandError::ImplausibleDay => "error-day",
        CommandError::ChangedMeanwhile => "error-changed-meanwhile",
        CommandError::AnsweredAlready => "error-answered-already",
        CommandError::WrongMoment | CommandError::Document(_) => "error-other",
    }
}
