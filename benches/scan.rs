//! The whole way, from a file to the report: bytes a second by corpus, grouped by how much there is to find.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench may fail loudly, and its macros write functions without documentation"
)]

mod corpus;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plainsight::config::ScanConfig;
use plainsight::report::model::{Report, Status};
use plainsight::rules::RuleSet;
use plainsight::scan::{NoProgress, scan};

use corpus::Corpus;

const LEN: usize = 4 << 20;

fn scans(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a directory");
    let rules = Arc::new(RuleSet::builtin().expect("built-in rules"));
    let densities = [
        ("none", vec![Corpus::Prose, Corpus::Binary]),
        ("rare", vec![Corpus::Access]),
        ("typical", vec![Corpus::Events]),
        ("worst", vec![Corpus::Numeric]),
        ("dense", vec![Corpus::CustomersCsv, Corpus::CustomersPg, Corpus::CustomersMysql]),
    ];
    for (density, corpora) in densities {
        let mut group = criterion.benchmark_group(format!("scan/{density}"));
        group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
        for corpus in corpora {
            let path = dir.path().join(format!("{corpus:?}"));
            std::fs::write(&path, corpus.bytes(1, LEN)).expect("written");
            let config = ScanConfig { paths: vec![path], threads: 1, reproducible: true, ..ScanConfig::default() };
            let run = || {
                scan(&config, Arc::clone(&rules), None, &NoProgress, &AtomicBool::new(false), None).expect("a report")
            };
            check(corpus, &run());
            group.throughput(Throughput::Bytes(LEN as u64));
            group.bench_function(format!("{corpus:?}"), |bencher| bencher.iter(run));
        }
        group.finish();
    }
}

/// A fast wrong answer fails.
fn check(corpus: Corpus, report: &Report) {
    assert_eq!(report.summary.status, Status::Complete);
    let has = |kind: &str| report.findings.iter().any(|finding| finding.kind == kind && finding.counts.matched > 20);
    match corpus {
        Corpus::CustomersCsv | Corpus::CustomersPg | Corpus::CustomersMysql => {
            for kind in
                ["us_ssn", "imei", "phone", "email", "person_name", "street_address", "date_of_birth", "payment_card"]
            {
                assert!(has(kind), "{corpus:?}: {kind}");
            }
        }
        Corpus::Events => assert!(has("us_ssn") && has("imei") && has("email")),
        // Random bytes spell a few dozen e-mail addresses in these 4 MiB, and today they are reported.
        Corpus::Binary => assert!(report.findings.iter().all(|finding| finding.counts.matched < 100)),
        // The client of each request, and nothing else.
        Corpus::Access => {
            assert!(has("ip_address") && report.findings.len() == 1, "{corpus:?}: {:?}", report.summary.kinds);
        }
        Corpus::Prose | Corpus::Numeric => {
            assert!(report.findings.is_empty(), "{corpus:?}: {:?}", report.summary.kinds);
        }
    }
}

criterion_group!(benches, scans);
criterion_main!(benches);
