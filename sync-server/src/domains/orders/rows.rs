//! The rows of work orders.

use shared::document::priority::Priority;
use shared::search::searchable;
use shared::work_order::status::Contradiction;
use shared::work_order::{CannotFinishCause, Material, Step, StepKind, WorkOrder};
use shared::{DocumentKind, FactId, Timestamp};

use crate::base::limits::SKEW_MS_SHOWN_MIN;
use crate::projection::photo_rows::photo_row;
use crate::projection::table::{DomainRows, Table, Title, clear, instant, optional_instant};
use crate::sql::Result;
use crate::sql::visibility::Visible;
use crate::store::ChangeRecord;
use crate::values;

/// That a row is of a work order that is seen.
macro_rules! of_order {
    ($table:literal) => {
        concat!("EXISTS (SELECT 1 FROM work_order w WHERE w.id = ", $table, ".work_order)")
    };
}

/// That a row is of a document with photos that is seen.
macro_rules! of_document {
    ($table:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM work_order w WHERE w.id = ",
            $table,
            ".document) OR EXISTS (SELECT 1 FROM request r WHERE r.id = ",
            $table,
            ".document)"
        )
    };
}

/// What work orders bring to the office database.
pub(crate) const ROWS: DomainRows = DomainRows {
    kinds: &[DocumentKind::WorkOrder],
    schema: include_str!("schema.sql"),
    project: |table, delivery| {
        let order = delivery.read(WorkOrder::read)?;
        Ok(work_order(table, &delivery.document.id().to_string(), &order, delivery.changes)?)
    },
    visible: &[
        Visible::rows("work_order", "seen(organisation)"),
        // What a request shows of another administration's order.
        Visible::whole("state_of_work_order"),
        Visible::rows("assignment", of_order!("assignment")),
        Visible::rows("intervention", of_order!("intervention")),
        Visible::rows("checklist_answer", of_order!("checklist_answer")),
        Visible::rows("material_use", of_order!("material_use")),
        Visible::rows("step", of_order!("step")),
        Visible::rows("contradiction", of_order!("contradiction")),
        Visible::rows("delivery", of_order!("delivery")),
        Visible::rows("photo", of_document!("photo")),
        Visible::rows("photo_correction", of_document!("photo_correction")),
    ],
    titles: &[Title {
        kind: DocumentKind::WorkOrder,
        whole: "SELECT number || ' ' || title AS called FROM work_order WHERE id = $1",
        short: "SELECT number AS called FROM work_order WHERE id = $1",
        page: "/office/work-orders/",
    }],
};

fn work_order(table: &Table<'_>, id: &str, order: &WorkOrder, changes: &[ChangeRecord]) -> Result<()> {
    clear(
        table,
        id,
        &[
            ("work_order", "id"),
            ("assignment", "work_order"),
            ("intervention", "work_order"),
            ("checklist_answer", "work_order"),
            ("material_use", "work_order"),
            ("photo", "document"),
            ("photo_correction", "document"),
            ("step", "work_order"),
            ("contradiction", "work_order"),
            ("delivery", "work_order"),
        ],
    )?;
    order_row(table, id, order, changes)?;
    for (person, at) in &order.assigned {
        let values = values![id, person.to_string(), instant(*at)];
        table.put("INSERT INTO assignment (work_order, person, at) VALUES ($1, $2, $3)", values)?;
    }
    for (visit_id, visit) in &order.interventions {
        let minutes = visit.ended_at.map(|end| end.ms_since(visit.started_at).max(0) / 60_000);
        table.put(
            "INSERT INTO intervention (id, work_order, person, started_at, ended_at, minutes, report)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                visit_id.to_string(),
                id,
                visit.by.to_string(),
                instant(visit.started_at),
                optional_instant(visit.ended_at),
                minutes,
                visit.report
            ],
        )?;
    }
    checklist(table, id, order)?;
    materials(table, id, order)?;
    photos(table, id, order)?;
    for (step_id, step) in &order.steps {
        table.put(
            "INSERT INTO step (id, work_order, kind, person, at, reason, cause, takes_back)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                step_id.to_string(),
                id,
                step.kind.name(),
                step.by.to_string(),
                instant(step.at),
                step.kind.reason(),
                step.kind.cause().map(CannotFinishCause::name),
                step.kind.takes_back().map(|finish| finish.to_string())
            ],
        )?;
    }
    for contradiction in order.status().contradictions {
        table.put(
            "INSERT INTO contradiction (work_order, key, kind, detail) VALUES ($1, $2, $3, $4)
             ON CONFLICT (work_order, key) DO UPDATE SET kind = excluded.kind, detail = excluded.detail",
            values![id, contradiction.key(), contradiction.name(), detail(&contradiction)],
        )?;
    }
    deliveries(table, id, changes)
}

