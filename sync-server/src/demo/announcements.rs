//! Announcements: three that phones show, one of them of an administration alone, one that is over and one that was taken
//! back.

use shared::announcement::{AnnouncementCommand, NewAnnouncement};
use shared::{Command, DocumentKind};

use crate::demo::calendar::MINUTE_MS;
use crate::demo::commune::Commune;
use crate::demo::error::DemoError;
use crate::demo::fixed::VISITOR;
use crate::demo::people::Member;
use crate::demo::record::Record;
use crate::engine::import::ImportedDocument;

/// What is announced.
struct Told {
    text: &'static str,
    /// Place of the team in [`crate::demo::fixed::TEAMS`]; none for everybody.
    team: Option<usize>,
    /// Code of the administration; none where it is of all.
    organisation: Option<&'static str>,
    /// Working days ago.
    back: i64,
    /// The last day, from today.
    until: i64,
    /// Of how many of those with a phone one has read it; 1: all of them.
    read_by_one_in: usize,
    withdrawn: bool,
}

const TOLD: [Told; 5] = [
    Told {
        text: "Le dépôt est fermé vendredi : prenez votre matériel jeudi avant 16 h.",
        team: None,
        organisation: None,
        back: 1,
        until: 6,
        read_by_one_in: 2,
        withdrawn: false,
    },
    Told {
        text: "Brûleurs : les gicleurs 0,60 sont revenus en stock, rayon 4.",
        team: Some(0),
        organisation: None,
        back: 2,
        until: 9,
        read_by_one_in: 3,
        withdrawn: false,
    },
    Told {
        text: "CPAS : la cuisine de la maison de repos est en travaux, passez par la cour.",
        team: None,
        organisation: Some("CPAS"),
        back: 4,
        until: 8,
        read_by_one_in: 2,
        withdrawn: false,
    },
    Told {
        text: "Lundi, remise des vêtements d’hiver au magasin, de 7 h à 9 h.",
        team: None,
        organisation: None,
        back: 15,
        until: -12,
        read_by_one_in: 1,
        withdrawn: false,
    },
    Told {
        text: "Réunion de chantier à l’administration communale, salle 2.",
        team: Some(2),
        organisation: None,
        back: 3,
        until: 2,
        read_by_one_in: 4,
        withdrawn: true,
    },
];

/// All announcements. The visitor has read the one that is over.
pub(crate) fn documents(commune: &Commune) -> Result<Vec<ImportedDocument>, DemoError> {
    TOLD.iter().map(|told| document(commune, told)).collect()
}

fn document(commune: &Commune, told: &Told) -> Result<ImportedDocument, DemoError> {
    let clerk = commune.people.called("superviseur")?.writer;
    let id = commune.names.announcement(told.text);
    let mut record = Record::new(DocumentKind::Announcement, id, told.text);
    let organisation = told.organisation.map(|code| commune.names.organisation(code));
    let at = commune.calendar.at(told.back, 8 * 60 + 5);
    let new = NewAnnouncement {
        text: told.text.to_owned(),
        team: told.team.map(|team| commune.names.team(team)),
        organisation,
        until: commune.calendar.day(told.until),
    };
    record.does(clerk, at, Command::Announcement(AnnouncementCommand::Create(Box::new(new))))?;
    let is_over = told.until < 0;
    let readers: Vec<&Member> = commune
        .people
        .members
        .iter()
        .filter(|member| member.writer.device.is_some())
        .filter(|member| told.team.is_none() || member.team == told.team)
        .filter(|member| organisation.is_none_or(|of| member.roles.at(of).is_some()))
        .filter(|member| is_over || member.login != VISITOR)
        .step_by(told.read_by_one_in)
        .collect();
    for (nth, reader) in (1..).zip(readers) {
        let read = Command::Announcement(AnnouncementCommand::Read);
        record.does(reader.writer, at.plus_ms(nth * 7 * MINUTE_MS), read)?;
    }
    if told.withdrawn {
        let withdraw = Command::Announcement(AnnouncementCommand::Withdraw);
        record.does(clerk, at.plus_ms(90 * MINUTE_MS), withdraw)?;
    }
    Ok(record.finished())
}
