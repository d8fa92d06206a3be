//! A connection on which a phone asks one thing after another.

use std::io::Read as _;
use std::net::SocketAddr;

use flate2::read::GzDecoder;
use shared::Sha256;
use shared::wire::{SYNC_MEDIA_TYPE, SyncReply, SyncRequest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::program::{DEADLINE, Phone, Program};

pub(crate) struct Line {
    stream: TcpStream,
    host: &'static str,
    phone: Phone,
}

/// An answer, whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The reply to a sync.
    fn reply(&self) -> SyncReply {
        assert_eq!(self.status, 200, "{}{}", self.head, String::from_utf8_lossy(&self.body));
        if self.header("content-encoding") != Some("gzip") {
            return SyncReply::decode(&self.body).unwrap();
        }
        let mut plain = Vec::new();
        GzDecoder::new(self.body.as_slice()).read_to_end(&mut plain).unwrap();
        SyncReply::decode(&plain).unwrap()
    }
}

impl Line {
    pub(crate) async fn open(program: &Program, phone: &Phone) -> Self {
        Self::through(program.address, "guichet", phone).await
    }

    /// The same, by what stands in front of the program.
    pub(crate) async fn through(address: SocketAddr, host: &'static str, phone: &Phone) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), host, phone: phone.clone() }
    }

    pub(crate) async fn sync(&mut self, request: &SyncRequest) -> SyncReply {
        let kind = [("content-type", SYNC_MEDIA_TYPE.to_owned())];
        self.ask(("POST", "/phone/v1/sync"), &kind, &request.encode()).await.reply()
    }

    /// Announces a photo.
    pub(crate) async fn announce(&mut self, sha256: Sha256, length: usize) -> Answer {
        use base64::Engine as _;
        let hash = base64::prelude::BASE64_STANDARD.encode(sha256.to_string());
        let headers = [
            ("tus-resumable", "1.0.0".to_owned()),
            ("upload-length", length.to_string()),
            ("upload-metadata", format!("sha256 {hash}")),
        ];
        self.ask(("POST", "/phone/v1/photos"), &headers, &[]).await
    }

    /// Sends a photo that was announced, whole.
    pub(crate) async fn upload(&mut self, sha256: Sha256, bytes: &[u8]) -> Answer {
        let headers = [
            ("tus-resumable", "1.0.0".to_owned()),
            ("upload-offset", "0".to_owned()),
            ("content-type", "application/offset+octet-stream".to_owned()),
        ];
        self.ask(("PATCH", &format!("/phone/v1/photos/uploads/{sha256}")), &headers, bytes).await
    }

    pub(crate) async fn ask(
        &mut self,
        (method, path): (&str, &str),
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.host);
        head.push_str(&format!("authorization: Bearer {}\r\n", self.phone.token));
        head.push_str(&format!("content-length: {}\r\n", body.len()));
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        let request = [head.as_bytes(), b"\r\n", body].concat();
        let asking = async {
            self.stream.write_all(&request).await.unwrap();
            answer(&mut self.stream).await
        };
        tokio::time::timeout(DEADLINE, asking).await.expect("an answer in time")
    }
}

/// The next answer on a connection that stays open.
async fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let end = b"\r\n\r\n";
    let head_length = loop {
        if let Some(at) = bytes.windows(end.len()).position(|four| four == end) {
            break at + end.len();
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the connection was ended");
    };
    let body = bytes.split_off(head_length);
    let head = String::from_utf8(bytes).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, head, body };
    let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
    while answer.body.len() < length {
        assert_ne!(stream.read_buf(&mut answer.body).await.unwrap(), 0, "the answer was cut");
    }
    answer
}
