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

/// Endings of files and code that stand where a top-level domain would.
const NOT_DOMAINS: &[&[u8]] = &[
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
];
const FREE_DOMAINS: &[&[u8]] = &[
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
];
const ROLES: &[&[u8]] = &[
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
];
/// Domains and endings reserved for documentation and tests (RFC 2606, RFC 6761).
const TEST_DOMAINS: &[&[u8]] =
    &[b"example.com", b"example.org", b"example.net", b"bar.com", b"test.com", b"domain.com"];
const TEST_ENDINGS: &[&[u8]] = &[b"test", b"example", b"invalid", b"localhost"];

/// A whole cell.
#[must_use]
pub fn cell(value: &[u8]) -> Option<Found> {
    let at = memchr::memchr(b'@', value)?;
    around(value, at).filter(|found| found.span == (0..value.len()))
}

/// The address around the `@` at offset `at` of `text`.
#[must_use]
pub fn around(text: &[u8], at: usize) -> Option<Found> {
    let before = text.get(..at)?;
    let mut local = before.len() - before.iter().rev().take(LOCAL_MAX + 1).take_while(|&&byte| is_local(byte)).count();
    // A run longer than any local part is something else (a base64 line, a token).
    if at - local > LOCAL_MAX {
        return None;
    }
    while local < at
        && !text.get(local).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80 || *byte == b'_')
    {
        local += 1;
    }
    let after = text.get(at + 1..)?;
    let domain_len = domain_len(after)?;
    let end = at + 1 + domain_len;
    if local == at || end - local > ADDRESS_MAX || !is_free_standing(text, local, end) {
        return None;
    }
    let (local_part, domain) = (text.get(local..at)?, after.get(..domain_len)?);
    if local_part.last() == Some(&b'.') || local_part.windows(2).any(|pair| pair == b"..") {
        return None;
    }
    let (is_test, facts) = judge(local_part, domain);
    Some(Found { span: local..end, part: Part::Whole, odds: 0.0, shape: 0, is_test, facts })
}

/// The characters that local parts are really made of. RFC 5321 allows more (`/`, `?`, `&`, `=`, ...), which in
/// text nearly always belong to what stands around the address.
fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'.' | b'+' | b'-' | b'_' | b'\'' | b'%' | b'~')
}

/// The length of the domain name that `text` begins with: labels of letters, digits and hyphens, the last one a
/// top-level domain.
fn domain_len(text: &[u8]) -> Option<usize> {
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'-' || byte == b'.';
    let run = text.iter().take(ADDRESS_MAX).take_while(|&&byte| is_domain(byte)).count();
    let mut len = run;
    while len > 0 && matches!(text.get(len - 1), Some(b'.' | b'-')) {
        len -= 1;
    }
    let domain = text.get(..len)?;
    let mut labels = 0;
    let mut last: &[u8] = &[];
    for label in domain.split(|&byte| byte == b'.') {
        if label.is_empty() || label.len() > 63 || label.starts_with(b"-") || label.ends_with(b"-") {
            return None;
        }
        labels += 1;
        last = label;
    }
    let is_top = last.len() >= 2
        && (last.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80) || last.starts_with(b"xn--"));
    let is_file = NOT_DOMAINS.iter().any(|other| last.eq_ignore_ascii_case(other));
    (labels >= 2 && is_top && !is_file).then_some(len)
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
    let is_in = |list: &[&[u8]], word: &[u8]| {
        let first = word.first().map(u8::to_ascii_lowercase);
        list.iter().any(|other| {
            other.len() == word.len() && other.first().copied() == first && other.eq_ignore_ascii_case(word)
        })
    };
    let ending = domain.rsplit(|&byte| byte == b'.').next().unwrap_or_default();
    let parent = {
        let mut dots = domain.iter().enumerate().rev().filter(|(_, byte)| **byte == b'.').map(|(at, _)| at);
        let second = dots.nth(1);
        second.and_then(|at| domain.get(at + 1..)).unwrap_or(domain)
    };
    let is_test = is_in(TEST_ENDINGS, ending) || is_in(TEST_DOMAINS, parent);
    let mut facts = 0;
    if is_in(FREE_DOMAINS, domain) {
        facts |= FREE_MAIL;
    }
    if is_in(ROLES, local) {
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
