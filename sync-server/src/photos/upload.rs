//! An upload under way: its file, and beside it what was announced.

use std::fs::OpenOptions;
use std::path::PathBuf;

use shared::{DeviceId, Sha256};

use crate::base::overwritten;
use crate::photos::files::PhotoFiles;

/// The upload of one photo by one device.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) part: PathBuf,
    announcement: PathBuf,
}

/// What was said of an upload when it was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announcement {
    pub(crate) length: u64,
    /// `Upload-Metadata` as it came; earlier versions did not keep it.
    pub(crate) metadata: Option<String>,
}

impl Announcement {
    /// Reads one as it is kept: the length, and on a line of its own the metadata. The end of a line tells
    /// a whole number from half of one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (length, rest) = text.split_once('\n')?;
        let metadata = rest.strip_suffix('\n').map(str::to_owned);
        Some(Self { length: length.parse().ok()?, metadata })
    }

    fn text(&self) -> String {
        let metadata = self.metadata.as_ref().map_or_else(String::new, |metadata| format!("{metadata}\n"));
        format!("{}\n{metadata}", self.length)
    }
}

impl Upload {
    pub(crate) fn new(photos: &PhotoFiles, device: DeviceId, sha256: Sha256) -> Self {
        let part = photos.upload(device, sha256);
        Self { announcement: part.with_extension("length"), part }
    }

    /// Bytes that are here.
    pub(crate) fn offset(&self) -> Option<u64> {
        std::fs::metadata(&self.part).ok().map(|file| file.len())
    }

    pub(crate) fn announce(&self, announcement: &Announcement) -> std::io::Result<()> {
        std::fs::write(&self.announcement, announcement.text())?;
        OpenOptions::new().create(true).append(true).open(&self.part).map(drop)
    }

    pub(crate) fn announced(&self) -> Option<Announcement> {
        Announcement::parse(&std::fs::read_to_string(&self.announcement).ok()?)
    }

    pub(crate) fn discard(&self) {
        for file in [&self.part, &self.announcement] {
            if let Err(error) = overwritten::remove(file) {
                tracing::debug!(%error, "an upload's file was gone already");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_is_read_as_it_was_written_and_as_earlier_versions_wrote_it() {
        let whole = Announcement { length: 300, metadata: Some("sha256 YQ==".to_owned()) };
        assert_eq!(Announcement::parse(&whole.text()), Some(whole));
        assert_eq!(Announcement::parse("300\n"), Some(Announcement { length: 300, metadata: None }));
        let half = Announcement::parse("300\nsha256 Y").unwrap();
        assert_eq!((half.length, half.metadata), (300, None));
        for wrong in ["", "30", "\n", "x\n"] {
            assert_eq!(Announcement::parse(wrong), None, "{wrong:?}");
        }
    }
}
