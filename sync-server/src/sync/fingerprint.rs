//! What somebody looked at before they decided: a yes is to exactly those changes, and to none that
//! came in behind them.

use std::collections::BTreeSet;

use shared::document::{Effect, EffectAt};
use shared::kinds::effects;
use shared::{ChangeHash, Document, Sha256};

/// Stands for a set of changes, in whatever order they are told.
#[must_use]
pub fn fingerprint(changes: impl IntoIterator<Item = ChangeHash>) -> Sha256 {
    let in_order: BTreeSet<ChangeHash> = changes.into_iter().collect();
    Sha256::of(&in_order.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>())
}

/// Where changes reach into a document, one after the other, and how: `+ steps/approved`. What people
/// wrote is told elsewhere; this leaves nothing out, also what takes away or can hardly be read.
#[must_use]
pub fn touched<'a>(before: &Document, changes: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
    let mut touched = BTreeSet::new();
    let mut document = before.clone();
    for change in changes {
        // The caller has checked them against the policy: they apply.
        let Ok((found, after)) = effects(&document, change) else { break };
        touched.extend(found.iter().map(line));
        document = after;
    }
    touched.into_iter().collect()
}

/// One of these.
pub(crate) fn line(effect: &EffectAt) -> String {
    format!("{} {}", sign(effect.effect), effect.path).trim_end().to_owned()
}

const fn sign(effect: Effect) -> char {
    match effect {
        Effect::Create => '*',
        Effect::Insert => '+',
        Effect::Put => '=',
        Effect::Delete => '−',
        Effect::Splice => '~',
    }
}
