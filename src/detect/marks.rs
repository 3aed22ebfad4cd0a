//! Marks: short strings that things without a digit to begin at are found by.
//!
//! A line of text is worked through from its digits. Passwords have none, machine-readable zones and stripes may begin far
//! before theirs: these are announced by a mark. [`each_mark`] is the plain way to find marks, which tries every place;
//! [`MarkFinder`] finds the same in the masks of a window: three bytes of each mark, those that are rarest in text, are looked
//! up together for 64 places at once.

use std::ops::Range;

use super::find::far_east;
use super::heads::HEAD;
use crate::masks::{BLOCK, Kernel, Level, Nibbles, dispatch, few_bytes, positions};

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
    /// A command that makes a secret of a password, or a call that hands one on: `ConvertTo-SecureString`, `mysqli`.
    Secure,
    /// A word for a name and a password that follow it: `login: admin / ...`.
    Pair,
    /// The name of a field of an address, whose value may be written as browsers send forms.
    Form,
    /// The tag of a field of a message between banks that an account stands in.
    Message,
    /// What stands behind the address of a client in the log of a web server.
    Access,
    /// A word for a digit.
    Spoken,
    /// A word between others that may stand for a sign of an address.
    Words,
    /// The label of a person that a name in small letters may follow.
    Small,
    /// A label in Chinese, Japanese or Korean, which is no string of these: [`far_east::Label::at`] finds it.
    East(far_east::Label),
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
/// same place. The bytes that each is told by and the sets were searched for over source code, prose, changelogs and logs, so that
/// few other places pass: one byte in a set brings in all whose halves it shares with others of the set.
const SPELLINGS: &[Spelling] = &[
    spelling("<<", 0, 7, Mark::Filler),
    spelling("ANSI ", 0, 1, Mark::Barcode),
    spelling("AAMVA", 0, 1, Mark::Barcode),
    spelling("^?", 0, 7, Mark::StripeEnd),
    spelling("assword", 0, 1, Mark::Label),
    spelling("ASSWORD", 0, 1, Mark::Label),
    spelling("asswd", 0, 1, Mark::Label),
    spelling("ASSWD", 2, 1, Mark::Label),
    spelling("assphrase", 0, 1, Mark::Label),
    spelling("asscode", 1, 1, Mark::Label),
    spelling("_PASS", 2, 1, Mark::Label),
    spelling("_pass", 2, 1, Mark::Label),
    spelling("asswort", 0, 1, Mark::Label),
    spelling("ontraseña", 6, 0, Mark::Label),
    spelling("pass=", 1, 1, Mark::Label),
    spelling("PASS=", 1, 1, Mark::Label),
    spelling("pass:", 1, 1, Mark::Label),
    spelling("pass\"", 1, 1, Mark::Label),
    spelling("pw=", 0, 3, Mark::Label),
    spelling("pw:", 0, 3, Mark::Label),
    spelling("pw ", 0, 1, Mark::Label),
    spelling("PW ", 0, 1, Mark::Label),
    spelling("PW:", 0, 3, Mark::Label),
    spelling("PW=", 0, 3, Mark::Label),
    spelling("pass ", 1, 1, Mark::Label),
    spelling("Pass ", 1, 1, Mark::Label),
    spelling("PASS ", 1, 1, Mark::Label),
    spelling("Pass:", 1, 1, Mark::Label),
    spelling("PASS:", 1, 1, Mark::Label),
    spelling("pword", 0, 4, Mark::Label),
    spelling("equirepass ", 7, 1, Mark::Label),
    spelling("ennwort", 2, 7, Mark::Label),
    spelling("senha", 2, 0, Mark::Label),
    spelling("de passe", 4, 1, Mark::Label),
    spelling("DENTIFIED BY", 3, 0, Mark::Label),
    spelling("dentified by", 3, 0, Mark::Label),
    spelling("asic ", 0, 1, Mark::Basic),
    spelling("SecureString ", 1, 2, Mark::Secure),
    spelling("mysqli", 2, 1, Mark::Secure),
    spelling("etworkCredential", 1, 4, Mark::Secure),
    spelling("rManager.getConnection", 3, 6, Mark::Secure),
    spelling("PDO(", 1, 4, Mark::Secure),
    spelling("uth=(", 2, 7, Mark::Secure),
    spelling("chpasswd", 3, 1, Mark::Secure),
    spelling(":50", 0, 2, Mark::Message),
    spelling(":59", 0, 2, Mark::Message),
    spelling(":25:", 0, 6, Mark::Message),
    spelling("redential", 5, 0, Mark::Pair),
    spelling("creds", 0, 6, Mark::Pair),
    spelling("ogin", 0, 4, Mark::Pair),
    spelling("u/p", 0, 2, Mark::Pair),
    spelling("://", 0, 4, Mark::Site),
    spelling(" -u ", 0, 2, Mark::Option),
    spelling(" -p", 0, 2, Mark::Option),
    spelling(" --user ", 4, 5, Mark::Option),
    spelling("/user:", 2, 5, Mark::Option),
    spelling("pwd", 0, 1, Mark::Label),
    spelling("Pwd", 0, 1, Mark::Label),
    spelling("PWD", 0, 1, Mark::Label),
    spelling("cvv", 0, 1, Mark::Label),
    spelling("Cvv", 0, 1, Mark::Label),
    spelling("CVV", 0, 1, Mark::Label),
    spelling("cvc", 0, 1, Mark::Label),
    spelling("CVC", 0, 1, Mark::Label),
    spelling("pin", 0, 0, Mark::Label),
    spelling("Pin", 0, 0, Mark::Label),
    spelling("PIN", 0, 0, Mark::Label),
    spelling("ast4", 0, 1, Mark::Label),
    spelling("ast 4", 0, 1, Mark::Label),
    spelling("ast_4", 0, 1, Mark::Label),
    spelling("ast four", 0, 1, Mark::Label),
    spelling("ast_four", 4, 2, Mark::Label),
    spelling("name:", 2, 3, Mark::Small),
    spelling("Name:", 2, 3, Mark::Small),
    spelling("atient:", 4, 3, Mark::Small),
    spelling("mployee:", 5, 3, Mark::Small),
    spelling("ustomer:", 2, 4, Mark::Small),
    spelling("lient:", 3, 3, Mark::Small),
    spelling("nsured:", 4, 3, Mark::Small),
    spelling("AST4", 0, 1, Mark::Label),
    spelling("AST_4", 0, 1, Mark::Label),
    spelling("AST 4", 0, 1, Mark::Label),
    spelling("ssn4", 0, 1, Mark::Label),
    spelling("nding ", 1, 0, Mark::Label),
    spelling("sn ends", 1, 6, Mark::Label),
    spelling("SN ends", 1, 6, Mark::Label),
    spelling("cial ends", 3, 6, Mark::Label),
    spelling("ddress=", 1, 7, Mark::Form),
    spelling("ddress1=", 1, 7, Mark::Form),
    spelling("ddr=", 1, 7, Mark::Form),
    spelling("ddr1=", 1, 7, Mark::Form),
    spelling("treet=", 3, 3, Mark::Form),
    spelling("(at)", 1, 3, Mark::At),
    spelling("[at]", 1, 3, Mark::At),
    spelling("(AT)", 1, 3, Mark::At),
    spelling("[AT]", 1, 3, Mark::At),
    spelling("(b. ", 0, 5, Mark::Born),
    spelling(" - - [", 1, 5, Mark::Access),
    spelling("(dot)", 1, 4, Mark::Dot),
    spelling("[dot]", 1, 4, Mark::Dot),
    spelling("(DOT)", 1, 4, Mark::Dot),
    spelling(" dot ", 1, 4, Mark::Words),
    spelling(" DOT ", 1, 4, Mark::Words),
    spelling(" AT ", 0, 3, Mark::Words),
    spelling("[DOT]", 1, 4, Mark::Dot),
    spelling("nswer", 2, 5, Mark::Label),
    spelling("aiden name", 0, 0, Mark::Label),
    spelling("aiden_name", 0, 0, Mark::Label),
    spelling("aidenName", 0, 0, Mark::Label),
    spelling("XX-XX-", 3, 1, Mark::Hidden),
    spelling("xx-xx-", 3, 1, Mark::Hidden),
    spelling("**-**-", 0, 5, Mark::Hidden),
    spelling("##-##-", 0, 5, Mark::Hidden),
    spelling("three", 1, 7, Mark::Spoken),
    spelling("four", 0, 2, Mark::Spoken),
    spelling("five", 0, 2, Mark::Spoken),
    spelling("seven", 0, 5, Mark::Spoken),
    spelling("eight", 0, 0, Mark::Spoken),
    spelling("nine", 0, 0, Mark::Spoken),
    spelling("zero", 0, 5, Mark::Spoken),
    spelling("two", 0, 4, Mark::Spoken),
    spelling("six", 0, 5, Mark::Spoken),
];

