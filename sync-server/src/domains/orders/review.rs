//! *To review*: the supervisor's desk. The list of reports beside one of them, what deviates first, the
//! decision always in view; a decision leads to the next report and can be taken back for some minutes.
//! Deliberately absent: a second way to decide, since the forms post to the work order's own addresses.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::limits::NOTE_CHARS_MAX;
use shared::work_order::status::Status;
use shared::{DocumentId, FactId, PersonId};

use crate::base::collation::compare;
use crate::base::role::may_review;
use crate::domains::catalogue::names::Names;
use crate::domains::orders::first_day::Approval;
use crate::domains::orders::page::decides;
use crate::domains::orders::queries::{Measured, OrderLine, ReviewFilter};
use crate::domains::orders::sheet::{Sheet, approve_words, live};
use crate::domains::orders::{badges, contradiction, deviation, menu, photos, report as sections};
use crate::office::address::query;
use crate::office::badge;
use crate::office::form::{Fields, Parameters};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// What an address of the desk, or a form on it, asks for.
#[derive(Debug, Clone, Default)]
struct Asked {
    pub(crate) filter: ReviewFilter,
    /// The report that is shown; the first one when none is named.
    order: Option<DocumentId>,
}

impl Asked {
    fn read(fields: &Fields) -> Self {
        let odd = match fields.one("show") {
            "odd" => Some(true),
            "plain" => Some(false),
            _ => None,
        };
        let filter = ReviewFilter {
            odd,
            finished_by: fields.one("technician").parse().ok(),
            newest_first: fields.one("sort") == "newest",
        };
        Self { filter, order: fields.one("order").parse().ok() }
    }

    /// The filter, as the parameters of an address and the hidden fields of a form have it.
    fn words(&self) -> Vec<(&'static str, String)> {
        let show = match self.filter.odd {
            Some(true) => "odd",
            Some(false) => "plain",
            None => "",
        };
        let technician = self.filter.finished_by.map(|id: PersonId| id.to_string()).unwrap_or_default();
        let sort = if self.filter.newest_first { "newest" } else { "" };
        let words = [("show", show.to_owned()), ("technician", technician), ("sort", sort.to_owned())];
        words.into_iter().filter(|(_, word)| !word.is_empty()).collect()
    }

    /// The desk with this filter, a report on it, and more in the address.
    fn address(&self, order: Option<DocumentId>, more: &[(&'static str, String)]) -> String {
        let order = order.map(|id| ("order", id.to_string()));
        let words: Vec<_> = self.words().into_iter().chain(order).chain(more.iter().cloned()).collect();
        format!("/office/review{}", query(words.iter().map(|(name, word)| (*name, word.as_str()))))
    }

    /// This filter in a form that leads back to the desk.
    fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="desk" value="yes";
            @for (name, word) in self.words() { input type="hidden" name=(name) value=(word); }
        }
    }
}

/// A decision that was just made, and can still be taken back.
struct Decided {
    id: DocumentId,
    number: String,
    title: String,
    state: &'static str,
    review: Option<FactId>,
}

impl Decided {
    async fn read(
        office: &Office,
        visitor: &Visitor,
        parameters: &Fields,
    ) -> Result<Option<Self>, PageError> {
        let Ok(id) = parameters.one("decided").parse() else { return Ok(None) };
        let (order, _) = match live(office, visitor, id).await {
            Err(PageError::NotFound) => return Ok(None),
            read => read?,
        };
        let review = Status::review_to_take_back(&order, office.engine.clock().now());
        let state = order.status().state.name();
        Ok(Some(Self { id, number: order.plan.number, title: order.plan.title, state, review }))
    }
}

