//! Who works here: accounts, teams, and the phone of each technician.

use std::collections::BTreeSet;

use shared::person::Person;
use shared::wire::Waiting;
use shared::{ActorId, DeviceId, PersonId, Role, Timestamp};

use crate::accounts::block::UnderWay;
use crate::accounts::sign_in::password_hash;
use crate::base::roles::Roles;
use crate::base::secret::{fresh_token, secret_hash};
use crate::demo::calendar::{Calendar, MINUTE_MS};
use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::demo::fixed::{LEFT, NEW_PHONE, NEW_PHONE_BY, ORGANISATIONS, OTHER_PHONES_BY, TEAMS};
use crate::demo::name::Names;
use crate::demo::phrases::Phrases;
use crate::demo::second_factor::give;
use crate::demo::table::text;
use crate::engine::Engine;
use crate::store::{Audience, DeviceRow, PersonRow};

/// What writes in documents: a person, at a desk or on a phone, with its actor id and its clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    pub(crate) person: PersonId,
    pub(crate) actor: ActorId,
    pub(crate) device: Option<DeviceId>,
    /// How far its clock is ahead, in milliseconds.
    pub(crate) skew_ms: i64,
}

/// Somebody.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) id: PersonId,
    pub(crate) login: &'static str,
    pub(crate) password: &'static str,
    pub(crate) name: &'static str,
    pub(crate) role: Role,
    /// Where that holds, and what else they do.
    pub(crate) roles: Roles,
    /// Place of their team in [`TEAMS`].
    pub(crate) team: Option<usize>,
    pub(crate) writer: Writer,
}

impl Member {
    /// What their card says.
    pub(crate) fn card(&self, names: &Names) -> Person {
        Person { name: self.name.to_owned(), role: self.role, team: self.team.map(|team| names.team(team)) }
    }

    /// What colleagues call them.
    pub(crate) fn given_name(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }
}

/// Everybody.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) members: Vec<Member>,
}

/// The accounts as the table has them: login, password, name, role, team, where.
pub(crate) fn table() -> Result<Vec<[&'static str; 6]>, DemoError> {
    text!("people").lines().map(crate::demo::table::Line::cells).collect()
}

impl People {
    /// Reads the table.
    pub(crate) fn read(names: &Names) -> Result<Self, DemoError> {
        let mut members = Vec::new();
        for line in text!("people").lines() {
            let [login, password, name, role, team, at] = line.cells()?;
            let role: Role = role.parse().map_err(|_| line.wrong())?;
            let roles = roles(role, at, names).ok_or_else(|| line.wrong())?;
            let team = TEAMS.iter().position(|(known, _)| *known == team);
            let id = names.person(login);
            let on_phone = role == Role::Technician;
            let writer = Writer {
                person: id,
                // The office writes under one actor id, whoever sits at the desk.
                actor: names.actor(if on_phone { login } else { "office" }),
                device: on_phone.then(|| names.device(login)),
                skew_ms: if login == "samuel" { SKEW_MS } else { 0 },
            };
            members.push(Member { id, login, password, name, role, roles, team, writer });
        }
        Ok(Self { members })
    }

    /// The member with this login.
    pub(crate) fn called(&self, login: &'static str) -> Result<&Member, DemoError> {
        self.members.iter().find(|member| member.login == login).ok_or(DemoError::Missing(login))
    }

    /// The technicians of a team, the visitor first in theirs.
    pub(crate) fn technicians(&self, team: usize) -> Vec<&Member> {
        self.members
            .iter()
            .filter(|member| member.role == Role::Technician && member.team == Some(team))
            .collect()
    }

    /// Those with a role who do as much for every administration, and did not leave.
    pub(crate) fn with_role(&self, role: Role) -> Vec<&Member> {
        let everywhere =
            |member: &&Member| member.roles.everywhere || member.roles.at.len() == ORGANISATIONS.len();
        let is_there = |member: &&Member| member.login != LEFT;
        self.members.iter().filter(|member| member.role == role).filter(everywhere).filter(is_there).collect()
    }

    /// Writes accounts, devices, and who hears what.
    pub(crate) async fn enter(
        &self,
        engine: &Engine,
        names: &Names,
        calendar: &Calendar,
        phrases: &Phrases,
        still_on_phone: Waiting,
    ) -> Result<(), DemoError> {
        let mut rows = Vec::new();
        for member in &self.members {
            rows.push(self.account(engine, member).await?);
        }
        let mut devices = Vec::new();
        for member in self.with_role(Role::Technician) {
            let by = if member.login == NEW_PHONE { NEW_PHONE_BY } else { OTHER_PHONES_BY };
            let by = self.called(by)?.id;
            let row = device(member, calendar, phrases, still_on_phone);
            let rows = row.into_iter().chain(drawer(member, names, calendar, phrases));
            let fresh = || secret_hash(&fresh_token(engine.clock()));
            devices.extend(rows.map(|row| (row, by, fresh(), fresh())));
        }
        let (members, since) = (self.members.clone(), calendar.at(60, 9 * 60 + 10));
        engine
            .write(move |store| {
                rows.iter().try_for_each(|row| store.put_person(row))?;
                members.iter().try_for_each(|member| give(store, (member.login, member.id), since))?;
                devices.iter().try_for_each(|(row, by, code, token)| {
                    store.add_code(*code, row.person, Some(*by), row.enrolled_at.plus_ms(-MINUTE_MS))?;
                    store.use_code(*code, row.person, row.enrolled_at)?;
                    store.add_device(row, *token)
                })
            })
            .await?;
        for member in &self.members {
            let audiences = audiences(member, names);
            engine.set_audiences(member.id, audiences).await?;
        }
        Ok(())
    }

