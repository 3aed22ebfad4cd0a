//! Format `form`: records that run down the page. Each line holds a label and its value, in two columns that a tab, a bar, a comma,
//! a colon, an equals sign, full stops, a gap or a blank part; an empty line, or a label that comes again, begins the next record.
//!
//! Read as a table of two columns, such a source would have the label of no value.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod downward;

use std::collections::BTreeSet;
use std::ops::Range;

use self::downward::is_known;
pub(super) use self::downward::{Downward, Judge, is_heading, label_of};
use super::lines::{self, Line};
use super::rows::{Field, Rows};
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State};
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded};

/// The format.
#[derive(Debug)]
pub struct Form;

impl Format for Form {
    fn name(&self) -> &'static str {
        "form"
    }

    fn may_be(&self, census: &Census) -> bool {
        // Those of `psql` are as long as the longest value.
        let bars = census.count(b'|');
        let has_bar = || bars >= census.lines() / 2 && bars <= census.lines() * 2;
        census.lines() > 1 && (census.len() <= census.lines().saturating_mul(LEN_OF_A_LINE) || has_bar())
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let bytes = lines::whole_lines(head, b'\n');
        let first = first_lines(bytes);
        let signs = dispatch(Signs(first));
        if signs == 0 {
            return None;
        }
        let is_numbered = is_numbered(bytes);
        let is_short = || {
            let first = head.bytes.get(..LOOKED_AT).unwrap_or(head.bytes);
            first.len() <= (memchr::memchr_iter(b'\n', first).count() + 1) * LEN_OF_A_LINE as usize
        };
        if !is_numbered && !is_short() {
            return None;
        }
        // What is in none of the first lines of a source parts none of it.
        let most = memchr::memchr_iter(b'\n', bytes).take(Separator::LINES_MAX).count() + 1;
        let standing = Separator::ALL.into_iter().zip(0..).filter(|(_, bit)| signs >> bit & 1 != 0);
        let separator = standing
            .map(|(separator, _)| separator)
            .filter(|separator| *separator != Separator::Strokes || memchr::memmem::find(first, STROKE).is_some())
            .filter(|separator| !is_numbered || separator.is_of_psql())
            .find(|separator| separator.parts(bytes, most, is_numbered))?;
        Some(Box::new(FormReader { separator }))
    }
}

/// Lines of two columns are short, on average of the first ones.
const LEN_OF_A_LINE: u32 = 160;
const LOOKED_AT: usize = 16 << 10;

/// What stands between a label and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// `| Name | value |`
    Bars,
    /// `│ Name │ value │`, in the characters for boxes.
    Strokes,
    /// One byte: a tab, `|`, `;` or `,`.
    Byte(u8),
    /// A colon that a blank stands before: `Name  : value`.
    Colon,
    /// Two blanks or more.
    Gap,
    /// Full stops: `Name........ value`.
    Leader,
    /// `Name = value`, where the same labels come again: settings have each once.
    Equals,
    /// `name value`, on every line: what a browser fills into forms.
    Blank,
}

/// The bar of [`Separator::Strokes`].
const STROKE: &[u8] = "│".as_bytes();
/// Its first byte, which hardly a source has.
const STROKE_LEAD: u8 = 0xE2;

/// Where the separator begins at the latest.
const LABEL_REACH: usize = 64;

/// A label and its value.
struct Pair {
    label: Range<usize>,
    value: Range<usize>,
    /// The separator stands within the value once more.
    is_crowded: bool,
}

impl Separator {
    const ALL: [Self; 11] = [
        Self::Bars,
        Self::Strokes,
        Self::Byte(b'\t'),
        Self::Byte(b'|'),
        Self::Colon,
        Self::Leader,
        Self::Gap,
        Self::Byte(b';'),
        Self::Byte(b','),
        Self::Equals,
        Self::Blank,
    ];
    /// Lines that are looked at, and those that may stand above the first record.
    const LINES_MAX: usize = 400;
    const TITLES_MAX: usize = 4;
    /// Lines that tell how many hold the separator twice.
    const PAIRS_SURE: usize = 4;

