//! A Unix socket that is listened on: its file is there while the server is, for its account and its group.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tokio::net::{UnixListener, UnixStream};

/// Who may open the socket: the server's account and the group of the file.
const MODE: u32 = 0o660;

/// A Unix socket that is listened on. Its file goes when it is dropped.
#[derive(Debug)]
pub(crate) struct UnixSocket {
    listener: UnixListener,
    path: PathBuf,
    /// Device and inode of the file, so that no other in its place is taken away.
    made: Option<(u64, u64)>,
}

impl UnixSocket {
    /// Listens at `path`. The file of a server that has ended is taken away; two servers that begin at one path in
    /// the same moment are not told apart.
    ///
    /// # Errors
    /// When another server listens there, something stands there that is no socket, or the folder cannot be written.
    pub(crate) async fn bind(path: &Path) -> Result<Self> {
        take_away_old(path).await?;
        let cannot = || format!("unix:{} cannot be listened on", path.display());
        let listener = UnixListener::bind(path).with_context(cannot)?;
        let socket = Self { listener, path: path.to_owned(), made: identity(path) };
        fs::set_permissions(path, Permissions::from_mode(MODE)).with_context(cannot)?;
        Ok(socket)
    }

    /// The next connection.
    ///
    /// # Errors
    /// When the caller has gone, or no file handle is free.
    pub(crate) async fn accept(&self) -> io::Result<UnixStream> {
        self.listener.accept().await.map(|(stream, _)| stream)
    }
}

impl Drop for UnixSocket {
    fn drop(&mut self) {
        if self.made.is_none() || identity(&self.path) != self.made {
            return;
        }
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "the file of the socket stays");
        }
    }
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::symlink_metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// Takes away the file of a socket on which nobody listens any more.
async fn take_away_old(path: &Path) -> Result<()> {
    let place = path.display();
    let kind = match fs::symlink_metadata(path) {
        Ok(file) => file.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("unix:{place} cannot be listened on")),
    };
    if !kind.is_socket() {
        bail!("{place} is no socket and stays as it is: name another path with --listen unix:PATH");
    }
    match UnixStream::connect(path).await {
        Ok(_) => bail!("another server listens on unix:{place}"),
        // What the system says of a socket whose server has ended.
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
            fs::remove_file(path).with_context(|| format!("{place}, left by a server that has ended"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => {
            Err(error).with_context(|| format!("{place} may be another server's and stays as it is"))
        }
    }
}
