//! Values that are cut over columns: `ssn1`, `ssn2`, `ssn3`; `area_code`, `exchange`, `line`; `birth_month`, `birth_day`,
//! `birth_year`; `house_no`, `street_name`.
//!
//! The names of the columns say which parts they hold. In a record whose parts are of the right length they become one value, in
//! a column that is named by all of them; there they count, and not each for itself.

use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;

use super::words::is_of;
use super::{DerivedBatch, spec};
use crate::batch::{Batch, Cell, ColumnId, ColumnSpec, Escape};
use crate::detect::Detector;

/// What the parts make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    Ssn,
    /// Area code, exchange and line.
    Phone,
    /// Area code and the rest.
    AreaAndPhone,
    BirthDate,
    Address,
}

/// All of them; where columns could be parts of two, they are of the first.
const WHOLES: [Whole; 5] = [Whole::Ssn, Whole::Phone, Whole::AreaAndPhone, Whole::BirthDate, Whole::Address];

impl Whole {
    /// What a column is called that holds it as a whole.
    fn label(self) -> &'static str {
        match self {
            Self::Ssn => "social_security_number",
            Self::Phone | Self::AreaAndPhone => "phone_number",
            Self::BirthDate => "date_of_birth",
            Self::Address => "street_address",
        }
    }

    /// Its parts, and which of them must be there.
    fn needed(self) -> &'static [bool] {
        match self {
            Self::Ssn | Self::Phone | Self::BirthDate => &[true, true, true],
            Self::AreaAndPhone => &[true, true],
            // Number, direction, name, kind of street.
            Self::Address => &[true, false, true, false],
        }
    }

    /// The part that a column's words name, and the words that all parts have in common.
    fn part(self, words: &[String]) -> Option<(usize, &[String])> {
        match self {
            Self::Ssn => ssn_part(words),
            Self::Phone => phone_part(words),
            Self::AreaAndPhone => area_or_phone(words),
            Self::BirthDate => date_part(words),
            Self::Address => address_part(words),
        }
    }

    /// Whether the columns mean it: their parts are named like those of other things, too.
    fn is_meant(self, detector: &Detector, parts: &[Option<&Named>], stem: &[String]) -> bool {
        let says = |kind: &str, name: &str| {
            let kind = detector.rules().kind(kind);
            kind.is_some_and(|kind| detector.column("", &spec(name.to_owned())).label(kind).weight >= OUTRIGHT)
        };
        match self {
            Self::Ssn => says("us_ssn", &stem.join(" ")),
            Self::BirthDate => says("date_of_birth", &format!("{} date", stem.join(" "))),
            // Three numbers of a telephone, or one of three: an area code is named by no other.
            Self::Phone | Self::AreaAndPhone => {
                let area = parts.first().copied().flatten().map_or("", |part| part.name.as_str()).to_ascii_lowercase();
                says("phone", &stem.join(" ")) || area.contains("area")
            }
            Self::Address => true,
        }
    }
}

/// The least weight of a name that names a kind outright.
const OUTRIGHT: f32 = 2.4;

/// The last words of the parts of three, in order.
const NUMBERED: [&[&str]; 3] = [&["1", "a"], &["2", "b"], &["3", "c"]];
const OF_SSN: [&[&str]; 3] = [&["area", "first"], &["group", "grp", "middle", "mid"], &["serial", "ser", "last"]];
const OF_PHONE: [&[&str]; 3] = [
    &["area", "npa"],
    &["exchange", "exch", "prefix", "nxx", "pre"],
    &["line", "suffix", "subscriber", "station", "suf", "last"],
];
const OF_DATE: [&[&str]; 3] =
    [&["year", "yr", "yyyy", "y"], &["month", "mon", "mo", "mm", "mth", "m"], &["day", "dd", "dy", "d"]];
/// Words that say no more than that it is a part or a number.
const FILLERS: &[&str] = &["part", "pt", "p", "seg", "segment", "code", "cd", "number", "num", "no", "nbr", "digits"];

fn place_of(word: &str, parts: &[&[&str]; 3]) -> Option<usize> {
    parts.iter().position(|words| is_of(word, words))
}

/// The words without those at the end that only say that it is a part or a number.
fn without_fillers(words: &[String]) -> &[String] {
    let len = words.iter().rposition(|word| !is_of(word, FILLERS)).map_or(0, |last| last + 1);
    words.get(..len).unwrap_or_default()
}

