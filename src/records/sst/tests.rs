use super::*;
use crate::records::testing::{Collector, head_of, read_whole};
use proptest::prelude::*;

const PLAIN: &[u8] = include_bytes!("../../../testdata/sst/leveldb-none.ldb");
const SNAPPY: &[u8] = include_bytes!("../../../testdata/sst/leveldb-snappy.ldb");
const ROCKSDB: [&[u8]; 6] = [
    include_bytes!("../../../testdata/sst/rocksdb-none-5.sst"),
    include_bytes!("../../../testdata/sst/rocksdb-snappy-2.sst"),
    include_bytes!("../../../testdata/sst/rocksdb-lz4-5.sst"),
    include_bytes!("../../../testdata/sst/rocksdb-lz4hc-6.sst"),
    include_bytes!("../../../testdata/sst/rocksdb-zstd-6.sst"),
    include_bytes!("../../../testdata/sst/rocksdb-bz2-7.sst"),
];

fn read(source: &[u8]) -> Collector {
    read_whole(&*Sst.open(&head_of(source)).expect("this is a table"), source)
}

/// The records, by key.
fn sorted(sink: &Collector) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> =
        sink.records.iter().map(|(_, cells)| cells.iter().map(|(_, value)| value.clone()).collect()).collect();
    rows.sort();
    rows
}

#[test]
fn every_store_and_compression_gives_the_same_records() {
    let plain = read(PLAIN);
    assert_eq!((plain.records.len(), plain.diagnostics.len()), (240, 0));
    // Keys are data, and nothing of them is in a name.
    assert!(plain.records.iter().all(|(table, cells)| table.is_empty() && cells[1].0 == "value"));
    let ssn = plain.records.iter().filter(|(_, cells)| cells[0].1.ends_with(":ssn"));
    assert!(ssn.clone().all(|(_, cells)| cells[1].1.len() == 11));
    assert_eq!(ssn.count(), 60);
    for source in [SNAPPY].into_iter().chain(ROCKSDB) {
        let sink = read(source);
        assert_eq!(sorted(&sink), sorted(&plain));
        assert!(sink.diagnostics.is_empty(), "check sums are right");
        assert!(sink.texts.iter().all(|(_, class)| *class == TextClass::Structure));
    }
}

#[test]
fn values_that_are_not_compressed_are_where_they_are_said_to_be() {
    let sink = read(PLAIN);
    let cells: Vec<&(String, String)> = sink.records.iter().flat_map(|(_, cells)| cells).collect();
    let values = cells.iter().zip(&sink.cell_spans).filter(|((name, _), _)| name != "{key}");
    assert!(values.clone().all(|((_, value), span)| PLAIN[span.clone()] == *value.as_bytes()));
    assert_eq!(values.count(), 240);
}

#[test]
fn a_block_that_cannot_be_unpacked_costs_that_block() {
    let mut source = SNAPPY.to_vec();
    source[20..300].fill(0xFF);
    let sink = read(&source);
    assert!((150..240).contains(&sink.records.len()), "{}", sink.records.len());
    assert_eq!(sink.diagnostics, [(Reason::NotUnderstood, 0)]);
    assert!(sink.texts.iter().any(|(span, class)| span.start == 0 && *class == TextClass::Binary));
}

#[test]
fn a_block_of_an_unknown_compression_is_scanned_as_it_stands() {
    let footer = Footer::of(SNAPPY).unwrap();
    let budget = &mut Budget { left: 1 << 20 };
    let first = index::blocks(SNAPPY, &footer, budget).unwrap()[0].clone();
    let mut source = SNAPPY.to_vec();
    source[first.end] = 99;
    let sink = read(&source);
    assert!(sink.records.len() < 240);
    assert!(sink.texts.contains(&(first, TextClass::Binary)));
    assert_eq!(sink.diagnostics, [(Reason::NotUnderstood, 0)]);
}

#[test]
fn a_wrong_check_sum_is_said_and_costs_nothing() {
    let at = memchr::memmem::find(PLAIN, b"@example").expect("an address");
    let mut source = PLAIN.to_vec();
    source[at + 1] = b'E';
    let sink = read(&source);
    assert_eq!(sink.records.len(), 240);
    assert_eq!(sink.diagnostics.len(), 1);
    assert_eq!(sink.diagnostics[0].0, Reason::NotUnderstood);
}

#[test]
fn a_table_without_its_index_is_scanned_as_it_stands() {
    let mut source = PLAIN.to_vec();
    let at = source.len() - 46;
    source[at..at + 20].fill(0xFF);
    let sink = read(&source);
    assert_eq!(sink.texts, [(0..source.len(), TextClass::Binary)]);
    assert_eq!(sink.diagnostics, [(Reason::NotUnderstood, 0)]);
}

#[test]
fn keys_that_share_what_they_begin_with_use_up_the_budget() {
    // A key of 16 KiB, and then all of it with a byte more, again and again.
    let key_len = 16 << 10;
    let mut data = vec![0, 0x80, 0x80, 1, 0];
    data.resize(data.len() + key_len, b'k');
    (0..100_000).for_each(|_| data.extend([0x80, 0x80, 1, 1, 0, b'x']));
    data.extend([0, 0, 0, 0]);
    let source = table(&data);
    let head = Head { name: "000005.ldb", ..head_of(&source) };
    let sink = read_whole(&*Sst.open(&head).unwrap(), &source);
    assert!(source.len() * 1_000 < 100_000 * key_len);
    assert_eq!(
        sink.diagnostics.iter().map(|(reason, _)| *reason).collect::<Vec<_>>(),
        [Reason::NotUnderstood, Reason::LimitReached]
    );
    assert!(sink.texts.iter().any(|(span, class)| *span == (0..data.len()) && *class == TextClass::Binary));
}

/// A table of LevelDB with one block.
fn table(data: &[u8]) -> Vec<u8> {
    let varint = |mut number: usize| {
        let mut bytes = Vec::new();
        while number >= 0x80 {
            bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
            number >>= 7;
        }
        bytes.push(u8::try_from(number).unwrap());
        bytes
    };
    let place = [varint(0), varint(data.len())].concat();
    let index = [&[0, 1, u8::try_from(place.len()).unwrap(), b'z'], &*place, &[0; 4], &[1, 0, 0, 0]].concat();
    let mut source = [data, &[0; 5], &index, &[0; 5]].concat();
    let index_at = data.len() + 5;
    let mut footer = [varint(0), varint(0), varint(index_at), varint(index.len())].concat();
    footer.resize(40, 0);
    source.extend(footer);
    source.extend(0xdb47_7524_8b80_fb57_u64.to_le_bytes());
    source
}

#[test]
fn cut_tables_are_scanned() {
    for source in [PLAIN, ROCKSDB[4]] {
        for len in 1..source.len() {
            let head = Head { name: "000005.ldb", is_whole: false, ..head_of(&source[..len]) };
            read_whole(&*Sst.open(&head).unwrap(), &source[..len]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_bytes_do_no_harm(
        which in 0..ROCKSDB.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut source = ROCKSDB[which].to_vec();
        let len = source.len() - 8;
        for (at, byte) in changes {
            source[at.index(len)] = byte;
        }
        read(&source);
    }
}
