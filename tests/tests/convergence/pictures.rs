//! Pictures: what was photographed, which of it must be at the office, and who may look at it.

use std::collections::{BTreeMap, BTreeSet};

use shared::{DeviceId, Sha256};

#[derive(Default, Clone)]
pub(crate) struct Pictures {
    /// With the letter of their caption.
    taken: BTreeMap<Sha256, char>,
    /// Gone from the phone they were taken with before anybody can tell whether they were sent.
    forgotten: BTreeSet<Sha256>,
    /// Those at the office, with the device that brought them first.
    pub(crate) senders: BTreeMap<Sha256, DeviceId>,
}

impl Pictures {
    pub(crate) fn take(&mut self, sha256: Sha256, caption: char) {
        self.taken.insert(sha256, caption);
    }

    /// The phone forgot the pictures of these captions.
    pub(crate) fn forget(&mut self, is_gone: impl Fn(char) -> bool) {
        let gone = self.taken.iter().filter(|(_, caption)| is_gone(**caption));
        self.forgotten.extend(gone.map(|(sha256, _)| *sha256));
    }

    /// The office has the picture.
    pub(crate) fn arrive(&mut self, sha256: Sha256, device: DeviceId) {
        self.senders.entry(sha256).or_insert(device);
    }

    pub(crate) fn caption(&self, sha256: Sha256) -> Option<char> {
        self.taken.get(&sha256).copied()
    }

    /// Those that must come to the office once what they are part of counts.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (Sha256, char)> {
        let taken = self.taken.iter().filter(|(sha256, _)| !self.forgotten.contains(sha256));
        taken.map(|(sha256, caption)| (*sha256, *caption))
    }
}
