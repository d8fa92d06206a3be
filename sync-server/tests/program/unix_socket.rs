//! A server that listens on a Unix socket, for a proxy in front.

use std::fs;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::UnixListener;
use std::path::Path;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

use crate::program::{DEADLINE, Program, empty_sync, sync};
use crate::where_to_listen::refusal;

/// Sends a request by the socket; the answer, to its end.
async fn send(socket: &Path, request: &[u8]) -> String {
    let asking = async {
        let mut stream = UnixStream::connect(socket).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    tokio::time::timeout(DEADLINE, asking).await.expect("an answer in time")
}

fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\r\n").into_bytes()
}

fn sign_in(headers: &str) -> Vec<u8> {
    let form = "login=nobody&password=none";
    format!(
        "POST /office/sign-in HTTP/1.1\r\nhost: localhost\r\norigin: https://guichet.be\r\nconnection: close\r\n\
         {headers}content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .into_bytes()
}

#[tokio::test]
async fn whoever_opens_the_socket_is_believed_as_a_proxy_is() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("guichet.sock");
    let program = Program::start(1, &["--listen", &format!("unix:{}", socket.display())]).await;
    let file = fs::metadata(&socket).unwrap();
    assert!(file.file_type().is_socket());
    assert_eq!(file.permissions().mode() & 0o777, 0o660);

    assert!(send(&socket, &get("/healthz", "")).await.starts_with("HTTP/1.1 200 "));
    let phone = &program.phones[0];
    assert!(send(&socket, &sync(phone, &[], &empty_sync(phone))).await.starts_with("HTTP/1.1 200 "));
    // The counts are for this machine alone, and whom the proxy brings is elsewhere.
    assert!(send(&socket, &get("/metrics", "")).await.starts_with("HTTP/1.1 200 "));
    let brought =
        "x-forwarded-for: 203.0.113.9\r\nx-forwarded-proto: https\r\nx-forwarded-host: guichet.be\r\n";
    assert!(send(&socket, &get("/metrics", brought)).await.starts_with("HTTP/1.1 404 "));
    let secure = send(&socket, &get("/office/sign-in", brought)).await;
    assert!(secure.contains("\r\nstrict-transport-security: "), "it came over TLS: {secure}");
    let taken = send(&socket, &sign_in(brought)).await;
    assert!(taken.starts_with("HTTP/1.1 403 ") && taken.contains("nobody"), "it is looked at: {taken}");
    let other = send(&socket, &sign_in(&brought.replace("guichet.be", "other.be"))).await;
    assert!(other.starts_with("HTTP/1.1 403 ") && !other.contains("nobody"), "{other}");

    program.stop();
    assert!(!socket.exists(), "its file goes with it");
}

#[tokio::test]
async fn the_file_of_a_dead_server_is_taken_away_and_nobody_else_s() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("guichet.sock");
    let listen = format!("unix:{}", socket.display());
    let arguments = ["--listen", listen.as_str()];
    // Killed, it leaves its file.
    drop(Program::start(1, &arguments).await);
    assert!(socket.exists());
    let program = Program::start(1, &arguments).await;
    assert!(send(&socket, &get("/healthz", "")).await.starts_with("HTTP/1.1 200 "));

    let data = tempfile::tempdir().unwrap();
    let said = refusal(data.path(), &arguments);
    assert!(said.contains("another server listens on"), "{said}");
    assert!(send(&socket, &get("/healthz", "")).await.starts_with("HTTP/1.1 200 "), "it goes on");

    // What stands in its place when it ends is not its own.
    fs::remove_file(&socket).unwrap();
    let other = UnixListener::bind(&socket).unwrap();
    program.stop();
    assert!(socket.exists());
    drop(other);

    let file = folder.path().join("letter.txt");
    fs::write(&file, "Bonjour").unwrap();
    let said = refusal(data.path(), &["--listen", &format!("unix:{}", file.display())]);
    assert!(said.contains("is no socket and stays as it is"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "Bonjour");
    std::os::unix::fs::symlink(&socket, folder.path().join("link")).unwrap();
    let link = format!("unix:{}", folder.path().join("link").display());
    assert!(refusal(data.path(), &["--listen", &link]).contains("is no socket"), "a link is none");
}

#[test]
fn what_does_not_go_with_a_socket_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let listen = format!("unix:{}", folder.path().join("guichet.sock").display());
    for (arguments, said) in [
        (&["--proxy", "127.0.0.1"][..], "leave out --proxy"),
        (&["--tls-cert", "a", "--tls-key", "b"], "leave out --tls-cert"),
    ] {
        let told = refusal(Path::new("x"), &[&["--listen", &listen], arguments].concat());
        assert!(told.contains(said), "{told}");
    }
    assert!(!Path::new("x").exists());
}
