//! Whether a source is a delimited table, and in which dialect.
//!
//! Every delimiter is tried with the parser that would read the source. One that gives most records the same number of
//! fields is a candidate, unless the cells it cuts look like pieces of something else: prose, code, log lines,
//! `key=value` pairs. The best candidate by agreement, width and how common the delimiter is wins.

use super::field::Dialect;
use super::one_column;
use super::quotes::Quotes;
use super::sample::{
    COLON_ROW_LEN_MIN, Looks, Outline, ROWS_MAX, Row, Shape, begins_with_guid, is_empty, read_outlines, read_rows,
};
use crate::batch::ColumnSpec;
use crate::decode::escapes;
use crate::records::census::counts_of;
use crate::records::lines::{self, Line};
use crate::records::{Head, header};

/// The delimiters, with a weight for how seldom each stands in text for other reasons.
pub(super) const DELIMITERS: [(u8, f64); 8] =
    [(b'\x1f', 2.0), (b'\t', 1.6), (b'|', 1.4), (b';', 1.2), (b',', 1.0), (b'^', 0.8), (b'~', 0.8), (b':', 1.0)];

/// Control characters that exports of data warehouses put between fields (Hive writes the first) and load files of evidence
/// (Concordance, 0x14), and that no text has.
pub(super) const CONTROL_DELIMITERS: [u8; 5] = [0x01, 0x02, 0x07, 0x14, 0x1E];

/// How much of the sample is looked at for them.
const CONTROL_SAMPLE_LEN: usize = 4096;

/// Whether a control character stands between fields: not before each record (JSON text sequences), and not between keys with
/// their values (messages of FIX).
fn parts_fields(sample: &[u8], delimiter: u8) -> bool {
    if memchr::memchr(delimiter, sample).is_none() {
        return false;
    }
    let line = memchr::memchr(b'\n', sample).and_then(|end| sample.get(..end)).unwrap_or(sample);
    let count = |byte: u8| memchr::memchr_iter(byte, line).count();
    line.first() != Some(&delimiter) && count(b'=') < count(delimiter).max(1)
}

/// Columns that no list of clauses in prose has, with a heading for each.
const WIDE_MIN: usize = 6;

/// The largest share of torn rows in any table.
const TORN_MAX: f64 = 0.5;

/// A delimited table, as told from its head.
#[derive(Debug)]
pub(super) struct Table {
    /// How its fields are written.
    pub(super) dialect: Dialect,
    /// Where the records begin, behind titles and the header.
    pub(super) body_start: usize,
    /// The header record as it stands, without its line end; empty where there is none.
    pub(super) header: Vec<u8>,
    /// The columns.
    pub(super) columns: Vec<ColumnSpec>,
    /// Whether lines that begin with `#` and have another number of fields are comments.
    pub(super) has_comments: bool,
}

/// Tells whether `head` begins a delimited table.
pub(super) fn recognise(head: &Head<'_>) -> Option<Table> {
    let newline = lines::newline_of(head.bytes);
    let bytes = lines::whole_lines(head, newline);
    let start = lines::bom_len(bytes);
    if is_other(bytes.get(start..)?) || has_ruler(bytes, newline) {
        return None;
    }
    if let Some((delimiter, from)) = declared_delimiter(bytes, start, newline) {
        let rows_max = rows_max(bytes, from, newline);
        let dialect = Quotes::of(newline, bytes).dialect(delimiter);
        return Candidate::declared(dialect, bytes, from, rows_max).map(|candidate| candidate.table(bytes));
    }
    let mut candidates: Vec<(f64, Candidate)> = Vec::new();
    let sample = bytes.get(..bytes.len().min(32 * 1024)).unwrap_or_default();
    let [counts @ .., line_count] = counts_of(sample, counted(newline));
    let rows_max = rows_max(bytes, start, newline);
    let mut quotes = None;
    let first = sample.get(..CONTROL_SAMPLE_LEN).unwrap_or(sample);
    let is_other = |delimiter: &u8| *delimiter != newline && parts_fields(first, *delimiter);
    let control = CONTROL_DELIMITERS.into_iter().filter(is_other);
    let count = |delimiter| u32::try_from(memchr::memchr_iter(delimiter, sample).count()).unwrap_or(u32::MAX);
    let control = control.map(|delimiter| ((delimiter, 2.0), count(delimiter)));
    for ((delimiter, weight), count) in DELIMITERS.into_iter().zip(counts).chain(control) {
        // Few of it are not worth a closer look: one in eight lines, as comments may stand above.
        if count * 8 < line_count.max(1) {
            continue;
        }
        let quotes = quotes.get_or_insert_with(|| Quotes::of(newline, bytes));
        let Some(candidate) = Candidate::of(quotes.dialect(delimiter), bytes, start, rows_max) else {
            continue;
        };
        candidates.push((candidate.score() * weight, candidate));
    }
    match best_of(candidates) {
        Some(candidate) => Some(candidate.table(bytes)),
        None => one_column::recognise(bytes, start, newline),
    }
}

