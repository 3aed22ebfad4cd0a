//! Lists of one value a line, which are tables of one column.
//!
//! They carry the least evidence of all tables, so the values must be uniform, and words alone (word lists, code,
//! prose) need a first line that names them.

use super::field::Dialect;
use super::sample::{ROWS_MAX, Records, Row, read_rows};
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
    if !may_be_list(dialect, bytes, start) {
        return None;
    }
    let rows = read_rows(dialect, bytes, start, ROWS_MAX);
    let values = values_of(&rows, bytes);
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

fn values_of<'b>(rows: &[Row], bytes: &'b [u8]) -> Vec<&'b [u8]> {
    rows.iter().filter_map(|row| row.fields.first()).map(|field| field.raw(bytes)).collect()
}

/// Whether the first values allow a list: the first of them may be a label or is a number, or enough are e-mail addresses.
fn may_be_list(dialect: Dialect, bytes: &[u8], start: usize) -> bool {
    let mut records = Records::new(dialect, bytes, start);
    let (mut fields, mut others, mut is_first) = (Vec::new(), 0, true);
    while others <= ROWS_MAX - uniform_of(ROWS_MAX) {
        if records.next(&mut fields).is_none() {
            return true;
        }
        let Some(field) = fields.first() else { continue };
        let value = field.raw(bytes);
        if std::mem::take(&mut is_first) {
            if may_be_label(value) || is_number(value) {
                return true;
            }
            // Only addresses may follow, all but one in twenty.
            if memchr::memchr(b'@', bytes).is_none() {
                return false;
            }
        }
        if is_email(value) {
            // Nearly all have to be, and so far one is.
            return true;
        }
        others += 1;
    }
    false
}

/// A label above values: shaped like values, or names that begin with a capital.
fn is_named(first: &[u8], rest: &[&[u8]]) -> bool {
    const ROWS_MIN: usize = 2;
    if rest.len() < ROWS_MIN || !may_be_label(first) {
        return false;
    }
    let typed = rest.iter().filter(|value| is_short(value) && header::has_value_shape(value)).count();
    if typed * 5 >= rest.len() * 4 {
        let rows: Vec<Vec<&[u8]>> = rest.iter().map(|value| vec![*value]).collect();
        return header::is_header(&[first], &rows);
    }
    let names = rest.iter().filter(|value| is_short(value) && is_capitalised(value)).count();
    names * 10 >= rest.len() * 9 && !rest.iter().any(|value| value.eq_ignore_ascii_case(first))
}

fn may_be_label(first: &[u8]) -> bool {
    const LABEL_LEN_MAX: usize = 32;
    let is_short = first.len() <= LABEL_LEN_MAX && !first.contains(&b':');
    is_short && header::may_be_header(&[first]) && header::is_label(first)
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
    let Some(first) = values.first() else { return false };
    let of_form = |value: &[u8]| {
        let form = |byte: &u8| if byte.is_ascii_digit() { b'9' } else { *byte };
        value.iter().map(form).eq(first.iter().map(form))
    };
    let numbers = values.iter().filter(|value| is_number(value) && of_form(value)).count();
    let emails = values.iter().filter(|value| is_email(value)).count();
    values.len() >= ROWS_MIN && numbers.max(emails) >= uniform_of(values.len())
}

/// How many of `values` have to be alike.
fn uniform_of(values: usize) -> usize {
    (values * 19).div_ceil(20)
}

fn is_number(value: &[u8]) -> bool {
    const DIGITS_MIN: usize = 7;
    value.iter().all(|byte| byte.is_ascii_digit() || b"-+ ().".contains(byte))
        && value.iter().filter(|byte| byte.is_ascii_digit()).count() >= DIGITS_MIN
}

fn is_email(value: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', value) else { return false };
    value.get(at + 1..).is_some_and(|domain| !domain.contains(&b'@'))
        && !value.contains(&b' ')
        && !value.contains(&b':')
        && value.split(|byte| *byte == b'@').next_back().is_some_and(|domain| domain.contains(&b'.'))
        && is_short(value)
}
