//! The audit log: who did what, newest first, and the same as a file.

mod export;

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};
use shared::{Day, DocumentKind, PersonId};

use super::Office;
use super::fields::{Fields, Parameters};
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, shell};
use super::trouble::Trouble;
use crate::limits::AUDIT_ROWS_MAX;
use crate::store::{AuditFilter, AuditLine, DeviceRow, PersonRow, Store, StoreError};

pub(super) use export::export;

/// What an address asks to see.
struct Asked {
    from: Option<Day>,
    to: Option<Day>,
    filter: AuditFilter,
}

impl Asked {
    fn read(say: &Say, parameters: &Fields) -> Result<Self, Trouble> {
        let (from, to): (Option<Day>, Option<Day>) =
            (parameters.optional("from")?, parameters.optional("to")?);
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
    let (mut lines, actions, people, mut known) = office
        .engine
        .read(move |store| {
            let lines = store.audit_before(&filter, before, AUDIT_ROWS_MAX + 1)?;
            Ok((lines, store.audit_actions()?, store.people()?, Known::read(store)?))
        })
        .await?;
    let more = lines.len() > AUDIT_ROWS_MAX;
    lines.truncate(AUDIT_ROWS_MAX);
    let named: Vec<String> =
        lines.iter().filter_map(|line| Some(line.subject.split_once(':')?.1.to_owned())).collect();
    known.documents = office.database.read(move |reader| reader.called(&named)).await?;
    let title = say.t("nav-audit");
    let body = html! {
        div.head {
            h1 { (title) }
            a.button href={ "/office/audit.csv" (parameters.with("before", "")) } data-test="audit-export" { (say.t("audit-export")) }
        }
        (filters(say, &asked, &actions, &people))
        @if lines.is_empty() { p.empty { (say.t("audit-none")) } }
        @else { (table(say, &title, &known, &lines)) }
        (older(say, &parameters, before, lines.last().filter(|_| more)))
    };
    Ok(shell(say, Some(&visitor), Room::Audit, &title, &body))
}

fn filters(say: &Say, asked: &Asked, actions: &[String], people: &[PersonRow]) -> Markup {
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
                        option value=(person.id) selected[asked.filter.person == Some(person.id)] { (person.name) }
                    }
                }
            }
            div.field {
                label for="action" { (say.t("audit-action")) }
                select #action name="action" {
                    option value="" { (say.t("filter-all")) }
                    @for action in actions {
                        option value=(action) selected[asked.filter.action.as_ref() == Some(action)] { (say.t(&format!("did-{action}"))) }
                    }
                }
            }
            (day("from", asked.from))
            (day("to", asked.to))
            button type="submit" { (say.t("filter-do")) }
        }
    }
}

fn table(say: &Say, title: &str, known: &Known, lines: &[AuditLine]) -> Markup {
    let columns =
        ["audit-at", "audit-person", "audit-action", "audit-subject", "audit-detail", "audit-address"];
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.orders {
                thead { tr { @for column in columns { th scope="col" { (say.t(column)) } } } }
                tbody { @for line in lines { (row(say, known, line)) } }
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
                @if let Some(device) = line.device { " " span.quiet { (known.device(&device.to_string())) } }
            }
            td { (say.t(&format!("did-{}", line.action))) }
            td { (subject(say, known, &line.subject)) }
            td translate="no" { (line.detail) }
            td.quiet { @if let Some(address) = &line.address { (address) } }
        }
    }
}

/// What it was done to, with the way there where there is a page.
fn subject(say: &Say, known: &Known, subject: &str) -> Markup {
    let Some((of, id)) = subject.split_once(':') else { return html! { (subject) } };
    let linked = |address: &str, words: &str| html! { a href={ (address) (id) } { (words) } };
    let short = id.rsplit('-').next().unwrap_or(id);
    match (of, DocumentKind::named(of)) {
        ("person", _) if id.parse::<PersonId>().is_ok() => linked("/office/people/", &known.person(id)),
        ("device", _) => linked("/office/devices/", &known.device(id)),
        (_, Some(kind)) => {
            let called = known.documents.get(id).cloned().unwrap_or_else(|| format!("…{short}"));
            let words = format!("{} {called}", say.t(&format!("kind-{}", kind.name())));
            match kind {
                DocumentKind::WorkOrder => linked("/office/work-orders/", &words),
                DocumentKind::Building => linked("/office/buildings/", &words),
                DocumentKind::Request => linked("/office/requests/", &words),
                DocumentKind::History | DocumentKind::Catalogue => html! { (words) },
            }
        }
        _ => html! { (subject) },
    }
}

/// Links to the newest lines and to those before the last one shown.
fn older(say: &Say, parameters: &Fields, before: Option<i64>, last: Option<&AuditLine>) -> Markup {
    html! {
        @if before.is_some() || last.is_some() {
            nav.pages aria-label=(say.t("pages-label")) {
                @if before.is_some() { a.button.quiet href={ "/office/audit" (parameters.with("before", "")) } { (say.t("audit-newest")) } }
                @if let Some(line) = last {
                    a.button.quiet rel="next" href=(parameters.with("before", &line.id.to_string())) data-test="audit-older" { (say.t("audit-older")) }
                }
            }
        }
    }
}
