-- server.db: what the server decides with. Written by one thread, read by many.
-- Ids and hashes are bytes; times are milliseconds since 1970-01-01 UTC.

CREATE TABLE meta (key TEXT PRIMARY KEY, value BYTEA NOT NULL);

-- Feeds other than the one in `meta` that phones were on: each ended when an earlier day's disk took the
-- place of a later one.
CREATE TABLE earlier_feed (id BYTEA PRIMARY KEY);

-- The feed: accepted changes in the order they were accepted. A row without a document marks a
-- change of somebody's audiences, so that it has a position too, or one that was taken out again. A change that is old enough and in its
-- document's snapshot loses its bytes, never its row: hash and delivery are needed for good.
CREATE TABLE feed (
    position    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document    BYTEA,
    hash        BYTEA,
    bytes       BYTEA,
    actor       BYTEA,
    device      BYTEA,
    person      BYTEA,
    received_at BIGINT NOT NULL,
    skew_ms     BIGINT NOT NULL DEFAULT 0,
    late        BIGINT NOT NULL DEFAULT 0,
    UNIQUE (document, hash)
);
CREATE INDEX feed_document ON feed (document, position);

-- One row per document. Its state is the snapshot and the feed rows after snapshot_position.
CREATE TABLE document (
    id                BYTEA PRIMARY KEY,
    kind              TEXT NOT NULL,
    about             BYTEA,                -- a history's building
    snapshot          BYTEA,
    snapshot_position BIGINT NOT NULL DEFAULT 0,
    last_position     BIGINT NOT NULL DEFAULT 0,
    change_bytes      BIGINT NOT NULL DEFAULT 0,
    operations        BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX document_kind ON document (kind, about);

-- Who a document is for, and who hears what, from one position of the feed to another.
CREATE TABLE document_audience (
    document BYTEA NOT NULL, audience TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT
);
CREATE INDEX document_audience_audience ON document_audience (audience, document);
CREATE INDEX document_audience_document ON document_audience (document);
CREATE TABLE person_audience (
    person BYTEA NOT NULL, audience TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT
);
CREATE INDEX person_audience_person ON person_audience (person);

-- What stands in documents and others name by its id: which document it stands in, which documents name it, and
-- whom the former are for because of that. The last only grows.
CREATE TABLE document_entry (entry BYTEA PRIMARY KEY, document BYTEA NOT NULL);
CREATE INDEX document_entry_document ON document_entry (document);
CREATE TABLE document_mention (entry BYTEA NOT NULL, document BYTEA NOT NULL, PRIMARY KEY (entry, document));
CREATE INDEX document_mention_document ON document_mention (document);
CREATE TABLE mentioned_audience (document BYTEA NOT NULL, audience TEXT NOT NULL, PRIMARY KEY (document, audience));

-- The photos that documents name, with the actor id that added each. Rows are only added, as facts are.
CREATE TABLE document_photo (
    document BYTEA NOT NULL, fact BYTEA NOT NULL, sha256 BYTEA NOT NULL, thumbnail BYTEA NOT NULL, actor BYTEA,
    PRIMARY KEY (document, fact)
);
CREATE INDEX document_photo_sha256 ON document_photo (sha256);
CREATE INDEX document_photo_thumbnail ON document_photo (thumbnail);
CREATE INDEX document_photo_actor ON document_photo (actor);

-- Documents whose work is approved now, and when it was.
CREATE TABLE document_approval (document BYTEA PRIMARY KEY, approved_at BIGINT NOT NULL);
CREATE INDEX document_approval_at ON document_approval (approved_at);

CREATE TABLE person (
    id            BYTEA PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE COLLATE caseless,
    password_hash TEXT,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,        -- what they do, also in each administration that person_role does not name,
    everywhere    BIGINT NOT NULL DEFAULT 1, -- if this is 1
    language      TEXT,
    blocked_at    BIGINT,               -- neither signs in nor syncs since then
    password_until BIGINT               -- the password was given by somebody else, and works until then
);

-- What somebody does in single administrations.
CREATE TABLE person_role (
    person BYTEA NOT NULL, organisation TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (person, organisation)
);

-- The administrations a document is of; one without is of none in particular, and of everybody.
CREATE TABLE document_organisation (
    document BYTEA NOT NULL, organisation TEXT NOT NULL, PRIMARY KEY (document, organisation)
);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY, person BYTEA NOT NULL, created_at BIGINT NOT NULL, used_at BIGINT NOT NULL,
    browser    TEXT NOT NULL DEFAULT '',
    factor_at  BIGINT                   -- when the second factor was last given in it
);
CREATE INDEX session_person ON session (person);

