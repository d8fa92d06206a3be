-- Names: administrations, teams, people, natures, stock items.

CREATE TABLE organisation (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, search TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT NOT NULL, search TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, team TEXT REFERENCES team (id),
    search TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE nature (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, trade TEXT NOT NULL, action TEXT NOT NULL, checklist TEXT,
    search TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE stock_item (id TEXT PRIMARY KEY, code TEXT NOT NULL, label TEXT NOT NULL, unit TEXT NOT NULL) WITHOUT ROWID;
