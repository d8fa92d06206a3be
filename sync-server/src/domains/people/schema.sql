-- Who works here, as colleagues know them.

CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, team TEXT REFERENCES team (id),
    search TEXT NOT NULL
);

-- Those of whom somebody at the office may know that they work here.
CREATE VIEW person_seen AS SELECT id FROM person;

-- What was done, and by whom.
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
CREATE VIEW history_per_technician AS
    SELECT person.name AS technician, team.name AS team, count(DISTINCT work_order.id) AS work_orders,
           count(intervention.id) AS interventions, coalesce(sum(intervention.minutes), 0) AS minutes
    FROM person
    LEFT JOIN team ON team.id = person.team
    JOIN intervention ON intervention.person = person.id
    JOIN work_order ON work_order.id = intervention.work_order
    GROUP BY person.id, team.id ORDER BY person.name;
