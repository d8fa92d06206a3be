//! A look at the bytes of a change before Automerge reads them.
//!
//! Automerge believes what a change says of itself: it does not compare the checksum of a single
//! change, it unpacks a compressed one whatever its size, and it walks through every operation of
//! a run, of which a few bytes can announce billions. Here the bytes are counted first. The format
//! is that of <https://automerge.org/automerge-binary-format-spec/>; what the operations mean is
//! not looked at.

use crate::document::error::DocumentError;
use crate::hash::Sha256;
use crate::limits::CHANGE_OPERATIONS_MAX;

/// The chunk type of a change that is not compressed.
const PLAIN_CHANGE: u8 = 1;
const MAGIC_AND_CHECKSUM_BYTES: usize = 8;

/// Whether the bytes are one plain change, intact and of reasonable size.
///
/// # Errors
/// [`DocumentError::Corrupt`] when they are not.
pub(crate) fn inspect(bytes: &[u8]) -> Result<(), DocumentError> {
    let corrupt = |what: &str| Err(DocumentError::Corrupt(what.to_owned()));
    let Some((head, content)) = bytes.split_at_checked(MAGIC_AND_CHECKSUM_BYTES) else {
        return corrupt("too short for a change");
    };
    if content.first() != Some(&PLAIN_CHANGE) {
        return corrupt("not a plain change");
    }
    if !Sha256::of(content).0.starts_with(&head[4..]) {
        return corrupt("the checksum is wrong");
    }
    match operations(&content[1..]) {
        None => corrupt("its lengths do not agree"),
        Some(count) if count > CHANGE_OPERATIONS_MAX => corrupt("more operations than a change may hold"),
        Some(_) => Ok(()),
    }
}

/// How many operations a change announces, at a glance: 0 when the bytes are none.
#[must_use]
pub fn announced_operations(bytes: &[u8]) -> u64 {
    let content = bytes.get(MAGIC_AND_CHECKSUM_BYTES + 1..);
    content.and_then(operations).unwrap_or(0)
}

/// How many values the longest column announces; `None` when a length reaches past the end.
fn operations(content: &[u8]) -> Option<u64> {
    let mut rest = Bytes(content);
    let size = rest.number()?;
    let mut rest = Bytes(rest.take(size)?);
    let dependencies = rest.number()?;
    rest.take(dependencies.checked_mul(32)?)?;
    rest.prefixed()?;
    // Its sequence number, its first operation, its time.
    for _ in 0..3 {
        rest.number()?;
    }
    rest.prefixed()?;
    for _ in 0..rest.number()? {
        rest.prefixed()?;
    }
    let mut columns = Vec::new();
    for _ in 0..rest.number()? {
        columns.push((Column::of(rest.number()?), rest.number()?));
    }
    let mut longest = 0;
    for (column, size) in columns {
        longest = longest.max(values(Bytes(rest.take(size)?), column)?);
    }
    Some(longest)
}

/// How the values of a column are written.
#[derive(Clone, Copy)]
enum Column {
    /// Runs of numbers.
    Numbers,
    /// Runs of texts.
    Texts,
    /// Not in runs of values: as long as another column says.
    Following,
}

impl Column {
    /// By the lowest bits of its number.
    const fn of(specification: u64) -> Self {
        match specification & 7 {
            4 | 7 => Self::Following,
            5 => Self::Texts,
            _ => Self::Numbers,
        }
    }
}

/// How many values the runs of a column announce.
fn values(mut column: Bytes<'_>, kind: Column) -> Option<u64> {
    if let Column::Following = kind {
        return Some(0);
    }
    let mut total: u64 = 0;
    while !column.0.is_empty() {
        let length = column.signed()?;
        let literal = if length < 0 { length.unsigned_abs() } else { u64::from(length > 0) };
        // Each value takes a byte at least, so this ends with the column.
        for _ in 0..literal {
            match kind {
                Column::Texts => drop(column.prefixed()?),
                Column::Numbers | Column::Following => drop(column.number()?),
            }
        }
        let announced = if length == 0 { column.number()? } else { length.unsigned_abs() };
        total = total.saturating_add(announced);
    }
    Some(total)
}

/// Bytes yet to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(count).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// Bytes after their number.
    fn prefixed(&mut self) -> Option<&'a [u8]> {
        let count = self.number()?;
        self.take(count)
    }

    /// A number in LEB128, with the number of its bits.
    fn leb128(&mut self) -> Option<(u64, u32)> {
        let (mut number, mut bits) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F).checked_shl(bits)?;
            bits += 7;
            if byte & 0x80 == 0 {
                return Some((number, bits));
            }
        }
    }

    fn number(&mut self) -> Option<u64> {
        Some(self.leb128()?.0)
    }

    fn signed(&mut self) -> Option<i64> {
        let (number, bits) = self.leb128()?;
        let unused = 64_u32.saturating_sub(bits);
        Some((number << unused).cast_signed() >> unused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_format_writes_them() {
        let number = |bytes: &[u8]| Bytes(bytes).number();
        assert_eq!(number(&[0x7F]), Some(127));
        assert_eq!(number(&[0xE5, 0x8E, 0x26]), Some(624_485));
        assert_eq!(number(&[0x80]), None);
        assert_eq!(number(&[0x80; 11]), None);
        let signed = |bytes: &[u8]| Bytes(bytes).signed();
        assert_eq!(signed(&[0x7F]), Some(-1));
        assert_eq!(signed(&[0xC0, 0xBB, 0x78]), Some(-123_456));
        assert_eq!(signed(&[0xFF, 0]), Some(127));
    }

    #[test]
    fn a_column_is_as_long_as_its_runs_say() {
        let count = |bytes: &[u8], kind| values(Bytes(bytes), kind);
        assert_eq!(count(&[3, 9, 0x7E, 1, 2, 0, 5], Column::Numbers), Some(3 + 2 + 5));
        assert_eq!(count(&[2, 1, b'x', 0x7F, 2, b'y', b'z'], Column::Texts), Some(3));
        assert_eq!(count(&[2, 5, b'x'], Column::Texts), None, "a text past the end");
        assert_eq!(count(&[0x40, 1], Column::Numbers), None, "64 values in one byte");
    }
}