/// The part that the last word names, and the words before it.
fn last_of<'w>(words: &'w [String], parts: &[&[&str]; 3]) -> Option<(usize, &'w [String])> {
    let (last, stem) = words.split_last()?;
    Some((place_of(last, parts)?, stem))
}

fn ssn_part(words: &[String]) -> Option<(usize, &[String])> {
    let named = || {
        // `ssn_last4`
        let words =
            words.split_last().filter(|(last, _)| is_of(last, &["2", "3", "4"])).map_or(words, |(_, rest)| rest);
        last_of(without_fillers(words), &OF_SSN)
    };
    let (part, stem) = named().or_else(|| last_of(words, &NUMBERED))?;
    Some((part, without_fillers(stem)))
}

fn phone_part(words: &[String]) -> Option<(usize, &[String])> {
    let words =
        words.split_last().filter(|(last, rest)| *last == "4" && !rest.is_empty()).map_or(words, |(_, rest)| rest);
    let (part, stem) = last_of(without_fillers(words), &OF_PHONE).or_else(|| last_of(words, &NUMBERED))?;
    Some((part, without_fillers(stem)))
}

/// `phone_area`, `phone_number`; `area_code`, `phone`.
fn area_or_phone(words: &[String]) -> Option<(usize, &[String])> {
    let stem = without_fillers(words);
    match stem.split_last() {
        Some((last, stem)) if is_of(last, OF_PHONE[0]) => Some((0, without_phone(stem))),
        Some((last, _)) if is_of(last, PHONES) => Some((1, without_phone(stem))),
        _ => None,
    }
}

const PHONES: &[&str] = &["phone", "telephone", "tel", "ph"];

fn without_phone(stem: &[String]) -> &[String] {
    stem.split_last().filter(|(last, _)| is_of(last, PHONES)).map_or(stem, |(_, rest)| rest)
}

fn date_part(words: &[String]) -> Option<(usize, &[String])> {
    // `year_of_birth`
    if let [part, of, stem @ ..] = words
        && of == "of"
    {
        return Some((place_of(part, &OF_DATE)?, stem));
    }
    last_of(words, &OF_DATE)
}

/// Words for the street and the house in names of their parts.
const STREETS: &[&str] = &["street", "st", "str", "strasse", "road", "adr", "addr", "address"];
const HOUSES: &[&str] = &["house", "hs", "hse", "bldg", "building", "civic"];
const NUMBERS: &[&str] = &["num", "number", "no", "nr", "nbr", "numb"];
const DIRECTIONS: &[&str] = &["dir", "direction", "predir", "predirection"];
const SORTS: &[&str] = &["type", "typ", "suffix", "suf"];

fn address_part(words: &[String]) -> Option<(usize, &[String])> {
    let (last, rest) = words.split_last()?;
    let before = || rest.split_last().filter(|(word, _)| is_of(word, STREETS));
    let of_house = || rest.split_last().filter(|(word, _)| is_of(word, STREETS) || is_of(word, HOUSES));
    match last.as_str() {
        "housenumber" | "houseno" | "housenum" | "hausnummer" | "hausnr" | "streetnumber" | "streetno"
        | "streetnum" => Some((0, rest)),
        "streetname" => Some((2, rest)),
        last if is_of(last, NUMBERS) => Some((0, of_house()?.1)),
        last if is_of(last, DIRECTIONS) => Some((1, before()?.1)),
        "name" | "nm" => Some((2, before()?.1)),
        last if is_of(last, SORTS) => Some((3, before()?.1)),
        // `adr_street`
        "street" | "strasse" | "str" => Some((2, before().map_or(rest, |(_, rest)| rest))),
        _ => None,
    }
}

/// The place of the name among the parts of an address.
const NAME_OF_STREET: usize = 2;

fn is_street_name(words: &[String]) -> bool {
    words.last().is_some_and(|last| matches!(last.as_str(), "name" | "nm" | "streetname"))
}

/// Columns whose cells make one value.
pub(super) struct Join {
    whole: Whole,
    path: usize,
    /// Where it stands among all: by what the parts make, then by the first column that could be one of them.
    order: (usize, u32),
    /// By part; none where the table has no such column.
    parts: Vec<Option<ColumnId>>,
    name: String,
    column: Option<ColumnId>,
}

/// Columns at one path up to which what they stand for is told anew with each of them. Beyond, it is told whenever they have
/// become more by one in so many: a document may have a new name in each of its records.
const TOLD_EACH_MAX: usize = 512;
const TOLD_EVERY: usize = 16;

