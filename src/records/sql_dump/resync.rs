//! Finds where statements begin without knowing what stands before.

use super::lexer::word;
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
