//! Runs tests beside each other and keeps what they tell of failures: at the end of a long run nobody finds it further up.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::workspace::shown;

/// A run in which tests failed.
pub(crate) struct Failed {
    command: String,
    status: ExitStatus,
    told: Told,
}

impl Failed {
    /// The tests that failed.
    pub(crate) fn names(&self) -> &[String] {
        &self.told.names
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` failed ({})\n{}", self.command, self.status, self.told.lines.join("\n"))
    }
}

/// Runs a program of tests to its end, its output on ours line by line, each behind `label`. Returns what failed.
///
/// # Errors
/// The program cannot be started, or it ends with another code than 0 without naming a test that failed.
pub(crate) fn run_tests(command: &mut Command, label: &str) -> Result<Option<Failed>> {
    let shown = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{shown}`"))?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let mut told = Told::default();
    thread::scope(|scope| {
        scope.spawn(|| errors.map(|errors| each_line(errors, |line| eprintln!("{label}{line}"))));
        if let Some(output) = output {
            each_line(output, |line| {
                println!("{label}{line}");
                told.hear(line);
            });
        }
    });
    let status = child.wait()?;
    if !status.success() && told.names.is_empty() {
        bail!("`{shown}` failed ({status})");
    }
    Ok((!status.success()).then_some(Failed { command: shown, status, told }))
}

fn each_line(output: impl Read, mut line_read: impl FnMut(&str)) {
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) {
        line_read(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
}

/// What a run tells of the tests that failed: everything between `failures:` and `test result:`, of each test program.
#[derive(Default)]
struct Told {
    is_telling: bool,
    lines: Vec<String>,
    names: Vec<String>,
}

impl Told {
    fn hear(&mut self, line: &str) {
        if line.starts_with("test result:") {
            self.is_telling = false;
        } else if line == "failures:" {
            self.is_telling = true;
        } else if self.is_telling {
            self.lines.push(line.to_owned());
        }
        if let Some(name) = line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED")) {
            self.names.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_kept_with_its_words() {
        let mut told = Told::default();
        let output = "running 2 tests\ntest a::b ... ok\ntest a::c ... FAILED\n\nfailures:\n\n---- a::c stdout ----\nwaited \
                      for the list\n\n\nfailures:\n    a::c\n\ntest result: FAILED. 1 passed; 1 failed\nmore";
        output.lines().for_each(|line| told.hear(line));
        assert_eq!(told.names, ["a::c"]);
        assert_eq!(told.lines.iter().filter(|line| !line.is_empty()).count(), 3, "{:?}", told.lines);
        assert_eq!(told.lines[2], "waited for the list");
    }

    #[test]
    fn a_program_that_ends_badly_without_a_failed_test_is_an_error() {
        let ended = run_tests(Command::new("cargo").args(["no-such-command"]), "");
        assert!(ended.is_err());
    }
}
