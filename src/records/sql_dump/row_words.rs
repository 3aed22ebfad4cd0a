//! Whether a source has a word that begins rows or a table where a statement may begin: the cheap look that sees off
//! code and prose before anything is parsed. It may say yes for nothing, and never no where the walk over the statements
//! would find rows.

use super::lexer::{is_any, is_word_byte, skip_space, word};
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// The words that begin statements with rows, or that declare their table.
const ROW_WORDS: &[&str] = &["INSERT", "REPLACE", "UPSERT", "COPY", "CREATE", "ALTER"];

/// Whether one of [`ROW_WORDS`] stands in `bytes` where a statement may begin.
pub(super) fn has_row_word(bytes: &[u8]) -> bool {
    dispatch(Search { bytes })
}

struct Search<'a> {
    bytes: &'a [u8],
}

impl Kernel for Search<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> bool {
        let (blocks, rest) = self.bytes.as_chunks::<BLOCK>();
        let mut letter_before = 0;
        for (index, block) in blocks.iter().chain([&padded(rest)]).enumerate() {
            let block = level.folded(level.load(block));
            let letters = level.within(block, b'a', b'z');
            let starts = letters & !(letters << 1 | letter_before);
            letter_before = letters >> 63;
            // The first three letters; what the next block may hold is taken for granted.
            let second = |byte| level.equals(block, byte) >> 1 | 1 << 63;
            let third = |byte| level.equals(block, byte) >> 2 | 0b11 << 62;
            let (p, s, e) = (third(b'p'), third(b's'), second(b'e'));
            let found = (level.equals(block, b'i') & second(b'n') & s)
                | (level.equals(block, b'r') & e & p)
                | (level.equals(block, b'u') & second(b'p') & s)
                | (level.equals(block, b'c') & ((second(b'o') & p) | (second(b'r') & third(b'e'))))
                | (level.equals(block, b'a') & second(b'l') & third(b't'));
            if positions(found & starts).any(|bit| is_row_word(self.bytes, index * BLOCK + bit as usize)) {
                return true;
            }
        }
        false
    }
}

/// Whether one of the words stands at `at`, a name may follow it, and a statement may begin there: on a line of its own,
/// or behind what may end a statement or comment.
#[cold]
fn is_row_word(bytes: &[u8], at: usize) -> bool {
    let word = word(bytes, at);
    if !is_any(word, ROW_WORDS) {
        return false;
    }
    let before = bytes.get(..at).unwrap_or_default();
    let before = before.iter().rfind(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\x0B' | b'\x0C'));
    let is_start = match before {
        None => true,
        Some(byte) => !byte.is_ascii_alphanumeric() && !b"_,.()=:-*\"'`".contains(byte),
    };
    let after = bytes.get(skip_space(bytes, at + word.len()));
    is_start && after.is_none_or(|byte| is_word_byte(*byte) || b"`\"'[-/".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_seen_wherever_they_stand() {
        for lead in ["", "\u{FEFF}", "\n", "x;", "/* y */ ", "DELIMITER $$\nx $$ ", "-- z\n\t "] {
            for statement in
                ["insert into t values (1)", "REPLACE `t` VALUES", "Copy t from", "ALTER TABLE t", "CREATE TABLE"]
            {
                for offset in 0..BLOCK {
                    let text = format!("{}\n{lead}{statement}", "x".repeat(offset));
                    assert!(has_row_word(text.as_bytes()), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn code_and_prose_have_none() {
        for text in
            ["", "to insert a row", "a.replace(b, c)", "x = copy\n", "copy(a, b);", "create_all = 1", "recopy t"]
        {
            assert!(!has_row_word(text.as_bytes()), "{text:?}");
        }
    }
}
