//! Signals, without a line of unsafe code: through the system's own `kill` and `ps`.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::{DEADLINE, POLL};

/// SIGTERM: please stop.
pub(super) fn terminate(process_id: u32) -> Result<()> {
    kill(&["-TERM", &process_id.to_string()])
}

/// SIGKILL to every process of a group at once. A group that is gone already is no error.
pub(super) fn kill_group(group: u32) -> Result<()> {
    kill(&["-KILL", "--", &format!("-{group}")])
}

fn kill(arguments: &[&str]) -> Result<()> {
    Command::new("kill").args(arguments).stderr(Stdio::null()).status().context("could not run `kill`")?;
    Ok(())
}

/// Waits until no process of the group runs any more. One that ended and is still listed (a zombie)
/// counts as gone.
pub(super) async fn group_gone(group: u32) -> Result<()> {
    let gone = async {
        while group_runs(group)? {
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    };
    tokio::time::timeout(DEADLINE, gone)
        .await
        .with_context(|| format!("process group {group} does not end"))?
}

fn group_runs(group: u32) -> Result<bool> {
    let listed =
        Command::new("ps").args(["-e", "-o", "pgid=,stat="]).output().context("could not run `ps`")?;
    let group = group.to_string();
    let runs = String::from_utf8_lossy(&listed.stdout).lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some(&group) && words.next().is_some_and(|state| !state.starts_with('Z'))
    });
    Ok(runs)
}
