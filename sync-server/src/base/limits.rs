//! The limits of the server alone, in one place; those a phone keeps to as well are in
//! [`shared::limits`]. Sizes are in bytes, times in milliseconds.

use shared::Timestamp;
use shared::limits::CHANGE_OPERATIONS_MAX;

// Connections.

/// Connections open at once; more wait until one ends. One address has half of them at most.
pub const CONNECTIONS_MAX: usize = 4096;
/// How long a greeting by TLS may take, then the head of a request, and how long a connection may
/// stand idle.
pub const HEAD_MS_MAX: u64 = 30_000;
/// How long the body of a request may take. A phone gives up after a minute.
pub const BODY_MS_MAX: u64 = 90_000;
/// How long a reader may take no byte of an answer.
pub const WRITE_STALL_MS_MAX: u64 = 60_000;
/// How often the certificate's files are looked at.
pub const CERTIFICATE_LOOK_MS: u64 = 60_000;
/// How long open connections may take to end after the signal to stop.
pub const STOP_MS_MAX: u64 = 5_000;
/// How long to wait after a connection could not be accepted, as when no file handle is free.
pub const ACCEPT_AGAIN_MS: u64 = 100;
/// How often an HTTP/2 peer is asked whether it is still there.
pub const KEEP_ALIVE_MS: u64 = 30_000;
/// The head of a request: its line and its headers.
pub const HEAD_BYTES_MAX: u32 = 16 << 10;
/// What a connection of HTTP/1 reads before somebody takes it.
pub const CONNECTION_BUFFER_BYTES: usize = 128 << 10;
/// Requests open at once on one HTTP/2 connection.
pub const STREAMS_PER_CONNECTION_MAX: u32 = 32;

// The phone app's files.

/// Earlier versions of a file of the phone app that are remembered, to send what changed since.
pub const EARLIER_APP_FILES_MAX: usize = 4;
/// The size of one that is remembered, in bytes.
pub const EARLIER_APP_FILE_BYTES_MAX: usize = 8 << 20;
/// The size of a file without a version that gets a tag, in bytes: it is read as a whole.
pub const SMALL_FILE_BYTES_MAX: u64 = 256 << 10;

// Requests.

/// Bodies of requests in memory, all together, packed and unpacked.
pub const BODIES_BYTES_MAX: usize = 256 << 20;
/// The same for those of one device: a phone brings one at a time, packed and unpacked.
pub const DEVICE_BODIES_BYTES_MAX: usize = 16 << 20;
/// The same for bodies of requests by nobody knows whom.
pub const STRANGERS_BODIES_BYTES_MAX: usize = 16 << 20;
/// The form of an office page: far more than any of its texts may have, so that one that is too long comes
/// back whole.
pub const FORM_BYTES_MAX: usize = 1 << 20;
/// The same by somebody who is not signed in, or not any more: it is kept for after they sign in.
pub const STRANGERS_FORM_BYTES_MAX: usize = 256 << 10;
/// Forms of strangers read at once.
pub const STRANGERS_FORMS_AT_ONCE: usize = 16;
/// How old a form may be when it is sent, by its id, in milliseconds: after that the server does not know
/// any more what it did.
pub const FORM_AGE_MS_MAX: i64 = 30 * 24 * 60 * 60 * 1000;
/// A copy of what waited on a phone, photos included, brought by hand.
pub const COPY_BYTES_MAX: usize = 128 << 20;
/// What a phone says to become a device.
pub const ENROLMENT_BYTES_MAX: usize = 4 << 10;
/// Streams of events of one device; a further one ends the oldest.
pub const EVENT_STREAMS_PER_DEVICE_MAX: usize = 4;
/// Streams of events of one person at the office, one for each open page.
pub const EVENT_STREAMS_PER_PERSON_MAX: usize = 32;
/// Announcements a stream of events may lag behind before it gets one for all it missed.
pub const EVENTS_BEHIND_MAX: usize = 256;
/// Bodies smaller than this are not worth compressing.
pub const GZIP_BYTES_MIN: usize = 128;
/// A file is read from the disk and sent in parts of this size.
pub const FILE_PART_BYTES: usize = 64 << 10;
/// Operations that one sync goes through: those its new changes announce, and for each those of the
/// document it is in, which is read after it. What is beyond waits for the next one.
pub const SYNC_OPERATIONS_MAX: u64 = 2 * CHANGE_OPERATIONS_MAX;
/// Refused changes of one device that wait for somebody to read them, by their number.
pub const REFUSED_ROWS_MAX: usize = 4_096;
/// Refused changes of one device that wait for somebody to read them; more are not taken until then.
pub const REFUSED_BYTES_MAX: usize = 64 << 20;

