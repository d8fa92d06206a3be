//! docs/asvs.md held against the sources it names, and its count against its rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::rooms::{names, stands_for};
use crate::source::Source;

/// Requirements of levels 1 and 2 of the standard.
const REQUIREMENTS: usize = 253;

/// What is wrong with the page, a sentence each.
pub(crate) fn wrong(page: &str, sources: &[Source]) -> Vec<String> {
    let functions: BTreeSet<&str> =
        sources.iter().flat_map(|source| source.functions.iter().map(|(name, _, _)| name.as_str())).collect();
    let mut wrong = Vec::new();
    for name in page.lines().flat_map(names) {
        let is_function = name.matches('_').count() > 2
            && name.chars().all(|letter| letter == '_' || letter.is_ascii_lowercase());
        if is_function && !functions.contains(name) {
            wrong.push(format!("no test is called {name}"));
        }
        if name.ends_with(".rs") && !sources.iter().any(|source| ends_with(&source.file, name)) {
            wrong.push(format!("no file is called {name}"));
        }
    }
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| V"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut numbers = BTreeSet::new();
    for row in &rows {
        let [_, number, _, what, state, ..] = &row[..] else {
            wrong.push(format!("no row: {}", row.join("|")));
            continue;
        };
        if !numbers.insert(number) {
            wrong.push(format!("{number} stands twice: {what}"));
        }
        let of_a_chapter = what.strip_prefix("all ").and_then(|rest| rest.split(' ').next()?.parse().ok());
        *counted.entry(state.trim_matches('*')).or_default() += of_a_chapter.unwrap_or(1);
    }
    let all: usize = counted.values().sum();
    if all != REQUIREMENTS {
        wrong.push(format!("{all} requirements of {REQUIREMENTS}"));
    }
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, state, count, _] = cells[..] else { continue };
        if count.parse::<usize>().is_ok() && !counted.contains_key(state) {
            wrong.push(format!("no row is counted by: {line}"));
        }
    }
    for (state, count) in counted {
        let line = format!("| {state} | {count} |");
        if !page.lines().any(|said| said == line) {
            wrong.push(format!("the count lacks: {line}"));
        }
    }
    wrong
}

/// Whether a file's path ends with a name, of which `*` stands for a folder.
fn ends_with(file: &str, name: &str) -> bool {
    let mut tails = file.match_indices('/').map(|(at, _)| &file[at + 1..]);
    stands_for(name, file) || tails.any(|tail| stands_for(name, tail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read;

    #[test]
    fn what_is_named_and_not_there_is_found_and_so_is_a_wrong_count() {
        let sources = [read("a/src/b.rs", "fn it_does_what_it_says() {}")];
        let page = "| met | 252 |\n| no | 1 |\n| V1.* | 1 | all 252 | met | `src/b.rs`, `b.rs` `it_does_what_it_says` |\n\
                    | V2.1.1 | 1 | one | **no** | |\n";
        assert_eq!(wrong(page, &sources), [""; 0]);
        let other = page
            .replace("`b.rs`", "`c.rs`")
            .replace("it_does", "it_never_does")
            .replace("| V2.1.1", "| V1.*");
        let expected = [
            "no file is called c.rs",
            "no test is called it_never_does_what_it_says",
            "V1.* stands twice: one",
        ];
        assert_eq!(wrong(&other, &sources), expected);
        let more = format!("{page}| not yet | 1 |\n");
        assert_eq!(wrong(&more, &sources), ["no row is counted by: | not yet | 1 |"]);
        let fewer = page.replace("| no | 1 |", "| no | 2 |").replace("all 252", "all 251");
        assert_eq!(wrong(&fewer, &sources).len(), 3);
    }
}
