//! What stands between a label and a value: whether it ties the two, is a value of the label's own, makes the label a part of
//! something else, or names another.

use std::ops::Range;

use super::PHRASE_MAX;
use crate::detect::STATES;
use crate::detect::find::date;
use crate::word_list::WordList;

/// Whether label and value are tied by nothing but punctuation, `no`, `number`, `is` and the like between them.
pub(super) fn is_tie(between: &[u8]) -> bool {
    between.len() <= 12
        && between.iter().all(|byte| !byte.is_ascii_alphanumeric())
        && !between.iter().any(|byte| matches!(byte, b',' | b';' | b'.' | b'|' | b'/'))
}

/// What stands before the constructor that a value is handed to: `ssn: Some("`, `dl=Optional[`, `pan: Pan::from("`.
pub(super) fn unwrapped(between: &[u8]) -> &[u8] {
    const PATH_MAX: usize = 3;
    let stem = between.strip_suffix(b"\"").or_else(|| between.strip_suffix(b"'")).unwrap_or(between);
    let Some(mut stem) = stem.strip_suffix(b"(").or_else(|| stem.strip_suffix(b"[")) else { return between };
    for _ in 0..PATH_MAX {
        let len = stem.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let (head, word) = stem.split_at(stem.len() - len);
        match head {
            [.., b':', b':'] => stem = head.get(..head.len() - 2).unwrap_or_default(),
            [.., b':' | b'='] | [.., b':' | b'=', b' '] if word.first().is_some_and(u8::is_ascii_uppercase) => {
                return head;
            }
            _ => return between,
        }
    }
    between
}

/// What stands between a label and a value but for the code of a state, or a letter that says which of several it is: ` TX `, `/TX `, ` (TX) `,
/// `: CA `, `(H) `.
pub(super) fn without_state(between: &[u8]) -> &[u8] {
    if let [b'(', letter, b')', rest @ ..] = between
        && letter.is_ascii_alphabetic()
    {
        return rest;
    }
    let is_mark = |byte: &u8| b" :#/()-".contains(byte);
    let start = between.iter().position(|byte| !is_mark(byte)).unwrap_or(between.len());
    let rest = between.get(start..).unwrap_or_default();
    match rest {
        [first, second, behind @ ..]
            if behind.iter().all(is_mark)
                && !behind.is_empty()
                && start > 0
                && STATES.iter().any(|state| state.as_bytes() == [*first, *second]) =>
        {
            b" "
        }
        _ => between,
    }
}

/// Whether a label in capitals, a stroke and a value stand by themselves: ` SOC/536904399 `.
pub(super) fn is_slash_field(text: &[u8], label: Range<usize>, value_end: usize) -> bool {
    let before = label.start.checked_sub(1).and_then(|at| text.get(at));
    let name = text.get(label).unwrap_or_default();
    name.iter().all(u8::is_ascii_uppercase)
        && before.is_none_or(u8::is_ascii_whitespace)
        && text.get(value_end).is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'.')
}

/// How the second of two labels belongs to the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// It does not.
    Apart,
    /// `SSN or ITIN`: both name the value.
    Or,
    /// `IMEI of the test phone`: the first one names the value, and the second one says of what.
    Of,
}

/// How the words between two labels link them.
pub(super) fn link(between: &[u8]) -> Link {
    const WORDS_MAX: usize = 3;
    let is_word = |byte: &u8| byte.is_ascii_lowercase() || b" '".contains(byte);
    let spaces = |words: &[u8]| words.iter().filter(|byte| **byte == b' ').count();
    match between.strip_prefix(b" of ") {
        Some(words) if words.iter().all(is_word) && spaces(words) <= WORDS_MAX => Link::Of,
        _ if matches!(between, b" or " | b"/" | b" / ") => Link::Or,
        _ => Link::Apart,
    }
}

/// The value that a label has already, which begins right behind it, and what stands behind that: ` 356579048283694. Called `.
fn own_value(between: &[u8]) -> Option<(&[u8], &[u8])> {
    const DIGITS_MIN: usize = 4;
    let tie = between.iter().take_while(|byte| b" :#=\"'(".contains(byte)).count();
    let mut rest = between.get(tie..)?;
    let mut digits = 0;
    // `123 45 6789`, `-87.417812`
    loop {
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(byte)).count();
        let (word, after) = rest.split_at(len);
        if !word.iter().any(u8::is_ascii_digit) {
            return None;
        }
        digits += word.iter().filter(|byte| byte.is_ascii_digit()).count();
        match after {
            [b' ' | b'.', next, ..] if next.is_ascii_digit() => rest = after.get(1..)?,
            _ => {
                let own = between.get(tie..between.len() - after.len())?;
                // `Phone (2024 update): `
                let is_year = own.len() == 4 && (own.starts_with(b"19") || own.starts_with(b"20"));
                return Some((own, after)).filter(|_| digits >= DIGITS_MIN && !is_year);
            }
        }
    }
}

