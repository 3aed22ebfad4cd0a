//! Byte counts of a head: enough to say what a source is not, before anybody parses.
//!
//! Most files of a server are prose and code. Asking every format in turn to parse their first lines costs more than
//! scanning them, so each format states what its sources cannot lack, in counts, and is asked only where they have it.

use super::Head;
use crate::masks::{BLOCK, Kernel, Level, Nibbles, dispatch, padded};

/// The bytes that formats ask for: line ends, and what stands between and around values. Behind the first [`FREQUENT`] ones those
/// that most text has none of.
const COUNTED: [u8; 25] = *b"\n\t ;,:=([{-<>\"\r|\\^~\x01\x02\x07\x14\x1e\x1f";
const FREQUENT: usize = 14;

/// All of the latter, and few other bytes.
const SELDOM: Nibbles = {
    let mut sets = Nibbles { low: [0; 16], high: [0; 16] };
    let mut place = FREQUENT;
    while place < COUNTED.len() {
        let byte = COUNTED[place];
        // Control characters are a set, and so are those of each low half.
        let set = match byte {
            0..0x20 => 1,
            b'^' | b'~' => 2,
            _ => 4,
        };
        sets.low[(byte & 15) as usize] |= set;
        sets.high[(byte >> 4) as usize] |= set;
        place += 1;
    }
    sets
};

/// The places of all bytes in [`COUNTED`]: of one that is not there, one far behind the last.
const PLACES: [u8; 256] = {
    let mut places = [u8::MAX; 256];
    let mut place = 0u8;
    while (place as usize) < COUNTED.len() {
        places[COUNTED[place as usize] as usize] = place;
        place += 1;
    }
    places
};

/// Counts over the first bytes of a source.
#[derive(Debug, Clone)]
pub struct Census {
    /// By the places of the bytes in [`COUNTED`].
    counts: [u32; COUNTED.len()],
    len: usize,
    gaps: u32,
    inner_gaps: u32,
    dashes: u32,
    is_cut: bool,
}

impl Census {
    /// How much is counted: what a format needs shows in its first lines.
    const LEN_MAX: usize = 16 * 1024;

    /// Counts the bytes of a head.
    #[must_use]
    pub fn of(head: &Head<'_>) -> Self {
        let bytes = head.bytes.get(..Self::LEN_MAX).unwrap_or(head.bytes);
        dispatch(Count { bytes, is_cut: bytes.len() < head.bytes.len() })
    }

    /// How often a byte occurs. Of a byte that is not in the list of those that are counted, the most that it could be: so
    /// that a format which asks for it is opened rather than lost.
    #[must_use]
    pub fn count(&self, byte: u8) -> u32 {
        let count = PLACES.get(usize::from(byte)).and_then(|&place| self.counts.get(usize::from(place)));
        debug_assert!(count.is_some(), "a format asks for a byte that is not counted");
        count.copied().unwrap_or(self.len())
    }

    /// Lines, whichever way they end; at least one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.count(b'\n').max(self.count(b'\r')) + 1
    }

    /// Bytes looked at.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.len).unwrap_or(u32::MAX)
    }

    /// Whether nothing was looked at.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Pairs of neighbouring spaces.
    #[must_use]
    pub fn gaps(&self) -> u32 {
        self.gaps
    }

    /// Gaps of two spaces or more that do not begin a line.
    #[must_use]
    pub fn inner_gaps(&self) -> u32 {
        self.inner_gaps
    }

    /// Pairs of neighbouring dashes, as in a ruler.
    #[must_use]
    pub fn dashes(&self) -> u32 {
        self.dashes
    }

    /// Whether the head goes on after what was counted: then a byte that was not seen may still come.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }
}

/// How often each of a few bytes, none of them zero, stands in `bytes`.
pub(super) fn counts_of<const N: usize>(bytes: &[u8], counted: [u8; N]) -> [u32; N] {
    dispatch(CountEach { bytes, counted })
}

/// The same, 64 bytes at a time.
struct CountEach<'a, const N: usize> {
    bytes: &'a [u8],
    counted: [u8; N],
}

