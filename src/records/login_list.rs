//! Format `login_list`: a login and its password on each line, `ann@mail.example:Tr0ub4dor`, as leaked logins are passed on.
//!
//! Before the login may stand the address of the site that it is for. What stands behind the login's colon is the password,
//! colons and all. Such a list is told by its logins, which are addresses of e-mail, and by its passwords, which have no form in
//! common; a list of plain user names must have passwords that could be nothing else. All other lists of two columns are tables.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::collections::BTreeSet;
use std::ops::Range;

use super::lines::{self, Line};
use super::rows::Rows;
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass, header};
use crate::batch::ColumnId;

/// The format.
#[derive(Debug)]
pub struct LoginList;

/// The longest site, login and password.
const SITE_MAX: usize = 512;
const LOGIN_MAX: usize = 80;
const SECRET_MAX: usize = 256;

impl Format for LoginList {
    fn name(&self) -> &'static str {
        "login_list"
    }

    fn may_be(&self, census: &Census) -> bool {
        // One of the two stands in nine of ten lines.
        let lines = census.lines();
        let signs = census.count(b':').max(census.count(b';'));
        let are_pairs = signs * 10 >= (lines - 1) * 9 - 10 && census.count(b' ') <= lines;
        // Names and addresses have blanks, and there are two separators or more.
        let are_fields = || SEPARATORS.iter().any(|separator| census.count(*separator) * 10 >= (lines - 1) * 18);
        lines > 2 && (are_pairs || are_fields())
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let bytes = lines::whole_lines(head, b'\n');
        let fields = Layout::of_fields(bytes);
        let layout = fields.into_iter().chain(Layout::ALL).find(|layout| layout.is_of(bytes))?;
        Some(Box::new(LoginReader { layout }))
    }
}

/// How the lines are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// `https://shop.example/login:ann:Tr0ub4dor`
    Site,
    /// `ann@mail.example:Tr0ub4dor`, with this byte between them.
    Address(u8),
    /// `ann:Tr0ub4dor`
    User,
    /// `ann@mail.example|Tr0ub4dor|Ann Cole|7755550142`: so many fields with this byte between them, the login at this place
    /// and its password behind it.
    Fields { separator: u8, width: usize, login: usize },
}

/// What may stand between the fields of lines with more than a login and a password. Tables have the others, and a header mostly.
const SEPARATORS: [u8; 2] = [b'|', b':'];

/// The parts of a line.
struct Login {
    site: Option<Range<usize>>,
    login: Range<usize>,
    secret: Range<usize>,
}

impl Layout {
    const ALL: [Self; 4] = [Self::Site, Self::Address(b':'), Self::Address(b';'), Self::User];

    /// Fields with the same separator, as many as the first line has whose login is an address.
    fn of_fields(bytes: &[u8]) -> Option<Self> {
        const WIDTH_MAX: usize = 40;
        const LOGIN_AT_MAX: usize = 3;
        // A header names the columns of a table.
        let first = lines::lines(b'\n', bytes).find(|line| !lines::is_blank(line.of(bytes)))?;
        let content = first.of(bytes);
        SEPARATORS.into_iter().find_map(|separator| {
            let fields: Vec<&[u8]> = content.split(|byte| *byte == separator).take(WIDTH_MAX + 1).collect();
            let login = fields.iter().take(LOGIN_AT_MAX).position(|field| is_address(field))?;
            let width = fields.len();
            (3.max(login + 2)..=WIDTH_MAX).contains(&width).then_some(Self::Fields { separator, width, login })
        })
    }

    /// The parts of a line that is laid out so.
    fn read(self, bytes: &[u8], line: &Line) -> Option<Login> {
        let content = line.of(bytes);
        if let Self::Fields { separator, width, login } = self {
            let spans = fields_of(content, separator, line.start);
            let [login, secret] = [spans.get(login)?, spans.get(login + 1)?].map(Clone::clone);
            let text = |span: &Range<usize>| bytes.get(span.clone()).unwrap_or_default();
            let is_secret = (1..=SECRET_MAX).contains(&secret.len()) && text(&secret).iter().all(|byte| *byte > b' ');
            let is_login = login.len() <= LOGIN_MAX && is_address(text(&login));
            return (spans.len() == width && is_login && is_secret).then_some(Login { site: None, login, secret });
        }
        let (site, start) = match self {
            Self::Site => {
                let len = site_len(content)?;
                (Some(line.start..line.start + len), len + 1)
            }
            _ => (None, 0),
        };
        let separator = if let Self::Address(separator) = self { separator } else { b':' };
        let rest = content.get(start..)?;
        let len = memchr::memchr(separator, rest.get(..LOGIN_MAX).unwrap_or(rest))?;
        let (login, secret) = (rest.get(..len)?, rest.get(len + 1..)?);
        let is_login = match self {
            Self::Site => !login.is_empty() && !login.iter().any(u8::is_ascii_whitespace),
            Self::Address(_) => is_address(login),
            _ => is_user(login),
        };
        let is_secret = (1..=SECRET_MAX).contains(&secret.len()) && secret.iter().all(|byte| *byte > b' ');
        let start = line.start + start;
        let parts = Login { site, login: start..start + len, secret: start + len + 1..line.end };
        (is_login && is_secret).then_some(parts)
    }

