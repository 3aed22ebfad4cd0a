//! Stanzas: blocks of `Name: value` lines, one record each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::columns::Columns;
use super::pairs::Pair;
use crate::batch::Escape;
use crate::records::lines::{self, Line};
use crate::records::{BatchSink, Consumed, Flow, Head, Piece, Reader, State, TextClass};

/// Reads blocks of `Name: value` lines.
#[derive(Debug)]
pub(super) struct StanzaReader;

/// What a line of a stanza is.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    Pair(Pair),
    /// Ends the record.
    End,
    Other,
}

/// Tells whether `head` is made of stanzas: nearly all lines are pairs, in two or more blocks that share keys and seldom
/// repeat one.
pub(super) fn recognise(head: &Head<'_>) -> bool {
    let bytes = lines::whole_lines(head, b'\n');
    are_stanzas(bytes, lines::count_up_to(LINES_MAX, b'\n', bytes))
}

/// Lines that are looked at.
const LINES_MAX: usize = 400;

/// The same for lines of which no more than `lines_max` will be looked at.
fn are_stanzas(bytes: &[u8], lines_max: usize) -> bool {
    /// Two pairs in each of two blocks, and a line between them.
    const LINES_MIN: usize = 5;
    if lines_max < LINES_MIN {
        return false;
    }
    let (mut filled, mut paired, mut folded, mut blocks) = (0_usize, 0_usize, 0_usize, 0_usize);
    // A record names each thing once; in a conversation the same speakers come again and again.
    let mut repeated = 0_usize;
    let mut blocks_of_key: BTreeMap<&[u8], usize> = BTreeMap::new();
    let mut keys: BTreeSet<&[u8]> = BTreeSet::new();
    let end = Line { start: 0, end: 0, next: 0 };
    for line in lines::lines(b'\n', bytes).take(LINES_MAX).chain([end]) {
        match role(bytes, &line) {
            Role::Pair(pair) => {
                let is_new = keys.insert(bytes.get(pair.key.clone()).unwrap_or_default());
                repeated += usize::from(!is_new);
                // In YAML many keys have nothing but a nested block.
                (filled, paired) = (filled + 1, paired + usize::from(pair.is_quoted || !pair.value.is_empty()));
            }
            Role::End => {
                blocks += usize::from(keys.len() >= 2);
                for key in std::mem::take(&mut keys) {
                    *blocks_of_key.entry(key).or_default() += 1;
                }
            }
            // Folded lines belong to the pair above them.
            Role::Other if line.of(bytes).starts_with(b" ") => folded += 1,
            Role::Other => filled += 1,
        }
        // Prose and code are seen off after a few lines: what is left cannot make up for these.
        if (filled - paired) * 5 > lines_max || folded * 2 > lines_max {
            return false;
        }
    }
    let shared = blocks_of_key.values().filter(|count| **count >= 2 && **count * 2 >= blocks).count();
    blocks >= 2 && shared >= 2 && paired * 5 >= filled * 4 && folded <= paired && repeated * 4 <= paired
}

fn role(bytes: &[u8], line: &Line) -> Role {
    let content = line.of(bytes);
    if is_end(content) {
        return Role::End;
    }
    match pair(bytes, line) {
        Some(pair) => Role::Pair(pair),
        None => Role::Other,
    }
}

/// A blank line, a line of stars, dashes or equals signs (`mysql \G` numbers the row in it), `END:VCARD`.
fn is_end(content: &[u8]) -> bool {
    let content = content.trim_ascii_start();
    matches!(
        content,
        [] | [b'E', b'N', b'D', b':', ..] | [b'*', b'*', b'*', ..] | [b'-', b'-', b'-', ..] | [b'=', b'=', b'=', ..]
    )
}

/// `Name: value`, `Name:value`, or `name:: value` (LDIF, base64).
fn pair(bytes: &[u8], line: &Line) -> Option<Pair> {
    const KEY_LEN_MAX: usize = 48;
    const KEY_WORDS_MAX: usize = 5;
    let content = line.of(bytes);
    let colon = memchr::memchr(b':', content.get(..content.len().min(KEY_LEN_MAX + 16))?)?;
    let key = trim(bytes, line.start..line.start + colon);
    let name = bytes.get(key.clone())?;
    let is_key = name.first().is_some_and(u8::is_ascii_alphabetic)
        && name.len() <= KEY_LEN_MAX
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b" _-./;=()".contains(byte))
        && name.iter().filter(|byte| byte.is_ascii_digit()).count() <= 4
        && name.split(|byte| *byte == b' ').count() <= KEY_WORDS_MAX;
    let after = content.get(colon + 1..)?;
    // URLs and paths of modules are no pairs.
    if !is_key || after.starts_with(b"//") || (after.starts_with(b":") && !after.starts_with(b": ")) {
        return None;
    }
    let start = line.start + colon + 1 + usize::from(after.starts_with(b":"));
    let value = trim(bytes, start..line.end);
    Some(match unquoted(bytes, &value) {
        Some((value, escape)) => Pair { key, value, escape, is_quoted: true, end: line.end },
        None => Pair { key, value, escape: Escape::None, is_quoted: false, end: line.end },
    })
}

