//! Whether a source has a word that begins rows or a table where a statement may begin: the cheap look that sees off
//! code and prose before anything is parsed. It may say yes for nothing, and never no where the walk over the statements
//! would find rows.

use super::header::INSERT_WORDS;
use super::lexer::{is_any, skip_space, word};
use super::statement::defines_table;
use crate::masks::{BLOCK, Kernel, Level, Nibbles, dispatch, padded, positions};

/// The words that begin statements with rows, or that declare their table, by their first three letters.
const ROW_WORDS: [(&[u8; 3], &str); 6] = [
    (b"ins", "INSERT"),
    (b"rep", "REPLACE"),
    (b"ups", "UPSERT"),
    (b"cop", "COPY"),
    (b"cre", "CREATE"),
    (b"alt", "ALTER"),
];

/// The sets that their first, second and third letters are in. Letters lie in two rows of the table of ASCII, and one set
/// can hold those of one row alone.
const FIRSTS: u8 = 0b00_0011;
const SECONDS: u8 = 0b00_1100;
const THIRDS: u8 = 0b11_0000;

/// The sets of those letters, small ones.
#[expect(clippy::indexing_slicing, reason = "worked out by the compiler, which would refuse a place that is not there")]
static LETTERS: Nibbles = {
    let mut table = Nibbles { low: [0; 16], high: [0; 16] };
    let mut word = 0;
    while word < ROW_WORDS.len() {
        let mut place = 0;
        while place < 3 {
            let letter = ROW_WORDS[word].0[place];
            let set = 1 << (2 * place + (letter >> 4) as usize % 2);
            table.low[letter as usize % 16] |= set;
            table.high[letter as usize / 16] |= set;
            place += 1;
        }
        word += 1;
    }
    table
};

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
        let firsts = level.load(&[FIRSTS; BLOCK]);
        let (seconds, thirds) = (level.load(&[SECONDS; BLOCK]), level.load(&[THIRDS; BLOCK]));
        let mut letter_before = 0;
        for (index, block) in blocks.iter().chain([&padded(rest)]).enumerate() {
            let block = level.folded(level.load(block));
            let letters = level.within(block, b'a', b'z');
            let starts = letters & !(letters << 1 | letter_before);
            letter_before = letters >> 63;
            let sets = level.look_up(block, &LETTERS);
            // What the next block may hold is taken for granted.
            let second = level.non_zero(level.both(sets, seconds)) >> 1 | 1 << 63;
            let third = level.non_zero(level.both(sets, thirds)) >> 2 | 0b11 << 62;
            let found = starts & level.non_zero(level.both(sets, firsts)) & second & third;
            if positions(found).any(|bit| is_row_word(self.bytes, index * BLOCK + bit as usize)) {
                return true;
            }
        }
        false
    }
}

/// Whether one of the words stands at `at` where a statement may begin, and what follows it could be such a statement.
#[cold]
fn is_row_word(bytes: &[u8], at: usize) -> bool {
    let Some(head) = bytes.get(at..).and_then(<[u8]>::first_chunk::<3>) else { return false };
    let head = head.map(|byte| byte.to_ascii_lowercase());
    let Some((_, row_word)) = ROW_WORDS.iter().find(|(start, _)| **start == head) else { return false };
    let word = word(bytes, at);
    word.eq_ignore_ascii_case(row_word.as_bytes())
        && may_begin_at(bytes, at)
        && match *row_word {
            "CREATE" | "ALTER" => defines_table(bytes, at),
            "COPY" => may_name_table(bytes, at + word.len(), &[], &["FROM"]),
            _ => may_name_table(bytes, at + word.len(), &INSERT_WORDS, AFTER_TABLE),
        }
}

/// Whether a statement may begin at `at`: on a line of its own, or behind what may end a statement or comment.
fn may_begin_at(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let before = before.iter().rfind(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\x0B' | b'\x0C'));
    before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"_,.()=:-*\"'`".contains(byte))
}

/// What may stand behind the table of an INSERT besides lists and signs.
const AFTER_TABLE: &[&str] = &["VALUES", "VALUE", "PARTITION", "WITH", "OVERRIDING", "AS"];

/// Whether the words from `at` on may be some of `first`, a table, and one of `next`: those of a sentence are others. Where a
/// sign stands between them that is no part of a sentence's words, they may.
fn may_name_table(bytes: &[u8], at: usize, first: &[&str], next: &[&str]) -> bool {
    const WORDS_MAX: usize = 16;
    let mut at = skip_space(bytes, at);
    for _ in 0..WORDS_MAX {
        let Some(byte) = bytes.get(at) else { return false };
        let name = word(bytes, at);
        if name.is_empty() || byte.is_ascii_punctuation() {
            return b"`\"'[-/#@$_".contains(byte);
        }
        at = skip_space(bytes, at + name.len());
        let after = word(bytes, at);
        if !is_any(name, first) {
            return after.is_empty() || after.starts_with(b"#") || is_any(after, next);
        }
        // `INSERT OR IGNORE`
        if name.eq_ignore_ascii_case(b"OR") {
            at = skip_space(bytes, at + after.len());
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_seen_wherever_they_stand() {
        for lead in ["", "\u{FEFF}", "\n", "x;", "/* y */ ", "DELIMITER $$\nx $$ ", "-- z\n\t "] {
            for statement in
                ["insert into t values (1)", "REPLACE `t` VALUES", "Copy t from", "ALTER TABLE t", "CREATE TABLE x"]
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

    #[test]
    fn sentences_that_begin_with_one_of_the_words_have_none() {
        for text in [
            "# Copy the file.\n",
            "/* Insert a new item */ x",
            "# Replace all of it.\n",
            "# Create the list, and return it.\n",
            "Alter one\nor two\n",
            "insert into the list of them\n",
        ] {
            assert!(!has_row_word(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn statements_with_words_signs_and_comments_in_between_are_seen() {
        for text in [
            "INSERT OR REPLACE INTO t VALUES (1);",
            "insert low_priority ignore into a.b (c) values (1);",
            "INSERT [dbo].[t] VALUES (1)",
            "INSERT -- x\nINTO t VALUES (1)",
            "INSERT INTO t /* x */ VALUES (1)",
            "INSERT INTO t # x\nVALUES (1)",
            "INSERT INTO t PARTITION (p) VALUES (1)",
            "INSERT INTO t AS u VALUES (1)",
            "COPY all FROM stdin;",
            "COPY t (a) FROM stdin;",
            "COPY a-b FROM stdin;",
            "CREATE GLOBAL TEMPORARY TABLE t (a int);",
            "create /* x */ table t (a int);",
        ] {
            assert!(has_row_word(text.as_bytes()), "{text:?}");
        }
    }
}
