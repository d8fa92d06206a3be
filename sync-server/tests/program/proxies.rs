//! Behind real proxies, set up as the README says: signing in, syncs, streams of events and large uploads.
//! nginx comes with the set-up of the tests; the others are run where they are installed, by hand.

use std::fs;
use std::io::{Cursor, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use image::{ImageFormat, RgbImage};
use shared::wire::SyncRequest;
use shared::{Sha256, Timestamp};
use sync_server::accounts::sign_in;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::line::Line;
use crate::program::{DEADLINE, Program, TECHNICIAN, enrol, rest};

const README: &str = include_str!("../../../README.md");
const HOST: &str = "guichet.commune.be";

/// The example of the README in a language, between its fences.
fn example(language: &str) -> &'static str {
    let (_, block) = README.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0
}

/// A proxy that runs; ended when dropped.
struct Proxy {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Proxy {
    /// Runs a program on its configuration until it listens.
    async fn start(
        program: &str,
        configured: impl FnOnce(&Path, SocketAddr) -> (String, Vec<String>),
    ) -> Self {
        // Free a moment ago, and asked for again at once.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (configuration, arguments) = configured(folder.path(), address);
        fs::write(folder.path().join("configuration"), configuration).unwrap();
        let mut child = Command::new(program)
            .args(arguments)
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask setup` installs it"));
        let listens = async {
            while TcpStream::connect(address).await.is_err() {
                if child.try_wait().unwrap().is_some() {
                    let mut said = String::new();
                    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
                    panic!("{program} ended: {said}");
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(DEADLINE, listens).await.expect("it listens");
        Self { child, address, _folder: folder }
    }

    /// nginx with these servers.
    async fn nginx(servers: impl FnOnce(SocketAddr) -> String) -> Self {
        let program = std::env::var("GUICHET_NGINX").unwrap_or_else(|_| "/usr/sbin/nginx".to_owned());
        Self::start(&program, |folder, address| {
            let place = folder.display();
            let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|kind| format!("{kind}_temp_path {place}/{kind};\n"))
                .concat();
            let configuration = format!(
                "daemon off; master_process off; pid {place}/pid; error_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n\
                 {temporary}{}\n}}\n",
                servers(address)
            );
            let arguments = ["-p", &place.to_string(), "-c", &format!("{place}/configuration")];
            (configuration, arguments.map(str::to_owned).to_vec())
        })
        .await
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.child.kill());
        self.child.wait().unwrap();
    }
}

/// The program, with somebody to sign in and a phone, and the password.
async fn served(arguments: &[&str]) -> (Program, String) {
    let mut password = None;
    let program = Program::start_after(arguments, async |engine| {
        let made = sign_in::first_administrator(engine, "anne".to_owned(), "Anne Deprez".to_owned()).await;
        password = made.unwrap();
        enrol(engine, TECHNICIAN, 1).await
    })
    .await;
    (program, password.unwrap())
}

/// Signs in as a browser does; the head of the answer.
async fn signs_in(through: SocketAddr, password: &str, scheme: &str, headers: &str) -> String {
    let form = format!("login=anne&password={password}");
    let request = format!(
        "POST /office/sign-in HTTP/1.1\r\nhost: {HOST}\r\norigin: {scheme}://{HOST}\r\nconnection: close\r\n{headers}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut stream = TcpStream::connect(through).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(&mut stream).await
}

/// A photo of five megabytes: more than a proxy takes that nobody told (ISO 10918-1, B.2.4.5).
fn photo() -> Vec<u8> {
    let mut small = Cursor::new(Vec::new());
    RgbImage::new(8, 8).write_to(&mut small, ImageFormat::Jpeg).unwrap();
    let small = small.into_inner();
    let comment = [[0xFF, 0xFE, 0xFF, 0xFF].as_slice(), &[b' '; 65_533]].concat();
    [&small[..2], &comment.repeat(80), &small[2..]].concat()
}

/// All that people and phones do, through a proxy.
async fn everything_works(program: &Program, password: &str, through: SocketAddr, scheme: &str) {
    let phone = &program.phones[0];
    let answer = signs_in(through, password, scheme, "").await;
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}{}", program.said());
    let foreign = signs_in(through, password, "ftp", "").await;
    assert!(foreign.starts_with("HTTP/1.1 403 "), "{foreign}");

    let mut line = Line::through(through, HOST, phone).await;
    line.sync(&SyncRequest::first(phone.device, Timestamp(1_800_000_000_000))).await;
    let photo = photo();
    let sha256 = Sha256::of(&photo);
    assert_eq!(line.announce(sha256, photo.len()).await.status, 201);
    let last = line.upload(sha256, &photo).await;
    assert_eq!((last.status, last.header("guichet-photo")), (204, Some("received")));

    let mut events = TcpStream::connect(through).await.unwrap();
    let head = format!(
        "GET /phone/v1/events HTTP/1.1\r\nhost: {HOST}\r\nauthorization: Bearer {}\r\n\r\n",
        phone.token
    );
    events.write_all(head.as_bytes()).await.unwrap();
    let first_word = async {
        let mut heard = Vec::new();
        while !heard.windows(8).any(|part| part == b": here\n\n") {
            assert_ne!(events.read_buf(&mut heard).await.unwrap(), 0, "{}", String::from_utf8_lossy(&heard));
        }
    };
    tokio::time::timeout(DEADLINE, first_word).await.expect("a proxy hands on what it has");

    let mut stream = TcpStream::connect(through).await.unwrap();
    let counts = format!("GET /metrics HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n\r\n");
    stream.write_all(counts.as_bytes()).await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 404 "), "counts are for this machine alone");
}

#[tokio::test]
async fn behind_nginx_set_up_as_the_readme_says_everything_works() {
    let (program, password) = served(&["--proxy", "127.0.0.1"]).await;
    let proxy = Proxy::nginx(|address| {
        example("nginx")
            .replace("listen 443 ssl;", &format!("listen {address};"))
            .replace("ssl_certificate", "# ssl_certificate")
            .replace("127.0.0.1:8080", &program.address.to_string())
    })
    .await;
    everything_works(&program, &password, proxy.address, "http").await;
}

#[tokio::test]
async fn behind_nginx_a_unix_socket_does_what_an_address_does() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("guichet.sock").display().to_string();
    let (program, password) = served(&["--listen", &format!("unix:{socket}")]).await;
    // As the README says it.
    let pass = "proxy_pass http://unix:/run/guichet/guichet.sock;";
    assert!(README.contains(pass));
    let proxy = Proxy::nginx(|address| {
        example("nginx")
            .replace("listen 443 ssl;", &format!("listen {address};"))
            .replace("ssl_certificate", "# ssl_certificate")
            .replace("proxy_pass http://127.0.0.1:8080;", pass)
            .replace("/run/guichet/guichet.sock", &socket)
    })
    .await;
    everything_works(&program, &password, proxy.address, "http").await;
}

#[tokio::test]
async fn behind_nginx_as_it_comes_a_public_address_leads_nobody_in_circles() {
    let (program, password) = served(&["--public-url", &format!("https://{HOST}")]).await;
    let proxy = Proxy::nginx(|address| {
        format!("server {{ listen {address}; location / {{ proxy_pass http://{}; }} }}", program.address)
    })
    .await;
    let mut stream = TcpStream::connect(proxy.address).await.unwrap();
    let page = format!("GET /office/sign-in HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n\r\n");
    stream.write_all(page.as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let answer = signs_in(proxy.address, &password, "https", "").await;
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}{}", program.said());
    assert!(answer.contains("__Host-guichet_session=") && answer.contains("; Secure"), "{answer}");
}

#[tokio::test]
async fn behind_nginx_as_it_comes_a_browser_of_today_signs_in_and_the_log_says_why_another_does_not() {
    let (program, password) = served(&[]).await;
    let proxy = Proxy::nginx(|address| {
        format!("server {{ listen {address}; location / {{ proxy_pass http://{}; }} }}", program.address)
    })
    .await;
    let answer = signs_in(proxy.address, &password, "https", "").await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    let why = format!("it comes from https://{HOST}, and {} was asked for", program.address);
    assert!(program.said().contains(&why), "{}", program.said());
    let answer = signs_in(proxy.address, &password, "https", "sec-fetch-site: same-origin\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}{}", program.said());
}

#[tokio::test]
#[ignore = "needs Debian's caddy"]
async fn behind_caddy_set_up_as_the_readme_says_everything_works() {
    let (program, password) = served(&["--proxy", "127.0.0.1"]).await;
    let proxy = Proxy::start("/usr/bin/caddy", |folder, address| {
        let sites = example("caddyfile")
            .replace(HOST, &format!("http://{HOST}:{}", address.port()))
            .replace("127.0.0.1:8080", &program.address.to_string());
        let configuration = format!("{{\n    admin off\n}}\n{sites}");
        let file = folder.join("configuration").display().to_string();
        (configuration, ["run", "--adapter", "caddyfile", "--config", &file].map(str::to_owned).to_vec())
    })
    .await;
    everything_works(&program, &password, proxy.address, "http").await;
}

#[tokio::test]
#[ignore = "needs Debian's apache2"]
async fn behind_apache_set_up_as_the_readme_says_everything_works() {
    let (program, password) = served(&["--proxy", "127.0.0.1"]).await;
    let proxy = Proxy::start("/usr/sbin/apache2", |folder, address| {
        let sites = example("apache")
            .replace("*:443", &address.to_string())
            .replace("SSL", "# SSL")
            .replace("127.0.0.1:8080", &program.address.to_string());
        let modules: String = ["mpm_event", "authz_core", "headers", "proxy", "proxy_http"]
            .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
            .concat();
        let place = folder.display();
        let configuration = format!(
            "ServerRoot {place}\nPidFile {place}/pid\nErrorLog /dev/stderr\nListen {address}\n{modules}{sites}"
        );
        let file = folder.join("configuration").display().to_string();
        (configuration, ["-X", "-f", &file].map(str::to_owned).to_vec())
    })
    .await;
    // The example says https, whatever this test speaks.
    everything_works(&program, &password, proxy.address, "https").await;
}
