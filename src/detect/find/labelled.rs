//! Values that only their label makes, in text: what stands behind `password:`, `PIN =`, `cvv`.
//!
//! The label has been seen; this file finds where its value begins and ends. Free words need a sign that ties them to the
//! label (`:`, `=`, `is`, a tag); digits may stand a word or two away.

use std::ops::Range;

/// How far behind its label a value may begin.
const GAP_MAX: usize = 28;
/// The same where the words between name the number: `last four digits of his social security number are 4399`.
const GAP_LONG: usize = 56;
/// The longest phrase that says what a password is for.
const PURPOSE_MAX: usize = 40;
/// The longest value.
const VALUE_MAX: usize = 128;

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
    let sign = tie(gap).or_else(|| setter(text, at, gap));
    // `pins 1234 and 5678 on the header`
    if sign.is_none() && text.get(..label_end).is_some_and(|label| label.ends_with(b"pins")) {
        return None;
    }
    let mut from = label_end + sign.map_or(0, |sign| sign.end);
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
        told(text.get(label_end..)?).or_else(|| is_led().then_some(1))
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
        let words = between.strip_prefix(b")").unwrap_or(between);
        let is_near = words.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'#' | b'.'));
        let is_apart = matches!(between.last(), Some(b' ' | b'#'));
        let words_max = if names_ssn(between) { 7 } else { 3 };
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
    if quote.is_none() {
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

/// The word that a text begins with, up to a blank, a quote or a tag, without the signs that end a sentence.
fn token(rest: &[u8]) -> &[u8] {
    let is_part = |byte: &&u8| byte.is_ascii_graphic() && !b"\"'`<>,;|".contains(byte);
    let len = rest.iter().take(VALUE_MAX).take_while(is_part).count();
    let word = rest.get(..len).unwrap_or_default();
    let ends = word.iter().rev().take_while(|byte| b".:)]?".contains(byte)).count();
    word.get(..len - ends).unwrap_or_default()
}

/// Whether a word is like few that are not chosen for a secret: it has digits, and a sign of a keyboard's upper row among letters
/// or letters of both cases; or it is a word of small letters and a number behind it, `sunshine437`. So told a password needs no
/// sign before it. Numbers of versions, names of methods and of things that are counted are none.
#[must_use]
pub fn is_chosen(word: &[u8]) -> bool {
    const LEN: std::ops::RangeInclusive<usize> = 6..=64;
    const LEN_WITHOUT_SIGN: usize = 8;
    let has = |test: fn(&u8) -> bool| word.iter().any(test);
    // Operators of programs and formulas are none: `pass strlen+1`, `pass FcChar8* pointers`.
    let is_sign = |byte: &u8| b"!@#$".contains(byte);
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let has_sign = word.iter().any(is_sign);
    let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let is_one_word = !has(|byte| b"/\\()[]{}=:".contains(byte)) && !word.windows(2).any(|pair| pair == b"--");
    // `$PASS1`, `%s10`, `#12345a`, `@user99`: what a sign begins is a name.
    let begins = word.first().is_some_and(u8::is_ascii_alphanumeric);
    let groups = word.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    let is_scattered = groups.filter(|group| group.first().is_some_and(u8::is_ascii_digit)).count() > 1;
    let is_strong = has_sign && has(u8::is_ascii_alphabetic)
        || is_mixed && word.len() >= LEN_WITHOUT_SIGN && digits > 1 && (is_scattered || is_word_and_number(word));
    LEN.contains(&word.len())
        && digits > 0
        && begins
        && is_one_word
        && !is_technical(word)
        && !is_address(word)
        && (is_strong || !is_mixed && is_word_and_number(word))
}

/// Whether a word is an address of e-mail.
fn is_address(word: &[u8]) -> bool {
    let at = memchr::memrchr(b'@', word);
    at.and_then(|at| word.get(at + 1..)).is_some_and(|host| host.contains(&b'.'))
}

/// Whether a word of letters and a number of two digits or more make up a value, and the word is none for a thing that is counted.
#[must_use]
pub fn is_word_and_number(value: &[u8]) -> bool {
    const LETTERS_MIN: usize = 5;
    const DIGITS: std::ops::RangeInclusive<usize> = 2..=6;
    const COUNTED: [&[u8]; 40] = [
        b"version",
        b"release",
        b"level",
        b"phase",
        b"stage",
        b"section",
        b"chapter",
        b"article",
        b"figure",
        b"table",
        b"window",
        b"windows",
        b"office",
        b"server",
        b"client",
        b"python",
        b"field",
        b"input",
        b"option",
        b"column",
        b"block",
        b"group",
        b"policy",
        b"sample",
        b"example",
        b"question",
        b"answer",
        b"string",
        b"value",
        b"token",
        b"index",
        b"ticket",
        b"issue",
        b"commit",
        b"build",
        b"debian",
        b"ubuntu",
        b"hashed",
        b"encoded",
        b"length",
    ];
    let letters = value.iter().take_while(|byte| byte.is_ascii_alphanumeric() && !byte.is_ascii_digit()).count();
    // `tr0ub4dor59`: a digit may stand for a letter.
    let number = value.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (word, _) = value.split_at(value.len() - number);
    let is_word = word.len() >= LETTERS_MIN
        && word.iter().all(u8::is_ascii_alphanumeric)
        && word.iter().skip(1).filter(|byte| byte.is_ascii_uppercase()).count() <= 1
        && word.iter().filter(|byte| byte.is_ascii_digit()).count() <= 2
        && letters > 0;
    is_word && DIGITS.contains(&number) && !COUNTED.iter().any(|counted| word.eq_ignore_ascii_case(counted))
}

/// Whether a word begins with the name of a method, of an encoding or of a standard.
fn is_technical(word: &[u8]) -> bool {
    const TECHNICAL: [&[u8]; 21] = [
        b"base", b"sha", b"md4", b"md5", b"utf", b"bcrypt", b"scrypt", b"pbkdf", b"argon", b"aes", b"rc4", b"x509",
        b"oauth", b"2fa", b"rot13", b"ascii", b"crc", b"hmac", b"ntlm", b"pkcs", b"rfc",
    ];
    TECHNICAL.iter().any(|name| word.get(..name.len()).is_some_and(|w| w.eq_ignore_ascii_case(name)))
}

/// Whether a text begins with a word that holds a digit and a letter, names no method, and, if it must, ends where a sentence or a
/// line does.
fn is_secret_word(rest: &[u8], must_end: bool) -> bool {
    let is_part = |byte: &&u8| byte.is_ascii_graphic() && !b"\"<`".contains(byte);
    let len = rest.iter().take(VALUE_MAX).take_while(is_part).count();
    let Some((word, behind)) = rest.split_at_checked(len).filter(|_| len > 0) else { return false };
    let has = |test: fn(&u8) -> bool| word.iter().any(test);
    // `12-character`, `3.5.2`: a number of something, or of a version.
    let is_number = word.first().is_some_and(u8::is_ascii_digit)
        && word.iter().rev().skip(1).any(|byte| matches!(byte, b'-' | b'.'));
    // `12characters long`, `HTTP2-based and ...`: a sentence that goes on says something of the password.
    let ends = word.last().is_some_and(|byte| b".,;!?)".contains(byte))
        || matches!(behind.trim_ascii_start(), [] | [b'\n' | b'\r', ..])
        || matches!(behind, [b'\n' | b'\r' | b'"' | b'<' | b'`', ..]);
    // `HTTP2-based`, `WPA2-protected`
    let tail = word.rsplit(|byte| *byte == b'-').next().unwrap_or_default();
    let is_joined = tail.len() < word.len() && tail.len() > 3 && tail.iter().all(u8::is_ascii_lowercase);
    let is_secret = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !is_number && !is_technical(word);
    is_secret && (ends || !must_end) && !is_joined
}

/// The number that somebody says on the line behind a question or a request that a label stands in: `the last four of your
/// social?`, `caller: 4399`.
#[must_use]
pub fn answered(text: &[u8], at: usize) -> Option<Value> {
    const BEFORE_MAX: usize = 160;
    const REST_MAX: usize = 60;
    const LEAD_MAX: usize = 40;
    let rest = text.get(at..text.len().min(at + REST_MAX))?;
    let line_end = at + memchr::memchr(b'\n', rest)?;
    let rest = text.get(at..line_end)?;
    let line = text.get(line_end + 1..text.len().min(line_end + 1 + LEAD_MAX + 8))?;
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_suffix(b".").unwrap_or(line);
    let len = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (lead, _) = line.split_at(line.len() - len);
    if len == 0 || lead.len() > LEAD_MAX || !(lead.ends_with(b": ") || lead.ends_with(b"> ")) {
        return None;
    }
    let asked = text.get(at.saturating_sub(BEFORE_MAX)..line_end)?;
    let asked = asked.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    // The line before has no number of its own.
    let is_open = !rest.iter().any(|byte| byte.is_ascii_digit() || b"=<{\"".contains(byte));
    let start = line_end + 1 + lead.len();
    (is_open && is_asked_of(asked, lead)).then_some(Value {
        span: start..start + len,
        is_quoted: false,
        is_tied: false,
        is_spaced: false,
        is_signed: false,
    })
}

/// Whether a line asks for something, and somebody speaks on the next one, which `lead` begins: `port: ` is a key.
fn is_asked_of(asked: &[u8], lead: &[u8]) -> bool {
    const VERBS: [&[u8]; 15] = [
        b"what", b"whats", b"tell", b"give", b"confirm", b"verify", b"provide", b"enter", b"may", b"can", b"could",
        b"please", b"need", b"read", b"share",
    ];
    const SPEAKERS: [&[u8]; 9] =
        [b"caller", b"customer", b"patient", b"cardholder", b"agent", b"operator", b"bot", b"me", b"speaker"];
    // They are keys of settings, too.
    const ROLES: [&[u8]; 6] = [b"user", b"client", b"member", b"guest", b"visitor", b"subscriber"];
    let words = |text: &'static [&'static [u8]], of: &[u8]| {
        let mut parts = of.split(|byte| !byte.is_ascii_alphabetic());
        parts.any(|part| text.iter().any(|word| part.eq_ignore_ascii_case(word)))
    };
    // `[10:02] ann: `, `<kim> `, `Caller 2: `
    let is_speaker = lead.starts_with(b"[") || lead.starts_with(b"<") || words(&SPEAKERS, lead);
    // Signs begin comments.
    let is_plain =
        lead.iter().all(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b" .'-:>[](<)_".contains(byte));
    let is_question = asked.contains(&b'?');
    let is_request = is_question || words(&VERBS, asked);
    is_plain && is_request && (is_speaker || is_spoken(asked) && (is_question || words(&ROLES, lead)))
}

