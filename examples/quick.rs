#![allow(missing_docs, clippy::all, clippy::print_stdout)]
use std::sync::{Arc, atomic::AtomicBool};
fn main() {
    let t = std::time::Instant::now();
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let threads = args.remove(0).parse().unwrap();
    let occ = args[0] == "-o";
    if occ {
        args.remove(0);
    }
    let config =
        plainsight::config::ScanConfig { threads, paths: args.iter().map(Into::into).collect(), ..Default::default() };
    let rules = Arc::new(plainsight::rules::RuleSet::builtin().unwrap());
    let mut v = std::io::stdout();
    let mut v2: Vec<u8> = Vec::new();
    let o: Option<&mut (dyn std::io::Write + Send)> = if occ { Some(&mut v2) } else { None };
    let report =
        plainsight::scan::scan(&config, rules, None, &plainsight::scan::NoProgress, &AtomicBool::new(false), o)
            .unwrap();
    use std::io::Write;
    v.write_all(&v2).unwrap();
    for f in &report.findings {
        println!(
            "{:8.1} {:?} {:20} conf {:.3} matched {} distinct {} tested {} cells {}  {} {:?} {:?}",
            f.score.total,
            f.risk,
            f.kind,
            f.confidence,
            f.counts.matched,
            f.counts.distinct,
            f.counts.tested,
            f.counts.cells,
            f.location.source.rsplit('/').next().unwrap(),
            f.location.table,
            f.location.column
        );
        if std::env::var("EV").is_ok() {
            for e in &f.evidence {
                println!("            {:?} {:+.2} {}", e.evidence_type, e.weight, e.detail);
            }
            for s in &f.samples {
                println!("            {}", s.masked);
            }
        }
    }
    println!("{:?}\n{:?} {:?}", report.summary, report.ledger.totals, report.ledger.decoded);
    println!("{:?}", report.ledger.formats);
    for e in report.ledger.entries.iter().take(20) {
        println!("{e:?}");
    }
    for e in report.diagnostics.iter().take(20) {
        println!("{e:?}");
    }
    println!("{:?}", t.elapsed());
}
