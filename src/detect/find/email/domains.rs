//! What the words of a domain name say: whether it ends as files do, is one for tests, or belongs to a large provider of mailboxes.

use super::{Address, Domain, FREE_MAIL, ROLE};
use crate::detect::validate::Facts;
use crate::masks::few_bytes;

/// Whether the last label of a name may be a top-level domain: files and code do not end so.
pub(super) fn may_be_top(label: &[u8]) -> bool {
    !NOT_DOMAINS.contains(label)
}

/// What is thought of a domain name by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Judged {
    /// Whether it does not end as files do.
    pub(super) is_domain: bool,
    pub(super) is_test: bool,
    is_free: bool,
}

impl Judged {
    pub(super) fn of(name: &[u8], domain: &Domain) -> Self {
        let ending = name.get(domain.last..).unwrap_or_default();
        let parent = name.get(domain.second..).unwrap_or_default();
        let is_top = domain.has_letters || ending.starts_with(b"xn--");
        Self {
            is_domain: is_top && may_be_top(ending),
            is_test: TEST_ENDINGS.contains(ending) || TEST_DOMAINS.contains(parent),
            is_free: FREE_DOMAINS.contains(name),
        }
    }

    pub(super) fn facts(self, local: &[u8]) -> Facts {
        let free = if self.is_free { FREE_MAIL } else { 0 };
        let role = if ROLES.contains(local) { ROLE } else { 0 };
        Facts(free | role)
    }
}

/// Domain names that were judged before: those of a column are few.
#[derive(Default)]
pub(crate) struct KnownDomains {
    /// Each as a number, which is none of 0.
    slots: [(u128, Judged); KnownDomains::SLOTS],
}

impl KnownDomains {
    const SLOTS: usize = 8;
    /// Longer names are judged each time.
    const LEN_MAX: usize = 16;

    /// What is thought of the domain of an address that `rest` begins with.
    #[inline]
    pub(super) fn judge(&mut self, rest: &[u8], address: &Address) -> Judged {
        let Address { at, domain, .. } = address;
        let rest = rest.get(at + 1..).unwrap_or_default();
        let name = rest.get(..domain.len).unwrap_or_default();
        let bits = match (rest.first_chunk(), domain.len) {
            (_, 0) => 0,
            (Some(block), len @ 1..=Self::LEN_MAX) => {
                u128::from_le_bytes(*block) & u128::MAX >> (8 * (Self::LEN_MAX - len))
            }
            (None, 1..=Self::LEN_MAX) => padded_name(name),
            _ => 0,
        };
        if bits == 0 {
            return Judged::of(name, domain);
        }
        #[expect(clippy::cast_possible_truncation, reason = "the halves")]
        let (head, tail) = (bits as u64, (bits >> 64) as u64);
        let hash = (head ^ tail.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            >> (u64::BITS - KnownDomains::SLOTS.ilog2());
        let Some(slot) = usize::try_from(hash).ok().and_then(|hash| self.slots.get_mut(hash)) else {
            return Judged::of(name, domain);
        };
        if slot.0 != bits {
            *slot = (bits, Judged::of(name, domain));
        }
        slot.1
    }
}

/// A name of at most sixteen bytes as a number.
fn padded_name(name: &[u8]) -> u128 {
    name.iter().rev().fold(0, |bits, &byte| bits << 8 | u128::from(byte))
}

/// Endings of files and code that stand where a top-level domain would.
static NOT_DOMAINS: WordSet<57> = WordSet::new(&[
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
static FREE_DOMAINS: WordSet<55> = WordSet::new(&[
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
static ROLES: WordSet<27> = WordSet::new(&[
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
static TEST_DOMAINS: WordSet<6> =
    WordSet::new(&[b"bar.com", b"domain.com", b"example.com", b"example.org", b"example.net", b"test.com"]);
static TEST_ENDINGS: WordSet<4> = WordSet::new(&[b"example", b"invalid", b"localhost", b"test"]);

/// Words in small letters of at most sixteen bytes, sorted by the low five bits of their first: a word, as one number, is
/// compared with those alone that begin with its letter.
struct WordSet<const N: usize> {
    words: [u128; N],
    /// For each first letter where its words begin, and one past the last of all.
    starts: [u8; 33],
    /// For each first letter the lengths of its words, as bits: nearly all that is asked for has another length.
    lengths: [u32; 32],
}

impl<const N: usize> WordSet<N> {
    const fn new(words: &[&[u8]; N]) -> Self {
        let mut set = Self { words: [0; N], starts: [0; 33], lengths: [0; 32] };
        let mut index = 0;
        while index < N {
            let word = words[index];
            assert!(word.len() <= 16, "too long");
            let mut bytes = [0; 16];
            let mut at = 0;
            while at < word.len() {
                bytes[at] = word[at];
                at += 1;
            }
            set.words[index] = u128::from_le_bytes(bytes);
            set.lengths[(word[0] & 31) as usize] |= 1 << word.len();
            index += 1;
        }
        let mut index = 0;
        let mut letter = 0;
        while letter < 33 {
            while index < N && (words[index][0] & 31) < letter {
                index += 1;
            }
            assert!(index < 256 && (index == N || words[index][0] & 31 >= letter), "too many, or not sorted");
            #[expect(clippy::cast_possible_truncation, reason = "asserted")]
            let start = index as u8;
            set.starts[letter as usize] = start;
            letter += 1;
        }
        assert!(index == N, "not sorted");
        set
    }

    #[inline]
    fn contains(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        let letter = usize::from(first & 31);
        self.lengths[letter].checked_shr(u32::try_from(word.len()).unwrap_or(u32::MAX)).unwrap_or(0) & 1 == 1
            && self.is_among(letter, word)
    }

    #[inline(never)]
    fn is_among(&self, letter: usize, word: &[u8]) -> bool {
        // Digits, dots and hyphens have the bit of small letters, too.
        let small = |bytes: &[u8]| {
            let unused = u64::BITS - 8 * u32::try_from(bytes.len().min(8)).unwrap_or(0);
            few_bytes(bytes) | 0x2020_2020_2020_2020_u64.checked_shr(unused).unwrap_or(0)
        };
        let (first, rest) = word.split_at_checked(8).unwrap_or((word, b""));
        let folded = u128::from(small(first)) | u128::from(small(rest)) << 64;
        let range = usize::from(self.starts[letter])..usize::from(self.starts[letter + 1]);
        self.words.get(range).is_some_and(|words| words.contains(&folded))
    }
}
