//! Accounts: people, passwords, sessions, throttled attempts, enrolment codes.

pub mod attempts;
pub mod enrolment_code;
pub mod password;
pub mod person;
pub mod sign_in;
