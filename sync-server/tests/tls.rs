//! TLS with certificates made here: how it is spoken, and how a renewed certificate comes in force.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::convert::Infallible;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::{Body, Bytes};
use axum::http::Request;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use sync_server::accounts::device_token::TokenLife;
use sync_server::base::limits::STREAMS_PER_CONNECTION_MAX;
use sync_server::base::timeouts::Timeouts;
use sync_server::program::{COMPACT_AFTER_DAYS, Settings, open};
use sync_server::routes::routes_of;
use sync_server::serve::{self, Certificate, CertificateError, CertificateFiles, Server};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use tokio_rustls::{TlsAcceptor, TlsConnector};
use tokio_stream::wrappers::ReceiverStream;

/// A folder with a certificate in it.
struct Folder {
    folder: TempDir,
    renewals: u64,
}

impl Folder {
    fn new() -> Self {
        let mut folder = Self { folder: tempfile::tempdir().unwrap(), renewals: 0 };
        folder.renew();
        folder
    }

    fn files(&self) -> CertificateFiles {
        CertificateFiles { chain: self.path("chain.pem"), key: self.path("key.pem") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts another certificate in place.
    fn renew(&mut self) {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        self.write("chain.pem", &cert.pem());
        self.write("key.pem", &signing_key.serialize_pem());
        self.allow("key.pem", 0o600);
    }

    /// Changes who may read a file.
    #[cfg(unix)]
    fn allow(&self, name: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }

    #[cfg(not(unix))]
    fn allow(&self, _: &str, _: u32) {}

    /// Writes a file so that it is seen to be another, however coarse the clock of the file system.
    fn write(&mut self, name: &str, content: &str) {
        self.renewals += 1;
        fs::write(self.path(name), content).unwrap();
        let file = fs::File::options().write(true).open(self.path(name)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + self.renewals)).unwrap();
    }
}

fn certificate(path: &Path) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(path).unwrap()
}

fn client(trusted: &Path, protocols: &[&str]) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(certificate(trusted)).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

fn name() -> ServerName<'static> {
    ServerName::try_from("localhost").unwrap()
}

/// A server with TLS, on a port of its own.
struct Serving {
    folder: Folder,
    address: SocketAddr,
    /// Where plain HTTP is spoken.
    plain: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<()>,
    _data: TempDir,
}

impl Serving {
    async fn begin() -> Self {
        Self::begin_with(Timeouts::default()).await
    }

    async fn begin_with(timeouts: Timeouts) -> Self {
        Self::begin_at(None, timeouts).await
    }

    /// A server with a public address.
    async fn begin_at(public: Option<&str>, timeouts: Timeouts) -> Self {
        let (folder, data) = (Folder::new(), tempfile::tempdir().unwrap());
        let serve = serve::Settings {
            listen: "127.0.0.1:0".parse().unwrap(),
            office: None,
            tls: Some(folder.files()),
            redirect_from: Some("127.0.0.1:0".parse().unwrap()),
            proxy: None,
            public: public.map(|site| site.parse().unwrap()),
            insecure: false,
            timeouts,
        };
        let settings = Settings {
            data: data.path().to_owned(),
            phone: Some(data.path().join("phone")),
            time_zone: jiff::tz::TimeZone::UTC,
            demo: false,
            compact_after_days: COMPACT_AFTER_DAYS,
            tokens: TokenLife::default(),
            audit_head_to: Vec::new(),
            offer_days: sync_server::sync::offer_end::OFFER_DAYS,
            serve,
        };
        let (prepared, app) = (settings.serve.prepare().unwrap(), open(&settings).await.unwrap());
        let server = Server::open(prepared, Arc::clone(&app.counters)).await.unwrap();
        let (address, plain) = (server.address().unwrap(), server.redirect_address().unwrap());
        assert_eq!(server.place(), format!("https://{address}"));
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(server.run(move |side| routes_of(app.clone(), side), async {
            stopped.await.unwrap();
        }));
        Self { folder, address, plain, stop: Some(stop), ended, _data: data }
    }

    async fn connect(&self, protocols: &[&str]) -> TlsStream<TcpStream> {
        let stream = TcpStream::connect(self.address).await.unwrap();
        client(&self.folder.path("chain.pem"), protocols).connect(name(), stream).await.unwrap()
    }
}

