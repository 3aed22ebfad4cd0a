//! Values whose name stands in the cell beside them: `meta_key`, `meta_value`.
//!
//! A value whose name is a label of the rules is one of a column of that name (`meta_value[ssn]`), whose name is made of the
//! rule's own word: the cell may say anything. All other values stay in their column. The name may stand in an object beside the
//! value (`type.coding[].code`), and be a code for the kind of an identifier (see [`codes`]).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::keys::Names;
use super::{codes, spec};
use crate::batch::{Batch, Cell, ColumnId, ColumnSpec};
use crate::detect::{ColumnContext, Detector, Part};

/// Names that are remembered; more than that are labels of hardly any table, and worked out again.
const KNOWN_MAX: usize = 4096;
/// Bytes of the longest name.
const KEY_MAX: usize = 64;
/// What a name must say of a kind.
const WEIGHT_MIN: f32 = 0.9;

/// A column of values with the column that names them.
pub(super) struct Pivot {
    pub(super) key: ColumnId,
    pub(super) value: ColumnId,
    /// The name of the column of values, and the words that both have before their last.
    pub(super) name: String,
    pub(super) stem: String,
    pub(super) names: Names,
    pub(super) known: Known,
    /// A record may have several, each in an object of a list.
    pub(super) is_of_list: bool,
}

/// What was met of names: how many, how many different ones, and how many of them label something.
#[derive(Default)]
pub(super) struct Known {
    labels: HashMap<Box<[u8]>, Option<usize>, FixedState>,
    met: u64,
    distinct: u64,
    labelled: u64,
    /// The columns that they stand for.
    columns: Vec<(ColumnSpec, Option<ColumnId>)>,
}

impl Known {
    /// Whether they are names of values: the same few come again, or they label what stands beside them. Of texts and codes some
    /// read like a label by chance.
    fn are_names(&self, is_weak: bool) -> bool {
        let repeat = self.distinct * 2 <= self.met;
        match is_weak {
            true => self.labelled * 5 >= self.met && (repeat || self.labelled * 2 >= self.met),
            false => repeat || self.labelled * 10 >= self.met * 3,
        }
    }
}

impl Pivot {
    /// Takes note of the names in a batch, before its values are moved. Gives whether they are names of values.
    pub(super) fn note(&mut self, detector: &Detector, batch: &Batch<'_>) -> bool {
        let key = self.key;
        for cell in batch.cells.iter().filter(|cell| cell.column == key && cell.value_len > 0) {
            let label = batch.value(cell);
            let is_new = !self.known.labels.contains_key(label);
            let is_label = self.place_of(detector, label).is_some();
            self.known.met += 1;
            self.known.distinct += u64::from(is_new);
            self.known.labelled += u64::from(is_label);
        }
        self.known.are_names(self.names != Names::Keys)
    }

    /// Moves the values of a record to the columns of their names.
    pub(super) fn apply(
        &mut self,
        detector: &Detector,
        batch: &Batch<'_>,
        record: &mut [Cell],
        add: &mut dyn FnMut(&ColumnSpec) -> ColumnId,
    ) {
        // A record may be a list of names and values: they come in turn, and the first of all is a name or a value.
        let (mut key, mut open) = (None, None);
        let mut moved: Vec<(usize, usize)> = Vec::new();
        let is_of_one = |first: usize, second: &Cell, is_first_key: bool| {
            !self.is_of_list || record.get(first).is_none_or(|first| are_of_one(batch, first, second, is_first_key))
        };
        for (at, cell) in record.iter().enumerate() {
            if cell.column == self.key {
                // An object of the list may lack the one or the other.
                match open.take().filter(|&value| is_of_one(value, cell, false)) {
                    Some(value) => moved.push((at, value)),
                    None => key = Some(at),
                }
            } else if cell.column == self.value {
                match key.take().filter(|&key| is_of_one(key, cell, true)) {
                    Some(key) => moved.push((key, at)),
                    None => open = Some(at),
                }
            }
        }
        for (key, value) in moved {
            let Some(label) = record.get(key).map(|cell| batch.value(cell)) else { continue };
            let Some(place) = self.place_of(detector, label) else { continue };
            let Some((spec, column)) = self.known.columns.get_mut(place) else { continue };
            let column = *column.get_or_insert_with(|| add(spec));
            if let Some(cell) = record.get_mut(value) {
                cell.column = column;
            }
        }
    }

