//! The program, started on a data directory of its own and killed in the end.

use std::io::{BufRead as _, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use shared::wire::{SYNC_MEDIA_TYPE, SyncRequest};
use shared::{DeviceId, PersonId, Role, Timestamp};
use sync_server::base::clock::SystemClock;
use sync_server::base::roles::Roles;
use sync_server::base::secret::secret_hash;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::store::{Audience, DeviceRow, PersonRow};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Long enough for a busy machine; nothing waits for it to pass.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

pub(crate) const SUPERVISOR: (PersonId, Role) = (PersonId::from_bytes([1; 16]), Role::Supervisor);
pub(crate) const TECHNICIAN: (PersonId, Role) = (PersonId::from_bytes([2; 16]), Role::Technician);

/// A phone that is enrolled.
#[derive(Debug, Clone)]
pub(crate) struct Phone {
    pub(crate) device: DeviceId,
    pub(crate) person: PersonId,
    pub(crate) token: String,
}

pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Where the office is, when it was told to be elsewhere.
    pub(crate) office: Option<SocketAddr>,
    pub(crate) phones: Vec<Phone>,
    said: Arc<Mutex<String>>,
    data: TempDir,
}

impl Program {
    /// Starts it with so many phones of a technician enrolled.
    pub(crate) async fn start(phones: u16, arguments: &[&str]) -> Self {
        Self::start_after(arguments, async |engine| enrol(engine, TECHNICIAN, phones).await).await
    }

    /// Starts it on what was made of an empty data directory, with the phones that were enrolled there.
    pub(crate) async fn start_after(
        arguments: &[&str],
        prepare: impl AsyncFnOnce(&Engine) -> Vec<Phone>,
    ) -> Self {
        let data = tempfile::tempdir().unwrap();
        let engine = Engine::open(data.path(), NOUNS, Arc::new(SystemClock)).unwrap();
        let phones = prepare(&engine).await;
        tokio::task::spawn_blocking(move || engine.stop()).await.unwrap();
        Self::start_on(data, phones, arguments, Stdio::piped())
    }

    /// Starts it with its log going elsewhere.
    pub(crate) async fn start_logging_to(log: Stdio) -> Self {
        Self::start_on(tempfile::tempdir().unwrap(), Vec::new(), &[], log)
    }

    fn start_on(data: TempDir, phones: Vec<Phone>, arguments: &[&str], log: Stdio) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sync-server"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take());
        let heard = Arc::clone(&said);
        std::thread::spawn(move || stderr.map(|stderr| listen(stderr, &heard)));
        let (mut first, mut second) = (String::new(), String::new());
        let mut stdout = BufReader::new(stdout);
        stdout.read_line(&mut first).unwrap();
        if arguments.contains(&"--office-listen") {
            stdout.read_line(&mut second).unwrap();
        }
        let address_in =
            |line: &str| line.rsplit("://").next().and_then(|address| address.trim().parse().ok());
        let (address, office) = (address_in(&first), address_in(&second));
        // One that listens on a Unix socket has none.
        let nowhere = first.starts_with("listening on unix:").then_some(([127, 0, 0, 1], 0).into());
        let address = address.or(nowhere);
        let address = address.unwrap_or_else(|| panic!("{first}{}", said.lock().unwrap()));
        Self { child, address, office, phones, said, data }
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(mut self) {
        rustix::process::kill_process(self.pid(), rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success(), "{}", self.said());
    }

    pub(crate) fn pid(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(&self.child)
    }

    /// Its data directory.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// Kills it, as when the power goes; what it leaves behind.
    pub(crate) fn killed(mut self) -> TempDir {
        self.kill();
        std::mem::replace(&mut self.data, tempfile::tempdir().unwrap())
    }

