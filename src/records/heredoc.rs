//! Format `heredoc`: scripts of a shell that hold tables, statements or documents in here-documents.
//!
//! ```text
//! cat > people.csv <<'EOF'
//! id,name,ssn
//! ...
//! EOF
//! ```
//!
//! What stands between is read as a file of its own by the format that knows it, and the script around it is text. Only scripts are
//! taken that hold a table of delimited values or the rows of one in SQL; all others are text.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::ops::Range;

use super::lines::{self, Line};
use super::nested::{self, Inner};
use super::{BatchSink, Census, Consumed, Flow, Format, Head, Piece, Reader, State, TextClass};
use crate::decode::packed;

/// Documents of a script that are read as files of their own; those behind them are text.
const DOCUMENTS_MAX: u64 = 200;

/// The format.
#[derive(Debug)]
pub struct Heredoc;

impl Format for Heredoc {
    fn name(&self) -> &'static str {
        "heredoc"
    }

    fn may_be(&self, census: &Census) -> bool {
        census.count(b'<') >= 2 && census.lines() > 3 || census.is_cut()
    }

    fn open(&self, head: &Head<'_>) -> Option<Box<dyn Reader>> {
        if !head.bytes.starts_with(b"#!") {
            return None;
        }
        let mut at = 0;
        while let Some(document) = next_document(head.bytes, at, true) {
            if is_table(head.bytes.get(document.body.clone()).unwrap_or_default()) {
                return Some(Box::new(HeredocReader));
            }
            at = document.end;
        }
        None
    }
}

/// Whether a document holds rows.
fn is_table(body: &[u8]) -> bool {
    const VERBS: [&[u8]; 3] = [b"INSERT INTO ", b"insert into ", b"COPY "];
    packed::is_table(body) || VERBS.iter().any(|verb| memchr::memmem::find(body, verb).is_some())
}

/// A here-document.
struct Document {
    body: Range<usize>,
    /// Where the line ends that ends it.
    end: usize,
}

/// The first document that begins behind `from`, a line's beginning. One that does not end before the bytes do is none unless
/// they are all.
fn next_document(bytes: &[u8], from: usize, at_end: bool) -> Option<Document> {
    let mut at = from;
    loop {
        let line = Line::at(b'\n', bytes, at, at_end)?;
        at = line.next;
        let Some((word, is_set_in)) = delimiter(line.of(bytes)) else { continue };
        let mut end = line.next;
        while let Some(last) = Line::at(b'\n', bytes, end, at_end) {
            let content = last.of(bytes);
            let content = content.strip_suffix(b"\r").unwrap_or(content);
            let tabs = content.iter().take_while(|&&byte| is_set_in && byte == b'\t').count();
            if content.get(tabs..) == Some(word) {
                return Some(Document { body: line.next..end, end: last.next });
            }
            end = last.next;
        }
        // It has no end, or that is not here yet.
        return None;
    }
}

/// The word that ends the document that a line begins, and whether tabs may stand before it: `<<EOF`, `<<-'END'`.
fn delimiter(line: &[u8]) -> Option<(&[u8], bool)> {
    const WORD_MAX: usize = 40;
    let at = memchr::memmem::find(line, b"<<")?;
    let is_comment = line.trim_ascii_start().starts_with(b"#");
    // `$((1 << BITS))`
    let before = line.get(..at).unwrap_or_default();
    let is_sum = memchr::memmem::rfind(before, b"((")
        .is_some_and(|open| before.get(open..).is_some_and(|sum| memchr::memmem::find(sum, b"))").is_none()));
    let rest = line.get(at + 2..).filter(|rest| !rest.starts_with(b"<") && !is_comment && !is_sum)?;
    let (rest, is_set_in) = rest.strip_prefix(b"-").map_or((rest, false), |rest| (rest, true));
    let rest = rest.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"'")
        .or_else(|| rest.strip_prefix(b"\""))
        .or_else(|| rest.strip_prefix(b"\\"))
        .unwrap_or(rest);
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let len = rest.iter().take(WORD_MAX + 1).take_while(|byte| is_word(byte)).count();
    let word = rest.get(..len).filter(|word| (1..=WORD_MAX).contains(&word.len()))?;
    // `1 << 2` is no document.
    word.first().is_some_and(|byte| !byte.is_ascii_digit()).then_some((word, is_set_in))
}

#[derive(Debug)]
struct HeredocReader;

