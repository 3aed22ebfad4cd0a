//! The row that names the columns, where titles or names of groups of columns stand above it.

use super::is_header;

/// Rows that may stand above it.
const TITLES_MAX: usize = 8;

/// How many cells of a row hold something.
pub(in crate::records) fn filled(row: &[&[u8]]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// The row of a table that names its columns: the first that does, below rows that fill no more than half as many cells. Columns
/// at the end in which nothing stands do not count.
pub(in crate::records) fn below_titles(rows: &[Vec<&[u8]>]) -> Option<usize> {
    let extent_of = |row: &Vec<&[u8]>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let extent = rows.iter().map(extent_of).max().unwrap_or(0);
    let mut title_max = 0;
    for (at, row) in rows.iter().enumerate().take(TITLES_MAX + 1) {
        let is_below_titles = title_max * 2 <= filled(row);
        let cells: Vec<&[u8]> =
            (0..extent).map(|index| row.get(index).map_or(&b""[..], |cell| cell.trim_ascii())).collect();
        if is_below_titles && is_header(&cells, rows.get(at + 1..).unwrap_or_default()) {
            return Some(at);
        }
        title_max = title_max.max(filled(row));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lines: &[&str]) -> Option<usize> {
        let rows: Vec<Vec<&[u8]>> = lines.iter().map(|line| line.split(',').map(str::as_bytes).collect()).collect();
        below_titles(&rows)
    }

    #[test]
    fn titles_and_names_of_groups_are_passed_over() {
        let (first, second) = ("Ann,Lee,536-22-8713,7756642142", "Bob,Ray,536-22-8714,7756642143");
        let names = "first_name,last_name,ssn,phone";
        assert_eq!(at(&[names, first, second]), Some(0));
        for title in ["Employee list,,,", "Customer export 2026", "Person,,Contact,", "Phone list,,,"] {
            assert_eq!(at(&[title, names, first, second]), Some(1), "{title}");
        }
        assert_eq!(at(&["Phone list,,,", "of March,,,", names, first, second]), Some(2));
        assert_eq!(at(&[first, names, second]), None, "a record is no title");
        assert_eq!(at(&[&format!("{names},,,,,,,,,,"), &format!("{first},,,,,,,,,,")]), Some(0));
    }
}
