//! The first records of a source under one dialect, and what they look like as a table.

use super::field::{Dialect, Field, Fields, Step};
use super::line_counts::Lines;
use crate::records::header;
use crate::records::lines::{self, Line};

/// Records that are looked at to tell a table.
pub(super) const ROWS_MAX: usize = 200;

/// Rows before the first that has the table's width: titles of a report export, `sep=;`.
const PREAMBLE_ROWS_MAX: usize = 8;

/// Rows have to agree this far to be a table, at the least.
pub(super) const FIT_MIN: f64 = 0.55;

/// The shortest row of a table with colons between its values, with its line end. There are such signs on most lines of
/// code, and short lines among them.
pub(super) const COLON_ROW_LEN_MIN: usize = 21;

/// The largest share of values with a bracket in them that they do not close: of passwords some have one, of lines of code all.
const TORN_VALUES_MAX: f64 = 0.4;

/// One record of the sample.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its first byte.
    pub(super) start: usize,
    /// Where the next record starts.
    pub(super) next: usize,
    /// Its fields; none where a quote was not closed.
    pub(super) fields: Vec<Field>,
}

impl Row {
    /// Whether it has `width` fields, apart from an empty one behind a trailing delimiter.
    pub(super) fn fits(&self, width: usize) -> bool {
        let ends_empty = || self.fields.last().is_some_and(is_empty);
        self.fields.len() == width || (self.fields.len() == width + 1 && ends_empty())
    }

    pub(super) fn outline(&self, bytes: &[u8]) -> Outline {
        Outline::of(bytes, self.start, self.next, &self.fields)
    }

    /// All of it, with its line end.
    fn line<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.next).unwrap_or_default()
    }

    /// The places of the cells that have a bracket or quote which they do not close.
    fn torn<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let line = self.line(bytes);
        let has_bracket = memchr::memchr3(b'(', b'[', b'{', line).is_some()
            || memchr::memchr3(b')', b']', b'}', line).is_some()
            || memchr::memchr(b'"', line).is_some();
        let fields = self.fields.iter().enumerate().filter(move |_| has_bracket);
        fields.filter(|(_, field)| is_torn(field, bytes)).map(|(place, _)| place)
    }

    /// The raw values of its first `width` fields.
    pub(super) fn cells<'a>(&self, bytes: &'a [u8], width: usize) -> Vec<&'a [u8]> {
        self.fields.iter().take(width).map(|field| field.raw(bytes)).collect()
    }
}

pub(super) fn is_empty(field: &Field) -> bool {
    field.start == field.end && !field.is_quoted
}

/// What there is to know of a record to tell whether records agree on a width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    /// How many fields it has; none where a quote was not closed.
    fields: usize,
    /// Whether the last one is empty.
    ends_empty: bool,
    /// Whether it begins like a comment.
    is_marked: bool,
    /// Its bytes, with the line end.
    len: usize,
}

impl Outline {
    fn of(bytes: &[u8], start: usize, next: usize, fields: &[Field]) -> Self {
        let is_marked = bytes.get(start) == Some(&b'#');
        let ends_empty = fields.last().is_some_and(is_empty);
        Self { fields: fields.len(), ends_empty, is_marked, len: next - start }
    }

    fn fits(self, width: usize) -> bool {
        self.fields == width || (self.fields == width + 1 && self.ends_empty)
    }
}

/// Reads the first records of `bytes`, `rows_max` of them at most, without blank lines.
pub(super) fn read_rows(dialect: Dialect, bytes: &[u8], from: usize, rows_max: usize) -> Vec<Row> {
    let mut records = Records::new(dialect, bytes, from);
    let mut rows = Vec::new();
    let mut fields = Vec::new();
    while rows.len() < rows_max.min(ROWS_MAX)
        && let Some((start, next)) = records.next(&mut fields)
    {
        rows.push(Row { start, next, fields: std::mem::take(&mut fields) });
    }
    rows
}