/// What stands between quotes around the whole value, and how quotes in it are written: doubled between single ones, behind a
/// backslash between double ones, as in YAML.
fn unquoted(bytes: &[u8], value: &Range<usize>) -> Option<(Range<usize>, Escape)> {
    let raw = bytes.get(value.clone())?;
    let (&quote @ (b'"' | b'\''), inner) = raw.split_first()? else { return None };
    let inner = inner.strip_suffix(&[quote])?;
    let span = value.start + 1..value.end - 1;
    let is_escaped = memchr::memchr(if quote == b'"' { b'\\' } else { quote }, inner).is_some();
    let mut rest = inner;
    while let Some(at) = memchr::memchr2(quote, b'\\', rest) {
        let pair = rest.get(at..at + 2);
        let is_whole = match rest.get(at) {
            // A quote alone ends something within: `"a" and "b"`.
            Some(&byte) if byte == quote => quote == b'\'' && pair == Some(b"''"),
            _ => quote == b'\'' || pair.is_some(),
        };
        if !is_whole {
            return None;
        }
        let is_single = quote == b'\'' && rest.get(at) == Some(&b'\\');
        rest = rest.get(at + if is_single { 1 } else { 2 }..).unwrap_or_default();
    }
    let escape = match (is_escaped, quote) {
        (false, _) => Escape::None,
        (true, b'"') => Escape::Json,
        (true, quote) => Escape::Doubled(quote),
    };
    Some((span, escape))
}

fn trim(bytes: &[u8], span: Range<usize>) -> Range<usize> {
    let content = bytes.get(span.clone()).unwrap_or_default();
    let start = span.start + (content.len() - content.trim_ascii_start().len());
    let end = span.end - (content.len() - content.trim_ascii_end().len());
    start.min(end)..end
}

impl Reader for StanzaReader {
    /// A record ends behind the next line that ends one.
    fn predict(&self, _state: &State, bytes: &[u8], len_wanted: usize) -> Option<(usize, State)> {
        const LINES_MAX: usize = 1000;
        let from = lines::predict(b'\n', bytes, len_wanted)?;
        let rest = bytes.get(from..)?;
        let mut whole_lines = lines::lines(b'\n', rest).take(LINES_MAX);
        let line = whole_lines.find(|line| role(rest, line) == Role::End && rest.get(line.next - 1) == Some(&b'\n'))?;
        Some((from + line.next, State::Between))
    }

    fn read(&self, piece: &Piece<'_>, sink: &mut dyn BatchSink) -> Consumed {
        let mut columns = Columns::new(piece.bytes, sink);
        let mut len = 0;
        while let Some(end) = block_end(piece, len) {
            if read_block(&mut columns, piece.bytes, len..end).is_break() {
                len = end;
                break;
            }
            len = end;
        }
        if len == 0 && piece.must_consume {
            len = lines::boundary_near_end(piece.bytes);
            // The piece ends here, so there is nothing left that the sink could stop.
            let _: Flow = read_block(&mut columns, piece.bytes, 0..len);
        }
        // As above.
        let _: Flow = columns.flush();
        Consumed { len, state: if len == 0 { piece.state.clone() } else { State::Between } }
    }
}

/// Where the block that starts at `start` ends, with the line that ends it.
fn block_end(piece: &Piece<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    while let Some(line) = Line::at(b'\n', piece.bytes, at, piece.at_end) {
        at = line.next;
        if is_end(line.of(piece.bytes)) {
            return Some(at);
        }
    }
    (piece.at_end && at > start).then_some(at)
}

fn read_block(columns: &mut Columns<'_, '_>, bytes: &[u8], block: Range<usize>) -> Flow {
    let mut at = block.start;
    let block_bytes = bytes.get(..block.end).unwrap_or_default();
    while let Some(line) = Line::at(b'\n', block_bytes, at, true) {
        at = line.next;
        match role(bytes, &line) {
            Role::Pair(pair) => columns.push(&pair),
            Role::End => columns.text(line.start..line.end, TextClass::Structure)?,
            Role::Other => columns.text(line.start..line.end, TextClass::Text)?,
        }
    }
    if columns.is_record_open() { columns.end_record() } else { Flow::Continue(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotes_around_values_are_no_part_of_them() {
        let of = |text: &str| {
            let pair = pair(text.as_bytes(), &Line { start: 0, end: text.len(), next: text.len() }).unwrap();
            (text.get(pair.value).unwrap().to_owned(), pair.escape, pair.is_quoted)
        };
        assert_eq!(of("card: '4670242201804126'"), ("4670242201804126".to_owned(), Escape::None, true));
        assert_eq!(of("card: \"4670242201804126\" "), ("4670242201804126".to_owned(), Escape::None, true));
        assert_eq!(of("name: 'O''Neil \\'"), ("O''Neil \\".to_owned(), Escape::Doubled(b'\''), true));
        assert_eq!(of(r#"name: "a \"b\" \u00e9""#), (r#"a \"b\" \u00e9"#.to_owned(), Escape::Json, true));
        assert_eq!(of("name: ''"), (String::new(), Escape::None, true));
        for open in [r#""a" and "b""#, "'a' and 'b'", "'", "\"", r#""a\""#, "'a''", "O'Neil", "'tis"] {
            assert_eq!(of(&format!("name: {open}")), (open.to_owned(), Escape::None, false));
        }
    }

    proptest! {
        #[test]
        fn giving_up_early_changes_no_verdict(
            lines in prop::collection::vec(prop_oneof![4 => "(Name|Mail|Age): [a-z]{0,3}", 2 => Just(String::new()), 1 => " [a-z]{1,4}", 1 => "[a-z ]{1,6}"], 0..30)
        ) {
            let text = lines.join("\n");
            let bytes = text.as_bytes();
            let lines_max = lines::count_up_to(LINES_MAX, b'\n', bytes);
            prop_assert_eq!(are_stanzas(bytes, lines_max), are_stanzas(bytes, LINES_MAX * 10), "{}", text);
        }
    }
}
