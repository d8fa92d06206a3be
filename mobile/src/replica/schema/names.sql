-- The names behind ids: administrations, teams, natures and people, with what stands beside them.
CREATE TABLE name (
    id BLOB PRIMARY KEY, document BLOB NOT NULL, name TEXT NOT NULL, beside TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX name_document ON name (document);
-- What is kept in stores, with the words a search finds it by; `sorted` is the order they come in.
CREATE TABLE stock_line (
    id BLOB PRIMARY KEY, document BLOB NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, unit TEXT NOT NULL,
    sorted TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX stock_line_document ON stock_line (document);
CREATE INDEX stock_line_sorted ON stock_line (sorted);
CREATE TABLE stock_word (word TEXT, item BLOB, PRIMARY KEY (word, item)) WITHOUT ROWID;
CREATE INDEX stock_word_item ON stock_word (item);
