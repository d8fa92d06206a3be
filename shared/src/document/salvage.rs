//! What can be read in a change that cannot be applied: the texts its operations write, without
//! the document they belong to.

use automerge::ScalarValue;
use automerge::legacy::{Key, ObjectId, Op, OpType};

use crate::document::change::parse;
use crate::document::error::DocumentError;

/// The texts a change writes, in its own order: `key : value` for a field, the letters put in for
/// a collaborative text. What only the machine reads (ids, hashes) is left out.
///
/// # Errors
/// [`DocumentError::Corrupt`] when the bytes are no change, [`DocumentError::TooLarge`] when they are more than a
/// change may have.
pub fn texts_of(change: &[u8]) -> Result<Vec<String>, DocumentError> {
    let mut texts = Vec::new();
    let mut typing: Option<(ObjectId, String)> = None;
    for op in parse(change)?.decode().operations {
        let Some(text) = text_of(&op) else { continue };
        match (&op.key, &mut typing) {
            (Key::Seq(_), Some((object, letters))) if *object == op.obj => letters.push_str(text),
            (Key::Seq(_), _) => {
                texts.extend(typing.replace((op.obj.clone(), text.to_owned())).map(|(_, letters)| letters));
            }
            (Key::Map(key), _) if !is_for_machines(text) => texts.push(format!("{key} : {text}")),
            (Key::Map(_), _) => {}
        }
    }
    texts.extend(typing.map(|(_, letters)| letters));
    texts.retain(|text| !text.trim().is_empty());
    Ok(texts)
}

fn text_of(op: &Op) -> Option<&str> {
    match &op.action {
        OpType::Put(ScalarValue::Str(text)) => Some(text),
        OpType::Put(_)
        | OpType::Make(_)
        | OpType::Delete
        | OpType::Increment(_)
        | OpType::MarkBegin(_)
        | OpType::MarkEnd(_) => None,
    }
}

fn is_for_machines(text: &str) -> bool {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash || uuid::Uuid::try_parse(text).is_ok()
}
