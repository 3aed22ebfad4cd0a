//! Hashes of passwords as systems store them: parts between signs, one of which is the hash, and most of which are its method, its
//! settings and its salt.
//!
//! Forms: crypt(5); the PHC string format; phpass and Drupal 7; Django (`method$settings$salt$hash`); Werkzeug
//! (`pbkdf2:sha256:260000$salt$hash`); Spring Security and LDAP (`{method}hash`, RFC 2307); PostgreSQL (`md5` and a hash of the
//! password and the user, and RFC 5803); ASP.NET Core Identity (Base64 of a block that begins with its version and method); a hash
//! and its salt with a colon between them, as Joomla, Magento and many others have it.

use super::protect::{HASH_LENGTHS, is_hex};

/// The shortest that [`is_told`] knows.
const LEN_MIN: usize = 34;

/// Whether a value is one by its form alone.
pub(super) fn is_told(value: &[u8]) -> bool {
    is_crypt(value) || is_of_framework(value) || is_scram(value) || is_named_crypt(value)
}

/// Whether a value may be told so by how it begins.
pub(super) fn may_be_told(value: &[u8]) -> bool {
    const HEADS: [&[u8]; 7] = [b"$", b"{", b"pbkdf2", b"scrypt", b"argon2", b"bcrypt", b"SCRAM-SHA-"];
    value.len() >= LEN_MIN && HEADS.iter().any(|head| value.starts_with(head))
}

/// Whether a value is one where its column is named for passwords.
pub(super) fn is_hash(value: &[u8]) -> bool {
    is_told(value)
        || is_salted(value)
        || is_counted(value)
        || is_of_aspnet(value)
        || is_digest(value)
        || is_named(value)
        || value.strip_prefix(b"md5").is_some_and(|hash| hash.len() == 32 && is_hex(hash))
}

/// The forms of bcrypt, Argon2, phpass, crypt(3) and their like: parts between dollar signs, the first of which names the method,
/// and the last of which has the length of its hash.
fn is_crypt(value: &[u8]) -> bool {
    let mut parts = value.split(|byte| *byte == b'$');
    if parts.next() != Some(b"") {
        return false;
    }
    let method = parts.next().unwrap_or_default();
    let last = value.rsplit(|byte| *byte == b'$').next().unwrap_or_default();
    let signs = value.iter().filter(|byte| **byte == b'$').count();
    let has = |lengths: std::ops::RangeInclusive<usize>, parts: std::ops::RangeInclusive<usize>| {
        lengths.contains(&last.len()) && parts.contains(&signs)
    };
    is_coded(last)
        && match method {
            b"2a" | b"2b" | b"2x" | b"2y" => has(53..=53, 3..=3),
            b"P" | b"H" => has(31..=31, 2..=2),
            b"S" => has(52..=52, 2..=2),
            b"1" | b"apr1" => has(22..=22, 3..=3),
            b"5" => has(43..=43, 3..=4),
            b"6" => has(86..=86, 3..=4),
            b"y" | b"gy" | b"7" => has(43..=43, 3..=4),
            b"argon2i" | b"argon2d" | b"argon2id" => has(16..=128, 4..=5),
            b"scrypt" | b"pbkdf2" | b"pbkdf2-sha1" | b"pbkdf2-sha256" | b"pbkdf2-sha512" => has(16..=128, 4..=5),
            _ => false,
        }
}

/// `pbkdf2_sha256$260000$salt$hash`, `scrypt:32768:8:1$salt$hash`, `bcrypt$$2b$12$...`.
fn is_of_framework(value: &[u8]) -> bool {
    let parts: Vec<&[u8]> = value.split(|byte| *byte == b'$').collect();
    let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let is_long = |part: &[u8]| part.len() >= 20 && is_coded(part);
    match parts.as_slice() {
        [b"bcrypt" | b"bcrypt_sha256", ..] | [b"argon2", ..] => {
            memchr::memchr(b'$', value).and_then(|at| value.get(at..)).is_some_and(|rest| {
                is_crypt(rest) || rest.strip_prefix(b"$").is_some_and(|rest| is_crypt(rest) || is_crypt_behind(rest))
            })
        }
        [method, rounds, salt, hash] if method.starts_with(b"pbkdf2_sha") => {
            is_number(rounds) && !salt.is_empty() && is_long(hash)
        }
        [b"scrypt", salt, n, r, p, hash] => {
            !salt.is_empty() && [n, r, p].iter().all(|part| is_number(part)) && is_long(hash)
        }
        [method, salt, hash] if !salt.is_empty() => {
            let is_named = method.starts_with(b"pbkdf2:") || method.starts_with(b"scrypt:");
            is_named && HASH_LENGTHS.contains(&hash.len()) && is_hex(hash)
        }
        _ => false,
    }
}