    /// Whether a source is a list of this layout.
    fn is_of(self, bytes: &[u8]) -> bool {
        const LINES_MAX: usize = 400;
        let mut secrets = Secrets::default();
        let (mut logins, mut count, mut others) = (BTreeSet::new(), 0_usize, 0_usize);
        let filled = lines::lines(b'\n', bytes).filter(|line| !lines::is_blank(line.of(bytes)));
        for line in filled.take(LINES_MAX) {
            let Some(login) = self.read(bytes, &line) else {
                others += 1;
                // A title, or a line in ten.
                if others > 1 + count / 10 {
                    return false;
                }
                continue;
            };
            count += 1;
            logins.insert(bytes.get(login.login).unwrap_or_default());
            secrets.add(bytes.get(login.secret).unwrap_or_default());
        }
        let are_various = |share: usize| logins.len() * 10 >= count * share;
        match self {
            Self::Site => count >= 3 && secrets.are_various(),
            Self::Address(b':') => count >= 3 && are_various(6) && secrets.are_likely(),
            Self::Address(_) => count >= 3 && are_various(6) && secrets.are_likely() && secrets.are_sure(),
            Self::Fields { .. } => count >= 5 && are_various(6) && secrets.are_likely() && secrets.are_sure(),
            Self::User => count >= 10 && are_various(9) && secrets.are_likely() && secrets.are_sure(),
        }
    }
}

/// Where the fields of a line stand that begins at `start`.
fn fields_of(line: &[u8], separator: u8, start: usize) -> Vec<Range<usize>> {
    let mut at = start;
    let ends = memchr::memchr_iter(separator, line).map(|end| start + end).chain([start + line.len()]);
    ends.map(|end| std::mem::replace(&mut at, end + 1)..end).collect()
}

/// What the passwords of a list have in common.
#[derive(Default)]
struct Secrets<'a> {
    count: usize,
    distinct: BTreeSet<&'a [u8]>,
    /// Their letters and digits by class.
    forms: BTreeSet<Vec<u8>>,
    /// Letters or signs and digits.
    mixed: usize,
    /// Signs that hardly anything but a password has.
    signed: usize,
    hashed: usize,
    /// Paths, numbers, pieces of code.
    others: usize,
}

impl<'a> Secrets<'a> {
    fn add(&mut self, secret: &'a [u8]) {
        let has = |test: fn(&u8) -> bool| secret.iter().any(test);
        let is_number = secret.iter().all(|byte| byte.is_ascii_digit() || b"+-.,:/".contains(byte));
        let is_code = has(|byte| b"/\\\"'{}()<>=".contains(byte));
        self.count += 1;
        self.distinct.insert(secret);
        self.forms.insert(secret.iter().map(|&byte| class(byte)).collect());
        self.mixed += usize::from(secret.len() >= 5 && has(u8::is_ascii_digit) && !is_number && !is_code);
        self.signed += usize::from(has(|byte| b"!@#$%^&*?~".contains(byte)));
        self.hashed += usize::from(is_hash(secret));
        self.others += usize::from(is_code);
    }

    fn are_hashed(&self) -> bool {
        self.hashed * 10 >= self.count * 9
    }

    fn are_various(&self) -> bool {
        // There are only so many usual forms, however many lines.
        const FORMS_ENOUGH: usize = 15;
        let forms_min = (self.count * 3).div_ceil(10).min(FORMS_ENOUGH);
        self.distinct.len() * 2 >= self.count && (self.forms.len() >= forms_min || self.are_hashed())
    }

    /// Whether they may be passwords.
    fn are_likely(&self) -> bool {
        let are_mixed = self.mixed * 10 >= self.count * 3 && self.others * 5 <= self.count;
        self.are_various() && (are_mixed || self.are_hashed())
    }