/// Whether a line of a conversation begins with who speaks: `Ann Cole: your PIN?`.
fn is_spoken(line: &[u8]) -> bool {
    const NAME_MAX: usize = 40;
    let end = line.windows(2).take(NAME_MAX).position(|pair| matches!(pair, b": " | b"> "));
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b" .'-:[](<)".contains(byte);
    end.and_then(|end| line.get(..end)).is_some_and(|name| !name.is_empty() && name.iter().all(is_part))
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
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
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

/// Whether a word looks like a secret someone chose, and not like a name in code or a word of a sentence.
#[must_use]
pub fn looks_secret(value: &[u8], how: &Value) -> bool {
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let is_name = value.iter().all(is_path) && value.first().is_some_and(u8::is_ascii_alphabetic);
    let is_snake = is_name && !has(u8::is_ascii_uppercase) && has(|byte| matches!(byte, b'_' | b'.'));
    let is_code = is_code(value) || is_literal(value);
    let is_place = value.starts_with(b"/") || value.starts_with(b"~/") || value.windows(3).any(|sign| sign == b"://");
    let has_mix = has(u8::is_ascii_digit) && (has(u8::is_ascii_alphabetic) || has(u8::is_ascii_punctuation));
    // Digits in two places between letters of both cases are chance, and no name that someone gave.
    let digit_groups = value.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    let is_random = has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && value.iter().all(u8::is_ascii_alphanumeric)
        && digit_groups.filter(|group| group.first().is_some_and(u8::is_ascii_digit)).count() > 1;
    let is_free = how.is_quoted || !(is_code || is_snake || is_place || (how.is_spaced && is_name && !is_random));
    value.len() >= 6 && has_mix && is_free && !has(|byte| *byte == b' ')
}

/// Whether a value behind a sign looks like a secret by what stands around it, and like a word or a name in code by itself: a number
/// (`password: 84619375`), one of the words that are chosen most often, four signs of all sorts (`Ab1!`), or a word and a number
/// that are all of an assignment that stands by itself (`Password = Summer2024`).
#[must_use]
pub fn is_told_secret(text: &[u8], how: &Value) -> bool {
    const NUMBER: std::ops::RangeInclusive<usize> = 6..=12;
    /// Of the lists of passwords that were found most often in breaches, words that hardly stand for anything else behind a label.
    const COMMON: [&[u8]; 30] = [
        b"iloveyou",
        b"monkey",
        b"dragon",
        b"qwerty",
        b"qwertyuiop",
        b"qwerty123",
        b"football",
        b"baseball",
        b"basketball",
        b"sunshine",
        b"princess",
        b"superman",
        b"batman",
        b"starwars",
        b"pokemon",
        b"trustno1",
        b"liverpool",
        b"chelsea",
        b"arsenal",
        b"cookie",
        b"flower",
        b"butterfly",
        b"chocolate",
        b"jessica",
        b"ashley",
        b"michelle",
        b"jordan",
        b"hunter",
        b"mustang",
        b"lovely",
    ];
    let value = text.get(how.span.clone()).unwrap_or_default();
    if !how.is_signed {
        return false;
    }
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let behind = text.get(how.span.end..).unwrap_or_default();
    let ends_line = matches!(behind, [] | [b'\n' | b'\r', ..]);
    // `password: monkey is a word` says something of it.
    let ends = how.is_quoted || ends_line || begins_field(behind);
    let is_number = value.iter().all(u8::is_ascii_digit) && NUMBER.contains(&value.len());
    let is_mixed = value.len() >= 4
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
        && value.iter().any(|byte| b"!@#$%^&*?".contains(byte))
        && !is_code(value);
    let is_common = COMMON.iter().any(|word| value.eq_ignore_ascii_case(word));
    match how.is_spaced && !how.is_quoted {
        true => ends_line && is_word_and_number(value),
        false => is_mixed || (is_number || is_common) && ends,
    }
}

/// Whether blanks end a line, or the key of another field stands behind them: `password: monkey role: admin`.
fn begins_field(behind: &[u8]) -> bool {
    const KEY_MAX: usize = 24;
    let rest = behind.trim_ascii_start();
    let gap = behind.get(..behind.len() - rest.len()).unwrap_or_default();
    let key = rest.iter().take(KEY_MAX).take_while(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte)).count();
    let is_key = key > 0 && matches!(rest.get(key), Some(b'=' | b':'));
    !gap.is_empty() && (rest.is_empty() || gap.contains(&b'\n') || is_key)
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

/// Whether a value is made of letters, digits and signs as passwords are that somebody was told to make so.
#[must_use]
pub fn is_strong(value: &[u8]) -> bool {
    const LEN_MIN: usize = 8;
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let has_sign = has(|byte| b"!@#$%^&*?~+".contains(byte));
    let is_path = value.iter().filter(|byte| b"/\\.".contains(byte)).count() > 1;
    value.len() >= LEN_MIN && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && has_sign && !is_path
}

/// Whether a value that no quotes hold is an expression of a program, and not what someone answered.
#[must_use]
pub fn is_expression(value: &[u8], how: &Value) -> bool {
    let is_path = value.windows(3).any(|three| matches!(three, [b'a'..=b'z', b'.', b'a'..=b'z']));
    !how.is_quoted && (is_code(value) || is_literal(value) || is_path && !value.contains(&b' '))
}

/// Whether a value is a number as programs write it, with its base or type: `0x1F_u32`, `-2108i32`, `17UL`; or a type or constant
/// in its module: `Foundation::LUID`.
fn is_literal(value: &[u8]) -> bool {
    const TYPES: [&[u8]; 22] = [
        b"u8", b"u16", b"u32", b"u64", b"u128", b"usize", b"i8", b"i16", b"i32", b"i64", b"i128", b"isize", b"f32",
        b"f64", b"u", b"U", b"l", b"L", b"ul", b"UL", b"ull", b"ULL",
    ];
    let is_type = |text: &[u8]| TYPES.contains(&text.strip_prefix(b"_").unwrap_or(text));
    if let Some(digits) = value.strip_prefix(b"0x").or_else(|| value.strip_prefix(b"0X")) {
        let len = digits.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let rest = digits.get(len..).unwrap_or_default();
        return rest.is_empty() || is_type(rest);
    }
    let number = value.strip_prefix(b"-").unwrap_or(value);
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':');
    digits > 0 && is_type(number.get(digits..).unwrap_or_default())
        || value.windows(2).any(|pair| pair == b"::") && value.iter().all(is_path)
}

