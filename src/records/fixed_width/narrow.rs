//! Columns that a single blank parts.
//!
//! One position that is blank in all lines is weak evidence: the groups of a telephone number have such a one between them,
//! too, and the words of a name in the header. It parts columns where the header has a name on either side, two blanks behind the
//! one before it, or where long numbers stand on both.

use std::ops::Range;

use super::occupied::Occupied;
use crate::records::lines::Line;

/// Numbers of so many signs or fewer are groups of one.
const GROUP_MAX: usize = 4;

/// Values of so many signs and more, all of a length, stand alone.
const LONG_MIN: usize = 8;

/// The columns of `spans`, parted further where single blanks do so in all of these lines, the first of which may be the header.
pub(super) fn parted(bytes: &[u8], filled: &[&Line], spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut occupied = Occupied::default();
    filled.iter().for_each(|line| occupied.add(line.of(bytes)));
    let narrow = occupied.spans_with_gaps(0, 1);
    let Some((header, rows)) = filled.split_first() else { return spans };
    let header = Some(header.of(bytes)).filter(|header| header.is_ascii() && has_no_digit(header));
    let rows: Vec<&[u8]> = rows.iter().map(|line| line.of(bytes)).filter(|line| line.is_ascii()).collect();
    let mut columns: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        let within = narrow.iter().filter(|part| span.start <= part.start && part.end <= span.end);
        let parts: Vec<Range<usize>> = within.cloned().collect();
        let parted = match header {
            Some(header) => by_names(header, &parts, &rows),
            None => by_numbers(&parts, &rows),
        };
        // The column goes on up to where it went before.
        let last = columns.len() + parted.len().saturating_sub(1);
        if parted.len() < 2 || parts.first().is_none_or(|first| first.start != span.start) {
            columns.push(span);
            continue;
        }
        columns.extend(parted);
        if let Some(column) = columns.get_mut(last) {
            column.end = span.end;
        }
    }
    columns
}

/// Parts that have a name of their own above them, at their left or right end; what has none belongs to the part before it. A word
/// one blank behind another is of the same name: `Card Number` above the groups of one.
fn by_names(header: &[u8], parts: &[Range<usize>], rows: &[&[u8]]) -> Vec<Range<usize>> {
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let above = header.get(part.start.min(header.len())..part.end.min(header.len())).unwrap_or_default();
        let is_named = above.first().is_some_and(|byte| *byte != b' ')
            || above.len() == part.len() && above.last().is_some_and(|byte| *byte != b' ');
        let word = part.start + above.iter().take_while(|byte| **byte == b' ').count();
        let is_named = is_named && (index == 0 || is_blank_before(header, word));
        let before = index.checked_sub(1).and_then(|before| parts.get(before));
        match columns.last_mut() {
            Some(last) if !is_named || before.is_some_and(|before| are_groups(before, part, rows)) => {
                last.end = part.end;
            }
            None if !is_named => return Vec::new(),
            _ => columns.push(part.clone()),
        }
    }
    columns
}

/// Whether two blanks stand before a place, or the line begins there.
fn is_blank_before(line: &[u8], at: usize) -> bool {
    line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(b"  "))
}

/// Parts that are long in all lines and hold digits, and no time of day.
fn by_numbers(parts: &[Range<usize>], rows: &[&[u8]]) -> Vec<Range<usize>> {
    let is_long = |part: &Range<usize>| {
        let is_number = |row: &&[u8]| {
            let value = row.get(part.clone()).unwrap_or_default();
            value.iter().any(u8::is_ascii_digit) && !value.contains(&b':') && !value.contains(&b' ')
        };
        part.len() >= LONG_MIN && rows.iter().all(is_number)
    };
    let mut columns: Vec<Range<usize>> = Vec::new();
    let mut was_long = false;
    for part in parts {
        let long = is_long(part);
        match columns.last_mut() {
            Some(last) if !(long && was_long) => last.end = part.end,
            _ => columns.push(part.clone()),
        }
        was_long = long;
    }
    columns
}

/// Whether both hold short numbers alone: groups of a longer one.
fn are_groups(left: &Range<usize>, right: &Range<usize>, rows: &[&[u8]]) -> bool {
    let is_group = |part: &Range<usize>| {
        let is_number = |row: &&[u8]| {
            let value = row.get(part.start.min(row.len())..part.end.min(row.len())).unwrap_or_default();
            value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'(' | b')' | b'-' | b'+'))
        };
        part.len() <= GROUP_MAX + 2 && rows.iter().all(is_number)
    };
    is_group(left) && is_group(right)
}

fn has_no_digit(line: &[u8]) -> bool {
    !line.iter().any(u8::is_ascii_digit)
}
