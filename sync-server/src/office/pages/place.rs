//! Where something is to be done: choosing a building, and the fields every form about one has.

use maud::{Markup, html};
use shared::document::Priority;
use shared::{AssetId, DocumentId, SpaceId};

use super::Office;
use super::say::Say;
use super::shell::nothing;
use super::trouble::Trouble;
use crate::limits::PLACES_OFFERED_MAX;
use crate::office::store::{BuildingFilter, BuildingRow};

/// The first step of a form at `address`: which building, by name.
pub(super) async fn choose(
    office: &Office,
    say: &Say,
    title: &str,
    address: &str,
    text: &str,
) -> Result<Markup, Trouble> {
    let asked = BuildingFilter { text: text.to_owned(), ..BuildingFilter::default() };
    let (buildings, count) = office
        .database
        .read(move |reader| Ok((reader.buildings(&asked)?, reader.count_buildings(&asked)?)))
        .await?;
    let offered = buildings.len().min(PLACES_OFFERED_MAX);
    let more = count.saturating_sub(u32::try_from(offered).unwrap_or(u32::MAX));
    Ok(html! {
        h1 { (title) }
        form.filters method="get" action=(address) role="search" {
            div.field {
                label for="text" { (say.t("order-which-building")) }
                input #text type="search" name="text" value=(text) autofocus;
            }
            button type="submit" { (say.t("filter-do")) }
        }
        @if buildings.is_empty() { (nothing(say, text, 0, "buildings-none", |_| address.to_owned())) }
        ul.cards {
            @for building in buildings.iter().take(PLACES_OFFERED_MAX) {
                li.card {
                    h2 { a href={ (address) "?building=" (building.id) } { (building.name) } }
                    p.quiet { (building.address) }
                }
            }
        }
        @if more > 0 { p.quiet role="status" data-test="more-places" { (say.count("place-more", more)) } }
    })
}

/// The room an asset of a building is in, as the register says now.
pub(super) async fn room_of(
    office: &Office,
    building: DocumentId,
    asset: Option<AssetId>,
) -> Result<Option<SpaceId>, Trouble> {
    let place = office.database.read(move |reader| reader.building(building)).await?;
    Ok(asset.and_then(|asset| place?.space_of(asset)))
}

/// The asset, or none in particular.
pub(super) fn asset(say: &Say, building: &BuildingRow, chosen: Option<AssetId>) -> Markup {
    html! {
        div.field {
            label for="asset" { (say.t("asset")) }
            select #asset name="asset" {
                option value="" { (say.t("asset-none")) }
                @for asset in &building.assets {
                    option value=(asset.id) selected[chosen == Some(asset.id)] {
                        (asset.name) " " (asset.make) " " (asset.model)
                    }
                }
            }
        }
    }
}

/// How pressing it is.
pub(super) fn priority(say: &Say, chosen: Priority) -> Markup {
    html! {
        div.field {
            label for="priority" { (say.t("field-priority")) }
            select #priority name="priority" {
                @for priority in Priority::all() {
                    option value=(priority.name()) selected[priority == chosen] {
                        (say.t(&format!("priority-{}", priority.name())))
                    }
                }
            }
        }
    }
}
