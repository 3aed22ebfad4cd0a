//! How the fields of a row lie.

use std::ops::Range;

use super::value::{Kind, is_plausible, is_value};

/// Tables with more columns are not read: there are 1024, or 30,000 of which most are empty.
pub(super) const COLUMNS_MAX: usize = 30_000;
/// How much of a file is read under each reading to tell which is right.
const TRIAL_LEN: usize = 32 << 10;
const TRIAL_ROWS: usize = 200;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// As a definition has it: `nvarchar(50)`.
    pub(super) sql_type: String,
    pub(super) kind: Kind,
    pub(super) is_nullable: bool,
}

/// What the documentation leaves open, for columns that are never NULL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reading(u8);

impl Reading {
    /// A `bit` has no length before it.
    const BARE_BIT: u8 = 1;
    /// A `char` or `binary` has one.
    const LONG_CHAR: u8 = 2;
    /// Numbers, and dates before 2008, have one.
    const LONG_NUMBER: u8 = 4;
    /// Dates since 2008 have one.
    const LONG_DATE: u8 = 8;
    /// `char`, `varchar` and `text` are in the character set of the column, not in UTF-16.
    const NARROW: u8 = 16;
    /// The length before a row version takes one byte, not two.
    const SHORT_VERSION: u8 = 32;
    const ALL: u8 = 64;

    fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    pub(super) fn is_narrow(self) -> bool {
        self.has(Self::NARROW)
    }
}

/// A field: how long the number is that says its length, and its length where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Len {
    Stated(usize),
    Fixed(usize),
}

/// The layout of the rows of a table.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) columns: Vec<Column>,
    lens: Vec<Len>,
    pub(super) reading: Reading,
}

/// The fields of a row, by column; `None` where they are NULL.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) fields: Vec<Option<Range<usize>>>,
}

/// Why there is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowEnd {
    /// The bytes end before it does.
    Cut,
    /// It does not fit the columns.
    Broken,
}

impl Layout {
    /// The layout under which the beginning of a file is rows; `None` where there is none.
    pub(super) fn of(columns: Vec<Column>, head: &[u8]) -> Option<Self> {
        if columns.is_empty() || columns.len() > COLUMNS_MAX || head.is_empty() {
            return None;
        }
        let mut layout = Self { columns, lens: Vec::new(), reading: Reading::default() };
        let mut tried: Vec<(Vec<Len>, bool)> = Vec::new();
        // The first of those that go furthest.
        let mut best = (0, None);
        for reading in (0..Reading::ALL).map(Reading) {
            layout.lens = layout.columns.iter().map(|column| len_of(column, reading)).collect();
            layout.reading = reading;
            let is_narrow = reading.is_narrow() && layout.columns.iter().any(|column| column.kind.is_char());
            if tried.iter().any(|(lens, narrow)| *narrow == is_narrow && *lens == layout.lens) {
                continue;
            }
            tried.push((layout.lens.clone(), is_narrow));
            let read = layout.try_out(head);
            if read > best.0 {
                best = (read, Some(reading));
            }
        }
        layout.reading = best.1?;
        layout.lens = layout.columns.iter().map(|column| len_of(column, layout.reading)).collect();
        Some(layout)
    }

    /// How far the beginning of a file is rows: rows that could be read, and one more where nothing else was met.
    fn try_out(&self, head: &[u8]) -> usize {
        let (mut at, mut row) = (0, Row::default());
        for count in 0..TRIAL_ROWS {
            if at >= head.len() || at > TRIAL_LEN {
                return count + TRIAL_ROWS;
            }
            match self.row(head, at, &mut row) {
                Ok(end) if self.is_plausible(&row, head) => at = end,
                Ok(_) | Err(RowEnd::Broken) => return count,
                Err(RowEnd::Cut) => return count + 1,
            }
        }
        2 * TRIAL_ROWS
    }

