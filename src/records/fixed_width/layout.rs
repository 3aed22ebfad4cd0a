//! Where the columns of an aligned table are.

use std::ops::Range;

use super::narrow;
use super::occupied::{Occupied, inner_gaps};
use crate::batch::ColumnSpec;
use crate::records::lines::{self, Line, Stroke};
use crate::records::{Head, header};

/// Lines that are looked at.
const LINES_MAX: usize = 200;

/// Lines of titles that may stand above a ruler.
const RULER_LINE_MAX: usize = 10;

/// Rulers that are looked at.
const RULERS_MAX: usize = 8;
/// The share of lines no value of which is longer than its column.
const EXACT_MIN: f64 = 0.8;

/// Columns and positions beyond which nothing is aligned by hand or tool.
const COLUMNS_MAX: usize = 1000;
pub(super) const POSITIONS_MAX: usize = 4096;

/// An aligned table, as told from its head.
#[derive(Debug)]
pub(super) struct Layout {
    /// The columns.
    pub(super) columns: Vec<ColumnSpec>,
    /// Where the records begin.
    pub(super) body_start: usize,
    /// The header line as it stands; empty where there is none.
    pub(super) header: Vec<u8>,
    /// Whether other lines than records stand in the source: the table then ends with an empty line.
    pub(super) is_among_text: bool,
    /// Character positions of each column, first to one past the last; the last column has no end.
    spans: Vec<Range<usize>>,
    /// What stands between the cells, if it is no blank: `|`, or a character for boxes.
    bar: Option<&'static str>,
}

/// What bars are drawn with.
const BARS: [&str; 4] = ["|", "│", "║", "┃"];

/// The cells of one line as spans of it; kept to reuse its memory.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// One span for each column, without the blanks at its ends.
    pub(super) cells: Vec<Range<usize>>,
    char_starts: Vec<usize>,
}

impl Row {
    /// The byte offset of the character at `position`, or the end of the line.
    fn offset(&self, line: &[u8], position: usize) -> usize {
        if self.char_starts.is_empty() {
            return position.min(line.len());
        }
        self.char_starts.get(position).copied().unwrap_or(line.len())
    }

    /// Finds where characters start, unless each is one byte.
    fn measure(&mut self, line: &[u8]) {
        self.cells.clear();
        self.char_starts.clear();
        if !line.is_ascii() {
            let starts = line.iter().enumerate().filter(|(_, byte)| !matches!(byte, 0x80..=0xBF));
            self.char_starts.extend(starts.map(|(at, _)| at));
        }
    }
}

impl Layout {
    /// Tells whether `head` begins an aligned table.
    pub(super) fn of(head: &Head<'_>) -> Option<Self> {
        let bytes = lines::whole_lines(head, b'\n');
        let mut sample: Vec<Line> = Vec::with_capacity(LINES_MAX);
        sample.extend(lines::lines(b'\n', bytes).take(LINES_MAX));
        Self::ruled(bytes, &sample).or_else(|| Self::aligned(bytes, &sample))
    }

    /// Splits a line into cells; false where it does not fit the columns. A value that is longer than those of the head may reach
    /// into the gap behind it.
    pub(super) fn split(&self, line: &[u8], row: &mut Row) -> bool {
        self.split_with(line, row, Self::split_at_wide_gaps)
    }

    /// The same where no value is longer.
    fn split_exactly(&self, line: &[u8], row: &mut Row) -> bool {
        self.split_with(line, row, Self::split_at_gaps)
    }

    fn split_with(&self, line: &[u8], row: &mut Row, at_gaps: fn(&Self, &[u8], &mut Row) -> bool) -> bool {
        row.measure(line);
        if lines::is_blank(line) || lines::is_ruler(line) || line == self.header || is_row_count(line) || is_rule(line)
        {
            return false;
        }
        let fits = match self.bar {
            Some(bar) => self.split_at_bars(line, bar.as_bytes(), row),
            None => at_gaps(self, line, row),
        };
        if fits {
            for span in &mut row.cells {
                *span = lines::trim_spaces(line, span.clone());
            }
        }
        fits
    }