pub(crate) async fn queue(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let asked = Asked::read(&parameters);
    let filter = asked.filter.clone();
    // The first are shown; how many wait is said of all.
    let (orders, counts, people, names) = office
        .lists(&visitor, move |reader| {
            Ok((
                reader.review_queue(&filter)?,
                reader.review_counts()?,
                reader.review_people()?,
                reader.names()?,
            ))
        })
        .await?;
    let shown = asked.order.or_else(|| orders.first().map(|order| order.id));
    let sheet = match shown {
        Some(id) => Report::read(&office, &visitor, id).await?,
        None => None,
    };
    let decided = Decided::read(&office, &visitor, &parameters).await?;
    let localizer = &visitor.localizer;
    let error = match parameters.one("error") {
        "not-seen" => Some("error-not-seen"),
        "own-phone" => Some("error-own-phone"),
        _ => None,
    };
    let place = Place::of(&asked, &orders, shown);
    let body = html! {
        div.head {
            h1 { (localizer.text("review-title")) }
            p.lead data-test="review-count" { (localizer.count("review-count", counts.0)) @if counts.1 > 0 { " · " (localizer.count("review-odd-count", counts.1)) } }
        }
        @match (&decided, done(parameters.one("done"))) {
            (Some(decided), Some(key)) => (just_decided(&visitor, &asked, decided, key)),
            (_, key) => (notices(localizer, key, error)),
        }
        (filters(localizer, &asked, &people, &names))
        div.desk.chosen[asked.order.is_some()] {
            div.pile #queue data-live data-said=(localizer.text("review-said")) {
                @if orders.is_empty() { p.empty { (localizer.text("review-nothing")) } }
                ol aria-label=(localizer.text("review-title")) {
                    @for order in &orders { (line(localizer, &names, &asked, order, shown)) }
                }
            }
            @if let Some(sheet) = &sheet {
                article.in-hand #report data-live data-said=(localizer.text("order-said")) data-test="report" data-order=(sheet.sheet.id) {
                    (decided_meanwhile(localizer, &asked, decided.as_ref(), &sheet.sheet))
                    (show(&visitor, sheet, &asked.address(None, &[]), &on_the_desk(&asked, &place)))
                    (decision(&visitor, &asked, &place, sheet))
                }
            }
        }
        (keys(localizer, visitor.may(may_review)))
    };
    Ok(shell(localizer, Some(&visitor), menu::REVIEW, &localizer.text("review-title"), &body))
}

/// A report with what it is compared with.
struct Report {
    sheet: Sheet,
    measured: Vec<Measured>,
}

impl Report {
    /// None of an order that cannot be read: the pile is there all the same.
    async fn read(office: &Office, visitor: &Visitor, id: DocumentId) -> Result<Option<Self>, PageError> {
        let sheet = match Sheet::read(office, visitor, id).await {
            Err(PageError::NotFound) => return Ok(None),
            read => read?,
        };
        let nature = sheet.order.nature;
        let measured = office.lists(visitor, move |reader| reader.measured(nature)).await?;
        Ok(Some(Self { sheet, measured }))
    }
}

/// Where the shown report lies in the pile.
struct Place {
    before: Option<DocumentId>,
    after: Option<DocumentId>,
}

impl Place {
    fn of(asked: &Asked, orders: &[OrderLine], shown: Option<DocumentId>) -> Self {
        let at = orders.iter().position(|order| Some(order.id) == shown);
        let nth = |at: Option<usize>| at.and_then(|at| orders.get(at)).map(|order| order.id);
        match at {
            Some(at) => Self { before: nth(at.checked_sub(1)), after: nth(Some(at + 1)) },
            // Decided meanwhile, or hidden by the filter: the pile begins anew.
            None => Self { before: None, after: nth(asked.order.map(|_| 0)) },
        }
    }
}

fn filters(localizer: &Localizer, asked: &Asked, people: &[PersonId], names: &Names) -> Markup {
    let mut people: Vec<(PersonId, &str)> = people.iter().map(|id| (*id, names.person(*id))).collect();
    people.sort_by(|(_, one), (_, other)| compare(one, other));
    let chosen = |name: &str, word: &str| asked.words().iter().any(|(of, is)| *of == name && is == word);
    html! {
        form.filters method="get" action="/office/review" aria-label=(localizer.text("review-filter")) {
            div.field {
                label for="show" { (localizer.text("review-show")) }
                select #show name="show" {
                    option value="" { (localizer.text("review-show-all")) }
                    option value="odd" selected[chosen("show", "odd")] { (localizer.text("review-show-odd")) }
                    option value="plain" selected[chosen("show", "plain")] { (localizer.text("review-show-plain")) }
                }
            }
            div.field {
                label for="technician" { (localizer.text("filter-technician")) }
                select #technician name="technician" {
                    option value="" { (localizer.text("filter-everybody")) }
                    @for (id, name) in &people {
                        option value=(id) selected[asked.filter.finished_by == Some(*id)] { (name) }
                    }
                }
            }
            div.field {
                label for="sort" { (localizer.text("sort-label")) }
                select #sort name="sort" {
                    option value="" { (localizer.text("sort-oldest")) }
                    option value="newest" selected[chosen("sort", "newest")] { (localizer.text("sort-newest")) }
                }
            }
            button type="submit" { (localizer.text("filter-do")) }
        }
    }
}