/// A column that may hold a part of a value.
struct Named {
    id: ColumnId,
    name: String,
    words: Vec<String>,
}

/// Such columns of a table, by their paths: only those at one path stand for something together.
#[derive(Default)]
pub(super) struct Parts {
    places: HashMap<String, usize, FixedState>,
    paths: Vec<Siblings>,
    /// Paths that a column came to since they were told.
    touched: BTreeSet<usize>,
}

#[derive(Default)]
struct Siblings {
    columns: Vec<Named>,
    /// Columns when it was last told.
    told: usize,
}

impl Siblings {
    fn is_behind(&self) -> bool {
        self.columns.len() <= TOLD_EACH_MAX || (self.columns.len() - self.told) * TOLD_EVERY >= self.columns.len()
    }
}

impl Parts {
    /// Adds a column, if it may hold a part of a value.
    pub(super) fn add(&mut self, id: ColumnId, name: &str, path: &str, words: Vec<String>) {
        if !WHOLES.iter().any(|whole| whole.part(&words).is_some()) {
            return;
        }
        let at = self.places.get(path).copied().unwrap_or_else(|| {
            self.places.insert(path.to_owned(), self.paths.len());
            self.paths.push(Siblings::default());
            self.paths.len() - 1
        });
        if let Some(siblings) = self.paths.get_mut(at) {
            siblings.columns.push(Named { id, name: name.to_owned(), words });
            self.touched.insert(at);
        }
    }

    /// Tells which columns hold parts of one value.
    pub(super) fn tell(&mut self, detector: &Detector, joins: &mut Vec<Join>) {
        let mut behind = std::mem::take(&mut self.touched);
        behind.retain(|at| self.paths.get(*at).is_some_and(Siblings::is_behind));
        if behind.is_empty() {
            return;
        }
        let (old, mut told): (Vec<Join>, Vec<Join>) =
            std::mem::take(joins).into_iter().partition(|join| behind.contains(&join.path));
        let known: HashMap<&str, Option<ColumnId>, FixedState> =
            old.iter().rev().map(|join| (join.name.as_str(), join.column)).collect();
        for at in behind {
            let Some(siblings) = self.paths.get_mut(at) else { continue };
            siblings.told = siblings.columns.len();
            tell(detector, at, &siblings.columns, &known, &mut told);
        }
        told.sort_by_key(|join| join.order);
        *joins = told;
    }
}

/// Columns that may hold the parts of one value.
struct Group<'c> {
    /// The words that their names have in common.
    stem: &'c [String],
    parts: Vec<Option<&'c Named>>,
    first: ColumnId,
    /// Whether one of them says that it is the name of a street.
    is_named: bool,
}

/// Tells which of the columns at one path hold parts of one value.
fn tell(
    detector: &Detector,
    path: usize,
    columns: &[Named],
    known: &HashMap<&str, Option<ColumnId>, FixedState>,
    told: &mut Vec<Join>,
) {
    let mut taken: HashSet<ColumnId, FixedState> = HashSet::default();
    for (rank, whole) in WHOLES.into_iter().enumerate() {
        let needed = whole.needed();
        // In the order of their first columns.
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut places: HashMap<&[String], usize, FixedState> = HashMap::default();
        for column in columns.iter().filter(|column| !taken.contains(&column.id)) {
            let Some((part, stem)) = whole.part(&column.words) else { continue };
            let at = *places.entry(stem).or_insert_with(|| {
                groups.push(Group { stem, parts: vec![None; needed.len()], first: column.id, is_named: false });
                groups.len() - 1
            });
            let Some(group) = groups.get_mut(at) else { continue };
            // `st_name` is the name alone, and `street` beside it may be the whole.
            let is_name = whole == Whole::Address && part == NAME_OF_STREET && is_street_name(&column.words);
            let is_better = is_name && !group.is_named;
            group.is_named |= is_name;
            if let Some(slot) = group.parts.get_mut(part).filter(|slot| slot.is_none() || is_better) {
                *slot = Some(column);
            }
        }
        for Group { stem, parts, first, .. } in groups {
            let are_there = parts.iter().zip(needed).all(|(part, is_needed)| part.is_some() || !is_needed);
            if !are_there || !whole.is_meant(detector, &parts, stem) {
                continue;
            }
            let names: Vec<&str> = parts.iter().flatten().map(|part| part.name.as_str()).collect();
            let name = format!("{}[{}]", names.join("+"), whole.label());
            let parts: Vec<_> = parts.iter().map(|part| part.map(|part| part.id)).collect();
            taken.extend(parts.iter().flatten());
            let column = known.get(name.as_str()).copied().flatten();
            told.push(Join { whole, path, order: (rank, first.0), parts, name, column });
        }
    }
}

