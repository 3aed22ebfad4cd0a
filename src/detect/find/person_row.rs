//! Rows that the name of a person begins, in text: `Ann Moore, 536904399, 05/19/1973, 12 Oak St, Salem`. Nothing in nine digits tells
//! that they are a social security number, and nothing in a date that it is one of birth; between a name and an address they
//! are.

use std::ops::Range;

use super::date::{self, DateFound};

/// Fields that are read behind the name.
const FIELDS_MAX: usize = 6;
/// The longest name of a month and the space behind it.
const MONTH_MAX: usize = 12;
/// Signs between two fields.
const GAP_MAX: usize = 4;
/// Years that somebody who has a number of his own may be born in, and records are seldom dated with; and those before which nobody dates notes by their author.
const BIRTH_YEARS: std::ops::RangeInclusive<u16> = 1920..=1998;
const YEAR_OF_NOTES: u16 = 1985;

/// The sign of a birth: `Ann Moore b. 4/17/1949`.
const BORN: &[u8] = b" b. ";

/// What was read.
#[derive(Debug, Default)]
pub struct Row {
    /// Nine digits that are not known as something.
    pub number: Option<Range<usize>>,
    /// Whether nine digits are there that may be a social security number, or are known as one.
    pub has_number: bool,
    /// Whether an address is there.
    pub has_address: bool,
    /// Ten digits alone in a field.
    pub phone: Option<Range<usize>>,
    /// The first date.
    pub day: Option<DateFound>,
    /// Whether the date alone stands in parentheses right behind the name, and is too old for that of a note.
    pub is_day_in_parentheses: bool,
    /// Whether the sign of a birth stands before the date.
    pub is_born: bool,
}

/// What is known to begin at a place: where it ends, whether it is a social security number, and whether it is an address.
pub type Known<'a> = &'a dyn Fn(usize) -> Option<(usize, bool, bool)>;

/// The row whose name ends at `end`.
#[must_use]
pub fn behind(text: &[u8], end: usize, known: Known<'_>) -> Row {
    let mut row = Row::default();
    let mut at = end;
    for field in 0..FIELDS_MAX {
        if field == 0
            && let Some(day) =
                text.get(at..).filter(|rest| rest.starts_with(BORN)).and_then(|_| birth(text, at + BORN.len()))
        {
            return Row { day: Some(day), is_born: true, ..row };
        }
        let Some(start) = gap(text, at) else { break };
        if let Some((end, is_number, is_address)) = known(start) {
            row.has_number |= is_number;
            row.has_address |= is_address;
            at = end;
        } else if let Some(end) = ten_digits(text, start).filter(|_| row.phone.is_none()) {
            (row.phone, at) = (Some(start..end), end);
        } else if let Some(end) = nine_digits(text, start) {
            if row.number.is_some() {
                break;
            }
            (row.number, row.has_number, at) = (Some(start..end), true, end);
        } else if let Some(day) = birth(text, start) {
            at = day.found.span.end;
            let is_opened = field == 0 && text.get(..start).is_some_and(|before| before.ends_with(b" ("));
            row.is_day_in_parentheses = is_opened && text.get(at) == Some(&b')') && day.date.0 <= YEAR_OF_NOTES;
            // A second day says that the first one may be another, too.
            if row.day.replace(day).is_some() {
                return Row::default();
            }
        } else {
            break;
        }
    }
    row
}

/// The day right behind a name that ends at `end`: `Ann Moore (04/02/1994)`, `MOORE, ANN 01-23-1959`, and whether a word for a sex follows it.
/// That it is one of birth something else must say.
#[must_use]
pub fn day_behind(text: &[u8], end: usize) -> Option<(DateFound, bool)> {
    const YEARS: std::ops::RangeInclusive<u16> = 1910..=2012;
    const SEXES: [&[u8]; 6] = [b"male", b"female", b"Male", b"Female", b"MALE", b"FEMALE"];
    let start = gap(text, end)?;
    let lead = text.get(start..)?.iter().take(MONTH_MAX).position(u8::is_ascii_digit)?;
    let read = date::around(text, start + lead)?;
    let read = Some(read).filter(|read| read.found.span.start == start && YEARS.contains(&read.date.0))?;
    let behind = text.get(read.found.span.end..)?;
    // A message of HL7 has it as a letter in the next field.
    let is_field = [&b"|F|"[..], b"|M|", b"|U|"].iter().any(|sex| behind.starts_with(sex));
    let behind = behind.strip_prefix(b", ").or_else(|| behind.strip_prefix(b" ")).unwrap_or_default();
    let has_sex = SEXES.iter().any(|sex| {
        behind.strip_prefix(*sex).is_some_and(|rest| rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()))
    });
    Some((read, has_sex || is_field))
}