    /// Blocks who left.
    pub(crate) async fn block(&self, engine: &Engine) -> Result<(), DemoError> {
        let open = Box::new(|_: &[DeviceId]| UnderWay::default());
        engine.block(self.called("admin")?.id, self.called(LEFT)?.id, open).await?;
        Ok(())
    }

    async fn account(&self, engine: &Engine, member: &Member) -> Result<PersonRow, DemoError> {
        let (engine, password) = (engine.clone(), member.password);
        let password_hash = if password.is_empty() {
            None
        } else {
            tokio::task::spawn_blocking(move || password_hash(password, engine.clock()))
                .await
                .map_err(|_| DemoError::Missing("password"))?
        };
        Ok(PersonRow {
            id: member.id,
            login: member.login.to_owned(),
            password_hash,
            name: member.name.to_owned(),
            roles: member.roles.clone(),
            language: None,
        })
    }
}

/// A clock somebody set by hand.
const SKEW_MS: i64 = 11 * 60 * 1000;

fn audiences(member: &Member, names: &Names) -> BTreeSet<Audience> {
    let own = [Audience::Person(member.id), Audience::All];
    let team = member.team.map(|team| Audience::Team(names.team(team)));
    let served = member.roles.at.keys().copied().map(Audience::Organisation);
    own.into_iter().chain(team).chain(served).collect()
}

/// Where somebody has their role, as the table says: a dash for everywhere, else codes of administrations, each with
/// another role where it is another: `CPAS, COM reader`. Technicians and those who only report things do so for all.
fn roles(role: Role, at: &str, names: &Names) -> Option<Roles> {
    let all = || ORGANISATIONS.map(|(code, _)| names.organisation(code));
    match (role, at) {
        (Role::Technician, "") => return Some(Roles::only_at(role, all())),
        (_, "") => return Some(Roles::everywhere(role)),
        _ => {}
    }
    let one = |entry: &str| {
        let (code, other) =
            entry.trim().split_once(' ').map_or((entry.trim(), None), |(code, role)| (code, Some(role)));
        ORGANISATIONS.iter().find(|(known, _)| *known == code)?;
        Some((names.organisation(code), other.map_or(Some(role), |other| other.parse().ok())?))
    };
    let at = at.split(',').map(one).collect::<Option<_>>()?;
    Some(Roles { main: role, everywhere: false, at })
}

fn device(member: &Member, calendar: &Calendar, phrases: &Phrases, on_phone: Waiting) -> Option<DeviceRow> {
    let mut chance = Chance::of(member.login);
    let (last_contact, waiting): (Timestamp, Waiting) = match member.login {
        crate::demo::fixed::PHOTOS_STILL_WITH => (calendar.lately(38), on_phone),
        "laurent" => {
            (calendar.at(5, 15 * 60 + 42), Waiting { changes: 9, photos: 4, photo_bytes: 2_350_112 })
        }
        // Silent, and it holds nothing that is known of.
        "nicolas" => (calendar.at(6, 9 * 60 + 20), Waiting::default()),
        "julien" => (calendar.at(1, 11 * 60 + 5), Waiting { changes: 2, photos: 0, photo_bytes: 0 }),
        _ => (calendar.lately(chance.between(2, 90)), Waiting::default()),
    };
    let name = chance.word(phrases.of("phone model")).to_owned();
    let enrolled_at = calendar.at(chance.between(60, 110), 8 * 60 + chance.between(0, 40));
    let enrolled_at = if member.login == NEW_PHONE { calendar.at(1, 7 * 60 + 5) } else { enrolled_at };
    Some(DeviceRow {
        last_contact: Some(last_contact),
        skew_ms: member.writer.skew_ms + chance.between(-1_800, 1_800),
        waiting,
        ..DeviceRow::new(member.writer.device?, member.id, name, enrolled_at)
    })
}

/// A phone of before that lies in a drawer: it has stayed away for so long that its token has ended.
fn drawer(member: &Member, names: &Names, calendar: &Calendar, phrases: &Phrases) -> Option<DeviceRow> {
    if member.login != "nicolas" {
        return None;
    }
    let name = Chance::of("drawer").word(phrases.of("phone model")).to_owned();
    let enrolled_at = calendar.at(120, 8 * 60 + 10);
    let last_contact = Some(calendar.at(34, 16 * 60 + 5));
    Some(DeviceRow { last_contact, ..DeviceRow::new(names.device("drawer"), member.id, name, enrolled_at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passwords_of_the_demo_would_be_taken() {
        let mut looked_at = 0;
        for [login, password, name, ..] in table().unwrap_or_default() {
            if !password.is_empty() {
                assert_eq!(crate::accounts::sign_in::judge(password, login, name), Ok(()), "{login}");
                looked_at += 1;
            }
        }
        assert_eq!(looked_at, 10);
    }
}
