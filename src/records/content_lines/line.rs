//! Logical lines: unfolded, and split into name, parameters and value.

use std::ops::Range;

/// A logical line of a piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LogicalLine {
    /// From its first byte to the start of the next one.
    pub(super) span: Range<usize>,
    /// The parts that stand in the piece, without line ends and the spaces that mark continuations.
    pub(super) parts: Vec<Range<usize>>,
}

/// Parts of a line; what is longer is an attachment.
const PARTS_MAX: usize = 1 << 16;

impl LogicalLine {
    /// The line at `at`, with the lines that continue it; `None` at the end, and where it may go on behind the bytes.
    pub(super) fn at(bytes: &[u8], at: usize, at_end: bool) -> Option<Self> {
        let mut line = Self { span: at..at, parts: Vec::new() };
        let mut start = at;
        let mut is_soft_broken = false;
        loop {
            let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
            let next = match memchr::memchr(b'\n', rest) {
                Some(len) => start + len + 1,
                None if at_end => bytes.len(),
                None => return None,
            };
            let mut end = next - usize::from(bytes.get(next - 1) == Some(&b'\n'));
            end -= usize::from(end > start && bytes.get(end - 1) == Some(&b'\r'));
            let from = if line.parts.is_empty() || is_soft_broken { start } else { start + 1 };
            // vCard 2.1 breaks lines in quoted-printable behind an equals sign, and marks no continuation.
            is_soft_broken = end > from && bytes.get(end - 1) == Some(&b'=') && is_quoted_printable(bytes, at, end);
            line.parts.push(from.min(end)..end - usize::from(is_soft_broken));
            line.span.end = next;
            // Nothing continues a blank line, nor the end of a component.
            let is_last = end == at || bytes.get(at..end).is_some_and(|text| text.starts_with(b"END:"));
            // An equals sign that stands before the end of its card breaks no line.
            let follows = bytes.get(next..).unwrap_or_default();
            let ends_here = follows.starts_with(b"END:") || follows.starts_with(b"BEGIN:");
            match bytes.get(next) {
                Some(_) if is_soft_broken && !at_end && follows.len() < b"BEGIN:".len() => return None,
                Some(_) if is_soft_broken && !ends_here && line.parts.len() < PARTS_MAX => start = next,
                Some(b' ' | b'\t') if !is_last && line.parts.len() < PARTS_MAX => start = next,
                None if !at_end && !is_last => return None,
                _ => return Some(line),
            }
        }
    }

    /// Its bytes, put together.
    pub(super) fn text(&self, bytes: &[u8]) -> Vec<u8> {
        self.parts.iter().flat_map(|part| bytes.get(part.clone()).unwrap_or_default()).copied().collect()
    }

    /// Where a part of its text stands, and whether it stands there as it is.
    pub(super) fn place(&self, within: &Range<usize>) -> (Range<usize>, bool) {
        let mut from = 0;
        let (mut start, mut end) = (None, self.span.start);
        for part in &self.parts {
            let to = from + part.len();
            if start.is_none() && (within.start < to || within.start == to && within.end == to) {
                start = Some(part.start + within.start - from);
            }
            if within.end > from && within.end <= to || within.end == from && within.start == from {
                end = part.start + within.end - from;
            }
            from = to;
        }
        let start = start.unwrap_or(end);
        (start..end.max(start), end.saturating_sub(start) == within.len())
    }
}

/// Whether the parameters of the line at `at` say that its value is in quoted-printable.
fn is_quoted_printable(bytes: &[u8], at: usize, end: usize) -> bool {
    const PARAMETERS_LEN_MAX: usize = 256;
    const WORD: &[u8] = b"QUOTED-PRINTABLE";
    let head = bytes.get(at..end.min(at + PARAMETERS_LEN_MAX)).unwrap_or_default();
    let head = head.split(|&byte| byte == b':').next().unwrap_or_default();
    head.windows(WORD.len()).any(|part| part.eq_ignore_ascii_case(WORD))
}

/// A line as name, parameters and value: ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: Range<usize>,
    /// `TYPE=cell`.
    pub(super) parameters: Vec<Range<usize>>,
    pub(super) value: Range<usize>,
}

