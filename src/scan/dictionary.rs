//! Names that are keys of dictionaries: `{"jdoe": {"ssn": ...}, "mroe": {"ssn": ...}}` has a path for each person, and the person's
//! name would stand in the report as that of a column.
//!
//! Keys of one parent below which the same words stand again and again are values, unless most records have them; and so are keys
//! of a single record that hold values of one kind. But so do schemas repeat themselves: `billing` and `shipping`, `father`,
//! `mother` and `guardian`, `home_phone` and `work_phone`. What is called as some kind is called is a word of a schema, and so is
//! one that several records share; a few
//! keys are values only where most of them look it: with a blank, a sign or a number in them. Keys that are values are shown as
//! `*`, with a number where several paths would be called alike. A few names of users without a digit are not told apart from
//! words.

use std::collections::{BTreeMap, BTreeSet};

/// So many keys of one parent must be alike where most look like values,
const ALIKE_MIN: usize = 3;
/// and so many where they do not.
const WORDS_ALIKE_MIN: usize = 6;
/// Steps of a path that are looked at.
const STEPS_MAX: usize = 8;

/// Formats whose columns are paths of keys, which may be data.
const FORMATS: [&str; 7] = ["json", "yaml", "plist", "binary_plist", "bson", "xml", "notebook"];

/// Whether a key is called as some kind is called.
pub(super) type IsLabel<'l> = &'l dyn Fn(&str) -> bool;

/// What is known of a path.
pub(super) struct Path<'a> {
    pub(super) name: &'a str,
    /// Whether most records have it, of several.
    pub(super) recurs: bool,
    /// Whether some records have it.
    pub(super) is_shared: bool,
    /// What its values are, where that is known and its name does not say so.
    pub(super) kind: Option<u16>,
}

/// Whether names in this format may be keys of dictionaries.
pub(super) fn may_be_in(format: &str) -> bool {
    FORMATS.contains(&format)
}

/// The names of paths, with `*` for keys that are values.
pub(super) fn fold_paths(paths: &[Path<'_>], is_label: IsLabel<'_>) -> Vec<String> {
    let folded = folded_keys(paths, is_label);
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
pub(super) fn fold_tables<'a>(tables: &[(&'a str, BTreeSet<&str>)], is_label: IsLabel<'_>) -> Vec<String> {
    let mut alike: BTreeMap<(&str, &BTreeSet<&str>), Vec<&str>> = BTreeMap::new();
    let split = |name: &'a str| name.split_at(name.rfind('.').map_or(0, |at| at + 1));
    for (name, columns) in tables {
        let (parent, key) = split(name);
        alike.entry((parent, columns)).or_default().push(key_of(key));
    }
    let names = tables.iter().map(|(name, columns)| {
        let (parent, _) = split(name);
        let are_many = alike.get(&(parent, columns)).is_some_and(|keys| are_values(keys.iter().copied(), is_label));
        if are_many && !columns.is_empty() { format!("{parent}*") } else { (*name).to_owned() }
    });
    numbered(names.collect())
}

/// By the path of a parent those of its keys that are values.
fn folded_keys<'a>(paths: &[Path<'a>], is_label: IsLabel<'_>) -> BTreeMap<String, BTreeSet<&'a str>> {
    // What stands below each key, and whether some records share it: a word that does is one of a schema.
    let mut shared: BTreeSet<(String, &str)> = BTreeSet::new();
    let mut below: BTreeMap<String, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    let mut leaves: BTreeMap<(String, u16), BTreeSet<&str>> = BTreeMap::new();
    for path in paths.iter().filter(|path| !path.recurs) {
        let mut prefix = String::new();
        let mut rest = path.name;
        for _ in 1..STEPS_MAX {
            let Some((step, behind)) = rest.split_once('.') else { break };
            below.entry(prefix.clone()).or_default().entry(key_of(step)).or_default().insert(behind);
            if path.is_shared && !looks_like_value(key_of(step)) {
                shared.insert((prefix.clone(), key_of(step)));
            }
            push(&mut prefix, key_of(step));
            rest = behind;
        }
        if let Some(kind) = path.kind.filter(|_| !path.is_shared || looks_like_value(key_of(rest))) {
            leaves.entry((prefix, kind)).or_default().insert(key_of(rest));
        }
    }
    let mut folded: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (prefix, mut keys) in below {
        keys.retain(|key, _| !shared.contains(&(prefix.clone(), key)));
        let mut alike: BTreeMap<&BTreeSet<&str>, Vec<&str>> = BTreeMap::new();
        keys.iter().for_each(|(key, words)| alike.entry(words).or_default().push(key));
        let telling: Vec<_> = alike
            .into_iter()
            .filter(|(_, keys)| are_values(keys.iter().copied(), is_label))
            .map(|(words, _)| words)
            .collect();
        let is_like =
            |words: &BTreeSet<&str>| telling.iter().any(|told| 2 * told.intersection(words).count() >= words.len());
        let values = keys.iter().filter(|(_, words)| is_like(words)).map(|(key, _)| *key);
        folded.entry(prefix).or_default().extend(values);
    }
    for ((prefix, _), keys) in leaves {
        if are_values(keys.iter().copied(), is_label) {
            folded.entry(prefix).or_default().extend(keys);
        }
    }
    folded
}

