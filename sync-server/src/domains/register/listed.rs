//! The list that somebody brought, and what would come of it: what the pages of an import stand on.

use crate::domains::register::import::layout::LayoutError;
use crate::domains::register::import::plan::Plan;
use crate::domains::register::import::run::{By, List};
use crate::domains::register::kept_list::KeptList;
use crate::office::blocking::blocking;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Where a list is brought.
pub(crate) const BRING: &str = "/office/buildings/import";
/// Where it is looked at.
pub(crate) const CHECK: &str = "/office/buildings/import/check";
/// Where it is corrected how it is read.
pub(crate) const COLUMNS: &str = "/office/buildings/import/columns";

pub(crate) fn storage(error: &std::io::Error) -> PageError {
    tracing::error!(%error, "a list could not be kept until it is looked at");
    if error.kind() == std::io::ErrorKind::StorageFull { PageError::Full } else { PageError::Broken }
}

/// The list that somebody brought last, and what would come of it.
pub(crate) struct Planned {
    /// The list.
    pub(crate) kept: KeptList,
    /// What would come of it, or why it is no list.
    pub(crate) plan: Result<Plan, LayoutError>,
}

/// The list that somebody brought last; `None` when there is none any more.
pub(crate) async fn kept(office: &Office, visitor: &Visitor) -> Result<Option<KeptList>, PageError> {
    let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
    blocking(move || KeptList::of(&data, person)).await?.map_err(|error| storage(&error))
}

/// Keeps it as it is now.
pub(crate) async fn keep(office: &Office, visitor: &Visitor, kept: KeptList) -> Result<(), PageError> {
    let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
    blocking(move || kept.keep(&data, person)).await?.map_err(|error| storage(&error))
}

/// What would come of a list.
pub(crate) async fn planned(
    office: &Office,
    visitor: &Visitor,
    kept: KeptList,
) -> Result<Planned, PageError> {
    let read = blocking(move || {
        let list = List::read(kept.bytes.clone(), &kept.name, kept.mapping.clone());
        (kept, list)
    });
    let (kept, list) = read.await?;
    let list = match list {
        Ok(list) => list,
        Err(error) => return Ok(Planned { kept, plan: Err(error) }),
    };
    let (by, engine) = (by(visitor), office.engine.clone());
    let (makes_buildings, choices) = (kept.makes_buildings, kept.choices.clone());
    let plan = office
        .engine
        .read(move |store| {
            let fresh = &mut || engine.clock().sixteen_bytes();
            Ok(list.plan(store, &by, (makes_buildings, &choices), fresh))
        })
        .await??;
    Ok(Planned { kept, plan: Ok(plan) })
}

/// In whose name somebody imports.
pub(crate) fn by(visitor: &Visitor) -> By {
    By::Person(visitor.person.id, visitor.person.roles.clone())
}
