//! One sort for every list: the library's is four kilobytes of the app for each kind of thing it sorts.

use std::cmp::Ordering;

/// `things` by rank, then by name as `compare` has it; in the order they came where both are the same.
pub(crate) fn sorted<T>(
    things: Vec<T>,
    key: impl Fn(&T) -> (i64, &str),
    compare: fn(&str, &str) -> Ordering,
) -> Vec<T> {
    let keys: Vec<(i64, &str)> = things.iter().map(key).collect();
    let order = order(&keys, compare);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| things.get_mut(at).and_then(Option::take)).collect()
}

fn order(keys: &[(i64, &str)], compare: fn(&str, &str) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|one, other| {
        let ((rank, name), (other_rank, other_name)) = (keys[*one], keys[*other]);
        rank.cmp(&other_rank).then_with(|| compare(name, other_name))
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rank_comes_before_name_and_equals_stay_as_they_came() {
        let things = vec![(2, "a", 1), (1, "b", 2), (1, "a", 3), (1, "a", 4)];
        let sorted = sorted(things, |(rank, name, _)| (*rank, *name), str::cmp);
        assert_eq!(sorted, [(1, "a", 3), (1, "a", 4), (1, "b", 2), (2, "a", 1)]);
    }
}
