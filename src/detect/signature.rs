//! Runs: how a written value looks, in one byte for each run of digits or letters and for each literal.
//!
//! `536-90-4399` is the codes *three digits, hyphen, two digits, hyphen, four digits*. A cell's codes are hashed into a
//! signature as they are read, so that the next cell of the column, which nearly always looks the same, costs one
//! comparison instead of a search.

use super::candidates::{splat, within};

/// What a byte is, as far as shapes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// `0` to `9`.
    Digit,
    /// An ASCII letter.
    Letter,
    /// A space or tab.
    Space,
    /// Punctuation that a shape may contain as a literal.
    Literal,
    /// Any other ASCII byte.
    Other,
    /// A byte of a character outside ASCII.
    High,
}

/// The class of every byte.
pub(crate) const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0x30..=0x39 => Class::Digit,
            0x41..=0x5A | 0x61..=0x7A => Class::Letter,
            0x20 | 0x09 => Class::Space,
            0x23 | 0x28..=0x2B | 0x2D..=0x2F | 0x3A | 0x3C | 0x5F => Class::Literal,
            0x80.. => Class::High,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};

/// The class of a byte.
pub(crate) fn class(byte: u8) -> Class {
    CLASS[usize::from(byte)]
}

/// One run or literal. Literals are the low six bits of their byte, which no two of them share; above 0x40, two bits of
/// class and six bits of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Code(pub(crate) u8);

impl Code {
    /// The longest run that is told apart from longer ones.
    pub(crate) const RUN_MAX: usize = 62;

    /// A run of `len` digits.
    pub(crate) fn digits(len: usize) -> Self {
        Self(0x40 | Self::run_len(len))
    }

    /// A run of `len` letters.
    pub(crate) fn letters(len: usize) -> Self {
        Self(0x80 | Self::run_len(len))
    }

    /// A run of `len` letters or digits.
    pub(crate) fn alnum(len: usize) -> Self {
        Self(0xC0 | Self::run_len(len))
    }

    /// A literal; tabs count as spaces.
    pub(crate) fn literal(byte: u8) -> Self {
        Self(if byte == b'\t' { b' ' } else { byte & 0x3F })
    }

    /// The length of the run, if it is one.
    pub(crate) fn run(self) -> Option<usize> {
        (self.0 >= 0x40).then_some(usize::from(self.0 & 0x3F))
    }

    fn run_len(len: usize) -> u8 {
        u8::try_from(len.min(Self::RUN_MAX + 1)).unwrap_or(0x3F)
    }
}

/// What one pass over a cell's value tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Profile {
    /// Counts of bytes by class, over at most [`Profile::SAMPLE_MAX`] bytes.
    pub(crate) digits: u32,
    pub(crate) letters: u32,
    pub(crate) spaces: u32,
    pub(crate) ats: u32,
    /// Bytes outside ASCII (counted among the letters, too).
    pub(crate) high: u32,
    /// Punctuation that stands in prose, code and key-value text, but in no identifier.
    pub(crate) breaks: u32,
    /// The codes' hash: equal for values of equal form.
    pub(crate) signature: u64,
    codes: [Code; Self::CODES_MAX],
    codes_len: u8,
    is_shape: bool,
}

impl Profile {
    /// Values with more runs than this have no shape that a rule could name.
    const CODES_MAX: usize = 24;
    /// Bytes of a long cell that are counted: the rest is left to text scanning.
    pub(crate) const SAMPLE_MAX: usize = 256;

    /// Reads a trimmed value.
    pub(crate) fn of(value: &[u8]) -> Self {
        let mut profile = Self {
            digits: 0,
            letters: 0,
            spaces: 0,
            ats: 0,
            high: 0,
            breaks: 0,
            signature: 0,
            codes: [Code(0); Self::CODES_MAX],
            codes_len: 0,
            is_shape: value.len() <= Self::SAMPLE_MAX,
        };
        for block in value.get(..Self::SAMPLE_MAX).unwrap_or(value).chunks(Masks::LEN_MAX) {
            profile.count(block, &Masks::of(block));
        }
        if profile.is_shape {
            profile.read_codes(value);
        }
        profile
    }

