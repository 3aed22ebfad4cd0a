//! Lists of one value a line, which are tables of one column.
//!
//! They carry the least evidence of all tables, so the values must be uniform, and words alone (word lists, code,
//! prose) need a first line that names them.

use super::field::Dialect;
use super::sample::read_rows;
use super::sniff::Table;
use crate::records::header;

/// Not in the values, so that nothing is cut.
const NO_DELIMITER: u8 = 0x1F;

/// Tells whether `bytes` are such a list.
pub(super) fn recognise(bytes: &[u8], start: usize, newline: u8) -> Option<Table> {
    if memchr::memchr(NO_DELIMITER, bytes).is_some() {
        return None;
    }
    let dialect = Dialect::new(NO_DELIMITER, newline);
    let rows = read_rows(dialect, bytes, start, true);
    let values: Vec<&[u8]> = rows.iter().filter_map(|row| row.fields.first()).map(|field| field.raw(bytes)).collect();
    let (first, rest) = values.split_first()?;
    let first_row = rows.first()?;
    if is_named(first, rest) {
        let line = bytes.get(first_row.start..first_row.next).unwrap_or_default();
        return Some(Table {
            dialect,
            body_start: first_row.next,
            header: line.trim_ascii_end().to_vec(),
            columns: header::named_columns([*first]),
            has_comments: false,
        });
    }
    is_uniform(&values).then(|| Table {
        dialect,
        body_start: first_row.start,
        header: Vec::new(),
        columns: vec![header::unnamed_column(0)],
        has_comments: false,
    })
}

/// A label above values: shaped like values, or names that begin with a capital.
fn is_named(first: &[u8], rest: &[&[u8]]) -> bool {
    const ROWS_MIN: usize = 2;
    const LABEL_LEN_MAX: usize = 32;
    let is_label = first.len() <= LABEL_LEN_MAX && !first.contains(&b':') && header::is_label(first);
    let rows: Vec<Vec<&[u8]>> = rest.iter().map(|value| vec![*value]).collect();
    if rest.len() < ROWS_MIN || !is_label || !header::may_be_header(&[first]) {
        return false;
    }
    let typed = rest.iter().filter(|value| is_short(value) && header::has_value_shape(value)).count();
    if typed * 5 >= rest.len() * 4 {
        return header::is_header(&[first], &rows);
    }
    let names = rest.iter().filter(|value| is_short(value) && is_capitalised(value)).count();
    names * 10 >= rest.len() * 9 && !rest.iter().any(|value| value.eq_ignore_ascii_case(first))
}

fn is_short(value: &[u8]) -> bool {
    const LEN_MAX: usize = 48;
    const WORDS_MAX: usize = 4;
    value.len() <= LEN_MAX && value.split(|byte| *byte == b' ').count() <= WORDS_MAX
}

/// Words of letters, each with a capital: `Mary-Ann O'Neil`, `St. Louis`.
fn is_capitalised(value: &[u8]) -> bool {
    let is_name_byte = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80 || b" .'-,".contains(byte);
    value.iter().all(is_name_byte)
        && value
            .split(|byte| *byte == b' ')
            .all(|word| word.first().is_some_and(|byte| byte.is_ascii_uppercase() || *byte >= 0x80))
}

/// Values that need no label: long numbers of one form, or e-mail addresses.
fn is_uniform(values: &[&[u8]]) -> bool {
    const ROWS_MIN: usize = 5;
    const DIGITS_MIN: usize = 7;
    let Some(first) = values.first() else { return false };
    let form = |value: &[u8]| -> Vec<u8> {
        value.iter().map(|byte| if byte.is_ascii_digit() { b'9' } else { *byte }).collect()
    };
    let is_number = |value: &[u8]| {
        value.iter().filter(|byte| byte.is_ascii_digit()).count() >= DIGITS_MIN
            && value.iter().all(|byte| byte.is_ascii_digit() || b"-+ ().".contains(byte))
    };
    let is_email = |value: &[u8]| {
        memchr::memchr_iter(b'@', value).count() == 1
            && !value.contains(&b' ')
            && !value.contains(&b':')
            && value.split(|byte| *byte == b'@').next_back().is_some_and(|domain| domain.contains(&b'.'))
    };
    let wanted = form(first);
    let numbers = values.iter().filter(|value| is_number(value) && form(value) == wanted).count();
    let emails = values.iter().filter(|value| is_short(value) && is_email(value)).count();
    values.len() >= ROWS_MIN && numbers.max(emails) * 20 >= values.len() * 19
}
