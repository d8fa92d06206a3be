//! Buildings: the register, and one building with its assets and the history of interventions.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::DocumentId;

use super::Office;
use super::access::may_plan;
use super::chip;
use super::fields::{Parameters, id};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, pages, shell};
use super::trouble::Trouble;
use super::work_order_list::table;
use crate::limits::PAGE_ROWS_MAX;
use crate::office::store::{AssetRow, BuildingRow, Names, OrderFilter, StateFilter, Visit};

pub(super) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let text = parameters.one("text").to_owned();
    let organisation = parameters.one("organisation").parse().ok();
    let page = parameters.page();
    let asked = text.clone();
    let (mut buildings, names) = office
        .database
        .read(move |reader| Ok((reader.buildings(&asked, organisation, page)?, reader.names()?)))
        .await?;
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
                    @for (id, one) in &names.organisations {
                        option value=(id) selected[organisation == Some(*id)] { (one.name) }
                    }
                }
            }
            button type="submit" { (say.t("filter-do")) }
        }
        @if buildings.is_empty() { p.empty { (say.t("buildings-none")) } }
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
        (pages(say, page, more, |page| parameters.with_page(page)))
    };
    Ok(shell(say, Some(&visitor), Room::Buildings, &say.t("nav-buildings"), &body))
}

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, Trouble> {
    let id: DocumentId = id(&address)?;
    let filter = OrderFilter { state: StateFilter::All, building: Some(id), ..OrderFilter::default() };
    let (building, visits, mut orders, names) = office
        .database
        .read(move |reader| {
            Ok((reader.building(id)?, reader.visits(id)?, reader.work_orders(&filter)?, reader.names()?))
        })
        .await?;
    let building = building.ok_or(Trouble::NotFound)?;
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
                @for asset in assets { (card(say, &names, asset, &visits)) }
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

fn card(say: &Say, names: &Names, asset: &AssetRow, visits: &[Visit]) -> Markup {
    let history: Vec<&Visit> = visits.iter().filter(|visit| visit.asset == Some(asset.id)).collect();
    html! {
        details.asset {
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
