//! What ended when somebody was blocked, and what is left to do.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::limits::REVIEW_TAKEN_BACK_MS_MAX;
use shared::{PersonId, Timestamp};

use crate::accounts::block::{Also, Ended};
use crate::base::limits::{FIRST_DAY_MS, REFUSED_SHOWN_MAX};
use crate::base::role::may_review;
use crate::domains::orders::queries::{ApprovedBy, OrderFilter};
use crate::domains::people::menu;
use crate::domains::people::phones::phones_of;
use crate::office::browser_name::{browser_name, device_name};
use crate::office::form::{Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{DeviceRow, Enrolment, PersonRow};
use crate::sync::offer::OfferedDocument;
use crate::sync::offer_authors::Author;

/// What the page shows of somebody who is blocked.
struct Blocked {
    person: PersonRow,
    at: Timestamp,
    /// None when an earlier version blocked them: it wrote nothing of this down.
    ended: Option<Ended>,
    /// Their phones, but those withdrawn.
    phones: Vec<DeviceRow>,
    /// Phones of others that they enrolled less than a day before.
    enrolled: Vec<Enrolment>,
    open_orders: u32,
    /// Reports they approved in the last minutes before, and may not have read.
    approved: Vec<ApprovedBy>,
    /// Refused changes of their phones that wait, by their numbers.
    refused: Vec<i64>,
    /// Documents in which an approval in their name was brought back and waits.
    offered: u32,
}

/// How the place of an approval begins, in what an offer touches.
const APPROVAL: &str = "steps/approved";

impl Blocked {
    async fn read(office: &Office, visitor: &Visitor, id: PersonId) -> Result<Self, PageError> {
        let read = office.records(visitor, move |store| {
            let Some(account) = store.account(id)? else { return Ok(None) };
            let phones = phones_of(store, id)?.into_iter().map(|(device, _)| device);
            let phones: Vec<_> = phones.filter(|device| device.withdrawn_at.is_none()).collect();
            let mut enrolled = store.enrolments()?;
            enrolled.retain(|enrolment| enrolment.by == id && enrolment.person != id);
            let mut refused = Vec::new();
            for (device, _) in phones_of(store, id)? {
                refused
                    .extend(store.refused_from(device.id, REFUSED_SHOWN_MAX)?.into_iter().map(|row| row.id));
            }
            Ok(Some((account, phones, enrolled, refused)))
        });
        let (account, phones, mut enrolled, refused) = read.await?.ok_or(PageError::NotFound)?;
        let at = account.blocked_at.ok_or(PageError::NotFound)?;
        enrolled.retain(|enrolment| at.ms_since(enrolment.at) < FIRST_DAY_MS);
        let ended = office.engine.ended_by_block(id).await?.map(|(_, ended)| ended);
        let theirs = OrderFilter { technician: Some(id), ..OrderFilter::default() };
        let since = at.plus_ms(-REVIEW_TAKEN_BACK_MS_MAX);
        let (open_orders, approved) = office
            .lists(visitor, move |reader| {
                Ok((reader.count_work_orders(&theirs)?, reader.approved_by(id, since)?))
            })
            .await?;
        let offers = office.engine.offers(visitor.scope.clone(), office.app.offer_days).await?;
        let in_their_name = |offered: &&OfferedDocument| {
            let places = offered.authors.get(&Author::Person(id));
            places.is_some_and(|places| places.iter().any(|place| place.contains(APPROVAL)))
        };
        let offered = offers.documents.iter().filter(in_their_name).count();
        let offered = u32::try_from(offered).unwrap_or(u32::MAX);
        let person = account.person;
        Ok(Self { person, at, ended, phones, enrolled, open_orders, approved, refused, offered })
    }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let blocked = Blocked::read(&office, &visitor, id(&address)?).await?;
    let (localizer, person) = (&visitor.localizer, &blocked.person);
    let title = localizer.with("blocked-title", &[("name", &person.name)]);
    let body = html! {
        h1 { (title) }
        (notices(localizer, done(parameters.one("done")), None))
        p.lead { (localizer.with("blocked-since", &[("when", &localizer.instant(blocked.at))])) }
        section {
            h2 { (localizer.text("blocked-ended")) }
            (ended(localizer, &blocked))
        }
        section {
            h2 { (localizer.text("blocked-next")) }
            (next(&visitor, &blocked))
        }
        p { a.button href={ "/office/people/" (person.id) } { (person.name) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

/// Sessions by their browsers, codes, and the phones with what waits on each.
fn ended(localizer: &Localizer, blocked: &Blocked) -> Markup {
    let browser = |(words, count): (&String, &u32)| {
        let name =
            browser_name(localizer, words).unwrap_or_else(|| localizer.text("account-session-unnamed"));
        if *count > 1 { format!("{count} × {name}") } else { name }
    };
    html! {
        ul.lines data-test="ended" {
            @if let Some(ended) = &blocked.ended {
                li data-test="ended-sessions" {
                    span { (localizer.count("blocked-sessions", ended.session_count())) }
                    span.quiet { (ended.sessions.iter().map(browser).collect::<Vec<_>>().join(", ")) }
                }
                li data-test="ended-codes" { span { (localizer.count("blocked-codes", ended.codes)) } }
                @if let Some(also) = &ended.also { (also_ended(localizer, also)) }
            } @else { li { span.quiet { (localizer.text("blocked-unknown")) } } }
            @if blocked.phones.is_empty() { li { span { (localizer.text("person-devices-none")) } } }
            @for device in &blocked.phones {
                li data-test="ended-phone" {
                    span { (icon("phone")) " " a href={ "/office/devices/" (device.id) } { (device_name(localizer, &device.name)) } }
                    span.quiet { (waiting(localizer, device)) }
                }
            }
        }
    }
}

/// What was cut and forgotten.
fn also_ended(localizer: &Localizer, also: &Also) -> Markup {
    let counts = [
        ("blocked-streams", also.under_way.streams),
        ("blocked-uploads", also.under_way.uploads),
        ("blocked-browsers", also.browsers),
        ("blocked-half", also.half),
    ];
    html! {
        @for (key, count) in counts { li data-test=(key) { span { (localizer.count(key, count)) } } }
    }
}

/// What a phone said at its last contact that waits on it.
fn waiting(localizer: &Localizer, device: &DeviceRow) -> Markup {
    let waiting = &device.waiting;
    let counts = [("device-changes", waiting.changes), ("device-photos", waiting.photos)];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| localizer.count(key, count))
        .collect();
    html! {
        @if said.is_empty() { (localizer.text("device-nothing-waits")) }
        @else { (said.join(" · ")) " " (localizer.text("device-at-last-contact")) }
    }
}

fn next(visitor: &Visitor, blocked: &Blocked) -> Markup {
    let (localizer, reviews) = (&visitor.localizer, visitor.may(may_review));
    let waits = blocked.phones.iter().any(|device| device.waiting.changes > 0 || device.waiting.photos > 0);
    html! {
        ul {
            @if waits { li { (localizer.text("blocked-next-waits")) } }
            @if !blocked.phones.is_empty() { li { (localizer.text("blocked-next-phones")) } }
            @if blocked.open_orders > 0 {
                li {
                    (localizer.count("person-block-orders", blocked.open_orders)) " "
                    a href={ "/office/work-orders?technician=" (blocked.person.id) } { (localizer.text("nav-work-orders")) }
                }
            }
            @for ApprovedBy { order, title, at } in &blocked.approved {
                li data-test="approved-lately" {
                    (localizer.with("blocked-next-approved", &[("when", &localizer.instant(*at))])) " "
                    a href={ "/office/work-orders/" (order) } { (title) }
                }
            }
            @for number in &blocked.refused {
                li data-test="refused-of-theirs" {
                    (localizer.text("blocked-next-refused")) " "
                    @let named = localizer.with("refused-number", &[("number", &number.to_string())]);
                    @if reviews { a href={ "/office/refused/" (number) } { (named) } } @else { (named) }
                }
            }
            @if blocked.offered > 0 {
                li data-test="offered-approvals" {
                    (localizer.count("blocked-next-offered", blocked.offered)) " "
                    @if reviews { a href="/office/offers" { (localizer.text("offers-title")) } }
                    @else { (localizer.text("offers-title")) }
                }
            }
            @for enrolment in &blocked.enrolled {
                li data-test="enrolled-for-other" {
                    (localizer.with("blocked-next-enrolled", &[("name", &enrolment.owner), ("when", &localizer.instant(enrolment.at))])) " "
                    a href={ "/office/devices/" (enrolment.device) } { (localizer.text("blocked-next-look")) }
                }
            }
            li { (localizer.text("blocked-next-unblock")) }
        }
    }
}
