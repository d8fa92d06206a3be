//! What every noun's commands answer.

use crate::author::Author;
use crate::document::change::LocalChange;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document_kind::DocumentKind;
use crate::id::FactId;
use crate::kind::error::CommandError;

/// The fact that a command added, if it added one, and the change; no change when the document already said so.
pub(crate) type Written = (Option<FactId>, Option<LocalChange>);

/// What a person can do to the documents of one kind.
pub(crate) trait KindCommand {
    /// The kind.
    fn document_kind(&self) -> DocumentKind;

    /// The command's name in the audit log: `work-order-approve`.
    fn name(&self) -> &'static str;

    /// Whether it begins a document.
    fn creates(&self) -> bool;

    /// What it does to the document, for the policy: paths of the noun's rules. One path stands for all that a
    /// rule names together.
    fn effects(&self) -> Vec<(&'static str, Effect)>;

    /// Executes it on a document of its kind, which is empty exactly when the command begins one. Not to be had
    /// from a `dyn KindCommand`: who only asks what a command is, as the page of the phone does, gets no code that
    /// writes documents.
    ///
    /// # Errors
    /// The [`CommandError`] that says what does not let it happen; the document is then as before.
    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError>
    where
        Self: Sized;
}
