//! Marks: short strings that things without a digit to begin at are found by.
//!
//! A line of text is worked through from its digits. Passwords have none, machine-readable zones and stripes may begin far
//! before theirs: these are announced by a mark. [`each_mark`] is the plain way to find marks, which tries every place;
//! [`MarkFinder`] finds the same in the masks of a window: three bytes of each mark, those that are rarest in text, are looked
//! up together for 64 places at once.

use std::ops::Range;

use super::heads::{HEAD, HeadBits};
use crate::masks::{BLOCK, Kernel, Level, Nibbles, dispatch, positions};

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
    /// What stands for the `@` of an address.
    At,
    /// What stands for a stop of an address.
    Dot,
    /// The sign before the day of a birth: `(b. 4/17/1989)`.
    Born,
    /// The sign before the name and host of a site.
    Site,
    /// An option of a command that a password may follow.
    Option,
    /// The scheme of an authorization whose name and password are encoded: `Authorization: Basic ...`.
    Basic,
    /// A command that makes a secret of a password: `ConvertTo-SecureString`.
    Secure,
    /// A word for a name and a password that follow it: `login: admin / ...`.
    Pair,
    /// A word for a digit.
    Spoken,
    /// A word between others that may stand for a sign of an address.
    Words,
}

/// One string: where in it the bytes are that it is told by, and which of the eight sets they are looked up in. The strings
/// of a set share most of their bytes, so that little else passes.
struct Spelling {
    text: &'static str,
    key: usize,
    set: u8,
    mark: Mark,
}

const fn spelling(text: &'static str, key: usize, set: u8, mark: Mark) -> Spelling {
    Spelling { text, key, set, mark }
}

/// The strings, and what they announce. Labels leave out their first letter, whose case varies. No two begin alike at the
/// same place.
const SPELLINGS: &[Spelling] = &[
    spelling("<<", 0, 7, Mark::Filler),
    spelling("ANSI ", 1, 2, Mark::Barcode),
    spelling("AAMVA", 0, 4, Mark::Barcode),
    spelling("^?", 0, 7, Mark::StripeEnd),
    spelling("assword", 1, 1, Mark::Label),
    spelling("ASSWORD", 1, 1, Mark::Label),
    spelling("asswd", 1, 1, Mark::Label),
    spelling("ASSWD", 1, 1, Mark::Label),
    spelling("assphrase", 1, 1, Mark::Label),
    spelling("asscode", 1, 1, Mark::Label),
    spelling("_PASS", 1, 0, Mark::Label),
    spelling("_pass", 1, 0, Mark::Label),
    spelling("asswort", 1, 1, Mark::Label),
    spelling("ontraseña", 5, 3, Mark::Label),
    spelling("pass=", 0, 0, Mark::Label),
    spelling("PASS=", 0, 0, Mark::Label),
    spelling("pass:", 0, 0, Mark::Label),
    spelling("pass\"", 0, 0, Mark::Label),
    spelling("pw=", 0, 1, Mark::Label),
    spelling("pw:", 0, 0, Mark::Label),
    spelling("pw ", 0, 1, Mark::Label),
    spelling("PW ", 0, 1, Mark::Label),
    spelling("PW:", 0, 1, Mark::Label),
    spelling("PW=", 0, 1, Mark::Label),
    spelling("pass ", 0, 0, Mark::Label),
    spelling("Pass ", 0, 0, Mark::Label),
    spelling("PASS ", 0, 0, Mark::Label),
    spelling("Pass:", 0, 0, Mark::Label),
    spelling("PASS:", 0, 0, Mark::Label),
    spelling("ennwort", 1, 2, Mark::Label),
    spelling("senha", 2, 0, Mark::Label),
    spelling("de passe", 3, 0, Mark::Label),
    spelling("DENTIFIED BY", 5, 5, Mark::Label),
    spelling("dentified by", 3, 4, Mark::Label),
    spelling("asic ", 0, 4, Mark::Basic),
    spelling("SecureString ", 8, 2, Mark::Secure),
    spelling("redential", 5, 4, Mark::Pair),
    spelling("creds", 0, 1, Mark::Pair),
    spelling("ogin", 0, 2, Mark::Pair),
    spelling("u/p", 0, 7, Mark::Pair),
    spelling("://", 0, 5, Mark::Site),
    spelling(" -u ", 1, 5, Mark::Option),
    spelling(" -p", 0, 6, Mark::Option),
    spelling("pwd", 0, 1, Mark::Label),
    spelling("Pwd", 0, 1, Mark::Label),
    spelling("PWD", 0, 1, Mark::Label),
    spelling("cvv", 0, 1, Mark::Label),
    spelling("Cvv", 0, 1, Mark::Label),
    spelling("CVV", 0, 1, Mark::Label),
    spelling("cvc", 0, 1, Mark::Label),
    spelling("CVC", 0, 1, Mark::Label),
    spelling("pin", 0, 2, Mark::Label),
    spelling("Pin", 0, 2, Mark::Label),
    spelling("PIN", 0, 2, Mark::Label),
    spelling("ast4", 0, 4, Mark::Label),
    spelling("ast 4", 0, 4, Mark::Label),
    spelling("ast_4", 2, 3, Mark::Label),
    spelling("ast four", 0, 4, Mark::Label),
    spelling("ast_four", 0, 4, Mark::Label),
    spelling("AST4", 1, 3, Mark::Label),
    spelling("AST_4", 2, 3, Mark::Label),
    spelling("ssn4", 1, 3, Mark::Label),
    spelling("nding ", 0, 2, Mark::Label),
    spelling("(at)", 0, 6, Mark::At),
    spelling("[at]", 0, 6, Mark::At),
    spelling("(AT)", 0, 6, Mark::At),
    spelling("[AT]", 0, 6, Mark::At),
    spelling("(b. ", 0, 3, Mark::Born),
    spelling("(dot)", 0, 6, Mark::Dot),
    spelling("[dot]", 0, 6, Mark::Dot),
    spelling("(DOT)", 0, 6, Mark::Dot),
    spelling(" dot ", 0, 6, Mark::Words),
    spelling(" DOT ", 0, 6, Mark::Words),
    spelling(" AT ", 0, 6, Mark::Words),
    spelling("[DOT]", 0, 6, Mark::Dot),
    spelling("nswer", 0, 2, Mark::Label),
    spelling("aiden name", 0, 4, Mark::Label),
    spelling("aiden_name", 0, 4, Mark::Label),
    spelling("aidenName", 0, 4, Mark::Label),
    spelling("XX-XX-", 1, 1, Mark::Hidden),
    spelling("xx-xx-", 1, 1, Mark::Hidden),
    spelling("**-**-", 3, 4, Mark::Hidden),
    spelling("##-##-", 2, 5, Mark::Hidden),
    spelling("three", 1, 1, Mark::Spoken),
    spelling("four", 0, 5, Mark::Spoken),
    spelling("five", 0, 4, Mark::Spoken),
    spelling("seven", 0, 3, Mark::Spoken),
    spelling("eight", 2, 0, Mark::Spoken),
    spelling("nine", 0, 2, Mark::Spoken),
    spelling("zero", 0, 5, Mark::Spoken),
    spelling("two", 0, 4, Mark::Spoken),
    spelling("six", 0, 3, Mark::Spoken),
];

