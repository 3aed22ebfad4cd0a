//! Validators alone: bytes of canonical values a second, valid and random.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench may fail loudly, and its macros write functions without documentation"
)]

mod corpus;

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plainsight::detect::validate::{VALIDATORS, Verdict};

use corpus::Rng;

fn validators(criterion: &mut Criterion) {
    let mut rng = Rng(1);
    let mut group = criterion.benchmark_group("validate");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    for (name, len) in [("us_ssn", 9), ("imei", 15), ("payment_card", 16), ("phone", 10), ("imsi", 15), ("iccid", 19)] {
        let validator = VALIDATORS.iter().find(|validator| validator.name == name).expect("a built-in validator");
        let values: Vec<String> = (0..10_000).map(|_| rng.digits(len)).collect();
        let passed =
            values.iter().filter(|value| (validator.check)(value.as_bytes()).verdict == Verdict::Valid).count();
        let rate = passed as f64 / values.len() as f64;
        assert!((rate - validator.random_pass_rate).abs() < 0.05, "{name}: {rate}");
        group.throughput(Throughput::Bytes((values.len() * len) as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                values.iter().filter(|value| (validator.check)(value.as_bytes()).verdict == Verdict::Valid).count()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, validators);
criterion_main!(benches);
