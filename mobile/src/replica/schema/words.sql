-- The words a search finds entries by: a table of this replica, so that the phone's SQLite does without FTS5,
-- a sixth of its code. What an older version of the app indexed with FTS5 goes, and is indexed anew.
PRAGMA writable_schema = ON;
DELETE FROM sqlite_schema WHERE name = 'search';
PRAGMA writable_schema = RESET;
DROP TABLE IF EXISTS search_config;
DROP TABLE IF EXISTS search_content;
DROP TABLE IF EXISTS search_data;
DROP TABLE IF EXISTS search_docsize;
DROP TABLE IF EXISTS search_idx;
CREATE TABLE search_word (word TEXT, entry INTEGER, PRIMARY KEY (word, entry)) WITHOUT ROWID;
CREATE INDEX search_word_entry ON search_word (entry);
DELETE FROM meta WHERE key = 'search_version';
