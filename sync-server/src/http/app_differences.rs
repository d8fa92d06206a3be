//! An update of the phone app travels as a difference to what the browser has of an earlier version (RFC 9842). The
//! server remembers the files of the versions it served, and makes each difference once, when it starts with a
//! version that is new to it:
//!
//! ```text
//! DATA/app/page_bg.wasm/<sha256>                 a file as it was served, not packed
//! DATA/app/page_bg.wasm/<sha256>-<sha256>.dcz    the difference between the first and the second
//! ```
//!
//! Nothing is lost with the folder, nor with a file in it: what is not what its name says is made again or left out,
//! and a browser gets what it has no difference for as a whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Result, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use axum::body::Body;
use shared::Sha256;
use zstd::zstd_safe::CParameter;

use crate::base::durable_file;
use crate::base::limits::{EARLIER_APP_FILE_BYTES_MAX, EARLIER_APP_FILES_MAX};
use crate::http::app_files::PhoneApp;
use crate::http::file_body::file_body;
use crate::projection::folder::make_closed;

/// How a difference begins, before the hash of its dictionary (RFC 9842, 5).
const HEAD: [u8; 8] = [0x5e, 0x2a, 0x4d, 0x18, 0x20, 0x00, 0x00, 0x00];
/// Thorough: it is made once and fetched by every phone.
const LEVEL: i32 = 19;
/// How far back a difference refers, as a power of two: all browsers take 8 MiB.
const WINDOW_BITS: u32 = 23;

/// The differences that can be had; none until they are made.
#[derive(Debug, Clone, Default)]
pub struct AppDifferences(Arc<OnceLock<BTreeMap<(String, Sha256), PathBuf>>>);

impl AppDifferences {
    /// Remembers the files of this app, and makes what is missing of the differences to it. Takes seconds of a
    /// processor when the app is a new one.
    ///
    /// # Errors
    /// What the file system says; no difference is then to be had.
    pub fn prepare(&self, data: &Path, app: &PhoneApp) -> Result<()> {
        let place = data.join("app");
        make_closed(&place)?;
        let names = app.dictionaries();
        let mut differences = BTreeMap::new();
        for name in &names {
            let content = app.read(name)?;
            if content.len() > EARLIER_APP_FILE_BYTES_MAX {
                continue;
            }
            let folder = place.join(file_name(name));
            let current = Sha256::of(&content);
            let packed_bytes = app.read(&format!("{name}.br")).map_or(content.len(), |packed| packed.len());
            remember(&folder, current, &content)?;
            for earlier in keep_newest(&folder, current)? {
                let dictionary = fs::read(folder.join(earlier.to_string()))?;
                if Sha256::of(&dictionary) != earlier {
                    tracing::warn!(%name, %earlier, "a file of an earlier version is damaged: no difference to it");
                    fs::remove_file(folder.join(earlier.to_string()))?;
                    continue;
                }
                let path = folder.join(format!("{earlier}-{current}.dcz"));
                if !leads_to(&path, &dictionary, &content) {
                    write_whole(&path, &difference(&dictionary, &content)?)?;
                }
                if usize::try_from(fs::metadata(&path)?.len()).is_ok_and(|bytes| bytes < packed_bytes) {
                    differences.insert((name.clone(), earlier), path);
                }
            }
        }
        forget_others(&place, &names)?;
        // Made once in the life of a server.
        self.0.get_or_init(|| differences);
        Ok(())
    }

    /// The difference that leads to a file, by its name below the root, from what a browser has.
    pub(crate) async fn find(&self, name: &str, from: Sha256) -> Option<(Body, u64)> {
        let path = self.0.get()?.get(&(name.to_owned(), from))?;
        file_body(tokio::fs::File::open(path).await.ok()?).await.ok()
    }
}

fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Keeps a file as the one served last.
fn remember(folder: &Path, hash: Sha256, content: &[u8]) -> Result<()> {
    make_closed(folder)?;
    let path = folder.join(hash.to_string());
    if fs::read(&path).is_ok_and(|kept| kept == content) {
        return File::options().append(true).open(path)?.set_modified(SystemTime::now());
    }
    write_whole(&path, content)
}

