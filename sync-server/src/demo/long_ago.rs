//! Requests that were closed so long ago that what people wrote in them is over its time, contacts among it; one was
//! founded anew already.

use shared::document::priority::Priority;
use shared::request::{NewRequest, RequestCommand, RequestOrigin, request_number};
use shared::{Command, DocumentKind, Role};

use crate::demo::calendar::MINUTE_MS;
use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::error::DemoError;
use crate::demo::fixed::LEFT;
use crate::demo::record::Record;
use crate::engine::Engine;
use crate::engine::import::ImportedDocument;
use crate::engine::job::Job;
use crate::retention::Category;
use crate::store::{Action, AuditEntry, Subject};

/// What was wrong, who said so, and why nothing was done. People and numbers are invented.
const ASKED: [(&str, &str, &str); 5] = [
    (
        "Sonnette muette à l’entrée",
        "Mme Odile Farnier, 081 00 00 11, rappeler après 17 h.",
        "Mme Farnier a rappelé : c’était la pile.",
    ),
    (
        "Odeur de cave dans le hall",
        "M. Gaspard Vinelot, 081 00 00 12, habite au-dessus.",
        "Rien senti sur place, M. Vinelot prévenu par Zélie Quoirin.",
    ),
    (
        "Clef perdue du local vélos",
        "Perdue par la fille de M. Ysaert, 081 00 00 13.",
        "Clef retrouvée par M. Ysaert.",
    ),
    (
        "Volet bloqué au bureau 3",
        "Demandé par Mme Lorge, absente le mercredi.",
        "Débloqué par Mme Lorge elle-même.",
    ),
    (
        "Bruit de tuyau la nuit",
        "Mme Berthe Colmant, 081 00 00 15, dort mal depuis son opération.",
        "Mme Colmant a déménagé.",
    ),
];

/// Working days since the first of them was closed: more than two years.
const BACK: i64 = 560;
/// The last number of such a year before them.
const FIRST_NUMBER: u32 = 311;

/// All of them.
pub(crate) fn documents(commune: &Commune) -> Result<Vec<ImportedDocument>, DemoError> {
    (0..).zip(ASKED).map(|(nth, asked)| document(commune, nth, asked)).collect()
}

fn document(
    commune: &Commune,
    nth: u32,
    (title, contact, closed): (&str, &str, &str),
) -> Result<ImportedDocument, DemoError> {
    let name = format!("long ago {nth}");
    let mut chance = Chance::of(&name);
    let site = chance.pick(&commune.sites).ok_or(DemoError::Missing("place"))?;
    let somebody = commune.somebody(Role::Counter, &mut chance)?;
    // Who left noted some of them.
    let counter = if nth % 2 == 1 { commune.people.called(LEFT)? } else { somebody };
    let at = commune.calendar.at(BACK - 3 * i64::from(nth), 540 + 30 * i64::from(nth));
    let new = NewRequest {
        origin: RequestOrigin::Counter,
        title: title.to_owned(),
        description: contact.to_owned(),
        organisation: site.organisation,
        building: site.id,
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    };
    let number = request_number(commune.calendar.year(at), FIRST_NUMBER + nth);
    let mut record = Record::new(DocumentKind::Request, commune.names.request(&name), &name);
    for (minutes, command) in [
        (0, RequestCommand::Create(Box::new(new))),
        (1, RequestCommand::Number(number)),
        (190, RequestCommand::Close { reason: closed.to_owned() }),
    ] {
        record.does(counter.writer, at.plus_ms(minutes * MINUTE_MS), Command::Request(command))?;
    }
    Ok(record.finished())
}

/// Founds the first of them anew, as the server does once the times are in force.
pub(crate) async fn found_one(engine: &Engine) -> Result<(), DemoError> {
    let Some((kind, over)) = Category::Requests.documents() else { return Ok(()) };
    let found = Job::new(move |transaction| {
        let now = transaction.clock.now();
        let quiet = transaction.store.quiet_documents(kind, now, false, (None, usize::MAX))?;
        let Some(oldest) = quiet.documents.into_iter().min_by_key(|quiet| quiet.quiet_since) else {
            return Ok(());
        };
        transaction.found(oldest, over)?;
        let detail = format!("requests 1 months={}", Category::Requests.months().usual);
        transaction.record(&AuditEntry::new(Action::RetentionDone, Subject::Nothing).detailed(detail))
    });
    Ok(engine.submit(found).await?)
}
