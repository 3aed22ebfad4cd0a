//! E-mail addresses: an atom, `@`, a domain name with a top-level domain of letters (RFC 5321, section 4.1.2, without
//! quoted local parts and address literals, which are all but unknown in stored data).
//!
//! No list of top-level domains is consulted: new ones come every month. What looks like one and is a file
//! name (`photo@2x.png`), a package scope (`@scope/pkg@1.2.3`) or a remote (`git@host:path`) is left out by its form.

mod domains;

use std::ops::Range;

use super::Found;
use crate::detect::Part;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

pub(crate) use domains::KnownDomains;
use domains::{Judged, may_be_top};

/// Longest local part, and longest address.
const LOCAL_MAX: usize = 64;
const ADDRESS_MAX: usize = 254;

/// Facts bit 0: the domain is one of the large public mailbox providers, which persons use.
pub const FREE_MAIL: u8 = 1;
/// Facts bit 1: the local part is a role (`info`, `noreply`), not a person.
pub const ROLE: u8 = 2;

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
    cell_at(value, value.len())
}

/// A whole cell of ASCII that is an address, and what it consists of.
pub(crate) struct ShortCell {
    pub(crate) found: Found,
    /// Numbers of bytes.
    pub(crate) letters: u32,
    pub(crate) digits: u32,
}

/// The same as [`cell_at`] for at most a block of ASCII.
#[inline]
pub(crate) fn short_cell(rest: &[u8], len: usize, known: &mut KnownDomains) -> Option<ShortCell> {
    let value = rest.get(..len).filter(|_| len <= BLOCK)?;
    let address = Address::of(rest, value).filter(|address| !address.is_high)?;
    let found = address.found(value, known.judge(rest, &address))?;
    Some(ShortCell { found, letters: address.letters, digits: address.digits })
}

/// The same within a loop that runs on a level.
#[inline(always)]
pub(crate) fn short_cell_on<L: Level>(
    level: L,
    rest: &[u8],
    len: usize,
    known: &mut KnownDomains,
) -> Option<ShortCell> {
    let value = rest.get(..len).filter(|_| len <= BLOCK)?;
    let address = match rest.first_chunk::<BLOCK>() {
        Some(block) => Classify { block, len }.run(level),
        None => Classify { block: &padded(value), len }.run(level),
    };
    let address = address.filter(|address| !address.is_high)?;
    let found = address.found(value, known.judge(rest, &address))?;
    Some(ShortCell { found, letters: address.letters, digits: address.digits })
}

/// The whole cell of `len` bytes that `rest` begins with: what stands behind it may be read with it.
pub(crate) fn cell_at(rest: &[u8], len: usize) -> Option<Found> {
    let value = rest.get(..len)?;
    if len > BLOCK {
        let at = memchr::memchr(b'@', value)?;
        return around(value, at).filter(|found| found.span == (0..len));
    }
    let address = Address::of(rest, value)?;
    if address.is_high {
        return around(value, address.at).filter(|found| found.span == (0..len));
    }
    address.found(value, Judged::of(value.get(address.at + 1..)?, &address.domain))
}

/// A short value that is an address from end to end, but for what its words say.
struct Address {
    /// Where the `@` stands.
    at: usize,
    domain: Domain,
    /// Numbers of bytes.
    letters: u32,
    digits: u32,
    /// Whether some byte is outside of ASCII.
    is_high: bool,
}

impl Address {
    /// The address that `value`, at most a block, is; `rest` begins with it.
    #[inline]
    fn of(rest: &[u8], value: &[u8]) -> Option<Self> {
        match rest.first_chunk::<BLOCK>() {
            Some(block) => dispatch(Classify { block, len: value.len() }),
            None => dispatch(Classify { block: &padded(value), len: value.len() }),
        }
    }

    /// The address, by what is thought of its domain.
    #[inline]
    fn found(&self, value: &[u8], judged: Judged) -> Option<Found> {
        let (is_test, facts) = (judged.is_test, judged.facts(value.get(..self.at)?));
        let found = Found { span: 0..value.len(), part: Part::Whole, odds: 0.0, shape: 0, is_test, facts };
        judged.is_domain.then_some(found)
    }
}

struct Classify<'b> {
    block: &'b [u8; BLOCK],
    len: usize,
}

