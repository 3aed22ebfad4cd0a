//! Data of driver licences: the text in their barcodes, and their magnetic stripes (AAMVA DL/ID Card Design Standard).
//!
//! A barcode holds `@`, control characters, `ANSI ` (until version 1 `AAMVA`), the issuer's six digits, versions, the number of
//! parts, and for each part a type, offset and length; then elements of three letters and a value, a line each. In logs and
//! databases the control characters come as escapes, as other line ends, or not at all: elements are told by their names.
//!
//! Stripes hold on track 1 state, city, names parted by `$` and address, and on track 2 the issuer, the number, the expiry
//! and the birth date. Issuers are 604426 to 604434 and 636000 to 636062 (and 990876).

use std::ops::Range;

use super::super::STATES;

/// What an element holds that is personal data by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// Number of the licence or card.
    Number,
    /// Family name.
    FamilyName,
    /// First or given names.
    GivenName,
    /// The whole name.
    Name,
    /// Birth date.
    BirthDate,
    /// Street.
    Street,
    /// Social security number, on licences of before 2005.
    SocialSecurityNumber,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// From the header to the last element; of a stripe, from sentinel to sentinel.
    pub span: Range<usize>,
    /// What stands inside.
    pub elements: Vec<(Element, Range<usize>)>,
}

/// The longest payload; more is not read.
const LEN_MAX: usize = 2048;
/// Names of elements that open a value, sorted; others begin with `D` and stand behind a separator.
const KNOWN: [&[u8; 3]; 45] = [
    b"DAA", b"DAB", b"DAC", b"DAD", b"DAE", b"DAG", b"DAH", b"DAI", b"DAJ", b"DAK", b"DAL", b"DAN", b"DAO", b"DAP",
    b"DAQ", b"DAR", b"DAS", b"DAT", b"DAU", b"DAW", b"DAY", b"DAZ", b"DBA", b"DBB", b"DBC", b"DBD", b"DBK", b"DBM",
    b"DCA", b"DCB", b"DCD", b"DCF", b"DCG", b"DCK", b"DCS", b"DCT", b"DCU", b"DDA", b"DDB", b"DDE", b"DDF", b"DDG",
    b"DDK", b"DDL", b"DCL",
];

/// Reads the barcode whose file type, `ANSI ` or `AAMVA`, begins at `start`.
#[must_use]
pub fn barcode(text: &[u8], start: usize) -> Option<Payload> {
    let window = text.get(start..text.len().min(start + LEN_MAX))?;
    let header = window.strip_prefix(b"ANSI ").or_else(|| window.strip_prefix(b"AAMVA"))?;
    let digits = header.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let has_parts = matches!(header.get(digits..digits + 2), Some(b"DL" | b"ID" | b"EN"));
    if !(10..=12).contains(&digits) || !is_issuer(header.get(..6)?) || !has_parts {
        return None;
    }
    let mut payload = Payload { span: start..start + 5 + digits + 2, elements: Vec::new() };
    let from = start + 5 + digits + 2;
    read_elements(text, from..start + window.len(), &mut payload);
    Some(payload)
}

fn is_issuer(digits: &[u8]) -> bool {
    match digits {
        [b'6', b'3', b'6', b'0', tens, ones] => (tens, ones) <= (&b'6', &b'2'),
        [b'6', b'0', b'4', b'4', tens, ones] => (b'2', b'6') <= (*tens, *ones) && (*tens, *ones) <= (b'3', b'4'),
        other => other == b"990876",
    }
}

/// Adds the elements in `range` to the payload and moves its end behind the last of them.
fn read_elements(text: &[u8], range: Range<usize>, payload: &mut Payload) {
    let mut open: Option<(usize, usize)> = None;
    let mut at = range.start;
    while at < range.end {
        let byte = text.get(at).copied().unwrap_or(b'"');
        // A quote or a bracket of what the payload is written in ends it.
        if matches!(byte, b'"' | b'\'' | b'<' | b'}' | b'|') {
            break;
        }
        let is_name = text.get(at..at + 3).is_some_and(|name| KNOWN.iter().any(|known| name == *known));
        if is_name && may_open(text, at, open) {
            if let Some((name, value)) = open {
                close(text, name, value..at, payload);
            }
            open = Some((at, at + 3));
            at += 3;
            continue;
        }
        at += 1;
    }
    if let Some((name, value)) = open {
        let rest = text.get(value..at).unwrap_or_default();
        let len =
            rest.iter().position(|byte| matches!(byte, b'\n' | b'\r' | 0x1C..=0x1E | b'\\')).unwrap_or(rest.len());
        close(text, name, value..value + len, payload);
    }
}

