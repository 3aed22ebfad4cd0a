//! Text inside of binary data: runs of printable ASCII, as `strings` finds them, and the same in UTF-16.
//!
//! Random bytes look like anything now and then; looking for personal data in all of them would find e-mail addresses in
//! noise. A run must be long enough to hold a value with a check, such as nine digits.
//! Bytes outside of ASCII end a run, so a name with an accent is seen in two parts, or not at all: that is what
//! "scanned raw" in the ledger means.

use std::ops::Range;

use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

/// The shortest run worth a look: nine digits. In random bytes, runs of this length come every few kilobytes.
pub const RUN_MIN: usize = 9;
/// The shortest value without a check that stands out among random bytes: they give an e-mail address of six characters
/// every hundred kilobytes, and one of twelve not in a gigabyte.
pub const UNCHECKED_LEN_MIN: usize = 12;

/// Whether what stands around a part of bytes is noise: one byte in sixteen is a control character. Of fewer bytes than tell that, it is
/// noise for what is too short to stand out among random bytes. Of random bytes one in nine is; text has none, whatever its characters are written in.
#[must_use]
pub fn is_noise_around(bytes: &[u8], part: &Range<usize>) -> bool {
    /// Bytes on either side.
    const REACH: usize = 512;
    const LEN_MIN: usize = 64;
    let before = bytes.get(part.start.saturating_sub(REACH)..part.start).unwrap_or_default();
    let after = bytes.get(part.end..bytes.len().min(part.end.saturating_add(REACH))).unwrap_or_default();
    let controls = |side: &[u8]| side.iter().filter(|&&byte| matches!(byte, 1..=8 | 0x0E..=0x1B | 0x7F)).count();
    let len = before.len() + after.len();
    if len < LEN_MIN {
        // Few bytes tell little, and little is said of them: what is long enough stands out among any.
        let zeros = |side: &[u8]| memchr::memchr_iter(0, side).count();
        let odd = controls(before) + controls(after) + zeros(before) + zeros(after);
        // Its length stands before a string of a program's objects, by itself or in the lowest bits of a byte.
        let is_stated = before.last().is_some_and(|&last| [last, last & 0x1F].map(usize::from).contains(&part.len()));
        return odd >= 2 && odd * 16 > len && part.len() < UNCHECKED_LEN_MIN && !is_stated;
    }
    (controls(before) + controls(after)) * 16 > len
}

/// The next run of at least [`RUN_MIN`] printable bytes at or after `from`.
#[must_use]
pub fn next_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = bytes.get(from..)?;
    let run = dispatch(FindRun(rest))?;
    Some(from + run.start..from + run.end)
}

/// Finds the first run. The plain version: count printable bytes, and begin again at any other. Here a bit stays set where
/// nine in a row begin, after four shifts of the masks of two blocks; where one run ends is looked for only behind it.
struct FindRun<'a>(&'a [u8]);

impl Kernel for FindRun<'_> {
    type Output = Option<Range<usize>>;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Option<Range<usize>> {
        let (blocks, rest) = self.0.as_chunks::<BLOCK>();
        let last = padded(rest);
        // A closure would not be compiled for the level.
        let mask = |index: usize| blocks.get(index).or((index == blocks.len()).then_some(&last));
        let mut here = printable(level, mask(0)?);
        for index in 0..=blocks.len() {
            let next = match mask(index + 1) {
                Some(block) => printable(level, block),
                None => 0,
            };
            let starts = runs(here, next);
            if starts != 0 {
                let start = index * BLOCK + starts.trailing_zeros() as usize;
                let mut end = index;
                let mut open = here | !(u64::MAX << starts.trailing_zeros());
                while open == u64::MAX {
                    end += 1;
                    open = match mask(end) {
                        Some(block) => printable(level, block),
                        None => 0,
                    };
                }
                return Some(start..end * BLOCK + (!open).trailing_zeros() as usize);
            }
            here = next;
        }
        None
    }
}

/// The longest run in UTF-16 that is given as one, in characters. Longer ones are cut.
const WIDE_RUN_MAX: usize = 32 * 1024;

/// A run of text in UTF-16, of either byte order and at any offset, odd ones included.
#[derive(Clone, PartialEq, Eq)]
pub struct WideRun {
    /// Its bytes: the first character's byte that is not zero, to the last one's.
    pub span: Range<usize>,
    /// As UTF-8.
    pub text: Vec<u8>,
}

