//! Whether the audit log is what was written: its chain is computed again, and heads that were written elsewhere are
//! held against it. What is wrong is said in sentences: the first of its kind, and how many there are.

use std::collections::BTreeMap;

use shared::{Sha256, Timestamp};

use crate::audit_head::kept_heads::KeptHeads;
use crate::audit_head::key::{SignError, SigningKey, shown};
use crate::audit_head::signed::{SignedHead, instant};
use crate::base::limits::AUDIT_MS_MIN;
use crate::store::audit_chain::link;
use crate::store::error::StoreError;
use crate::store::{Action, AuditHead, AuditLine, Store};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Lines looked at.
    pub lines: u64,
    /// Heads held against them.
    pub heads: usize,
    /// What is wrong, a sentence each.
    pub wrong: Vec<String>,
}

/// What the log begins behind: lines that went at the end of their time, or nothing.
///
/// # Errors
/// [`StoreError`] when the disk fails. What is no head is [`check`]'s to say.
pub(crate) fn begin_of(store: &Store) -> Result<AuditHead, StoreError> {
    let kept = store.audit_begin()?.and_then(|text| text.parse().ok());
    Ok(kept.map_or(AuditHead::EMPTY, |kept: SignedHead| kept.head))
}

/// What the line of the log says that tells what it begins behind from then on; more may follow.
pub(crate) fn begin_words(begin: &AuditHead) -> String {
    let AuditHead { lines, id, at, chain } = begin;
    format!("lines={lines} id={id} at={} chain={chain}", instant(*at))
}

/// Looks over the log of a store, and holds `heads` against it. Lines are read one at a time.
///
/// # Errors
/// [`StoreError`] when the log cannot be read.
pub fn check(store: &Store, heads: Option<&KeptHeads>) -> Result<Checked, StoreError> {
    let mut wrong = Vec::new();
    let credible = heads.map_or_else(|| Ok(Vec::new()), |heads| credible(store, heads, &mut wrong))?;
    let begin = begin_of(store)?;
    let mut walk = Walk::against(&credible, begin);
    store.each_audit_line(|id, line| walk.step(id, line))?;
    walk.end();
    wrong.extend(walk.wrong_begin(store.audit_begin()?.as_deref(), store.audit_key()?));
    let breaks = walk
        .breaks
        .sentence(|count| format!("; {count} further lines do not follow from those before them either"));
    let held = walk.held;
    let unheld = walk.unheld.sentence(|count| format!("; nor do {count} other heads hold"));
    let unheld = unheld.map(|sentence| match held {
        0 => sentence,
        last => format!("{sentence}. Up to line {last} the log is what heads say"),
    });
    wrong.extend([breaks, unheld].into_iter().flatten().map(|sentence| format!("audit log: {sentence}")));
    Ok(Checked { lines: walk.lines, heads: heads.map_or(0, |heads| heads.whole.len()), wrong })
}

/// The heads that are whole and rightly signed, by whatever key. The others, and those by another key, are wrong.
fn credible<'a>(
    store: &Store,
    heads: &'a KeptHeads,
    wrong: &mut Vec<String>,
) -> Result<Vec<&'a (usize, SignedHead)>, StoreError> {
    let own = match SigningKey::of(store.audit_key()?) {
        Ok(key) => Some(key.public()),
        Err(SignError::Store(error)) => return Err(error),
        Err(error @ (SignError::NoKey | SignError::BadKey)) => {
            wrong.push(format!("audit log: {error}"));
            None
        }
    };
    let (mut cut, mut forged, mut foreign) = (First::default(), First::default(), First::default());
    for line in &heads.unreadable {
        cut.add(|| format!("the head in line {line} of the file is not whole"));
    }
    let mut credible = Vec::new();
    for noted @ (line, head) in &heads.whole {
        if !head.is_signed() {
            forged.add(|| {
                format!(
                    "the head in line {line} of the file has a wrong signature: it is not what was signed"
                )
            });
            continue;
        }
        if own.is_some_and(|own| own != head.key) {
            let key = shown(&head.key);
            foreign.add(|| format!("the head in line {line} of the file is signed by another key, {key}"));
        }
        credible.push(noted);
    }
    for found in [cut, forged, foreign] {
        let sentence = found.sentence(|count| format!("; so it is with {count} other heads"));
        wrong.extend(sentence.map(|sentence| format!("audit log: {sentence}")));
    }
    Ok(credible)
}

