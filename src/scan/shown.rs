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
    for text in [name, &spaced].into_iter().take(if spaced == name { 1 } else { 2 }) {
        detector.scan_text(scratch, text.as_bytes(), 0..text.len(), &mut any);
    }
    if any.0 { Masked::new(MaskPolicy::Shape, Secret::new(name.as_bytes())).to_string() } else { safe_name(name) }
}

/// The name of a column fit for a report: of a script in which nobody's name is known, it must be known to be none.
pub(super) fn shown_column(detector: &Detector, scratch: &mut Scratch, name: &str) -> String {
    if is_unknown_in_script(name) {
        return Masked::new(MaskPolicy::Shape, Secret::new(name.as_bytes())).to_string();
    }
    shown(detector, scratch, name)
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
        for name in ["public.customers", "first_name", "address_line_1", "users[].phone", "order_2024", "mail", "dob"] {
            assert_eq!(shown(&detector, &mut scratch, name), name);
        }
        for name in ["536-22-8713", "John Smith", "by_person.Mary Jones.age", "12 Elm St, Springfield, IL 62704"] {
            let shown = shown(&detector, &mut scratch, name);
            assert!(shown.contains('*') && !shown.contains("Smith") && !shown.contains("Elm"), "{shown}");
        }
    }

    #[test]
    fn columns_that_may_be_called_after_people_are_masked_in_every_script() {
        let detector = Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap();
        let mut scratch = detector.scratch();
        assert_eq!(shown_column(&detector, &mut scratch, "姓名"), "姓名");
        for name in ["王小伟", "Иван Петров", "राम कुमार", "田中 太郎", "John Smith"] {
            let shown = shown_column(&detector, &mut scratch, name);
            assert!(shown.contains('*'), "{shown}");
            let letters = name.chars().skip(1).filter(|letter| letter.is_alphabetic());
            assert!(!shown.contains(&letters.collect::<String>()), "{shown}");
        }
    }
}
