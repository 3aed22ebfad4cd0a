//! Words of names and texts: where they begin and end, and the hash that makes spellings of one word equal.

use std::ops::Range;

use super::LEN_MAX;
use crate::masks::few_bytes;

/// A token of a name or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    pub(super) hash: u64,
    /// For the first of several tokens that are written without a gap: the hash of them all, and how many they are.
    pub(super) run_hash: u64,
    pub(super) run_len: u32,
    /// Whether a sign stands before it that hardly a phrase goes on over.
    pub(super) is_apart: bool,
    /// Whether it opens a sentence, which no phrase goes on over.
    pub(super) opens_sentence: bool,
}

/// Cuts the name of a column into tokens. Its signs are those of a path, or of a heading: they part no phrases.
pub(crate) fn tokenize_name(name: &[u8], out: &mut Vec<Token>) {
    tokenize(name, out);
    out.iter_mut().for_each(|token| (token.is_apart, token.opens_sentence) = (false, false));
}

/// Cuts `text` into tokens. Bytes of characters outside ASCII are letters.
pub(crate) fn tokenize(text: &[u8], out: &mut Vec<Token>) {
    tokenize_some(text, usize::MAX, out);
}

/// The same for so many words, each of them written without a gap.
pub(super) fn tokenize_some(text: &[u8], mut words: usize, out: &mut Vec<Token>) {
    out.clear();
    let mut at = 0;
    let mut run_start: Option<usize> = None;
    let mut gap = Gap::default();
    while let Some(&byte) = text.get(at) {
        let end = match sort(byte) {
            Sort::Gap => {
                gap.is_apart |= parts_phrases(byte);
                gap.ends_sentence |= byte == b'.' && ends_sentence(text, at);
                words = words.saturating_sub(usize::from(run_start.is_some()));
                close_run(text, &mut run_start, out);
                if words == 0 {
                    return;
                }
                at += 1;
                continue;
            }
            Sort::Sign => {
                words = words.saturating_sub(1 + usize::from(run_start.is_some()));
                close_run(text, &mut run_start, out);
                push_token(text, at..at + 1, std::mem::take(&mut gap), out);
                at += 1;
                continue;
            }
            Sort::Digit => run_end(text, at, Sort::Digit),
            Sort::Lower => run_end(text, at, Sort::Lower),
            Sort::Upper => hump_end(text, at),
        };
        run_start.get_or_insert(out.len());
        push_token(text, at..end, std::mem::take(&mut gap), out);
        at = end;
    }
    close_run(text, &mut run_start, out);
}

/// Puts words, whose bounds masks gave, together to the tokens that [`tokenize`] cuts.
pub(super) struct Cutter<'a> {
    text: &'a [u8],
    out: &'a mut Vec<Token>,
    /// Where the last word ended, and where the words end that are written with it without a gap.
    end: usize,
    run_end: usize,
    /// The first of those.
    run: usize,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a [u8], out: &'a mut Vec<Token>) -> Self {
        out.clear();
        Self { text, out, end: 0, run_end: 0, run: 0 }
    }

    /// The next word begins at `start`, and ends so many bytes behind it, as [`super::WordBounds::words`] says.
    #[inline(always)]
    pub(super) fn word(&mut self, start: usize, [mut len, mut joined]: [usize; 2]) {
        let text = self.text;
        let goes_on = start < self.run_end;
        if len >= LEN_MAX || joined >= LEN_MAX && !goes_on {
            [len, joined] = first_ends(text.get(start..).unwrap_or_default());
        }
        let mut gap = Gap::default();
        let signs = text.get(self.end..start).unwrap_or_default();
        // Mostly a blank.
        if signs != b" " {
            for (at, &byte) in signs.iter().enumerate() {
                gap.is_apart |= parts_phrases(byte);
                gap.ends_sentence |= byte == b'.' && ends_sentence(text, self.end + at);
            }
        }
        self.end = start + len;
        if goes_on {
            push_token(text, start..self.end, gap, self.out);
            if let Some(first) = self.out.get_mut(self.run) {
                first.run_len += 1;
            }
            return;
        }
        (self.run, self.run_end) = (self.out.len(), start + joined);
        push_token(text, start..self.end, gap, self.out);
        if joined > len
            && let Some(first) = self.out.last_mut()
        {
            first.run_hash = fold_hash(text.get(start..self.run_end).unwrap_or_default());
        }
    }
}

/// Where the first word of `text` ends, and the last of those that are written with it without a gap; zeros where it
/// begins with none.
pub(super) fn first_ends(text: &[u8]) -> [usize; 2] {
    let first = match text.first().map(|&byte| sort(byte)) {
        None | Some(Sort::Gap) => 0,
        Some(Sort::Sign) => 1,
        Some(Sort::Upper) => hump_end(text, 0),
        Some(sort) => run_end(text, 0, sort),
    };
    let rest = text.get(first..).unwrap_or_default();
    let more = match text.first() {
        None | Some(b'#') => 0,
        _ => rest.iter().position(|&byte| matches!(sort(byte), Sort::Gap | Sort::Sign)).unwrap_or(rest.len()),
    };
    [first, first + more]
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Lower,
    Upper,
    Digit,
    Gap,
    Sign,
}

const SORTS: [Sort; 256] = {
    let mut sorts = [Sort::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        sorts[byte] = match byte {
            0x61..=0x7A | 0x80.. => Sort::Lower,
            0x41..=0x5A => Sort::Upper,
            0x30..=0x39 => Sort::Digit,
            0x23 => Sort::Sign,
            _ => Sort::Gap,
        };
        byte += 1;
    }
    sorts
};