impl Property {
    /// Splits `NAME;PARAMETER=x:value`. A colon in a quoted parameter does not end the name.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        const NAME_LEN_MAX: usize = 200;
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let name_len = text.iter().take_while(|byte| is_name(byte)).count();
        if name_len == 0 || name_len > NAME_LEN_MAX {
            return None;
        }
        let mut parameters = Vec::new();
        let mut at = name_len;
        while text.get(at) == Some(&b';') {
            let start = at + 1;
            let mut is_quoted = false;
            let ends = |byte: &u8| {
                is_quoted ^= *byte == b'"';
                !is_quoted && matches!(byte, b';' | b':')
            };
            let len = text.get(start..)?.iter().position(ends)?;
            parameters.push(start..start + len);
            at = start + len;
        }
        (text.get(at) == Some(&b':')).then(|| Self { name: 0..name_len, parameters, value: at + 1..text.len() })
    }
}

/// Decodes base64, white space left out; `None` where it is none.
pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    let digits = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    for &byte in digits.take_while(|byte| **byte != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from(bits >> count & 0xFF));
        }
    }
    Some(out)
}

/// Decodes `=C3=BC`, as old vCards have it.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let digit = |offset: usize| text.get(at + offset).and_then(|&byte| char::from(byte).to_digit(16));
        match (byte, digit(1), digit(2)) {
            (b'=', Some(high), Some(low)) => {
                out.extend(u8::try_from(high << 4 | low));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// Undoes `\n`, `\,`, `\;` and `\\`.
pub(super) fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(&byte) = bytes.next() {
        match (byte, bytes.as_slice().first()) {
            (b'\\', Some(b'n' | b'N')) => {
                out.push(b'\n');
                bytes.next();
            }
            (b'\\', Some(&next @ (b',' | b';' | b'\\' | b':'))) => {
                out.push(next);
                bytes.next();
            }
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_breaks_of_quoted_printable_go_on_with_the_next_line() {
        let bytes = b"X-SSN;ENCODING=QUOTED-PRINTABLE:219=2D=\r\n09=2D9999\r\nNOTE:a=\r\nFN:b\r\n";
        let line = LogicalLine::at(bytes, 0, true).unwrap();
        assert!(line.text(bytes).ends_with(b":219=2D09=2D9999"));
        let next = LogicalLine::at(bytes, line.span.end, true).unwrap();
        assert_eq!(next.text(bytes), b"NOTE:a=");
    }

    #[test]
    fn continued_lines_are_one() {
        let bytes = b"dn: cn=Ann\r\n  Example\r\nnext: x\r\n";
        let line = LogicalLine::at(bytes, 0, false).unwrap();
        assert_eq!(line.text(bytes), b"dn: cn=Ann Example");
        assert_eq!(line.span, 0..23);
        assert_eq!(line.place(&(4..10)), (4..10, true));
        assert_eq!(line.place(&(7..18)), (7..21, false));
        assert_eq!(line.place(&(11..18)), (14..21, true));
        assert_eq!(LogicalLine::at(b"a: b\n", 0, false), None, "it may be continued");
        assert_eq!(LogicalLine::at(b"a: b\n", 0, true).unwrap().span, 0..5);
    }

    #[test]
    fn properties_have_names_parameters_and_values() {
        let text = b"ATTENDEE;CN=\"Example: Ann\";ROLE=X:mailto:ann@example.com";
        let property = Property::of(text).unwrap();
        assert_eq!(&text[property.name], b"ATTENDEE");
        assert_eq!(property.parameters.len(), 2);
        assert_eq!(&text[property.value], b"mailto:ann@example.com");
        assert_eq!(Property::of(b"no property"), None);
    }

    #[test]
    fn encodings_are_undone() {
        assert_eq!(base64(b"QW5uIEV4YW1wbGU=").as_deref(), Some(b"Ann Example".as_slice()));
        assert_eq!(base64(b"QW5u*"), None);
        assert_eq!(quoted_printable(b"M=C3=BCller="), "Müller=".as_bytes());
        assert_eq!(unescaped(b"a\\, b\\n\\\\c\\x"), b"a, b\n\\c\\x");
    }
}
