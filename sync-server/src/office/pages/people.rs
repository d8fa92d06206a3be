//! Who works here: accounts, roles, teams, the administrations they work for. Supervisors read,
//! administrators keep.

mod form;

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{PersonId, Role, Timestamp};

use self::form::{blank, facts, facts_shown, fields_of, shown_with};
use super::Office;
use super::access::may_keep_accounts;
use super::browser_name::device_name;
use super::fields::{Fields, Parameters, id};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, done, notices, shell};
use super::trouble::{Trouble, person_phrase};
use crate::collation::compare;
use crate::office::store::{Names, OrderFilter};
use crate::people;
use crate::store::{AccountRow, Audience, DeviceRow};
use crate::sync::{EngineError, PersonCommand, PersonFacts};

/// Somebody, with what belongs to their account.
struct Profile {
    account: AccountRow,
    hears: BTreeSet<Audience>,
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

    /// Whether they would sign in here and cannot yet.
    fn lacks_password(&self) -> bool {
        let person = &self.account.person;
        person.role != Role::Technician && person.password_hash.is_none()
    }
}

async fn profiles(office: &Office) -> Result<Vec<Profile>, Trouble> {
    let read = office.engine.read(|store| {
        let mut devices: BTreeMap<PersonId, Vec<DeviceRow>> = BTreeMap::new();
        for device in store.devices()? {
            devices.entry(device.person).or_default().push(device);
        }
        let profile = |account: AccountRow| {
            let id = account.person.id;
            let devices = devices.remove(&id).unwrap_or_default();
            Ok(Profile { hears: store.person_audiences(id)?, account, devices })
        };
        store.accounts()?.into_iter().map(profile).collect()
    });
    Ok(read.await?)
}

async fn profile(office: &Office, id: PersonId) -> Result<Profile, Trouble> {
    let all = profiles(office).await?;
    all.into_iter().find(|profile| profile.account.person.id == id).ok_or(Trouble::NotFound)
}

async fn names(office: &Office) -> Result<Names, Trouble> {
    Ok(office.database.read(|reader| reader.names()).await?)
}

pub(super) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let (profiles, names) = (profiles(&office).await?, names(&office).await?);
    let say = &visitor.say;
    let title = say.t("nav-people");
    let columns = ["person-name", "person-role", "person-team", "person-organisations", "person-devices"];
    let body = html! {
        div.head {
            h1 { (title) }
            @if may_keep_accounts(visitor.person.role) { a.button.primary href="/office/people/new" { (say.t("person-new")) } }
        }
        (notices(say, done(parameters.one("done")), None))
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.orders {
                thead { tr { @for column in columns { th scope="col" { (say.t(column)) } } } }
                tbody { @for profile in &profiles { (row(say, &names, profile)) } }
            }
        }
    };
    Ok(shell(say, Some(&visitor), Room::People, &title, &body))
}

fn row(say: &Say, names: &Names, profile: &Profile) -> Markup {
    let (person, facts) = (&profile.account.person, profile.facts());
    let in_use = profile.devices.iter().filter(|device| device.withdrawn_at.is_none()).count();
    let mut served: Vec<&str> = facts.organisations.iter().map(|id| names.organisation(*id)).collect();
    served.sort_by(|one, other| compare(one, other));
    html! {
        tr data-test="person" {
            th scope="row" {
                a href={ "/office/people/" (person.id) } { (person.name) }
                " " span.quiet translate="no" { (person.login) }
                @if let Some(at) = profile.account.blocked_at { " " (blocked(say, at)) }
                @else if profile.lacks_password() { " " (without_password(say)) }
            }
            td { (role(say, person.role)) }
            td { @if let Some(team) = facts.team { (names.team(team)) } }
            td { (served.join(", ")) }
            td { (say.count("person-devices-count", u32::try_from(in_use).unwrap_or(u32::MAX))) }
        }
    }
}

fn role(say: &Say, role: Role) -> String {
    say.t(&format!("role-{}", role.name()))
}

fn without_password(say: &Say) -> Markup {
    html! { span.chip.nobody data-test="without-password" { (icon("hazard")) (say.t("person-without-password")) } }
}

fn blocked(say: &Say, at: Timestamp) -> Markup {
    html! { span.chip.state-cancelled { (icon("cancelled")) (say.t("person-blocked")) " " (say.moment(at)) } }
}

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let profile = profile(&office, id(&address)?).await?;
    show(&office, &visitor, &profile, done(parameters.one("done")), None).await
}

async fn show(
    office: &Office,
    visitor: &Visitor,
    profile: &Profile,
    done: Option<&str>,
    trouble: Option<&str>,
) -> Result<Markup, Trouble> {
    let names = names(office).await?;
    let say = &visitor.say;
    let (person, facts) = (&profile.account.person, &profile.facts());
    let keeps = may_keep_accounts(visitor.person.role);
    let body = html! {
        h1 { (person.name) }
        (notices(say, done, trouble))
        p.chips {
            span.chip { (role(say, person.role)) }
            @if let Some(at) = profile.account.blocked_at { (blocked(say, at)) }
            @else if profile.lacks_password() { (without_password(say)) }
        }
        section {
            h2 { (say.t("person-devices")) }
            @if profile.devices.is_empty() { p.quiet { (say.t("person-devices-none")) } }
            ul.lines {
                @for device in &profile.devices {
                    li {
                        span { (icon("phone")) " " (device_name(say, &device.name)) }
                        span.quiet {
                            @if device.withdrawn_at.is_some() { (say.t("device-withdrawn")) }
                            @else if let Some(at) = device.last_contact { (say.t("device-last-contact")) (say.t("colon")) (say.moment(at)) }
                            @else { (say.t("device-no-contact")) }
                        }
                    }
                }
            }
            p { a.button href="/office/devices" { (say.t("nav-devices")) } }
        }
        @if keeps {
            section {
                h2 { (say.t("edit")) }
                form.stack.narrow method="post" action={ "/office/people/" (person.id) } data-test="person-form" {
                    (shown_with(facts))
                    (fields_of(say, &names, facts))
                    button.primary type="submit" { (say.t("save")) }
                }
            }
            (account_forms(say, profile, open_orders(office, person.id).await?))
        } @else {
            section {
                h2 { (say.t("person-organisations")) }
                @if facts.organisations.is_empty() { p.quiet { (say.t("person-organisations-none")) } }
                ul { @for id in &facts.organisations { li { (names.organisation(*id)) } } }
            }
        }
    };
    Ok(shell(say, Some(visitor), Room::People, &person.name, &body))
}