fn is_code(value: &[u8]) -> bool {
    value.iter().any(|byte| b"()[]{}<>`\\".contains(byte)) || is_variable(value)
}

/// Whether a `$` begins a value or a part of it, as a variable does: `$pass1`, `/$user`. One within a word is a letter of it: `Red$ox137`.
fn is_variable(value: &[u8]) -> bool {
    let mut signs = memchr::memchr_iter(b'$', value);
    let is_letter = |at: usize| {
        at.checked_sub(1).and_then(|before| value.get(before)).is_some_and(u8::is_ascii_alphanumeric)
            && value.get(at + 1).is_none_or(|byte| !byte.is_ascii_uppercase() && *byte != b'_')
    };
    signs.next().is_some_and(|first| !is_letter(first)) || signs.next().is_some()
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
            ("password Winter25!", "Winter25!"),
            ("password sunshine437 for the portal", "sunshine437"),
            ("password `xK9$a1b2c3!` must go", "xK9$a1b2c3!"),
            ("password was changed to tr0ub4dor59 last night", "tr0ub4dor59"),
            ("pw is BlueJird9623$\",\"ts\":1", "BlueJird9623$"),
            ("pw is sunshine437\",\"ts\":1", "sunshine437"),
            ("digits of SSN are 4399, may", "4399"),
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
    fn the_next_speaker_answers_with_a_number() {
        let end = |text: &str| text.find(['?', '\n', '\r']).unwrap_or_default();
        let value =
            |text: &str| answered(text.as_bytes(), end(text)).and_then(|value| text.get(value.span).map(str::to_owned));
        for text in [
            "four of your social?\nCaller: 4399.",
            "pin please\r\n[10:02] ann: 4399\r\nbot: ok",
            "four?\n<kim> 4399\n",
            "Bob: the last four?\nAnn: 4399\n",
        ] {
            assert_eq!(value(text).as_deref(), Some("4399"), "{text}");
        }
        for text in [
            "four\n4399",
            "four: 4399\nCaller: 7",
            "four\nCaller: 4399",
            "pin?\nport: 4399",
            "// Clock pin?\n// rate: 4399",
            "/* give a pin\n * delay: 4399",
            "INFO: pin\nINFO port: 4399",
            "four?\nCaller: no 4399",
            "four?\n\nCaller: 4399",
            "four = x\nk: 4399",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_value_may_tell_a_secret() {
        let is_told = |text: &str| {
            let value = behind(text.as_bytes(), 0).expect("a value stands there");
            is_told_secret(text.as_bytes(), &value)
        };
        for text in [
            "password: 84619375",
            "password: Ab1!",
            "password=iloveyou",
            "password = Summer2024\n",
            "password: 84619375 role: admin",
            "password=monkey \n",
            "password=\"monkey\" is",
        ] {
            assert!(is_told(text), "{text}");
        }
        for text in [
            "password: 4711",
            "password: string",
            "password = value1",
            "password = Summer2024;",
            "password = prompt10(x)",
            "password is 84619375",
            "password: 84619375, 7",
            "password: monkey is the default word",
            "password:cookie is required",
            "passwords: 1234567 found",
            "password=123456 rows",
        ] {
            assert!(!is_told(text), "{text}");
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

    #[test]
    fn secrets_are_told_from_names_in_code() {
        let looks = |text: &str| {
            behind(text.as_bytes(), 0).is_some_and(|how| looks_secret(&text.as_bytes()[how.span.clone()], &how))
        };
        for text in [
            "password: Tr0ub4dor&3",
            "password=Red$ox137!",
            "password=\"hunter22\"",
            "pwd=blue.Horse7",
            "password = Vf8HozE981p",
        ] {
            assert!(looks(text), "{text}");
        }
        for text in [
            "password = value1",
            "password=$value1",
            "password: Final = -2146893773",
            "password: user.password_v2",
            "password=get(x1)",
            "password: string",
            "password=12345678",
            "password: WIN32_ERROR = 2108u32;",
            "password = 0xC000006A",
            "password: super::Foundation::LUID2,",
        ] {
            assert!(!looks(text), "{text}");
        }
    }
}