/// The candidate that scores best, the first of several; or one whose heading and rows all agree where that one takes the heading
/// for a title: values may hold signs that part others (`7,Ann Lee|536-90-4399`), and headings hold none but the table's own.
fn best_of(mut candidates: Vec<(f64, Candidate)>) -> Option<Candidate> {
    let scores = candidates.iter().map(|(score, _)| *score).enumerate();
    let best = scores.reduce(|best, next| if next.1 > best.1 { next } else { best })?.0;
    let lacks_heading = |(_, best): &(f64, Candidate)| best.header.is_none() && best.shape.preamble == 1;
    let named = candidates.iter().position(|(_, candidate)| {
        let Shape { first, rows, fitting, .. } = candidate.shape;
        candidate.header == Some(0) && first == 0 && rows == fitting
    });
    let chosen = named.filter(|_| candidates.get(best).is_some_and(lacks_heading)).unwrap_or(best);
    Some(candidates.swap_remove(chosen).1)
}

/// What is something else by its first bytes, or not text.
fn is_other(bytes: &[u8]) -> bool {
    let first = bytes.trim_ascii_start();
    if begins_with_guid(first) {
        return holds_bytes(bytes);
    }
    let starts = [b"{".as_slice(), b"<", b"#!", b"%PDF", b"-----BEGIN ", b"%!", b"diff ", b"--- "];
    starts.iter().any(|start| first.starts_with(start)) || holds_bytes(bytes)
}

/// Whether there are many NULs among the bytes: text may have a stray one, and be filled up with them at its end.
fn holds_bytes(bytes: &[u8]) -> bool {
    const SHARE: usize = 200;
    if memchr::memchr(0, bytes).is_none() {
        return false;
    }
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
    let text = bytes.get(..end).unwrap_or_default();
    memchr::memchr_iter(0, text).count() * SHARE > text.len()
}

/// Whether one of the first lines is a line of dashes with a gap in it: an aligned table, which has its own format.
fn has_ruler(bytes: &[u8], newline: u8) -> bool {
    const LINES_MAX: usize = 8;
    lines::lines(newline, bytes).take(LINES_MAX).any(|line| lines::is_ruler(line.of(bytes)))
}

/// The delimiter that a first line `sep=;` declares for Excel, and where the next line starts.
fn declared_delimiter(bytes: &[u8], start: usize, newline: u8) -> Option<(u8, usize)> {
    let line = Line::at(newline, bytes, start, true)?;
    match line.of(bytes) {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some((*delimiter, line.next)),
        _ => None,
    }
}

/// The rows that are looked at from a place on, at the most.
fn rows_max(bytes: &[u8], from: usize, newline: u8) -> usize {
    lines::count_up_to(ROWS_MAX + 1, newline, bytes.get(from..).unwrap_or_default())
}

