//! The work orders of a building, on its page.

use maud::{Markup, html};
use shared::DocumentId;

use crate::base::limits::PAGE_ROWS_MAX;
use crate::domains::orders::queries::{OrderFilter, StateFilter};
use crate::domains::orders::table::table;
use crate::domains::register::page::BUILDING;
use crate::office::page_error::PageError;
use crate::office::section::Section;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The first page of them, in the order of the list of all.
pub(crate) const AT_BUILDING: Section =
    Section { on: BUILDING, show: |office, visitor, id| Box::pin(section(office, visitor, id)) };

async fn section(office: &Office, visitor: &Visitor, building: DocumentId) -> Result<Markup, PageError> {
    let filter = OrderFilter { state: StateFilter::All, building: Some(building), ..OrderFilter::default() };
    let mut orders = office.lists(visitor, move |reader| reader.work_orders(&filter)).await?;
    orders.truncate(PAGE_ROWS_MAX);
    let localizer = &visitor.localizer;
    Ok(html! {
        section {
            h2 { (localizer.text("nav-work-orders")) }
            @if orders.is_empty() { p.quiet { (localizer.text("orders-none")) } } @else { (table(localizer, &orders, None)) }
        }
    })
}
