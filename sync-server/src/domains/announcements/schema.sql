-- Announcements.

CREATE TABLE announcement (
    id TEXT PRIMARY KEY, text TEXT NOT NULL,
    -- None: everybody.
    team TEXT REFERENCES team (id),
    -- None: of all.
    organisation TEXT REFERENCES organisation (id),
    until TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL, withdrawn_at TEXT,
    search TEXT NOT NULL
);
CREATE INDEX announcement_until ON announcement (until);
-- Each person once, the first time.
CREATE TABLE announcement_reading (
    announcement TEXT NOT NULL REFERENCES announcement (id), person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL, PRIMARY KEY (announcement, person)
);