    /// Whether `psql` puts it between them.
    fn is_of_psql(self) -> bool {
        matches!(self, Self::Bars | Self::Strokes | Self::Byte(b'|'))
    }

    /// Whether it parts the lines of a source, `most` at most, into labels and values. Where the records are numbered, values may
    /// hold it.
    fn parts(self, bytes: &[u8], most: usize, is_numbered: bool) -> bool {
        // Settings have sections.
        if self == Self::Equals && (bytes.starts_with(b"[") || lines::find_pair(bytes, *b"\n[").is_some()) {
            return false;
        }
        let mut judge = Judge::default();
        let mut labels = BTreeSet::new();
        let (mut paired, mut crowded, mut others, mut titles) = (0_usize, 0_usize, 0_usize, 0_usize);
        for line in lines::lines(b'\n', bytes).take(Self::LINES_MAX).filter(|line| !is_break(line.of(bytes))) {
            match self.pair(bytes, &line) {
                Some(pair) => {
                    (paired, crowded) = (paired + 1, crowded + usize::from(pair.is_crowded));
                    let [label, value] = [pair.label, pair.value].map(|span| bytes.get(span).unwrap_or_default());
                    judge.add(label, value);
                    if self == Self::Equals {
                        labels.insert(label);
                    }
                }
                None if paired == 0 => titles += 1,
                None => others += 1,
            }
            let is_crowded = !is_numbered && paired >= Self::PAIRS_SURE && crowded * 2 > paired;
            // Of prose and commands some line begins with no label.
            if self == Self::Blank && titles + others > 0 {
                return false;
            }
            let is_hopeless = judge.is_hopeless() || judge.lacks_labels(most, self == Self::Blank);
            if titles > Self::TITLES_MAX || others > paired || is_crowded || is_hopeless {
                return false;
            }
        }
        let is_of_records = labels.len() * 2 <= paired;
        if self == Self::Blank && !(paired >= Self::PAIRS_SURE && judge.knows_nearly_all()) {
            return false;
        }
        is_of_records && others * 4 <= paired && (is_numbered || crowded * self.crowd() <= paired) && judge.is_form()
    }

    /// Of how many lines one may hold the separator within its value.
    fn crowd(self) -> usize {
        match self {
            Self::Byte(b',' | b';') | Self::Colon | Self::Leader | Self::Equals => 2,
            Self::Gap | Self::Blank => 5,
            Self::Bars | Self::Strokes | Self::Byte(_) => 400,
        }
    }

    /// The label and the value of a line.
    fn pair(self, bytes: &[u8], line: &Line) -> Option<Pair> {
        let content = line.of(bytes);
        let inner = content.trim_ascii();
        let start = line.start + (content.len() - content.trim_ascii_start().len());
        let (start, inner) = match self {
            Self::Bars => (start + 1, inner.strip_prefix(b"|")?.strip_suffix(b"|")?),
            Self::Strokes => (start + STROKE.len(), inner.strip_prefix(STROKE)?.strip_suffix(STROKE)?),
            _ => (start, inner),
        };
        // Behind more than a label there is none.
        let reach = inner.get(..LABEL_REACH).unwrap_or(inner);
        let pair = |sign: &[u8; 2]| lines::find_pair(reach, *sign);
        let (at, len) = match self {
            Self::Bars => (memchr::memchr(b'|', reach)?, 1),
            Self::Strokes => (memchr::memmem::find(reach, STROKE)?, STROKE.len()),
            Self::Byte(byte) => (memchr::memchr(byte, reach)?, 1),
            Self::Equals => (memchr::memchr(b'=', reach)?, 1),
            Self::Colon => (pair(b" :")?, 2),
            Self::Gap => (pair(b"  ")?, 2),
            Self::Blank => {
                let at = memchr::memchr(b' ', reach)?;
                // `Name: Ann` has a sign that parts them.
                let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | 0x80..);
                (at, reach.get(..at).is_some_and(|word| word.iter().all(is_word)).then_some(1)?)
            }
            Self::Leader => {
                let at = pair(b"..")?;
                let len = inner.get(at..)?.iter().take_while(|byte| **byte == b'.').count();
                (at, Some(len).filter(|len| *len > 2)?)
            }
        };
        let (label, rest) = (inner.get(..at)?, inner.get(at + len..)?);
        if !may_be_label(label) || self == Self::Colon && !rest.first().is_none_or(u8::is_ascii_whitespace) {
            return None;
        }
        let label = trimmed(bytes, start..start + at);
        let value = trimmed(bytes, start + at + len..start + inner.len());
        let written = bytes.get(value.clone()).unwrap_or_default();
        let is_quoted = matches!(written, [b'"', .., b'"']);
        let is_crowded = match self {
            _ if is_quoted => false,
            Self::Bars => written.contains(&b'|'),
            Self::Strokes => memchr::memmem::find(written, STROKE).is_some(),
            Self::Byte(byte) => written.contains(&byte),
            Self::Colon | Self::Leader | Self::Equals => false,
            Self::Gap => memchr::memmem::find(written, b"  ").is_some(),
            // `Last name Lee`: the label has two words.
            Self::Blank => {
                memchr::memchr(b' ', written).is_some_and(|at| is_known(written.get(..at).unwrap_or_default()))
            }
        };
        Some(Pair { label, value, is_crowded })
    }
}

