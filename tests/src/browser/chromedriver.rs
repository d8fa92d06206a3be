//! The program between WebDriver and Chromium. Each browser has its own, so that a killed browser
//! takes nothing else with it.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::{DEADLINE, process};

/// A running chromedriver, killed when dropped.
pub(super) struct Chromedriver {
    _child: Child,
    /// Its process group: itself, Chromium, and every process Chromium starts.
    group: u32,
    port: u16,
}

impl Chromedriver {
    /// Starts one on a port of its own choice.
    pub(super) async fn start(program: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("could not start {}", program.display()))?;
        let group = child.id().context("chromedriver ended at once")?;
        let output = child.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let port = tokio::time::timeout(DEADLINE, async {
            while let Some(line) = lines.next_line().await? {
                if let Some(port) = port_in(&line) {
                    return Ok(port);
                }
            }
            bail!("chromedriver ended without telling its port")
        })
        .await
        .context("chromedriver does not tell its port")??;
        // It writes on; a full pipe would stop it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { _child: child, group, port })
    }

    /// Where WebDriver clients connect.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Kills it and its browser, down to the last helper process, in one stroke.
    pub(super) async fn kill(&self) -> Result<()> {
        process::kill_group(self.group)?;
        process::group_gone(self.group).await
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        if let Err(error) = process::kill_group(self.group) {
            eprintln!("could not kill chromedriver: {error:#}");
        }
    }
}

/// "ChromeDriver was started successfully on port 43217."
fn port_in(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_line_that_tells_it() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 43217."), Some(43217));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
