//! The rows of what people do in which administration, as `server.db` has them.

use std::collections::BTreeSet;

use crate::projection::table::Table;
use crate::sql::Result;
use crate::store::RoleRow;
use crate::values;

/// Makes the rows say what people do, of which these are all there are; those that say it already are left.
pub(crate) fn roles(table: &Table<'_>, wanted: Vec<RoleRow>) -> Result<()> {
    let sql = "SELECT person, organisation, role FROM person_role";
    let known: Vec<(String, Option<String>, String)> = table.db.rows(sql, &[], |row| {
        Ok::<_, crate::sql::Error>((row.get("person")?, row.get("organisation")?, row.get("role")?))
    })?;
    let known: BTreeSet<_> = known.into_iter().collect();
    let wanted: BTreeSet<_> = wanted
        .into_iter()
        .map(|(person, organisation, role)| (person.to_string(), organisation, role))
        .collect();
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
