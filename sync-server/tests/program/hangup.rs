//! A renewed certificate, told by SIGHUP; and plain HTTP beside TLS.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustix::process::{Signal, kill_process};
use tempfile::TempDir;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use crate::program::{DEADLINE, Program};

/// Puts another certificate in the folder.
fn renew(folder: &TempDir) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = folder.path().join("key.pem");
    fs::write(&key, signing_key.serialize_pem()).unwrap();
    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    fs::write(folder.path().join("chain.pem"), cert.pem()).unwrap();
    CertificateDer::from_pem_slice(cert.pem().as_bytes()).unwrap()
}

/// Whether somebody who trusts only this certificate is greeted.
async fn greets(program: &Program, trusted: &CertificateDer<'static>) -> bool {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, program.connect().await).await.is_ok()
}

async fn until_greets(program: &Program, trusted: &CertificateDer<'static>) {
    let greeted = async {
        while !greets(program, trusted).await {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(DEADLINE, greeted).await;
    assert!(waited.is_ok(), "{}", program.said());
}

async fn until_says(program: &Program, what: &str) {
    let said = async {
        while !program.said().contains(what) {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(DEADLINE, said).await;
    assert!(waited.is_ok(), "{what} in {}", program.said());
}

#[tokio::test]
async fn a_renewed_certificate_is_used_on_sighup_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = renew(&folder);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (chain, key) = (path("chain.pem"), path("key.pem"));
    let program = Program::start(1, &["--tls-cert", &chain, "--tls-key", &key]).await;
    assert!(greets(&program, &first).await);

    fs::write(&chain, "rubbish").unwrap();
    kill_process(program.pid(), Signal::HUP).unwrap();
    until_says(&program, "the old one stays").await;
    assert!(greets(&program, &first).await);

    let second = renew(&folder);
    kill_process(program.pid(), Signal::HUP).unwrap();
    until_greets(&program, &second).await;
    assert!(!greets(&program, &first).await);

    let third = renew(&folder);
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    kill_process(program.pid(), Signal::HUP).unwrap();
    until_says(&program, "chmod o=").await;
    assert!(greets(&program, &second).await);
    fs::set_permissions(&key, Permissions::from_mode(0o640)).unwrap();
    kill_process(program.pid(), Signal::HUP).unwrap();
    until_greets(&program, &third).await;
}
