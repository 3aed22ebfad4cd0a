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
const BANKING: [&str; 44] = [
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
    "voided check",
    "void check",
    "cheque",
    "ifsc",
    "blz",
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
/// How far from a number the lines of a form are read that its bank stands on, and how many of them on either side.
const FORM_REACH: usize = 240;
const FORM_LINES: usize = 4;

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

/// The account in the field of a message between banks whose tag begins at `at`: that of a customer who pays or is paid, `:50K:/1234567890`
/// with the name on the next line (SWIFT MT, fields 50 and 59), or that of a statement, `:25:1234567890` with the next field below it
/// (MT 940, field 25).
#[must_use]
pub fn in_message(text: &[u8], at: usize) -> Option<Range<usize>> {
    const TAG_MAX: usize = 4;
    const MESSAGE_REACH: usize = 200;
    if at > 0 && !matches!(text.get(at - 1), Some(b'\n' | b'}')) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let tag = rest.get(..memchr::memchr(b':', rest.get(..TAG_MAX)?)?)?;
    let is_statement = tag == b"25";
    let is_party = matches!(tag, [b'5', b'0' | b'9'] | [b'5', b'0' | b'9', b'A' | b'F' | b'G' | b'H' | b'K']);
    let rest = rest.get(tag.len() + 1..)?;
    let number = rest.strip_prefix(b"/").or_else(|| is_statement.then_some(rest))?;
    let digits = number.iter().take(DIGITS.end() + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let behind = number.get(digits..)?;
    let below = behind.strip_prefix(b"\r").unwrap_or(behind);
    let ends = below.is_empty() || below.starts_with(b"\n") && (is_party || below.starts_with(b"\n:"));
    let start = at + 1 + tag.len() + 1 + rest.len() - number.len();
    let is_of_message = || {
        let around = text.get(at.saturating_sub(MESSAGE_REACH)..text.len().min(at + MESSAGE_REACH)).unwrap_or_default();
        [&b":20:"[..], b":28", b":60", b":61:", b":32A:", b":70:", b":71A:", b"{4:"]
            .iter()
            .any(|tag| memchr::memmem::find(around, tag).is_some())
    };
    ((is_party || is_statement && is_of_message()) && DIGITS.contains(&digits) && ends).then_some(start..start + digits)
}

/// Whether nothing goes on behind so many digits.
fn ends(rest: &[u8], digits: usize) -> bool {
    rest.get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-_/".contains(byte))
}

/// Whether a word of banking stands in the sentence of the number at `span`, or on the lines of its form.
#[must_use]
pub fn is_of_bank(text: &[u8], span: &Range<usize>) -> bool {
    let before = text.get(span.start.saturating_sub(SENTENCE_BEFORE)..span.start).unwrap_or_default();
    let behind = text.get(span.end..text.len().min(span.end + SENTENCE_BEHIND)).unwrap_or_default();
    let (_, before) = before.split_at(sentence_start(before));
    let (behind, _) = behind.split_at(sentence_len(behind));
    has_banking(before) || has_banking(behind) || has_bank_beside(text, span)
}

/// Whether a balance with its amount stands behind the number that ends at `end`, as loans and their applications list accounts: `  Balance $
/// 4,022.10`. What is due is a bill's.
#[must_use]
pub fn has_balance(text: &[u8], end: usize) -> bool {
    const GAP_MAX: usize = 12;
    let rest = text.get(end..).unwrap_or_default();
    let gap = rest.iter().take(GAP_MAX).take_while(|byte| b" ,;|\t".contains(byte)).count();
    let rest = rest.get(gap..).unwrap_or_default();
    let names = ["current balance", "balance"];
    let Some(name) = names.iter().find(|name| starts_with(Some(rest), name.as_bytes())) else { return false };
    let amount = rest.get(name.len()..).unwrap_or_default();
    let signs = amount.iter().take(GAP_MAX).take_while(|byte| b" :$=".contains(byte)).count();
    gap > 0 && signs > 0 && amount.get(signs).is_some_and(u8::is_ascii_digit)
}

/// Whether lines around that of an account name its bank, as forms do: `Routing number: 021000021`, `Bank: First National`, `Account
/// type: checking`.
fn has_bank_beside(text: &[u8], span: &Range<usize>) -> bool {
    let above = text.get(span.start.saturating_sub(FORM_REACH)..span.start).unwrap_or_default();
    let below = text.get(span.end..text.len().min(span.end + FORM_REACH)).unwrap_or_default();
    let names = |line: &[u8]| has_routing(line) || is_field_of_bank(line);
    above.rsplit(|byte| *byte == b'\n').skip(1).take(FORM_LINES).any(names)
        || below.split(|byte| *byte == b'\n').skip(1).take(FORM_LINES).any(names)
}

/// Whether a line is a field of a form that only accounts at banks have beside them, with its value.
fn is_field_of_bank(line: &[u8]) -> bool {
    const NAME_MAX: usize = 32;
    const NAMES: [&str; 24] = [
        "bank",
        "bank name",
        "name of bank",
        "bank address",
        "beneficiary bank",
        "beneficiary's bank",
        "receiving bank",
        "intermediary bank",
        "correspondent bank",
        "financial institution",
        "name of financial institution",
        "depository name",
        "depository",
        "credit union",
        "sort code",
        "swift",
        "swift code",
        "swift/bic",
        "bic",
        "iban",
        "ifsc",
        "ifsc code",
        "blz",
        "bsb",
    ];
    const TYPES: [&str; 3] = ["account type", "type of account", "acct type"];
    let line = line.trim_ascii_start();
    let line = line.iter().position(|byte| !b"-*#>|\" ".contains(byte)).and_then(|at| line.get(at..)).unwrap_or(line);
    let head = line.get(..line.len().min(NAME_MAX)).unwrap_or_default();
    let Some(colon) = memchr::memchr2(b':', b'=', head) else { return false };
    let name = line.get(..colon).unwrap_or_default().trim_ascii_end();
    let name = name.strip_suffix(b"**").or_else(|| name.strip_suffix(b"\"")).unwrap_or(name);
    let value = line.get(colon + 1..).unwrap_or_default();
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let is_type = || {
        [&b"checking"[..], b"savings"]
            .iter()
            .any(|kind| value.to_ascii_lowercase().windows(kind.len()).any(|word| word == *kind))
    };
    value.iter().any(u8::is_ascii_alphanumeric) && is(&NAMES) || is(&TYPES) && is_type()
}

/// Whether a line begins with the name of a routing number and holds nine digits: `Routing number: 021000021`.
fn has_routing(line: &[u8]) -> bool {
    const LEAD_MAX: usize = 16;
    const NAMES: [&str; 4] = ["routing", "aba", "rtn", "transit"];
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
    fn messages_of_banks_have_accounts_behind_their_tags() {
        for (text, wanted) in [
            (":50K:/10955198826\nANN MOORE", Some("10955198826")),
            (":59:/10955198826", Some("10955198826")),
            (":59:/10955198826\r\nANN MOORE", Some("10955198826")),
            (":50K:10955198826", None),
            (":50Z:/10955198826", None),
            (":51:/10955198826", None),
            (":25:10955198826\n:28C:1/1", Some("10955198826")),
            ("12:00\n:25:10955198826\n:26:x", None),
            (":25:10955198826\nup", None),
            (":59:/dev/10955198826", None),
            (":59:/10955198826/b", None),
            ("10:50:/10955198826", None),
        ] {
            let at = text.find(':').unwrap_or_default();
            assert_eq!(in_message(text.as_bytes(), at).and_then(|span| text.get(span)), wanted, "{text}");
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
    fn a_balance_with_an_amount_is_that_of_an_account() {
        for (text, wanted) in [
            ("95749577  Balance $ 4,022.10", true),
            ("95749577, balance: 17", true),
            ("95749577 Balance due $4", false),
            ("95749577 balance", false),
            ("95749577balance 4", false),
        ] {
            assert_eq!(has_balance(text.as_bytes(), 8), wanted, "{text}");
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
            ("Bank of America account 10664933", true),
            ("Chase checking 10664933", true),
            ("Bank: First National\nBranch: Main\nAccount Number: 10664933", true),
            ("Account number: 10664933\n\nSort code: 20-77-31", true),
            ("Account Type: Checking\nAccount: 10664933", true),
            ("Account type: residential\nAccount: 10664933", false),
            ("Bank:\nAccount: 10664933", false),
            ("We called the bank: no answer\nAccount: 10664933", false),
        ] {
            let at = text.find("10664933").unwrap();
            assert_eq!(is_of_bank(text.as_bytes(), &(at..at + 8)), wanted, "{text}");
        }
    }
}
