//! The journal: who did what, newest first. What was done at the office and by its devices stands in the
//! audit log, what was done in the field in the documents; here they are one list. The log alone is also to
//! be had as a file.

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};
use shared::{Day, DocumentKind, PersonId, Timestamp};

use crate::base::collation::compare;
use crate::base::limits::AUDIT_ROWS_MAX;
use crate::domains::audit::field_work::{FieldEntry, FieldPeriod};
use crate::domains::audit::{head, menu, words};
use crate::domains::catalogue::names::Names;
use crate::domains::people::form::told_apart;
use crate::office::browser_name::device_name;
use crate::office::form::{Fields, Parameters};
use crate::office::icon::icon;
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::error::StoreError;
use crate::store::{AuditFilter, AuditLine, DeviceRow, PersonRow, Store};

/// In place of an action: everything done in the field.
const FIELD: &str = "field";

/// What an address asks to see.
pub(crate) struct Asked {
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
    pub(crate) filter: AuditFilter,
}

impl Asked {
    pub(crate) fn read(localizer: &Localizer, parameters: &Fields) -> Result<Self, PageError> {
        let (from, to): (Option<Day>, Option<Day>) = (parameters.day("from")?, parameters.day("to")?);
        let action = parameters.one("action");
        let filter = AuditFilter {
            person: parameters.optional("person")?,
            action: (!action.is_empty()).then(|| action.to_owned()),
            from: from.map(|day| localizer.begins(day)),
            until: to.map(|day| localizer.ends(day)),
        };
        Ok(Self { from, to, filter })
    }
}

/// The people, devices and documents behind the ids.
#[derive(Clone)]
pub(crate) struct Known {
    people: BTreeMap<String, String>,
    devices: BTreeMap<String, String>,
    pub(crate) documents: BTreeMap<String, String>,
    pub(crate) pages: BTreeMap<DocumentKind, &'static str>,
}

impl Known {
    pub(crate) fn read(store: &Store) -> Result<Self, StoreError> {
        let person = |person: PersonRow| (person.id.to_string(), person.name);
        let device = |device: DeviceRow| (device.id.to_string(), device.name);
        Ok(Self {
            people: store.people()?.into_iter().map(person).collect(),
            devices: store.devices()?.into_iter().map(device).collect(),
            documents: BTreeMap::new(),
            pages: BTreeMap::new(),
        })
    }

