//! Format `gedcom`: family trees as genealogists exchange them (GEDCOM 5.5.1 and 7.0).
//!
//! ```text
//! 0 @I1@ INDI              a record: level, identifier, kind
//! 1 NAME Ann /Cole/        what is one level below belongs to it; the family name stands between slashes
//! 1 BIRT
//! 2 DATE 3 MAR 1950        a column is called after the tags that lead to it, in words: `birth_date`
//! ```
//!
//! Records of one kind are a table. A line without a level goes on with the value above it. The header, the end and such lines
//! outside of records are text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{self, Line};
use super::rows::Rows;
use super::{BatchSink, Census, Consumed, Format, Head, Piece, Reader, State, TextClass};

/// Lines that are looked at.
const LINES_CHECKED: usize = 50;
/// Levels deeper than any.
const LEVELS_MAX: usize = 99;
/// The longest tag.
const TAG_LEN_MAX: usize = 31;

/// The format.
#[derive(Debug)]
pub struct Gedcom;

impl Format for Gedcom {
    fn name(&self) -> &'static str {
        "gedcom"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.is_cut() || census.lines() > 2
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        let start = lines::bom_len(head.bytes);
        let bytes = lines::whole_lines(head, b'\n');
        let text = bytes.get(start..)?;
        let mut lines = lines::lines(b'\n', text).filter(|line| !lines::is_blank(line.of(text))).take(LINES_CHECKED);
        lines.next().filter(|line| line.of(text).trim_ascii() == b"0 HEAD")?;
        let (count, tagged) = lines.fold((0, 0), |(count, tagged), line| {
            (count + 1, tagged + usize::from(Tagged::of(line.of(text)).is_some()))
        });
        (count > 0 && tagged * 10 >= count * 9).then(|| Box::new(GedcomReader) as Box<dyn Reader>)
    }
}

/// A line, and where the value stands in it.
struct Tagged<'a> {
    level: usize,
    tag: &'a [u8],
    value: Range<usize>,
}

impl<'a> Tagged<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        let lead = line.len() - line.trim_ascii_start().len();
        let rest = line.get(lead..)?;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let level = std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok().filter(|level| *level <= LEVELS_MAX)?;
        let mut at = lead + digits;
        let mut word = || {
            let rest = line.get(at..).and_then(|rest| rest.strip_prefix(b" "))?;
            let len = rest.iter().take_while(|byte| **byte != b' ').count();
            at += 1 + len;
            rest.get(..len).filter(|word| !word.is_empty())
        };
        let mut tag = word()?;
        if tag.starts_with(b"@") && tag.ends_with(b"@") && tag.len() > 1 {
            tag = word()?;
        }
        let is_tag = tag.len() <= TAG_LEN_MAX && tag.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let content = line.get(at..)?;
        let start = at + (content.len() - content.trim_ascii_start().len());
        is_tag.then(|| Self { level, tag, value: start..start + content.trim_ascii().len() })
    }
}

/// What a tag is in words, where a table has other ones.
fn word(tag: &[u8]) -> String {
    let word = match tag {
        b"NAME" => "name",
        b"GIVN" => "given_name",
        b"SURN" => "surname",
        b"NICK" => "nickname",
        b"BIRT" => "birth",
        b"CHR" | b"BAPM" => "baptism",
        b"DEAT" => "death",
        b"BURI" => "burial",
        b"MARR" => "marriage",
        b"DATE" => "date",
        // From the smallest on: `Tulsa, Tulsa County, Oklahoma`.
        b"PLAC" => "place_city",
        b"RESI" => "residence",
        b"ADDR" => "address",
        b"ADR1" => "street_address",
        b"CITY" => "city",
        b"STAE" => "state",
        b"POST" => "zip_code",
        b"CTRY" => "country",
        b"PHON" => "phone",
        b"EMAI" | b"EMAIL" => "email",
        b"SSN" => "ssn",
        b"OCCU" => "occupation",
        b"RELI" => "religion",
        b"NOTE" => "note",
        other => return String::from_utf8_lossy(other).to_ascii_lowercase(),
    };
    word.to_owned()
}

#[derive(Debug)]
struct GedcomReader;

impl Reader for GedcomReader {
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        let before = bytes.get(..len_wanted.min(bytes.len()))?;
        memchr::memmem::rfind(before, b"\n0 ").map(|at| (at + 1, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let Piece { bytes, at_end, must_consume, .. } = *piece;
        let whole = match memchr::memmem::rfind(bytes, b"\n0 ") {
            _ if at_end => bytes.len(),
            Some(at) => at + 1,
            // One record is longer than a piece: it goes on as another.
            None if must_consume => memchr::memrchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1),
            None => return Consumed { len: 0, state: piece.state.clone() },
        };
        let mut rows = Rows::new(bytes, sink);
        let mut record = Record { path: Vec::new(), is_open: false };
        let mut at = lines::bom_len(bytes);
        while at < whole
            && let Some(line) = Line::at(b'\n', bytes, at, true).filter(|_| !rows.is_stopped)
        {
            at = line.next;
            record.line(&mut rows, bytes, &line);
        }
        record.end(&mut rows);
        rows.flush();
        Consumed { len: if rows.is_stopped { at } else { whole }, state: State::Between }
    }
}

/// The record that lines belong to.
struct Record {
    /// The tags that lead to the last line, in words; the kind of the record is not among them.
    path: Vec<String>,
    is_open: bool,
}