    /// Bars in the line's number of gaps separate cells; where a value holds a bar itself, those under the ruler's
    /// joints do.
    fn split_at_bars(&self, line: &[u8], bar: &[u8], row: &mut Row) -> bool {
        let trimmed = lines::trim_spaces(line, 0..line.len());
        let content = line.get(trimmed.clone()).unwrap_or_default();
        let outer = BARS.iter().find_map(|outer| {
            let outer = outer.as_bytes();
            (content.len() >= 2 * outer.len() && content.starts_with(outer) && content.ends_with(outer))
                .then_some(outer.len())
        });
        let inner = outer.map_or(0..line.len(), |len| trimmed.start + len..trimmed.end - len);
        let content = line.get(inner.clone()).unwrap_or_default();
        let bars: Vec<usize> = memchr::memmem::find_iter(content, bar).map(|at| inner.start + at).collect();
        let joints: Vec<usize> = if bars.len() + 1 == self.spans.len() {
            bars
        } else {
            let gaps = self.spans.iter().take(self.spans.len() - 1);
            gaps.map(|span| row.offset(line, span.end)).collect()
        };
        if joints.iter().any(|at| !line.get(*at..).is_some_and(|rest| rest.starts_with(bar))) {
            return false;
        }
        let mut start = inner.start;
        for (at, len) in joints.into_iter().map(|at| (at, bar.len())).chain([(inner.end, 0)]) {
            if at < start {
                return false;
            }
            row.cells.push(start..at);
            start = at + len;
        }
        true
    }

    /// Cells stand in their columns if all between the columns is blank.
    fn split_at_gaps(&self, line: &[u8], row: &mut Row) -> bool {
        let mut gap_start = 0;
        for span in &self.spans {
            let (start, end) = (row.offset(line, span.start), row.offset(line, span.end));
            if !line.get(gap_start..start).is_some_and(lines::is_blank) {
                return false;
            }
            row.cells.push(start..end);
            gap_start = end;
        }
        true
    }

    /// The same, where what stands in a gap goes on from the cell before it, and two blanks or more are left behind that.
    fn split_at_wide_gaps(&self, line: &[u8], row: &mut Row) -> bool {
        const BLANKS_MIN: usize = 2;
        if self.split_at_gaps(line, row) {
            return true;
        }
        row.cells.clear();
        let mut gap_start = 0;
        for span in &self.spans {
            let (start, end) = (row.offset(line, span.start), row.offset(line, span.end));
            let gap = line.get(gap_start..start).unwrap_or_default();
            let blanks = gap.iter().rev().take_while(|byte| **byte == b' ').count();
            let over = gap.len() - blanks;
            if over > 0 {
                // Between two words of a value stands one blank.
                let from = gap_start.saturating_sub(1);
                let part = line.get(from..gap_start + over).unwrap_or_default();
                let goes_on = from < gap_start && !part.windows(2).any(|two| two == b"  ");
                let is_filled = |cell: &Range<usize>| !line.get(cell.clone()).is_none_or(lines::is_blank);
                let cell = row.cells.last_mut().filter(|cell| goes_on && blanks >= BLANKS_MIN && is_filled(cell));
                let Some(cell) = cell else { return false };
                cell.end += over;
            }
            row.cells.push(start..end);
            gap_start = end;
        }
        true
    }

    /// A table with a ruler, under its header or (boxes) above and below it: the first of those in the sample that is one.
    fn ruled(bytes: &[u8], sample: &[Line]) -> Option<Self> {
        let is_ruler = |index: &usize| sample.get(*index).is_some_and(|line| lines::is_ruler(line.of(bytes)));
        let first = (0..RULER_LINE_MAX).find(is_ruler)?;
        (first..sample.len()).filter(is_ruler).take(RULERS_MAX).find_map(|first| Self::ruled_at(bytes, sample, first))
    }

