//! *To review*: the supervisor's desk. The list of reports beside one of them, what deviates first, the
//! decision always in view; a decision leads to the next report and can be taken back for some minutes.
//! Deliberately absent: a second way to decide, since the forms post to the work order's own addresses.

mod deviation;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::command::WorkOrderCommand;
use shared::limits::NOTE_CHARS_MAX;
use shared::status::Standing;
use shared::{DocumentId, FactId, PersonId};

use super::access::may_review;
use super::chip;
use super::fields::{Fields, Parameters, id, query};
use super::icon::icon;
use super::session::Visitor;
use super::shell::{Room, done, notices, shell};
use super::trouble::Trouble;
use super::work_order::{Sheet, approve_words, contradiction, evidence, execute, live, report as sections};
use super::{Office, say::Say};
use crate::collation::compare;
use crate::office::store::{Measured, Names, OrderLine, ReviewFilter};

pub(super) use deviation::list as deviations;

/// What an address of the desk, or a form on it, asks for.
#[derive(Debug, Clone, Default)]
struct Asked {
    filter: ReviewFilter,
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
    async fn read(office: &Office, parameters: &Fields) -> Result<Option<Self>, Trouble> {
        let Ok(id) = parameters.one("decided").parse() else { return Ok(None) };
        let (order, _) = match live(office, id).await {
            Err(Trouble::NotFound) => return Ok(None),
            read => read?,
        };
        let review = Standing::review_to_take_back(&order, office.engine.clock().now());
        let state = order.standing().state.name();
        Ok(Some(Self { id, number: order.number, title: order.title, state, review }))
    }
}

pub(super) async fn queue(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let asked = Asked::read(&parameters);
    let filter = asked.filter.clone();
    // The first are shown; how many wait is said of all.
    let (orders, counts, people, names) = office
        .database
        .read(move |reader| {
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
        Some(id) => Report::read(&office, id).await?,
        None => None,
    };
    let decided = Decided::read(&office, &parameters).await?;
    let say = &visitor.say;
    let trouble = (parameters.one("trouble") == "not-seen").then_some("error-not-seen");
    let place = Place::of(&asked, &orders, shown);
    let body = html! {
        div.head {
            h1 { (say.t("review-title")) }
            p.lead data-test="review-count" { (say.count("review-count", counts.0)) @if counts.1 > 0 { " · " (say.count("review-odd-count", counts.1)) } }
        }
        @match (&decided, done(parameters.one("done"))) {
            (Some(decided), Some(key)) => (just_decided(say, &asked, decided, key)),
            (_, key) => (notices(say, key, trouble)),
        }
        (filters(say, &asked, &people, &names))
        div.desk.chosen[asked.order.is_some()] {
            div.pile #queue data-live data-said=(say.t("review-said")) {
                @if orders.is_empty() { p.empty { (say.t("review-nothing")) } }
                ol aria-label=(say.t("review-title")) {
                    @for order in &orders { (line(say, &names, &asked, order, shown)) }
                }
            }
            @if let Some(sheet) = &sheet {
                article.in-hand #report data-live data-said=(say.t("order-said")) data-test="report" data-order=(sheet.sheet.id) {
                    (decided_meanwhile(say, &asked, decided.as_ref(), &sheet.sheet))
                    (show(&visitor, sheet, &asked.address(None, &[]), &on_the_desk(&asked, &place)))
                    (decision(&visitor, &asked, &place, sheet))
                }
            }
        }
        (keys(say, may_review(visitor.person.role)))
    };
    Ok(shell(say, Some(&visitor), Room::Review, &say.t("review-title"), &body))
}

/// A report with what it is compared with.
struct Report {
    sheet: Sheet,
    measured: Vec<Measured>,
}

impl Report {
    /// None of an order that cannot be read: the pile is there all the same.
    async fn read(office: &Office, id: DocumentId) -> Result<Option<Self>, Trouble> {
        let sheet = match Sheet::read(office, id).await {
            Err(Trouble::NotFound) => return Ok(None),
            read => read?,
        };
        let nature = sheet.order.nature;
        let measured = office.database.read(move |reader| reader.measured(nature)).await?;
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

fn filters(say: &Say, asked: &Asked, people: &[PersonId], names: &Names) -> Markup {
    let mut people: Vec<(PersonId, &str)> = people.iter().map(|id| (*id, names.person(*id))).collect();
    people.sort_by(|(_, one), (_, other)| compare(one, other));
    let chosen = |name: &str, word: &str| asked.words().iter().any(|(of, is)| *of == name && is == word);
    html! {
        form.filters method="get" action="/office/review" aria-label=(say.t("review-filter")) {
            div.field {
                label for="show" { (say.t("review-show")) }
                select #show name="show" {
                    option value="" { (say.t("review-show-all")) }
                    option value="odd" selected[chosen("show", "odd")] { (say.t("review-show-odd")) }
                    option value="plain" selected[chosen("show", "plain")] { (say.t("review-show-plain")) }
                }
            }
            div.field {
                label for="technician" { (say.t("filter-technician")) }
                select #technician name="technician" {
                    option value="" { (say.t("filter-everybody")) }
                    @for (id, name) in &people {
                        option value=(id) selected[asked.filter.finished_by == Some(*id)] { (name) }
                    }
                }
            }
            div.field {
                label for="sort" { (say.t("sort-label")) }
                select #sort name="sort" {
                    option value="" { (say.t("sort-oldest")) }
                    option value="newest" selected[chosen("sort", "newest")] { (say.t("sort-newest")) }
                }
            }
            button type="submit" { (say.t("filter-do")) }
        }
    }
}

