//! As after a restore: what a colleague wrote, and the server does not know, two phones bring back, and it waits for a
//! supervisor; what a third one brought was confirmed, and can still be taken back.

use shared::command::execute;
use shared::wire::{ChangeBytes, DocumentChanges};
use shared::work_order::status::State;
use shared::work_order::{Material, WorkOrder, WorkOrderCommand};
use shared::{Author, Command, Document, DocumentKind, FeedId, Moment, Quantity};

use crate::demo::calendar::MINUTE_MS;
use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::error::DemoError;
use crate::demo::people::Member;
use crate::engine::Engine;
use crate::engine::import::ImportedDocument;
use crate::engine::job::Job;
use crate::store::{Action, AuditEntry, Received, Subject};

/// What was used, an order each.
const USED: [&str; 3] = ["Joint torique 3/4 pouce", "Gaine annelée, 12 m", "Cartouche thermostatique"];

/// Minutes since the phones brought it.
const MINUTES: i64 = 50;

/// Orders that somebody is at, one for each thing that was used.
pub(crate) fn at_work(documents: &[ImportedDocument]) -> Vec<Document> {
    let is_at_work = |document: &&Document| {
        document.kind() == DocumentKind::WorkOrder
            && WorkOrder::read(document).is_ok_and(|order| order.status().state == State::InProgress)
    };
    documents.iter().map(|imported| &imported.document).filter(is_at_work).take(USED.len()).cloned().collect()
}

/// Has the phones bring what was written in these orders.
pub(crate) async fn note(engine: &Engine, commune: &Commune, orders: Vec<Document>) -> Result<(), DemoError> {
    let before = FeedId::from_bytes(*commune.names.order("feed before the restore").as_bytes());
    let restored = engine.act(move |store| {
        store.record_earlier_feed(before)?;
        Ok(((), AuditEntry::new(Action::Restored, Subject::Nothing)))
    });
    restored.await?;
    let last = orders.len().saturating_sub(1);
    for (at, (mut order, used)) in orders.into_iter().zip(USED).enumerate() {
        let assigned = WorkOrder::read(&order)?.assigned;
        let phones = || commune.people.members.iter().filter(|member| member.writer.device.is_some());
        let bearer = phones().find(|member| assigned.contains_key(&member.id));
        let bearer = bearer.ok_or(DemoError::Missing("a phone that brings something back"))?;
        let colleague = phones().find(|member| member.team == bearer.team && member.id != bearer.id);
        let colleague = colleague.ok_or(DemoError::Missing("a colleague who wrote something"))?;
        let offered = written(commune, &mut order, colleague, used)?;
        let hashes = [offered.0].into();
        bring(engine, commune, bearer, offered.1).await?;
        if at == last && last > 0 {
            let supervisor = commune.people.called("superviseur")?.id;
            engine.confirm(supervisor, order.id(), hashes).await?;
        }
    }
    Ok(())
}

/// A colleague writes on a phone that the server has heard nothing of.
fn written(
    commune: &Commune,
    order: &mut Document,
    colleague: &Member,
    used: &str,
) -> Result<(shared::ChangeHash, DocumentChanges), DemoError> {
    let command = WorkOrderCommand::UseMaterial {
        material: Material::Other(used.to_owned()),
        quantity: Quantity(1000),
        corrects: None,
    };
    let wall = commune.calendar.lately(MINUTES).plus_ms(-30 * MINUTE_MS);
    let entropy = Chance::of(&format!("brought back {used}")).bits();
    let actor = commune.names.actor(&format!("lost phone {used}"));
    let author = Author { person: colleague.id, actor, moment: Moment { wall, entropy } };
    let change = execute(order, &Command::WorkOrder(command), author)?.change;
    let change = change.ok_or(DemoError::Missing("a change to bring back"))?;
    let changes = vec![ChangeBytes(change.bytes)];
    Ok((change.hash, DocumentChanges { id: order.id(), kind: order.kind(), changes }))
}

/// Somebody's phone offers it.
async fn bring(
    engine: &Engine,
    commune: &Commune,
    bearer: &Member,
    offered: DocumentChanges,
) -> Result<(), DemoError> {
    let id = bearer.writer.device.ok_or(DemoError::Missing("a phone"))?;
    let device = engine.read(move |store| store.device(id)).await?.ok_or(DemoError::Missing("a phone"))?;
    let at = commune.calendar.lately(MINUTES);
    let received =
        Received { device: Some(id), person: Some(bearer.id), at, skew_ms: device.skew_ms, late: false };
    let offer = Job::new(move |transaction| transaction.take_offers(&device, &[offered], received));
    engine.submit(offer).await?;
    Ok(())
}
