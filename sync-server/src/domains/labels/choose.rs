//! Labels are chosen and printed: those of a building, of all buildings that a list shows, or of a run of blank ones.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use shared::limits::LINE_CHARS_MAX;
use shared::{DocumentId, Timestamp};

use crate::base::limits::LABELS_PRINTED_MAX;
use crate::domains::labels::drawn::draw;
use crate::domains::labels::format::{FREE, Format, Grid};
use crate::domains::register::label_queries::{LabelRow, Of, Wanted};
use crate::domains::register::menu;
use crate::domains::register::queries::BuildingFilter;
use crate::office::address::{LABELS, Reached};
use crate::office::blocking::blocking;
use crate::office::form::{Fields, Parameters, id};
use crate::office::layout::{notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::pdf::Imprint;

/// The page of blank labels.
pub(super) const BLANK: &str = "/office/labels";

/// The sheets as a file.
pub(super) const SHEET: &str = "/office/labels/sheet.pdf";

/// What of a building may have labels, each with its word.
const WHAT: [(&str, Wanted); 4] = [
    ("all", Wanted { buildings: true, spaces: true, assets: true }),
    ("building", Wanted { buildings: true, spaces: false, assets: false }),
    ("spaces", Wanted { buildings: false, spaces: true, assets: false }),
    ("assets", Wanted { buildings: false, spaces: false, assets: true }),
];

/// What the labels are of.
enum Source {
    Register(Of),
    /// Blank ones that were made together.
    Run(DocumentId),
}

impl Source {
    fn of(parameters: &Fields) -> Result<Self, PageError> {
        if !parameters.one("run").is_empty() {
            return Ok(Self::Run(id(parameters.one("run"))?));
        }
        if !parameters.one("building").is_empty() {
            return Ok(Self::Register(Of::One(id(parameters.one("building"))?)));
        }
        Ok(Self::Register(Of::Listed(BuildingFilter::asked(parameters))))
    }

    /// What the page says they are of; with the way back.
    async fn title(&self, office: &Office, visitor: &Visitor) -> Result<(String, String), PageError> {
        let localizer = &visitor.localizer;
        match self {
            Self::Register(Of::One(id)) => {
                let id = *id;
                let building = office.lists(visitor, move |reader| reader.building(id)).await?;
                let building = building.ok_or(PageError::NotFound)?;
                Ok((building.name, format!("/office/buildings/{id}")))
            }
            Self::Register(Of::Listed(filter)) => {
                let filter = filter.clone();
                let count = office.lists(visitor, move |reader| reader.count_buildings(&filter)).await?;
                Ok((localizer.count("labels-of-listed", count), "/office/buildings".to_owned()))
            }
            Self::Run(_) => Ok((localizer.text("labels-blank"), BLANK.to_owned())),
        }
    }

    async fn labels(
        self,
        office: &Office,
        visitor: &Visitor,
        wanted: Wanted,
    ) -> Result<Vec<LabelRow>, PageError> {
        match self {
            Self::Register(of) => Ok(office.lists(visitor, move |reader| reader.labels(&of, wanted)).await?),
            Self::Run(id) => {
                let run = office.engine.read(move |store| store.label_run(*id.as_bytes())).await?;
                let numbered = |(number, code): (usize, _)| LabelRow {
                    code,
                    name: visitor.localizer.with("labels-number", &[("number", &number.to_string())]),
                    place: String::new(),
                };
                Ok((1..).zip(run.ok_or(PageError::NotFound)?.codes).map(numbered).collect())
            }
        }
    }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let source = Source::of(&parameters)?;
    form(&office, &visitor, &source, &parameters, None).await
}

/// The sheets that were chosen; the form again where they cannot be made, with why.
pub(crate) async fn sheet(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
    reached: Reached,
) -> Result<Response, PageError> {
    let source = Source::of(&parameters)?;
    let made = match chosen(&parameters) {
        Ok(chosen) => print(&office, &visitor, Source::of(&parameters)?, chosen, &reached).await?,
        Err(phrase) => Err(phrase),
    };
    match made {
        Ok(pdf) => {
            let headers = [
                (CONTENT_TYPE, "application/pdf"),
                (CONTENT_DISPOSITION, "attachment; filename=\"labels.pdf\""),
            ];
            Ok((headers, pdf).into_response())
        }
        Err(phrase) => {
            let page = form(&office, &visitor, &source, &parameters, Some(phrase)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What is printed, on what, and from which label of the first sheet on.
struct Chosen {
    wanted: Wanted,
    grid: Grid,
    first: usize,
}

/// What the form says; the phrase of what makes no sense.
fn chosen(parameters: &Fields) -> Result<Chosen, &'static str> {
    let what = parameters.one("what");
    let wanted = WHAT.iter().find(|(word, _)| *word == what).unwrap_or(&WHAT[0]).1;
    let format = Format::named(parameters.one("format")).ok_or("labels-error-format")?;
    let grid = format.grid(parameters)?;
    let first = match parameters.one("start") {
        "" => Some(1),
        start => start.parse::<usize>().ok(),
    };
    let first = first.filter(|first| (1..=grid.per_page()).contains(first)).ok_or("labels-error-start")?;
    Ok(Chosen { wanted, grid, first: first - 1 })
}

async fn print(
    office: &Office,
    visitor: &Visitor,
    source: Source,
    Chosen { wanted, grid, first }: Chosen,
    reached: &Reached,
) -> Result<Result<Vec<u8>, &'static str>, PageError> {
    let Some(site) = reached.site_for_phones() else { return Ok(Err("labels-error-address")) };
    let labels = source.labels(office, visitor, wanted).await?;
    if labels.is_empty() {
        return Ok(Err("labels-error-none"));
    }
    if labels.len() > LABELS_PRINTED_MAX {
        return Ok(Err("labels-error-many"));
    }
    let imprint = imprint(&visitor.localizer, office.engine.clock().now());
    // Thousands of squares: other requests are not to wait for them.
    let drawn = blocking(move || draw(&grid, first, &labels, &site, &imprint)).await?;
    drawn.map(Ok).map_err(|error| {
        tracing::error!(%error, "labels could not be drawn");
        PageError::Broken
    })
}

fn imprint(localizer: &Localizer, made_at: Timestamp) -> Imprint {
    Imprint {
        title: localizer.text("labels-title"),
        language: localizer.language().tag(),
        made_at,
        foot: String::new(),
    }
}

async fn form(
    office: &Office,
    visitor: &Visitor,
    source: &Source,
    parameters: &Fields,
    error: Option<&'static str>,
) -> Result<Markup, PageError> {
    let (of, back) = source.title(office, visitor).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("labels-title");
    let kept = ["building", "run", "text", "organisation", "retired"];
    let format = Format::named(parameters.one("format")).unwrap_or(Format::L7160);
    let what = parameters.one("what");
    let start = if parameters.one("start").is_empty() { "1" } else { parameters.one("start") };
    let body = html! {
        p.quiet { a href=(back) { (of) } }
        h1 { (title) }
        (notices(localizer, None, error))
        p { (localizer.text("labels-explain")) }
        form.stack.narrow method="get" action=(SHEET) data-test="labels-form" {
            @for name in kept {
                @if !parameters.one(name).is_empty() { input type="hidden" name=(name) value=(parameters.one(name)); }
            }
            @if let Source::Register(_) = source {
                div.field {
                    label for="what" { (localizer.text("labels-what")) }
                    select #what name="what" {
                        @for (word, _) in WHAT {
                            option value=(word) selected[word == what] { (localizer.text(&format!("labels-what-{word}"))) }
                        }
                    }
                }
            }
            div.field {
                label for="format" { (localizer.text("labels-format")) }
                select #format name="format" {
                    @for one in Format::ALL {
                        option value=(one.name()) selected[one == format] { (localizer.text(&format!("labels-format-{}", one.name()))) }
                    }
                }
            }
            div.field {
                label for="start" { (localizer.text("labels-start")) }
                input #start name="start" inputmode="numeric" value=(start) autocomplete="off" data-chars-max="3" aria-describedby="start-hint";
                p.quiet #start-hint { (localizer.text("labels-start-hint")) }
            }
            (grid(localizer, parameters, format))
            button.primary type="submit" { (localizer.text("labels-do")) }
        }
    };
    Ok(shell(localizer, Some(visitor), menu::BUILDINGS, &title, &body))
}

/// The sizes of a grid of one's own.
fn grid(localizer: &Localizer, parameters: &Fields, format: Format) -> Markup {
    html! {
        details open[format == Format::Free] {
            summary data-test="labels-free" { (localizer.text("labels-free")) }
            p.quiet { (localizer.text("labels-free-hint")) }
            @for (name, usual) in FREE {
                @let value = if parameters.has(name) { parameters.one(name) } else { usual };
                div.field {
                    label for=(name) { (localizer.text(&format!("labels-free-{name}"))) }
                    input id=(name) name=(name) inputmode="decimal" value=(value) autocomplete="off" data-chars-max=(LINE_CHARS_MAX);
                }
            }
        }
    }
}

/// The address of the page for what stands in the query.
pub(super) fn address(query: &str) -> String {
    format!("{LABELS}{query}")
}
