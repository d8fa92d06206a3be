//! A full disk: said as such on every way in, nothing acknowledged that is not stored, reading goes
//! on, and room is enough to go on without a restart.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use image::{ImageFormat, Rgb, RgbImage};
use mobile::client::Contact;
use mobile::replica::{HttpReply, HttpRequest};
use shared::work_order::{Material, WorkOrderCommand};
use shared::{DocumentId, Quantity, Sha256};
use tests::browser::{DEADLINE, Disk, ServerProcess};
use tests::commune::{Commune, Phone, SUPERVISOR, moment};
use tests::http::Line;

use crate::damaged::PASSWORD;
use crate::desk::{Desk, signing_in};
use crate::dice::Dice;

/// Tries before a disk that is full must say so: the log of the database may have room for some.
const TRIES_MAX: usize = 400;

/// Work orders of a writer and a reader, a code for each, and codes for others to try.
struct Prepared {
    orders: Vec<DocumentId>,
    codes: [String; 2],
    more_codes: Vec<String>,
}

async fn prepare(data: &Path) -> Result<Prepared> {
    let mut commune = Commune::found(data).await?;
    commune.give_password(SUPERVISOR, "anne", PASSWORD).await?;
    let (writer, reader) = (commune.add_technician(1).await?, commune.add_technician(2).await?);
    let mut orders = Vec::new();
    for _ in 0..10 {
        orders.push(commune.add_order(vec![writer, reader]).await?);
    }
    let codes = [commune.code_for(writer).await?, commune.code_for(reader).await?];
    let mut more_codes = Vec::new();
    for _ in 0..8 {
        more_codes.push(commune.code_for(reader).await?);
    }
    commune.close().await?;
    Ok(Prepared { orders, codes, more_codes })
}