impl Spelling {
    /// The bytes that it is told by: two or three.
    fn head(&self) -> &'static [u8] {
        let bytes = self.text.as_bytes();
        bytes.get(self.key..bytes.len().min(self.key + HEAD)).unwrap_or_default()
    }

    fn stands_at(&self, text: &[u8], at: usize) -> bool {
        text.get(at..).is_some_and(|rest| rest.starts_with(self.text.as_bytes()))
            // Of a run of fillers the first one is enough.
            && !(self.mark == Mark::Filler && at > 0 && text.get(at - 1) == Some(&b'<'))
    }
}

/// The end of the mark that begins at `at`.
pub(crate) fn mark_end(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let found = SPELLINGS.iter().find(|spelling| rest.starts_with(spelling.text.as_bytes()));
    let trimmed = |spelling: &Spelling| match spelling.mark {
        Mark::Label => spelling.text.trim_end_matches(['=', ':', '"', ' ']).len(),
        _ => spelling.text.trim_end_matches(['=', ':', '"']).len(),
    };
    at + found.map_or(0, trimmed)
}

/// Which bytes are the first of some string, and which the second: bits 0 and 1.
const OPENINGS: [[u128; 2]; 256] = {
    let mut openings = [[0; 2]; 256];
    let mut index = 0;
    while index < SPELLINGS.len() {
        let bytes = SPELLINGS[index].text.as_bytes();
        openings[bytes[0] as usize][0] |= 1 << index;
        openings[bytes[1] as usize][1] |= 1 << index;
        index += 1;
    }
    openings
};

/// The first of the bytes that each string is told by.
const FIRSTS: [u8; SPELLINGS.len()] = {
    let mut firsts = [0; SPELLINGS.len()];
    let mut index = 0;
    while index < SPELLINGS.len() {
        firsts[index] = SPELLINGS[index].text.as_bytes()[SPELLINGS[index].key];
        index += 1;
    }
    firsts
};

/// Calls `found` with every mark that begins in `segment` of `text`, in order.
pub(crate) fn each_mark(text: &[u8], segment: Range<usize>, found: &mut impl FnMut(usize, Mark)) {
    let pairs = text.get(segment.start..text.len().min(segment.end + 1)).unwrap_or_default().windows(2);
    for (at, pair) in (segment.start..).zip(pairs) {
        let [first, second] = [0, 1].map(|index| pair.get(index).copied().unwrap_or(0));
        let mut here = OPENINGS[usize::from(first)][0] & OPENINGS[usize::from(second)][1];
        while here != 0 {
            let spelling = &SPELLINGS[here.trailing_zeros() as usize];
            if spelling.stands_at(text, at) {
                found(at, spelling.mark);
            }
            here &= here - 1;
        }
    }
}

/// The strings, compiled.
#[derive(Debug)]
pub(super) struct MarkFinder {
    tables: [Nibbles; HEAD],
    heads: HeadBits,
}