/// The delimiters and the line end.
fn counted(newline: u8) -> [u8; DELIMITERS.len() + 1] {
    std::array::from_fn(|index| DELIMITERS.get(index).map_or(newline, |(delimiter, _)| *delimiter))
}

/// A dialect under which the head is a table.
#[derive(Debug)]
struct Candidate {
    dialect: Dialect,
    rows: Vec<Row>,
    shape: Shape,
    looks: Looks,
    /// Index of the row that names the columns.
    header: Option<usize>,
    /// The names of the columns, where two rows give them: that row is the second.
    names: Option<Vec<Vec<u8>>>,
}

impl Candidate {
    fn of(dialect: Dialect, bytes: &[u8], from: usize, rows_max: usize) -> Option<Self> {
        let outlines = read_outlines(dialect, bytes, from, rows_max)?;
        let (common, led) = (Shape::of(&outlines), Shape::of_first(&outlines));
        // What the rows hold is only looked at where their widths allow a table.
        let common = common.filter(Shape::may_be_table);
        let led = led.filter(Shape::may_be_table);
        if common.is_none() && led.is_none() {
            return None;
        }
        let mut rows = read_rows(dialect, bytes, from, ROWS_MAX);
        if let Some(shape) = common {
            match Self::judged(dialect, rows, shape, bytes) {
                Ok(common) => return Some(common),
                Err(others) => rows = others,
            }
        }
        Self::judged(dialect, rows, led?, bytes).ok().filter(|led| led.header.is_some())
    }

    /// The candidate if it is a table, or else the rows.
    fn judged(dialect: Dialect, rows: Vec<Row>, shape: Shape, bytes: &[u8]) -> Result<Self, Vec<Row>> {
        // Lines of logs and code are cut in the middle of something, mostly: nothing else has to be known of them.
        let torn = Looks::torn(&rows, &shape, bytes);
        if torn > TORN_MAX {
            return Err(rows);
        }
        let candidate = Self::with_shape(dialect, rows, shape, bytes, torn);
        if candidate.is_table() { Ok(candidate) } else { Err(candidate.rows) }
    }

    /// The same where the source says what its delimiter is.
    fn declared(dialect: Dialect, bytes: &[u8], from: usize, rows_max: usize) -> Option<Self> {
        let rows = read_rows(dialect, bytes, from, ROWS_MAX);
        let outlines: Vec<Outline> = rows.iter().map(|row| row.outline(bytes)).collect();
        match Shape::of(&outlines) {
            Some(shape) => {
                let torn = Looks::torn(&rows, &shape, bytes);
                Some(Self::with_shape(dialect, rows, shape, bytes, torn))
            }
            None => Self::of(dialect, bytes, from, rows_max),
        }
    }

    fn with_shape(dialect: Dialect, rows: Vec<Row>, shape: Shape, bytes: &[u8], torn: f64) -> Self {
        let looks = Looks { torn, ..Looks::of(&rows, &shape, bytes) };
        let header = header_index(&rows, &shape, bytes);
        let groups = header_of_groups(&rows, &shape, header, bytes);
        let (header, names) = groups.map_or((header, None), |(header, names)| (Some(header), Some(names)));
        Self { dialect, rows, shape, looks, header, names }
    }

    fn is_table(&self) -> bool {
        let Looks { torn, pairs, labelled, code, log_times, decimals, .. } = self.looks;
        // Values may hold brackets that nothing closes: patterns, formulas.
        let torn_max = if self.is_even() { TORN_MAX } else { 0.15 };
        // A list of notes, each with its own labels, reads better as text.
        let are_notes = labelled >= 2;
        let is_other = torn > torn_max || pairs > 0.6 || are_notes || code > 0.3 || log_times > 0.5 || decimals > 0.8;
        !is_other
            && self.shape.may_be_table()
            && self.shape.fit() >= self.shape.fit_min(self.header.is_some())
            && self.has_evidence()
            && self.is_not_prose()
            && self.suits_delimiter()
            && !self.is_aligned()
    }

