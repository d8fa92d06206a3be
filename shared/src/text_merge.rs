//! Three-way merge of a text that somebody is typing in while it changes underneath.
//!
//! The screen gives what it showed (`before`) and what the person made of it (`after`).
//! The document may have moved on (`current`). What comes back is what to splice into `current`
//! so that the person's edit lands where it was meant and nobody's letters are lost. Deliberately
//! absent: a diff inside the edited span; typing edits one span at a time.

/// Replace `delete` characters at character position `at` by `insert`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Position, in characters.
    pub at: usize,
    /// Characters to delete.
    pub delete: usize,
    /// What to put in their place.
    pub insert: String,
}

/// The one span in which two texts differ: `[start, end)` of the old became `insert`.
struct Span {
    start: usize,
    end: usize,
    insert: Vec<char>,
}

fn span(old: &[char], new: &[char]) -> Option<Span> {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let suffix =
        old[prefix..].iter().rev().zip(new[prefix..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (end, new_end) = (old.len() - suffix, new.len() - suffix);
    (prefix < end || prefix < new_end).then(|| Span {
        start: prefix,
        end,
        insert: new[prefix..new_end].to_vec(),
    })
}

/// What to splice into `current`, from last position to first; empty when the person changed
/// nothing. A letter is deleted only when the person deleted it and it is still there.
#[must_use]
pub fn rebase(before: &str, after: &str, current: &str) -> Vec<Splice> {
    let before: Vec<char> = before.chars().collect();
    let after: Vec<char> = after.chars().collect();
    let current: Vec<char> = current.chars().collect();
    let Some(mine) = span(&before, &after) else { return Vec::new() };
    let insert: String = mine.insert.iter().collect();
    let whole = |at: usize| Splice { at, delete: mine.end - mine.start, insert: insert.clone() };

    let Some(theirs) = span(&before, &current) else { return vec![whole(mine.start)] };
    // Positions after their span have moved by `grown - shrunk`.
    let moved = |at: usize| at + theirs.insert.len() - (theirs.end - theirs.start);
    if mine.end <= theirs.start {
        return vec![whole(mine.start)];
    }
    if mine.start >= theirs.end {
        return vec![whole(moved(mine.start))];
    }
    // The spans overlap: what is left of mine before theirs and after theirs goes, their letters
    // stay, my letters come after theirs.
    let tail = mine.end.saturating_sub(theirs.end);
    let head = theirs.start.saturating_sub(mine.start);
    let mut splices = vec![Splice { at: moved(theirs.end), delete: tail, insert }];
    if head > 0 {
        splices.push(Splice { at: mine.start, delete: head, insert: String::new() });
    }
    splices
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn merged(before: &str, after: &str, current: &str) -> String {
        let mut text: Vec<char> = current.chars().collect();
        for splice in rebase(before, after, current) {
            text.splice(splice.at..splice.at + splice.delete, splice.insert.chars());
        }
        text.into_iter().collect()
    }

    #[test]
    fn edits_in_different_places_both_stand() {
        assert_eq!(merged("chaudière", "la chaudière", "chaudière en panne"), "la chaudière en panne");
        assert_eq!(merged("a b c", "a b c d", "z a b c"), "z a b c d");
    }

    #[test]
    fn letters_typed_at_the_same_place_both_stand() {
        let text = merged("", "fuite", "joint");
        assert!(text.contains("fuite") && text.contains("joint"), "{text}");
    }

    #[test]
    fn what_the_other_wrote_survives_a_deletion_around_it() {
        assert_eq!(merged("un deux trois", "un", "un deux!! trois"), "un!!");
    }

    proptest! {
        #[test]
        fn without_a_concurrent_edit_the_result_is_what_was_typed(before in ".{0,20}", after in ".{0,20}") {
            prop_assert_eq!(merged(&before, &after, &before), after);
        }

        #[test]
        fn without_an_own_edit_nothing_changes(before in ".{0,20}", current in ".{0,20}") {
            prop_assert_eq!(merged(&before, &before, &current), current);
        }

        #[test]
        fn no_inserted_letter_is_lost(
            before in "[a-f]{0,12}", mine in "[M-P]{1,5}", theirs in "[X-Z]{1,5}", p in 0usize..13, q in 0usize..13,
        ) {
            let put = |at: usize, what: &str| {
                let at = at.min(before.len());
                format!("{}{}{}", &before[..at], what, &before[at..])
            };
            let text = merged(&before, &put(p, &mine), &put(q, &theirs));
            prop_assert!(text.contains(&mine) && text.contains(&theirs));
            prop_assert_eq!(text.len(), before.len() + mine.len() + theirs.len());
        }
    }
}
