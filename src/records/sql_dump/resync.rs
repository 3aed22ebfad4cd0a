//! Goes on behind what cannot be read: where the next tuple or statement begins.

use super::lexer::{Scanned, Stop, skip_opaque, skip_space, word};
use super::state::Context;
use super::statement::begins_statement;

/// The next line behind `from` that begins with a statement and follows the end of one.
pub(super) fn next_statement(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    memchr::memchr_iter(b'\n', rest)
        .map(|at| from + at + 1)
        .find(|&line| begins_statement(word(bytes, line)) && follows_statement(bytes, line))
}

/// Whether the line at `line` could follow the end of a statement: `;` or `)` stands before it, or a comment.
pub(super) fn follows_statement(bytes: &[u8], line: usize) -> bool {
    let before = bytes.get(..line).unwrap_or_default().trim_ascii_end();
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let last_line = before.get(line_start..).unwrap_or_default();
    before.ends_with(b";")
        || before.ends_with(b")")
        || before.ends_with(b"*/")
        || last_line.starts_with(b"--")
        || last_line.starts_with(b"\\")
        || last_line.eq_ignore_ascii_case(b"GO")
}

/// One past the parenthesis that closes the one at `open`, if what follows goes on or ends the statement.
pub(super) fn group_end(bytes: &[u8], open: usize, context: &Context) -> Scanned<usize> {
    let mut depth = 0usize;
    let mut at = open;
    while let Some(&byte) = bytes.get(at) {
        if let Some(end) = skip_opaque(bytes, at, context.dialect)? {
            at = end;
            continue;
        }
        at += 1;
        match byte {
            b'(' => depth += 1,
            b')' if depth <= 1 => {
                let next = skip_space(bytes, at);
                return match bytes.get(next) {
                    None => Err(Stop::Cut),
                    Some(b',' | b';') if depth == 1 => Ok(at),
                    Some(_) => Err(Stop::Bad),
                };
            }
            b')' => depth -= 1,
            b';' => return Err(Stop::Bad),
            _ if depth == 0 => return Err(Stop::Bad),
            _ => {}
        }
    }
    Err(Stop::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_found_behind_what_cannot_be_read() {
        let sql = b"VALUES ('never closed\nINSERT is a word\n1);\nINSERT INTO t VALUES (1);\n";
        assert_eq!(next_statement(sql, 0), Some(43));
        assert_eq!(next_statement(b"abc\ndef\n", 0), None);
    }
}
