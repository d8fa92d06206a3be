//! The program between WebDriver and the browser. Each browser has its own, so that a killed browser
//! takes nothing else with it.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use super::{DEADLINE, Engine, POLL, process};

/// A running driver, killed when dropped.
pub(super) struct Driver {
    _child: Child,
    _display: Option<Child>,
    /// Its process group: itself, the browser, and every process the browser starts.
    group: u32,
    port: u16,
}

impl Driver {
    /// Starts one on a free port.
    pub(super) async fn start(program: &Path, engine: Engine) -> Result<Self> {
        match engine {
            Engine::Chromium => Self::telling_its_port(program, &["--port=0"]).await,
            Engine::Firefox => {
                Self::telling_its_port(program, &["--port=0", "--websocket-port=0", "--log=info"]).await
            }
            Engine::WebKit => Self::on_a_display(program).await,
        }
    }

    async fn telling_its_port(program: &Path, arguments: &[&str]) -> Result<Self> {
        let mut command = Command::new(program);
        // Firefox's helper for crashes would stay when its group is killed.
        command.args(arguments).env("MOZ_CRASHREPORTER_DISABLE", "1").stdout(Stdio::piped());
        let mut child = spawn(&mut command)?;
        let group = child.id().context("the driver ended at once")?;
        let port = told(&mut child, port_in).await?;
        Ok(Self { _child: child, _display: None, group, port })
    }

    /// WebKit's driver takes no port of its own choice and tells nothing; its browser wants a display.
    async fn on_a_display(program: &Path) -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped());
        let mut display = spawn(&mut command)?;
        let number = told(&mut display, |line| line.trim().parse::<u16>().ok()).await?;
        let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
        let mut command = Command::new(program);
        command.arg(format!("--port={port}")).env("DISPLAY", format!(":{number}")).stdout(Stdio::null());
        let child = spawn(&mut command)?;
        let group = child.id().context("the driver ended at once")?;
        let driver = Self { _child: child, _display: Some(display), group, port };
        let listening = async {
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(POLL).await;
            }
        };
        tokio::time::timeout(DEADLINE, listening).await.context("the driver does not listen")?;
        Ok(driver)
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

fn spawn(command: &mut Command) -> Result<Child> {
    command.stdin(Stdio::null()).stderr(Stdio::null()).process_group(0).kill_on_drop(true);
    command.spawn().with_context(|| format!("could not start {}", command.as_std().get_program().display()))
}

/// What a program tells in a line of its output.
async fn told<T>(child: &mut Child, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    let output = child.stdout.take().context("the program has no output")?;
    let mut lines = BufReader::new(output).lines();
    let told = tokio::time::timeout(DEADLINE, async {
        while let Some(line) = lines.next_line().await? {
            if let Some(told) = read(&line) {
                return Ok(told);
            }
        }
        bail!("the program ended without telling where it is")
    })
    .await
    .context("the program does not tell where it is")??;
    // It writes on; a full pipe would stop it.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(told)
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = process::kill_group(self.group) {
            eprintln!("could not kill the driver: {error:#}");
        }
    }
}

/// "ChromeDriver was started successfully on port 43217." or "… geckodriver INFO Listening on 127.0.0.1:43217"
fn port_in(line: &str) -> Option<u16> {
    let after = ["successfully on port ", "Listening on 127.0.0.1:"];
    let told = after.iter().find_map(|words| line.split_once(words))?.1;
    told.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_line_that_tells_it() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 43217."), Some(43217));
        assert_eq!(port_in("1 geckodriver\tINFO\tListening on 127.0.0.1:43217"), Some(43217));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