/// Where the cells of a record stand, by their columns: tables may have thousands of parts.
#[derive(Default)]
pub(super) struct Places {
    /// For each column the record that it was last seen in, counted from 1, and the place of its first cell there.
    columns: Vec<(u32, usize)>,
    record: u32,
    /// Places of cells that became part of a value.
    gone: Vec<usize>,
}

impl Places {
    /// Puts the parts of the record together whose cells begin at `start` and are the last. Each of them is there once.
    pub(super) fn put_together(
        &mut self,
        joins: &mut [Join],
        batch: &Batch<'_>,
        start: usize,
        derived: &mut DerivedBatch,
        add: &mut dyn FnMut(&ColumnSpec) -> ColumnId,
    ) {
        self.record += 1;
        self.gone.clear();
        for (at, cell) in derived.cells.iter().enumerate().skip(start) {
            let column = cell.column.0 as usize;
            if self.columns.len() <= column {
                self.columns.resize(column + 1, (0, 0));
            }
            if let Some(place) = self.columns.get_mut(column).filter(|place| place.0 != self.record) {
                *place = (self.record, at);
            }
        }
        for join in joins {
            join.apply(batch, self, derived, add);
        }
        self.gone.sort_unstable();
        let mut gone = self.gone.iter().peekable();
        let first = self.gone.first().copied().unwrap_or(derived.cells.len());
        let mut kept = first;
        for at in first..derived.cells.len() {
            if gone.next_if_eq(&&at).is_none() {
                derived.cells.swap(kept, at);
                kept += 1;
            }
        }
        derived.cells.truncate(kept);
    }

    fn of(&self, column: ColumnId) -> Option<usize> {
        self.columns.get(column.0 as usize).filter(|place| place.0 == self.record).map(|place| place.1)
    }
}

impl Join {
    /// Appends the value that the parts of a record make to its cells.
    fn apply(
        &mut self,
        batch: &Batch<'_>,
        places: &mut Places,
        derived: &mut DerivedBatch,
        add: &mut dyn FnMut(&ColumnSpec) -> ColumnId,
    ) {
        let DerivedBatch { arena, cells, .. } = derived;
        let at: Vec<Option<usize>> = self.parts.iter().map(|part| part.and_then(|column| places.of(column))).collect();
        let parts: Vec<Option<Cell>> = at.iter().map(|at| at.and_then(|at| cells.get(at)).copied()).collect();
        let values: Vec<&[u8]> =
            parts.iter().map(|part| part.as_ref().map_or(&b""[..], |cell| batch.value(cell).trim_ascii())).collect();
        let value = arena.len();
        if !self.whole.write(&values, arena) {
            arena.truncate(value);
            return;
        }
        let there = || parts.iter().flatten().filter(|cell| cell.value_len > 0);
        let (Some(first), Some(last)) = (there().map(|cell| cell.start).min(), there().map(|cell| cell.end).max())
        else {
            return;
        };
        // Where columns lie far apart, the longest part stands for all.
        let longest =
            there().max_by_key(|cell| (cell.value_len, cell.start)).map_or(first..last, |cell| cell.start..cell.end);
        let span = if last - first <= SPAN_MAX { first..last } else { longest };
        let column = *self.column.get_or_insert_with(|| add(&spec(self.name.clone())));
        let place = (u32::try_from(value), u32::try_from(arena.len() - value));
        let (Ok(value), Ok(value_len)) = place else { return };
        places.gone.extend(at.into_iter().flatten());
        cells.push(Cell { start: span.start, end: span.end, value, value_len, column, escape: Escape::Opaque });
    }
}

/// Bytes between the first and the last part of a value in a row.
const SPAN_MAX: u32 = 1024;

