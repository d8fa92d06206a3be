//! Accounts: people, passwords, second factors, sessions, throttled attempts, enrolment codes, and how long phones may stay away.

pub mod attempts;
pub mod block;
pub mod device_token;
pub mod enrolment_code;
pub mod password;
pub mod person;
pub mod second_factor;
pub mod sign_in;
pub mod totp;
