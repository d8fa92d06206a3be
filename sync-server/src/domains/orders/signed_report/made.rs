//! A report as it was signed.

use crate::domains::orders::sheet::Sheet;
use crate::domains::orders::signed_report::content::Approval;
use crate::signed_report::SignedReport;

/// A report that was signed, with everything that pages are made of.
pub(crate) struct Report {
    pub(crate) sheet: Sheet,
    pub(crate) approval: Approval,
    pub(crate) issuer: String,
    pub(crate) signed: SignedReport,
}

impl Report {
    /// What the file is called.
    pub(crate) fn name(&self, ending: &str) -> String {
        let number: String = self
            .sheet
            .order
            .number
            .chars()
            .map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' })
            .collect();
        format!("guichet-{number}.{ending}")
    }
}
