//! The domain of Guichet and what goes over the wire.
//!
//! Everything here is pure: no clock, no randomness, no input or output, no threads. Time and
//! fresh ids come in as a [`Moment`]. The phone and the server are built on the same room, so a
//! rule stands once.
//!
//! Start with [`document`] (what is kept), then [`command`] (what a person can do), [`status`]
//! (what the facts add up to), [`policy`] (who may) and [`wire`] (how two copies become one).

pub mod command;
pub mod document;
pub mod hash;
pub mod id;
pub mod language;
pub mod limits;
pub mod moment;
pub mod policy;
pub mod quantity;
pub mod search;
pub mod status;
pub mod text_merge;
pub mod visible;
pub mod wire;
pub mod written;

pub use command::{Author, Command, CommandError, Executed};
pub use document::{Document, DocumentError, DocumentKind};
pub use hash::{ChangeHash, Heads, HeadsDigest, Sha256};
pub use id::{
    ActorId, AssetId, DeviceId, DocumentId, FactId, FeedId, HazardId, ItemId, NatureId, OFFICE_HAND_BYTES,
    OrganisationId, PersonId, ReplyId, SpaceId, StockItemId, TeamId,
};
pub use language::{Language, Phrases};
pub use moment::{Day, FactClock, Moment, Timestamp};
pub use policy::Role;
pub use quantity::{Quantity, QuantityRange};
