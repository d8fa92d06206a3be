//! All SQL of `phone.db`.

pub(crate) mod announcements;
pub(crate) mod column;
pub(crate) mod database;
pub(crate) mod document;
pub(crate) mod drafts;
pub(crate) mod keys;
pub(crate) mod lines;
pub(crate) mod meta;
pub(crate) mod names;
pub(crate) mod offers;
pub(crate) mod office_lock;
pub(crate) mod other_phones;
pub(crate) mod outbox;
pub(crate) mod photos;
pub(crate) mod rejected;
pub mod sealed;
pub(crate) mod stock;
