//! Reports as long as may be, and longer ones: several phones deliver them again and again.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, ObjId, ROOT, ReadDoc as _};
use shared::FactId;
use shared::limits::{CHANGE_BYTES_MAX, REPORT_CHARS_MAX};
use shared::wire::{ChangeBytes, RefusalReason};
use shared::work_order::{WorkOrder, WorkOrderCommand};
use tokio::task::JoinSet;

use crate::at_work::{AtWork, enrol_a_crew, order, receives};
use crate::program::Program;

const PHONES: u16 = 3;
const ROUNDS: u64 = 2;
const MEGABYTE: usize = 1 << 20;
/// Each of the letters below takes so much.
const LETTER_BYTES: usize = 4;
/// Of a report that is as long as may be: all of it would be too large for one change.
const HALF: usize = REPORT_CHARS_MAX / 2;
const _: () = assert!(HALF * LETTER_BYTES < CHANGE_BYTES_MAX && 2 * HALF * LETTER_BYTES > CHANGE_BYTES_MAX);

/// Letters of four bytes each, of which no two follow each other for a reason.
fn letters(seed: u64, count: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // CJK ideographs, extension B.
        char::from_u32(0x2_0000 + u32::try_from(state % 42_720).unwrap()).unwrap()
    };
    (0..count).map(letter).collect()
}

fn report_of(raw: &AutoCommit, visit: FactId) -> ObjId {
    let path = ["interventions", &visit.to_string(), "report"];
    path.into_iter().fold(ROOT, |object, key| raw.get(&object, key).unwrap().unwrap().1)
}

impl AtWork {
    /// Begins another visit.
    async fn visits(&mut self) -> FactId {
        let known = self.read().interventions;
        let mut work = vec![self.does(WorkOrderCommand::Start)];
        let visit = *self.read().interventions.keys().find(|id| !known.contains_key(id)).unwrap();
        work.push(self.does(WorkOrderCommand::Pause));
        assert_eq!(self.delivers(&work).await, []);
        visit
    }

    /// Writes on in a report: it is at the office, or refused for this reason.
    async fn writes(&mut self, visit: FactId, more: &str) -> Option<RefusalReason> {
        let before = self.read().interventions[&visit].report.clone();
        let after = format!("{before}{more}");
        let unwritten = self.order.clone();
        let change = self.does(WorkOrderCommand::WriteReport { intervention: visit, before, after });
        let refused = self.delivers(&[change]).await;
        if !refused.is_empty() {
            self.order = unwritten;
        }
        refused.first().map(|(_, reason)| *reason)
    }

    /// What would make a report longer by so much, in pieces of so many letters that build on each other.
    fn pieces(&self, visit: FactId, text: &str, piece_chars: usize) -> Vec<ChangeBytes> {
        let mut pieces = Vec::new();
        let letters: Vec<char> = text.chars().collect();
        self.would_write(|raw| {
            for piece in letters.chunks(piece_chars) {
                let report = report_of(raw, visit);
                raw.splice_text(&report, 0, 0, &piece.iter().collect::<String>()).unwrap();
                raw.commit();
                pieces.push(ChangeBytes(raw.get_last_local_change().unwrap().raw_bytes().to_vec()));
            }
        });
        pieces
    }

    /// Delivers a report longer by a megabyte, at once and in pieces: none of it is taken.
    async fn delivers_a_megabyte(&mut self, visit: FactId, seed: u64) {
        let text = letters(seed, MEGABYTE / LETTER_BYTES);
        let at_once = self.pieces(visit, &text, usize::MAX);
        assert!(at_once[0].0.len() > MEGABYTE, "{} bytes", at_once[0].0.len());
        let in_pieces = self.pieces(visit, &text, HALF);
        let refused = self.delivers(&[at_once, in_pieces.clone()].concat()).await;
        // The change is too large, then the text; what builds on that is not looked at.
        let mut expected = vec![(0, RefusalReason::TooLarge), (1, RefusalReason::TooLarge)];
        expected.extend((2..=in_pieces.len()).map(|place| (place, RefusalReason::MissingDependency)));
        assert_eq!(refused, expected);
    }
}

/// One phone writes a report as long as may be, delivers one that is too long again and again, and fills
/// the document; what it wrote.
async fn writes_much(mut phone: AtWork, seed: u64) -> Vec<String> {
    let mut of_letters = (100 * seed..).map(|seed| letters(seed, HALF));
    let mut texts = Vec::new();
    for number in 0..3 {
        let visit = phone.visits().await;
        let [begin, end] = [of_letters.next().unwrap(), of_letters.next().unwrap()];
        assert_eq!(phone.writes(visit, &begin).await, None);
        // Two reports and a half fit in a document.
        let fits = number < 2;
        assert_eq!(phone.writes(visit, &end).await, (!fits).then_some(RefusalReason::TooLarge));
        texts.push(if fits { begin + &end } else { begin });
        if number == 0 {
            for round in 0..ROUNDS {
                phone.delivers_a_megabyte(visit, 100 * seed + 10 + round).await;
            }
        }
    }
    let short = phone.does(WorkOrderCommand::Start);
    assert_eq!(phone.delivers(&[short]).await, [], "there is still room for what is short");
    texts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_of_a_megabyte_again_and_again_take_bounded_memory() {
    let mut orders = Vec::new();
    let program = Program::start_after(&[], async |engine| {
        let phones = enrol_a_crew(engine, PHONES + 1).await;
        for _ in 0..PHONES {
            orders.push(order(engine, Vec::new()).await);
        }
        phones
    })
    .await;
    let mut filling = JoinSet::new();
    for (phone, order) in program.phones[1..].iter().zip(&orders) {
        let (phone, order) = (AtWork::on(&program, phone, *order).await, *order);
        let seed = u64::from(phone.phone.device.as_bytes()[1]);
        filling.spawn(async move { (order, writes_much(phone, seed).await) });
    }
    let (written, longest) = program.serving_others(filling.join_all()).await;

    let copies = receives(&program, program.phones.last().unwrap()).await;
    for (order, texts) in written {
        let copy = copies.iter().find(|copy| copy.id() == order).unwrap();
        let visits = WorkOrder::read(copy).unwrap().interventions;
        let read: Vec<String> = visits.into_values().map(|visit| visit.report).take(texts.len()).collect();
        assert!(read == texts, "another phone reads what was written, letter by letter");
    }
    let peak_mb = program.peak_mb();
    println!("{PHONES} phones, reports of a megabyte: peak {peak_mb} MB, others waited {longest:?} at most");
    assert!(peak_mb < 250, "{peak_mb} MB");
}
