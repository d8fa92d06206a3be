//! What is open at a place: was it reported already? Asked while a request is entered, and after.

use maud::{Markup, html};
use shared::{AssetId, DocumentId};

use super::super::icon::icon;
use super::super::say::Say;
use super::super::trouble::Trouble;
use super::super::{Office, chip};
use crate::office::store::{OpenRequest, OrderLine};

/// Requests nobody dealt with, and orders still to be done, of one building.
pub(super) struct Open {
    requests: Vec<OpenRequest>,
    orders: Vec<OrderLine>,
}

impl Open {
    /// Of a building, but for one request and the order that answers it.
    pub(super) async fn read(
        office: &Office,
        building: DocumentId,
        except: Option<DocumentId>,
    ) -> Result<Self, Trouble> {
        let read = office.database.read(move |reader| {
            Ok(Self {
                requests: reader.open_requests(building, except)?,
                orders: reader.open_orders(building)?,
            })
        });
        Ok(read.await?)
    }

    /// The section that tells; nothing where nothing is open. What concerns `asset` is marked.
    pub(super) fn section(&self, say: &Say, asset: Option<AssetId>) -> Markup {
        html! {
            @if !self.requests.is_empty() || !self.orders.is_empty() {
                section.open-here data-test="open-here" {
                    h2 { (icon("hazard")) (say.t("request-open-here")) }
                    ul.lines {
                        @for request in &self.requests {
                            li {
                                span {
                                    a href={ "/office/requests/" (request.id) } {
                                        @if let Some(number) = &request.number { (number) " " }
                                        (request.title)
                                    }
                                    @if asset.is_some() && request.asset == asset { " " span.chip.late { (say.t("request-same-asset")) } }
                                }
                                span.quiet { (say.t("column-request")) " · " (say.moment(request.at)) }
                            }
                        }
                        @for order in &self.orders {
                            li {
                                span { a href={ "/office/work-orders/" (order.id) } { (order.number) " " (order.title) } }
                                span.chips { (chip::state(say, &order.state)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
