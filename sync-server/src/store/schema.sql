-- server.db: what the server decides with. Written by one thread, read by many.
-- Ids and hashes are blobs; times are milliseconds since 1970-01-01 UTC.

CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- Feeds other than the one in `meta` that phones were on: each ended when an earlier day's disk took the
-- place of a later one.
CREATE TABLE earlier_feed (id BLOB PRIMARY KEY) WITHOUT ROWID;

-- The feed: accepted changes in the order they were accepted. A row without a document marks a
-- change of somebody's audiences, so that it has a position too. A change that is old enough and in its
-- document's snapshot loses its bytes, never its row: hash and delivery are needed for good.
CREATE TABLE feed (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    document    BLOB,
    hash        BLOB,
    bytes       BLOB,
    actor       BLOB,
    device      BLOB,
    person      BLOB,
    received_at INTEGER NOT NULL,
    skew_ms     INTEGER NOT NULL DEFAULT 0,
    late        INTEGER NOT NULL DEFAULT 0,
    UNIQUE (document, hash)
);
CREATE INDEX feed_document ON feed (document, position);

-- One row per document. Its state is the snapshot and the feed rows after snapshot_position.
CREATE TABLE document (
    id                BLOB PRIMARY KEY,
    kind              TEXT NOT NULL,
    about             BLOB,                -- a history's building
    snapshot          BLOB,
    snapshot_position INTEGER NOT NULL DEFAULT 0,
    last_position     INTEGER NOT NULL DEFAULT 0,
    change_bytes      INTEGER NOT NULL DEFAULT 0,
    operations        INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX document_kind ON document (kind, about);

-- Who a document is for, and who hears what, from one position of the feed to another.
CREATE TABLE document_audience (
    document BLOB NOT NULL, audience TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
);
CREATE INDEX document_audience_audience ON document_audience (audience, document);
CREATE INDEX document_audience_document ON document_audience (document);
CREATE TABLE person_audience (
    person BLOB NOT NULL, audience TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
);
CREATE INDEX person_audience_person ON person_audience (person);

-- The photos that documents name, with the actor id that added each. Rows are only added, as facts are.
CREATE TABLE document_photo (
    document BLOB NOT NULL, fact BLOB NOT NULL, sha256 BLOB NOT NULL, thumbnail BLOB NOT NULL, actor BLOB,
    PRIMARY KEY (document, fact)
) WITHOUT ROWID;
CREATE INDEX document_photo_sha256 ON document_photo (sha256);
CREATE INDEX document_photo_thumbnail ON document_photo (thumbnail);
CREATE INDEX document_photo_actor ON document_photo (actor);

-- Documents whose work is approved now, and when it was.
CREATE TABLE document_approval (document BLOB PRIMARY KEY, approved_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX document_approval_at ON document_approval (approved_at);

CREATE TABLE person (
    id            BLOB PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    language      TEXT,
    blocked_at    INTEGER,               -- neither signs in nor syncs since then
    password_until INTEGER               -- the password was given by somebody else, and works until then
) WITHOUT ROWID;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY, person BLOB NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER NOT NULL,
    browser    TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

-- What forms of the office did, piece by piece: one that is sent again does nothing new.
CREATE TABLE form_step (
    form BLOB NOT NULL, step INTEGER NOT NULL, digest BLOB NOT NULL, document BLOB, at INTEGER NOT NULL,
    PRIMARY KEY (form, step)
) WITHOUT ROWID;
CREATE INDEX form_step_at ON form_step (at);
-- Where whoever sent one was shown to.
CREATE TABLE form_answer (
    form BLOB PRIMARY KEY, digest BLOB NOT NULL, location TEXT NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX form_answer_at ON form_answer (at);

-- Attempts to guess a password or a code, by what was attacked; a good one is taken back.
CREATE TABLE attempt (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX attempt_subject ON attempt (subject, at);
CREATE INDEX attempt_at ON attempt (at);

CREATE TABLE device (
    id              BLOB PRIMARY KEY,
    person          BLOB NOT NULL,
    name            TEXT NOT NULL,
    token_hash      BLOB NOT NULL UNIQUE,
    enrolled_at     INTEGER NOT NULL,
    last_contact    INTEGER,
    skew_ms         INTEGER NOT NULL DEFAULT 0,
    waiting_changes INTEGER NOT NULL DEFAULT 0,
    waiting_photos  INTEGER NOT NULL DEFAULT 0,
    waiting_bytes   INTEGER NOT NULL DEFAULT 0,
    withdrawn_at    INTEGER,
    hand_over_since INTEGER,                    -- being withdrawn: it may still deliver, and gets nothing
    cursor          INTEGER NOT NULL DEFAULT 0, -- what it said it has, when it last asked
    given           INTEGER NOT NULL DEFAULT 0, -- and what it was given then
    named           INTEGER NOT NULL DEFAULT 0, -- the newest sync it knew of
    copied_at       INTEGER                     -- it knew of fewer than before: another has its token too
) WITHOUT ROWID;

CREATE TABLE enrolment_code (
    code_hash BLOB PRIMARY KEY, person BLOB NOT NULL, made_by BLOB, made_at INTEGER NOT NULL, used_at INTEGER
) WITHOUT ROWID;

-- An actor id belongs to the first device that used it.
CREATE TABLE actor (actor BLOB PRIMARY KEY, device BLOB) WITHOUT ROWID;

-- Refused, and kept for somebody at the office: `taken-over` or `set-aside` once dealt with, never deleted.
CREATE TABLE refused_change (
    id INTEGER PRIMARY KEY, document BLOB NOT NULL, kind TEXT NOT NULL, hash BLOB, bytes BLOB NOT NULL,
    reason TEXT NOT NULL, device BLOB NOT NULL, person BLOB NOT NULL, received_at INTEGER NOT NULL,
    fate TEXT, dealt_by BLOB, dealt_at INTEGER,
    UNIQUE (document, bytes)
);
CREATE INDEX refused_change_device ON refused_change (device) WHERE fate IS NULL;

CREATE TABLE photo (
    sha256 BLOB PRIMARY KEY, size INTEGER NOT NULL, device BLOB, received_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX photo_device ON photo (device, received_at);

CREATE TABLE sync_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, device BLOB NOT NULL, at INTEGER NOT NULL, accepted INTEGER NOT NULL,
    refused INTEGER NOT NULL, sent_documents INTEGER NOT NULL, sent_bytes INTEGER NOT NULL, skew_ms INTEGER NOT NULL
);
CREATE INDEX sync_log_device ON sync_log (device, id);

-- Changes by actors other than the device's own that a phone offered after a restore: kept once, in
-- nobody's document until a supervisor says yes. A decided one stays, as a record of who decided.
CREATE TABLE offered_change (
    id INTEGER PRIMARY KEY, document BLOB NOT NULL, kind TEXT NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL,
    device BLOB NOT NULL, person BLOB NOT NULL, offered_at INTEGER NOT NULL,
    decision TEXT, decided_by BLOB, decided_at INTEGER,
    UNIQUE (document, hash)
);
CREATE INDEX offered_change_waiting ON offered_change (device) WHERE decision IS NULL;

-- Who did what, and when. Rows are only ever added; nobody, this program included, alters one.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    person  BLOB,                         -- who did it, when it was somebody
    device  BLOB,                         -- with which device
    address TEXT,                         -- from where
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,                -- to what: person:…, device:…, work-order:…
    detail  TEXT NOT NULL
);
CREATE INDEX audit_person ON audit (person, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_device ON audit (device, action) WHERE device IS NOT NULL;
CREATE TRIGGER audit_keeps_its_rows BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_loses_no_row BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- A row put in place of another would be deleted without a word.
CREATE TRIGGER audit_replaces_no_row BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
