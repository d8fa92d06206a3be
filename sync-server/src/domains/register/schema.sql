-- Buildings with their hazards, spaces, assets and remarks, and the history of their work orders.

CREATE TABLE building (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, organisation TEXT NOT NULL REFERENCES organisation (id),
    street TEXT NOT NULL, number TEXT NOT NULL, postcode TEXT NOT NULL, place TEXT NOT NULL,
    site TEXT, municipality TEXT, best_address TEXT, position TEXT, parcels TEXT, surface TEXT, year TEXT,
    energy TEXT, energy_until TEXT,
    retired_on TEXT, retired_why TEXT,   -- of what is out of use; also of spaces and assets
    access_keys TEXT NOT NULL, access_contact TEXT NOT NULL, access_phone TEXT NOT NULL, access_hours TEXT NOT NULL,
    search TEXT NOT NULL,
    -- The code on its own label, and on one that was printed blank and stuck on it; also of spaces and assets.
    own_label TEXT NOT NULL, label TEXT
);
CREATE INDEX building_name ON building (name);
CREATE INDEX building_own_label ON building (own_label);
CREATE INDEX building_label ON building (label) WHERE label IS NOT NULL;
-- The other administrations that occupy it.
CREATE TABLE building_occupant (
    building TEXT NOT NULL REFERENCES building (id), organisation TEXT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (building, organisation)
);
CREATE TABLE hazard (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), kind TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (id, building)
);
CREATE INDEX hazard_building ON hazard (building);
CREATE TABLE space (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), name TEXT NOT NULL, level TEXT NOT NULL,
    code TEXT, within TEXT, surface TEXT, retired_on TEXT, retired_why TEXT, own_label TEXT NOT NULL, label TEXT,
    PRIMARY KEY (id, building)
);
CREATE INDEX space_building ON space (building);
CREATE INDEX space_own_label ON space (own_label);
CREATE INDEX space_label ON space (label) WHERE label IS NOT NULL;
CREATE TABLE asset (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), space TEXT,
    name TEXT NOT NULL, family TEXT NOT NULL, make TEXT NOT NULL, model TEXT NOT NULL, serial TEXT NOT NULL,
    installed TEXT NOT NULL, code TEXT, within TEXT, retired_on TEXT, retired_why TEXT, search TEXT NOT NULL,
    own_label TEXT NOT NULL, label TEXT,
    PRIMARY KEY (id, building),
    FOREIGN KEY (space, building) REFERENCES space (id, building)
);
CREATE INDEX asset_building ON asset (building);
CREATE INDEX asset_own_label ON asset (own_label);
CREATE INDEX asset_label ON asset (label) WHERE label IS NOT NULL;
CREATE TABLE remark (
    id TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id), person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL, text TEXT NOT NULL,
    corrects TEXT, in_force BOOLEAN NOT NULL,   -- one that was corrected or taken away is not in force
    PRIMARY KEY (id, building)
);
CREATE INDEX remark_building ON remark (building);
CREATE INDEX remark_at ON remark (at);
CREATE TABLE history_line (
    id TEXT NOT NULL, document TEXT NOT NULL, building TEXT NOT NULL REFERENCES building (id),
    asset TEXT, number TEXT NOT NULL, nature TEXT NOT NULL REFERENCES nature (id),
    person TEXT NOT NULL REFERENCES person (id), finished_at TEXT NOT NULL, summary TEXT NOT NULL,
    PRIMARY KEY (id, document),
    FOREIGN KEY (asset, building) REFERENCES asset (id, building)
);
CREATE INDEX history_line_document ON history_line (document);
CREATE INDEX history_line_building ON history_line (building);
