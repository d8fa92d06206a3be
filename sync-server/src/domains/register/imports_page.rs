//! The lists that were taken in: how far each went, what it did, and a way to stop it, to go on, and to take it back.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::OrganisationId;

use crate::base::limits::{IMPORT_WAIT_MS, PAGE_ROWS_MAX};
use crate::domains::catalogue::names::Names;
use crate::domains::register::import::plan::Work;
use crate::domains::register::import::taking;
use crate::domains::register::import::undo::{Hindrance, Obstacle, obstacles};
use crate::domains::register::kept_list::KeptList;
use crate::domains::register::listed::{self, BRING, Planned};
use crate::domains::register::{import_report, menu};
use crate::engine::Engine;
use crate::engine::error::EngineError;
use crate::office::blocking::blocking;
use crate::office::form::{Fields, Parameters, id};
use crate::office::layout::{pages, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::register_import::{ImportRow, ImportState};

/// The list of them.
pub(crate) const LIST: &str = "/office/buildings/imports";
/// One.
pub(crate) const ONE: &str = "/office/buildings/imports/{number}";

/// The page of one.
pub(crate) fn address(number: u32) -> String {
    format!("{LIST}/{number}")
}

/// Whether somebody sees an import: their own, and those of registers they keep.
fn sees(visitor: &Visitor, import: &ImportRow) -> bool {
    let organisations: Vec<String> = serde_json::from_str(&import.new.organisations).unwrap_or_default();
    let by = listed::by(visitor);
    let keeps = |text: &String| text.parse::<OrganisationId>().is_ok_and(|id| by.keeps(id));
    import.new.person == Some(visitor.person.id) || organisations.iter().all(keeps)
}

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let (localizer, page) = (&visitor.localizer, parameters.page());
    let before = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE_ROWS_MAX);
    let limit = PAGE_ROWS_MAX + 1;
    let mut found = office.engine.read(move |store| store.imports(limit, before)).await?;
    let more = found.len() > PAGE_ROWS_MAX;
    found.truncate(PAGE_ROWS_MAX);
    found.retain(|import| sees(&visitor, import));
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let title = localizer.text("imports-title");
    let body = html! {
        div.head {
            h1 { (title) }
            a.button href=(BRING) { (localizer.text("import-open")) }
        }
        @if found.is_empty() { p { (localizer.text("imports-none")) } }
        ul.cards data-test="imports" {
            @for import in &found {
                li {
                    a href=(address(import.number)) { strong { (import.new.file) } }
                    p.quiet { (head(localizer, &names, import)) }
                    p { (state(localizer, import)) }
                }
            }
        }
        (pages(localizer, page, more, |page| parameters.with_page(page)))
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &title, &body))
}

/// When, by whom, and how it was read.
fn head(localizer: &Localizer, names: &Names, import: &ImportRow) -> Markup {
    let by = import
        .new
        .person
        .map_or_else(|| localizer.text("imports-operator"), |id| names.person(id).to_owned());
    html! {
        (localizer.moment(import.new.at)) " · " (by)
        @if !import.new.mapping.is_empty() { " · " (localizer.with("imports-mapping", &[("name", &import.new.mapping)])) }
    }
}

fn state(localizer: &Localizer, import: &ImportRow) -> String {
    let was_going_back = import.state == ImportState::Stopped && import.undone_at.is_some();
    let key = if was_going_back {
        "imports-state-half-undone".to_owned()
    } else {
        format!("imports-state-{}", import.state.name())
    };
    localizer.with(&key, &[("done", &import.done.to_string()), ("planned", &import.new.planned.to_string())])
}

pub(crate) async fn one(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
) -> Result<Markup, PageError> {
    let import = import(&office, &visitor, &number).await?;
    shown(&office, &visitor, &import, &[]).await
}

