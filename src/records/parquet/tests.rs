use super::*;
use crate::error::Reason;
use crate::records::testing::{Collector, head_of, read_whole};
use proptest::prelude::*;

const PLAIN: &[u8] = include_bytes!("../../../testdata/documents/people-none.parquet");
const NESTED: &[u8] = include_bytes!("../../../testdata/documents/people-nested.parquet");
const POLARS: &[u8] = include_bytes!("../../../testdata/documents/people-polars.parquet");
const TABLE: &str = include_str!("../../../testdata/documents/people.csv");
const CODECS: [&[u8]; 5] = [
    include_bytes!("../../../testdata/documents/people-snappy.parquet"),
    include_bytes!("../../../testdata/documents/people-gzip.parquet"),
    include_bytes!("../../../testdata/documents/people-zstd.parquet"),
    include_bytes!("../../../testdata/documents/people-lz4.parquet"),
    include_bytes!("../../../testdata/documents/people-brotli.parquet"),
];

fn read(source: &[u8]) -> Collector {
    read_whole(&*Parquet.open(&head_of(source)).expect("this is Parquet"), source)
}

#[test]
fn every_codec_gives_the_same_records() {
    let plain = read(PLAIN);
    assert_eq!(plain.records.len(), 60);
    assert!(plain.diagnostics.is_empty());
    for source in CODECS {
        assert_eq!(read(source).records, plain.records);
    }
    for (line, row) in TABLE.lines().skip(12).zip(plain.rows().iter().skip(10)) {
        assert_eq!(format!("{},", row.join(",")), line);
    }
}

#[test]
fn statistics_are_text_only_where_their_column_is_broken() {
    let mails = |source: &[u8]| {
        let found = read(source);
        let texts = found.text_of(source);
        texts.iter().filter(|text| text.contains("@example.com")).count()
    };
    assert_eq!(mails(PLAIN), 0);
    let mut source = PLAIN.to_vec();
    let at = memchr::memmem::find(&source, b"@example.com").unwrap();
    source[at - 40..at - 20].fill(0xFF);
    assert!(mails(&source) > 1);
}

#[test]
fn nested_columns_are_columns_by_their_paths() {
    let sink = read(NESTED);
    let specs = &sink.columns[""];
    let names: Vec<_> =
        specs.iter().skip(5).map(|spec| (spec.name.as_str(), spec.sql_type.as_deref().unwrap())).collect();
    let wanted = [
        ("birth_date", "date"),
        ("account", "bigint"),
        ("note", "varchar"),
        ("address.city", "varchar"),
        ("address.zip", "varchar"),
        ("tags[]", "varchar"),
        ("seen", "timestamp"),
    ];
    assert_eq!(names, wanted);
    let count = |name: &str| sink.records.iter().flat_map(|(_, cells)| cells).filter(|cell| cell.0 == name).count();
    assert_eq!((count("address.city"), count("tags[]"), count("note"), count("seen")), (30, 60, 7, 60));
    assert!(sink.records[2].1.contains(&("seen".to_owned(), "2024-02-29 12:00:02".to_owned())));
    assert_eq!(sink.records[2].1.iter().filter(|cell| cell.0 == "tags[]").count(), 2);
}

#[test]
fn a_broken_page_costs_its_column_and_no_other() {
    let mut source = CODECS[2].to_vec();
    source[300..310].fill(0xFF);
    let sink = read(&source);
    assert_eq!(sink.records.len(), 60);
    assert!(sink.diagnostics.iter().any(|(reason, _)| *reason == Reason::NotUnderstood));
}

#[test]
fn a_cut_file_is_scanned_as_it_stands() {
    for len in 4..NESTED.len() {
        let sink = read(&NESTED[..len]);
        assert_eq!(sink.texts.iter().map(|(span, _)| span.len()).sum::<usize>(), len);
    }
}

#[test]
fn what_the_footer_does_not_account_for_is_said() {
    for source in CODECS.into_iter().chain([PLAIN, NESTED]) {
        assert_eq!(read(source).unread, []);
        let (footer, _) = thrift::read(&source[footer_start(source)..source.len() - 8]).unwrap();
        assert!(footer.int(3).is_some());
    }
    // A footer without row groups: what stands before it belongs to nothing.
    let start = footer_start(PLAIN);
    let mut source = PLAIN[..start].to_vec();
    let schema = [0x48, 1, b'r', 0x15, 2, 0, 0x15, 2, 0x25, 0, 0x18, 1, b'a', 0];
    source.extend([&[0x15, 4, 0x19, 0x2C][..], &schema, &[0x16, 80, 0x19, 0x0C, 0]].concat());
    let len = u32::try_from(source.len() - start).unwrap();
    source.extend(len.to_le_bytes());
    source.extend(MAGIC);
    let found = read(&source);
    assert_eq!(found.unread, [(4..start, Reason::NotUnderstood), (start..start, Reason::NotUnderstood)]);
    assert!(found.texts.iter().any(|(span, _)| *span == (4..start)));
}

/// What its writer repeats behind each chunk: where one is that holds this.
fn copy_with(source: &[u8], text: &[u8]) -> Range<usize> {
    let footer = footer::read(source).unwrap();
    let holds = |span: &&Range<usize>| memchr::memmem::find(&source[(*span).clone()], text).is_some();
    footer.copies.iter().find(holds).unwrap().clone()
}

#[test]
fn what_is_said_of_a_chunk_behind_it_is_no_gap_and_no_value() {
    let found = read(POLARS);
    assert_eq!((found.diagnostics.as_slice(), found.unread.as_slice()), (&[][..], &[][..]));
    assert_eq!(found.records, read(PLAIN).records);
    let footer = footer::read(POLARS).unwrap();
    assert_eq!(footer.copies.len(), footer.groups.len() * footer.leaves.len());
    // The smallest and the largest address stand there, and in the footer.
    let copy = copy_with(POLARS, b"@example.com");
    let text = found.text_of(POLARS).concat();
    assert!(text.contains("birth_date") && !text.contains("@example.com"));
    // Where the column is broken they are all that is left of it.
    let mut source = POLARS.to_vec();
    let chunk = &footer.groups[0].chunks[2].span;
    source[chunk.start..chunk.start + 8].fill(0xFF);
    let texts = read(&source).texts;
    let mut of_copy =
        texts.iter().filter(|(span, _)| copy.contains(&span.start)).map(|(span, _)| &source[span.clone()]);
    assert!(of_copy.any(|text| memchr::memmem::find(text, b"@example.com").is_some()));
}

#[test]
fn what_is_said_of_another_chunk_is_a_gap() {
    let copy = copy_with(POLARS, b"@example.com");
    let mut source = POLARS.to_vec();
    let name = copy.start + memchr::memmem::find(&source[copy.clone()], b"email").unwrap();
    source[name] = b'E';
    let found = read(&source);
    assert_eq!(found.unread, [(copy, Reason::NotUnderstood)]);
    assert_eq!(found.diagnostics.len(), 1);
    assert_eq!(found.records, read(PLAIN).records);
}

/// Where the footer begins.
fn footer_start(source: &[u8]) -> usize {
    let tail = source.len() - 8;
    tail - u32::from_le_bytes(source[tail..tail + 4].try_into().unwrap()) as usize
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_bytes_do_no_harm(which in 0..7usize, changes in prop::collection::vec((4usize..20_000, any::<u8>()), 1..8)) {
        let mut source = CODECS.into_iter().chain([NESTED, POLARS]).nth(which).unwrap().to_vec();
        for (at, byte) in changes {
            let at = 4 + at % (source.len() - 4);
            source[at] = byte;
        }
        read(&source);
    }
}