impl Kernel for Classify<'_> {
    type Output = Option<Address>;

    /// All that [`around`] asks, but for words, of masks with a bit for each byte.
    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Option<Address> {
        let Self { block, len } = self;
        if !(3..=BLOCK).contains(&len) {
            return None;
        }
        let all = u64::MAX >> (BLOCK - len);
        let block = level.load(block);
        let ats = level.equals(block, b'@') & all;
        let before = ats.wrapping_sub(1);
        // One, and not at the beginning.
        if ats & before != 0 || ats < 2 {
            return None;
        }
        let high = level.high(block) & all;
        let letters = (level.letters(block) & all) | high;
        let digits = level.digits(block) & all;
        let dots = level.equals(block, b'.') & all;
        let hyphens = level.equals(block, b'-') & all;
        let underscores = level.equals(block, b'_');
        // What else may stand in a local part.
        let marks = level.any_of(block, [b'+', b'\'', b'%', b'~']);
        let behind = all & !before & !ats;
        let are_known = letters | digits | dots | hyphens | ats | (underscores | marks) & before;
        let begins = (letters | digits | underscores) & 1 == 1;
        // No dot stands before another or before the `@`. A label of the domain neither begins nor ends with a hyphen, and
        // none is empty: beside what parts them stand letters and digits.
        let parts = dots | ats;
        let joints = dots | hyphens & behind;
        let is_apart = joints & (parts >> 1 | behind & (parts << 1 | 1 << (len - 1))) == 0;
        let inner = dots & behind;
        if are_known & all != all || !begins || !is_apart || inner == 0 {
            return None;
        }
        let at = ats.trailing_zeros();
        let dot = 63 - inner.leading_zeros();
        let before_last = inner & !(1 << dot) | ats;
        let label = |sign: u32| (sign - at) as usize;
        let (second, last) = (label(63 - before_last.leading_zeros()), label(dot));
        let domain = Domain { len: len - at as usize - 1, last, second, has_letters: (digits | hyphens) >> dot == 0 };
        let address = Address {
            at: at as usize,
            domain,
            letters: letters.count_ones(),
            digits: digits.count_ones(),
            is_high: high != 0,
        };
        // A top-level domain has two bytes.
        (len - dot as usize > 2).then_some(address)
    }
}

/// The address around the `@` at offset `at` of `text`.
#[must_use]
pub fn around(text: &[u8], at: usize) -> Option<Found> {
    let before = text.get(..at)?;
    // Most `@` that are none of an address have no local part, or no domain name of two labels.
    before.last().filter(|&&last| is(last, byte::LOCAL) && last != b'.')?;
    let domain = Domain::new(until_sign(until_other_script(text.get(at + 1..)?)))?;
    let len = behind_other_script(before)
        .unwrap_or_else(|| before.iter().rev().take(LOCAL_MAX + 1).take_while(|&&one| is(one, byte::LOCAL)).count());
    // A run longer than any local part is something else (a base64 line, a token).
    if len > LOCAL_MAX {
        return None;
    }
    let run = behind_sign(before.get(at - len..)?);
    let local = at - run.len() + run.iter().position(|&one| is(one, byte::FIRST))?;
    let end = at + 1 + domain.len;
    if end - local > ADDRESS_MAX || !is_free_standing(text, local, end) {
        return None;
    }
    let local_part = text.get(local..at)?;
    if local_part.windows(2).any(|pair| pair == b"..") {
        return None;
    }
    if !is_written(text.get(local..end)?, at - local, &domain) {
        return None;
    }
    let judged = Judged::of(text.get(at + 1..end)?, &domain);
    let (is_test, facts) = (judged.is_test, judged.facts(local_part));
    Some(Found { span: local..end, part: Part::Whole, odds: 0.0, shape: 0, is_test, facts })
}

/// Whether what is not ASCII of an address are letters, and of its top-level domain such as those have: none of them is Latin with
/// accents. In bytes that are no UTF-8, only the local part may have some, as Latin-1 has them; any other bytes are those of no text.
fn is_written(address: &[u8], at: usize, domain: &Domain) -> bool {
    if address.is_ascii() {
        return true;
    }
    let (local, name) = (address.get(..at).unwrap_or_default(), address.get(at + 1..).unwrap_or_default());
    match std::str::from_utf8(address) {
        Ok(text) => {
            let top = name.get(domain.last..).and_then(|top| std::str::from_utf8(top).ok()).unwrap_or_default();
            text.chars().all(is_letter) && !top.chars().any(|letter| ('\u{80}'..LATIN_END).contains(&letter))
        }
        Err(_) => name.is_ascii() && local.iter().all(|&byte| byte < 0x80 || is_letter(char::from(byte))),
    }
}