/// The outlines of the rows that [`read_rows`] gives; `None` where so many have one field that they are no table.
///
/// Most sources that are asked about are code and prose: they are seen off here, without a list of fields for each line.
/// There are no more than `rows_max` of them; `None`, too, where one is shorter than the delimiter asks for.
pub(super) fn read_outlines(dialect: Dialect, bytes: &[u8], from: usize, rows_max: usize) -> Option<Vec<Outline>> {
    let row_len_min = if dialect.delimiter == b':' { COLON_ROW_LEN_MIN } else { 0 };
    let lonely_max = PREAMBLE_ROWS_MAX + rows_max - rows_of_share(rows_max);
    let mut records = Records::new(dialect, bytes, from);
    let mut lines = Lines::new(dialect, rows_max);
    let mut outlines = Vec::with_capacity(rows_max);
    let mut fields = Vec::new();
    let mut lonely = 0;
    while outlines.len() < ROWS_MAX
        && let Some(outline) = records.next_outline(&mut lines, &mut fields)
    {
        lonely += usize::from(outline.fields < 2 && !outline.is_marked);
        if lonely > lonely_max || outline.len < row_len_min {
            return None;
        }
        outlines.push(outline);
    }
    Some(outlines)
}

/// How many of `rows` have to agree.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a small number"
)]
fn rows_of_share(rows: usize) -> usize {
    (rows as f64 * FIT_MIN) as usize
}

/// The records of a run of bytes, one after the other, without blank lines.
pub(super) struct Records<'a> {
    dialect: Dialect,
    bytes: &'a [u8],
    parser: Fields<'a>,
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(dialect: Dialect, bytes: &'a [u8], from: usize) -> Self {
        Self { dialect, bytes, parser: Fields::few(dialect, bytes), at: from }
    }

    /// Where the next record begins, and where the one after it does. Its fields replace what `fields` holds.
    pub(super) fn next(&mut self, fields: &mut Vec<Field>) -> Option<(usize, usize)> {
        while self.at < self.bytes.len() {
            let start = self.at;
            self.at = self.read(start, fields)?;
            let is_blank =
                matches!(fields.as_slice(), [only] if lines::is_blank(only.raw(self.bytes)) && !only.is_quoted);
            if !is_blank {
                return Some((start, self.at));
            }
        }
        None
    }

    /// The outline of the next record. A line in which no field begins with a quote is a record, and its delimiters tell the
    /// number of its fields.
    fn next_outline(&mut self, lines: &mut Lines, fields: &mut Vec<Field>) -> Option<Outline> {
        let Dialect { delimiter, newline, quote, .. } = self.dialect;
        loop {
            let line = lines.at(self.bytes, self.at)?;
            let content = self.bytes.get(self.at..line.end).unwrap_or_default();
            if line.has_quote && memchr::memchr_iter(quote, content).any(|at| begins_field(content, at, delimiter)) {
                let (start, next) = self.next(fields)?;
                return Some(Outline::of(self.bytes, start, next, fields));
            }
            let len = self.bytes.len().min(line.end + 1) - self.at;
            self.at = line.end + 1;
            if line.delimiters == 0 && lines::is_blank(content) {
                continue;
            }
            let is_delimiter = |byte: &u8| *byte == delimiter;
            let content = if newline == b'\n' { content.strip_suffix(b"\r").unwrap_or(content) } else { content };
            let last = || content.iter().rfind(|byte| **byte != b' ').is_none_or(is_delimiter);
            let ends_empty = line.delimiters > 0 && last();
            return Some(Outline {
                fields: line.delimiters + 1,
                ends_empty,
                is_marked: content.first() == Some(&b'#'),
                len,
            });
        }
    }

    /// Where the record at `start` ends.
    fn read(&mut self, start: usize, fields: &mut Vec<Field>) -> Option<usize> {
        fields.clear();
        let mut at = start;
        loop {
            match self.parser.at(at) {
                Step::Field(field) => {
                    fields.push(field);
                    at = field.next;
                    if field.is_last {
                        return Some(at);
                    }
                }
                Step::Cut => return None,
                Step::Unclosed => {
                    fields.clear();
                    return Some(Line::at(self.dialect.newline, self.bytes, start, true)?.next);
                }
            }
        }
    }
}

/// Whether a field begins with the quote at `at`, but for the spaces and the mark that may stand before it.
fn begins_field(line: &[u8], at: usize, delimiter: u8) -> bool {
    let before = line.get(..at).unwrap_or_default();
    let before = before.strip_suffix(b"=").unwrap_or(before);
    before.iter().rfind(|byte| **byte != b' ').is_none_or(|byte| *byte == delimiter)
}

