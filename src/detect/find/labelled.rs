//! Values that only their label makes, in text: what stands behind `password:`, `PIN =`, `cvv`.
//!
//! The label has been seen; this file finds where its value begins and ends. Free words need a sign that ties them to the
//! label (`:`, `=`, `is`, a tag); digits may stand a word or two away.

use std::ops::Range;

use super::answered::answered;
use super::secret::{handed, is_chosen, is_secret_word, token};
use crate::word_list::WordList;

/// How far behind its label a value may begin.
const GAP_MAX: usize = 28;
/// The same where the words between name the number: `last four digits of his social security number are 4399`.
const GAP_LONG: usize = 56;
/// The longest phrase that says what a password is for.
const PURPOSE_MAX: usize = 40;
/// The longest value.
pub(super) const VALUE_MAX: usize = 128;

/// A value behind a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its bytes.
    pub span: Range<usize>,
    /// Whether quotes stand around it.
    pub is_quoted: bool,
    /// Whether a sign ties it to its label.
    pub is_tied: bool,
    /// Whether spaces stand around the sign, as in code: `name = value`.
    pub is_spaced: bool,
    /// Whether the tie is a sign, and no word.
    pub is_signed: bool,
}

/// The value behind the label that stands at `at`, on the same line.
#[must_use]
pub fn behind(text: &[u8], at: usize) -> Option<Value> {
    let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    let label_end = at + text.get(at..)?.iter().take_while(is_word).count();
    if names_more(text.get(at..label_end)?) {
        return None;
    }
    let gap_max = if names_ssn(text.get(label_end..text.len().min(label_end + GAP_MAX))?) { GAP_LONG } else { GAP_MAX };
    let gap = text.get(label_end..text.len().min(label_end + gap_max))?;
    let of_call = || handed(text, at, gap).map(|end| Tie { end, is_tag: false, is_spaced: false });
    let sign = tie(gap).or_else(|| setter(text, at, gap)).or_else(|| dashed(text, at, gap)).or_else(of_call);
    // `pins 1234 and 5678 on the header`
    if sign.is_none() && text.get(..label_end).is_some_and(|label| label.ends_with(b"pins")) {
        return None;
    }
    let mut from = label_end + sign.map_or(0, |sign| sign.end);
    let mut marks = 0;
    let says = [&b" is \""[..], b" is '", b" was \"", b" was '"].into_iter().find(|says| gap.starts_with(says));
    // `--password Tr0ub4dor`, `PASSWORD 'Tr0ub4dor'`, `login ann password Tr0ub4dor`
    let is_led = || {
        let is_word = |rest: &[u8]| {
            (is_option(text, at) || follows_login(text, at)) && is_secret_word(rest, !is_option(text, at))
                || is_chosen(token(rest.strip_prefix(b"`").unwrap_or(rest)))
        };
        matches!(gap, [b' ', b'\'' | b'"', ..])
            || gap.first() == Some(&b' ') && text.get(label_end + 1..).is_some_and(is_word)
    };
    let told = if sign.is_none() && says.is_none() {
        told(text.get(label_end..)?)
            .or_else(|| changed(text, at, label_end))
            .or_else(|| is_led().then_some(1))
            .or_else(|| behind_dash(text.get(label_end..)?))
            .or_else(|| named(text, label_end))
    } else {
        None
    };
    if let Some(says) = says.filter(|_| sign.is_none()) {
        from = label_end + says.len() - 1;
    } else if let Some(told) = told {
        from = label_end + told;
    } else if sign.is_none() {
        let digit = gap.iter().position(u8::is_ascii_digit)?;
        let between = gap.get(..digit)?;
        // `SSN (last 4) 4399`
        marks = between.iter().rev().take_while(|byte| b"*`".contains(byte)).count();
        let between = between.get(..between.len() - marks)?;
        let words = between.strip_prefix(b")").unwrap_or(between);
        let words = words.strip_prefix(b"**").or_else(|| words.strip_prefix(b"`")).unwrap_or(words);
        let is_near = words.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'#' | b'.'));
        let is_apart = matches!(between.last(), Some(b' ' | b'#'));
        let words_max = if names_ssn(between) { 8 } else { 3 };
        if !is_near || !is_apart || between.iter().filter(|byte| **byte == b' ').count() > words_max {
            return None;
        }
        if is_measured(text.get(label_end + digit..)?) {
            return None;
        }
        from = label_end + digit;
    }
    let declared = sign.filter(|sign| !sign.is_tag).map_or(0, |_| type_len(text.get(from..).unwrap_or_default()));
    let is_constant = declared > 0 && text.get(from..).is_some_and(|rest| rest.starts_with(b"Final"));
    from += declared;
    // `IDC_PIN: Final = 32671`: a constant of a program.
    let is_number = |rest: &[u8]| rest.strip_prefix(b"-").unwrap_or(rest).first().is_some_and(u8::is_ascii_digit);
    if is_constant && text.get(from..).is_some_and(is_number) {
        return None;
    }
    if sign.is_some_and(|sign| !sign.is_tag) {
        // `**Password:** v`
        from += closing_len(text, at, from);
    }
    let emphasis = emphasis_len(text.get(from..)?);
    from += emphasis;
    // `WITH PASSWORD = N'Tr0ub4dor'`: a string of a national character set.
    from += usize::from(matches!(text.get(from..), Some([b'N', b'\'', ..])));
    let quote = text.get(from).copied().filter(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    from += usize::from(quote.is_some());
    let rest = text.get(from..text.len().min(from + VALUE_MAX + 1))?;
    let is_tag = sign.is_some_and(|sign| sign.is_tag);
    let is_end = |byte: &u8| match quote {
        Some(quote) => *byte == quote || *byte == b'\n',
        None if is_tag => matches!(byte, b'<' | b'\n'),
        None => byte.is_ascii_whitespace() || matches!(byte, b'"' | b',' | b';' | b'|' | b'<'),
    };
    let mut len = rest.iter().position(is_end).unwrap_or(rest.len());
    if emphasis + marks > 0 && quote.is_none() {
        len = len.min(memchr::memchr2(b'*', b'`', rest)?);
        // `pin **4711** of J3`
        let behind = rest.get(len..)?;
        let closing = behind.iter().take_while(|byte| b"*`".contains(byte)).count();
        if sign.is_none() && behind.get(closing..)?.starts_with(b" of ") {
            return None;
        }
    } else if quote.is_none() {
        len = query_end(rest.get(..len)?).unwrap_or(len);
        let is_mark = |byte: &&u8| matches!(byte, b'.' | b')' | b']' | b'}' | b':' | b'\'' | b'?');
        len -= rest.get(..len)?.iter().rev().take_while(is_mark).count();
    }
    let is_spaced = sign.is_some_and(|sign| sign.is_spaced);
    (len > 0 && len <= VALUE_MAX).then_some(Value {
        span: from..from + len,
        is_quoted: quote.is_some(),
        is_tied: sign.is_some() || says.is_some() || told.is_some(),
        is_spaced,
        is_signed: sign.is_some(),
    })
}

