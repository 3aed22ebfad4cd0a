use super::*;
use crate::records::testing::{Collector, head_of, read_whole};
use proptest::prelude::*;

const ZLIB: &[u8] = include_bytes!("../../../testdata/orc/people-zlib.orc");
const OTHERS: [&[u8]; 4] = [
    include_bytes!("../../../testdata/orc/people-none.orc"),
    include_bytes!("../../../testdata/orc/people-snappy.orc"),
    include_bytes!("../../../testdata/orc/people-zstd.orc"),
    include_bytes!("../../../testdata/orc/people-lz4.orc"),
];
const TYPES: &[u8] = include_bytes!("../../../testdata/orc/types.orc");

fn read(source: &[u8]) -> Collector {
    read_whole(&*Orc.open(&head_of(source)).expect("this is ORC"), source)
}

#[test]
fn every_codec_and_encoding_gives_the_same_records() {
    let packed = read(ZLIB);
    assert_eq!(packed.records.len(), 200);
    assert_eq!(packed.rows()[0], ["0", "Ann Example", "219-09-1000", "note 0"]);
    assert_eq!(packed.rows()[7], ["7", "Bob Ünal", "219-09-1007"]);
    assert!(packed.diagnostics.is_empty());
    for source in OTHERS {
        assert_eq!(read(source).records, packed.records);
    }
}

#[test]
fn values_that_are_not_packed_have_their_places() {
    let found = read(OTHERS[0]);
    let at = found.records[0].1.iter().position(|(name, _)| name == "ssn").unwrap();
    assert_eq!(&OTHERS[0][found.cell_spans[at].clone()], b"219-09-1000");
}

#[test]
fn all_types_are_text_and_nested_columns_have_paths() {
    let found = read(TYPES);
    let names: Vec<(&str, &str)> = found.columns[""]
        .iter()
        .map(|spec| (spec.name.as_str(), spec.sql_type.as_deref().unwrap_or_default()))
        .collect();
    let wanted = [
        ("truth", "boolean"),
        ("tiny", "bigint"),
        ("big", "bigint"),
        ("real", "real"),
        ("double", "double"),
        ("day", "date"),
        ("time", "timestamp"),
        ("money", "decimal"),
        ("bytes", "varbinary"),
        ("address.city", "varchar"),
        ("address.zip", "varchar"),
        ("tags[]", "varchar"),
        ("pairs[].key", "varchar"),
        ("pairs[].value", "bigint"),
    ];
    assert_eq!(names, wanted);
    let first: Vec<&str> = found.records[0].1.iter().map(|(_, value)| value.as_str()).collect();
    let wanted = [
        "true",
        "-3",
        "-9000000000000",
        "1.5",
        "2.25",
        "1985-10-26",
        "2014-12-31 23:59:58.500000",
        "-123.45",
        "raw",
        "Fresno",
        "93701",
        "a",
        "b",
        "k",
        "1",
    ];
    assert_eq!(first[..6], wanted[..6]);
    assert!(first[6].starts_with("2014-12-31 23:59:58.5"), "{}", first[6]);
    assert_eq!(first[7..], wanted[7..]);
    assert_eq!(found.records.len(), 3);
    assert_eq!(found.records[1].1.len(), 0, "a row of nothing but NULLs is a row");
}

#[test]
fn a_broken_stream_costs_its_column_and_no_other() {
    let mut source = ZLIB.to_vec();
    source[700..720].fill(0xFF);
    let found = read(&source);
    assert!(!found.diagnostics.is_empty());
}

#[test]
fn sources_cut_at_any_byte_are_scanned_as_they_stand() {
    for len in 4..OTHERS[0].len() {
        let cut = &OTHERS[0][..len];
        let found = read(cut);
        assert!(!found.diagnostics.is_empty() && found.records.is_empty(), "{len}");
    }
}

#[test]
fn what_the_footer_does_not_account_for_is_said() {
    for source in OTHERS.into_iter().chain([ZLIB, TYPES]) {
        assert_eq!(read(source).unread, []);
    }
    // A footer with one column and no stripes.
    let types = [field(4, &[1 << 3, 12, 2 << 3 | 2, 1, 1, 3 << 3 | 2, 1, b'a']), field(4, &[1 << 3, 3])].concat();
    let footer = [types.as_slice(), &[6 << 3, 40]].concat();
    let postscript = [&[1 << 3, u8::try_from(footer.len()).unwrap()], b"ORC".as_slice()].concat();
    let rows = b"ORCAnn 219-09-1000, Bob 219-09-1007".as_slice();
    let source = [rows, &footer, &postscript, &[u8::try_from(postscript.len()).unwrap()]].concat();
    let found = read(&source);
    let footer_at = rows.len();
    assert_eq!(found.unread, [(3..footer_at, Reason::NotUnderstood), (footer_at..footer_at, Reason::NotUnderstood)]);
}

/// A field of a message: a number, or bytes.
fn field(id: u8, value: &[u8]) -> Vec<u8> {
    [&[id << 3 | 2, u8::try_from(value.len()).unwrap()], value].concat()
}

#[test]
fn types_that_share_columns_do_not_multiply() {
    // Each of thirty types is a struct that holds the next one twice.
    let types: Vec<u8> = (1..=30u8)
        .flat_map(|next| {
            field(4, &[&[1 << 3, 12], field(2, &[next, next]).as_slice(), &field(3, b"a"), &field(3, b"b")].concat())
        })
        .chain(field(4, &[1 << 3, 3]))
        .collect();
    let footer_len = types.len();
    let (low, high) = (u8::try_from(footer_len & 0x7F).unwrap() | 0x80, u8::try_from(footer_len >> 7).unwrap());
    let postscript = [&[1 << 3, low, high], b"ORC".as_slice()].concat();
    let source = [b"ORC\x08".as_slice(), &types, &postscript, &[u8::try_from(postscript.len()).unwrap()]].concat();
    let found = read(&source);
    assert_eq!(found.diagnostics.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mutated_sources_are_read(
        which in 0..6usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        at_end: bool,
    ) {
        let all = [ZLIB, OTHERS[0], OTHERS[1], OTHERS[2], OTHERS[3], TYPES];
        let mut source = all[which].to_vec();
        for (at, byte) in changes {
            // The footers say the most.
            let from = if at_end { source.len() * 2 / 3 } else { 4 };
            let at = from + at.index(source.len() - from);
            source[at] = byte;
        }
        read(&source);
    }

    #[test]
    fn arbitrary_bytes_behind_the_magic_are_read(rest in prop::collection::vec(any::<u8>(), 1..300)) {
        let source = [b"ORC\x08".as_slice(), &rest, b"ORC\x03"].concat();
        read(&source);
    }
}
