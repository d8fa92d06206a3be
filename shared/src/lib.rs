//! The domain of Guichet and what goes over the wire.
//!
//! Everything here is pure: no clock, no randomness, no input or output, no threads. Time and
//! fresh ids come in as a [`Moment`]. The phone and the server are built on this one crate, so a
//! rule stands once.
//!
//! Each noun has a folder: [`work_order`], [`request`], [`history`], [`building`], [`announcement`], [`catalogue`],
//! [`stock_list`], [`person`]. Below them stand `kind` (what a noun is made of) and [`document`] (Automerge, without
//! nouns); above them [`kinds`] (the list of nouns), [`summary`], [`command`] (what a person can do) and [`policy`]
//! (who may). [`wire`] is what two copies send each other. A file imports only what stands below it.
//!
//! Start with [`document`], then [`command`], [`work_order::status`] (what the facts add up to), [`policy`] and
//! [`wire`].

pub mod announcement;
pub(crate) mod author;
pub mod building;
pub mod catalogue;
pub mod command;
pub(crate) mod crockford;
pub mod document;
pub(crate) mod document_kind;
pub mod hash;
pub mod history;
pub mod id;
pub(crate) mod kind;
pub mod kinds;
pub mod label_code;
pub mod language;
pub mod limits;
pub mod moment;
pub mod office_key;
pub mod person;
pub mod policy;
pub mod quantity;
pub mod recovery_code;
pub mod request;
pub(crate) mod role;
pub mod search;
pub mod stock_list;
pub mod summary;
pub mod text_merge;
pub mod visible;
pub mod wire;
pub mod work_order;

pub use command::{Author, Command, CommandError, Executed};
pub use document::{Document, DocumentError, DocumentKind};
pub use hash::{ChangeHash, Heads, HeadsDigest, Sha256};
pub use id::{
    ActorId, AssetId, DeviceId, DocumentId, FactId, FeedId, HazardId, ItemId, NatureId, OrganisationId,
    PersonId, ReplyId, SERVER_ACTOR_PREFIX_BYTES, SpaceId, StockItemId, TeamId,
};
pub use label_code::LabelCode;
pub use language::{Language, PhraseValue, Phrases};
pub use moment::{Day, FactClock, Moment, Timestamp};
pub use office_key::{DeviceKey, OfficeKey};
pub use policy::Role;
pub use quantity::{Quantity, QuantityRange};
pub use recovery_code::RecoveryCode;
