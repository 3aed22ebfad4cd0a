//! Where a run of capitalised words ends though it goes on in capitals: at the next field of a form, at small words of a line in
//! capitals, at a date.

use super::token::{Case, Token};

/// Fields of forms that nobody is called by.
const FIELDS: [&[u8]; 15] = [
    b"DOB", b"SSN", b"OLN", b"MRN", b"PTIN", b"NPI", b"EIN", b"TIN", b"IMEI", b"ICCID", b"YOA", b"AKA", b"XFR",
    b"ACCT", b"NINO",
];
/// Fields that are names or parts of them elsewhere, and fields where a sign or a number follows.
const FIELDS_BEFORE_SIGNS: [&[u8]; 38] = [
    b"SEX",
    b"DL",
    b"ID",
    b"AGE",
    b"RACE",
    b"PH",
    b"PHONE",
    b"TEL",
    b"CELL",
    b"FAX",
    b"EMAIL",
    b"MAIL",
    b"ADDRESS",
    b"ADDR",
    b"ACCOUNT",
    b"POLICY",
    b"HT",
    b"WT",
    b"HAIR",
    b"EYES",
    b"DATE",
    b"NAME",
    b"TITLE",
    b"DEPT",
    b"EMPLOYER",
    b"STATE",
    b"ZIP",
    b"CITY",
    b"RELATIONSHIP",
    b"OCCUPATION",
    b"BAR",
    b"NO",
    b"SOC",
    b"MOBILE",
    b"HOME",
    b"WORK",
    b"GENDER",
    b"NI",
];
/// Small words, which stand in no name; where they begin a run, none begins with them.
const SMALL: [&[u8]; 24] = [
    b"ON", b"OF", b"AT", b"IN", b"FOR", b"WITH", b"AND", b"BY", b"IS", b"WAS", b"HAS", b"HAD", b"BEEN", b"FROM",
    b"THAT", b"WHO", b"NOT", b"THE", b"THRU", b"UNTIL", b"AS", b"ARE", b"WERE", b"ITS",
];
const MONTHS: [&[u8]; 22] = [
    b"JAN",
    b"FEB",
    b"MAR",
    b"APR",
    b"JUN",
    b"JUL",
    b"AUG",
    b"SEP",
    b"SEPT",
    b"OCT",
    b"NOV",
    b"DEC",
    b"JANUARY",
    b"FEBRUARY",
    b"MARCH",
    b"APRIL",
    b"JUNE",
    b"JULY",
    b"AUGUST",
    b"OCTOBER",
    b"NOVEMBER",
    b"DECEMBER",
];

fn is_among(word: &[u8], list: &[&[u8]]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether a word is a field of a form, and no part of a name: `Bar No. 199446`.
pub(super) fn is_field(text: &[u8], token: &Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or_default();
    !is_among(word, &MONTHS) && !word.eq_ignore_ascii_case(b"may") && begins_other(text, token)
}

/// Whether a word, which others of its run stand before, begins something else: `MARIA DOB: `, `ANN COLE ON `, `Byrne Jan 10`.
pub(super) fn begins_other(text: &[u8], token: &Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or_default();
    // Nearly all words are longer than most of these, or end a run.
    let after = text.get(token.end..).unwrap_or_default();
    let behind = after.strip_prefix(b".").unwrap_or(after);
    let is_before_number = matches!(behind, [b' ', next, ..] if next.is_ascii_digit());
    // `Bar No. 199446`
    let is_numbered = after.get(..4).is_some_and(|next| next.eq_ignore_ascii_case(b" no."));
    let is_before_sign = matches!(behind, [b':' | b'#', ..] | [b' ', b'#', ..]) || is_before_number || is_numbered;
    match token.case {
        Case::Upper if is_among(word, &FIELDS) => true,
        Case::Upper if is_small_capitals(word) => true,
        Case::Upper if word == b"CAN" => after.starts_with(b" BE"),
        Case::Upper | Case::Title if is_part_of_name(after) => is_among(word, &[b"LAST", b"FIRST", b"MIDDLE"]),
        Case::Upper | Case::Title if is_before_sign && is_among(word, &FIELDS_BEFORE_SIGNS) => true,
        // `Lia Johnson May 3, 1992`
        Case::Upper | Case::Title if word.eq_ignore_ascii_case(b"may") => is_before_date(after),
        Case::Upper | Case::Title => is_before_number && is_among(word, &MONTHS),
        _ => false,
    }
}

/// Whether a word that hardly anybody is called by begins a sentence behind a full stop: `Dwight D. The park`, `29 C.F.R. See Miranda`.
pub(super) fn begins_sentence(text: &[u8], token: &Token) -> bool {
    const OPENINGS: [&[u8]; 18] = [
        b"The", b"See", b"In", b"On", b"At", b"It", b"He", b"She", b"They", b"We", b"You", b"This", b"That", b"But",
        b"And", b"For", b"When", b"His",
    ];
    let has_stop = text.get(..token.start).is_some_and(|before| before.ends_with(b". "));
    has_stop && text.get(token.start..token.end).is_some_and(|word| OPENINGS.contains(&word))
}

/// Whether a day and a year follow: ` 3, 1992`.
fn is_before_date(after: &[u8]) -> bool {
    let rest = after.strip_prefix(b" ").unwrap_or_default();
    let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = rest.get(len..).unwrap_or_default();
    let year = behind.strip_prefix(b", ").or_else(|| behind.strip_prefix(b" ")).unwrap_or_default();
    (1..=2).contains(&len) && year.len() >= 4 && year.iter().take(4).all(u8::is_ascii_digit)
}

/// Whether ` name:` follows.
fn is_part_of_name(after: &[u8]) -> bool {
    after.get(..6).is_some_and(|next| next.eq_ignore_ascii_case(b" name:"))
}

/// Whether a word is a small one in capitals.
pub(super) fn is_small_capitals(word: &[u8]) -> bool {
    word.len() > 1 && SMALL.contains(&word)
}

/// `JOSEPH W/F`: the race and sex of a person, as registers of the police write them, and no initial.
pub(super) fn is_race_and_sex(text: &[u8], token: &Token) -> bool {
    let after = text.get(token.end..).unwrap_or_default();
    let is_sex = matches!(after, [b'/', b'M' | b'F', ..]);
    token.is_initial() && is_sex && after.get(2).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::token::bare_token_at;
    use super::*;

    #[test]
    fn fields_small_words_and_dates_end_a_name() {
        for (text, ends) in [
            ("DOB: 12/12/1956", true),
            ("SSN 1", true),
            ("ON 10/06/2015", true),
            ("CAN BE", true),
            ("Last name: Strachan", true),
            ("Bar No. 1", true),
            ("Barr No. 1", false),
            ("May 3, 1992", true),
            ("May 3 times", false),
            ("No. 199446", true),
            ("Jan 10, 2004", true),
            ("Jan Peters", false),
            ("CAN YILMAZ", false),
            ("On Tuesday", false),
            ("Cole: hello", false),
            ("Page 4", false),
        ] {
            assert_eq!(begins_other(text.as_bytes(), &bare_token_at(text.as_bytes(), 0).unwrap()), ends, "{text}");
        }
    }
}