/// Whether a label's own value and the end of its sentence stand behind it.
pub(super) fn has_own_value(between: &[u8]) -> bool {
    matches!(own_value(between), Some((_, [b'.' | b';', b' ', next, ..])) if next.is_ascii_alphabetic())
}

/// Words that say whose the next value is, or which.
const LINKS: [&[u8]; 22] = [
    b"and",
    b"or",
    b"plus",
    b"then",
    b"to",
    b"his",
    b"her",
    b"hers",
    b"my",
    b"mine",
    b"their",
    b"spouse",
    b"wife",
    b"husband",
    b"son",
    b"daughter",
    b"old",
    b"new",
    b"other",
    b"second",
    b"formerly",
    b"previously",
];

fn is_link(word: &[u8]) -> bool {
    LINKS.iter().any(|link| word.eq_ignore_ascii_case(link))
}

/// Whether a label's own value and other words stand behind it, and no list goes on: `License: B-563-031-585-787 employee id `. A
/// value of the same form is another of its kind, `SSN 536904399 spouse `, unless a word of its own names it: `tel 7756642142 fare `.
pub(super) fn is_spent(between: &[u8], value: &[u8]) -> bool {
    let Some((own, rest)) = own_value(between) else { return false };
    let len = rest.iter().take_while(|byte| !byte.is_ascii_alphabetic()).count();
    let word = rest.get(len..).unwrap_or_default();
    let word = word.get(..word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()).unwrap_or_default();
    word.len() > 1 && !is_link(word) && (!is_same_form(own, value) || is_renamed(rest, value))
}

/// Words that say whose a value is, or which of several, and leave it what it is.
static RELATIONS: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "relation");

/// Words that say which of several devices one is.
static OF_DEVICES: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "device");

/// Whether words between a label's own value and the next one name that next one: ` fare `, `. Lease `, `  Admit: `. Words of relation and
/// names of people do not: `, Ann `.
fn is_renamed(rest: &[u8], value: &[u8]) -> bool {
    const DEVICE_LEN: usize = 15;
    let is_device = value.len() == DEVICE_LEN && value.iter().all(u8::is_ascii_digit);
    let is_shared = |word: &[u8]| is_link(word) || RELATIONS.holds(word) || is_device && OF_DEVICES.holds(word);
    let mut strangers =
        rest.split(|byte| !byte.is_ascii_alphabetic()).filter(|word| word.len() > 1 && !is_shared(word)).peekable();
    if strangers.peek().is_none() {
        return false;
    }
    let is_announced = matches!(rest.trim_ascii_end().last(), Some(b':' | b'#' | b'='));
    // `. Lease `, ` / file `: another clause.
    let is_apart = rest.windows(2).any(|sign| matches!(sign, b". " | b"/ " | b"| "));
    let is_name = |word: &[u8]| {
        word.first().is_some_and(u8::is_ascii_uppercase) && word.iter().skip(1).all(u8::is_ascii_lowercase)
    };
    is_announced || is_apart || !strangers.all(is_name)
}

/// Whether a value is a date.
pub(super) fn is_date(value: &[u8]) -> bool {
    let digit = value.iter().position(u8::is_ascii_digit);
    digit.and_then(|digit| date::around(value, digit)).is_some_and(|read| read.found.span == (0..value.len()))
}

/// Whether a date stands behind a label, and a word that says of what the next date is: `DOB 05/01/1944 seen `. Words in parentheses
/// belong to the date before them.
pub(super) fn has_own_date(between: &[u8]) -> bool {
    let begins =
        |at: &usize| at.checked_sub(1).and_then(|at| between.get(at)).is_none_or(|byte| !byte.is_ascii_digit());
    let digits = between.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at);
    let Some(own) = digits.filter(begins).find_map(|at| date::around(between, at)) else { return false };
    let rest = between.get(own.found.span.end..).unwrap_or_default();
    let mut depth = 0_u32;
    let mut is_outside = |byte: u8| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    let mut words = rest.split(|&byte| !is_outside(byte) || !byte.is_ascii_alphabetic());
    words.any(|word| EVENTS.holds(word)) || !rest.contains(&b'(') && is_renamed(rest, &[])
}