/// A crypt form that lost the sign before its method: `argon2$argon2id$v=19$...`.
fn is_crypt_behind(rest: &[u8]) -> bool {
    is_crypt(&[b"$", rest].concat())
}

/// `sha1$salt$hash`. A checksum may be written so, too.
fn is_digest(value: &[u8]) -> bool {
    let parts: Vec<&[u8]> = value.split(|byte| *byte == b'$').collect();
    matches!(parts.as_slice(), [b"md5" | b"sha1" | b"sha224" | b"sha256" | b"sha384" | b"sha512", salt, hash]
        if !salt.is_empty() && HASH_LENGTHS.contains(&hash.len()) && is_hex(hash))
}

/// `SCRAM-SHA-256$4096:salt$stored:server`.
fn is_scram(value: &[u8]) -> bool {
    let Some(rest) = value.strip_prefix(b"SCRAM-SHA-") else { return false };
    let parts: Vec<&[u8]> = rest.split(|byte| matches!(byte, b'$' | b':')).collect();
    matches!(parts.as_slice(), [_, rounds, salt, stored, server]
        if rounds.iter().all(u8::is_ascii_digit) && [salt, stored, server].iter().all(|part| part.len() >= 16 && is_coded(part)))
}

/// `{bcrypt}$2a$10$...`, `{CRYPT}$6$...`.
fn is_named_crypt(value: &[u8]) -> bool {
    method_and_hash(value).is_some_and(|(_, hash)| is_crypt(hash))
}

/// `{SSHA}...`. A checksum may be written so, too.
fn is_named(value: &[u8]) -> bool {
    const METHODS: [&[u8]; 13] = [
        b"argon2", b"scrypt", b"pbkdf2", b"sha", b"ssha", b"sha256", b"ssha256", b"sha384", b"ssha384", b"sha512",
        b"ssha512", b"smd5", b"md5",
    ];
    method_and_hash(value).is_some_and(|(method, hash)| {
        METHODS.iter().any(|known| method.eq_ignore_ascii_case(known)) && hash.len() >= 24 && is_coded(hash)
    })
}

/// The name of a method in braces, and what stands behind it.
fn method_and_hash(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = value.strip_prefix(b"{")?;
    let end = memchr::memchr(b'}', rest)?;
    Some((rest.get(..end)?, rest.get(end + 1..)?))
}