/// Rows that agree on a width.
#[derive(Debug)]
pub(super) struct Shape {
    /// Columns.
    pub(super) width: usize,
    /// Index of the first row of that width.
    pub(super) first: usize,
    /// Rows before it that are not comments.
    pub(super) preamble: usize,
    /// Rows from there on, and how many of them have that width. Comments do not count.
    pub(super) rows: usize,
    pub(super) fitting: usize,
    /// Whether there are lines that begin with `#` and do not have that width.
    pub(super) has_comments: bool,
}

impl Shape {
    /// The width that most rows agree on, if it is two or more.
    pub(super) fn of(rows: &[Outline]) -> Option<Self> {
        let mut counts: Vec<usize> = rows.iter().map(|row| row.fields).filter(|count| *count >= 2).collect();
        counts.sort_unstable();
        let common = counts.chunk_by(|a, b| a == b).max_by_key(|chunk| chunk.len())?;
        let &most = common.first()?;
        let is_trailing = rows.iter().filter(|row| row.fields == most).all(|row| row.ends_empty);
        Self::of_width(rows, if is_trailing { most - 1 } else { most }, Outline::fits)
    }

    /// The width of the first row, where the others may lack the last columns: some writers leave out what is empty.
    pub(super) fn of_first(rows: &[Outline]) -> Option<Self> {
        let width = rows.iter().find(|row| !row.is_marked)?.fields;
        let fits = |row: Outline, width: usize| row.fits(width) || (row.fields >= 2 && row.fields < width);
        Self::of_width(rows, width, fits)
    }

    fn of_width(rows: &[Outline], width: usize, fits: impl Fn(Outline, usize) -> bool) -> Option<Self> {
        let first = rows.iter().position(|row| row.fits(width))?;
        let is_comment = |row: &&Outline| row.is_marked && !row.fits(width);
        let (before, body) = rows.split_at_checked(first)?;
        let preamble = before.iter().filter(|row| !is_comment(row)).count();
        let comments = body.iter().filter(is_comment).count();
        let fitting = body.iter().filter(|row| fits(**row, width) && !is_comment(row)).count();
        let has_comments = comments + before.len() > preamble;
        (width >= 2 && preamble <= PREAMBLE_ROWS_MAX).then_some(Self {
            width,
            first,
            preamble,
            rows: body.len() - comments,
            fitting,
            has_comments,
        })
    }

    /// The share of rows that have the width.
    pub(super) fn fit(&self) -> f64 {
        share(self.fitting, self.rows)
    }

    /// The share of rows that must have the width: two fields agree by chance more often than ten. A header speaks for a
    /// table.
    pub(super) fn fit_min(&self, has_header: bool) -> f64 {
        match (self.width, has_header) {
            (2, false) => 0.9,
            (2, true) | (3, false) => 0.8,
            (3, true) => 0.65,
            _ => FIT_MIN,
        }
    }

    /// Whether rows of this shape may be a table, whatever is in them.
    pub(super) fn may_be_table(&self) -> bool {
        self.fitting >= 2.max(self.preamble * 2) && self.fit() >= self.fit_min(true)
    }
}

/// `part` of `whole`, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "counts of a sample are small")]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What the cells of the fitting rows look like, as shares from 0 to 1 where not said otherwise.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// Delimiters that a space follows.
    pub(super) spaced: f64,
    /// Rows in which a cell has a bracket or quote that another cell closes, or a line behind it.
    pub(super) torn: f64,
    /// Cells of the form `key=value`.
    pub(super) pairs: f64,
    /// Rows with two or more of `key=value` behind a blank, or at their beginning.
    pub(super) assigned: f64,
    /// Columns whose cells all begin with the same words and a colon: `SSN: 536-90-4399`.
    pub(super) labelled: usize,
    /// Rows whose first cell is empty.
    pub(super) indented: f64,
    /// Cells with nothing in them.
    pub(super) empty: f64,
    /// Cells in quotes.
    pub(super) quoted: f64,
    /// Words in a filled cell, on average.
    pub(super) words: f64,
    /// Rows that end like a sentence.
    pub(super) sentences: f64,
    /// Rows that begin or end like code or markup.
    pub(super) code: f64,
    /// Rows that begin with a time whose milliseconds stand behind a comma.
    pub(super) log_times: f64,
    /// Rows of which a cell has a gap of two blanks or more within it that ends in the place where most such gaps do.
    pub(super) gapped: f64,
    /// Rows in which all commas stand between the digits of an amount that other words follow: `863,91 EUR`.
    pub(super) decimals: f64,
    /// Rows whose first cell is a single word with a letter in it.
    pub(super) word_first: f64,
    /// Whether there is a column in which most cells are values by their shape.
    pub(super) has_typed_column: bool,
}