-- The second factor of whoever has one: what its codes are made from (RFC 6238), and the time step of the last that
-- was taken.
CREATE TABLE second_factor (
    person BYTEA PRIMARY KEY, secret BYTEA NOT NULL, since BIGINT NOT NULL, last_step BIGINT NOT NULL
);
-- One that was shown to its person, and waits for its first code.
CREATE TABLE second_factor_setup (person BYTEA PRIMARY KEY, secret BYTEA NOT NULL, at BIGINT NOT NULL);
-- Codes for whoever lost theirs, each good once.
CREATE TABLE recovery_code (person BYTEA NOT NULL, code_hash BYTEA NOT NULL, PRIMARY KEY (person, code_hash));
-- Sign-ins with the right password that wait for the second factor: no sessions, and they let in nowhere.
CREATE TABLE half_sign_in (token_hash BYTEA PRIMARY KEY, person BYTEA NOT NULL, at BIGINT NOT NULL);
CREATE INDEX half_sign_in_person ON half_sign_in (person);
-- What only the owner of an account has, and is not counted among strangers by: the cookie of a browser they signed in
-- with, or the password that was given to them, until it ends.
CREATE TABLE known_secret (
    secret_hash BYTEA NOT NULL, person BYTEA NOT NULL, used_at BIGINT NOT NULL, until BIGINT,
    PRIMARY KEY (secret_hash, person)
);
CREATE INDEX known_secret_person ON known_secret (person, used_at);

-- What forms of the office did, piece by piece: one that is sent again does nothing new.
CREATE TABLE form_step (
    form BYTEA NOT NULL, step BIGINT NOT NULL, digest BYTEA NOT NULL, document BYTEA, at BIGINT NOT NULL,
    PRIMARY KEY (form, step)
);
CREATE INDEX form_step_at ON form_step (at);
-- Where whoever sent one was shown to.
CREATE TABLE form_answer (
    form BYTEA PRIMARY KEY, digest BYTEA NOT NULL, location TEXT NOT NULL, at BIGINT NOT NULL
);
CREATE INDEX form_answer_at ON form_answer (at);

