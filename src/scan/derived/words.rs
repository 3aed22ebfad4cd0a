//! The words of a column's name.

/// The path before the last segment of a name, with its sign, and the words of that segment in small letters: parted by signs,
/// between letters and digits, and at humps.
pub(super) fn path_and_words(name: &str) -> (&str, Vec<String>) {
    let name = name.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let (path, leaf) = name.split_at(name.rfind(['.', '/']).map_or(0, |at| at + 1));
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in leaf.chars() {
        let goes_on = last.is_alphabetic() == letter.is_alphabetic()
            && last.is_numeric() == letter.is_numeric()
            && !(last.is_lowercase() && letter.is_uppercase());
        if letter.is_alphanumeric() {
            match words.last_mut().filter(|_| goes_on) {
                Some(word) => word.extend(letter.to_lowercase()),
                None => words.push(letter.to_lowercase().collect()),
            }
        }
        last = letter;
    }
    (path, words)
}

/// Whether a word is one of some.
pub(super) fn is_of(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        for (name, path, words) in [
            ("ssn1", "", &["ssn", "1"][..]),
            ("birthMonth", "", &["birth", "month"]),
            ("STREET_NUM", "", &["street", "num"]),
            ("a[].meta.fld-val", "a[].meta.", &["fld", "val"]),
            ("", "", &[]),
            ("House No.", "", &["house", "no"]),
        ] {
            assert_eq!(path_and_words(name), (path, words.iter().map(|word| (*word).to_owned()).collect()), "{name}");
        }
    }
}
