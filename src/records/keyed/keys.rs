//! Which keys belong together: `user:123:email` and `user:124:email` are records of the table `user:*:email`.
//!
//! A key is data, and any of its segments may be somebody's name. So a segment names a table only where the keys show that it is a
//! word of their schema: it is the first segment and followed by several values, or it stands behind several values. Values are told
//! by their form (numbers, addresses, dates, what has a blank in it), or because there are many of them at one place. Words beside
//! words tell nothing: `user:maria` and `friends:maria` look like `maria:phone` and `tom:phone`. All that is not told is `*`.
//! The fields of a hash are names where several hashes of a table have them. What nobody is called by is a name wherever it stands
//! ([`vocabulary`](super::vocabulary)).

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::vocabulary::is_of_schema;
use crate::records::json::is_id;

/// Distinct segments at one place, beyond which they are values rather than names.
const NAMES_MAX: usize = 32;
/// Segments of a key that are told apart.
const SEGMENTS_MAX: usize = 8;
/// Segments and fields that are held in all: of further ones nothing is learned, and they are values.
const NODES_MAX: usize = 50_000;
/// A word of a schema stands beside so many different values, at least;
const VALUES_MIN: usize = 2;
/// and a field is in so many hashes, of which those whose keys end in a value count twice.
const HASHES_MIN: usize = 4;

/// What is known of all keys.
#[derive(Debug, Clone, Default)]
pub(in crate::records) struct Names {
    root: Level,
    nodes: usize,
}

/// What stands at one place in the keys, and what follows it.
#[derive(Debug, Clone, Default)]
struct Level {
    names: BTreeMap<Vec<u8>, Word>,
    /// What follows segments that are values.
    any: Option<Box<Level>>,
    are_values: bool,
    /// The fields of hashes whose keys end here, each with the hashes.
    fields: BTreeMap<Vec<u8>, Few<HASHES_MIN>>,
}

/// A segment that may be a name.
#[derive(Debug, Clone, Default)]
struct Word {
    /// The values that it stands behind, with all before them, and those that stand behind it.
    behind: Few<VALUES_MIN>,
    before: Few<VALUES_MIN>,
    next: Level,
}

/// A few different things, by their hashes; more than that are many.
#[derive(Debug, Clone, Copy)]
struct Few<const MAX: usize> {
    hashes: [u64; MAX],
    len: usize,
}

impl<const MAX: usize> Default for Few<MAX> {
    fn default() -> Self {
        Self { hashes: [0; MAX], len: 0 }
    }
}

impl<const MAX: usize> Few<MAX> {
    fn add(&mut self, hash: u64) {
        let known = self.hashes.iter().take(self.len).any(|known| *known == hash);
        if let Some(slot) = self.hashes.get_mut(self.len).filter(|_| !known) {
            *slot = hash;
            self.len += 1;
        }
    }

    fn add_all(&mut self, others: &Self) {
        others.hashes.iter().take(others.len).for_each(|&hash| self.add(hash));
    }

    fn are_enough(&self) -> bool {
        self.len >= MAX
    }
}

impl Names {
    /// Takes note of a key.
    pub(super) fn learn(&mut self, key: &[u8]) {
        self.place(key);
    }

