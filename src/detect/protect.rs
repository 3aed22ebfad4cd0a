//! Protected values: what stands in a column of personal data when the values themselves do not.
//!
//! A column that its name makes one of social security numbers and that holds hashes of them is reported as that, with its
//! class: a hash of nine digits is found by trying all of them, and a mask tells what it leaves. Only columns that are named for
//! a kind are asked, since a hash tells nothing of what went into it.

use super::password_hash;

/// How a value is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Protection {
    /// Readable as it stands.
    #[default]
    Plain,
    /// Signs stand for a part of it, or for all.
    Masked,
    /// A hash of it, of a password or a plain one.
    Hashed,
    /// Ciphertext, as far as it looks like it.
    Encrypted,
    /// A token in place of it, or a value of its form that is none.
    Tokenised,
}

impl Protection {
    /// All, in order; `protection as usize` indexes it.
    pub const ALL: [Self; 5] = [Self::Plain, Self::Masked, Self::Hashed, Self::Encrypted, Self::Tokenised];
}

/// Lengths of hashes in hexadecimal: MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
pub(super) const HASH_LENGTHS: [usize; 6] = [32, 40, 56, 64, 96, 128];
/// Beginnings of hashes of passwords, in the forms of crypt(3), PHC, LDAP, Django and MySQL.
const HASH_PREFIXES: [&[u8]; 19] = [
    b"$2a$",
    b"$2b$",
    b"$2y$",
    b"$2x$",
    b"$1$",
    b"$5$",
    b"$6$",
    b"$y$",
    b"$7$",
    b"$argon2",
    b"$scrypt$",
    b"$pbkdf2",
    b"$P$",
    b"$H$",
    b"$apr1$",
    b"{SSHA",
    b"{SHA",
    b"pbkdf2_sha",
    b"bcrypt_sha",
];
const CIPHER_PREFIXES: [&[u8]; 9] = [
    b"-----BEGIN PGP",
    b"enc:",
    b"ENC(",
    b"{cipher}",
    b"vault:v",
    b"gAAAAA",
    b"AQICAH",
    b"U2FsdGVkX1",
    b"$ANSIBLE_VAULT",
];
const TOKEN_PREFIXES: [&[u8]; 5] = [b"tok_", b"tkn_", b"tok-", b"token_", b"TKN"];
/// Ciphertext is as long as a block, and no word of a language.
const CIPHER_LEN_MIN: usize = 24;

/// The class of a value that looks protected.
#[must_use]
pub fn class_of(value: &[u8]) -> Option<Protection> {
    if is_name_like(value) || is_plain_number(value) { None } else { marked_class(value) }
}

/// Whether a value is digits and what groups them, which stands in place of nothing else. The value's form says it.
pub(crate) fn is_plain_number(value: &[u8]) -> bool {
    value.len() < CIPHER_LEN_MIN && value.iter().all(|byte| byte.is_ascii_digit() || b" +()-./".contains(byte))
}

/// The class of a value that may be anything.
fn marked_class(value: &[u8]) -> Option<Protection> {
    let begins = |prefixes: &[&[u8]]| prefixes.iter().any(|prefix| value.starts_with(prefix));
    if is_hex_hash(value) || begins(&HASH_PREFIXES) || is_native_hash(value) || password_hash::is_hash(value) {
        Some(Protection::Hashed)
    } else if begins(&CIPHER_PREFIXES) {
        Some(Protection::Encrypted)
    } else if begins(&TOKEN_PREFIXES) || is_uuid(value) {
        Some(Protection::Tokenised)
    } else if is_masked(value) {
        Some(Protection::Masked)
    } else if is_hash_in_base64(value) {
        Some(Protection::Hashed)
    } else {
        is_cipher_like(value).then_some(Protection::Encrypted)
    }
}

/// Whether a value is a few words that begin with a capital at most, as names are: no mask has such a form but one of `x`, and no
/// hash is so short.
fn is_name_like(value: &[u8]) -> bool {
    let mut was_letter = false;
    value.len() < CIPHER_LEN_MIN
        && value.iter().all(|&byte| {
            let fits = match byte {
                b'x' | b'X' => false,
                b'a'..=b'z' | b' ' => true,
                b'A'..=b'Z' => !was_letter,
                _ => false,
            };
            was_letter = byte != b' ';
            fits
        })
}

