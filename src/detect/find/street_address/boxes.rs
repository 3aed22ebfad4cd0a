//! Post office boxes, rural routes and military addresses: delivery lines without a street, found from their last number.

use super::Shape;
use super::line::Line;

/// Longest form before the number of the box: `POST OFFICE BOX NUMBER `, `RURAL ROUTE 12 BOX `.
const REACH: usize = 32;

/// What stands before the number of a box, in capitals and without full stops.
const POST_OFFICE: [&[u8]; 12] = [
    b"PO BOX",
    b"P O BOX",
    b"POBOX",
    b"POB",
    b"POST OFFICE BOX",
    b"APARTADO",
    b"POSTFACH",
    b"GPO BOX",
    b"POSTBUS",
    b"PO DRAWER",
    b"P O DRAWER",
    b"CALLER BOX",
];
/// Whether a text may end in one of these, in a route's box, or in what may stand between them and the number (`#`, `NUMBER`).
#[inline]
fn may_end_in_box(head: &[u8]) -> bool {
    let is_gap = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'.' | b',');
    let mut letters =
        head.iter().rev().take(REACH).skip_while(|byte| is_gap(byte)).filter(|byte| !matches!(byte, b'.' | b','));
    let Some(last) = letters.next() else { return false };
    let before = letters.next().map_or(0, u8::to_ascii_uppercase);
    *last == b'#'
        || matches!(
            (before, last.to_ascii_uppercase()),
            (b'O', b'X' | b'B') | (b'D', b'O') | (b'C', b'H') | (b'U', b'S') | (b'E', b'R')
        )
}

/// What stands, with a number of its own, before `BOX`.
const ROUTES: [(&[u8], Shape); 8] = [
    (b"RR", Shape::Route),
    (b"RURAL ROUTE", Shape::Route),
    (b"HC", Shape::Route),
    (b"HCR", Shape::Route),
    (b"STAR ROUTE", Shape::Route),
    (b"PSC", Shape::Military),
    (b"CMR", Shape::Military),
    (b"UNIT", Shape::Military),
];

/// The box whose number starts at `number`: the words before it say so. Its line starts with those words.
pub(super) fn box_at(text: &[u8], number: usize) -> Option<Line> {
    let rest = text.get(number..).filter(|_| may_end_in_box(text.get(..number).unwrap_or_default()))?;
    let mut len = rest.iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    while len > 0 && rest.get(len - 1) == Some(&b'-') {
        len -= 1;
    }
    if len == 0 || len == 8 {
        return None;
    }
    let Head { bytes, starts, len: head_len } = head_before(text, number);
    let head = bytes.get(..head_len)?.trim_ascii_end();
    let head = head.strip_suffix(b"#").or_else(|| head.strip_suffix(b" NUMBER")).unwrap_or(head).trim_ascii_end();
    let end = number + len;
    let line = |from: usize, odds, shape| {
        let start = *starts.get(from)?;
        Some(Line { start, end, odds, shape, has_unit: false, is_test: false })
    };
    for opening in POST_OFFICE {
        if let Some(from) = opening_at(head, opening) {
            return line(from, 1.8, Shape::PostOfficeBox);
        }
    }
    let before_box = head.strip_suffix(b"BOX")?.trim_ascii_end();
    let route = before_box.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    let (name, route_number) = before_box.split_at(route);
    if route_number.is_empty() {
        return None;
    }
    let name = name.trim_ascii_end();
    ROUTES.iter().find_map(|(opening, shape)| line(opening_at(name, opening)?, 1.5, *shape))
}

/// The text before a number, and where each of its bytes stands.
struct Head {
    bytes: [u8; REACH],
    starts: [usize; REACH],
    len: usize,
}

/// The text before the number in capitals, full stops and commas left out and spaces single.
fn head_before(text: &[u8], number: usize) -> Head {
    let mut head = Head { bytes: [0; REACH], starts: [0; REACH], len: 0 };
    let from = number.saturating_sub(REACH);
    let mut last = 0;
    for (offset, &byte) in text.get(from..number).unwrap_or_default().iter().enumerate() {
        let is_repeated_space = byte == b' ' && last == b' ';
        if !matches!(byte, b'.' | b',') && !is_repeated_space {
            last = byte;
            head.bytes[head.len] = byte.to_ascii_uppercase();
            head.starts[head.len] = from + offset;
            head.len += 1;
        }
    }
    head
}

/// Where `opening` starts, if `head` ends in it as whole words.
fn opening_at(head: &[u8], opening: &[u8]) -> Option<usize> {
    let before = head.strip_suffix(opening)?;
    before.last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').then_some(before.len())
}
