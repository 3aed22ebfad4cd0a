//! E-mail addresses: an atom, `@`, a domain name with a top-level domain of letters (RFC 5321, section 4.1.2, without
//! quoted local parts and address literals, which are all but unknown in stored data).
//!
//! No list of top-level domains is consulted: new ones come every month. What looks like one and is a file
//! name (`photo@2x.png`), a package scope (`@scope/pkg@1.2.3`) or a remote (`git@host:path`) is left out by its form.

use super::Found;
use crate::detect::Part;
use crate::detect::validate::Facts;

/// Longest local part, and longest address.
const LOCAL_MAX: usize = 64;
const ADDRESS_MAX: usize = 254;

/// Facts bit 0: the domain is one of the large public mailbox providers, which persons use.
pub const FREE_MAIL: u8 = 1;
/// Facts bit 1: the local part is a role (`info`, `noreply`), not a person.
pub const ROLE: u8 = 2;

/// What a byte may be in an address: [`LOCAL`], [`DOMAIN`] and so on, as bits.
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => LOCAL | DOMAIN | BEGINS | TOP,
            b'0'..=b'9' => LOCAL | DOMAIN | BEGINS,
            b'_' => LOCAL | BEGINS,
            // RFC 5321 allows more (`/`, `?`, `&`, `=`, ...), which in text nearly always belong to what stands around.
            b'+' | b'\'' | b'%' | b'~' => LOCAL,
            b'.' | b'-' => LOCAL | DOMAIN,
            _ => 0,
        };
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    table
};
/// Local parts are made of it.
const LOCAL: u8 = 1;
/// Domain names are made of it.
const DOMAIN: u8 = 2;
/// A local part may begin with it.
const BEGINS: u8 = 4;
/// Top-level domains are made of it.
const TOP: u8 = 8;

fn is(byte: u8, class: u8) -> bool {
    CLASS[usize::from(byte)] & class != 0
}

/// Endings of files and code that stand where a top-level domain would.
static FILE_ENDINGS: Words = Words::new(&[
    b"png",
    b"jpg",
    b"jpeg",
    b"gif",
    b"svg",
    b"webp",
    b"css",
    b"js",
    b"mjs",
    b"ts",
    b"tsx",
    b"jsx",
    b"json",
    b"html",
    b"htm",
    b"xml",
    b"yml",
    b"yaml",
    b"lock",
    b"tgz",
    b"gz",
    b"zip",
    b"dll",
    b"exe",
    b"service",
    b"timer",
    b"target",
    b"socket",
    b"mount",
    b"local",
    b"internal",
    b"md",
    b"txt",
    b"scss",
    b"woff",
    b"pdf",
]);

/// Domains of the large public mailbox providers.
static FREE_DOMAINS: Words = Words::new(&[
    b"gmail.com",
    b"yahoo.com",
    b"hotmail.com",
    b"outlook.com",
    b"aol.com",
    b"icloud.com",
    b"live.com",
    b"msn.com",
    b"comcast.net",
    b"me.com",
    b"mail.com",
    b"gmx.com",
    b"gmx.de",
    b"web.de",
    b"protonmail.com",
    b"proton.me",
    b"qq.com",
    b"163.com",
    b"yandex.ru",
    b"mail.ru",
    b"verizon.net",
    b"att.net",
    b"sbcglobal.net",
    b"ymail.com",
]);

/// Local parts that are an office, not a person.
static ROLES: Words = Words::new(&[
    b"info",
    b"sales",
    b"support",
    b"noreply",
    b"no-reply",
    b"donotreply",
    b"admin",
    b"administrator",
    b"postmaster",
    b"webmaster",
    b"hostmaster",
    b"abuse",
    b"contact",
    b"help",
    b"hello",
    b"office",
    b"billing",
    b"security",
    b"mailer-daemon",
    b"root",
    b"jobs",
    b"press",
    b"privacy",
    b"feedback",
    b"team",
    b"service",
    b"git",
]);

