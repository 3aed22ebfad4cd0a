//! Labels and the values beside them: whether rows are such, and the records that they make.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::batch::{ColumnId, TableId};
use crate::records::header;
use crate::records::rows::{Field, Rows};

/// Labels that get a column of their own; what stands beside further ones is text.
const COLUMNS_MAX: usize = 2_000;
/// Longer ones are no labels.
const LABEL_LEN_MAX: usize = 48;
/// What is put off to the end of a record that is not one of its values.
const OTHERS_MAX: usize = 256;
/// Headings of the values in such tables.
const HEADINGS: [&[u8]; 13] = [
    b"value",
    b"values",
    b"data",
    b"answer",
    b"response",
    b"entry",
    b"content",
    b"detail",
    b"details",
    b"information",
    b"wert",
    b"valor",
    b"valeur",
];

/// A cell without what parts a label from its value: `Name:`, `Name....`, `**Name**`.
pub(in crate::records) fn label_of(cell: &[u8]) -> &[u8] {
    let is_mark = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b':' | b'.' | b'*' | b'_');
    let end = cell.iter().rposition(|byte| !is_mark(byte)).map_or(0, |at| at + 1);
    let cell = cell.get(..end).unwrap_or_default();
    let start = cell.iter().position(|byte| !is_mark(byte)).unwrap_or(0);
    cell.get(start..).unwrap_or_default()
}

/// Whether a label is one that columns have, so that it may be the name of one.
pub(super) fn is_known(label: &[u8]) -> bool {
    label.len() <= LABEL_LEN_MAX && header::may_be_header(&[label]) && header::is_plain_label(label)
}

/// Whether a row names the labels and the values: `Field`, `Value`.
pub(in crate::records) fn is_heading(label: &[u8], value: &[u8]) -> bool {
    let value = label_of(value);
    HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(value)) && header::may_be_header(&[label_of(label)])
}

/// What rows of a label and a value, so far, say of themselves.
#[derive(Default)]
pub(in crate::records) struct Judge<'v> {
    pairs: usize,
    known: usize,
    /// Values that are some by their shape, and those that read as labels themselves.
    shaped: usize,
    named: usize,
    labels: BTreeSet<&'v [u8]>,
    /// The labels of those that are written in each way.
    forms: BTreeMap<Vec<u8>, BTreeSet<&'v [u8]>>,
    /// The first row is the header of a table of another sort.
    has_header: bool,
}

impl<'v> Judge<'v> {
    /// Takes the next row.
    pub(in crate::records) fn add(&mut self, label: &'v [u8], value: &[u8]) {
        if is_heading(label, value) {
            return;
        }
        let (label, value) = (label_of(label), value.trim_ascii());
        let is_known = is_known(label);
        if !is_known && self.known == 0 {
            self.pairs += 1;
            return;
        }
        let is_named = header::may_be_header(&[value]) && header::is_label(value);
        self.has_header |= self.pairs == 0 && is_named && is_known;
        self.pairs += 1;
        self.known += usize::from(is_known);
        self.shaped += usize::from(header::has_value_shape(value));
        self.named += usize::from(is_named);
        self.labels.insert(label);
        if header::has_value_shape(value) {
            self.forms.entry(form_of(value)).or_default().insert(label);
        }
    }

    /// Whether values that are some by their shape are written in different ways below different labels, as those of different things
    /// are.
    fn are_various(&self) -> bool {
        const LABELS_SURE: usize = 4;
        let counts = || self.forms.values().map(BTreeSet::len);
        let most = counts().max().unwrap_or(0);
        match counts().sum() {
            0 | 1 => true,
            2 => most == 1 || self.labels.len() >= LABELS_SURE,
            all => most * 3 <= all * 2,
        }
    }

    /// Whether most labels are known ones.
    pub(in crate::records) fn knows_labels(&self) -> bool {
        let Self { pairs, known, .. } = *self;
        known * 5 >= pairs * 3 || known >= 3 && known * 2 >= pairs
    }

    /// Whether hardly one label is not known.
    pub(super) fn knows_nearly_all(&self) -> bool {
        self.known * 10 >= self.pairs * 9
    }

    /// Whether so many labels are not known that of `most` rows neither half can be, nor nearly all where those are asked for.
    pub(super) fn lacks_labels(&self, most: usize, asks_nearly_all: bool) -> bool {
        let unknown = self.pairs - self.known;
        unknown * 2 > most || asks_nearly_all && unknown * 10 > most
    }

    /// Whether they are such rows. Most labels are known ones, and their values are written in different ways: counts by name, or
    /// numbers with a kind before each (`home`, `work`), are not. A list of columns and their types or meanings has no values.
    pub(in crate::records) fn is_form(&self) -> bool {
        let Self { pairs, shaped, named, has_header, .. } = *self;
        let labels = self.labels.len();
        !has_header
            && labels >= 2
            && self.knows_labels()
            && self.are_various()
            && shaped * 10 >= pairs * 3
            && named * 10 <= pairs * 3
            && (labels >= 3 || pairs <= 2 * labels)
    }

    /// Whether more rows are not worth a look: there are labels already, and too few of them are known.
    pub(in crate::records) fn is_hopeless(&self) -> bool {
        const ROWS: usize = 6;
        self.has_header || self.pairs >= ROWS && self.known * 3 < self.pairs
    }
}

