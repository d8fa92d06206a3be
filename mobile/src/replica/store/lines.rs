//! The index: what lists and search read instead of documents.

use rusqlite::types::FromSqlError;
use rusqlite::{Row, ToSql, params};
use shared::document::priority::Priority;
use shared::search::{Query, Term, VERSION, searchable};
use shared::{AssetId, Day, DocumentId, DocumentKind, LabelCode, OrganisationId, Timestamp};

use crate::client;
use crate::client::list::{Found, Near, OrderLine};
use crate::limits::{DONE_MAX, FOUND_MAX};
use crate::replica::error::Result;
use crate::replica::store::column::{Column as _, blob, kind, optional_blob};
use crate::replica::store::database::Store;

/// A work order in the index.
pub(crate) struct OrderRow<'a> {
    pub(crate) id: DocumentId,
    pub(crate) number: &'a str,
    pub(crate) title: &'a str,
    pub(crate) building: DocumentId,
    pub(crate) organisation: OrganisationId,
    pub(crate) priority: Priority,
    pub(crate) state: &'a str,
    pub(crate) to_do: bool,
    pub(crate) due: Option<Day>,
    pub(crate) done_at: Timestamp,
}

/// A building in the index.
pub(crate) struct BuildingLine<'a> {
    pub(crate) id: DocumentId,
    pub(crate) name: &'a str,
    pub(crate) address: &'a str,
    pub(crate) organisation: OrganisationId,
}

/// Something a search can find.
pub(crate) struct SearchEntry<'a> {
    pub(crate) document: DocumentId,
    pub(crate) kind: DocumentKind,
    pub(crate) asset: Option<AssetId>,
    pub(crate) title: &'a str,
    pub(crate) detail: &'a str,
}

const ORDER_COLUMNS: &str = "order_line.id, number, title, coalesce(building_line.name, ''),
    coalesce(building_line.address, ''), coalesce(organisation.code, ''), priority, state, due,
    EXISTS (SELECT 1 FROM outbox WHERE outbox.document = order_line.id)
        OR EXISTS (SELECT 1 FROM photo WHERE photo.document = order_line.id AND photo.state = 'waiting'),
    state = 'open' AND NOT EXISTS (SELECT 1 FROM opened WHERE opened.id = order_line.id)
    FROM order_line LEFT JOIN building_line ON building_line.id = order_line.building
    LEFT JOIN organisation ON organisation.id = order_line.organisation";