    /// Takes note of the fields of an entry. What is an entry of its own each time has an `id`; else its key tells.
    pub(super) fn learn_fields<'f>(&mut self, key: &[u8], id: Option<u64>, fields: impl Iterator<Item = &'f [u8]>) {
        let entry = id.unwrap_or_else(|| hash(key));
        let counts_twice = id.is_some() || segments(key).last().is_some_and(|segment| !is_word(segment));
        let left = NODES_MAX.saturating_sub(self.nodes);
        let Some(level) = self.place(key) else { return };
        let before = level.fields.len();
        for field in fields.filter(|field| is_word(field)) {
            let has_room = level.fields.len() - before < left;
            if has_room || level.fields.contains_key(field) {
                let hashes = level.fields.entry(field.to_vec()).or_default();
                hashes.add(entry);
                if counts_twice {
                    hashes.add(!entry);
                }
            }
        }
        self.nodes += level.fields.len() - before;
    }

    /// The place behind a key, made where it is new; `None` where there are too many.
    fn place(&mut self, key: &[u8]) -> Option<&mut Level> {
        let Self { root, nodes } = self;
        let (mut at, mut start, mut is_behind_value) = (root, 0, false);
        let mut all = segments(key).peekable();
        while let Some(segment) = all.next() {
            let before = key.get(..start).unwrap_or_default();
            start += segment.len() + 1;
            let is_new = is_word(segment) && !is_of_schema(segment) && !at.names.contains_key(segment);
            if is_new && !at.are_values && at.names.len() >= NAMES_MAX {
                at.fold();
            }
            let is_value = !is_word(segment) || at.are_values && !is_of_schema(segment);
            let is_known = if is_value { at.any.is_some() } else { at.names.contains_key(segment) };
            if !is_known {
                *nodes += 1;
                if *nodes > NODES_MAX {
                    *nodes = NODES_MAX;
                    return None;
                }
            }
            at = if is_value {
                at.any.get_or_insert_default()
            } else {
                let word = at.names.entry(segment.to_vec()).or_default();
                if is_behind_value {
                    word.behind.add(hash(before));
                }
                if let Some(next) = all.peek().filter(|next| !is_word(next)) {
                    word.before.add(hash(next));
                }
                &mut word.next
            };
            is_behind_value = is_value;
        }
        Some(at)
    }

    /// Decides which segments and fields are names. Nothing is learned after that.
    pub(in crate::records) fn settle(&mut self) {
        self.root.settle(|word| word.before.are_enough() || word.next.are_values);
    }

    /// The table of a key, and the name that its values have by it.
    pub(super) fn table_of(&self, key: &[u8]) -> (String, String) {
        let mut at = Some(&self.root);
        let mut table = String::new();
        let mut last = None;
        for (index, segment) in segments(key).enumerate() {
            if index > 0 {
                table.push(':');
            }
            let word = at.and_then(|at| at.names.get(segment));
            at = match word {
                Some(word) => Some(&word.next),
                None => at.and_then(|at| at.any.as_deref()),
            };
            let name = word.map(|_| String::from_utf8_lossy(segment));
            table.push_str(name.as_deref().unwrap_or("*"));
            last = name.filter(|_| index > 0).map(std::borrow::Cow::into_owned);
        }
        (table, last.unwrap_or_else(|| "value".to_owned()))
    }

    /// Which fields of a hash are names.
    pub(super) fn fields_of(&self, key: &[u8]) -> Fields<'_> {
        Fields(segments(key).try_fold(&self.root, |at, segment| at.next(segment)))
    }
}

/// The fields of the hashes of one table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fields<'n>(Option<&'n Level>);

impl Fields<'_> {
    pub(super) fn is_name(self, field: &[u8]) -> bool {
        self.0.is_some_and(|level| level.fields.contains_key(field))
    }
}

impl Level {
    fn next(&self, segment: &[u8]) -> Option<&Self> {
        match self.names.get(segment) {
            Some(word) => Some(&word.next),
            None => self.any.as_deref(),
        }
    }

    /// Takes all that stands here for values, but for words of schemas.
    fn fold(&mut self) {
        self.are_values = true;
        for (segment, word) in std::mem::take(&mut self.names) {
            if is_of_schema(&segment) {
                self.names.insert(segment, word);
            } else {
                self.add_any(word.next);
            }
        }
    }

    /// Adds what follows a segment that is a value.
    fn add_any(&mut self, next: Self) {
        match &mut self.any {
            Some(any) => any.merge(next),
            None => self.any = Some(Box::new(next)),
        }
    }

