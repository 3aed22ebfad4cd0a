//! Extensions behind telephone numbers, written with a word: `212-664-0100 ext. 12`, ` extension 12`, ` x12`.

use std::ops::Range;

/// Digits of an extension.
const DIGITS_MAX: usize = 6;
/// What announces it; the longer ones first.
const WORDS: [&str; 8] = ["extension", "extn", "ext", "poste", "anexo", "interno", "ramal", "x"];

/// The digits of the extension behind a number that ends at `end`.
#[must_use]
pub fn behind(text: &[u8], end: usize) -> Option<Range<usize>> {
    let rest = text.get(end..)?;
    let gap = [&b", "[..], b" ("].into_iter().find(|gap| rest.starts_with(gap)).map_or(0, <[u8]>::len);
    let gap = if gap > 0 { gap } else { usize::from(rest.first() == Some(&b' ')) };
    let named = rest.get(gap..)?;
    let word = WORDS.iter().find(|word| {
        named.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
            && named.get(word.len()).is_some_and(|byte| !byte.is_ascii_alphabetic())
    })?;
    // `x 5 items`
    let signs: &[u8] = if *word == "x" { b".:#" } else { b".: #" };
    let signs = named.get(word.len()..)?.iter().take(3).take_while(|byte| signs.contains(byte)).count();
    let start = end + gap + word.len() + signs;
    let digits = text.get(start..)?.iter().take(DIGITS_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let behind = text.get(start + digits);
    // What a bracket opens ends with it: `(x12 of them)`.
    let is_free = match rest.get(..gap) {
        Some(b" (") => behind == Some(&b')'),
        _ => behind.is_none_or(|byte| !byte.is_ascii_alphanumeric()),
    };
    ((1..=DIGITS_MAX).contains(&digits) && is_free).then_some(start..start + digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_read_behind_their_words() {
        for (rest, digits) in [
            (" ext. 12", Some("12")),
            (" ext 4471,", Some("4471")),
            (", extension 12 or", Some("12")),
            (" x12", Some("12")),
            ("x4471", Some("4471")),
            (" (ext. 12)", Some("12")),
            (" (x12 of them)", None),
            (" x 5 items", None),
            (" exterior 12", None),
            (" x 1234567", None),
            (" 12", None),
            (" ext", None),
            (" x12b", None),
        ] {
            let text = format!("2126640100{rest}");
            assert_eq!(behind(text.as_bytes(), 10).and_then(|span| text.get(span)), digits, "{rest}");
        }
    }
}
