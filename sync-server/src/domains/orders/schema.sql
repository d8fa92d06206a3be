-- Work orders, and the common questions about them.

CREATE TABLE work_order (
    id TEXT PRIMARY KEY, number TEXT NOT NULL, origin TEXT NOT NULL, request TEXT, title TEXT NOT NULL,
    description TEXT NOT NULL, organisation TEXT NOT NULL REFERENCES organisation (id),
    building TEXT NOT NULL REFERENCES building (id), space TEXT, asset TEXT,
    nature TEXT NOT NULL REFERENCES nature (id), priority TEXT NOT NULL, priority_rank BIGINT NOT NULL, due TEXT,
    planned_from TEXT, planned_to TEXT, team TEXT REFERENCES team (id),
    state TEXT NOT NULL, reason TEXT, new_since_approval BOOLEAN NOT NULL, late BOOLEAN NOT NULL,
    contradictions BIGINT NOT NULL, finished_at TEXT, finished_by TEXT, approved_at TEXT, changed_at TEXT NOT NULL,
    search TEXT NOT NULL,
    cause TEXT,   -- why it cannot be finished: wrong-building, other-trade, nobody-there, other
    FOREIGN KEY (asset, building) REFERENCES asset (id, building)
);
CREATE INDEX work_order_state ON work_order (state, finished_at);
CREATE INDEX work_order_due ON work_order (due);
CREATE INDEX work_order_building ON work_order (building);
CREATE INDEX work_order_nature ON work_order (nature, state);
CREATE INDEX work_order_number ON work_order (number);
CREATE TABLE assignment (
    work_order TEXT NOT NULL REFERENCES work_order (id), person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL,
    PRIMARY KEY (work_order, person)
);
CREATE INDEX assignment_person ON assignment (person);
CREATE TABLE intervention (
    id TEXT NOT NULL, work_order TEXT NOT NULL REFERENCES work_order (id),
    person TEXT NOT NULL REFERENCES person (id), started_at TEXT NOT NULL, ended_at TEXT, minutes BIGINT,
    report TEXT NOT NULL,
    PRIMARY KEY (id, work_order)
);
CREATE INDEX intervention_work_order ON intervention (work_order);
CREATE INDEX intervention_person ON intervention (person, started_at);
CREATE TABLE checklist_answer (
    work_order TEXT NOT NULL REFERENCES work_order (id), item TEXT NOT NULL, position BIGINT NOT NULL,
    label TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT, required BOOLEAN NOT NULL, answer TEXT, person TEXT, at TEXT,
    PRIMARY KEY (work_order, item)
);
CREATE INDEX checklist_answer_at ON checklist_answer (at) WHERE at IS NOT NULL;
CREATE TABLE material_use (
    id TEXT NOT NULL, work_order TEXT NOT NULL REFERENCES work_order (id), stock_item TEXT REFERENCES stock_item (id),
    label TEXT, quantity DOUBLE PRECISION NOT NULL, in_force BOOLEAN NOT NULL, person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL,
    PRIMARY KEY (id, work_order)
);
CREATE INDEX material_use_work_order ON material_use (work_order);
CREATE INDEX material_use_at ON material_use (at);
CREATE TABLE step (
    id TEXT NOT NULL, work_order TEXT NOT NULL REFERENCES work_order (id), kind TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL, reason TEXT,
    cause TEXT, takes_back TEXT,   -- the finish that a step of kind `taken-back` takes back
    PRIMARY KEY (id, work_order)
);
CREATE INDEX step_work_order ON step (work_order);
CREATE INDEX step_at ON step (at);
CREATE TABLE contradiction (
    work_order TEXT NOT NULL REFERENCES work_order (id), key TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (work_order, key)
);
-- Changes delivered by somebody who was no longer assigned, or by a phone whose clock is wrong.
CREATE TABLE delivery (
    work_order TEXT NOT NULL REFERENCES work_order (id), person TEXT NOT NULL, device TEXT NOT NULL,
    received_at TEXT NOT NULL, changes BIGINT NOT NULL, late BOOLEAN NOT NULL, skew_ms BIGINT NOT NULL,
    PRIMARY KEY (work_order, device, received_at, late)
);

CREATE VIEW state_of_work_order AS SELECT id, state FROM work_order;
CREATE VIEW history_per_nature AS
    SELECT nature.code, nature.trade, nature.action, count(DISTINCT work_order.id) AS work_orders,
           count(intervention.id) AS interventions, coalesce(sum(intervention.minutes), 0) AS minutes
    FROM nature
    LEFT JOIN work_order ON work_order.nature = nature.id
    LEFT JOIN intervention ON intervention.work_order = work_order.id
    GROUP BY nature.id ORDER BY nature.code;
CREATE VIEW cannot_be_finished_per_cause AS
    SELECT cause, count(*) AS work_orders FROM work_order WHERE state = 'cannot-be-finished' GROUP BY cause;
CREATE VIEW review_queue AS
    SELECT work_order.id, number, title, state, cause, finished_at, finished_by, late, contradictions, new_since_approval,
           coalesce(photo_missing.photos, 0) AS photos_missing
    FROM work_order LEFT JOIN photo_missing ON photo_missing.document = work_order.id
    WHERE state IN ('finished', 'cannot-be-finished') OR contradictions > 0 ORDER BY coalesce(finished_at, changed_at);