/// Days behind names in capitals, family name first, within a part of a line: `RTN MOORE, ANN M 08/16/2003 VALID`.
#[must_use]
pub fn days_of_listed(text: &[u8], part: Range<usize>) -> Vec<DateFound> {
    let line = text.get(part.clone()).unwrap_or_default();
    let mut days: Vec<DateFound> = Vec::new();
    for (at, pair) in line.windows(2).enumerate() {
        let end = part.start + at;
        if !matches!(pair, [b' ', first] if first.is_ascii_alphanumeric()) || !ends_listed_name(text, end) {
            continue;
        }
        days.extend(day_behind(text, end).map(|(day, _)| day));
    }
    days
}

/// Whether a family name, a comma, a given name and perhaps an initial end at `end`, all in capitals.
fn ends_listed_name(text: &[u8], end: usize) -> bool {
    const WORD_MAX: usize = 24;
    let word = |end: usize| {
        let before = text.get(..end)?;
        let is_part = |byte: &&u8| byte.is_ascii_uppercase() || b"'-".contains(byte) || !byte.is_ascii();
        let len = before.iter().rev().take(WORD_MAX).take_while(is_part).count();
        let is_free = before.get(..end - len)?.last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
        (len > 0 && is_free).then_some(end - len)
    };
    let Some(mut given) = word(end) else { return false };
    if end - given == 1 {
        let Some(before) = given.checked_sub(1).filter(|&at| text.get(at) == Some(&b' ')).and_then(word) else {
            return false;
        };
        given = before;
    }
    let comma = text.get(..given).and_then(|before| before.strip_suffix(b", ")).map(<[u8]>::len);
    comma.and_then(|comma| Some(comma - word(comma)?)).is_some_and(|len| len > 1)
}

