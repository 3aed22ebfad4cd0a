//! Whether the first record of a table names its columns, and what the columns are then called.
//!
//! The costly mistake is to take a person's record for names: it would no longer count as data, and would stand in the
//! report as column names. So anything that looks like a value forbids a header, and what is left must look like names
//! by itself (words that label columns, identifiers) or differ in kind from the values below it.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

use std::collections::HashSet;

use crate::batch::ColumnSpec;

/// Words that columns are labelled with, sorted. A label consists of them for the most part.
const LABEL_WORDS: &[&str] = &[
    "abn",
    "account",
    "acct",
    "active",
    "address",
    "addresse",
    "addr",
    "adresse",
    "age",
    "amount",
    "anrede",
    "answer",
    "apellido",
    "apellidos",
    "apt",
    "balance",
    "bank",
    "bic",
    "birth",
    "birthdate",
    "birthday",
    "born",
    "branch",
    "calle",
    "card",
    "category",
    "cell",
    "celular",
    "city",
    "ciudad",
    "class",
    "code",
    "comment",
    "comments",
    "company",
    "contact",
    "correo",
    "country",
    "county",
    "created",
    "credit",
    "currency",
    "customer",
    "cvv",
    "data",
    "date",
    "dea",
    "department",
    "dept",
    "description",
    "device",
    "dl",
    "dni",
    "dob",
    "domain",
    "driver",
    "ein",
    "email",
    "employee",
    "employer",
    "end",
    "expiration",
    "expiry",
    "extension",
    "family",
    "fax",
    "fecha",
    "field",
    "first",
    "firstname",
    "fname",
    "full",
    "fullname",
    "geburtsdatum",
    "gender",
    "geschlecht",
    "given",
    "group",
    "hash",
    "height",
    "home",
    "hired",
    "iban",
    "iccid",
    "id",
    "identifier",
    "imei",
    "imsi",
    "income",
    "index",
    "insurance",
    "ip",
    "issued",
    "item",
    "itin",
    "job",
    "key",
    "kunde",
    "kundennummer",
    "label",
    "land",
    "last",
    "lastname",
    "lat",
    "latitude",
    "level",
    "licence",
    "license",
    "line",
    "lname",
    "location",
    "login",
    "lon",
    "longitude",
    "mac",
    "mail",
    "manager",
    "marital",
    "maiden",
    "mbi",
    "medicare",
    "medicaid",
    "meid",
    "member",
    "memo",
    "message",
    "mi",
    "middle",
    "mobile",
    "modified",
    "nachname",
    "naissance",
    "name",
    "nachricht",
    "nino",
    "nom",
    "nombre",
    "note",
    "notes",
    "npi",
    "num",
    "number",
    "nummer",
    "occupation",
    "office",
    "order",
    "ort",
    "owner",
    "pan",
    "parent",
    "password",
    "passport",
    "patient",
    "payment",
    "pays",
    "person",
    "phone",
    "pin",
    "plate",
    "plz",
    "position",
    "postal",
    "postcode",
    "postleitzahl",
    "prefix",
    "prenom",
    "price",
    "prov",
    "province",
    "quantity",
    "question",
    "race",
    "record",
    "ref",
    "reference",
    "region",
    "registered",
    "remarks",
    "role",
    "routing",
    "row",
    "rue",
    "salary",
    "score",
    "security",
    "sex",
    "sin",
    "social",
    "source",
    "spouse",
    "ssn",
    "stadt",
    "start",
    "state",
    "status",
    "strasse",
    "street",
    "subscriber",
    "suburb",
    "suffix",
    "surname",
    "tax",
    "tel",
    "telefon",
    "telefono",
    "telephone",
    "text",
    "time",
    "timestamp",
    "tin",
    "title",
    "total",
    "town",
    "type",
    "unit",
    "updated",
    "url",
    "user",
    "userid",
    "username",
    "uuid",
    "value",
    "vehicle",
    "version",
    "vin",
    "vorname",
    "website",
    "weight",
    "work",
    "year",
    "zip",
    "zipcode",
];

/// Words that stand for a missing value: never a column's name where nothing else says so.
const MISSING_WORDS: &[&str] = &["n/a", "na", "nil", "none", "null", "unbekannt", "unknown", "unlisted", "xxx", "-"];