impl Whole {
    /// Appends the whole; false where the parts make none.
    fn write(self, values: &[&[u8]], out: &mut Vec<u8>) -> bool {
        match (self, values) {
            (Self::Ssn, [area, group, serial]) => {
                padded(area, 3, out)
                    && sign(b'-', out)
                    && padded(group, 2, out)
                    && sign(b'-', out)
                    && padded(serial, 4, out)
            }
            (Self::Phone, [area, exchange, line]) => {
                is_area(area)
                    && is_area(exchange)
                    && padded(area, 3, out)
                    && sign(b'-', out)
                    && padded(exchange, 3, out)
                    && sign(b'-', out)
                    && padded(line, 4, out)
            }
            (Self::AreaAndPhone, [area, rest]) => {
                let area = area.strip_prefix(b"(").and_then(|area| area.strip_suffix(b")")).unwrap_or(area);
                let digits: Vec<u8> = rest.iter().copied().filter(u8::is_ascii_digit).collect();
                let is_rest = rest.iter().all(|byte| byte.is_ascii_digit() || b" -.".contains(byte));
                let (exchange, line) = digits.split_at(digits.len().min(3));
                is_rest
                    && digits.len() == 7
                    && is_area(area)
                    && is_area(exchange)
                    && padded(area, 3, out)
                    && sign(b'-', out)
                    && padded(exchange, 3, out)
                    && sign(b'-', out)
                    && padded(line, 4, out)
            }
            (Self::BirthDate, [year, month, day]) => {
                let month = number_of_month(month).or_else(|| number(month)).filter(|month| (1..=12).contains(month));
                let day = number(day).filter(|day| (1..=31).contains(day));
                let year = number(year).filter(|year| (1850..=2100).contains(year));
                let Some(((year, month), day)) = year.zip(month).zip(day) else { return false };
                out.extend_from_slice(format!("{year:04}-{month:02}-{day:02}").as_bytes());
                true
            }
            (Self::Address, [number, direction, name, sort]) => {
                let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let is_number = (1..=6).contains(&digits) && number.len() <= digits + 4;
                let is_name = name.iter().filter(|byte| byte.is_ascii_alphabetic()).count() >= 2;
                for word in [number, direction, name, sort].into_iter().filter(|word| !word.is_empty()) {
                    out.extend_from_slice(word);
                    out.push(b' ');
                }
                out.pop();
                is_number && is_name
            }
            _ => false,
        }
    }
}

/// Appends a number of so many digits, with the zeros that a numeric column lost.
fn padded(digits: &[u8], len: usize, out: &mut Vec<u8>) -> bool {
    let is_part = (1..=len).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    out.extend(std::iter::repeat_n(b'0', len.saturating_sub(digits.len())));
    out.extend_from_slice(digits.get(..len.min(digits.len())).unwrap_or_default());
    is_part
}

fn sign(byte: u8, out: &mut Vec<u8>) -> bool {
    out.push(byte);
    true
}

/// An area code or an exchange has three digits, and begins with none of the first two.
fn is_area(digits: &[u8]) -> bool {
    matches!(digits, [b'2'..=b'9', b, c] if b.is_ascii_digit() && c.is_ascii_digit())
}

fn number(digits: &[u8]) -> Option<u16> {
    let digits = digits.strip_suffix(b".0").unwrap_or(digits);
    if digits.len() > 4 { None } else { std::str::from_utf8(digits).ok()?.parse().ok() }
}