/// Never prints what it holds.
impl std::fmt::Debug for WideRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WideRun").field("span", &self.span).finish_non_exhaustive()
    }
}

impl WideRun {
    /// The bytes that a part of the text was read from.
    #[must_use]
    pub fn raw_span(&self, within: Range<usize>) -> Range<usize> {
        let chars = |end: usize| {
            let text = self.text.get(..end).unwrap_or(&self.text);
            // Continuation bytes begin no character.
            text.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
        };
        let (start, end) = (self.span.start + 2 * chars(within.start), self.span.start + 2 * chars(within.end));
        start..end.saturating_sub(1).max(start).min(self.span.end)
    }
}

/// Characters of the first two hundred and fifty-six, of which the other byte is zero.
fn is_wide(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7E | b'\t' | b'\n' | b'\r' | 0xA0..)
}

/// The next run of at least [`RUN_MIN`] characters in UTF-16 at or after `from`.
///
/// Such text has a zero at every second byte, whichever the order. Of a run that is long enough, some two neighbouring
/// bytes stand at a multiple of `STEP`, so it is enough to look there.
#[must_use]
pub fn next_wide_run(bytes: &[u8], from: usize) -> Option<WideRun> {
    /// From the first character's byte to the last one's.
    const LEN_MIN: usize = 2 * RUN_MIN - 1;
    const STEP: usize = LEN_MIN - 1;
    let pair = |at: usize| match (bytes.get(at), bytes.get(at + 1)) {
        (Some(&0), Some(&byte)) => is_wide(byte),
        (Some(&byte), Some(&0)) => is_wide(byte),
        _ => false,
    };
    let mut at = from;
    while at < bytes.len() {
        if !pair(at) {
            at += STEP;
            continue;
        }
        // The pairs of a run overlap: each byte but the first and the last is in two.
        let before = bytes.get(from..at).unwrap_or_default();
        let back = (1..=before.len().min(2 * WIDE_RUN_MAX)).take_while(|&back| pair(at - back)).count();
        let ahead = (at..bytes.len().min(at + 2 * WIDE_RUN_MAX)).take_while(|&at| pair(at)).count();
        let (mut start, mut end) = (at - back, at + ahead + 1);
        start += usize::from(bytes.get(start) == Some(&0));
        end -= usize::from(bytes.get(end - 1) == Some(&0));
        if end.saturating_sub(start) >= LEN_MIN {
            let chars = bytes.get(start..end)?.iter().step_by(2).map(|&byte| char::from(byte));
            return Some(WideRun { span: start..end, text: chars.collect::<String>().into_bytes() });
        }
        at = end.max(at) + 1;
    }
    None
}

/// The bytes of a block that may stand in a run.
#[inline(always)]
fn printable<L: Level>(level: L, block: &[u8; BLOCK]) -> u64 {
    let block = level.load(block);
    level.within(block, 0x20, 0x7E) | level.within(block, b'\t', b'\n') | level.equals(block, b'\r')
}