async fn import(office: &Office, visitor: &Visitor, number: &str) -> Result<ImportRow, PageError> {
    let number: u32 = id(number)?;
    let found = office.engine.read(move |store| store.register_import(number)).await?;
    found.filter(|import| sees(visitor, import)).ok_or(PageError::NotFound)
}

async fn shown(
    office: &Office,
    visitor: &Visitor,
    import: &ImportRow,
    in_the_way: &[Obstacle],
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let names = office.lists(visitor, |reader| reader.names()).await?;
    let kept = listed::kept(office, visitor).await?;
    let can_go_on = kept.is_some_and(|kept| kept.import == Some(import.number));
    let title = import.new.file.clone();
    let counts = serde_json::from_str(&import.new.counts).unwrap_or_default();
    let body = html! {
        h1 { (title) }
        p.quiet { (head(localizer, &names, import)) }
        @if !in_the_way.is_empty() { (hindrances(localizer, in_the_way)) }
        section #import-progress data-live aria-live="polite" data-test="import-state" data-state=(import.state.name()) {
            p { (state(localizer, import)) }
            @if matches!(import.state, ImportState::Running | ImportState::Stopping) {
                progress max=(import.new.planned) value=(import.done) aria-label=(state(localizer, import)) {}
            }
            @if import.failed > 0 {
                p.notice.bad { (localizer.count("import-failed", u32::try_from(import.failed).unwrap_or(u32::MAX))) }
            }
            (actions(localizer, import, can_go_on))
        }
        (import_report::counts(localizer, counts))
        p { a.button href="/office/buildings" { (localizer.text("nav-buildings")) } " " a.button href=(LIST) { (localizer.text("imports-title")) } " " a.button href=(BRING) { (localizer.text("import-again")) } }
    };
    Ok(shell(localizer, Some(visitor), menu::BUILDINGS, &title, &body))
}

fn actions(localizer: &Localizer, import: &ImportRow, can_go_on: bool) -> Markup {
    let (stops, ended) = match import.state {
        ImportState::Running => (true, false),
        ImportState::Stopped | ImportState::Done => (false, true),
        ImportState::Stopping | ImportState::Undoing | ImportState::Undone => (false, false),
    };
    let goes_on = import.state == ImportState::Stopped && import.undone_at.is_none();
    html! {
        form.actions method="post" action=(address(import.number)) data-test="import-actions" {
            @if stops { button type="submit" name="do" value="stop" { (localizer.text("imports-stop")) } }
            @if goes_on && can_go_on { button.primary type="submit" name="do" value="go-on" { (localizer.text("imports-go-on")) } }
            @if goes_on && !can_go_on { p { (localizer.text("imports-bring-again")) } }
            @if ended {
                button type="submit" name="do" value="undo" aria-describedby="undo-hint" { (localizer.text("imports-undo")) }
                p.quiet #undo-hint { (localizer.text("imports-undo-hint")) }
            }
        }
    }
}

/// What stands in the way, thing by thing.
fn hindrances(localizer: &Localizer, in_the_way: &[Obstacle]) -> Markup {
    let more = in_the_way.len().saturating_sub(PAGE_ROWS_MAX);
    html! {
        section.notice.bad role="alert" data-test="in-the-way" {
            p { (localizer.count("imports-in-the-way", u32::try_from(in_the_way.len()).unwrap_or(u32::MAX))) }
            ul.lines {
                @for Obstacle { document, building, name, what } in in_the_way.iter().take(PAGE_ROWS_MAX) {
                    li {
                        a href={ "/office/buildings/" (document) } { (building) }
                        @if name != building { " · " (name) }
                        (localizer.text("colon")) (hindrance(localizer, what))
                    }
                }
                @if more > 0 { li { (localizer.with("imports-and-more", &[("count", &more.to_string())])) } }
            }
        }
    }
}

