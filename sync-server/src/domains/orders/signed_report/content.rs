//! What a report says of an order, in plain fields: everything that whoever approved it had before them, with names
//! beside ids, and the hashes that hold it to the document and to the photos. Described for others in
//! `docs/signed-report.md`, whose form is [`FORM`]; who changes what stands here changes both.
//!
//! Every member is always there; what is not known is `null`. Instants are in UTC, to the millisecond (RFC 3339).

use serde_json::{Value, json};
use shared::work_order::{CorrectedPhoto, Material, StepKind, WorkOrder};
use shared::{FactId, PersonId, Timestamp};

use crate::audit_head::signed::instant;
use crate::domains::catalogue::names::Names;
use crate::domains::orders::sheet::Sheet;
use crate::signed_report::{FORM, LogLine};

/// The approval of an order that counts.
#[derive(Debug, Clone)]
pub(crate) struct Approval {
    pub(crate) step: FactId,
    pub(crate) by: PersonId,
    pub(crate) at: Timestamp,
    /// The heads that were seen.
    seen: Value,
}

impl Approval {
    /// The newest approval that nobody took back; `None` when there is none.
    pub(crate) fn of(order: &WorkOrder) -> Option<Self> {
        let gone: Vec<FactId> =
            order.steps.values().filter_map(|step| step.kind.takes_review_back()).collect();
        order.steps.iter().rev().filter(|(id, _)| !gone.contains(id)).find_map(|(id, step)| {
            match &step.kind {
                StepKind::Approved { seen } => {
                    let seen = seen.hashes().iter().map(ToString::to_string).collect();
                    Some(Self { step: *id, by: step.by, at: step.at, seen })
                }
                StepKind::Started
                | StepKind::Paused
                | StepKind::Finished
                | StepKind::CannotFinish { .. }
                | StepKind::TakenBack { .. }
                | StepKind::SentBack { .. }
                | StepKind::Cancelled { .. }
                | StepKind::Settled { .. } => None,
            }
        })
    }
}

/// The whole report: of the order, by the body that answers for the server, and where the audit log has it.
pub(crate) fn report(issuer: &str, order: &Value, signed: LogLine, approval: Option<LogLine>) -> Value {
    let line = |line: LogLine| json!({"line": line.id, "chain": line.chain.to_string()});
    json!({
        "form": FORM,
        "issuer": if issuer.is_empty() { Value::Null } else { issuer.into() },
        "order": order,
        "audit": {"approval": approval.map(line), "signed": line(signed)},
    })
}

/// The order.
pub(crate) fn order(sheet: &Sheet, approval: &Approval) -> Value {
    let Sheet { order, names, building, .. } = sheet;
    let building = building.as_ref();
    let space = order.space.map(|id| {
        let known = building.and_then(|building| building.spaces.iter().find(|(space, _, _)| *space == id));
        named(id, known.map(|(_, name, _)| name.as_str()))
    });
    let asset = order.asset.map(|id| {
        let known = building.and_then(|building| building.assets.iter().find(|asset| asset.id == id));
        let text = |of: fn(&crate::domains::register::queries::AssetRow) -> &String| known.map(of);
        json!({
            "id": id.to_string(), "name": text(|asset| &asset.name), "make": text(|asset| &asset.make),
            "model": text(|asset| &asset.model), "serial": text(|asset| &asset.serial),
        })
    });
    json!({
        "id": sheet.id.to_string(),
        "number": order.number,
        "title": order.title,
        "description": order.description,
        "heads": sheet.heads.hashes().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "organisation": named(order.organisation, Some(names.organisation(order.organisation))),
        "building": {
            "id": order.building.to_string(),
            "name": building.map(|building| &building.name),
            "address": building.map(|building| &building.address),
        },
        "space": space,
        "asset": asset,
        "nature": named(order.nature, Some(&names.nature(order.nature))),
        "priority": order.priority.name(),
        "due": order.due.map(|day| day.to_string()),
        "request": order.request.map(|id| named(id, sheet.request.as_deref())),
        "assigned": order.assigned.keys().map(|id| person(names, *id)).collect::<Vec<_>>(),
        "approved": {
            "step": approval.step.to_string(),
            "by": person(names, approval.by),
            "at": instant(approval.at),
            "seen": approval.seen,
        },
        "visits": visits(sheet),
        "checklist": checklist(sheet),
        "materials": materials(sheet),
        "photos": photos(sheet),
        "steps": steps(sheet),
    })
}