#[inline(always)]
pub(super) fn sort(byte: u8) -> Sort {
    SORTS[usize::from(byte)]
}

/// What the signs between two words say.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    is_apart: bool,
    ends_sentence: bool,
}

/// Whether a full stop ends a sentence: a word that is no abbreviation stands before it, and a capital behind it: `the team. Name `.
fn ends_sentence(text: &[u8], at: usize) -> bool {
    /// Words of so many letters may be abbreviations: `Soc. Sec. No.`.
    const SHORT: usize = 3;
    const ABBREVIATIONS: [&[u8]; 16] = [
        b"acct", b"addr", b"appt", b"cust", b"dept", b"driv", b"empl", b"govt", b"iden", b"natl", b"pass", b"pers",
        b"regn", b"secur", b"tele", b"tfno",
    ];
    let is_before_capital = matches!(text.get(at + 1..at + 3), Some([b' ', first]) if first.is_ascii_uppercase());
    if !is_before_capital {
        return false;
    }
    let before = text.get(..at).unwrap_or_default();
    let len = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = before.get(at - len..).unwrap_or_default();
    len > SHORT && !ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn run_end(text: &[u8], at: usize, wanted: Sort) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| sort(byte) != wanted).unwrap_or(rest.len())
}

/// The end of a token that begins with a capital: `Phone`, `SSN`, and `SSN` of `SSNumber` cut before `Number`'s capital.
fn hump_end(text: &[u8], at: usize) -> usize {
    let capitals = run_end(text, at, Sort::Upper);
    let lower = run_end(text, capitals, Sort::Lower);
    match capitals - at {
        _ if lower == capitals => capitals,
        1 => lower,
        _ => capitals - 1,
    }
}

/// Whether hardly a phrase goes on over a sign: `user={name=...`, `(tax, id)`.
#[inline]
fn parts_phrases(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b':' | b'=' | b'{' | b'}' | b'[' | b']' | b'(' | b')' | b'<' | b'>' | b'"' | b'|')
}

#[inline]
fn push_token(text: &[u8], span: Range<usize>, gap: Gap, out: &mut Vec<Token>) {
    let (Ok(start), Ok(end)) = (u32::try_from(span.start), u32::try_from(span.end)) else { return };
    let hash = fold_hash_at(text, span);
    let Gap { is_apart, ends_sentence: opens_sentence } = gap;
    out.push(Token { start, end, hash, run_hash: hash, run_len: 1, is_apart, opens_sentence });
}

/// Gives the first token of a run the hash of the whole run.
#[inline]
fn close_run(text: &[u8], run_start: &mut Option<usize>, out: &mut [Token]) {
    let Some(first) = run_start.take() else { return };
    let run_len = out.len() - first;
    let end = out.last().map_or(0, |last| last.end as usize);
    let Some(token) = out.get_mut(first) else { return };
    if run_len > 1 {
        token.run_hash = fold_hash(text.get(token.start as usize..end).unwrap_or_default());
        token.run_len = u32::try_from(run_len).unwrap_or(1);
    }
}

/// What hashes begin with.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hashes a word without case and plural `s`.
///
/// Words are short and every number in a text asks for the words around it: eight bytes at a time, one multiplication each.
/// What someone could gain by making two words collide is a wrong label, which a rightly spelled one gives as well.
#[inline]
pub(crate) fn fold_hash(word: &[u8]) -> u64 {
    let folded = singular(word);
    let (chunks, rest) = folded.as_chunks::<8>();
    let mut hash = SEED;
    for chunk in chunks {
        hash = mix(hash, u64::from_le_bytes(*chunk));
    }
    mix(hash, few_bytes(rest)) ^ rest.len() as u64
}

/// The same of a word within a text: what stands behind a short one is masked away, whatever its length.
#[inline]
fn fold_hash_at(text: &[u8], span: Range<usize>) -> u64 {
    let rest = text.get(span.start..).unwrap_or_default();
    let (len, ahead) = (span.end - span.start, rest.first_chunk::<8>());
    match ahead {
        Some(eight) if (1..8).contains(&len) => {
            let word = u64::from_le_bytes(*eight);
            let byte = |at: usize| word >> (8 * at) & 0xFF;
            let is_s = |at: usize| byte(at) | 0x20 == u64::from(b's');
            // Without its plural `s`.
            let len = len - usize::from(len >= 4 && is_s(len - 1) && !is_s(len - 2));
            mix(SEED, word & !(u64::MAX << (8 * len))) ^ len as u64
        }
        _ => fold_hash(rest.get(..len).unwrap_or_default()),
    }
}

/// A word without its plural `s`.
pub(super) fn singular(word: &[u8]) -> &[u8] {
    match word {
        [stem @ .., before, b's' | b'S'] if stem.len() >= 2 && !before.eq_ignore_ascii_case(&b's') => {
            word.get(..word.len() - 1).unwrap_or(word)
        }
        _ => word,
    }
}

/// Mixes eight bytes into a hash. Setting the bit of small letters makes `A` and `a` one; that it makes some digits
/// and signs one with others does no harm, since tokens hold either letters or digits.
fn mix(hash: u64, bytes: u64) -> u64 {
    let folded = bytes | 0x2020_2020_2020_2020;
    let product = u128::from(hash ^ folded) * 0xA076_1D64_78BD_642F;
    let (low, high) = (product & u128::from(u64::MAX), product >> 64);
    u64::try_from(low ^ high).unwrap_or(0)
}