impl Looks {
    /// Looks at the rows that have the width of `shape`, but not whether they are torn.
    pub(super) fn of(rows: &[Row], shape: &Shape, bytes: &[u8]) -> Self {
        let fitting: Vec<&Row> = fitting(rows, shape).collect();
        let row_share = |holds: &dyn Fn(&Row) -> bool| share_of(fitting.iter().copied(), holds);
        let cells = |row: &Row| row.fields.iter().take(shape.width).map(|field| field.raw(bytes)).collect::<Vec<_>>();
        let fields = || fitting.iter().flat_map(|row| row.fields.iter().take(shape.width));
        let filled = fields().filter(|field| field.end > field.start).count();
        let word_count: usize = fields().map(|field| count_words(field.raw(bytes))).sum();
        let gaps = fields().filter(|field| !field.is_last);
        let with_pairs = fitting.iter().filter(|row| memchr::memchr(b'=', row.line(bytes)).is_some());
        let pairs: usize = with_pairs.map(|row| cells(row).into_iter().filter(|cell| is_pair(cell)).count()).sum();
        Self {
            spaced: share(gaps.clone().filter(|field| bytes.get(field.next) == Some(&b' ')).count(), gaps.count()),
            torn: 0.0,
            pairs: share(pairs, filled),
            assigned: row_share(&|row| count_assignments(row.line(bytes)) >= 2),
            labelled: (0..shape.width).filter(|&index| is_labelled(&fitting, index, bytes)).count(),
            indented: row_share(&|row| row.fields.first().is_some_and(|field| field.start == field.end)),
            empty: share(fields().filter(|field| field.start == field.end).count(), fields().count()),
            quoted: share(fields().filter(|field| field.is_quoted).count(), filled),
            words: share(word_count, filled),
            sentences: row_share(&|row| ends_with(row, bytes, b".!?")),
            code: row_share(&|row| is_code(row, bytes)),
            log_times: row_share(&|row| is_log_time(row, bytes)),
            gapped: aligned_gaps(&fitting, shape, bytes),
            decimals: row_share(&|row| is_decimal(row, bytes)),
            word_first: row_share(&|row| row.fields.first().is_some_and(|field| is_word(field.raw(bytes)))),
            has_typed_column: (0..shape.width).any(|index| is_typed(&fitting, index, bytes)),
        }
    }

    /// The share of rows that are torn, alone. Where all of it is in one column, and not in that which lines of code begin
    /// with, its values have brackets in them, as passwords do.
    pub(super) fn torn(rows: &[Row], shape: &Shape, bytes: &[u8]) -> f64 {
        let mut columns = fitting(rows, shape).flat_map(|row| row.torn(bytes));
        let first = columns.next();
        let is_one = first.is_some_and(|first| first > 0) && columns.all(|column| Some(column) == first);
        let share = share_of(fitting(rows, shape), |row| row.torn(bytes).next().is_some());
        if is_one && share <= TORN_VALUES_MAX { 0.0 } else { share }
    }
}

/// The rows that have the width of `shape`.
fn fitting<'r>(rows: &'r [Row], shape: &Shape) -> impl Iterator<Item = &'r Row> + Clone {
    let width = shape.width;
    rows.iter().skip(shape.first).filter(move |row| row.fits(width))
}

/// The share of rows for which something holds.
fn share_of<'r>(rows: impl Iterator<Item = &'r Row> + Clone, holds: impl Fn(&Row) -> bool) -> f64 {
    share(rows.clone().filter(|row| holds(row)).count(), rows.count())
}

fn count_words(cell: &[u8]) -> usize {
    let mut words = 0;
    let mut is_within = false;
    for byte in cell {
        let is_word = !byte.is_ascii_whitespace();
        words += usize::from(is_word && !is_within);
        is_within = is_word;
    }
    words
}

