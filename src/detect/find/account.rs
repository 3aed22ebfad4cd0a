//! Account numbers beside a routing number, and words of banking in the sentence of one: the label `account` alone is that of any
//! customer.

use std::ops::Range;

/// How far from the routing number the word may stand, and how far behind the word its number.
const REACH: usize = 48;
const GAP_MAX: usize = 20;
/// What an account is called; the short ones are words of their own.
const WORDS: [&str; 14] = [
    "account",
    "acct",
    "acc",
    "a/c",
    "checking",
    "savings",
    "chk",
    "dda",
    "deposit to",
    "deposited to",
    "payment to",
    "payable to",
    "transfer to",
    "wire to",
];
const ABBREVIATION_MAX: usize = 4;
/// Digits of an account number at a bank of the United States.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=17;
/// What stands between a routing number and the account's that is written with it: a stroke, or the signs of the line of a check.
const PAIR_SIGNS: [&str; 6] = [" / ", "/", " ⑆ ", " ⑆", "⑆ ", "⑆"];
/// Digits of an account's number that nothing but such a sign makes one.
const PAIRED: std::ops::RangeInclusive<usize> = 6..=17;
/// How far before and behind a number the words of its sentence are read.
const SENTENCE_BEFORE: usize = 96;
const SENTENCE_BEHIND: usize = 64;
/// Words of banking and lending, and names of banks that are no word of another sort. The lists are a judgement.
const BANKING: [&str; 40] = [
    "aba",
    "routing",
    "rtn",
    "sort code",
    "bank",
    "banks",
    "savings",
    "checking",
    "chequing",
    "iban",
    "swift",
    "bic",
    "ach",
    "eft",
    "wire",
    "deposit",
    "deposits",
    "deposited",
    "payoff",
    "lender",
    "debtor",
    "creditor",
    "beneficiary",
    "payee",
    "overdraft",
    "credit union",
    "the check",
    "a check",
    "cheque",
    "wells fargo",
    "ally",
    "chase",
    "citibank",
    "capital one",
    "usaa",
    "pnc",
    "hsbc",
    "barclays",
    "natwest",
    "lloyds",
];
/// What a word of banking is part of where it says how something is paid, and not whose the account is.
const WAYS_TO_PAY: [&str; 4] = [" draft", " transfer", " card", " holiday"];

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

/// The account number that is written with the routing number that ends at `end`: `021000021 / 1234567890`, `⑆021000021⑆ 1234567890⑈`.
#[must_use]
pub fn paired(text: &[u8], end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let sign = PAIR_SIGNS.iter().find(|sign| rest.starts_with(sign.as_bytes()))?;
    let rest = rest.get(sign.len()..)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let start = end + sign.len();
    (PAIRED.contains(&digits) && ends(rest, digits)).then_some(start..start + digits)
}

/// Whether nothing goes on behind so many digits.
fn ends(rest: &[u8], digits: usize) -> bool {
    rest.get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-_/".contains(byte))
}

/// Whether a word of banking stands in the sentence of the number at `span`.
#[must_use]
pub fn is_of_bank(text: &[u8], span: &Range<usize>) -> bool {
    let before = text.get(span.start.saturating_sub(SENTENCE_BEFORE)..span.start).unwrap_or_default();
    let behind = text.get(span.end..text.len().min(span.end + SENTENCE_BEHIND)).unwrap_or_default();
    let (above, before) = before.split_at(sentence_start(before));
    let (behind, below) = behind.split_at(sentence_len(behind));
    has_banking(before)
        || has_banking(behind)
        || has_routing(above.strip_suffix(b"\n"), true)
        || has_routing(below.strip_prefix(b"\n"), false)
}

/// Whether the line beside that of an account begins with the name of a routing number and holds nine digits: `Routing number: 021000021`.
fn has_routing(beside: Option<&[u8]>, is_above: bool) -> bool {
    const LEAD_MAX: usize = 16;
    const NAMES: [&str; 4] = ["routing", "aba", "rtn", "transit"];
    let mut lines = beside.unwrap_or_default().split(|byte| *byte == b'\n');
    let line = if is_above { lines.next_back() } else { lines.next() }.unwrap_or_default();
    let begins = |at: usize| {
        let name = NAMES.iter().find(|name| starts_with(line.get(at..), name.as_bytes()));
        name.is_some_and(|name| *name != "routing" || is_number_next(line.get(at + name.len()..)))
    };
    let is_led = (0..line.len().min(LEAD_MAX))
        .any(|at| (at == 0 || line.get(at - 1).is_some_and(|byte| !byte.is_ascii_alphabetic())) && begins(at));
    let mut numbers = line.split(|byte| !byte.is_ascii_alphanumeric());
    is_led && numbers.any(|number| number.len() == 9 && number.iter().all(u8::is_ascii_digit))
}

