//! The journal: who did what, newest first. What was done at the office and by its devices stands in the
//! audit log, what was done in the field in the documents; here they are one list. The log alone is also to
//! be had as a file.

mod export;
mod words;

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};
use shared::{Day, DocumentKind, PersonId, Timestamp};

use super::Office;
use super::browser_name::device_name;
use super::fields::{Fields, Parameters};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, shell};
use super::trouble::Trouble;
use crate::collation::compare;
use crate::limits::AUDIT_ROWS_MAX;
use crate::office::store::{FieldDeed, FieldPeriod, Names};
use crate::store::{AuditFilter, AuditLine, DeviceRow, PersonRow, Store, StoreError};

pub(super) use export::export;

/// In place of an action: everything done in the field.
const FIELD: &str = "field";

/// What an address asks to see.
struct Asked {
    from: Option<Day>,
    to: Option<Day>,
    filter: AuditFilter,
}

impl Asked {
    fn read(say: &Say, parameters: &Fields) -> Result<Self, Trouble> {
        let (from, to): (Option<Day>, Option<Day>) = (parameters.day("from")?, parameters.day("to")?);
        let action = parameters.one("action");
        let filter = AuditFilter {
            person: parameters.optional("person")?,
            action: (!action.is_empty()).then(|| action.to_owned()),
            from: from.map(|day| say.begins(day)),
            until: to.map(|day| say.ends(day)),
        };
        Ok(Self { from, to, filter })
    }
}

/// The people, devices and documents behind the ids.
#[derive(Clone)]
struct Known {
    people: BTreeMap<String, String>,
    devices: BTreeMap<String, String>,
    documents: BTreeMap<String, String>,
}

impl Known {
    fn read(store: &Store) -> Result<Self, StoreError> {
        let person = |person: PersonRow| (person.id.to_string(), person.name);
        let device = |device: DeviceRow| (device.id.to_string(), device.name);
        Ok(Self {
            people: store.people()?.into_iter().map(person).collect(),
            devices: store.devices()?.into_iter().map(device).collect(),
            documents: BTreeMap::new(),
        })
    }

    fn person(&self, id: &str) -> String {
        self.people.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    fn device(&self, id: &str) -> String {
        self.devices.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let say = &visitor.say;
    let asked = Asked::read(say, &parameters)?;
    let before: Option<i64> = parameters.optional("before")?;
    let filter = asked.filter.clone();
    let only_field = asked.filter.action.as_deref() == Some(FIELD);
    let (mut lines, actions, people, mut known) = office
        .engine
        .read(move |store| {
            let lines = if only_field {
                Vec::new()
            } else {
                store.audit_before(&filter, before, AUDIT_ROWS_MAX + 1)?
            };
            Ok((lines, store.audit_actions()?, store.people()?, Known::read(store)?))
        })
        .await?;
    let more = lines.len() > AUDIT_ROWS_MAX;
    lines.truncate(AUDIT_ROWS_MAX);
    let field = FieldPage::read(&office, &asked, &parameters, &mut lines, more).await?;
    let named = subjects(&lines);
    let (called, names) =
        office.database.read(move |reader| Ok((reader.called(&named)?, reader.names()?))).await?;
    known.documents = called;
    let title = say.t("nav-audit");
    let body = html! {
        div.head {
            h1 { (title) }
            a.button href={ "/office/audit.csv" (parameters.with_all(&[("before", String::new()), ("until", String::new()), ("format", "spreadsheet".to_owned())])) } data-test="audit-export" { (say.t("audit-export")) }
        }
        (filters(say, &asked, &actions, &people))
        (quick(say, &parameters))
        @let entries = entries(&lines, &field.deeds);
        @if entries.is_empty() { p.empty { (say.t("audit-none")) } }
        @else { (table(say, &title, &names, &known, &entries)) }
        (older(say, &parameters, field.next))
    };
    Ok(shell(say, Some(&visitor), Room::Audit, &title, &body))
}

/// Somebody's name; with what they sign in with, where somebody else is called the same.
fn told_apart(person: &PersonRow, people: &[PersonRow]) -> String {
    let others = people.iter().filter(|other| other.id != person.id);
    if others.into_iter().any(|other| other.name == person.name) {
        format!("{} ({})", person.name, person.login)
    } else {
        person.name.clone()
    }
}

fn filters(say: &Say, asked: &Asked, actions: &[String], people: &[PersonRow]) -> Markup {
    let mut actions: Vec<(&String, String)> =
        actions.iter().map(|action| (action, say.t(&format!("did-{action}")))).collect();
    actions.sort_by(|(_, one), (_, other)| compare(one, other));
    let day = |name: &str, day: Option<Day>| {
        html! {
            div.field {
                label for=(name) { (say.t(&format!("audit-{name}"))) }
                input id=(name) type="date" name=(name) value=(day.map(|day| day.to_string()).unwrap_or_default());
            }
        }
    };
    html! {
        form.filters method="get" action="/office/audit" role="search" {
            div.field {
                label for="person" { (say.t("audit-person")) }
                select #person name="person" {
                    option value="" { (say.t("filter-everybody")) }
                    @for person in people {
                        option value=(person.id) selected[asked.filter.person == Some(person.id)] { (told_apart(person, people)) }
                    }
                }
            }
            div.field {
                label for="action" { (say.t("audit-action")) }
                select #action name="action" {
                    option value="" { (say.t("filter-all")) }
                    option value=(FIELD) selected[asked.filter.action.as_deref() == Some(FIELD)] { (say.t("audit-field")) }
                    @for (action, words) in actions {
                        option value=(action) selected[asked.filter.action.as_ref() == Some(action)] { (words) }
                    }
                }
            }
            (day("from", asked.from))
            (day("to", asked.to))
            button type="submit" { (say.t("filter-do")) }
        }
    }
}

