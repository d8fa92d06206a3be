//! Buildings: the register, and one building with its assets and the history of interventions.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::{AssetId, DocumentId, DocumentKind};

use super::Office;
use super::access::may_plan;
use super::chip;
use super::fields::{Parameters, encoded, id};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, nothing, pages, shell};
use super::trouble::Trouble;
use super::work_order_list::table;
use crate::limits::PAGE_ROWS_MAX;
use crate::office::store::{
    AssetRow, BuildingFilter, BuildingRow, Names, OrderFilter, Reader, StateFilter, Visit,
};

pub(super) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let filter = BuildingFilter {
        text: parameters.one("text").to_owned(),
        organisation: parameters.one("organisation").parse().ok(),
        page: parameters.page(),
    };
    let asked = filter.clone();
    let (mut buildings, names, hidden) = office
        .database
        .read(move |reader| {
            let hidden = hidden(reader, &asked)?;
            Ok((reader.buildings(&asked)?, reader.names()?, hidden))
        })
        .await?;
    let BuildingFilter { text, organisation, page } = filter;
    let more = buildings.len() > PAGE_ROWS_MAX;
    buildings.truncate(PAGE_ROWS_MAX);
    let say = &visitor.say;
    let body = html! {
        h1 { (say.t("nav-buildings")) }
        form.filters method="get" action="/office/buildings" role="search" {
            div.field {
                label for="text" { (say.t("filter-text")) }
                input #text type="search" name="text" value=(text);
            }
            div.field {
                label for="organisation" { (say.t("organisation")) }
                select #organisation name="organisation" {
                    option value="" { (say.t("filter-all")) }
                    @for (id, name) in names.organisations_by_name() {
                        option value=(id) selected[organisation == Some(id)] { (name) }
                    }
                }
            }
            button type="submit" { (say.t("filter-do")) }
        }
        @if buildings.is_empty() { (nothing(say, &text, page, "buildings-none", |page| parameters.with_page(page))) }
        ul.cards.wide {
            @for building in &buildings {
                li.card {
                    h2 { a href={ "/office/buildings/" (building.id) } { (building.name) } }
                    p { (building.address) }
                    p.quiet { (building.code) " · " (names.organisation(building.organisation)) " · " (say.count("building-assets", building.assets)) }
                    p.chips {
                        @if building.hazards > 0 { span.chip.contradiction { (icon("hazard")) (say.count("building-hazards", building.hazards)) } }
                        @if building.open_orders > 0 { span.chip { (icon("open")) (say.count("building-orders", building.open_orders)) } }
                    }
                }
            }
        }
        @if hidden > 0 {
            p { a.button.quiet data-test="hidden" href={ "/office/buildings?text=" (encoded(&text)) } { (say.count("buildings-hidden", hidden)) } }
        }
        @if !buildings.is_empty() { (pages(say, page, more, |page| parameters.with_page(page))) }
    };
    Ok(shell(say, Some(&visitor), Room::Buildings, &say.t("nav-buildings"), &body))
}

/// How many buildings have the words that are searched for, and are hidden because of their administration.
fn hidden(reader: &Reader<'_>, filter: &BuildingFilter) -> rusqlite::Result<u32> {
    if filter.text.is_empty() || filter.organisation.is_none() {
        return Ok(0);
    }
    let all = BuildingFilter { organisation: None, ..filter.clone() };
    Ok(reader.count_buildings(&all)?.saturating_sub(reader.count_buildings(filter)?))
}

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let id: DocumentId = id(&address)?;
    let wanted: Option<AssetId> = parameters.one("asset").parse().ok();
    let filter = OrderFilter { state: StateFilter::All, building: Some(id), ..OrderFilter::default() };
    let (building, visits, mut orders, names) = office
        .database
        .read(move |reader| {
            Ok((reader.building(id)?, reader.visits(id)?, reader.work_orders(&filter)?, reader.names()?))
        })
        .await?;
    let Some(building) = building else { return Err(office.not_listed(id, DocumentKind::Building).await) };
    orders.truncate(PAGE_ROWS_MAX);
    let say = &visitor.say;
    let body = html! {
        header.sheet {
            p.quiet { (building.code) " · " (names.organisation(building.organisation)) }
            h1 { (building.name) }
            p { (building.address) }
            @if may_plan(visitor.person.role) {
                p { a.button href={ "/office/work-orders/new?building=" (building.id) } { (say.t("order-new")) } }
            }
        }
        (chip::hazards(say, &building))
        (access(say, &building))
        section {
            h2 { (say.t("building-assets-title")) }
            @for (space, assets) in by_space(say, &building) {
                h3 { (space) }
                @for asset in assets { (card(say, &names, asset, &visits, wanted == Some(asset.id))) }
            }
        }
        section {
            h2 { (say.t("remarks")) }
            @if building.remarks.is_empty() { p.quiet { (say.t("remarks-none")) } }
            @for (person, at, text) in &building.remarks {
                article.remark { p { (text) } p.quiet { (names.person(*person)) " · " (say.moment(*at)) } }
            }
        }
        section {
            h2 { (say.t("nav-work-orders")) }
            @if orders.is_empty() { p.quiet { (say.t("orders-none")) } } @else { (table(say, &orders, None)) }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Buildings, &building.name, &body))
}

fn access(say: &Say, building: &BuildingRow) -> Markup {
    let lines = [
        ("access-keys", &building.keys),
        ("access-contact", &building.contact),
        ("access-phone", &building.phone),
        ("access-hours", &building.hours),
    ];
    html! {
        section {
            h2 { (say.t("access")) }
            dl.facts {
                @for (key, text) in lines {
                    @if !text.is_empty() { dt { (say.t(key)) } dd { (text) } }
                }
            }
        }
    }
}

fn by_space<'a>(say: &Say, building: &'a BuildingRow) -> Vec<(String, Vec<&'a AssetRow>)> {
    let of = |space| building.assets.iter().filter(move |asset| asset.space == space).collect::<Vec<_>>();
    let named = building.spaces.iter().map(|(id, name, level)| {
        // `toiture` is a level too.
        let is_floor = level.parse::<i32>().is_ok();
        let level = if is_floor { say.with("level", &[("level", level)]) } else { level.clone() };
        (format!("{name} · {level}"), of(Some(*id)))
    });
    let elsewhere = Some((say.t("space-none"), of(None))).filter(|(_, assets)| !assets.is_empty());
    named.chain(elsewhere).collect()
}

fn card(say: &Say, names: &Names, asset: &AssetRow, visits: &[Visit], is_wanted: bool) -> Markup {
    let history: Vec<&Visit> = visits.iter().filter(|visit| visit.asset == Some(asset.id)).collect();
    html! {
        details.asset.wanted[is_wanted] id={ "asset-" (asset.id) } open[is_wanted] {
            summary {
                strong { (asset.name) } " " span.quiet { (asset.make) " " (asset.model) }
                @if !history.is_empty() { " " span.badge { (say.count("asset-visits", u32::try_from(history.len()).unwrap_or(u32::MAX))) } }
            }
            dl.facts {
                dt { (say.t("asset-family")) } dd { (asset.family) }
                dt { (say.t("asset-serial")) } dd { (asset.serial) }
                dt { (say.t("asset-installed")) } dd { (asset.installed) }
            }
            @if history.is_empty() { p.quiet { (say.t("history-none")) } }
            ul.history {
                @for visit in history {
                    li {
                        p.quiet {
                            (say.moment(visit.started_at)) " · " (names.person(visit.person)) " · "
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
