//! `cargo xtask …`: every developer command of Guichet, so that nobody has to remember a flag.
//!
//! [`setup`] makes the machine fit, [`phone`] builds and packages the phone app, the other modules
//! are one command each. Nothing of the product lives here: what the server or the app must know
//! reaches them through arguments and environment variables.

mod bench;
mod check;
mod demo;
mod dependencies;
mod dist;
mod fuzz;
mod libraries;
mod phone;
mod progress;
mod setup;
mod test;
mod workspace;

use std::process::ExitCode;

/// What `cargo xtask` says of itself.
fn help() -> String {
    format!(
        "\
Guichet's developer commands

  cargo xtask demo [--port N] [--data DIR] [--reset]
                          install what is missing, build, fill a demo commune (the first time), serve
                          N is 8080 and DIR is demo-data unless told; --reset starts from a fresh commune
  cargo xtask test [FILTER...]
                          install what tests need (browsers), build, run all tests, or those whose
                          name contains a FILTER
  cargo xtask check       formatting, libraries, Clippy (native and wasm32), documentation; warnings are errors
  cargo xtask bench       measure and print one table
  cargo xtask fuzz [TARGET] [--seconds N] [--input FILE]
                          hostile bytes, guided by coverage, for N seconds a target (300 unless told);
                          TARGET is one of {targets}, all in turn unless told;
                          with FILE only that input, to see again what was found
  cargo xtask dist        one release binary of the server with the phone app inside, in target/dist, and
                          the list of what it is built of
  cargo xtask phone       only the phone app, in target/phone-app
  cargo xtask setup       only install what is missing
",
        targets = fuzz::TARGETS.join(", ")
    )
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        print!("{}", help());
        return ExitCode::SUCCESS;
    };
    match run(command, rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, rest: &[String]) -> anyhow::Result<()> {
    if rest.iter().any(|argument| argument == "--help" || argument == "-h") {
        print!("{}", help());
        return Ok(());
    }
    if command == "demo" {
        return demo::run(rest);
    }
    if command == "test" {
        return test::run(rest);
    }
    if command == "fuzz" {
        return fuzz::run(rest);
    }
    anyhow::ensure!(rest.is_empty(), "takes no arguments, got: {}", rest.join(" "));
    match command {
        "check" => check::run(),
        "bench" => bench::run(),
        "dist" => dist::run(),
        "phone" => phone::run(),
        "setup" => setup::run(),
        "help" | "--help" | "-h" => {
            print!("{}", help());
            Ok(())
        }
        _ => anyhow::bail!("no such command\n\n{}", help()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_fuzz_target() {
        for target in fuzz::TARGETS {
            assert!(help().contains(target), "{target}");
        }
    }
}