/// No part of a photo is taken, begun or not; to note one that is whole takes some room.
async fn photos_are_full(phone: &mut Phone, begun: &Photo, unheard: &Photo, whole: &[Photo]) -> Result<()> {
    is_full(&begun.rest(phone).await?);
    assert_eq!(begun.how_far(phone).await?.header("upload-offset"), Some("0"));
    is_full(&unheard.announced(phone).await?);
    let mut unnoted = 0;
    for photo in whole {
        let reply = photo.rest(phone).await?;
        if reply.status != 204 {
            is_full(&reply);
            unnoted += 1;
        }
    }
    assert!(unnoted > 0, "to note a photo takes some room");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_reading_goes_on_and_room_is_enough() -> Result<()> {
    if !Disk::can_be_mounted().await {
        println!("no disk can be mounted here: only the tests with a quota tell");
        return Ok(());
    }
    let data = tempfile::tempdir()?;
    let Prepared { orders, codes, more_codes } = prepare(data.path()).await?;
    let mut server = ServerProcess::start_on(data.path(), Disk::Small { size_kb: 8 << 10 }).await?;
    let port = server.port();
    let mut writing = Writing { phone: Phone::enrol(port, &codes[0]).await?, order: orders[0], written: 0 };
    let mut reading = Phone::enrol(port, &codes[1]).await?;
    let mut desk = Desk::sign_in(port, "anne", PASSWORD).await?;
    let (begun, unheard) = (Photo::new(1)?, Photo::new(2)?);
    begun.announced(&mut writing.phone).await?;
    // To note that a photo is there takes so little room that some may find it.
    let mut whole = Vec::new();
    for seed in 3..12 {
        let photo = Photo::new(seed)?;
        photo.announced(&mut writing.phone).await?;
        photo.all_but_looked_at(&server, &writing.phone)?;
        whole.push(photo);
    }

    let ballast = fill(&server.file("ballast"))?;
    is_full(&writing.until_refused().await?);
    assert_eq!(writing.phone.replica.contact(), Contact::OutOfReach, "waiting is not an error");
    let taken = writing.written - usize::try_from(writing.phone.replica.status()?.changes_waiting)?;

    // Every other way in.
    let mut line = Line::open(port).await?;
    is_full(&until_full(&mut line, more_codes.iter().map(|code| enrolling(code))).await?);
    let sign_ins = std::iter::repeat_with(|| signing_in("anne", PASSWORD)).take(8);
    assert_eq!(until_full(&mut line, sign_ins).await?.status, 507);
    let cancelled =
        desk.post(&format!("/office/work-orders/{}/cancel", orders[9]), "reason=double+emploi").await?;
    assert_eq!(cancelled.status, 507);
    photos_are_full(&mut writing.phone, &begun, &unheard, &whole).await?;

    // Reading goes on, and shows what was acknowledged and nothing else.
    for page in ["/office/review", "/office/work-orders"] {
        assert_eq!(desk.get(page).await?.status, 200, "{page}");
    }
    reading.sync_now();
    reading.talk().await?;
    assert_eq!(reading.replica.contact(), Contact::Idle);
    assert_eq!(materials(&mut reading, orders[0])?, taken);

    // Room is enough.
    drop(ballast);
    std::fs::remove_file(server.file("ballast"))?;
    writing.phone.sync_now();
    writing.phone.talk().await?;
    assert_eq!(writing.phone.replica.status()?.changes_waiting, 0);
    for photo in whole.iter().chain([&begun, &unheard]) {
        photo.announced(&mut writing.phone).await?;
        let last = photo.rest(&mut writing.phone).await?;
        assert_eq!((last.status, last.header("guichet-photo")), (204, Some("received")));
    }
    reading.sync_now();
    reading.talk().await?;
    assert_eq!(materials(&mut reading, orders[0])?, writing.written);
    let last = writing.mark(writing.written - 1);
    let shown = async {
        while !shows(&desk.get(&format!("/office/work-orders/{}", orders[0])).await?, &last) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(DEADLINE, shown).await.context("the office database catches up by itself")??;
    server.stop().await
}

/// Takes all room there is.
fn fill(path: &Path) -> Result<PathBuf> {
    let mut file = File::create(path)?;
    for piece in [1 << 16, 1 << 12, 1] {
        while file.write_all(&vec![0; piece]).is_ok() {}
    }
    Ok(path.to_owned())
}

fn is_full(reply: &HttpReply) {
    let body = String::from_utf8_lossy(&reply.body);
    assert_eq!(reply.status, 507, "{body}");
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert!(reply.body.is_empty() || body.contains("urn:guichet:problem:disk-full"), "{body}");
}

fn shows(page: &HttpReply, mark: &str) -> bool {
    String::from_utf8_lossy(&page.body).contains(mark)
}

/// The answer that says full, after at most a few that still found room.
async fn until_full(line: &mut Line, requests: impl Iterator<Item = HttpRequest>) -> Result<HttpReply> {
    for request in requests {
        let reply = line.carry(&request).await?.0;
        if reply.status == 507 {
            return Ok(reply);
        }
        ensure!(reply.status < 400, "{}: {}", reply.status, String::from_utf8_lossy(&reply.body));
    }
    anyhow::bail!("the disk never was full")
}

fn enrolling(code: &str) -> HttpRequest {
    let body = format!(r#"{{"code":"{code}","device_name":"téléphone"}}"#).into_bytes();
    let headers = vec![("content-type", "application/json".to_owned())];
    HttpRequest { method: "POST", path: "/phone/v1/devices".to_owned(), headers, body }
}

fn materials(phone: &mut Phone, order: DocumentId) -> Result<usize> {
    let document = phone.replica.document(order)?.context("the order")?;
    Ok(shared::work_order::WorkOrder::read(&document)?.materials.len())
}

/// A technician who writes on.
struct Writing {
    phone: Phone,
    order: DocumentId,
    written: usize,
}

impl Writing {
    fn mark(&self, at: usize) -> String {
        format!("Joint-{at:05}-{}", "x".repeat(150))
    }

    /// Writes and syncs until the office says no; what it said.
    async fn until_refused(&mut self) -> Result<HttpReply> {
        for _ in 0..TRIES_MAX {
            let material = Material::Other(self.mark(self.written));
            let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
            self.phone.execute(self.order, used)?;
            self.written += 1;
            self.phone.sync_now();
            while let Some(request) = self.phone.replica.next_request(moment())? {
                let reply = self.phone.line.carry(&request).await?.0;
                self.phone.replica.take_reply(Ok(reply.clone()), moment())?;
                if reply.status != 200 {
                    return Ok(reply);
                }
            }
        }
        anyhow::bail!("the disk never was full")
    }
}

/// A photo sent by hand.
struct Photo {
    bytes: Vec<u8>,
    sha256: Sha256,
}

impl Photo {
    /// Of some 100 kB.
    fn new(seed: u64) -> Result<Self> {
        let mut dice = Dice::new(seed);
        let image = RgbImage::from_fn(300, 300, |_, _| {
            let [red, green, blue, ..] = dice.bits().to_be_bytes();
            Rgb([red, green, blue])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Jpeg)?;
        let bytes = bytes.into_inner();
        Ok(Self { sha256: Sha256::of(&bytes), bytes })
    }

    fn request(&self, phone: &Phone, method: &'static str) -> Result<HttpRequest> {
        let mut request = phone.replica.events_request().context("an enrolled phone")?;
        request.method = method;
        request.path = format!("/phone/v1/photos/uploads/{}", self.sha256);
        request.headers.push(("tus-resumable", "1.0.0".to_owned()));
        Ok(request)
    }

    async fn announced(&self, phone: &mut Phone) -> Result<HttpReply> {
        let mut request = self.request(phone, "POST")?;
        request.path = "/phone/v1/photos".to_owned();
        let hash = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, self.sha256.to_string());
        request.headers.push(("upload-length", self.bytes.len().to_string()));
        request.headers.push(("upload-metadata", format!("sha256 {hash}")));
        Ok(phone.line.carry(&request).await?.0)
    }

    /// The server has every byte of it and was stopped before it looked at them.
    fn all_but_looked_at(&self, server: &ServerProcess, phone: &Phone) -> Result<()> {
        let device = phone.replica.status()?.owner.context("an owner")?.device;
        let part = server.file(&format!("uploads/{device}-{}", self.sha256));
        Ok(std::fs::write(part, &self.bytes)?)
    }

    async fn how_far(&self, phone: &mut Phone) -> Result<HttpReply> {
        let request = self.request(phone, "HEAD")?;
        Ok(phone.line.carry(&request).await?.0)
    }

    /// Sends what the server lacks.
    async fn rest(&self, phone: &mut Phone) -> Result<HttpReply> {
        let told = self.how_far(phone).await?;
        if told.status == 507 {
            // All of it is there, and only asking would note it: that takes room.
            return Ok(told);
        }
        let offset = told.header("upload-offset").context("an offset")?.to_owned();
        let mut request = self.request(phone, "PATCH")?;
        request.body = self.bytes[offset.parse()?..].to_vec();
        request.headers.push(("upload-offset", offset));
        request.headers.push(("content-type", "application/offset+octet-stream".to_owned()));
        Ok(phone.line.carry(&request).await?.0)
    }
}