/// A hash in hexadecimal digits, a colon and a salt, or the other way round; behind them the number of the method may stand. Salts are
/// three signs at most, or so many that no one types them: between them it may be the password, as programs that try them write it.
fn is_salted(value: &[u8]) -> bool {
    const FEW: std::ops::RangeInclusive<usize> = 1..=3;
    const MANY: std::ops::RangeInclusive<usize> = 16..=64;
    let parts: Vec<&[u8]> = value.splitn(4, |byte| *byte == b':').collect();
    let is_hash = |part: &[u8]| HASH_LENGTHS.contains(&part.len()) && is_hex(part);
    let is_salt = |part: &[u8]| {
        (FEW.contains(&part.len()) || MANY.contains(&part.len())) && part.iter().all(u8::is_ascii_graphic)
    };
    match parts.as_slice() {
        [one, other] => is_hash(one) && is_salt(other) || is_salt(one) && is_hash(other),
        [hash, salt, number] => is_hash(hash) && is_salt(salt) && number.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// `sha256:1000:salt:hash`.
fn is_counted(value: &[u8]) -> bool {
    let parts: Vec<&[u8]> = value.split(|byte| *byte == b':').collect();
    let [b"md5" | b"sha1" | b"sha256" | b"sha512" | b"pbkdf2_sha256", rest @ ..] = parts.as_slice() else {
        return false;
    };
    let are_coded = |parts: &[&[u8]]| parts.iter().all(|part| part.len() >= 8 && is_coded(part));
    match rest {
        [rounds, salt, hash] | [rounds, _, salt, hash] => {
            rounds.iter().all(u8::is_ascii_digit) && are_coded(&[salt, hash])
        }
        _ => false,
    }
}

/// Version 3 of ASP.NET Core Identity: 61 bytes, of which the first is 1 and the next four are a small number.
fn is_of_aspnet(value: &[u8]) -> bool {
    value.len() == 84 && value.starts_with(b"AQAAAA") && value.ends_with(b"==") && is_coded(value)
}

fn is_coded(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"./+=-_".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many signs of the alphabets of such hashes.
    fn coded(len: usize) -> String {
        "R45SZ0gME7pKQXJ1hzk3vPGTZ4FpA2mJSouO2a0boeQpLkvANOX8aW".chars().cycle().take(len).collect()
    }

    fn hex(len: usize) -> String {
        "9f86d081884c7d659a2feaa0c55ad015".chars().cycle().take(len).collect()
    }

    #[test]
    fn what_a_method_is_named_in_is_told_by_itself() {
        let (salt, hash) = (coded(22), coded(43));
        for value in [
            format!("$2y$10${}", coded(53)),
            format!("$S$D{}", coded(51)),
            format!("$argon2id$v=19$m=65536,t=3,p=4${salt}${hash}"),
            format!("pbkdf2_sha256$260000${salt}${hash}="),
            format!("pbkdf2:sha256:150000$Xy7Zq2Lm${}", hex(64)),
            format!("scrypt:32768:8:1${salt}${}", hex(128)),
            format!("scrypt${salt}$16384$8$1${hash}"),
            format!("bcrypt$$2b$12${}", coded(53)),
            format!("argon2$argon2id$v=19$m=102400,t=2,p=8${salt}${hash}"),
            format!("SCRAM-SHA-256$4096:{salt}==${hash}=:{hash}="),
            format!("{{bcrypt}}$2a$10${}", coded(53)),
            format!("{{CRYPT}}$6$salt${}", coded(86)),
        ] {
            assert!(is_told(value.as_bytes()) && may_be_told(value.as_bytes()), "{value}");
        }
    }

    #[test]
    fn a_hash_and_its_salt_are_one_where_the_column_says_so() {
        let aspnet = format!("AQAAAAEAACcQAAAAE{}==", coded(65));
        for value in [
            format!("{}:{}", hex(32), "k9"),
            format!("{}:{}", hex(32), coded(32)),
            format!("{}:{}:1", hex(64), coded(32)),
            format!("{}:{}", coded(20), hex(40)),
            format!("sha1$a1b2c${}", hex(40)),
            format!("md5{}", hex(32)),
            format!("{{SSHA}}{}", coded(38)),
            format!("sha256:1000:{}:{}", coded(24), coded(24)),
            aspnet,
        ] {
            assert!(is_hash(value.as_bytes()) && !is_told(value.as_bytes()), "{value}");
        }
    }

    #[test]
    fn other_values_with_such_signs_are_none() {
        for value in [
            "",
            "$19.99",
            "$2y$10$short",
            "md5sum of the file that was sent last",
            "sha256:1000:short:hash",
            "12:30:00",
            "http://example.org/a:b",
            "{noop}correct horse battery staple now",
            "{ \"a\": \"bcrypt\", \"b\": \"or nothing\" }",
            "scrypt:32768:8:1",
            "pbkdf2_sha256$many$salt$hash",
            "hunter2:letmein",
            "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12:Winter4711",
            "$PATH$HOME$AND$SO$ON$AND$ON$AND$ON$$$",
        ] {
            assert!(!is_hash(value.as_bytes()), "{value}");
        }
    }
}
