//! Workbooks: sheets as tables.
//!
//! Versions of 1997 on have strings in Unicode, most of them in one table for all sheets. That of 1995 and the one before it
//! (BIFF 5) have them in the cells, in bytes of the character set that the workbook names.

use std::collections::HashMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

use super::biff::{Record, Strings, records, u16_at, u32_at};
use crate::records::grid::{Grid, Row};
use crate::records::office::{is_builtin_date, is_date_format, serial_date};
use crate::records::rows::{Field, Rows};

/// Columns that are told apart; those beyond share the last one.
const COLUMNS_MAX: usize = 2_000;

/// The record that says that all behind it is encrypted.
const PASSWORD: u16 = 0x2F;

/// Whether a workbook is encrypted.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    records(bytes).any(|record| record.kind == PASSWORD)
}

/// Reads a workbook; `None` where it is encrypted or no workbook of this version. Says whether all of it could be read.
pub(super) fn read(bytes: &[u8], rows: &mut Rows<'_, '_>) -> Option<Wholeness> {
    let mut book = Book::new();
    let mut sheet: Option<Sheet> = None;
    let mut names = Vec::new();
    let mut depth = 0usize;
    let mut records = records(bytes);
    for record in records.by_ref() {
        let content = record.content();
        match record.kind {
            PASSWORD => return None,
            0x809 => {
                depth += 1;
                match u16_at(content, 0)? {
                    0x0600 => {}
                    0x0500 if book.letters == Letters::Unicode => book.letters = Letters::Bytes(WINDOWS_1252),
                    0x0500 => {}
                    _ => return None,
                }
                let is_sheet = u16_at(content, 2) == Some(0x10);
                if is_sheet && depth == 1 {
                    let name = names.get(book.sheets).cloned().unwrap_or_else(|| format!("sheet_{}", book.sheets + 1));
                    sheet = Some(Sheet::new(name));
                }
            }
            0x0A => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(mut done) = sheet.take()
                {
                    done.finish(rows);
                    book.sheets += 1;
                    book.is_damaged |= done.is_damaged;
                }
            }
            0x85 => names.extend(book.letters.sheet_name(content)),
            0x1B6 if book.letters == Letters::Unicode => text_box(&record, rows),
            0x1C if book.letters != Letters::Unicode => note(content, book.letters, rows),
            kind => match &mut sheet {
                Some(sheet) => sheet.record(kind, content, &book, rows),
                None => book.record(record),
            },
        }
        if rows.is_stopped {
            return Some(Wholeness::Whole);
        }
    }
    let is_whole = sheet.is_none() && depth == 0 && records.is_over() && !book.is_damaged;
    if let Some(mut cut) = sheet {
        cut.finish(rows);
    }
    Some(if is_whole { Wholeness::Whole } else { Wholeness::Damaged })
}

/// Whether all of a workbook could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wholeness {
    Whole,
    /// It ends within a sheet, or something in it is no record, or a cell stands for a string that is not there.
    Damaged,
}

/// How strings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Unicode,
    /// In bytes of this character set.
    Bytes(&'static Encoding),
}

impl Letters {
    /// Those of a workbook in bytes whose character set has this number.
    fn of_code_page(number: u16) -> Self {
        Self::Bytes(match number {
            866 => IBM866,
            874 => WINDOWS_874,
            932 => SHIFT_JIS,
            936 => GBK,
            949 => EUC_KR,
            950 => BIG5,
            1250 => WINDOWS_1250,
            1251 => WINDOWS_1251,
            1253 => WINDOWS_1253,
            1254 => WINDOWS_1254,
            1255 => WINDOWS_1255,
            1256 => WINDOWS_1256,
            1257 => WINDOWS_1257,
            1258 => WINDOWS_1258,
            10_000 | 0x8000 => MACINTOSH,
            // That of Western Windows, and those of DOS, which differ from it in what is not ASCII.
            _ => WINDOWS_1252,
        })
    }