/// Words that tell of what another date is.
static EVENTS: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "event");

/// Whether the value that a negative label names stands behind it already, and something else begins: `order 88, ask for `, `Lot 74, Reno. `,
/// `Order #88: `. Numbers parted by commas are a list: `part 12, `.
pub(super) fn is_used(between: &[u8], value: &[u8]) -> bool {
    let tie = between.iter().take_while(|byte| b" :#=\"'(".contains(byte)).count();
    let body = between.get(tie..).unwrap_or_default();
    let own = body.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(byte)).count();
    let (own, rest) = body.split_at(own);
    let mut words = rest.split(|byte| !byte.is_ascii_alphabetic());
    // `order 12 or 13`, `part 12 replaces 13`: the next one is another of its kind.
    let goes_on = |word: &[u8]| is_link(word) || [&b"was"[..], b"replaces", b"through"].contains(&word);
    let is_other = words.any(|word| word.len() > 1 && !goes_on(word)) || matches!(rest, [b'.' | b':', b' ', ..]);
    own.iter().any(u8::is_ascii_digit) && is_other && !is_same_form(own, value)
}

/// Whether what stands between a value and a label behind it says that the value is what the label names: ` is the `. Any other word makes
/// it something beside the value: ` by Ms. `.
pub(super) fn says_of_value(gap: &[u8]) -> bool {
    const WORDS: [&[u8]; 14] =
        [b"is", b"was", b"are", b"as", b"the", b"a", b"an", b"my", b"our", b"your", b"his", b"her", b"this", b"that"];
    let mut words = gap.split(|byte| !byte.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a value in quotes is an argument, and the next one is what a method or a field gives that a label names: `", person.get` before
/// `Dob()`.
pub(super) fn is_getter(gap: &[u8], rest: &[u8]) -> bool {
    let Some(path) = gap.strip_prefix(b"\", ").or_else(|| gap.strip_prefix(b"', ")) else { return false };
    let stem = path.strip_suffix(b"get").or_else(|| path.strip_suffix(b"get_")).unwrap_or(path);
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'(' | b')');
    stem.len() > 1
        && stem.ends_with(b".")
        && stem.iter().all(is_path)
        && (rest.starts_with(b"()") || rest.starts_with(b")"))
}

/// Whether `ID` is the code of a state: `Boise, ID 83767. `, `Boise, ID (208) 853-9353`.
pub(super) fn is_state(text: &[u8], label: Range<usize>, value: Range<usize>) -> bool {
    if text.get(label.clone()) != Some(b"ID") {
        return false;
    }
    let before = text.get(..label.start).unwrap_or_default();
    let is_behind_place = matches!(before, [.., letter, b',', b' '] if letter.is_ascii_alphabetic());
    let (end, start) = (label.end, value.start);
    let is_zip = || {
        let between = text.get(end..start).and_then(|between| between.strip_prefix(b" ")).unwrap_or_default();
        let digits = between.iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits == 5 && between.get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let is_grouped = || {
        let value = text.get(value.clone()).unwrap_or_default();
        start == end + 1 && value.first() == Some(&b'(')
    };
    is_behind_place && (is_zip() || is_grouped())
}

/// What stands before a value and numbers something that no rule is about: `claim # `, `employee number `, `account no. is `.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OwnName {
    /// Where the noun begins.
    pub(super) at: usize,
    /// Whether it says that it is a number: `account 681762437` says so only where another label has its value.
    is_numbered: bool,
}

impl OwnName {
    /// What stands before the value at `start`, on its line.
    pub(super) fn before(text: &[u8], start: usize) -> Option<Self> {
        const REACH: usize = 40;
        const NOUNS: [&[u8]; 29] = [
            b"claim",
            b"case",
            b"account",
            b"acct",
            b"employee",
            b"order",
            b"policy",
            b"member",
            b"loan",
            b"customer",
            b"client",
            b"invoice",
            b"ticket",
            b"receipt",
            b"badge",
            b"confirmation",
            b"tracking",
            b"batch",
            b"lot",
            b"transaction",
            b"group",
            b"contract",
            b"reservation",
            b"booking",
            b"student",
            b"docket",
            b"room",
            b"matter",
            b"branch",
        ];
        const NUMBERS: [&[u8]; 6] = [b"no", b"num", b"nbr", b"nr", b"number", b"id"];
        let from = start.saturating_sub(REACH);
        let head = text.get(from..start)?;
        let is = |word: &[u8], known: &[&[u8]]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
        let (mut stem, mut word, mut gap) = last_word(head);
        if is(word, &[b"is", b"was"]) {
            (stem, word, gap) = last_word(stem);
        }
        let mut is_numbered = gap.contains(&b'#');
        if is(word, &NUMBERS) {
            is_numbered = true;
            (stem, word, _) = last_word(stem);
        }
        is(word, &NOUNS).then_some(Self { at: from + stem.len(), is_numbered })
    }

    /// Whether the value is that of this name, and not of a label before it that ends at `label_end`. `SSN claim # ` is one name,
    /// and ` or ` makes two of one thing.
    pub(super) fn stands_between(self, text: &[u8], label_end: usize, between: &[u8]) -> bool {
        let Some(gap) = text.get(label_end..self.at) else { return false };
        let is_apart = gap.iter().any(|byte| !b" -_".contains(byte)) && !matches!(gap, b" or " | b"/" | b" / ");
        // `SSN of employee # ` says whose it is: another thing stands in a clause of its own.
        let body = gap.trim_ascii_end();
        let is_behind_words = body.ends_with(b",") && body.iter().any(u8::is_ascii_alphabetic);
        let is_clause = body.iter().any(|byte| b";.|".contains(byte)) || body.ends_with(b" and") || is_behind_words;
        is_apart && (self.is_numbered && is_clause || own_value(between).is_some())
    }
}

/// A text before its last word, the word, and the signs behind it.
fn last_word(text: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let len = text.iter().rposition(|byte| !b" :#=\"'(.".contains(byte)).map_or(0, |last| last + 1);
    let (text, gap) = text.split_at(len);
    let letters = text.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (stem, word) = text.split_at(text.len() - letters);
    (stem, word, gap)
}

/// Whether two values have as many digits and as many letters.
fn is_same_form(one: &[u8], other: &[u8]) -> bool {
    let of = |text: &[u8], sort: fn(&u8) -> bool| text.iter().filter(|byte| sort(byte)).count();
    let sorts: [fn(&u8) -> bool; 2] = [u8::is_ascii_digit, u8::is_ascii_alphabetic];
    sorts.into_iter().all(|sort| of(one, sort) == of(other, sort))
}

/// Whether a list stands between that a colon opens, a word and a comma at its end: `: Ann Moore, Moore and Sons, `.
pub(super) fn ends_list_item(between: &[u8]) -> bool {
    between.starts_with(b":")
        && between.trim_ascii_end().strip_suffix(b",").is_some_and(|items| items.iter().any(u8::is_ascii_alphabetic))
}

/// Whether what stands before a value says that the value is what the sentence is about.
pub(super) fn closes_sentence(text: &[u8], start: usize) -> bool {
    let before = text.get(start.saturating_sub(8)..start).unwrap_or_default();
    [&b" is "[..], b" was ", b" are ", b": "].iter().any(|close| before.ends_with(close))
}

/// Whether words alone, of one sentence that ends with `is`, `was` or a colon, stand between a label and a value.
pub(super) fn is_one_sentence(between: &[u8]) -> bool {
    let is_of_words = |byte: &u8| byte.is_ascii_alphabetic() || b" ,'-()".contains(byte);
    let body = between.strip_suffix(b": ").unwrap_or(between);
    closes_sentence(between, between.len()) && body.iter().all(is_of_words)
}

/// Words that leave it what it is: of its writing, of whose it is, and of which of several.
static SAME: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "same");

