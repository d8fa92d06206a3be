//! Every limit of Guichet, in one place. Sizes are in bytes.

/// A sync request or reply body, before compression is taken off and after.
pub const SYNC_BODY_BYTES_MAX: usize = 4 << 20;
/// One change.
pub const CHANGE_BYTES_MAX: usize = 256 << 10;
/// Operations in one change: a run of many takes few bytes.
pub const CHANGE_OPERATIONS_MAX: u64 = 256 << 10;
/// One document, saved.
pub const DOCUMENT_BYTES_MAX: usize = 1 << 20;
/// Changes in one sync request or reply; more take another round.
pub const SYNC_CHANGES_MAX: usize = 500;
/// Documents in one sync request or reply; more take another round.
pub const SYNC_DOCUMENTS_MAX: usize = 200;
/// One photo.
pub const PHOTO_BYTES_MAX: usize = 20 << 20;
/// The longer edge of a photo as the phone keeps it, in pixels.
pub const PHOTO_EDGE_PX_MAX: u32 = 2048;
/// The longer edge of a thumbnail, in pixels.
pub const THUMBNAIL_EDGE_PX_MAX: u32 = 320;
/// Width × height of any picture that is decoded: a small file can unpack to a huge one.
pub const PHOTO_PIXELS_MAX: u64 = 100_000_000;
/// Changes waiting on one phone.
pub const OUTBOX_ENTRIES_MAX: usize = 65_536;
/// A name, a title, a serial number, a code, in characters.
pub const LINE_CHARS_MAX: usize = 200;
/// A description, a reason, a remark, a caption, in characters.
pub const NOTE_CHARS_MAX: usize = 4_000;
/// The report of one intervention, in characters.
pub const REPORT_CHARS_MAX: usize = 100_000;
/// Items of one checklist.
pub const CHECKLIST_ITEMS_MAX: usize = 500;
/// How long an enrolment code can be used, in milliseconds.
pub const ENROLMENT_CODE_MS_MAX: i64 = 15 * 60 * 1000;
/// Days an approved work order stays on phones.
pub const APPROVED_ORDER_DAYS_MAX: i64 = 30;
/// Lines of history kept per asset in a building's history document.
pub const HISTORY_LINES_MAX: usize = 5;
/// Any instant in a document, and the id of a fact by the clock, in milliseconds before or after
/// 1970: the last of the year 9999, where calendars end.
pub const INSTANT_MS_MAX: i64 = 253_402_300_799_999;
/// How far after the newest fact of the document a new one may be when that is beyond
/// [`INSTANT_MS_MAX`], in milliseconds: room for four million facts.
pub const FACT_AFTER_NEWEST_MS_MAX: i64 = 1000;
/// Changes by other hands that one device may have waiting for a supervisor's yes, in bytes: a phone
/// holds a few megabytes.
pub const OFFERED_BYTES_MAX: usize = 64 << 20;
