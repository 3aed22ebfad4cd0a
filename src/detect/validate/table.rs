//! Reading the embedded tables: one record a line, fields parted by tabs, `#` opens a comment line.

use crate::masks::few_bytes;

/// The fields of each record.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// The first fields of all records, to be found again. Nearly all that is asked for is not among them.
pub(super) struct Keys {
    sorted: Vec<&'static [u8]>,
    /// A bit is set where some key hashes to its place.
    filter: [u64; 32],
}

impl Keys {
    /// The keys of a table.
    pub(super) fn of(text: &'static str) -> Self {
        let mut sorted: Vec<_> = rows(text).map(|fields| fields[0].as_bytes()).collect();
        sorted.sort_unstable();
        let mut filter = [0; 32];
        for (word, bit) in sorted.iter().map(|key| place(key)) {
            filter[word] |= bit;
        }
        Self { sorted, filter }
    }

    /// Whether a value is a key.
    #[inline]
    pub(super) fn contains(&self, value: &[u8]) -> bool {
        let (word, bit) = place(value);
        self.filter[word] & bit != 0 && self.sorted.binary_search(&value).is_ok()
    }

    /// All of them, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.sorted.iter().copied()
    }
}

/// The place of a key in a filter: a word and a bit of it.
#[inline]
fn place(key: &[u8]) -> (usize, u64) {
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let len = key.len() as u64;
    let hash = match (key.first_chunk(), key.last_chunk()) {
        (Some(first), Some(last)) => mix(len ^ u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => mix(len, few_bytes(key)),
    };
    ((hash >> 59) as usize, 1 << (hash >> 53 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_skipped() {
        let read: Vec<_> = rows("# about\n\nb\t1\na\t2\n").collect();
        assert_eq!(read, [["b", "1"], ["a", "2"]]);
        assert!(Keys::of("# about\nb\t1\na\t2\n").iter().eq([b"a", b"b"]));
    }

    #[test]
    fn keys_are_found_and_nothing_else() {
        let keys = Keys::of("4111111111111111\tv\n5105105105105100\tm\nD1234567\tca\n");
        assert!(keys.iter().all(|key| keys.contains(key)));
        assert!(!keys.contains(b"") && !keys.contains(b"4111111111111112") && !keys.contains(b"D123456"));
    }
}
