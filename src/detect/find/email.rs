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
    b"avif",
    b"bmp",
    b"bundle",
    b"css",
    b"conf",
    b"dll",
    b"deb",
    b"exe",
    b"gif",
    b"gz",
    b"html",
    b"htm",
    b"internal",
    b"ico",
    b"jpg",
    b"jpeg",
    b"js",
    b"jsx",
    b"json",
    b"jar",
    b"java",
    b"lock",
    b"local",
    b"log",
    b"lan",
    b"localdomain",
    b"mjs",
    b"mount",
    b"md",
    b"mp4",
    b"mp3",
    b"map",
    b"png",
    b"pdf",
    b"py",
    b"rpm",
    b"rb",
    b"svg",
    b"service",
    b"socket",
    b"scss",
    b"ts",
    b"tsx",
    b"tgz",
    b"timer",
    b"target",
    b"txt",
    b"tiff",
    b"tar",
    b"vue",
    b"webp",
    b"woff",
    b"whl",
    b"xml",
    b"yml",
    b"yaml",
    b"zip",
]);
static FREE_DOMAINS: WordSet = WordSet::new(&[
    b"aol.com",
    b"att.net",
    b"bol.com.br",
    b"btinternet.com",
    b"bellsouth.net",
    b"comcast.net",
    b"cox.net",
    b"freenet.de",
    b"free.fr",
    b"fastmail.com",
    b"gmail.com",
    b"gmx.com",
    b"gmx.de",
    b"googlemail.com",
    b"hotmail.com",
    b"hotmail.co.uk",
    b"hotmail.fr",
    b"icloud.com",
    b"inbox.com",
    b"live.com",
    b"laposte.net",
    b"libero.it",
    b"msn.com",
    b"me.com",
    b"mail.com",
    b"mail.ru",
    b"naver.com",
    b"outlook.com",
    b"outlook.fr",
    b"orange.fr",
    b"o2.pl",
    b"onet.pl",
    b"protonmail.com",
    b"proton.me",
    b"qq.com",
    b"163.com",
    b"126.com",
    b"rediffmail.com",
    b"sbcglobal.net",
    b"seznam.cz",
    b"sina.com",
    b"t-online.de",
    b"tutanota.com",
    b"uol.com.br",
    b"verizon.net",
    b"web.de",
    b"wanadoo.fr",
    b"wp.pl",
    b"yahoo.com",
    b"yandex.ru",
    b"ymail.com",
    b"yahoo.co.uk",
    b"yahoo.fr",
    b"yahoo.de",
    b"zoho.com",
]);
static ROLES: WordSet = WordSet::new(&[
    b"admin",
    b"administrator",
    b"abuse",
    b"billing",
    b"contact",
    b"donotreply",
    b"feedback",
    b"git",
    b"hostmaster",
    b"help",
    b"hello",
    b"info",
    b"jobs",
    b"mailer-daemon",
    b"noreply",
    b"no-reply",
    b"office",
    b"postmaster",
    b"press",
    b"privacy",
    b"root",
    b"sales",
    b"support",
    b"security",
    b"service",
    b"team",
    b"webmaster",
]);
/// Domains and endings reserved for documentation and tests (RFC 2606, RFC 6761).
static TEST_DOMAINS: WordSet =
    WordSet::new(&[b"bar.com", b"domain.com", b"example.com", b"example.org", b"example.net", b"test.com"]);
static TEST_ENDINGS: WordSet = WordSet::new(&[b"example", b"invalid", b"localhost", b"test"]);

/// Words in small letters, sorted by the low five bits of their first: a word is compared with those alone that begin with
/// its letter.
struct WordSet {
    words: &'static [&'static [u8]],
    /// For each first letter where its words begin, and one past the last of all.
    starts: [u8; 33],
}

impl WordSet {
    const fn new(words: &'static [&'static [u8]]) -> Self {
        let mut starts = [0; 33];
        let mut index = 0;
        let mut letter = 0;
        while letter < 33 {
            while index < words.len() && (words[index][0] & 31) < letter {
                index += 1;
            }
            assert!(index < 256 && (index == words.len() || words[index][0] & 31 >= letter), "too many, or not sorted");
            #[expect(clippy::cast_possible_truncation, reason = "asserted")]
            let start = index as u8;
            starts[letter as usize] = start;
            letter += 1;
        }
        assert!(index == words.len(), "not sorted");
        Self { words, starts }
    }

    #[inline]
    fn contains(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        let letter = usize::from(first & 31);
        let range = usize::from(self.starts[letter])..usize::from(self.starts[letter + 1]);
        let candidates = self.words.get(range).unwrap_or_default();
        candidates.iter().any(|other| other.len() == word.len() && other.eq_ignore_ascii_case(word))
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
    let len = before.iter().rev().take(LOCAL_MAX + 1).take_while(|&&one| is(one, byte::LOCAL)).count();
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
    if local_part.windows(2).any(|pair| pair == b"..") {
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
        // A name is too short for a search to pay.
        for (dot, _) in name.iter().enumerate().filter(|(_, byte)| **byte == b'.') {
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
