//! The files of the phone app: in a folder, or inside the binary.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use tokio::fs::File;

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
                let content = match embedded(name)? {
                    // One copy for however many readers.
                    Cow::Borrowed(content) => Bytes::from_static(content),
                    Cow::Owned(content) => Bytes::from(content),
                };
                let length = content.len() as u64;
                Some((Body::from(content), length))
            }
        }
    }
}

#[cfg(feature = "embed-phone")]
#[derive(rust_embed::RustEmbed)]
#[folder = "$GUICHET_PHONE_DIR"]
struct Embedded;

#[cfg(feature = "embed-phone")]
fn embedded(name: &str) -> Option<Cow<'static, [u8]>> {
    Embedded::get(name).map(|file| file.data)
}

#[cfg(not(feature = "embed-phone"))]
const fn embedded(_: &str) -> Option<Cow<'static, [u8]>> {
    None
}
