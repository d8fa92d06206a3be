//! What the office did not accept, as text a person can read and copy.

use serde_json::Value;
use shared::document::{Building, Request, WorkOrder};
use shared::{Document, DocumentKind};

/// What `with` says and `without` does not, one line each: `report: …`.
pub(super) fn text(without: &Document, with: &Document) -> String {
    let (before, after) = (value(without), value(with));
    let mut lines = Vec::new();
    difference(&before, &after, "", &mut lines);
    lines.join("\n")
}

fn value(document: &Document) -> Value {
    let read = match document.kind() {
        DocumentKind::WorkOrder => {
            WorkOrder::read(document).ok().and_then(|read| serde_json::to_value(read).ok())
        }
        DocumentKind::Building => {
            Building::read(document).ok().and_then(|read| serde_json::to_value(read).ok())
        }
        DocumentKind::Request => {
            Request::read(document).ok().and_then(|read| serde_json::to_value(read).ok())
        }
        DocumentKind::History | DocumentKind::Catalogue => None,
    };
    read.unwrap_or(Value::Null)
}

fn difference(before: &Value, after: &Value, name: &str, lines: &mut Vec<String>) {
    if before == after {
        return;
    }
    match after {
        Value::Object(fields) => {
            for (key, field) in fields {
                difference(before.get(key).unwrap_or(&Value::Null), field, key, lines);
            }
        }
        Value::Array(values) => {
            for (at, item) in values.iter().enumerate() {
                difference(before.get(at).unwrap_or(&Value::Null), item, name, lines);
            }
        }
        Value::String(text) if !text.is_empty() && !is_machine_text(text) => {
            lines.push(format!("{name}: {text}"))
        }
        Value::Number(_) | Value::Bool(_) | Value::String(_) | Value::Null => {}
    }
}

/// Ids and hashes say nothing to a reader.
fn is_machine_text(text: &str) -> bool {
    text.len() >= 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