/// Where [`RUN_MIN`] set bits begin in `here`, which `next` follows.
#[inline(always)]
fn runs(here: u64, next: u64) -> u64 {
    let both = |bits: (u64, u64), by: u32| {
        let (here, next) = bits;
        // The highest bits of the second mask are wrong; only its lowest eight are looked at.
        (here & (here >> by | next << (64 - by)), next & next >> by)
    };
    let eight = both(both(both((here, next), 1), 2), 4);
    eight.0 & (here >> (RUN_MIN - 1) | next << (64 - (RUN_MIN - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_told_by_control_characters_around() {
        let text = "Anna, anna@example.com, Zo\u{eb}; ".repeat(40);
        let latin = b"M\xFCller, Stra\xDFe 7, K\xF6ln, a@b.de, ".repeat(20);
        for text in [
            text.as_bytes(),
            &latin,
            b"\xAC\xED\0\x05t\0\x0Bbob01@ya.ru",
            &[b"a@b.co ".repeat(40), vec![0; 999]].concat(),
        ] {
            assert!(!is_noise_around(text, &(3..9)));
        }
        let [object, noise] = [b"\xAC\xED\0\x05t\0\x0Bbob01@ya.ru", b"\xAC\xED\0\x05t\0\x07bob01@ya.ru"];
        assert!(!is_noise_around(object, &(7..18)) && is_noise_around(noise, &(7..18)));
        assert!(!is_noise_around(b"\xAC\xED\0\x05t\0\x07bob01@example.com", &(7..24)), "it stands out");
        let noise: Vec<u8> = (0..9000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
        assert!(is_noise_around(&noise, &(4000..4009)) && is_noise_around(&noise, &(0..9)));
    }

    use proptest::prelude::*;

    fn all(bytes: &[u8]) -> Vec<Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(|| {
            let run = next_run(bytes, from)?;
            from = run.end;
            Some(run)
        })
        .collect()
    }

    fn is_printable(byte: u8) -> bool {
        matches!(byte, 0x20..=0x7E | b'\t' | b'\n' | b'\r')
    }

    /// The plain version.
    fn all_slowly(bytes: &[u8]) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        for at in 0..=bytes.len() {
            if at == bytes.len() || !is_printable(bytes[at]) {
                if at - start >= RUN_MIN {
                    runs.push(start..at);
                }
                start = at + 1;
            }
        }
        runs
    }

    #[test]
    fn runs_are_found_between_other_bytes() {
        assert_eq!(all(b"\0\x01abcdefghi\xffab\x00SSN 536-22-8713"), [2..11, 15..30]);
        assert!(all(b"abcdefgh").is_empty());
        assert_eq!(next_run(b"abcdefghi", 0), Some(0..9));
    }

    fn all_wide(bytes: &[u8]) -> Vec<(Range<usize>, String)> {
        let mut from = 0;
        std::iter::from_fn(|| {
            let run = next_wide_run(bytes, from)?;
            from = run.span.end;
            Some((run.span, String::from_utf8(run.text).unwrap()))
        })
        .collect()
    }

    /// The plain version: try to begin a run at every byte.
    fn all_wide_slowly(bytes: &[u8]) -> Vec<(Range<usize>, String)> {
        let mut runs = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let mut end = at;
            while end < bytes.len() && is_wide(bytes[end]) && (end == at || bytes[end - 1] == 0) {
                end += 2;
            }
            let chars = (end - at) / 2;
            if chars >= RUN_MIN {
                let text = bytes[at..].iter().step_by(2).take(chars).map(|&byte| char::from(byte)).collect();
                runs.push((at..end - 1, text));
                at = end - 1;
            } else {
                at += 1;
            }
        }
        runs
    }

    fn wide(text: &str, is_big_endian: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if is_big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn wide_runs_are_found_at_any_offset_and_in_both_orders() {
        for is_big_endian in [false, true] {
            for offset in 0..40 {
                let mut bytes = vec![0x03; offset];
                bytes.extend(wide("SSN 536-22-8713 Müller", is_big_endian));
                bytes.extend([0x03; 7]);
                let runs = all_wide(&bytes);
                let start = offset + usize::from(is_big_endian);
                assert_eq!(runs, [(start..start + 43, "SSN 536-22-8713 Müller".to_owned())]);
            }
        }
        assert!(all_wide(&[0; 1000]).is_empty());
        assert!(all_wide(&wide("too short", false)[..16]).is_empty());
    }

    #[test]
    fn parts_of_wide_runs_have_their_places() {
        let bytes = [b"\xEE".to_vec(), wide("Müller 536-22-8713", false)].concat();
        let run = next_wide_run(&bytes, 0).unwrap();
        let at = run.text.windows(3).position(|part| part == b"536").unwrap();
        let span = run.raw_span(at..at + 11);
        assert_eq!(bytes[span], wide("536-22-8713", false)[..21]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn stepping_finds_what_looking_at_every_byte_finds(bytes in prop::collection::vec(prop_oneof![6 => Just(0u8), 6 => 0x41u8..0x5A, 1 => any::<u8>()], 0..40),
                                                           wides in prop::collection::vec(("[a-z0-9 -]{0,30}", any::<bool>(), prop::collection::vec(any::<u8>(), 0..4)), 0..4)) {
            let mut bytes = bytes;
            for (text, is_big_endian, between) in wides {
                bytes.extend(wide(&text, is_big_endian));
                bytes.extend(between);
            }
            prop_assert_eq!(all_wide(&bytes), all_wide_slowly(&bytes));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn masks_find_what_looking_at_every_byte_finds(bytes in prop::collection::vec(prop_oneof![3 => 0x41u8..0x5A, 1 => any::<u8>()], 0..400)) {
            prop_assert_eq!(all(&bytes), all_slowly(&bytes));
        }
    }
}