    /// Which column a name stands for.
    fn place_of(&mut self, detector: &Detector, label: &[u8]) -> Option<usize> {
        if let Some(&known) = self.known.labels.get(label) {
            return known;
        }
        let named = |leaf: &str| spec(format!("{}[{leaf}]", self.name));
        let of_rules = || column_named(detector, label, &self.name, &self.stem);
        let spec = match self.names {
            Names::Keys => of_rules(),
            Names::Weak => of_rules().or_else(|| codes::of_document(label).map(named)),
            Names::Codes => codes::of_identifier(label).map(named).or_else(of_rules),
            Names::Documents => codes::of_document(label).map(named),
        };
        let columns = &mut self.known.columns;
        let place = spec.map(|spec| {
            columns.iter().position(|(known, _)| *known == spec).unwrap_or_else(|| {
                columns.push((spec, None));
                columns.len() - 1
            })
        });
        if self.known.labels.len() < KNOWN_MAX && label.len() <= KEY_MAX {
            self.known.labels.insert(label.into(), place);
        }
        place
    }
}

/// Whether two cells of a record, one of them a name, stand in the same object of a list, or in objects within it. Only of JSON
/// that can be told: between them is no sign that closes the object of the value.
fn are_of_one(batch: &Batch<'_>, first: &Cell, second: &Cell, is_first_key: bool) -> bool {
    let between = batch.bytes.get(first.end as usize..second.start as usize).unwrap_or_default();
    // Behind the quote that ends a string.
    let between = between.strip_prefix(b"\"").unwrap_or(between);
    if !matches!(between.trim_ascii_start().first(), Some(b',' | b'}' | b']')) {
        return true;
    }
    let (mut level, mut lowest) = (0_i32, 0_i32);
    let mut at = 0;
    while let Some(len) = between.get(at..).and_then(|rest| memchr::memchr3(b'{', b'}', b'"', rest)) {
        at += len + 1;
        match between.get(at - 1) {
            Some(b'{') => level += 1,
            Some(b'}') => level -= 1,
            _ => at += string_len(between.get(at..).unwrap_or_default()),
        }
        lowest = lowest.min(level);
    }
    lowest >= if is_first_key { level } else { 0 }
}

/// How long the rest of a string is, with the quote that ends it.
fn string_len(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(len) = rest.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        let is_end = rest.get(at + len) == Some(&b'"');
        at += len + if is_end { 1 } else { 2 };
        if is_end {
            return at;
        }
    }
    rest.len()
}

/// Whether a label may be the name of a value: a few words, with a number among them at most.
fn is_name(text: &str) -> bool {
    const DIGITS_MAX: usize = 2;
    const WORDS_MAX: usize = 8;
    /// What `g/dL` and `U/L` are per.
    const PER: [&str; 8] = ["l", "dl", "ml", "ul", "kg", "h", "hr", "min"];
    let is_unit = text.rsplit_once('/').is_some_and(|(_, per)| PER.iter().any(|unit| unit.eq_ignore_ascii_case(per)));
    text.len() <= KEY_MAX
        && !is_unit
        && text.starts_with(char::is_alphabetic)
        && text.bytes().filter(u8::is_ascii_digit).count() <= DIGITS_MAX
        && text.split(' ').count() <= WORDS_MAX
}

