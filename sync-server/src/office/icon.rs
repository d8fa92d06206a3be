//! Small pictures, drawn in the text's colour. Always beside a word, so they are hidden from
//! screen readers.

use maud::{Markup, PreEscaped, html};

/// The picture with this name.
pub(crate) fn icon(name: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false" {
            (PreEscaped(drawing(name)))
        }
    }
}

fn drawing(name: &str) -> &'static str {
    match name {
        "open" => r#"<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.8"/>"#,
        "in-progress" => {
            r#"<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor"/>"#
        }
        "paused" => r#"<path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor"/>"#,
        "finished" => r#"<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor"/>"#,
        "cannot-be-finished" => {
            r#"<path d="M8 1.6 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/><path d="M8 6.2v3.6M8 11.4v1.2" stroke="currentColor" stroke-width="1.7"/>"#
        }
        "approved" | "check" => {
            r#"<path d="m2.5 8.6 3.6 3.7 7.4-8" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>"#
        }
        "sent-back" => {
            r#"<path d="M6.5 3 2.5 7l4 4M3 7h6a4 4 0 0 1 0 7H7" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>"#
        }
        "cancelled" => {
            r#"<path d="m3.5 3.5 9 9m0-9-9 9" stroke="currentColor" stroke-width="2.1" stroke-linecap="round"/>"#
        }
        "urgent" => r#"<path d="M8 1.5 15 14H1z" fill="currentColor"/>"#,
        "high" => {
            r#"<path d="m3 9 5-5 5 5M3 13.5l5-5 5 5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>"#
        }
        "low" => {
            r#"<path d="m3 6 5 5 5-5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>"#
        }
        "contradiction" => {
            r#"<path d="M2 5h9L8.6 2.6M14 11H5l2.4 2.4" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>"#
        }
        "late" => {
            r#"<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.7"/><path d="M8 4.2V8l2.8 1.8" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>"#
        }
        "phone" => {
            r#"<rect x="4" y="1.2" width="8" height="13.6" rx="1.8" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M7 12.4h2" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>"#
        }
        "photo" => {
            r#"<rect x="1.5" y="3" width="13" height="10" rx="1.6" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="m3 11.5 3.4-3.6 2.4 2.4 2-1.8 2.6 3" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round"/>"#
        }
        "print" => {
            r#"<path d="M4 6V1.8h8V6M4 12H2V6h12v6h-2M4 9.6h8v4.6H4z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>"#
        }
        "new" => {
            r#"<path d="M8 2.5v11M2.5 8h11" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>"#
        }
        "search" => {
            r#"<circle cx="6.8" cy="6.8" r="4.6" fill="none" stroke="currentColor" stroke-width="1.9"/><path d="m10.4 10.4 4 4" stroke="currentColor" stroke-width="2.1" stroke-linecap="round"/>"#
        }
        "hazard" => {
            r#"<path d="M8 1.6 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/><path d="M8 6.2v3.6M8 11.4v1.2" stroke="currentColor" stroke-width="1.7"/>"#
        }
        _ => "",
    }
}
