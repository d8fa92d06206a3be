//! Icons: shapes that say the same as the word beside them, never alone.

use dioxus::prelude::*;

/// A shape, drawn with the colour of the text around it.
#[component]
pub(crate) fn Icon(name: &'static str) -> Element {
    rsx! {
        svg { class: "icon", view_box: "0 0 24 24", "aria-hidden": "true", path { d: path(name) } }
    }
}

/// Outlines on a grid of 24.
fn path(name: &str) -> &'static str {
    match name {
        "today" => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14l2.5 2.5L16 12.5",
        "search" => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
        "report" => "M12 3 2 20h20zM12 9v5M12 17v.5",
        "to-send" => "M12 20V5M5 11l7-7 7 7",
        "settings" => "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
        "back" => "M15 4 7 12l8 8",
        "phone" => "M7 2h10v20H7zM11 18.5h2",
        "sending" => "M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5",
        "office" => "M4 12.5 9.5 18 20 6.5",
        "attention" => "M12 3 2 20h20zM12 9v5M12 17v.5",
        "camera" => "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
        "gallery" => "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9.5v.1",
        "play" => "M7 4v16l13-8z",
        "pause" => "M8 5v14M16 5v14",
        "done" => "M4 12.5 9.5 18 20 6.5",
        "stop" => "M6 6l12 12M18 6 6 18",
        "announcement" => "M4 10v4h4l8 4V6l-8 4zM19 9v6",
        "urgent" => "M12 2 22 12 12 22 2 12zM12 7v6M12 16v.5",
        "high" => "M5 15l7-7 7 7",
        "normal" => "M5 12h14",
        "low" => "M5 9l7 7 7-7",
        "key" => "M14 4a6 6 0 1 1-4.5 9.5L4 19v2h3v-2h2v-2h2l1.5-1.5M15.5 8.5v.1",
        "person" => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c1-4 4-6 8-6s7 2 8 6",
        "clock" => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3",
        "building" => "M5 21V4h10v17M15 9h4v12M3 21h18M8 8h1M11 8h1M8 12h1M11 12h1M8 16h1M11 16h1",
        "tool" => "M20 6a5 5 0 0 1-6.7 6.2L6 19.5 3.5 17l7.300-7.300A5 5 0 0 1 17 3l-3 3 2 2z",
        "open" => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
        "in-progress" => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 7h5M12 11h7.500M12 15h6.500",
        "returned" => "M9 5 4 10l5 5M4 10h9a6 6 0 0 1 0 12h-2",
        _ => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z",
    }
}