/// Whether an identifier goes on behind a label (`_table`, `Table`), with a word that makes it the name of something else.
pub(super) fn names_more(between: &[u8]) -> bool {
    let rest = match between {
        [b'_', rest @ ..] => rest,
        [b'A'..=b'Z', ..] => between,
        _ => return false,
    };
    let first = usize::from(rest.first().is_some_and(u8::is_ascii_uppercase));
    let more = rest.get(first..).unwrap_or_default().iter();
    let is_hump = between.first() != Some(&b'_');
    let is_within = |byte: &&u8| byte.is_ascii_lowercase() || (!is_hump && byte.is_ascii_uppercase());
    let word = rest.get(..first + more.take_while(is_within).count()).unwrap_or_default();
    !word.is_empty() && !SAME.holds(word)
}

/// Whether a value is that of another name, which stands between it and the label: `phone=x, offset=`, `"tel": 4, "id": `,
/// `tel.go: max_age `.
pub(super) fn is_of_another(between: &[u8]) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let stem = between.iter().rposition(is_word).map_or(0, |last| last + 1);
    let (stem, glue) = between.split_at(stem);
    let len = stem.iter().rev().take_while(|byte| is_word(byte)).count();
    let (before, name) = stem.split_at(stem.len() - len);
    // What is written on to the label is a part of it.
    if before.is_empty() || name.first().is_none_or(u8::is_ascii_digit) {
        return false;
    }
    let is_quoted = |quote: u8| glue.first() == Some(&quote) && before.last() == Some(&quote);
    let is_key = (is_quoted(b'"') || is_quoted(b'\'')) && matches!(glue.get(1), Some(b':' | b'='));
    let is_tied = matches!(glue.first(), Some(b':' | b'='));
    let is_field = is_tied && before.iter().any(|byte| matches!(byte, b':' | b'=')) && before.contains(&b',');
    // `name="dob" value="1955-07-12"` is a field of a form.
    if before.ends_with(b"\" ") && matches!(name, b"value" | b"content") && glue.starts_with(b"=") {
        return false;
    }
    // `SSN ______536904399______` is a form with lines to write on.
    let is_line = name.iter().all(|byte| *byte == b'_') && glue.iter().all(|byte| *byte == b' ');
    name.contains(&b'_') && !is_line || is_key || glue.first() == Some(&b'=') || is_field
}