/// Which of [`Separator::ALL`] may stand in some bytes: a bit for each. That a pair stands there is told by its two signs next to each other.
struct Signs<'a>(&'a [u8]);

impl Kernel for Signs<'_> {
    type Output = u16;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> u16 {
        let (blocks, rest) = self.0.as_chunks::<BLOCK>();
        let rest = padded(rest);
        let (mut found, mut blanks_before, mut stops_before) = ([0; Separator::ALL.len()], 0, 0);
        for block in blocks.iter().chain([&rest]) {
            let block = level.load(block);
            let (bars, colons) = (level.equals(block, b'|'), level.equals(block, b':'));
            let (blanks, stops) = (level.equals(block, b' '), level.equals(block, b'.'));
            let here = [
                bars,
                level.equals(block, STROKE_LEAD),
                level.equals(block, b'\t'),
                bars,
                colons & (blanks << 1 | blanks_before >> 63),
                stops & (stops << 1 | stops_before >> 63),
                blanks & (blanks << 1 | blanks_before >> 63),
                level.equals(block, b';'),
                level.equals(block, b','),
                level.equals(block, b'='),
                blanks,
            ];
            found.iter_mut().zip(here).for_each(|(found, here)| *found |= here);
            (blanks_before, stops_before) = (blanks, stops);
        }
        found.iter().rev().fold(0, |signs, found| signs << 1 | u16::from(*found != 0))
    }
}

/// The lines that must have a label and a value somewhere: as many as may be titles, and one more.
fn first_lines(bytes: &[u8]) -> &[u8] {
    let mut lines = lines::lines(b'\n', bytes).filter(|line| !is_break(line.of(bytes)));
    let end = lines.nth(Separator::TITLES_MAX).map_or(bytes.len(), |line| line.next);
    bytes.get(..end).unwrap_or(bytes)
}

/// Whether something is short enough for a label, and holds nothing that labels do not.
fn may_be_label(text: &[u8]) -> bool {
    const LEN_MAX: usize = 48;
    const BLANKS_MAX: usize = 4;
    let text = text.trim_ascii();
    text.len() <= LEN_MAX
        && text.first().is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'*' | 0x80..))
        && text.iter().all(is_label_byte)
        && text.iter().filter(|&&byte| byte == b' ').count() <= BLANKS_MAX
}

fn is_label_byte(byte: &u8) -> bool {
    let is_sign = matches!(byte, b' ' | b'_' | b'-' | b'.' | b'/' | b'#' | b'\'' | b'(' | b')' | b'*' | b':' | b'&');
    is_sign || byte.is_ascii_alphanumeric() || *byte >= 0x80
}