fn hindrance(localizer: &Localizer, what: &Hindrance) -> String {
    match what {
        Hindrance::Changed(field) => {
            localizer.with("imports-way-changed", &[("field", &import_report::field_name(localizer, *field))])
        }
        Hindrance::Has(name) => localizer.with("imports-way-has", &[("name", name)]),
        Hindrance::Asked(title) => localizer.with("imports-way-asked", &[("title", title)]),
        Hindrance::Described => localizer.text("imports-way-described"),
        Hindrance::NotYours => localizer.text("imports-way-not-yours"),
    }
}

/// Stops an import, goes on with it, or takes it back.
pub(crate) async fn act(
    State(office): State<Office>,
    visitor: Visitor,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let import = import(&office, &visitor, &number).await?;
    let number = import.number;
    match (fields.one("do"), import.state) {
        ("stop", ImportState::Running) => {
            office.engine.write(move |store| store.set_import_state(number, ImportState::Stopping)).await?;
        }
        ("go-on", ImportState::Stopped) if import.undone_at.is_none() => {
            let kept = listed::kept(&office, &visitor).await?;
            let Some(kept) = kept.filter(|kept| kept.import == Some(number)) else {
                return Ok(Redirect::to(BRING).into_response());
            };
            let Planned { plan, .. } = listed::planned(&office, &visitor, kept).await?;
            let work = plan.map(|plan| plan.work).unwrap_or_default();
            let more = work.len();
            office.engine.write(move |store| store.resume_import(number, more)).await?;
            carry_on(&office, &visitor, number, work).await;
        }
        ("undo", ImportState::Stopped | ImportState::Done) => {
            let (asked, by) = (import.clone(), listed::by(&visitor));
            let found = office.engine.read(move |store| Ok(obstacles(store, &asked, &by))).await??;
            if !found.is_empty() {
                let page = shown(&office, &visitor, &import, &found).await?;
                return Ok((StatusCode::CONFLICT, page).into_response());
            }
            undo(&office, &visitor, import).await;
        }
        _ => {}
    }
    Ok(Redirect::to(&address(number)).into_response())
}

/// Takes a list in beside what people do meanwhile; short ones are done when this returns.
pub(crate) async fn carry_on(office: &Office, visitor: &Visitor, number: u32, work: Vec<Work>) {
    let (engine, by, person) = (office.engine.clone(), listed::by(visitor), visitor.person.id);
    let taking = async move {
        let told = engine.clone();
        let ended = taking::take_in(&engine, number, work, &by, |_| ()).await;
        if matches!(ended, Ok(ImportState::Done)) {
            let data = engine.data().to_owned();
            let forgotten = blocking(move || KeptList::forget(&data, person)).await;
            if !matches!(forgotten, Ok(Ok(()))) {
                tracing::warn!("a list that was taken in could not be erased");
            }
        }
        stopped(&told, number, ended.map(drop)).await;
    };
    beside(taking).await;
}

async fn undo(office: &Office, visitor: &Visitor, import: ImportRow) {
    let (engine, by) = (office.engine.clone(), listed::by(visitor));
    let words = (visitor.localizer.today().to_string(), visitor.localizer.text("imports-taken-back"));
    let number = import.number;
    beside(async move {
        let ended = taking::undo(&engine, import, &by, words, |_| ()).await;
        stopped(&engine, number, ended.map(drop)).await;
    })
    .await;
}

/// Does something beside, and waits for it a moment.
async fn beside(work: impl Future<Output = ()> + Send + 'static) {
    let work = tokio::spawn(work);
    if let Ok(Err(error)) = tokio::time::timeout(Duration::from_millis(IMPORT_WAIT_MS), work).await {
        tracing::error!(%error, "an import ended in the middle");
    }
}

/// Says of an import that could not go on that it is stopped.
async fn stopped(engine: &Engine, number: u32, ended: Result<(), EngineError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "an import stopped");
        let said = engine.write(move |store| store.set_import_state(number, ImportState::Stopped)).await;
        if let Err(error) = said {
            tracing::error!(%error, "that an import stopped could not be written");
        }
    }
}
