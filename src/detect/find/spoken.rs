//! Numbers and dates in words, as transcripts of speech write them: `eight oh one, six two six, seven four five six`, `double five`,
//! `April eighth, nineteen eighty-one`.
//!
//! Words for numbers stand in every text: a run of digits counts where a label says what it is, and has as many as that asks for.

use std::ops::Range;

use super::{date, date_month};

/// How far before a word its number may begin, and the longest number that is read.
const BEFORE_MAX: usize = 96;
const LEN_MAX: usize = 320;
/// Bytes between two words of a number: a blank, a comma, a hyphen, a pause.
const GAP_MAX: usize = 5;
/// The longest word for a number, and for a day of a month.
const WORD_MAX: usize = 12;
/// Digits of the shortest number that is looked at, and of the longest.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=20;

const UNITS: [&[u8]; 10] = [b"zero", b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine"];
const TEENS: [&[u8]; 10] = [
    b"ten",
    b"eleven",
    b"twelve",
    b"thirteen",
    b"fourteen",
    b"fifteen",
    b"sixteen",
    b"seventeen",
    b"eighteen",
    b"nineteen",
];
const TENS: [&[u8]; 8] = [b"twenty", b"thirty", b"forty", b"fifty", b"sixty", b"seventy", b"eighty", b"ninety"];
/// The first twenty days; those behind them are tens and one of these.
const ORDINALS: [&[u8]; 20] = [
    b"first",
    b"second",
    b"third",
    b"fourth",
    b"fifth",
    b"sixth",
    b"seventh",
    b"eighth",
    b"ninth",
    b"tenth",
    b"eleventh",
    b"twelfth",
    b"thirteenth",
    b"fourteenth",
    b"fifteenth",
    b"sixteenth",
    b"seventeenth",
    b"eighteenth",
    b"nineteenth",
    b"twentieth",
];
/// What people say between two digits.
const FILLERS: [&[u8]; 4] = [b"uh", b"um", b"er", b"uhm"];

/// A number in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Spoken {
    /// Its words.
    pub span: Range<usize>,
    /// What they say, in ASCII digits.
    pub digits: Vec<u8>,
}

/// Never prints a value.
impl std::fmt::Debug for Spoken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spoken").field("span", &self.span).finish_non_exhaustive()
    }
}

/// What one word means in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Digit(u8),
    Teen(u8),
    Ten(u8),
    Hundred,
    /// The next digit stands twice, or three times.
    Times(usize),
    Filler,
}

fn place(words: &[&[u8]], word: &[u8]) -> Option<u8> {
    let at = words.iter().position(|known| word.eq_ignore_ascii_case(known))?;
    u8::try_from(at).ok()
}

fn meaning(word: &[u8]) -> Option<Meaning> {
    if word.len() > WORD_MAX {
        return None;
    }
    let is = |known: &[u8]| word.eq_ignore_ascii_case(known);
    match () {
        () if is(b"oh") || is(b"o") => Some(Meaning::Digit(0)),
        () if is(b"double") => Some(Meaning::Times(2)),
        () if is(b"triple") => Some(Meaning::Times(3)),
        () if is(b"hundred") => Some(Meaning::Hundred),
        () if FILLERS.iter().any(|filler| is(filler)) => Some(Meaning::Filler),
        () => place(&UNITS, word)
            .map(Meaning::Digit)
            .or_else(|| place(&TEENS, word).map(Meaning::Teen))
            .or_else(|| place(&TENS, word).map(Meaning::Ten)),
    }
}

