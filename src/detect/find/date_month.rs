//! Names of months: which one a text begins with, and the letters that one may begin and end with.

/// English month names and their three-letter forms, and those of the other languages whose data is common here,
/// by their first letters; a language whose short forms clash with another's is left to its full names.
pub(super) const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "enero", "janvier", "januar", "janeiro", "gennaio", "januari"],
    &["february", "feb", "febrero", "f\u{e9}vrier", "februar", "fevereiro", "febbraio", "februari"],
    &["march", "mar", "marzo", "mars", "m\u{e4}rz", "mar\u{e7}o", "maart"],
    &["april", "apr", "abril", "avril", "aprile"],
    &["may", "mayo", "mai", "maio", "maggio"],
    &["june", "jun", "junio", "juin", "juni", "junho", "giugno"],
    &["july", "jul", "julio", "juillet", "juli", "julho", "luglio"],
    &["august", "aug", "agosto", "ao\u{fb}t", "augustus"],
    &["september", "sept", "sep", "septiembre", "septembre", "setembro", "settembre"],
    &["october", "oct", "octubre", "octobre", "oktober", "outubro", "ottobre"],
    &["november", "nov", "noviembre", "novembre", "novembro"],
    &["december", "dec", "diciembre", "d\u{e9}cembre", "dezember", "dezembro", "dicembre"],
];

/// The month that `text` begins with and the length of its name.
pub(super) fn month_name(text: &[u8]) -> Option<(u8, usize)> {
    // Most words are turned away by their first letters.
    if !begins_month(text, 0) {
        return None;
    }
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || **byte >= 0x80;
    let word = text.get(..text.iter().take(12).take_while(is_letter).count()).filter(|word| word.len() >= 3)?;
    let month =
        (1u8..).zip(MONTHS).find(|(_, names)| names.iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes())));
    month.map(|(month, _)| (month, word.len()))
}

/// Where the name of a month begins that stands directly before the number at `number`.
pub(super) fn month_before(text: &[u8], number: usize) -> Option<usize> {
    let before = text.get(..number)?;
    if !before.last().is_some_and(|byte| b" -./".contains(byte)) {
        return None;
    }
    let gap = before.iter().rev().take(2).take_while(|byte| b" -./".contains(byte)).count();
    let word_end = number - gap;
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || **byte >= 0x80;
    let len = before.get(..word_end)?.iter().rev().take(13).take_while(is_letter).count();
    let start = word_end - len;
    month_name(text.get(start..word_end)?).filter(|&(_, name_len)| name_len == len && gap > 0).map(|_| start)
}

/// Whether some name of a month begins with the two letters at `at`.
#[inline]
pub(super) fn begins_month(text: &[u8], at: usize) -> bool {
    let [first, second] = [at, at + 1].map(|at| place_of_letter(text.get(at).copied().unwrap_or(0)));
    SECOND_LETTERS[usize::from(first)] >> second & 1 != 0
}

/// Whether some name of a month ends with a letter.
pub(crate) const fn ends_month(letter: u8) -> bool {
    LAST_LETTERS >> place_of_letter(letter) & 1 != 0
}

/// Whether some name of a month ends with these two bytes.
#[inline]
pub(super) fn ends_month_in(second: u8, last: u8) -> bool {
    ends_month(last) && (!second.is_ascii() || TAILS[usize::from(last & 31)] >> place_of_letter(second) & 1 != 0)
}

/// Whether a letter may stand right behind the day of a date: the first one of a month's name, or of what makes an ordinal.
pub(crate) const fn may_follow_day(letter: u8) -> bool {
    matches!(letter.to_ascii_lowercase(), b's' | b'n' | b'r' | b't')
        || SECOND_LETTERS[(letter & 31) as usize] != 0 && letter.is_ascii_alphabetic()
}

/// The first two letters of the names of months.
const MONTH_HEADS: [[u8; 2]; 25] = [
    *b"ja", *b"en", *b"fe", *b"f\xC3", *b"ma", *b"m\xC3", *b"ap", *b"ab", *b"av", *b"ju", *b"au", *b"ag", *b"ao",
    *b"se", *b"oc", *b"ok", *b"no", *b"de", *b"di", *b"d\xC3", *b"ge", *b"gi", *b"lu", *b"ot", *b"ou",
];

/// The place of a letter among those of either case; that of the first byte of an accented one; none of other bytes.
const fn place_of_letter(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => byte & 31,
        0xC3 => 27,
        _ => 0,
    }
}

/// For each first letter of a month's name the second ones, as bits.
const SECOND_LETTERS: [u32; 32] = {
    let mut letters = [0; 32];
    let mut index = 0;
    while index < MONTH_HEADS.len() {
        let [first, second] = MONTH_HEADS[index];
        letters[place_of_letter(first) as usize] |= 1 << place_of_letter(second);
        index += 1;
    }
    letters
};

/// For each last letter of a month's name the ones before it, as bits, as far as they are of ASCII.
const TAILS: [u32; 32] = {
    let (mut letters, mut month) = ([0; 32], 0);
    while month < MONTHS.len() {
        let mut index = 0;
        while index < MONTHS[month].len() {
            let name = MONTHS[month][index].as_bytes();
            letters[(name[name.len() - 1] & 31) as usize] |= 1 << place_of_letter(name[name.len() - 2]);
            index += 1;
        }
        month += 1;
    }
    letters
};

/// The last letters of the names of months, as bits. All are of ASCII.
const LAST_LETTERS: u32 = {
    let (mut letters, mut month) = (0, 0);
    while month < MONTHS.len() {
        let mut index = 0;
        while index < MONTHS[month].len() {
            let name = MONTHS[month][index].as_bytes();
            let place = place_of_letter(name[name.len() - 1]);
            assert!(place > 0, "the name of a month ends with a letter of ASCII");
            letters |= 1 << place;
            index += 1;
        }
        month += 1;
    }
    letters
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_beside_days_are_those_of_months_and_ordinals() {
        for name in MONTHS.concat() {
            let bytes = name.as_bytes();
            assert!(may_follow_day(bytes[0]) && may_follow_day(bytes[0].to_ascii_uppercase()), "{name}");
            assert!(ends_month(bytes[bytes.len() - 1]) && begins_month(name.to_uppercase().as_bytes(), 0), "{name}");
            let [.., second, last] = *bytes else { panic!("{name} has two letters") };
            assert!(ends_month_in(second, last), "{name}");
            assert!(ends_month_in(second.to_ascii_uppercase(), last.to_ascii_uppercase()), "{name}");
        }
        assert!(b"snrtSNRT".iter().all(|&letter| may_follow_day(letter)));
        assert!(!may_follow_day(b'x') && !may_follow_day(b'5') && !ends_month(b'K') && !ends_month(b' '));
        assert!(!ends_month_in(b'T', b'P') && !ends_month_in(b' ', b'y') && !ends_month_in(b'a', b' '));
        assert!(!begins_month(b"xa", 0) && !begins_month(b"j", 0) && !begins_month(b"1a", 0));
    }
}
