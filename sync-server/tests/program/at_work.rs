//! Somebody at work on one order: a copy of it, a hand, and a line to the server.

use automerge::{AutoCommit, LoadOptions, TextEncoding};
use shared::catalogue::ChecklistTemplateItem;
use shared::command::execute;
use shared::wire::{ChangeBytes, DocumentChanges, Refusal, RefusalReason, SyncReply, SyncRequest};
use shared::work_order::{NewWorkOrder, WorkOrder, WorkOrderCommand};
use shared::{
    ActorId, Author, Command, Document, DocumentId, ItemId, Moment, NatureId, OrganisationId, Timestamp,
};
use sync_server::engine::Engine;

use crate::line::Line;
use crate::program::{Phone, Program, SUPERVISOR, TECHNICIAN, enrol};

/// Years after the program's own clock: what the office wrote is always before.
const WALL: i64 = 2_000_000_000_000;

pub(crate) struct AtWork {
    pub(crate) line: Line,
    pub(crate) phone: Phone,
    pub(crate) order: Document,
    /// What the phone asks next, but for what it brings.
    next: SyncRequest,
    acts: u64,
}

impl AtWork {
    /// Somebody who has an order on the phone.
    pub(crate) async fn on(program: &Program, phone: &Phone, order: DocumentId) -> Self {
        let mut line = Line::open(program, phone).await;
        let (copies, next) = receive(&mut line, phone).await;
        let order = copies.into_iter().find(|copy| copy.id() == order).expect("the order is on the phone");
        Self { line, phone: phone.clone(), order, next, acts: 0 }
    }

    /// The order as it reads here.
    pub(crate) fn read(&self) -> WorkOrder {
        WorkOrder::read(&self.order).unwrap()
    }

    pub(crate) const fn actor(&self) -> ActorId {
        ActorId::from_bytes(*self.phone.device.as_bytes())
    }

    /// Does something that the app lets people do.
    pub(crate) fn does(&mut self, command: WorkOrderCommand) -> ChangeBytes {
        self.acts += 1;
        let wall = Timestamp(WALL + i64::try_from(self.acts).unwrap());
        let moment = Moment { wall, entropy: self.acts };
        let author = Author { person: self.phone.person, actor: self.actor(), moment };
        let done = execute(&mut self.order, &Command::WorkOrder(command), author).unwrap();
        ChangeBytes(done.change.unwrap().bytes)
    }

    /// What could be written past the app; the copy here is left as it is.
    pub(crate) fn would_write(&self, write: impl FnOnce(&mut AutoCommit)) -> ChangeBytes {
        let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
        let mut raw = AutoCommit::load_with_options(&self.order.save(), options).unwrap();
        raw.set_actor(automerge::ActorId::from(*self.actor().as_bytes()));
        write(&mut raw);
        raw.commit();
        ChangeBytes(raw.get_last_local_change().unwrap().raw_bytes().to_vec())
    }

    /// Sends changes of the order, in as many requests as the server takes; what it refused, by its place
    /// among them.
    pub(crate) async fn delivers(&mut self, changes: &[ChangeBytes]) -> Vec<(usize, RefusalReason)> {
        let (id, kind) = (self.order.id(), self.order.kind());
        let (mut refused, mut taken) = (Vec::new(), 0);
        while taken < changes.len() {
            let changes = changes[taken..].to_vec();
            let documents = vec![DocumentChanges { id, kind, changes }];
            let reply = self.line.sync(&SyncRequest { documents, ..self.next.clone() }).await;
            self.next = after(&reply, &self.phone);
            let of = |refusal: &Refusal| (taken + refusal.position as usize, refusal.reason);
            refused.extend(reply.refused.iter().map(of));
            assert_ne!(reply.taken, 0, "each answer takes some");
            taken += reply.taken as usize;
        }
        refused
    }
}

/// Everything a phone with nothing on it is sent.
pub(crate) async fn receives(program: &Program, phone: &Phone) -> Vec<Document> {
    receive(&mut Line::open(program, phone).await, phone).await.0
}

async fn receive(line: &mut Line, phone: &Phone) -> (Vec<Document>, SyncRequest) {
    let mut next = SyncRequest::first(phone.device, Timestamp(WALL));
    let mut copies = Vec::new();
    loop {
        let reply = line.sync(&next).await;
        for update in &reply.documents {
            let snapshot = update.snapshot.as_ref().expect("newly in scope comes whole");
            copies.push(Document::load(update.kind, update.id, &snapshot.0).unwrap());
        }
        next = after(&reply, phone);
        if !reply.more {
            return (copies, next);
        }
    }
}

/// What a phone asks after a reply.
fn after(reply: &SyncReply, phone: &Phone) -> SyncRequest {
    SyncRequest {
        feed: Some(reply.feed),
        cursor: reply.cursor,
        resume: reply.resume,
        last_reply: reply.id,
        ..SyncRequest::first(phone.device, Timestamp(WALL))
    }
}

/// A phone to which nothing of this matters, and so many of the technician.
pub(crate) async fn enrol_a_crew(engine: &Engine, count: u16) -> Vec<Phone> {
    [enrol(engine, SUPERVISOR, 1).await, enrol(engine, TECHNICIAN, count).await].concat()
}

/// An order for the technician, as the office makes it.
pub(crate) async fn order(engine: &Engine, checklist: Vec<(ItemId, ChecklistTemplateItem)>) -> DocumentId {
    let create = WorkOrderCommand::Create(Box::new(new_order(checklist)));
    engine.execute(SUPERVISOR.0, None, Command::WorkOrder(create)).await.unwrap().0
}

pub(crate) fn new_order(checklist: Vec<(ItemId, ChecklistTemplateItem)>) -> NewWorkOrder {
    NewWorkOrder {
        assigned: vec![TECHNICIAN.0],
        checklist,
        ..NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Contrôle annuel".to_owned(),
            OrganisationId::from_bytes([5; 16]),
            DocumentId::from_bytes([4; 16]),
            NatureId::from_bytes([6; 16]),
        )
    }
}