    fn merge(&mut self, other: Self) {
        for (segment, word) in other.names {
            if self.are_values && !is_of_schema(&segment) {
                self.add_any(word.next);
                continue;
            }
            let known = self.names.entry(segment).or_default();
            known.behind.add_all(&word.behind);
            known.before.add_all(&word.before);
            known.next.merge(word.next);
        }
        if other.are_values || self.names.keys().filter(|segment| !is_of_schema(segment)).count() > NAMES_MAX {
            self.fold();
        }
        if let Some(any) = other.any {
            self.add_any(*any);
        }
        for (field, hashes) in other.fields {
            self.fields.entry(field).or_default().add_all(&hashes);
        }
    }

    /// Folds all segments but those that are names; and so on below.
    fn settle(&mut self, is_name: fn(&Word) -> bool) {
        let alike = self.alike();
        for (segment, word) in std::mem::take(&mut self.names) {
            if is_of_schema(&segment) || is_name(&word) && !alike.contains(&segment) {
                self.names.insert(segment, word);
            } else {
                self.add_any(word.next);
            }
        }
        let below: fn(&Word) -> bool = |word| word.behind.are_enough();
        self.names.values_mut().for_each(|word| word.next.settle(below));
        if let Some(any) = &mut self.any {
            any.settle(below);
        }
        self.fields.retain(|field, hashes| is_of_schema(field) || hashes.are_enough());
    }

    /// The segments that are followed by the same words as another one, as people are by `phone` and `email`.
    fn alike(&self) -> Vec<Vec<u8>> {
        let is_like = |one: &Self, other: &Self| {
            let shared = one.names.keys().filter(|name| other.names.contains_key(*name)).count();
            shared > 0 && 2 * shared >= one.names.len().min(other.names.len())
        };
        let words = || self.names.iter();
        let has_twin = |segment: &[u8], word: &Word| {
            words().any(|(other, twin)| other.as_slice() != segment && is_like(&word.next, &twin.next))
        };
        words().filter(|(segment, word)| has_twin(segment, word)).map(|(segment, _)| segment.clone()).collect()
    }
}

/// Whether a segment or field may be a word of a schema, by its form.
fn is_word(segment: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    !segment.is_empty() && segment.iter().all(is_part) && !is_id(segment)
}

fn segments(key: &[u8]) -> impl Iterator<Item = &[u8]> {
    key.splitn(SEGMENTS_MAX, |&byte| byte == b':')
}