fn is_hex_hash(value: &[u8]) -> bool {
    let digits = value.strip_prefix(b"\\x").or_else(|| value.strip_prefix(b"0x")).unwrap_or(value);
    let algorithms: [&[u8]; 4] = [b"md5:", b"sha1:", b"sha256:", b"sha512:"];
    let digits = algorithms.iter().find_map(|prefix| digits.strip_prefix(*prefix)).unwrap_or(digits);
    let has_letter = digits.iter().any(u8::is_ascii_alphabetic);
    HASH_LENGTHS.contains(&digits.len()) && has_letter && is_hex(digits)
}

/// Whether a text is hexadecimal digits.
pub(super) fn is_hex(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_hexdigit)
}

/// The form of MySQL: a star and forty hexadecimal digits.
fn is_native_hash(value: &[u8]) -> bool {
    value.strip_prefix(b"*").is_some_and(|digits| digits.len() == 40 && is_hex(digits))
}

/// SHA-1, SHA-256 and SHA-512 in Base64: their lengths and the signs that fill them up say most of it.
fn is_hash_in_base64(value: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let digits = match value {
        [digits @ .., b'=', b'='] => digits,
        [digits @ .., b'='] => digits,
        _ => return false,
    };
    matches!((digits.len(), value.len()), (27, 28) | (43, 44) | (86, 88))
        && digits.iter().all(is_part)
        && digits.iter().any(u8::is_ascii_uppercase)
        && digits.iter().any(u8::is_ascii_lowercase)
        && digits.iter().any(u8::is_ascii_digit)
}

