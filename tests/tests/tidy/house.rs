//! The sources of the repository beside what ARCHITECTURE.md says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::asvs;
use crate::imports::{Library, Modules, circles};
use crate::rooms::{names, stands_for, table};
use crate::source::{Source, read};
use crate::vocabulary::{self, Retired};

/// The libraries whose rooms ARCHITECTURE.md lists, and the crates each may import.
static LIBRARIES: [(Library, &[&str]); 3] = [
    (Library { name: "shared", folder: "shared/src" }, &[]),
    (Library { name: "mobile", folder: "mobile/src" }, &["shared"]),
    (Library { name: "sync_server", folder: "sync-server/src" }, &["shared"]),
];

/// Where sources stand.
const FOLDERS: [&str; 5] = ["shared", "mobile", "sync-server", "tests", "xtask"];

/// Lines of a function's body, and of a file.
const FUNCTION_LINES_MAX: usize = 70;
const FILE_LINES_MAX: usize = 500;

/// How statements of SQL begin.
const SQL: [&str; 10] = [
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "DELETE FROM",
    "REPLACE INTO",
    "CREATE ",
    "DROP ",
    "ALTER ",
    "PRAGMA ",
    "WITH ",
];

/// Everything that is read.
pub(crate) struct House {
    architecture: String,
    asvs: String,
    sources: Vec<Source>,
}

impl House {
    /// The repository this test was built in, read once for all tests.
    pub(crate) fn read() -> &'static Self {
        static HOUSE: LazyLock<House> = LazyLock::new(House::of_this_repository);
        &HOUSE
    }

    fn of_this_repository() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut sources = Vec::new();
        for folder in FOLDERS {
            for file in rust_files(&root.join(folder)) {
                let name = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                sources.push(read(&name, &fs::read_to_string(&file).unwrap()));
            }
        }
        assert!(sources.len() > 300, "only {} sources were found", sources.len());
        let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
        let asvs = fs::read_to_string(root.join("docs").join("asvs.md")).unwrap();
        Self { architecture, asvs, sources }
    }

    fn of(&self, library: &Library) -> impl Iterator<Item = &Source> {
        let folder = format!("{}/", library.folder);
        self.sources.iter().filter(move |source| source.file.starts_with(&folder))
    }

    /// The rooms of a library from top to bottom, each with its names.
    fn rooms(&self, library: &Library) -> Vec<Vec<String>> {
        let rows = table(&self.architecture, &format!("`{}`, from top to bottom", library.folder));
        assert!(!rows.is_empty(), "ARCHITECTURE.md has no table of the rooms of {}", library.folder);
        let full = |name: &str| format!("{}/{name}", library.folder);
        rows.iter().map(|row| names(row[0]).into_iter().map(full).collect()).collect()
    }

    pub(crate) fn homeless(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (library, _) in &LIBRARIES {
            let rooms = self.rooms(library);
            let homeless = self.of(library).filter(|source| room_of(&rooms, &source.file).is_none());
            found.extend(homeless.map(|source| source.file.clone()));
            let is_empty = |name: &&String| !self.of(library).any(|source| stands_for(name, &source.file));
            found.extend(rooms.iter().flatten().filter(is_empty).map(|name| format!("{name} is not there")));
        }
        found
    }

    pub(crate) fn imports_that_run_up(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (library, _) in &LIBRARIES {
            let rooms = self.rooms(library);
            for (file, imported) in self.graph(library) {
                let from = room_of(&rooms, file);
                let up = imported.into_iter().filter(|other| room_of(&rooms, other) < from);
                found.extend(up.map(|other| format!("{file} → {other}")));
            }
        }
        found
    }

    pub(crate) fn circles(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (library, _) in &LIBRARIES {
            found.extend(circles(&self.graph(library)).into_iter().map(|circle| circle.join(" ⇄ ")));
        }
        found
    }

    pub(crate) fn foreign_crates(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (library, may) in &LIBRARIES {
            for source in self.of(library) {
                let is_foreign = |name: &str| {
                    LIBRARIES.iter().any(|(other, _)| other.name == name)
                        && name != library.name
                        && !may.contains(&name)
                };
                let foreign = source.paths.iter().filter(|path| is_foreign(&path[0]));
                found.extend(foreign.map(|path| format!("{} → {}", source.file, path.join("::"))));
            }
        }
        found
    }

    /// Statements of SQL, the library of an engine, Automerge, and what asks for the target, outside of the rooms they
    /// stand in.
    pub(crate) fn out_of_place(&self) -> Vec<String> {
        let mut found = Vec::new();
        let rows = table(&self.architecture, "What stands where");
        assert_eq!(rows.len(), 4, "SQL, its engine, Automerge and the target have a row each");
        for (row, is_there) in
            rows.iter().zip([sql as fn(&Source) -> Option<usize>, engine, automerge, target])
        {
            let places = names(row[1]);
            let sources = LIBRARIES.iter().flat_map(|(library, _)| self.of(library));
            for source in sources.filter(|source| !places.iter().any(|place| stands_for(place, &source.file)))
            {
                found.extend(is_there(source).map(|line| format!("{} in {}:{line}", row[0], source.file)));
            }
        }
        found
    }

    pub(crate) fn too_long(&self) -> Vec<String> {
        let mut found = Vec::new();
        for source in &self.sources {
            if source.lines > FILE_LINES_MAX {
                found.push(format!("{}: {} lines", source.file, source.lines));
            }
            let long = source.functions.iter().filter(|(_, _, lines)| *lines > FUNCTION_LINES_MAX);
            found.extend(long.map(|(name, at, lines)| format!("{}:{at} {name}: {lines} lines", source.file)));
        }
        found
    }

    pub(crate) fn retired_words(&self) -> Vec<String> {
        let rows = table(&self.architecture, "Words that are gone");
        assert!(rows.len() > 20, "ARCHITECTURE.md lists the words that are gone");
        let retired: Vec<Retired> = rows.iter().map(|row| Retired::new(names(row[0])[0], row[2])).collect();
        self.sources.iter().flat_map(|source| vocabulary::found(source, &retired)).collect()
    }

    pub(crate) fn wrong_with_asvs(&self) -> Vec<String> {
        asvs::wrong(&self.asvs, &self.sources)
    }

    fn graph(&self, library: &'static Library) -> BTreeMap<&str, BTreeSet<&str>> {
        let modules = Modules::new(library, &self.sources);
        self.of(library).map(|source| (source.file.as_str(), modules.imported_by(source))).collect()
    }
}