impl Reader for HeredocReader {
    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let bytes = piece.bytes;
        let mut at = 0;
        // The tables of later ones are called after their numbers.
        let mut number = match piece.state {
            State::Inside(count) => count.parse().unwrap_or(0_u64),
            _ => 0,
        };
        while number < DOCUMENTS_MAX
            && let Some(document) = next_document(bytes, at, piece.at_end)
        {
            number += 1;
            let name = if number == 1 { String::new() } else { format!("#{number}") };
            let body = bytes.get(document.body.clone()).unwrap_or_default();
            let inner = Inner { bytes: body, name: &name, span: document.body.clone(), is_verbatim: true };
            let around = at..document.body.start;
            at = document.end;
            if sink.text(bytes, around, TextClass::Text).is_break() || nested::read(bytes, &inner, sink).is_break() {
                return Consumed { len: bytes.len(), state: State::Between };
            }
        }
        // A document that has not ended yet is left for the next piece, with the line that begins it.
        let rest = at;
        let mut len = if piece.at_end { bytes.len() } else { at };
        if !piece.at_end {
            let is_text = |line: &Line| number >= DOCUMENTS_MAX || delimiter(line.of(bytes)).is_none();
            while let Some(line) = Line::at(b'\n', bytes, len, false).filter(is_text) {
                len = line.next;
            }
        }
        if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(bytes);
        }
        if len > rest {
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: Flow = sink.text(bytes, rest..len, TextClass::Text);
        }
        let state = if number == 0 { piece.state.clone() } else { State::Inside(number.to_string().into()) };
        Consumed { len, state }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{assert_cuts_agree, head_of, read_whole};

    const SCRIPT: &str = "#!/bin/sh\n# a << b is not one\ncat > x.csv <<'EOF'\nid,name,ssn\n1,Ann Lee,219-09-9999\n2,Bob Ray,219-09-9998\nEOF\necho done, call 1 << 2\n\
        mysql <<-END\nINSERT INTO t (a, b) VALUES (1, 'x');\n\tEND\ncat <<< word\n";

    #[test]
    fn documents_are_read_by_the_formats_that_know_them() {
        let reader = Heredoc.open(&head_of(SCRIPT.as_bytes())).unwrap();
        let found = read_whole(&*reader, SCRIPT.as_bytes());
        assert_eq!(
            found.rows(),
            [vec!["1", "Ann Lee", "219-09-9999"], vec!["2", "Bob Ray", "219-09-9998"], vec!["1", "x"]]
        );
        assert_eq!(&SCRIPT.as_bytes()[found.cell_spans[2].clone()], b"219-09-9999");
        assert_eq!(found.records[2].0, "#2.t");
        // The words that end documents, and the statement before a tuple, say nothing.
        found.assert_covers(SCRIPT.as_bytes(), |at| {
            let before = &SCRIPT.as_bytes()[..at];
            let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
            let line = SCRIPT.as_bytes()[start..].trim_ascii_start();
            [&b"EOF"[..], b"END", b"INSERT"].iter().any(|word| line.starts_with(word))
        });
        assert_cuts_agree(&*reader, SCRIPT.as_bytes());
    }

    #[test]
    fn documents_beyond_the_bound_are_text_and_shifts_are_no_documents() {
        let document = "cat <<EOF\nid,name,ssn\n1,Ann Lee,219-09-9999\n2,Bob Ray,219-09-9998\nEOF\n";
        let script = format!("#!/bin/sh\nx=$((1 << BITS))\n{}", document.repeat(250));
        let reader = Heredoc.open(&head_of(script.as_bytes())).unwrap();
        let found = read_whole(&*reader, script.as_bytes());
        assert_eq!(found.records.len(), 2 * 200);
        found.assert_covers(script.as_bytes(), |at| {
            let start = memchr::memrchr(b'\n', &script.as_bytes()[..at]).map_or(0, |end| end + 1);
            [&b"EOF"[..], b"id,name,ssn"].iter().any(|word| script.as_bytes()[start..].starts_with(word))
        });
    }

    #[test]
    fn other_scripts_are_text() {
        let usage = "#!/bin/sh\ncat <<EOF\nUsage: x [a,b,c]\n  -a, -b, or -c\nEOF\n";
        for text in [
            usage,
            "#!/bin/sh\necho $((1 << 2))\n",
            "id,name,ssn\n<<EOF\n",
            "#!/bin/sh\ncat <<EOF\nid,name,ssn\n1,a,b\n2,c,d\n",
        ] {
            assert!(Heredoc.open(&head_of(text.as_bytes())).is_none(), "{text}");
        }
    }
}
