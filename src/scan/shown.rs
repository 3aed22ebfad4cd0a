//! Names of tables, columns and members as they may be shown.
//!
//! Such names come from the data too: the key of a JSON object may be a social security number, and the "header" of a
//! table its first row. What a detector would call personal data is masked, whatever stands in it.

use crate::batch::ColumnId;
use crate::detect::{CellFacts, Cofield, Detector, Hit, HitSink, Scratch};
use crate::records::is_unknown_in_script;
use crate::redact::{Masked, Secret, safe_name};
use crate::rules::{KindId, MaskPolicy};

/// The name fit for a report.
pub(super) fn shown(detector: &Detector, scratch: &mut Scratch, name: &str) -> String {
    let mut any = AnyHit(false);
    // A key stands between dots in a path, and words in a name are joined in many ways.
    let spaced = name.replace(['.', '_'], " ");
    let mut texts = vec![name.to_owned(), words_of(&spaced)];
    texts.extend(turned(&texts[1]));
    texts.dedup();
    for text in texts {
        detector.scan_text(scratch, text.as_bytes(), 0..text.len(), &mut any);
    }
    if any.0 && !ends_as_heading(&words_of(&spaced)) {
        Masked::new(MaskPolicy::Shape, Secret::new(name.as_bytes())).to_string()
    } else {
        safe_name(name)
    }
}

/// The words of a name that are joined by capitals: `AnnExample`.
fn words_of(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for letter in name.chars() {
        if before.is_lowercase() && letter.is_uppercase() {
            words.push(' ');
        }
        words.push(letter);
        before = letter;
    }
    words
}

/// Whether the second of two words without a digit is one that headings end with, and nobody's name: `Auth Code`, `NOTE_RATE`. Of three
/// the first two may be somebody's whole name.
fn ends_as_heading(words: &str) -> bool {
    const LAST: [&str; 26] = [
        "no", "nbr", "num", "id", "code", "cd", "rate", "ip", "ms", "ssn", "dob", "phone", "date", "dist", "qty",
        "amt", "pct", "type", "status", "count", "addr", "address", "email", "zip", "url", "time",
    ];
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let is_plain = words.chars().all(|letter| letter.is_ascii_alphabetic() || letter == ' ');
    is_plain && words.split_whitespace().count() == 2 && LAST.iter().any(|word| word.eq_ignore_ascii_case(last))
}

/// Two or three words with the first of them last: people may be called by their family names first.
fn turned(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let is_word = |word: &&str| word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    match parts.as_slice() {
        [first, rest @ ..] if matches!(rest.len(), 1 | 2) && parts.iter().all(is_word) => {
            Some(format!("{} {first}", rest.join(" ")))
        }
        _ => None,
    }
}

/// The names of a table's columns fit for a report. Of a script in which nobody's name is known they must be known to be none:
/// where half of them label columns, they are the header of a table, and else may be somebody's record. `labels` says whether
/// a name is one of a kind.
pub(super) fn shown_columns(
    detector: &Detector,
    scratch: &mut Scratch,
    names: &[String],
    labels: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let is_unknown = |name: &String| is_unknown_in_script(name) && !labels(name);
    let unknown = names.iter().filter(|name| is_unknown(name)).count();
    let are_labels = unknown * 2 <= names.len() && names.len() > 1;
    let mut shown_names: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let mut shown_name = match is_unknown(name) && !are_labels {
            true => Masked::new(MaskPolicy::Shape, Secret::new(name.as_bytes())).to_string(),
            false => shown(detector, scratch, name),
        };
        // Two that look alike are two columns.
        if shown_name != *name && shown_names.contains(&shown_name) {
            shown_name = format!("{shown_name} ({})", shown_names.len() + 1);
        }
        shown_names.push(shown_name);
    }
    shown_names
}

/// Sees whether anything is more likely personal data than not.
struct AnyHit(bool);

impl HitSink for AnyHit {
    fn cell(&mut self, _column: ColumnId, _facts: &CellFacts) {}
    fn missed(&mut self, _column: ColumnId, _kind: KindId) {}
    fn cofield(&mut self, _column: ColumnId, _cofield: Cofield) {}
    fn hit(&mut self, hit: &Hit<'_>) {
        self.0 |= hit.odds > 0.0;
    }
    fn end_record(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;
    use std::sync::Arc;

    #[test]
    fn names_that_hold_values_are_masked_and_ordinary_ones_are_not() {
        let detector = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
        let mut scratch = detector.scratch();
        for name in ["Order Details", "Phone List", "Grace Period", "CustomerExport", "StateCounty", "Page Title"] {
            assert_eq!(shown(&detector, &mut scratch, name), name);
        }
        for name in ["Okonkwo Shauna", "ShaunaOkonkwo", "Hutchinson Imelda Rose", "by.MaryJones"] {
            let shown = shown(&detector, &mut scratch, name);
            assert!(shown.contains('*') && !shown.contains("Okonkwo") && !shown.contains("Hutch"), "{shown}");
        }
        for name in ["public.customers", "first_name", "address_line_1", "users[].phone", "order_2024", "mail", "dob"] {
            assert_eq!(shown(&detector, &mut scratch, name), name);
        }
        for name in ["MIN_NO", "NOTE_RATE", "Auth Code", "Mgmt Ip", "Co Ssn", "Ping Ms"] {
            assert_eq!(shown(&detector, &mut scratch, name), name);
        }
        for name in [
            "536-22-8713",
            "John Smith",
            "John Smith phone",
            "by_person.Mary Jones.age",
            "12 Elm St, Springfield, IL 62704",
        ] {
            let shown = shown(&detector, &mut scratch, name);
            assert!(shown.contains('*') && !shown.contains("Smith") && !shown.contains("Elm"), "{shown}");
        }
    }

    #[test]
    fn columns_that_may_be_called_after_people_are_masked_in_every_script() {
        let detector = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
        let mut scratch = detector.scratch();
        let mut of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            shown_columns(&detector, &mut scratch, &names, &|name| name == "マイナンバー")
        };
        assert_eq!(of(&["姓名"]), ["姓名"]);
        assert_eq!(of(&["マイナンバー"]), ["マイナンバー"]);
        assert_eq!(of(&["姓名", "数量", "电话"]), ["姓名", "数量", "电话"]);
        let alike = of(&["王小伟", "李大明"]);
        assert!(alike[0] != alike[1] && alike.iter().all(|name| name.contains('*')), "{alike:?}");
        for name in ["王小伟", "Иван Петров", "राम कुमार", "田中 太郎", "John Smith"] {
            let shown = of(&[name]).concat();
            assert!(shown.contains('*'), "{shown}");
            let letters = name.chars().skip(1).filter(|letter| letter.is_alphabetic());
            assert!(!shown.contains(&letters.collect::<String>()), "{shown}");
        }
    }
}