/// Who did what today, and who did what yesterday.
fn quick(say: &Say, parameters: &Fields) -> Markup {
    let today = say.today();
    let yesterday = today.date().yesterday().map_or(today, Day::from);
    html! {
        p.quick {
            @for day in [today, yesterday] {
                @let one = [("from", day.to_string()), ("to", day.to_string()), ("before", String::new()), ("until", String::new())];
                a href={ "/office/audit" (parameters.with_all(&one)) } { (say.day(day)) }
            }
        }
    }
}

fn table(say: &Say, title: &str, names: &Names, known: &Known, entries: &[Entry<'_>]) -> Markup {
    let columns =
        ["audit-at", "audit-person", "audit-action", "audit-subject", "audit-detail", "audit-address"];
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.orders.journal {
                thead { tr { @for column in columns { th scope="col" { (say.t(column)) } } } }
                tbody {
                    @for entry in entries {
                        @match entry {
                            Entry::Line(line) => (row(say, known, line)),
                            Entry::Field(deed) => (field_row(say, names, deed)),
                        }
                    }
                }
            }
        }
    }
}

fn row(say: &Say, known: &Known, line: &AuditLine) -> Markup {
    html! {
        tr data-test="audit-line" data-action=(line.action) {
            td { (say.moment(line.at)) }
            td {
                @if let Some(person) = line.person { (known.person(&person.to_string())) }
                @if let Some(device) = line.device { " " span.quiet { (device_name(say, &known.device(&device.to_string()))) } }
            }
            td { (say.t(&format!("did-{}", line.action))) }
            td { (subject(say, known, &line.subject)) }
            td { (words::detail(say, &line.action, &line.detail)) }
            td.quiet { @if let Some(address) = &line.address { (address) } }
        }
    }
}

/// What somebody did in the field.
fn field_row(say: &Say, names: &Names, deed: &FieldDeed) -> Markup {
    let kind = say.t(&format!("kind-{}", deed.kind.name()));
    let words = format!("{kind} {}", deed.called);
    html! {
        tr data-test="field-line" data-what=(deed.what) {
            td { (say.moment(deed.at)) }
            td { (names.person(deed.person)) }
            td { (words::field(say, &deed.what, deed.count)) }
            td {
                @match address(deed.kind) {
                    Some(address) => a href={ (address) (deed.document) } { (words) },
                    None => (words),
                }
            }
            td { (deed.detail) }
            td.quiet { (icon("phone")) (say.t("audit-on-site")) }
        }
    }
}

/// Where the pages of a kind of document are.
const fn address(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::WorkOrder => Some("/office/work-orders/"),
        DocumentKind::Building => Some("/office/buildings/"),
        DocumentKind::Request => Some("/office/requests/"),
        DocumentKind::History | DocumentKind::Catalogue => None,
    }
}

/// What it was done to, with the way there where there is a page.
fn subject(say: &Say, known: &Known, subject: &str) -> Markup {
    match called(say, known, subject) {
        (Some(address), words) => html! { a href=(address) { (words) } },
        (None, words) => html! { (words) },
    }
}

