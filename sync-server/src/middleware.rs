//! What surrounds every request: limits of bodies, the request log.

pub mod body_limits;
pub mod request_log;