/// Whether a number or a word for one follows: `Routing number`, `routing: 021000021`, not `Routing engine`.
fn is_number_next(rest: Option<&[u8]>) -> bool {
    const WORDS: [&[u8]; 9] = [b"", b"number", b"numbers", b"no", b"num", b"nr", b"transit", b"aba", b"code"];
    let rest = rest.unwrap_or_default();
    let gap = rest.iter().take_while(|byte| b" :#.-=/(\t*".contains(byte)).count();
    let word = rest.get(gap..).and_then(|rest| rest.split(|byte| !byte.is_ascii_alphabetic()).next());
    word.is_some_and(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Where a sentence ends: a stop or question mark behind a word, and a capital after it; or the line's end.
fn sentence_ends(text: &[u8]) -> impl Iterator<Item = usize> {
    const WORD_MIN: usize = 4;
    let is_end = |&(at, byte): &(usize, &u8)| match byte {
        b'\n' => true,
        b'.' | b'?' => {
            let head = text.get(..at).unwrap_or_default();
            let letters = head.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let is_short = head.get(at - letters..).is_some_and(|word| word.eq_ignore_ascii_case(b"acct"));
            letters >= WORD_MIN
                && !is_short
                && matches!(text.get(at + 1..), Some([b' ', next, ..]) if next.is_ascii_uppercase())
        }
        _ => false,
    };
    text.iter().enumerate().filter(move |item| is_end(item)).map(|(at, _)| at)
}

fn sentence_start(before: &[u8]) -> usize {
    sentence_ends(before).last().map_or(0, |at| at + 1)
}

fn sentence_len(behind: &[u8]) -> usize {
    sentence_ends(behind).next().unwrap_or(behind.len())
}

fn has_banking(text: &[u8]) -> bool {
    let begins = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let says = |at: usize| {
        let rest = text.get(at..);
        BANKING.iter().filter(|word| starts_with(rest, word.as_bytes())).any(|word| {
            let behind = text.get(at + word.len()..);
            let is_whole = behind.and_then(<[u8]>::first).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            is_whole && !WAYS_TO_PAY.iter().any(|way| starts_with(behind, way.as_bytes()))
        })
    };
    (0..text.len()).any(|at| begins(at) && says(at))
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
            let may_go_on = word.len() > ABBREVIATION_MAX && !word.contains(' ');
            starts_with(rest, word.as_bytes()) && (!goes_on || may_go_on)
        };
        is_free && WORDS.iter().any(names)
    };
    let number = |word: usize| {
        let rest = line.get(word..)?;
        let gap = gap_len(rest);
        let digits = rest.get(gap..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let ends = rest.get(gap + digits).is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte));
        let start = window.start + word + gap;
        (gap <= GAP_MAX && DIGITS.contains(&digits) && ends).then_some(start..start + digits)
    };
    (0..line.len()).filter(is_word).find_map(number)
}

/// How long a word and what follows it up to a number are. `N0.` is how machines read `No.`.
fn gap_len(rest: &[u8]) -> usize {
    let is_gap = |byte: &u8| byte.is_ascii_alphabetic() || b" #:=._\"'/()*`".contains(byte);
    let len = rest.iter().take_while(|byte| is_gap(byte)).count();
    match rest.get(..len).zip(rest.get(len..)) {
        Some(([.., b' ', b'N' | b'n'], [b'0', sign @ (b'.' | b':' | b' '), behind @ ..]))
            if *sign != b' ' || !behind.is_empty() =>
        {
            len + 2 + behind.iter().take_while(|byte| b" :#".contains(byte)).count()
        }
        _ => len,
    }
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
            ("the ABA (021000021) and account number (1654111716)?", Some("1654111716")),
            ("Acct N0. 100722004040   ABA 021000021", Some("100722004040")),
            ("deposit to 1036577701 at Wells Fargo, aba 021000021", Some("1036577701")),
            ("deposit tomorrow 1036577701, aba 021000021", None),
        ] {
            let at = text.find("021000021").unwrap();
            let found = behind(text.as_bytes(), at + 9).or_else(|| before(text.as_bytes(), at));
            assert_eq!(found.and_then(|span| text.get(span)), wanted, "{text}");
        }
    }

    #[test]
    fn a_stroke_or_the_signs_of_a_check_pair_the_two() {
        for (text, wanted) in [
            ("021000021 / 10955198826, or", Some("10955198826")),
            ("021000021/10955198826", Some("10955198826")),
            ("021000021⑆ 100722004040⑈ 1021", Some("100722004040")),
            ("021000021 / 2024", None),
            ("021000021 / 10955198826/3", None),
            ("021000021 10955198826", None),
        ] {
            assert_eq!(paired(text.as_bytes(), 9).and_then(|span| text.get(span)), wanted, "{text}");
        }
    }

    #[test]
    fn words_of_banking_count_within_the_sentence() {
        for (text, wanted) in [
            ("Sort code 20-77-31, account no. 10664933", true),
            ("PAYOFF TO ALLY, ACCT 10664933, $7", true),
            ("account no: 10664933 (savings)", true),
            ("the account number on the check is 10664933", true),
            ("Your account number 10664933 can be paid by bank transfer", false),
            ("We called the bank. Customer account no. 10664933", false),
            ("account no. 10664933 closed. The bank called", false),
            ("acct 10664933 purchase rally", false),
            ("Account number: 10664933\nRouting number: 021000021", true),
            ("ABA 021000021\nAccount: 10664933", true),
            ("Account number: 10664933\nRouting: by hand", false),
            ("Routing: by hand\nAccount: 10664933", false),
            ("Account Number: 10664933\nRouting engine 123456789 up", false),
        ] {
            let at = text.find("10664933").unwrap();
            assert_eq!(is_of_bank(text.as_bytes(), &(at..at + 8)), wanted, "{text}");
        }
    }
}
