//! Cells whose meaning the cell before them says: `meta_key, meta_value`, `{"type": "mobile", "number": ...}`.
//!
//! A column of such values holds a bit of everything, and its own name says nothing. Where the cell right before, in a column of
//! the same object, names a kind outright, the value is looked at as one of a column that is called so. What is found then counts
//! by itself, as what is found within a cell; where nothing is, the value is looked at as any other of its column.

use super::lanes::LaneCell;
use super::value::CellValue;
use super::{CELL_MAX, Subject, facts, is_missing, trim};
use crate::batch::{Batch, ColumnId, ColumnSpec};
use crate::detect::column::{ColumnContext, Pair, UNKNOWN};
use crate::detect::detector::Detector;
use crate::detect::labels::{LabelMatch, Polarity, Token, tokenize_name};
use crate::detect::scratch::Scratch;
use crate::detect::signature::Form;
use crate::detect::{CellFacts, Cofield, Hit, HitSink};
use crate::rules::KindId;

/// The longest word for what a value is; addresses of coding systems are longer than words.
const KEY_MAX: usize = 64;
/// Digits of such a word at most: what has more is numbered, and each key is another one.
const KEY_DIGITS_MAX: usize = 3;

/// Whether some column of a table holds words for what another one holds.
pub(super) fn has_pairs(columns: &[ColumnContext]) -> bool {
    let has_key = |path: u64| columns.iter().any(|column| column.pair == Pair::Key(path));
    columns.iter().any(|column| matches!(column.pair, Pair::Value(path) if has_key(path)))
}

impl Detector {
    /// Scans those cells of a column of values that the cells before them name, and gives the others.
    pub(super) fn scan_paired<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        columns: &[ColumnContext],
        batch: &Batch<'_>,
        cells: &[LaneCell],
        sink: &mut S,
    ) -> Vec<LaneCell> {
        let mut known = std::mem::take(&mut scratch.columns);
        let mut spec = ColumnSpec { is_named: true, ..ColumnSpec::default() };
        let mut words = Words::default();
        let mut others = Vec::new();
        for &place in cells {
            let key = key_of(columns, batch, place).filter(|key| words.name_outright(self, key));
            let is_found = key.is_some_and(|key| {
                spec.name.clear();
                spec.name.push_str(key);
                known.with(self, "", &spec, |context| {
                    !context.strong().is_empty() && self.is_found_as(scratch, context, batch, place, sink)
                })
            });
            if !is_found {
                others.push(place);
            }
        }
        scratch.columns = known;
        others
    }

    /// Scans a cell as one of a column that is called differently. Nothing is told of it where nothing is found.
    fn is_found_as<S: HitSink>(
        &self,
        scratch: &mut Scratch,
        column: &ColumnContext,
        batch: &Batch<'_>,
        place: LaneCell,
        sink: &mut S,
    ) -> bool {
        let Some(cell) = batch.cells.get(place.cell as usize) else { return false };
        let (buffer, bytes) = batch.place(cell);
        let whole = buffer.get(bytes.clone()).unwrap_or_default();
        let within = trim(whole);
        let is_long = within.len() > CELL_MAX;
        if within.is_empty() || is_long || is_missing(whole.get(within.clone()).unwrap_or_default()) {
            return false;
        }
        let value = CellValue::new(buffer, bytes.start + within.start..bytes.start + within.end);
        let at = scratch.routes.find(self, cell.column, column, &value, Form::of(&value), |_| false);
        let Scratch { routes, cells, text, .. } = scratch;
        let route = routes.at(at);
        if route.is_settled {
            return false;
        }
        sink.begin_record(place.record);
        let facts = facts(&value, &route.profile);
        let mut sink = Within { sink, facts, column: cell.column, labelled: &self.finders.labelled, is_found: false };
        let emitted = std::cell::Cell::new(0);
        let subject = Subject { batch, cell, column, value: value.bytes(), rest: value.rest(), within, emitted };
        // It is no licence number of the column that it stands in.
        let numbers = cells.numbers.len();
        let best = self.whole_cell(cells, &subject, &value, route, &mut sink);
        cells.numbers.truncate(numbers);
        self.within_cell(text, &subject, route, best, &mut sink);
        sink.is_found
    }
}

/// The word right before a value that says what it is.
fn key_of<'b>(columns: &[ColumnContext], batch: &Batch<'b>, place: LaneCell) -> Option<&'b str> {
    let column = |at: usize| {
        let cell = batch.cells.get(at)?;
        Some((cell, columns.get(cell.column.0 as usize).unwrap_or(&UNKNOWN)))
    };
    let at = place.cell as usize;
    let record_start = match place.record.checked_sub(1) {
        Some(before) => *batch.record_ends.get(before as usize)? as usize,
        None => 0,
    };
    let before = at.checked_sub(1).filter(|&before| before >= record_start)?;
    let (cell, key) = column(before)?;
    let (_, value) = column(at)?;
    let is_pair = matches!((key.pair, value.pair), (Pair::Key(key), Pair::Value(value)) if key == value);
    let (buffer, bytes) = batch.place(cell);
    let key = buffer.get(bytes).filter(|key| is_pair && (2..=KEY_MAX).contains(&key.len()))?;
    let digits = key.iter().filter(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(key).ok().filter(|_| digits <= KEY_DIGITS_MAX)
}

/// Working memory for what the words beside values say.
#[derive(Default)]
struct Words {
    tokens: Vec<Token>,
    matches: Vec<LabelMatch>,
}