/// What a text begins with up to the first sign of it that is no letter: `example.com…`, `example.com»`.
fn until_sign(text: &[u8]) -> &[u8] {
    let run = text.iter().take(ADDRESS_MAX).take_while(|&&one| is(one, byte::DOMAIN)).count();
    let name = text.get(..run).unwrap_or_default();
    if name.is_ascii() {
        return text;
    }
    let written = name.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    match written.char_indices().find(|(_, sign)| !is_letter(*sign)) {
        Some((at, _)) => name.get(..at).unwrap_or_default(),
        None => text,
    }
}

/// What a run ends with behind the last sign of it that is no letter: `‘jane`, `«jane`.
fn behind_sign(run: &[u8]) -> &[u8] {
    let Some(written) = std::str::from_utf8(run).ok().filter(|written| !written.is_ascii()) else { return run };
    let last = written.char_indices().rfind(|(_, sign)| !is_letter(*sign));
    last.and_then(|(at, sign)| run.get(at + sign.len_utf8()..)).unwrap_or(run)
}

/// Behind the letters of Latin scripts, in the order of Unicode.
const LATIN_END: char = '\u{370}';

/// Whether a sign beyond ASCII may be, or be a part of, a letter: it is no control, punctuation or symbol.
fn is_letter(sign: char) -> bool {
    sign.is_ascii() || sign.is_alphanumeric() || sign >= '\u{300}' && !('\u{2000}'..'\u{2C00}').contains(&sign)
}

/// Whether a byte leads a letter of Chinese, Japanese or Korean, or a sign of their writing.
fn leads_east_asian(byte: u8) -> bool {
    (0xE3..=0xED).contains(&byte)
}

/// What follows an `@` up to where another script begins behind a domain name of ASCII: `gmail.comです`.
fn until_other_script(rest: &[u8]) -> &[u8] {
    const NAME_MAX: usize = 255;
    let len = rest
        .iter()
        .take(NAME_MAX)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(**byte, b'.' | b'-'))
        .count();
    let is_cut = rest.get(len).copied().is_some_and(leads_east_asian);
    let name = rest.get(..len).unwrap_or_default();
    if is_cut && memchr::memchr(b'.', name).is_some() && !name.ends_with(b".") { name } else { rest }
}

/// The length of a local part of ASCII behind a letter of another script: `メールはjane@`.
fn behind_other_script(before: &[u8]) -> Option<usize> {
    let is_local = |&&one: &&u8| one.is_ascii() && is(one, byte::LOCAL);
    let len = before.iter().rev().take(LOCAL_MAX).take_while(is_local).count();
    let (head, local) = before.split_at(before.len() - len);
    let is_other = matches!(head, [.., lead, 0x80..=0xBF, 0x80..=0xBF] if leads_east_asian(*lead));
    (is_other && local.first().is_some_and(u8::is_ascii_alphanumeric)).then_some(len)
}

/// A domain name: labels of letters, digits and hyphens, the last one a top-level domain.
struct Domain {
    len: usize,
    /// Where its last label starts, and its last but one.
    last: usize,
    second: usize,
    /// Whether the last one is all letters.
    has_letters: bool,
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
        let has_letters = top.iter().all(|&one| is(one, byte::LETTER));
        let is_top = top.len() >= 2 && (has_letters || top.starts_with(b"xn--"));
        let is_name = last > 0 && is_top && is_label(top) && may_be_top(top);
        is_name.then_some(Self { len, last, second, has_letters })
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
    // `https://svc:*9^TfHz+k@host`: what signs part from the rest is still the password.
    let near = before.get(before.len().saturating_sub(64)..).unwrap_or_default();
    let is_word = |byte: &&u8| byte.is_ascii_graphic() && !b"\"'<>,;".contains(byte);
    let word = near.get(near.len() - near.iter().rev().take_while(is_word).count()..).unwrap_or_default();
    let site = memchr::memmem::find(word, b"://").and_then(|at| word.get(at + 3..));
    let is_credential = before.ends_with(b"://") || site.is_some_and(is_user_and_password);
    !is_remote && !is_credential && after.first() != Some(&b'@') && before.last() != Some(&b'@')
}

/// Whether what stands behind `://` may be a user and the beginning of a password. Digits up to the next sign are a port.
fn is_user_and_password(site: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', site) else { return false };
    let password = site.get(colon + 1..).unwrap_or_default();
    let digits = password.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_port = digits > 0 && password.get(digits).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    !is_port && !site.iter().any(|byte| b"/?|&=".contains(byte))
}

