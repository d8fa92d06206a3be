//! HTTP by hand, so that every byte on the line is counted.

use anyhow::{Context as _, Result};
use mobile::replica::{HttpReply, HttpRequest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What one exchange weighed, headers included.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    pub(crate) sent_bytes: usize,
    pub(crate) received_bytes: usize,
}

/// A connection that stays open.
pub(crate) struct Line(TcpStream);

impl Line {
    pub(crate) async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// Carries one request.
    pub(crate) async fn carry(&mut self, request: &HttpRequest) -> Result<(HttpReply, Weight)> {
        let mut out = format!("{} {} HTTP/1.1\r\nhost: guichet\r\n", request.method, request.path);
        for (name, value) in &request.headers {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
        out.push_str(&format!("content-length: {}\r\n\r\n", request.body.len()));
        let mut bytes = out.into_bytes();
        bytes.extend_from_slice(&request.body);
        self.0.write_all(&bytes).await?;

        let mut read = Vec::new();
        let head_end = loop {
            if let Some(at) = read.windows(4).position(|part| part == b"\r\n\r\n") {
                break at + 4;
            }
            self.more(&mut read).await?;
        };
        let head = String::from_utf8_lossy(&read[..head_end]).into_owned();
        let headers: Vec<(String, String)> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let value =
            |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let length: usize = value("content-length").context("a length")?.parse()?;
        while read.len() < head_end + length {
            self.more(&mut read).await?;
        }
        let mut body = read[head_end..].to_vec();
        if value("content-encoding") == Some("gzip") {
            let mut plain = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(body.as_slice()), &mut plain)?;
            body = plain;
        }
        let status = head.split(' ').nth(1).context("a status")?.parse()?;
        let weight = Weight { sent_bytes: bytes.len(), received_bytes: read.len() };
        Ok((HttpReply { status, headers, body }, weight))
    }

    async fn more(&mut self, read: &mut Vec<u8>) -> Result<()> {
        let count = self.0.read_buf(read).await?;
        anyhow::ensure!(count > 0, "the server hung up");
        Ok(())
    }
}
