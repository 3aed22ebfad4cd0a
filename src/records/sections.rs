//! Format `sections`: several delimited tables in one file, one below the other, each under its own header.
//!
//! Exports of several queries are written so. A section begins with a line that could be a header (words alone, as many as the
//! line below it has cells, of which some are numbers) behind an empty line or where the number of cells changes. Each section
//! is read as a file of its own. Only files that fit into a head are looked at.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{self, Line};
use super::nested::{self, Inner};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, delimited};

/// What may stand between the cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b'|', b';'];
/// More sections are no list of results.
const SECTIONS_MAX: usize = 200;

/// The format.
#[derive(Debug)]
pub struct Sections;

impl Format for Sections {
    fn name(&self) -> &'static str {
        "sections"
    }

    fn may_be(&self, census: &Census) -> bool {
        const LINES_MIN: u32 = 4;
        const LINES_OF_A_CELL: u32 = 8;
        let lines = census.lines();
        let has_delimiter =
            || DELIMITERS.into_iter().any(|delimiter| census.count(delimiter) * LINES_OF_A_CELL >= lines);
        census.is_cut() || lines >= LINES_MIN && has_delimiter()
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        if !head.is_whole {
            return None;
        }
        let sections = sections(head.bytes)?;
        let is_table = |span: &Range<usize>| {
            let bytes = head.bytes.get(span.clone()).unwrap_or_default();
            // What begins within a quoted cell is no section.
            let are_closed = memchr::memchr_iter(b'"', bytes).count().is_multiple_of(2);
            are_closed && delimited::has_header(&Head { bytes, ..*head })
        };
        let are_tables = sections.len() > 1 && sections.iter().all(is_table);
        are_tables.then(|| Box::new(SectionsReader { sections }) as Box<dyn Reader>)
    }
}

/// Where the sections of a source lie, one behind the other; `None` where it does not begin with a header.
fn sections(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let start = lines::bom_len(bytes);
    let all = || {
        let text = bytes.get(start..).unwrap_or_default();
        lines::lines(b'\n', text).map(move |line| Line {
            start: line.start + start,
            end: line.end + start,
            next: line.next + start,
        })
    };
    let first = all().find(|line| !lines::is_blank(line.of(bytes)))?;
    let count = |line: &[u8], delimiter: u8| memchr::memchr_iter(delimiter, line).count();
    let delimiter = DELIMITERS.into_iter().max_by_key(|delimiter| count(first.of(bytes), *delimiter))?;
    let begins = |line: &Line| {
        let content = line.of(bytes);
        let cells = count(content, delimiter);
        let below = || Line::at(b'\n', bytes, line.next, true);
        cells > 0
            && is_of_words(content, delimiter)
            && below().is_some_and(|below| {
                let row = below.of(bytes);
                count(row, delimiter) == cells && row.iter().any(u8::is_ascii_digit)
            })
    };
    if !begins(&first) {
        return None;
    }
    let mut starts = vec![start];
    let (mut is_after_blank, mut cells) = (false, count(first.of(bytes), delimiter));
    for line in all().skip_while(|line| line.start <= first.start) {
        let content = line.of(bytes);
        if lines::is_blank(content) {
            is_after_blank = true;
            continue;
        }
        let own = count(content, delimiter);
        // The same header again is one of a page.
        if (is_after_blank || own != cells) && content != first.of(bytes) && begins(&line) {
            starts.push(line.start);
            if starts.len() > SECTIONS_MAX {
                return None;
            }
        }
        (is_after_blank, cells) = (false, own);
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    Some(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

/// Whether every cell is a word or some, without a digit at its beginning.
fn is_of_words(line: &[u8], delimiter: u8) -> bool {
    line.split(|byte| *byte == delimiter).all(|cell| {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b"\"").unwrap_or(cell);
        cell.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80)
            && !cell.contains(&b'@')
    })
}

#[derive(Debug)]
struct SectionsReader {
    sections: Vec<Range<usize>>,
}

impl Reader for SectionsReader {
    fn reads_whole(&self) -> bool {
        true
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        for (index, span) in self.sections.iter().enumerate() {
            let span = span.start.min(piece.bytes.len())..span.end.min(piece.bytes.len());
            let name = if index == 0 { String::new() } else { format!("#{}", index + 1) };
            let bytes = piece.bytes.get(span.clone()).unwrap_or_default();
            let inner = Inner { bytes, name: &name, span, is_verbatim: true };
            let flow: Flow = nested::read(piece.bytes, &inner, sink);
            if flow.is_break() {
                break;
            }
        }
        Consumed { len: piece.bytes.len(), state: State::Between }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{head_of, read_whole};

    fn open(source: &str) -> Option<Box<dyn Reader>> {
        Sections.open(&head_of(source.as_bytes()))
    }

    #[test]
    fn tables_below_each_other_have_their_own_columns() {
        let narrow = "id,price\n1,2.5\n2,3.5\n3,4.5\n";
        let wide = "id,name,ssn\n7,Ann Cole,536-90-4399\n8,Bob Ray,401-33-9087\n";
        let other = "nr,weight\n1,70\n2,80\n";
        for (source, names) in [
            (format!("{narrow}{wide}"), ["id", "name", "ssn"].as_slice()),
            (format!("{narrow}\n{wide}"), &["id", "name", "ssn"]),
            (format!("{narrow}\n{other}"), &["nr", "weight"]),
        ] {
            for delimiter in [",", "\t", ";", "|"] {
                let source = source.replace(',', delimiter);
                let reader = open(&source).unwrap_or_else(|| panic!("{source}"));
                let found = read_whole(&*reader, source.as_bytes());
                let of = |name: &str| found.columns[name].iter().map(|spec| spec.name.clone()).collect::<Vec<_>>();
                assert_eq!(of(""), ["id", "price"], "{source}");
                assert_eq!(of("#2"), names, "{source}");
                assert_eq!(found.records.len(), 5, "{source}");
                found.assert_covers(source.as_bytes(), |_| false);
            }
        }
    }

    #[test]
    fn one_table_is_no_list_of_sections() {
        for source in [
            "id,price\n1,2.5\n2,3.5\n",
            "id,price\n1,2.5\n\nid,price\n2,3.5\n",
            "id,name\n1,Ann\nCole,Ray\n2,Bob\n",
            "id,note\n1,\"as seen\n\nname,born\nAnn,1950\nBob,1960\"\n2,b\n",
            "Dear all, hello\nwe meet at 5, as ever\n\nBest, Ann\n",
            "",
        ] {
            assert!(open(source).is_none(), "{source}");
        }
    }
}
