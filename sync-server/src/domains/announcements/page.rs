//! Announcements: those that phones show, a new one, and who has read one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::ToSpan as _;
use maud::{Markup, html};
use shared::announcement::{AnnouncementCommand, NewAnnouncement};
use shared::limits::NOTE_CHARS_MAX;
use shared::{Command, Day, DocumentId, DocumentKind, OrganisationId, TeamId};

use crate::base::collation::compare;
use crate::base::limits::PAGE_ROWS_MAX;
use crate::base::role::may_announce;
use crate::domains::announcements::menu;
use crate::domains::announcements::queries::{AnnouncementFilter, AnnouncementLine, Readers};
use crate::domains::catalogue::names::Names;
use crate::office::form::{Fields, Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, nothing, notices, pages, search_list, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Days that a new announcement is shown unless somebody chooses another day.
const DAYS_PROPOSED: i64 = 7;

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let filter = AnnouncementFilter {
        all: parameters.one("all") == "yes",
        text: parameters.one("text").to_owned(),
        page: parameters.page(),
    };
    let (asked, today) = (filter.clone(), localizer.today());
    let (mut announcements, names) = office
        .lists(&visitor, move |reader| Ok((reader.announcements(&asked, today)?, reader.names()?)))
        .await?;
    let more = announcements.len() > PAGE_ROWS_MAX;
    announcements.truncate(PAGE_ROWS_MAX);
    let AnnouncementFilter { all, text, page } = filter;
    let title = localizer.text("nav-announcements");
    let body = html! {
        h1 { (title) }
        (notices(localizer, done(parameters.one("done")), None))
        @if visitor.may(may_announce) { (form(&visitor, &names)) }
        (search_list(localizer, menu::ROOM, &text, all, "announcements-all"))
        div #announcements data-live {
            @if announcements.is_empty() {
                (nothing(localizer, &text, page, "announcements-none", |page| parameters.with_page(page)))
            } @else {
                (table(localizer, &title, &names, &announcements))
                (pages(localizer, page, more, |page| parameters.with_page(page)))
            }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

fn form(visitor: &Visitor, names: &Names) -> Markup {
    let localizer = &visitor.localizer;
    let today = localizer.today();
    let proposed = Day::from(today.date().saturating_add(DAYS_PROPOSED.days()));
    html! {
        details {
            summary data-test="announcement-open" { (localizer.text("announcement-new")) }
            form.stack.narrow method="post" action="/office/announcements" data-creates data-test="announcement-form" {
                div.field {
                    label for="announcement" { (localizer.text("announcement-text")) }
                    textarea #announcement name="announcement" rows="3" required data-chars-max=(NOTE_CHARS_MAX) {}
                }
                div.field {
                    label for="team" { (localizer.text("announcement-for")) }
                    select #team name="team" {
                        option value="" { (localizer.text("filter-everybody")) }
                        @for (id, name) in names.teams_by_name() { option value=(id) { (name) } }
                    }
                }
                div.field {
                    label for="organisation" { (localizer.text("announcement-of")) }
                    select #organisation name="organisation" {
                        @if visitor.person.roles.may_all(may_announce) {
                            option value="" { (localizer.text("announcement-of-all")) }
                        }
                        @for (id, name) in names.organisations_by_name() {
                            @if visitor.may_at(may_announce, id) { option value=(id) { (name) } }
                        }
                    }
                }
                div.field {
                    label for="until" { (localizer.text("announcement-until")) }
                    input #until type="date" name="until" required min=(today) value=(proposed);
                }
                button.primary type="submit" { (localizer.text("announcement-create")) }
            }
        }
    }
}

fn table(localizer: &Localizer, title: &str, names: &Names, announcements: &[AnnouncementLine]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.orders {
                thead { tr {
                    th scope="col" { (localizer.text("column-announcement")) }
                    th.w-organisation scope="col" { (localizer.text("announcement-for")) }
                    th.w-day scope="col" { (localizer.text("column-until")) }
                    th.w-became scope="col" { (localizer.text("column-read")) }
                    th.w-day scope="col" { (localizer.text("column-entered")) }
                } }
                tbody { @for announcement in announcements { (row(localizer, names, announcement)) } }
            }
        }
    }
}

fn row(localizer: &Localizer, names: &Names, line: &AnnouncementLine) -> Markup {
    html! {
        tr data-test="announcement-row" {
            th.line scope="row" title=(line.text) { a href={ "/office/announcements/" (line.id) } { (line.text) } }
            td.line { (audience(localizer, names, line)) }
            td { (shown_until(localizer, line)) }
            td data-test="announcement-read" { (read_by(localizer, line)) }
            td.line title=(names.person(line.person)) { (localizer.day(localizer.date(line.at))) }
        }
    }
}