// Photos on their way.

/// What may follow the end of a picture: some cameras pad.
pub const JPEG_PADDING_BYTES_MAX: usize = 1024;
/// Photos decoded at once, at up to 60 MB each; the others wait for their turn.
pub const PHOTOS_DECODED_AT_ONCE: usize = 1;
/// How long an upload may bring nothing more before what has come is all for now.
pub const UPLOAD_STALL_MS_MAX: u64 = 30_000;
/// How long one part of an upload may take, however much it brings: 20 MiB over a weak signal.
pub const UPLOAD_MS_MAX: u64 = 60 * 60 * 1000;
/// Unfinished uploads of one device; a further one takes the place of the oldest.
pub const UPLOADS_PER_DEVICE_MAX: usize = 32;
/// What the unfinished uploads of one device may announce together.
pub const UPLOAD_BYTES_PER_DEVICE_MAX: u64 = 256 << 20;
/// What the photos of one device may take of the disk within [`PHOTOS_DAY_MS`]: thousands of them, as after
/// weeks without a signal.
pub const PHOTO_BYTES_PER_DEVICE_DAY_MAX: u64 = 4 << 30;
/// Documents one device may begin in a day, of any kind: a technician begins some ten, and a phone that comes back
/// after a month some hundreds.
pub const DEVICE_DOCUMENTS_DAY_MAX: u64 = 1_000;
/// Requests among them: each is read by somebody at the counter.
pub const DEVICE_REQUESTS_DAY_MAX: u64 = 500;
/// Changes one device may deliver in a day, refused ones too, which are kept as well: a day's work is some hundred, and
/// all that can wait on one phone is half as many ([`shared::limits::OUTBOX_ENTRIES_MAX`]).
pub const DEVICE_CHANGES_DAY_MAX: u64 = 131_072;
/// Their bytes together: what waits on a full phone is some twenty megabytes.
pub const DEVICE_CHANGE_BYTES_DAY_MAX: u64 = 256 << 20;
/// Syncs one device may ask for in a day: one every five seconds, all day. A phone syncs when it has something, and
/// when the office says that there may be something for it.
pub const DEVICE_SYNCS_DAY_MAX: u64 = 17_280;
/// Days for which is kept what a device did.
pub const DEVICE_DAYS_KEPT: i32 = 31;
/// The day over which the photos of a device are counted.
pub const PHOTOS_DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Days an upload may stand still before it is taken away.
pub const UPLOAD_IDLE_DAYS_MAX: u64 = 7;

// Devices and people.

