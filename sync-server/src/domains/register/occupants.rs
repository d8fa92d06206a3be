//! Which other administrations occupy a building, and so see it: said by whoever keeps the accounts, for it opens a
//! building to people.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::building::BuildingCommand;
use shared::{Command, DocumentId, DocumentKind, OrganisationId};

use crate::base::role::may_keep_accounts;
use crate::domains::catalogue::names::Names;
use crate::domains::register::queries::BuildingRow;
use crate::office::form::{Fields, id, was};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The form, for those who may say it.
pub(crate) fn form(visitor: &Visitor, names: &Names, building: &BuildingRow) -> Markup {
    let localizer = &visitor.localizer;
    let others = names.organisations_by_name().into_iter().filter(|(id, _)| *id != building.organisation);
    html! {
        @if visitor.may(may_keep_accounts) {
            section {
                h2 { (localizer.text("building-occupants")) }
                form.stack method="post" action={ "/office/buildings/" (building.id) "/occupants" } data-test="occupants-form" {
                    p.quiet { (localizer.text("building-occupants-explain")) }
                    (was("organisation", &building.occupants))
                    div.ticks {
                        @for (id, name) in others {
                            label.tick {
                                input type="checkbox" name="organisation" value=(id) checked[building.occupants.contains(&id)];
                                span { (name) }
                            }
                        }
                    }
                    button type="submit" { (localizer.text("save")) }
                }
            }
        }
    }
}

/// Writes what was ticked, or is ticked no more, since the form was shown.
pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let known = office.lists(&visitor, move |reader| reader.building(id)).await?;
    let Some(building) = known else {
        return Err(office.not_listed(&visitor, id, DocumentKind::Building).await);
    };
    let left: BTreeSet<OrganisationId> = fields.all("organisation").into_iter().collect();
    let shown: BTreeSet<OrganisationId> =
        fields.all_shown("organisation").unwrap_or(building.occupants).into_iter().collect();
    let shared = left.difference(&shown).map(|id| BuildingCommand::Share(*id));
    let unshared = shown.difference(&left).map(|id| BuildingCommand::Unshare(*id));
    for command in shared.chain(unshared) {
        office.engine.execute(visitor.person.id, Some(id), Command::Building(command)).await?;
    }
    Ok(Redirect::to(&format!("/office/buildings/{id}?done=saved")).into_response())
}