    fn is_plausible(&self, row: &Row, head: &[u8]) -> bool {
        let fields = self.columns.iter().zip(&row.fields);
        fields.into_iter().all(|(column, field)| {
            let raw = field.clone().and_then(|span| head.get(span)).unwrap_or_default();
            is_plausible(&column.kind, raw, self.reading.is_narrow())
        })
    }

    /// Reads the row at `at`, and gives where it ends.
    pub(super) fn row(&self, bytes: &[u8], mut at: usize, row: &mut Row) -> Result<usize, RowEnd> {
        row.fields.clear();
        let start = at;
        for (column, len) in self.columns.iter().zip(&self.lens) {
            let len = match *len {
                Len::Fixed(len) => Some(len),
                Len::Stated(width) => {
                    let stated = bytes.get(at..).unwrap_or_default().get(..width).ok_or(RowEnd::Cut)?;
                    at += width;
                    stated_len(stated)
                }
            };
            let Some(len) = len else {
                if !column.is_nullable {
                    return Err(RowEnd::Broken);
                }
                row.fields.push(None);
                continue;
            };
            if !column.kind.may_be_long(len, self.reading.is_narrow()) {
                return Err(RowEnd::Broken);
            }
            let end = at.checked_add(len).ok_or(RowEnd::Broken)?;
            let raw = bytes.get(at..end).ok_or(RowEnd::Cut)?;
            if !is_value(&column.kind, raw) {
                return Err(RowEnd::Broken);
            }
            row.fields.push(Some(at..end));
            at = end;
        }
        // A row of no bytes has no end.
        if at > start { Ok(at) } else { Err(RowEnd::Broken) }
    }
}

/// A length in so many bytes; `None` where it stands for NULL.
fn stated_len(raw: &[u8]) -> Option<usize> {
    if raw.iter().all(|&byte| byte == 0xFF) {
        return None;
    }
    let len = raw.iter().rev().fold(0u64, |len, &byte| len << 8 | u64::from(byte));
    Some(usize::try_from(len).unwrap_or(usize::MAX))
}

/// What stands before a field.
fn len_of(column: &Column, reading: Reading) -> Len {
    let stated_if = |is_stated: bool, len: usize| {
        if column.is_nullable || is_stated { Len::Stated(1) } else { Len::Fixed(len) }
    };
    let fixed_text = |units: Option<usize>, unit: usize| match units {
        Some(units) if !column.is_nullable && !reading.has(Reading::LONG_CHAR) => {
            Len::Fixed(units.saturating_mul(unit))
        }
        _ => Len::Stated(2),
    };
    let is_long_number = reading.has(Reading::LONG_NUMBER);
    let is_long_date = reading.has(Reading::LONG_DATE);
    match column.kind {
        Kind::Bit => stated_if(!reading.has(Reading::BARE_BIT), 1),
        Kind::Integer { len } | Kind::Float { len } | Kind::Money { len } => stated_if(is_long_number, len),
        Kind::Datetime => stated_if(is_long_number, 8),
        Kind::SmallDatetime => stated_if(is_long_number, 4),
        Kind::Date => stated_if(is_long_date, 3),
        Kind::Time { .. } => stated_if(is_long_date, 5),
        Kind::Datetime2 { .. } => stated_if(is_long_date, 8),
        Kind::DatetimeOffset { .. } => stated_if(is_long_date, 10),
        Kind::Decimal | Kind::Uuid => Len::Stated(1),
        Kind::Text { width: 2, units, is_padded: true, is_wide: false } => {
            fixed_text(units, if reading.is_narrow() { 1 } else { 2 })
        }
        Kind::Text { width, .. } => Len::Stated(usize::from(width)),
        Kind::Bytes { is_version: true, .. } => Len::Stated(if reading.has(Reading::SHORT_VERSION) { 1 } else { 2 }),
        Kind::Bytes { width, .. } => Len::Stated(usize::from(width)),
    }
}
