//! What a form says of a field, beside what it showed.

use crate::kind::error::CommandError;

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision<Field> {
    /// The field with the value it was shown with.
    pub shown: Field,
    /// The same field with the value it was left with.
    pub left: Field,
}

impl<Field: PartialEq> Revision<Field> {
    /// What somebody else wrote in the field since the form was shown is not undone by it: the field is `now`
    /// as it was shown, or already as it was left.
    ///
    /// # Errors
    /// [`CommandError::ChangedMeanwhile`] when it is neither.
    pub(crate) fn unchanged_meanwhile(&self, now: &Field) -> Result<(), CommandError> {
        if *now == self.shown || *now == self.left { Ok(()) } else { Err(CommandError::ChangedMeanwhile) }
    }
}
