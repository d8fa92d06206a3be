//! The line of the page that says what stands for the log, and where that is written.

use maud::{Markup, html};

use crate::audit_head::HeadPlaces;
use crate::office::localizer::Localizer;
use crate::store::AuditHead;

/// How many letters of the chain are shown: enough to compare with a line that was written elsewhere.
const CHAIN_LETTERS: usize = 16;

/// One quiet line: the head, and for each place when it last took one.
pub(crate) fn line(localizer: &Localizer, head: &AuditHead, places: &HeadPlaces) -> Markup {
    let chain = head.chain.to_string();
    let short = chain.get(..CHAIN_LETTERS).unwrap_or_default();
    let lines = localizer.count("audit-head-lines", u32::try_from(head.lines).unwrap_or(u32::MAX));
    let written = |(place, at): (String, Option<String>)| match at {
        Some(at) => localizer.with("audit-head-written", &[("place", &place), ("when", &at)]),
        None => localizer.with("audit-head-not-written", &[("place", &place)]),
    };
    let status = places.status().map(|(place, at)| (place.to_string(), at.map(|at| localizer.instant(at))));
    html! {
        p.quiet data-test="audit-head" {
            (localizer.with("audit-head", &[("lines", &lines), ("chain", short)]))
            @if places.is_empty() { " " (localizer.text("audit-head-nowhere")) }
            @for sentence in status.map(written) { " " (sentence) }
        }
    }
}
