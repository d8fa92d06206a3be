//! Disks: a database that outlives its connections, as a file outlives a process. It can be
//! copied, be full, and fail to keep what is committed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

/// SQLite's own bound on the pages of a database.
const PAGES_MAX: i64 = 0xffff_fffe;

/// A database in memory, shared by everybody who connects.
pub(crate) struct Disk {
    address: String,
    keeper: Connection,
    failing: Arc<AtomicBool>,
    full: bool,
}

impl Disk {
    pub(crate) fn empty() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let address = format!("file:disk{}?mode=memory&cache=shared", COUNT.fetch_add(1, Ordering::Relaxed));
        Self { keeper: connect(&address), address, failing: Arc::default(), full: false }
    }

    /// A disk with the same content. Nobody may be in the middle of a transaction.
    pub(crate) fn copy(&self) -> Self {
        Self::copy_of(&self.keeper)
    }

    fn copy_of(from: &Connection) -> Self {
        let mut copy = Self::empty();
        Backup::new(from, &mut copy.keeper).unwrap().step(-1).unwrap();
        copy
    }

    pub(crate) fn connect(&self) -> Connection {
        let mut db = connect(&self.address);
        let failing = Arc::clone(&self.failing);
        db.commit_hook(Some(move || failing.load(Ordering::Relaxed))).unwrap();
        db
    }

    /// From now on no page can be added; what is there can be rewritten.
    pub(crate) fn fill(&mut self) {
        let pages: i64 = self.keeper.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        self.set_pages_max(pages);
        self.full = true;
    }

    /// From now on every commit fails, and is taken back.
    pub(crate) fn fail(&self) {
        self.failing.store(true, Ordering::Relaxed);
    }

    /// There is room again, and commits are kept.
    pub(crate) fn mend(&mut self) {
        if std::mem::take(&mut self.full) {
            self.set_pages_max(PAGES_MAX);
        }
        self.failing.store(false, Ordering::Relaxed);
    }

    fn set_pages_max(&self, pages: i64) {
        self.keeper.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    }
}

fn connect(address: &str) -> Connection {
    let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(address, flags).unwrap();
    // As in the browser's SQLite, which does not compile a statement anew for every value.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).unwrap();
    db
}

/// A disk to copy from: making the tables anew for every schedule would take a quarter of the time.
pub(crate) struct Template(Disk);

impl Template {
    /// A disk that `first_use` has prepared.
    pub(crate) fn new(first_use: impl FnOnce(Connection)) -> Self {
        let disk = Disk::empty();
        first_use(disk.connect());
        Self(disk)
    }

    pub(crate) fn copy(&self) -> Disk {
        self.0.copy()
    }
}

/// Counts down to a kill.
#[derive(Clone)]
pub(crate) struct Fuse(Arc<AtomicI64>);

impl Fuse {
    const UNLIT: i64 = -1;

    pub(crate) fn unlit() -> Self {
        Self(Arc::new(AtomicI64::new(Self::UNLIT)))
    }

    /// Kills at the `steps`-th storage step from now.
    pub(crate) fn light(&self, steps: usize) {
        self.0.store(i64::try_from(steps).unwrap(), Ordering::Relaxed);
    }

    pub(crate) fn put_out(&self) {
        self.0.store(Self::UNLIT, Ordering::Relaxed);
    }

    /// Comes a step closer; whether this is the one.
    pub(crate) fn burns_out(&self) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) == 1
    }

    pub(crate) fn is_out(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}