    /// Adds the counts of a block. Letters and digits are counted all at once, what is left one by one.
    fn count(&mut self, block: &[u8], masks: &Masks) {
        self.digits += masks.digits.count_ones();
        self.letters += masks.letters.count_ones();
        let mut rest = masks.rest(block.len());
        while let Some(&byte) = block.get(rest.trailing_zeros() as usize) {
            rest &= rest - 1;
            match class(byte) {
                Class::Digit | Class::Letter => {}
                Class::Space => self.spaces += 1,
                Class::Literal => self.breaks += u32::from(matches!(byte, b':' | b'<')),
                Class::High => {
                    self.high += 1;
                    self.letters += 1;
                    self.is_shape = false;
                }
                Class::Other => {
                    self.ats += u32::from(byte == b'@');
                    self.breaks += u32::from(!matches!(byte, b'@' | b'\''));
                    self.is_shape = false;
                }
            }
        }
    }

    /// Cuts a value of runs and literals alone into codes.
    fn read_codes(&mut self, value: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = value.get(at).filter(|_| self.is_shape) {
            let class = class(byte);
            let len = match class {
                Class::Digit | Class::Letter => run_len(value, at, class),
                _ => 1,
            };
            self.push(match class {
                Class::Digit => Code::digits(len),
                Class::Letter => Code::letters(len),
                _ => Code::literal(byte),
            });
            at += len;
        }
    }

    fn push(&mut self, code: Code) {
        self.signature = (self.signature ^ u64::from(code.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        match self.codes.get_mut(usize::from(self.codes_len)) {
            Some(slot) => {
                *slot = code;
                self.codes_len += 1;
            }
            None => self.is_shape = false,
        }
    }

    /// The codes, where the value consists of runs and literals alone.
    pub(crate) fn codes(&self) -> Option<&[Code]> {
        if self.is_shape { self.codes.get(..usize::from(self.codes_len)) } else { None }
    }
}

/// Which bytes of up to 64 are digits and letters, a bit each.
struct Masks {
    digits: u64,
    letters: u64,
}

impl Masks {
    const LEN_MAX: usize = 64;

    fn of(block: &[u8]) -> Self {
        let mut masks = Self { digits: 0, letters: 0 };
        let mut at = 0;
        for bytes in block.chunks(8).take(Self::LEN_MAX / 8) {
            let word = load(bytes);
            masks.digits |= gather(within(word, b'0', b'9')) << at;
            masks.letters |= gather(letters_of(word)) << at;
            at += 8;
        }
        masks
    }

    /// The bytes of a block of `len` that are neither.
    fn rest(&self, len: usize) -> u64 {
        let all = if len >= Self::LEN_MAX { u64::MAX } else { (1 << len) - 1 };
        all & !(self.digits | self.letters)
    }
}

/// A short value with every digit and every letter made one: values of equal form have equal profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Form {
    words: [u64; Form::LEN_MAX / 8],
    len: usize,
}

impl Form {
    /// Longer values have no form: few of them look alike.
    pub(crate) const LEN_MAX: usize = 32;

    /// The form of a short value.
    #[inline]
    pub(crate) fn of(value: &[u8]) -> Option<Self> {
        if value.len() > Self::LEN_MAX {
            return None;
        }
        // Word by word, without a loop: the words stay in registers until they are compared.
        let word = |at: usize| match value.get(at..) {
            Some(rest) if !rest.is_empty() => plain(word_of(value, rest)),
            _ => 0,
        };
        Some(Self { words: [word(0), word(8), word(16), word(24)], len: value.len() })
    }

    /// Whether two forms are the same; word by word, for the same reason.
    #[inline]
    pub(crate) fn is(&self, other: &Self) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.words, other.words);
        self.len == other.len && a == e && b == f && c == g && d == h
    }

    /// A hash, for a table of forms.
    pub(crate) fn hash(&self) -> u64 {
        let [a, b, c, d] = self.words;
        let low = (a ^ 0x9E37_79B9_7F4A_7C15 ^ self.len as u64).wrapping_mul(0xA076_1D64_78BD_642F);
        let mixed =
            (low.rotate_left(29) ^ b ^ c.rotate_left(17) ^ d.rotate_left(41)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
        mixed ^ mixed >> 32
    }
}

/// The first eight bytes of `rest`, the tail of `value`, zeros beyond the end.
#[inline]
fn word_of(value: &[u8], rest: &[u8]) -> u64 {
    match (rest.first_chunk::<8>(), value.last_chunk::<8>()) {
        (Some(first), _) => u64::from_le_bytes(*first),
        (None, Some(last)) => u64::from_le_bytes(*last) >> (64 - 8 * rest.len()),
        (None, None) => load(rest),
    }
}

