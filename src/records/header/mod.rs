//! Whether the first record of a table names its columns, and what the columns are then called.
//!
//! The costly mistake is to take a person's record for names: it would no longer count as data, and would stand in the
//! report as column names. So what looks like a value forbids a header, unless most of the row are clearly names; what is
//! left must look like names by itself (words that label columns, identifiers) or differ in kind, or in its letters, from the
//! values below it. What could be personal data is never shown as the name of a column.
//!
//! Undecided, and then no header: words that nobody knows above words that are written as they are.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod groups;
mod titles;

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use crate::batch::ColumnSpec;

pub(super) use self::groups::in_two_rows;
pub(super) use self::titles::{below_titles, filled};

/// Words that columns are labelled with. A label consists of them for the most part.
static LABEL_WORDS: LazyLock<HashSet<&str, FixedState>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Words that stand for a missing value: never a column's name where nothing else says so.
const MISSING_WORDS: &[&str] = &["n/a", "na", "nil", "none", "null", "unbekannt", "unknown", "unlisted", "xxx", "-"];

/// Bytes of the longest of them.
const MISSING_LEN_MAX: usize = 9;

/// Rows that are compared with the first one.
const ROWS_COMPARED: usize = 100;

/// Whether `first` names the columns of `rows`.
pub(super) fn is_header(first: &[&[u8]], rows: &[Vec<&[u8]>]) -> bool {
    let filled = first.iter().filter(|cell| says_something(cell)).count();
    if rows.is_empty() {
        return false;
    }
    let mut seen = HashSet::new();
    let is_unique = first.iter().filter(|cell| !cell.is_empty()).all(|cell| seen.insert(cell.to_ascii_lowercase()));
    // Files that were joined repeat the header; such a row says nothing about its columns.
    let rows: Vec<&Vec<&[u8]>> = rows.iter().take(ROWS_COMPARED).filter(|row| row.as_slice() != first).collect();
    if are_rows_numbered(first, &rows) {
        return true;
    }
    if filled * 2 <= first.len() {
        return false;
    }
    let cells = first.iter().enumerate().filter(|(_, cell)| says_something(cell));
    let columns: Vec<Compared<'_>> = cells.map(|(index, cell)| Compared::of(cell, &rows, index)).collect();
    if is_unique && are_numbered_alike(&columns, &rows) {
        return true;
    }
    if is_unique && are_words_above_numbers(&columns) {
        return true;
    }
    if !may_be_header(first) {
        return is_unique && are_names_beside_values(&columns, &rows);
    }
    let count = |is: fn(&Compared<'_>) -> bool| columns.iter().filter(|column| is(column)).count();
    let labels = count(|column| column.is_label);
    let contrasts = count(|column| column.below.differs_in_kind);
    let repeats = count(|column| column.below.repeats);
    let strangers = count(|column| column.below.has_other_form);
    // Hardly a record has letters where the others have numbers alone. One that does has its other values beside them.
    let sure = count(|column| column.below.are_numbers);
    let are_none = columns.iter().all(|column| column.is_label || column.below.are_numbers);
    if is_unique && repeats == 0 && sure >= 1 && 3 * (sure + labels) >= filled && are_none {
        return true;
    }
    let is_enough = match labels {
        0 => contrasts >= 2 && is_unique,
        1 => filled == 1 || contrasts >= 1,
        _ => is_unique || labels * 2 > filled,
    };
    if is_unique && repeats == 0 && are_written_otherwise(&columns, contrasts) {
        return true;
    }
    let are_codes = columns.iter().all(|column| is_code(column.cell));
    if are_codes && is_unique && repeats == 0 && strangers >= 2 && 2 * strangers >= filled {
        return true;
    }
    // Nothing below one that is numbered through says nothing.
    let silent = columns.iter().filter(|column| column.below.filled == 0 && is_code(column.cell)).count();
    is_enough && 2 * (labels + contrasts) >= filled - silent + 3 * repeats
}

/// Whether a cell of the first row is a name or a value. Sodium and `not available` are written nearly alike.
fn says_something(cell: &[u8]) -> bool {
    !cell.is_empty() && cell != b"Na"
}

/// Whether the rows are numbered in their first cell, from a nought or a one on, and the first row has nothing there, or a name: R and
/// pandas write tables so. A record whose number is missing has other cells than identifiers in small letters, or few that differ in kind
/// from what stands below.
fn are_rows_numbered(first: &[&[u8]], rows: &[&Vec<&[u8]>]) -> bool {
    const ROWS_MIN: usize = 5;
    let Some((head, others)) = first.split_first().filter(|_| rows.len() >= ROWS_MIN) else { return false };
    let number = |row: &Vec<&[u8]>| std::str::from_utf8(row.first()?).ok()?.parse::<usize>().ok();
    let begin = rows.first().and_then(|row| number(row)).filter(|begin| *begin <= 1);
    let are_counted = begin.is_some_and(|begin| (begin..).zip(rows).all(|(count, row)| number(row) == Some(count)));
    let is_identifier = |cell: &[u8]| {
        let are_signs = cell.iter().all(|byte| byte.is_ascii_lowercase() || b"_.".contains(byte));
        is_label(cell) || is_code(cell) || are_signs
    };
    let named = others.iter().enumerate().filter(|(_, cell)| says_something(cell));
    let mut columns = named.map(|(index, cell)| Compared::of(cell, rows, index + 1));
    let head_tells = usize::from(is_label(head));
    let (mut count, mut telling) = (0, head_tells);
    let are_names = columns.all(|column| {
        count += 1;
        telling += usize::from(column.is_label || column.below.differs_in_kind);
        may_be_name(column.cell) && is_identifier(column.cell) && !column.below.repeats
    });
    are_counted && (head.is_empty() || is_identifier(head)) && are_names && telling * 2 + head_tells > count
}

/// A filled cell of the first record, and its column below it.
struct Compared<'c> {
    index: usize,
    cell: &'c [u8],
    is_label: bool,
    below: Below,
}

