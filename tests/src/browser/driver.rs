//! The program between WebDriver and the browser. Each browser has its own, so that a killed browser
//! takes nothing else with it.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use super::{DEADLINE, Engine, POLL, process};

/// How often a driver is started whose port another program took meanwhile.
const STARTS: usize = 5;

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

    /// A driver looks for its free ports before it listens there. Where another program was faster it
    /// ends, and is started again.
    async fn telling_its_port(program: &Path, arguments: &[&str]) -> Result<Self> {
        let mut ended = Vec::new();
        for _ in 0..STARTS {
            let mut command = Command::new(program);
            // Firefox's helper for crashes would stay when its group is killed.
            command.args(arguments).env("MOZ_CRASHREPORTER_DISABLE", "1");
            let mut child = spawn_telling(&mut command)?;
            let group = child.id().context("the driver has no process")?;
            match told(&mut child, port_in).await? {
                Told::This(port) => return Ok(Self { _child: child, _display: None, group, port }),
                Told::Ended(why) => ended.push(why),
            }
        }
        bail!("{} ended {STARTS} times before it listened: {}", program.display(), ended.join("; "))
    }

    /// WebKit's driver takes no port of its own choice and tells nothing; its browser wants a display.
    /// Where another program took the port meanwhile it ends, and is started again with another.
    async fn on_a_display(program: &Path) -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]);
        let mut display = spawn_telling(&mut command)?;
        let number = match told(&mut display, |line| line.trim().parse::<u16>().ok()).await? {
            Told::This(number) => number,
            Told::Ended(why) => bail!("Xvfb ended before it had a display: {why}"),
        };
        for _ in 0..STARTS {
            let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
            let mut command = Command::new(program);
            command.arg(format!("--port={port}")).env("DISPLAY", format!(":{number}"));
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = spawn(&mut command)?;
            let group = child.id().context("the driver has no process")?;
            if listens(&mut child, port).await? {
                return Ok(Self { _child: child, _display: Some(display), group, port });
            }
        }
        bail!("{} ended {STARTS} times before it listened", program.display())
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

/// Starts one of which is read what it tells.
fn spawn_telling(command: &mut Command) -> Result<Child> {
    spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))
}

fn spawn(command: &mut Command) -> Result<Child> {
    command.stdin(Stdio::null()).process_group(0).kill_on_drop(true);
    command.spawn().with_context(|| format!("could not start {}", command.as_std().get_program().display()))
}

/// Whether a driver listens on `port`, or else has ended.
async fn listens(child: &mut Child, port: u16) -> Result<bool> {
    let listening = async {
        while child.try_wait()?.is_none() {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return anyhow::Ok(true);
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(false)
    };
    tokio::time::timeout(DEADLINE, listening).await.context("the driver does not listen")?
}

/// What a program told of itself.
enum Told<T> {
    This(T),
    /// Nothing: it ended, with these words.
    Ended(String),
}

/// What a program tells in a line of its output.
async fn told<T>(child: &mut Child, read: impl Fn(&str) -> Option<T>) -> Result<Told<T>> {
    let output = child.stdout.take().context("the program has no output")?;
    let mut complaints = child.stderr.take().context("the program has no output for errors")?;
    let mut lines = BufReader::new(output).lines();
    let mut last = String::new();
    let told = tokio::time::timeout(DEADLINE, async {
        while let Some(line) = lines.next_line().await? {
            if let Some(told) = read(&line) {
                return anyhow::Ok(Some(told));
            }
            last = line;
        }
        Ok(None)
    })
    .await
    .context("the program does not tell where it is")??;
    let Some(told) = told else {
        complaints.read_to_string(&mut last).await?;
        return Ok(Told::Ended(last.trim().to_owned()));
    };
    // It writes on; a full pipe would stop it.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    tokio::spawn(async move { tokio::io::copy(&mut complaints, &mut tokio::io::sink()).await });
    Ok(Told::This(told))
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
    use std::fs;

    use super::*;

    #[test]
    fn the_port_is_read_from_the_line_that_tells_it() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 43217."), Some(43217));
        assert_eq!(port_in("1 geckodriver\tINFO\tListening on 127.0.0.1:43217"), Some(43217));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }

    /// A program that ends as many times as its argument says, then tells a port and stays.
    const LATE: &str = r#"echo start >> "$0.starts"
        if [ "$(wc -l < "$0.starts")" -le "$1" ]; then echo 'address already in use' >&2; exit 69; fi
        echo 'Listening on 127.0.0.1:43217'; exec sleep 600"#;

    async fn late(times: &str) -> Result<Driver> {
        let folder = tempfile::tempdir()?;
        let script = folder.path().join("late");
        fs::write(&script, LATE)?;
        let script = script.to_str().context("a name of letters")?;
        Driver::telling_its_port(Path::new("sh"), &[script, times]).await
    }

    #[tokio::test]
    async fn a_driver_whose_port_was_taken_is_started_again() -> Result<()> {
        let driver = late("2").await?;
        assert_eq!(driver.port, 43217);
        driver.kill().await
    }

    #[tokio::test]
    async fn a_driver_that_never_listens_is_an_error_with_its_words() {
        let error = late("99").await.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("ended 5 times") && error.contains("address already in use"), "{error}");
    }
}