/// Eight bytes with every digit made `0` and every letter `A`.
fn plain(word: u64) -> u64 {
    let digits = (within(word, b'0', b'9') >> 7) * 0xFF;
    let letters = (letters_of(word) >> 7) * 0xFF;
    word & !(digits | letters) | digits & splat(b'0') | letters & splat(b'A')
}

fn letters_of(word: u64) -> u64 {
    within(word | splat(0x20), b'a', b'z')
}

/// The top bits of eight bytes as eight bits.
fn gather(tops: u64) -> u64 {
    (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Up to eight bytes as a number, the first one lowest; zeros beyond the end.
fn load(bytes: &[u8]) -> u64 {
    if let Some(all) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*all);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
        return first | last << (8 * (bytes.len() - 4));
    }
    bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

fn run_len(sample: &[u8], at: usize, wanted: Class) -> usize {
    let rest = sample.get(at..).unwrap_or_default();
    rest.iter().position(|&byte| class(byte) != wanted).unwrap_or(rest.len())
}

/// Appends the canonical form of `value` to `out`: letters in upper case, digits, a `+` that it begins with, and `*`,
/// which some licence numbers hold in place of a letter.
pub(crate) fn canonicalise(value: &[u8], out: &mut Vec<u8>) {
    if value.first() == Some(&b'+') {
        out.push(b'+');
    }
    let is_kept = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'*';
    out.extend(value.iter().filter(is_kept).map(u8::to_ascii_uppercase));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn values_of_one_form_have_one_profile(
            value in prop::collection::vec(
                prop_oneof![any::<u8>(), Just(b'0'), Just(b'9'), Just(b'a'), Just(b'Z'), Just(b'-'), Just(b' ')], 0..40
            )
        ) {
            let other: Vec<u8> = value.iter().map(|&byte| match byte {
                b'0'..=b'9' => b'9' - (byte - b'0'),
                b'a'..=b'z' | b'A'..=b'Z' => byte ^ 0x20,
                _ => byte,
            }).collect();
            prop_assert_eq!(Form::of(&value), Form::of(&other));
            prop_assert_eq!(Form::of(&value).is_some(), value.len() <= Form::LEN_MAX);
            let (one, two) = (Profile::of(&value), Profile::of(&other));
            prop_assert_eq!(format!("{one:?}"), format!("{two:?}"));
            let count = |test: fn(&u8) -> bool| u32::try_from(value.iter().filter(|byte| test(byte)).count()).unwrap();
            prop_assert_eq!(one.digits, count(u8::is_ascii_digit));
            prop_assert_eq!(one.letters, count(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80));
            prop_assert_eq!(one.spaces, count(|byte| matches!(byte, b' ' | b'\t')));
            prop_assert_eq!(one.ats, count(|byte| *byte == b'@'));
        }
    }

    #[test]
    fn values_of_one_form_share_a_signature() {
        assert_eq!(Profile::of(b"536-90-4399").signature, Profile::of(b"219-09-9999").signature);
        assert_ne!(Profile::of(b"536-90-4399").signature, Profile::of(b"53-690-4399").signature);
        assert_ne!(Profile::of(b"536904399").signature, Profile::of(b"53690439").signature);
    }

    #[test]
    fn counts_are_by_class() {
        let profile = Profile::of("Zo\u{eb} 12 @x".as_bytes());
        assert_eq!((profile.digits, profile.letters, profile.spaces, profile.ats, profile.high), (2, 5, 2, 1, 2));
        assert!(profile.codes().is_none(), "bytes outside ASCII have no code");
    }

    #[test]
    fn codes_stop_at_the_limit_instead_of_overflowing() {
        assert!(Profile::of(&b"1-".repeat(40)).codes().is_none());
        assert!(Profile::of(&b"1".repeat(300)).codes().is_none());
        assert_eq!(Profile::of(&b"1".repeat(100)).codes().map(<[_]>::len), Some(1));
    }

    #[test]
    fn canonical_is_letters_and_digits_in_upper_case() {
        let mut out = Vec::new();
        canonicalise(b"a12-(3) +z", &mut out);
        assert_eq!(out, b"A123Z");
        out.clear();
        canonicalise(b"+1 (2)", &mut out);
        assert_eq!(out, b"+12");
    }
}