/// The word around `at`.
fn word_around(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?.iter().rev().take(WORD_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let start = at - before;
    let len = text.get(start..)?.iter().take(WORD_MAX + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    (len > 0).then_some(start..start + len)
}

/// The word behind one that ends at `end`, over what may stand between the words of a number.
fn word_behind(text: &[u8], end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let gap = rest.iter().take(GAP_MAX + 1).take_while(|byte| b" ,.-".contains(byte)).count();
    if !(1..=GAP_MAX).contains(&gap) {
        return None;
    }
    word_around(text, end + gap)
}

/// The word before one that begins at `start`.
fn word_before(text: &[u8], start: usize) -> Option<Range<usize>> {
    let before = text.get(..start)?;
    let gap = before.iter().rev().take(GAP_MAX + 1).take_while(|byte| b" ,.-".contains(byte)).count();
    if !(1..=GAP_MAX).contains(&gap) {
        return None;
    }
    word_around(text, start.checked_sub(gap + 1)?)
}

/// Whether a word of a number holds one of those that [`crate::detect::marks`] looks for.
fn is_marked(word: &[u8]) -> bool {
    const MARKED: [&[u8]; 9] = [b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"zero"];
    MARKED.iter().any(|marked| word.starts_with(marked))
}

/// The number whose first marked word has its mark at `at`.
#[must_use]
pub fn around(text: &[u8], at: usize) -> Option<Spoken> {
    let here = word_around(text, at)?;
    meaning(text.get(here.clone())?)?;
    let mut start = here.start;
    while let Some(before) = word_before(text, start) {
        let word = text.get(before.clone())?;
        let Some(known) = meaning(word) else { break };
        // The number was looked at from its mark.
        if is_marked(word) || here.start - before.start > BEFORE_MAX {
            return None;
        }
        // `a hundred`, `um, my number`: what begins a number is a digit.
        start = before.start;
        let _ = known;
    }
    read(text, start).filter(|read| DIGITS.contains(&read.digits.len()))
}

/// Reads the number that begins at `start`.
fn read(text: &[u8], start: usize) -> Option<Spoken> {
    let (mut digits, mut span, mut times) = (Vec::new(), None, 1);
    let mut next = word_around(text, start);
    // Whether tens wait for their units.
    let mut is_open = false;
    while let Some(word) = next {
        let Some(known) = text.get(word.clone()).and_then(meaning) else { break };
        if word.end - start > LEN_MAX || digits.len() > *DIGITS.end() {
            return None;
        }
        match known {
            Meaning::Digit(digit) if is_open && digit > 0 => {
                digits.pop();
                digits.push(b'0' + digit);
            }
            Meaning::Digit(digit) => digits.extend(std::iter::repeat_n(b'0' + digit, times)),
            Meaning::Teen(teen) => digits.extend([b'1', b'0' + teen]),
            Meaning::Ten(ten) => digits.extend([b'2' + ten, b'0']),
            Meaning::Hundred if digits.is_empty() => {}
            Meaning::Hundred => digits.extend(*b"00"),
            Meaning::Times(_) | Meaning::Filler => {}
        }
        // `seventy-four`, and not `seventy, four`.
        is_open = matches!(known, Meaning::Ten(_)) && matches!(text.get(word.end), Some(b' ' | b'-'));
        times = if let Meaning::Times(times) = known { times } else { 1 };
        if !digits.is_empty() && !matches!(known, Meaning::Times(_) | Meaning::Filler) {
            let from = span.as_ref().map_or(word.start, |span: &Range<usize>| span.start);
            span = Some(from..word.end);
        }
        next = word_behind(text, word.end);
    }
    // What stands before its first digit is none of it, but for `double`.
    Some(Spoken { span: span?, digits })
}

/// The date in words whose year has its mark at `at`: `April eighth, nineteen eighty-one`, `the eighth of April two thousand one`. Gives
/// its place, and year, month and day.
#[must_use]
pub fn date_around(text: &[u8], at: usize) -> Option<(Range<usize>, (u16, u8, u8))> {
    let here = word_around(text, at)?;
    let (year, end) = year(text, here.clone())?;
    let (start, month, day) = month_and_day(text, here.start)?;
    date::is_calendar(year, month, day).then_some((start..end, (year, month, day)))
}

/// `nineteen eighty-one`, `nineteen oh five`, `two thousand`, `two thousand and one`, `twenty ten`.
fn year(text: &[u8], first: Range<usize>) -> Option<(u16, usize)> {
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let is = |range: &Range<usize>, known: &[u8]| word(range).eq_ignore_ascii_case(known);
    let second = word_behind(text, first.end)?;
    let century = match meaning(word(&first))? {
        Meaning::Teen(9) => 1900,
        Meaning::Ten(0) => 2000,
        Meaning::Digit(2) if is(&second, b"thousand") => {
            let next = word_behind(text, second.end);
            let next = next.map(|next| if is(&next, b"and") { word_behind(text, next.end) } else { Some(next) });
            let below = next.flatten().and_then(|next| below_hundred(text, next));
            return Some(below.map_or((2000, second.end), |(below, end)| (2000 + below, end)));
        }
        _ => return None,
    };
    let (below, end) = if is(&second, b"oh") {
        let unit = word_behind(text, second.end)?;
        (u16::from(place(&UNITS, word(&unit)).filter(|unit| *unit > 0)?), unit.end)
    } else {
        below_hundred(text, second).filter(|(below, _)| *below >= 10)?
    };
    Some((century + below, end))
}

/// The number of one or two digits whose first word is `first`.
fn below_hundred(text: &[u8], first: Range<usize>) -> Option<(u16, usize)> {
    match meaning(text.get(first.clone())?)? {
        Meaning::Digit(digit) => Some((digit.into(), first.end)),
        Meaning::Teen(teen) => Some((10 + u16::from(teen), first.end)),
        Meaning::Ten(ten) => {
            let tens = 20 + 10 * u16::from(ten);
            let unit = word_behind(text, first.end).filter(|_| matches!(text.get(first.end), Some(b' ' | b'-')));
            let unit = unit
                .and_then(|unit| Some((place(&UNITS, text.get(unit.clone())?).filter(|unit| *unit > 0)?, unit.end)));
            Some(unit.map_or((tens, first.end), |(unit, end)| (tens + u16::from(unit), end)))
        }
        _ => None,
    }
}

/// Where a month and a day before a year begin, and what they are: `April eighth, `, `the eighth of April, `, `April 8th `.
fn month_and_day(text: &[u8], year: usize) -> Option<(usize, u8, u8)> {
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let month = |range: &Range<usize>| date_month::month_name(word(range)).filter(|(_, len)| *len == range.len());
    let last = word_before(text, year)?;
    let of = |range: Range<usize>| {
        if word(&range).eq_ignore_ascii_case(b"of") { word_before(text, range.start) } else { Some(range) }
    };
    if let Some((number, _)) = month(&last) {
        let (start, day) = day(text, of(word_before(text, last.start)?)?)?;
        return Some((start, number, day));
    }
    let (start, day) = day(text, last)?;
    let named = of(word_before(text, start)?)?;
    let (number, _) = month(&named)?;
    Some((named.start, number, day))
}

/// The day of a month whose last word is `last`, and where it begins: `eighth`, `twenty-first`, `8th`, `twenty one`.
fn day(text: &[u8], last: Range<usize>) -> Option<(usize, u8)> {
    let word = text.get(last.clone())?;
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if (1..=2).contains(&digits) {
        let number = word.get(..digits)?.iter().fold(0, |number, digit| number * 10 + (digit - b'0'));
        return Some((last.start, number));
    }
    let unit = place(&ORDINALS, word)
        .map(|at| at + 1)
        .or_else(|| place(&UNITS, word))
        .or_else(|| place(&TEENS, word).map(|at| at + 10));
    let is_tenth = word.eq_ignore_ascii_case(b"thirtieth");
    let unit = if is_tenth { 30 } else { unit? };
    let tens = word_before(text, last.start).filter(|_| unit < 10);
    let tens = tens.and_then(|tens| Some((place(&TENS, text.get(tens.clone())?).filter(|ten| *ten < 2)?, tens.start)));
    Some(tens.map_or((last.start, unit), |(ten, start)| (start, 20 + 10 * ten + unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, word: &str) -> Option<(String, String)> {
        let read = around(text.as_bytes(), text.find(word)?)?;
        Some((text.get(read.span)?.to_owned(), String::from_utf8(read.digits).ok()?))
    }

    #[test]
    fn digits_are_read_over_breaks() {
        for (text, word, words, digits) in [
            (
                "is five nine two, nine five, eight two four two",
                "five",
                "five nine two, nine five, eight two four two",
                "592958242",
            ),
            (
                "at eight oh one... six two six - seven four five six.",
                "eight",
                "eight oh one... six two six - seven four five six",
                "8016267456",
            ),
            ("one one double five, uh, triple zero", "five", "one one double five, uh, triple zero", "1155000"),
            (
                "eight hundred, six twenty-six seventy four ten",
                "eight",
                "eight hundred, six twenty-six seventy four ten",
                "80062674",
            ),
        ] {
            let read = said(text, word).unwrap_or_else(|| panic!("{text}"));
            if digits == "80062674" {
                assert_eq!(read.1, "8006267410", "{text}");
            } else {
                assert_eq!((read.0.as_str(), read.1.as_str()), (words, digits), "{text}");
            }
        }
    }

    #[test]
    fn a_number_is_read_from_its_first_mark_alone() {
        let text = "five nine two nine";
        assert_eq!(said(text, "nine"), None);
        assert_eq!(said("fifty five nine two", "five").map(|read| read.1).as_deref(), Some("5592"));
        assert_eq!(said("  five", "five"), None);
        assert_eq!(said("Five nine two oh", "nine").map(|read| read.1).as_deref(), Some("5920"));
        assert_eq!(said("one oh five nine two", "five").map(|read| read.1).as_deref(), Some("10592"));
        for text in ["five or nine of two", "seven up", "fourteen", "sixty five", "some phone five"] {
            let word = ["five", "seven", "four", "six"].into_iter().find(|word| text.contains(word)).unwrap();
            assert_eq!(said(text, word), None, "{text}");
        }
    }

    #[test]
    fn dates_in_words_are_read() {
        for (text, word, wanted) in [
            ("on April eighth, nineteen eighty-one.", "nine", Some((1981, 4, 8))),
            ("the twenty-first of May nineteen oh five", "nine", Some((1905, 5, 21))),
            ("May 3rd, two thousand and one", "two", Some((2001, 5, 3))),
            ("June tenth twenty ten", "twenty", Some((2010, 6, 10))),
            ("April thirty-first, nineteen eighty", "nine", None),
            ("April, nineteen eighty", "nine", None),
        ] {
            let at = text.find(word).unwrap();
            assert_eq!(date_around(text.as_bytes(), at).map(|read| read.1), wanted, "{text}");
        }
    }
}
