-- Announcements that the owner has not read and nobody took back.

CREATE TABLE announcement (
    id BLOB PRIMARY KEY, text TEXT NOT NULL, until TEXT NOT NULL, person BLOB NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
