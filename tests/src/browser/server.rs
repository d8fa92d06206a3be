//! The server as the office runs it: a program with a data folder and a port, which can be killed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{OnceCell, watch};

use super::disk::Disk;
use super::{DEADLINE, process, surroundings};

/// A server on the loopback. Killed when dropped; its data folder stays.
pub struct ServerProcess {
    program: PathBuf,
    data: PathBuf,
    phone: PathBuf,
    extra: Vec<String>,
    disk: Disk,
    /// Chosen by the system at the first start, kept at every later one.
    port: u16,
    running: Option<Child>,
    output: Output,
}

/// Everything the server wrote, all starts together.
type Output = Arc<Mutex<Vec<String>>>;

impl ServerProcess {
    /// Starts `sync-server serve` on this data folder and a free port, and waits until it listens.
    ///
    /// # Errors
    /// It was not built, does not start, or does not listen in time; its output is part of the error.
    pub async fn start(data: &Path) -> Result<Self> {
        Self::start_with(data, &[]).await
    }

    /// The same, with more arguments after `serve`.
    pub async fn start_with(data: &Path, extra: &[&str]) -> Result<Self> {
        let mut server = Self::stopped(data, Disk::Usual)?;
        server.extra = extra.iter().map(|argument| (*argument).to_owned()).collect();
        server.start_again().await?;
        Ok(server)
    }

    /// The same, with another phone app.
    pub async fn start_serving(data: &Path, app: &Path) -> Result<Self> {
        let mut server = Self::stopped(data, Disk::Usual)?;
        server.phone = app.to_path_buf();
        server.start_again().await?;
        Ok(server)
    }

    /// The same, with the phone app copied to this folder and served from there.
    pub async fn start_with_app(data: &Path, app: &Path, extra: &[&str]) -> Result<Self> {
        let mut server = Self::stopped(data, Disk::Usual)?;
        copy_folder(&server.phone, app)?;
        server.phone = app.to_path_buf();
        server.extra = extra.iter().map(|argument| (*argument).to_owned()).collect();
        server.start_again().await?;
        Ok(server)
    }

    /// The same, with the folder on a disk of the server's own.
    pub async fn start_on(data: &Path, disk: Disk) -> Result<Self> {
        let mut server = Self::stopped(data, disk)?;
        server.start_again().await?;
        Ok(server)
    }

    fn stopped(data: &Path, disk: Disk) -> Result<Self> {
        Ok(Self {
            program: surroundings::server()?,
            data: data.to_path_buf(),
            phone: surroundings::phone_dir()?,
            extra: Vec::new(),
            disk,
            port: 0,
            running: None,
            output: Output::default(),
        })
    }

    /// Starts a server that is expected not to: what it wrote to its error output.
    ///
    /// # Errors
    /// It does not end in time, or with another exit code than 1.
    pub async fn refusal(data: &Path, disk: Disk) -> Result<String> {
        let server = Self::stopped(data, disk)?;
        let ended = tokio::time::timeout(DEADLINE, server.serving().output()).await;
        let ended = ended.context("the server started after all")??;
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        ensure!(ended.status.code() == Some(1), "the server ended with {}:\n{said}", ended.status);
        Ok(said)
    }

    /// Starts it again on the same port and the same data, after [`kill`](Self::kill) or
    /// [`stop`](Self::stop).
    pub async fn start_again(&mut self) -> Result<()> {
        ensure!(self.running.is_none(), "the server is running");
        let mut child =
            self.serving().spawn().with_context(|| format!("could not start {}", self.program.display()))?;
        let (tell_port, mut port) = watch::channel(None);
        let stdout = child.stdout.take().context("the server has no output")?;
        let stderr = child.stderr.take().context("the server has no error output")?;
        tokio::spawn(read_lines(stdout, Arc::clone(&self.output), Some(tell_port)));
        tokio::spawn(read_lines(stderr, Arc::clone(&self.output), None));
        // The sender is dropped when the output ends: a server that died is noticed at once.
        let told = tokio::time::timeout(DEADLINE, port.wait_for(Option::is_some)).await;
        let told = told.ok().and_then(Result::ok).and_then(|port| *port);
        let Some(told) = told else {
            bail!("the server did not say that it listens:\n{}", self.output());
        };
        self.port = told;
        self.running = Some(child);
        Ok(())
    }