/// Whether a cell is a zoned decimal, whose last digit stands with its sign: `0000317{` is 3170.
fn is_zoned(cell: &[u8]) -> bool {
    matches!(cell, [digits @ .., b'{' | b'}'] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

/// The share of rows that have a gap of two blanks or more between the words of a cell which ends in one place of the line. Where most
/// lines have none, none is looked for.
fn aligned_gaps(rows: &[&Row], shape: &Shape, bytes: &[u8]) -> f64 {
    const PLACES_MAX: usize = 1024;
    let gap_ends = |row: &Row| {
        let start = row.start;
        let of_cell = |field: &Field| {
            let cell = field.raw(bytes);
            let lead = field.start + (cell.len() - cell.trim_ascii_start().len());
            let is_end = |three: &[u8]| matches!(three, [b' ', b' ', next] if *next != b' ');
            let ends = cell.trim_ascii().windows(3).enumerate().filter(move |(_, three)| is_end(three));
            ends.map(|(at, _)| lead + at + 2 - start).collect::<Vec<_>>()
        };
        row.fields.iter().take(shape.width).flat_map(of_cell).filter(|at| *at < PLACES_MAX).collect::<Vec<_>>()
    };
    let mut counts: Vec<usize> = Vec::new();
    for at in rows.iter().flat_map(|row| gap_ends(row)) {
        counts.resize(counts.len().max(at + 1), 0);
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    share(counts.into_iter().max().unwrap_or(0), rows.len())
}

fn is_torn(field: &Field, bytes: &[u8]) -> bool {
    let raw = field.raw(bytes);
    if is_zoned(raw.trim_ascii()) {
        return false;
    }
    if field.is_quoted || !raw.iter().any(|byte| matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"')) {
        return false;
    }
    let count = |wanted: u8| memchr::memchr_iter(wanted, raw).count();
    let stands_at_edge = |quote: u8| raw.first() == Some(&quote) || raw.last() == Some(&quote);
    count(b'(') != count(b')')
        || count(b'[') != count(b']')
        || count(b'{') != count(b'}')
        || (stands_at_edge(b'"') && count(b'"') % 2 == 1)
}

/// Whether a cell is `key=value` with an identifier for a key.
fn is_pair(cell: &[u8]) -> bool {
    let Some(len) = memchr::memchr(b'=', cell) else { return false };
    let key = cell.get(..len).unwrap_or_default();
    key.first().is_some_and(u8::is_ascii_alphabetic)
        && key.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// How many of `key=value` stand behind a blank, or at the beginning.
fn count_assignments(line: &[u8]) -> usize {
    let is_key = |at: usize| {
        let head = line.get(..at).unwrap_or_default();
        let len = head.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(byte)).count();
        let (before, key) = head.split_at(head.len() - len);
        key.first().is_some_and(u8::is_ascii_alphabetic) && before.last().is_none_or(u8::is_ascii_whitespace)
    };
    memchr::memchr_iter(b'=', line).filter(|&at| is_key(at)).take(2).count()
}

/// Whether all cells of a column begin with the same words and a colon, and go on in two ways or more.
fn is_labelled(rows: &[&Row], index: usize, bytes: &[u8]) -> bool {
    const LABEL_MAX: usize = 32;
    let label_of = |cell: &[u8]| {
        let len = cell.iter().take(LABEL_MAX).position(|&byte| byte == b':')?;
        let is_label = cell.first()?.is_ascii_alphabetic() && cell.get(len + 1) == Some(&b' ');
        is_label.then_some(len)
    };
    let mut cells = rows.iter().filter_map(|row| row.fields.get(index)).map(|field| field.raw(bytes).trim_ascii());
    let Some(first) = cells.next() else { return false };
    let Some(len) = label_of(first) else { return false };
    let mut differ = false;
    let are_alike = cells.all(|cell| {
        differ |= cell != first;
        label_of(cell) == Some(len) && cell.get(..len) == first.get(..len)
    });
    are_alike && differ
}

fn ends_with(row: &Row, bytes: &[u8], wanted: &[u8]) -> bool {
    row.fields.last().and_then(|field| field.raw(bytes).last()).is_some_and(|byte| wanted.contains(byte))
}

/// A bracket that its own cell closes is part of a value: `(216) 555-0142`, `[0-9]{4}`.
fn is_code(row: &Row, bytes: &[u8]) -> bool {
    let line = row.line(bytes).trim_ascii();
    let ends_zoned = || row.fields.last().is_some_and(|field| is_zoned(field.raw(bytes).trim_ascii()));
    let holds = |field: Option<&Field>, wanted: u8| field.is_some_and(|field| field.raw(bytes).contains(&wanted));
    let begins = [b"<".as_slice(), b"{", b"//", b"/*", b"--", b"}", b")"];
    let first = row.fields.first().map(|field| field.raw(bytes)).unwrap_or_default();
    begins.iter().any(|start| line.starts_with(start)) && !begins_with_guid(line)
        // `[REDACTED]`, and the `*/5 * * * *` of a timetable.
        || line.starts_with(b"[") && !first.ends_with(b"]")
        || line.starts_with(b"*") && !matches!(line, [b'*', b'/', b'0'..=b'9', ..])
        || line.starts_with(b"(") && !holds(row.fields.first(), b')')
        || line.ends_with(b"}") && !holds(row.fields.last(), b'{') && !ends_zoned()
        || line.last().is_some_and(|byte| b"{([\\".contains(byte)) && !ends_zoned()
}

/// Whether a line begins with an identifier in braces, as directories and their kin write it: `{8-4-4-4-12}` hexadecimal digits.
pub(super) fn begins_with_guid(line: &[u8]) -> bool {
    const LEN: usize = 38;
    const HYPHENS: [usize; 4] = [9, 14, 19, 24];
    let fits = |(at, byte): (usize, &u8)| match at {
        0 => *byte == b'{',
        37 => *byte == b'}',
        _ if HYPHENS.contains(&at) => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    line.get(..LEN).is_some_and(|head| head.iter().enumerate().all(fits))
}

fn is_log_time(row: &Row, bytes: &[u8]) -> bool {
    let [first, second, ..] = row.fields.as_slice() else { return false };
    let ends_in_seconds = matches!(first.raw(bytes), [.., b':', a, b] if a.is_ascii_digit() && b.is_ascii_digit());
    let second = second.raw(bytes);
    let is_fraction = second.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3;
    // `17:00:20,361.463.6593`: a time of day, and a telephone number.
    let is_telephone = is_time_of_day(first.raw(bytes)) && is_three_groups(second);
    ends_in_seconds && is_fraction && second.len() > 3 && !is_telephone
}

/// `17:00:20`
fn is_time_of_day(value: &[u8]) -> bool {
    value.len() <= "00:00:00".len() && value.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
}

/// `361.463.6593`, `361-463-6593`, `361 463 6593`.
fn is_three_groups(value: &[u8]) -> bool {
    value.len() == 12
        && value.iter().enumerate().all(|(at, byte)| match at {
            3 | 7 => b".- ".contains(byte),
            _ => byte.is_ascii_digit(),
        })
}

/// Bytes of four pairs of digits.
const PAIRS_LEN_MIN: usize = 11;

/// Whether every delimiter is a comma of an amount: digits before it, two behind it, and then a space and more. Pairs of digits to
/// the end are a telephone number: `1,02 11 45 39 87`.
fn is_decimal(row: &Row, bytes: &[u8]) -> bool {
    let ends_in_digit = |field: &Field| field.raw(bytes).last().is_some_and(u8::is_ascii_digit);
    let goes_on =
        |field: &Field| matches!(field.raw(bytes), [a, b, b' ', _, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    let are_pairs = |field: &Field| {
        let pairs = field.raw(bytes).split(|byte| *byte == b' ');
        field.raw(bytes).len() >= PAIRS_LEN_MIN
            && pairs.into_iter().all(|pair| matches!(pair, [a, b] if a.is_ascii_digit() && b.is_ascii_digit()))
    };
    row.fields.len() >= 2
        && !row.fields.iter().any(are_pairs)
        && row
            .fields
            .iter()
            .zip(row.fields.iter().skip(1))
            .all(|(before, after)| ends_in_digit(before) && goes_on(after))
}

fn is_word(cell: &[u8]) -> bool {
    cell.iter().any(u8::is_ascii_alphabetic)
        && cell.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+'))
}

/// Whether most cells of a column are values by their shape, and short.
fn is_typed(rows: &[&Row], index: usize, bytes: &[u8]) -> bool {
    let cells = rows.iter().skip(1).filter_map(|row| row.fields.get(index)).map(|field| field.raw(bytes));
    let filled: Vec<&[u8]> = cells.filter(|cell| !cell.is_empty()).collect();
    let typed = filled.iter().filter(|cell| header::has_value_shape(cell) && count_words(cell) <= 4).count();
    !filled.is_empty() && typed * 10 >= filled.len() * 7
}