/// Domains reserved for documentation, and others that stand in examples.
static TEST_DOMAINS: Words =
    Words::new(&[b"example.com", b"example.org", b"example.net", b"bar.com", b"test.com", b"domain.com"]);

/// Endings reserved for documentation and tests (RFC 2606, RFC 6761).
static TEST_ENDINGS: Words = Words::new(&[b"test", b"example", b"invalid", b"localhost"]);

/// A list of words in small letters. Most words are turned away by their first byte and length.
struct Words {
    words: &'static [&'static [u8]],
    /// By the low bits of the first byte, a bit for each length.
    lens: [u32; 32],
}

impl Words {
    const fn new(words: &'static [&'static [u8]]) -> Self {
        let mut lens = [0; 32];
        let mut index = 0;
        while index < words.len() {
            let word = words[index];
            assert!(word.len() < 32);
            lens[(word[0] & 0x1F) as usize] |= 1 << word.len();
            index += 1;
        }
        Self { words, lens }
    }

    /// Whether the word is in the list, in whatever case.
    fn has(&self, word: &[u8]) -> bool {
        let Some(&first) = word.first().filter(|_| word.len() < 32) else { return false };
        if self.lens[usize::from(first & 0x1F)] >> word.len() & 1 == 0 {
            return false;
        }
        let is_like = |other: &&[u8]| other.len() == word.len() && other[0] == first.to_ascii_lowercase();
        self.words.iter().copied().any(|other| is_like(&other) && word.eq_ignore_ascii_case(other))
    }
}

/// A whole cell.
#[must_use]
pub fn cell(value: &[u8]) -> Option<Found> {
    let at = memchr::memchr(b'@', value)?;
    around(value, at).filter(|found| found.span == (0..value.len()))
}

/// The address around the `@` at offset `at` of `text`.
#[must_use]
pub fn around(text: &[u8], at: usize) -> Option<Found> {
    let mut local = at;
    while local > 0 && at - local <= LOCAL_MAX && text.get(local - 1).is_some_and(|&byte| is(byte, LOCAL)) {
        local -= 1;
    }
    // A run longer than any local part is something else (a base64 line, a token).
    if at - local > LOCAL_MAX {
        return None;
    }
    while local < at && !text.get(local).is_some_and(|&byte| is(byte, BEGINS)) {
        local += 1;
    }
    let after = text.get(at + 1..)?;
    let domain_len = domain_len(after)?;
    let end = at + 1 + domain_len;
    if local == at || end - local > ADDRESS_MAX || !is_free_standing(text, local, end) {
        return None;
    }
    let (local_part, domain) = (text.get(local..at)?, after.get(..domain_len)?);
    let has_empty_atom = || local_part.iter().zip(local_part.iter().skip(1)).any(|pair| pair == (&b'.', &b'.'));
    if local_part.last() == Some(&b'.') || has_empty_atom() {
        return None;
    }
    let (is_test, facts) = judge(local_part, domain);
    Some(Found { span: local..end, part: Part::Whole, odds: 0.0, shape: 0, is_test, facts })
}

/// The length of the domain name that `text` begins with: labels of letters, digits and hyphens, the last one a
/// top-level domain.
fn domain_len(text: &[u8]) -> Option<usize> {
    let mut len = 0;
    while len < ADDRESS_MAX && text.get(len).is_some_and(|&byte| is(byte, DOMAIN)) {
        len += 1;
    }
    while len > 0 && matches!(text.get(len - 1), Some(b'.' | b'-')) {
        len -= 1;
    }
    let domain = text.get(..len)?;
    let mut label = 0;
    for (at, _) in domain.iter().enumerate().filter(|&(_, &byte)| byte == b'.') {
        if !is_label(domain.get(label..at)?) {
            return None;
        }
        label = at + 1;
    }
    let last = domain.get(label..).filter(|last| label > 0 && last.len() >= 2 && is_label(last))?;
    let is_top = last.iter().all(|&byte| is(byte, TOP)) || last.starts_with(b"xn--");
    (is_top && !FILE_ENDINGS.has(last)).then_some(len)
}

