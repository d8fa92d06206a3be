//! The ids of the demo, made from names: the same name always gets the same id, and two fillings
//! at different moments share none, so that no phone takes one demo for the other.

use shared::{
    ActorId, AssetId, DeviceId, DocumentId, HazardId, ItemId, NatureId, OrganisationId, PersonId, Sha256,
    SpaceId, StockItemId, TeamId, Timestamp,
};

use crate::demo::fixed::TEAMS;

/// Gives names their ids.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names(Timestamp);

macro_rules! ids {
    ($($name:ident: $id:ident;)*) => {$(
        pub(crate) fn $name(&self, name: &str) -> $id {
            $id::from_bytes(self.sixteen(stringify!($name), name))
        }
    )*};
}

impl Names {
    /// The names of a filling at this moment.
    pub(crate) const fn new(now: Timestamp) -> Self {
        Self(now)
    }

    /// Sixteen bytes marked as a UUID of version 8 (RFC 9562): made as its maker likes.
    fn sixteen(&self, of: &str, name: &str) -> [u8; 16] {
        let hash = Sha256::of(format!("demo {} {of} {name}", self.0.0).as_bytes()).0;
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
        bytes[6] = (bytes[6] & 0x0F) | 0x80;
        bytes[8] = (bytes[8] & 0x3F) | 0x80;
        bytes
    }

    ids! {
        person: PersonId;
        actor: ActorId;
        device: DeviceId;
        organisation: OrganisationId;
        nature: NatureId;
        item: ItemId;
        stock_item: StockItemId;
        stock_list: DocumentId;
        building: DocumentId;
        history: DocumentId;
        request: DocumentId;
        announcement: DocumentId;
        order: DocumentId;
        space: SpaceId;
        asset: AssetId;
        hazard: HazardId;
    }

    /// The id of a team, by its place in [`TEAMS`].
    pub(crate) fn team(&self, team: usize) -> TeamId {
        let name = TEAMS.get(team).map_or("", |(name, _)| name);
        TeamId::from_bytes(self.sixteen("team", name))
    }
}
