//! The rows of buildings and of their history.

use shared::building::{Building, RegisterField as F};
use shared::history::History;
use shared::search::searchable;
use shared::{DocumentKind, FactId, LabelCode};

use crate::projection::table::{DomainRows, Table, Title, clear, instant};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::values;

/// What buildings and their histories bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::Building, DocumentKind::History],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        let id = delivery.document.id().to_string();
        if delivery.document.kind() == DocumentKind::History {
            return Ok(history(table, &id, &delivery.read(History::read)?)?);
        }
        let own_label = LabelCode::of(delivery.document.id().as_bytes());
        Ok(building(table, &id, &delivery.read(Building::read)?, own_label)?)
    },
    visible: &[
        Visible::rows(
            "building",
            "seen(organisation) OR EXISTS (SELECT 1 FROM main.building_occupant o
                 WHERE o.building = building.id AND seen(o.organisation))",
        ),
        Visible::rows(
            "building_occupant",
            "EXISTS (SELECT 1 FROM building b WHERE b.id = building_occupant.building)",
        ),
        Visible::rows("hazard", "EXISTS (SELECT 1 FROM building b WHERE b.id = hazard.building)"),
        Visible::rows("space", "EXISTS (SELECT 1 FROM building b WHERE b.id = space.building)"),
        Visible::rows("asset", "EXISTS (SELECT 1 FROM building b WHERE b.id = asset.building)"),
        Visible::rows("remark", "EXISTS (SELECT 1 FROM building b WHERE b.id = remark.building)"),
        Visible::rows(
            "history_line",
            "EXISTS (SELECT 1 FROM work_order o WHERE o.number = history_line.number)",
        ),
    ],
    titles: &[Title {
        kind: DocumentKind::Building,
        whole: "SELECT name AS called FROM building WHERE id = $1",
        short: "SELECT name AS called FROM building WHERE id = $1",
        page: "/office/buildings/",
    }],
};

fn building(table: &Table<'_>, id: &str, building: &Building, own_label: LabelCode) -> Result<()> {
    clear(
        table,
        id,
        &[
            ("building", "id"),
            ("building_occupant", "building"),
            ("hazard", "building"),
            ("space", "building"),
            ("asset", "building"),
            ("remark", "building"),
        ],
    )?;
    let (address, access) = (&building.address, &building.access);
    let detail = |field| building.details.get(&field).cloned();
    let site = building.details.get(&F::Site).map_or("", String::as_str);
    let search = searchable(&[
        &building.code,
        &building.name,
        site,
        &address.street,
        &address.number,
        &address.postcode,
        &address.place,
    ]);
    table.put(
        "INSERT INTO building (id, code, name, organisation, street, number, postcode, place,
             access_keys, access_contact, access_phone, access_hours, search, site, municipality, best_address,
             position, parcels, surface, year, energy, energy_until, retired_on, retired_why, own_label, label)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
             $22, $23, $24, $25, $26)",
        values![
            id,
            building.code,
            building.name,
            building.organisation.to_string(),
            address.street,
            address.number,
            address.postcode,
            address.place,
            access.keys,
            access.contact,
            access.phone,
            access.hours,
            search,
            detail(F::Site),
            detail(F::Municipality),
            detail(F::BestAddress),
            detail(F::Position),
            detail(F::Parcels),
            detail(F::Surface),
            detail(F::Year),
            detail(F::Energy),
            detail(F::EnergyUntil),
            detail(F::RetiredOn),
            detail(F::RetiredWhy),
            own_label.as_str(),
            detail(F::Label)
        ],
    )?;
    hazards(table, id, building)?;
    spaces(table, id, building)?;
    assets(table, id, building)?;
    occupants(table, id, building)?;
    remarks(table, id, building)
}

fn hazards(table: &Table<'_>, id: &str, building: &Building) -> Result<()> {
    for (hazard_id, hazard) in &building.hazards {
        let values = values![hazard_id.to_string(), id, hazard.kind.name(), hazard.note];
        table.put("INSERT INTO hazard (id, building, kind, note) VALUES ($1, $2, $3, $4)", values)?;
    }
    Ok(())
}

fn spaces(table: &Table<'_>, id: &str, building: &Building) -> Result<()> {
    for (space_id, space) in &building.spaces {
        let detail = |field| space.details.get(&field).cloned();
        table.put(
            "INSERT INTO space (id, building, name, level, code, within, surface, retired_on, retired_why,
                 own_label, label)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            values![
                space_id.to_string(),
                id,
                space.name,
                space.level,
                detail(F::Code),
                detail(F::Within),
                detail(F::Surface),
                detail(F::RetiredOn),
                detail(F::RetiredWhy),
                LabelCode::of(space_id.as_bytes()).as_str(),
                detail(F::Label)
            ],
        )?;
    }
    Ok(())
}

fn assets(table: &Table<'_>, id: &str, building: &Building) -> Result<()> {
    for (asset_id, asset) in &building.assets {
        let detail = |field| asset.details.get(&field).cloned();
        let code = asset.details.get(&F::Code).map_or("", String::as_str);
        let words =
            [&asset.name, &asset.family, &asset.make, &asset.model, &asset.serial].map(String::as_str);
        table.put(
            "INSERT INTO asset (id, building, space, name, family, make, model, serial, installed, code, within,
                 retired_on, retired_why, search, own_label, label)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            values![
                asset_id.to_string(),
                id,
                asset.space.map(|space| space.to_string()),
                asset.name,
                asset.family,
                asset.make,
                asset.model,
                asset.serial,
                asset.installed,
                detail(F::Code),
                detail(F::Within),
                detail(F::RetiredOn),
                detail(F::RetiredWhy),
                searchable(&[words.as_slice(), &[code]].concat()),
                LabelCode::of(asset_id.as_bytes()).as_str(),
                detail(F::Label)
            ],
        )?;
    }
    Ok(())
}

fn occupants(table: &Table<'_>, id: &str, building: &Building) -> Result<()> {
    for organisation in building.occupants.keys() {
        let values = values![id, organisation.to_string()];
        table.put("INSERT INTO building_occupant (building, organisation) VALUES ($1, $2)", values)?;
    }
    Ok(())
}

fn remarks(table: &Table<'_>, id: &str, building: &Building) -> Result<()> {
    let in_force: Vec<FactId> = building.remarks_in_force().into_iter().map(|(fact, _)| fact).collect();
    for (remark_id, remark) in &building.remarks {
        table.put(
            "INSERT INTO remark (id, building, person, at, text, corrects, in_force) VALUES ($1, $2, $3,
             $4, $5, $6, $7)",
            values![
                remark_id.to_string(),
                id,
                remark.by.to_string(),
                instant(remark.at),
                remark.text,
                remark.corrects.map(|other| other.to_string()),
                in_force.contains(remark_id)
            ],
        )?;
    }
    Ok(())
}

fn history(table: &Table<'_>, id: &str, history: &History) -> Result<()> {
    clear(table, id, &[("history_line", "document")])?;
    for (line_id, line) in &history.lines {
        table.put(
            "INSERT INTO history_line (id, document, building, asset, number, nature, person,
             finished_at, summary) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            values![
                line_id.to_string(),
                id,
                history.building.to_string(),
                line.asset.map(|asset| asset.to_string()),
                line.number,
                line.nature.to_string(),
                line.technician.to_string(),
                instant(line.finished_at),
                line.summary
            ],
        )?;
    }
    Ok(())
}
