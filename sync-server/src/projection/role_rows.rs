//! The rows of what people do in which administration, as `server.db` has them.

use std::collections::BTreeSet;

use crate::projection::table::Table;
use crate::sql::Result;
use crate::store::PersonRow;
use crate::values;

type RoleRow = (String, Option<String>, String);

/// Makes the rows say what these people, who are all there are, do; those that say it already are left.
pub(crate) fn roles(table: &Table<'_>, people: &[PersonRow]) -> Result<()> {
    let sql = "SELECT person, organisation, role FROM person_role";
    let known: Vec<RoleRow> = table.db.rows(sql, &[], |row| {
        Ok::<_, crate::sql::Error>((row.get("person")?, row.get("organisation")?, row.get("role")?))
    })?;
    let known: BTreeSet<RoleRow> = known.into_iter().collect();
    let wanted: BTreeSet<RoleRow> = people.iter().flat_map(rows_of).collect();
    for (person, organisation, _) in known.difference(&wanted) {
        table.put(
            "DELETE FROM person_role WHERE person = $1 AND coalesce(organisation, '') = coalesce($2, '')",
            values![person, organisation],
        )?;
    }
    for (person, organisation, role) in wanted.difference(&known) {
        table.put(
            "INSERT INTO person_role (person, organisation, role) VALUES ($1, $2, $3)",
            values![person, organisation, role],
        )?;
    }
    Ok(())
}

fn rows_of(person: &PersonRow) -> impl Iterator<Item = RoleRow> {
    let (id, roles) = (person.id.to_string(), &person.roles);
    let everywhere = roles.everywhere.then(|| (id.clone(), None, roles.main.name().to_owned()));
    let at = roles.at.iter().map(move |(organisation, role)| {
        (id.clone(), Some(organisation.to_string()), role.name().to_owned())
    });
    everywhere.into_iter().chain(at)
}
