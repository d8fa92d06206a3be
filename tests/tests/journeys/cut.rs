//! A connection that is cut in the middle of a photo.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use anyhow::Result;
use tests::browser::{Profile, at_css, at_test};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::commune::{Commune, at_the_office, open_order};
use crate::picture;

/// Bytes from the phone after which the line is cut, once.
const CUT_AFTER_BYTES: u64 = 700_000;

/// A bad line between the phone and the office.
pub(crate) struct BadLine {
    pub(crate) port: u16,
    /// Bytes the phone sent since it was looked at last.
    sent_bytes: Arc<AtomicU64>,
    /// Bytes the phone received since it was looked at last.
    pub(crate) received_bytes: Arc<AtomicU64>,
    armed: Arc<AtomicBool>,
}

impl BadLine {
    pub(crate) async fn to(office: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let line = Self {
            port: listener.local_addr()?.port(),
            sent_bytes: Arc::default(),
            received_bytes: Arc::default(),
            armed: Arc::default(),
        };
        let (sent, received) = (Arc::clone(&line.sent_bytes), Arc::clone(&line.received_bytes));
        let armed = Arc::clone(&line.armed);
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                tokio::spawn(carry(
                    phone,
                    office,
                    Arc::clone(&sent),
                    Arc::clone(&received),
                    Arc::clone(&armed),
                ));
            }
        });
        Ok(line)
    }
}

/// Carries bytes both ways until one side hangs up, or the line is cut.
async fn carry(
    phone: TcpStream,
    office: u16,
    sent: Arc<AtomicU64>,
    received: Arc<AtomicU64>,
    armed: Arc<AtomicBool>,
) -> std::io::Result<()> {
    let (mut from_phone, mut to_phone) = phone.into_split();
    let (mut from_office, mut to_office) = TcpStream::connect(("127.0.0.1", office)).await?.into_split();
    let up = async {
        let mut buffer = vec![0; 16 << 10];
        loop {
            let count = from_phone.read(&mut buffer).await?;
            if count == 0 {
                return to_office.shutdown().await;
            }
            let total = sent.fetch_add(count as u64, Ordering::SeqCst) + count as u64;
            if total > CUT_AFTER_BYTES && armed.swap(false, Ordering::SeqCst) {
                return Ok(());
            }
            to_office.write_all(&buffer[..count]).await?;
        }
    };
    let down = async {
        let mut buffer = vec![0; 16 << 10];
        loop {
            let count = from_office.read(&mut buffer).await?;
            if count == 0 {
                return to_phone.shutdown().await;
            }
            received.fetch_add(count as u64, Ordering::SeqCst);
            to_phone.write_all(&buffer[..count]).await?;
        }
    };
    tokio::select! {
        ended = up => ended,
        ended = down => ended,
    }
}

#[tokio::test]
async fn a_photo_cut_half_way_resumes_and_is_not_sent_twice() -> Result<()> {
    let commune = Commune::open().await?;
    let line = BadLine::to(commune.server.port()).await?;
    let profile = Profile::fresh()?;
    let code = commune.code().await?;
    let phone = commune.enrolled(&profile, &format!("http://127.0.0.1:{}/", line.port), &code).await?;
    let number = open_order(&phone).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("report")).await?;
    at_the_office(&phone).await?;

    line.sent_bytes.store(0, Ordering::SeqCst);
    line.armed.store(true, Ordering::SeqCst);
    let file = profile.downloads().join("lourde.jpg");
    fs::write(&file, picture::heavy()?)?;
    phone.upload(at_test("photo-gallery"), &file).await?;
    phone.wait_for(at_css("[data-test=photo-state][data-state=at-office]")).await?;
    at_the_office(&phone).await?;

    assert!(!line.armed.load(Ordering::SeqCst), "the line was cut");
    let size: i64 = commune.ask_office(
        "SELECT size_bytes FROM photo JOIN work_order ON work_order.id = document WHERE number = ?1 ORDER BY at DESC",
        &number,
    )?;
    let (size, sent) = (size.unsigned_abs(), line.sent_bytes.load(Ordering::SeqCst));
    assert!(size > CUT_AFTER_BYTES, "{size} bytes would not have been cut");
    // What of a piece was on the line when it was cut may be lost, and a browser sends a request again by itself whose
    // connection, used before, broke without an answer: twice a piece of 256 KiB at most. The rest is headers, a
    // thumbnail and the change.
    assert!(sent < size + 2 * (256 << 10) + 100_000, "{sent} bytes were sent for a photo of {size}");
    Ok(())
}
