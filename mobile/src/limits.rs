//! The limits of the phone alone, in one place; those the office keeps to as well are in
//! [`shared::limits`]. Sizes are in bytes, times in milliseconds.

use shared::Timestamp;

/// How many documents stay in memory, at some 30 kB each.
pub const LIVE_DOCUMENTS_MAX: usize = 64;
/// Changes kept beside a snapshot before it is made anew.
pub const CHANGES_BESIDE_SNAPSHOT_MAX: i64 = 64;
/// Things in stores offered to choose from at once.
pub const STOCK_OFFERED_MAX: usize = 6;
/// Entries a search shows.
pub const FOUND_MAX: i64 = 50;
/// Finished orders a list shows.
pub const DONE_MAX: i64 = 50;
/// The fields of one draft, as they are kept: far more than any form takes, so that a paste that is
/// too long is kept too.
pub const DRAFT_BYTES_MAX: usize = 4 << 20;
/// Acts that are remembered, to answer the same when they are asked for again.
pub const DONE_ONCE_MAX: i64 = 1_000;
/// How long after a key what was typed is kept on disk.
pub const DRAFT_PAUSE_MS: u32 = 700;
/// Width × height of a picture that is opened: a small file can unpack to a huge one.
pub const PHOTO_PIXELS_MAX: u64 = 100_000_000;
/// Width × height of a picture that is opened whole, a larger one smaller: no canvas of an iPhone holds
/// more.
pub const PHOTO_PIXELS_OPENED_MAX: u64 = 16_777_216;
/// A file that is read as a picture: a film chosen by mistake would fill the memory.
pub const PICTURE_FILE_BYTES_MAX: u64 = 64 << 20;
/// Before 1995 no camera wrote its date into a picture (EXIF is of that year): its clock was wrong.
pub const PHOTO_TAKEN_AT_MIN: Timestamp = Timestamp(788_918_400_000);

/// Bytes of changes in one request: with the first bytes of its answer, it must be through within
/// [`ANSWER_MS_MAX`] on a weak signal.
pub const SENT_BYTES_MAX: usize = 512 << 10;
/// What of a photo travels in one request: small enough to be done on a weak signal, and to show
/// progress.
pub const PIECE_BYTES_MAX: u64 = 256 << 10;
/// One file of a copy of what waits: the office takes twice that.
pub const COPY_BYTES_MAX: u64 = 64 << 20;
/// How long the first bytes of an answer may take.
pub const ANSWER_MS_MAX: u32 = 60_000;
/// An answer that is silent longer than this is dead: also in the stream of events the office says
/// something every 15 s.
pub const SILENCE_MS_MAX: u32 = 45_000;
/// Between two tries to reach the office: the first wait.
pub const RETRY_MS_MIN: u32 = 1_000;
/// The longest.
pub const RETRY_MS_MAX: u32 = 15_000;
/// How far the clock goes on before a phone writes down how late it is: by so much it can be put back unnoticed.
pub const LATEST_STEP_MS: i64 = 60 * 60 * 1000;
/// How long before a phone locks itself it says so; a fourth of the whole time where that is less.
pub const LOCK_WARNING_MS_MAX: i64 = 7 * 24 * 60 * 60 * 1000;
/// Between two tries to send photos that the office takes no more of for now.
pub const PHOTOS_AGAIN_MS: u32 = 15 * 60 * 1000;
/// How long the worker may take to be fetched before the person is told that it is slow: 900 kB over a bad line.
pub const FETCH_MS_MAX: u32 = 180_000;
/// How long the page may take to forget the list it keeps before the replica is erased all the same.
pub const FORGET_MS_MAX: u32 = 5_000;
/// How long opening may take before the person is told that it is slow.
pub const OPEN_MS_MAX: u32 = 30_000;
/// How often the files are asked for: another tab may need a moment to let go of them.
pub const OPEN_TRIES_MAX: u32 = 60;
/// Between two of these tries.
pub const OPEN_AGAIN_MS: u32 = 250;
/// Stock items remembered as used last, of each nature and of all together.
pub const USED_LAST_MAX: usize = 12;

/// How many of the defects reported last are read to show those of a building: opening one costs the same
/// however many there were.
pub const DEFECTS_READ_MAX: u32 = 20;
/// Announcements shown at once above the orders of the day.
pub const ANNOUNCEMENTS_SHOWN_MAX: u32 = 20;

/// The fewest digits of a PIN.
pub const PIN_DIGITS_MIN: usize = 6;
/// What a try of a PIN takes of memory, in KiB: less than what a phone with little has, more than a graphics card has for
/// each of thousands of tries at once.
pub const PIN_MEMORY_KIB: u32 = 32 << 10;
/// How long a try of a PIN is to take on this phone.
pub const PIN_MS_WANTED: i64 = 1_000;
/// The most passes over that memory: a fast machine that unlocks is not slower than a slow one that guesses.
pub const PIN_PASSES_MAX: u32 = 24;
/// What a passkey gives for its salt, and a salt: bytes.
pub const PASSKEY_SECRET_BYTES: usize = 32;
/// The longest id of a passkey that is kept: those of phones have some dozens of bytes.
pub const PASSKEY_ID_BYTES_MAX: usize = 256;
/// How many wrong PINs in a row are looked at where the office keeps a code that opens the phone.
pub const PIN_TRIES_MAX: u32 = 10;
/// How long nobody may type a PIN, by how many in a row were wrong; the last one from there on.
pub const PIN_WAITS_MS: [i64; 10] = [0, 0, 0, 30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 1_800_000];
/// After how many minutes without a touch a phone may lock itself, to choose from.
pub const LOCK_AFTER_MINUTES: [u32; 4] = [1, 5, 15, 60];
/// The one that is chosen until somebody chooses another.
pub const LOCK_AFTER_MINUTES_USUAL: u32 = 5;
