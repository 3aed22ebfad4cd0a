//! Words that schemas are made of, and nobody is called by: `smtp_password`, `user.email`.

use crate::word_list::WordList;

/// The words. Common family and given names (Price, Day, Grant) are left out.
static WORDS: WordList = WordList::new(include_str!("../../../rules/data/column_words.txt"), "schema");

/// Whether a segment or field consists of such words, joined in any way; numbers may stand behind them.
pub(in crate::records) fn is_of_schema(segment: &[u8]) -> bool {
    let mut is_any = false;
    let mut word = Vec::new();
    let mut is_after_small = false;
    for &byte in segment.iter().chain(b"_") {
        let ends = !byte.is_ascii_alphabetic() || byte.is_ascii_uppercase() && is_after_small;
        if ends && !word.is_empty() {
            if !WORDS.holds(&word) {
                return false;
            }
            is_any = true;
            word.clear();
        }
        if byte.is_ascii_alphabetic() {
            word.push(byte.to_ascii_lowercase());
        }
        is_after_small = byte.is_ascii_lowercase();
    }
    is_any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_schemas_are_told_however_they_are_joined() {
        for segment in ["ssn", "smtp_password", "firstName", "user.email", "address-2", "HomePhone", "DOB", "ip"] {
            assert!(is_of_schema(segment.as_bytes()), "{segment}");
        }
        for segment in ["", "42", "maria", "jdoe_phone", "userMaria", "price", "x", "emails7a"] {
            assert!(!is_of_schema(segment.as_bytes()), "{segment}");
        }
    }
}