async fn get(stream: &mut TlsStream<TcpStream>, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_browser_gets_http2_and_stays_with_tls() {
    let serving = Serving::begin().await;
    let stream = serving.connect(&["h2", "http/1.1"]).await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    let (mut send, connection) =
        http2::handshake::<_, _, Body>(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = |path: &str| Request::get(format!("https://localhost{path}")).body(Body::empty()).unwrap();
    // Several at once, on one connection.
    let (page, health) = tokio::join!(
        send.clone().send_request(request("/office/sign-in")),
        send.send_request(request("/healthz"))
    );
    let (page, health) = (page.unwrap(), health.unwrap());
    assert_eq!((page.status().as_u16(), health.status().as_u16()), (200, 200));
    assert_eq!(page.headers()["strict-transport-security"], "max-age=31536000");
    drop((send, page, health));
    connection.abort();
}

#[tokio::test]
async fn a_program_that_knows_no_http2_gets_http1() {
    let serving = Serving::begin().await;
    for protocols in [&["http/1.1"][..], &[]] {
        let mut stream = serving.connect(protocols).await;
        let answer = get(&mut stream, "/office/sign-in").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("\r\nstrict-transport-security: max-age=31536000\r\n"), "{answer}");
    }
}

#[tokio::test]
async fn plain_http_is_not_spoken_where_tls_is() {
    let serving = Serving::begin().await;
    let mut stream = TcpStream::connect(serving.address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    // The end may be a reset.
    drop(stream.read_to_end(&mut answer).await);
    assert!(!answer.starts_with(b"HTTP/"), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn plain_http_beside_tls_shows_only_the_way() {
    let serving = Serving::begin().await;
    for (host, gone_to) in
        [("guichet.test", "guichet.test"), ("guichet.test:80", "guichet.test"), ("[::1]", "[::1]")]
    {
        let answer =
            plainly(serving.plain, &format!("POST /office/review?page=2 HTTP/1.1\r\nhost: {host}")).await;
        let port = serving.address.port();
        assert!(answer.starts_with("HTTP/1.1 308 "), "{answer}");
        let line = format!("\r\nlocation: https://{gone_to}:{port}/office/review?page=2\r\n");
        assert!(answer.contains(&line), "{answer}");
    }
    let answer = plainly(serving.plain, "GET / HTTP/1.1\r\nhost: a b").await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test]
async fn plain_http_beside_tls_shows_the_way_to_the_public_address_whatever_is_asked_for() {
    let serving = Serving::begin_at(Some("https://guichet.test"), Timeouts::default()).await;
    for host in ["guichet.test", "evil.example", "a b"] {
        let head = format!("GET /office/review?page=2 HTTP/1.1\r\nhost: {host}");
        let answer = plainly(serving.plain, &head).await;
        assert!(answer.starts_with("HTTP/1.1 308 "), "{answer}");
        let line = "\r\nlocation: https://guichet.test/office/review?page=2\r\n";
        assert!(answer.contains(line), "{answer}");
    }
}

async fn plainly(address: SocketAddr, head: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_greeting_that_never_comes_and_an_idle_http2_connection_are_cut() {
    let serving = Serving::begin_with(Timeouts { head_ms_max: 500, ..Timeouts::default() }).await;
    let cut = async {
        let mut silent = TcpStream::connect(serving.address).await.unwrap();
        // The end may be a reset.
        drop(silent.read_to_end(&mut Vec::new()).await);
        let stream = serving.connect(&["h2"]).await;
        let (mut send, connection) =
            http2::handshake::<_, _, Body>(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        let connection = tokio::spawn(connection);
        let request = Request::get("https://localhost/healthz").body(Body::empty()).unwrap();
        assert_eq!(send.send_request(request).await.unwrap().status().as_u16(), 200);
        // The client keeps it open; it is the server that ends it.
        drop(connection.await.unwrap());
        drop(send);
    };
    tokio::time::timeout(Duration::from_secs(60), cut).await.unwrap();
}

/// A request under way, whose body ends when the sender is dropped.
async fn under_way(
    send: &http2::SendRequest<Body>,
) -> (mpsc::Sender<Result<Bytes, Infallible>>, JoinHandle<u16>) {
    let (body, rest) = mpsc::channel(1);
    let request =
        Request::post("https://localhost/phone/v1/devices").header("content-type", "application/json");
    let request = request.body(Body::from_stream(ReceiverStream::new(rest))).unwrap();
    let mut send = send.clone();
    let answered = tokio::spawn(async move { send.send_request(request).await.unwrap().status().as_u16() });
    // There is room for the second piece once the first has gone.
    for piece in ["{", " "] {
        body.send(Ok(Bytes::from_static(piece.as_bytes()))).await.unwrap();
    }
    (body, answered)
}

/// What is answered to one request more, if it has its turn within a moment.
async fn one_more(send: &http2::SendRequest<Body>) -> Option<u16> {
    let request = Request::get("https://localhost/healthz").body(Body::empty()).unwrap();
    let mut send = send.clone();
    let answered = tokio::time::timeout(Duration::from_millis(500), send.send_request(request)).await;
    answered.map(|answer| answer.unwrap().status().as_u16()).ok()
}

#[tokio::test]
async fn a_connection_has_so_many_requests_at_once_and_a_further_one_waits_for_its_turn() {
    let serving = Serving::begin().await;
    let stream = serving.connect(&["h2"]).await;
    let (send, connection) =
        http2::handshake::<_, _, Body>(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    // By then the client has heard how many there may be.
    assert_eq!(one_more(&send).await, Some(200));
    let mut open = Vec::new();
    for _ in 1..STREAMS_PER_CONNECTION_MAX {
        open.push(under_way(&send).await);
    }
    assert_eq!(one_more(&send).await, Some(200), "the last that may be");
    open.push(under_way(&send).await);
    assert_eq!(one_more(&send).await, None, "one too many");
    let (body, ended) = open.remove(0);
    drop(body);
    assert_eq!(ended.await.unwrap(), 400, "half of what is asked");
    assert_eq!(one_more(&send).await, Some(200));
    connection.abort();
}

#[tokio::test]
async fn an_open_connection_does_not_hold_up_the_end() {
    let mut serving = Serving::begin().await;
    let stream = serving.connect(&["h2"]).await;
    let (_send, connection) =
        http2::handshake::<_, _, Body>(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    serving.stop.take().unwrap().send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(60), serving.ended).await.unwrap().unwrap();
    connection.abort();
}

/// Whom the next connection is greeted by.
async fn greeting(certificate: &Certificate, trusted: &Path) -> CertificateDer<'static> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let acceptor: TlsAcceptor = certificate.acceptor();
    let greeted = async { acceptor.accept(listener.accept().await.unwrap().0).await };
    let trusting = client(trusted, &[]);
    let (greeted, stream) = tokio::join!(greeted, trusting.connect(name(), stream));
    greeted.unwrap();
    stream.unwrap().get_ref().1.peer_certificates().unwrap()[0].clone().into_owned()
}

#[tokio::test]
async fn the_next_connection_after_a_renewal_sees_the_new_certificate() {
    let mut folder = Folder::new();
    let chain = folder.path("chain.pem");
    let in_force = Certificate::open(folder.files()).unwrap();
    let first = greeting(&in_force, &chain).await;
    assert!(!in_force.renew().unwrap(), "nothing has changed");
    folder.renew();
    assert!(in_force.renew().unwrap());
    let second = greeting(&in_force, &chain).await;
    assert_ne!(first, second);
    assert_eq!(second, certificate(&chain));
}

#[tokio::test]
async fn a_broken_certificate_is_told_once_and_the_old_one_stays_until_a_good_one_comes() {
    let mut folder = Folder::new();
    let first = folder.path("first.pem");
    fs::copy(folder.path("chain.pem"), &first).unwrap();
    let in_force = Certificate::open(folder.files()).unwrap();
    type Breaks = fn(&mut Folder);
    let breakages: [(&str, Breaks); 4] = [
        ("not PEM", |folder| folder.write("chain.pem", "rubbish")),
        ("no certificate in it", |folder| folder.write("chain.pem", "")),
        ("gone", |folder| fs::remove_file(folder.path("chain.pem")).unwrap()),
        ("the key of another", |folder| {
            let key = fs::read_to_string(folder.path("key.pem")).unwrap();
            folder.renew();
            folder.write("key.pem", &key);
        }),
    ];
    for (what, breaks) in breakages {
        breaks(&mut folder);
        let error = in_force.renew().expect_err(what);
        assert!(!error.to_string().is_empty());
        assert!(!in_force.renew().unwrap(), "{what}: told once");
        assert_eq!(greeting(&in_force, &first).await, certificate(&first), "{what}");
    }
    folder.renew();
    assert!(in_force.renew().unwrap());
    greeting(&in_force, &folder.path("chain.pem")).await;
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_refused_with_the_command_that_mends_it() {
    let folder = Folder::new();
    let key = folder.path("key.pem");
    for mode in [0o604, 0o602, 0o601, 0o644, 0o666, 0o777] {
        folder.allow("key.pem", mode);
        let error = Certificate::open(folder.files()).unwrap_err();
        assert!(matches!(&error, CertificateError::OpenToOthers(path) if *path == key), "{mode:o}: {error}");
        assert!(error.to_string().contains(&format!("chmod o= '{}'", key.display())), "{error}");
    }
    for mode in [0o600, 0o400, 0o640, 0o660, 0o440] {
        folder.allow("key.pem", mode);
        Certificate::open(folder.files()).unwrap_or_else(|error| panic!("{mode:o}: {error}"));
    }
    // The chain is for everybody.
    folder.allow("chain.pem", 0o666);
    Certificate::open(folder.files()).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_renewed_key_that_others_may_read_waits_until_they_may_not() {
    let mut folder = Folder::new();
    let first = folder.path("first.pem");
    fs::copy(folder.path("chain.pem"), &first).unwrap();
    let in_force = Certificate::open(folder.files()).unwrap();
    folder.renew();
    folder.allow("key.pem", 0o644);
    assert!(matches!(in_force.renew(), Err(CertificateError::OpenToOthers(_))));
    assert!(!in_force.renew().unwrap(), "told once");
    assert_eq!(greeting(&in_force, &first).await, certificate(&first));
    // Nobody writes it again.
    folder.allow("key.pem", 0o640);
    assert!(in_force.renew().unwrap());
    greeting(&in_force, &folder.path("chain.pem")).await;
}

#[test]
fn a_server_does_not_begin_with_a_certificate_it_cannot_use() {
    let mut folder = Folder::new();
    folder.write("key.pem", "rubbish");
    let error = Certificate::open(folder.files()).unwrap_err();
    assert!(matches!(&error, CertificateError::File { path, .. } if path.ends_with("key.pem")), "{error}");
}