    /// The string of a cell, behind its length.
    fn string(self, content: &[u8]) -> Option<String> {
        match self {
            Self::Unicode => Strings::new(vec![content]).string(),
            Self::Bytes(set) => Some(decode(set, content.get(2..)?.get(..usize::from(u16_at(content, 0)?))?)),
        }
    }

    /// The code of a number format, behind its length.
    fn format(self, content: &[u8]) -> Option<String> {
        match self {
            Self::Unicode => Strings::new(vec![content]).string(),
            Self::Bytes(set) => short(set, content),
        }
    }

    fn sheet_name(self, content: &[u8]) -> Option<String> {
        match self {
            Self::Unicode => {
                let len = usize::from(*content.get(6)?);
                let is_wide = content.get(7)? & 1 > 0;
                Strings::new(vec![content.get(8..)?]).letters(len, is_wide)
            }
            Self::Bytes(set) => short(set, content.get(6..)?),
        }
    }
}

/// The string behind its length in one byte.
fn short(set: &'static Encoding, content: &[u8]) -> Option<String> {
    let (&len, rest) = content.split_first()?;
    Some(decode(set, rest.get(..usize::from(len))?))
}

fn decode(set: &'static Encoding, bytes: &[u8]) -> String {
    set.decode_without_bom_handling(bytes).0.into_owned()
}

/// A note of a workbook in bytes, or the next part of one.
fn note(content: &[u8], letters: Letters, rows: &mut Rows<'_, '_>) {
    if let (Letters::Bytes(set), Some(text)) = (letters, content.get(6..)) {
        let span = 0..rows.bytes.len();
        rows.decoded_text(decode(set, text).as_bytes(), span);
    }
}

/// The text of a box or a note stands in the record behind it.
fn text_box(record: &Record<'_>, rows: &mut Rows<'_, '_>) {
    let Some(len) = u16_at(record.content(), 10) else { return };
    let Some((&flags, text)) = record.parts.get(1).and_then(|part| part.split_first()) else { return };
    let mut parts = vec![text];
    parts.extend(record.parts.iter().skip(2).copied());
    if let Some(text) = Strings::new(parts).letters(usize::from(len), flags & 1 > 0) {
        let span = 0..rows.bytes.len();
        rows.decoded_text(text.as_bytes(), span);
    }
}

/// What the sheets share.
struct Book {
    letters: Letters,
    strings: Vec<String>,
    formats: HashMap<u16, bool>,
    /// For each cell format, whether it shows dates.
    dates: Vec<bool>,
    is_1904: bool,
    sheets: usize,
    is_damaged: bool,
}

impl Book {
    fn new() -> Self {
        Self {
            letters: Letters::Unicode,
            strings: Vec::new(),
            formats: HashMap::new(),
            dates: Vec::new(),
            is_1904: false,
            sheets: 0,
            is_damaged: false,
        }
    }

    fn record(&mut self, record: Record<'_>) {
        let content = record.content();
        match record.kind {
            0x22 => self.is_1904 = u16_at(content, 0) == Some(1),
            0x42 if self.letters != Letters::Unicode => {
                self.letters = Letters::of_code_page(u16_at(content, 0).unwrap_or_default());
            }
            0x41E => {
                let code = content.get(2..).and_then(|rest| self.letters.format(rest));
                if let (Some(id), Some(code)) = (u16_at(content, 0), code) {
                    self.formats.insert(id, is_date_format(&code));
                }
            }
            0xE0 => {
                let id = u16_at(content, 2).unwrap_or_default();
                let known = self.formats.get(&id).copied();
                self.dates.push(known.unwrap_or_else(|| is_builtin_date(u32::from(id))));
            }
            0xFC => {
                let mut strings = Strings::new(record.parts);
                if strings.take(8).is_some() {
                    self.strings.extend(std::iter::from_fn(|| strings.string()));
                }
            }
            _ => {}
        }
    }

