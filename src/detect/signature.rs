//! Runs: how a written value looks, in one byte for each run of digits or letters and for each literal.
//!
//! `536-90-4399` is the codes *three digits, hyphen, two digits, hyphen, four digits*. They are read where a value's form
//! comes for the first time; for the next cell of the column, which nearly always looks the same, forms are compared.

use super::candidates::{splat, within};
use super::cell::CellValue;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

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
    /// Full stops and colons.
    pub(crate) stops: u32,
    /// Signs that an escape begins with: `%`, `&`, `\\`, `=`.
    pub(crate) escapes: u32,
    /// Digits and letters of the first block.
    runs: (u64, u64),
    is_shape: bool,
}

impl Profile {
    /// Longer values have no shape that a rule could name: longer than a block, and a run could go on from one to the next.
    pub(crate) const SHAPE_MAX: usize = BLOCK;
    /// Values with more codes than this have no shape that a rule could name.
    pub(crate) const CODES_MAX: usize = 24;
    /// Bytes of a long cell that are counted: the rest is left to text scanning.
    pub(crate) const SAMPLE_MAX: usize = 256;

    /// Reads a trimmed value.
    pub(crate) fn of(value: &[u8]) -> Self {
        Self::at(value, value.len())
    }

    /// Reads the trimmed value that `rest` begins with: what stands behind it may be read with it.
    pub(crate) fn at(rest: &[u8], len: usize) -> Self {
        let value = rest.get(..len).unwrap_or_default();
        let mut profile = Self {
            digits: 0,
            letters: 0,
            spaces: 0,
            ats: 0,
            high: 0,
            breaks: 0,
            stops: 0,
            escapes: 0,
            runs: (0, 0),
            is_shape: value.len() <= Self::SHAPE_MAX,
        };
        if value.len() <= BLOCK {
            profile.add(rest, value.len());
            return profile;
        }
        value.get(..Self::SAMPLE_MAX).unwrap_or(value).chunks(BLOCK).for_each(|block| profile.add(block, block.len()));
        profile.runs = (0, 0);
        profile
    }

    /// Adds the counts of the first `len` bytes, at most a block.
    fn add(&mut self, rest: &[u8], len: usize) {
        let all = ones(len);
        match rest.first_chunk::<BLOCK>() {
            Some(block) => dispatch(Count { profile: self, classify: Classify { block, all } }),
            None => dispatch(Count { profile: self, classify: Classify { block: &padded(rest), all } }),
        }
    }

    /// Adds the counts of a block.
    #[inline(always)]
    fn count(&mut self, masks: &Masks) {
        self.runs = (masks.digits, masks.letters);
        let others = masks.others();
        self.digits += masks.digits.count_ones();
        self.letters += (masks.letters | masks.high).count_ones();
        self.spaces += masks.spaces.count_ones();
        self.ats += masks.ats.count_ones();
        self.high += masks.high.count_ones();
        self.stops += masks.stops.count_ones();
        self.escapes += masks.escapes.count_ones();
        self.breaks += (masks.breaks | (others & !(masks.ats | masks.apostrophes))).count_ones();
        self.is_shape &= others == 0 && masks.high == 0;
    }

    /// The codes of the value that it is the profile of, where that consists of few enough runs and literals alone.
    pub(crate) fn codes<'v>(&self, value: &'v [u8]) -> Option<impl Iterator<Item = Code> + use<'v>> {
        let (digits, letters) = self.runs;
        let mut at = 0;
        self.is_shape.then(|| {
            std::iter::from_fn(move || {
                let &byte = value.get(at)?;
                // Beyond the value's end both masks are zero, so that a run ends there at the latest.
                let runs = ((digits >> at).trailing_ones(), (letters >> at).trailing_ones());
                let code = match (runs.0 as usize, runs.1 as usize) {
                    (0, 0) => Code::literal(byte),
                    (0, len) => Code::letters(len),
                    (len, _) => Code::digits(len),
                };
                at += runs.0.max(runs.1).max(1) as usize;
                Some(code)
            })
        })
    }
}

/// Which bytes of a block are of which class, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Masks {
    digits: u64,
    letters: u64,
    spaces: u64,
    ats: u64,
    apostrophes: u64,
    high: u64,
    /// Punctuation that a shape may contain and that stands in prose, code and key-value text, too.
    breaks: u64,
    /// Other punctuation that a shape may contain.
    literals: u64,
    /// Full stops and colons; they are of another class, too.
    stops: u64,
    /// Signs that an escape begins with; they are of another class, too.
    escapes: u64,
    /// The bytes that there are.
    all: u64,
}

/// As many bits as there are bytes in a block of which `len` are meant.
fn ones(len: usize) -> u64 {
    u64::MAX.checked_shr(u32::try_from(BLOCK.saturating_sub(len)).unwrap_or(0)).unwrap_or(0)
}

impl Masks {
    /// The bytes of no other class; `@` and apostrophes are among them.
    #[inline(always)]
    fn others(&self) -> u64 {
        self.all & !(self.digits | self.letters | self.spaces | self.high | self.breaks | self.literals)
    }
}