/// How a value is written: the lengths of its numbers, but for short ones, which may be counts; where letters and words stand; signs.
fn form_of(value: &[u8]) -> Vec<u8> {
    const LEN_MAX: usize = 48;
    const COUNT_DIGITS_MAX: usize = 7;
    let value = value.get(..LEN_MAX).unwrap_or(value);
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_count = |byte: &u8| byte.is_ascii_digit() || b".,%$+- ".contains(byte);
    if digits > 0 && digits <= COUNT_DIGITS_MAX && value.iter().all(is_count) && !has_groups(value) {
        return b"#".to_vec();
    }
    // A check sum, a token: letters and digits in no order.
    let is_token = value.len() >= 16 && digits > 0 && value.iter().all(u8::is_ascii_alphanumeric);
    if is_token && value.iter().any(u8::is_ascii_alphabetic) {
        return b"*".to_vec();
    }
    let mut form = Vec::new();
    for run in value.chunk_by(|one, next| class_of(*one) == class_of(*next) && !matches!(class_of(*one), Class::Sign)) {
        match run.first().map(|byte| class_of(*byte)) {
            Some(Class::Digit) => form.extend([b'9', u8::try_from(run.len()).unwrap_or(u8::MAX)]),
            Some(Class::Letter) => form.push(b'a'),
            _ => form.extend_from_slice(run),
        }
    }
    form
}

/// Whether a number is written in groups with dashes, as a date is.
fn has_groups(value: &[u8]) -> bool {
    value.iter().skip(1).any(|byte| *byte == b'-')
}

#[derive(PartialEq)]
enum Class {
    Digit,
    Letter,
    Sign,
}

fn class_of(byte: u8) -> Class {
    match byte {
        b'0'..=b'9' => Class::Digit,
        byte if byte.is_ascii_alphabetic() || byte >= 0x80 => Class::Letter,
        _ => Class::Sign,
    }
}

/// The records of such rows: a label that comes again begins another.
#[derive(Default)]
pub(in crate::records) struct Downward {
    name: String,
    table: Option<TableId>,
    columns: HashMap<Vec<u8>, ColumnId>,
    /// The values of the open record, by their labels.
    open: Vec<(Vec<u8>, Field)>,
    /// What stands between them.
    others: Vec<Field>,
}

/// Never prints a value.
impl std::fmt::Debug for Downward {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Downward").field("table", &self.table).field("open", &self.open.len()).finish_non_exhaustive()
    }
}

impl Downward {
    /// Records of the table of this name.
    pub(in crate::records) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Whether a row with this label is not of the open record.
    pub(in crate::records) fn begins_anew(&self, label: &[u8]) -> bool {
        let label = label_of(label);
        self.is_full() || self.open.iter().any(|(open, _)| open.as_slice() == label)
    }

    /// Takes a row of the open record.
    pub(in crate::records) fn row(&mut self, bytes: &[u8], label: &Field, value: Field) {
        let name = label_of(label.value(bytes));
        let is_pair = !is_heading(name, value.value(bytes));
        if is_pair && is_known(name) && (self.columns.contains_key(name) || self.columns.len() < COLUMNS_MAX) {
            self.open.push((name.to_vec(), value));
            return;
        }
        // What no column is called may be anything.
        let span = label.span.start.min(value.span.start)..value.span.end.max(label.span.end);
        let has_tags = bytes.get(label.span.end..value.span.start).is_some_and(|between| between.contains(&b'<'));
        self.others.push(match (&label.decoded, &value.decoded) {
            (None, None) if !has_tags => Field::verbatim(span),
            _ => Field::decoded([label.value(bytes), b": ", value.value(bytes)].concat(), span),
        });
    }

    /// Takes something of the open record that is no such row; what stands on one line behind the other is one text.
    pub(in crate::records) fn alone(&mut self, other: Field) {
        const GAP_MAX: usize = 2;
        if let (Some(last), None) = (self.others.last_mut(), &other.decoded)
            && last.decoded.is_none()
            && (last.span.end..=last.span.end + GAP_MAX).contains(&other.span.start)
        {
            last.span.end = other.span.end;
            return;
        }
        self.others.push(other);
    }

    /// Whether more is put off than should be.
    pub(in crate::records) fn is_full(&self) -> bool {
        self.others.len() >= OTHERS_MAX || self.open.len() >= COLUMNS_MAX
    }

    /// Hands on the open record, and what stood between its values.
    pub(in crate::records) fn end_record(&mut self, rows: &mut Rows<'_, '_>) {
        if !self.open.is_empty() {
            let table = match self.table {
                Some(table) => table,
                None => *self.table.insert(rows.table(&self.name)),
            };
            rows.select(table);
            for (label, value) in std::mem::take(&mut self.open) {
                if value.value(rows.bytes).is_empty() {
                    continue;
                }
                let column = match self.columns.get(&label) {
                    Some(column) => *column,
                    None => {
                        let column = rows.named(&String::from_utf8_lossy(&label));
                        self.columns.insert(label, column);
                        column
                    }
                };
                rows.field(column, &value);
            }
            rows.end_record();
        }
        self.others.drain(..).for_each(|other| rows.field_as_text(&other));
    }
}
