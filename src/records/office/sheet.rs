//! One sheet of a workbook.

use std::ops::{ControlFlow, Range};

use super::stream::{self, End};
use super::workbook::{Workbook, attribute, name};
use super::zip::{Archive, Entry};
use crate::decode::dates;
use crate::records::grid::{Grid, Row};
use crate::records::markup::{Entities, Tag, Token, Tokens, unescape};
use crate::records::rows::{Field, Rows};

/// Columns that are told apart; those beyond share the last one.
const COLUMNS_MAX: usize = 2_000;
/// The longest value of a cell.
const VALUE_LEN_MAX: usize = 1 << 20;

/// Reads a sheet as the table `table`.
pub(super) fn read(archive: &Archive<'_>, entry: &Entry, book: &Workbook, table: &str, rows: &mut Rows<'_, '_>) -> End {
    let mut sheet = Sheet {
        book,
        span: entry.span.clone(),
        grid: Grid::new(table),
        row: Row::new(),
        column: 0,
        kind: Kind::Number,
        is_date: false,
        value: Vec::new(),
        is_value: false,
    };
    let end = stream::tokens(archive, entry, &mut |tokens, token| {
        sheet.token(tokens, token, rows);
        if rows.is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    sheet.end_row(rows);
    sheet.grid.finish(rows);
    end
}

/// What the value of a cell is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    /// An index of a shared string.
    Shared,
    Text,
    /// An error: no value.
    Error,
}

struct Sheet<'b> {
    book: &'b Workbook,
    span: Range<usize>,
    grid: Grid,
    row: Row,
    /// The column of the open cell, or the next one.
    column: usize,
    kind: Kind,
    is_date: bool,
    value: Vec<u8>,
    is_value: bool,
}

impl Sheet<'_> {
    fn token(&mut self, tokens: &Tokens<'_>, token: &Token, rows: &mut Rows<'_, '_>) {
        match token {
            Token::Open(tag) => match name(tokens, &tag.name) {
                b"c" => self.open_cell(tokens, tag),
                b"v" | b"t" => self.is_value = !tag.is_empty,
                _ => {}
            },
            Token::Close(span) => match name(tokens, span) {
                b"v" | b"t" => self.is_value = false,
                b"c" => self.close_cell(),
                b"row" => self.end_row(rows),
                _ => {}
            },
            Token::Text(span) if self.is_value && self.value.len() < VALUE_LEN_MAX => {
                unescape(tokens.slice(span), Entities::Xml, &mut self.value);
            }
            // Titles and footers of printed pages, and whatever else has text.
            Token::Text(span) => rows.decoded_text(tokens.slice(span), self.span.clone()),
            Token::CData(_) | Token::Other(_) => {}
        }
    }

    fn open_cell(&mut self, tokens: &Tokens<'_>, tag: &Tag) {
        if let Some(column) = tokens.attribute(tag, b"r").and_then(column_of) {
            self.column = column;
        }
        self.kind = match tokens.attribute(tag, b"t") {
            Some(b"s") => Kind::Shared,
            Some(b"str" | b"inlineStr" | b"d") => Kind::Text,
            Some(b"e") => Kind::Error,
            _ => Kind::Number,
        };
        let style: Option<usize> = attribute(tokens, tag, b"s").and_then(|style| style.parse().ok());
        self.is_date = style.and_then(|style| self.book.dates.get(style)).copied().unwrap_or(false);
        self.value.clear();
        if tag.is_empty {
            self.column += 1;
        }
    }

    fn close_cell(&mut self) {
        let value = std::mem::take(&mut self.value);
        let text = match self.kind {
            Kind::Error => Vec::new(),
            Kind::Text => value,
            Kind::Shared => {
                let index = std::str::from_utf8(&value).ok().and_then(|text| text.trim().parse().ok());
                index.and_then(|index| self.book.strings.get(index)).unwrap_or_default().to_vec()
            }
            Kind::Number => number(value, self.is_date, self.book.is_1904),
        };
        let column = self.column.min(COLUMNS_MAX);
        self.column += 1;
        if text.is_empty() {
            return;
        }
        if self.row.len() <= column {
            self.row.resize(column + 1, None);
        }
        if let Some(cell) = self.row.get_mut(column) {
            *cell = Some(Field::decoded(text, self.span.clone()));
        }
    }

    fn end_row(&mut self, rows: &mut Rows<'_, '_>) {
        self.column = 0;
        let row = std::mem::take(&mut self.row);
        self.grid.row(rows, row);
    }
}

/// The column of a cell called `B7`: 1.
fn column_of(reference: &[u8]) -> Option<usize> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).take(3);
    let column = letters.fold(0, |column, byte| column * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1)
}

/// A number as people write it: a date where the cell shows one, digits where the file has an exponent.
fn number(text: Vec<u8>, is_date: bool, is_1904: bool) -> Vec<u8> {
    let has_exponent = text.iter().any(|byte| matches!(byte, b'e' | b'E'));
    if !is_date && !has_exponent {
        return text;
    }
    match std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse::<f64>().ok()) {
        Some(serial) if is_date => serial_date(serial, is_1904).map_or(text, String::into_bytes),
        Some(value) if value.abs() >= 1.0 && value.fract() == 0.0 && value.abs() < 1e30 => {
            format!("{value:.0}").into_bytes()
        }
        _ => text,
    }
}

/// The date that a count of days stands for (ECMA-376-1, 18.17.4).
pub(in crate::records) fn serial_date(serial: f64, is_1904: bool) -> Option<String> {
    const SECONDS: f64 = 86_400.0;
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let seconds = (serial * SECONDS).round() as i64;
    let (mut days, within) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days count from 1899-12-31, and 1900 is taken for a leap year, or from 1904-01-01.
    days += if is_1904 {
        -24_107
    } else if days < 60 {
        -25_568
    } else {
        -25_569
    };
    Some(if within == 0 { dates::date(days) } else { dates::timestamp(days * 86_400 + within, 0) })
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn numbers_that_show_dates_are_dates() {
        assert_eq!(serial_date(31_118.0, false).as_deref(), Some("1985-03-12"));
        assert_eq!(serial_date(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(serial_date(45_351.5, false).as_deref(), Some("2024-02-29 12:00:00"));
        assert_eq!(serial_date(43_889.0, true).as_deref(), Some("2024-02-29"));
        assert_eq!(serial_date(f64::NAN, false), None);
    }

    #[test]
    fn long_numbers_keep_their_digits() {
        let text = |raw: &str| String::from_utf8(number(raw.as_bytes().to_vec(), false, false)).unwrap();
        assert_eq!(text("4000000000007919"), "4000000000007919");
        assert_eq!(text("4.000000000007919E+15"), "4000000000007919");
        assert_eq!(text("0.5"), "0.5");
        assert_eq!(text("1E-05"), "1E-05");
    }

    #[test]
    fn columns_are_counted_in_letters() {
        assert_eq!(column_of(b"A1"), Some(0));
        assert_eq!(column_of(b"AB7"), Some(27));
        assert_eq!(column_of(b"7"), None);
    }
}
