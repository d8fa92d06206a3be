//! The phones' front door: sync, events, enrolment, photos, the app's files.

pub mod app_files;
pub mod device_auth;
pub mod enrol;
pub mod photo_upload;
pub mod photos;
pub mod sync;