/// Whether a name at `at` opens an element: behind a separator, behind the type of a part, or in a payload that was written
/// without separators, where a capital or a digit stands before it and the open element has a value.
fn may_open(text: &[u8], at: usize, open: Option<(usize, usize)>) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let is_separated = matches!(before.last(), Some(b'\n' | b'\r' | 0x1C..=0x1E | b' ' | b';'))
        || before.ends_with(b"\\n")
        || before.ends_with(b"\\r")
        || before.ends_with(b"1e")
        || before.ends_with(b"1E")
        || before.ends_with(b"DL")
        || before.ends_with(b"ID");
    is_separated || open.is_some_and(|(_, value)| at > value && text.get(at + 3).is_some_and(u8::is_ascii_alphanumeric))
}

fn close(text: &[u8], name: usize, value: Range<usize>, payload: &mut Payload) {
    let written = text.get(value.clone()).unwrap_or_default();
    let mut len = written.len();
    // What stands between elements is no part of a value.
    for end in [&b"\\u001e"[..], b"\\x1e", b"\\u000d", b"\\r", b"\\n", b"&#10;", b"&#13;"] {
        if let Some(at) = memchr::memmem::find(written.get(..len).unwrap_or_default(), end) {
            len = at;
        }
    }
    let is_value = |byte: &u8| byte.is_ascii_graphic() || *byte >= 0x80 || *byte == b' ';
    len = written.iter().take(len).take_while(|byte| is_value(byte)).count();
    len -= written.iter().take(len).rev().take_while(|byte| **byte == b' ').count();
    let span = value.start..value.start + len;
    payload.span.end = payload.span.end.max(span.end);
    let element = match text.get(name..name + 3).unwrap_or_default() {
        b"DAQ" => Element::Number,
        b"DCS" | b"DAB" => Element::FamilyName,
        b"DAC" | b"DCT" => Element::GivenName,
        b"DAA" => Element::Name,
        b"DBB" => Element::BirthDate,
        b"DAG" | b"DAL" => Element::Street,
        b"DBK" | b"DBM" => Element::SocialSecurityNumber,
        _ => return,
    };
    let is_digits = text.get(span.clone()).is_some_and(|value| value.iter().all(u8::is_ascii_digit));
    let has_form = match element {
        Element::BirthDate => len == 8 && is_digits,
        Element::SocialSecurityNumber => len == 9 && is_digits,
        _ => len >= 2,
    };
    if has_form {
        payload.elements.push((element, span));
    }
}

/// Reads the stripe whose start sentinel, `%` or `;`, is at `start`.
#[must_use]
pub fn stripe(text: &[u8], start: usize) -> Option<Payload> {
    match text.get(start)? {
        b';' => track_two(text, start),
        b'%' => track_one(text, start),
        _ => None,
    }
}

