//! Values that only their label makes: passwords, PINs, card verification codes, answers, last four digits.
//!
//! Nothing in four digits, or in a word, tells what it is. These checks say what such a value cannot be, once its label
//! stands beside it: a flag, a date, a placeholder, a value of another length. They see the value as it is written.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, labelled};
//! assert_eq!(labelled::password(b"Tr0ub4dor&3").verdict, Verdict::Unknown);
//! assert_eq!(labelled::password(b"required").verdict, Verdict::Invalid);
//! assert_eq!(labelled::account_pin(b"4711").verdict, Verdict::Unknown);
//! ```

use super::digits::{all_digits, is_repeated, is_run};
use super::{Check, Validator};
use crate::word_list::WordList;

/// Passwords and other secrets for a login.
pub const PASSWORD: Validator = Validator { name: "password", random_pass_rate: 1.0, check: password, facts: &[] };
/// Personal identification numbers.
pub const ACCOUNT_PIN: Validator =
    Validator { name: "account_pin", random_pass_rate: 1.0, check: account_pin, facts: &[] };
/// Card verification codes.
pub const CARD_CVV: Validator = Validator { name: "card_cvv", random_pass_rate: 1.0, check: card_cvv, facts: &[] };
/// Last four digits of a social security number.
pub const US_SSN_LAST4: Validator =
    Validator { name: "us_ssn_last4", random_pass_rate: 1.0, check: us_ssn_last4, facts: &[] };
/// Answers to security questions.
pub const SECURITY_ANSWER: Validator =
    Validator { name: "security_answer", random_pass_rate: 1.0, check: security_answer, facts: &[] };

/// What stands where no secret does: settings, states of forms, types of code, words of documentation.
static NO_SECRET: WordList = WordList::new(include_str!("../../../rules/data/secret_words.txt"), "no_secret");

/// Words that stand for a password in manuals, digits and signs behind them aside.
static SAMPLE_WORDS: WordList = WordList::new(include_str!("../../../rules/data/secret_words.txt"), "sample");

/// Most blanks within a passphrase.
const PASSPHRASE_SPACES_MAX: usize = 5;

/// A word of four to 128 bytes that is no setting, placeholder or piece of code.
#[must_use]
pub fn password(written: &[u8]) -> Check {
    let is_word = (4..=128).contains(&written.len()) && !written.iter().any(|byte| byte.is_ascii_control());
    let is_code = written.iter().any(|byte| b"<>{}()[]".contains(byte)) && !written.iter().any(u8::is_ascii_digit);
    let is_reference = matches!(written, [b'<', ..] | [.., b'(' | b'>'] | [b'=', b'=', ..]) || is_reference(written);
    let is_known = NO_SECRET.holds(written);
    let is_filled = written.iter().all(|byte| b"*x.X#_-".contains(byte));
    // `normalize the password prior to use`: a sentence about one.
    let has_space = written.contains(&b' ');
    let is_sentence = has_space && has_any(written, &[b"password", b"passwd", b"passphrase"]);
    // A passphrase has four to six words, what is said of a password has more.
    let is_long = written.iter().filter(|byte| **byte == b' ').count() > PASSPHRASE_SPACES_MAX;
    // Arguments in the trace of a debugger: `ownerPassword@entry=0x1165830`.
    let is_pointer = has_any(written, &[b"@entry="]);
    if !is_word || is_code || is_known || is_reference || is_filled || is_sentence || is_long || is_pointer {
        return Check::INVALID;
    }
    if is_decimal(written) || is_path(written) || is_placeholder(written) {
        return Check::INVALID;
    }
    let letters = written.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(written.len());
    let (word, rest) = written.split_at(letters);
    let is_sample = SAMPLE_WORDS.holds(word);
    let is_test = is_sample && rest.iter().all(|byte| !byte.is_ascii_alphabetic());
    Check { is_test, ..Check::UNKNOWN }
}

/// Whether a sign and a name stand for a value that is elsewhere: `$DB_PASS`, `%PASSWORD%`, `&pass;`, `*pass`, `$(pass show db)`. Other
/// values may begin with such a sign.
pub(in crate::detect) fn is_reference(written: &[u8]) -> bool {
    let [sign @ (b'$' | b'%' | b'&' | b'*'), name @ ..] = written else { return false };
    let name = match (sign, name) {
        (b'%', [name @ .., b'%']) | (b'&', [name @ .., b';']) => name,
        _ => name,
    };
    let opens = name.first().is_none_or(|byte| b"({[$%&*".contains(byte));
    opens || !is_scrambled(name) && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.:->".contains(byte))
}

/// Whether letters of both cases and digits follow each other as chance has it, and no name that somebody gave: `FpeXaJX07r8`.
#[must_use]
pub(in crate::detect) fn is_scrambled(word: &[u8]) -> bool {
    const CHANGES_MIN: usize = 5;
    let class = |byte: u8| match byte {
        b'0'..=b'9' => 0,
        b'A'..=b'Z' => 1,
        _ => 2,
    };
    // A capital begins a word of small letters.
    let changes = |pair: &&[u8]| matches!(pair, [a, b] if class(*a) != class(*b) && (class(*a), class(*b)) != (1, 2));
    let count = word.windows(2).filter(changes).count();
    word.iter().all(u8::is_ascii_alphanumeric) && count >= CHANGES_MIN && count * 3 >= word.len()
}