/// The identity of a subscriber before the sign of the address at `span`, where its domain names a mobile network of the country that the identity
/// begins with, `mnc410.mcc310.3gppnetwork.org`. One digit may stand before it: how it was asked for.
#[must_use]
pub fn subscriber(text: &[u8], span: &Range<usize>) -> Option<Range<usize>> {
    const DOMAIN: &[u8] = b".3gppnetwork.org";
    const LEN: usize = 15;
    let address = text.get(span.clone())?;
    let sign = memchr::memchr(b'@', address)?;
    let (local, domain) = (address.get(..sign)?, address.get(sign + 1..)?);
    let digits = local.len() - usize::from(local.len() == LEN + 1);
    if digits != LEN || !local.iter().all(u8::is_ascii_digit) || !domain.ends_with(DOMAIN) {
        return None;
    }
    let country = memchr::memmem::find(domain, b".mcc").and_then(|at| domain.get(at + 4..at + 7))?;
    let has_network = memchr::memmem::find(domain, b".mnc").is_some() || domain.starts_with(b"mnc");
    let identity = local.get(local.len() - LEN..)?;
    let end = span.start + sign;
    (identity.starts_with(country) && has_network).then_some(end - LEN..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::validate::Facts;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn a_short_cell_is_an_address_where_the_plain_search_finds_one(
            local in "[a-cA-C0-2._+'%~-]{0,6}|[a-z]{60,66}", ats in "@|@|@|@@|",
            domain in "([a-cé0-2-]{0,4}[.]){0,3}(com|co.uk|xn--p1ai|js|a1|[a-zä]{0,5}|-a|a-)|gmail.com|example.org|[ -~]{0,6}"
        ) {
            let value = format!("{local}{ats}{domain}").into_bytes();
            let plain = memchr::memchr(b'@', &value).and_then(|at| around(&value, at));
            let plain = plain.filter(|found| found.span == (0..value.len()));
            prop_assert_eq!(&cell(&value), &plain);
            let rest = [value.as_slice(), b"@x.com,y".repeat(9).as_slice()].concat();
            prop_assert_eq!(&cell_at(&rest, value.len()), &plain);
            let mut known = KnownDomains::default();
            // What was judged of other domains before changes nothing, nor what was of this one.
            for other in ["a@photo-1.js", "a@gmail.com", "a@example.org", "a@mail.test"] {
                let _: Option<ShortCell> = short_cell(other.as_bytes(), other.len(), &mut known);
            }
            let plain = plain.filter(|_| value.is_ascii() && value.len() <= BLOCK);
            for _ in 0..2 {
                let found = short_cell(&rest, value.len(), &mut known).map(|short| short.found);
                prop_assert_eq!(&found, &plain);
            }
        }
    }

    fn first(text: &str) -> Option<&str> {
        let at = text.find('@')?;
        around(text.as_bytes(), at).and_then(|found| text.get(found.span))
    }

    #[test]
    fn addresses_are_found_within_text() {
        assert_eq!(first("mail “jane@example.com” and"), Some("jane@example.com"));
        assert_eq!(first("‘bob@example.org’"), Some("bob@example.org"));
        assert_eq!(first("«ann@mail.fr»"), Some("ann@mail.fr"));
        assert_eq!(first("x@y.com…"), Some("x@y.com"));
        assert_eq!(first("josé@exámple.com"), Some("josé@exámple.com"));
        assert_eq!(first("иван@пример.рф"), Some("иван@пример.рф"));
        assert_eq!(first("राम@उदाहरण.भारत"), Some("राम@उदाहरण.भारत"));
        // Random bytes, as they are and as Windows-1252 reads them.
        assert_eq!(first("¨@8Â¯œ£zg.EÃ"), None);
        assert_eq!(first("ab@cdÂ.Ãe"), None);
        assert_eq!(around(b"jos\xE9@example.com ", 4).map(|found| found.span), Some(0..16));
        assert_eq!(around(b"\xA8@8\xC2\xAF\x9C\xA3\x8Fzg.E\x81", 1), None);
        assert_eq!(around(b"a\x9Fb@example.com", 3), None);
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

    #[test]
    fn an_identity_before_its_network_is_that_of_a_subscriber() {
        let read = |text: &str| subscriber(text.as_bytes(), &(0..text.len()));
        assert_eq!(read("310410320998339@wlan.mnc410.mcc310.3gppnetwork.org"), Some(0..15));
        assert_eq!(read("0262011234567890@nai.epc.mnc003.mcc310.3gppnetwork.org"), None, "another country");
        assert_eq!(read("0262021234567890@nai.epc.mnc002.mcc262.3gppnetwork.org"), Some(1..16));
        assert_eq!(read("310410320998339@wlan.mnc410.mcc310.example.org"), None);
    }
}