impl Default for MarkFinder {
    fn default() -> Self {
        let mut finder = Self { tables: <[Nibbles; HEAD]>::default(), heads: HeadBits::default() };
        for spelling in SPELLINGS {
            finder.heads.insert(spelling.head());
            for (at, table) in finder.tables.iter_mut().enumerate() {
                match spelling.head().get(at) {
                    Some(&byte) => table.insert(byte, 1 << spelling.set),
                    None => (0..=u8::MAX).for_each(|byte| table.insert(byte, 1 << spelling.set)),
                }
            }
        }
        finder
    }
}

impl MarkFinder {
    /// The farthest that the bytes which tell a mark stand behind its beginning.
    const KEY_MAX: usize = 9;

    /// Calls `found` with every mark that begins in `window` of `text`; not in order. `scratch` is working memory.
    pub(super) fn find(
        &self,
        text: &[u8],
        window: Range<usize>,
        scratch: &mut Vec<u64>,
        found: &mut impl FnMut(usize, Mark),
    ) {
        let blocks = (window.len() + Self::KEY_MAX).div_ceil(BLOCK);
        scratch.resize(blocks, 0);
        let rest = text.get(window.start..).unwrap_or_default();
        dispatch(Heads { tables: &self.tables, text: rest, heads: scratch });
        for (index, &heads) in scratch.iter().enumerate() {
            for bit in positions(heads) {
                let place = window.start + index * BLOCK + bit as usize;
                if self.heads.may_begin(text.get(place..).unwrap_or_default()) {
                    Self::told_at(text, place, &window, found);
                }
            }
        }
    }

    fn told_at(text: &[u8], place: usize, window: &Range<usize>, found: &mut impl FnMut(usize, Mark)) {
        let first = text.get(place).copied().unwrap_or(0);
        for (spelling, _) in SPELLINGS.iter().zip(&FIRSTS).filter(|(_, key)| **key == first) {
            let at = place.checked_sub(spelling.key).filter(|at| window.contains(at));
            if let Some(at) = at.filter(|&at| spelling.stands_at(text, at)) {
                found(at, spelling.mark);
            }
        }
    }
}

/// Where the bytes stand that tell a string of some set, as bits.
struct Heads<'a> {
    tables: &'a [Nibbles; HEAD],
    text: &'a [u8],
    heads: &'a mut [u64],
}

impl Kernel for Heads<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        for (index, slot) in self.heads.iter_mut().enumerate() {
            *slot = heads_at(level, self.tables, self.text.get(index * BLOCK..).unwrap_or_default());
        }
    }
}

/// Where in the first block of `text` three bytes begin whose sets agree.
#[inline(always)]
pub(super) fn heads_at<L: Level>(level: L, tables: &[Nibbles; HEAD], text: &[u8]) -> u64 {
    const REACH: usize = BLOCK + HEAD - 1;
    let mut copy = [0; REACH];
    let bytes = text.first_chunk::<REACH>().unwrap_or_else(|| {
        copy.get_mut(..text.len()).into_iter().for_each(|slots| slots.copy_from_slice(text));
        &copy
    });
    let mut heads = None;
    for (at, table) in tables.iter().enumerate() {
        let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { continue };
        let sets = level.look_up(level.load(block), table);
        heads = Some(heads.map_or(sets, |before| level.both(before, sets)));
    }
    heads.map_or(0, |heads| level.non_zero(heads))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &[u8], window: Range<usize>) -> Vec<(usize, Mark)> {
        let mut marks = Vec::new();
        MarkFinder::default().find(text, window, &mut Vec::new(), &mut |at, mark| marks.push((at, mark)));
        marks.sort_unstable();
        marks
    }

    fn found_plainly(text: &[u8], window: Range<usize>) -> Vec<(usize, Mark)> {
        let mut marks = Vec::new();
        each_mark(text, window, &mut |at, mark| marks.push((at, mark)));
        marks
    }

    #[test]
    fn keys_lie_within_their_strings_and_reach() {
        for spelling in SPELLINGS {
            assert!(spelling.head().len() >= 2 && spelling.key < MarkFinder::KEY_MAX && spelling.set < 8);
        }
    }

    #[test]
    fn a_run_of_fillers_is_one_mark() {
        assert_eq!(found_plainly(b"P<UTO<<ANNA<<<<<<", 0..17), [(5, Mark::Filler), (11, Mark::Filler)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn masks_find_what_trying_every_place_finds(
            parts in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(SPELLINGS.iter().map(|spelling| spelling.text.as_bytes().to_vec()).collect::<Vec<_>>()),
                    prop::collection::vec(any::<u8>(), 0..20),
                    "[a-zA-Z<?^ _4-]{0,30}".prop_map(String::into_bytes),
                ],
                0..40,
            ),
            cut in any::<[prop::sample::Index; 2]>(),
        ) {
            let text = parts.concat();
            let [a, b] = cut.map(|index| index.index(text.len() + 1));
            let window = a.min(b)..a.max(b);
            prop_assert_eq!(found(&text, window.clone()), found_plainly(&text, window));
        }
    }
}