/// The name a phone gives itself; the rest is cut off.
pub const DEVICE_NAME_CHARS_MAX: usize = 80;
/// Cookies of sessions that are looked at in one request: a browser keeps one, and another site of the domain may
/// put more beside it.
pub const SESSION_COOKIES_MAX: usize = 8;
/// How many other phones in their name the owner of a phone is told of.
pub const OTHER_PHONES_MAX: u32 = 20;
/// How long after a phone was enrolled by somebody else than its owner what it writes is marked, and not approved by
/// whoever enrolled it.
pub const FIRST_DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// People who are named because they may approve a report in place of somebody.
pub const REVIEWERS_NAMED_MAX: usize = 8;
/// How often at most the use of a session is written down.
pub const SESSION_NOTED_MS_MIN: i64 = 60_000;
/// How long after the right password the code of a second factor may come.
pub const HALF_SIGN_IN_MS_MAX: i64 = 5 * 60 * 1000;
/// How long a second factor that was given counts where it is asked for again.
pub const FACTOR_FRESH_MS_MAX: i64 = 10 * 60 * 1000;
/// How long a second factor that was shown waits for its first code.
pub const FACTOR_SETUP_MS_MAX: i64 = 15 * 60 * 1000;
/// Wrong codes of one person's second factor within [`shared::limits::ATTEMPTS_WINDOW_MS`], from everywhere together:
/// who guesses them knows the password. At this pace guessing takes some seven hundred days. As many in each session, and
/// in each browser where its person was let in before: whoever guesses there has it in hand.
pub const FACTOR_ATTEMPTS_MAX: u32 = 5;
/// Wrong codes in all sessions of one person together, within the same time.
pub const FACTOR_ATTEMPTS_IN_SESSIONS_MAX: u32 = 5 * FACTOR_ATTEMPTS_MAX;
/// Recovery codes of one person.
pub const RECOVERY_CODES: usize = 8;
/// What is typed as a code, in characters: a recovery code with its dashes, and room for spaces.
pub const FACTOR_CODE_CHARS_MAX: usize = 40;
/// The longest login or password that is looked at: a password's letters may take four bytes.
pub const SIGN_IN_BYTES_MAX: usize = 4 * shared::limits::PASSWORD_CHARS_MAX;
/// Passwords checked at once, at some 50 ms each: a flood of sign-ins must leave a processor to the
/// phones.
pub const PASSWORDS_CHECKED_AT_ONCE: usize = 1;
/// Passwords of strangers that are checked or wait for it; whoever brings a further one is told to come back.
pub const PASSWORDS_WAITING_MAX: usize = 64;
/// Those among them that come from one wide network: an attacker with a /32 of IPv6 leaves the other places to others.
pub const PASSWORDS_WAITING_OF_NETWORK_MAX: usize = 16;
/// The same of owners: whoever is signed in, or shows what only they have. No stranger is before them.
pub const OWNERS_WAITING_MAX: usize = 64;
/// Enrolment codes looked at at once.
pub const CODES_LOOKED_AT_ONCE: usize = 1;
/// Browsers in which somebody signed in that are remembered; a further one takes the place of the one least used.
pub const KNOWN_BROWSERS_MAX: u32 = 8;
/// How long one is remembered after it was last signed in with, in milliseconds: 400 days, for which browsers keep a
/// cookie at most (RFC 6265bis, 5.5).
pub const KNOWN_BROWSER_MS_MAX: i64 = 400 * 24 * 60 * 60 * 1000;
/// Wrong passwords of strangers within [`shared::limits::ATTEMPTS_WINDOW_MS`], from everywhere, after which each of
/// them has to wait: a commune types some ten wrong in that time.
pub const WRONG_PASSWORDS_UNSLOWED_MAX: u32 = 300;
/// The same of enrolment codes. Slowed down, some thousand guesses at 32^8 codes are made in the life of a code.
pub const WRONG_CODES_UNSLOWED_MAX: u32 = 100;
/// How much longer each has to wait for each further wrong one, in milliseconds.
pub const SLOWED_MS_EACH: u64 = 5;
/// The longest that one has to wait for its turn, in milliseconds: nobody is shut out, and a quarter of an hour has room
/// for some two thousand.
pub const SLOWED_MS_MAX: u64 = 500;
/// For how long lines of the audit log that anybody can cause are counted together, in milliseconds.
pub const AUDIT_COUNTED_MS: i64 = 60 * 60 * 1000;
/// Such lines that are written at once within [`AUDIT_COUNTED_MS`]: of all strangers who sign in, of all who try
/// codes, of one person, of one device. What is beyond is counted, and told once it is over.
pub const AUDIT_TOLD_MAX: u32 = 20;
/// A server that was not there for longer holds no silence of a phone against it: twice the time after which it notes
/// that it is.
pub const SERVER_AWAY_MS_MIN: i64 = 2 * 24 * 60 * 60 * 1000;
/// A device that was silent for longer is worth a line when it is heard again.
pub const SILENCE_MS_MAX: i64 = 24 * 60 * 60 * 1000;
/// After an absence of the server that is longer than this nothing is ended for [`HELD_BACK_MS`]: a clock that jumped
/// ahead looks like one.
pub const CLOCK_JUMP_MS_MIN: i64 = 30 * 24 * 60 * 60 * 1000;
/// For so long after such an absence nothing is ended: somebody can notice a wrong clock meanwhile.
pub const HELD_BACK_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// For so long a photo that was brought again waits for a document to name it.
pub const BROUGHT_AGAIN_MS_MAX: i64 = 30 * 24 * 60 * 60 * 1000;
/// 1 January 2020. What is said to be from before was written while the clock was wrong, and is not judged by it.
pub const PLAUSIBLE_SINCE: Timestamp = Timestamp(1_577_836_800_000);
/// The longest detail that is kept in the audit log, in characters.
pub const AUDIT_DETAIL_CHARS_MAX: usize = 400;
/// Documents whose text says a name that are shown before somebody is made nameless, and written anew with it.
pub const NAMING_TEXTS_MAX: usize = 400;
/// Documents that nothing was written in for long and that are read in one transaction, to see which are closed.
pub const QUIET_DOCUMENTS_MAX: usize = 200;
/// Such documents that the page of the times reads of a category; behind these it says *at least*.
pub const PREVIEW_DOCUMENTS_MAX: usize = 500;
/// Documents founded anew in one transaction: phones wait meanwhile.
pub const FOUNDED_DOCUMENTS_MAX: u64 = 20;
/// How old a line of the audit log is at least before it may go: the shortest time that can be chosen, less the
/// difference between a year of months and one of days.
pub const AUDIT_MS_MIN: i64 = 360 * 24 * 60 * 60 * 1000;
/// What is kept of what a browser says it is, in characters.
pub const BROWSER_CHARS_MAX: usize = 200;