/// Who it is for: those of an administration, of a team, or everybody.
fn audience(localizer: &Localizer, names: &Names, line: &AnnouncementLine) -> String {
    let organisation = line.organisation.map(|organisation| names.organisation(organisation));
    let named: Vec<&str> = organisation.into_iter().chain(line.team.map(|team| names.team(team))).collect();
    if named.is_empty() { localizer.text("filter-everybody") } else { named.join(" · ") }
}

/// Whether somebody may take it back: one of all administrations only who announces in all of them.
fn may_withdraw(visitor: &Visitor, line: &AnnouncementLine) -> bool {
    line.organisation.map_or_else(
        || visitor.person.roles.may_all(may_announce),
        |organisation| visitor.may_at(may_announce, organisation),
    )
}

/// The last day it is shown, or that it was taken back.
fn shown_until(localizer: &Localizer, line: &AnnouncementLine) -> Markup {
    html! {
        @if line.withdrawn.is_some() {
            span.chip.state-cancelled { (icon("cancelled")) (localizer.text("announcement-withdrawn")) }
        } @else { (localizer.day(line.until)) }
    }
}

/// By how many of those whom it is for it was read.
fn read_by(localizer: &Localizer, line: &AnnouncementLine) -> String {
    let (read, all) = (line.read.to_string(), (line.read + line.unread).to_string());
    localizer.with("announcement-read-by", &[("read", &read), ("all", &all)])
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let id: DocumentId = id(&address)?;
    let (found, names) =
        office.lists(&visitor, move |reader| Ok((reader.announcement(id)?, reader.names()?))).await?;
    let Some((line, readers)) = found else {
        return Err(office.not_listed(&visitor, id, DocumentKind::Announcement).await);
    };
    let localizer = &visitor.localizer;
    let title = localizer.text("kind-announcement");
    let body = html! {
        (notices(localizer, done(parameters.one("done")), None))
        header.sheet {
            h1 { (title) }
            p.description { (line.text) }
            dl.facts {
                dt { (localizer.text("announcement-for")) } dd { (audience(localizer, &names, &line)) }
                dt { (localizer.text("column-until")) } dd { (shown_until(localizer, &line)) }
                dt { (localizer.text("column-entered")) } dd { (names.person(line.person)) " · " (localizer.moment(line.at)) }
            }
        }
        div #readers data-live { (who_read(localizer, &names, &line, &readers)) }
        @if may_withdraw(&visitor, &line) && line.withdrawn.is_none() {
            section.decide {
                form.stack method="post" action={ "/office/announcements/" (id) "/withdraw" } {
                    p { (localizer.text("announcement-withdraw-explain")) }
                    button type="submit" data-test="announcement-withdraw" { (localizer.text("announcement-withdraw")) }
                }
            }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

fn who_read(localizer: &Localizer, names: &Names, line: &AnnouncementLine, readers: &Readers) -> Markup {
    let mut unread: Vec<&str> = readers.unread.iter().map(|person| names.person(*person)).collect();
    unread.sort_by(|one, other| compare(one, other));
    html! {
        section {
            h2 { (read_by(localizer, line)) }
            ul.lines {
                @for (person, at) in &readers.read {
                    li data-test="reader" { span { (icon("check")) " " (names.person(*person)) } span.quiet { (localizer.moment(*at)) } }
                }
            }
            @if !unread.is_empty() {
                h2 { (localizer.text("announcement-unread")) }
                ul.lines {
                    @for name in unread { li data-test="not-yet-reader" { (name) } }
                }
            }
        }
    }
}

pub(crate) async fn create(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let until = fields.day("until")?.ok_or(PageError::Invalid("error-day"))?;
    if until < visitor.localizer.today() {
        return Err(PageError::Invalid("error-day-over"));
    }
    let team: Option<TeamId> = fields.optional("team")?;
    let organisation: Option<OrganisationId> = fields.optional("organisation")?;
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let knows_team = team.is_none_or(|team| names.teams.contains_key(&team));
    if !knows_team || organisation.is_some_and(|id| !names.organisations.contains_key(&id)) {
        return Err(PageError::Invalid("error-other"));
    }
    let new = NewAnnouncement { text: fields.one("announcement").to_owned(), team, organisation, until };
    let command = Command::Announcement(AnnouncementCommand::Create(Box::new(new)));
    office.engine.execute(visitor.person.id, None, command).await?;
    Ok(Redirect::to("/office/announcements?done=created").into_response())
}

pub(crate) async fn withdraw(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let command = Command::Announcement(AnnouncementCommand::Withdraw);
    office.engine.execute(visitor.person.id, Some(id), command).await?;
    Ok(Redirect::to(&format!("/office/announcements/{id}?done=saved")).into_response())
}
