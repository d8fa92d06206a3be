//! `cargo xtask fuzz`: hostile bytes for as long as one likes, guided by what they reach.
//!
//! The targets are those of `tests/src/fuzz.rs`; libFuzzer bends their seeds. It is told what the
//! code reaches by the coverage passes of LLVM, which the stable compiler has too. What was found
//! interesting stays in `target/fuzz/corpus`; what made a target panic, in `target/fuzz/found`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::progress::Progress;
use crate::workspace::{cargo, root, run as run_program, target_dir};

/// As in `tests/src/fuzz.rs`.
pub(crate) const TARGETS: [&str; 6] = ["change", "sync-body", "packed-body", "photo", "enrolment", "copy"];

const SECONDS: u64 = 300;

/// Counters at every edge, and the values that are compared.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares";

/// What one input may take.
const LIMITS: [&str; 4] = ["-timeout=60", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"];

struct Wanted {
    targets: Vec<&'static str>,
    seconds: u64,
    input: Option<PathBuf>,
}

/// Runs every target, or the one named, for a while; or one target on one input.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let wanted = parse(arguments)?;
    let progress = Progress::new(1 + wanted.targets.len());
    progress.step("Build the targets with coverage", build)?;
    for target in &wanted.targets {
        let step = format!("Fuzz {target}");
        progress.step(&step, || fuzz(target, wanted.seconds, wanted.input.as_deref()))?;
    }
    progress.finish("Nothing found");
    Ok(())
}

fn parse(arguments: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted { targets: TARGETS.to_vec(), seconds: SECONDS, input: None };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--seconds" => wanted.seconds = value()?.parse().context("--seconds needs a number")?,
            "--input" => wanted.input = Some(std::path::absolute(value()?)?),
            name => match TARGETS.into_iter().find(|target| *target == name) {
                Some(target) => wanted.targets = vec![target],
                None => bail!("no such target: {name}; there are {}", TARGETS.join(", ")),
            },
        }
    }
    ensure!(wanted.input.is_none() || wanted.targets.len() == 1, "--input needs a target");
    Ok(wanted)
}

/// A folder of its own: everything is built with other flags.
fn folder() -> PathBuf {
    target_dir().join("fuzz")
}

fn build() -> Result<()> {
    let target = host()?;
    let mut build = cargo(["build", "-p", "tests", "--bin", "fuzz", "--features", "libfuzzer"]);
    // Told a target, cargo leaves build scripts and macros without the flags: they could not link.
    build.args(["--profile", "fuzz", "--target", &target, "--target-dir"]).arg(folder());
    run_program(build.env("RUSTFLAGS", COVERAGE))
}

fn host() -> Result<String> {
    let version = crate::workspace::output_of("rustc", &["-vV"]).context("rustc -vV failed")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say what it runs on")?.to_owned())
}

fn fuzz(target: &str, seconds: u64, input: Option<&std::path::Path>) -> Result<()> {
    let (corpus, found) = (folder().join("corpus").join(target), folder().join("found").join(target));
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&found)?;
    let program = folder().join(host()?).join("fuzz").join("fuzz");
    let mut fuzz = Command::new(program);
    fuzz.current_dir(root()).env("GUICHET_FUZZ_TARGET", target).args(LIMITS);
    match input {
        Some(input) => fuzz.arg(input),
        None => fuzz
            .env("GUICHET_FUZZ_SEEDS", &corpus)
            .arg(&corpus)
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-artifact_prefix={}/", found.display())),
    };
    let again = format!("once more: cargo xtask fuzz {target} --input {}/…", found.display());
    run_program(&mut fuzz).context(again)
}
