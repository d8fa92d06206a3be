//! Which file imports which: a path leads to the file that defines what it names, through any `pub use`.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Path, Source};

/// The folder of sources of a library and the name it is imported by.
pub(crate) struct Library {
    /// `shared`.
    pub(crate) name: &'static str,
    /// `shared/src`.
    pub(crate) folder: &'static str,
}

/// The sources of one library by module path: `engine::thread`; the root is empty.
pub(crate) struct Modules<'a> {
    library: &'static Library,
    files: BTreeMap<Path, &'a Source>,
}

impl<'a> Modules<'a> {
    pub(crate) fn new(library: &'static Library, sources: &'a [Source]) -> Self {
        let files = sources.iter().filter_map(|source| {
            let inside = source.file.strip_prefix(library.folder)?.strip_prefix('/')?;
            let module = inside.strip_suffix(".rs")?;
            let path = if module == "lib" || module == "main" {
                Vec::new()
            } else {
                module.split('/').map(str::to_owned).collect()
            };
            Some((path, source))
        });
        // `lib.rs` comes before `main.rs`: the root is the library's.
        let mut by_path = BTreeMap::new();
        for (path, source) in files {
            by_path.entry(path).or_insert(source);
        }
        Self { library, files: by_path }
    }

    /// The files that `source` imports, within its own library.
    pub(crate) fn imported_by(&self, source: &Source) -> BTreeSet<&'a str> {
        let Some(module) = self.module_of(source) else { return BTreeSet::new() };
        let found = source.paths.iter().filter_map(|path| self.file_of(&module, path, 0));
        found.filter(|file| *file != source.file).collect()
    }

    fn module_of(&self, source: &Source) -> Option<Path> {
        let found = self.files.iter().find(|(_, other)| other.file == source.file);
        found.map(|(path, _)| path.clone())
    }

    /// The file that defines what a path names, as it is written in `module`.
    fn file_of(&self, module: &Path, path: &Path, depth: usize) -> Option<&'a str> {
        let path = self.absolute(module, path)?;
        // The longest beginning that is a module.
        let (at, source) = (0..=path.len()).rev().find_map(|at| Some((at, *self.files.get(&path[..at])?)))?;
        let Some(name) = path.get(at) else { return Some(&source.file) };
        if source.defines.contains(name) || depth > 8 {
            return Some(&source.file);
        }
        match source.hands_on.get(name) {
            Some(elsewhere) => self.file_of(&path[..at].to_vec(), elsewhere, depth + 1),
            None if at == 0 => None,
            None => Some(&source.file),
        }
    }

    /// A path from the root of the library; `None` when it leads out of it.
    fn absolute(&self, module: &Path, path: &Path) -> Option<Path> {
        let (first, mut rest) = path.split_first()?;
        let mut from = match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            name if name == self.library.name => return Some(rest.to_vec()),
            "self" => module.clone(),
            "super" => module.split_last()?.1.to_vec(),
            // A child of this module, named without more.
            child => {
                let mut below = module.clone();
                below.push(child.to_owned());
                return self.files.contains_key(&below).then(|| [below, rest.to_vec()].concat());
            }
        };
        while let Some((above, after)) = rest.split_first()
            && above == "super"
        {
            from.pop()?;
            rest = after;
        }
        Some([from, rest.to_vec()].concat())
    }
}

/// The circles of a graph: every set of nodes that reach each other, largest first.
pub(crate) fn circles<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|node| (*node, reached(graph, node))).collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for node in graph.keys() {
        if !reach[node].contains(node) || seen.contains(node) {
            continue;
        }
        let circle: Vec<&str> = reach[node]
            .iter()
            .copied()
            .filter(|other| reach.get(other).is_some_and(|back| back.contains(node)))
            .collect();
        seen.extend(circle.iter().copied());
        circles.push(circle);
    }
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

fn reached<'a>(graph: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&str> = graph.get(from).into_iter().flatten().copied().collect();
    while let Some(node) = next.pop() {
        if found.insert(node) {
            next.extend(graph.get(node).into_iter().flatten().copied());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read;

    const LIBRARY: Library = Library { name: "house", folder: "house/src" };

    fn imports(files: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let sources: Vec<Source> =
            files.iter().map(|(file, text)| read(&format!("house/src/{file}"), text)).collect();
        let modules = Modules::new(&LIBRARY, &sources);
        let of = |source: &Source| modules.imported_by(source).into_iter().map(str::to_owned).collect();
        sources.iter().map(|source| (source.file.clone(), of(source))).collect()
    }

    /// Through a `pub use`, in a macro, by `super`, by a child's bare name: each leads to the file that defines it.
    #[test]
    fn a_path_leads_to_the_file_that_defines_what_it_names() {
        let found = imports(&[
            ("lib.rs", "pub mod cellar; pub mod roof; pub mod stairs;"),
            ("cellar.rs", "pub mod boiler; pub use boiler::Boiler; pub struct Wine;"),
            ("cellar/boiler.rs", "pub struct Boiler;"),
            ("roof.rs", "use crate::cellar::Boiler; fn f() { html! { (crate::stairs::step()) } }"),
            (
                "stairs.rs",
                "pub fn step() { super::cellar::Wine; } #[cfg(test)] mod tests { use crate::roof::f; }",
            ),
        ]);
        let of = |file: &str| found.iter().find(|(name, _)| name.ends_with(file)).unwrap().1.join(" ");
        assert_eq!(of("src/roof.rs"), "house/src/cellar/boiler.rs house/src/stairs.rs");
        assert_eq!(of("src/stairs.rs"), "house/src/cellar.rs");
        assert_eq!(of("src/cellar.rs"), "", "what is handed on is not used");
    }

    #[test]
    fn what_reaches_itself_is_a_circle() {
        let graph = BTreeMap::from([
            ("a", BTreeSet::from(["b"])),
            ("b", BTreeSet::from(["c"])),
            ("c", BTreeSet::from(["a", "d"])),
            ("d", BTreeSet::new()),
        ]);
        assert_eq!(circles(&graph), [["a", "b", "c"]]);
    }
}
