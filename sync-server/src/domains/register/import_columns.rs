//! How a list that was brought is read: somebody corrects it, and gives it a name for the next one.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::OrganisationId;
use shared::limits::LINE_CHARS_MAX;

use crate::base::limits::IMPORT_MAPPINGS_MAX;
use crate::domains::catalogue::names::Names;
use crate::domains::register::import::fault::Why;
use crate::domains::register::import::layout::{Layout, LayoutError, found};
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::domains::register::import::report::{Outcome, Report};
use crate::domains::register::kept_list::KeptList;
use crate::domains::register::listed::{self, BRING, CHECK, COLUMNS, Planned};
use crate::domains::register::{import_report, menu};
use crate::office::blocking::blocking;
use crate::office::form::Fields;
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::Store;
use crate::tables::{Next, TableError, Workbook, column_name, line};

/// Rows of the list that are shown.
const ROWS_SHOWN: usize = 6;
/// Cells of such a row that are shown, of each so many characters.
const CELLS_SHOWN: usize = 12;
const CHARS_SHOWN: usize = 40;
/// Lines for values that every row has.
const FIXED_LINES: usize = 4;
/// Words for which somebody is asked which administration they mean.
const WORDS_SHOWN: usize = 50;

/// A list as it is looked at.
struct View {
    sheets: Vec<String>,
    layout: Option<Layout>,
    /// The first rows, with their numbers: from the header on, where there is one.
    rows: Vec<(u32, BTreeMap<u32, String>)>,
}

