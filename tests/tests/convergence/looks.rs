//! Somebody looks at a picture: one they see in a document, or one whose name they heard.

use mobile::replica::HttpRequest;
use shared::Sha256;
use shared::kinds::photos;

use crate::world::World;

impl World {
    /// A technician opens a photo of an order on their phone, be it of somebody else. What is not
    /// there is fetched at the next occasion.
    pub(crate) fn technician_looks(&mut self, at: usize) {
        let phone = &mut self.phones[at];
        let orders: Vec<_> = phone.orders().into_iter().filter_map(|id| phone.document(id)).collect();
        let seen: Vec<_> = orders.iter().flat_map(photos).map(|(_, photo)| photo.facts).collect();
        let Some(facts) = self.dice.pick(&seen) else { return };
        let sha256 = if self.dice.one_in(2) { facts.thumbnail } else { facts.sha256 };
        self.phones[at].look(sha256);
    }

    /// Somebody with an app of their own asks for a picture by its name, most often one that is not
    /// theirs.
    pub(crate) fn somebody_snoops(&mut self) {
        let at = self.some_phone();
        let device = self.phones[at].device.clone();
        let (model, dice) = (&self.oracle.model, &mut self.dice);
        let at_office = model.pictures.senders.keys().copied();
        let names: Vec<Sha256> =
            at_office.filter(|sha256| !model.may_look(&device, *sha256) || dice.one_in(4)).collect();
        let Some(sha256) = self.dice.pick(&names) else { return };
        let path = format!("/phone/v1/photos/{sha256}");
        let request = HttpRequest { method: "GET", path, headers: Vec::new(), body: Vec::new() };
        self.oracle.photo(&device, &request);
        self.oracle.tally.count("pictures asked for by their name alone");
    }
}
