//! Text inside of binary data: runs of printable ASCII, as `strings` finds them.
//!
//! Random bytes look like anything now and then; looking for personal data in all of them would find e-mail addresses in
//! noise. A run must be long enough to hold a value with a check, such as nine digits.
//! Bytes outside of ASCII end a run, so a name with an accent is seen in two parts, or not at all: that is what
//! "scanned raw" in the ledger means.

use std::ops::Range;

/// The shortest run worth a look: nine digits. In random bytes, runs of this length come every few kilobytes.
pub const RUN_MIN: usize = 9;

/// Which bytes may stand in a run.
const IS_PRINTABLE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0x20;
    while byte < 0x7F {
        table[byte] = true;
        byte += 1;
    }
    table[b'\t' as usize] = true;
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table
};

fn is_printable(byte: u8) -> bool {
    IS_PRINTABLE.get(usize::from(byte)).copied().unwrap_or(false)
}

/// The next run of at least [`RUN_MIN`] printable bytes at or after `from`.
#[must_use]
pub fn next_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        // A run that reaches over the byte at `at + RUN_MIN - 1` is found by looking at that byte alone.
        let probe = at.checked_add(RUN_MIN - 1)?;
        if !is_printable(*bytes.get(probe)?) {
            at = probe + 1;
            continue;
        }
        let before = bytes.get(at..probe)?;
        let start = before.iter().rposition(|&byte| !is_printable(byte)).map_or(at, |bad| at + bad + 1);
        let tail = bytes.get(probe..)?;
        let end = tail.iter().position(|&byte| !is_printable(byte)).map_or(bytes.len(), |len| probe + len);
        if end - start >= RUN_MIN {
            return Some(start..end);
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn probing_finds_what_looking_at_every_byte_finds(bytes in prop::collection::vec(prop_oneof![3 => 0x41u8..0x5A, 1 => any::<u8>()], 0..200)) {
            prop_assert_eq!(all(&bytes), all_slowly(&bytes));
        }
    }
}
