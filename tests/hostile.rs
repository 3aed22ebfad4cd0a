//! Input that was not meant well, and files that change under the scan. Nothing crashes, nothing is skipped in silence.

use std::fs;
use std::path::Path;

use plainsight::error::Reason;
use plainsight::report::model::{LedgerClass, Report, Status};

use crate::fixture::{Fixture, config, scan_paths, scan_with};

fn reasons(report: &Report) -> Vec<(LedgerClass, Reason)> {
    report.ledger.entries.iter().map(|entry| (entry.class, entry.reason)).collect()
}

fn kinds(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.kind.as_str()).collect()
}

#[test]
fn an_empty_directory_examines_nothing() {
    let fixture = Fixture::new("empty");
    let report = scan_paths(&[fixture.root()]);
    assert_eq!(report.summary.bytes, 0);
    assert_eq!(report.summary.sources, 0);
    assert_eq!(report.summary.status, Status::Incomplete);
}

#[test]
fn a_missing_path_is_in_the_ledger_and_the_rest_is_scanned() {
    let fixture = Fixture::new("missing");
    let file = fixture.file("a.txt", "SSN: 536-22-8713\n");
    let report = scan_paths(&[fixture.path("gone").as_path(), file.as_path()]);
    assert_eq!(report.summary.status, Status::Incomplete);
    assert_eq!(reasons(&report), [(LedgerClass::NotExamined, Reason::NotFound)]);
    assert_eq!(kinds(&report), ["us_ssn"]);
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_never_opened() {
    let fixture = Fixture::new("special");
    let fifo = fixture.path("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(fixture.path("socket")).unwrap();
    fixture.file("a.txt", "SSN: 536-22-8713\n");
    let report = scan_paths(&[fixture.root()]);
    assert_eq!(reasons(&report).iter().filter(|(_, reason)| *reason == Reason::SpecialFile).count(), 2);
    assert_eq!(kinds(&report), ["us_ssn"]);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_scanned_and_shown_without_loss() {
    use std::os::unix::ffi::OsStrExt;
    let fixture = Fixture::new("names");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(fixture.root().join(name), "SSN: 536-22-8713\n").unwrap();
    let report = scan_paths(&[fixture.root()]);
    assert!(report.findings[0].location.source.ends_with("caf\\xe9.txt"));
}

#[cfg(unix)]
#[test]
fn link_loops_end_and_are_said_so() {
    let fixture = Fixture::new("loops");
    fixture.file("d/a.txt", "SSN: 536-22-8713\n");
    std::os::unix::fs::symlink(fixture.root(), fixture.path("d/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", fixture.path("d/broken")).unwrap();
    let mut config = config(&[fixture.root()]);
    config.follow_links = true;
    let (report, _) = scan_with(&config);
    assert_eq!(kinds(&report), ["us_ssn"]);
    let found: Vec<Reason> = reasons(&report).into_iter().map(|(_, reason)| reason).collect();
    assert!(found.contains(&Reason::DirectoryLoop), "{found:?}");
    assert!(found.contains(&Reason::SymlinkBroken), "{found:?}");
}

#[test]
fn a_cut_gzip_yields_what_came_before_the_cut() {
    use std::io::Write;
    let fixture = Fixture::new("cut");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder
        .write_all("name,ssn\nJohn Smith,536-22-8713\nMary Jones,536-22-8714\nJose Garcia,536-22-8715\n".as_bytes())
        .unwrap();
    encoder.write_all(&vec![b'\n'; 100_000]).unwrap();
    let bytes = encoder.finish().unwrap();
    let file = fixture.file("a.csv.gz", &bytes[..bytes.len() - 20_000]);
    let report = scan_paths(&[file.as_path()]);
    assert!(kinds(&report).contains(&"us_ssn"), "{:?}", kinds(&report));
    assert_eq!(report.summary.status, Status::Incomplete);
    assert!(reasons(&report).contains(&(LedgerClass::NotExamined, Reason::CorruptStream)), "{:?}", reasons(&report));
}

#[test]
fn a_bomb_is_stopped_and_said_so() {
    use std::io::Write;
    let fixture = Fixture::new("bomb");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b'a'; 1 << 20];
    (0..64).for_each(|_| encoder.write_all(&block).unwrap());
    let file = fixture.file("bomb.gz", encoder.finish().unwrap());
    let mut config = config(&[file.as_path()]);
    config.limits.ratio_max = 100;
    config.limits.ratio_grace_bytes = 1 << 20;
    let (report, _) = scan_with(&config);
    assert!(reasons(&report).contains(&(LedgerClass::NotExamined, Reason::LimitReached)), "{:?}", reasons(&report));
    assert!(report.ledger.decoded.decoded < 64 << 20);
}

/// A clock that goes on by a second each time it is looked at.
struct Slow(std::sync::atomic::AtomicU64);

impl plainsight::scan::Progress for Slow {
    fn found(&self, _files: u64, _bytes: u64) {}
    fn advanced(&self, _bytes: u64) {}
    fn walk_finished(&self) {}
    fn elapsed_seconds(&self) -> u64 {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }
}

#[test]
fn compressed_cells_are_read_and_bombs_in_them_are_bounded() {
    let hex = |text: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, text).unwrap();
        let packed = encoder.finish().unwrap();
        packed.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    // Of a bomb as much is read as a cell of plain text could hold.
    let values =
        |count: usize| (0..count).map(|row| format!("SSN: 536-23-{:04}\n", row % 9_999 + 1)).collect::<String>();
    let bomb = hex(values(9_999).repeat(40).as_bytes());
    let nested = hex(format!("payload {}\n", hex(b"SSN: 536-24-8713")).repeat(500).as_bytes());
    let mut table = String::from("id,payload\n");
    for row in 0..60 {
        table += &format!("{row},{}\n", hex(format!("SSN: 536-22-{}", 8713 + row).as_bytes()));
    }
    table += &format!("61,{bomb}\n62,{nested}\n");
    assert!(nested.len() < 16 * 1024, "{}", nested.len());
    let fixture = Fixture::new("packed-cells");
    let report = scan_paths(&[fixture.file("a.csv", &table).as_path()]);
    let finding = report.findings.iter().find(|finding| finding.kind == "us_ssn").unwrap();
    let most = 60 + 16 * bomb.len().min(16 * 1024) / "SSN: 536-23-0001\n".len();
    assert_eq!(finding.location.column.as_deref(), Some("payload"));
    assert!((60..=most as u64).contains(&finding.counts.matched), "{}", finding.counts.matched);
    // What was left of it is not examined, and the cells around it are.
    assert_eq!(report.summary.status, Status::Incomplete);
    assert_eq!(reasons(&report), [(LedgerClass::NotExamined, Reason::LimitReached); 2]);
    assert_eq!(report.ledger.totals.not_examined, (bomb.len() + nested.len()) as u64);
}

#[test]
fn what_is_left_when_the_time_is_up_is_scanned_raw_and_then_left() {
    let fixture = Fixture::new("time");
    let rows = 400_000;
    let table: String = (0..rows).map(|id| format!("{id},note,SSN: 536-22-{:04}\n", id % 9999 + 1)).collect();
    let text = format!("id,kind,remark\n{table}");
    let file = fixture.file("a.csv", &text);
    let scan = |seconds| {
        let mut config = config(&[file.as_path()]);
        config.limits.source_seconds_max = seconds;
        // The clock is looked at once a piece.
        config.threads = 1;
        config.use_mmap = false;
        let rules = std::sync::Arc::new(plainsight::rules::RuleSet::builtin().unwrap());
        let (clock, cancel) = (Slow(0.into()), false.into());
        plainsight::scan::scan(&config, rules, None, &clock, &cancel, None).unwrap()
    };
    let whole = scan(0).ledger.totals;
    assert_eq!((whole.examined, whole.examined_raw), (text.len() as u64, 0));
    let late = scan(1);
    let totals = late.ledger.totals;
    assert!(totals.examined > 0 && totals.examined_raw > 0 && totals.not_examined > 0, "{totals:?}");
    crate::containers::assert_reconciled(&late, text.len() as u64);
    assert_eq!(
        reasons(&late),
        [
            (LedgerClass::ExaminedRaw, Reason::LimitReached),
            // What was read and not looked at, and what was not read.
            (LedgerClass::NotExamined, Reason::LimitReached),
            (LedgerClass::NotExamined, Reason::LimitReached)
        ]
    );
    let of_text = late.findings.iter().filter(|finding| finding.location.column.is_none() && finding.kind == "us_ssn");
    assert_eq!(of_text.count(), 1, "what is scanned raw is found in");
    let enough = scan(3).ledger.totals;
    assert!(enough.examined_raw > 0 && enough.not_examined == 0, "{enough:?}");
}

#[test]
fn archives_in_archives_end_at_the_limit_of_depth() {
    let fixture = Fixture::new("depth");
    let mut bytes = b"SSN: 536-22-8713\n".to_vec();
    for _ in 0..40 {
        bytes = crate::containers::gzip(&bytes);
    }
    let file = fixture.file("a.gz", &bytes);
    let report = scan_paths(&[file.as_path()]);
    assert_eq!(reasons(&report), [(LedgerClass::NotExamined, Reason::LimitReached)]);
    crate::containers::assert_reconciled(&report, bytes.len() as u64);
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let fixture = Fixture::new("deep");
    fixture.file("a.json", "[".repeat(2_000_000));
    fixture.file("b.json", "{\"a\":".repeat(500_000));
    fixture.file("c.sql", format!("INSERT INTO t VALUES ({}'536-22-8713');\n", "(".repeat(500_000)));
    let report = scan_paths(&[fixture.root()]);
    assert_eq!(report.ledger.totals.not_examined, 0);
}

#[test]
fn one_endless_line_is_scanned_in_every_format() {
    let fixture = Fixture::new("line");
    let filler = "lorem ipsum dolor sit amet ".repeat(400_000);
    fixture.file("a.txt", format!("{filler} SSN: 536-22-8713 {filler}"));
    fixture.file("b.csv", format!("id,note\n1,x\n2,\"{filler} SSN: 536-22-8713 {filler}\n3,y\n"));
    fixture.file("c.json", format!("[{{\"note\":\"{filler} SSN: 536-22-8713 {filler}"));
    fixture
        .file("d.sql", format!("CREATE TABLE t (a text);\nINSERT INTO t VALUES ('{filler} SSN: 536-22-8713 {filler}"));
    let report = scan_paths(&[fixture.root()]);
    for name in ["a.txt", "b.csv", "c.json", "d.sql"] {
        let found =
            report.findings.iter().any(|finding| finding.kind == "us_ssn" && finding.location.source.ends_with(name));
        assert!(found, "{name}");
    }
    assert_eq!(report.ledger.totals.not_examined, 0);
}

#[test]
fn ten_thousand_columns_and_tables_are_read() {
    let fixture = Fixture::new("wide");
    let row = |cell: &dyn Fn(usize) -> String| (0..10_050).map(cell).collect::<Vec<_>>().join(",");
    let rows: String = (0..3).map(|record| row(&|index| format!("{}", index * 7 + record)) + "\n").collect();
    fixture.file("wide.csv", format!("{}\n{rows}", row(&|index| format!("field_{index}"))));
    let tables: String = (0..10_050)
        .map(|index| format!("INSERT INTO t{index} (ssn) VALUES ('536-22-{:04}');\n", index % 9999 + 1))
        .collect();
    fixture.file("tables.sql", tables);
    let report = scan_paths(&[fixture.root()]);
    assert_eq!(report.summary.records, 3 + 10_050);
}

/// Damaged copies of real files: a few bytes changed, every third also cut short.
#[test]
fn damaged_files_never_stop_a_scan() {
    let mut rng = crate::corpus::Rng(99);
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/demo");
    let mut files = Vec::new();
    collect(&demo, &mut files);
    let fixture = Fixture::new("damaged");
    let mut total = 0;
    for (index, path) in files.iter().enumerate() {
        for copy in 0..6 {
            let mut bytes = fs::read(path).unwrap();
            bytes.truncate(60_000);
            for _ in 0..rng.range(1, 8) {
                let at = rng.bits() as usize % bytes.len();
                bytes[at] = rng.pick(&["\0", "'", "\"", "\\", "\n", "{", "]", "\u{7f}"]).as_bytes()[0];
            }
            if copy % 3 == 0 {
                bytes.truncate(rng.bits() as usize % bytes.len());
            }
            total += bytes.len() as u64;
            fixture.file(&format!("{index}-{copy}"), bytes);
        }
    }
    let report = scan_paths(&[fixture.root()]);
    assert_eq!(report.ledger.totals.input, total);
    assert!(
        !report.diagnostics.iter().any(|diagnostic| diagnostic.reason == Reason::InternalError),
        "{:?}",
        report.diagnostics
    );
}

/// Small files of every format and container, cut short (the smallest at every byte, and one of each ending at every byte near its
/// beginning and end, where headers and directories stand) and with bytes changed: nothing panics,
/// every byte is accounted for, and what is found lies inside the file.
#[test]
fn files_of_every_format_survive_cuts_and_changed_bytes() {
    const LEN_MAX: usize = 84 << 10;
    const EVERY_BYTE_MAX: usize = 700;
    const NEAR: usize = 64;
    let mut rng = crate::corpus::Rng(7);
    let mut files = Vec::new();
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    for folder in [
        "bson",
        "containers",
        "documents",
        "innodb",
        "invariance",
        "orc",
        "pg_dump",
        "pg_heap",
        "redis",
        "sql_dump",
        "sqlite",
        "sst",
    ] {
        collect(&testdata.join(folder), &mut files);
    }
    let fixture = Fixture::new("cuts");
    let mut lengths = std::collections::BTreeMap::new();
    let mut endings = std::collections::BTreeSet::new();
    for (index, path) in files.iter().enumerate() {
        let whole = fs::read(path).unwrap();
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if whole.is_empty() || whole.len() > LEN_MAX || ["md", "py", "sh"].contains(&ending.as_str()) {
            continue;
        }
        let cuts: Vec<usize> = if whole.len() <= EVERY_BYTE_MAX {
            (0..whole.len()).collect()
        } else {
            let anywhere = (0..16).map(|_| rng.bits() as usize % whole.len());
            let near = if endings.insert(ending.clone()) { NEAR } else { 0 };
            anywhere.chain(0..near).chain(whole.len() - near..whole.len()).collect()
        };
        let mut add = |what: &str, bytes: &[u8]| {
            let path = fixture.file(&format!("{index}/{what}.{ending}"), bytes);
            lengths.insert(path.display().to_string(), bytes.len() as u64);
        };
        for len in cuts {
            add(&format!("cut{len}"), &whole[..len]);
        }
        for copy in 0..16 {
            let mut bytes = whole.clone();
            for _ in 0..rng.range(1, 6) {
                let at = rng.bits() as usize % bytes.len();
                bytes[at] = rng.bits() as u8;
            }
            add(&format!("changed{copy}"), &bytes);
        }
    }
    assert!(lengths.len() > 3_000, "{}", lengths.len());
    let (report, occurrences) = scan_with(&config(&[fixture.root()]));
    let faults: Vec<_> =
        report.diagnostics.iter().filter(|diagnostic| diagnostic.reason == Reason::InternalError).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let totals = report.ledger.totals;
    assert_eq!(totals.input, lengths.values().sum::<u64>());
    assert_eq!(
        totals.input,
        totals.examined + totals.examined_raw + totals.container + totals.not_examined,
        "{totals:?}"
    );
    for occurrence in occurrences {
        assert!(occurrence.start <= occurrence.end, "{}", occurrence.source);
        if let Some(&len) = lengths.get(&occurrence.source) {
            assert!(occurrence.end <= len, "{}: {}..{}", occurrence.source, occurrence.start, occurrence.end);
        }
    }
}

/// An archive whose one member is that archive, and so on without end: it is followed to the limit of depth, and said so.
#[test]
fn an_archive_that_holds_itself_ends_at_the_limit_of_depth() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/containers/quine.zip");
    let report = scan_paths(&[&path]);
    assert_eq!(reasons(&report), [(LedgerClass::NotExamined, Reason::LimitReached)]);
    crate::containers::assert_reconciled(&report, fs::metadata(&path).unwrap().len());
    let name = &report.ledger.entries[0].source;
    assert_eq!(name.matches("quine-of-an-archive-in-itself.").count(), config(&[&path]).limits.depth_max, "{name}");
}

/// A small file of every ending among the test data is cut at every byte (at every few, beyond 2 KiB), and says at many places
/// that something is two thousand million long, the lowest byte first or last.
#[test]
fn files_cut_at_every_byte_and_absurd_lengths_are_accounted_for() {
    const CUTS_MAX: usize = 2 << 10;
    /// Of files longer than this each copy costs more, and fewer are made.
    const SMALL_LEN_MAX: usize = 8 << 10;
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut files = Vec::new();
    for folder in [
        "bson",
        "containers",
        "documents",
        "invariance",
        "orc",
        "pg_dump",
        "pg_heap",
        "redis",
        "sql_dump",
        "sqlite",
        "sst",
    ] {
        collect(&testdata.join(folder), &mut files);
    }
    // Of each ending, the smallest of 200 bytes or more: shorter ones hold little but their beginning.
    let mut smallest: std::collections::BTreeMap<String, Vec<u8>> = std::collections::BTreeMap::new();
    for path in files {
        let whole = fs::read(&path).unwrap();
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let is_known = smallest.get(&ending).is_some_and(|known| known.len() <= whole.len());
        if !is_known && whole.len() >= 200 && !["md", "py", "sh"].contains(&ending.as_str()) {
            smallest.insert(ending, whole);
        }
    }
    let mut count = 0;
    for (ending, whole) in smallest {
        let fixture = Fixture::new("every-byte");
        let mut total = 0;
        let mut add = |what: &str, at: usize, bytes: &[u8]| {
            fixture.file(&format!("{what}{at}.{ending}"), bytes);
            total += bytes.len() as u64;
            count += 1;
        };
        let cuts = if whole.len() <= SMALL_LEN_MAX { CUTS_MAX } else { CUTS_MAX / 8 };
        let step = whole.len().div_ceil(cuts);
        for at in (0..whole.len()).step_by(step) {
            add("cut", at, &whole[..at]);
        }
        for at in (0..whole.len().saturating_sub(4)).step_by(8 * step) {
            let mut bytes = whole.clone();
            let is_lowest_first = (at / (8 * step)).is_multiple_of(2);
            let long = if is_lowest_first { i32::MAX.to_le_bytes() } else { i32::MAX.to_be_bytes() };
            bytes[at..at + 4].copy_from_slice(&long);
            add("long", at, &bytes);
        }
        let report = scan_paths(&[fixture.root()]);
        let totals = report.ledger.totals;
        assert_eq!(totals.input, total, "{ending}");
        let accounted = totals.examined + totals.examined_raw + totals.container + totals.not_examined;
        assert_eq!(totals.input, accounted, "{ending}: {totals:?}");
        let faults = report.diagnostics.iter().filter(|diagnostic| diagnostic.reason == Reason::InternalError);
        assert_eq!(faults.count(), 0, "{ending}");
    }
    assert!(count > 20_000, "{count}");
}

/// A name is a hint at most: under any ending a file says the same, and each file alone is accounted for.
#[test]
fn a_wrong_ending_changes_nothing() {
    const LEN_MAX: usize = 84 << 10;
    const ENDINGS: [&str; 7] = ["csv", "sql", "gz", "json", "pdf", "sqlite", "bin"];
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut files = Vec::new();
    for folder in
        ["bson", "documents", "innodb", "invariance", "orc", "pg_dump", "pg_heap", "redis", "sql_dump", "sqlite", "sst"]
    {
        collect(&testdata.join(folder), &mut files);
    }
    let fixture = Fixture::new("endings");
    for (index, path) in files.iter().enumerate() {
        let whole = fs::read(path).unwrap();
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if whole.is_empty() || whole.len() > LEN_MAX || ["md", "py", "sh"].contains(&ending.as_str()) {
            continue;
        }
        // In a place of its own, so that nothing beside it tells what its columns are.
        let alone = fixture.file(&format!("{index}/right.{ending}"), &whole);
        let wrong = fixture.file(&format!("{index}-wrong/wrong.{}", ENDINGS[index % ENDINGS.len()]), &whole);
        let [right, wrong] = [alone, wrong].map(|path| {
            let report = scan_paths(&[path.as_path()]);
            crate::containers::assert_reconciled(&report, whole.len() as u64);
            let found = report.findings.iter().map(|found| {
                let (kind, counts) = (found.kind.clone(), found.counts);
                (found.location.table.clone(), found.location.column.clone(), kind, format!("{counts:?}"))
            });
            let mut found: Vec<_> = found.collect();
            found.sort();
            (found, report.ledger.totals)
        });
        assert_eq!(right, wrong, "{}", path.display());
    }
}

fn collect(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