/// Bytes of the longest of them.
const MISSING_LEN_MAX: usize = 9;

/// Rows that are compared with the first one.
const ROWS_COMPARED: usize = 100;

/// Whether `first` names the columns of `rows`.
pub(super) fn is_header(first: &[&[u8]], rows: &[Vec<&[u8]>]) -> bool {
    if rows.is_empty() || !may_be_header(first) {
        return false;
    }
    let filled = first.iter().filter(|cell| !cell.is_empty()).count();
    // Files that were joined repeat the header; such a row says nothing about its columns.
    let rows: Vec<&Vec<&[u8]>> = rows.iter().take(ROWS_COMPARED).filter(|row| row.as_slice() != first).collect();
    let (mut labels, mut contrasts, mut repeats, mut strangers) = (0, 0, 0, 0);
    for (index, cell) in first.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let below = Below::of(cell, &rows, index);
        labels += usize::from(is_label(cell));
        contrasts += usize::from(below.differs_in_kind);
        repeats += usize::from(below.repeats);
        strangers += usize::from(below.has_other_form);
    }
    let mut seen = HashSet::new();
    let is_unique = first.iter().filter(|cell| !cell.is_empty()).all(|cell| seen.insert(cell.to_ascii_lowercase()));
    let is_enough = match labels {
        0 => contrasts >= 2 && is_unique,
        1 => filled == 1 || contrasts >= 1,
        _ => is_unique || labels * 2 > filled,
    };
    let are_codes = first.iter().all(|cell| cell.is_empty() || is_code(cell));
    if are_codes && is_unique && repeats == 0 && strangers >= 2 && 2 * strangers >= filled {
        return true;
    }
    is_enough && 2 * (labels + contrasts) >= filled + 3 * repeats
}

/// Bytes of the longest name that a column is numbered with.
const CODE_MAX: usize = 10;

