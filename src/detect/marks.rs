//! Marks: short strings that things without a digit to begin at are found by, looked for in large blocks of text at once.
//!
//! A line of text is worked through from its digits. Passwords have none, machine-readable zones and stripes may begin far
//! before theirs: for these the text is searched ahead, some hundred kilobytes at a time, for all marks together.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::Regex;

/// What a mark announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Fillers of a machine-readable zone.
    Filler,
    /// The file type of a licence's barcode.
    Barcode,
    /// The end of a stripe's first track.
    StripeEnd,
    /// A label of a value that only its label makes.
    Label,
    /// What hides the first five digits of a social security number.
    Hidden,
}

/// The strings, and what they announce. Labels leave out their first letter, whose case varies.
const MARKS: &[(&str, Mark)] = &[
    ("<<", Mark::Filler),
    ("ANSI ", Mark::Barcode),
    ("AAMVA", Mark::Barcode),
    ("^?", Mark::StripeEnd),
    ("assword", Mark::Label),
    ("ASSWORD", Mark::Label),
    ("asswd", Mark::Label),
    ("ASSWD", Mark::Label),
    ("assphrase", Mark::Label),
    ("asscode", Mark::Label),
    ("asswort", Mark::Label),
    ("ontraseña", Mark::Label),
    ("pwd", Mark::Label),
    ("Pwd", Mark::Label),
    ("PWD", Mark::Label),
    ("cvv", Mark::Label),
    ("Cvv", Mark::Label),
    ("CVV", Mark::Label),
    ("cvc", Mark::Label),
    ("CVC", Mark::Label),
    ("pin", Mark::Label),
    ("Pin", Mark::Label),
    ("PIN", Mark::Label),
    ("ast4", Mark::Label),
    ("ast 4", Mark::Label),
    ("ast_4", Mark::Label),
    ("ast four", Mark::Label),
    ("AST4", Mark::Label),
    ("AST_4", Mark::Label),
    ("ssn4", Mark::Label),
    ("nswer", Mark::Label),
    ("aiden name", Mark::Label),
    ("aiden_name", Mark::Label),
    ("aidenName", Mark::Label),
    ("XX-XX-", Mark::Hidden),
    ("xx-xx-", Mark::Hidden),
    ("**-**-", Mark::Hidden),
    ("##-##-", Mark::Hidden),
];

/// The end of the mark that begins at `at`.
pub(crate) fn mark_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let len = MARKS.iter().find(|(mark, _)| rest.starts_with(mark.as_bytes())).map_or(0, |(mark, _)| mark.len());
    at + len
}

/// Text that is searched at once.
const BLOCK: usize = 256 * 1024;
/// The longest mark, less one: what may reach over the end of a block.
const OVERLAP: usize = 10;

fn finder() -> &'static Regex {
    static FINDER: OnceLock<Regex> = OnceLock::new();
    FINDER.get_or_init(|| {
        let all: Vec<String> = MARKS.iter().map(|(text, _)| regex::escape(text)).collect();
        Regex::new(&format!("(?-u:{})", all.join("|"))).expect("escaped strings are a regular expression")
    })
}

/// The marks of the block that is being worked through.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    covered: Range<usize>,
    found: Vec<(usize, Mark)>,
    /// How many of them lie before the current segment.
    passed: usize,
}

impl Marks {
    /// Forgets the last text.
    pub(crate) fn reset(&mut self) {
        *self = Self { covered: 0..0, found: std::mem::take(&mut self.found), passed: 0 };
        self.found.clear();
    }

    /// The marks in `segment` of `text`, which are searched for where that was not yet done. Segments rise.
    pub(crate) fn of(&mut self, text: &[u8], segment: Range<usize>) -> &[(usize, Mark)] {
        if segment.start < self.covered.start || segment.end > self.covered.end {
            self.search(text, segment.start..text.len().min(segment.end.max(segment.start + BLOCK)));
        }
        let rest = self.found.get(self.passed..).unwrap_or_default();
        self.passed += rest.iter().take_while(|(at, _)| *at < segment.start).count();
        self.current(segment.end)
    }

    /// The marks up to `end` that [`Marks::of`] gave last.
    pub(crate) fn current(&self, end: usize) -> &[(usize, Mark)] {
        let rest = self.found.get(self.passed..).unwrap_or_default();
        let within = rest.iter().take_while(|(at, _)| *at < end).count();
        rest.get(..within).unwrap_or_default()
    }

    fn search(&mut self, text: &[u8], block: Range<usize>) {
        self.found.clear();
        self.passed = 0;
        let reach = text.get(block.start..text.len().min(block.end + OVERLAP)).unwrap_or_default();
        for found in finder().find_iter(reach) {
            let at = block.start + found.start();
            let Some(&(_, mark)) = MARKS.iter().find(|(text, _)| text.as_bytes() == found.as_bytes()) else { continue };
            // Of a run of fillers the first two are enough.
            let goes_on = mark == Mark::Filler && at > 0 && text.get(at - 1) == Some(&b'<');
            if !goes_on {
                self.found.push((at, mark));
            }
        }
        self.covered = block;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_once_wherever_blocks_end() {
        for pad in [0, BLOCK - 4, BLOCK - 1, BLOCK] {
            let text = [vec![b'.'; pad], b"password x<<<<<<".to_vec()].concat();
            let mut marks = Marks::default();
            let mut seen = Vec::new();
            for start in (0..text.len()).step_by(1 << 16) {
                seen.extend_from_slice(marks.of(&text, start..text.len().min(start + (1 << 16))));
            }
            assert_eq!(seen, [(pad + 1, Mark::Label), (pad + 10, Mark::Filler)], "{pad}");
        }
    }

    #[test]
    fn another_text_is_searched_anew() {
        let mut marks = Marks::default();
        assert_eq!(marks.of(b"a pwd:", 0..6), [(2, Mark::Label)]);
        marks.reset();
        assert_eq!(marks.of(b"^? ANSI 6", 0..9), [(0, Mark::StripeEnd), (3, Mark::Barcode)]);
    }
}