/// Whether what stands around the number at `span`, in its paragraph, is about a person: a word for one, or two words in a row that
/// begin with capitals within a sentence, as names do. A line that holds nothing else is one of a list, and says nothing against it.
#[must_use]
pub fn is_about_person(text: &[u8], span: &Range<usize>) -> bool {
    const REACH: usize = 240;
    const WORDS: [&[u8]; 28] = [
        b"ssn",
        b"social",
        b"name",
        b"patient",
        b"dob",
        b"born",
        b"birth",
        b"mr",
        b"mrs",
        b"ms",
        b"dr",
        b"employee",
        b"taxpayer",
        b"applicant",
        b"borrower",
        b"spouse",
        b"wife",
        b"husband",
        b"son",
        b"daughter",
        b"dependent",
        b"beneficiary",
        b"claimant",
        b"insured",
        b"his",
        b"her",
        b"she",
        b"he",
    ];
    let before = text.get(span.start.saturating_sub(REACH)..span.start).unwrap_or_default();
    let behind = text.get(span.end..text.len().min(span.end + REACH)).unwrap_or_default();
    let paragraph = memchr::memmem::rfind(before, b"\n\n").and_then(|at| before.get(at..)).unwrap_or(before);
    let rest = memchr::memmem::find(behind, b"\n\n").and_then(|at| behind.get(..at)).unwrap_or(behind);
    let own_before = paragraph.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let own_behind = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_alone = !own_before.iter().chain(own_behind).any(u8::is_ascii_alphanumeric);
    let has_word = |text: &[u8]| {
        let mut words = text.split(|byte| !byte.is_ascii_alphabetic());
        words.any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    is_alone || [paragraph, rest].into_iter().any(|part| has_word(part) || has_name(part))
}

/// Whether the word before a number is one for things that are numbered: `budget line `, `account code `, `claim `.
#[must_use]
pub fn is_of_thing(text: &[u8], start: usize) -> bool {
    const REACH: usize = 32;
    const THINGS: [&[u8]; 28] = [
        b"line",
        b"code",
        b"claim",
        b"file",
        b"account",
        b"item",
        b"part",
        b"model",
        b"sku",
        b"order",
        b"invoice",
        b"ticket",
        b"lot",
        b"batch",
        b"section",
        b"policy",
        b"case",
        b"docket",
        b"parcel",
        b"permit",
        b"version",
        b"budget",
        b"page",
        b"drawing",
        b"rma",
        b"asset",
        b"shipment",
        b"tracking",
    ];
    // Parts of names, too, where another word stands before: `Pat Po`, `Abdul bin`.
    const ALONE: [&[u8]; 2] = [b"po", b"bin"];
    const NUMBERS: [&[u8]; 5] = [b"no", b"number", b"num", b"nr", b"id"];
    let before = text.get(start.saturating_sub(REACH)..start).unwrap_or_default();
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut words = line.rsplit(|byte| b" #.:".contains(byte)).filter(|word| !word.is_empty());
    let is = |word: Option<&[u8]>, known: &[&[u8]]| {
        word.is_some_and(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    let last = words.next();
    let next = words.next();
    is(last, &THINGS)
        || is(last, &ALONE) && next.is_none()
        || is(last, &NUMBERS) && (is(next, &THINGS) || is(next, &ALONE))
}

/// Whether two capitalised words of small letters stand side by side.
fn has_name(text: &[u8]) -> bool {
    const LEN_MIN: usize = 3;
    let is_name = |word: &[u8]| {
        word.len() >= LEN_MIN
            && word.first().is_some_and(u8::is_ascii_uppercase)
            && word.iter().skip(1).all(|byte| byte.is_ascii_lowercase() || !byte.is_ascii())
    };
    let mut last = false;
    text.split(|byte| *byte == b' ').any(|word| {
        let here = is_name(word.strip_suffix(b",").unwrap_or(word));
        std::mem::replace(&mut last, here) && here
    })
}

/// Ten digits alone in parentheses behind a name that ends at `end`.
#[must_use]
pub fn number_in_parentheses(text: &[u8], end: usize) -> Option<Range<usize>> {
    const LEN: usize = 10;
    let rest = text.get(end..)?.strip_prefix(b" (")?;
    let is_number = rest.get(..LEN)?.iter().all(u8::is_ascii_digit) && rest.get(LEN) == Some(&b')');
    is_number.then_some(end + 2..end + 2 + LEN)
}

/// Where the next field begins: behind a comma, a stroke, a hyphen between spaces, or a space alone.
fn gap(text: &[u8], end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix(b")").map_or((rest, 0), |rest| (rest, 1));
    let len = rest.0.iter().take(GAP_MAX + 1).take_while(|byte| b" ,;|\t-(\"'^".contains(byte)).count();
    let starts = text.get(end + rest.1 + len).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"(+".contains(byte));
    let is_hyphen = rest.0.first() == Some(&b'-');
    ((1..=GAP_MAX).contains(&len) && starts && !is_hyphen).then_some(end + rest.1 + len)
}

/// The end of ten digits that are all of a field between commas or strokes.
fn ten_digits(text: &[u8], start: usize) -> Option<usize> {
    const LEN: usize = 10;
    let is_field = start.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|byte| b",|;\t\" ".contains(byte));
    let is_number = is_field && text.get(start..start + LEN)?.iter().all(u8::is_ascii_digit);
    let ends = matches!(text.get(start + LEN), None | Some(b',' | b'|' | b';' | b'\t' | b'"' | b'\n' | b'\r' | b' '));
    (is_number && ends).then_some(start + LEN)
}

fn nine_digits(text: &[u8], start: usize) -> Option<usize> {
    const GROUPS: [usize; 3] = [3, 2, 4];
    const SIGNS: [&[u8]; 4] = [b"-", b" - ", b".", b" "];
    let run = |at: usize| text.iter().skip(at).take(16).take_while(|byte| byte.is_ascii_digit()).count();
    let is_free = |end: usize| match text.get(end..) {
        Some([first, ..]) if first.is_ascii_alphanumeric() => false,
        Some([b'-' | b'.' | b'/', next, ..]) => !next.is_ascii_digit(),
        _ => true,
    };
    if run(start) == 9 {
        return Some(start + 9).filter(|&end| is_free(end));
    }
    let sign = SIGNS.into_iter().find(|sign| text.get(start + 3..).is_some_and(|rest| rest.starts_with(sign)))?;
    let mut at = start;
    for (index, len) in GROUPS.into_iter().enumerate() {
        if index > 0 {
            at = text.get(at..)?.starts_with(sign).then_some(at + sign.len())?;
        }
        at = (run(at) == len).then_some(at + len)?;
    }
    is_free(at).then_some(at)
}

fn birth(text: &[u8], start: usize) -> Option<DateFound> {
    // It may begin with the name of its month.
    let lead = text.get(start..)?.iter().take(MONTH_MAX).position(u8::is_ascii_digit)?;
    let read = date::around(text, start + lead)?;
    (read.found.span.start == start && BIRTH_YEARS.contains(&read.date.0)).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(rest: &str) -> (Option<String>, bool, Option<u16>, bool) {
        let text = format!("Ann Moore{rest}");
        let known = |at: usize| text.get(at..)?.starts_with("12 Oak St").then_some((at + 9, false, true));
        let row = behind(text.as_bytes(), 9, &known);
        let number = row.number.and_then(|span| text.get(span)).map(str::to_owned);
        (number, row.has_address, row.day.map(|day| day.date.0), row.is_day_in_parentheses)
    }

    #[test]
    fn fields_are_read_up_to_the_first_stranger() {
        let number = Some("536904399".to_owned());
        assert_eq!(row(", 536904399, 05/19/1973, 12 Oak St, Salem"), (number.clone(), true, Some(1973), false));
        assert_eq!(row(" - 05/19/1973 - 536904399"), (number, false, Some(1973), false));
        assert_eq!(row(" | 05/19/1973 | 12 Oak St"), (None, true, Some(1973), false));
        assert_eq!(row(" (05/19/1973), had none"), (None, false, Some(1973), true));
        assert_eq!(row(" (05/19/1996)"), (None, false, Some(1996), false));
        assert_eq!(row(", member 536904399, 05/19/1973"), (None, false, None, false));
        assert_eq!(row(", 05/19/1973, 05/19/1975"), (None, false, None, false), "two days");
        assert_eq!(row("-536904399"), (None, false, None, false));
        assert_eq!(row(" 536 - 90 - 4399 July 13, 1939").0.as_deref(), Some("536 - 90 - 4399"));
        assert_eq!(row(" 536 - 90 - 4399 July 13, 1939").2, Some(1939));
        assert!(behind(b"Ann Moore b. 04/14/1947; m. 1971", 9, &|_| None).is_born);
    }

    #[test]
    fn a_day_stands_right_behind_a_name() {
        let day = |text: &str| day_behind(text.as_bytes(), 9).map(|(day, has_sex)| (day.date.0, has_sex));
        assert_eq!(day("Ann Moore (04/02/1994), Social"), Some((1994, false)));
        assert_eq!(day("Ann Moore, 04/02/1994, male"), Some((1994, true)));
        assert_eq!(day("Ann Moore 04/02/2024"), None);
        assert_eq!(day("Ann Moore of 04/02/1994"), None);
        let listed = |text: &str| days_of_listed(text.as_bytes(), 0..text.len()).len();
        assert_eq!(listed("OLN N621/NJ - RTN MOORE, ANN M 08/16/2003 VALID"), 1);
        assert_eq!(listed("S1: MOORE, ANN April 11, 1956 SOC/1"), 1);
        assert_eq!(listed("S1: O'NEIL, PAT 03/01/74 SOC/1"), 1);
        assert_eq!(listed("RTN MOORE ANN 08/16/2003, Moore, Ann 08/16/2003, RUN, 08/16/2003"), 0);
    }

    #[test]
    fn ten_digits_in_parentheses_follow_a_name() {
        assert_eq!(number_in_parentheses(b"Ann Moore (2063428631)", 9), Some(11..21));
        for text in ["Ann Moore (206342863)", "Ann Moore 2063428631", "Ann Moore (2063428631x", "Ann Moore"] {
            assert_eq!(number_in_parentheses(text.as_bytes(), 9), None, "{text}");
        }
    }
}
