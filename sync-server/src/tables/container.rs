//! What an archive really unpacks to, before a library opens it: what it declares may be anything.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

use crate::base::limits::{TABLE_PARTS_MAX, TABLE_STRINGS_BYTES_MAX, TABLE_UNPACKED_BYTES_MAX};
use crate::tables::error::TableError;

/// The part that a library holds in memory as a whole.
const STRINGS: &str = "xl/sharedStrings.xml";

/// Unpacks everything once, to nowhere.
///
/// # Errors
/// [`TableError::UnpacksTooLarge`] when it is more than the limits, [`TableError::Damaged`] when a part cannot be
/// unpacked.
pub(super) fn check(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::Damaged)?;
    if archive.len() > TABLE_PARTS_MAX {
        return Err(TableError::UnpacksTooLarge);
    }
    let mut room = TABLE_UNPACKED_BYTES_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| TableError::Damaged)?;
        let is_strings = part.name().is_ok_and(|name| name == STRINGS);
        let most = if is_strings { room.min(TABLE_STRINGS_BYTES_MAX) } else { room };
        let unpacked =
            io::copy(&mut part.take(most + 1), &mut io::sink()).map_err(|_| TableError::Damaged)?;
        if unpacked > most {
            return Err(TableError::UnpacksTooLarge);
        }
        room -= unpacked;
    }
    Ok(())
}
