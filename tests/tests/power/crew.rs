//! Technicians at work: each writes what can be found again, and keeps account of what the office
//! said it has.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use image::{ImageFormat, Rgb, RgbImage};
use mobile::client::{Answer, Ask, PhotoState};
use mobile::replica::Unreachable;
use mobile::shell::native::prepare;
use shared::document::photo::PhotoPhase;
use shared::work_order::{Material, WorkOrder, WorkOrderCommand};
use shared::{DocumentId, Quantity, Sha256};
use tests::commune::{Phone, moment};
use tests::http::Line;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::dice::Dice;

/// A technician with a phone.
pub(crate) struct Technician {
    pub(crate) phone: Phone,
    name: usize,
    dice: Dice,
    orders: Vec<DocumentId>,
    /// What was written and where, in order; a mark is written once and by nobody else.
    pub(crate) written: Vec<(String, DocumentId)>,
    /// How many of these the office has acknowledged.
    pub(crate) acknowledged: usize,
    /// Every picture and thumbnail that was attached.
    photos: Vec<Sha256>,
}

impl Technician {
    pub(crate) async fn enrol(name: usize, port: u16, code: &str, seed: u64) -> Result<Self> {
        let mut phone = Phone::enrol(port, code).await?;
        let orders = phone.orders()?;
        let dice = Dice::new(seed.wrapping_add(name as u64 * 0x0001_0000));
        Ok(Self { phone, name, dice, orders, written: Vec::new(), acknowledged: 0, photos: Vec::new() })
    }

    /// Works and sends until the server is gone; `replies` counts what it answered.
    async fn work(&mut self, replies: &watch::Sender<u64>) -> Result<()> {
        loop {
            for _ in 0..1 + self.dice.below(4) {
                self.does_something()?;
            }
            self.phone.sync_now();
            if !self.talks(replies).await? {
                return Ok(());
            }
        }
    }

    fn does_something(&mut self) -> Result<()> {
        let mark = format!("P{}-{:05}", self.name, self.written.len());
        let order = *self.dice.pick(&self.orders).context("an order")?;
        if self.dice.one_in(4) {
            self.photographs(order, &mark)?;
        } else {
            let material = Material::Other(mark.clone());
            let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
            self.phone.execute(order, used)?;
        }
        self.written.push((mark, order));
        Ok(())
    }

    fn photographs(&mut self, order: DocumentId, mark: &str) -> Result<()> {
        let bytes = self.picture()?;
        let ask = Ask::AddPhoto { document: order, phase: PhotoPhase::After, caption: mark.to_owned() };
        let (answer, _) = self.phone.replica.answer(ask, prepare(&bytes).ok(), moment());
        let Answer::Saved { fact: Some(fact), .. } = answer else { anyhow::bail!("{answer:?}") };
        let document = self.phone.replica.document(order)?.context("the order")?;
        let photo = WorkOrder::read(&document)?.photos.remove(&fact).context("the photo")?;
        self.photos.extend([photo.facts.sha256, photo.facts.thumbnail]);
        Ok(())
    }

    /// A picture nobody else took; one in ten takes more than one request.
    fn picture(&mut self) -> Result<Vec<u8>> {
        let edge = if self.dice.one_in(10) { 640 } else { 24 };
        let image = RgbImage::from_fn(edge, edge, |_, _| {
            let [red, green, blue, ..] = self.dice.bits().to_be_bytes();
            Rgb([red, green, blue])
        });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Jpeg)?;
        Ok(bytes.into_inner())
    }

    /// Talks until there is nothing more to say; false when the server is gone.
    pub(crate) async fn talks(&mut self, replies: &watch::Sender<u64>) -> Result<bool> {
        while let Some(request) = self.phone.replica.next_request(moment())? {
            let Ok((reply, _)) = self.phone.line.carry(&request).await else {
                self.phone.replica.take_reply(Err(Unreachable), moment())?;
                return Ok(false);
            };
            ensure!(reply.status < 500, "{} {}: {}", request.method, request.path, reply.status);
            self.phone.replica.take_reply(Ok(reply), moment())?;
            if self.phone.replica.status()?.changes_waiting == 0 {
                self.acknowledged = self.written.len();
            }
            replies.send_modify(|count| *count += 1);
        }
        Ok(true)
    }

    /// The photos the office has acknowledged, and those it has not.
    pub(crate) fn photos(&mut self) -> Result<(Vec<Sha256>, Vec<Sha256>)> {
        let (answer, _) = self.phone.replica.answer(Ask::ToSend, None, moment());
        let Answer::ToSend(list) = answer else { anyhow::bail!("{answer:?}") };
        let mut waiting = BTreeSet::new();
        for (sha256, _, state) in list.items.into_iter().flat_map(|item| item.photos) {
            ensure!(!matches!(state, PhotoState::NeedsAttention { .. }), "{sha256}: {state:?}");
            waiting.insert(sha256);
        }
        Ok(self.photos.iter().partition(|sha256| !waiting.contains(sha256)))
    }
}

/// Has everybody work at once on connections of their own.
pub(crate) async fn put_to_work(
    crew: Vec<Technician>,
    port: u16,
    replies: &Arc<watch::Sender<u64>>,
) -> Result<JoinSet<Result<Technician>>> {
    let mut working = JoinSet::new();
    for mut technician in crew {
        technician.phone.line = Line::open(port).await?;
        let replies = Arc::clone(replies);
        working.spawn(async move {
            technician.work(&replies).await?;
            Ok(technician)
        });
    }
    Ok(working)
}

/// Everybody, once the server is gone.
pub(crate) async fn come_home(mut working: JoinSet<Result<Technician>>) -> Result<Vec<Technician>> {
    let mut crew = Vec::new();
    while let Some(technician) = working.join_next().await {
        crew.push(technician??);
    }
    crew.sort_by_key(|technician| technician.name);
    Ok(crew)
}
