//! Header fields.

use std::ops::Range;

/// Names that messages have, and other things with names and colons do not have several of.
const KNOWN: &[&[u8]] = &[
    b"bcc",
    b"cc",
    b"content-transfer-encoding",
    b"content-type",
    b"date",
    b"delivered-to",
    b"dkim-signature",
    b"from",
    b"in-reply-to",
    b"message-id",
    b"mime-version",
    b"received",
    b"reply-to",
    b"return-path",
    b"sender",
    b"subject",
    b"to",
    b"x-mailer",
];
/// Of these one must be there.
const TELLING: &[&[u8]] =
    &[b"from", b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"subject"];
/// Known names that make a message.
const KNOWN_MIN: usize = 3;
/// Fields of one part.
const FIELDS_MAX: usize = 10_000;

/// A header field: where its name and its value stand.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

impl Header {
    /// Its name, in lower case.
    pub(super) fn name(&self, bytes: &[u8]) -> Vec<u8> {
        bytes.get(self.name.clone()).unwrap_or_default().to_ascii_lowercase()
    }

    /// Its value, on one line.
    pub(super) fn value(&self, bytes: &[u8]) -> Vec<u8> {
        let raw = bytes.get(self.value.clone()).unwrap_or_default();
        let lines: Vec<&[u8]> = raw.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).collect();
        lines.join(&b' ')
    }
}

/// The header fields at the start of `span`, and where the body begins.
pub(super) fn read(bytes: &[u8], span: Range<usize>) -> (Vec<Header>, usize) {
    let mut headers: Vec<Header> = Vec::new();
    let mut at = span.start;
    while at < span.end && headers.len() < FIELDS_MAX {
        let rest = bytes.get(at..span.end).unwrap_or_default();
        let line_len = memchr::memchr(b'\n', rest).map_or(rest.len(), |len| len + 1);
        let line = rest.get(..line_len).unwrap_or_default();
        let content = line.trim_ascii_end();
        let next = at + line_len;
        if content.is_empty() {
            return (headers, next);
        }
        if matches!(line.first(), Some(b' ' | b'\t')) && !headers.is_empty() {
            if let Some(header) = headers.last_mut() {
                header.value.end = at + content.len();
            }
        } else if let Some(name_len) = name_len(content) {
            let value = content.get(name_len + 1..).unwrap_or_default();
            let lead = value.len() - value.trim_ascii_start().len();
            let start = at + name_len + 1 + lead;
            headers.push(Header { name: at..at + name_len, value: start..(at + content.len()).max(start) });
        } else {
            return (headers, at);
        }
        at = next;
    }
    (headers, at)
}

/// The length of the name that a line begins with.
fn name_len(line: &[u8]) -> Option<usize> {
    let len = memchr::memchr(b':', line).filter(|&len| len > 0 && len < 100)?;
    line.get(..len)?.iter().all(|byte| byte.is_ascii_graphic()).then_some(len)
}

/// Whether bytes begin with the header of a message.
pub(super) fn begins_message(head: &[u8]) -> bool {
    let (headers, _) = read(head, 0..head.len());
    let is_in = |header: &Header, names: &[&[u8]]| names.contains(&header.name(head).as_slice());
    let mut names: Vec<Vec<u8>> =
        headers.iter().filter(|header| is_in(header, KNOWN)).map(|header| header.name(head)).collect();
    names.sort();
    names.dedup();
    names.len() >= KNOWN_MIN && headers.iter().any(|header| is_in(header, TELLING))
}

/// The parameter `name` of a structured value: `boundary` of `multipart/mixed; boundary="x"`.
pub(super) fn parameter(value: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut rest = value;
    loop {
        let at = memchr::memchr(b';', rest)?;
        rest = rest.get(at + 1..)?.trim_ascii_start();
        let found = rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let Some(behind) = rest.get(name.len()..).filter(|_| found) else { continue };
        // RFC 2231: `filename*=utf-8''name`, `filename*0=`.
        let behind = behind.trim_ascii_start();
        let mark = behind.iter().take_while(|&&byte| byte == b'*' || byte.is_ascii_digit()).count();
        let Some(given) = behind.get(mark..).and_then(|rest| rest.strip_prefix(b"=")) else { continue };
        let given = given.trim_ascii_start();
        if let Some(quoted) = given.strip_prefix(b"\"") {
            return quoted.split(|&byte| byte == b'"').next().map(<[u8]>::to_vec);
        }
        return given.split(|&byte| byte == b';' || byte.is_ascii_whitespace()).next().map(<[u8]>::to_vec);
    }
}