/// Whether a cell is what generated columns are called: `A4`, `x8`, `col_3`, `VAR00012`, `c3a`, `X` and `X.1`.
fn is_code(cell: &[u8]) -> bool {
    const LETTERS_MAX: usize = 5;
    const LETTERS_BEHIND_MAX: usize = 2;
    let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let behind = cell.get(letters..).unwrap_or_default();
    let letters_behind = behind.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let has_digit = behind.iter().any(u8::is_ascii_digit) || behind.is_empty() && letters <= 2;
    cell.len() <= CODE_MAX
        && (1..=LETTERS_MAX).contains(&letters)
        && has_digit
        && letters_behind <= LETTERS_BEHIND_MAX
        && behind.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

/// Whether a cell is a word and a number with zeros before it, as columns are numbered through.
fn is_numbered_through(cell: &[u8]) -> bool {
    const DIGITS_MAX: usize = 6;
    const LETTERS_MIN: usize = 3;
    let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let number = cell.get(letters..).unwrap_or_default();
    letters >= LETTERS_MIN
        && number.len() <= DIGITS_MAX
        && number.first() == Some(&b'0')
        && number.iter().all(u8::is_ascii_digit)
}

/// How a cell of the first record compares with its column below.
struct Below {
    differs_in_kind: bool,
    /// Nothing below is written as the cell is, and there is enough of one form, or of what no code is, to say so.
    has_other_form: bool,
    repeats: bool,
}

impl Below {
    fn of(cell: &[u8], rows: &[&Vec<&[u8]>], index: usize) -> Self {
        const FORM_ROWS_MIN: usize = 8;
        // Of so many codes of any form one is written as the first.
        const ROWS_SURE: usize = 30;
        let (mut filled, mut typed, mut alike, mut repeats) = (0, 0, 0, false);
        let (mut model, mut same, mut apart) = (None, 0, 0);
        for value in rows.iter().filter_map(|row| row.get(index)).filter(|value| !is_missing(value)) {
            filled += 1;
            typed += usize::from(has_value_shape(value));
            alike += usize::from(form_of(value).eq(form_of(cell)));
            same += usize::from(form_of(value).eq(form_of(model.get_or_insert(value))));
            apart += usize::from(
                value.len() > CODE_MAX
                    || value.iter().any(|byte| !byte.is_ascii_alphanumeric() && !b"_.-".contains(byte)),
            );
            repeats |= value.eq_ignore_ascii_case(cell);
        }
        Self {
            differs_in_kind: filled > 0 && typed * 5 >= filled * 4 && !has_value_shape(cell),
            has_other_form: filled >= FORM_ROWS_MIN
                && alike == 0
                && (filled >= ROWS_SURE || same * 5 >= filled * 3 || apart * 5 >= filled * 4),
            repeats,
        }
    }
}

/// The letters, digits and other signs of a cell, each run of one sort as one, whatever its length.
fn form_of(cell: &[u8]) -> impl Iterator<Item = u8> {
    let class = |byte: &u8| match byte {
        b'0'..=b'9' => b'9',
        byte if byte.is_ascii_alphabetic() || *byte >= 0x80 => b'a',
        byte => *byte,
    };
    let mut last = None;
    cell.iter().map(class).filter(move |class| last.replace(*class) != Some(*class))
}

fn is_missing(cell: &[u8]) -> bool {
    cell.is_empty()
        || cell.len() <= MISSING_LEN_MAX && MISSING_WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether nothing in `first` looks like a value rather than a name.
pub(super) fn may_be_header(first: &[&[u8]]) -> bool {
    let filled = first.iter().filter(|cell| !cell.is_empty()).count();
    filled > 0 && filled * 2 > first.len() && first.iter().all(|cell| cell.is_empty() || may_be_name(cell))
}

fn may_be_name(cell: &[u8]) -> bool {
    const LEN_MAX: usize = 64;
    const WORDS_MAX: usize = 7;
    let Some(&first) = cell.first() else { return false };
    let digits = cell.iter().filter(|byte| byte.is_ascii_digit()).count();
    let has_letter = cell.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let begins_like_value = first.is_ascii_digit() || matches!(first, b'+' | b'(' | b'$' | b'<' | b'{' | b'=');
    let has_value_byte = cell.iter().any(|byte| *byte == b'@' || byte.is_ascii_control());
    cell.len() <= LEN_MAX
        && has_letter
        && (digits <= 4 || is_numbered_through(cell))
        && !is_missing(cell)
        && !begins_like_value
        && !has_value_byte
        && memchr::memmem::find(cell, b"://").is_none()
        && cell.split(|byte| *byte == b' ').count() <= WORDS_MAX
}

/// Whether a cell is a value by its shape: it holds digits or an at sign, so it is not a word.
pub(super) fn has_value_shape(cell: &[u8]) -> bool {
    let digits = cell.iter().filter(|byte| byte.is_ascii_digit()).count();
    digits * 4 >= cell.len().max(1) || memchr::memchr(b'@', cell).is_some()
}

/// Whether a cell reads as the name of a column: words that label columns, or an identifier of several words.
pub(super) fn is_label(cell: &[u8]) -> bool {
    let words = words(cell);
    let known = words.iter().filter(|word| LABEL_WORDS.contains(&word.as_str())).count();
    let is_identifier = words.len() >= 2
        && memchr::memchr(b'_', cell).is_some()
        && cell.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    (!words.is_empty() && known * 2 >= words.len()) || (is_identifier && words.iter().all(|word| word.len() <= 20))
}

/// The words of a name in lower case, split where it is not alphabetic and at `camelCase`.
fn words(cell: &[u8]) -> Vec<String> {
    const WORDS_MAX: usize = 8;
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for byte in cell.iter().take(80) {
        let is_break = !byte.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && was_lower);
        if is_break && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if byte.is_ascii_alphabetic() {
            word.push(byte.to_ascii_lowercase() as char);
        }
        was_lower = byte.is_ascii_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.truncate(WORDS_MAX);
    words
}

/// The columns that `names` name: trimmed, an empty one as `column_3`, a repeated one as `name#2`.
pub(super) fn named_columns<'a>(names: impl IntoIterator<Item = &'a [u8]>) -> Vec<ColumnSpec> {
    let mut seen = HashSet::new();
    let mut specs = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let text = String::from_utf8_lossy(name);
        let base = text.trim().trim_start_matches(['\u{FEFF}', '#']).trim();
        let mut spec = if base.is_empty() {
            unnamed_column(index)
        } else {
            ColumnSpec { name: base.to_owned(), is_named: true, sql_type: None }
        };
        let stem = spec.name.clone();
        let mut repeat = 2;
        while !seen.insert(spec.name.clone()) {
            spec.name = format!("{stem}#{repeat}");
            repeat += 1;
        }
        specs.push(spec);
    }
    specs
}

