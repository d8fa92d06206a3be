//! Reports of work orders that vouch for themselves: JSON signed by the server's key, and a PDF that holds it and is
//! sealed as a whole, so that neither what programs read nor what people see can be altered. Verified with the public
//! key alone, and held against the audit log where that is at hand. It knows neither pages nor documents. Deliberately
//! absent: certificates, and what readers of PDF call a signature: nobody here has anybody's certificate.

mod canonical;
mod file;
mod log;
mod seal;
mod signed;
mod verdict;

pub(crate) use crate::signed_report::canonical::canonical;
pub use crate::signed_report::file::{Against, FileError, Finding, verify_file};
pub(crate) use crate::signed_report::log::{InLog, LogLine, detail, entry, in_log};
pub(crate) use crate::signed_report::seal::{SealError, blank_seal, seal};
pub(crate) use crate::signed_report::signed::{FORM, SignedReport};
pub(crate) use crate::signed_report::verdict::{Verdict, Vouched, judge};
