//! Buildings: the register, and one building with its assets and the history of interventions.

use axum::Extension;
use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::building::RegisterField;
use shared::{AssetId, Day, DocumentId, DocumentKind, LabelCode, SpaceId};

use crate::base::limits::PAGE_ROWS_MAX;
use crate::base::role::{may_keep_register, may_plan};
use crate::domains::catalogue::names::Names;
use crate::domains::register::export_page::ways_out;
use crate::domains::register::listed::BRING;
use crate::domains::register::queries::{AssetRow, BuildingFilter, BuildingRow, Visit};
use crate::domains::register::{badges, menu, occupants};
use crate::office::address::{LABELS, encoded};
use crate::office::form::{Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, nothing, notices, pages, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::section::Sections;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::projection::reader::Reader;
use crate::sql;

/// The address of the page of a building.
pub(crate) const BUILDING: &str = "/office/buildings/{id}";

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let filter = BuildingFilter::asked(&parameters);
    let asked = filter.clone();
    let (mut buildings, names, hidden) = office
        .lists(&visitor, move |reader| {
            let hidden = hidden(reader, &asked)?;
            Ok((reader.buildings(&asked)?, reader.names()?, hidden))
        })
        .await?;
    let BuildingFilter { text, organisation, retired, page } = filter;
    let more = buildings.len() > PAGE_ROWS_MAX;
    buildings.truncate(PAGE_ROWS_MAX);
    let localizer = &visitor.localizer;
    let body = html! {
        h1 { (localizer.text("nav-buildings")) }
        form.filters method="get" action="/office/buildings" role="search" {
            div.field {
                label for="text" { (localizer.text("filter-text")) }
                input #text type="search" name="text" value=(text);
            }
            div.field {
                label for="organisation" { (localizer.text("organisation")) }
                select #organisation name="organisation" {
                    option value="" { (localizer.text("filter-all")) }
                    @for (id, name) in names.organisations_by_name().into_iter().filter(|(id, _)| visitor.scope.has_any(&[*id].into())) {
                        option value=(id) selected[organisation == Some(id)] { (name) }
                    }
                }
            }
            label.tick { input type="checkbox" name="retired" value="yes" checked[retired]; span { (localizer.text("register-retired-too")) } }
            button type="submit" { (localizer.text("filter-do")) }
            @if visitor.may(may_keep_register) { (entries(localizer)) }
        }
        @if buildings.is_empty() { (nothing(localizer, &text, page, "buildings-none", |page| parameters.with_page(page))) }
        ul.cards.wide {
            @for building in &buildings {
                li.card {
                    h2 { a href={ "/office/buildings/" (building.id) } { (building.name) } }
                    p { (building.address) }
                    p.quiet { (building.code) " · " (names.organisation(building.organisation)) " · " (localizer.count("building-assets", building.assets)) }
                    p.chips {
                        @if let Some(day) = building.retired_on { (retired_chip(localizer, day)) }
                        @if building.hazards > 0 { span.chip.contradiction { (icon("hazard")) (localizer.count("building-hazards", building.hazards)) } }
                        @if building.open_orders > 0 { span.chip { (icon("open")) (localizer.count("building-orders", building.open_orders)) } }
                    }
                }
            }
        }
        @if !buildings.is_empty() { (ways_out(localizer, &parameters)) }
        @if !buildings.is_empty() && visitor.may(may_keep_register) {
            p { a.button.quiet data-test="labels-listed" href={ (LABELS) (parameters.with("page", "")) } { (localizer.text("labels-listed")) } }
        }
        @if hidden > 0 {
            p { a.button.quiet data-test="hidden" href={ "/office/buildings?text=" (encoded(&text)) } { (localizer.count("buildings-hidden", hidden)) } }
        }
        @if !buildings.is_empty() { (pages(localizer, page, more, |page| parameters.with_page(page))) }
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &localizer.text("nav-buildings"), &body))
}

/// The ways to enter buildings, and to label what is there one day.
fn entries(localizer: &Localizer) -> Markup {
    html! {
        a.button href="/office/buildings/new" data-test="building-new" { (localizer.text("register-building-new")) }
        a.button href=(BRING) data-test="import-open" { (localizer.text("import-open")) }
        a.button href="/office/labels" data-test="labels-blank" { (localizer.text("labels-blank")) }
    }
}