    /// Whether they can hardly be anything else.
    fn are_sure(&self) -> bool {
        let are_mixed = self.mixed * 10 >= self.count * 6 && self.others * 10 <= self.count;
        are_mixed && self.signed * 20 >= self.count || self.are_hashed()
    }
}

fn class(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => b'0',
        b'a'..=b'z' => b'a',
        b'A'..=b'Z' => b'A',
        other => other,
    }
}

/// Whether a value has the form of a hash with its method before it, or of a bare one.
fn is_hash(secret: &[u8]) -> bool {
    let is_marked = secret.len() >= 34 && (secret.starts_with(b"$") || secret.starts_with(b"{S"));
    let is_bare = matches!(secret.len(), 32 | 40 | 64 | 128) && secret.iter().all(u8::is_ascii_hexdigit);
    is_marked || is_bare
}

/// The length of the address of a site that a login stands behind.
fn site_len(line: &[u8]) -> Option<usize> {
    const SCHEME_MAX: usize = 12;
    let scheme = memchr::memmem::find(line.get(..SCHEME_MAX + 3).unwrap_or(line), b"://")?;
    let within = line.get(..SITE_MAX).unwrap_or(line);
    let start = scheme + 3;
    let mut colons = memchr::memchr_iter(b':', within.get(start..)?).map(|at| start + at);
    colons.find(|at| {
        let behind = line.get(at + 1..).unwrap_or_default();
        let digits = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_port = (1..=5).contains(&digits) && matches!(behind.get(digits), Some(b'/' | b':'));
        // A user's number looks like a port, where nothing but the password follows it.
        !is_port || memchr::memchr(b':', behind.get(digits + 1..).unwrap_or_default()).is_none()
    })
}