/// The address of what something was done to, where there is a page, and what people call it.
fn called(say: &Say, known: &Known, subject: &str) -> (Option<String>, String) {
    let Some((of, id)) = subject.split_once(':') else { return (None, subject.to_owned()) };
    let short = id.rsplit('-').next().unwrap_or(id);
    match (of, DocumentKind::named(of)) {
        ("person", _) if id.parse::<PersonId>().is_ok() => {
            (Some(format!("/office/people/{id}")), known.person(id))
        }
        ("device", _) => (Some(format!("/office/devices/{id}")), device_name(say, &known.device(id))),
        (_, Some(kind)) => {
            let called = known.documents.get(id).cloned().unwrap_or_else(|| format!("…{short}"));
            let words = format!("{} {called}", say.t(&format!("kind-{}", kind.name())));
            (address(kind).map(|address| format!("{address}{id}")), words)
        }
        _ => (None, subject.to_owned()),
    }
}

/// The ids of what lines speak of.
fn subjects(lines: &[AuditLine]) -> Vec<String> {
    lines.iter().filter_map(|line| Some(line.subject.split_once(':')?.1.to_owned())).collect()
}

/// Where the page before this one ends: in the log, and in time.
#[derive(Debug, Clone, Copy)]
struct Next {
    before: i64,
    until: Timestamp,
}

/// The field's part of a page.
struct FieldPage {
    deeds: Vec<FieldDeed>,
    /// What is older, when there is more.
    next: Option<Next>,
}

impl FieldPage {
    /// What was done in the field in the time the lines of the log take up. When that is more than a page
    /// holds, the page ends earlier, and the lines of the log beyond its end are left to the next.
    async fn read(
        office: &Office,
        asked: &Asked,
        parameters: &Fields,
        lines: &mut Vec<AuditLine>,
        more: bool,
    ) -> Result<Self, Trouble> {
        let until: Option<i64> = parameters.optional("until")?;
        let until = until.map(Timestamp).or(asked.filter.until).unwrap_or(Timestamp(i64::MAX));
        let oldest = lines.last().filter(|_| more).map(|line| Next { before: line.id, until: line.at });
        if asked.filter.action.as_deref().is_some_and(|action| action != FIELD) {
            return Ok(Self { deeds: Vec::new(), next: oldest });
        }
        let from = oldest.map(|oldest| oldest.until).or(asked.filter.from).unwrap_or(Timestamp(i64::MIN));
        let period = FieldPeriod { person: asked.filter.person, from, until };
        let read = office.database.read(move |reader| reader.field_work(&period, AUDIT_ROWS_MAX + 1));
        let mut deeds = read.await?;
        if deeds.len() <= AUDIT_ROWS_MAX {
            return Ok(Self { deeds, next: oldest });
        }
        // Deeds of one instant stay together: the next page begins before it.
        let cut = deeds.last().map_or(Timestamp(i64::MIN), |deed| deed.at);
        if deeds.first().is_some_and(|deed| deed.at > cut) {
            deeds.retain(|deed| deed.at > cut);
        }
        let end = deeds.last().map_or(cut, |deed| deed.at);
        let before = lines.iter().find(|line| line.at < end).map(|line| line.id + 1);
        lines.retain(|line| line.at >= end);
        let asked_before: Option<i64> = parameters.optional("before")?;
        let before = before.or_else(|| lines.last().map(|line| line.id)).or(asked_before).unwrap_or(i64::MAX);
        Ok(Self { deeds, next: Some(Next { before, until: end }) })
    }
}

/// A line of the journal.
enum Entry<'a> {
    Line(&'a AuditLine),
    Field(&'a FieldDeed),
}

/// Both in one, newest first.
fn entries<'a>(lines: &'a [AuditLine], deeds: &'a [FieldDeed]) -> Vec<Entry<'a>> {
    let mut entries = Vec::with_capacity(lines.len() + deeds.len());
    let mut deeds = deeds.iter().peekable();
    for line in lines {
        while let Some(deed) = deeds.next_if(|deed| deed.at > line.at) {
            entries.push(Entry::Field(deed));
        }
        entries.push(Entry::Line(line));
    }
    entries.extend(deeds.map(Entry::Field));
    entries
}

/// Links to the newest lines and to those before the last one shown.
fn older(say: &Say, parameters: &Fields, next: Option<Next>) -> Markup {
    let newest = parameters.with_all(&[("before", String::new()), ("until", String::new())]);
    let is_older = !parameters.one("before").is_empty();
    html! {
        @if is_older || next.is_some() {
            nav.pages aria-label=(say.t("pages-label")) {
                @if is_older { a.button.quiet href={ "/office/audit" (newest) } { (say.t("audit-newest")) } }
                @if let Some(next) = next {
                    @let words = [("before", next.before.to_string()), ("until", next.until.0.to_string())];
                    a.button.quiet rel="next" href=(parameters.with_all(&words)) data-test="audit-older" { (say.t("audit-older")) }
                }
            }
        }
    }
}
