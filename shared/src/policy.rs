//! Who may change what: one table, for the server that enforces it on every change and for the
//! phone that greys out what it would refuse.
//!
//! The lines of the table stand with the nouns they are about, in `kind.rs` of each folder. What no line
//! allows is forbidden; facts are only ever added.

use crate::command::Command;
use crate::document::core::Document;
use crate::document::effect::{Effect, EffectAt};
use crate::document::error::DocumentError;
use crate::document_kind::DocumentKind;
use crate::id::PersonId;
use crate::kinds::{effects, noun, rules};

pub use crate::role::{InvalidRole, Role};

/// Whether somebody with this role may cause `effect` at `path` of a document of this kind.
#[must_use]
pub fn allows(role: Role, kind: DocumentKind, path: &str, effect: Effect) -> bool {
    rules(kind).iter().any(|rule| {
        rule.paths.contains(&path) && rule.effects.contains(&effect) && rule.roles.contains(&role)
    })
}

/// Whether somebody with this role may execute the command. The table alone decides: whether the
/// document is theirs to write in is for the server to say.
#[must_use]
pub fn may_execute(role: Role, command: &Command) -> bool {
    let kind = command.document_kind();
    command.effects().into_iter().all(|(path, effect)| allows(role, kind, path, effect))
}

/// Why a change breaks the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// The role may not do this here.
    #[error("{role} may not {effect:?} at '{path}'")]
    NotAllowed {
        /// Their role.
        role: Role,
        /// Where, ids replaced by `*`.
        path: String,
        /// What.
        effect: Effect,
    },
    /// A fact is signed with somebody else's name.
    #[error("a fact at '{path}' is signed by somebody else")]
    ForeignSignature {
        /// Where, ids replaced by `*`.
        path: String,
    },
    /// The change itself cannot be applied, or writes what may not stand in such a document.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Checks every operation of `change` against the table, and the signature of every new fact against
/// `person`. Returns the document with the change in it; `before` is left as it is.
///
/// # Errors
/// [`Violation::Document`] when the change cannot be applied or writes what may not stand there; else the first
/// effect, in the order of paths, that is [`Violation::NotAllowed`] or a [`Violation::ForeignSignature`].
pub fn check(before: &Document, change: &[u8], person: PersonId, role: Role) -> Result<Document, Violation> {
    check_with(before, change, person, role, None)
}

/// Like [`check`], for a change that a supervisor takes over: also allows what the role of `lender`, who says
/// yes to it, allows, except reviewing. Every new fact must still be signed by `person`, who wrote it.
///
/// # Errors
/// The first [`Violation`], as [`check`] has it when the table allows it neither to the writer nor to the lender.
pub fn check_with(
    before: &Document,
    change: &[u8],
    person: PersonId,
    role: Role,
    lender: Option<Role>,
) -> Result<Document, Violation> {
    let (effects, after) = effects(before, change)?;
    for EffectAt { path, effect, by, .. } in effects {
        let allowed = |role| allows(role, before.kind(), &path, effect);
        let lent = |lender| is_lent(before.kind(), &path) && allowed(lender);
        if !allowed(role) && !lender.is_some_and(lent) {
            return Err(Violation::NotAllowed { role, path, effect });
        }
        if by.is_some_and(|by| by != person) || (by.is_none() && must_be_signed(before.kind(), &path, effect))
        {
            return Err(Violation::ForeignSignature { path });
        }
    }
    Ok(after)
}

/// Like [`check`], for a change whose author the server does not know: each effect must be allowed to some role,
/// and signatures are not looked at.
///
/// # Errors
/// [`Violation::Document`] when the change cannot be applied or writes what may not stand there;
/// [`Violation::NotAllowed`] for the first effect that the table allows nobody.
pub fn check_of_somebody(before: &Document, change: &[u8]) -> Result<Document, Violation> {
    let (effects, after) = effects(before, change)?;
    for EffectAt { path, effect, .. } in effects {
        if !Role::ALL.into_iter().any(|role| allows(role, before.kind(), &path, effect)) {
            return Err(Violation::NotAllowed { role: Role::Administrator, path, effect });
        }
    }
    Ok(after)
}

/// Whether a lender may say yes to what is done here.
fn is_lent(kind: DocumentKind, path: &str) -> bool {
    rules(kind).iter().all(|rule| rule.is_lent || !rule.paths.contains(&path))
}

/// Whether what appears here must say who wrote it.
fn must_be_signed(kind: DocumentKind, path: &str, effect: Effect) -> bool {
    // An entry named by its kind is one of its map: `steps/finished` is a `steps/*`.
    let map = path.rsplit_once('/').map(|(map, _)| map);
    let is_signed = |signed: &&str| *signed == path || (map.is_some() && signed.strip_suffix("/*") == map);
    match effect {
        Effect::Create | Effect::Insert | Effect::Put => noun(kind).signed.iter().any(is_signed),
        Effect::Delete | Effect::Splice => false,
    }
}
