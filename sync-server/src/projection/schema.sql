-- office.db: the office database, for people and tools that speak SQL. A projection of the
-- documents: never written by hand, dropped and rebuilt at any time with the same result.
-- Ids are hyphenated UUIDs; instants are UTC, `2026-11-23T14:05:09.120Z`; days are `2026-11-23`.
-- Documents arrive in any order, so a reference may point at something that is still to come:
-- foreign keys are declared for tools that draw them, and not enforced. A fact is one of its document:
-- whoever writes one under the id of another document's takes nothing away from that.
-- `search` columns hold words as searches read them: without accents, a space before and after each.

-- Here are the tables that belong to no kind of document; the others stand in domains/NOUN/schema.sql.

CREATE TABLE watermark (one BIGINT PRIMARY KEY CHECK (one = 1), position BIGINT NOT NULL, sync_log BIGINT NOT NULL);
-- Caption and phase are those of the newest correction.
CREATE TABLE photo (
    id TEXT NOT NULL, document TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL,
    -- Who says when it was taken: its camera, or the phone that took it in.
    taken_at TEXT NOT NULL, dated_by TEXT NOT NULL, caption TEXT NOT NULL, phase TEXT NOT NULL,
    sha256 TEXT NOT NULL, thumbnail TEXT NOT NULL,
    width_px BIGINT NOT NULL, height_px BIGINT NOT NULL, size_bytes BIGINT NOT NULL,
    withdrawn_at TEXT, withdrawn_by TEXT REFERENCES person (id),
    PRIMARY KEY (id, document)
);
CREATE TABLE photo_correction (
    id TEXT NOT NULL, document TEXT NOT NULL, photo TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL, caption TEXT NOT NULL, phase TEXT NOT NULL, withdrawn BOOLEAN NOT NULL,
    PRIMARY KEY (id, document)
);
CREATE INDEX photo_correction_document ON photo_correction (document);
CREATE INDEX photo_document ON photo (document);
CREATE INDEX photo_at ON photo (at);
CREATE INDEX photo_sha256 ON photo (sha256);
CREATE INDEX photo_thumbnail ON photo (thumbnail);
-- The pictures the office has, by hash; the others are still on a phone.
CREATE TABLE photo_received (sha256 TEXT PRIMARY KEY);

CREATE TABLE device (
    id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), name TEXT NOT NULL, enrolled_at TEXT NOT NULL,
    last_contact TEXT, skew_ms BIGINT NOT NULL, waiting_changes BIGINT NOT NULL, waiting_photos BIGINT NOT NULL,
    waiting_bytes BIGINT NOT NULL, withdrawn_at TEXT
);
CREATE INDEX device_person ON device (person);
-- What somebody does: in every administration that has no row of its own where none is named, else in that one.
CREATE TABLE person_role (person TEXT NOT NULL, organisation TEXT, role TEXT NOT NULL, UNIQUE (person, organisation));
CREATE TABLE sync_log (
    id BIGINT PRIMARY KEY, device TEXT NOT NULL REFERENCES device (id), at TEXT NOT NULL, accepted BIGINT NOT NULL,
    refused BIGINT NOT NULL, sent_documents BIGINT NOT NULL, sent_bytes BIGINT NOT NULL, skew_ms BIGINT NOT NULL
);
CREATE VIEW photo_missing AS
    SELECT document, count(*) AS photos FROM photo
    WHERE withdrawn_at IS NULL AND sha256 NOT IN (SELECT sha256 FROM photo_received) GROUP BY document;

INSERT INTO watermark (one, position, sync_log) VALUES (1, 0, 0);