// The engine.

/// Pieces of work that may share one commit.
pub const BATCH_MAX: usize = 64;
/// Pieces of work that may wait; more make their senders wait.
pub const QUEUE_MAX: usize = 1024;
/// How many documents stay in memory, at some 30 kB each.
pub const LIVE_DOCUMENTS_MAX: usize = 4096;
/// Changes a document may have beyond its snapshot before the snapshot is made anew.
pub const CHANGES_BEYOND_SNAPSHOT_MAX: usize = 32;
/// Documents projected in one transaction while the office database catches up.
pub const CATCH_UP_DOCUMENTS: usize = 200;
/// Bytes of changes after which a reply takes no further document: what a weak signal carries within a
/// minute. With that document, and what is not changes, as ids, heads and refusals, it is within
/// [`shared::limits::SYNC_BODY_BYTES_MAX`].
pub const REPLY_CHANGE_BYTES_MAX: usize = 512 << 10;
/// How long a database that somebody else is writing is waited for.
pub const DATABASE_BUSY_MS_MAX: u64 = 10_000;
/// How long another program that holds the office database may make everybody wait.
pub const OFFICE_BUSY_MS_MAX: u64 = 2_000;
/// The same, while the office database is behind.
pub const OFFICE_BEHIND_BUSY_MS_MAX: u64 = 100;
/// Between two tries to bring an office database that is behind up to date.
pub const CATCH_UP_AGAIN_MS: u64 = 1_000;
/// Connections to one database kept open between two readings.
pub const READERS_IDLE_MAX: usize = 8;
/// Between two tries to claim a data directory that is in use.
pub const CLAIM_AGAIN_MS: u64 = 50;
/// Tries to claim a data directory that is in use.
pub const CLAIM_TRIES_MAX: u32 = 20;
/// Documents whose old changes are compacted in one piece of work, at about a millisecond each.
pub const COMPACTED_DOCUMENTS_MAX: usize = 50;
/// Findings of SQLite's integrity check that are listed for a damaged database.
pub const INTEGRITY_FINDINGS_MAX: u32 = 20;
/// The text of one head of the audit log, with whatever a mail put between its words.
pub const AUDIT_HEAD_BYTES_MAX: usize = 1 << 10;
/// The size of a file of heads of the audit log that is held against it: some hundred years of one line a day, or a
/// good piece of somebody's syslog.
pub const AUDIT_HEADS_BYTES_MAX: u64 = 64 << 20;
/// How often the office database of a busy server is looked at again.
pub const VERIFY_LOOKS_MAX: usize = 5;