/// The column at `index` where the source gives no name.
pub(super) fn unnamed_column(index: usize) -> ColumnSpec {
    ColumnSpec { name: format!("column_{}", index + 1), is_named: false, sql_type: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Judges a table written as lines of cells joined by `|`.
    fn judge(table: &[&str]) -> bool {
        let mut rows: Vec<Vec<&[u8]>> = table.iter().map(|line| line.split('|').map(str::as_bytes).collect()).collect();
        let first = rows.remove(0);
        is_header(&first, &rows)
    }

    #[test]
    fn words_for_missing_values_are_no_longer_than_said() {
        assert_eq!(MISSING_WORDS.iter().map(|word| word.len()).max(), Some(MISSING_LEN_MAX));
    }

    #[test]
    fn labels_above_values_are_a_header() {
        assert!(judge(&["id|name|email", "1|Ann Lee|ann@example.com"]));
        assert!(judge(&["first_name|last_name|city", "James|Smith|Boston", "Mary|Jones|Denver"]));
        assert!(judge(&["Name|City", "James Smith|Boston", "Mary Jones|Denver"]));
        assert!(judge(&["firstName|dateOfBirth", "James|1985-03-12"]));
        assert!(judge(&["Nachname|Vorname|Telefon", "Muster|Anna|030 555 0100"]));
        assert!(judge(&["|sepal|petal", "1|5.1|1.4", "2|4.9|1.3"]));
        assert!(judge(&["ssn", "536-90-4399"]));
    }

    #[test]
    fn codes_above_values_of_other_forms_are_a_header() {
        let with = |first: &'static str, row: &'static str| {
            [first].into_iter().chain(std::iter::repeat_n(row, 9)).collect::<Vec<_>>()
        };
        assert!(judge(&with("A4|x8|col_3", "James Smith|536-90-4399|A17")));
        assert!(judge(&with("instrument|principal|sn", "DE81148436808022093596|NULL|353328117102978")));
        assert!(judge(&with("VAR00012|VAR00013", "James Smith|536-90-4399")));
        assert!(judge(&with("c3a|f7", "James Smith|536-90-4399")));
        assert!(judge(&with("X|X.1", "James Smith|536-90-4399")));
        assert!(!judge(&with("A4|x8", "B7|K12")));
        let codes =
            ["q4|c3a", "9f2|0be", "b07|1c", "7a|f0f", "00d|9e9", "f9|a1b2", "3c3|77a", "e0e|5", "4ab|d4d4", "8|8c8"];
        assert!(!judge(&codes), "codes of many forms");
        assert!(!judge(&with("A4|James Smith", "B7 12|Mary Jones")));
    }

    #[test]
    fn a_record_of_values_is_never_a_header() {
        assert!(!judge(&["James|Smith|Boston", "Mary|Jones|Denver", "Ann|Lee|Austin"]));
        assert!(!judge(&["James|Smith|1985-03-12", "Mary|Jones|1990-01-02"]));
        assert!(!judge(&["James|unknown", "Mary|617-555-0100", "Ann|617-555-0101"]));
        assert!(!judge(&["James|Smith|unlisted|unlisted", "Mary|Jones|617-555-0100|617-555-0101"]));
        assert!(!judge(&["name|james@example.com", "email|mary@example.com"]));
        assert!(!judge(&["Peter|Street|London", "Ann|Lee|Paris"]));
        assert!(!judge(&["Boston|MA", "Denver|CO", "Boston|MA"]));
        assert!(!judge(&["536-90-4399", "536-90-4398"]));
        assert!(!judge(&["id|name"]));
    }

    #[test]
    fn columns_have_unique_names() {
        let specs = named_columns([b"\xEF\xBB\xBFid ".as_slice(), b"", b"phone", b"phone", b"phone"]);
        let names: Vec<_> = specs.iter().map(|spec| (spec.name.as_str(), spec.is_named)).collect();
        assert_eq!(names, [("id", true), ("column_2", false), ("phone", true), ("phone#2", true), ("phone#3", true)]);
    }
}
