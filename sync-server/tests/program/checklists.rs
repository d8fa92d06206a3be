//! The longest checklist, every item of it answered; and one item more than that.

use std::time::Instant;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::transaction::Transactable as _;
use automerge::{Change, ObjType, ROOT, ReadDoc as _, ScalarValue};
use shared::catalogue::ChecklistTemplateItem;
use shared::command::execute;
use shared::limits::CHECKLIST_ITEMS_MAX;
use shared::wire::{ChangeBytes, DocumentChanges, RefusalReason, SyncRequest};
use shared::work_order::{AnswerKind, AnswerValue, WorkOrder, WorkOrderCommand};
use shared::{ActorId, Author, Command, Document, DocumentId, DocumentKind, ItemId, Moment, Timestamp};

use crate::at_work::{AtWork, enrol_a_crew, new_order, order, receives};
use crate::line::Line;
use crate::program::{Program, SUPERVISOR, enrol};

fn item(number: usize) -> ItemId {
    let mut id = [0x40; 16];
    id[..8].copy_from_slice(&number.to_be_bytes());
    ItemId::from_bytes(id)
}

fn checklist(count: usize) -> Vec<(ItemId, ChecklistTemplateItem)> {
    let asked = |number: usize| ChecklistTemplateItem {
        label: format!("Point de contrôle n° {number}, comme au procès-verbal de réception"),
        kind: if number.is_multiple_of(2) { AnswerKind::Tick } else { AnswerKind::Text },
        unit: None,
        choices: Vec::new(),
        required: true,
    };
    (0..count).map(|number| (item(number), asked(number))).collect()
}

fn answer(number: usize) -> AnswerValue {
    if number.is_multiple_of(2) {
        AnswerValue::Tick(true)
    } else {
        AnswerValue::Text(format!("Rien à signaler, {number}."))
    }
}

/// A change for each, as the app writes them: one by one it would take as long as the server does.
fn answers(phone: &AtWork) -> Vec<ChangeBytes> {
    let mut changes = Vec::new();
    phone.would_write(|raw| {
        let list = raw.get(ROOT, "checklist").unwrap().unwrap().1;
        for number in 0..CHECKLIST_ITEMS_MAX {
            let item = raw.get(&list, item(number).to_string()).unwrap().unwrap().1;
            let given = raw.put_object(&item, "answer", ObjType::Map).unwrap();
            raw.put(&given, "value", answer(number).plain()).unwrap();
            raw.put(&given, "by", phone.phone.person.to_string()).unwrap();
            raw.put(&given, "at", 2_000_000_000_000_i64).unwrap();
            raw.commit();
            changes.push(ChangeBytes(raw.get_last_local_change().unwrap().raw_bytes().to_vec()));
        }
    });
    changes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_answers_delivered_at_once_are_taken_and_others_are_served() {
    let mut id = None;
    let program = Program::start_after(&[], async |engine| {
        let phones = enrol_a_crew(engine, 2).await;
        id = Some(order(engine, checklist(CHECKLIST_ITEMS_MAX)).await);
        phones
    })
    .await;
    let mut phone = AtWork::on(&program, &program.phones[1], id.unwrap()).await;
    let answers = answers(&phone);
    phone.order.apply(&answers).unwrap();
    let began = Instant::now();
    let (refused, longest) = program.serving_others(phone.delivers(&answers)).await;
    let lasted = began.elapsed();
    assert_eq!(refused, []);
    // None is missing: the order can be finished.
    let done = [WorkOrderCommand::Start, WorkOrderCommand::Finish].map(|command| phone.does(command));
    assert_eq!(phone.delivers(&done).await, []);

    let copies = receives(&program, &program.phones[2]).await;
    let read = WorkOrder::read(&copies[0]).unwrap();
    assert_eq!(copies[0].heads(), phone.order.heads());
    let values = read
        .checklist
        .iter()
        .map(|(id, item)| (*id, item.answer.as_ref().map(|answer| answer.value.clone())));
    assert!(values.eq((0..CHECKLIST_ITEMS_MAX).map(|number| (item(number), Some(answer(number))))));
    let peak_mb = program.peak_mb();
    println!(
        "{CHECKLIST_ITEMS_MAX} answers taken in {lasted:?}: peak {peak_mb} MB, others waited {longest:?} at most"
    );
    assert!(peak_mb < 150, "{peak_mb} MB");
}

/// The change that makes an order with so many items, and with one more past what the app lets people do.
fn creations(document: &Document, actor: ActorId) -> [ChangeBytes; 2] {
    let moment = Moment { wall: Timestamp(2_000_000_000_000), entropy: 1 };
    let author = Author { person: SUPERVISOR.0, actor, moment };
    let create = WorkOrderCommand::Create(Box::new(new_order(checklist(CHECKLIST_ITEMS_MAX))));
    let made = execute(&mut document.clone(), &Command::WorkOrder(create), author).unwrap().change.unwrap();
    let over = one_item_more(&made.bytes);
    [ChangeBytes(made.bytes), ChangeBytes(over)]
}

fn one_item_more(creation: &[u8]) -> Vec<u8> {
    let mut change = Change::from_bytes(creation.to_vec()).unwrap().decode();
    let (first, actor) = (change.start_op.get(), change.actor_id.clone());
    let made_by = |index: usize| ObjectId::Id(OpId::new(first + index as u64, &actor));
    let operation = |map: ObjectId, key: &str, action| Op {
        action,
        obj: map,
        key: Key::Map(key.into()),
        pred: SortedVec::new(),
        insert: false,
    };
    let put = |value: ScalarValue| OpType::Put(value);
    let list = change.operations.iter().position(|op| op.key == Key::Map("checklist".into())).unwrap();
    let id = item(CHECKLIST_ITEMS_MAX).to_string();
    change.operations.push(operation(made_by(list), &id, OpType::Make(ObjType::Map)));
    let made = made_by(change.operations.len() - 1);
    change.operations.push(operation(made.clone(), "position", put(500_u64.into())));
    change.operations.push(operation(made.clone(), "label", put("Vanne".into())));
    change.operations.push(operation(made.clone(), "kind", put("tick".into())));
    change.operations.push(operation(made, "required", put(false.into())));
    change.hash = None;
    Change::from(change).raw_bytes().to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checklist_of_five_hundred_and_one_items_is_refused_and_one_of_five_hundred_is_taken() {
    let program = Program::start_after(&[], async |engine| enrol(engine, SUPERVISOR, 1).await).await;
    let phone = &program.phones[0];
    let mut line = Line::open(&program, phone).await;
    let actor = ActorId::from_bytes([0x55; 16]);
    let id = |byte| DocumentId::from_bytes([byte; 16]);
    let [full, over] = creations(&Document::empty(DocumentKind::WorkOrder, id(1)), actor);
    let makes =
        |byte, change| DocumentChanges { id: id(byte), kind: DocumentKind::WorkOrder, changes: vec![change] };
    let request = SyncRequest {
        documents: vec![makes(1, over), makes(2, full)],
        ..SyncRequest::first(phone.device, Timestamp(2_000_000_000_000))
    };
    let reply = line.sync(&request).await;
    let refused: Vec<_> = reply.refused.iter().map(|refusal| (refusal.position, refusal.reason)).collect();
    assert_eq!((reply.taken, refused), (2, vec![(0, RefusalReason::TooLarge)]));
    program.serves_others().await;
}