impl Spelling {
    /// The bytes that it is told by: two or three.
    fn head(&self) -> &'static [u8] {
        let bytes = self.text.as_bytes();
        bytes.get(self.key..bytes.len().min(self.key + HEAD)).unwrap_or_default()
    }

    /// Its bytes, without the signs that end some.
    fn len(&self) -> usize {
        match self.mark {
            Mark::Label => self.text.trim_end_matches(['=', ':', '"', ' ']).len(),
            Mark::Form => self.text.len(),
            _ => self.text.trim_end_matches(['=', ':', '"']).len(),
        }
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
    at + found.map_or(0, Spelling::len)
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

/// Which strings have each byte as the first of those that they are told by, as the second, and as the third. Where a string is told by
/// two, any byte is its third.
const KEYS: [[u128; 256]; HEAD] = {
    let mut keys = [[0; 256]; HEAD];
    let mut index = 0;
    while index < SPELLINGS.len() {
        let bytes = SPELLINGS[index].text.as_bytes();
        let mut at = 0;
        while at < HEAD {
            let place = SPELLINGS[index].key + at;
            if place < bytes.len() {
                keys[at][bytes[place] as usize] |= 1 << index;
            } else {
                let mut byte = 0;
                while byte < 256 {
                    keys[at][byte] |= 1 << index;
                    byte += 1;
                }
            }
            at += 1;
        }
        index += 1;
    }
    keys
};

/// The first eight bytes of each string as a number, and which of its bits count where a string is shorter.
const HEADS: [[u64; 2]; SPELLINGS.len()] = {
    let mut heads = [[0; 2]; SPELLINGS.len()];
    let mut index = 0;
    while index < SPELLINGS.len() {
        let bytes = SPELLINGS[index].text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && at < 8 {
            heads[index][0] |= (bytes[at] as u64) << (8 * at);
            heads[index][1] |= 0xFF << (8 * at);
            at += 1;
        }
        index += 1;
    }
    heads
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
}

impl Default for MarkFinder {
    fn default() -> Self {
        let mut finder = Self { tables: <[Nibbles; HEAD]>::default() };
        for spelling in SPELLINGS {
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

    /// Calls `found` with every mark that begins in `window` of `text`, where it begins and ends; not in order.
    pub(super) fn find(&self, text: &[u8], window: Range<usize>, found: &mut impl FnMut(Range<usize>, Mark)) {
        dispatch(Find { tables: &self.tables, text, window, found });
    }

    /// Calls `found` with those of the strings in `told` that stand where their bytes at `place` say.
    #[inline(never)]
    fn stand(
        mut told: u128,
        text: &[u8],
        place: usize,
        window: &Range<usize>,
        found: &mut impl FnMut(Range<usize>, Mark),
    ) {
        while told != 0 {
            let index = told.trailing_zeros() as usize;
            let (spelling, [head, mask]) = (&SPELLINGS[index], HEADS[index]);
            let at = place.checked_sub(spelling.key).filter(|at| window.contains(at));
            let may_stand = |at: usize| few_bytes(text.get(at..).unwrap_or_default()) & mask == head;
            if let Some(at) = at.filter(|&at| may_stand(at) && spelling.stands_at(text, at)) {
                found(at..at + spelling.len(), spelling.mark);
            }
            told &= told - 1;
        }
    }
}

/// The strings that are told by the bytes at `place`.
#[inline(always)]
fn told_at(text: &[u8], place: usize) -> u128 {
    let [first, second, third] = match text.get(place..).and_then(<[u8]>::first_chunk) {
        Some(&bytes) => bytes,
        // No string has a nought.
        None => [0, 1, 2].map(|at| text.get(place + at).copied().unwrap_or(0)),
    };
    KEYS[0][usize::from(first)] & KEYS[1][usize::from(second)] & KEYS[2][usize::from(third)]
}

/// Finds the marks that begin in a window.
struct Find<'a, F> {
    tables: &'a [Nibbles; HEAD],
    text: &'a [u8],
    window: Range<usize>,
    found: &'a mut F,
}

impl<F: FnMut(Range<usize>, Mark)> Kernel for Find<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let Self { tables, text, window, found } = self;
        let blocks = (window.len() + MarkFinder::KEY_MAX).div_ceil(BLOCK);
        for start in (window.start..).step_by(BLOCK).take(blocks) {
            let heads = heads_at(level, tables, text.get(start..).unwrap_or_default());
            for bit in positions(heads) {
                // Of what passes nearly all is told by no string after all.
                let place = start + bit as usize;
                let told = told_at(text, place);
                if told != 0 {
                    MarkFinder::stand(told, text, place, &window, found);
                }
            }
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
        MarkFinder::default().find(text, window, &mut |at, mark| {
            assert_eq!(at.end, mark_end(text, at.start));
            marks.push((at.start, mark));
        });
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
    fn few_places_of_prose_and_code_are_in_some_set() {
        /// Of a thousand. A string more may take another search for sets.
        const TOLD_MAX: usize = 25;
        let MarkFinder { tables } = MarkFinder::default();
        let is_told = |head: &[u8]| {
            let sets = tables.iter().zip(head).map(|(table, &byte)| table.get(byte));
            sets.fold(u8::MAX, |all, sets| all & sets) != 0
        };
        for text in
            [include_str!("../../LICENSE-APACHE"), include_str!("../../CONTRIBUTING.md"), include_str!("heads.rs")]
        {
            let told = text.as_bytes().windows(HEAD).filter(|head| is_told(head)).count();
            assert!(told * 1000 < TOLD_MAX * text.len(), "{told} of {}", text.len());
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