/// The signs of Markdown that set off a value, `**v**`, `*v*`, where the same close it on its line.
fn emphasis_len(text: &[u8]) -> usize {
    let len = text.iter().take(3).take_while(|byte| **byte == b'*').count();
    let (signs, rest) = text.split_at(len);
    let rest = rest.get(..rest.len().min(VALUE_MAX)).unwrap_or_default();
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let end = memchr::memchr(b'*', line).filter(|at| *at > 0).and_then(|at| line.get(at..));
    let behind = end.and_then(|end| end.strip_prefix(signs));
    // What is set off has no such sign itself: a pattern has.
    let closes = behind.is_some_and(|behind| behind.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()));
    let begins = rest.first().is_some_and(|byte| !byte.is_ascii_whitespace());
    if (1..=2).contains(&len) && closes && begins { len } else { 0 }
}

/// The signs that end the emphasis of the label at `at` and the blank behind them, where a value begins at `from`.
fn closing_len(text: &[u8], at: usize, from: usize) -> usize {
    const LABEL_MAX: usize = 40;
    let rest = text.get(from..).unwrap_or_default();
    let len = rest.iter().take(3).take_while(|byte| **byte == b'*').count();
    let before = text.get(at.saturating_sub(LABEL_MAX)..at).unwrap_or_default();
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_open = line.iter().filter(|byte| **byte == b'*').count() == len;
    if (1..=2).contains(&len) && is_open && rest.get(len) == Some(&b' ') { len + 1 } else { 0 }
}

