-- office.db: the office database, for people and tools that speak SQL. A projection of the
-- documents: never written by hand, dropped and made again at any time with the same result.
-- Ids are hyphenated UUIDs; instants are UTC, `2026-11-23T14:05:09.120Z`; days are `2026-11-23`.
-- Documents arrive in any order, so a reference may point at something that is still to come:
-- foreign keys are declared for tools that draw them, and not enforced. A fact is one of its document:
-- whoever writes one under the id of another document's takes nothing away from that.
-- `search` columns hold words as searches read them: without accents, a space before and after each.

CREATE TABLE watermark (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, sync_log INTEGER NOT NULL);

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

CREATE TABLE building (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, organisation TEXT NOT NULL REFERENCES organisation (id),
    street TEXT NOT NULL, number TEXT NOT NULL, postcode TEXT NOT NULL, place TEXT NOT NULL,
    access_keys TEXT NOT NULL, access_contact TEXT NOT NULL, access_phone TEXT NOT NULL, access_hours TEXT NOT NULL,
    search TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX building_name ON building (name);
CREATE TABLE hazard (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), kind TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (id, building)
) WITHOUT ROWID;
CREATE INDEX hazard_building ON hazard (building);
CREATE TABLE space (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), name TEXT NOT NULL, level TEXT NOT NULL,
    PRIMARY KEY (id, building)
) WITHOUT ROWID;
CREATE INDEX space_building ON space (building);
CREATE TABLE asset (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), space TEXT,
    name TEXT NOT NULL, family TEXT NOT NULL, make TEXT NOT NULL, model TEXT NOT NULL, serial TEXT NOT NULL,
    installed TEXT NOT NULL, search TEXT NOT NULL,
    PRIMARY KEY (id, building),
    FOREIGN KEY (space, building) REFERENCES space (id, building)
) WITHOUT ROWID;
CREATE INDEX asset_building ON asset (building);
CREATE TABLE remark (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL, text TEXT NOT NULL,
    corrects TEXT, in_force INTEGER NOT NULL,   -- one that was corrected or taken away is not in force
    PRIMARY KEY (id, building)
) WITHOUT ROWID;
CREATE INDEX remark_building ON remark (building);
CREATE INDEX remark_at ON remark (at);

CREATE TABLE request (
    id TEXT PRIMARY KEY, number TEXT, origin TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id), building TEXT NOT NULL REFERENCES building (id),
    space TEXT, asset TEXT, nature TEXT REFERENCES nature (id), priority TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL, work_order TEXT REFERENCES work_order (id),
    closed TEXT, search TEXT NOT NULL,
    FOREIGN KEY (asset, building) REFERENCES asset (id, building)
) WITHOUT ROWID;
CREATE INDEX request_at ON request (at);
CREATE INDEX request_number ON request (number) WHERE number IS NOT NULL;
CREATE INDEX request_building ON request (building);