fn order_row(table: &Table<'_>, id: &str, order: &WorkOrder, changes: &[ChangeRecord]) -> Result<()> {
    let status = order.status();
    let finish: Option<&Step> = order.last_finish().map(|(_, step)| step);
    let approval = order.steps.values().rev().find(|step| matches!(step.kind, StepKind::Approved { .. }));
    let rank =
        Priority::all().take_while(|priority| *priority != order.priority).fold(0_u8, |rank, _| rank + 1);
    let changed_at = changes.last().map_or(Timestamp(0), |change| change.received.at);
    table.put(
        "INSERT INTO work_order (id, number, origin, request, title, description, organisation,
             building, space, asset, nature, priority, priority_rank, due, planned_from, planned_to,
             team, state, reason, new_since_approval, late, contradictions, finished_at, finished_by,
             approved_at, changed_at, search, cause) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)",
        values![
            id,
            order.number,
            order.origin.name(),
            order.request.map(|request| request.to_string()),
            order.title,
            order.description,
            order.organisation.to_string(),
            order.building.to_string(),
            order.space.map(|space| space.to_string()),
            order.asset.map(|asset| asset.to_string()),
            order.nature.to_string(),
            order.priority.name(),
            rank,
            order.due.map(|day| day.to_string()),
            optional_instant(order.planned.map(|planned| planned.from)),
            optional_instant(order.planned.map(|planned| planned.to)),
            order.team.map(|team| team.to_string()),
            status.state.name(),
            status.state.reason(),
            status.new_since_approval,
            changes.iter().any(|change| change.received.late),
            status.contradictions.len(),
            optional_instant(finish.map(|step| step.at)),
            finish.map(|step| step.by.to_string()),
            optional_instant(approval.map(|step| step.at)),
            instant(changed_at),
            searchable(&[&order.number, &order.title, &order.description]),
            status.state.cause().map(CannotFinishCause::name),
        ],
    )
}

fn photos(table: &Table<'_>, id: &str, order: &WorkOrder) -> Result<()> {
    for (photo_id, photo) in order.corrected_photos() {
        photo_row(table, id, photo_id, (photo.by, photo.at), &photo.facts, photo.withdrawn)?;
    }
    for (correction_id, correction) in &order.photos {
        let Some(corrects) = correction.corrects else { continue };
        table.put(
            "INSERT INTO photo_correction (id, document, photo, person, at, caption, phase, withdrawn)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                correction_id.to_string(),
                id,
                corrects.to_string(),
                correction.by.to_string(),
                instant(correction.at),
                correction.facts.caption,
                correction.facts.phase.name(),
                correction.withdrawn
            ],
        )?;
    }
    Ok(())
}

fn checklist(table: &Table<'_>, id: &str, order: &WorkOrder) -> Result<()> {
    for (item_id, item) in &order.checklist {
        let answer = item.answer.as_ref();
        table.put(
            "INSERT INTO checklist_answer (work_order, item, position, label, kind, unit, required,
             answer, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![
                id,
                item_id.to_string(),
                item.position,
                item.asked.label,
                item.asked.kind.name(),
                item.asked.unit,
                item.asked.required,
                answer.map(|answer| answer.value.plain()),
                answer.map(|answer| answer.by.to_string()),
                answer.map(|answer| instant(answer.at))
            ],
        )?;
    }
    Ok(())
}

fn materials(table: &Table<'_>, id: &str, order: &WorkOrder) -> Result<()> {
    let in_force: Vec<FactId> = order.materials_in_force().into_iter().map(|(fact, _)| fact).collect();
    for (use_id, used) in &order.materials {
        let (item, label) = match &used.material {
            Material::Stock(item) => (Some(item.to_string()), None),
            Material::Other(label) => (None, Some(label)),
        };
        #[expect(clippy::cast_precision_loss, reason = "a quantity is far below 2^52 thousandths")]
        let quantity = used.quantity.0 as f64 / 1000.0;
        table.put(
            "INSERT INTO material_use (id, work_order, stock_item, label, quantity, in_force, person, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                use_id.to_string(),
                id,
                item,
                label,
                quantity,
                in_force.contains(use_id),
                used.by.to_string(),
                instant(used.at)
            ],
        )?;
    }
    Ok(())
}

fn deliveries(table: &Table<'_>, id: &str, changes: &[ChangeRecord]) -> Result<()> {
    for change in changes {
        let received = &change.received;
        let (Some(device), Some(person)) = (received.device, received.person) else { continue };
        if !received.late && received.skew_ms.saturating_abs() < SKEW_MS_SHOWN_MIN {
            continue;
        }
        table.put(
            "INSERT INTO delivery (work_order, person, device, received_at, changes, late, skew_ms)
             VALUES ($1, $2, $3, $4, 1, $5, $6) ON CONFLICT (work_order, device, received_at, late)
             DO UPDATE SET changes = delivery.changes + 1",
            values![
                id,
                person.to_string(),
                device.to_string(),
                instant(received.at),
                received.late,
                received.skew_ms
            ],
        )?;
    }
    Ok(())
}

/// What a contradiction is about, for a reader of the table.
fn detail(contradiction: &Contradiction) -> String {
    match contradiction {
        Contradiction::FinishedThoughCancelled { finished, cancelled } => format!("{finished} {cancelled}"),
        Contradiction::FinishedTwice { first, second } => format!("{first} {second}"),
        Contradiction::TakenBackThoughApproved { taken_back, approved } => format!("{taken_back} {approved}"),
        Contradiction::CannotFollow { step, state } => format!("{step} {state}"),
        Contradiction::Field(conflict) => {
            let values: Vec<&str> = conflict.values.iter().map(|value| value.value.as_str()).collect();
            format!("{}: {}", conflict.field, values.join(" | "))
        }
    }
}
