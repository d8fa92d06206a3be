//! PostgreSQL, asked whether it would take statements: a cluster of its own in a folder, in the mode for one user,
//! without a port and without rows.

use std::fs;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Nobody: PostgreSQL does not run as root.
const NOBODY: u32 = 65_534;

/// A cluster with the two schemas.
pub(crate) struct Postgres {
    folder: TempDir,
    bin: PathBuf,
    script: String,
}

impl Postgres {
    /// An empty cluster, whose texts are compared by their bytes.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("guichet-postgres").tempdir().unwrap();
        // Root has given the folder away.
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let postgres = Self { folder, bin: bin(), script: String::new() };
        let made = postgres
            .command("initdb")
            .args(["--no-sync", "--auth=trust", "--locale=C", "--encoding=UTF8", "-D"])
            .arg(postgres.data())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        postgres
    }

    /// Adds a schema of this name, with what the file of this engine would make of the shared text: collations of
    /// its own, and no reference that it would hold rows to before what they point at is there.
    pub(crate) fn schema(&mut self, name: &str, texts: &[&str]) {
        self.then(&format!("CREATE SCHEMA {name}"));
        self.then(&format!("SET search_path = {name}"));
        for collation in ["dictionary", "caseless"] {
            self.then(&format!("CREATE COLLATION {collation} FROM \"C\""));
        }
        for text in texts {
            let text: Vec<&str> = text.lines().map(|line| line.split("--").next().unwrap()).collect();
            for statement in text.join("\n").split(';').filter(|statement| !statement.trim().is_empty()) {
                self.then(&without_references(statement));
            }
        }
    }

    /// Adds a statement to be prepared against the schema of this name.
    pub(crate) fn prepare(&mut self, schema: &str, name: &str, statement: &str) {
        self.then(&format!("SET search_path = {schema}"));
        self.then(&format!("PREPARE {name} AS {statement}"));
    }

    fn then(&mut self, statement: &str) {
        // An empty line ends a statement.
        let lines: Vec<&str> = statement.lines().filter(|line| !line.trim().is_empty()).collect();
        self.script.push_str(&format!("{};\n\n", lines.join("\n")));
    }

    /// What PostgreSQL does not take: its error, and the statement as it was given.
    pub(crate) fn refused(self) -> Vec<(String, String)> {
        let mut program = self
            .command("postgres")
            .args(["--single", "-j", "-c", "log_line_prefix=", "-c", "fsync=off", "-D"])
            .arg(self.data())
            .arg("postgres")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::from(fs::File::create(self.folder.path().join("log")).unwrap()))
            .spawn()
            .unwrap();
        program.stdin.take().unwrap().write_all(self.script.as_bytes()).unwrap();
        assert!(program.wait().unwrap().success());
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap();
        let errors = log.split("ERROR:").skip(1).map(|text| {
            let (error, rest) = text.split_once("STATEMENT:").unwrap_or((text, ""));
            (error.trim().to_owned(), rest.trim().to_owned())
        });
        errors.collect()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command.current_dir(self.folder.path());
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }
}

/// Where the programs of PostgreSQL are: named by `GUICHET_POSTGRES`, or where Debian has them.
fn bin() -> PathBuf {
    let chosen = std::env::var_os("GUICHET_POSTGRES").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let installed = || {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
        let bins = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
        bins.filter(|bin| bin.join("initdb").is_file()).max()
    };
    chosen.or_else(installed).expect(
        "PostgreSQL's programs: install Debian's postgresql, or name their folder by GUICHET_POSTGRES",
    )
}

/// A statement of a schema without its references to other tables.
fn without_references(statement: &str) -> String {
    let mut left = String::new();
    let mut rest = statement;
    while let Some((before, after)) = rest.split_once("REFERENCES") {
        let before = before.rfind("FOREIGN KEY").map_or(before, |at| &before[..at]);
        let before =
            before.trim_end().strip_suffix(',').filter(|_| before.len() < rest.len()).unwrap_or(before);
        left.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    left + rest
}

/// Reads the schemas from the sources.
pub(crate) fn schemas(sources: &Path) -> (String, Vec<String>) {
    let read = |path: &str| fs::read_to_string(sources.join(path)).unwrap();
    let nouns = sync_server::domains::ROWS.iter().map(|rows| rows.schema.to_owned());
    (read("store/schema.sql"), [read("projection/schema.sql")].into_iter().chain(nouns).collect())
}