/// Whether words name the social security number.
fn names_ssn(words: &[u8]) -> bool {
    let is = |name: &[u8]| words.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name));
    is(b"ssn") || is(b"social")
}

/// Where the value begins that a sentence tells without quotes: ` is hunter68`. It holds a digit and a letter, so that no word of
/// English is one, and is no name of an encoding: `the password is base64 encoded`.
fn told(rest: &[u8]) -> Option<usize> {
    const SAYS: [&[u8]; 18] = [
        b" is now ",
        b" is set to ",
        b" is ",
        b" was changed to ",
        b" was reset to ",
        b" was set to ",
        b" was updated to ",
        b" has been changed to ",
        b" has been reset to ",
        b" has been set to ",
        b" changed to ",
        b" reset to ",
        b" set to ",
        b" updated to ",
        b" was ",
        b" is: ",
        b" was: ",
        b" to: ",
    ];
    // `password for the portal is`
    let purpose = [&b" for "[..], b" to ", b" of ", b" on "].iter().any(|link| rest.starts_with(link));
    let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b" @._-".contains(*byte);
    let words = rest.iter().take(PURPOSE_MAX).take_while(is_word).count();
    let says = |at: usize| {
        SAYS.iter().find(|says| rest.get(at..).is_some_and(|rest| rest.starts_with(says))).map(|says| at + says.len())
    };
    let len = says(0).or_else(|| (1..words).filter(|_| purpose).find_map(says))?;
    let rest = rest.get(len..)?;
    (is_secret_word(rest, true) || is_chosen(token(rest))).then_some(len)
}

/// Where the value begins behind a dash or an arrow: `password - Tr0ub4dor&3`, `pw -> Tr0ub4dor&3`.
fn behind_dash(rest: &[u8]) -> Option<usize> {
    const DASHES: [&[u8]; 4] = [b" - ", b" -> ", b" \xE2\x80\x93 ", b" \xE2\x86\x92 "];
    let dash = DASHES.iter().find(|dash| rest.starts_with(dash))?;
    is_chosen(token(rest.get(dash.len()..)?)).then_some(dash.len())
}

/// Where the name begins that somebody's mother bore, behind a label that ends at `label_end`: `mother's maiden name is Moore`.
fn named(text: &[u8], label_end: usize) -> Option<usize> {
    let (head, rest) = text.split_at_checked(label_end)?;
    let says = [&b" is "[..], b" was "].into_iter().find(|says| rest.starts_with(says))?;
    let word = rest.get(says.len()..)?;
    let len = word.iter().take_while(|byte| byte.is_ascii_alphabetic() || b"'-".contains(byte)).count();
    let is_name = word.first().is_some_and(u8::is_ascii_uppercase)
        && len > 1
        && word.get(1..len)?.iter().any(u8::is_ascii_lowercase)
        && matches!(word.get(len), None | Some(b'.' | b',' | b';' | b'\n' | b'\r' | b'"' | b')'));
    (head.ends_with(b"aiden name") && is_name).then_some(says.len())
}

/// Where the value begins that a password was changed to: `reset the account password to Often1985`.
fn changed(text: &[u8], at: usize, label_end: usize) -> Option<usize> {
    const REACH: usize = 40;
    const VERBS: [&[u8]; 5] = [b"reset", b"chang", b"updat", b"set the ", b"set p"];
    const TO: &[u8] = b" to ";
    let behind = text.get(label_end..)?;
    // `set the password for ann to `
    let whose = match behind.strip_prefix(b" for ") {
        Some(name) => {
            " for ".len() + name.iter().take(PURPOSE_MAX).take_while(|byte| !byte.is_ascii_whitespace()).count()
        }
        None => 0,
    };
    let rest = behind.get(whose..)?.strip_prefix(TO)?;
    let before = text.get(at.saturating_sub(REACH)..at)?;
    let line = before.rsplit(|byte| *byte == b'\n').next()?;
    let is_changed = VERBS.iter().any(|verb| memchr::memmem::find(line, verb).is_some());
    (is_changed && is_chosen(token(rest))).then_some(whose + TO.len())
}

/// Whether a text ends with a label and the beginning of another one behind a stroke: `passcode/P`.
#[must_use]
pub fn is_alternative(text: &[u8]) -> bool {
    const LABELS: [&[u8]; 6] = [b"passcode", b"password", b"pin", b"passwd", b"pwd", b"pw"];
    let Some(stroke) = memchr::memrchr(b'/', text) else { return false };
    let head = text.get(..stroke).unwrap_or_default();
    let len = head.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (before, word) = head.split_at(head.len() - len);
    before.last().is_none_or(|byte| byte.is_ascii_whitespace())
        && LABELS.iter().any(|label| word.eq_ignore_ascii_case(label))
}