/// How many orders somebody still has to do.
async fn open_orders(office: &Office, id: PersonId) -> Result<u32, Trouble> {
    let theirs = OrderFilter { technician: Some(id), ..OrderFilter::default() };
    Ok(office.database.read(move |reader| reader.count_work_orders(&theirs)).await?)
}

/// What an administrator does with a whole account.
fn account_forms(say: &Say, profile: &Profile, open_orders: u32) -> Markup {
    let address = format!("/office/people/{}", profile.account.person.id);
    let account = &profile.account;
    let one = |action: &str, key: &str, class: &str| {
        html! {
            form.stack method="post" action={ (address) "/" (action) } data-test=(action) {
                p {
                    (say.t(&format!("{key}-explain")))
                    @if action == "password" && account.person.password_hash.is_some() { " " (say.t("person-give-password-old")) }
                    @if action == "block" && open_orders > 0 { " " strong { (say.count("person-block-orders", open_orders)) } }
                    @if action == "block" && profile.unsent() > 0 { " " strong { (say.count("person-block-phones", profile.unsent())) } }
                }
                button class=(class) type="submit" { (say.t(key)) }
            }
        }
    };
    html! {
        section {
            h2 { (say.t("person-account")) }
            @if account.blocked_at.is_some() { p { (say.t("person-signs-in-blocked")) } }
            @else if account.person.role == Role::Technician { p { (say.t("person-signs-in-phone")) } }
            @else if profile.lacks_password() { p { (say.t("person-signs-in-not-yet")) } }
            div.columns {
                (one("password", "person-give-password", ""))
                (one("sign-out-everywhere", "sign-out-everywhere", ""))
                @if profile.account.blocked_at.is_some() { (one("unblock", "person-unblock", "")) }
                @else { (one("block", "person-block", "danger")) }
            }
        }
    }
}

pub(super) async fn new(State(office): State<Office>, visitor: Visitor) -> Result<Markup, Trouble> {
    new_form(&office, &visitor, None).await
}

async fn new_form(office: &Office, visitor: &Visitor, trouble: Option<&str>) -> Result<Markup, Trouble> {
    let names = names(office).await?;
    let say = &visitor.say;
    let title = say.t("person-new");
    let body = html! {
        h1 { (title) }
        (notices(say, None, trouble))
        form.stack.narrow method="post" action="/office/people" data-test="person-form" data-creates {
            (fields_of(say, &names, &blank()))
            button.primary type="submit" { (say.t("person-add")) }
        }
    };
    Ok(shell(say, Some(visitor), Room::People, &title, &body))
}

pub(super) async fn add(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Trouble> {
    let facts = facts(&fields, &blank())?;
    let id = people::person_of_form(&office.engine).await?;
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

pub(super) async fn change(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id = id(&address)?;
    let now = profile(&office, id).await?.facts();
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
) -> Result<Response, Trouble> {
    match office.engine.change_person(visitor.person.id, id, command).await {
        Ok(()) => {
            office.end_streams(id);
            Ok(back_to(id, done))
        }
        Err(EngineError::Person(error)) => {
            let profile = profile(office, id).await?;
            let page = show(office, visitor, &profile, None, Some(person_phrase(error))).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn block(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, Trouble> {
    does(&office, &visitor, id(&address)?, PersonCommand::Block, "blocked").await
}

pub(super) async fn unblock(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, Trouble> {
    does(&office, &visitor, id(&address)?, PersonCommand::Unblock, "unblocked").await
}

pub(super) async fn sign_out_everywhere(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, Trouble> {
    does(&office, &visitor, id(&address)?, PersonCommand::SignOutEverywhere, "signed-out").await
}

/// A fresh password: shown on this page, and nowhere else ever again.
pub(super) async fn give_password(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, Trouble> {
    let profile = profile(&office, id(&address)?).await?;
    let person = &profile.account.person;
    let password = people::give_password(&office.engine, visitor.person.id, person.id).await?;
    office.end_streams(person.id);
    let say = &visitor.say;
    let title = say.with("person-password-title", &[("name", &person.name)]);
    let body = html! {
        h1 { (title) }
        p.lead { (say.t("person-password-explain")) }
        div.code {
            p { (say.t("sign-in-login")) (say.t("colon")) strong translate="no" { (person.login) } }
            p.big data-test="given-password" { (password) }
        }
        p { a.button href={ "/office/people/" (person.id) } { (person.name) } }
    };
    Ok(shell(say, Some(&visitor), Room::People, &title, &body))
}