fn is_label(label: &[u8]) -> bool {
    matches!(label, [first, .., last] if *first != b'-' && *last != b'-' && label.len() <= 63)
        || matches!(label, [only] if *only != b'-')
}

/// Not `git@host:path`, not a part of a URL with credentials, not followed by another `@`.
fn is_free_standing(text: &[u8], start: usize, end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    let is_remote = after.first() == Some(&b':')
        && after.get(1).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'~'))
        && text.get(start..end).is_some_and(|address| address.starts_with(b"git@"));
    let before = text.get(..start).unwrap_or_default();
    let is_credential = before.ends_with(b"://")
        || (before.ends_with(b":")
            && memchr::memmem::find(before.get(before.len().saturating_sub(64)..).unwrap_or_default(), b"://")
                .is_some());
    !is_remote && !is_credential && after.first() != Some(&b'@') && before.last() != Some(&b'@')
}

fn judge(local: &[u8], domain: &[u8]) -> (bool, Facts) {
    let mut dots = domain.iter().enumerate().rev().filter(|(_, byte)| **byte == b'.').map(|(at, _)| at);
    let ending = dots.next().and_then(|at| domain.get(at + 1..)).unwrap_or(domain);
    let parent = dots.next().and_then(|at| domain.get(at + 1..)).unwrap_or(domain);
    let is_test = TEST_ENDINGS.has(ending) || TEST_DOMAINS.has(parent);
    let mut facts = 0;
    if FREE_DOMAINS.has(domain) {
        facts |= FREE_MAIL;
    }
    if ROLES.has(local) {
        facts |= ROLE;
    }
    (is_test, Facts(facts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<&str> {
        let at = text.find('@')?;
        around(text.as_bytes(), at).and_then(|found| text.get(found.span))
    }

    #[test]
    fn addresses_are_found_within_text() {
        assert_eq!(first("mail to <john.q.public@gmail.com>."), Some("john.q.public@gmail.com"));
        assert_eq!(first("write a+tag@sub.mail.co.uk."), Some("a+tag@sub.mail.co.uk"));
        assert_eq!(first("'o'brien@corp.ie'"), Some("o'brien@corp.ie"));
        assert_eq!(first("a@xn--bcher-kva.xn--p1ai,"), Some("a@xn--bcher-kva.xn--p1ai"));
    }

    #[test]
    fn what_only_looks_like_one_is_left_out() {
        for text in [
            "photo@2x.png",
            "@media screen",
            "npm i @scope/pkg@1.2.3",
            "git@github.com:a/b.git",
            "user@localhost",
            "a@b",
            "a..b@c.com",
            "@property",
            "x@-a.com",
            "ssh://root:pw@host.com",
            "getty@tty1.service",
            "a@b@c.com",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_is_one_only_as_a_whole() {
        assert!(cell(b"jane@corp.com").is_some());
        assert!(cell(b"jane@corp.com extra").is_none());
        assert!(cell(b"Jane <jane@corp.com>").is_none());
    }

    #[test]
    fn test_domains_roles_and_free_mail_are_noticed() {
        assert!(cell(b"jane@mail.example.com").unwrap().is_test);
        assert!(!cell(b"jane@corp.com").unwrap().is_test);
        assert_eq!(cell(b"noreply@corp.com").unwrap().facts, Facts(ROLE));
        assert_eq!(cell(b"jane@GMAIL.com").unwrap().facts, Facts(FREE_MAIL));
    }

    #[test]
    fn long_runs_cost_a_bounded_look_and_are_refused() {
        let text = [b"a".repeat(10_000), b"@b.com".to_vec()].concat();
        assert!(around(&text, 10_000).is_none());
    }
}
