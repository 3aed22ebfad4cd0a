//! Rows whose statement is not there, or none that is known: a dump that was cut into parts, of which all but the first begin within
//! a tuple, and lists of rows in other statements (`MERGE INTO t USING (VALUES (1, 'x'), (2, 'y')) AS s (id, name) ...`).

use std::sync::Arc;

use super::lexer::{identifier, is_any, skip_space, word};
use super::recognise::dialect;
use super::state::{Context, Place, Schema, SqlState, Target};
use super::tuple::{Cells, tuple};
use crate::batch::BatchBuf;
use crate::records::Head;

/// Where the rows begin, and the state there.
pub(super) struct Tail {
    pub(super) start: usize,
    pub(super) state: SqlState,
}

/// Rows of literals that tell what they are.
const TUPLES_MIN: usize = 3;
const VALUES_MIN: usize = 2;

/// Rows that the head begins with, behind the rest of one or a statement that is no INSERT.
pub(super) fn tail(head: &Head<'_>) -> Option<Tail> {
    let bytes = head.bytes;
    let open = behind_rest(bytes).or_else(|| behind_values(bytes))?;
    let context = Context::new(dialect(bytes));
    let names = names_behind(bytes, open, &context)?;
    let target = Target::new(String::new(), names, None, &Schema::default());
    Some(Tail { start: open, state: SqlState { context, place: Place::Tuple(Arc::new(target)) } })
}

/// The first tuple behind the rest of one: no other line stands before it.
fn behind_rest(bytes: &[u8]) -> Option<usize> {
    let line_len = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let line = bytes.get(..line_len)?;
    let within = memchr::memmem::find(line, b"),(").map(|at| (at, at + 2));
    let (end, open) = within.or_else(|| {
        let line = line.trim_ascii_end();
        let next = skip_space(bytes, line_len);
        (line.ends_with(b"),") && bytes.get(next) == Some(&b'(')).then_some((line.len() - 2, next))
    })?;
    is_rest(line.get(..end)?).then_some(open)
}

/// Whether nothing opens in what may be the rest of a tuple, outside of its strings, within one of which it may begin.
fn is_rest(text: &[u8]) -> bool {
    let mut is_quoted = memchr::memchr_iter(b'\'', text).count() % 2 == 1;
    text.iter().all(|&byte| {
        is_quoted ^= byte == b'\'';
        is_quoted || !b"([{=".contains(&byte)
    })
}

/// The first tuple of a list of rows that stands for a table in a statement.
fn behind_values(bytes: &[u8]) -> Option<usize> {
    const STATEMENT_LEN_MAX: usize = 4096;
    if !is_any(word(bytes, skip_space(bytes, 0)), &["MERGE", "WITH", "SELECT"]) {
        return None;
    }
    let statement = bytes.get(..STATEMENT_LEN_MAX).unwrap_or(bytes);
    let opens = memchr::memchr_iter(b'(', statement).filter(|&open| {
        let before = statement.get(..open).unwrap_or_default().trim_ascii_end();
        before.get(before.len().saturating_sub(b"VALUES".len())..).is_some_and(|word| is_any(word, &["VALUES"]))
    });
    opens.into_iter().next()
}

/// The names that a list behind the tuples gives their values, if it gives some; `None` where these are no rows.
#[expect(clippy::option_option, reason = "whether there are rows, and whether they have names")]
fn names_behind(bytes: &[u8], open: usize, context: &Context) -> Option<Option<Vec<String>>> {
    let none = Target::new(String::new(), None, None, &Schema::default());
    let (mut buf, mut asides) = (BatchBuf::default(), Vec::new());
    let (mut at, mut count, mut width) = (open, 0, None);
    let mut has_text = false;
    loop {
        let mut cells = Cells { bytes, dialect: context.dialect, target: &none, buf: &mut buf, asides: &mut asides };
        // Where the head ends is no matter once there are enough of them.
        let Ok(tuple) = tuple(&mut cells, at) else { return (count >= TUPLES_MIN).then_some(None) };
        if count < TUPLES_MIN {
            let raw = bytes.get(at + 1..tuple.end - 1)?;
            let is_row = *width.get_or_insert(tuple.count) == tuple.count && are_literals(raw);
            has_text |= raw.contains(&b'\'');
            if !is_row || tuple.count < VALUES_MIN || count + 1 == TUPLES_MIN && !has_text {
                return None;
            }
        }
        buf.clear();
        asides.clear();
        count += 1;
        let next = skip_space(bytes, tuple.end);
        at = skip_space(bytes, next + 1);
        if bytes.get(next) != Some(&b',') || bytes.get(at) != Some(&b'(') {
            return (count >= TUPLES_MIN).then(|| names(bytes, next).filter(|names| Some(names.len()) == width));
        }
    }
}

