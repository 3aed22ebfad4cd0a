//! Account numbers beside a routing number: the label `account` alone is that of any customer.

use std::ops::Range;

/// How far from the routing number the word may stand, and how far behind the word its number.
const REACH: usize = 48;
const GAP_MAX: usize = 20;
/// What an account is called; the short ones are words of their own.
const WORDS: [&str; 8] = ["account", "acct", "acc", "a/c", "checking", "savings", "chk", "dda"];
const ABBREVIATION_MAX: usize = 4;
/// Digits of an account number at a bank of the United States.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=17;

/// The account number that is named behind `end` on the same line.
#[must_use]
pub fn behind(text: &[u8], end: usize) -> Option<Range<usize>> {
    named_in(text, end..text.len().min(end + REACH + GAP_MAX))
}

/// The account number that is named before `start` on the same line.
#[must_use]
pub fn before(text: &[u8], start: usize) -> Option<Range<usize>> {
    let from = start.saturating_sub(REACH + GAP_MAX);
    let line = text.get(from..start)?;
    let from = memchr::memrchr(b'\n', line).map_or(from, |at| from + at + 1);
    named_in(text, from..start)
}

fn named_in(text: &[u8], window: Range<usize>) -> Option<Range<usize>> {
    let line = text.get(window.clone())?;
    let line = memchr::memchr(b'\n', line).and_then(|len| line.get(..len)).unwrap_or(line);
    let is_word = |at: &usize| {
        let is_free =
            at.checked_sub(1).and_then(|before| line.get(before)).is_none_or(|byte| !byte.is_ascii_alphabetic());
        let names = |word: &&str| {
            let rest = line.get(*at..);
            let goes_on = rest.and_then(|rest| rest.get(word.len())).is_some_and(u8::is_ascii_alphabetic);
            starts_with(rest, word.as_bytes()) && (!goes_on || word.len() > ABBREVIATION_MAX)
        };
        is_free && WORDS.iter().any(names)
    };
    let word = (0..line.len()).find(is_word)?;
    let rest = line.get(word..)?;
    let is_gap = |byte: &u8| byte.is_ascii_alphabetic() || b" #:=._\"'/".contains(byte);
    let gap = rest.iter().take_while(|byte| is_gap(byte)).count();
    let digits = rest.get(gap..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let ends = rest.get(gap + digits).is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte));
    let start = window.start + word + gap;
    (gap <= GAP_MAX && DIGITS.contains(&digits) && ends).then_some(start..start + digits)
}

fn starts_with(text: Option<&[u8]>, word: &[u8]) -> bool {
    text.and_then(|text| text.get(..word.len())).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_on_either_side_of_its_bank() {
        for (text, wanted) in [
            ("routing 021000021 account 1234567890", Some("1234567890")),
            ("RTN: 021000021 Account #: 000123456789.", Some("000123456789")),
            ("acct no 4417829301, aba 021000021", Some("4417829301")),
            ("RTN 021000021 ACC 2161486405250", Some("2161486405250")),
            ("routing # 021000021 checking # 9301737434", Some("9301737434")),
            ("R/T 021000021 A/C 9301737434", Some("9301737434")),
            ("routing 021000021 access 1234567890", None),
            ("routing 021000021\naccount 1234567890", None),
            ("routing 021000021 account closed", None),
            ("routing 021000021 subaccount 1234567890", None),
            ("routing 021000021 account 12345-67890", None),
        ] {
            let at = text.find("021000021").unwrap();
            let found = behind(text.as_bytes(), at + 9).or_else(|| before(text.as_bytes(), at));
            assert_eq!(found.and_then(|span| text.get(span)), wanted, "{text}");
        }
    }
}