// Pages of the office.

/// Rows of one page of a list.
pub const PAGE_ROWS_MAX: usize = 40;
/// Hits of each kind that a search over everything shows.
pub const HITS_MAX: usize = 8;
/// Reports shown as waiting for review.
pub const QUEUE_ROWS_MAX: i64 = 200;
/// Measures of earlier, approved orders from which on a further one can be called unusual.
pub const MEASURES_COMPARED_MIN: u32 = 8;
/// Photos of one work order on paper: two a row.
pub const PAPER_PHOTOS_MAX: usize = 12;
/// A signed report, as PDF or as JSON; what is larger is none, and is not read.
pub const REPORT_BYTES_MAX: usize = 8 << 20;
/// The form that a signed report is sent in to be verified: the file, and what stands around it.
pub const REPORT_FORM_BYTES_MAX: usize = REPORT_BYTES_MAX + (16 << 10);
/// The pictures in a signed report, all together; those beyond are named by their hash alone.
pub const REPORT_PICTURES_BYTES_MAX: usize = 2 << 20;
/// What the order in a signed report may say, as JSON.
pub const REPORT_ORDER_BYTES_MAX: usize = 3 << 20;
/// Seals looked for in a PDF: one is there, what else begins like it was typed by somebody.
pub const REPORT_SEALS_MAX: usize = 4;
/// The longer edge of a picture on paper, in pixels.
pub const PAPER_PICTURE_PIXELS_MAX: u32 = 480;
/// What a picture for paper may take in memory.
pub const PAPER_PICTURE_DECODED_BYTES_MAX: u64 = 8 << 20;
/// Photos of one work order shown at once.
pub const PAGE_PHOTOS_MAX: usize = 60;
/// Lines that say what came late, or from a phone with a wrong clock, on one work order.
pub const DELIVERY_ROWS_MAX: i64 = 50;
/// Visits in the history of one building.
pub const VISIT_ROWS_MAX: i64 = 120;
/// Open requests, and open work orders, shown of one place where somebody enters a further request.
pub const OPEN_ROWS_MAX: u32 = 12;
/// Remarks shown of one building.
pub const REMARK_ROWS_MAX: i64 = 50;
/// Assets in the history of all.
pub const ASSET_ROWS_MAX: u32 = 100;
/// Buildings offered to choose from after a search.
pub const PLACES_OFFERED_MAX: usize = 20;
/// A device that was not heard of for longer is shown as silent: longer than a weekend.
pub const DEVICE_SILENT_MS_MIN: i64 = 3 * 24 * 60 * 60 * 1000;
/// A phone's clock wrong by less is not worth a word.
pub const SKEW_MS_SHOWN_MIN: i64 = 5 * 60 * 1000;
/// Documents looked at for photos that have not arrived.
pub const LACKING_ROWS_MAX: i64 = 500;
/// Lines on one page of the audit log.
pub const AUDIT_ROWS_MAX: usize = 100;
/// Lines of the audit log read at a time while it is exported.
pub const AUDIT_EXPORTED_AT_ONCE: usize = 500;
/// Contacts of one device shown: the last ones say what a search wants to know.
pub const CONTACTS_SHOWN_MAX: u32 = 20;
/// Refused changes of one device shown; the rest is on their own page.
pub const REFUSED_SHOWN_MAX: usize = 20;
/// Documents of which something is offered shown at once: a supervisor works through them.
pub const OFFERED_DOCUMENTS_MAX: usize = 50;
/// Yeses to what was offered that are shown at once; earlier ones are on further pages.
pub const YESES_SHOWN_MAX: usize = 10;
/// How many of the changes a refused one builds on are named: others are for who reads the bytes.
pub const DEPENDENCIES_SHOWN_MAX: usize = 16;

