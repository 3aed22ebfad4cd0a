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
static NOT_DOMAINS: WordSet = WordSet::new(&[
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
    b"ico",
    b"bmp",
    b"tiff",
    b"avif",
    b"mp4",
    b"mp3",
    b"tar",
    b"whl",
    b"jar",
    b"rpm",
    b"deb",
    b"py",
    b"rb",
    b"java",
    b"map",
    b"conf",
    b"log",
    b"vue",
    b"bundle",
    b"lan",
    b"localdomain",
]);
static FREE_DOMAINS: WordSet = WordSet::new(&[
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
    b"googlemail.com",
    b"hotmail.co.uk",
    b"hotmail.fr",
    b"yahoo.co.uk",
    b"yahoo.fr",
    b"yahoo.de",
    b"outlook.fr",
    b"t-online.de",
    b"freenet.de",
    b"orange.fr",
    b"wanadoo.fr",
    b"free.fr",
    b"laposte.net",
    b"libero.it",
    b"wp.pl",
    b"o2.pl",
    b"onet.pl",
    b"seznam.cz",
    b"bol.com.br",
    b"uol.com.br",
    b"naver.com",
    b"126.com",
    b"sina.com",
    b"rediffmail.com",
    b"btinternet.com",
    b"cox.net",
    b"bellsouth.net",
    b"fastmail.com",
    b"zoho.com",
    b"tutanota.com",
    b"inbox.com",
]);
static ROLES: WordSet = WordSet::new(&[
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
/// Domains and endings reserved for documentation and tests (RFC 2606, RFC 6761).
static TEST_DOMAINS: WordSet =
    WordSet::new(&[b"example.com", b"example.org", b"example.net", b"bar.com", b"test.com", b"domain.com"]);
static TEST_ENDINGS: WordSet = WordSet::new(&[b"test", b"example", b"invalid", b"localhost"]);

/// Words in small letters. A word is compared only where one of its length begins with its letter.
struct WordSet {
    words: &'static [&'static [u8]],
    /// For each first letter the lengths of words, as bits.
    lens: [u32; 32],
}

impl WordSet {
    const fn new(words: &'static [&'static [u8]]) -> Self {
        let mut lens = [0; 32];
        let mut index = 0;
        while index < words.len() {
            let word = words[index];
            lens[(word[0] & 31) as usize] |= 1 << (word.len() & 31);
            index += 1;
        }
        Self { words, lens }
    }

    #[inline]
    fn contains(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        self.lens[usize::from(first & 31)] >> (word.len() & 31) & 1 != 0
            && self
                .words
                .iter()
                .copied()
                .filter(|other| other.len() == word.len())
                .any(|other| other.first() == Some(&first.to_ascii_lowercase()) && other.eq_ignore_ascii_case(word))
    }
}

/// What a byte may be in an address.
mod byte {
    /// In a local part.
    pub(super) const LOCAL: u8 = 1 << 0;
    /// In a domain name.
    pub(super) const DOMAIN: u8 = 1 << 1;
    /// A letter, or a part of one.
    pub(super) const LETTER: u8 = 1 << 2;
    /// At the beginning of a local part.
    pub(super) const FIRST: u8 = 1 << 3;
}

const BYTES: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut at = 0;
    while at < 256 {
        kinds[at] = match at {
            0x41..=0x5A | 0x61..=0x7A | 0x80.. => byte::LOCAL | byte::DOMAIN | byte::LETTER | byte::FIRST,
            // digits
            0x30..=0x39 => byte::LOCAL | byte::DOMAIN | byte::FIRST,
            // `_`
            0x5F => byte::LOCAL | byte::FIRST,
            // `.` and `-`
            0x2E | 0x2D => byte::LOCAL | byte::DOMAIN,
            // `+`, `'`, `%`, `~`. RFC 5321 allows more (`/`, `?`, `&`, `=`, ...), which in text nearly always belong to
            // what stands around the address.
            0x2B | 0x27 | 0x25 | 0x7E => byte::LOCAL,
            _ => 0,
        };
        at += 1;
    }
    kinds
};

#[inline]
fn is(byte: u8, kind: u8) -> bool {
    BYTES[usize::from(byte)] & kind != 0
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
    let before = text.get(..at)?;
    // Most `@` that are none of an address have no local part, or no domain name of two labels.
    before.last().filter(|&&last| is(last, byte::LOCAL) && last != b'.')?;
    let domain = Domain::new(text.get(at + 1..)?)?;
    let mut len = 0;
    while len <= LOCAL_MAX && len < at && before.get(at - len - 1).is_some_and(|&one| is(one, byte::LOCAL)) {
        len += 1;
    }
    // A run longer than any local part is something else (a base64 line, a token).
    if len > LOCAL_MAX {
        return None;
    }
    let run = before.get(at - len..)?;
    let local = at - len + run.iter().position(|&one| is(one, byte::FIRST))?;
    let end = at + 1 + domain.len;
    if end - local > ADDRESS_MAX || !is_free_standing(text, local, end) {
        return None;
    }
    let local_part = text.get(local..at)?;
    if memchr::memmem::find(local_part, b"..").is_some() {
        return None;
    }
    let (is_test, facts) = judge(local_part, text.get(at + 1..end)?, &domain);
    Some(Found { span: local..end, part: Part::Whole, odds: 0.0, shape: 0, is_test, facts })
}

/// A domain name: labels of letters, digits and hyphens, the last one a top-level domain.
struct Domain {
    len: usize,
    /// Where its last label starts, and its last but one.
    last: usize,
    second: usize,
}

impl Domain {
    /// The name that `text` begins with, in one pass.
    fn new(text: &[u8]) -> Option<Self> {
        let run = text.iter().take(ADDRESS_MAX).take_while(|&&one| is(one, byte::DOMAIN)).count();
        let mut len = run;
        while len > 0 && matches!(text.get(len - 1), Some(b'.' | b'-')) {
            len -= 1;
        }
        let name = text.get(..len)?;
        let (mut last, mut second) = (0, 0);
        for dot in memchr::memchr_iter(b'.', name) {
            if !is_label(name.get(last..dot)?) {
                return None;
            }
            (second, last) = (last, dot + 1);
        }
        let top = name.get(last..)?;
        let is_top = top.len() >= 2 && (top.iter().all(|&one| is(one, byte::LETTER)) || top.starts_with(b"xn--"));
        (last > 0 && is_top && is_label(top) && !NOT_DOMAINS.contains(top)).then_some(Self { len, last, second })
    }
}

fn is_label(label: &[u8]) -> bool {
    (1..=63).contains(&label.len()) && label.first() != Some(&b'-') && label.last() != Some(&b'-')
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

fn judge(local: &[u8], name: &[u8], domain: &Domain) -> (bool, Facts) {
    let ending = name.get(domain.last..).unwrap_or_default();
    let parent = name.get(domain.second..).unwrap_or_default();
    let is_test = TEST_ENDINGS.contains(ending) || TEST_DOMAINS.contains(parent);
    let free = if FREE_DOMAINS.contains(name) { FREE_MAIL } else { 0 };
    let role = if ROLES.contains(local) { ROLE } else { 0 };
    (is_test, Facts(free | role))
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
        assert_eq!(first("jörg@bücher.example"), Some("jörg@bücher.example"));
        assert_eq!(first("mailto:jane@corp.com?subject=x"), Some("jane@corp.com"));
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
            "icon@3x.ico",
            "app@1.2.3.whl",
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
