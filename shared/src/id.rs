//! Ids: one type per thing that can be named, all of them UUIDs on paper and in the documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0}")]
pub struct InvalidId(String);

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Shown and read as a hyphenated lower-case UUID; sixteen bytes on the wire.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with these sixteen bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The sixteen bytes of the id.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId(text.chars().take(64).collect()))
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(self.as_bytes())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let bytes = d.bytes()?;
                <[u8; 16]>::try_from(bytes)
                    .map(Self::from_bytes)
                    .map_err(|_| minicbor::decode::Error::message("an id has sixteen bytes"))
            }
        }
    )*};
}

id! {
    /// A document.
    DocumentId;
    /// A fact in a document: a step, an intervention, a photo, a material use, a remark.
    /// Built by [`crate::FactClock`], so that facts sort in causal order.
    FactId;
    /// Somebody who uses Guichet.
    PersonId;
    /// An administration served.
    OrganisationId;
    /// A team of technicians.
    TeamId;
    /// A codified type of intervention (trade × action).
    NatureId;
    /// A room or outdoor area of a building.
    SpaceId;
    /// A piece of equipment of a building.
    AssetId;
    /// A hazard of a building.
    HazardId;
    /// An item of a checklist.
    ItemId;
    /// A thing kept in stores.
    StockItemId;
    /// An enrolled phone or tablet.
    DeviceId;
    /// One replica as the author of changes, in Automerge's word; a person is never an actor.
    ActorId;
    /// The server's log of accepted changes, from its creation or its restoration from a backup.
    FeedId;
    /// A reply of the server to one device; only the server can tell which.
    ReplyId;
}

/// How many bytes the actor ids of one server have in common.
pub const SERVER_ACTOR_PREFIX_BYTES: usize = 8;

impl ActorId {
    /// An actor id of a server: it begins as all of that server do, and ends as no other.
    #[must_use]
    pub fn of_server(
        office: [u8; SERVER_ACTOR_PREFIX_BYTES],
        run: [u8; 16 - SERVER_ACTOR_PREFIX_BYTES],
    ) -> Self {
        let mut bytes = [0; 16];
        bytes[..SERVER_ACTOR_PREFIX_BYTES].copy_from_slice(&office);
        bytes[SERVER_ACTOR_PREFIX_BYTES..].copy_from_slice(&run);
        Self::from_bytes(bytes)
    }

    /// What all actor ids of its server begin with; of a phone's actor id it says nothing.
    #[must_use]
    pub fn office(self) -> [u8; SERVER_ACTOR_PREFIX_BYTES] {
        let mut office = [0; SERVER_ACTOR_PREFIX_BYTES];
        office.copy_from_slice(&self.as_bytes()[..SERVER_ACTOR_PREFIX_BYTES]);
        office
    }

    pub(crate) fn automerge(self) -> automerge::ActorId {
        automerge::ActorId::from(self.as_bytes().as_slice())
    }
}

impl TryFrom<&automerge::ActorId> for ActorId {
    type Error = InvalidId;

    /// Errors when the actor id is not sixteen bytes long: no Guichet replica makes such ids.
    fn try_from(actor: &automerge::ActorId) -> Result<Self, InvalidId> {
        <[u8; 16]>::try_from(actor.to_bytes())
            .map(Self::from_bytes)
            .map_err(|_| InvalidId(actor.to_hex_string()))
    }
}
