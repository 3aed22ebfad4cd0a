//! The candidate pass alone: bytes a second, grouped by how many candidates there are, beside its naive twin.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench may fail loudly, and its macros write functions without documentation"
)]

mod corpus;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plainsight::detect::{Candidates, candidates};
use plainsight::masks::{BLOCK, Kernel, Level, Tier, dispatch_on, padded};

use corpus::Corpus;

const LEN: usize = 4 << 20;
/// The detector never hands over more at once.
const SEGMENT: usize = 64 << 10;

/// Digit runs and `@` signs in all segments.
fn count(bytes: &[u8], scratch: &mut Candidates) -> usize {
    let mut total = 0;
    for segment in bytes.chunks(SEGMENT) {
        candidates(segment, scratch);
        total += scratch.digit_runs.len() + scratch.ats.len();
    }
    total
}

/// The same, a byte at a time: it lists what the pass lists, for counting alone is vectorised by the compiler and says nothing.
fn naive(bytes: &[u8], scratch: &mut Candidates) -> usize {
    let mut total = 0;
    for segment in bytes.chunks(SEGMENT) {
        scratch.digit_runs.clear();
        scratch.ats.clear();
        scratch.has_high = false;
        scratch.capitals = 0;
        let mut before = b'\n';
        for (at, &byte) in (0u32..).zip(segment) {
            if byte.is_ascii_digit() && !before.is_ascii_digit() {
                scratch.digit_runs.push(at);
            } else if byte == b'@' {
                scratch.ats.push(at);
            } else if byte.is_ascii_uppercase() && matches!(before, b' ' | b'"' | b'\'' | b'=') {
                scratch.capitals += 1;
            }
            scratch.has_high |= !byte.is_ascii();
            before = byte;
        }
        total += black_box(&*scratch).digit_runs.len() + scratch.ats.len();
    }
    total
}

/// Seven masks of every block, and the bits in them: what classifying costs by itself.
struct Classify<'a>(&'a [u8]);

impl Kernel for Classify<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> usize {
        let (blocks, rest) = self.0.as_chunks::<BLOCK>();
        let mut bits = 0;
        for block in blocks.iter().chain([&padded(rest)]) {
            let block = level.load(block);
            let words = [
                level.digits(block),
                level.letters(block),
                level.uppers(block),
                level.any_of(block, *b"-. "),
                level.equals(block, b'@'),
                level.equals(block, b'\n'),
                level.high(block),
            ];
            bits += words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        }
        bits
    }
}

fn masks(criterion: &mut Criterion) {
    let bytes = &Corpus::Access.bytes(1, LEN)[..LEN];
    let mut group = criterion.benchmark_group("masks");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    group.throughput(Throughput::Bytes(LEN as u64));
    let expected = dispatch_on(Tier::Scalar, Classify(bytes)).ok();
    for tier in Tier::ALL {
        let Ok(bits) = dispatch_on(tier, Classify(bytes)) else { continue };
        assert_eq!(Some(bits), expected, "{tier:?}");
        group.bench_function(format!("seven classes/{tier:?}"), |bencher| {
            bencher.iter(|| dispatch_on(tier, Classify(black_box(bytes))).ok());
        });
    }
    group.finish();
}

fn prefilter(criterion: &mut Criterion) {
    let densities = [
        ("none", Corpus::Prose),
        ("rare", Corpus::Binary),
        ("typical", Corpus::Access),
        ("dense", Corpus::CustomersCsv),
        ("worst", Corpus::Numeric),
    ];
    let mut group = criterion.benchmark_group("prefilter");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    group.throughput(Throughput::Bytes(LEN as u64));
    let mut scratch = Candidates::default();
    for (density, corpus) in densities {
        let bytes = &corpus.bytes(1, LEN)[..LEN];
        let told = count(bytes, &mut scratch);
        assert_eq!(told, naive(bytes, &mut scratch), "{corpus:?}");
        group.bench_function(format!("{density}/{corpus:?}"), |bencher| {
            bencher.iter(|| count(black_box(bytes), &mut scratch));
        });
    }
    let bytes = &Corpus::Access.bytes(1, LEN)[..LEN];
    group.bench_function("typical/Access, naive", |bencher| bencher.iter(|| naive(black_box(bytes), &mut scratch)));
    group.finish();
}

criterion_group!(benches, masks, prefilter);
criterion_main!(benches);
