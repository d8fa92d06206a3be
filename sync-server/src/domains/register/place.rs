//! Where something is to be done: choosing a building, and the fields every form about one has.

use maud::{Markup, html};
use shared::document::priority::Priority;
use shared::{AssetId, DocumentId, OrganisationId, Role, SpaceId};

use crate::base::limits::PLACES_OFFERED_MAX;
use crate::domains::catalogue::names::Names;
use crate::domains::register::queries::{BuildingFilter, BuildingRow};
use crate::office::form::Fields;
use crate::office::layout::nothing;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The first step of a form at `address`: which building, by name.
pub(crate) async fn choose(
    office: &Office,
    visitor: &Visitor,
    title: &str,
    address: &str,
    text: &str,
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let asked = BuildingFilter { text: text.to_owned(), ..BuildingFilter::default() };
    let (buildings, count) = office
        .lists(visitor, move |reader| Ok((reader.buildings(&asked)?, reader.count_buildings(&asked)?)))
        .await?;
    let offered = buildings.len().min(PLACES_OFFERED_MAX);
    let more = count.saturating_sub(u32::try_from(offered).unwrap_or(u32::MAX));
    Ok(html! {
        h1 { (title) }
        form.filters method="get" action=(address) role="search" {
            div.field {
                label for="text" { (localizer.text("order-which-building")) }
                input #text type="search" name="text" value=(text) autofocus;
            }
            button type="submit" { (localizer.text("filter-do")) }
        }
        @if buildings.is_empty() { (nothing(localizer, text, 0, "buildings-none", |_| address.to_owned())) }
        ul.cards {
            @for building in buildings.iter().take(PLACES_OFFERED_MAX) {
                li.card {
                    h2 { a href={ (address) "?building=" (building.id) } { (building.name) } }
                    p.quiet { (building.address) }
                }
            }
        }
        @if more > 0 { p.quiet role="status" data-test="more-places" { (localizer.count("place-more", more)) } }
    })
}

/// Where something is to be done, as the fields of a form say.
pub(crate) struct Place {
    pub(crate) organisation: OrganisationId,
    pub(crate) building: DocumentId,
    /// The room of the asset, as the register says now.
    pub(crate) space: Option<SpaceId>,
    pub(crate) asset: Option<AssetId>,
}

impl Place {
    /// Reads the fields `building`, `asset`, and `organisation`: which of the administrations of the building it is for, of
    /// those in which the visitor may do this.
    ///
    /// # Errors
    /// [`PageError::Invalid`] when one of them is no id, [`PageError::NotFound`] when the lists do not have the
    /// building, others when the lists cannot be read.
    pub(crate) async fn from_fields(
        office: &Office,
        visitor: &Visitor,
        rule: fn(Role) -> bool,
        fields: &Fields,
    ) -> Result<Self, PageError> {
        let building: DocumentId = fields.required("building", "error-other")?;
        let known = office.lists(visitor, move |reader| reader.building(building)).await?;
        let known = known.ok_or(PageError::NotFound)?;
        let asset = fields.optional("asset")?;
        let space = asset.and_then(|asset| known.space_of(asset));
        let chosen = fields.optional("organisation")?;
        let organisation =
            offered(visitor, &known, rule, chosen).first().copied().ok_or(PageError::NotFound)?;
        Ok(Self { organisation, building, space, asset })
    }
}

/// The administrations of a building for which the visitor may do something there: the chosen one first, then the one
/// that has it.
fn offered(
    visitor: &Visitor,
    building: &BuildingRow,
    rule: fn(Role) -> bool,
    chosen: Option<OrganisationId>,
) -> Vec<OrganisationId> {
    let mut offered: Vec<OrganisationId> =
        building.organisations().filter(|organisation| visitor.may_at(rule, *organisation)).collect();
    offered.sort_by_key(|organisation| Some(*organisation) != chosen);
    offered
}

/// For which administration, where several have the building and the visitor works for them.
pub(crate) fn organisation(
    visitor: &Visitor,
    names: &Names,
    building: &BuildingRow,
    rule: fn(Role) -> bool,
    chosen: Option<OrganisationId>,
) -> Markup {
    let offered = offered(visitor, building, rule, chosen);
    html! {
        @if offered.len() > 1 {
            div.field {
                label for="organisation" { (visitor.localizer.text("organisation")) }
                select #organisation name="organisation" {
                    @for id in &offered { option value=(id) { (names.organisation(*id)) } }
                }
            }
        }
    }
}

/// The room an asset of a building is in, as the register says now.
pub(crate) async fn room_of(
    office: &Office,
    visitor: &Visitor,
    building: DocumentId,
    asset: Option<AssetId>,
) -> Result<Option<SpaceId>, PageError> {
    let place = office.lists(visitor, move |reader| reader.building(building)).await?;
    Ok(asset.and_then(|asset| place?.space_of(asset)))
}

/// The asset, or none in particular.
pub(crate) fn asset(localizer: &Localizer, building: &BuildingRow, chosen: Option<AssetId>) -> Markup {
    html! {
        div.field {
            label for="asset" { (localizer.text("asset")) }
            select #asset name="asset" {
                option value="" { (localizer.text("asset-none")) }
                @for asset in building.assets.iter().filter(|asset| asset.retired_on.is_none() || chosen == Some(asset.id)) {
                    option value=(asset.id) selected[chosen == Some(asset.id)] {
                        (asset.name) " " (asset.make) " " (asset.model)
                    }
                }
            }
        }
    }
}

/// How pressing it is.
pub(crate) fn priority(localizer: &Localizer, chosen: Priority) -> Markup {
    html! {
        div.field {
            label for="priority" { (localizer.text("field-priority")) }
            select #priority name="priority" {
                @for priority in Priority::all() {
                    option value=(priority.name()) selected[priority == chosen] {
                        (localizer.text(&format!("priority-{}", priority.name())))
                    }
                }
            }
        }
    }
}