/// An empty line, or one that rules off; `psql` numbers the record in it: `-[ RECORD 1 ]---`.
fn is_break(line: &[u8]) -> bool {
    let is_rule =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'-' | b'=' | b'*' | b'_' | b'+' | b'|' | b':');
    match line.iter().position(|byte| !is_rule(byte)).and_then(|at| line.get(at..)) {
        None => true,
        Some(rest @ [0xE2, ..]) => {
            let rest = String::from_utf8_lossy(rest);
            let inner = rest.trim_start_matches(|sign| lines::stroke(sign).is_some());
            rest.len() - inner.len() > STROKE.len() && (inner.is_empty() || inner.starts_with("[ RECORD "))
        }
        Some(rest) => rest.starts_with(b"[ RECORD ") && line.first() == Some(&b'-'),
    }
}

/// Whether `psql` numbered the records: a line `-[ RECORD 1 ]---` stands among the first.
fn is_numbered(bytes: &[u8]) -> bool {
    let mut first = lines::lines(b'\n', bytes).take(Separator::TITLES_MAX + 1);
    first.any(|line| line.of(bytes).starts_with(b"-[ RECORD "))
}

fn trimmed(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let content = bytes.get(span.clone()).unwrap_or_default();
    let start = span.start + (content.len() - content.trim_ascii_start().len());
    start..start + content.trim_ascii().len()
}

/// The value of a pair, without quotes around it.
fn value_of(bytes: &[u8], span: Range<usize>) -> Field {
    match bytes.get(span.clone()) {
        Some([b'"', inner @ .., b'"']) if !inner.contains(&b'"') => Field::verbatim(span.start + 1..span.end - 1),
        Some([b'"', inner @ .., b'"']) => {
            let mut value = Vec::with_capacity(inner.len());
            let mut rest = inner.iter().peekable();
            while let Some(&byte) = rest.next() {
                value.push(byte);
                rest.next_if(|&&next| byte == b'"' && next == b'"');
            }
            Field::decoded(value, span)
        }
        _ => Field::verbatim(span),
    }
}

#[derive(Debug)]
struct FormReader {
    separator: Separator,
}

