-- Names: administrations, teams, natures.

CREATE TABLE organisation (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, search TEXT NOT NULL
);
CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT NOT NULL, search TEXT NOT NULL);
CREATE TABLE nature (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, trade TEXT NOT NULL, action TEXT NOT NULL, checklist TEXT,
    search TEXT NOT NULL
);
