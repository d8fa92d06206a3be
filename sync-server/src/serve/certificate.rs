//! The certificate the server shows, from files that may be renewed while it serves.

use std::fs;
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
    /// The chain is empty.
    #[error("{}: there is no certificate in it", .0.display())]
    Empty(PathBuf),
    /// The key is not the certificate's, or of a kind that is not spoken here.
    #[error("certificate and key do not go together: {0}")]
    Unusable(#[from] rustls::Error),
}

/// How the files looked when they were last read.
type Stamp = [Option<(SystemTime, u64)>; 2];

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
    /// [`CertificateError`] when a file cannot be read, or certificate and key do not go together.
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
    /// [`CertificateError`] when a file cannot be read, or the key is not the certificate's; the old certificate stays in
    /// force.
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
        Some((file.modified().ok()?, file.len()))
    };
    [look(&files.chain), look(&files.key)]
}

fn read(files: &CertificateFiles) -> Result<Arc<ServerConfig>, CertificateError> {
    let unreadable = |path: &Path, error| CertificateError::File { path: path.to_owned(), error };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.chain)
        .and_then(Iterator::collect)
        .map_err(|error| unreadable(&files.chain, error))?;
    if chain.is_empty() {
        return Err(CertificateError::Empty(files.chain.clone()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| unreadable(&files.key, error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