/// Whether the identifier that a label ends begins with a word for how many, how large, which limit, or a thing of programs:
/// `max_`, `idx`.
pub(super) fn counts(before: &[u8]) -> bool {
    const QUANTITIES: [&[u8]; 25] = [
        b"max", b"maximum", b"min", b"minimum", b"count", b"total", b"limit", b"size", b"len", b"length", b"seed",
        b"idx", b"index", b"ptr", b"offset", b"buf", b"buffer", b"cache", b"mask", b"flag", b"flags", b"handler",
        b"magic", b"level", b"mode",
    ];
    let len =
        before.iter().rev().take(PHRASE_MAX).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let stem = before.get(before.len() - len..).unwrap_or_default();
    QUANTITIES.iter().any(|word| {
        let rest = stem.get(word.len()..).unwrap_or_default();
        let is_word = stem.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        // A word of an identifier, which ends where the next one begins.
        is_word && rest.first().is_none_or(|byte| *byte == b'_' || byte.is_ascii_uppercase())
    })
}

/// Whether a short word stands right behind a digit, and is a part of a code (`222CC`) or a unit (`44pin`).
pub(super) fn is_glued(text: &[u8], start: usize, end: usize) -> bool {
    const SHORT: usize = 4;
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    end - start <= SHORT && before.is_some_and(u8::is_ascii_digit)
}

/// Whether no word stands before a place on its line.
pub(super) fn opens_drawing(text: &[u8], at: usize) -> bool {
    const LINE_MAX: usize = 80;
    let head = text.get(at.saturating_sub(LINE_MAX)..at).unwrap_or_default();
    let line = memchr::memrchr(b'\n', head).and_then(|end| head.get(end + 1..)).unwrap_or(head);
    !line.iter().any(|byte| byte.is_ascii_lowercase() || !byte.is_ascii())
}

/// Whether the label is a part of a path or an address, and the value of another one: `once_cell/issues/264#comment-2352654806`.
pub(super) fn is_path(between: &[u8]) -> bool {
    between.first() == Some(&b'/')
        && between.iter().any(u8::is_ascii_alphabetic)
        && between.iter().any(|byte| byte.is_ascii_digit() || *byte == b'#')
        && !between.iter().any(|byte| byte.is_ascii_whitespace() || b":=".contains(byte))
}

/// Whether a sign of comparison stands between a label and a value: `dob < '2002-01-01'` is the limit of a query.
pub(super) fn is_compared(between: &[u8]) -> bool {
    memchr::memchr2_iter(b'<', b'>', between).any(|at| {
        let (before, behind) = between.split_at(at);
        before.ends_with(b" ") && matches!(behind, [_, b' ', ..] | [_, b'=', b' ', ..])
    })
}

/// Whether a `#` and nothing but punctuation stands between label and value.
pub(super) fn is_numbered(between: &[u8]) -> bool {
    between.contains(&b'#') && !between.iter().any(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b',' | b';'))
}

/// Whether what follows a label says that its value comes after it: `: `, `=`, `# 12`.
pub(super) fn announces(after: &[u8]) -> bool {
    let first = after.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'"' | b'\''));
    first.is_some_and(|byte| matches!(byte, b':' | b'=' | b'#' | b'+' | b'(') || byte.is_ascii_digit())
}