fn is_address(login: &[u8]) -> bool {
    let mut parts = login.split(|byte| *byte == b'@');
    let (Some(user), Some(host), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let may_be = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_+".contains(byte) || *byte >= 0x80;
    let is_host = host.contains(&b'.') && host.iter().all(may_be) && host.last().is_some_and(u8::is_ascii_alphabetic);
    !user.is_empty() && user.iter().all(|byte| may_be(byte) || b"'&/=!#$%*?^`{|}~".contains(byte)) && is_host
}

fn is_user(login: &[u8]) -> bool {
    (3..=40).contains(&login.len())
        && login.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
        && login.iter().any(u8::is_ascii_alphabetic)
}

/// Reads logins.
#[derive(Debug)]
struct LoginReader {
    layout: Layout,
}

impl Reader for LoginReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        lines::predict(b'\n', bytes, len_wanted).map(|len| (len, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut rows = Rows::new(piece.bytes, sink);
        rows.table("");
        let columns = match self.layout {
            Layout::Fields { width, login, .. } => columns_of(&mut rows, width, login),
            _ => Vec::new(),
        };
        let is_plain = columns.is_empty();
        let site = (self.layout == Layout::Site).then(|| rows.named("url"));
        let login = matches!(self.layout, Layout::Address(_) | Layout::Fields { .. });
        let login = rows.named(if login { "email" } else { "login" });
        let password = rows.named("password");
        let mut len = 0;
        while let Some(line) = Line::at(b'\n', piece.bytes, len, piece.at_end).filter(|_| !rows.is_stopped) {
            len = line.next;
            let Some(parts) = self.layout.read(piece.bytes, &line) else {
                rows.text(line.start..line.end, TextClass::Text);
                continue;
            };
            if let (Layout::Fields { separator, .. }, false) = (self.layout, is_plain) {
                let spans = fields_of(line.of(piece.bytes), separator, line.start);
                let filled = columns.iter().zip(&spans).filter(|(_, span)| !span.is_empty());
                filled.for_each(|(column, span)| rows.verbatim(*column, span));
                rows.end_record();
                continue;
            }
            site.zip(parts.site).iter().for_each(|(site, span)| rows.verbatim(*site, span));
            rows.verbatim(login, &parts.login);
            rows.verbatim(password, &parts.secret);
            rows.end_record();
        }
        if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(piece.bytes);
            rows.text(0..len, TextClass::NotUnderstood);
        }
        rows.flush();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// The columns of lines with more fields than a login and a password.
fn columns_of(rows: &mut Rows<'_, '_>, width: usize, login: usize) -> Vec<ColumnId> {
    let columns = (0..width).map(|place| match place {
        _ if place == login => rows.named("email"),
        _ if place == login + 1 => rows.named("password"),
        _ => rows.column(&header::unnamed_column(place)),
    });
    columns.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    fn open(source: &str) -> Option<Box<dyn Reader>> {
        LoginList.open(&head_of(source.as_bytes()))
    }

    const SECRETS: [&str; 10] = [
        "Tr0ub4dor&3",
        "blue7horse",
        "S:um:mer24!",
        "hunter22",
        "x9#Kp2mv",
        "maria1988",
        "Qwe!55rt",
        "pass:word7",
        "zK4$mm1",
        "letme1n",
    ];

    #[test]
    fn logins_and_passwords_are_records() {
        for (before, columns) in [
            ("user{}@mail.example:", &["email", "password"][..]),
            ("user{}@mail.example;", &["email", "password"]),
            ("user{}:", &["login", "password"]),
            ("https://shop.example:8443/login?x=1:user{}:", &["url", "login", "password"]),
        ] {
            let lines = SECRETS.iter().enumerate();
            let source: String =
                lines.map(|(index, secret)| before.replace("{}", &index.to_string()) + secret + "\n").collect();
            let reader = open(&source).unwrap_or_else(|| panic!("{before}"));
            let found = read_whole(&*reader, source.as_bytes());
            assert_cuts_agree(&*reader, source.as_bytes());
            assert_eq!(found.column_names(), columns);
            assert_eq!(found.rows().iter().map(|row| row[columns.len() - 1]).collect::<Vec<_>>(), SECRETS);
        }
    }

    #[test]
    fn logins_with_further_fields_are_records() {
        for (separator, before) in [('|', ""), (':', ""), ('|', "7|ann7|")] {
            let line = |(at, secret): (usize, &str)| {
                let secret = secret.replace(separator, "-");
                format!("{before}user{at}@mail.example|{secret}|Ann Cole|77555501{at:02}\n")
                    .replace('|', &separator.to_string())
            };
            let source: String = SECRETS.into_iter().enumerate().map(line).collect();
            let reader = open(&source).unwrap_or_else(|| panic!("{source}"));
            assert_cuts_agree(&*reader, source.as_bytes());
            assert!(open(&format!("email|pass|full_name|phone\n{source}")).is_none(), "a header names the columns");
            let found = read_whole(&*reader, source.as_bytes());
            let skipped = before.matches('|').count();
            assert_eq!(found.column_names()[skipped..][..2], ["email", "password"]);
            assert_eq!(found.rows()[0][skipped..], ["user0@mail.example", "Tr0ub4dor&3", "Ann Cole", "7755550100"]);
            found.assert_covers(source.as_bytes(), |_| false);
        }
    }

    #[test]
    fn tables_with_addresses_are_none() {
        let list = |line: fn(usize) -> String| (0..12).map(line).collect::<String>();
        for source in [
            list(|n| format!("user{n}@mail.example|ann.cole{n}|Ann Cole|775555{n:04}\n")),
            list(|n| format!("user{n}@mail.example|2024-03-{n:02}|active|{n}\n")),
            list(|n| format!("{n}:user{n}@mail.example:AB-{n:04}:7755550{n:03}\n")),
            list(|n| format!("user{n}@mail.example,Tr0ub4dor&{n},Ann Cole,775555{n:04}\n")),
        ] {
            assert!(open(&source).is_none(), "{source}");
        }
    }

    #[test]
    fn other_lists_of_two_are_none() {
        let list = |line: fn(usize) -> String| (0..12).map(line).collect::<String>();
        for source in [
            list(|n| format!("user{n}@mail.example:775555{n:04}\n")),
            list(|n| format!("user{n}@mail.example:AB-{n:04}\n")),
            list(|n| format!("user{n}@mail.example:Ann Cole {n}\n")),
            list(|n| format!("user{n}@mail.example;user{n}x{n}\n")),
            list(|n| format!("db{n}.internal:54{n:02}\n")),
            list(|n| format!("image{n}:1.{n}.2-alpine\n")),
            list(|n| format!("src/main.rs:{n}: let x{n} = 5;\n")),
            list(|n| format!("key{n}: value{n}!\n")),
            list(|n| format!("https://host{n}.example/a/b{n}\n")),
        ] {
            assert!(open(&source).is_none(), "{source}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_lines_lose_nothing(body in "[ab:;@.1é \n]{0,200}") {
            let reader = open(&SECRETS.map(|secret| format!("{}@m.example:{secret}\n", secret.get(..2).unwrap())).concat()).unwrap();
            read_whole(&*reader, body.as_bytes()).assert_covers(body.as_bytes(), |_| false);
        }
    }
}