/// Whether the word before `at` is an option of a command: `--db-password`.
fn is_option(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).count();
    before.get(before.len() - word..).is_some_and(|word| word.starts_with(b"--"))
}

/// Whether a name to log in with stands before the label at `at`, in its line.
fn follows_login(text: &[u8], at: usize) -> bool {
    const REACH: usize = 80;
    const LOGINS: [&[u8]; 4] = [b"login", b"user", b"account", b"logon"];
    let before = text.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let mut lines = before.rsplit(|byte| *byte == b'\n');
    let line = lines.next().unwrap_or_default();
    // In a file of logins each part may have its line: `login ann`.
    let opens = line.trim_ascii_start().iter().all(u8::is_ascii_alphabetic);
    let above = lines.next().filter(|_| opens).unwrap_or_default().trim_ascii();
    if above.strip_prefix(b"login ").is_some_and(|name| !name.is_empty() && !name.contains(&b' ')) {
        return true;
    }
    let words = line.split(|byte| !byte.is_ascii_alphanumeric());
    words.filter(|word| word.len() >= 4).any(|word| {
        LOGINS.iter().any(|login| word.get(..login.len()).is_some_and(|head| head.eq_ignore_ascii_case(login)))
    })
}

/// The sign of a method that sets what the label names, and of one of a builder, with a value in quotes: `setPassword("…")`,
/// `.password("…")`.
fn setter(text: &[u8], at: usize, gap: &[u8]) -> Option<Tie> {
    const VERBS: [&[u8]; 4] = [b"set", b"with", b"update", b"change"];
    const NAME_MAX: usize = 40;
    if !matches!(gap, [b'(', b'"' | b'\'', ..]) {
        return None;
    }
    let before = text.get(at.saturating_sub(NAME_MAX)..at)?;
    let len = before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let (head, name) = before.split_at(before.len() - len);
    let is_verb = |verb: &&[u8]| {
        let rest = name.get(verb.len()..).and_then(<[u8]>::first);
        name.get(..verb.len()).is_some_and(|word| word.eq_ignore_ascii_case(verb))
            && rest.is_some_and(|byte| *byte == b'_' || byte.is_ascii_uppercase())
    };
    let is_field = head.ends_with(b".") && name.iter().all(u8::is_ascii_lowercase);
    (is_field || VERBS.iter().any(is_verb)).then_some(Tie { end: 1, is_tag: false, is_spaced: false })
}

/// The dash behind a word for an answer that stands between dashes itself: `first pet - answer - Rex`.
fn dashed(text: &[u8], at: usize, gap: &[u8]) -> Option<Tie> {
    const DASH: &[u8] = b" - ";
    let stem = text.get(..at)?.strip_suffix(b"nswer")?;
    let before = stem.get(..stem.len().checked_sub(1)?)?;
    (gap.starts_with(DASH) && before.ends_with(DASH)).then_some(Tie {
        end: DASH.len(),
        is_tag: false,
        is_spaced: false,
    })
}

/// The value with the name behind it that ends its line, `New York`, and with that behind a short form, `Mr. Whiskers`. A word that other
/// labels begin with is none: `Smith Employer`.
#[must_use]
pub fn with_name(text: &[u8], value: Value) -> Value {
    const REST_MAX: usize = 32;
    const SHORT: [&[u8]; 7] = [b"Mr", b"Mrs", b"Ms", b"Dr", b"St", b"Ft", b"Mt"];
    static OF_LABELS: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "label");
    let Some(rest) = text.get(value.span.end..).filter(|_| !value.is_quoted) else { return value };
    let rest = rest.get(..REST_MAX).unwrap_or(rest);
    let line_end = memchr::memchr(b'\n', rest).or_else(|| (rest.len() < REST_MAX).then_some(rest.len()));
    let Some(line) = line_end.and_then(|end| rest.get(..end)) else { return value };
    let line = line.trim_ascii_end();
    let name = line.strip_suffix(b".").unwrap_or(line);
    let is_name = |word: &[u8]| {
        word.first().is_some_and(u8::is_ascii_uppercase)
            && word.iter().all(|byte| byte.is_ascii_alphabetic() || b"'-".contains(byte))
    };
    let begun = text.get(value.span.clone()).unwrap_or_default();
    let word = match name.strip_prefix(b". ") {
        Some(word) if SHORT.contains(&begun) => word,
        Some(_) => return value,
        None => name.strip_prefix(b" ").unwrap_or_default(),
    };
    // `Smith DOB`
    let is_other = word.iter().filter(|byte| byte.is_ascii_uppercase()).count() == word.len() || OF_LABELS.holds(word);
    if !is_name(begun) || !is_name(word) || is_other {
        return value;
    }
    Value { span: value.span.start..value.span.end + name.len(), ..value }
}

