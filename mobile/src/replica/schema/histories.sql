-- Each administration of a building has a history of its own there.
CREATE TABLE history_here (document BLOB PRIMARY KEY, building BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO history_here SELECT document, building FROM history_of;
DROP TABLE history_of;
ALTER TABLE history_here RENAME TO history_of;
CREATE INDEX history_of_building ON history_of (building);