fn named(id: impl ToString, name: Option<&str>) -> Value {
    json!({"id": id.to_string(), "name": name})
}

fn person(names: &Names, id: PersonId) -> Value {
    named(id, Some(names.person(id)))
}

fn visits(sheet: &Sheet) -> Vec<Value> {
    let visits = sheet.order.interventions.iter().map(|(id, visit)| {
        json!({
            "id": id.to_string(),
            "by": person(&sheet.names, visit.by),
            "from": instant(visit.started_at),
            "to": visit.ended_at.map(instant),
            "report": visit.report,
        })
    });
    visits.collect()
}

fn checklist(sheet: &Sheet) -> Vec<Value> {
    let items = sheet.order.checklist_in_order().into_iter().map(|(id, item)| {
        let answer = item.answer.as_ref().map(|answer| {
            json!({
                "value": answer.value.plain(),
                "by": person(&sheet.names, answer.by),
                "at": instant(answer.at),
            })
        });
        json!({
            "id": id.to_string(),
            "label": item.asked.label,
            "kind": item.asked.kind.name(),
            "unit": item.asked.unit,
            "required": item.asked.required,
            "answer": answer,
        })
    });
    items.collect()
}

fn materials(sheet: &Sheet) -> Vec<Value> {
    let used = sheet.order.materials_in_force().into_iter().map(|(id, used)| {
        let (item, label, code, unit) = match &used.material {
            Material::Stock(item) => {
                let known = sheet.stock.get(item);
                (
                    Some(item.to_string()),
                    known.map(|known| known.label.as_str()),
                    known.map(|known| known.code.as_str()),
                    known.map(|known| known.unit.as_str()),
                )
            }
            Material::Other(label) => (None, Some(label.as_str()), None, None),
        };
        json!({
            "id": id.to_string(), "item": item, "label": label, "code": code, "unit": unit,
            "quantity": used.quantity.to_string(),
            "by": person(&sheet.names, used.by),
            "at": instant(used.at),
        })
    });
    used.collect()
}

fn photos(sheet: &Sheet) -> Vec<Value> {
    let photos = sheet.order.corrected_photos().into_iter().map(|(id, photo)| {
        let CorrectedPhoto { by, at, facts, withdrawn } = photo;
        json!({
            "id": id.to_string(),
            "sha256": facts.sha256.to_string(),
            "thumbnail_sha256": facts.thumbnail.to_string(),
            "width": facts.width_px,
            "height": facts.height_px,
            "bytes": facts.size_bytes,
            "received": sheet.received.contains(&facts.sha256),
            "phase": facts.phase.name(),
            "caption": facts.caption,
            "taken_at": instant(facts.taken_at),
            "dated_by": facts.dated_by.name(),
            "by": person(&sheet.names, by),
            "at": instant(at),
            "withdrawn": withdrawn.map(|(by, at)| json!({"by": person(&sheet.names, by), "at": instant(at)})),
        })
    });
    photos.collect()
}

fn steps(sheet: &Sheet) -> Vec<Value> {
    let steps = sheet.order.steps.iter().map(|(id, step)| {
        json!({
            "id": id.to_string(),
            "kind": step.kind.phrase(),
            "cause": step.kind.cause().map(|cause| cause.name()),
            "reason": step.kind.reason(),
            "by": person(&sheet.names, step.by),
            "at": instant(step.at),
        })
    });
    steps.collect()
}