fn line(say: &Say, names: &Names, asked: &Asked, order: &OrderLine, shown: Option<DocumentId>) -> Markup {
    let is_shown = shown == Some(order.id);
    html! {
        li.odd[order.is_odd()] data-test="review-row" data-odd=(order.is_odd()) {
            a href=(asked.address(Some(order.id), &[])) aria-current=[is_shown.then_some("true")] {
                span.first {
                    span.title { (order.title) }
                    @if let Some(at) = order.finished_at { span.quiet { (say.day(say.date(at))) } }
                }
                span.quiet {
                    (order.building_name)
                    @if let Some(person) = order.finished_by { " · " (names.person(person)) }
                }
                @if order.is_odd() || order.priority != shared::document::Priority::Normal {
                    span.chips {
                        @if order.state == "cannot-be-finished" { (chip::state(say, &order.state)) }
                        (chip::priority(say, order.priority))
                        (chip::remarks(say, order))
                    }
                }
            }
        }
    }
}

/// The report: what deviates, the pictures, the words, then what was checked and used.
fn show(visitor: &Visitor, report: &Report, pile: &str, hidden: &Markup) -> Markup {
    let say = &visitor.say;
    let sheet = &report.sheet;
    let deviations = deviations(say, sheet, &report.measured);
    html! {
        header.title {
            a.to-pile href=(pile) { (say.t("review-pile")) }
            div.head {
                h2 { (sheet.order.title) }
                a.button.plain href={ "/office/work-orders/" (sheet.id) "/print" } { (icon("print")) (say.t("print")) }
            }
            p.quiet {
                a href={ "/office/work-orders/" (sheet.id) } { (sheet.order.number) }
                @if let Some(building) = &sheet.building { " · " a href={ "/office/buildings/" (building.id) } { (building.name) } }
                " · " (sheet.names.nature(sheet.order.nature))
            }
            p.chips {
                (chip::state(say, sheet.standing.state.name()))
                (chip::priority(say, sheet.order.priority))
            }
        }
        @if !deviations.is_empty() {
            ul.deviations data-test="deviations" aria-label=(say.t("deviations")) {
                @for (picture, words) in &deviations { li { (icon(picture)) span { (words) } } }
            }
        }
        (contradiction::section(say, sheet, may_review(visitor.person.role), hidden))
        (evidence::photos(say, sheet))
        (sections::reports(say, sheet))
        (sections::checklist(say, sheet))
        (sections::materials(say, sheet))
        (evidence::deliveries(say, sheet))
        details.more {
            summary { (say.t("review-order")) }
            (sections::facts(say, sheet))
            (sections::timeline(say, sheet))
        }
    }
}