    /// Starts it and kills it after a while, wherever it then is.
    pub async fn start_and_kill(&self, after: Duration) -> Result<()> {
        ensure!(self.running.is_none(), "the server is running");
        let mut child = self.serving().spawn()?;
        tokio::time::sleep(after).await;
        child.kill().await.context("the server survived SIGKILL")
    }

    fn serving(&self) -> Command {
        let mut command = self.disk.command(&self.program, &self.data);
        command
            .arg("serve")
            .arg("--data")
            .arg(&self.data)
            .arg("--phone")
            .arg(&self.phone)
            .arg("--listen")
            .arg(format!("127.0.0.1:{}", self.port))
            .args(&self.extra)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// A file of the data folder as the running server sees it, on whatever disk that is.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        let data = self.data.strip_prefix("/").unwrap_or(&self.data);
        match self.disk {
            Disk::Usual => self.data.join(name),
            Disk::Small { .. } | Disk::ReadOnly => {
                Path::new("/proc").join(self.pid().to_string()).join("root").join(data).join(name)
            }
        }
    }

    /// An address on this server; `path` begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The port it listens on, the same after every start.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The number of the running process; 0 when there is none.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.running.as_ref().and_then(Child::id).unwrap_or(0)
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Everything it wrote so far, standard and error output together.
    #[must_use]
    pub fn output(&self) -> String {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// Kills it: no goodbye, nothing flushed.
    pub async fn kill(&mut self) -> Result<()> {
        let mut child = self.running.take().context("the server is not running")?;
        child.kill().await.context("the server survived SIGKILL")
    }

    /// Asks it to stop and waits until it has.
    ///
    /// # Errors
    /// It does not stop in time, or ends with another exit code than 0.
    pub async fn stop(&mut self) -> Result<()> {
        let mut child = self.running.take().context("the server is not running")?;
        process::terminate(child.id().context("the server has ended by itself")?)?;
        let status = tokio::time::timeout(DEADLINE, child.wait())
            .await
            .with_context(|| format!("the server does not stop:\n{}", self.output()))??;
        ensure!(status.success(), "the server ended with {status}:\n{}", self.output());
        Ok(())
    }

    /// Runs another command of the server program, such as `rebuild-office`, on the same data, and
    /// returns what it printed.
    pub async fn command(&self, command: &str, arguments: &[&str]) -> Result<String> {
        run(&self.program, command, &self.data, arguments).await
    }
}

async fn read_lines(
    from: impl AsyncRead + Unpin,
    output: Output,
    tell_port: Option<watch::Sender<Option<u16>>>,
) {
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let (Some(tell_port), Some(port)) = (&tell_port, port_in(&line)) {
            tell_port.send_replace(Some(port));
        }
        output.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}

/// "listening on http://127.0.0.1:43217", with or without something around it.
fn port_in(line: &str) -> Option<u16> {
    let address = line.split_once("listening on http")?.1.split_once("://")?.1;
    let digits = address.split_once(':')?.1;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

async fn run(program: &Path, command: &str, data: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .arg(command)
        .arg::<&OsStr>("--data".as_ref())
        .arg(data)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .await
        .with_context(|| format!("could not start {}", program.display()))?;
    ensure!(
        output.status.success(),
        "`sync-server {command}` ended with {}:\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A data folder with the demo commune, of its own: filled once per test program, then copied.
/// Deleted when dropped.
///
/// # Errors
/// The server cannot fill it, or the disk is full.
pub async fn demo_data() -> Result<TempDir> {
    static FILLED: OnceCell<TempDir> = OnceCell::const_new();
    let filled = FILLED
        .get_or_try_init(|| async {
            let folder = data_folder()?;
            run(&surroundings::server()?, "fill-demo", folder.path(), &[]).await?;
            anyhow::Ok(folder)
        })
        .await?;
    let copy = data_folder()?;
    copy_folder(filled.path(), copy.path())?;
    Ok(copy)
}

fn data_folder() -> Result<TempDir> {
    let place = surroundings::target_dir().join("journeys");
    fs::create_dir_all(&place)?;
    Ok(tempfile::Builder::new().prefix("data-").tempdir_in(place)?)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_wherever_the_line_puts_it() {
        assert_eq!(port_in("listening on http://127.0.0.1:43217"), Some(43217));
        assert_eq!(port_in("INFO listening on https://127.0.0.1:8080/ pid=3"), Some(8080));
        assert_eq!(port_in("GET http://127.0.0.1:8080/"), None);
    }
}
