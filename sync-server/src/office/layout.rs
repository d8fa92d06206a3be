//! The frame around every page: skip link, navigation, language, who is signed in.

use maud::{DOCTYPE, Markup, html};
use shared::Language;

use crate::engine::behind::{Behind, Obstacle};
use crate::office::address::{ACCESSIBILITY, ACCOUNT, HOME, PRIVACY, VERIFY_REPORT};
use crate::office::assets;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;
use crate::office::menu::{MenuEntry, Room};
use crate::office::session::Visitor;

/// A page in its frame.
pub(crate) fn shell(
    localizer: &Localizer,
    visitor: Option<&Visitor>,
    room: Room,
    title: &str,
    body: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(localizer.language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Guichet" }
                link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
                link rel="stylesheet" href=(assets::address("office.css"));
                script src=(assets::address("office.js")) defer {}
                script src=(assets::address("forms.js")) defer {}
                // At once: a key that is pressed early counts too.
                @if let Some(script) = room.script { script src=(assets::address(script)) {} }
            }
            body class=[visitor.is_none().then_some("alone")] data-photo-close=(localizer.text("photo-close"))
                data-photo-before=(localizer.text("photo-before")) data-photo-after=(localizer.text("photo-after")) {
                a.skip href="#main" { (localizer.text("skip")) }
                @if let Some(visitor) = visitor { (header(localizer, visitor, room)) }
                main #main tabindex="-1" {
                    @if let Some(behind) = visitor.and_then(|visitor| visitor.behind) { (lists_behind(localizer, behind)) }
                    (body)
                }
                @if visitor.is_none() { footer.foot { (languages(localizer)) (statements(localizer)) } }
                div #said role="status" aria-live="polite" class="unseen" {}
            }
        }
    }
}

/// A page for paper: no menu, and the way back to where it came from.
pub(crate) fn paper(localizer: &Localizer, title: &str, back: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(localizer.language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Guichet" }
                link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
                link rel="stylesheet" href=(assets::address("office.css"));
                script src=(assets::address("office.js")) defer {}
            }
            body.paper {
                nav.bar aria-label=(localizer.text("paper-ways")) {
                    a.button href=(back) { (localizer.text("paper-back")) }
                    button.primary type="button" hidden data-print { (icon("print")) (localizer.text("print")) }
                }
                main #main tabindex="-1" { (body) }
            }
        }
    }
}

/// Says on every page that what it lists may not be all there is.
fn lists_behind(localizer: &Localizer, behind: Behind) -> Markup {
    let what_to_do = match behind.why {
        Obstacle::Locked => "behind-locked",
        Obstacle::Full => "behind-full",
        Obstacle::Other => "behind-other",
    };
    html! {
        div.notice.bad role="status" data-test="behind" {
            (icon("hazard"))
            div {
                p { strong { (localizer.with("behind-since", &[("when", &localizer.instant(behind.since))])) } }
                p { (localizer.text("behind-kept")) " " (localizer.text(what_to_do)) }
            }
        }
    }
}

fn header(localizer: &Localizer, visitor: &Visitor, room: Room) -> Markup {
    html! {
        header.side {
            a.brand href=(HOME) { (brand()) span { "Guichet" } }
            (search_box(localizer))
            nav aria-label=(localizer.text("nav-label")) #nav data-live {
                ul { @for (entry, waiting) in &visitor.menu { (line(localizer, entry, *waiting, room)) } }
            }
            div.who {
                p { strong { (visitor.person.name) } br; (localizer.text(&format!("role-{}", visitor.person.roles.main.name()))) }
                (languages(localizer))
                a.account href=(ACCOUNT) aria-current=[(room.address == ACCOUNT).then_some("page")] { (localizer.text("nav-account")) }
                form method="post" action="/office/sign-out" { button.plain type="submit" { (localizer.text("sign-out")) } }
                (statements(localizer))
            }
        }
    }
}

fn line(localizer: &Localizer, entry: &MenuEntry, waiting: u32, room: Room) -> Markup {
    html! {
        li {
            a href=(entry.room.address) aria-current=[(room == entry.room).then_some("page")] {
                span { (localizer.text(entry.phrase)) }
                @if waiting > 0 { span.badge { (waiting) span.unseen { " " (localizer.text("nav-waiting")) } } }
            }
        }
    }
}

/// The box that is on every page: it asks the search over everything.
fn search_box(localizer: &Localizer) -> Markup {
    html! {
        form.find method="get" action="/office/search" role="search" aria-label=(localizer.text("search-title")) {
            input #find type="search" name="text" aria-label=(localizer.text("search-label")) placeholder=(localizer.text("search-do"))
                aria-keyshortcuts="/" autocomplete="off" data-test="find";
            button type="submit" aria-label=(localizer.text("search-do")) { (icon("search")) }
        }
    }
}

fn brand() -> Markup {
    html! {
        svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false" {
            rect.brand-ground width="32" height="32" rx="8" {}
            path.brand-mark d="M8 22V14a8 8 0 0 1 16 0v8M6 24h20" {}
            circle.brand-dot cx="16" cy="15" r="2.4" {}
        }
    }
}