    fn number(&self, value: f64, format: Option<u16>) -> String {
        let is_date = format.and_then(|format| self.dates.get(usize::from(format)).copied()).unwrap_or(false);
        if is_date && let Some(date) = serial_date(value, self.is_1904) {
            return date;
        }
        if value.fract() == 0.0 && value.abs() < 1e18 { format!("{value:.0}") } else { value.to_string() }
    }
}

struct Sheet {
    grid: Grid,
    row: Row,
    row_index: Option<u16>,
    /// The column of a formula whose string stands in the next record.
    awaited: Option<usize>,
    /// A cell could not be read.
    is_damaged: bool,
}

impl Sheet {
    fn new(name: String) -> Self {
        Self { grid: Grid::new(name), row: Row::new(), row_index: None, awaited: None, is_damaged: false }
    }

    fn record(&mut self, kind: u16, content: &[u8], book: &Book, rows: &mut Rows<'_, '_>) {
        // A record that is cut has no cells.
        self.is_damaged |= self.cells(kind, content, book, rows).is_none();
    }

    fn cells(&mut self, kind: u16, content: &[u8], book: &Book, rows: &mut Rows<'_, '_>) -> Option<()> {
        if kind == 0x207 {
            let Some(column) = self.awaited.take() else { return Some(()) };
            let text = book.letters.string(content)?;
            self.place(column, text, rows);
            return Some(());
        }
        if !matches!(kind, 0xFD | 0x203 | 0x27E | 0xBD | 0x204 | 0x06 | 0xD6) {
            return Some(());
        }
        let row = u16_at(content, 0)?;
        if self.row_index != Some(row) {
            self.end_row(rows);
            self.row_index = Some(row);
        }
        let column = usize::from(u16_at(content, 2)?);
        let format = u16_at(content, 4);
        match kind {
            0xFD => {
                let text = book.strings.get(u32_at(content, 6)? as usize)?.clone();
                self.place(column, text, rows);
            }
            0x203 => self.place(column, book.number(double(content, 6)?, format), rows),
            0x27E => self.place(column, book.number(packed(u32_at(content, 6)?), format), rows),
            0xBD => {
                for (index, cell) in content.get(4..content.len().checked_sub(2)?)?.chunks_exact(6).enumerate() {
                    let value = packed(u32_at(cell, 2)?);
                    self.place(column + index, book.number(value, u16_at(cell, 0)), rows);
                }
            }
            0x204 | 0xD6 => {
                let text = book.letters.string(content.get(6..)?)?;
                self.place(column, text, rows);
            }
            _ => match content.get(6..14)? {
                [0, .., 0xFF, 0xFF] => self.awaited = Some(column),
                // Truth values, errors, nothing.
                [.., 0xFF, 0xFF] => {}
                _ => self.place(column, book.number(double(content, 6)?, format), rows),
            },
        }
        Some(())
    }

    fn place(&mut self, column: usize, text: String, rows: &Rows<'_, '_>) {
        let column = column.min(COLUMNS_MAX);
        if text.is_empty() {
            return;
        }
        if self.row.len() <= column {
            self.row.resize(column + 1, None);
        }
        if let Some(cell) = self.row.get_mut(column) {
            *cell = Some(Field::decoded(text, 0..rows.bytes.len()));
        }
    }

    fn end_row(&mut self, rows: &mut Rows<'_, '_>) {
        let row = std::mem::take(&mut self.row);
        self.grid.row(rows, row);
    }

    fn finish(&mut self, rows: &mut Rows<'_, '_>) {
        self.end_row(rows);
        self.grid.finish(rows);
    }
}

fn double(content: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(content.get(at..at + 8)?.try_into().ok()?))
}

/// A number in 30 bits: whole, or the upper half of a double; a hundredth of it where the lowest bit says so.
fn packed(raw: u32) -> f64 {
    let value = match raw & 2 {
        0 => f64::from_bits(u64::from(raw & !3) << 32),
        _ => f64::from(raw.cast_signed() >> 2),
    };
    if raw & 1 > 0 { value / 100.0 } else { value }
}