    fn kill(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the server could not be killed: {error}");
        }
    }

    /// What it has logged so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The most memory it ever had, in megabytes.
    pub(crate) fn peak_mb(&self) -> u64 {
        self.status_mb("VmHWM:")
    }

    /// The memory it has now, in megabytes.
    pub(crate) fn memory_mb(&self) -> u64 {
        self.status_mb("VmRSS:")
    }

    fn status_mb(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }

    /// How many files are in a folder of its data directory.
    pub(crate) fn files_in(&self, folder: &str) -> usize {
        std::fs::read_dir(self.data.path().join(folder)).unwrap().count()
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends a request on a connection of its own; the answer, to its end.
    pub(crate) async fn send(&self, request: &[u8]) -> String {
        send_to(self.address, request).await
    }

    pub(crate) async fn get(&self, path: &str) -> String {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: guichet\r\nconnection: close\r\n\r\n").as_bytes())
            .await
    }

    /// One of the numbers that `/metrics` tells.
    pub(crate) async fn metric(&self, name: &str) -> u64 {
        let told = self.get("/metrics").await;
        let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name} in {told}")).trim().parse().unwrap()
    }

    /// Has others served over and over while `work` goes on; what came of it, and the longest they waited.
    pub(crate) async fn serving_others<T>(&self, work: impl Future<Output = T>) -> (T, Duration) {
        let (mut work, mut done, mut longest) = (pin!(work), None, Duration::ZERO);
        loop {
            let began = Instant::now();
            let mut serving = pin!(self.serves_others());
            tokio::select! {
                of_work = &mut work, if done.is_none() => {
                    done = Some(of_work);
                    serving.await;
                }
                () = &mut serving => {}
            }
            longest = longest.max(began.elapsed());
            if let Some(of_work) = done {
                return (of_work, longest);
            }
        }
    }

    /// Others are served: files, pages, and a phone that syncs.
    pub(crate) async fn serves_others(&self) {
        assert!(self.get("/healthz").await.starts_with("HTTP/1.1 200 "));
        assert!(self.get("/office/sign-in").await.starts_with("HTTP/1.1 200 "));
        let phone = &self.phones[0];
        let answer = self.send(&sync(phone, &[], &empty_sync(phone))).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

fn listen(from: impl Read, said: &Mutex<String>) {
    for line in BufReader::new(from).lines() {
        let Ok(line) = line else { return };
        let mut said = said.lock().unwrap();
        said.push_str(&line);
        said.push('\n');
    }
}

/// Sends a request to an address on a connection of its own; the answer, to its end.
pub(crate) async fn send_to(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    rest(&mut stream).await
}

/// Everything until the other side ends the connection, by a reset too.
pub(crate) async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = async {
        while let Ok(count) = stream.read_buf(&mut answer).await
            && count > 0
        {}
    };
    tokio::time::timeout(DEADLINE, read).await.expect("the server ends the connection");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Enrols so many phones of somebody.
pub(crate) async fn enrol(engine: &Engine, (person, role): (PersonId, Role), count: u16) -> Vec<Phone> {
    let phones: Vec<Phone> = (0..count)
        .map(|number| {
            let mut id = [0x80; 16];
            id[..2].copy_from_slice(&number.to_be_bytes());
            id[2..8].copy_from_slice(&person.as_bytes()[..6]);
            let device = DeviceId::from_bytes(id);
            Phone { device, person, token: format!("{device}{number:028x}") }
        })
        .collect();
    let own = phones.clone();
    let (login, name) = (person.to_string(), role.to_string());
    let row = PersonRow {
        id: person,
        login,
        password_hash: None,
        name,
        roles: Roles::everywhere(role),
        language: None,
    };
    engine
        .write(move |store| {
            store.put_person(&row)?;
            for phone in own {
                let row = DeviceRow::new(phone.device, person, "téléphone".to_owned(), Timestamp(0));
                store.add_device(&row, secret_hash(&phone.token))?;
            }
            Ok(())
        })
        .await
        .unwrap();
    engine.set_audiences(person, [Audience::Person(person), Audience::All].into()).await.unwrap();
    phones
}

/// A sync with nothing in it.
pub(crate) fn empty_sync(phone: &Phone) -> Vec<u8> {
    let request = SyncRequest::first(phone.device, Timestamp(1_800_000_000_000));
    request.encode()
}

/// The bytes of a sync with this body, on a connection that ends after it.
pub(crate) fn sync(phone: &Phone, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut head = format!(
        "POST /phone/v1/sync HTTP/1.1\r\nhost: guichet\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
         content-type: {SYNC_MEDIA_TYPE}\r\ncontent-length: {}\r\n",
        phone.token,
        body.len()
    );
    headers.iter().for_each(|header| head.push_str(&format!("{header}\r\n")));
    [head.as_bytes(), b"\r\n", body].concat()
}
