
-- What somebody typed or chose and has not used yet, by the form it stands in.
CREATE TABLE draft (
    key TEXT PRIMARY KEY, form TEXT NOT NULL, token INTEGER NOT NULL, kept_at INTEGER NOT NULL
) WITHOUT ROWID;
-- The pictures of a draft, made ready to be attached.
CREATE TABLE draft_photo (
    id INTEGER PRIMARY KEY, draft TEXT NOT NULL, sha256 BLOB NOT NULL, thumbnail_sha256 BLOB NOT NULL,
    bytes BLOB NOT NULL, thumbnail BLOB NOT NULL, width_px INTEGER NOT NULL, height_px INTEGER NOT NULL,
    taken_at INTEGER NOT NULL, by_camera INTEGER NOT NULL
);
CREATE INDEX draft_photo_draft ON draft_photo (draft, taken_at);

-- What was done under a token: asked for again, it is not done again.
CREATE TABLE done_once (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, token INTEGER NOT NULL UNIQUE, document BLOB NOT NULL, fact BLOB
);