    /// A table that begins with one of the first two of these lines, whatever stood above it.
    pub(super) fn begun_by(bytes: &[u8], sample: &[Line]) -> Option<Self> {
        let is_ruler = |index: &usize| sample.get(*index).is_some_and(|line| lines::is_ruler(line.of(bytes)));
        let layout = Self::ruled_at(bytes, sample, (0..2).find(is_ruler)?)?;
        (!layout.header.is_empty()).then_some(layout)
    }

    /// The table whose header stands in the lines that [`Layout::begun_by`] took it from, up to its records.
    pub(super) fn under(header: &[u8]) -> Option<Self> {
        let sample: Vec<Line> = lines::lines(b'\n', header).collect();
        let is_ruler = |index: &usize| sample.get(*index).is_some_and(|line| lines::is_ruler(line.of(header)));
        Self::drawn(header, &sample, (0..2).find(is_ruler)?).map(|(layout, _)| layout)
    }

    pub(super) fn among_text(self, is_among_text: bool) -> Self {
        Self { is_among_text, ..self }
    }

    /// Whether the columns are called the same and stand in the same places.
    pub(super) fn is_drawn_as(&self, other: &Self) -> bool {
        self.columns == other.columns && self.spans == other.spans && self.bar == other.bar
    }

    /// Splits a line into cells behind the end of the table: false where it is not plainly one more record. Nothing stands in the gaps,
    /// and each value begins or ends where its column does.
    pub(super) fn split_behind(&self, line: &[u8], row: &mut Row) -> bool {
        // What somebody enters or writes has a blank anywhere: one gap alone is in it by chance.
        const COLUMNS_MIN: usize = 3;
        const CELLS_MIN: usize = 2;
        let has_gaps = self.bar.is_some() || self.spans.len() >= COLUMNS_MIN;
        if !has_gaps || !self.split_exactly(line, row) {
            return false;
        }
        let filled = row.cells.iter().zip(&self.spans).filter(|(cell, _)| !cell.is_empty());
        let is_at_edge = |(cell, span): (&Range<usize>, &Range<usize>)| {
            let (start, end) = (row.offset(line, span.start), row.offset(line, span.end));
            self.bar.is_some() || cell.start == start || cell.end == end
        };
        let count = filled.clone().count();
        count >= CELLS_MIN && count * 2 >= self.spans.len() && filled.clone().all(is_at_edge)
    }

    /// The table of the ruler in this line, if lines follow that fit its columns.
    fn ruled_at(bytes: &[u8], sample: &[Line], first: usize) -> Option<Self> {
        let (mut layout, below) = Self::drawn(bytes, sample, first)?;
        let body = sample.get(below..).unwrap_or_default();
        if layout.holds(bytes, body, 0.6) {
            return Some(layout);
        }
        // Something else may follow: a table in a session, or among text, has a name for every column.
        // Markdown has a reader of its own.
        let is_markdown = sample.get(first).is_some_and(|line| line.of(bytes).trim_ascii_start().starts_with(b"|"));
        let is_named = !is_markdown && !layout.header.is_empty() && layout.columns.iter().all(|column| column.is_named);
        layout.is_among_text = true;
        (is_named && layout.holds(bytes, layout.extent(bytes, body), 0.6)).then_some(layout)
    }