// Tables that are imported.

/// A file of tables: a hundred thousand rows of twenty columns are some ten megabytes.
pub const TABLE_BYTES_MAX: usize = 32 << 20;
/// What one that is packed unpacks to.
pub const TABLE_UNPACKED_BYTES_MAX: u64 = 512 << 20;
/// The same of the texts of a workbook, which are in memory while it is read.
pub const TABLE_STRINGS_BYTES_MAX: u64 = 64 << 20;
/// The parts of one that is packed: a workbook has some twenty.
pub const TABLE_PARTS_MAX: usize = 4_096;
/// Rows of a sheet in which something stands.
pub const TABLE_ROWS_MAX: u32 = 200_000;
/// Columns of a sheet.
pub const TABLE_COLUMNS_MAX: u32 = 256;
/// Cells of a sheet in which something stands.
pub const TABLE_CELLS_MAX: usize = 4_000_000;
/// Cells of the rectangles around what stands in the sheets of a workbook of before 2007, at 32 bytes each: they are in
/// memory while it is read.
pub const TABLE_RECTANGLE_CELLS_MAX: u64 = 6_000_000;
/// A text of a cell, in characters: as much as spreadsheets let stand in one.
pub const TABLE_CELL_CHARS_MAX: u32 = 32_767;
/// Rows at the beginning of a sheet among which its header is looked for.
pub const IMPORT_HEADER_ROWS_MAX: usize = 40;
/// Spaces and assets that an import enters or changes in one change of a building: what a phone takes in one piece.
pub const IMPORT_PARTS_IN_CHANGE_MAX: usize = 500;
/// Buildings that an import writes in one transaction.
pub const IMPORT_BATCH_BUILDINGS_MAX: usize = 50;
/// The same of what is in them, unless one has more.
pub const IMPORT_BATCH_PARTS_MAX: usize = 2_000;
/// How long whoever starts an import waits for it, in milliseconds: what takes longer goes on beside.
pub const IMPORT_WAIT_MS: u64 = 3_000;
/// Names under which it is kept how lists are read.
pub const IMPORT_MAPPINGS_MAX: usize = 200;
/// The form that a list is brought in: the file, and what stands around it.
pub const IMPORT_FORM_BYTES_MAX: usize = TABLE_BYTES_MAX + (16 << 10);
/// Rows of one exported list of the register; more are to be asked for in parts. A commune has some thousand.
pub const EXPORTED_ROWS_MAX: i64 = 200_000;
/// How long a list that was brought waits to be taken in, in milliseconds; it is erased when the next one comes after that.
pub const IMPORT_KEPT_MS_MAX: u64 = 24 * 60 * 60 * 1000;

// Labels.

/// Labels of one file: nine sheets of the smallest ones, some two hundred of the largest.
pub const LABELS_PRINTED_MAX: usize = 2_000;
/// Blank labels made in one run.
pub const LABELS_BLANK_MAX: u32 = 1_890;
/// Runs of blank labels shown: the last ones.
pub const LABEL_RUNS_SHOWN_MAX: u32 = 20;
/// Things shown that one label is stuck on: there should be one.
pub const LABEL_THINGS_MAX: i64 = 10;