/// A token of 36 signs, as generators of them write it.
pub(crate) fn is_uuid(value: &[u8]) -> bool {
    value.len() == 36
        && value.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// What is written in the place of a value that was taken out.
const REMOVED: [&[u8]; 14] = [
    b"redacted",
    b"masked",
    b"filtered",
    b"hidden",
    b"removed",
    b"protected",
    b"anonymized",
    b"anonymised",
    b"scrubbed",
    b"suppressed",
    b"withheld",
    b"confidential",
    b"sanitized",
    b"deleted",
];

/// `[REDACTED]`, `<masked>`, `(hidden)`, `REDACTED`.
fn is_removed(value: &[u8]) -> bool {
    let ([b'[', inner @ .., b']'] | [b'<', inner @ .., b'>'] | [b'(', inner @ .., b')'] | [b'{', inner @ .., b'}']) =
        value
    else {
        // Without brackets the words of every day are no marks: they are states of a record as well.
        return matches!(value, b"REDACTED" | b"MASKED");
    };
    REMOVED.iter().any(|word| inner.eq_ignore_ascii_case(word))
}

/// Words of which hardly more than the first letter is left: `Jxxx Sxxxxx`, `jXXX@example.com`.
pub(crate) fn is_crossed_out(value: &[u8]) -> bool {
    const CROSSES_MIN: usize = 3;
    let is_address = value.contains(&b'@');
    let local = value.split(|byte| *byte == b'@').next().unwrap_or_default();
    let crosses = |word: &[u8]| {
        let crossed = word.get(1..).unwrap_or_default();
        let first = word.first().copied().unwrap_or(0);
        let is_all = crossed.iter().all(|byte| *byte == b'x') || crossed.iter().all(|byte| *byte == b'X');
        (crossed.len() + usize::from(first.eq_ignore_ascii_case(&b'x')) >= CROSSES_MIN && is_all, crossed.is_empty())
    };
    let mut words = local.split(|byte| b" ,.".contains(byte)).filter(|word| !word.is_empty()).map(crosses);
    let is_of_letters = local.iter().all(|byte| byte.is_ascii_alphabetic() || b" ,.".contains(byte));
    let mut any = false;
    is_of_letters
        && words.all(|(is_crossed, is_initial)| {
            any |= is_crossed;
            is_crossed || is_initial
        })
        && any
        && (is_address || local.len() == value.len())
}

/// Runs of the signs that hide digits and letters. `x` hides only where nothing but digits is left, or no more than first letters.
fn is_masked(value: &[u8]) -> bool {
    if is_removed(value) || is_crossed_out(value) {
        return true;
    }
    let count = |sign: u8| value.iter().filter(|byte| **byte == sign).count();
    let has_run = |sign: u8, len: usize| value.windows(len).any(|window| window.iter().all(|byte| *byte == sign));
    let bullets = memchr::memmem::find_iter(value, "\u{2022}").count();
    let has_hashes = has_run(b'#', 3) && count(b'#') >= 4 && !is_number_format(value);
    if (has_run(b'*', 2) && count(b'*') >= 3) || has_hashes || bullets >= 3 {
        return true;
    }
    let is_cross = |byte: &u8| matches!(byte, b'x' | b'X');
    let others = value.iter().filter(|byte| byte.is_ascii_alphabetic() && !is_cross(byte)).count();
    others == 0
        && value.iter().filter(|byte| is_cross(byte)).count() >= 4
        && value.windows(2).any(|pair| pair.iter().all(is_cross))
}

/// `#,##0.###`: how numbers are to be written.
fn is_number_format(value: &[u8]) -> bool {
    let is_of_format = |byte: &u8| matches!(byte, b'#' | b'0' | b',' | b'.' | b'$' | b'%' | b' ');
    let has_sign = value.iter().any(|byte| matches!(byte, b',' | b'.'));
    has_sign && value.iter().all(is_of_format)
}

/// Base64 of a block or more with the mix of letters, cases and digits that only ciphertext has.
fn is_cipher_like(value: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_');
    let count = |test: fn(&u8) -> bool| value.iter().filter(|byte| test(byte)).count();
    let has_mix = count(u8::is_ascii_digit) > 0
        && count(u8::is_ascii_uppercase) * 5 > value.len()
        && count(u8::is_ascii_lowercase) * 5 > value.len();
    value.len() >= CIPHER_LEN_MIN && value.len().is_multiple_of(4) && value.iter().all(is_part) && has_mix
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn what_looks_like_a_name_has_no_class(
            value in "[A-Z]?[a-z]{0,9}( [A-Z]?[a-z]{0,9}){0,2}|(redacted|masked|enc|tok|TKN|REDACTED|gAAAAA)[a-z]{0,4}"
        ) {
            prop_assert!(!is_name_like(value.as_bytes()) || marked_class(value.as_bytes()).is_none(), "{value}");
        }

        #[test]
        fn a_plain_number_has_no_class(value in "[0-9 +()./-]{0,23}|[(][0-9]{3}[)] [0-9-]{4,12}") {
            prop_assert!(is_plain_number(value.as_bytes()));
            prop_assert_eq!(marked_class(value.as_bytes()), None);
        }
    }

    fn class(value: &str) -> Option<Protection> {
        class_of(value.as_bytes())
    }

    #[test]
    fn hashes_are_told_by_length_alphabet_and_prefix() {
        for value in [
            "d41d8cd98f00b204e9800998ecf8427e",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
            "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
            "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub",
            "pbkdf2_sha256$260000$abc$def",
            "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g",
            "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
        ] {
            assert_eq!(class(value), Some(Protection::Hashed), "{value}");
        }
    }

    #[test]
    fn masks_hide_at_least_three_signs() {
        for value in [
            "***-**-1234",
            "XXX-XX-1234",
            "XXXXXX1234",
            "xxxxx1234",
            "4111 11** **** 1111",
            "j***@example.com",
            "jXXX@example.com",
            "Jxxx Sxxxxxx",
            "XXXX XXXX",
            "Sxxxxx, J.",
            "[REDACTED]",
            "<masked>",
            "REDACTED",
            "(###) ###-1234",
        ] {
            assert_eq!(class(value), Some(Protection::Masked), "{value}");
        }
        for format in ["#,##0.###", "$#,##0.00", "#,##,##0.###", "##0.00##", "####.00"] {
            assert_eq!(class(format), None, "{format}");
        }
    }

    #[test]
    fn tokens_and_ciphertext_are_told_by_prefix_or_mix() {
        assert_eq!(class("tok_1Nv0AbC2eZvKYlo2"), Some(Protection::Tokenised));
        assert_eq!(class("6f1c2a3e-8b4d-4c5e-9f60-718293a4b5c6"), Some(Protection::Tokenised));
        assert_eq!(class("vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQ"), Some(Protection::Encrypted));
        assert_eq!(class("kJ8s0aTq5nVb3ZxP1LmWcQ7yRgHd"), Some(Protection::Encrypted));
    }

    #[test]
    fn plain_values_have_no_class() {
        for value in [
            "",
            "536-90-4399",
            "4111111111111111",
            "Maxx Xxavier",
            "John Smith",
            "jane.doe@example.com",
            "**",
            "FAXX-12",
            "12345678901234567890123456789012",
            "MOE**AW240MD",
            "InternationalBusinessMachines",
            "x-large",
            "Axxon Smith",
            "Exxxon",
            "removed",
            "xx@example.com",
            "6f1c2a3e-8b4d-4c5e-9f60-718293a4b5c",
        ] {
            assert_eq!(class(value), None, "{value}");
        }
    }
}
