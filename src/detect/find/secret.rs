//! What tells a secret: whether the bytes behind a label look like one that somebody chose, and not like a word of a sentence, a
//! name in code or an expression of a program.

use super::labelled::{VALUE_MAX, Value};
use crate::detect::validate::labelled::is_scrambled;
use crate::word_list::WordList;

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

/// Words that many people choose, and that hardly stand for anything else behind a label.
static CHOSEN: WordList = WordList::new(include_str!("../../../rules/data/secret_words.txt"), "chosen");

/// Whether a value behind a sign looks like a secret by what stands around it, and like a word or a name in code by itself: a number
/// (`password: 84619375`), one of the words that are chosen most often, four signs of all sorts (`Ab1!`), or a word and a number
/// that are all of an assignment that stands by itself (`Password = Summer2024`).
#[must_use]
pub fn is_told_secret(text: &[u8], how: &Value) -> bool {
    const NUMBER: std::ops::RangeInclusive<usize> = 6..=12;
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
    let is_common = CHOSEN.holds(value);
    // `X88VLl(n*E`: no bracket of a program stays open.
    let is_open = value.len() >= 8
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
        && is_unbalanced(value)
        && ends_line;
    if is_open {
        return true;
    }
    match how.is_spaced && !how.is_quoted {
        true => ends_line && (is_word_and_number(value) || is_short_word_and_number(value)),
        false => is_mixed || (is_number || is_common) && ends,
    }
}

