//! Folding: dashes, spaces, digits and brackets of Unicode become the ASCII forms that shapes are written in.
//!
//! Only text with bytes outside ASCII comes here. What folds is one character to one byte, so that offsets map back
//! through a table with one entry for each folded byte.

/// Text folded to ASCII forms where it has them, and for each byte its offset in the original.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: Vec<u8>,
    /// Offsets of its bytes in the original; one more at the end.
    pub(crate) offsets: Vec<u32>,
}

impl Folded {
    /// Folds `text`. Returns whether anything changed; if not, the result is not to be used.
    pub(crate) fn fold(&mut self, text: &[u8]) -> bool {
        self.text.clear();
        self.offsets.clear();
        if !may_fold(text) {
            return false;
        }
        let mut at = 0;
        let mut has_changed = false;
        while let Some(&byte) = text.get(at) {
            let (folded, len) = if byte < 0x80 { (byte, 1) } else { fold_char(text, at) };
            has_changed |= len > 1;
            self.text.push(folded);
            self.offsets.push(u32::try_from(at).unwrap_or(u32::MAX));
            at += len;
        }
        self.offsets.push(u32::try_from(at).unwrap_or(u32::MAX));
        has_changed
    }

    /// The folded offset of an original one, or of the next that has one.
    pub(crate) fn place_of(&self, offset: usize) -> usize {
        self.offsets.partition_point(|&known| (known as usize) < offset)
    }

    /// The original offset of a folded one.
    pub(crate) fn original(&self, offset: usize) -> usize {
        self.offsets.get(offset).map_or(0, |&at| at as usize)
    }
}

/// Whether there is a byte that a character that folds begins with.
fn may_fold(text: &[u8]) -> bool {
    memchr::memchr3(0xC2, 0xE2, 0xEF, text).is_some() || memchr::memchr(0xE3, text).is_some()
}

/// The ASCII form of the character at `at` and its length, or its first byte and 1.
fn fold_char(text: &[u8], at: usize) -> (u8, usize) {
    let lead = text.get(at).copied().unwrap_or(0);
    match text.get(at..at + 3) {
        // Hyphens and dashes U+2010 to U+2015, minus U+2212.
        Some([0xE2, 0x80, 0x90..=0x95] | [0xE2, 0x88, 0x92]) => return (b'-', 3),
        // Figure space, thin space, narrow no-break space, ideographic space.
        Some([0xE2, 0x80, 0x87 | 0x89 | 0xAF] | [0xE3, 0x80, 0x80]) => return (b' ', 3),
        // Full-width digits, and the punctuation of written numbers.
        Some([0xEF, 0xBC, low @ 0x90..=0x99]) => return (low - 0x90 + b'0', 3),
        Some([0xEF, 0xBC, low @ (0x88 | 0x89 | 0x8B | 0x8D | 0x8E | 0x8F | 0x9A)]) => return (low - 0x80 + b' ', 3),
        // Full-width letters.
        Some([0xEF, 0xBC, low @ 0xA1..=0xBA]) => return (low - 0xA1 + b'A', 3),
        Some([0xEF, 0xBD, low @ 0x81..=0x9A]) => return (low - 0x81 + b'a', 3),
        _ => {}
    }
    // No-break space, soft hyphen.
    match text.get(at..at + 2) {
        Some([0xC2, 0xA0]) => (b' ', 2),
        Some([0xC2, 0xAD]) => (b'-', 2),
        _ => (lead, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_spaces_and_full_width_forms_become_ascii() {
        let mut folded = Folded::default();
        assert!(folded.fold("536\u{2013}90\u{a0}4399 \u{ff08}\u{ff12}\u{ff09}\u{ff0b}".as_bytes()));
        assert_eq!(folded.text, b"536-90 4399 (2)+");
        assert_eq!(folded.original(4), 6);
        assert_eq!(
            folded.original(folded.text.len()),
            "536\u{2013}90\u{a0}4399 \u{ff08}\u{ff12}\u{ff09}\u{ff0b}".len()
        );
    }

    #[test]
    fn other_characters_and_broken_ones_stay() {
        let mut folded = Folded::default();
        assert!(!folded.fold("Zo\u{eb} \u{4e2d}".as_bytes()));
        assert!(!folded.fold(b"\xE2\x80"));
        assert!(!folded.fold(b"\xEF"));
    }
}