/// Whether it is a decimal number, a version or an object identifier: `0.59`, `1.2.840.113549`.
fn is_decimal(written: &[u8]) -> bool {
    written.contains(&b'.') && written.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// Whether it says where a secret is kept: `projects/321/secrets/db/versions/1`.
fn is_path(written: &[u8]) -> bool {
    const PARTS_MIN: usize = 4;
    let is_part = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-_.".contains(byte);
    written.split(|byte| *byte == b'/').count() >= PARTS_MIN && written.iter().all(is_part)
}

/// Whether it stands for a password in an example, names a type or a field, or is a piece of a text with line ends in it.
fn is_placeholder(written: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let is_word = !written.iter().any(u8::is_ascii_digit);
    let is_example = is_word && written.iter().any(|byte| b"-_".contains(byte)) && has_any(written, &[b"password"]);
    let is_type = written.starts_with(b"__") && written.iter().all(is_name);
    is_example || is_type || is_word && has_any(written, &[b"username"]) || has_any(written, &[b"%0a", b"%0d"])
}

fn has_any(written: &[u8], words: &[&[u8]]) -> bool {
    let is_at = |word: &&[u8]| written.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
    words.iter().any(is_at)
}

/// Four to eight digits.
#[must_use]
pub fn account_pin(written: &[u8]) -> Check {
    if !(4..=8).contains(&written.len()) || !all_digits(written) {
        return Check::INVALID;
    }
    // A PIN of ones is a PIN; one of noughts is a column's default.
    Check { is_test: written.iter().all(|&byte| byte == b'0'), ..Check::UNKNOWN }
}

/// Three or four digits.
#[must_use]
pub fn card_cvv(written: &[u8]) -> Check {
    if matches!(written.len(), 3 | 4) && all_digits(written) { Check::UNKNOWN } else { Check::INVALID }
}

/// Four digits, or four digits behind what hides the other five: `***-**-1234`, `XXX-XX-1234`, `xxxxx1234`.
#[must_use]
pub fn us_ssn_last4(written: &[u8]) -> Check {
    let (hidden, last) = written.split_at(written.len().saturating_sub(4));
    let signs = hidden.iter().filter(|byte| !matches!(byte, b'-' | b' '));
    let is_hidden = signs.clone().all(|byte| b"*xX#".contains(byte)) && matches!(signs.count(), 0 | 5);
    if !all_digits(last) || last.len() != 4 || !is_hidden {
        return Check::INVALID;
    }
    Check { is_test: is_repeated(last) || is_run(last), ..Check::UNKNOWN }
}

/// Words of two to 64 bytes.
#[must_use]
pub fn security_answer(written: &[u8]) -> Check {
    let has_letters = written.iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let is_known = NO_SECRET.holds(written);
    let is_question = written.ends_with(b"?");
    if has_letters && (2..=64).contains(&written.len()) && !is_known && !is_question {
        Check::UNKNOWN
    } else {
        Check::INVALID
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn passes(check: fn(&[u8]) -> Check, value: &str) -> bool {
        check(value.as_bytes()).verdict != Verdict::Invalid
    }

    #[test]
    fn passwords_are_words_that_are_not_settings_or_code() {
        for value in [
            "hunter22",
            "Summer2024!",
            "correct horse battery",
            "12345678",
            "p@ss{w0rd}",
            "$gikv24Wsn!O",
            "&b#8!tyHzPd*",
        ] {
            assert!(passes(password, value), "{value}");
        }
        for value in [
            "normalize the password prior to use",
            "perform more strict check on input characters",
            "ownerPassword@entry=0x1165830",
            "",
            "abc",
            "true",
            "${DB_PASSWORD}",
            "********",
            "getPassword()",
            "<password>",
            "$1",
            "%s",
            "$(pass show db)",
            "%DB_PASS%",
            "&pass1;",
        ] {
            assert!(!passes(password, value), "{value}");
        }
    }

    #[test]
    fn last_four_digits_may_stand_behind_a_mask() {
        for value in ["4399", "***-**-4399", "XXX-XX-4399", "xxxxx4399", "*****4399"] {
            assert!(passes(us_ssn_last4, value), "{value}");
        }
        for value in ["439", "43999", "**-4399", "536-90-4399", "ABC-DE-4399", ""] {
            assert!(!passes(us_ssn_last4, value), "{value}");
        }
        assert!(us_ssn_last4(b"1234").is_test);
    }

    #[test]
    fn codes_have_their_length() {
        assert!(
            passes(card_cvv, "123") && passes(card_cvv, "1234") && !passes(card_cvv, "12") && !passes(card_cvv, "1/27")
        );
        assert!(passes(account_pin, "0471") && !passes(account_pin, "471") && !passes(account_pin, "IN4711"));
        assert!(passes(security_answer, "Fluffy") && !passes(security_answer, "Name of first pet?"));
    }
}