/// How far behind a name in quotes, which ends at `at` or behind it, the string that a function is handed with it begins, counted from
/// `gap`: `define( 'DB_PASSWORD', '…' )`, `env("DB_PASSWORD", "…")`. Other functions are handed texts that speak of the name.
#[must_use]
pub(super) fn handed(text: &[u8], at: usize, gap: &[u8]) -> Option<usize> {
    const NAME_MAX: usize = 64;
    const FUNCTIONS: [&[u8]; 19] = [
        b"define",
        b"env",
        b"getenv",
        b"setenv",
        b"putenv",
        b"environ.get",
        b"environ.setdefault",
        b"setdefault",
        b"setProperty",
        b"getProperty",
        b"getOrDefault",
        b"Environment.SetEnvironmentVariable",
        b"setParameter",
        b"addProperty",
        b"put",
        b"set",
        b"append",
        b"setItem",
        b"putString",
    ];
    let blanks = |text: &[u8]| text.len() - text.trim_ascii_start().len();
    let quote = *gap.first().filter(|byte| b"'\"".contains(byte))?;
    let mut end = 1;
    end += blanks(gap.get(end..)?);
    let rest = gap.get(end..)?.strip_prefix(b",")?;
    end += 1 + blanks(rest);
    if !matches!(gap.get(end), Some(b'\'' | b'"')) {
        return None;
    }
    let before = text.get(at.saturating_sub(NAME_MAX)..at)?;
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    let name = before.iter().rev().take_while(is_part).count();
    let call = before.get(..before.len() - name)?.strip_suffix(&[quote])?.trim_ascii_end().strip_suffix(b"(")?;
    let is_free = |function: &[u8]| {
        call.get(..call.len() - function.len())
            .is_some_and(|head| head.last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_'))
    };
    FUNCTIONS.iter().any(|function| call.ends_with(function) && is_free(function)).then_some(end)
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
    let begins = word.first().is_some_and(u8::is_ascii_alphanumeric)
        || word.strip_prefix(b"$").is_some_and(may_be_chosen_behind_sign);
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

/// Whether a text begins with a word that holds a digit and a letter, names no method, and, if it must, ends where a sentence or a
/// line does.
pub(super) fn is_secret_word(rest: &[u8], must_end: bool) -> bool {
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

/// Things that are counted.
static COUNTED: WordList = WordList::new(include_str!("../../../rules/data/secret_words.txt"), "counted");

/// Whether a word of letters and a number of two digits or more make up a value, and the word is none for a thing that is counted.
#[must_use]
pub fn is_word_and_number(value: &[u8]) -> bool {
    const LETTERS_MIN: usize = 5;
    const DIGITS: std::ops::RangeInclusive<usize> = 2..=6;
    let letters = value.iter().take_while(|byte| byte.is_ascii_alphanumeric() && !byte.is_ascii_digit()).count();
    // `tr0ub4dor59`: a digit may stand for a letter.
    let number = value.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (word, _) = value.split_at(value.len() - number);
    let is_word = word.len() >= LETTERS_MIN
        && word.iter().all(u8::is_ascii_alphanumeric)
        && word.iter().skip(1).filter(|byte| byte.is_ascii_uppercase()).count() <= 1
        && word.iter().filter(|byte| byte.is_ascii_digit()).count() <= 2
        && letters > 0;
    is_word && DIGITS.contains(&number) && !COUNTED.holds(word)
}

/// The same of a word of three letters or four in a capital and as many digits as a year has: `May8391`.
fn is_short_word_and_number(value: &[u8]) -> bool {
    const LETTERS: std::ops::RangeInclusive<usize> = 3..=4;
    const DIGITS: usize = 4;
    let (word, number) = value.split_at(value.len().saturating_sub(DIGITS));
    LETTERS.contains(&word.len())
        && word.first().is_some_and(u8::is_ascii_uppercase)
        && word.iter().skip(1).all(u8::is_ascii_lowercase)
        && number.iter().all(u8::is_ascii_digit)
        && !COUNTED.holds(word)
}

/// The word that a text begins with, up to a blank, a quote or a tag, without the signs that end a sentence.
pub(super) fn token(rest: &[u8]) -> &[u8] {
    let is_part = |byte: &&u8| byte.is_ascii_graphic() && !b"\"'`<>,;|".contains(byte);
    let len = rest.iter().take(VALUE_MAX).take_while(is_part).count();
    let word = rest.get(..len).unwrap_or_default();
    let ends = word.iter().rev().take_while(|byte| b".:)]?".contains(byte)).count();
    word.get(..len - ends).unwrap_or_default()
}

/// Whether a word is an address of e-mail.
fn is_address(word: &[u8]) -> bool {
    let at = memchr::memrchr(b'@', word);
    at.and_then(|at| word.get(at + 1..)).is_some_and(|host| host.contains(&b'.'))
}

/// Whether a word begins with the name of a method, of an encoding or of a standard.
fn is_technical(word: &[u8]) -> bool {
    const TECHNICAL: [&[u8]; 21] = [
        b"base", b"sha", b"md4", b"md5", b"utf", b"bcrypt", b"scrypt", b"pbkdf", b"argon", b"aes", b"rc4", b"x509",
        b"oauth", b"2fa", b"rot13", b"ascii", b"crc", b"hmac", b"ntlm", b"pkcs", b"rfc",
    ];
    TECHNICAL.iter().any(|name| word.get(..name.len()).is_some_and(|w| w.eq_ignore_ascii_case(name)))
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

/// Whether brackets or backticks in a value have no counterpart, among letters, digits and signs that no expression has beside them.
fn is_unbalanced(value: &[u8]) -> bool {
    let count = |sign: u8| value.iter().filter(|byte| **byte == sign).count();
    let pairs = [(b'(', b')'), (b'[', b']'), (b'{', b'}'), (b'<', b'>')];
    let is_open = pairs.iter().any(|&(open, close)| count(open) != count(close)) || count(b'`') % 2 == 1;
    // What a call or a list begins with stands before the bracket, and the rest behind it.
    let is_call = value.last().is_some_and(|byte| b"([{<`".contains(byte));
    let has_path = value.windows(2).any(|pair| matches!(pair, b"::" | b"->" | b"=>" | b"%{" | b"${" | b"#{"));
    // `Encrypt3(plainText`: names alone stand around a bracket that opens.
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.,'\"([{<".contains(byte);
    is_open && !is_call && !has_path && value.first() != Some(&b'$') && !value.iter().all(is_name)
}

fn is_code(value: &[u8]) -> bool {
    value.iter().any(|byte| b"()[]{}<>`\\".contains(byte)) || is_variable(value)
}

/// Whether a `$` begins a value or a part of it, as a variable does: `$pass1`, `/$user`. One within a word is a letter of it: `Red$ox137`.
fn is_variable(value: &[u8]) -> bool {
    if let [b'$', rest @ ..] = value
        && may_be_chosen_behind_sign(rest)
    {
        return false;
    }
    let mut signs = memchr::memchr_iter(b'$', value);
    // `Red$OX137`, `p97Imsyd$G`: names of variables are longer, and have no digit before them.
    let is_name = |rest: &[u8]| {
        let len = rest.iter().take_while(|byte| byte.is_ascii_uppercase() || **byte == b'_').count();
        len > 1 || rest.first() == Some(&b'_')
    };
    let is_letter = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| value.get(before))
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'$')
            && !value.get(at + 1..).is_some_and(is_name)
    };
    // `Pa$$w0rd1`: one sign, or two of them.
    let is_pair = |first: usize, second: usize| second == first + 1;
    let Some(first) = signs.next() else { return false };
    !is_letter(first) || signs.next().is_some_and(|second| !is_pair(first, second)) || signs.next().is_some()
}

/// Whether what stands behind a `$` can hardly be a name: chance, or letters of both cases, digits and signs of a keyboard's upper row within.
fn may_be_chosen_behind_sign(rest: &[u8]) -> bool {
    let has = |test: fn(&u8) -> bool| rest.iter().any(test);
    let within = rest.get(..rest.len().saturating_sub(1)).unwrap_or_default();
    let is_plain = rest.iter().all(|byte| byte.is_ascii_alphanumeric() || b"!@#%^&*?+~".contains(byte));
    let has_classes = has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    is_scrambled(rest) || is_plain && has_classes && within.iter().any(|byte| b"!@#%^*?+~".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::super::labelled::behind;
    use super::*;

    /// Whether the value that stands behind the label at the start of a text is what is asked.
    fn is(text: &str, asked: impl Fn(&[u8], &Value) -> bool) -> bool {
        behind(text.as_bytes(), 0).is_some_and(|value| asked(text.as_bytes(), &value))
    }

    #[test]
    fn what_stands_around_a_value_may_tell_a_secret() {
        let is_told = |text: &str| is(text, is_told_secret);
        for text in [
            "password: 84619375",
            "password: Ab1!",
            "password=iloveyou",
            "password = Summer2024\n",
            "password: 84619375 role: admin",
            "password=monkey \n",
            "password=\"monkey\" is",
            "password = May8391",
            "password: X88VLl(n*E",
            "password: )kwwGWuu1",
        ] {
            assert!(is_told(text), "{text}");
        }
        for text in [
            "password: 4711",
            "password: string",
            "password = value1",
            "password: Get1(x",
            "password: Get1Value(",
            "password=Encrypt3(plainText",
            "password: MyVar1[key",
            "password: a(b1)Cdefg",
            "password = Port8080",
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
    fn functions_are_handed_secrets_with_their_names() {
        let value = |text: &str| {
            let at = text.to_ascii_lowercase().find("assword")? + "assword".len();
            behind(text.as_bytes(), at).and_then(|value| text.get(value.span).map(str::to_owned))
        };
        for text in [
            "define( 'DB_PASSWORD', 'Tr0ub4dor&3' );",
            "define('DB_PASSWORD','Tr0ub4dor&3');",
            "'x' => env('DB_PASSWORD', \"Tr0ub4dor&3\")",
            "os.environ.get(\"APP_PASSWORD\", \"Tr0ub4dor&3\")",
            "props.setProperty(\"password\", \"Tr0ub4dor&3\");",
            "map.put(\"password\",\"Tr0ub4dor&3\");",
            "form.append('password', 'Tr0ub4dor&3')",
        ] {
            assert_eq!(value(text).as_deref(), Some("Tr0ub4dor&3"), "{text}");
        }
        for text in [
            "addError('password', 'Tr0ub4dor&3');",
            "redefine('password', 'Tr0ub4dor&3');",
            "input('password', 'Tr0ub4dor&3');",
            "['password', 'Tr0ub4dor&3']",
            "env('DB_PASSWORD', $value)",
            "env('DB_PASSWORD')",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_are_told_from_names_in_code() {
        let looks = |text: &str| is(text, |bytes, how| looks_secret(&bytes[how.span.clone()], how));
        for text in [
            "password: Tr0ub4dor&3",
            "password=Red$ox137!",
            "password=\"hunter22\"",
            "password: p97Imsyd$G",
            "password: Pa$$w0rd1",
            "pwd=blue.Horse7",
            "password = Vf8HozE981p",
            "password: $FpeXaJX07r8",
            "password: $ecur3P@ss",
            "password: &lCg37te5qJz",
        ] {
            assert!(looks(text), "{text}");
        }
        for text in [
            "password = value1",
            "password=$value1",
            "password=$oauth2ClientId1",
            "password=$user1@$host",
            "password: $Pass1!",
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
