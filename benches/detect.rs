//! Detection alone, on batches and text that were read before: bytes a second, grouped by how much there is to find.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench may fail loudly, and its macros write functions without documentation"
)]

mod corpus;

use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plainsight::batch::{Batch, BatchBuf, ColumnId, ColumnSpec, TableId};
use plainsight::detect::{CellFacts, Cofield, ColumnContext, Detector, Hit, HitSink, Scratch};
use plainsight::error::{Reason, Severity};
use plainsight::records::{BatchSink, FORMATS, Flow, Head, Piece, State, TextClass};
use plainsight::rules::{KindId, RuleSet};

use corpus::Corpus;

const LEN: usize = 4 << 20;

/// Keeps what a reader hands over, of a source with one table.
#[derive(Default)]
struct Recording {
    columns: Vec<ColumnSpec>,
    batches: Vec<BatchBuf>,
    texts: Vec<Range<usize>>,
}

impl BatchSink for Recording {
    fn table(&mut self, _name: &str) -> TableId {
        TableId(0)
    }

    fn column(&mut self, _table: TableId, spec: &ColumnSpec) -> ColumnId {
        let known = self.columns.iter().position(|column| column.name == spec.name);
        let index = known.unwrap_or_else(|| {
            self.columns.push(spec.clone());
            self.columns.len() - 1
        });
        ColumnId(index as u32)
    }

    fn batch(&mut self, _table: TableId, batch: &Batch<'_>) -> Flow {
        let Batch { arena, cells, record_ends, .. } = *batch;
        self.batches.push(BatchBuf { arena: arena.to_vec(), cells: cells.to_vec(), record_ends: record_ends.to_vec() });
        ControlFlow::Continue(())
    }

    fn text(&mut self, _bytes: &[u8], span: Range<usize>, _class: TextClass) -> Flow {
        self.texts.push(span);
        ControlFlow::Continue(())
    }

    fn decoded_text(&mut self, _text: &[u8], _span: Range<usize>) -> Flow {
        ControlFlow::Continue(())
    }

    fn unpacked(&mut self, _bytes: u64) -> u64 {
        0
    }

    fn diagnostic(&mut self, _severity: Severity, _reason: Reason, _offset: usize, _message: &str) {}
}

impl Recording {
    fn of(bytes: &[u8]) -> Self {
        let head = Head { bytes: &bytes[..Head::LEN_MAX], is_whole: false, name: "bench", companion: None };
        let reader = FORMATS.iter().find_map(|format| format.open(&head)).expect("a format");
        let mut recording = Self::default();
        let piece = Piece { bytes, state: &State::Start, at_end: true, must_consume: true };
        assert_eq!(reader.read(&piece, &mut recording).len, bytes.len());
        recording
    }
}

/// Counts what detection sees.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Counter {
    cells: u64,
    records: u64,
    hits: Vec<u64>,
}

impl HitSink for Counter {
    fn cell(&mut self, _column: ColumnId, _facts: &CellFacts) {
        self.cells += 1;
    }

    fn missed(&mut self, _column: ColumnId, _kind: KindId) {}

    fn cofield(&mut self, _column: ColumnId, _cofield: Cofield) {}

    fn hit(&mut self, hit: &Hit<'_>) {
        self.hits[usize::from(hit.kind.0)] += 1;
    }

    fn end_record(&mut self) {
        self.records += 1;
    }
}

struct Bench {
    detector: Detector,
    scratch: Scratch,
}

impl Bench {
    fn run(&mut self, bytes: &[u8], recording: &Recording, columns: &[ColumnContext]) -> Counter {
        let mut counter = Counter { hits: vec![0; self.detector.rules().rules().len()], ..Counter::default() };
        for batch in &recording.batches {
            self.detector.scan_batch(&mut self.scratch, columns, &batch.as_batch(bytes), &mut counter);
        }
        for span in &recording.texts {
            self.detector.scan_text(&mut self.scratch, bytes, span.clone(), &mut counter);
        }
        counter
    }

    /// A fast wrong answer fails.
    fn check(&self, corpus: Corpus, counter: &Counter) {
        let hits = |kind: &str| counter.hits[usize::from(self.detector.rules().kind(kind).expect("a kind").0)];
        let is_full = |kind| hits(kind) * 10 > counter.records * 9;
        match corpus {
            Corpus::CustomersCsv | Corpus::CustomersPg | Corpus::CustomersMysql => {
                for kind in ["us_ssn", "imei", "email", "phone", "person_name", "street_address", "date_of_birth"] {
                    assert!(is_full(kind), "{corpus:?}: {kind} {} of {}", hits(kind), counter.records);
                }
            }
            Corpus::Events => assert!(hits("us_ssn") > 50 && hits("imei") > 50 && hits("email") > 50, "{counter:?}"),
            Corpus::Prose | Corpus::Access => {
                assert_eq!(hits("us_ssn") + hits("email") + hits("payment_card"), 0, "{corpus:?}");
            }
            Corpus::Numeric | Corpus::Binary => assert_eq!(hits("email") + hits("person_name"), 0, "{corpus:?}"),
        }
    }
}

fn detect(criterion: &mut Criterion) {
    let detector = Detector::new(Arc::new(RuleSet::builtin().expect("built-in rules"))).expect("compiled rules");
    let scratch = detector.scratch();
    let mut bench = Bench { detector, scratch };
    let densities = [
        ("none", Corpus::Prose),
        ("rare", Corpus::Access),
        ("typical", Corpus::Events),
        ("dense", Corpus::CustomersCsv),
        ("dense", Corpus::CustomersMysql),
        ("worst", Corpus::Numeric),
    ];
    let mut group = criterion.benchmark_group("detect");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    for (density, corpus) in densities {
        let bytes = corpus.bytes(1, LEN);
        let recording = Recording::of(&bytes);
        let columns: Vec<_> = recording.columns.iter().map(|spec| bench.detector.column("bench", spec)).collect();
        let counter = bench.run(&bytes, &recording, &columns);
        bench.check(corpus, &counter);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(format!("{density}/{corpus:?}"), |bencher| {
            bencher.iter(|| bench.run(&bytes, &recording, &columns));
        });
    }
    group.finish();
}

criterion_group!(benches, detect);
criterion_main!(benches);
