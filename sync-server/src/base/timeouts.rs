//! How long connections are waited for.

use crate::base::limits::{BODY_MS_MAX, CONNECTIONS_MAX, HEAD_MS_MAX};

/// How long anybody may keep the server waiting, and how many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Connections open at once; more wait until one ends. One address has half of them at most, but
    /// for the proxy.
    pub connections_max: usize,
    /// For a greeting by TLS, for the head of a request, and on an idle connection, in milliseconds.
    pub head_ms_max: u64,
    /// For the body of a request, in milliseconds.
    pub body_ms_max: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connections_max: CONNECTIONS_MAX, head_ms_max: HEAD_MS_MAX, body_ms_max: BODY_MS_MAX }
    }
}