impl<const N: usize> Kernel for CountEach<'_, N> {
    type Output = [u32; N];

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> [u32; N] {
        let mut counts = [0; N];
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        for block in blocks.iter().chain([&padded(rest)]) {
            let block = level.load(block);
            for (count, byte) in counts.iter_mut().zip(self.counted) {
                *count += level.equals(block, byte).count_ones();
            }
        }
        counts
    }
}

/// Counts, 64 bytes at a time.
struct Count<'a> {
    bytes: &'a [u8],
    is_cut: bool,
}

impl Kernel for Count<'_> {
    type Output = Census;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Census {
        let Self { bytes, is_cut } = self;
        let mut census =
            Census { counts: [0; COUNTED.len()], len: bytes.len(), gaps: 0, inner_gaps: 0, dashes: 0, is_cut };
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let (mut spaces_before, mut dashes_before) = (0, 0);
        // A line begins with the first byte.
        let mut newlines_before = u64::MAX;
        for block in blocks.iter().chain([&padded(rest)]) {
            let block = level.load(block);
            let (frequent, seldom) = census.counts.split_at_mut(FREQUENT);
            for (count, byte) in frequent.iter_mut().zip(COUNTED) {
                *count += level.equals(block, byte).count_ones();
            }
            if level.non_zero(level.look_up(block, &SELDOM)) != 0 {
                for (count, byte) in seldom.iter_mut().zip(COUNTED.into_iter().skip(FREQUENT)) {
                    *count += level.equals(block, byte).count_ones();
                }
            }
            let (spaces, dashes) = (level.equals(block, b' '), level.equals(block, b'-'));
            let gaps = spaces & (spaces << 1 | spaces_before >> 63);
            let newlines = level.equals(block, b'\n');
            let begins = (spaces | newlines) << 2 | (spaces_before | newlines_before) >> 62;
            census.gaps += gaps.count_ones();
            census.inner_gaps += (gaps & !begins).count_ones();
            census.dashes += (dashes & (dashes << 1 | dashes_before >> 63)).count_ones();
            (spaces_before, dashes_before, newlines_before) = (spaces, dashes, newlines);
        }
        census
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::FORMATS;

    #[expect(clippy::disallowed_methods, reason = "reads the project's own test files")]
    fn read(path: &std::path::Path) -> Vec<u8> {
        std::fs::read(path).unwrap()
    }

    /// The files below `testdata`, and short sources of every format.
    fn sources() -> Vec<Vec<u8>> {
        let mut sources: Vec<Vec<u8>> = [
            "a,b\n1,2\n3,4\n",
            "ssn\n536-90-4399\n536-90-4398\n",
            "id;note\n1;\"one\ntwo\nthree\nfour\nfive\"\n2;x\n",
            " id | ssn\n----+-----\n  1 | 536-90-4399\n",
            "level=info user=ann ssn=1\nlevel=warn user=bob ssn=2\n",
            "Name: Ann\nPhone: 1\n\nName: Bob\nPhone: 2\n",
            "[1]",
            "{\"a\":1}",
            "COPY t FROM stdin;\n1\t2\n\\.\n",
            "INSERT INTO t VALUES (1);\n",
        ]
        .map(|text| text.as_bytes().to_vec())
        .to_vec();
        let mut open = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")];
        while let Some(dir) = open.pop() {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { open.push(path) } else { sources.push(read(&path)) }
            }
        }
        sources
    }

    proptest::proptest! {
        #[test]
        fn counts_are_those_of_a_plain_count(bytes in proptest::collection::vec(0u8..128, 0..300)) {
            let census = Census::of(&Head { bytes: &bytes, is_whole: true, name: "", companion: None });
            for byte in COUNTED {
                let expected = bytes.iter().filter(|other| **other == byte).count();
                proptest::prop_assert_eq!(census.count(byte) as usize, expected, "{}", byte);
            }
        }
    }

    #[test]
    fn counts_never_rule_out_a_format_that_takes_the_source() {
        let sources = sources();
        assert!(sources.len() > 30);
        for source in &sources {
            let bytes = &source[..source.len().min(Head::LEN_MAX)];
            let head = Head { bytes, is_whole: bytes.len() == source.len(), name: "", companion: None };
            let census = Census::of(&head);
            for format in FORMATS {
                let is_taken = format.open(&head).is_some();
                assert!(!is_taken || format.may_be(&census), "{} of {} bytes", format.name(), source.len());
            }
        }
    }
}
