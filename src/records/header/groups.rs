//! Headers of two rows: names of groups of columns above the names of the columns.
//!
//! ```text
//! Emp ID | Employee |       | Telephone |      |      a head stands above the first column of its group
//!        | Last     | First | Home      | Cell |      what has no head of its own belongs to the one at its left
//! ```
//!
//! The columns are called by both: `Emp ID`, `Employee Last`, `Telephone Home`.

use super::{has_value_shape, is_header, is_label, may_be_name};

/// A header of two rows.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::records) struct Heading {
    /// Its second row.
    pub(in crate::records) last: usize,
    /// The names of the columns.
    pub(in crate::records) names: Vec<Vec<u8>>,
}

/// The header of two rows of which the row at `header` is one, or of which the first row is where none was found.
pub(in crate::records) fn in_two_rows(rows: &[Vec<&[u8]>], header: Option<usize>) -> Option<Heading> {
    let first = header.unwrap_or(0);
    let at = |first: usize| {
        let (above, below) = rows.get(first..)?.split_first()?;
        let (second, below) = below.split_first()?;
        let names = joined(above, second, below)?;
        Some(Heading { last: first + 1, names })
    };
    at(first).or_else(|| at(first.checked_sub(1)?))
}

/// The names of the columns that two rows above others give together, if the first is of heads, and the second of names below them.
fn joined(heads: &[&[u8]], names: &[&[u8]], below: &[Vec<&[u8]>]) -> Option<Vec<Vec<u8>>> {
    let filled = |row: &[&[u8]]| row.iter().rposition(|cell| !cell.trim_ascii().is_empty()).map_or(0, |last| last + 1);
    let extent = filled(heads).max(filled(names));
    let cell = |row: &[&'_ [u8]], index: usize| row.get(index).map_or(Vec::new(), |cell| cell.trim_ascii().to_vec());
    let heads: Vec<Vec<u8>> = (0..extent).map(|index| cell(heads, index)).collect();
    let names: Vec<Vec<u8>> = (0..extent).map(|index| cell(names, index)).collect();
    if !are_heads(&heads) || !are_names(&names, below) {
        return None;
    }
    let mut head: Option<(&[u8], bool)> = None;
    let mut groups = 0;
    let mut both = Vec::with_capacity(extent);
    for (own, name) in heads.iter().zip(&names) {
        match (own.is_empty(), name.is_empty()) {
            // A column without a name, or one that goes on with a head which has no names below.
            (true, true) => return None,
            (true, false) if head.is_some_and(|(_, spans)| !spans) => return None,
            (true, false) => groups += usize::from(head.is_some()),
            (false, _) => head = Some((own, !name.is_empty())),
        }
        both.push(match head {
            Some((head, _)) => both_of(head, name),
            None => name.clone(),
        });
    }
    (groups > 0).then_some(both)
}

/// A head and a name below it, where neither says what the other does.
fn both_of(head: &[u8], name: &[u8]) -> Vec<u8> {
    let begins =
        |text: &[u8], with: &[u8]| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    match (name.is_empty(), begins(name, head)) {
        (true, _) => head.to_vec(),
        (false, true) => name.to_vec(),
        (false, false) => [head, b" ", name].concat(),
    }
}

/// Whether the filled cells of a row are heads of groups: two or more, of which all or most are words that label columns, and none is a value.
/// Of what a report says above its table (`Printed by`, the name of a user) hardly a word is.
fn are_heads(heads: &[Vec<u8>]) -> bool {
    let heads = || heads.iter().filter(|head| !head.is_empty());
    let labels = heads().filter(|head| is_label(head)).count();
    let count = heads().count();
    // Of few none may be anybody's name.
    let are_labels = if count < 4 { labels == count } else { labels * 3 >= count * 2 };
    count >= 2 && are_labels && heads().all(|head| may_be_name(head) && !head.ends_with(b":"))
}

/// Whether the filled cells of a row name the columns below them. A record under a header with a gap in it has hardly a word that does.
fn are_names(names: &[Vec<u8>], below: &[Vec<&[u8]>]) -> bool {
    const NAMES_MIN: usize = 2;
    let places: Vec<usize> =
        (0..names.len()).filter(|&at| names.get(at).is_some_and(|name| !name.is_empty())).collect();
    let first: Vec<&[u8]> = places.iter().filter_map(|&at| names.get(at)).map(Vec::as_slice).collect();
    let cells = |row: &Vec<&'_ [u8]>| -> Vec<Vec<u8>> {
        places.iter().map(|&at| row.get(at).map_or(Vec::new(), |cell| cell.trim_ascii().to_vec())).collect()
    };
    let rows: Vec<Vec<Vec<u8>>> = below.iter().map(cells).collect();
    let rows: Vec<Vec<&[u8]>> = rows.iter().map(|row| row.iter().map(Vec::as_slice).collect()).collect();
    let labels = first.iter().filter(|name| is_label(name)).count();
    let are_labels = labels * 2 >= first.len() && first.iter().all(|name| may_be_name(name) && !has_value_shape(name));
    first.len() >= NAMES_MIN && are_labels && is_header(&first, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [&str; 2] = ["11|Lee|Ann|536-22-8713|(775) 664-2142", "12|Ray|Bob|536-22-8714|(775) 664-2143"];

    fn names(above: &str, below: &str, header: Option<usize>) -> Option<String> {
        let lines = [above, below, ROWS[0], ROWS[1]];
        let rows: Vec<Vec<&[u8]>> = lines.iter().map(|line| line.split('|').map(str::as_bytes).collect()).collect();
        let heading = in_two_rows(&rows, header)?;
        assert_eq!(heading.last, 1);
        Some(String::from_utf8(heading.names.join(&b'|')).unwrap())
    }

    #[test]
    fn columns_are_called_by_their_group_and_their_own_name() {
        let employee = Some("Employee ID|Employee Last|Employee First|Contact SSN|Contact Phone".to_owned());
        for header in [None, Some(0), Some(1)] {
            assert_eq!(names("Employee|||Contact|", "ID|Last|First|SSN|Phone", header), employee);
        }
        assert_eq!(
            names("Emp ID|Name||SSN|Phone", "|Last|First||", Some(0)).as_deref(),
            Some("Emp ID|Name Last|Name First|SSN|Phone"),
            "cells that are merged downward"
        );
        assert_eq!(
            names("|Employee||Contact|", "ID|Last|First|SSN|Contact Phone", Some(1)).as_deref(),
            Some("ID|Employee Last|Employee First|Contact SSN|Contact Phone")
        );
    }

    #[test]
    fn other_rows_are_no_groups() {
        for (above, below) in [
            ("Employee list||||", "ID|Last|First|SSN|Phone"),
            ("Printed by||Zebediah Quux||", "ID|Last|First|SSN|Phone"),
            ("Name:||Ann Lee||", "ID|Last|First|SSN|Phone"),
            ("Employee list|||As of|2024-03-11", "ID|Last|First|SSN|Phone"),
            ("ID|Last|First|SSN|Phone", ROWS[0]),
            ("ID|Last||SSN|Phone", ROWS[0]),
            ("ID|Last|First|SSN|Phone", "ID|Last|First|SSN|Phone"),
            ("ID|Name||SSN|Phone", "|Last||SSN|Phone"),
        ] {
            for header in [None, Some(0), Some(1)] {
                assert_eq!(names(above, below, header), None, "{above} {below}");
            }
        }
    }
}
