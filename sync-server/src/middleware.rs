//! What surrounds every request: limits of bodies, the one address for all, the request log.

pub mod body_limits;
pub mod one_address;
pub mod request_log;
