//! Who works here: accounts, roles, teams, the administrations they work for. Supervisors read,
//! administrators keep.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{PersonId, Timestamp};

use crate::accounts::person::{PersonCommand, PersonFacts};
use crate::accounts::sign_in;
use crate::base::role::{may_keep_accounts, may_keep_settings, may_review, works_at_office};
use crate::domains::catalogue::names::Names;
use crate::domains::orders::queries::OrderFilter;
use crate::domains::people::form::{blank, facts, facts_shown, fields_of, shown_with};
use crate::domains::people::menu;
use crate::domains::people::phones::{phone_lines, phones_of};
use crate::domains::people::roles_form::{role, where_they_work};
use crate::engine::error::EngineError;
use crate::engine::person_error::PersonError;
use crate::office::form::{Fields, Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::{PageError, person_phrase};
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{AccountRow, Audience, DeviceRow, nameless_number};

/// Somebody, with what belongs to their account.
struct Profile {
    account: AccountRow,
    hears: BTreeSet<Audience>,
    has_factor: bool,
    devices: Vec<DeviceRow>,
}

impl Profile {
    /// What an administrator said of them.
    fn facts(&self) -> PersonFacts {
        PersonFacts::of(&self.account.person, &self.hears)
    }

    /// How many of their phones said at their last contact that something waits.
    fn unsent(&self) -> u32 {
        let holds = |device: &&DeviceRow| {
            device.withdrawn_at.is_none() && (device.waiting.changes > 0 || device.waiting.photos > 0)
        };
        u32::try_from(self.devices.iter().filter(holds).count()).unwrap_or(u32::MAX)
    }

    /// Whether they left and were made nameless.
    fn is_nameless(&self) -> bool {
        nameless_number(&self.account.person.login).is_some()
    }

    /// Whether they would sign in here and cannot yet.
    fn lacks_password(&self) -> bool {
        let person = &self.account.person;
        person.roles.may(works_at_office) && person.password_hash.is_none()
    }
}

async fn profiles(office: &Office, visitor: &Visitor) -> Result<Vec<Profile>, PageError> {
    let read = office.records(visitor, |store| {
        let mut devices: BTreeMap<PersonId, Vec<DeviceRow>> = BTreeMap::new();
        for device in store.devices()? {
            devices.entry(device.person).or_default().push(device);
        }
        let factors = store.with_second_factor()?;
        let profile = |account: AccountRow| {
            let id = account.person.id;
            let devices = devices.remove(&id).unwrap_or_default();
            let has_factor = factors.contains(&id);
            Ok(Profile { hears: store.person_audiences(id)?, account, has_factor, devices })
        };
        store.accounts()?.into_iter().map(profile).collect()
    });
    Ok(read.await?)
}

async fn profile(office: &Office, visitor: &Visitor, id: PersonId) -> Result<Profile, PageError> {
    let all = profiles(office, visitor).await?;
    all.into_iter().find(|profile| profile.account.person.id == id).ok_or(PageError::NotFound)
}

async fn names(office: &Office, visitor: &Visitor) -> Result<Names, PageError> {
    Ok(office.lists(visitor, |reader| reader.names()).await?)
}

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let (profiles, names) = (profiles(&office, &visitor).await?, names(&office, &visitor).await?);
    let accounts = office.engine.read(|store| store.accounts()).await?;
    // What cannot be read says of no administration whose it is.
    let reviews_all = |one: &AccountRow| one.blocked_at.is_none() && one.person.roles.may_all(may_review);
    let localizer = &visitor.localizer;
    let title = localizer.text("nav-people");
    let columns = ["person-name", "person-role", "person-team", "person-organisations", "person-devices"];
    let body = html! {
        div.head {
            h1 { (title) }
            @if visitor.may(may_keep_accounts) { a.button.primary href="/office/people/new" { (localizer.text("person-new")) } }
        }
        (notices(localizer, done(parameters.one("done")), None))
        @if !accounts.iter().any(reviews_all) {
            p.notice.warn data-test="nobody-reviews-all" { (icon("hazard")) (localizer.text("people-nobody-reviews-all")) }
        }
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.orders {
                thead { tr { @for column in columns { th scope="col" { (localizer.text(column)) } } } }
                tbody { @for profile in &profiles { (row(localizer, &names, profile)) } }
            }
        }
        @if visitor.may(may_keep_settings) {
            p {
                a.button.quiet href="/office/second-factor" { (localizer.text("factor-rule-title")) } " "
                a.button.quiet href="/office/phone-lock" { (localizer.text("pin-rule-title")) }
            }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

fn row(localizer: &Localizer, names: &Names, profile: &Profile) -> Markup {
    let (person, facts) = (&profile.account.person, profile.facts());
    let in_use = profile.devices.iter().filter(|device| device.withdrawn_at.is_none()).count();
    html! {
        tr data-test="person" {
            th scope="row" {
                a href={ "/office/people/" (person.id) } { (person.name) }
                @if profile.is_nameless() { " " (nameless(localizer)) } @else { " " span.quiet translate="no" { (person.login) } }
                @if profile.is_nameless() {}
                @else if let Some(at) = profile.account.blocked_at { " " (blocked(localizer, at)) }
                @else if profile.lacks_password() { " " (without_password(localizer)) }
                @if profile.has_factor { " " (with_factor(localizer)) }
            }
            td { (role(localizer, person.roles.main)) }
            td { @if let Some(team) = facts.team { (names.team(team)) } }
            td { (where_they_work(localizer, names, &person.roles)) }
            td { (localizer.count("person-devices-count", u32::try_from(in_use).unwrap_or(u32::MAX))) }
        }
    }
}

fn without_password(localizer: &Localizer) -> Markup {
    html! { span.chip.nobody data-test="without-password" { (icon("hazard")) (localizer.text("person-without-password")) } }
}

fn with_factor(localizer: &Localizer) -> Markup {
    html! { span.chip data-test="with-factor" { (icon("check")) (localizer.text("factor-chip")) } }
}

fn nameless(localizer: &Localizer) -> Markup {
    html! { span.chip data-test="is-nameless" { (localizer.text("nameless-chip")) } }
}

fn blocked(localizer: &Localizer, at: Timestamp) -> Markup {
    html! { span.chip.state-cancelled { (icon("cancelled")) (localizer.text("person-blocked")) " " (localizer.moment(at)) } }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let profile = profile(&office, &visitor, id(&address)?).await?;
    show(&office, &visitor, &profile, done(parameters.one("done")), None).await
}

async fn show(
    office: &Office,
    visitor: &Visitor,
    profile: &Profile,
    done: Option<&str>,
    error: Option<&str>,
) -> Result<Markup, PageError> {
    let names = names(office, visitor).await?;
    let localizer = &visitor.localizer;
    let (person, facts) = (&profile.account.person, &profile.facts());
    // Of somebody nameless nothing is to be changed.
    let keeps = visitor.may(may_keep_accounts) && !profile.is_nameless();
    let id = person.id;
    let phones = office.records(visitor, move |store| phones_of(store, id)).await?;
    let body = html! {
        h1 { (person.name) }
        (notices(localizer, done, error))
        @if profile.is_nameless() { p { (localizer.text("nameless-is")) } }
        p.chips {
            span.chip { (role(localizer, person.roles.main)) }
            @if profile.is_nameless() { (nameless(localizer)) }
            @else if let Some(at) = profile.account.blocked_at { (blocked(localizer, at)) }
            @else if profile.lacks_password() { (without_password(localizer)) }
            @if profile.has_factor { (with_factor(localizer)) }
        }
        section {
            h2 { (localizer.text("person-devices")) }
            @if phones.is_empty() { p.quiet { (localizer.text("person-devices-none")) } }
            (phone_lines(localizer, &phones))
            p { a.button href="/office/devices" { (localizer.text("nav-devices")) } }
        }
        @if keeps {
            section {
                h2 { (localizer.text("edit")) }
                form.stack.narrow method="post" action={ "/office/people/" (person.id) } data-test="person-form" {
                    (shown_with(&names, facts))
                    (fields_of(localizer, &names, facts))
                    button.primary type="submit" { (localizer.text("save")) }
                }
            }
            (account_forms(localizer, profile, open_orders(office, visitor, person.id).await?))
        } @else {
            section {
                h2 { (localizer.text("person-organisations")) }
                @let served = where_they_work(localizer, &names, &facts.roles);
                @if served.is_empty() { p.quiet { (localizer.text("person-organisations-none")) } } @else { p { (served) } }
            }
        }
    };
    Ok(shell(localizer, Some(visitor), menu::ROOM, &person.name, &body))
}

/// How many orders somebody still has to do.
async fn open_orders(office: &Office, visitor: &Visitor, id: PersonId) -> Result<u32, PageError> {
    let theirs = OrderFilter { technician: Some(id), ..OrderFilter::default() };
    Ok(office.lists(visitor, move |reader| reader.count_work_orders(&theirs)).await?)
}

/// What an administrator does with a whole account.
fn account_forms(localizer: &Localizer, profile: &Profile, open_orders: u32) -> Markup {
    let address = format!("/office/people/{}", profile.account.person.id);
    let account = &profile.account;
    let one = |action: &str, key: &str, class: &str| {
        html! {
            form.stack method="post" action={ (address) "/" (action) } data-test=(action) {
                p {
                    (localizer.text(&format!("{key}-explain")))
                    @if action == "password" && account.person.password_hash.is_some() { " " (localizer.text("person-give-password-old")) }
                    @if action == "block" && open_orders > 0 { " " strong { (localizer.count("person-block-orders", open_orders)) } }
                    @if action == "block" && profile.unsent() > 0 { " " strong { (localizer.count("person-block-phones", profile.unsent())) } }
                }
                button class=(class) type="submit" { (localizer.text(key)) }
            }
        }
    };
    html! {
        section {
            h2 { (localizer.text("person-account")) }
            @if account.blocked_at.is_some() {
                p { (localizer.text("person-signs-in-blocked")) " " a href={ (address) "/blocked" } { (localizer.text("blocked-see")) } }
            }
            @else if !account.person.roles.may(works_at_office) { p { (localizer.text("person-signs-in-phone")) } }
            @else if profile.lacks_password() { p { (localizer.text("person-signs-in-not-yet")) } }
            div.columns {
                (one("password", "person-give-password", ""))
                (one("sign-out-everywhere", "sign-out-everywhere", ""))
                @if profile.has_factor { (one("second-factor", "person-reset-factor", "")) }
                @if profile.account.blocked_at.is_some() { (one("unblock", "person-unblock", "")) }
                @else { (one("block", "person-block", "danger")) }
            }
            @if profile.account.blocked_at.is_some() {
                p {
                    (localizer.text("person-nameless-explain")) " "
                    a href={ (address) "/nameless" } data-test="to-nameless" { (localizer.text("person-nameless-see")) }
                }
            }
        }
    }
}

pub(crate) async fn new(State(office): State<Office>, visitor: Visitor) -> Result<Markup, PageError> {
    new_form(&office, &visitor, None).await
}

async fn new_form(office: &Office, visitor: &Visitor, error: Option<&str>) -> Result<Markup, PageError> {
    let names = names(office, visitor).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("person-new");
    let body = html! {
        h1 { (title) }
        (notices(localizer, None, error))
        form.stack.narrow method="post" action="/office/people" data-test="person-form" data-creates {
            (fields_of(localizer, &names, &blank()))
            button.primary type="submit" { (localizer.text("person-add")) }
        }
    };
    Ok(shell(localizer, Some(visitor), menu::ROOM, &title, &body))
}

pub(crate) async fn add(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let facts = facts(&fields, &blank())?;
    let id = sign_in::person_of_form(&office.engine).await?;
    match office.engine.change_person(visitor.person.id, id, PersonCommand::Add(facts)).await {
        Ok(()) => Ok(back_to(id, "added")),
        Err(EngineError::Person(error)) => {
            let page = new_form(&office, &visitor, Some(person_phrase(error))).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn back_to(id: PersonId, done: &str) -> Response {
    Redirect::to(&format!("/office/people/{id}?done={done}")).into_response()
}

pub(crate) async fn change(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id = id(&address)?;
    let now = profile(&office, &visitor, id).await?.facts();
    let (shown, left) = (Box::new(facts_shown(&fields, &now)?), Box::new(facts(&fields, &now)?));
    does(&office, &visitor, id, PersonCommand::Change { shown, left }, "saved").await
}

/// Does something to an account; a refusal is the page again, with the reason.
async fn does(
    office: &Office,
    visitor: &Visitor,
    id: PersonId,
    command: PersonCommand,
    done: &str,
) -> Result<Response, PageError> {
    match office.engine.change_person(visitor.person.id, id, command).await {
        Ok(()) => {
            office.end_streams(id);
            Ok(back_to(id, done))
        }
        Err(EngineError::Person(error)) => refused(office, visitor, id, error).await,
        Err(other) => Err(other.into()),
    }
}

/// The page again, with why an account was not changed.
async fn refused(
    office: &Office,
    visitor: &Visitor,
    id: PersonId,
    error: PersonError,
) -> Result<Response, PageError> {
    let profile = profile(office, visitor, id).await?;
    let page = show(office, visitor, &profile, None, Some(person_phrase(error))).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

pub(crate) async fn block(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, PageError> {
    let id = id(&address)?;
    match office.engine.block(visitor.person.id, id, office.counts_open(id)).await {
        Ok(phones) => {
            office.end_all_of(id, &phones);
            Ok(Redirect::to(&format!("/office/people/{id}/blocked?done=blocked")).into_response())
        }
        Err(EngineError::Person(error)) => refused(&office, &visitor, id, error).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn unblock(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, PageError> {
    does(&office, &visitor, id(&address)?, PersonCommand::Unblock, "unblocked").await
}

pub(crate) async fn sign_out_everywhere(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, PageError> {
    does(&office, &visitor, id(&address)?, PersonCommand::SignOutEverywhere, "signed-out").await
}

/// A fresh password: shown on this page, and nowhere else ever again.
pub(crate) async fn give_password(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, PageError> {
    let profile = profile(&office, &visitor, id(&address)?).await?;
    let person = &profile.account.person;
    let password = sign_in::give_password(&office.engine, visitor.person.id, person.id).await?;
    office.end_streams(person.id);
    let localizer = &visitor.localizer;
    let title = localizer.with("person-password-title", &[("name", &person.name)]);
    let body = html! {
        h1 { (title) }
        p.lead { (localizer.text("person-password-explain")) }
        div.code {
            p { (localizer.text("sign-in-login")) (localizer.text("colon")) strong translate="no" { (person.login) } }
            p.big data-test="given-password" { (password) }
        }
        p { a.button href={ "/office/people/" (person.id) } { (person.name) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}
