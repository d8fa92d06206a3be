//! The tables of ARCHITECTURE.md: the rooms of each crate from top to bottom, what stands only in some of them, and
//! the words that are gone.

/// A table under a heading: its rows as cells, without the head.
pub(crate) fn table<'a>(text: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let after = text
        .lines()
        .skip_while(|line| line.trim_start_matches('#').trim() != heading || !line.starts_with('#'));
    let rows = after.skip(1).take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// What stands between backticks.
pub(crate) fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Whether a file, by its path in the repository, is one a name stands for: the file itself, the module `a.rs` with
/// its folder `a/`, or a pattern with `*` for one segment.
pub(crate) fn stands_for(name: &str, file: &str) -> bool {
    let module = name.strip_suffix(".rs").unwrap_or(name).trim_end_matches('/');
    let (mut wanted, mut there) = (module.split('/'), file.split('/'));
    loop {
        match (wanted.next(), there.next()) {
            (None, _) => return true,
            (Some(_), None) => return false,
            (Some("*"), Some(_)) => {}
            (Some(one), Some(other)) if one == other || format!("{one}.rs") == other => {}
            (Some(_), Some(_)) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# A\n## One\ntext\n| room | what |\n|---|---|\n| `a.rs` `b` | x |\n| `c` | y |\n## Two\n| z |\n";

    #[test]
    fn a_table_is_read_without_its_head() {
        assert_eq!(table(TEXT, "One"), [["`a.rs` `b`", "x"], ["`c`", "y"]]);
        assert_eq!(names(table(TEXT, "One")[0][0]), ["a.rs", "b"]);
    }

    #[test]
    fn a_name_stands_for_a_module_and_what_is_in_it() {
        assert!(
            stands_for("src/a", "src/a.rs")
                && stands_for("src/a", "src/a/b.rs")
                && stands_for("src/a.rs", "src/a.rs")
        );
        assert!(stands_for("src/*/rows.rs", "src/orders/rows.rs"));
        assert!(!stands_for("src/a", "src/ab.rs") && !stands_for("src/*/rows.rs", "src/orders/page.rs"));
    }
}