/// The first finding of a kind, and how many there are.
#[derive(Debug, Default)]
struct First {
    sentence: Option<String>,
    count: u64,
}

impl First {
    fn add(&mut self, sentence: impl FnOnce() -> String) {
        self.count += 1;
        self.sentence.get_or_insert_with(sentence);
    }

    /// The sentence, with `others` for those beyond the first.
    fn sentence(self, others: impl FnOnce(u64) -> String) -> Option<String> {
        let Self { sentence, count } = self;
        sentence.map(|sentence| if count > 1 { sentence + &others(count - 1) } else { sentence })
    }
}

/// A walk along the log, from line to line.
struct Walk<'a> {
    lines: u64,
    /// The number of the line before, and its chain.
    last: (i64, Sha256),
    breaks: First,
    /// The heads still to come, by the number of the line they are of.
    heads: BTreeMap<i64, Vec<&'a (usize, SignedHead)>>,
    /// The last line before any break of which a head holds; 0 before the first.
    held: i64,
    unheld: First,
    /// The last line that says that the log itself goes on from an earlier day.
    put_back: Option<(i64, Timestamp)>,
    /// What the log begins behind.
    begin: AuditHead,
    /// The heads of lines that went, the last of them included.
    gone: Vec<&'a (usize, SignedHead)>,
    /// The last line that says what the log begins behind: its detail, and when it was written.
    shortened: Option<(String, Timestamp)>,
}

