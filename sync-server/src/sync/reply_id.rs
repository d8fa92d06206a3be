//! Which replies devices were given. Each names the one it had last: a server whose disk was put back to
//! an earlier day, by a copy of its files or of the whole machine, does not find it any more. Then it has
//! forgotten what it acknowledged, and begins a feed anew as a restore does.

use hmac::{Hmac, KeyInit as _, Mac as _};
use shared::{DeviceId, FeedId, ReplyId};

/// Names replies so that only this server can: nobody makes it begin anew by inventing one.
#[derive(Debug, Clone)]
pub(crate) struct ReplyNames {
    key: [u8; 32],
}

impl ReplyNames {
    pub(crate) const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The name of a device's reply with this number in the log of syncs.
    pub(crate) fn name(&self, feed: FeedId, device: DeviceId, number: i64) -> ReplyId {
        let mut name = [0; 16];
        name[..8].copy_from_slice(&number.to_be_bytes());
        name[8..].copy_from_slice(&self.seal(feed, device, number)[..8]);
        ReplyId::from_bytes(name)
    }

    /// The number of a reply of that name; `None` when this server never gave the device one.
    pub(crate) fn number(&self, feed: FeedId, device: DeviceId, name: ReplyId) -> Option<i64> {
        let (number, _) = name.as_bytes().split_first_chunk()?;
        let number = i64::from_be_bytes(*number);
        (self.name(feed, device, number) == name).then_some(number)
    }

    fn seal(&self, feed: FeedId, device: DeviceId, number: i64) -> [u8; 32] {
        // A key shorter than a block of the hash is filled up with zeros (RFC 2104).
        let mut key = [0; 64];
        key[..32].copy_from_slice(&self.key);
        let mut seal = Hmac::<sha2::Sha256>::new(&key.into());
        seal.update(feed.as_bytes());
        seal.update(device.as_bytes());
        seal.update(&number.to_be_bytes());
        seal.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_for_one_device_of_one_feed_of_one_server() {
        let (feed, device) = (FeedId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
        let names = ReplyNames::new([3; 32]);
        let name = names.name(feed, device, 7);
        assert_eq!(names.number(feed, device, name), Some(7));
        assert_eq!(names.number(FeedId::from_bytes([9; 16]), device, name), None);
        assert_eq!(names.number(feed, DeviceId::from_bytes([9; 16]), name), None);
        assert_eq!(ReplyNames::new([9; 32]).number(feed, device, name), None);
        let mut later = *name.as_bytes();
        later[7] = 8;
        assert_eq!(names.number(feed, device, ReplyId::from_bytes(later)), None);
    }
}
