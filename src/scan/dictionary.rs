//! Names that are keys of dictionaries: `{"jdoe": {"ssn": ...}, "mroe": {"ssn": ...}}` has a path for each person, and the person's
//! name would stand in the report as that of a column.
//!
//! Whether a key is a word of a schema or a value is told by the structure around it alone: keys of one parent below which the
//! same words stand again and again are values, unless most records have them; and so are keys of a single record that hold
//! values of one kind. They are shown as `*`, with a number where several paths would be called alike.

use std::collections::{BTreeMap, BTreeSet};

/// So many keys of one parent must be alike.
const ALIKE_MIN: usize = 3;
/// Steps of a path that are looked at.
const STEPS_MAX: usize = 8;

/// Formats whose columns are paths of keys, which may be data.
const FORMATS: [&str; 7] = ["json", "yaml", "plist", "binary_plist", "bson", "xml", "notebook"];

/// What is known of a path.
pub(super) struct Path<'a> {
    pub(super) name: &'a str,
    /// Whether most records have it, of several.
    pub(super) recurs: bool,
    /// What its values are, where that is known and not for its name.
    pub(super) kind: Option<u16>,
}

/// Whether names in this format may be keys of dictionaries.
pub(super) fn may_be_in(format: &str) -> bool {
    FORMATS.contains(&format)
}

/// The names of paths, with `*` for keys that are values.
pub(super) fn fold_paths(paths: &[Path<'_>]) -> Vec<String> {
    let folded = folded_keys(paths);
    let names = paths.iter().map(|path| {
        let mut prefix = String::new();
        let mut name = Vec::new();
        for step in path.name.splitn(STEPS_MAX, '.') {
            let is_value = folded.get(prefix.as_str()).is_some_and(|keys| keys.contains(key_of(step)));
            name.push(if is_value { step.replacen(key_of(step), "*", 1) } else { step.to_owned() });
            push(&mut prefix, key_of(step));
        }
        name.join(".")
    });
    numbered(names.collect())
}

/// The names of tables, each with its columns, with `*` for the last step where it is a value.
pub(super) fn fold_tables(tables: &[(&str, BTreeSet<&str>)]) -> Vec<String> {
    let mut alike: BTreeMap<(&str, &BTreeSet<&str>), usize> = BTreeMap::new();
    let parent = |name: &'_ str| name.rfind('.').map_or(0, |at| at + 1);
    for (name, columns) in tables {
        *alike.entry((name.get(..parent(name)).unwrap_or_default(), columns)).or_default() += 1;
    }
    let names = tables.iter().map(|(name, columns)| {
        let parent = name.get(..parent(name)).unwrap_or_default();
        let count = alike.get(&(parent, columns)).copied().unwrap_or(0);
        if count >= ALIKE_MIN && !columns.is_empty() { format!("{parent}*") } else { (*name).to_owned() }
    });
    numbered(names.collect())
}

/// By the path of a parent those of its keys that are values.
fn folded_keys<'a>(paths: &[Path<'a>]) -> BTreeMap<String, BTreeSet<&'a str>> {
    let mut below: BTreeMap<String, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    let mut leaves: BTreeMap<(String, u16), BTreeSet<&str>> = BTreeMap::new();
    for path in paths.iter().filter(|path| !path.recurs) {
        let mut prefix = String::new();
        let mut rest = path.name;
        for _ in 1..STEPS_MAX {
            let Some((step, behind)) = rest.split_once('.') else { break };
            below.entry(prefix.clone()).or_default().entry(key_of(step)).or_default().insert(behind);
            push(&mut prefix, key_of(step));
            rest = behind;
        }
        if let Some(kind) = path.kind {
            leaves.entry((prefix, kind)).or_default().insert(key_of(rest));
        }
    }
    let mut folded: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (prefix, keys) in below {
        let mut counts: BTreeMap<&BTreeSet<&str>, usize> = BTreeMap::new();
        keys.values().for_each(|words| *counts.entry(words).or_default() += 1);
        let telling: Vec<_> =
            counts.into_iter().filter(|&(_, count)| count >= ALIKE_MIN).map(|(words, _)| words).collect();
        let is_like =
            |words: &BTreeSet<&str>| telling.iter().any(|told| 2 * told.intersection(words).count() >= words.len());
        let values = keys.iter().filter(|(_, words)| is_like(words)).map(|(key, _)| *key);
        folded.entry(prefix).or_default().extend(values);
    }
    for ((prefix, _), keys) in leaves {
        if keys.len() >= ALIKE_MIN {
            folded.entry(prefix).or_default().extend(keys);
        }
    }
    folded
}

/// A step without what says that it is a list.
fn key_of(step: &str) -> &str {
    step.trim_end_matches("[]")
}

fn push(prefix: &mut String, step: &str) {
    prefix.push_str(step);
    prefix.push('.');
}

/// Numbers names that come again: `*.ssn`, `*.ssn#2`.
fn numbered(names: Vec<String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |name: String| {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 { format!("{name}#{count}") } else { name }
    };
    names.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(names: &[&str], kind: Option<u16>, recurs: bool) -> Vec<String> {
        fold_paths(&names.iter().map(|&name| Path { name, recurs, kind }).collect::<Vec<_>>())
    }

    #[test]
    fn keys_above_the_same_words_are_values() {
        let names = [
            "users.jdoe.ssn",
            "users.jdoe.phone",
            "users.mroe.ssn",
            "users.mroe.phone",
            "users.ann.ssn",
            "users.ann.phone",
        ];
        let expected =
            ["users.*.ssn", "users.*.phone", "users.*.ssn#2", "users.*.phone#2", "users.*.ssn#3", "users.*.phone#3"];
        assert_eq!(fold(&names, None, false), expected);
        assert_eq!(fold(&names, None, true), names, "words that every record has are a schema");
        let schema = ["customer.id", "customer.name", "order.id", "order.total", "product.id", "product.price"];
        assert_eq!(fold(&schema, None, false), schema);
        assert_eq!(fold(&["a.ssn", "b.ssn"], None, false), ["a.ssn", "b.ssn"], "two are few");
    }

    #[test]
    fn keys_of_values_of_one_kind_are_values() {
        let names = ["phones.Ann Lee", "phones.Bob Ray", "phones.Eve Low", "title"];
        let paths: Vec<_> =
            names.iter().map(|&name| Path { name, recurs: false, kind: (name != "title").then_some(7) }).collect();
        assert_eq!(fold_paths(&paths), ["phones.*", "phones.*#2", "phones.*#3", "title"]);
        assert_eq!(fold(&names, None, false), names);
    }

    #[test]
    fn lists_keep_what_says_that_they_are() {
        let names = ["by.ann[].ssn", "by.bob[].ssn", "by.eve[].ssn"];
        assert_eq!(fold(&names, None, false), ["by.*[].ssn", "by.*[].ssn#2", "by.*[].ssn#3"]);
    }

    #[test]
    fn tables_of_the_same_columns_are_called_after_their_parent() {
        let columns = || BTreeSet::from(["ssn", "phone"]);
        let tables = [("by.ann", columns()), ("by.bob", columns()), ("by.eve", columns()), ("log", columns())];
        assert_eq!(fold_tables(&tables), ["by.*", "by.*#2", "by.*#3", "log"]);
        assert_eq!(fold_tables(&tables[..2]), ["by.ann", "by.bob"]);
    }
}
