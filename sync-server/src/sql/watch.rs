//! For tests: whoever watches hears of every statement that a database is asked.

use std::panic::Location;
use std::sync::OnceLock;

/// Hears of a statement as it is asked, or of a shared schema as it is written, with the place in the sources that
/// asks.
pub type Watch = fn(&str, &'static Location<'static>);

static WATCH: OnceLock<Watch> = OnceLock::new();

/// Has `hear` called with every statement of this process from now on. The first one who watches stays.
pub fn watch(hear: Watch) {
    WATCH.get_or_init(|| hear);
}

pub(crate) fn tell(statement: &str, at: &'static Location<'static>) {
    if let Some(hear) = WATCH.get() {
        hear(statement, at);
    }
}
