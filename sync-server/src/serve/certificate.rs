//! The certificate the server shows, from files that may be renewed while it serves.

use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// Where the certificate and its key are, in PEM: the chain with the server's own first, and a key
/// in PKCS #8, PKCS #1 or SEC 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The chain.
    pub chain: PathBuf,
    /// The private key of its first certificate.
    pub key: PathBuf,
}

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file is missing, cannot be read, or holds nothing of what it should.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: PemError,
    },
    /// Anybody on this machine may read or change the key.
    #[error(
        "{}: others than its owner and its group may read or change this key. Take that from them: chmod o= '{}'",
        .0.display(),
        .0.display()
    )]
    OpenToOthers(PathBuf),
    /// The chain is empty.
    #[error("{}: there is no certificate in it", .0.display())]
    Empty(PathBuf),
    /// The key is not the certificate's, or of a kind that is not spoken here.
    #[error("certificate and key do not go together: {0}")]
    Unusable(#[from] rustls::Error),
}

/// How the files looked when they were last read: when they were written, their length in bytes, and whose they
/// are, so that a key which may be read by now is read though nobody wrote it again.
type Stamp = [Option<(SystemTime, u64, [u32; 3])>; 2];

/// The certificate in force. New connections get the newest that could be used.
#[derive(Debug)]
pub struct Certificate {
    files: CertificateFiles,
    in_force: Mutex<(Arc<ServerConfig>, Stamp)>,
}

impl Certificate {
    /// Reads the files for the first time.
    ///
    /// # Errors
    /// [`CertificateError`] when a file cannot be read, the key is open to others, or certificate and key do not go
    /// together.
    pub fn open(files: CertificateFiles) -> Result<Self, CertificateError> {
        let stamp = stamp(&files);
        let config = read(&files)?;
        Ok(Self { files, in_force: Mutex::new((config, stamp)) })
    }

    /// What the next connection is greeted with.
    #[must_use]
    pub fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.in_force.lock().unwrap_or_else(PoisonError::into_inner).0))
    }

    /// Reads the files again if they are others than last time; whether a new certificate is in
    /// force. Files that cannot be used are told once and change nothing, so that a certificate
    /// replaced before its key is no accident.
    ///
    /// # Errors
    /// [`CertificateError`] when a file cannot be read, the key is open to others or not the certificate's; the old
    /// certificate stays in force.
    pub fn renew(&self) -> Result<bool, CertificateError> {
        let stamp = stamp(&self.files);
        let mut in_force = self.in_force.lock().unwrap_or_else(PoisonError::into_inner);
        if in_force.1 == stamp {
            return Ok(false);
        }
        in_force.1 = stamp;
        in_force.0 = read(&self.files)?;
        Ok(true)
    }
}

fn stamp(files: &CertificateFiles) -> Stamp {
    let look = |path: &Path| {
        let file = fs::metadata(path).ok()?;
        Some((file.modified().ok()?, file.len(), owner_and_mode(&file)))
    };
    [look(&files.chain), look(&files.key)]
}

#[cfg(unix)]
fn owner_and_mode(file: &Metadata) -> [u32; 3] {
    use std::os::unix::fs::MetadataExt as _;
    [file.uid(), file.gid(), file.mode()]
}

#[cfg(not(unix))]
const fn owner_and_mode(_: &Metadata) -> [u32; 3] {
    [0; 3]
}

/// Whether others than the owner of a file and its group may do anything with it. The group may: that is how a
/// system hands a key to the accounts of several servers, as Debian does with its group `ssl-cert`.
fn is_open_to_others(file: &Metadata) -> bool {
    const OTHERS: u32 = 0o007;
    let [_, _, mode] = owner_and_mode(file);
    mode & OTHERS != 0
}

/// The key in a file, of which it is known while it is read who may read it.
fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, CertificateError> {
    let unreadable = |error| CertificateError::File { path: path.to_owned(), error };
    let file = File::open(path).map_err(|error| unreadable(PemError::Io(error)))?;
    let found = file.metadata().map_err(|error| unreadable(PemError::Io(error)))?;
    if is_open_to_others(&found) {
        return Err(CertificateError::OpenToOthers(path.to_owned()));
    }
    PrivateKeyDer::from_pem_reader(file).map_err(unreadable)
}

fn read(files: &CertificateFiles) -> Result<Arc<ServerConfig>, CertificateError> {
    let unreadable = |path: &Path, error| CertificateError::File { path: path.to_owned(), error };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.chain)
        .and_then(Iterator::collect)
        .map_err(|error| unreadable(&files.chain, error))?;
    if chain.is_empty() {
        return Err(CertificateError::Empty(files.chain.clone()));
    }
    let key = read_key(&files.key)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
