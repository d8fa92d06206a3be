//! Told to stop under load, the server answers what was begun: what it took is told, and nobody is
//! cut in the middle of a photo.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use image::{ImageFormat, RgbImage};
use shared::Sha256;
use tests::browser::{DEADLINE, ServerProcess};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::crew::{come_home, put_to_work};
use crate::{account, killed, seed};

/// The photo that is on its way while the server stops.
struct Upload {
    stream: TcpStream,
    rest: Vec<u8>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_told_to_stop_answers_what_was_begun() -> Result<()> {
    let data = tempfile::tempdir()?;
    let (mut server, crew) = killed::open(data.path(), seed()).await?;
    let photo = jpeg()?;
    let token = crew[0].phone.replica.events_request().context("an enrolled phone")?.headers[0].1.clone();
    let upload = Upload::begin(&server, &token, &photo).await?;
    let (replies, mut heard) = watch::channel(0);
    let replies = Arc::new(replies);
    let port = server.port();
    let working = put_to_work(crew, port, &replies).await?;
    tokio::time::timeout(DEADLINE, heard.wait_for(|count| *count >= 20)).await??;

    let (stopped, answered) = tokio::join!(server.stop(), upload.goes_on_once_nobody_listens(port));
    stopped?;
    let answer = answered?;
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("guichet-photo: received"), "{answer}");

    let mut crew = come_home(working).await?;
    let account = account::take(data.path(), &mut crew).await?;
    assert_eq!(account.losses, Vec::<String>::new());
    assert_eq!(account.untold, Vec::<String>::new(), "taken, and nobody was told");
    Ok(())
}

fn jpeg() -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8, y as u8, 0]))
        .write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}

impl Upload {
    /// Announces a photo and sends the first half of it; the server has begun to read when this
    /// returns.
    async fn begin(server: &ServerProcess, token: &str, photo: &[u8]) -> Result<Self> {
        let sha256 = Sha256::of(photo);
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).await?;
        let common = format!("host: guichet\r\nauthorization: {token}\r\ntus-resumable: 1.0.0\r\n");
        let metadata = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, sha256.to_string());
        let announcement = format!(
            "POST /phone/v1/photos HTTP/1.1\r\n{common}upload-length: {}\r\nupload-metadata: sha256 {metadata}\r\n\
             content-length: 0\r\n\r\n",
            photo.len()
        );
        stream.write_all(announcement.as_bytes()).await?;
        let answer = head(&mut stream).await?;
        ensure!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let part = format!(
            "PATCH /phone/v1/photos/uploads/{sha256} HTTP/1.1\r\n{common}upload-offset: 0\r\n\
             content-type: application/offset+octet-stream\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
            photo.len()
        );
        stream.write_all(part.as_bytes()).await?;
        let answer = head(&mut stream).await?;
        ensure!(answer.starts_with("HTTP/1.1 100"), "{answer}");
        let (first, rest) = photo.split_at(photo.len() / 2);
        stream.write_all(first).await?;
        Ok(Self { stream, rest: rest.to_vec() })
    }

    /// Waits until the server takes no more connections, sends the rest, and reads the answer.
    async fn goes_on_once_nobody_listens(mut self, port: u16) -> Result<String> {
        let deaf = async {
            while TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(DEADLINE, deaf).await.context("the server goes on listening")?;
        self.stream.write_all(&self.rest).await?;
        head(&mut self.stream).await
    }
}

/// The head of an answer without a body.
async fn head(stream: &mut TcpStream) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.context("the server hung up")?);
    }
    Ok(String::from_utf8(head)?)
}