    /// Whether its lines are those of a table that is aligned with blanks, whose values hold the sign: `7     Lee, Ann     536-90-4399`.
    fn is_aligned(&self) -> bool {
        const WIDTH_MAX: usize = 3;
        const GAPPED_MIN: f64 = 0.9;
        let Looks { gapped, quoted, .. } = self.looks;
        let may_be_within = matches!(self.dialect.delimiter, b',' | b'^' | b'~' | b';' | b':');
        may_be_within
            && self.header.is_none()
            && self.shape.width <= WIDTH_MAX
            && self.shape.fitting >= 5
            && quoted == 0.0
            && gapped >= GAPPED_MIN
    }

    /// Whether it has a header and not one row of another width.
    fn is_even(&self) -> bool {
        let Shape { width, rows, fitting, .. } = self.shape;
        self.header.is_some() && width >= 3 && fitting >= 5 && fitting == rows
    }

    /// The fewer rows agree, the more must speak for a table.
    fn has_evidence(&self) -> bool {
        let Shape { width, fitting, .. } = self.shape;
        let is_rare = matches!(self.dialect.delimiter, b'\t' | b'|' | 0..=8 | 0x14 | 0x1E | 0x1F);
        let is_exact = self.shape.rows == fitting;
        let Looks { quoted, has_typed_column, spaced, words, empty, .. } = self.looks;
        let reasons = usize::from(self.header.is_some()) * 2
            + usize::from(quoted > 0.3)
            + usize::from(has_typed_column)
            + usize::from(is_rare)
            + usize::from(width >= 3)
            + usize::from(spaced < 0.1 && words < 1.5)
            + usize::from(fitting >= 10);
        match fitting {
            // `a || b` in two lines of a script.
            ..=4 if self.header.is_none() && empty > 0.25 => false,
            ..=4 => reasons >= if is_exact { 2 } else { 4 },
            _ if self.shape.fit() < 0.9 => reasons >= 2,
            _ => reasons >= 1 || is_exact,
        }
    }

    /// In prose a space follows each comma, the parts are long, and lines end like sentences.
    fn is_not_prose(&self) -> bool {
        let Looks { spaced, words, sentences, has_typed_column, .. } = self.looks;
        if !matches!(self.dialect.delimiter, b',' | b';' | b':') {
            return true;
        }
        let has_reason = self.header.is_some() || has_typed_column || self.looks.quoted > 0.3;
        if spaced > 0.5 {
            // Many named columns are a table that is padded with blanks, in the last of which a delimiter may stand.
            let is_wide = self.header.is_some() && self.shape.width >= WIDE_MIN;
            let is_steady = self.shape.fit() >= 0.95 && (self.shape.fitting >= 5 || self.header.is_some()) || is_wide;
            return is_steady && sentences < 0.2 && (words <= 2.0 || (words <= 3.5 && has_reason));
        }
        has_reason || words <= 3.0
    }

    fn suits_delimiter(&self) -> bool {
        let Looks { assigned, indented, spaced, word_first, .. } = self.looks;
        match self.dialect.delimiter {
            // What code and prose are indented by varies from line to line, and the line above them is no heading.
            b'\t' => indented <= 0.5 || self.is_even(),
            // The times and names of a log have them in their values.
            b'^' | b'~' | b':' if assigned > 0.5 => false,
            b'^' | b'~' => self.shape.width >= 3 && self.shape.fit() >= 0.95,
            b':' => {
                let is_long = self.rows.iter().all(|row| row.next - row.start >= COLON_ROW_LEN_MIN);
                let is_led = word_first > 0.9 || self.header.is_some() && self.shape.width >= WIDE_MIN;
                self.shape.width >= 5 && self.shape.fit() >= 0.95 && spaced < 0.1 && is_led && is_long
            }
            _ => true,
        }
    }

