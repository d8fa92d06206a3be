//! Making somebody who left nameless: where their name stands, what of it goes and what stays on what ground, and the
//! form that does it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{DocumentId, DocumentKind, Language, PersonId};

use crate::accounts::nameless::WhereNamed;
use crate::base::limits::{HITS_MAX, NAMING_TEXTS_MAX};
use crate::domains::people::menu;
use crate::engine::error::EngineError;
use crate::engine::person_error::PersonError;
use crate::office::address::query;
use crate::office::form::{Fields, id};
use crate::office::icon::icon;
use crate::office::layout::{notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::{PageError, person_phrase};
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::retention::{Category, Terms};
use crate::sql;
use crate::store::{PersonRow, nameless_number};

/// What the page shows.
struct Preview {
    person: PersonRow,
    found: WhereNamed,
    /// There are more texts that name them than were looked at.
    are_more: bool,
    /// Documents in whose text the name stays: kind, id, and what they are called.
    staying: Vec<(DocumentKind, DocumentId, String)>,
    /// What they would be called, in each language.
    names: Vec<(Language, String)>,
    /// For how many months a line of the audit log is kept; none while it is kept for ever.
    audit_months: Option<u32>,
}

impl Preview {
    async fn read(office: &Office, visitor: &Visitor, id: PersonId) -> Result<Self, PageError> {
        let read = office.engine.read(move |store| {
            let Some(account) = store.account(id)? else { return Ok(None) };
            Ok(Some((account, store.next_nameless_number()?, Terms::read(store)?)))
        });
        let (account, number, terms) = read.await?.ok_or(PageError::NotFound)?;
        let person = account.person;
        if account.blocked_at.is_none() || nameless_number(&person.login).is_some() {
            return Err(PageError::NotFound);
        }
        let (texts, are_more) = texts_naming(office, &person.name).await?;
        let found = office.engine.where_named(id, texts.clone()).await?;
        let stay = texts.iter().filter(|(_, id)| !found.rewritable.contains(id)).copied();
        let stay: Vec<_> = stay.collect();
        let staying = office.lists(visitor, move |reader| {
            let called = |(kind, id)| Ok((kind, id, reader.title(kind, id)?.unwrap_or_default()));
            stay.into_iter().map(called).collect::<sql::Result<Vec<_>>>()
        });
        let names = Language::ALL.map(|language| (language, name_in(office, language, number)));
        let audit_months = terms.is_in_force.then(|| terms.months(Category::Audit));
        let (staying, names) = (staying.await?, names.into());
        Ok(Self { person, found, are_more, staying, names, audit_months })
    }

    /// Whether something is to be done first.
    fn is_hindered(&self) -> bool {
        !self.found.open_orders.is_empty() || self.found.card_waits
    }
}

/// Documents in whose text the name stands, and whether there are more.
async fn texts_naming(
    office: &Office,
    name: &str,
) -> Result<(Vec<(DocumentKind, DocumentId)>, bool), PageError> {
    let name = name.to_owned();
    // In every administration: the name goes everywhere.
    let mut texts = office.all_lists(move |reader| reader.texts_naming(&name)).await?;
    let are_more = texts.len() > NAMING_TEXTS_MAX;
    texts.truncate(NAMING_TEXTS_MAX);
    Ok((texts, are_more))
}

/// What the one with this number is called.
fn name_in(office: &Office, language: Language, number: u32) -> String {
    office.localizer(language).with("nameless-name", &[("number", &number.to_string())])
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, PageError> {
    let preview = Preview::read(&office, &visitor, id(&address)?).await?;
    Ok(show(&visitor, &preview, None))
}

fn show(visitor: &Visitor, preview: &Preview, error: Option<&str>) -> Markup {
    let (localizer, person) = (&visitor.localizer, &preview.person);
    let title = localizer.with("nameless-title", &[("name", &person.name)]);
    let body = html! {
        h1 { (title) }
        (notices(localizer, None, error))
        p.lead { (localizer.text("nameless-explain")) }
        section data-test="goes" {
            h2 { (localizer.text("nameless-goes")) }
            (goes(localizer, preview))
        }
        section data-test="stays" {
            h2 { (localizer.text("nameless-stays")) }
            (stays(localizer, preview))
        }
        @if preview.is_hindered() { (hindrances(localizer, preview)) } @else { (form(localizer, preview)) }
        p { a.button href={ "/office/people/" (person.id) } { (person.name) } }
    };
    shell(localizer, Some(visitor), menu::ROOM, &title, &body)
}

fn counted(localizer: &Localizer, key: &str, count: u64) -> String {
    localizer.count(key, u32::try_from(count).unwrap_or(u32::MAX))
}

/// What becomes nameless, and what is gone.
fn goes(localizer: &Localizer, preview: &Preview) -> Markup {
    let WhereNamed { documents, phones, unsent, rewritable, .. } = &preview.found;
    html! {
        ul {
            li { (localizer.text("nameless-goes-account")) }
            li data-test="phones" {
                (localizer.count("nameless-goes-phones", *phones))
                @if *unsent > 0 { " " strong { (counted(localizer, "nameless-unsent", *unsent)) } }
            }
            li data-test="documents" data-count=(documents.values().sum::<u64>()) {
                (localizer.text("nameless-goes-documents"))
                ul {
                    @for (kind, count) in documents {
                        li { (localizer.text(&format!("nameless-kind-{}", kind.name()))) (localizer.text("colon")) (count) }
                    }
                }
            }
            li data-test="rewritten" data-count=(rewritable.len()) {
                (counted(localizer, "nameless-texts", u64::try_from(rewritable.len()).unwrap_or(u64::MAX)))
            }
        }
    }
}

/// What stays, and on what ground.
fn stays(localizer: &Localizer, preview: &Preview) -> Markup {
    let WhereNamed { lines_saying, lines_by, signed, undecided, .. } = &preview.found;
    let until = match preview.audit_months {
        Some(months) => localizer.count("nameless-audit-until", months),
        None => localizer.text("nameless-audit-always"),
    };
    let search = format!("/office/search{}", query([("text", preview.person.name.as_str())]));
    html! {
        ul {
            li data-test="lines" data-count=(lines_saying.things) {
                (counted(localizer, "nameless-audit", lines_saying.things)) " " (until)
            }
            li { (counted(localizer, "nameless-did", *lines_by)) }
            li data-test="signed" data-count=(signed) { (counted(localizer, "nameless-signed", *signed)) }
            li { (localizer.text("nameless-hours")) }
            @if *undecided > 0 { li data-test="undecided" { (counted(localizer, "nameless-undecided", *undecided)) } }
            li data-test="staying" data-count=(preview.staying.len()) {
                @if preview.are_more { (localizer.text("nameless-more-texts")) " " }
                @if preview.staying.is_empty() { (localizer.text("nameless-texts-none")) }
                @else {
                    (localizer.text("nameless-texts-stay"))
                    ul { @for text in preview.staying.iter().take(HITS_MAX) { li { (line(localizer, text)) } } }
                }
                " " a href=(search) { (localizer.text("nameless-search")) }
            }
            li { (localizer.text("nameless-backups")) }
        }
    }
}

/// A document in whose text the name stays.
fn line(localizer: &Localizer, (kind, id, called): &(DocumentKind, DocumentId, String)) -> Markup {
    let address = match kind {
        DocumentKind::WorkOrder => Some(format!("/office/work-orders/{id}")),
        DocumentKind::Request => Some(format!("/office/requests/{id}")),
        DocumentKind::Building => Some(format!("/office/buildings/{id}")),
        DocumentKind::Announcement => Some(format!("/office/announcements/{id}")),
        DocumentKind::History | DocumentKind::Catalogue | DocumentKind::Person | DocumentKind::StockList => {
            None
        }
    };
    let kind = localizer.text(&format!("nameless-kind-{}", kind.name()));
    html! {
        @if let Some(address) = address { a href=(address) { (kind) " " (called) } } @else { (kind) " " (called) }
    }
}

/// What is to be done first.
fn hindrances(localizer: &Localizer, preview: &Preview) -> Markup {
    let orders = u64::try_from(preview.found.open_orders.len()).unwrap_or(u64::MAX);
    html! {
        section.notice.warn data-test="hindered" {
            h2 { (icon("hazard")) " " (localizer.text("nameless-first")) }
            ul {
                @if orders > 0 {
                    li {
                        (counted(localizer, "nameless-open-orders", orders)) " "
                        a href={ "/office/work-orders?technician=" (preview.person.id) } { (localizer.text("nav-work-orders")) }
                    }
                }
                @if preview.found.card_waits {
                    li { (localizer.text("error-nameless-card-waits")) " " a href="/office/offers" { (localizer.text("nav-offers")) } }
                }
            }
        }
    }
}

fn form(localizer: &Localizer, preview: &Preview) -> Markup {
    let own = localizer.language();
    html! {
        section {
            h2 { (localizer.text("nameless-do-it")) }
            form.stack.narrow method="post" action={ "/office/people/" (preview.person.id) "/nameless" } data-test="nameless" {
                p.notice.warn { (localizer.text("nameless-final")) }
                div.field {
                    label for="name-in" { (localizer.text("nameless-called")) }
                    select #name-in name="name-in" {
                        @for (language, name) in &preview.names {
                            option value=(language.tag()) lang=(language.tag()) selected[*language == own] { (name) }
                        }
                    }
                }
                label.tick { input type="checkbox" name="sure" value="yes" required; span { (localizer.text("nameless-sure")) } }
                button.danger type="submit" { (localizer.text("person-nameless")) }
            }
        }
    }
}

pub(crate) async fn make(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: PersonId = id(&address)?;
    if fields.one("sure") != "yes" {
        return Err(PageError::Invalid("error-not-sure"));
    }
    let own = visitor.localizer.language();
    let tag = fields.one("name-in");
    let language = Language::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or(own);
    let person = office.engine.read(move |store| store.person(id)).await?.ok_or(PageError::NotFound)?;
    let (texts, _) = texts_naming(&office, &person.name).await?;
    let naming = office.clone();
    let called = move |number| name_in(&naming, language, number);
    match office.engine.make_nameless(visitor.person.id, id, texts, called).await {
        Ok(()) => Ok(Redirect::to(&format!("/office/people/{id}?done=nameless")).into_response()),
        Err(EngineError::Person(error)) => refused(&office, &visitor, id, error).await,
        Err(other) => Err(other.into()),
    }
}

/// The page again, with why nobody was made nameless; of somebody who is not blocked there is none.
async fn refused(
    office: &Office,
    visitor: &Visitor,
    id: PersonId,
    error: PersonError,
) -> Result<Response, PageError> {
    if error == PersonError::NotBlocked {
        return Err(PageError::Invalid(person_phrase(error)));
    }
    let preview = Preview::read(office, visitor, id).await?;
    Ok((StatusCode::CONFLICT, show(visitor, &preview, Some(person_phrase(error)))).into_response())
}