    /// The lines up to the end of a result: the count of its rows, another ruler, or an empty line with something behind it that
    /// is no row.
    fn extent<'l>(&self, bytes: &[u8], body: &'l [Line]) -> &'l [Line] {
        let mut row = Row::default();
        let mut is_after_blank = false;
        let end = body.iter().position(|line| {
            let content = line.of(bytes);
            let is_blank = lines::is_blank(content);
            let ends = is_row_count(content)
                || is_after_blank && !is_blank && !self.split_exactly(content, &mut row)
                || lines::is_ruler(content);
            is_after_blank = is_blank;
            ends
        });
        body.get(..end.unwrap_or(body.len())).unwrap_or(body)
    }

    /// The columns that the ruler in this line draws, and the line behind the header.
    fn drawn(bytes: &[u8], sample: &[Line], first: usize) -> Option<(Self, usize)> {
        let is_ruler = |index: usize| sample.get(index).is_some_and(|line| lines::is_ruler(line.of(bytes)));
        let ruler = sample.get(first)?.of(bytes);
        let is_drawn = !ruler.is_ascii();
        // A box has its header between two rulers; `duckdb` writes the types below the names.
        let second = (first + 2..=first + 2 + usize::from(is_drawn)).find(|index| is_ruler(*index));
        let header = if second.is_some() { Some(first + 1) } else { first.checked_sub(1) };
        let below = second.unwrap_or(first) + 1;
        let mut spans = dash_runs(ruler);
        spans.last_mut()?.end = usize::MAX;
        let bar = if is_drawn {
            let row = sample.get(first + 1)?.of(bytes);
            // The outermost bars may be others.
            let inner = row.get(row.len().min(4)..row.len().saturating_sub(4)).unwrap_or_default();
            BARS.into_iter().skip(1).find(|bar| memchr::memmem::find(inner, bar.as_bytes()).is_some()).or(Some("│"))
        } else {
            (ruler.contains(&b'+') || ruler.contains(&b'|')).then_some("|")
        };
        let is_boxed = is_drawn || ruler.starts_with(b"+");
        if spans.len() > COLUMNS_MAX || (spans.len() < 2 && !is_boxed) {
            return None;
        }
        let columns = (0..spans.len()).map(header::unnamed_column).collect();
        let body_start = sample.get(below).map_or(bytes.len(), |line| line.start);
        let mut layout = Self { columns, body_start, header: Vec::new(), is_among_text: false, spans, bar };
        if let Some(line) = header.and_then(|index| sample.get(index)) {
            layout.take_header(bytes, line);
        }
        Some((layout, below))
    }

    /// Names the columns after the cells of a header line, or begins with that line if it looks like a record.
    fn take_header(&mut self, bytes: &[u8], line: &Line) {
        let mut row = Row::default();
        let content = line.of(bytes);
        if !self.split(content, &mut row) {
            return;
        }
        let names: Vec<&[u8]> = row.cells.iter().filter_map(|span| content.get(span.clone())).collect();
        if header::may_be_header(&names) {
            self.columns = header::named_columns(names);
            self.header = content.to_vec();
        } else {
            self.body_start = line.start;
        }
    }

    /// A table whose columns are told by the places that are blank in (nearly) all lines.
    fn aligned(bytes: &[u8], sample: &[Line]) -> Option<Self> {
        const LINES_MIN: usize = 5;
        let sampled = bytes.get(..sample.last()?.end).unwrap_or(bytes);
        if memchr::memchr(b'\t', sampled).is_some() {
            return None;
        }
        let mut filled: Vec<&Line> = Vec::with_capacity(sample.len());
        filled.extend(sample.iter().filter(|line| !lines::is_blank(line.of(bytes)) && !is_rule(line.of(bytes))));
        if filled.len() < LINES_MIN || !may_be_aligned(bytes, sampled, &filled) {
            return None;
        }
        Self::aligned_by_blanks(bytes, sample, &filled)
    }

    fn aligned_by_blanks(bytes: &[u8], sample: &[Line], filled: &[&Line]) -> Option<Self> {
        let first = filled.first()?;
        let spans = blank_separated(bytes, filled)?;
        let spans = narrow::parted(bytes, filled, spans);
        let columns = (0..spans.len()).map(header::unnamed_column).collect();
        let mut layout =
            Self { columns, body_start: first.start, header: Vec::new(), spans, bar: None, is_among_text: false };
        if !layout.holds(bytes, sample, 0.95) || !layout.is_filled(bytes, filled) {
            return None;
        }
        layout.find_header(bytes, filled);
        Some(layout)
    }

    fn find_header(&mut self, bytes: &[u8], filled: &[&Line]) {
        let Some((line, below)) = filled.split_first() else { return };
        let content = line.of(bytes);
        let Some(first) = self.cells_of(content).or_else(|| self.names_above(content)) else { return };
        let rows: Vec<Vec<&[u8]>> = below.iter().filter_map(|line| self.cells_of(line.of(bytes))).collect();
        if header::is_header(&first, &rows) {
            self.columns = header::named_columns(first);
            self.header = line.of(bytes).to_vec();
            self.body_start = line.next;
        }
    }

    /// The parts of a line that holds one above each column, as names that are wider than their values do.
    fn names_above<'a>(&self, line: &'a [u8]) -> Option<Vec<&'a [u8]>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let filled = line.iter().enumerate().filter(|(_, byte)| **byte != b' ');
        for at in filled.map(|(at, _)| at) {
            match parts.last_mut() {
                // Words of one name stand one space apart.
                Some(part) if at <= part.end + 1 => part.end = at + 1,
                _ => parts.push(at..at + 1),
            }
        }
        let stands_above =
            |(part, span): (&Range<usize>, &Range<usize>)| part.start < span.end && span.start < part.end;
        let is_each_above =
            parts.len() == self.spans.len() && line.is_ascii() && parts.iter().zip(&self.spans).all(stands_above);
        is_each_above.then(|| parts.into_iter().filter_map(|part| line.get(part)).collect())
    }

    fn cells_of<'a>(&self, line: &'a [u8]) -> Option<Vec<&'a [u8]>> {
        let mut row = Row::default();
        self.split(line, &mut row)
            .then(|| row.cells.iter().map(|span| line.get(span.clone()).unwrap_or_default()).collect())
    }

    /// Whether at least one line, and `share_min` of those that are not blank, fit the columns.
    fn holds(&self, bytes: &[u8], sample: &[Line], share_min: f64) -> bool {
        let mut row = Row::default();
        let content = sample.iter().map(|line| line.of(bytes)).filter(|line| !lines::is_blank(line));
        let (mut count, mut fitting, mut longer) = (0_u32, 0_u32, 0_u32);
        for line in content.filter(|line| !lines::is_ruler(line) && !is_row_count(line) && !is_rule(line)) {
            count += 1;
            let is_exact = self.split_exactly(line, &mut row) || line == self.header;
            fitting += u32::from(is_exact);
            longer += u32::from(!is_exact && self.split(line, &mut row));
        }
        // A few lines have a value that is longer than those of most: in each column others.
        let all = if f64::from(fitting) >= f64::from(count) * EXACT_MIN { fitting + longer } else { fitting };
        fitting > 0 && f64::from(all) >= f64::from(count) * share_min
    }

    /// Whether most lines have something in most columns: two at least, or what is aligned is a margin.
    fn is_filled(&self, bytes: &[u8], filled: &[&Line]) -> bool {
        let rows: Vec<Vec<&[u8]>> = filled.iter().filter_map(|line| self.cells_of(line.of(bytes))).collect();
        let is_full = |row: &&Vec<&[u8]>| {
            let cells = row.iter().filter(|cell| !cell.is_empty()).count();
            cells >= 2 && cells * 2 >= row.len()
        };
        rows.iter().filter(is_full).count() * 10 >= rows.len() * 8
    }
}

