//! What became of a request, in a word.

use maud::{Markup, html};

use crate::domains::counter::queries::RequestLine;
use crate::office::badge::state;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// What became of a request: the state of its order, where there is one.
pub(crate) fn request(localizer: &Localizer, request: &RequestLine) -> Markup {
    html! {
        @match (&request.order_state, request.work_order) {
            (Some(name), _) => {
                span.unseen { (localizer.text("request-order-state")) " " }
                (state(localizer, name))
            },
            (None, Some(_)) => span.chip.state-approved { (icon("check")) (localizer.text("request-ordered")) },
            (None, None) if request.closed => span.chip.state-cancelled { (icon("cancelled")) (localizer.text("request-closed")) },
            (None, None) => span.chip { (icon("open")) (localizer.text("request-open")) },
        }
    }
}