/// Whether the label at `at` is that of a code that lets somebody into a meeting, whose number or address stands before it on the same
/// line or the one before.
#[must_use]
pub fn is_of_meeting(text: &[u8], at: usize) -> bool {
    const REACH: usize = 120;
    const MEETINGS: [&[u8]; 4] = [b"meeting id", b"webinar id", b"zoom.us/j/", b"zoom.us/w/"];
    if !text.get(at..).is_some_and(|rest| rest.starts_with(b"asscode")) {
        return false;
    }
    let before = text.get(at.saturating_sub(REACH)..at).unwrap_or_default().to_ascii_lowercase();
    let lines = before.rsplitn(3, |byte| *byte == b'\n').take(2);
    let near = lines.map(<[u8]>::len).sum::<usize>() + 1;
    let near = before.get(before.len().saturating_sub(near)..).unwrap_or_default();
    MEETINGS.iter().any(|word| memchr::memmem::find(near, word).is_some())
}

/// The bytes of a type and the sign behind it, where a value is declared with one: `password: String = "…"`, `pin: &str = "…"`.
fn type_len(text: &[u8]) -> usize {
    let is_type = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_:.<>&*?".contains(byte);
    let reference = [&b"&'static "[..], b"&"].into_iter().find(|sign| text.starts_with(sign)).map_or(0, <[u8]>::len);
    let text = text.get(reference..).unwrap_or_default();
    let len = text.iter().take(VALUE_MAX).take_while(is_type).count();
    let begins = text.first().is_some_and(u8::is_ascii_alphabetic);
    let goes_on = text.get(len..).is_some_and(|rest| rest.starts_with(b" = "));
    if begins && goes_on { reference + len + 3 } else { 0 }
}

/// Whether a value may stand behind the label at `at`: what [`behind`] says, where the label is short enough to be seen whole
/// by everyone who looks.
#[must_use]
pub fn may_follow(text: &[u8], at: usize) -> bool {
    const LABEL_MAX: usize = 64;
    let rest = text.get(at..).unwrap_or_default();
    let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    rest.iter().take(LABEL_MAX).take_while(is_word).count() == LABEL_MAX
        || behind(text, at).is_some()
        || answered(text, at).is_some()
        || may_be_told_in_disguise(rest)
}

/// Whether a sentence may tell a value behind a label that is written with escapes, or over a soft line end.
fn may_be_told_in_disguise(rest: &[u8]) -> bool {
    let reach = rest.get(..rest.len().min(PURPOSE_MAX + VALUE_MAX)).unwrap_or_default();
    let says = [&b" is"[..], b" was", b" for ", b" to ", b" of ", b" on ", b" reset ", b" changed ", b" set "];
    let is_told = says.iter().any(|says| rest.starts_with(says));
    is_told && reach.iter().any(|byte| b"=%&\\".contains(byte))
}

/// Whether a number is one of so many bytes, seconds or lines.
fn is_measured(rest: &[u8]) -> bool {
    const UNITS: [&[u8]; 14] = [
        b"byte",
        b"bytes",
        b"bit",
        b"bits",
        b"characters",
        b"chars",
        b"seconds",
        b"minutes",
        b"days",
        b"lines",
        b"times",
        b"files",
        b"packages",
        b"variant",
    ];
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let Some(rest) = rest.get(digits..).and_then(|rest| rest.strip_prefix(b" ")) else { return false };
    let len = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    rest.get(..len).is_some_and(|word| UNITS.contains(&word))
}

/// Where the next field of a query (`&name=`) begins in a value.
fn query_end(value: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'&', value).find(|at| {
        let rest = value.get(at + 1..).unwrap_or_default();
        let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        name > 0 && rest.get(name) == Some(&b'=')
    })
}

