//! Accounts: people, passwords, second factors, sessions, throttled attempts, enrolment codes, and how long phones may stay away.

pub(crate) mod at_the_door;
pub mod attempts;
pub mod block;
pub mod device_token;
pub mod enrolment_code;
pub mod nameless;
pub mod password;
pub mod person;
pub mod pin_rule;
pub(crate) mod queue;
pub mod second_factor;
pub mod sign_in;
pub mod totp;
