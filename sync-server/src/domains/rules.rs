//! The rules of all nouns, as the engine is handed them.

use crate::domains::{catalogue, counter, orders, register};
use crate::engine::transaction::DomainRules;

/// The rules of every noun; each kind of document stands in one of them.
pub const ALL: &[DomainRules] =
    &[orders::rules::RULES, register::rules::RULES, counter::rules::RULES, catalogue::rules::RULES];

#[cfg(test)]
mod tests {
    use shared::DocumentKind;

    use super::*;

    #[test]
    fn each_kind_of_document_is_of_one_noun() {
        let kinds = [
            DocumentKind::WorkOrder,
            DocumentKind::Building,
            DocumentKind::Request,
            DocumentKind::History,
            DocumentKind::Catalogue,
        ];
        for kind in kinds {
            let nouns = ALL.iter().filter(|rules| rules.kinds.contains(&kind)).count();
            assert_eq!(nouns, 1, "{kind:?}");
        }
    }
}