impl Words {
    /// Whether a phrase of a word names a kind outright. Asked before more is worked out: most words name none, and there may be
    /// as many as values.
    fn name_outright(&mut self, detector: &Detector, key: &str) -> bool {
        tokenize_name(key.as_bytes(), &mut self.tokens);
        detector.labels.find(&self.tokens, &mut self.matches);
        let mut uses = self.matches.iter().flat_map(|found| detector.labels.uses(found));
        uses.any(|label| label.polarity == Polarity::Strong)
    }
}

/// Takes what is found in a cell as found within it: the verdict on the column says nothing of it.
struct Within<'s, S> {
    sink: &'s mut S,
    facts: CellFacts,
    column: ColumnId,
    /// Kinds that are nothing but their label: words of settings name them, too.
    labelled: &'s [KindId],
    is_found: bool,
}

impl<S: HitSink> HitSink for Within<'_, S> {
    fn wants_places(&self) -> bool {
        self.sink.wants_places()
    }

    fn cell(&mut self, _column: ColumnId, _facts: &CellFacts) {}

    fn missed(&mut self, _column: ColumnId, _kind: KindId) {}

    fn cofield(&mut self, _column: ColumnId, _cofield: Cofield) {}

    fn hit(&mut self, hit: &Hit<'_>) {
        if hit.is_assumed || hit.odds <= 0.0 || self.labelled.contains(&hit.kind) {
            return;
        }
        if !self.is_found {
            self.sink.cell(self.column, &self.facts);
            self.is_found = true;
        }
        self.sink.hit(&Hit { is_whole_cell: false, ..hit.clone() });
    }

    fn end_record(&mut self) {}
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use super::*;
    use crate::batch::{BatchBuf, Cell};
    use crate::rules::RuleSet;

    static DETECTOR: LazyLock<Detector> =
        LazyLock::new(|| Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap());

    /// What is told of cells and of what is found within them.
    #[derive(Default)]
    struct Told {
        cells: usize,
        record: u32,
        within: Vec<String>,
    }

    impl HitSink for Told {
        fn begin_record(&mut self, record: u32) {
            self.record = record;
        }

        fn cell(&mut self, _: ColumnId, _: &CellFacts) {
            self.cells += 1;
        }

        fn missed(&mut self, _: ColumnId, _: KindId) {}

        fn cofield(&mut self, _: ColumnId, _: Cofield) {}

        fn hit(&mut self, hit: &Hit<'_>) {
            if !hit.is_whole_cell {
                let kind = &DETECTOR.rules().rule(hit.kind).kind;
                self.within.push(format!("{} {kind} {}", self.record, String::from_utf8_lossy(hit.value.expose())));
            }
        }

        fn end_record(&mut self) {}
    }

    fn told(names: [&str; 2], rows: &[[&str; 2]]) -> Told {
        let (mut text, mut batch) = (String::new(), BatchBuf::default());
        for row in rows {
            for (id, value) in (0..).zip(row) {
                let start = u32::try_from(text.len()).unwrap();
                text.push_str(value);
                batch.cells.push(Cell::borrowed(ColumnId(id), start..u32::try_from(text.len()).unwrap()));
                text.push('\n');
            }
            batch.end_record();
        }
        let columns = names.map(|name| {
            let spec = ColumnSpec { name: name.to_owned(), is_named: !name.is_empty(), sql_type: None };
            DETECTOR.column("", &spec)
        });
        let mut told = Told::default();
        DETECTOR.scan_batch(&mut DETECTOR.scratch(), &columns, &batch.as_batch(text.as_bytes()), &mut told);
        told
    }

    #[test]
    fn a_value_is_what_the_key_before_it_says() {
        let rows = [
            ["ssn", "536904399"],
            ["order_id", "219874512"],
            ["first_name", "Linda"],
            ["dob", "1972-04-13"],
            ["", "x"],
        ];
        let wanted = ["0 us_ssn 536904399", "2 person_name Linda", "3 date_of_birth 1972-04-13"];
        for names in [["meta_key", "meta_value"], ["identifier[].type", "identifier[].number"], ["Name", "Value"]] {
            let told = told(names, &rows);
            assert_eq!(told.within, wanted, "{names:?}");
            assert_eq!(told.cells, 9, "each cell that is not empty is told once");
        }
    }

    #[test]
    fn keys_of_other_objects_and_behind_the_value_say_nothing() {
        let rows = [["ssn", "536904399"], ["first_name", "Linda"]];
        for names in [["a.type", "b.number"], ["type", "holder.number"], ["meta_key", "amount"], ["", ""]] {
            assert!(told(names, &rows).within.is_empty(), "{names:?}");
        }
        assert!(told(["meta_value", "meta_key"], &[["536904399", "ssn"], ["219874512", "ssn"]]).within.is_empty());
    }

    #[test]
    fn long_values_and_what_is_not_what_the_key_says_are_looked_at_as_any_other() {
        let long = format!("{} call me at (206) 342-8631 tonight", "words and more words ".repeat(20));
        let mut told =
            told(["key", "value"], &[["phone", &long], ["ssn", "write to ann.lee@example.org, she knows all of it"]]);
        told.within.sort();
        assert_eq!(told.within, ["0 phone (206) 342-8631", "1 email ann.lee@example.org"]);
        assert_eq!(told.cells, 4);
    }
}
