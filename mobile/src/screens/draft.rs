//! Drafts: whatever is typed or chosen outlives the screen it stands on. A draft is in memory at once, in
//! the browser's small storage at once, and in the replica within a second; it lasts until it was used or
//! somebody throws it away. Deliberately absent: what a form means.

pub(crate) mod handle;
pub(crate) mod keep;
pub(crate) mod note;
pub(crate) mod photos;
pub(crate) mod used;