/// The runs of dashes of a ruler, in characters.
fn dash_runs(ruler: &[u8]) -> Vec<Range<usize>> {
    let ruler = String::from_utf8_lossy(ruler);
    let is_dash = |sign: char| matches!(sign, '-' | '=' | ':') || lines::stroke(sign) == Some(Stroke::Along);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in ruler.chars().enumerate().filter(|(_, sign)| is_dash(*sign)).map(|(at, _)| at) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// A first look at lines without a ruler. Nineteen of twenty lines of a table fit its columns, and four of five of these have
/// two cells, with two blanks or more between them: there are three such gaps for every four lines, or more.
fn may_be_aligned(bytes: &[u8], sampled: &[u8], filled: &[&Line]) -> bool {
    let Some(gaps) = inner_gaps(sampled) else { return true };
    // Rulers and counts of rows are no lines of the table.
    let is_other = |line: &&&Line| {
        let first = line.of(bytes).iter().find(|byte| **byte != b' ');
        first.is_none_or(|byte| b"-=+|:(".contains(byte))
    };
    let others = filled.iter().filter(is_other).count();
    gaps * 4 >= (filled.len() - others) * 3
}

/// Columns between gaps of two or more places that are blank in all lines (one in fifty may differ).
fn blank_separated(bytes: &[u8], filled: &[&Line]) -> Option<Vec<Range<usize>>> {
    let mut occupied = Occupied::default();
    filled.iter().for_each(|line| occupied.add(line.of(bytes)));
    // Few enough to be counted: there are no more lines than that.
    let stray_max = filled.len() / 50;
    const { assert!(LINES_MAX / 50 < Occupied::COUNT_MAX) };
    let mut spans = occupied.spans(stray_max);
    spans.last_mut()?.end = usize::MAX;
    (2..=COLUMNS_MAX).contains(&spans.len()).then_some(spans)
}

/// A line that rules off without saying where columns are: one sign all along.
fn is_rule(line: &[u8]) -> bool {
    const LEN_MIN: usize = 8;
    let line = line.trim_ascii();
    matches!(line, [sign @ (b'=' | b'-' | b'_' | b'*' | b'#'), rest @ ..] if line.len() >= LEN_MIN && rest.iter().all(|byte| byte == sign))
}

/// The line with which clients end a result: `(12 rows)`, `(1 row affected)`, `12 rows selected.`, `1 record(s) selected.`,
/// `12 rows in set (0.00 sec)`.
pub(super) fn is_row_count(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    if let Some(inner) = line.strip_prefix(b"(") {
        let ends = [b"row)".as_slice(), b"rows)", b"affected)"];
        return inner.first().is_some_and(u8::is_ascii_digit) && ends.iter().any(|end| inner.ends_with(end));
    }
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let words = line.get(digits..).unwrap_or_default();
    let begins =
        [b" row selected".as_slice(), b" rows selected", b" record(s) selected", b" row in set", b" rows in set"];
    digits > 0 && begins.iter().any(|begin| words.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn a_first_look_never_rules_out_an_aligned_table(
            cells in prop::collection::vec("[a-z0-9(=-]{0,4}", 24..90), width in 2usize..4, gap in prop_oneof![Just("  "), Just("   "), Just(" "), Just(" \r ")]
        ) {
            let text: String = cells
                .chunks(width)
                .map(|row| row.iter().map(|cell| format!("{cell:<4}")).collect::<Vec<_>>().join(gap) + "\n")
                .collect();
            let bytes = text.as_bytes();
            let sample: Vec<Line> = lines::lines(b'\n', bytes).take(LINES_MAX).collect();
            let filled: Vec<&Line> = sample.iter().filter(|line| !lines::is_blank(line.of(bytes))).collect();
            let is_table = Layout::aligned_by_blanks(bytes, &sample, &filled).is_some();
            prop_assert!(!is_table || may_be_aligned(bytes, bytes, &filled), "{text}");
        }
    }

    #[test]
    fn code_is_no_aligned_table_at_first_look() {
        let text = "fn main() {\n    let x = 1;\n    print(x);  // y\n}\n\nfn other() {\n}\n";
        let bytes = text.as_bytes();
        let sample: Vec<Line> = lines::lines(b'\n', bytes).collect();
        assert!(!may_be_aligned(bytes, bytes, &sample.iter().collect::<Vec<_>>()));
    }
}