fn languages(localizer: &Localizer) -> Markup {
    html! {
        form.languages method="post" action="/office/language" aria-label=(localizer.text("language-label")) {
            @for language in Language::ALL {
                button type="submit" name="language" value=(language.tag()) lang=(language.tag())
                    aria-pressed=(if language == localizer.language() { "true" } else { "false" })
                    title=(language.own_name()) {
                    (language.tag()) span.unseen { " – " (language.own_name()) }
                }
            }
        }
    }
}

/// What the law has every door lead to.
fn statements(localizer: &Localizer) -> Markup {
    html! {
        nav.statements aria-label=(localizer.text("statements-label")) {
            a href=(ACCESSIBILITY) { (localizer.text("accessibility-short")) }
            a href=(PRIVACY) { (localizer.text("privacy-short")) }
            a href=(VERIFY_REPORT) { (localizer.text("verify-short")) }
        }
    }
}

/// What the last action did, and what stands in the way of the next.
pub(crate) fn notices(localizer: &Localizer, done: Option<&str>, error: Option<&str>) -> Markup {
    html! {
        @if let Some(key) = done { p.notice.good role="status" data-test="notice" { (icon("check")) (localizer.text(key)) } }
        @if let Some(key) = error { p.notice.bad role="alert" data-test="notice" { (icon("hazard")) (localizer.text(key)) } }
    }
}

/// The places of a document that changes touch, for a supervisor who wants to know exactly.
pub(crate) fn touched(localizer: &Localizer, places: &[String]) -> Markup {
    html! {
        @if !places.is_empty() {
            details {
                summary { (localizer.text("touched")) }
                ul.lines data-test="touched" { @for place in places { li { code { (place) } } } }
            }
        }
    }
}

/// The phrase for a `done` in an address; only known ones.
pub(crate) fn done(word: &str) -> Option<&'static str> {
    match word {
        "approved" => Some("done-approved"),
        "sent-back" => Some("done-sent-back"),
        "taken-back" => Some("done-taken-back"),
        "cancelled" => Some("done-cancelled"),
        "settled" => Some("done-settled"),
        "created" => Some("done-created"),
        "saved" => Some("done-saved"),
        "shortened" => Some("done-shortened"),
        "closed" => Some("done-closed"),
        "withdrawn" => Some("done-withdrawn"),
        "recovering" => Some("done-recovering"),
        "taken-over" => Some("done-taken-over"),
        "set-aside" => Some("done-set-aside"),
        "password-changed" => Some("done-password-changed"),
        "factor-removed" => Some("done-factor-removed"),
        "factor-reset" => Some("done-factor-reset"),
        "added" => Some("done-added"),
        "blocked" => Some("done-blocked"),
        "unblocked" => Some("done-unblocked"),
        "signed-out" => Some("done-signed-out"),
        "confirmed" => Some("done-confirmed"),
        "declined" => Some("done-declined"),
        "lifted" => Some("done-lifted"),
        "offers-taken-back" => Some("done-offers-taken-back"),
        _ => None,
    }
}

/// The search of a list that shows what is current; `all`, whose words are under `words`, shows the rest too.
pub(crate) fn search_list(localizer: &Localizer, list: Room, text: &str, all: bool, words: &str) -> Markup {
    html! {
        form.filters method="get" action=(list.address) role="search" {
            div.field {
                label for="text" { (localizer.text("filter-text")) }
                input #text type="search" name="text" value=(text);
            }
            label.tick { input type="checkbox" name="all" value="yes" checked[all]; span { (localizer.text(words)) } }
            button type="submit" { (localizer.text("filter-do")) }
        }
    }
}

/// Why a page of a list is empty: it is beyond the end, nothing has the words that were searched for, or
/// there is nothing at all.
pub(crate) fn nothing(
    localizer: &Localizer,
    text: &str,
    page: u32,
    none: &str,
    address: impl Fn(u32) -> String,
) -> Markup {
    html! {
        div.empty role="status" data-test="nothing" {
            @if page > 0 {
                p { (localizer.text("pages-beyond")) }
                p { a.button.quiet href=(address(0)) { (localizer.text("pages-first")) } }
            } @else if text.is_empty() { p { (localizer.text(none)) } }
            @else { p { (localizer.with("search-nothing", &[("text", text)])) } }
        }
    }
}

/// Links to the page before and after.
pub(crate) fn pages(localizer: &Localizer, page: u32, more: bool, address: impl Fn(u32) -> String) -> Markup {
    html! {
        @if page > 0 || more {
            nav.pages aria-label=(localizer.text("pages-label")) {
                @if page > 0 { a.button.quiet rel="prev" href=(address(page - 1)) { (localizer.text("pages-before")) } }
                span { (localizer.count("pages-here", page + 1)) }
                @if more { a.button.quiet rel="next" href=(address(page + 1)) { (localizer.text("pages-after")) } }
            }
        }
    }
}