    pub(crate) fn person(&self, id: &str) -> String {
        self.people.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    pub(crate) fn device(&self, id: &str) -> String {
        self.devices.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let asked = Asked::read(localizer, &parameters)?;
    let before: Option<i64> = parameters.optional("before")?;
    let filter = asked.filter.clone();
    let only_field = asked.filter.action.as_deref() == Some(FIELD);
    // The hash over all lines, also those that are not shown here.
    let log_head = office.engine.read(|store| store.audit_head()).await?;
    // Whoever did what is seen is named in it, wherever they work.
    let mut known = office.engine.read(Known::read).await?;
    let (mut lines, actions, people) = office
        .records(&visitor, move |store| {
            let lines = if only_field {
                Vec::new()
            } else {
                store.audit_before(&filter, before, AUDIT_ROWS_MAX + 1)?
            };
            Ok((lines, store.audit_actions()?, store.people()?))
        })
        .await?;
    let more = lines.len() > AUDIT_ROWS_MAX;
    lines.truncate(AUDIT_ROWS_MAX);
    let field = FieldPage::read(&office, &visitor, &asked, &parameters, &mut lines, more).await?;
    let named = subjects(&lines);
    let (called, pages, names) = office
        .lists(&visitor, move |reader| Ok((reader.called(&named)?, reader.pages(), reader.names()?)))
        .await?;
    (known.documents, known.pages) = (called, pages);
    let title = localizer.text("nav-audit");
    let body = html! {
        div.head {
            h1 { (title) }
            form method="post" action={ "/office/audit.csv" (parameters.with_all(&[("before", String::new()), ("until", String::new()), ("format", "spreadsheet".to_owned())])) } {
                button type="submit" data-test="audit-export" { (localizer.text("audit-export")) }
            }
        }
        (filters(localizer, &asked, &actions, &people))
        (quick(localizer, &parameters))
        @let entries = entries(&lines, &field.in_field);
        @if entries.is_empty() { p.empty { (localizer.text("audit-none")) } }
        @else { (table(localizer, &title, &names, &known, &entries)) }
        (older(localizer, &parameters, field.next))
        (head::line(localizer, &log_head, &office.app.head_places))
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

fn filters(localizer: &Localizer, asked: &Asked, actions: &[String], people: &[PersonRow]) -> Markup {
    let mut actions: Vec<(&String, String)> =
        actions.iter().map(|action| (action, localizer.text(&format!("did-{action}")))).collect();
    actions.sort_by(|(_, one), (_, other)| compare(one, other));
    let day = |name: &str, day: Option<Day>| {
        html! {
            div.field {
                label for=(name) { (localizer.text(&format!("audit-{name}"))) }
                input id=(name) type="date" name=(name) value=(day.map(|day| day.to_string()).unwrap_or_default());
            }
        }
    };
    html! {
        form.filters method="get" action="/office/audit" role="search" {
            div.field {
                label for="person" { (localizer.text("audit-person")) }
                select #person name="person" {
                    option value="" { (localizer.text("filter-everybody")) }
                    @for person in people {
                        option value=(person.id) selected[asked.filter.person == Some(person.id)] { (told_apart(person, people)) }
                    }
                }
            }
            div.field {
                label for="action" { (localizer.text("audit-action")) }
                select #action name="action" {
                    option value="" { (localizer.text("filter-all")) }
                    option value=(FIELD) selected[asked.filter.action.as_deref() == Some(FIELD)] { (localizer.text("audit-field")) }
                    @for (action, words) in actions {
                        option value=(action) selected[asked.filter.action.as_ref() == Some(action)] { (words) }
                    }
                }
            }
            (day("from", asked.from))
            (day("to", asked.to))
            button type="submit" { (localizer.text("filter-do")) }
        }
    }
}

/// Who did what today, and who did what yesterday.
fn quick(localizer: &Localizer, parameters: &Fields) -> Markup {
    let today = localizer.today();
    let yesterday = today.date().yesterday().map_or(today, Day::from);
    html! {
        p.quick {
            @for day in [today, yesterday] {
                @let one = [("from", day.to_string()), ("to", day.to_string()), ("before", String::new()), ("until", String::new())];
                a href={ "/office/audit" (parameters.with_all(&one)) } { (localizer.day(day)) }
            }
        }
    }
}

fn table(localizer: &Localizer, title: &str, names: &Names, known: &Known, entries: &[Entry<'_>]) -> Markup {
    let columns =
        ["audit-at", "audit-person", "audit-action", "audit-subject", "audit-detail", "audit-address"];
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.orders.journal {
                thead { tr { @for column in columns { th scope="col" { (localizer.text(column)) } } } }
                tbody {
                    @for entry in entries {
                        @match entry {
                            Entry::Line(line) => (row(localizer, known, line)),
                            Entry::Field(entry) => (field_row(localizer, known, names, entry)),
                        }
                    }
                }
            }
        }
    }
}

fn row(localizer: &Localizer, known: &Known, line: &AuditLine) -> Markup {
    html! {
        tr data-test="audit-line" data-action=(line.action) {
            td { (localizer.moment(line.at)) }
            td {
                @if let Some(person) = line.person { (known.person(&person.to_string())) }
                @if let Some(device) = line.device { " " span.quiet { (device_name(localizer, &known.device(&device.to_string()))) } }
            }
            td { (localizer.text(&format!("did-{}", line.action))) }
            td { (subject(localizer, known, &line.subject)) }
            td { (words::detail(localizer, &line.action, &line.detail)) }
            td.quiet { @if let Some(address) = &line.address { (address) } }
        }
    }
}

/// What somebody did in the field.
fn field_row(localizer: &Localizer, known: &Known, names: &Names, entry: &FieldEntry) -> Markup {
    let kind = localizer.text(&format!("kind-{}", entry.kind.name()));
    let words = format!("{kind} {}", entry.called);
    html! {
        tr data-test="field-line" data-what=(entry.what) {
            td { (localizer.moment(entry.at)) }
            td { (names.person(entry.person)) }
            td { (words::field(localizer, &entry.what, entry.count)) }
            td {
                @match known.pages.get(&entry.kind) {
                    Some(address) => a href={ (address) (entry.document) } { (words) },
                    None => (words),
                }
            }
            td { (entry.detail) }
            td.quiet { (icon("phone")) (localizer.text("audit-on-site")) }
        }
    }
}

/// What it was done to, with the way there where there is a page.
fn subject(localizer: &Localizer, known: &Known, subject: &str) -> Markup {
    match called(localizer, known, subject) {
        (Some(address), words) => html! { a href=(address) { (words) } },
        (None, words) => html! { (words) },
    }
}

/// The address of what something was done to, where there is a page, and what people call it.
pub(crate) fn called(localizer: &Localizer, known: &Known, subject: &str) -> (Option<String>, String) {
    let Some((of, id)) = subject.split_once(':') else { return (None, subject.to_owned()) };
    let short = id.rsplit('-').next().unwrap_or(id);
    match (of, DocumentKind::named(of)) {
        ("person", _) if id.parse::<PersonId>().is_ok() => {
            (Some(format!("/office/people/{id}")), known.person(id))
        }
        ("device", _) => (Some(format!("/office/devices/{id}")), device_name(localizer, &known.device(id))),
        (_, Some(kind)) => {
            let called = known.documents.get(id).cloned().unwrap_or_else(|| format!("…{short}"));
            let words = format!("{} {called}", localizer.text(&format!("kind-{}", kind.name())));
            (known.pages.get(&kind).map(|page| format!("{page}{id}")), words)
        }
        _ => (None, subject.to_owned()),
    }
}

/// The ids of what lines speak of.
pub(crate) fn subjects(lines: &[AuditLine]) -> Vec<String> {
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
    in_field: Vec<FieldEntry>,
    /// What is older, when there is more.
    next: Option<Next>,
}

impl FieldPage {
    /// What was done in the field in the time the lines of the log take up. When that is more than a page
    /// holds, the page ends earlier, and the lines of the log beyond its end are left to the next.
    async fn read(
        office: &Office,
        visitor: &Visitor,
        asked: &Asked,
        parameters: &Fields,
        lines: &mut Vec<AuditLine>,
        more: bool,
    ) -> Result<Self, PageError> {
        let until: Option<i64> = parameters.optional("until")?;
        let until = until.map(Timestamp).or(asked.filter.until).unwrap_or(Timestamp(i64::MAX));
        let oldest = lines.last().filter(|_| more).map(|line| Next { before: line.id, until: line.at });
        if asked.filter.action.as_deref().is_some_and(|action| action != FIELD) {
            return Ok(Self { in_field: Vec::new(), next: oldest });
        }
        let from = oldest.map(|oldest| oldest.until).or(asked.filter.from).unwrap_or(Timestamp(i64::MIN));
        let period = FieldPeriod { person: asked.filter.person, from, until };
        let read = office.lists(visitor, move |reader| reader.field_work(&period, AUDIT_ROWS_MAX + 1));
        let mut in_field = read.await?;
        if in_field.len() <= AUDIT_ROWS_MAX {
            return Ok(Self { in_field, next: oldest });
        }
        // What was done in one instant stay together: the next page begins before it.
        let cut = in_field.last().map_or(Timestamp(i64::MIN), |entry| entry.at);
        if in_field.first().is_some_and(|entry| entry.at > cut) {
            in_field.retain(|entry| entry.at > cut);
        }
        let end = in_field.last().map_or(cut, |entry| entry.at);
        let before = lines.iter().find(|line| line.at < end).map(|line| line.id + 1);
        lines.retain(|line| line.at >= end);
        let asked_before: Option<i64> = parameters.optional("before")?;
        let before = before.or_else(|| lines.last().map(|line| line.id)).or(asked_before).unwrap_or(i64::MAX);
        Ok(Self { in_field, next: Some(Next { before, until: end }) })
    }
}

/// A line of the journal.
enum Entry<'a> {
    Line(&'a AuditLine),
    Field(&'a FieldEntry),
}

/// Both in one, newest first.
fn entries<'a>(lines: &'a [AuditLine], in_field: &'a [FieldEntry]) -> Vec<Entry<'a>> {
    let mut entries = Vec::with_capacity(lines.len() + in_field.len());
    let mut in_field = in_field.iter().peekable();
    for line in lines {
        while let Some(entry) = in_field.next_if(|entry| entry.at > line.at) {
            entries.push(Entry::Field(entry));
        }
        entries.push(Entry::Line(line));
    }
    entries.extend(in_field.map(Entry::Field));
    entries
}

/// Links to the newest lines and to those before the last one shown.
fn older(localizer: &Localizer, parameters: &Fields, next: Option<Next>) -> Markup {
    let newest = parameters.with_all(&[("before", String::new()), ("until", String::new())]);
    let is_older = !parameters.one("before").is_empty();
    html! {
        @if is_older || next.is_some() {
            nav.pages aria-label=(localizer.text("pages-label")) {
                @if is_older { a.button.quiet href={ "/office/audit" (newest) } { (localizer.text("audit-newest")) } }
                @if let Some(next) = next {
                    @let words = [("before", next.before.to_string()), ("until", next.until.0.to_string())];
                    a.button.quiet rel="next" href=(parameters.with_all(&words)) data-test="audit-older" { (localizer.text("audit-older")) }
                }
            }
        }
    }
}
