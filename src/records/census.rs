//! Byte counts of a head: enough to say what a source is not, before anybody parses.
//!
//! Most files of a server are prose and code. Asking every format in turn to parse their first lines costs more than
//! scanning them, so each format states what its sources cannot lack, in counts, and is asked only where they have it.

use super::Head;

/// Counts over the first bytes of a source.
#[derive(Debug, Clone)]
pub struct Census {
    counts: [u32; 256],
    gaps: u32,
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
        let mut census = Self { counts: [0; 256], gaps: 0, dashes: 0, is_cut: bytes.len() < head.bytes.len() };
        let mut before = 0;
        for &byte in bytes {
            if let Some(count) = census.counts.get_mut(usize::from(byte)) {
                *count += 1;
            }
            census.gaps += u32::from(byte == b' ' && before == b' ');
            census.dashes += u32::from(byte == b'-' && before == b'-');
            before = byte;
        }
        census
    }

    /// How often a byte occurs.
    #[must_use]
    pub fn count(&self, byte: u8) -> u32 {
        self.counts.get(usize::from(byte)).copied().unwrap_or(0)
    }

    /// Lines, whichever way they end; at least one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        self.count(b'\n').max(self.count(b'\r')) + 1
    }

    /// Bytes counted.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Pairs of neighbouring spaces.
    #[must_use]
    pub fn gaps(&self) -> u32 {
        self.gaps
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

    #[test]
    fn counts_never_rule_out_a_format_that_takes_the_source() {
        let sources = sources();
        assert!(sources.len() > 30);
        for source in &sources {
            let bytes = &source[..source.len().min(Head::LEN_MAX)];
            let head = Head { bytes, is_whole: bytes.len() == source.len(), name: "" };
            let census = Census::of(&head);
            for format in FORMATS {
                let is_taken = format.open(&head).is_some();
                assert!(!is_taken || format.may_be(&census), "{} of {} bytes", format.name(), source.len());
            }
        }
    }
}
