//! HTTP by hand, so that every byte on the line is counted.

use anyhow::{Context as _, Result};
use mobile::replica::{HttpReply, HttpRequest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What one exchange weighed, headers included.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weight {
    /// What went to the server.
    pub sent_bytes: usize,
    /// What came back.
    pub received_bytes: usize,
}

/// A connection that stays open.
#[derive(Debug)]
pub struct Line(TcpStream);

impl Line {
    /// Connects to a server on this machine.
    ///
    /// # Errors
    /// Nobody listens there.
    pub async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// Carries one request.
    ///
    /// # Errors
    /// The server hung up before the whole answer was there.
    pub async fn carry(&mut self, request: &HttpRequest) -> Result<(HttpReply, Weight)> {
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
        let status: u16 = head.split(' ').nth(1).context("a status")?.parse()?;
        let length: usize = match value("content-length") {
            // These have no body, whatever length they tell.
            _ if request.method == "HEAD" || status == 204 => 0,
            length => length.context("a length")?.parse()?,
        };
        while read.len() < head_end + length {
            self.more(&mut read).await?;
        }
        let mut body = read[head_end..].to_vec();
        if value("content-encoding") == Some("gzip") {
            let mut plain = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(body.as_slice()), &mut plain)?;
            body = plain;
        }
        let weight = Weight { sent_bytes: bytes.len(), received_bytes: read.len() };
        Ok((HttpReply { status, headers, body }, weight))
    }

    async fn more(&mut self, read: &mut Vec<u8>) -> Result<()> {
        let count = self.0.read_buf(read).await?;
        anyhow::ensure!(count > 0, "the server hung up");
        Ok(())
    }
}