impl<'c> Compared<'c> {
    fn of(cell: &'c [u8], rows: &[&Vec<&[u8]>], index: usize) -> Self {
        Self { index, cell, is_label: is_label(cell), below: Below::of(cell, rows, index) }
    }

    /// Whether it is a label above what are none, a few values aside.
    fn is_clear(&self, rows: &[&Vec<&[u8]>]) -> bool {
        const ONE_IN: usize = 10;
        let values = || rows.iter().filter_map(|row| row.get(self.index)).filter(|value| !is_missing(value));
        let are_none = || values().filter(|value| is_label(value)).count() * ONE_IN <= values().count();
        self.is_label && !self.below.repeats && are_none()
    }
}

/// Whether most cells are clearly names, so that the few that look like values are names as well: of years and quarters, of the
/// days of elections, of shares, of addresses that mail is counted for.
fn are_names_beside_values(columns: &[Compared<'_>], rows: &[&Vec<&[u8]>]) -> bool {
    let (names, others): (Vec<_>, Vec<_>) = columns.iter().partition(|column| may_be_name(column.cell));
    let clear: Vec<_> = names.iter().filter(|column| column.is_clear(rows)).collect();
    if are_years(&others, rows) {
        return !clear.is_empty() && 2 * clear.len() >= names.len();
    }
    let contrasts = clear.iter().filter(|column| column.below.differs_in_kind).count();
    let has_repeats = columns.iter().any(|column| column.below.repeats);
    let are_most = clear.len() >= others.len() && 2 * clear.len() >= names.len();
    clear.len() >= 2 && are_most && (contrasts >= 1 || clear.len() >= 3) && !has_repeats
}

/// Whether columns are named by the years that follow each other, and hold other numbers than years: `2018,2019,2020`.
fn are_years(columns: &[&Compared<'_>], rows: &[&Vec<&[u8]>]) -> bool {
    const ONE_IN: usize = 10;
    let year = |cell: &[u8]| {
        let year: u16 = std::str::from_utf8(cell).ok().filter(|text| text.len() == 4)?.parse().ok()?;
        (1900..2100).contains(&year).then_some(year)
    };
    let years: Option<Vec<u16>> = columns.iter().map(|column| year(column.cell)).collect();
    let Some(years) = years.filter(|years| years.len() >= 2) else { return false };
    let step = |pair: &[u16]| pair.first().zip(pair.last()).map(|(first, last)| last.abs_diff(*first));
    let follow = years.is_sorted() || years.iter().rev().is_sorted();
    let are_even = years.windows(2).all(|pair| step(pair) == step(years.get(..2).unwrap_or_default()));
    let values = || {
        columns
            .iter()
            .flat_map(|column| rows.iter().filter_map(|row| row.get(column.index)))
            .filter(|cell| !is_missing(cell))
    };
    let others = values().filter(|value| year(value).is_none()).count();
    follow && are_even && step(&years) != Some(0) && others > 0 && (values().count() - others) * ONE_IN <= others
}

/// Whether there is nothing but numbers below, whatever the labels are of, and many cells are letters above many of them: no record
/// has letters in so many places where all others have numbers, so that a code among them (`A261RX1Q020`) is a name as well.
fn are_words_above_numbers(columns: &[Compared<'_>]) -> bool {
    const WORDS_MIN: usize = 8;
    let words = columns.iter().filter(|column| column.below.are_numbers).count();
    words >= WORDS_MIN
        && words * 3 >= columns.len()
        && columns.iter().all(|column| (column.is_label || column.below.are_none_but_numbers) && !column.below.repeats)
}

/// Whether all cells are the same letters with a number behind each, and hardly a value below is written so: `PID5`, `PID7`, `PID19`.
/// No record has such values in all of its cells.
fn are_numbered_alike(columns: &[Compared<'_>], rows: &[&Vec<&[u8]>]) -> bool {
    const LETTERS_MAX: usize = 8;
    const DIGITS_MAX: usize = 3;
    const ONE_IN: usize = 5;
    let parts = |cell: &[u8]| {
        let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = usize::from(cell.get(letters).is_some_and(|byte| b"-_.".contains(byte)));
        let number = cell.get(letters + sign..).unwrap_or_default();
        let is_numbered = (1..=LETTERS_MAX).contains(&letters)
            && (1..=DIGITS_MAX).contains(&number.len())
            && number.iter().all(u8::is_ascii_digit);
        is_numbered.then_some(letters)
    };
    let Some((first, len)) = columns.first().and_then(|column| Some((column.cell, parts(column.cell)?))) else {
        return false;
    };
    let is_alike = |cell: &[u8]| parts(cell) == Some(len) && cell.get(..len) == first.get(..len);
    let are_alike = columns.len() >= 2 && columns.iter().all(|column| is_alike(column.cell));
    let values = || rows.iter().flat_map(|row| row.iter());
    let numbered = values().filter(|value| parts(value).is_some()).count();
    are_alike && rows.len() >= 2 && numbered * ONE_IN <= values().count() && !values().any(|value| is_alike(value))
}

/// Whether the cells are all in small letters, or all in capitals, and no value below them with letters is: `season,evento` above
/// `2017,Irma`. Of fewer rows one may be typed otherwise than the others, if none of them has numbers to tell.
fn are_written_otherwise(columns: &[Compared<'_>], contrasts: usize) -> bool {
    const ROWS_MIN: usize = 30;
    const ROWS_BESIDE_NUMBERS_MIN: usize = 3;
    let rows_min = if contrasts > 0 { ROWS_BESIDE_NUMBERS_MIN } else { ROWS_MIN };
    let is_name = |cell: &[u8]| cell.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(byte));
    let cases: Vec<Case> = columns.iter().map(|column| Case::of(column.cell)).collect();
    let first = cases.first().copied().unwrap_or(Case::Mixed);
    // A record may be typed in capitals alone. Of a header some words are those of others.
    let labels = columns.iter().filter(|column| is_label(column.cell)).count();
    columns.len() >= 2
        && labels * 2 >= columns.len()
        && first != Case::Mixed
        && cases.iter().all(|case| *case == first)
        && columns.iter().all(|column| {
            let is_other = column.below.filled >= rows_min && column.below.has_other_case;
            is_name(column.cell) && (column.below.differs_in_kind || is_other)
        })
}

/// How the letters of a cell are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Upper,
    /// Both, or there are none.
    Mixed,
}

impl Case {
    fn of(cell: &[u8]) -> Self {
        let has = |is: fn(&u8) -> bool| cell.iter().any(is);
        match (has(u8::is_ascii_lowercase), has(u8::is_ascii_uppercase)) {
            (true, false) => Self::Lower,
            (false, true) => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

/// Bytes of the longest name that a column is numbered with.
const CODE_MAX: usize = 10;

/// Whether a cell is what generated columns are called: `A4`, `x8`, `col_3`, `VAR00012`, `c3a`, `X` and `X.1`.
fn is_code(cell: &[u8]) -> bool {
    const LETTERS_MAX: usize = 5;
    const LETTERS_BEHIND_MAX: usize = 2;
    let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let behind = cell.get(letters..).unwrap_or_default();
    let letters_behind = behind.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let has_digit = behind.iter().any(u8::is_ascii_digit) || behind.is_empty() && letters <= 2;
    cell.len() <= CODE_MAX
        && (1..=LETTERS_MAX).contains(&letters)
        && has_digit
        && letters_behind <= LETTERS_BEHIND_MAX
        && behind.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

/// Whether a cell is a word and a number with zeros before it, as columns are numbered through.
fn is_numbered_through(cell: &[u8]) -> bool {
    const DIGITS_MAX: usize = 6;
    const LETTERS_MIN: usize = 3;
    let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let number = cell.get(letters..).unwrap_or_default();
    letters >= LETTERS_MIN
        && number.len() <= DIGITS_MAX
        && number.first() == Some(&b'0')
        && number.iter().all(u8::is_ascii_digit)
}

/// Whether a cell is a name with numbers in it that `_` parts, as elements of interchanges are called: `NM109_82`. No number of a
/// person is written so.
fn is_numbered_twice(cell: &[u8]) -> bool {
    const DIGITS_MAX: usize = 3;
    let mut parts = cell.split(|byte| *byte == b'_');
    let is_named = parts.next().is_some_and(|part| {
        let letters = part.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let number = part.get(letters..).unwrap_or_default();
        (1..=5).contains(&letters) && number.len() <= DIGITS_MAX && number.iter().all(u8::is_ascii_digit)
    });
    let are_short =
        parts.all(|part| (1..=DIGITS_MAX).contains(&part.len()) && part.iter().all(u8::is_ascii_alphanumeric));
    is_named && cell.contains(&b'_') && are_short
}

/// How a cell of the first record compares with its column below.
struct Below {
    differs_in_kind: bool,
    /// Nothing below is written as the cell is, and there is enough of one form, or of what no code is, to say so.
    has_other_form: bool,
    /// All below are numbers and nothing else, and many, and the cell has no digit.
    are_numbers: bool,
    /// There is no value below that is anything else than a number.
    are_none_but_numbers: bool,
    repeats: bool,
    /// Values below.
    filled: usize,
    /// No value below is written in the case of the cell.
    has_other_case: bool,
}

impl Below {
    fn of(cell: &[u8], rows: &[&Vec<&[u8]>], index: usize) -> Self {
        const FORM_ROWS_MIN: usize = 8;
        // Of so many codes of any form one is written as the first.
        const ROWS_SURE: usize = 30;
        const NUMBERS_MIN: usize = 20;
        let is_number = |value: &&&[u8]| value.iter().all(|byte| byte.is_ascii_digit() || b".,-+".contains(byte));
        let mut numbers = 0;
        let (mut filled, mut typed, mut alike, mut repeats) = (0, 0, 0, false);
        let (mut model, mut same, mut apart) = (None, 0, 0);
        let (case, mut has_other_case) = (Case::of(cell), true);
        for value in rows.iter().filter_map(|row| row.get(index)).filter(|value| !is_missing(value)) {
            filled += 1;
            typed += usize::from(has_value_shape(value));
            numbers += usize::from(is_number(&value));
            alike += usize::from(form_of(value).eq(form_of(cell)));
            same += usize::from(form_of(value).eq(form_of(model.get_or_insert(value))));
            apart += usize::from(
                value.len() > CODE_MAX
                    || value.iter().any(|byte| !byte.is_ascii_alphanumeric() && !b"_.-".contains(byte)),
            );
            repeats |= value.eq_ignore_ascii_case(cell);
            has_other_case &= Case::of(value) != case;
        }
        // A number below a code that is none of them.
        let is_name = !has_value_shape(cell) || is_code(cell) && alike == 0 && filled >= FORM_ROWS_MIN;
        Self {
            differs_in_kind: filled > 0 && typed * 5 >= filled * 4 && is_name,
            has_other_form: filled >= FORM_ROWS_MIN
                && alike == 0
                && (filled >= ROWS_SURE || same * 5 >= filled * 3 || apart * 5 >= filled * 4),
            are_numbers: filled >= NUMBERS_MIN && numbers == filled && !cell.iter().any(u8::is_ascii_digit),
            are_none_but_numbers: numbers == filled,
            repeats,
            filled,
            has_other_case,
        }
    }
}

/// The letters, digits and other signs of a cell, each run of one sort as one, whatever its length.
fn form_of(cell: &[u8]) -> impl Iterator<Item = u8> {
    let class = |byte: &u8| match byte {
        b'0'..=b'9' => b'9',
        byte if byte.is_ascii_alphabetic() || *byte >= 0x80 => b'a',
        byte => *byte,
    };
    let mut last = None;
    cell.iter().map(class).filter(move |class| last.replace(*class) != Some(*class))
}

fn is_missing(cell: &[u8]) -> bool {
    cell.is_empty()
        || cell.len() <= MISSING_LEN_MAX && MISSING_WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether nothing in `first` looks like a value rather than a name.
pub(super) fn may_be_header(first: &[&[u8]]) -> bool {
    let filled = first.iter().filter(|cell| says_something(cell)).count();
    filled > 0 && filled * 2 > first.len() && first.iter().all(|cell| !says_something(cell) || may_be_name(cell))
}

fn may_be_name(cell: &[u8]) -> bool {
    const LEN_MAX: usize = 64;
    const WORDS_MAX: usize = 7;
    let Some(&first) = cell.first().filter(|_| cell.len() <= LEN_MAX) else { return false };
    let digits = cell.iter().filter(|byte| byte.is_ascii_digit()).count();
    let has_letter = cell.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let begins_like_value = first.is_ascii_digit() || matches!(first, b'+' | b'(' | b'$' | b'<' | b'{' | b'=');
    // A heading may be broken into lines.
    let has_value_byte = cell.iter().any(|byte| *byte == b'@' || byte.is_ascii_control() && !is_line_break(*byte));
    has_letter
        && (digits <= 4 || is_numbered_through(cell) || is_numbered_twice(cell))
        && !is_missing(cell)
        && !begins_like_value
        && !has_value_byte
        && !(memchr::memchr(b':', cell).is_some() && cell.windows(3).any(|three| three == b"://"))
        && cell.split(|byte| *byte == b' ' || is_line_break(*byte)).count() <= WORDS_MAX
}

fn is_line_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether a cell is a value by its shape: it holds digits or an at sign, so it is not a word.
pub(super) fn has_value_shape(cell: &[u8]) -> bool {
    let digits = cell.iter().filter(|byte| byte.is_ascii_digit()).count();
    digits * 4 >= cell.len().max(1) || memchr::memchr(b'@', cell).is_some()
}

/// Whether a cell reads as the name of a column: words that label columns, or an identifier of several words.
pub(super) fn is_label(cell: &[u8]) -> bool {
    let words = words(cell);
    let is_known = |word: &&String| LABEL_WORDS.contains(word.as_str()) || is_composed(cell, word);
    let known = words.iter().filter(is_known).count();
    let is_identifier = words.len() >= 2
        && memchr::memchr(b'_', cell).is_some()
        && cell.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (!words.is_empty() && known * 2 >= words.len()) || (is_identifier && words.iter().all(|word| word.len() <= 20))
}

/// Whether a name in capitals is a word that labels columns and a short form of another, written without a gap: `CUSTNM`. No
/// surname ends in one of these behind such a word.
fn is_composed(cell: &[u8], word: &str) -> bool {
    const HEAD_MIN: usize = 3;
    const TAILS: [&str; 10] = ["nm", "nbr", "num", "cd", "dt", "dte", "typ", "amt", "desc", "addr"];
    let is_one = Case::of(cell) == Case::Upper && word.len() == cell.len();
    let head = || TAILS.iter().find_map(|tail| word.strip_suffix(tail)).filter(|head| head.len() >= HEAD_MIN);
    is_one && head().is_some_and(|head| LABEL_WORDS.contains(head))
}

/// Whether a name has words in letters other than Latin ones, of which fewer than half label columns. Of such scripts the lists
/// of people's names have no words: the name could be somebody's.
pub(crate) fn is_unknown_in_script(name: &str) -> bool {
    let is_other = |letter: char| letter.is_alphabetic() && !is_latin(letter);
    // Signs of vowels are no letters, and no breaks.
    let is_part =
        |letter: char| letter.is_alphabetic() || letter >= '\u{300}' && !letter.is_numeric() && !is_sign(letter);
    let words: Vec<&str> =
        name.split(|letter: char| !is_part(letter)).filter(|word| word.chars().any(is_other)).collect();
    let known = words.iter().filter(|word| labels_in_script(word)).count();
    known * 2 < words.len()
}

fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{FF21}'..='\u{FF5A}')
}

/// Signs that stand between words, of other scripts too.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{964}' | '\u{965}' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}' | '\u{30FB}' | '\u{FF01}'..='\u{FF20}')
}

/// Whether a word labels columns: it is in the list, begins with a word of it and has another ending, or holds one where nothing
/// stands between words.
fn labels_in_script(word: &str) -> bool {
    const STEM_MIN: usize = 4;
    const ENDING_MAX: usize = 3;
    const JOINED: std::ops::RangeInclusive<usize> = 2..=6;
    let mut folded = String::new();
    word.chars().for_each(|letter| push_folded(letter, &mut folded));
    let letters: Vec<char> = folded.chars().collect();
    let is_label = |letters: &[char]| LABEL_WORDS.contains(letters.iter().collect::<String>().as_str());
    let has_joined_words =
        letters.iter().any(|letter| matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..));
    is_label(&letters)
        || (STEM_MIN..letters.len())
            .filter(|len| letters.len() - len <= ENDING_MAX)
            .any(|len| letters.get(..len).is_some_and(is_label))
        || has_joined_words && JOINED.into_iter().any(|len| letters.windows(len).any(is_label))
}

/// Whether a cell consists of words that label columns, and of nothing that could be somebody's name.
pub(super) fn is_plain_label(cell: &[u8]) -> bool {
    /// What stands beside such words, and is no name either: `Model name`, `Wi-Fi address`.
    const LINKS: [&str; 33] = [
        "of",
        "no",
        "nr",
        "the",
        "and",
        "or",
        "s",
        "de",
        "model",
        "serial",
        "wi",
        "fi",
        "mailing",
        "daytime",
        "evening",
        "emergency",
        "primary",
        "secondary",
        "alternate",
        "current",
        "previous",
        "permanent",
        "temporary",
        "physical",
        "residential",
        "legal",
        "preferred",
        "medical",
        "effective",
        "hire",
        "issuing",
        "drivers",
        "bank",
    ];
    let (mut has_label, mut all_known) = (false, true);
    each_word(cell, |word| {
        let is_label = LABEL_WORDS.contains(word);
        has_label |= is_label;
        all_known = is_label || LINKS.contains(&word);
        all_known
    });
    has_label && all_known
}

/// The words of a name in small letters without accents, split where it is not alphabetic and at `camelCase`.
fn words(cell: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    each_word(cell, |word| {
        words.push(word.to_owned());
        true
    });
    words
}

/// Hands on such words, until `take` wants no more.
fn each_word(cell: &[u8], mut take: impl FnMut(&str) -> bool) {
    const LEN_MAX: usize = 80;
    const WORDS_MAX: usize = 8;
    let mut word = String::new();
    let (mut was_lower, mut count) = (false, 0);
    for letter in String::from_utf8_lossy(cell.get(..LEN_MAX).unwrap_or(cell)).chars() {
        let is_break = !letter.is_alphabetic() || (letter.is_uppercase() && was_lower);
        if is_break && !word.is_empty() {
            count += 1;
            if !take(&word) || count == WORDS_MAX {
                return;
            }
            word.clear();
        }
        if letter.is_alphabetic() {
            push_folded(letter, &mut word);
        }
        was_lower = letter.is_lowercase();
    }
    if !word.is_empty() {
        take(&word);
    }
}

/// Adds a letter in its small form, of the Latin ones without an accent.
fn push_folded(letter: char, word: &mut String) {
    const PLAIN: [(&str, &str); 17] = [
        ("àáâãåāăą", "a"),
        ("çćčĉ", "c"),
        ("ďđð", "d"),
        ("èéêëēėęě", "e"),
        ("ğĝģ", "g"),
        ("ìíîïīįı", "i"),
        ("łľĺļ", "l"),
        ("ñńňņ", "n"),
        ("òóôõøőō", "o"),
        ("ŕřŗ", "r"),
        ("śšşșŝ", "s"),
        ("ťţț", "t"),
        ("ùúûůűūų", "u"),
        ("ýÿ", "y"),
        ("źżž", "z"),
        ("ß", "ss"),
        ("æ", "ae"),
    ];
    // Written as two letters by some, and by others as the plain one.
    const UMLAUTS: [(char, char); 3] = [('ä', 'a'), ('ö', 'o'), ('ü', 'u')];
    if letter.is_ascii() {
        word.push(letter.to_ascii_lowercase());
        return;
    }
    for letter in letter.to_lowercase() {
        match (
            PLAIN.iter().find(|(accented, _)| accented.contains(letter)),
            UMLAUTS.iter().find(|pair| pair.0 == letter),
        ) {
            (Some((_, plain)), _) => word.push_str(plain),
            (None, Some((_, plain))) => word.push(*plain),
            (None, None) => word.push(letter),
        }
    }
}

/// Whether a name may be shown: one that looks like a value, and could be someone's, is not. Years and quarters, small numbers
/// and what is joined to the date of a day are.
fn may_be_shown(name: &[u8]) -> bool {
    const DIGITS_MAX: usize = 4;
    const MONTH_DIGITS_MAX: usize = 6;
    const DAY_DIGITS_MAX: usize = 8;
    if may_be_name(name) {
        return true;
    }
    let has_value_byte = name.iter().any(|byte| *byte == b'@' || byte.is_ascii_control());
    if has_value_byte || is_missing(name) || memchr::memmem::find(name, b"://").is_some() {
        return false;
    }
    let digits = name.iter().filter(|byte| byte.is_ascii_digit()).count();
    let mut numbers = name.split(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
    let has_year = numbers.any(|number| number.len() == 4 && number.starts_with(b"20"));
    let head = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_joined = head >= 3 && name.get(head).is_some_and(|byte| b"-_".contains(byte)) && !name.contains(&b' ');
    digits <= DIGITS_MAX || has_year && (digits <= MONTH_DIGITS_MAX || digits <= DAY_DIGITS_MAX && is_joined)
}

/// The columns that `names` name: trimmed, an empty one as `column_3`, a repeated one as `name#2`. What could be someone's is no
/// name to show.
pub(super) fn named_columns<'a>(names: impl IntoIterator<Item = &'a [u8]>) -> Vec<ColumnSpec> {
    let mut seen = HashSet::new();
    let mut specs = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let text = String::from_utf8_lossy(name);
        let base = text.trim().trim_start_matches(['\u{FEFF}', '#']).trim();
        // The quotes of Concordance.
        let base = base.strip_prefix('\u{FE}').and_then(|base| base.strip_suffix('\u{FE}')).unwrap_or(base);
        let lines: Vec<&str> = base.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
        let base = lines.join(" ");
        let mut spec = if base.is_empty() || !may_be_shown(base.as_bytes()) {
            unnamed_column(index)
        } else {
            ColumnSpec { name: base, is_named: true, sql_type: None }
        };
        let stem = spec.name.clone();
        let mut repeat = 2;
        while !seen.insert(spec.name.clone()) {
            spec.name = format!("{stem}#{repeat}");
            repeat += 1;
        }
        specs.push(spec);
    }
    specs
}

/// The column at `index` where the source gives no name.
pub(super) fn unnamed_column(index: usize) -> ColumnSpec {
    ColumnSpec { name: format!("column_{}", index + 1), is_named: false, sql_type: None }
}

#[cfg(test)]
mod tests;
