//! What people write now and then: reasons, remarks, closing words.

use std::collections::BTreeMap;

use crate::demo::error::DemoError;
use crate::demo::table::text;

/// Sentences by what they are for.
#[derive(Debug)]
pub(crate) struct Phrases(BTreeMap<&'static str, Vec<&'static str>>);

impl Phrases {
    /// Reads the text.
    pub(crate) fn read() -> Result<Self, DemoError> {
        let blocks = text!("phrases").blocks()?;
        let lines = |lines: Vec<crate::demo::table::Line>| lines.into_iter().map(|line| line.text).collect();
        Ok(Self(blocks.into_iter().map(|block| (block.key, lines(block.lines))).collect()))
    }

    /// The sentences for something; none when there is no such thing.
    pub(crate) fn of(&self, what: &str) -> &[&'static str] {
        self.0.get(what).map_or(&[], Vec::as_slice)
    }
}
