//! Every limit of Guichet, in one place. Sizes are in bytes.

/// A sync request or reply body, before compression is taken off and after.
pub const SYNC_BODY_BYTES_MAX: usize = 4 << 20;
/// One change.
pub const CHANGE_BYTES_MAX: usize = 256 << 10;
/// Operations in one change: a run of many takes few bytes.
pub const CHANGE_OPERATIONS_MAX: u64 = 256 << 10;
/// One document: all its changes together.
pub const DOCUMENT_BYTES_MAX: usize = 1 << 20;
/// Operations in all changes of one document: a change of a hundred bytes can take a hundred thousand
/// letters away, again and again, and every operation stays in the document.
pub const DOCUMENT_OPERATIONS_MAX: u64 = 1 << 20;
/// Changes in one sync request or reply; more take another round.
pub const SYNC_CHANGES_MAX: usize = 500;
/// Documents in one sync request or reply; more take another round.
pub const SYNC_DOCUMENTS_MAX: usize = 200;
/// One photo.
pub const PHOTO_BYTES_MAX: usize = 20 << 20;
/// The longer edge of a photo, in pixels: phones make it so, the server takes no larger one.
pub const PHOTO_EDGE_PX_MAX: u32 = 2048;
/// The longer edge of a thumbnail, in pixels.
pub const THUMBNAIL_EDGE_PX_MAX: u32 = 320;
/// Photos of one work order or request, some 400 bytes of the document each: who adds one keeps to
/// it. What several added side by side is not refused; [`DOCUMENT_BYTES_MAX`] bounds it.
pub const PHOTOS_MAX: usize = 1_000;
/// Corrections of one photo: who corrects one keeps to it, as above.
pub const PHOTO_CORRECTIONS_MAX: usize = 100;
/// Changes waiting on one phone.
pub const OUTBOX_ENTRIES_MAX: usize = 65_536;
/// A name, a title, a serial number, a code, in characters.
pub const LINE_CHARS_MAX: usize = 200;
/// A description, a reason, a remark, a caption, in characters.
pub const NOTE_CHARS_MAX: usize = 4_000;
/// The report of one intervention, in characters.
pub const REPORT_CHARS_MAX: usize = 100_000;
/// How long an approval or a return can be taken back, in milliseconds: long enough to notice, short
/// enough that nobody has built on it.
pub const REVIEW_TAKEN_BACK_MS_MAX: i64 = 15 * 60 * 1000;
/// The first year of a day that something is due, planned or looked for on: whoever types an earlier one
/// has slipped.
pub const YEAR_MIN: i16 = 2000;
/// The last year of such a day.
pub const YEAR_MAX: i16 = 2099;
/// The most of one material that one note says, in thousandths of its unit.
pub const MATERIAL_THOUSANDTHS_MAX: i64 = 100_000 * 1000;
/// The highest measure, in thousandths of its unit: the last figure of the longest counters.
pub const MEASURE_THOUSANDTHS_MAX: i64 = 999_999_999 * 1000;
/// The lowest measure, in thousandths of its unit: colder than anything is, and more than any counter
/// runs backwards.
pub const MEASURE_THOUSANDTHS_MIN: i64 = -1_000_000 * 1000;
/// Items of one checklist.
pub const CHECKLIST_ITEMS_MAX: usize = 500;
/// Things in one stock list: some fifteen kilobytes, which a phone gets when one of them is on a document it
/// holds.
pub const STOCK_LIST_ITEMS_MAX: usize = 250;
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
/// Changes by other actors that one device may have waiting for a supervisor's yes, in bytes: a phone
/// holds a few megabytes.
pub const OFFERED_BYTES_MAX: usize = 64 << 20;
/// The shortest password, in characters: length is what makes guessing slow (NIST SP 800-63B).
pub const PASSWORD_CHARS_MIN: usize = 12;
/// The longest password, in characters.
pub const PASSWORD_CHARS_MAX: usize = 128;
/// What somebody signs in with, in characters.
pub const LOGIN_CHARS_MAX: usize = 64;
/// How long a session lasts without use, in milliseconds: a working day.
pub const SESSION_IDLE_MS_MAX: i64 = 12 * 60 * 60 * 1000;
/// How long a session lasts however much it is used, in milliseconds: a week.
pub const SESSION_AGE_MS_MAX: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long a password given by an administrator works, in milliseconds: three days.
pub const GIVEN_PASSWORD_MS_MAX: i64 = 3 * 24 * 60 * 60 * 1000;
/// The time over which attempts to guess are counted, in milliseconds.
pub const ATTEMPTS_WINDOW_MS: i64 = 15 * 60 * 1000;
/// Wrong passwords for one account from one address within [`ATTEMPTS_WINDOW_MS`].
pub const ACCOUNT_ATTEMPTS_MAX: u32 = 10;
/// Wrong passwords of strangers for one account from all addresses together. Its owner is none where they signed in
/// before.
pub const ACCOUNT_ATTEMPTS_FROM_EVERYWHERE_MAX: u32 = 100;
/// Wrong passwords from one address: colleagues behind one router share it. Wider networks may have some times more.
pub const ADDRESS_ATTEMPTS_MAX: u32 = 30;
/// Wrong enrolment codes from one address. Wider networks may have some times more.
pub const ADDRESS_CODES_MAX: u32 = 10;
/// Words of a search that are looked for; what follows is left out.
pub const SEARCH_WORDS_MAX: usize = 16;