/// `;`, issuer, number, `=`, expiry YYMM, birth CCYYMMDD, the number's overflow, `?`.
fn track_two(text: &[u8], start: usize) -> Option<Payload> {
    let body = text.get(start + 1..text.len().min(start + 48))?;
    let len = body.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(7..=19).contains(&len) || !is_issuer(body.get(..6)?) || body.get(len) != Some(&b'=') {
        return None;
    }
    let dates = body.get(len + 1..len + 13).filter(|dates| dates.iter().all(u8::is_ascii_digit))?;
    let is_month = |month: &[u8]| matches!(month, [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2'] | b"77" | b"88" | b"99");
    let has_dates = is_month(&dates[2..4]) && is_month(&dates[8..10]) && matches!(&dates[4..6], b"19" | b"20");
    let rest = body.get(len + 13..)?;
    let tail = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'=').count();
    if !has_dates || tail > 8 || rest.get(tail) != Some(&b'?') {
        return None;
    }
    let base = start + 1;
    let mut elements = vec![(Element::Number, base + 6..base + len)];
    // Month 88 or 99 stands for a birth date that the expiry tells.
    if dates[8] < b'2' {
        elements.push((Element::BirthDate, base + len + 5..base + len + 13));
    }
    Some(Payload { span: start..base + len + 13 + tail + 1, elements })
}

/// `%`, state, city, `^`, names parted by `$`, `^`, address, `^`, `?`.
fn track_one(text: &[u8], start: usize) -> Option<Payload> {
    let body = text.get(start + 1..text.len().min(start + 96))?;
    let end = body.iter().position(|byte| *byte == b'?')?;
    let body = body.get(..end)?;
    let state = body.get(..2)?;
    let is_state = STATES.iter().any(|code| code.as_bytes() == state);
    if !is_state || !body.iter().all(|byte| (b' '..0x60).contains(byte)) {
        return None;
    }
    // A city of thirteen letters has no mark behind it.
    let city = body.iter().position(|byte| *byte == b'^').filter(|&at| at <= 15).map_or(15, |at| at + 1);
    let name_len = body.get(city..)?.iter().position(|byte| *byte == b'^')?;
    let street = city + name_len + 1;
    let street_len = body.get(street..)?.iter().position(|byte| *byte == b'^').unwrap_or(body.len() - street);
    if !body.get(city..city + name_len)?.contains(&b'$') {
        return None;
    }
    let base = start + 1;
    let mut elements = vec![(Element::Name, trimmed(text, base + city..base + city + name_len))];
    let address = trimmed(text, base + street..base + street + street_len);
    if address.len() >= 4 {
        elements.push((Element::Street, address));
    }
    Some(Payload { span: start..base + end + 1, elements })
}

fn trimmed(text: &[u8], span: Range<usize>) -> Range<usize> {
    let value = text.get(span.clone()).unwrap_or_default();
    let lead = value.iter().take_while(|byte| **byte == b' ').count();
    let tail = value.iter().rev().take_while(|byte| **byte == b' ').count();
    span.start + lead..span.end.saturating_sub(tail).max(span.start + lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, payload: &Payload) -> Vec<(Element, String)> {
        payload.elements.iter().map(|(element, span)| (*element, text.get(span.clone()).unwrap().to_owned())).collect()
    }

    fn expected() -> Vec<(Element, String)> {
        [
            (Element::Number, "D12345678"),
            (Element::FamilyName, "PUBLIC"),
            (Element::GivenName, "JOHN"),
            (Element::BirthDate, "01151960"),
            (Element::Street, "789 E OAK ST"),
        ]
        .map(|(element, value)| (element, value.to_owned()))
        .to_vec()
    }

    const HEAD: &str = "@\n\u{1e}\rANSI 636026080102DL00410288ZA03290015DL";
    const ELEMENTS: [&str; 8] =
        ["DAQD12345678", "DCSPUBLIC", "DDEN", "DACJOHN", "DDFN", "DBB01151960", "DAG789 E OAK ST", "DAIANYTOWN"];

    #[test]
    fn elements_are_read_however_they_are_parted() {
        for separator in ["\n", "\r\n", "\u{1e}", "\\n", "\\u001e", ""] {
            let text = format!("{HEAD}{}{separator}", ELEMENTS.join(separator));
            let payload = barcode(text.as_bytes(), 4).unwrap();
            assert_eq!(values(&text, &payload), expected(), "{separator:?}");
            assert!(text.get(payload.span.clone()).unwrap().ends_with("ANYTOWN"), "{separator:?}");
        }
    }

    #[test]
    fn a_quote_ends_the_payload() {
        let text = format!("{{\"scan\":\"{HEAD}{}\",\"x\":\"DCSNOBODY\"}}", ELEMENTS.join("\\n"));
        let payload = barcode(text.as_bytes(), text.find("ANSI").unwrap()).unwrap();
        assert_eq!(values(&text, &payload), expected());
    }

    #[test]
    fn headers_of_other_data_are_none() {
        for text in ["ANSI 636063080102DL", "ANSI X3.4-1986", "ANSI 636026080102TD0041", "AAMVA 2020", "ANSI 63602608"]
        {
            assert_eq!(barcode(text.as_bytes(), 0), None, "{text}");
        }
    }

    #[test]
    fn stripes_hold_number_birth_date_name_and_street() {
        let text = ";636014123456789=270819590704?";
        let payload = stripe(text.as_bytes(), 0).unwrap();
        assert_eq!(payload.span, 0..text.len());
        let wanted = [(Element::Number, "123456789".to_owned()), (Element::BirthDate, "19590704".to_owned())];
        assert_eq!(values(text, &payload), wanted);
        let text = "%CASAN FRANCISCO^PUBLIC$JOHN$Q^123 MAIN ST^?";
        let payload = stripe(text.as_bytes(), 0).unwrap();
        let wanted = [(Element::Name, "PUBLIC$JOHN$Q".to_owned()), (Element::Street, "123 MAIN ST".to_owned())];
        assert_eq!(values(text, &payload), wanted);
        assert_eq!(stripe(b";636014123456789=271319590704?", 0), None);
        assert_eq!(stripe(b"%d^a$b^?", 0), None);
    }
}