/// How many buildings have the words that are searched for, and are hidden because of their administration.
fn hidden(reader: &Reader<'_>, filter: &BuildingFilter) -> sql::Result<u32> {
    if filter.text.is_empty() || filter.organisation.is_none() {
        return Ok(0);
    }
    let all = BuildingFilter { organisation: None, ..filter.clone() };
    Ok(reader.count_buildings(&all)?.saturating_sub(reader.count_buildings(filter)?))
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Extension(sections): Extension<Sections>,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let id: DocumentId = id(&address)?;
    let wanted: Option<AssetId> = parameters.one("asset").parse().ok();
    let (building, visits, names) = office
        .lists(&visitor, move |reader| Ok((reader.building(id)?, reader.visits(id)?, reader.names()?)))
        .await?;
    let Some(building) = building else {
        return Err(office.not_listed(&visitor, id, DocumentKind::Building).await);
    };
    let others = sections.on(BUILDING, (&office, &visitor), id).await?;
    let localizer = &visitor.localizer;
    let keeps = building.organisations().any(|organisation| visitor.may_at(may_keep_register, organisation));
    let at = format!("/office/buildings/{id}");
    let body = html! {
        (notices(localizer, done(parameters.one("done")), None))
        header.sheet {
            p.quiet { (building.code) @for id in building.organisations() { " · " (names.organisation(id)) } }
            h1 { (building.name) }
            p { (building.address) }
            @if building.organisations().any(|organisation| visitor.may_at(may_plan, organisation)) {
                p { a.button href={ "/office/work-orders/new?building=" (building.id) } { (localizer.text("order-new")) } }
            }
            @if let Some(day) = building.retired_on() { p.chips { (retired_chip(localizer, day)) } }
        }
        (badges::hazards(localizer, &building))
        (access(localizer, &building))
        (facts(localizer, &building, keeps))
        section {
            h2 { (localizer.text("building-assets-title")) }
            @if keeps { p { a.button href={ (at) "/spaces/new" } data-test="space-new" { (localizer.text("register-space-new")) } " " a.button href={ (at) "/assets/new" } data-test="asset-new" { (localizer.text("register-asset-new")) } } }
            @for (space, called, assets) in by_space(localizer, &building) {
                h3 { (called) @if let (true, Some(space)) = (keeps, space) { " " a.quiet href={ (at) "/spaces/" (space) } aria-label={ (localizer.text("edit")) " " (called) } { (localizer.text("edit")) } } }
                @for asset in assets { (card(localizer, (&names, &building), asset, &visits, (wanted == Some(asset.id), keeps))) }
            }
            @let retired: Vec<&AssetRow> = building.assets.iter().filter(|asset| asset.retired_on.is_some()).collect();
            @if !retired.is_empty() {
                h3 { (localizer.text("register-retired")) }
                @for asset in retired { (card(localizer, (&names, &building), asset, &visits, (wanted == Some(asset.id), keeps))) }
            }
        }
        section {
            h2 { (localizer.text("remarks")) }
            @if building.remarks.is_empty() { p.quiet { (localizer.text("remarks-none")) } }
            @for (person, at, text) in &building.remarks {
                article.remark { p { (text) } p.quiet { (names.person(*person)) " · " (localizer.moment(*at)) } }
            }
        }
        @for section in &others { (section) }
        (occupants::form(&visitor, &names, &building))
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &building.name, &body))
}

fn access(localizer: &Localizer, building: &BuildingRow) -> Markup {
    let lines = [
        ("access-keys", &building.keys),
        ("access-contact", &building.contact),
        ("access-phone", &building.phone),
        ("access-hours", &building.hours),
    ];
    html! {
        section {
            h2 { (localizer.text("access")) }
            dl.facts {
                @for (key, text) in lines {
                    @if !text.is_empty() { dt { (localizer.text(key)) } dd { (text) } }
                }
            }
        }
    }
}

/// What else is known of the building itself.
fn facts(localizer: &Localizer, building: &BuildingRow, keeps: bool) -> Markup {
    html! {
        section {
            h2 { (localizer.text("register-building")) }
            @if building.details.is_empty() { p.quiet { (localizer.text("register-nothing")) } }
            dl.facts data-test="building-facts" {
                @for (field, text) in &building.details {
                    dt { (localizer.text(&format!("register-{}", field.name().replace('_', "-")))) }
                    dd { (shown(localizer, *field, text)) }
                }
            }
            @if keeps { p { a.button href={ "/office/buildings/" (building.id) "/edit" } data-test="building-edit" { (localizer.text("edit")) } " " a.button href={ (LABELS) "?building=" (building.id) } data-test="labels-open" { (localizer.text("labels-title")) } } }
        }
    }
}

