//! The files of the phone app: in a folder, or inside the binary.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use shared::Sha256;
use tokio::fs::File;

use crate::base::limits::SMALL_FILE_BYTES_MAX;
use crate::http::file_body::file_body;

/// Where the phone app's files are.
#[derive(Debug, Clone)]
pub enum PhoneApp {
    /// In a folder.
    Folder(Arc<PathBuf>),
    /// In the binary, if it was built so; otherwise there is none.
    Embedded,
}

impl PhoneApp {
    /// Whether there is one.
    pub(crate) async fn is_there(&self) -> bool {
        self.file("index.html").await.is_some()
    }

    /// The files of its versions that an update is a difference to: scripts, style sheets and WebAssembly, by name
    /// below the root, `app/<version>/page_bg.wasm`.
    pub(crate) fn dictionaries(&self) -> Vec<String> {
        let names = match self {
            Self::Folder(folder) => versioned(folder),
            Self::Embedded => embedded_names(),
        };
        names.into_iter().filter(|name| is_dictionary(name)).collect()
    }

    /// All of a file.
    ///
    /// # Errors
    /// What the file system says; not found, when there is no such file.
    pub(crate) fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Folder(folder) => std::fs::read(folder.join(name)),
            Self::Embedded => {
                embedded(name).map(Cow::into_owned).ok_or_else(|| std::io::ErrorKind::NotFound.into())
            }
        }
    }

    /// All of a file of at most [`SMALL_FILE_BYTES_MAX`], and its hash; none when there is no such file, or it is larger.
    pub(crate) async fn small(&self, name: &str) -> Option<(Bytes, Sha256)> {
        let content = match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                let found = tokio::fs::metadata(&path).await.ok()?;
                if !found.is_file() || found.len() > SMALL_FILE_BYTES_MAX {
                    return None;
                }
                Bytes::from(tokio::fs::read(path).await.ok()?)
            }
            Self::Embedded => {
                bytes(embedded(name).filter(|content| content.len() as u64 <= SMALL_FILE_BYTES_MAX)?)
            }
        };
        let hash = Sha256::of(&content);
        Some((content, hash))
    }

    /// A file as a body, and its length in bytes.
    pub(crate) async fn file(&self, name: &str) -> Option<(Body, u64)> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                if !tokio::fs::metadata(&path).await.ok()?.is_file() {
                    return None;
                }
                file_body(File::open(path).await.ok()?).await.ok()
            }
            Self::Embedded => {
                let content = bytes(embedded(name)?);
                let length = content.len() as u64;
                Some((Body::from(content), length))
            }
        }
    }
}

/// One copy for however many readers.
fn bytes(content: Cow<'static, [u8]>) -> Bytes {
    match content {
        Cow::Borrowed(content) => Bytes::from_static(content),
        Cow::Owned(content) => Bytes::from(content),
    }
}

/// Whether a file is one that an update is a difference to.
pub(crate) fn is_dictionary(name: &str) -> bool {
    let mut parts = name.split('/');
    let is_versioned = parts.next() == Some("app") && parts.next().is_some();
    let is_kind = |file: &str| [".wasm", ".js", ".css"].iter().any(|kind| file.ends_with(kind));
    is_versioned && parts.next().is_some_and(is_kind) && parts.next().is_none()
}

/// What stands in the folders of versions; nothing in one that cannot be read.
fn versioned(folder: &Path) -> Vec<String> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    };
    let app = folder.join("app");
    let files_of = |version: String| -> Vec<String> {
        let files = names(&app.join(&version));
        files.into_iter().map(|file| format!("app/{version}/{file}")).collect()
    };
    names(&app).into_iter().flat_map(files_of).collect()
}

#[cfg(feature = "embed-phone")]
#[derive(rust_embed::RustEmbed)]
#[folder = "$GUICHET_PHONE_DIR"]
struct Embedded;

#[cfg(feature = "embed-phone")]
fn embedded(name: &str) -> Option<Cow<'static, [u8]>> {
    Embedded::get(name).map(|file| file.data)
}

#[cfg(feature = "embed-phone")]
fn embedded_names() -> Vec<String> {
    Embedded::iter().map(Cow::into_owned).collect()
}

#[cfg(not(feature = "embed-phone"))]
const fn embedded_names() -> Vec<String> {
    Vec::new()
}

#[cfg(not(feature = "embed-phone"))]
const fn embedded(_: &str) -> Option<Cow<'static, [u8]>> {
    None
}