/// Whether values are strings, numbers and NULLs: of other languages, lists in parentheses hold names.
fn are_literals(raw: &[u8]) -> bool {
    let mut is_quoted = false;
    let mut bare: Vec<u8> = Vec::new();
    for &byte in raw {
        match byte {
            b'\'' => {
                // A letter may stand before a string: `N'...'`.
                if !is_quoted && bare.last().is_some_and(|letter| b"NnBbXxEe".contains(letter)) {
                    bare.pop();
                }
                is_quoted = !is_quoted;
            }
            _ if !is_quoted => bare.push(byte),
            _ => {}
        }
    }
    bare.split(|&byte| byte == b',').all(|value| {
        let value = value.trim_ascii();
        let is_number = || value.iter().all(|byte| byte.is_ascii_digit() || b"-+.eE".contains(byte));
        // `_binary '...'`, `0x4A6F`.
        let is_marked = || value.starts_with(b"_") || value.starts_with(b"0x");
        is_number() || is_marked() || is_any(value, &["NULL", "TRUE", "FALSE", "DEFAULT"])
    })
}

/// `) AS s (id, name)`, from the parenthesis on.
fn names(bytes: &[u8], at: usize) -> Option<Vec<String>> {
    const NAMES_MAX: usize = 1_000;
    let behind = bytes.get(at).filter(|&&byte| byte == b')').map(|_| skip_space(bytes, at + 1))?;
    let first = word(bytes, behind);
    let behind = if is_any(first, &["AS"]) { skip_space(bytes, behind + first.len()) } else { behind };
    let (_, end) = identifier(bytes, behind).ok()?;
    let mut at = skip_space(bytes, end);
    let mut names = Vec::new();
    while bytes.get(at).is_some_and(|&byte| byte == if names.is_empty() { b'(' } else { b',' })
        && names.len() < NAMES_MAX
    {
        let (name, end) = identifier(bytes, skip_space(bytes, at + 1)).ok()?;
        names.push(name);
        at = skip_space(bytes, end);
    }
    (bytes.get(at) == Some(&b')')).then_some(names)
}

#[cfg(test)]
mod tests {
    use crate::records::Format;
    use crate::records::sql_dump::SqlDump;
    use crate::records::testing::{Collector, assert_cuts_agree, head_of, read_whole};

    fn read(source: &str) -> Collector {
        let reader = SqlDump.open(&head_of(source.as_bytes())).expect("these are rows");
        assert_cuts_agree(&*reader, source.as_bytes());
        read_whole(&*reader, source.as_bytes())
    }

    #[test]
    fn a_part_of_a_dump_begins_within_a_tuple() {
        let rows = [["1", "Ann Lee", "219-09-9999"], ["2", "Bob (Ray)", "219-09-9998"], ["3", "O'Neil", "219-09-9997"]];
        for (first, parting) in [("ylor','219-09-9996'),", ""), ("ylor','219-09-9996'),\n", "\n")] {
            let source = format!(
                "{first}(1,'Ann Lee','219-09-9999'),{parting}(2,'Bob (Ray)','219-09-9998'),{parting}(3,'O''Neil','219-09-9997');\nINSERT INTO u (a) VALUES (4);\n"
            );
            let found = read(&source);
            assert_eq!(found.rows()[..3], rows.map(|row| row.to_vec()));
            assert_eq!(found.records[3].0, "u");
            assert_eq!(&source.as_bytes()[found.cell_spans[2].clone()], b"219-09-9999");
            assert!(found.text_of(source.as_bytes()).iter().any(|text| text.contains("219-09-9996")));
        }
    }

    #[test]
    fn a_part_may_end_within_a_tuple() {
        let source = "x'),(1,'Ann','a'),(2,'Bob','b'),(3,'Eve','c'),(4,'Le";
        let reader = SqlDump.open(&head_of(source.as_bytes())).unwrap();
        let found = read_whole(&*reader, source.as_bytes());
        assert_eq!(found.records.len(), 3);
        assert!(found.text_of(source.as_bytes()).iter().any(|text| text.contains("Le")));
    }

    #[test]
    fn rows_that_stand_for_a_table_have_the_names_behind_them() {
        let source = "MERGE INTO people t USING (VALUES\n(1, 'Ann', '219-09-9999'),\n(2, 'Bob', '219-09-9998'),\n(3, N'Eve', NULL)) AS s (id, name, ssn)\n  ON t.id = s.id\nWHEN MATCHED THEN UPDATE SET name = s.name;\n";
        let found = read(source);
        assert_eq!(found.column_names(), ["id", "name", "ssn"]);
        assert_eq!(found.records.len(), 3);
    }

    #[test]
    fn lists_of_other_languages_are_left_to_others() {
        for source in [
            "f(a),(b,c),(d,e),(g,h)\n",
            "x = [('a', 1),\n('b', 2), ('c', 3), ('d', 4)]\n",
            "a),(1,2),(3,4),(5,6)\n",
            "f('x'),('a',1),('b',2),('c',3)\n",
            "1),('a',b),('c',d),('e',f)\n",
            "SELECT (VALUES);\n",
            "see (1),(2)\n",
        ] {
            assert!(SqlDump.open(&head_of(source.as_bytes())).is_none(), "{source}");
        }
    }
}