/// Keeps what a browser may have, and answers with its hashes: the current file, for in another version it has another
/// address, and the newest of what was served before. What is too old is removed, and so are differences that lead to
/// anything but the current file.
fn keep_newest(folder: &Path, current: Sha256) -> Result<Vec<Sha256>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        match name.parse::<Sha256>() {
            Ok(hash) if hash == current => {}
            Ok(hash) => files.push((entry.metadata()?.modified()?, hash)),
            Err(_) if name.ends_with(&format!("-{current}.dcz")) => {}
            Err(_) => fs::remove_file(entry.path())?,
        }
    }
    files.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (_, hash) in files.split_off(files.len().min(EARLIER_APP_FILES_MAX)) {
        fs::remove_file(folder.join(hash.to_string()))?;
        let difference = folder.join(format!("{hash}-{current}.dcz"));
        if difference.exists() {
            fs::remove_file(difference)?;
        }
    }
    Ok(std::iter::once(current).chain(files.into_iter().map(|(_, hash)| hash)).collect())
}

/// Removes what no file of this app is called.
fn forget_others(place: &Path, names: &[String]) -> Result<()> {
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        if !names.iter().any(|name| file_name(name) == entry.file_name()) && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// A file is there whole or not at all, also after a power cut.
fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let part = path.with_extension("part");
    durable_file::write(&part, content)?;
    fs::rename(part, path)
}

/// Whether a file holds a difference that leads from one content to another.
fn leads_to(path: &Path, earlier: &[u8], content: &[u8]) -> bool {
    let Ok(sent) = fs::read(path) else { return false };
    let Some(frame) = sent.strip_prefix(&HEAD).and_then(|sent| sent.strip_prefix(&Sha256::of(earlier).0))
    else {
        return false;
    };
    let mut read = Vec::new();
    let decoded = zstd::stream::Decoder::with_ref_prefix(frame, earlier).and_then(|decoder| {
        // No more than a byte too many is unpacked of what is not the file.
        decoder.take(content.len() as u64 + 1).read_to_end(&mut read)
    });
    decoded.is_ok() && read == content
}

/// The difference as it is sent: `dcz` of RFC 9842.
fn difference(earlier: &[u8], content: &[u8]) -> Result<Vec<u8>> {
    let mut sent = HEAD.to_vec();
    sent.write_all(&Sha256::of(earlier).0)?;
    let mut encoder = zstd::stream::Encoder::with_ref_prefix(sent, LEVEL, earlier)?;
    encoder.set_parameter(CParameter::WindowLog(WINDOW_BITS))?;
    encoder.set_parameter(CParameter::EnableLongDistanceMatching(true))?;
    encoder.set_pledged_src_size(Some(content.len() as u64))?;
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_its_dictionary_and_leads_to_the_file() {
        let earlier: Vec<u8> =
            (0..200_000_u32).flat_map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let content = [&earlier[..300_000], b"one screen changed", &earlier[300_000..]].concat();
        let sent = difference(&earlier, &content).expect("memory is written");
        assert!(sent.len() < 2_000, "{} bytes", sent.len());
        assert_eq!(sent[..8], HEAD);
        assert_eq!(sent[8..40], Sha256::of(&earlier).0);
        let mut read = Vec::new();
        let mut decoder =
            zstd::stream::Decoder::with_ref_prefix(&sent[40..], &earlier).expect("it is a frame");
        decoder.read_to_end(&mut read).expect("it is whole");
        assert!(read == content);
    }

    #[test]
    fn so_many_earlier_files_are_remembered_the_newest() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("page.js");
        let hash = |at: usize| Sha256::of(&at.to_le_bytes());
        for at in 0..EARLIER_APP_FILES_MAX + 3 {
            remember(&folder, hash(at), &at.to_le_bytes()).expect("there is room");
            let file =
                File::options().append(true).open(folder.join(hash(at).to_string())).expect("it is there");
            file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(at as u64))
                .expect("a time");
        }
        let current = hash(EARLIER_APP_FILES_MAX + 2);
        let kept = keep_newest(&folder, current).expect("they are read");
        let newest: Vec<Sha256> = (2..EARLIER_APP_FILES_MAX + 3).rev().map(hash).collect();
        assert_eq!(kept, newest);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), EARLIER_APP_FILES_MAX + 1);
    }
}