impl<'a> Walk<'a> {
    fn against(credible: &[&'a (usize, SignedHead)], begin: AuditHead) -> Self {
        let mut heads: BTreeMap<i64, Vec<_>> = BTreeMap::new();
        let is_gone = |head: &AuditHead| head.id <= begin.id && head.id != AuditHead::EMPTY.id;
        let gone = credible.iter().copied().filter(|noted| is_gone(&noted.1.head)).collect();
        for noted in credible {
            heads.entry(noted.1.head.id).or_default().push(*noted);
        }
        // Of a log without a line there is nothing to hold against it, nor of lines that went at the end of their time.
        heads.retain(|id, _| *id >= begin.id && *id != AuditHead::EMPTY.id);
        let (breaks, unheld, last) = (First::default(), First::default(), (begin.id, begin.chain));
        let mut walk = Self {
            lines: 0,
            last,
            breaks,
            heads,
            held: 0,
            unheld,
            put_back: None,
            begin,
            gone,
            shortened: None,
        };
        walk.hold(begin.id);
        walk
    }

    fn step(&mut self, id: i64, line: Option<AuditLine>) {
        self.lines += 1;
        // Those of lines that are not there.
        let behind = self.heads.split_off(&id);
        for of_gone in std::mem::replace(&mut self.heads, behind).into_values().flatten() {
            self.unholds(of_gone, |of| format!("line {of} is not there any more"));
        }
        let (before, chain) = self.last;
        match line {
            Some(line) => {
                if link(chain, &line) != line.chain {
                    self.breaks.add(|| break_at(before, id, line.at));
                }
                if [Action::Restored, Action::PutBack].map(Action::name).contains(&line.action.as_str()) {
                    self.put_back = Some((id, line.at));
                }
                if line.action == Action::AuditShortened.name() {
                    self.shortened = Some((line.detail.clone(), line.at));
                }
                self.last = (id, line.chain);
            }
            None => {
                self.breaks.add(|| format!("line {id} cannot be read: it was altered"));
                self.last = (id, chain);
            }
        }
        self.hold(id);
    }

    /// Holds the heads of a line, the last that was looked at, against it.
    fn hold(&mut self, id: i64) {
        for noted in self.heads.remove(&id).unwrap_or_default() {
            if noted.1.head.chain == self.last.1 {
                if self.breaks.count == 0 {
                    self.held = id;
                }
            } else {
                self.unholds(noted, |of| {
                    format!(
                        "line {of} has another chain now: what is up to there was altered and chained anew"
                    )
                });
            }
        }
    }

    /// What is wrong with where the log begins, where that is not at its first line: `kept` is what the server wrote.
    fn wrong_begin(&self, kept: Option<&str>, key: Option<[u8; 32]>) -> Option<String> {
        let kept = kept?;
        let own = SigningKey::of(key).ok().map(|key| key.public());
        let is_own = |head: &SignedHead| head.is_signed() && Some(head.key) == own;
        if !kept.parse().is_ok_and(|head| is_own(&head)) {
            return Some("audit log: what it begins behind is not signed by this server".to_owned());
        }
        let said = self.shortened.as_ref().filter(|(said, _)| said.starts_with(&begin_words(&self.begin)));
        let Some((_, at)) = said else {
            let id = self.begin.id;
            return Some(format!("audit log: lines up to {id} have gone, and no line says so"));
        };
        if at.ms_since(self.begin.at) < AUDIT_MS_MIN {
            let (id, at) = (self.begin.id, instant(self.begin.at));
            return Some(format!("audit log: line {id} ({at}) went before it was old enough to go"));
        }
        self.wrong_gone(*at)
    }

    /// What heads say of the lines that went, where that is other than what the line says that was written when they
    /// did.
    fn wrong_gone(&self, shortened_at: Timestamp) -> Option<String> {
        let begin = self.begin;
        self.gone.iter().find_map(|(line, SignedHead { head, .. })| {
            let of = format!(
                "audit log: the head in line {line} of the file, of line {} of the log ({}), does not hold",
                head.id,
                instant(head.at)
            );
            if head.id == begin.id && head.at != begin.at {
                let at = instant(begin.at);
                return Some(format!("{of}: the log says that this line was of {at} when it went"));
            }
            let is_young = shortened_at.ms_since(head.at) < AUDIT_MS_MIN;
            is_young.then(|| format!("{of}: the line went before it was old enough to go"))
        })
    }

    /// What is left when there is no further line.
    fn end(&mut self) {
        let (last, _) = self.last;
        for of_gone in std::mem::take(&mut self.heads).into_values().flatten() {
            self.unholds(of_gone, |_| format!("the log ends with line {last}: its end was cut off"));
        }
    }

    fn unholds(&mut self, (line, head): &(usize, SignedHead), why: impl FnOnce(i64) -> String) {
        let AuditHead { id, at, .. } = head.head;
        let put_back = self.put_back.filter(|(back, _)| *back <= id);
        self.unheld.add(|| {
            let why = why(id);
            let mut sentence = format!(
                "the head in line {line} of the file, of line {id} of the log ({}), does not hold: {why}",
                instant(at)
            );
            if let Some((back, at)) = put_back {
                sentence.push_str(&format!(
                    ". Line {back} ({}) says that the server went on from a backup or an earlier disk: of the heads \
                     written between that day and this line none can hold",
                    instant(at)
                ));
            }
            sentence
        });
    }
}

/// What is wrong where a line does not follow from the one before it.
fn break_at(before: i64, id: i64, at: Timestamp) -> String {
    let at = instant(at);
    match (before.saturating_add(1), id.saturating_sub(1)) {
        (first, last) if first == last => {
            format!("line {first} was taken away: line {id} ({at}) does not follow from what is before it")
        }
        (first, last) if first < last => {
            format!(
                "lines {first} to {last} were taken away: line {id} ({at}) does not follow from what is before it"
            )
        }
        _ => format!("line {id} ({at}) is not what was written there: it was altered, or is another line"),
    }
}