CREATE TABLE work_order (
    id TEXT PRIMARY KEY, number TEXT NOT NULL, origin TEXT NOT NULL, request TEXT, title TEXT NOT NULL,
    description TEXT NOT NULL, organisation TEXT NOT NULL REFERENCES organisation (id),
    building TEXT NOT NULL REFERENCES building (id), space TEXT, asset TEXT,
    nature TEXT NOT NULL REFERENCES nature (id), priority TEXT NOT NULL, priority_rank INTEGER NOT NULL, due TEXT,
    planned_from TEXT, planned_to TEXT, team TEXT REFERENCES team (id),
    state TEXT NOT NULL, reason TEXT, new_since_approval INTEGER NOT NULL, late INTEGER NOT NULL,
    contradictions INTEGER NOT NULL, finished_at TEXT, finished_by TEXT, approved_at TEXT, changed_at TEXT NOT NULL,
    search TEXT NOT NULL,
    cause TEXT,   -- why it cannot be finished: wrong-building, other-trade, nobody-there, other
    FOREIGN KEY (asset, building) REFERENCES asset (id, building)
) WITHOUT ROWID;
CREATE INDEX work_order_state ON work_order (state, finished_at);
CREATE INDEX work_order_due ON work_order (due);
CREATE INDEX work_order_building ON work_order (building);
CREATE INDEX work_order_nature ON work_order (nature, state);
CREATE INDEX work_order_number ON work_order (number);
CREATE TABLE assignment (
    work_order TEXT NOT NULL REFERENCES work_order (id), person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL,
    PRIMARY KEY (work_order, person)
) WITHOUT ROWID;
CREATE INDEX assignment_person ON assignment (person);
CREATE TABLE intervention (
    id TEXT NOT NULL, work_order TEXT NOT NULL REFERENCES work_order (id),
    person TEXT NOT NULL REFERENCES person (id), started_at TEXT NOT NULL, ended_at TEXT, minutes INTEGER,
    report TEXT NOT NULL,
    PRIMARY KEY (id, work_order)
) WITHOUT ROWID;
CREATE INDEX intervention_work_order ON intervention (work_order);
CREATE INDEX intervention_person ON intervention (person, started_at);
CREATE TABLE checklist_answer (
    work_order TEXT NOT NULL REFERENCES work_order (id), item TEXT NOT NULL, position INTEGER NOT NULL,
    label TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT, required INTEGER NOT NULL, answer TEXT, person TEXT, at TEXT,
    PRIMARY KEY (work_order, item)
) WITHOUT ROWID;
CREATE INDEX checklist_answer_at ON checklist_answer (at) WHERE at IS NOT NULL;
CREATE TABLE material_use (
    id TEXT NOT NULL, work_order TEXT NOT NULL REFERENCES work_order (id), stock_item TEXT REFERENCES stock_item (id),
    label TEXT, quantity REAL NOT NULL, in_force INTEGER NOT NULL, person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL,
    PRIMARY KEY (id, work_order)
) WITHOUT ROWID;
CREATE INDEX material_use_work_order ON material_use (work_order);
CREATE INDEX material_use_at ON material_use (at);
-- Caption and phase are those of the newest correction.
CREATE TABLE photo (
    id TEXT NOT NULL, document TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL,
    -- Who says when it was taken: its camera, or the phone that took it in.
    taken_at TEXT NOT NULL, dated_by TEXT NOT NULL, caption TEXT NOT NULL, phase TEXT NOT NULL,
    sha256 TEXT NOT NULL, thumbnail TEXT NOT NULL,
    width_px INTEGER NOT NULL, height_px INTEGER NOT NULL, size_bytes INTEGER NOT NULL,
    withdrawn_at TEXT, withdrawn_by TEXT REFERENCES person (id),
    PRIMARY KEY (id, document)
) WITHOUT ROWID;
CREATE TABLE photo_correction (
    id TEXT NOT NULL, document TEXT NOT NULL, photo TEXT NOT NULL, person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL, caption TEXT NOT NULL, phase TEXT NOT NULL, withdrawn INTEGER NOT NULL,
    PRIMARY KEY (id, document)
) WITHOUT ROWID;
CREATE INDEX photo_correction_document ON photo_correction (document);
CREATE INDEX photo_document ON photo (document);
CREATE INDEX photo_at ON photo (at);
CREATE INDEX photo_sha256 ON photo (sha256);
CREATE INDEX photo_thumbnail ON photo (thumbnail);
-- The pictures the office has, by hash; the others are still on a phone.
CREATE TABLE photo_received (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE step (
    id TEXT NOT NULL, work_order TEXT NOT NULL REFERENCES work_order (id), kind TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL, reason TEXT,
    cause TEXT, takes_back TEXT,   -- the finish that a step of kind `taken-back` takes back
    PRIMARY KEY (id, work_order)
) WITHOUT ROWID;
CREATE INDEX step_work_order ON step (work_order);
CREATE INDEX step_at ON step (at);
CREATE TABLE contradiction (
    work_order TEXT NOT NULL REFERENCES work_order (id), key TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (work_order, key)
) WITHOUT ROWID;
-- Changes delivered by somebody who was no longer assigned, or by a phone whose clock is wrong.
CREATE TABLE delivery (
    work_order TEXT NOT NULL REFERENCES work_order (id), person TEXT NOT NULL, device TEXT NOT NULL,
    received_at TEXT NOT NULL, changes INTEGER NOT NULL, late INTEGER NOT NULL, skew_ms INTEGER NOT NULL,
    PRIMARY KEY (work_order, device, received_at, late)
) WITHOUT ROWID;
CREATE TABLE history_line (
    id TEXT NOT NULL, document TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id),
    asset TEXT, number TEXT NOT NULL, nature TEXT NOT NULL REFERENCES nature (id),
    person TEXT NOT NULL REFERENCES person (id), finished_at TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (id, document),
    FOREIGN KEY (asset, building) REFERENCES asset (id, building)
) WITHOUT ROWID;
CREATE INDEX history_line_document ON history_line (document);
CREATE INDEX history_line_building ON history_line (building);