    fn score(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a width is small")]
        let width = self.shape.width as f64;
        let begins = if self.shape.first == 0 { 1.0 } else { 0.8 };
        self.shape.fit() * (1.0 + width.ln()) * (1.0 + self.looks.quoted / 2.0) * begins
    }

    fn table(self, bytes: &[u8]) -> Table {
        let header = self.header.and_then(|index| self.rows.get(index));
        let first = self.rows.get(self.shape.first);
        let body_start = header.map(|row| row.next).or(first.map(|row| row.start)).unwrap_or_default();
        let columns = match header {
            Some(row) => {
                let names = self.names.unwrap_or_else(|| header_names(row, &self.shape, bytes));
                header::named_columns(names.iter().map(Vec::as_slice))
            }
            None => (0..self.shape.width).map(header::unnamed_column).collect(),
        };
        let raw = header.and_then(|row| bytes.get(row.start..row.next)).unwrap_or_default();
        Table {
            dialect: self.dialect,
            body_start,
            header: raw.trim_ascii_end().to_vec(),
            columns,
            has_comments: self.shape.has_comments,
        }
    }
}

/// The row that names the columns: the first of the table's width, or one just before it that has one name less (R
/// writes none for the row names) or more.
fn header_index(rows: &[Row], shape: &Shape, bytes: &[u8]) -> Option<usize> {
    let body = |from: usize| -> Vec<Vec<&[u8]>> {
        let fitting = rows.iter().skip(from).filter(|row| (2..=shape.width + 1).contains(&row.fields.len()));
        fitting.map(|row| row.cells(bytes, shape.width)).collect()
    };
    let first = rows.get(shape.first)?;
    let cells = first.cells(bytes, shape.width);
    if header::is_header(&cells, &body(shape.first + 1)) {
        return Some(shape.first);
    }
    // A title that is as wide as the table, of empty cells, or a table with empty columns at its end.
    if header::filled(&cells) * 2 <= shape.width {
        let rows: Vec<_> = rows.iter().skip(shape.first).map(|row| row.cells(bytes, shape.width)).collect();
        if let Some(at) = header::below_titles(&rows) {
            return Some(shape.first + at);
        }
    }
    let before = shape.first.checked_sub(1)?;
    let names = header_names(rows.get(before)?, shape, bytes);
    let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    let is_near = names.len() >= 3 && names.len() >= shape.width;
    (is_near && header::is_header(&names, &body(shape.first))).then_some(before)
}

/// The second row of a header of two, and the names that both give. The first has gaps.
fn header_of_groups(rows: &[Row], shape: &Shape, header: Option<usize>, bytes: &[u8]) -> Option<(usize, Vec<Vec<u8>>)> {
    let start = header.unwrap_or(shape.first).saturating_sub(1);
    let rows = rows.get(start..)?;
    let has_gap = |row: &Row| row.fields.iter().take(shape.width).any(is_empty);
    if !rows.iter().take(2).any(has_gap) {
        return None;
    }
    let rows: Vec<Vec<&[u8]>> = rows.iter().map(|row| row.cells(bytes, shape.width)).collect();
    let at = header.unwrap_or(shape.first) - start;
    let groups = match header {
        Some(_) => header::in_two_rows(&rows, Some(at))?,
        None => header::in_two_rows(rows.get(at..)?, None)?,
    };
    let last = start + groups.last + if header.is_none() { at } else { 0 };
    let mut names = groups.names;
    names.resize(shape.width, Vec::new());
    Some((last, names))
}

/// The names in a header row, with an empty first one where it has one less than the table has columns.
fn header_names(row: &Row, shape: &Shape, bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut names: Vec<Vec<u8>> = row
        .fields
        .iter()
        .map(|field| {
            let mut name = Vec::new();
            escapes::unescape(field.escape, field.raw(bytes), &mut name);
            name
        })
        .collect();
    if names.len() + 1 == shape.width {
        names.insert(0, Vec::new());
    }
    if names.len() == shape.width + 1 && names.last().is_some_and(Vec::is_empty) {
        names.pop();
    }
    names
}