fn number_of_month(word: &[u8]) -> Option<u16> {
    const MONTHS: [&[u8; 3]; 12] =
        [b"JAN", b"FEB", b"MAR", b"APR", b"MAY", b"JUN", b"JUL", b"AUG", b"SEP", b"OCT", b"NOV", b"DEC"];
    let head = word.get(..3).filter(|_| word.iter().all(u8::is_ascii_alphabetic))?;
    (1..).zip(MONTHS).find(|(_, month)| month.eq_ignore_ascii_case(head)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use super::*;

    /// What is put together, however many columns come at a time.
    fn joined(names: &[&str]) -> Vec<String> {
        let of_step = |step| -> Vec<String> { told(names, step).joins.into_iter().map(|join| join.name).collect() };
        let joined = of_step(names.len());
        assert_eq!(of_step(1), joined);
        joined
    }

    #[test]
    fn parts_are_told_by_the_names_of_their_columns() {
        for (names, name) in [
            (&["id", "ssn1", "ssn2", "ssn3"][..], "ssn1+ssn2+ssn3[social_security_number]"),
            (&["ssn_serial", "ssn_area", "ssn_group"], "ssn_area+ssn_group+ssn_serial[social_security_number]"),
            (&["area_code", "exchange", "line"], "area_code+exchange+line[phone_number]"),
            (&["phone1", "phone2", "phone3"], "phone1+phone2+phone3[phone_number]"),
            (&["phone_area", "phone_number"], "phone_area+phone_number[phone_number]"),
            (&["birth_month", "birth_day", "birth_year"], "birth_year+birth_month+birth_day[date_of_birth]"),
            (&["dobDay", "dobMonth", "dobYear"], "dobYear+dobMonth+dobDay[date_of_birth]"),
            (&["STREET_NUM", "STREET_NAME", "STREET_TYPE"], "STREET_NUM+STREET_NAME+STREET_TYPE[street_address]"),
            (&["house_no", "street_name", "unit_no"], "house_no+street_name[street_address]"),
            (&["adr_nr", "adr_street"], "adr_nr+adr_street[street_address]"),
            (&["street", "st_number", "st_name", "st_type"], "st_number+st_name+st_type[street_address]"),
        ] {
            assert_eq!(joined(names), [name]);
        }
    }

    #[test]
    fn other_columns_in_a_row_are_no_parts() {
        for names in [
            &["code1", "code2", "code3"][..],
            &["count_a", "count_b", "count_c"],
            &["hire_month", "hire_day", "hire_year"],
            &["prefix", "suffix", "line"],
            &["year", "month", "day"],
            &["ssn1", "ssn2"],
            &["ssn1", "ein2", "ssn3"],
            &["street_name", "unit_no"],
            &["home.ssn1", "work.ssn2", "home.ssn3"],
        ] {
            assert_eq!(joined(names), Vec::<String>::new());
        }
    }

    #[test]
    fn what_is_put_together_stands_in_one_order_whatever_its_path() {
        let names = [
            "b.birth_year",
            "a.ssn1",
            "b.ssn1",
            "b.ssn2",
            "a.ssn2",
            "b.birth_month",
            "b.ssn3",
            "b.birth_day",
            "a.ssn3",
        ];
        let expected = [
            "a.ssn1+a.ssn2+a.ssn3[social_security_number]",
            "b.ssn1+b.ssn2+b.ssn3[social_security_number]",
            "b.birth_year+b.birth_month+b.birth_day[date_of_birth]",
        ];
        assert_eq!(joined(&names), expected);
    }

    #[test]
    fn of_very_many_columns_what_they_stand_for_is_told_now_and_then() {
        let mut names: Vec<String> = (0..4_000).map(|at| format!("n{at}_st_name")).collect();
        names.splice(2_000..2_000, ["ssn1", "ssn2", "ssn3"].map(str::to_owned));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let derived = told(&names, 1);
        assert_eq!(derived.joins.len(), 1);
        let siblings = &derived.parts.paths[0];
        assert!(siblings.told > 3_700 && siblings.told < names.len() && siblings.columns.len() == names.len());
    }

    fn whole(whole: Whole, values: &[&str]) -> Option<String> {
        let mut out = Vec::new();
        let values: Vec<&[u8]> = values.iter().map(|value| value.as_bytes()).collect();
        whole.write(&values, &mut out).then(|| String::from_utf8(out).unwrap())
    }

    #[test]
    fn parts_of_the_right_length_make_a_whole() {
        for (sort, values, expected) in [
            (Whole::Ssn, &["536", "90", "4399"][..], "536-90-4399"),
            (Whole::Ssn, &["8", "1", "99"], "008-01-0099"),
            (Whole::Phone, &["212", "664", "1000"], "212-664-1000"),
            (Whole::AreaAndPhone, &["(212)", "664-1000"], "212-664-1000"),
            (Whole::BirthDate, &["1987", "3", "12"], "1987-03-12"),
            (Whole::BirthDate, &["1987", "March", "12"], "1987-03-12"),
            (Whole::Address, &["1061", "N", "ORCHARD", "ST"], "1061 N ORCHARD ST"),
            (Whole::Address, &["12B", "", "ORCHARD ST", ""], "12B ORCHARD ST"),
        ] {
            assert_eq!(whole(sort, values).as_deref(), Some(expected));
        }
        for (sort, values) in [
            (Whole::Ssn, &["536", "90", ""][..]),
            (Whole::Ssn, &["536904399", "536904398", "536904397"]),
            (Whole::Phone, &["212", "664", "x"]),
            (Whole::Phone, &["2126641000", "2126641001", "2126641002"]),
            (Whole::Phone, &["012", "664", "1000"]),
            (Whole::AreaAndPhone, &["212", "2126641000"]),
            (Whole::BirthDate, &["1987", "13", "12"]),
            (Whole::BirthDate, &["87", "3", "12"]),
            (Whole::Address, &["", "", "ORCHARD", "ST"]),
            (Whole::Address, &["12", "", "34", ""]),
        ] {
            assert_eq!(whole(sort, values), None);
        }
    }
}