fn order(row: &Row<'_>) -> rusqlite::Result<OrderLine> {
    let priority: String = row.get(6)?;
    let due: Option<String> = row.get(8)?;
    Ok(OrderLine {
        id: blob(row, 0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        building: row.get(3)?,
        address: row.get(4)?,
        organisation: row.get(5)?,
        priority: Priority::named(&priority).ok_or(FromSqlError::InvalidType)?,
        state: row.get(7)?,
        due: due.map(|day| day.parse()).transpose().map_err(|_| FromSqlError::InvalidType)?,
        waiting: row.get(9)?,
        new: row.get(10)?,
    })
}

impl Store {
    pub(crate) fn clear_index(&self, id: DocumentId) -> Result<()> {
        for sql in [
            "DELETE FROM search_word WHERE entry IN (SELECT id FROM search_entry WHERE document = ?1)",
            "DELETE FROM search_entry WHERE document = ?1",
            "DELETE FROM order_line WHERE id = ?1",
            "DELETE FROM building_line WHERE id = ?1",
            "DELETE FROM history_of WHERE document = ?1",
            "DELETE FROM announcement WHERE id = ?1",
            "DELETE FROM name WHERE document = ?1",
        ] {
            self.run(sql, params![id.column()])?;
        }
        Ok(())
    }

    pub(crate) fn put_order(&self, order: &OrderRow<'_>) -> Result<()> {
        let rank = Priority::all().take_while(|priority| *priority != order.priority).count();
        self.run(
            "INSERT OR REPLACE INTO order_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                order.id.column(),
                order.number,
                order.title,
                order.building.column(),
                order.organisation.column(),
                order.priority.name(),
                i64::try_from(rank).unwrap_or(0),
                order.state,
                order.to_do,
                order.due.map(|day| day.to_string()),
                order.done_at.0
            ],
        )
    }

    pub(crate) fn put_building(&self, building: &BuildingLine<'_>) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO building_line VALUES (?1, ?2, ?3, ?4)",
            params![building.id.column(), building.name, building.address, building.organisation.column()],
        )
    }

    pub(crate) fn put_organisation(&self, id: OrganisationId, code: &str) -> Result<()> {
        self.run("INSERT OR REPLACE INTO organisation VALUES (?1, ?2)", params![id.column(), code])
    }

    pub(crate) fn put_history(&self, building: DocumentId, history: DocumentId) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO history_of VALUES (?1, ?2)",
            params![history.column(), building.column()],
        )
    }

    /// The histories of a building, one for each of its administrations that is ours.
    pub(crate) fn histories_of(&self, building: DocumentId) -> Result<Vec<DocumentId>> {
        let sql = "SELECT document FROM history_of WHERE building = ?1";
        self.rows(sql, params![building.column()], |row| blob(row, 0))
    }

    /// Makes an entry that a search finds by the words of `texts`.
    pub(crate) fn put_search(&self, entry: &SearchEntry<'_>, texts: &[&str]) -> Result<()> {
        self.put_title(entry)?;
        let entry = self.db.last_insert_rowid();
        for word in searchable(texts).split_whitespace() {
            self.run("INSERT OR IGNORE INTO search_word VALUES (?1, ?2)", params![word, entry])?;
        }
        Ok(())
    }

    /// Whether the index was made by the way of reading words that searches use.
    pub(crate) fn is_index_current(&self) -> Result<bool> {
        Ok(self.parsed_meta("search_version")? == Some(VERSION))
    }

    pub(crate) fn set_index_current(&self) -> Result<()> {
        self.set_meta("search_version", &VERSION.to_string())
    }

    /// Makes an entry that names a document, and that no search finds.
    pub(crate) fn put_title(&self, entry: &SearchEntry<'_>) -> Result<()> {
        self.run(
            "INSERT INTO search_entry (document, kind, asset, title, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                entry.document.column(),
                entry.kind.name(),
                entry.asset.map(|asset| asset.column()),
                entry.title,
                entry.detail
            ],
        )
    }

    /// What has every word of the text, in any order, each perhaps only begun; of a label, what it is on.
    pub(crate) fn search(&self, text: &str) -> Result<Vec<Found>> {
        let Ok(code) = text.parse::<LabelCode>() else { return self.search_words(text) };
        let mut all = self.rows(
            "SELECT document, kind, asset, title, detail FROM search_entry WHERE kind = 'building'",
            &[],
            found,
        )?;
        let is_own = |id: &[u8; 16]| LabelCode::of(id) == code;
        all.retain(|found| {
            found.asset.map_or_else(|| is_own(found.document.as_bytes()), |asset| is_own(asset.as_bytes()))
        });
        if all.is_empty() {
            // A serial number may look like a label too; one that was printed blank is a word of what it is on.
            all = self.search_words(text)?;
        }
        if all.is_empty() { self.search_words(code.as_str()) } else { Ok(all) }
    }

    fn search_words(&self, text: &str) -> Result<Vec<Found>> {
        let query = Query::new(text);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut values: Vec<&dyn ToSql> = vec![&FOUND_MAX];
        let sql = format!(
            "SELECT document, kind, asset, title, detail FROM search_entry WHERE {}
             ORDER BY kind = 'building', asset IS NOT NULL, title, id LIMIT ?1",
            has_words(&query, ENTRIES, &mut values)
        );
        self.rows(&sql, &values, found)
    }

    /// Every building with these words, all without any: how near one probably is, from 0 (an order is in
    /// progress there), 1 (one is for today) and 2 (other work) to 3.
    pub(crate) fn buildings(&self, text: &str, today: Day) -> Result<Vec<(u8, client::BuildingLine)>> {
        let (query, today) = (Query::new(text), today.to_string());
        let mut values: Vec<&dyn ToSql> = vec![&today];
        let found = if query.is_empty() {
            "1".to_owned()
        } else {
            let has_words = has_words(&query, ENTRIES, &mut values);
            format!(
                "building_line.id IN (SELECT document FROM search_entry
                 WHERE kind = 'building' AND asset IS NULL AND {has_words})"
            )
        };
        let sql = format!(
            "SELECT building_line.id, name, address, coalesce(near, 3) FROM building_line LEFT JOIN (
                 SELECT building, min(CASE WHEN state = 'in-progress' THEN 0
                     WHEN due <= ?1 OR state IN ('paused', 'sent-back') OR (due IS NULL AND priority = 'urgent') THEN 1
                     ELSE 2 END) AS near
                 FROM order_line WHERE to_do = 1 GROUP BY building
             ) ON building = building_line.id
             WHERE {found}"
        );
        self.rows(&sql, &values, |row| {
            let near = row.get(3)?;
            let line = client::BuildingLine {
                id: blob(row, 0)?,
                name: row.get(1)?,
                address: row.get(2)?,
                near: match near {
                    0 => Some(Near::AtWork),
                    1 => Some(Near::Today),
                    _ => None,
                },
            };
            Ok((near, line))
        })
    }

    /// Name and address of a building.
    pub(crate) fn building_line(&self, id: DocumentId) -> Result<Option<(String, String)>> {
        let sql = "SELECT name, address FROM building_line WHERE id = ?1";
        self.row(sql, params![id.column()], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// What people call an asset; empty while its building is not here.
    pub(crate) fn asset_title(&self, building: DocumentId, asset: AssetId) -> Result<String> {
        let sql = "SELECT title FROM search_entry WHERE document = ?1 AND asset = ?2";
        let title = self.row(sql, params![building.column(), asset.column()], |row| row.get(0))?;
        Ok(title.unwrap_or_default())
    }

    /// Titles and details of everything of a document that a search finds.
    pub(crate) fn entries_of(&self, id: DocumentId) -> Result<Vec<(String, String)>> {
        let sql = "SELECT title, detail FROM search_entry WHERE document = ?1 ORDER BY id";
        self.rows(sql, params![id.column()], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Notes that somebody opened the order here.
    pub(crate) fn note_opened(&self, id: DocumentId) -> Result<()> {
        if self.exists("SELECT 1 FROM opened WHERE id = ?1", params![id.column()])? {
            return Ok(());
        }
        self.run("INSERT OR IGNORE INTO opened VALUES (?1)", params![id.column()])
    }

    /// Orders to do, the most pressing first.
    pub(crate) fn orders_to_do(&self) -> Result<Vec<OrderLine>> {
        let sql = format!(
            "SELECT {ORDER_COLUMNS} WHERE to_do = 1 ORDER BY due IS NULL, due, priority_rank, number"
        );
        self.rows(&sql, &[], order)
    }

    /// Orders done, newest first.
    pub(crate) fn orders_done(&self) -> Result<Vec<OrderLine>> {
        let sql = format!("SELECT {ORDER_COLUMNS} WHERE to_do = 0 ORDER BY done_at DESC, number LIMIT ?1");
        self.rows(&sql, params![DONE_MAX], order)
    }

    pub(crate) fn orders_at(&self, building: DocumentId) -> Result<Vec<OrderLine>> {
        let sql = format!(
            "SELECT {ORDER_COLUMNS} WHERE building = ?1 ORDER BY to_do DESC, due IS NULL, due, number"
        );
        self.rows(&sql, params![building.column()], order)
    }

    /// What people call a document, or called it before it was refused.
    pub(crate) fn title_of(&self, id: DocumentId) -> Result<String> {
        let title = self.row(
            "SELECT title FROM search_entry WHERE document = ?1 AND asset IS NULL
             UNION ALL SELECT title FROM set_aside WHERE document = ?1 LIMIT 1",
            params![id.column()],
            |row| row.get(0),
        )?;
        Ok(title.unwrap_or_default())
    }
}

/// Where the words of search entries are.
const ENTRIES: &str = "SELECT entry FROM search_word";

/// The condition that an `id` has every word of a search, each perhaps only begun; adds what it is bound to.
/// `with_words` selects the ids of words; the search has words.
pub(crate) fn has_words<'a>(query: &'a Query, with_words: &str, values: &mut Vec<&'a dyn ToSql>) -> String {
    let mut begun = |word: &'a String| {
        values.push(word);
        let at = values.len();
        // No letter comes after the last one of Unicode.
        format!("id IN ({with_words} WHERE word >= ?{at} AND word < ?{at} || char(1114111))")
    };
    let terms = query.terms().iter().map(|Term { parts, joined }| {
        let parts: Vec<String> = parts.iter().map(&mut begun).collect();
        match joined.as_ref().map(&mut begun) {
            Some(joined) => format!("({} OR {joined})", parts.join(" AND ")),
            None => parts.join(" AND "),
        }
    });
    terms.collect::<Vec<String>>().join(" AND ")
}

fn found(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        document: blob(row, 0)?,
        kind: kind(row, 1)?,
        asset: optional_blob(row, 2)?,
        title: row.get(3)?,
        detail: row.get(4)?,
    })
}
