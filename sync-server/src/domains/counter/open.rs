//! What is open at a place: was it reported already? Asked while a request is entered, and after.

use maud::{Markup, html};
use shared::{AssetId, DocumentId};

use crate::domains::counter::queries::{OpenOrder, OpenRequest};
use crate::office::badge;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Requests nobody dealt with, and orders still to be done, of one building.
pub(crate) struct Open {
    requests: Vec<OpenRequest>,
    orders: Vec<OpenOrder>,
}

impl Open {
    /// Of a building, but for one request and the order that answers it.
    pub(crate) async fn read(
        office: &Office,
        visitor: &Visitor,
        building: DocumentId,
        except: Option<DocumentId>,
    ) -> Result<Self, PageError> {
        let read = office.lists(visitor, move |reader| {
            Ok(Self {
                requests: reader.open_requests(building, except)?,
                orders: reader.open_orders(building)?,
            })
        });
        Ok(read.await?)
    }

    /// The section that tells; nothing where nothing is open. What concerns `asset` is marked.
    pub(crate) fn section(&self, localizer: &Localizer, asset: Option<AssetId>) -> Markup {
        html! {
            @if !self.requests.is_empty() || !self.orders.is_empty() {
                section.open-here data-test="open-here" {
                    h2 { (icon("hazard")) (localizer.text("request-open-here")) }
                    ul.lines {
                        @for request in &self.requests {
                            li {
                                span {
                                    a href={ "/office/requests/" (request.id) } {
                                        @if let Some(number) = &request.number { (number) " " }
                                        (request.title)
                                    }
                                    @if asset.is_some() && request.asset == asset { " " span.chip.late { (localizer.text("request-same-asset")) } }
                                }
                                span.quiet { (localizer.text("column-request")) " · " (localizer.moment(request.at)) }
                            }
                        }
                        @for order in &self.orders {
                            li {
                                span { a href={ "/office/work-orders/" (order.id) } { (order.number) " " (order.title) } }
                                span.chips { (badge::state(localizer, &order.state)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