/// That somebody else has decided on the report in hand.
fn decided_meanwhile(say: &Say, asked: &Asked, own: Option<&Decided>, sheet: &Sheet) -> Markup {
    let state = &sheet.standing.state;
    let closed = matches!(state.name(), "approved" | "sent-back" | "cancelled");
    let is_own = own.is_some_and(|own| own.id == sheet.id);
    html! {
        @if closed && asked.order.is_some() && !is_own && sheet.standing.contradictions.is_empty() {
            p.notice.warn data-meanwhile data-test="decided-meanwhile" {
                (icon("hazard")) span { (say.t("review-decided-meanwhile")) } (chip::state(say, state.name()))
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
    let (say, sheet) = (&visitor.say, &report.sheet);
    let order = format!("/office/work-orders/{}", sheet.id);
    let way = |key: &str, to: Option<DocumentId>, phrase: &str, rel: &str| {
        html! {
            @if let Some(to) = to {
                a.button.plain rel=(rel) href=(asked.address(Some(to), &[])) data-key=(key) aria-keyshortcuts=(key.to_uppercase()) {
                    (say.t(phrase)) (kbd(key))
                }
            }
        }
    };
    html! {
        section.decide.at-hand aria-label=(say.t("decide")) {
            @if may_review(visitor.person.role) && sheet.standing.state.is_to_review() {
                (approval(say, sheet, asked, place))
                details.send-back {
                    summary.button data-key="r" aria-keyshortcuts="R" { (say.t("send-back")) (kbd("r")) }
                    form.stack method="post" action={ (order) "/send-back" } data-draft {
                        (on_the_desk(asked, place))
                        div.field {
                            label for="send-back-reason" { (say.t("send-back-reason")) }
                            textarea #send-back-reason name="reason" rows="3" data-chars-max=(NOTE_CHARS_MAX) required data-test="send-back-reason" {}
                            p.field-note.unsent hidden data-test="unsent" { (say.t("review-unsent")) }
                        }
                        button type="submit" data-test="send-back" { (say.t("send-back")) }
                    }
                }
            }
            nav.ways aria-label=(say.t("review-ways")) {
                (way("k", place.before, "review-before", "prev"))
                (way("j", place.after, "review-next", "next"))
            }
        }
    }
}

/// The form that approves; what has to be done before, where something contradicts itself.
fn approval(say: &Say, sheet: &Sheet, asked: &Asked, place: &Place) -> Markup {
    if sheet.standing.has_to_be_settled() {
        return html! { p.notice data-test="settle-first" { (icon("contradiction")) (say.t("error-unsettled")) } };
    }
    html! {
        form.approve method="post" action={ "/office/work-orders/" (sheet.id) "/approve" } {
            input type="hidden" name="seen" value=(sheet.heads);
            (on_the_desk(asked, place))
            @if sheet.photos_missing() > 0 {
                label.tick data-test="photos-missing" {
                    input type="checkbox" name="without-photos" value="yes" required;
                    span { (say.t("approve-without-photos")) }
                }
            }
            button.primary type="submit" data-test="approve" data-key="a" aria-keyshortcuts="A" { (icon("check")) (say.t(approve_words(&sheet.standing))) (kbd("a")) }
        }
    }
}

/// The sign of a key on what it does. `aria-keyshortcuts` tells it to who does not see it.
fn kbd(key: &str) -> Markup {
    html! { kbd aria-hidden="true" { (key.to_uppercase()) } }
}

/// What was just decided, with the way back.
fn just_decided(say: &Say, asked: &Asked, decided: &Decided, key: &str) -> Markup {
    html! {
        div.notice.good role="status" data-test="notice" {
            (icon("check"))
            span { (say.t(key)) " " a href={ "/office/work-orders/" (decided.id) } { (decided.number) " " (decided.title) } }
            (chip::state(say, decided.state))
            @if let Some(review) = decided.review {
                form method="post" action={ "/office/work-orders/" (decided.id) "/take-back" } {
                    input type="hidden" name="review" value=(review);
                    (asked.hidden())
                    button type="submit" data-test="take-back" data-key="u" aria-keyshortcuts="U" { (say.t("take-back")) (kbd("u")) }
                }
            }
        }
    }
}

/// Which keys do what, and the switch for who does not want any (WCAG 2.1.4): both are for scripts, and
/// stay hidden without.
fn keys(say: &Say, decides: bool) -> Markup {
    let known: &[&str] =
        if decides { &["j", "k", "a", "r", "u", "p", "help"] } else { &["j", "k", "p", "help"] };
    html! {
        details.keys hidden data-keys {
            summary { (say.t("keys-title")) }
            dl { @for key in known { div { dt { kbd { @if *key == "help" { "?" } @else { (key.to_uppercase()) } } } dd { (say.t(&format!("keys-{key}"))) } } } }
            label.tick { input type="checkbox" data-keys-switch; span { (say.t("keys-use")) } }
        }
    }
}

/// Where a form on the desk leads once it did what it says; none when it was another page's.
pub(super) fn after(fields: &Fields, decided: DocumentId, done: &str) -> Option<Response> {
    (fields.one("desk") == "yes").then(|| {
        let asked = Asked::read(fields);
        let more = [("done", done.to_owned()), ("decided", decided.to_string())];
        let next = fields.one("next").parse().ok();
        Redirect::to(&asked.address(next, &more)).into_response()
    })
}

/// The desk with the same report as it is now, once something was done to it; with nothing done, because it
/// changed under somebody's eyes. None when the form was another page's.
pub(super) fn again(fields: &Fields, order: DocumentId, done: &str) -> Option<Response> {
    (fields.one("desk") == "yes").then(|| {
        let told = if done.is_empty() { ("trouble", "not-seen") } else { ("done", done) };
        let address = Asked::read(fields).address(Some(order), &[(told.0, told.1.to_owned())]);
        Redirect::to(&address).into_response()
    })
}

/// Takes an approval or a return back: the report lies on the desk again.
pub(super) async fn take_back(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id: DocumentId = id(&address)?;
    let review: FactId = fields.required("review", "error-too-late")?;
    let answer = execute(&office, &visitor, id, WorkOrderCommand::TakeBack { review }, "taken-back").await?;
    let on_desk = answer.status().is_redirection().then(|| again(&fields, id, "taken-back")).flatten();
    Ok(on_desk.unwrap_or(answer))
}