/// Tells things apart within one source.
fn hash(bytes: &[u8]) -> u64 {
    FixedState::with_seed(0).hash_one(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(keys: &[&str]) -> Names {
        let mut names = Names::default();
        keys.iter().for_each(|key| names.learn(key.as_bytes()));
        names.settle();
        names
    }

    fn tables(keys: &[&str]) -> Vec<String> {
        let names = learned(keys);
        keys.iter().map(|key| names.table_of(key.as_bytes()).0).collect()
    }

    #[test]
    fn segments_that_are_values_are_folded() {
        let mut names = Names::default();
        for i in 0..100 {
            names.learn(format!("user:{i}").as_bytes());
            names.learn(format!("user:{i}:email").as_bytes());
            names.learn(format!("session:{:c<2$}{}", "abc", i % 7, 3 + i).as_bytes());
        }
        names.learn(b"settings");
        names.learn(b"zebra");
        names.settle();
        let table_of = |key: &str| names.table_of(key.as_bytes());
        assert_eq!(table_of("user:17"), ("user:*".to_owned(), "value".to_owned()));
        assert_eq!(table_of("user:17:email"), ("user:*:email".to_owned(), "email".to_owned()));
        assert_eq!(table_of("session:abccc1").0, "session:*");
        assert_eq!(table_of("settings").0, "settings");
        assert_eq!(table_of("zebra").0, "*", "what is seen once may be anything");
        assert_eq!(table_of("jane@example.com").0, "*");
    }

    #[test]
    fn values_of_a_small_store_are_in_no_name() {
        let keys = [
            ("session:alice@example.com:token", "session:*:token"),
            ("session:bob@example.com:token", "session:*:token"),
            ("user:Maria Gonzalez:phone", "user:*:phone"),
            ("user:Tom Lee:phone", "user:*:phone"),
            ("user:Tom Lee:nickname", "user:*:*"),
            ("user:jsmith:phone", "user:*:phone"),
            ("maria", "*"),
        ];
        let given: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
        let expected: Vec<&str> = keys.iter().map(|(_, table)| *table).collect();
        assert_eq!(tables(&given), expected);
    }

    #[test]
    fn words_beside_words_may_be_names_of_people() {
        for keys in [
            ["user:maria:phone", "user:maria:email", "user:maria:ssn", "user:maria:zip"],
            ["maria:phone", "maria:email", "jsmith:phone", "jsmith:email"],
            ["friends:maria", "blocked:maria", "friends:jsmith", "muted:maria"],
            ["maria:1", "maria:email", "jsmith:2", "jsmith:email"],
            ["shop:maria:phone", "shop:jsmith:phone", "store:maria:phone", "store:jsmith:phone"],
        ] {
            let tables = tables(&keys).join(" ");
            assert!(!tables.contains("maria") && !tables.contains("jsmith"), "{tables}");
        }
    }

    #[test]
    fn many_words_at_one_place_are_values() {
        let keys: Vec<String> = (0..40u8).map(|n| format!("user:{}x:email", char::from(b'A' + n))).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).filter(|key| is_word(&key.as_bytes()[5..6])).collect();
        assert!(
            tables(&[&keys[..], &["user:7:email", "user:8:email"]].concat())
                .iter()
                .all(|table| table == "user:*:email")
        );
    }

    #[test]
    fn fields_are_names_where_several_hashes_have_them() {
        let mut names = Names::default();
        for user in ["user:1", "user:2"] {
            names.learn_fields(user.as_bytes(), None, [b"email".as_slice(), b"phone"].into_iter());
        }
        for book in ["phones", "phones", "phones", "numbers"] {
            names.learn_fields(book.as_bytes(), None, [b"maria".as_slice(), b"jsmith"].into_iter());
        }
        for entry in 0..2 {
            names.learn_fields(b"events", Some(entry), [b"ssn".as_slice()].into_iter());
        }
        names.settle();
        assert!(names.fields_of(b"user:7").is_name(b"email"));
        assert!(names.fields_of(b"events").is_name(b"ssn"));
        assert!(!names.fields_of(b"phones").is_name(b"maria"));
        assert!(!names.fields_of(b"user:1").is_name(b"maria"));
    }

    #[test]
    fn what_is_learned_of_hostile_keys_is_bounded() {
        let mut names = Names::default();
        let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
        for i in 0..60_000usize {
            let segment = |scale: usize| format!("{}{}", letter(i / scale), letter(i / scale / 26));
            let key = [1, 3, 9, 27, 81, 243, 729, 2_187, 6_561].map(segment).join(":");
            names.learn(key.as_bytes());
            names.learn_fields(key.as_bytes(), Some(i as u64), (0..8).map(|at| &key.as_bytes()[at..at + 2]));
        }
        assert!(names.nodes <= NODES_MAX);
        assert!(count(&names.root) <= NODES_MAX + 1, "{}", count(&names.root));
        names.settle();
        let table = names.table_of("zz:".repeat(10_000).as_bytes()).0;
        assert_eq!(table.split(':').count(), SEGMENTS_MAX);
    }

    fn count(level: &Level) -> usize {
        let below = level.names.values().map(|word| count(&word.next)).chain(level.any.as_deref().map(count));
        1 + level.fields.len() + below.sum::<usize>()
    }
}