impl Record {
    fn line(&mut self, rows: &mut Rows<'_, '_>, bytes: &[u8], line: &Line) {
        let content = line.of(bytes);
        let Some(Tagged { level, tag, value }) = Tagged::of(content) else {
            let span = lines::trim_spaces(bytes, line.start..line.end);
            // Before such a level a piece may be cut.
            if self.is_open && !self.path.is_empty() && !content.starts_with(b"0 ") {
                cell(rows, &self.path.join("_"), span);
            } else {
                self.end(rows);
                rows.text(line.start..line.end, TextClass::Text);
            }
            return;
        };
        if level == 0 {
            self.end(rows);
            if matches!(tag, b"HEAD" | b"TRLR") {
                rows.text(line.start..line.end, TextClass::Structure);
                return;
            }
            rows.table(&String::from_utf8_lossy(tag));
            self.is_open = true;
            self.path.clear();
            let column = word(tag);
            cell(rows, &column, line.start + value.start..line.start + value.end);
            return;
        }
        if !self.is_open {
            rows.text(line.start..line.end, TextClass::Structure);
            return;
        }
        // What lacks its parent belongs to the last line that could be one.
        self.path.truncate(level - 1);
        let value = line.start + value.start..line.start + value.end;
        let continues = matches!(tag, b"CONT" | b"CONC");
        if !continues {
            self.path.push(word(tag));
        }
        let column = self.path.join("_");
        if tag == b"NAME" && self.path.len() == 1 {
            name(rows, bytes, value);
        } else {
            cell(rows, &column, value);
        }
    }

    fn end(&mut self, rows: &mut Rows<'_, '_>) {
        if self.is_open {
            rows.end_record();
        }
        self.is_open = false;
    }
}

fn cell(rows: &mut Rows<'_, '_>, column: &str, value: Range<usize>) {
    if !value.is_empty() {
        let column = rows.named(column);
        rows.verbatim(column, &value);
    }
}

/// The parts of `Ann /Cole/ Jr.`; a name without slashes is whole.
fn name(rows: &mut Rows<'_, '_>, bytes: &[u8], value: Range<usize>) {
    let written = bytes.get(value.clone()).unwrap_or_default();
    let mut slashes = memchr::memchr_iter(b'/', written).map(|at| value.start + at);
    let (Some(open), Some(close)) = (slashes.next(), slashes.next()) else {
        cell(rows, "name", value);
        return;
    };
    for (column, part) in
        [("first_name", value.start..open), ("last_name", open + 1..close), ("name_suffix", close + 1..value.end)]
    {
        cell(rows, column, lines::trim_spaces(bytes, part));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    const TREE: &str = "0 HEAD\n1 SOUR X\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Ann Lee /Cole/\n1 SEX F\n1 BIRT\n\
                        2 DATE 3 MAR 1950\n2 PLAC Reno\n1 EMAIL ann@example.com\n0 @I2@ INDI\n1 NAME Bob\n1 DEAT Y\n2 DATE 1 JAN 2001\n\
                        1 NOTE one\n2 CONT two\n0 @F1@ FAM\n1 HUSB @I2@\n0 TRLR\n";

    fn open(source: &str) -> Option<Box<dyn Reader>> {
        Gedcom.open(&head_of(source.as_bytes()))
    }

    #[test]
    fn persons_are_records_with_columns_in_words() {
        for source in [TREE.to_owned(), TREE.replace('\n', "\r\n"), format!("\u{FEFF}{TREE}")] {
            let reader = open(&source).expect("a family tree");
            assert_cuts_agree(&*reader, source.as_bytes());
            let found = read_whole(&*reader, source.as_bytes());
            let of = |name: &str| found.columns[name].iter().map(|spec| spec.name.clone()).collect::<Vec<_>>();
            let persons = [
                "first_name",
                "last_name",
                "sex",
                "birth_date",
                "birth_place_city",
                "email",
                "name",
                "death",
                "death_date",
                "note",
            ];
            assert_eq!(of("INDI"), persons);
            assert_eq!(of("FAM"), ["husb"]);
            assert_eq!(found.rows()[0], ["Ann Lee", "Cole", "F", "3 MAR 1950", "Reno", "ann@example.com"]);
            assert_eq!(found.rows()[1], ["Bob", "Y", "1 JAN 2001", "one", "two"]);
        }
    }

    #[test]
    fn a_line_without_a_level_goes_on_with_the_value_above_it() {
        let source = TREE.replace("1 NOTE one\n", "1 NOTE one\nand more\n");
        let reader = open(&source).expect("a family tree");
        assert_cuts_agree(&*reader, source.as_bytes());
        let found = read_whole(&*reader, source.as_bytes());
        assert_eq!(found.rows()[1], ["Bob", "Y", "1 JAN 2001", "one", "and more", "two"]);
    }

    #[test]
    fn other_numbered_lines_are_none() {
        for source in
            ["0 HEAD\n", "1 one\n2 two\n3 three\n", "0 HEAD\nprose of some length, and more\nno tags here\n", ""]
        {
            assert!(open(source).is_none(), "{source}");
        }
    }

    #[test]
    fn what_begins_like_a_record_ends_the_one_before() {
        let source = format!("{TREE}0 A\n1 A\n0 /\nmore\n");
        assert_cuts_agree(&*open(TREE).expect("a family tree"), source.as_bytes());
    }

    proptest! {
        #[test]
        fn arbitrary_lines_never_panic(body in "([0-9]{0,3} ?(@I1@ )?[A-Z]{0,4} ?[a-z/ ]{0,6}\n){0,20}") {
            let source = format!("{TREE}{body}");
            let reader = open(TREE).expect("a family tree");
            read_whole(&*reader, source.as_bytes());
            assert_cuts_agree(&*reader, source.as_bytes());
        }
    }
}