impl View {
    fn of(kept: &KeptList) -> Result<Self, TableError> {
        let mut book = Workbook::open(kept.bytes.clone(), &kept.name)?;
        let layout = found(&mut book, &kept.mapping)?;
        let sheets: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
        let named = kept.mapping.sheet.as_ref();
        let named = named.and_then(|name| sheets.iter().position(|sheet| sheet == name));
        let sheet = layout.as_ref().map(|layout| layout.sheet).or(named).unwrap_or(0);
        let from = layout.as_ref().map_or(1, |layout| layout.header_row);
        let mut rows = Vec::new();
        book.rows(sheet, |row| {
            if row.number >= from {
                let cells =
                    row.cells().filter_map(|(column, cell)| Some((column, shortened(&line(cell).ok()?))));
                rows.push((row.number, cells.collect()));
            }
            if rows.len() < ROWS_SHOWN { Next::Row } else { Next::Stop }
        })?;
        Ok(Self { sheets, layout, rows })
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(CHARS_SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

pub(crate) async fn page(State(office): State<Office>, visitor: Visitor) -> Result<Response, PageError> {
    let Some(kept) = listed::kept(&office, &visitor).await? else {
        return Ok(Redirect::to(BRING).into_response());
    };
    shown(&office, &visitor, kept, None).await
}

async fn shown(
    office: &Office,
    visitor: &Visitor,
    kept: KeptList,
    refused: Option<&str>,
) -> Result<Response, PageError> {
    let localizer = &visitor.localizer;
    let read = blocking(move || (View::of(&kept), kept)).await?;
    let (Ok(view), kept) = read else { return Ok(Redirect::to(BRING).into_response()) };
    let Planned { kept, plan } = listed::planned(office, visitor, kept).await?;
    let names = office.lists(visitor, |reader| reader.names()).await?;
    let (words, lacks) = match &plan {
        Ok(plan) => (unknown(&plan.report), None),
        Err(LayoutError::Table(_)) => return Ok(Redirect::to(BRING).into_response()),
        Err(error) => (BTreeMap::new(), Some(import_report::no_list(localizer, error))),
    };
    let title = localizer.with("import-columns-of", &[("file", &kept.name)]);
    let said = refused.map(|key| localizer.text(key));
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = html! {
        h1 { (title) }
        @if let Some(why) = said.or(lacks) { p.notice.bad role="alert" data-test="refused" { (why) } }
        p { (localizer.text("import-columns-explain")) }
        form.stack method="post" action=(COLUMNS) data-test="columns" {
            (place(localizer, &kept.mapping, &view))
            (rows(localizer, &view))
            @if let Some(layout) = &view.layout { (columns(localizer, layout, &view)) }
            (fixed(localizer, &kept.mapping))
            (administrations(localizer, &names, &kept.mapping, &words))
            (remember(localizer, &kept))
            div.actions {
                button.primary type="submit" name="do" value="check" { (localizer.text("import-check")) }
                button type="submit" name="do" value="look" { (localizer.text("import-look-again")) }
                a.button href=(BRING) { (localizer.text("import-again")) }
            }
        }
    };
    Ok((status, shell(localizer, Some(visitor), menu::BUILDINGS, &title, &body)).into_response())
}

/// The words of a list that mean no administration, each as a mapping keeps it and as the list writes it.
fn unknown(report: &Report) -> BTreeMap<String, String> {
    let refused = report.rows.iter().filter_map(|row| match &row.outcome {
        Outcome::Refused { faults } => Some(faults),
        Outcome::Created
        | Outcome::Changed { .. }
        | Outcome::Unchanged
        | Outcome::Alike { .. }
        | Outcome::LeftOut => None,
    });
    let words = refused.flatten().filter_map(|fault| {
        let Why::UnknownOrganisation { text, .. } = &fault.why else { return None };
        Some((Mapping::word(text), text.clone()))
    });
    words.filter(|(word, _)| !word.is_empty()).take(WORDS_SHOWN).collect()
}

/// Which sheet, which row, and what the list is of.
fn place(localizer: &Localizer, mapping: &Mapping, view: &View) -> Markup {
    let sheet = view.layout.as_ref().map(|layout| &layout.sheet_name).or(mapping.sheet.as_ref());
    let row = view.layout.as_ref().map(|layout| layout.header_row).or(mapping.header_row);
    let thing = view.layout.as_ref().map(|layout| layout.thing);
    html! {
        @if view.sheets.len() > 1 {
            div.field {
                label for="sheet" { (localizer.text("import-which-sheet")) }
                select #sheet name="sheet" {
                    @for name in &view.sheets { option value=(name) selected[Some(name) == sheet] { (name) } }
                }
            }
        }
        div.field {
            label for="header-row" { (localizer.text("import-which-row")) }
            input #header-row name="header-row" inputmode="numeric" value=[row];
        }
        div.field {
            label for="thing" { (localizer.text("import-which-thing")) }
            select #thing name="thing" {
                @for one in Thing::ALL {
                    option value=(one.name()) selected[Some(one) == thing] { (localizer.text(import_report::list_of(one))) }
                }
            }
        }
    }
}

/// The first rows as they are read.
fn rows(localizer: &Localizer, view: &View) -> Markup {
    html! {
        details open[view.layout.is_none()] {
            summary { (localizer.text("import-first-rows")) }
            div.scroll tabindex="0" role="region" aria-label=(localizer.text("import-first-rows")) {
                table data-test="first-rows" {
                    tbody {
                        @for (number, cells) in &view.rows {
                            tr {
                                th scope="row" { (number) }
                                @for text in cells.values().take(CELLS_SHOWN) { td { (text) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn columns(localizer: &Localizer, layout: &Layout, view: &View) -> Markup {
    html! {
        fieldset {
            legend { (localizer.text("import-columns-legend")) }
            @for (column, header) in &layout.headers {
                @let name = format!("column-{column}");
                div.field {
                    label for=(name) { (column_name(*column)) " · " (header) }
                    (meanings(localizer, &name, layout.columns.get(column)))
                    @let samples = samples(view, *column);
                    @if !samples.is_empty() { p.quiet { (samples.join(" · ")) } }
                    input type="hidden" name={ "header-" (column) } value=(header);
                }
            }
        }
    }
}

/// What stands below a header.
fn samples(view: &View, column: u32) -> Vec<&str> {
    view.rows.iter().skip(1).filter_map(|(_, cells)| cells.get(&column)).map(String::as_str).take(3).collect()
}

fn meanings(localizer: &Localizer, name: &str, chosen: Option<&Meaning>) -> Markup {
    html! {
        select id=(name) name=(name) {
            option value="" { (localizer.text("import-not-read-column")) }
            @for meaning in Meaning::all() {
                option value=(meaning) selected[chosen == Some(&meaning)] { (meant(localizer, meaning)) }
            }
        }
    }
}

fn meant(localizer: &Localizer, meaning: Meaning) -> String {
    match meaning {
        Meaning::Field(thing, field) => {
            let thing = localizer.text(match thing {
                Thing::Building => "import-thing-building",
                Thing::Space => "import-thing-space",
                Thing::Asset => "import-thing-asset",
            });
            format!("{thing} · {}", import_report::field_name(localizer, field))
        }
        Meaning::Address => localizer.text("import-meaning-address"),
        Meaning::Organisations => localizer.text("import-meaning-organisations"),
        Meaning::Latitude => localizer.text("import-meaning-latitude"),
        Meaning::Longitude => localizer.text("import-meaning-longitude"),
    }
}

/// What every row says that says nothing of it itself.
fn fixed(localizer: &Localizer, mapping: &Mapping) -> Markup {
    let said: Vec<_> = mapping.fixed.iter().collect();
    html! {
        fieldset {
            legend { (localizer.text("import-fixed")) }
            p.quiet { (localizer.text("import-fixed-explain")) }
            @for at in 0..FIXED_LINES.max(said.len() + 1) {
                @let (meaning, text) = said.get(at).map_or((None, ""), |(meaning, text)| (Some(*meaning), text.as_str()));
                @let name = format!("fixed-{at}");
                div.field {
                    label for=(name) { (localizer.with("import-fixed-field", &[("number", &(at + 1).to_string())])) }
                    (meanings(localizer, &name, meaning))
                    label for={ "value-" (at) } { (localizer.with("import-fixed-value", &[("number", &(at + 1).to_string())])) }
                    input id={ "value-" (at) } name={ "value-" (at) } value=(text) data-chars-max=(LINE_CHARS_MAX);
                }
            }
        }
    }
}

/// Which administrations words mean.
fn administrations(
    localizer: &Localizer,
    names: &Names,
    mapping: &Mapping,
    words: &BTreeMap<String, String>,
) -> Markup {
    let mut known: BTreeMap<&String, &String> =
        mapping.organisations.keys().map(|word| (word, word)).collect();
    known.extend(words);
    html! {
        fieldset {
            legend { (localizer.text("import-words")) }
            @if known.is_empty() { p.quiet { (localizer.text("import-words-none")) } }
            @for (at, (word, written)) in known.into_iter().enumerate() {
                div.field {
                    label for={ "means-" (at) } { "« " (written) " »" }
                    input type="hidden" name={ "word-" (at) } value=(word);
                    select id={ "means-" (at) } name={ "means-" (at) } {
                        option value="" { (localizer.text("import-words-unknown")) }
                        @for (id, name) in names.organisations_by_name() {
                            option value=(id) selected[mapping.organisations.get(word) == Some(&id)] { (name) }
                        }
                    }
                }
            }
            div.field {
                label for="separator" { (localizer.text("import-separator")) }
                input #separator name="separator" value=(mapping.separator.as_deref().unwrap_or("")) aria-describedby="separator-hint" data-chars-max="10";
                p.quiet #separator-hint { (localizer.text("import-separator-hint")) }
            }
        }
    }
}

fn remember(localizer: &Localizer, kept: &KeptList) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name="buildings" value="yes" checked[kept.makes_buildings];
            span { (localizer.text("import-makes-buildings")) }
        }
        div.field {
            label for="name" { (localizer.text("import-remember")) }
            input #name name="name" value=(kept.mapping_name) aria-describedby="name-hint" data-chars-max=(LINE_CHARS_MAX);
            p.quiet #name-hint { (localizer.text("import-remember-hint")) }
        }
    }
}

/// Keeps what somebody said of how the list is to be read.
pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let Some(mut kept) = listed::kept(&office, &visitor).await? else {
        return Ok(Redirect::to(BRING).into_response());
    };
    let read = blocking(move || (View::of(&kept).map(|view| view.layout), kept)).await?;
    let Ok(layout) = read.0 else { return Ok(Redirect::to(BRING).into_response()) };
    kept = read.1;
    let is_elsewhere = said_place(&fields, layout.as_ref(), &mut kept.mapping)?;
    if !is_elsewhere {
        said_columns(&fields, layout.as_ref(), &mut kept.mapping);
    }
    said_values(&fields, &mut kept.mapping);
    kept.makes_buildings = fields.has("buildings");
    kept.mapping_name = fields.one("name").to_owned();
    if kept.mapping_name.chars().count() > LINE_CHARS_MAX {
        return Err(PageError::Invalid("error-too-long"));
    }
    // Another reading may have other rows.
    kept.choices.clear();
    if !kept.mapping_name.is_empty() {
        let (name, mapping) = (kept.mapping_name.clone(), serde_json::json!(kept.mapping).to_string());
        let has_room = office.engine.write(move |store| remembered(store, &name, &mapping)).await?;
        if !has_room {
            return shown(&office, &visitor, kept, Some("import-remember-full")).await;
        }
    }
    listed::keep(&office, &visitor, kept).await?;
    let next = if is_elsewhere || fields.one("do") == "look" { COLUMNS } else { CHECK };
    Ok(Redirect::to(next).into_response())
}

fn remembered(store: &Store, name: &str, mapping: &str) -> Result<bool, crate::store::error::StoreError> {
    if store.import_mapping(name)?.is_none() && store.import_mappings()?.len() >= IMPORT_MAPPINGS_MAX {
        return Ok(false);
    }
    store.set_import_mapping(name, mapping)?;
    Ok(true)
}

/// Takes in where the list is and what it is of. Whether that is another place than the columns were shown for.
fn said_place(fields: &Fields, layout: Option<&Layout>, mapping: &mut Mapping) -> Result<bool, PageError> {
    let row = fields.one("header-row");
    let row: Option<u32> = match row {
        "" => None,
        text => Some(text.parse().ok().filter(|row| *row > 0).ok_or(PageError::Invalid("error-import-row"))?),
    };
    let sheet = Some(fields.exact("sheet")).filter(|_| fields.has("sheet")).map(str::to_owned);
    let thing: Option<Thing> = fields.one("thing").parse().ok();
    let Some(layout) = layout else {
        (mapping.sheet, mapping.header_row, mapping.thing) = (sheet, row, thing);
        return Ok(true);
    };
    let is_there = sheet.as_ref().is_none_or(|sheet| *sheet == layout.sheet_name)
        && row.is_none_or(|row| row == layout.header_row);
    if !is_there {
        (mapping.sheet, mapping.header_row, mapping.thing) = (sheet, row, None);
        mapping.columns.clear();
        return Ok(true);
    }
    let is_of_another = thing.is_some_and(|thing| thing != layout.thing);
    if is_of_another {
        mapping.thing = thing;
        mapping.columns.clear();
    }
    Ok(is_of_another)
}

/// Takes in what the columns say, under the words by which they are known.
fn said_columns(fields: &Fields, layout: Option<&Layout>, mapping: &mut Mapping) {
    let Some(layout) = layout else { return };
    let keys = Mapping::keys(&layout.headers);
    for (column, key) in keys {
        let name = format!("column-{column}");
        let meant: Option<Meaning> = fields.one(&name).parse().ok();
        let is_other = meant != layout.columns.get(&column).copied() || mapping.columns.contains_key(&key);
        if fields.has(&name) && is_other {
            mapping.columns.insert(key, meant);
        }
    }
    mapping.thing = Some(layout.thing);
}

fn said_values(fields: &Fields, mapping: &mut Mapping) {
    let fixed = fields.names_after::<usize>("fixed-").into_iter().filter_map(|at| {
        let meaning = fields.one(&format!("fixed-{at}")).parse().ok()?;
        let text = fields.one(&format!("value-{at}"));
        (!text.is_empty()).then(|| (meaning, text.to_owned()))
    });
    mapping.fixed = fixed.collect();
    for at in fields.names_after::<usize>("word-") {
        let word = Mapping::word(fields.one(&format!("word-{at}")));
        match fields.one(&format!("means-{at}")).parse::<OrganisationId>() {
            Ok(id) => drop(mapping.organisations.insert(word, id)),
            Err(_) => drop(mapping.organisations.remove(&word)),
        }
    }
    let separator = fields.exact("separator");
    mapping.separator = (!separator.trim().is_empty()).then(|| separator.to_owned());
}
