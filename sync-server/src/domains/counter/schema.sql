-- Requests.

CREATE TABLE request (
    id TEXT PRIMARY KEY, number TEXT, origin TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id), building TEXT NOT NULL REFERENCES building (id),
    space TEXT, asset TEXT, nature TEXT REFERENCES nature (id), priority TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id), at TEXT NOT NULL, work_order TEXT REFERENCES work_order (id),
    closed TEXT, search TEXT NOT NULL,
    FOREIGN KEY (asset, building) REFERENCES asset (id, building)
);
CREATE INDEX request_at ON request (at);
CREATE INDEX request_number ON request (number) WHERE number IS NOT NULL;
CREATE INDEX request_building ON request (building);
