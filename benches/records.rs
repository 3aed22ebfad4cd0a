//! Readers alone: bytes a second, with the number of records checked.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench may fail loudly, and its macros write functions without documentation"
)]

mod corpus;

use std::hint::black_box;
use std::ops::{ControlFlow, Range};
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plainsight::batch::{Batch, ColumnId, ColumnSpec, TableId};
use plainsight::error::{Reason, Severity};
use plainsight::records::{BatchSink, FORMATS, Flow, Head, Piece, State, TextClass};

use corpus::Corpus;

const LEN: usize = 8 << 20;

/// Counts what a reader hands over.
#[derive(Default)]
struct Counter {
    records: usize,
    cells: usize,
    columns: Vec<(u32, String)>,
    tables: Vec<String>,
}

impl BatchSink for Counter {
    fn table(&mut self, name: &str) -> TableId {
        let index = self.tables.iter().position(|known| known == name).unwrap_or_else(|| {
            self.tables.push(name.to_owned());
            self.tables.len() - 1
        });
        TableId(index as u32)
    }

    fn column(&mut self, table: TableId, spec: &ColumnSpec) -> ColumnId {
        let of_table = self.columns.iter().filter(|(known, _)| *known == table.0);
        let index = of_table.clone().position(|(_, name)| *name == spec.name);
        let next = of_table.count();
        if index.is_none() {
            self.columns.push((table.0, spec.name.clone()));
        }
        ColumnId(index.unwrap_or(next) as u32)
    }

    fn batch(&mut self, _table: TableId, batch: &Batch<'_>) -> Flow {
        self.records += batch.record_ends.len();
        self.cells += batch.cells.len();
        ControlFlow::Continue(())
    }

    fn text(&mut self, _bytes: &[u8], _span: Range<usize>, _class: TextClass) -> Flow {
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

fn read(bytes: &[u8], format: &str) -> Counter {
    let head = Head { bytes: &bytes[..Head::LEN_MAX], is_whole: false, name: "bench", companion: None };
    let (opened, reader) =
        FORMATS.iter().find_map(|format| Some((format.name(), format.open(&head)?))).expect("a format");
    assert_eq!(opened, format);
    let mut counter = Counter::default();
    let piece = Piece { bytes, state: &State::Start, at_end: true, must_consume: true };
    let consumed = reader.read(&piece, &mut counter);
    assert_eq!(consumed.len, bytes.len());
    counter
}

fn readers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("records");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    let corpora = [
        (Corpus::CustomersCsv, "delimited"),
        (Corpus::CustomersPg, "sql_dump"),
        (Corpus::CustomersMysql, "sql_dump"),
        (Corpus::Events, "json"),
        (Corpus::Numeric, "delimited"),
        (Corpus::Access, "access_log"),
    ];
    for (corpus, format) in corpora {
        let bytes = corpus.bytes(1, LEN);
        let rows = bytes.iter().filter(|&&byte| byte == b'\n').count();
        let counter = read(&bytes, format);
        match corpus {
            Corpus::CustomersCsv | Corpus::Numeric => assert_eq!(counter.records, rows - 1),
            Corpus::Events | Corpus::Access => assert_eq!(counter.records, rows),
            _ => assert!(counter.records > 10_000 && counter.cells > counter.records * 14),
        }
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(format!("{corpus:?}"), |bencher| bencher.iter(|| black_box(read(&bytes, format).cells)));
    }
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
