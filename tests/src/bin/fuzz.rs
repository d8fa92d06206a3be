//! One target of [`tests::fuzz`] under libFuzzer, named by `GUICHET_FUZZ_TARGET`; its seeds are
//! put in the folder named by `GUICHET_FUZZ_SEEDS` first, if there is one. The arguments are
//! libFuzzer's own. `cargo xtask fuzz` builds it with the coverage it needs and starts it.
#![no_main]

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::Path;
use std::sync::OnceLock;

use tests::fuzz::{Target, target};

static TARGET: OnceLock<Target> = OnceLock::new();

fn chosen() -> Target {
    let name = std::env::var("GUICHET_FUZZ_TARGET").unwrap_or_default();
    let Some(target) = target(&name) else {
        eprintln!("GUICHET_FUZZ_TARGET names no target: '{name}'");
        std::process::exit(2)
    };
    // libFuzzer's own hook would stop at panics that are caught: Automerge's, on crafted bytes.
    set_hook(Box::new(|_| {}));
    if let Some(folder) = std::env::var_os("GUICHET_FUZZ_SEEDS") {
        for (at, seed) in (target.seeds)().iter().enumerate() {
            if let Err(error) = std::fs::write(Path::new(&folder).join(format!("seed-{at}")), seed) {
                eprintln!("a seed was not written: {error}");
            }
        }
    }
    target
}

libfuzzer_sys::fuzz_target!(
    init: {
        TARGET.get_or_init(chosen);
    },
    |data: &[u8]| {
        let run = TARGET.get_or_init(chosen).run;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run(data))) {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            eprintln!("the target panicked: {}", text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("?"));
            std::process::abort();
        }
    }
);