CREATE TABLE device (
    id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person (id), name TEXT NOT NULL, enrolled_at TEXT NOT NULL,
    last_contact TEXT, skew_ms INTEGER NOT NULL, waiting_changes INTEGER NOT NULL, waiting_photos INTEGER NOT NULL,
    waiting_bytes INTEGER NOT NULL, withdrawn_at TEXT
) WITHOUT ROWID;
CREATE TABLE sync_log (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL REFERENCES device (id), at TEXT NOT NULL, accepted INTEGER NOT NULL,
    refused INTEGER NOT NULL, sent_documents INTEGER NOT NULL, sent_bytes INTEGER NOT NULL, skew_ms INTEGER NOT NULL
);

-- The common questions.
CREATE VIEW history_per_asset AS
    SELECT asset.name AS asset, asset.serial, building.name AS building, work_order.number, nature.code AS nature,
           work_order.title, work_order.state, person.name AS technician, intervention.started_at,
           intervention.minutes, intervention.report
    FROM intervention
    JOIN work_order ON work_order.id = intervention.work_order
    JOIN asset ON asset.id = work_order.asset AND asset.building = work_order.building
    JOIN building ON building.id = work_order.building
    LEFT JOIN nature ON nature.id = work_order.nature
    LEFT JOIN person ON person.id = intervention.person
    ORDER BY asset.name, intervention.started_at;
CREATE VIEW history_per_nature AS
    SELECT nature.code, nature.trade, nature.action, count(DISTINCT work_order.id) AS work_orders,
           count(intervention.id) AS interventions, coalesce(sum(intervention.minutes), 0) AS minutes
    FROM nature
    LEFT JOIN work_order ON work_order.nature = nature.id
    LEFT JOIN intervention ON intervention.work_order = work_order.id
    GROUP BY nature.id ORDER BY nature.code;
CREATE VIEW history_per_technician AS
    SELECT person.name AS technician, team.name AS team, count(DISTINCT work_order.id) AS work_orders,
           count(intervention.id) AS interventions, coalesce(sum(intervention.minutes), 0) AS minutes
    FROM person
    LEFT JOIN team ON team.id = person.team
    JOIN intervention ON intervention.person = person.id
    JOIN work_order ON work_order.id = intervention.work_order
    GROUP BY person.id ORDER BY person.name;
CREATE VIEW photo_missing AS
    SELECT document, count(*) AS photos FROM photo
    WHERE withdrawn_at IS NULL AND sha256 NOT IN (SELECT sha256 FROM photo_received) GROUP BY document;
CREATE VIEW cannot_be_finished_per_cause AS
    SELECT cause, count(*) AS work_orders FROM work_order WHERE state = 'cannot-be-finished' GROUP BY cause;
CREATE VIEW review_queue AS
    SELECT work_order.id, number, title, state, cause, finished_at, finished_by, late, contradictions, new_since_approval,
           coalesce(photo_missing.photos, 0) AS photos_missing
    FROM work_order LEFT JOIN photo_missing ON photo_missing.document = work_order.id
    WHERE state IN ('finished', 'cannot-be-finished') OR contradictions > 0 ORDER BY coalesce(finished_at, changed_at);

INSERT INTO watermark VALUES (1, 0, 0);