/// Whether keys that are alike are values: most look it, or they are many. Labels are none.
fn are_values<'a>(keys: impl Iterator<Item = &'a str>, is_label: IsLabel<'_>) -> bool {
    let (mut count, mut values) = (0, 0);
    let others = keys.filter(|key| !is_label(key));
    others.for_each(|key| (count, values) = (count + 1, values + usize::from(looks_like_value(key))));
    count >= WORDS_ALIKE_MIN || count >= ALIKE_MIN && 2 * values > count
}

/// Whether a key has what words of a schema seldom have: a blank, a sign but those that join words, or a number of two digits.
fn looks_like_value(key: &str) -> bool {
    let joins = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b':');
    let has_number = key.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_digit));
    has_number || !key.as_bytes().iter().all(|byte| joins(byte) || !byte.is_ascii())
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
        fold_paths(
            &names.iter().map(|&name| Path { name, recurs, is_shared: false, kind }).collect::<Vec<_>>(),
            &is_address,
        )
    }

    fn is_address(key: &str) -> bool {
        key.ends_with("Address")
    }

    #[test]
    fn keys_above_the_same_words_are_values() {
        let names = ["users.Jo Doe.ssn", "users.Jo Doe.zip", "users.Al Roe.ssn", "users.Al Roe.zip", "users.ann84.ssn"];
        let expected = ["users.*.ssn", "users.*.zip", "users.*.ssn#2", "users.*.zip#2", "users.ann84.ssn"];
        let more = [&names[..], &["users.ann84.zip"]].concat();
        let folded = [&expected[..4], &["users.*.ssn#3", "users.*.zip#3"]].concat();
        assert_eq!(fold(&more, None, false), folded);
        assert_eq!(fold(&names, None, true), names, "words that every record has are a schema");
        assert_eq!(fold(&names[..4], None, false), names[..4], "two are few");
    }

    #[test]
    fn words_above_the_same_words_are_values_where_they_are_many() {
        let schema = ["billing.street", "shipping.street", "mailing.street", "home.street", "work.street"];
        assert_eq!(fold(&schema, None, false), schema);
        let users = [&schema[..], &["jdoe.street"]].concat();
        assert!(fold(&users, None, false).iter().all(|name| name.starts_with("*.street")));
        let other = ["customer.id", "customer.name", "order.id", "order.total", "product.id", "product.price"];
        assert_eq!(fold(&other, None, false), other);
    }

    #[test]
    fn keys_of_values_of_one_kind_are_values() {
        let names = ["phones.Ann Lee", "phones.Bob Ray", "phones.Eve Low", "title"];
        let paths: Vec<_> = names
            .iter()
            .map(|&name| Path { name, recurs: false, is_shared: false, kind: (name != "title").then_some(7) })
            .collect();
        assert_eq!(fold_paths(&paths, &is_address), ["phones.*", "phones.*#2", "phones.*#3", "title"]);
        assert_eq!(fold(&names, None, false), names);
        let forms = ["Billing Address.zip", "Mailing Address.zip", "Old Address.zip"];
        assert_eq!(fold(&forms, None, false), forms, "labels");
        let parts = ["given", "middle", "family"];
        assert_eq!(fold(&parts, Some(3), false), parts, "a few words");
    }

    #[test]
    fn words_that_records_share_are_of_a_schema() {
        let names = ["landlord.zip", "employer.zip", "cosigner.zip", "spouse.zip", "agent.zip", "seller.zip"];
        let folded = |is_shared| {
            let paths: Vec<_> =
                names.iter().map(|&name| Path { name, recurs: false, is_shared, kind: Some(3) }).collect();
            fold_paths(&paths, &is_address)
        };
        assert_eq!(folded(true), names);
        assert!(folded(false).iter().all(|name| name.starts_with("*.zip")));
    }

    #[test]
    fn lists_keep_what_says_that_they_are() {
        let names = ["by.a@b[].ssn", "by.b@b[].ssn", "by.e@b[].ssn"];
        assert_eq!(fold(&names, None, false), ["by.*[].ssn", "by.*[].ssn#2", "by.*[].ssn#3"]);
    }

    #[test]
    fn tables_of_the_same_columns_are_called_after_their_parent() {
        let columns = || BTreeSet::from(["ssn", "phone"]);
        let tables = [("by.ann 1", columns()), ("by.bob 2", columns()), ("by.eve 3", columns()), ("log", columns())];
        assert_eq!(fold_tables(&tables, &is_address), ["by.*", "by.*#2", "by.*#3", "log"]);
        assert_eq!(fold_tables(&tables[..2], &is_address), ["by.ann 1", "by.bob 2"]);
        let schema = ["father", "mother", "guardian"].map(|name| (name, columns()));
        assert_eq!(fold_tables(&schema, &is_address), ["father", "mother", "guardian"]);
    }
}