impl Reader for FormReader {
    /// A record ends behind the next empty line.
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        const LINES_MAX: usize = 1000;
        let from = lines::predict(b'\n', bytes, len_wanted)?;
        let rest = bytes.get(from..)?;
        let mut breaks = lines::lines(b'\n', rest).take(LINES_MAX).filter(|line| is_break(line.of(rest)));
        let line = breaks.find(|line| rest.get(line.next - 1) == Some(&b'\n'))?;
        Some((from + line.next, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let Piece { bytes, at_end, .. } = *piece;
        let mut rows = Rows::new(bytes, sink);
        let mut records = Downward::new("");
        // Up to `len` all is handed on.
        let (mut len, mut at) = (0, 0);
        while let Some(line) = Line::at(b'\n', bytes, at, at_end).filter(|_| !rows.is_stopped) {
            at = line.next;
            match self.separator.pair(bytes, &line) {
                _ if is_break(line.of(bytes)) => {
                    records.end_record(&mut rows);
                    len = line.next;
                }
                Some(Pair { label, value, .. }) => {
                    let name = bytes.get(label.clone()).unwrap_or_default();
                    if records.begins_anew(name) {
                        records.end_record(&mut rows);
                        len = line.start;
                    }
                    records.row(bytes, &Field::verbatim(label), value_of(bytes, value));
                }
                None => {
                    if records.is_full() {
                        records.end_record(&mut rows);
                        len = line.start;
                    }
                    records.alone(Field::verbatim(line.start..line.end));
                }
            }
        }
        if at_end || rows.is_stopped || len == 0 && piece.must_consume && at > 0 {
            records.end_record(&mut rows);
            len = if rows.is_stopped || !at_end { at } else { bytes.len() };
        } else if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(bytes);
            rows.text(0..len, super::TextClass::NotUnderstood);
        }
        rows.flush();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    fn open(source: &str) -> Option<Box<dyn Reader>> {
        Form.open(&head_of(source.as_bytes()))
    }

    #[test]
    fn labels_name_the_columns_whatever_parts_them_from_their_values() {
        for source in [
            "SSN\t536904399\nDOB\t07/04/1961\nName\tAnn Cole\n",
            "SSN|536904399\nDOB|07/04/1961\nName|Ann Cole\n",
            "SSN,536904399\nDOB,07/04/1961\nName,\"Ann Cole\"\n",
            "SSN;536904399\nDOB;07/04/1961\nName;Ann Cole\n",
            "SSN       : 536904399\nDOB       : 07/04/1961\nName      : Ann Cole\n",
            "SSN            536904399\nDOB            07/04/1961\nName           Ann Cole\n",
            "Opened,November 7, 2015\nSSN,536904399\nDOB,07/04/1961\nName,Ann Cole\n",
            "SSN............ 536904399\nDOB............ 07/04/1961\nName .......... Ann Cole\n",
            "Field | Value\n---|---\nSSN | 536904399\nDOB | 07/04/1961\nName | Ann Cole\n",
            "+------+\n| SSN  | 536904399 |\n| DOB  | 07/04/1961 |\n| Name | Ann Cole |\n",
            "─[ RECORD 1 ]─────\nSSN  | 536904399\nDOB  | 07/04/1961\nName | Ann Cole\n",
            "┌─[ RECORD 1 ]─────┐\n│ SSN  │ 536904399  │\n│ DOB  │ 07/04/1961 │\n│ Name │ Ann Cole   │\n└──────┴────────────┘\n",
            "Zorp\tx-17\nQuib\ty-18\nSSN\t536904399\nDOB\t07/04/1961\nName\tAnn Cole\n",
            "Customer record\n\nSSN\t536904399\nDOB\t07/04/1961\nName\tAnn Cole",
        ] {
            let reader = open(source).unwrap_or_else(|| panic!("{source}"));
            let sink = read_whole(&*reader, source.as_bytes());
            let rows = sink.rows();
            assert_eq!(rows.last().unwrap(), &["536904399", "07/04/1961", "Ann Cole"], "{source}");
            assert_cuts_agree(&*reader, source.as_bytes());
        }
    }

    #[test]
    fn values_of_numbered_records_may_hold_bars() {
        let source = "-[ RECORD 1 ]-----\nssn   | 536904399\nname  | Ann Cole\nnotes | a|b\n-[ RECORD 2 ]-----\nssn   | 401339087\n\
                      name  | Bob Ray\nnotes | | c |\n";
        let reader = open(source).unwrap();
        let sink = read_whole(&*reader, source.as_bytes());
        assert_eq!(sink.column_names(), ["ssn", "name", "notes"]);
        assert_eq!(sink.rows(), [["536904399", "Ann Cole", "a|b"], ["401339087", "Bob Ray", "| c |"]]);
        assert_cuts_agree(&*reader, source.as_bytes());
    }

    #[test]
    fn what_stands_in_no_first_line_parts_none() {
        let pairs = ["a\t1", "a|1", "| a | 1 |", "a : 1", "a  1", "a... 1", "a;1", "a,1", "a 1", ":", "---", ""];
        for (at, pair) in pairs.into_iter().enumerate() {
            for titles in 0..8 {
                let (title, other) = ("Ann\n---\n", pairs[(at + 1) % pairs.len()]);
                let source = format!("{}{pair}\n{other}\n", title.repeat(titles));
                let bytes = source.as_bytes();
                let signs = dispatch(Signs(first_lines(bytes)));
                for (separator, bit) in Separator::ALL.into_iter().zip(0..) {
                    let lines = lines::lines(b'\n', bytes).filter(|line| !is_break(line.of(bytes)));
                    let parts_some =
                        lines.take(Separator::TITLES_MAX + 1).any(|line| separator.pair(bytes, &line).is_some());
                    assert!(!parts_some || signs >> bit & 1 != 0, "{separator:?} {source}");
                }
            }
        }
    }

    #[test]
    fn a_label_that_comes_again_and_an_empty_line_begin_a_record() {
        let source =
            "Name\tAnn Cole\nPhone\t7756642142\nName\tBob Ray\nPhone\t7756642143\n\nPhone\t7756642144\nAge\t7\n";
        let reader = open(source).unwrap();
        let sink = read_whole(&*reader, source.as_bytes());
        let wanted: [&[&str]; 3] = [&["Ann Cole", "7756642142"], &["Bob Ray", "7756642143"], &["7756642144", "7"]];
        assert_eq!(sink.rows(), wanted);
        assert_cuts_agree(&*reader, source.as_bytes());
    }

    #[test]
    fn settings_whose_labels_come_again_are_records() {
        let of_two = "        id = 1\nfirst_name = Ann\n       ssn = 536-90-4399\n\n        id = 2\nfirst_name = Bob\n       ssn = 401-33-9087\n";
        for source in [of_two.to_owned(), of_two.replace(' ', "")] {
            let reader = open(&source).unwrap_or_else(|| panic!("{source}"));
            let sink = read_whole(&*reader, source.as_bytes());
            assert_eq!(sink.column_names(), ["id", "first_name", "ssn"]);
            assert_eq!(sink.rows(), [["1", "Ann", "536-90-4399"], ["2", "Bob", "401-33-9087"]]);
            assert_cuts_agree(&*reader, source.as_bytes());
        }
        assert!(open(&of_two.replace("        id = ", "[[row]]\nid = ")).is_none());
        assert!(open("name=shop\nuser=ann\npassword=x7\nhost=db1\n").is_none());
    }

    #[test]
    fn a_blank_parts_labels_from_values_where_every_line_has_both() {
        let one = "firstname Ann\nlastname De La Cruz\ntel 7756642142\naddress1 12 Main St\nzip 89501\n";
        let source = format!("{one}{}", one.replace("Ann", "Bob"));
        let reader = open(&source).unwrap();
        let sink = read_whole(&*reader, source.as_bytes());
        assert_eq!(sink.column_names(), ["firstname", "lastname", "tel", "address1", "zip"]);
        assert_eq!(sink.rows()[1], ["Bob", "De La Cruz", "7756642142", "12 Main St", "89501"]);
        assert_cuts_agree(&*reader, source.as_bytes());
        for other in [
            "First name Ann\nLast name Lee\nPhone number 7756642142\nZip code 89501\n",
            "Name your price\nPhone us today\nAddress all mail to us\nZip it up\n",
            "tel 7756642142\nzip 89501\nssn 536904399\n",
            "Name: Ann Lee\nPhone: 7756642142\nZip: 89501\nSSN: 536904399\n",
            "firstname Ann\ntel 7756642142\nzip 89501\nssn 536904399\nThis is a sentence of prose.\n",
        ] {
            assert!(open(other).is_none(), "{other}");
        }
    }

    #[test]
    fn what_is_no_known_label_names_no_column() {
        let source = "Name\tAnn Cole\nSSN\t536904399\nPhone\t7756642142\nMaria Lopez\t7756642143\n";
        let sink = read_whole(&*open(source).unwrap(), source.as_bytes());
        assert_eq!(sink.column_names(), ["Name", "SSN", "Phone"]);
        assert_eq!(sink.text_of(source.as_bytes()), ["Maria Lopez\t7756642143"]);
    }

    #[test]
    fn tables_of_two_columns_are_none() {
        for source in [
            "name,phone\nAnn Cole,7756642142\nBob Ray,7756642143\n",
            "type,phone\nhome,7756642142\nwork,7756642143\n",
            "phone,7756642142\nphone,7756642143\nphone,7756642144\n",
            "Ann Cole\t7756642142\nBob Ray\t7756642143\n",
            "column,type\nssn,char(9)\nphone,varchar(20)\nname,text\n",
            "name,Nombre\nphone,Teléfono\nstreet,Calle\n",
            "home,7756642142\nwork,7756642143\nhome,7756642144\nwork,7756642145\nhome,7756642146\n",
            "home,7756642142\nwork,7756642143\nmobile,7756642144\nfax,7756642145\nhome,7756642146\n",
            "mary_jones,424-43-7644\njohn_smith,212-65-1234\nann_cole,536-22-8713\nbob_ray,401-33-9087\n",
            "password,97.22%\nphone,31.40%\nemail,12.01%\nname,99.10%\n",
            "NAME      PHONE       CITY\nANN COLE  7756642142  RENO\n",
        ] {
            assert!(open(source).is_none(), "{source}");
        }
    }
}