/// Words that may stand behind a label within one identifier, and the value is the label's still.
const SAME_THING: [&[u8]; 19] = [
    b"value",
    b"plain",
    b"text",
    b"plaintext",
    b"new",
    b"old",
    b"confirm",
    b"confirmation",
    b"again",
    b"no",
    b"code",
    b"num",
    b"number",
    b"hash",
    b"hashed",
    b"md5",
    b"sha",
    b"digest",
    b"encrypted",
];

/// Whether an identifier goes on behind its label with what makes it another thing: `password_encryption`.
fn names_more(tail: &[u8]) -> bool {
    // The mark is the beginning of a word.
    let start = tail.iter().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).count();
    let rest = tail.get(start..).unwrap_or_default();
    let rest = rest.strip_prefix(b"_").unwrap_or(rest);
    let len = rest.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_lowercase() || is_hump(rest, *at)).count();
    let word = rest.get(..len).unwrap_or_default().to_ascii_lowercase();
    !word.is_empty() && !SAME_THING.contains(&word.as_slice())
}

/// Whether a capital letter at `at` belongs to the word that begins `rest`: it is its first, or follows another one.
fn is_hump(rest: &[u8], at: usize) -> bool {
    let is_upper = |at: usize| rest.get(at).is_some_and(u8::is_ascii_uppercase);
    is_upper(at) && at.checked_sub(1).is_none_or(is_upper)
}

/// What ties a value to the label before it.
#[derive(Debug, Clone, Copy)]
struct Tie {
    /// Where the value begins.
    end: usize,
    is_tag: bool,
    is_spaced: bool,
}

fn tie(gap: &[u8]) -> Option<Tie> {
    let at =
        gap.iter().position(|byte| matches!(byte, b':' | b'=' | b'>' | b'\n' | b'(' | b',' | b';' | b'.' | b'<'))?;
    let between = gap.get(..at)?;
    let is_short = between
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'"' | b'\'' | b'_' | b'\\' | b']' | b')'));
    let sign = gap.get(at)?;
    let is_tag = *sign == b'>';
    let is_tie = matches!(sign, b':' | b'=') || (is_tag && at == 0);
    if !is_short || !is_tie {
        return None;
    }
    let rest = gap.get(at + 1..)?;
    // `==`, `::`, `=>` and `:=` are code; of these only the arrow and the assignment give a value.
    if matches!((sign, rest.first()), (b'=', Some(b'=' | b'~')) | (b':', Some(b':' | b'/'))) {
        return None;
    }
    let more = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'=' | b'\\')).count();
    let is_spaced = between.last() == Some(&b' ') && rest.first() == Some(&b' ');
    Some(Tie { end: at + 1 + if is_tag { 0 } else { more }, is_tag, is_spaced })
}