-- Attempts to guess a password or a code, by what was attacked; a good one is taken back.
CREATE TABLE attempt (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, subject TEXT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX attempt_subject ON attempt (subject, at);
CREATE INDEX attempt_at ON attempt (at);

CREATE TABLE device (
    id              BYTEA PRIMARY KEY,
    person          BYTEA NOT NULL,
    name            TEXT NOT NULL,
    token_hash      BYTEA NOT NULL UNIQUE,
    enrolled_at     BIGINT NOT NULL,
    last_contact    BIGINT,
    skew_ms         BIGINT NOT NULL DEFAULT 0,
    waiting_changes BIGINT NOT NULL DEFAULT 0,
    waiting_photos  BIGINT NOT NULL DEFAULT 0,
    waiting_bytes   BIGINT NOT NULL DEFAULT 0,
    withdrawn_at    BIGINT,
    hand_over_since BIGINT,                    -- being withdrawn: it may still deliver, and gets nothing
    cursor          BIGINT NOT NULL DEFAULT 0, -- what it said it has, when it last asked
    given           BIGINT NOT NULL DEFAULT 0, -- and what it was given then
    named           BIGINT NOT NULL DEFAULT 0, -- the newest sync it knew of
    copied_at       BIGINT,                    -- it knew of fewer than before: another has its token too
    public_key      BYTEA                      -- its own (Ed25519), the first that it said
);

-- What a device has done on a day of the commune, against its budget; since when it was put off, and who lifted that.
CREATE TABLE device_day (
    device BYTEA NOT NULL, day TEXT NOT NULL, documents BIGINT NOT NULL, requests BIGINT NOT NULL,
    changes BIGINT NOT NULL, change_bytes BIGINT NOT NULL, syncs BIGINT NOT NULL,
    stopped_at BIGINT, lifted_at BIGINT, lifted_by BYTEA,
    PRIMARY KEY (device, day)
);

-- The code that opens a phone whose PIN was forgotten, closed to the key of this data directory; whom one of its codes was
-- shown last.
CREATE TABLE device_recovery (
    device BYTEA PRIMARY KEY, recovery BYTEA NOT NULL, closed BYTEA NOT NULL, kept_at BIGINT NOT NULL,
    shown_recovery BYTEA, shown_at BIGINT, shown_to BYTEA
);
-- The last opening by such a code that a phone has told of.
CREATE TABLE device_opening (device BYTEA PRIMARY KEY, recovery BYTEA NOT NULL, at BIGINT NOT NULL);

CREATE TABLE enrolment_code (
    code_hash BYTEA PRIMARY KEY, person BYTEA NOT NULL, made_by BYTEA, made_at BIGINT NOT NULL, used_at BIGINT
);

-- An actor id belongs to the first device that used it.
CREATE TABLE actor (actor BYTEA PRIMARY KEY, device BYTEA);

-- Refused, and kept for somebody at the office: `taken-over` or `set-aside` once dealt with, never deleted.
CREATE TABLE refused_change (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, document BYTEA NOT NULL, kind TEXT NOT NULL, hash BYTEA, bytes BYTEA NOT NULL,
    reason TEXT NOT NULL, device BYTEA NOT NULL, person BYTEA NOT NULL, received_at BIGINT NOT NULL,
    fate TEXT, dealt_by BYTEA, dealt_at BIGINT,
    UNIQUE (document, bytes)
);
CREATE INDEX refused_change_device ON refused_change (device) WHERE fate IS NULL;

CREATE TABLE photo (
    sha256 BYTEA PRIMARY KEY, size BIGINT NOT NULL, device BYTEA, received_at BIGINT NOT NULL
);
CREATE INDEX photo_device ON photo (device, received_at);

CREATE TABLE sync_log (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, device BYTEA NOT NULL, at BIGINT NOT NULL, accepted BIGINT NOT NULL,
    refused BIGINT NOT NULL, sent_documents BIGINT NOT NULL, sent_bytes BIGINT NOT NULL, skew_ms BIGINT NOT NULL
);
CREATE INDEX sync_log_device ON sync_log (device, id);

-- Changes by actors other than the device's own that a phone offered after a restore: kept once, in
-- nobody's document until a supervisor says yes. A decided one stays, as a record of who decided.
CREATE TABLE offered_change (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, document BYTEA NOT NULL, kind TEXT NOT NULL, hash BYTEA NOT NULL, bytes BYTEA NOT NULL,
    device BYTEA NOT NULL, person BYTEA NOT NULL, offered_at BIGINT NOT NULL,
    decision TEXT, decided_by BYTEA, decided_at BIGINT,
    UNIQUE (document, hash)
);
CREATE INDEX offered_change_waiting ON offered_change (device) WHERE decision IS NULL;

-- Who did what, and when. Rows are only ever added; nobody, this program included, alters one.
CREATE TABLE audit (
    id      BIGINT PRIMARY KEY,            -- 1, 2, 3 …, given by the program: the chain is over it too
    at      BIGINT NOT NULL,
    person  BYTEA,                         -- who did it, when it was somebody
    device  BYTEA,                         -- with which device
    address TEXT,                         -- from where
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,                -- to what: person:…, device:…, work-order:…
    detail  TEXT NOT NULL,
    chain   BYTEA NOT NULL                 -- the hash over this line and the chain of the one before it
);
CREATE INDEX audit_person ON audit (person, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_device ON audit (device, action) WHERE device IS NOT NULL;

-- Lines of the audit log that anybody can cause at will: how many of each source were not told yet, since when.
CREATE TABLE audit_tally (
    scope TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, source TEXT NOT NULL, person BYTEA, device BYTEA,
    since BIGINT NOT NULL, untold BIGINT NOT NULL,
    PRIMARY KEY (scope, action, subject, source)
);
CREATE INDEX audit_tally_since ON audit_tally (since);

-- Documents that were founded anew, without their history: since when each was closed, what it lost, when, and where in
-- the feed: once something was written behind that, the rest is of another day and does not count.
CREATE TABLE founded_document (
    document BYTEA PRIMARY KEY, closed_at BIGINT NOT NULL, texts BIGINT NOT NULL, photos BIGINT NOT NULL,
    at BIGINT NOT NULL, position BIGINT NOT NULL DEFAULT 0
);
-- The changes they were made of, without a word of them.
CREATE TABLE founded_change (
    document BYTEA NOT NULL, hash BYTEA NOT NULL, is_head BIGINT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (document, hash)
);
-- What imported lists said last of a document, as JSON: what somebody corrected since is told from it.
CREATE TABLE imported (document BYTEA PRIMARY KEY, said TEXT NOT NULL);
-- How lists are to be read, under the names people gave that, as JSON.
CREATE TABLE import_mapping (name TEXT PRIMARY KEY, mapping TEXT NOT NULL);
-- Lists that were taken in: by whom (nobody: whoever has the data directory), of which administrations' buildings and what
-- came of the rows as JSON, after which position of the feed, and how many buildings of how many are done.
CREATE TABLE register_import (
    number BIGINT PRIMARY KEY, person BYTEA, at BIGINT NOT NULL, file TEXT NOT NULL, mapping TEXT NOT NULL,
    organisations TEXT NOT NULL, counts TEXT NOT NULL, since BIGINT NOT NULL, planned BIGINT NOT NULL,
    done BIGINT NOT NULL, failed BIGINT NOT NULL, state TEXT NOT NULL, undone_by BYTEA, undone_at BIGINT
);
-- What each did with a building, as JSON, in this order.
CREATE TABLE register_import_step (
    number BIGINT NOT NULL, position BIGINT NOT NULL, document BYTEA NOT NULL, did TEXT NOT NULL, undone BIGINT NOT NULL,
    PRIMARY KEY (number, position)
);
-- Photos that are in no document any more; their files are to be erased.
CREATE TABLE photo_to_erase (sha256 BYTEA PRIMARY KEY);

-- Labels that were printed before anybody knew what they would be stuck on, and the runs they were made in.
CREATE TABLE label_run (id BYTEA PRIMARY KEY, at BIGINT NOT NULL, labels BIGINT NOT NULL);
CREATE INDEX label_run_at ON label_run (at);
CREATE TABLE blank_label (code TEXT PRIMARY KEY, run BYTEA NOT NULL, number BIGINT NOT NULL);
CREATE INDEX blank_label_run ON blank_label (run, number);
