-- phone.db: one phone's copy. Ids and hashes are blobs, times milliseconds since 1970-01-01 UTC.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- A document is its snapshot and the changes kept beside it; one without either is only asked for.
CREATE TABLE document (
    id BLOB PRIMARY KEY, kind TEXT NOT NULL, snapshot BLOB,
    diverged  INTEGER NOT NULL DEFAULT 0,   -- its heads are not the office's: ask for it whole
    withdrawn INTEGER NOT NULL DEFAULT 0,   -- no longer ours: forget once nothing of it waits
    -- The office's feed is another one since: 1 not yet compared with what it has, 2 what it lacked of
    -- others was offered and nobody has decided; 0 otherwise.
    settling  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX document_settling ON document (settling) WHERE settling > 0;
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, document BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (document, hash)
);

-- Changes made here and not yet acknowledged, oldest first.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, document BLOB NOT NULL, kind TEXT NOT NULL, hash BLOB NOT NULL,
    bytes BLOB NOT NULL, saved_at INTEGER NOT NULL, UNIQUE (document, hash)
);
CREATE INDEX outbox_document ON outbox (document);

-- Changes by other actors that the office's new feed lacks, not yet offered to it, oldest first.
CREATE TABLE offered (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, document BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL,
    saved_at INTEGER NOT NULL, UNIQUE (document, hash)
);

-- Actor ids this replica has written with.
CREATE TABLE own_actor (actor BLOB PRIMARY KEY) WITHOUT ROWID;

-- Pictures on this phone: `waiting` to be sent, `sent`, refused with a `problem`, or `fetched`.
CREATE TABLE photo (
    sha256 BLOB PRIMARY KEY, document BLOB, thumbnail INTEGER NOT NULL, bytes BLOB, size INTEGER NOT NULL,
    state TEXT NOT NULL, sent_bytes INTEGER NOT NULL DEFAULT 0, problem TEXT, saved_at INTEGER NOT NULL
);
CREATE INDEX photo_state ON photo (state, thumbnail);
CREATE INDEX photo_document ON photo (document);
-- Pictures somebody looked at that are not on this phone yet.
CREATE TABLE wanted_photo (sha256 BLOB PRIMARY KEY) WITHOUT ROWID;

-- Versions the office did not accept, as text, with the hashes of the changes one after the other.
CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY, document BLOB NOT NULL, title TEXT NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL,
    changes BLOB NOT NULL, at INTEGER NOT NULL
);

-- The index: what lists and search read instead of documents.
CREATE TABLE order_line (
    id BLOB PRIMARY KEY, number TEXT NOT NULL, title TEXT NOT NULL, building BLOB NOT NULL,
    organisation BLOB NOT NULL, priority TEXT NOT NULL, priority_rank INTEGER NOT NULL, state TEXT NOT NULL,
    to_do INTEGER NOT NULL, due TEXT, done_at INTEGER NOT NULL
);
CREATE INDEX order_line_to_do ON order_line (to_do, due);
CREATE INDEX order_line_building ON order_line (building);
CREATE TABLE building_line (
    id BLOB PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, organisation BLOB NOT NULL
);
CREATE INDEX building_line_name ON building_line (name);
CREATE TABLE organisation (id BLOB PRIMARY KEY, code TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE history_of (building BLOB PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE search_entry (
    id INTEGER PRIMARY KEY, document BLOB NOT NULL, kind TEXT NOT NULL, asset BLOB, title TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX search_entry_document ON search_entry (document);
