//! Runs against the plain way: cells one by one, which says the same of all of them.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use crate::batch::{BatchBuf, Cell, ColumnId, ColumnSpec};
use crate::detect::{CellFacts, Cofield, Detector, Hit, HitSink, Linkage};
use crate::rules::{KindId, RuleSet};

static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::new(Arc::new(RuleSet::builtin().unwrap())).unwrap());

/// Remembers all that it is told, in the words of the plain way.
#[derive(Default)]
struct Told {
    in_runs: bool,
    record: u32,
    lines: Vec<String>,
    integers: Vec<u64>,
}

impl Told {
    fn sorted(mut self) -> (Vec<String>, Vec<u64>) {
        self.lines.sort_unstable();
        (self.lines, self.integers)
    }
}

impl HitSink for Told {
    fn begin_column(&mut self, _: ColumnId) -> bool {
        self.in_runs
    }

    fn begin_record(&mut self, record: u32) {
        self.record = record;
    }

    fn cell(&mut self, _: ColumnId, facts: &CellFacts) {
        self.integers.extend(facts.integer);
        self.lines.push(format!("cell {:?}", CellFacts { integer: None, ..*facts }));
    }

    fn integer(&mut self, _: ColumnId, integer: u64) {
        self.integers.push(integer);
    }

    fn missed(&mut self, _: ColumnId, kind: KindId) {
        self.lines.push(format!("missed {kind:?}"));
    }

    fn linked(&mut self, _: ColumnId, linkage: &Linkage) {
        self.lines.push(format!("linked {linkage:?}"));
    }

    fn cofield(&mut self, _: ColumnId, cofield: Cofield) {
        // Where cities stand does not matter, nor where ZIP codes do.
        let record = matches!(cofield, Cofield::State(_)).then_some(self.record);
        self.lines.push(format!("cofield {cofield:?} {record:?}"));
    }

    fn hit(&mut self, hit: &Hit<'_>) {
        let (value, canonical) = (hit.value.expose(), hit.canonical.expose());
        let hit = Hit { span: 0..0, ..hit.clone() };
        self.lines.push(format!("hit {} {value:?} {canonical:?} {hit:?}", self.record));
    }

    fn end_record(&mut self) {}
}

fn told(column: &str, values: &[String], in_runs: bool) -> (Vec<String>, Vec<u64>) {
    let detector = &*DETECTOR;
    let (mut text, mut batch) = (String::new(), BatchBuf::default());
    for value in values {
        let start = u32::try_from(text.len()).unwrap();
        text.push_str(value);
        batch.cells.push(Cell::borrowed(ColumnId(0), start..u32::try_from(text.len()).unwrap()));
        text.push('\n');
        batch.end_record();
    }
    let spec = ColumnSpec { name: column.to_owned(), is_named: !column.is_empty(), sql_type: None };
    let columns = [detector.column("customer", &spec)];
    let mut told = Told { in_runs, ..Told::default() };
    detector.scan_batch(&mut detector.scratch(), &columns, &batch.as_batch(text.as_bytes()), &mut told);
    told.sorted()
}

const COLUMNS: [&str; 20] = [
    "",
    "ssn",
    "dob",
    "phone",
    "imei",
    "dl_number",
    "street",
    "address",
    "email",
    "card",
    "zip",
    "state",
    "city",
    "customer_id",
    "notes",
    "name",
    "ssn_hash",
    "ssn_dob",
    "password",
    "amount",
];

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{9}|[0-9]{7}|078051120|[0-9]{8}[.]0|[0-9]{1,6}([.][0-9])?",
        3 => "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]|[01]?[0-9]/[0-3][0-9]/19[0-9]{2}|[0-9]{8}|1[0-9] (March|May) 199[0-9]",
        3 => "[(][2-9][0-9]{2}[)] [2-9][0-9]{2}-[0-9]{4}|[+]1[2-9][0-9]{9}|[2-9][0-9]{2}[.][2-9][0-9]{2}[.][0-9]{4}|[0-9]{10}( ext[.] [0-9]{2})?",
        3 => "35[0-9]{13}|4[0-9]{15}|4111111111111111|5[1-5][0-9]{2}( [0-9]{4}){3}|[0-9]{14,19}|89014[0-9]{14}",
        3 => "[A-Z][0-9]{7,14}|[A-Z]{2}[0-9]{6}[A-Z]?|NHL[0-9]{8}|[0-9]{3}-[0-9]{3}-[0-9]{3}",
        5 => "(1|12|742|2010|12345|123456|0123) (Oak St|Evergreen Terrace|River Bend Rd, Apt|5th Ave|Main Street #|May Ct|Route)( ?[0-9]{1,5})?",
        5 => "[1-9][0-9]{1,4} (Holloway|Chapman|May|North|New|Park|[A-Z][a-z]{2,9}) (Camp|Vista Apt[.] |St|York|Rd #|Park Ave Suite |of|1999)([0-9]{1,3})?",
        4 => "[a-cA-C.]{1,5}@(gmail[.]com|corp[.]example|x[.]co|sub[.]mail[.]org|b[.]js)|[a-zA-Z]{20,30}@[a-z]{9}[.]com|a@b|jos\u{e9}@corp[.]de",
        2 => "CA|ny|New York|[0-9]{5}(-[0-9]{4})?|NULL|n/a|-|unknown|",
        2 => "(West|Port|NORTH|new|Lake|Upper) ([A-Z][a-z]{2,9}|[A-Z]{2,7})( [A-Z][a-z]{2,4})?",
        2 => "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}-[0-9]{4}-[0-9]{4}-[0-9A-F]{4}-[0-9A-F]{12}",
        1 => "(1f8b0800|504b0304|[a-f]{2}[0-9]{6}|[0-9]{8}|1[0-2]dec19[0-9]{2}|19[0-9]{2}[a-f]{4})-[0-9a-f]{4}-19[0-9]{2}-[0-9a-f]{4}-[0-9a-f]{12}",
        2 => "(James|MARY|Li) (Smith|O'Neil|[A-Z][a-z]{2,6})|Smith, James|Acme Inc[.]|[ -~]{0,40}|[a-f0-9]{32}| [0-9]{9} ",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn runs_say_what_is_said_cell_by_cell(
        column in prop::sample::select(COLUMNS.as_slice()),
        values in prop::collection::vec(value(), 1..120),
        again in 1usize..4
    ) {
        let values: Vec<String> = std::iter::repeat_n(values, again).flatten().collect();
        prop_assert_eq!(told(column, &values, true), told(column, &values, false));
    }
}