fn line(
    localizer: &Localizer,
    names: &Names,
    asked: &Asked,
    order: &OrderLine,
    shown: Option<DocumentId>,
) -> Markup {
    let is_shown = shown == Some(order.id);
    html! {
        li.odd[order.is_odd()] data-test="review-row" data-odd=(order.is_odd()) {
            a href=(asked.address(Some(order.id), &[])) aria-current=[is_shown.then_some("true")] {
                span.first {
                    span.title { (order.title) }
                    @if let Some(at) = order.finished_at { span.quiet { (localizer.day(localizer.date(at))) } }
                }
                span.quiet {
                    (order.building_name)
                    @if let Some(person) = order.finished_by { " · " (names.person(person)) }
                }
                @if order.is_odd() || order.priority != shared::document::priority::Priority::Normal {
                    span.chips {
                        @if order.state == "cannot-be-finished" { (badge::state(localizer, &order.state)) }
                        (badge::priority(localizer, order.priority))
                        (badges::remarks(localizer, order))
                    }
                }
            }
        }
    }
}

/// The report: what deviates, the pictures, the words, then what was checked and used.
fn show(visitor: &Visitor, report: &Report, pile: &str, hidden: &Markup) -> Markup {
    let localizer = &visitor.localizer;
    let sheet = &report.sheet;
    let deviations = deviation::list(localizer, sheet, &report.measured);
    html! {
        header.title {
            a.to-pile href=(pile) { (localizer.text("review-pile")) }
            div.head {
                h2 { (sheet.order.title) }
                a.button.plain href={ "/office/work-orders/" (sheet.id) "/print" } { (icon("print")) (localizer.text("print")) }
            }
            p.quiet {
                a href={ "/office/work-orders/" (sheet.id) } { (sheet.order.number) }
                @if let Some(building) = &sheet.building { " · " a href={ "/office/buildings/" (building.id) } { (building.name) } }
                " · " (sheet.names.nature(sheet.order.nature))
            }
            p.chips {
                (badge::state(localizer, sheet.status.state.name()))
                (badge::priority(localizer, sheet.order.priority))
            }
        }
        @if !deviations.is_empty() {
            ul.deviations data-test="deviations" aria-label=(localizer.text("deviations")) {
                @for (picture, words) in &deviations { li { (icon(picture)) span { (words) } } }
            }
        }
        (contradiction::section(localizer, sheet, visitor.may_at(may_review, sheet.order.organisation), hidden))
        (photos::photos(localizer, sheet))
        (sections::first_day(localizer, sheet))
        (sections::reports(localizer, sheet))
        (sections::checklist(localizer, sheet))
        (sections::materials(localizer, sheet))
        (photos::deliveries(localizer, sheet))
        details.more {
            summary { (localizer.text("review-order")) }
            (sections::facts(localizer, sheet))
            (sections::timeline(localizer, sheet))
        }
    }
}

/// That somebody else has decided on the report in hand.
fn decided_meanwhile(localizer: &Localizer, asked: &Asked, own: Option<&Decided>, sheet: &Sheet) -> Markup {
    let state = &sheet.status.state;
    let closed = matches!(state.name(), "approved" | "sent-back" | "cancelled");
    let is_own = own.is_some_and(|own| own.id == sheet.id);
    html! {
        @if closed && asked.order.is_some() && !is_own && sheet.status.contradictions.is_empty() {
            p.notice.warn data-meanwhile data-test="decided-meanwhile" {
                (icon("hazard")) span { (localizer.text("review-decided-meanwhile")) } (badge::state(localizer, state.name()))
            }
        }
    }
}

/// What goes back to the desk with every form on it: the filter, and which report comes next.
fn on_the_desk(asked: &Asked, place: &Place) -> Markup {
    html! {
        (asked.hidden())
        @if let Some(next) = place.after.or(place.before) { input type="hidden" name="next" value=(next); }
    }
}

fn decision(visitor: &Visitor, asked: &Asked, place: &Place, report: &Report) -> Markup {
    let (localizer, sheet) = (&visitor.localizer, &report.sheet);
    let way = |key: &str, to: Option<DocumentId>, phrase: &str, rel: &str| {
        html! {
            @if let Some(to) = to {
                a.button.plain rel=(rel) href=(asked.address(Some(to), &[])) data-key=(key) aria-keyshortcuts=(key.to_uppercase()) {
                    (localizer.text(phrase)) (kbd(key))
                }
            }
        }
    };
    html! {
        section.decide.at-hand aria-label=(localizer.text("decide")) {
            @if sheet.status.state.is_to_review() && decides(visitor, sheet) {
                (approval(visitor, sheet, asked, place))
                @if visitor.may_at(may_review, sheet.order.organisation) { (return_form(localizer, sheet, asked, place)) }
            }
            nav.ways aria-label=(localizer.text("review-ways")) {
                (way("k", place.before, "review-before", "prev"))
                (way("j", place.after, "review-next", "next"))
            }
        }
    }
}