/// The column of the values that a label names, if it is one of the rules: alone, or with what their column says (`BIRTH` in
/// `date_type` beside `date_value`).
fn column_named(detector: &Detector, label: &[u8], column: &str, stem: &str) -> Option<ColumnSpec> {
    let text = std::str::from_utf8(label).ok()?.trim().trim_end_matches(['?', ':', '*', ' ']);
    if !is_name(text) {
        return None;
    }
    let context = |name: String| detector.column("", &spec(name));
    let alone = context(text.to_owned());
    let is_named = |context: &ColumnContext| context.best_label().is_some_and(|(_, weight, _)| weight >= WEIGHT_MIN);
    let of_both = || Some(context(format!("{text} {stem}"))).filter(|_| !stem.is_empty());
    let named = Some(alone).filter(is_named).or_else(of_both).filter(is_named)?;
    let (kind, weight, word) = named.best_label()?;
    let leaf = match named.name_part() {
        Some(Part::GivenName) => "first_name".to_owned(),
        Some(Part::FamilyName) => "last_name".to_owned(),
        Some(Part::MiddleName) => "middle_name".to_owned(),
        _ => word.replace(|letter: char| !letter.is_alphanumeric(), "_"),
    };
    let spec = spec(format!("{column}[{leaf}]"));
    // What says something about the thing (`email_verified`) is not named by the word alone.
    let says_the_same = detector.column("", &spec).label(kind).weight <= weight + 0.01;
    says_the_same.then_some(spec)
}

#[cfg(test)]
mod tests {
    use super::super::tests::DETECTOR;
    use super::*;

    #[test]
    fn names_come_again_or_label_what_stands_beside_them() {
        let known = |met, distinct, labelled| Known { met, distinct, labelled, ..Known::default() };
        assert!(known(1000, 12, 20).are_names(false) && known(6, 6, 3).are_names(false));
        assert!(!known(1000, 900, 20).are_names(false), "codes");
        assert!(known(1000, 4, 500).are_names(true) && known(6, 6, 4).are_names(true));
        assert!(!known(1000, 50, 20).are_names(true) && !known(6, 6, 2).are_names(true));
    }

    /// Whether the first `A` and the first `B` of a text stand in one object.
    fn are_in_one(text: &str, is_first_key: bool) -> bool {
        let cell = |sign: char| {
            let at = u32::try_from(text.find(sign).unwrap()).unwrap();
            Cell::borrowed(ColumnId(0), at..at + 1)
        };
        let batch = Batch { bytes: text.as_bytes(), arena: &[], cells: &[], record_ends: &[] };
        are_of_one(&batch, &cell('A'), &cell('B'), is_first_key)
    }

    #[test]
    fn a_name_and_a_value_stand_in_one_object_of_a_list() {
        for text in [r#"{"k":"A","v":"B"}"#, r#"{"t":{"c":[{"k":"A"}]},"v":"B"}"#, r#"{"k":A,"x":{"y":"}"},"v":B}"#] {
            assert!(are_in_one(text, true), "{text}");
        }
        for text in [r#"{"v":"A","k":"B"}"#, r#"{"v":"A","x":"}\"","t":{"c":[{"k":"B"}]}}"#, "v: A\n- k: B"] {
            assert!(are_in_one(text, false), "{text}");
        }
        for text in [r#"{"k":"A"},{"v":"B"}"#, r#"{"t":{"c":[{"k":"A"}]}},{"v":"B"}"#] {
            assert!(!are_in_one(text, true), "{text}");
        }
        for text in [r#"{"v":"A"},{"k":"B"}"#, r#"{"v":A,"x":1},{"t":{"c":[{"k":"B"}]}}"#] {
            assert!(!are_in_one(text, false), "{text}");
        }
    }

    fn named(label: &str, column: &str, stem: &str) -> Option<String> {
        column_named(&DETECTOR, label.as_bytes(), column, stem).map(|spec| spec.name)
    }

    #[test]
    fn labels_of_the_rules_name_columns_by_the_words_of_the_rules() {
        for (label, leaf) in [
            ("ssn", "ssn"),
            ("First Name?", "first_name"),
            ("billing_last_name", "last_name"),
            ("password", "password"),
        ] {
            assert_eq!(named(label, "value", ""), Some(format!("value[{leaf}]")), "{label}");
        }
        assert!(named("BIRTH", "date_value", "date").is_some_and(|name| name.starts_with("date_value[birth")));
        for label in [
            "HIRE",
            "theme",
            "last_sync",
            "status",
            "",
            "?",
            "536-90-4399",
            "b58ef652-ssn1-4ccc",
            "email_verified",
            "ssn_hash",
            "g/dL",
        ] {
            assert_eq!(named(label, "date_value", "date"), None, "{label}");
        }
    }
}
