//! *Requests*: what a technician reports to the office.

pub(crate) mod defect;
