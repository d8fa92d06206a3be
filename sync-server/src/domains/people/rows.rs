//! The rows of people's cards.

use shared::DocumentKind;
use shared::person::Person;
use shared::search::searchable;

use crate::projection::table::{DomainRows, Table, Title, clear};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::values;

/// What people's cards bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Person],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        Ok(card(table, &Person::of_card(delivery.document.id()).to_string(), &delivery.read(Person::read)?)?)
    },
    visible: &[
        // Names are known of everybody who stands in what is seen.
        Visible::whole("person"),
        Visible::rows(
            "person_seen",
            "EXISTS (SELECT 1 FROM main.person_role r WHERE r.person = person_seen.id
                 AND (r.organisation IS NULL OR seen(r.organisation)))",
        ),
    ],
    titles: &[Title {
        kind: DocumentKind::Person,
        whole: "SELECT name AS called FROM person WHERE id = $1",
        short: "SELECT name AS called FROM person WHERE id = $1",
        page: "/office/people/",
    }],
};

fn card(table: &Table<'_>, id: &str, person: &Person) -> Result<()> {
    clear(table, id, &[("person", "id")])?;
    let team = person.team.map(|team| team.to_string());
    table.put(
        "INSERT INTO person (id, name, role, team, search) VALUES ($1, $2, $3, $4, $5)",
        values![id, person.name, person.role.name(), team, searchable(&[&person.name])],
    )
}