/// The room a file stands in, counted from the top: that of the longest name that stands for it.
fn room_of(rooms: &[Vec<String>], file: &str) -> Option<usize> {
    let all = rooms.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |name| (at, name)));
    let here = all.filter(|(_, name)| stands_for(name, file));
    here.max_by_key(|(_, name)| name.len()).map(|(at, _)| at)
}

/// The line of a statement of SQL.
fn sql(source: &Source) -> Option<usize> {
    let is_sql = |text: &str| SQL.iter().any(|begin| text.trim_start().starts_with(begin));
    source.strings.iter().find(|(_, text)| is_sql(text)).map(|(line, _)| *line)
}

/// The line that names the library of an engine for SQL.
fn engine(source: &Source) -> Option<usize> {
    library(source, "rusqlite")
}

/// The line that names Automerge.
fn automerge(source: &Source) -> Option<usize> {
    library(source, "automerge")
}

/// The line that names a library.
fn library(source: &Source, library: &str) -> Option<usize> {
    let is_named = source.paths.iter().any(|path| path[0] == library);
    is_named.then(|| source.identifiers.iter().find(|(_, name)| name == library).map_or(1, |(line, _)| *line))
}

/// The line that asks which machine it is built for.
fn target(source: &Source) -> Option<usize> {
    source.identifiers.iter().find(|(_, name)| name == "target_arch").map(|(line, _)| *line)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                found.extend(rust_files(&path));
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(architecture: &str, files: &[(&str, &str)]) -> House {
        let sources = files.iter().map(|(file, text)| read(file, text)).collect();
        House { architecture: architecture.to_owned(), asvs: String::new(), sources }
    }

    const ROOMS: &str = "\
### `shared/src`, from top to bottom
| room | what |
|---|---|
| `roof.rs` | the highest |
| `cellar` | the lowest |
### `mobile/src`, from top to bottom
| room | what |
|---|---|
| `m.rs` | one |
### `sync-server/src`, from top to bottom
| room | what |
|---|---|
| `s.rs` | one |
## What stands where
| what | only in |
|---|---|
| SQL | `sync-server/src/s` |
| an engine | `shared/src/cellar` |
| Automerge | `shared/src/cellar` |
| the target | `mobile/src/m` |
";

    fn faulty() -> House {
        house(
            ROOMS,
            &[
                ("shared/src/lib.rs", "pub mod roof; pub mod cellar;"),
                ("shared/src/roof.rs", "use automerge::Change; use crate::cellar::Wine; pub struct Roof;"),
                ("shared/src/cellar.rs", "use crate::roof::Roof; pub struct Wine;"),
                (
                    "mobile/src/m.rs",
                    "use sync_server::s::S; use rusqlite::Row; const Q: &str = \"SELECT 1\";",
                ),
                ("sync-server/src/s.rs", "#[cfg(target_arch = \"x\")] pub struct S;"),
            ],
        )
    }

    #[test]
    fn each_fault_is_found() {
        let house = faulty();
        assert_eq!(house.homeless(), ["shared/src/lib.rs"]);
        assert_eq!(house.imports_that_run_up(), ["shared/src/cellar.rs → shared/src/roof.rs"]);
        assert_eq!(house.circles(), ["shared/src/cellar.rs ⇄ shared/src/roof.rs"]);
        assert_eq!(house.foreign_crates(), ["mobile/src/m.rs → sync_server::s::S"]);
        let out_of_place = [
            "SQL in mobile/src/m.rs:1",
            "an engine in mobile/src/m.rs:1",
            "Automerge in shared/src/roof.rs:1",
            "the target in sync-server/src/s.rs:1",
        ];
        assert_eq!(house.out_of_place(), out_of_place);
    }

    #[test]
    fn what_is_too_long_is_found_one_line_over_the_limit() {
        let function = |lines: usize| format!("fn f() {{\n{}}}\n", "    g();\n".repeat(lines));
        let of = |text: &str| house(ROOMS, &[("xtask/src/x.rs", text)]).too_long();
        assert_eq!(of(&function(FUNCTION_LINES_MAX)).len(), 0);
        assert_eq!(of(&function(FUNCTION_LINES_MAX + 1)).len(), 1);
        assert_eq!(of(&"\n".repeat(FILE_LINES_MAX)).len(), 0);
        assert_eq!(of(&"\n".repeat(FILE_LINES_MAX + 1)).len(), 1);
    }
}