/// Bits are counted where the classes are told, for the same machine's instructions.
struct Count<'b, 'p> {
    profile: &'p mut Profile,
    classify: Classify<'b>,
}

impl Kernel for Count<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let masks = self.classify.run(level);
        self.profile.count(&masks);
    }
}

struct Classify<'b> {
    block: &'b [u8; BLOCK],
    all: u64,
}

impl Kernel for Classify<'_> {
    type Output = Masks;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Masks {
        let Self { block, all } = self;
        let block = level.load(block);
        Masks {
            digits: level.digits(block) & all,
            letters: level.letters(block) & all,
            spaces: level.any_of(block, [b' ', b'\t']) & all,
            ats: level.equals(block, b'@') & all,
            apostrophes: level.equals(block, b'\'') & all,
            high: level.high(block) & all,
            breaks: level.any_of(block, [b':', b'<']) & all,
            literals: (level.within(block, b'(', b'+')
                | level.within(block, b'-', b'/')
                | level.any_of(block, [b'#', b'_']))
                & all,
            stops: level.any_of(block, [b'.', b':']) & all,
            escapes: level.any_of(block, [b'%', b'&', b'\\', b'=']) & all,
            all,
        }
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
    pub(crate) const LEN_MAX: usize = CellValue::SHORT_MAX;

    /// The form of a short value.
    #[inline]
    pub(crate) fn of(value: &CellValue<'_>) -> Option<Self> {
        let len = value.bytes().len();
        let [a, b, c, d] = value.words();
        // Most values are no longer than two words, and a word of zeros is its own form.
        let words = if len <= 16 { [plain(a), plain(b), 0, 0] } else { [plain(a), plain(b), plain(c), plain(d)] };
        value.is_short().then_some(Self { words, len })
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

/// Tells the values of one form from all others, at less cost than their forms are made.
///
/// A byte of the value, made small where a letter is wanted, is compared with the lowest byte that may stand there: what is
/// left must be below the number of those that may.
#[derive(Clone, Copy)]
pub(crate) struct FormTest {
    len: usize,
    has_letters: bool,
    words: [WordTest; Form::LEN_MAX / 8],
}

#[derive(Clone, Copy, Default)]
struct WordTest {
    /// Makes letters small, where a letter is wanted.
    small: u64,
    /// The digit nought, the byte before `a`, or the byte itself.
    base: u64,
    /// Bits that nothing may be left of.
    none: u64,
    /// What makes `over` of a byte that is too large by no more than `none` lets through.
    add: u64,
    over: u64,
    /// What makes `under` of a letter's byte that is above its base.
    lift: u64,
    under: u64,
}

impl WordTest {
    fn of(form: u64) -> Self {
        let mut test = Self::default();
        for (at, byte) in form.to_le_bytes().into_iter().enumerate() {
            let place = |byte: u8| u64::from(byte) << (8 * at);
            let [small, base, none, add, over, lift, under] = match byte {
                b'0' => [0, b'0', 0xF0, 6, 0x10, 0, 0],
                b'A' => [0x20, b'a' - 1, 0xE0, 5, 0x20, 0x1F, 0x20],
                _ => [0, byte, 0xFF, 0, 0, 0, 0],
            };
            test.small |= place(small);
            test.base |= place(base);
            test.none |= place(none);
            test.add |= place(add);
            test.over |= place(over);
            test.lift |= place(lift);
            test.under |= place(under);
        }
        test
    }

    #[inline(always)]
    fn fits(&self, word: u64) -> bool {
        let left = (word | self.small) ^ self.base;
        let over = left.wrapping_add(self.add) & self.over;
        let under = !left.wrapping_add(self.lift) & self.under;
        (left & self.none) | over | under == 0
    }

    /// What is left of a word that fits: nothing. Where no letter is wanted, fewer bits are asked.
    #[inline(always)]
    fn left<const LETTERS: bool>(&self, word: u64) -> u64 {
        let left = if LETTERS { word | self.small } else { word } ^ self.base;
        let over = left.wrapping_add(self.add) & self.over;
        let under = if LETTERS { !left.wrapping_add(self.lift) & self.under } else { 0 };
        (left & self.none) | over | under
    }
}

impl FormTest {
    pub(crate) fn of(form: &Form) -> Self {
        let words = form.words.map(WordTest::of);
        Self { len: form.len, has_letters: words.iter().any(|word| word.under != 0), words }
    }

    /// The length of the values.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Whether they are of more than two words.
    #[inline]
    pub(crate) fn is_long(&self) -> bool {
        self.len > 16
    }

    /// Whether there are letters in them.
    #[inline]
    pub(crate) fn has_letters(&self) -> bool {
        self.has_letters
    }

    /// Whether the words of a value of the length are of the form, which is known to be long and to have letters, or not.
    #[inline(always)]
    pub(crate) fn fits_words<const LONG: bool, const LETTERS: bool>(&self, [a, b, c, d]: [u64; 4]) -> bool {
        let [first, second, third, last] = &self.words;
        let left = first.left::<LETTERS>(a) | second.left::<LETTERS>(b);
        let right = if LONG { third.left::<LETTERS>(c) | last.left::<LETTERS>(d) } else { 0 };
        left | right == 0
    }

    /// Whether a value of these words and this length has the form.
    #[inline]
    pub(crate) fn fits(&self, [a, b, c, d]: [u64; 4], len: usize) -> bool {
        let [first, second, third, last] = &self.words;
        // Words of zeros, beyond the value's end, are the same in all forms of its length.
        self.len == len
            && first.fits(a)
            && (self.len <= 8 || second.fits(b))
            && (self.len <= 16 || (third.fits(c) && last.fits(d)))
    }
}

/// Eight bytes with every digit made `0` and every letter `A`.
#[inline(always)]
fn plain(word: u64) -> u64 {
    let digits = whole_bytes(within(word, b'0', b'9'));
    let letters = whole_bytes(letters_of(word));
    word & !(digits | letters) | digits & splat(b'0') | letters & splat(b'A')
}

/// Bytes of ones where the top bits are set.
#[inline(always)]
fn whole_bytes(tops: u64) -> u64 {
    (tops << 1).wrapping_sub(tops >> 7)
}

#[inline(always)]
fn letters_of(word: u64) -> u64 {
    within(word | splat(0x20), b'a', b'z')
}

/// Appends the canonical form of `value` to `out`: letters in upper case, digits, a `+` that it begins with, and `*`,
/// which some licence numbers hold in place of a letter.
pub(crate) fn canonicalise(value: &[u8], out: &mut Vec<u8>) {
    if value.first() == Some(&b'+') {
        out.push(b'+');
    }
    out.extend(value.iter().filter(|&&byte| is_canonical(byte)).map(u8::to_ascii_uppercase));
}

/// Whether the canonical form keeps a byte, wherever it stands.
pub(crate) fn is_canonical(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'*'
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
            ),
            step in any::<u8>()
        ) {
            let other: Vec<u8> = value.iter().map(|&byte| match byte {
                b'0'..=b'9' => b'9' - (byte - b'0'),
                b'a'..=b'z' | b'A'..=b'Z' => byte ^ 0x20,
                _ => byte,
            }).collect();
            let form = |value: &[u8]| Form::of(&CellValue::new(value, 0..value.len()));
            prop_assert_eq!(form(&value), form(&other));
            prop_assert_eq!(form(&value).is_some(), value.len() <= Form::LEN_MAX);
            if let Some(form) = form(&value) {
                let test = FormTest::of(&form);
                let fits_words = |value: &CellValue<'_>| match (test.is_long(), test.has_letters()) {
                    (false, false) => test.fits_words::<false, false>(value.words()),
                    (false, true) => test.fits_words::<false, true>(value.words()),
                    (true, false) => test.fits_words::<true, false>(value.words()),
                    (true, true) => test.fits_words::<true, true>(value.words()),
                };
                let fits = |value: &CellValue<'_>| test.fits(value.words(), value.bytes().len());
                prop_assert!(fits(&CellValue::new(&other, 0..other.len())));
                for at in 0..value.len() {
                    let mut third = value.clone();
                    third[at] = third[at].wrapping_add(step);
                    let third = CellValue::new(&third, 0..third.len());
                    prop_assert_eq!(fits(&third), Form::of(&third) == Some(form));
                    prop_assert_eq!(fits_words(&third), fits(&third));
                }
                }
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
    fn every_byte_is_of_the_class_that_the_table_says() {
        for byte in 0..=u8::MAX {
            let masks = dispatch(Classify { block: &padded(&[byte]), all: 1 });
            let found = match () {
                () if masks.digits == 1 => Class::Digit,
                () if masks.letters == 1 => Class::Letter,
                () if masks.spaces == 1 => Class::Space,
                () if masks.breaks | masks.literals == 1 => Class::Literal,
                () if masks.high == 1 => Class::High,
                () => Class::Other,
            };
            assert_eq!(found, class(byte), "{byte:#x}");
            assert_eq!(masks.others() == 1, found == Class::Other, "{byte:#x}");
        }
    }

    #[test]
    fn counts_are_by_class() {
        let profile = Profile::of("Zo\u{eb} 12 @x".as_bytes());
        assert_eq!((profile.digits, profile.letters, profile.spaces, profile.ats, profile.high), (2, 5, 2, 1, 2));
        assert!(profile.codes("Zo\u{eb} 12 @x".as_bytes()).is_none(), "bytes outside ASCII have no code");
    }

    #[test]
    fn codes_are_those_of_one_block() {
        let count = |value: &[u8]| Profile::of(value).codes(value).map(Iterator::count);
        assert_eq!(count(&b"1".repeat(65)), None);
        assert_eq!(count(&b"1".repeat(64)), Some(1));
        assert_eq!(count(&b"1-".repeat(32)), Some(64));
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