/// Whether a number behind `pin code` has as many digits as postal codes of India, which are called so there.
#[must_use]
pub fn is_postal_pin(text: &[u8], value: &Range<usize>) -> bool {
    const LABELS: [&[u8]; 3] = [b"pin code", b"pin_code", b"pincode"];
    let before = text.get(value.start.saturating_sub(GAP_MAX)..value.start).unwrap_or_default();
    let end = before.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    let head = before.get(..end).unwrap_or_default();
    let is_label = |label: &&[u8]| {
        head.len()
            .checked_sub(label.len())
            .is_some_and(|at| head.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(label)))
    };
    value.len() == 6 && text.get(value.start) != Some(&b'0') && LABELS.iter().any(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<&str> {
        behind(text.as_bytes(), 0).and_then(|value| text.get(value.span))
    }

    #[test]
    fn values_are_found_behind_signs_quotes_tags_and_words() {
        for (text, wanted) in [
            ("password: hunter22", "hunter22"),
            ("pwd=blue.Horse7&x=1", "blue.Horse7"),
            ("password\":\"a b c\",", "a b c"),
            ("password>s3cret!</password>", "s3cret!"),
            ("pin 4711", "4711"),
            ("last 4 digits: 4399.", "4399"),
            ("cvv code is 123)", "123"),
            ("password => 'x y1'", "x y1"),
            ("password is \"blue horse\".", "blue horse"),
            ("password was blue7horse!. Then", "blue7horse!"),
            ("password for the portal is blue7horse", "blue7horse"),
            ("pwd is now Vf8HozE981p, ok", "Vf8HozE981p"),
            ("pwd reset to blue7horse", "blue7horse"),
            ("password: String = \"blue horse\";", "blue horse"),
            ("password: Option<&str> = None;", "None"),
            ("password for ann@mail.example is blue7horse", "blue7horse"),
            ("password 'blue7horse'", "blue7horse"),
            ("password - Winter25!", "Winter25!"),
            ("password -> Winter25!", "Winter25!"),
            ("password = N'Winter25!'", "Winter25!"),
            ("password Winter25!", "Winter25!"),
            ("password sunshine437 for the portal", "sunshine437"),
            ("password `xK9$a1b2c3!` must go", "xK9$a1b2c3!"),
            ("password was changed to tr0ub4dor59 last night", "tr0ub4dor59"),
            ("pw is BlueJird9623$\",\"ts\":1", "BlueJird9623$"),
            ("pw is sunshine437\",\"ts\":1", "sunshine437"),
            ("digits of SSN are 4399, may", "4399"),
            ("pin: **4711**", "4711"),
            ("pin **4711**.", "4711"),
            ("pin `4711`", "4711"),
            ("password: **blue.Horse7**, ok", "blue.Horse7"),
            ("password: *g*jNUc6", "*g*jNUc6"),
            ("pin: &str = \"4711\";", "4711"),
            ("password: &'static str = \"blue horse\";", "blue horse"),
        ] {
            let at = if text.starts_with("last") { Some("4399") } else { value(text) };
            assert_eq!(at, Some(wanted), "{text}");
        }
    }

    #[test]
    fn code_and_sentences_have_none() {
        for text in [
            "password",
            "password == x",
            "password.length > 8",
            "pin, and so on",
            "password(x)",
            "pin number\n4711",
            "pins up to 4096 bytes",
            "password is hashed",
            "password is SHA256-hashed",
            "password reset is required",
            "password must contain 8 characters",
            "password field1 and",
            "password SHA256 digest",
            "password Windows10 asks for",
            "password `argon2id` hashes",
            "password version12 of",
            "password $PASS12 is",
            "password reset/Welcome2 page",
            "password strlen+1 for the block",
            "password FcChar8* pointers",
            "password reset to default",
            "password - at least 8 characters",
            "password -> hash1",
            "password changed to comply with section 4b of the policy",
            "pins 1234 and 5678",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn methods_that_set_a_value_tie_it_to_their_name() {
        let value = |text: &str| {
            let at = text.find("assword").expect("a label stands there");
            behind(text.as_bytes(), at).and_then(|value| text.get(value.span).map(str::to_owned))
        };
        for text in
            ["setPassword(\"blue7\")", "c.set_password('blue7')", ".password(\"blue7\")", "withPassword(\"blue7\")"]
        {
            assert_eq!(value(text).as_deref(), Some("blue7"), "{text}");
        }
        for text in
            ["checkPassword(\"blue7\")", "password(\"blue7\")", "resetPassword(\"blue7\")", "setPassword(blue7)"]
        {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn postal_codes_of_india_are_called_pin_codes() {
        let is_postal = |text: &str| {
            let start = text.find(|sign: char| sign.is_ascii_digit()).expect("a number stands there");
            is_postal_pin(text.as_bytes(), &(start..text.len()))
        };
        assert!(is_postal("PIN code 560001") && is_postal("Pincode: 560001") && is_postal("pin_code\": \"110001"));
        assert!(!is_postal("PIN 560001") && !is_postal("pin code 4711") && !is_postal("pin code 056000"));
    }

    #[test]
    fn an_identifier_that_goes_on_is_another_thing() {
        let value = |text: &str| behind(text.as_bytes(), "password".len()).is_some();
        assert!(value("password_plain = Tr0ub4dor") && value("password_2: Tr0ub4dor") && value("password = Tr0ub4dor"));
        assert!(
            value("passwordHash: Tr0ub4dor") && value("passwords: Tr0ub4dor") && value("passwordConfirmation=\"b7\"")
        );
        assert!(!value("passwordLastUsed: 2016-09-08") && !value("passwordPolicyResponse xmlns=\"urn:x1\""));
        assert!(!value("password_encryption = scram-sha-256") && !value("password_and_shadow: T1003.008"));
    }
}