/// That something is out of use, and since when.
fn retired_chip(localizer: &Localizer, day: Day) -> Markup {
    // "Since the yesterday" is said in no language.
    let day = localizer.on_paper().day(day);
    html! { span.chip { (localizer.with("register-retired-since", &[("day", &day)])) } }
}

/// A value as people read it.
fn shown(localizer: &Localizer, field: RegisterField, text: &str) -> String {
    if field.is_day() {
        text.parse().map_or_else(|_| text.to_owned(), |day| localizer.day(day))
    } else if field == RegisterField::Surface {
        format!("{text} m²")
    } else if field == RegisterField::Label {
        text.parse::<LabelCode>().map_or_else(|_| text.to_owned(), |code| code.grouped())
    } else {
        text.to_owned()
    }
}

/// Spaces with what stands in them and is in use; what stands nowhere, or in a space that is out of use, comes last.
fn by_space<'a>(
    localizer: &Localizer,
    building: &'a BuildingRow,
) -> Vec<(Option<SpaceId>, String, Vec<&'a AssetRow>)> {
    let in_use = || building.assets.iter().filter(|asset| asset.retired_on.is_none());
    let named = building.spaces.iter().map(|(id, name, level)| {
        // `toiture` is a level too.
        let is_floor = level.parse::<i32>().is_ok();
        let level = if is_floor { localizer.with("level", &[("level", level)]) } else { level.clone() };
        let assets = in_use().filter(|asset| asset.space == Some(*id)).collect();
        (Some(*id), format!("{name} · {level}"), assets)
    });
    let is_known = |asset: &AssetRow| building.spaces.iter().any(|(id, ..)| asset.space == Some(*id));
    let left: Vec<&AssetRow> = in_use().filter(|asset| !is_known(asset)).collect();
    let elsewhere =
        Some((None, localizer.text("space-none"), left)).filter(|(.., assets)| !assets.is_empty());
    named.chain(elsewhere).collect()
}

fn card(
    localizer: &Localizer,
    (names, building): (&Names, &BuildingRow),
    asset: &AssetRow,
    visits: &[Visit],
    (is_wanted, keeps): (bool, bool),
) -> Markup {
    let history: Vec<&Visit> = visits.iter().filter(|visit| visit.asset == Some(asset.id)).collect();
    let whole = building.assets.iter().find(|other| Some(other.id) == asset.within);
    html! {
        details.asset.wanted[is_wanted] id={ "asset-" (asset.id) } open[is_wanted] {
            summary {
                strong { (asset.name) } " " span.quiet { (asset.make) " " (asset.model) }
                @if !history.is_empty() { " " span.badge { (localizer.count("asset-visits", u32::try_from(history.len()).unwrap_or(u32::MAX))) } }
            }
            dl.facts {
                dt { (localizer.text("asset-family")) } dd { (asset.family) }
                dt { (localizer.text("asset-serial")) } dd { (asset.serial) }
                dt { (localizer.text("asset-installed")) } dd { (asset.installed) }
                @if !asset.code.is_empty() { dt { (localizer.text("register-code")) } dd { (asset.code) } }
                @if let Some(whole) = whole { dt { (localizer.text("register-within")) } dd { a href={ "?asset=" (whole.id) "#asset-" (whole.id) } { (whole.name) } } }
                @if let Some(day) = asset.retired_on { dt { (localizer.text("register-retired-on")) } dd { (localizer.day(day)) " " (asset.retired_why) } }
            }
            @if keeps { p { a.button href={ "/office/buildings/" (building.id) "/assets/" (asset.id) } aria-label={ (localizer.text("edit")) " " (asset.name) } data-test="asset-edit" { (localizer.text("edit")) } } }
            @if history.is_empty() { p.quiet { (localizer.text("history-none")) } }
            ul.history {
                @for visit in history {
                    li {
                        p.quiet {
                            (localizer.moment(visit.started_at)) " · " (names.person(visit.person)) " · "
                            a href={ "/office/work-orders/" (visit.order) } { (visit.number) " " (visit.title) }
                            " · " (names.nature(visit.nature))
                        }
                        p { (visit.report) }
                    }
                }
            }
        }
    }
}