/// The form that sends the report back, behind its button.
fn return_form(localizer: &Localizer, sheet: &Sheet, asked: &Asked, place: &Place) -> Markup {
    html! {
        details.send-back {
            summary.button data-key="r" aria-keyshortcuts="R" { (localizer.text("send-back")) (kbd("r")) }
            form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/send-back" } data-draft {
                (on_the_desk(asked, place))
                div.field {
                    label for="send-back-reason" { (localizer.text("send-back-reason")) }
                    textarea #send-back-reason name="reason" rows="3" data-chars-max=(NOTE_CHARS_MAX) required data-test="send-back-reason" {}
                    p.field-note.unsent hidden data-test="unsent" { (localizer.text("review-unsent")) }
                }
                button type="submit" data-test="send-back" { (localizer.text("send-back")) }
            }
        }
    }
}

/// The form that approves; what has to be done before, where something contradicts itself, and who else does it,
/// where the visitor may not.
fn approval(visitor: &Visitor, sheet: &Sheet, asked: &Asked, place: &Place) -> Markup {
    let localizer = &visitor.localizer;
    if sheet.status.has_to_be_settled() {
        return html! { p.notice data-test="settle-first" { (icon("contradiction")) (localizer.text("error-unsettled")) } };
    }
    if sheet.first_day.approval(&visitor.person) == Approval::OwnPhone {
        return sections::own_phone(localizer, sheet);
    }
    html! {
        form.approve method="post" action={ "/office/work-orders/" (sheet.id) "/approve" } {
            input type="hidden" name="seen" value=(sheet.heads);
            (on_the_desk(asked, place))
            @if sheet.photos_missing() > 0 {
                label.tick data-test="photos-missing" {
                    input type="checkbox" name="without-photos" value="yes" required;
                    span { (localizer.text("approve-without-photos")) }
                }
            }
            button.primary type="submit" data-test="approve" data-key="a" aria-keyshortcuts="A" { (icon("check")) (localizer.text(approve_words(&sheet.status))) (kbd("a")) }
        }
    }
}

/// The sign of a key on what it does. `aria-keyshortcuts` tells it to who does not see it.
fn kbd(key: &str) -> Markup {
    html! { kbd aria-hidden="true" { (key.to_uppercase()) } }
}

/// What was just decided, with the way back.
fn just_decided(visitor: &Visitor, asked: &Asked, decided: &Decided, key: &str) -> Markup {
    let localizer = &visitor.localizer;
    html! {
        div.notice.good role="status" data-test="notice" {
            (icon("check"))
            span { (localizer.text(key)) " " a href={ "/office/work-orders/" (decided.id) } { (decided.number) " " (decided.title) } }
            (badge::state(localizer, decided.state))
            @if let Some(review) = decided.review.filter(|_| visitor.may(may_review)) {
                form method="post" action={ "/office/work-orders/" (decided.id) "/take-back" } {
                    input type="hidden" name="review" value=(review);
                    (asked.hidden())
                    button type="submit" data-test="take-back" data-key="u" aria-keyshortcuts="U" { (localizer.text("take-back")) (kbd("u")) }
                }
            }
        }
    }
}

/// Which keys do what, and the switch for who does not want any (WCAG 2.1.4): both are for scripts, and
/// stay hidden without.
fn keys(localizer: &Localizer, decides: bool) -> Markup {
    let known: &[&str] =
        if decides { &["j", "k", "a", "r", "u", "p", "help"] } else { &["j", "k", "p", "help"] };
    html! {
        details.keys hidden data-keys {
            summary { (localizer.text("keys-title")) }
            dl { @for key in known { div { dt { kbd { @if *key == "help" { "?" } @else { (key.to_uppercase()) } } } dd { (localizer.text(&format!("keys-{key}"))) } } } }
            label.tick { input type="checkbox" data-keys-switch; span { (localizer.text("keys-use")) } }
        }
    }
}

/// Where a form on the desk leads once it did what it says; none when it was another page's.
pub(crate) fn after(fields: &Fields, decided: DocumentId, done: &str) -> Option<Response> {
    (fields.one("desk") == "yes").then(|| {
        let asked = Asked::read(fields);
        let more = [("done", done.to_owned()), ("decided", decided.to_string())];
        let next = fields.one("next").parse().ok();
        Redirect::to(&asked.address(next, &more)).into_response()
    })
}

/// The desk with the same report as it is now, and what is told of it: `done` with what was done to it, or `error`
/// with why nothing was. None when the form was another page's.
pub(crate) fn again(fields: &Fields, order: DocumentId, told: (&'static str, &str)) -> Option<Response> {
    (fields.one("desk") == "yes").then(|| {
        let address = Asked::read(fields).address(Some(order), &[(told.0, told.1.to_owned())]);
        Redirect::to(&address).into_response()
    })
}
