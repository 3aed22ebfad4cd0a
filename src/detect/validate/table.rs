//! Reading the embedded tables: one record a line, fields parted by tabs, `#` opens a comment line.

/// The fields of each record.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// The first field of each record as bytes, sorted for binary search.
pub(super) fn sorted_keys(text: &'static str) -> Vec<&'static [u8]> {
    let mut keys: Vec<_> = rows(text).map(|fields| fields[0].as_bytes()).collect();
    keys.sort_unstable();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_skipped() {
        let read: Vec<_> = rows("# about\n\nb\t1\na\t2\n").collect();
        assert_eq!(read, [["b", "1"], ["a", "2"]]);
        assert_eq!(sorted_keys("# about\nb\t1\na\t2\n"), [b"a", b"b"]);
    }
}
