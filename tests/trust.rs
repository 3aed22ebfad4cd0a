//! What must stay true whatever is scanned: no value leaks, no byte is lost, the same input gives the same report.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use plainsight::config::ScanConfig;
use plainsight::report::WriteOptions;
use plainsight::report::model::{Occurrence, Report};

use crate::corpus::{Corpus, Rng};
use crate::fixture::{Fixture, config, scan_into, scan_with};

/// Values that must never be seen outside of the input. Each is found by a rule, or stands where a careless message
/// would quote it.
const MARKED: [&str; 12] = [
    "536-22-8713",
    "536228713",
    "qzmarkerlocal",
    "Zebulon",
    "Quackenbush",
    "8713 Marlinspike",
    "490154203237518",
    "4539148803436467",
    "F255921501210",
    "1961-07-23",
    "713-748-2297",
    "zqsecrettoken",
];

/// The marked values in every field of every format, and in broken forms of them.
fn plant(fixture: &Fixture) {
    let row = "536-22-8713,qzmarkerlocal@example.net,Zebulon,Quackenbush,8713 Marlinspike St,490154203237518,4539148803436467,F255921501210,1961-07-23,713-748-2297,zqsecrettoken";
    let header = "ssn,email,first_name,last_name,street,imei,card_number,dl_number,dob,phone,note";
    let cells: Vec<&str> = row.split(',').collect();
    let names: Vec<&str> = header.split(',').collect();
    let quoted = cells.iter().map(|cell| format!("'{cell}'")).collect::<Vec<_>>().join(",");
    let pairs =
        names.iter().zip(&cells).map(|(name, cell)| format!("\"{name}\":\"{cell}\"")).collect::<Vec<_>>().join(",");
    let logfmt =
        names.iter().zip(&cells).map(|(name, cell)| format!("{name}=\"{cell}\"")).collect::<Vec<_>>().join(" ");
    let rows = |row: &str| format!("{row}\n").repeat(5);
    fixture.file("header.csv", format!("{header}\n{}", rows(row)));
    fixture.file("headless.csv", rows(row));
    fixture.file("value_as_header.csv", format!("{row}\n{}", rows(&header.replace(',', ",x"))));
    fixture.file("unclosed.csv", format!("{header}\n\"{row}\n{}", rows(row)));
    fixture.file("ragged.csv", format!("{header}\n{row},{row},{row}\n536-22-8713\n{row}\n"));
    fixture.file("rows.ndjson", rows(&format!("{{{pairs}}}")));
    fixture.file(
        "keys.json",
        format!(
            "{{{}}}",
            cells.iter().map(|cell| format!("\"{cell}\":{{\"x\":\"{cell}\"}}")).collect::<Vec<_>>().join(",")
        ),
    );
    fixture.file("broken.json", format!("[{{{pairs}}},{{{pairs}],{{{pairs}}}"));
    fixture.file(
        "dump.sql",
        format!(
            "CREATE TABLE `zqsecrettoken` ({});\nINSERT INTO `zqsecrettokens` VALUES ({quoted}),({quoted});\n",
            names
                .iter()
                .map(|name| format!("`{name}` varchar(40) DEFAULT 'zqsecrettoken'"))
                .collect::<Vec<_>>()
                .join(",")
        )
        .replace("`zqsecrettoken`", "`t`")
        .replace("zqsecrettokens", "t"),
    );
    fixture.file(
        "broken.sql",
        format!("INSERT INTO t ({header}) VALUES ({quoted}),({quoted}\nINSERT INTO t VALUES ('{row}"),
    );
    fixture.file("copy.sql", format!("COPY public.t ({header}) FROM stdin;\n{}", rows(&cells.join("\t"))));
    fixture.file("app.log", rows(&format!("2024-01-01T00:00:00Z level=info {logfmt}")));
    fixture.file("note.txt", rows(&format!("Customer Zebulon Quackenbush, SSN 536-22-8713, call 713-748-2297 or write to qzmarkerlocal@example.net. {row}")));
    fixture.file(
        "utf16.txt",
        format!("\u{feff}{}", rows(row)).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    );
    fixture.file("binary.bin", [row.as_bytes(), &[0, 1, 2, 255, 0], row.as_bytes()].concat());
    let gzip = gzip(rows(row).as_bytes());
    fixture.file("whole.csv.gz", &gzip);
    fixture.file("cut.csv.gz", &gzip[..gzip.len() / 2]);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn assert_no_mark(what: &str, text: &str) {
    for mark in MARKED {
        assert!(!text.contains(mark), "{what} holds a value ({} bytes) that was planted in the input", mark.len());
    }
    assert!(!text.contains("8713"), "{what} holds the last four digits of a planted number");
}

#[test]
fn no_planted_value_reaches_any_output() {
    let fixture = Fixture::new("leak");
    plant(&fixture);
    let (report, occurrences) = scan_with(&config(&[fixture.root()]));
    assert!(occurrences.len() > 100, "the planted values are found: {}", occurrences.len());
    // Identifiers hash the place, which is another directory in each run: they may hold any four digits.
    let strip = |text: String| {
        let ids = report.findings.iter().map(|finding| finding.id.as_str());
        let root = fixture.root().to_string_lossy();
        ids.chain([&*root]).fold(text, |text, random| text.replace(random, ""))
    };
    assert_no_mark("debug", &strip(format!("{report:?}")));
    for format in plainsight::report::ReportFormat::ALL {
        let mut out = Vec::new();
        plainsight::report::write(format, &report, &WriteOptions::default(), &mut out).unwrap();
        assert_no_mark(format.name(), &strip(String::from_utf8(out).unwrap()));
    }
    for occurrence in &occurrences {
        assert_no_mark("occurrences", &strip(serde_json::to_string(occurrence).unwrap()));
    }
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads() {
    let fixture = Fixture::new("threads");
    plant(&fixture);
    for (corpus, name) in Corpus::ALL {
        fixture.file(name, corpus.bytes(5, 6 << 20));
    }
    let reports: Vec<(Report, String)> = [1, 2, 8]
        .into_iter()
        .map(|threads| {
            let (report, occurrences) = scan_with(&ScanConfig { threads, ..config(&[fixture.root()]) });
            let lines =
                occurrences.iter().map(|occurrence| serde_json::to_string(occurrence).unwrap() + "\n").collect();
            (report, lines)
        })
        .collect();
    for (report, lines) in &reports[1..] {
        assert_eq!(serde_json::to_string(&reports[0].0).unwrap(), serde_json::to_string(report).unwrap());
        assert!(reports[0].1 == *lines, "occurrences differ");
    }
}

/// More files than those whose lengths the walk asks for, and behind them, among small ones, files of every size.
#[test]
fn files_that_are_opened_before_their_lengths_are_known_are_all_read() {
    const FILES: usize = 1_200;
    const SIZES: [usize; 7] = [0, 20, 200_000, 240_000, 300_000, 1_300_000, 40];
    let fixture = Fixture::new("many");
    let mut len = 0;
    for number in 0..FILES {
        let size = if number < 1_000 { 40 } else { SIZES[number % SIZES.len()] };
        let line = format!("the card of customer {number} is 4539148803436467\n");
        let content = if size == 0 { String::new() } else { line + &"nothing of note\n".repeat(size / 16) };
        let name = format!("{number:04}.txt");
        if number % 9 == 0 {
            let packed = gzip(content.as_bytes());
            len += packed.len() as u64;
            fixture.file(&format!("{name}.gz"), packed);
        } else {
            len += content.len() as u64;
            fixture.file(&name, content);
        }
    }
    let reports: Vec<(Report, Vec<Occurrence>)> =
        [1, 2, 8].map(|threads| scan_with(&ScanConfig { threads, ..config(&[fixture.root()]) })).into();
    let empty = (1_000..FILES).filter(|number| number % SIZES.len() == 0).count();
    for (report, occurrences) in &reports {
        let totals = report.ledger.totals;
        assert_eq!(totals.input, len);
        assert_eq!(totals.not_examined, 0);
        let found: BTreeSet<&str> = occurrences.iter().map(|occurrence| occurrence.source.as_str()).collect();
        assert_eq!(found.len(), FILES - empty);
        assert_eq!(serde_json::to_string(report).unwrap(), serde_json::to_string(&reports[0].0).unwrap());
        assert!(*occurrences == reports[0].1, "occurrences differ");
    }
}

/// Keys and values that are a few fixed ones for some pieces, and then a new one in nearly every row.
fn keys_that_change(len: usize) -> String {
    const PART: usize = 5 << 20;
    let mut table = String::from("id,meta_key,meta_value\n");
    let mut row = 0_usize;
    while table.len() < len {
        row += 1;
        let is_free = table.len() / PART % 2 == 1 && !row.is_multiple_of(10);
        let (area, group, serial) = (1 + row * 83 % 660, 1 + row * 7 % 99, 1 + row * 137 % 9_999);
        let _ = match (is_free, row % 2) {
            (true, _) => writeln!(table, "{row},_cache_{:016x},{}", row * 0x9E37_79B9, row * 7_919),
            (false, 0) => writeln!(table, "{row},ssn,{area:03}-{group:02}-{serial:04}"),
            (false, _) => writeln!(table, "{row},_price,{}", row * 7_919),
        };
    }
    table
}

#[test]
fn keys_and_values_are_told_apart_alike_for_any_number_of_threads() {
    let fixture = Fixture::new("keys");
    let file = fixture.file("meta.csv", keys_that_change(28 << 20));
    let report = |threads| {
        let report = scan_into(&ScanConfig { threads, ..config(&[&file]) }, None);
        assert!(report.findings.iter().any(|finding| finding.location.column.as_deref() == Some("meta_value[ssn]")));
        serde_json::to_string(&report).unwrap()
    };
    let alone = report(1);
    assert!(report(2) == alone && report(8) == alone, "reports differ");
}

#[test]
fn the_report_does_not_depend_on_the_order_in_which_files_were_made() {
    let names = ["b.txt", "a.txt", "c/d.txt", "c/a.txt", ".hidden"];
    let reports: Vec<String> = [names.to_vec(), names.iter().rev().copied().collect()]
        .into_iter()
        .map(|order| {
            let fixture = Fixture::new("order");
            for name in order {
                fixture.file(name, format!("{name}: SSN 536-22-8713, IMEI 490154203237518\n"));
            }
            let (report, _) = scan_with(&config(&[fixture.root()]));
            let root = fixture.root().to_string_lossy().into_owned();
            // Identifiers are made of places, and the two directories have different ones.
            let mut value = serde_json::to_value(&report).unwrap();
            value["findings"].as_array_mut().unwrap().iter_mut().for_each(|finding| finding["id"] = "".into());
            value.to_string().replace(&root, "")
        })
        .collect();
    assert_eq!(reports[0], reports[1]);
}

#[test]
fn findings_keep_their_identifiers_when_other_files_come_and_go() {
    let fixture = Fixture::new("ids");
    let place = fixture.file("a.csv", "ssn,name\n536-22-8713,Zebulon\n536-22-8714,Mary\n536-22-8715,John\n");
    let id = |report: &Report| report.findings.iter().find(|finding| finding.kind == "us_ssn").unwrap().id.clone();
    let before = id(&scan_with(&config(&[place.as_path()])).0);
    fixture.file("b.csv", "x,y\n1,2\n3,4\n");
    let after = id(&scan_with(&config(&[place.as_path(), fixture.path("b.csv").as_path()])).0);
    assert_eq!(before, after);
}

/// Random trees of random files: text, tables, dumps, damaged and compressed.
fn random_tree(rng: &mut Rng, fixture: &Fixture) -> u64 {
    let mut total = 0;
    for index in 0..rng.range(1, 12) {
        let (corpus, name) = Corpus::ALL[rng.bits() as usize % Corpus::ALL.len()];
        let wanted = rng.range(0, 40_000) as usize;
        let mut bytes = corpus.bytes(rng.bits(), wanted);
        bytes.truncate(wanted);
        match rng.bits() % 5 {
            0 => bytes = gzip(&bytes),
            1 => {
                bytes = gzip(&bytes);
                bytes.truncate(bytes.len() / 2);
            }
            2 => (0..5).for_each(|_| {
                let at = rng.bits() as usize % bytes.len().max(1);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = rng.bits() as u8;
                }
            }),
            _ => {}
        }
        total += bytes.len() as u64;
        fixture.file(&format!("d{}/{index}-{name}", rng.bits() % 3), bytes);
    }
    total
}

#[test]
fn the_ledger_accounts_for_every_byte_of_random_trees() {
    let mut rng = Rng(42);
    for _ in 0..25 {
        let fixture = Fixture::new("ledger");
        let total = random_tree(&mut rng, &fixture);
        let (report, _) = scan_with(&config(&[fixture.root()]));
        assert_ledger(&report, total);
    }
}

fn assert_ledger(report: &Report, total: u64) {
    let totals = report.ledger.totals;
    assert_eq!(totals.input, total);
    assert_eq!(totals.input, totals.examined + totals.examined_raw + totals.container + totals.not_examined);
    let decoded = report.ledger.decoded;
    assert_eq!(decoded.decoded, decoded.examined + decoded.examined_raw);
    assert_eq!(report.summary.bytes, total);
}

#[test]
fn occurrences_stand_where_they_say() {
    let fixture = Fixture::new("offsets");
    plant(&fixture);
    let (_, occurrences) = scan_with(&config(&[fixture.root()]));
    let plain = |source: &str| !source.contains('!') && !source.ends_with("utf16.txt");
    let mut checked = 0;
    for occurrence in occurrences.iter().filter(|occurrence| plain(&occurrence.source)) {
        let bytes = fs::read(Path::new(&occurrence.source)).unwrap();
        let value = String::from_utf8_lossy(&bytes[occurrence.start as usize..occurrence.end as usize]).into_owned();
        let is_marked = MARKED.iter().any(|mark| value.contains(mark));
        assert!(is_marked, "{} {} {}..{}", occurrence.source, occurrence.kind, occurrence.start, occurrence.end);
        checked += 1;
    }
    assert!(checked > 100);
}
