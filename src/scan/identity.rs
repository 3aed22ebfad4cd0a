//! Who each record of a batch is about: its names and birth date taken together.
//!
//! A surname alone tells no person, and neither does a birth date; together they do. Which cells of a record are taken
//! hangs on the names of its columns and on what stands in it, and on nothing that was seen before: so it is the same
//! however a table is cut. Where the names of columns do not say which of them hold names, what was found in them does.

use std::ops::Range;

use crate::aggregate::Persons;
use crate::batch::{Batch, Cell, ColumnId};
use crate::detect::{CellValue, ColumnContext, Part, folded, given_and_family};
use crate::rules::{KindId, RuleSet};

/// What a column says of the person that its records are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Given,
    Family,
    Whole,
    Birth,
}

/// A column that its name gives a role. Those of the person whom a record is about are called most plainly (`last_name`, and then
/// `spouse_last_name`): what is named outright comes first, and then what is named shortly.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Labelled {
    is_weak: bool,
    len: usize,
    name: String,
    column: ColumnId,
}

/// The columns of a table that tell people apart.
#[derive(Debug, Default)]
pub(super) struct Identity {
    given: Vec<Labelled>,
    family: Vec<Labelled>,
    whole: Vec<Labelled>,
    birth: Vec<Labelled>,
    /// For each column whether its name says nothing, so that there may be names in it.
    is_silent: Vec<bool>,
    name_kind: Option<KindId>,
}

impl Identity {
    /// A name fits a kind among others from this weight on; that of the table alone is not enough.
    const WEIGHT_MIN: f32 = 0.9;
    /// A name that names a kind outright.
    const WEIGHT_OUTRIGHT: f32 = 2.0;
    /// Columns of one role that are looked at.
    const COLUMNS_MAX: usize = 8;

    /// Takes note of the next column.
    pub(super) fn add(&mut self, rules: &RuleSet, column: ColumnId, name: &str, context: &ColumnContext) {
        self.name_kind = rules.kind("person_name");
        let weight = |kind: Option<KindId>| kind.map_or(0.0, |kind| context.label(kind).weight);
        let (as_name, as_birth) = (weight(self.name_kind), weight(rules.kind("date_of_birth")));
        let part = context.name_part();
        let (role, weight) = match part {
            _ if as_birth >= Self::WEIGHT_OUTRIGHT && as_birth > as_name => (Some(Role::Birth), as_birth),
            _ if as_name < Self::WEIGHT_MIN => (None, as_name),
            Some(Part::GivenName) => (Some(Role::Given), as_name),
            Some(Part::FamilyName) => (Some(Role::Family), as_name),
            Some(_) => (None, as_name),
            None => (Some(Role::Whole), as_name),
        };
        self.is_silent.push(role.is_none() && part.is_none() && as_name == 0.0 && !context.is_of_place());
        let Some(role) = role else { return };
        let columns = match role {
            Role::Given => &mut self.given,
            Role::Family => &mut self.family,
            Role::Whole => &mut self.whole,
            Role::Birth => &mut self.birth,
        };
        columns.push(Labelled {
            is_weak: weight < Self::WEIGHT_OUTRIGHT,
            len: name.len(),
            name: name.to_owned(),
            column,
        });
        columns.sort_unstable();
        columns.truncate(Self::COLUMNS_MAX);
    }

    /// Counts the persons of a batch. `bits` gives the combination of each record, and `slots` the kind and column of each
    /// bit in it.
    pub(super) fn count(
        &self,
        batch: &Batch<'_>,
        bits: impl Iterator<Item = u128>,
        slots: impl Iterator<Item = (KindId, Option<u32>)>,
        persons: &mut Persons,
    ) {
        let has_names = !self.whole.is_empty() || !self.given.is_empty() && !self.family.is_empty();
        let is_silent = |column: u32| self.is_silent.get(column as usize).copied().unwrap_or(false);
        let silent: Vec<(u128, ColumnId)> = slots
            .enumerate()
            .filter(|(_, (kind, _))| Some(*kind) == self.name_kind)
            .filter_map(|(index, (_, column))| {
                Some((1 << index, ColumnId(column.filter(|&column| is_silent(column))?)))
            })
            .collect();
        if !has_names && silent.is_empty() {
            return;
        }
        let records = Records::of(batch, self.is_silent.len());
        let [given, family] = [&self.given, &self.family].map(|columns| records.hashes(columns, hash_of));
        let whole = records.hashes(&self.whole, hash_of_name);
        let birth = records.hashes(&self.birth, hash_of_day);
        let parts = given.iter().zip(&family).zip(whole.iter().zip(&birth));
        for (index, (((&given, &family), (&whole, &birth)), bits)) in parts.zip(bits).enumerate() {
            let name = if given != NONE && family != NONE { folded(given ^ KEYS[2], family) } else { whole };
            if name != NONE {
                let told = if birth == NONE { &mut persons.named } else { &mut persons.born };
                told.add(folded(name ^ KEYS[3], birth ^ KEYS[0]));
            } else if !silent.is_empty()
                && let Some(key) = unlabelled(&records.at(index), bits, &silent, [given, family])
            {
                persons.unlabelled.add(key);
            }
        }
    }
}

/// Two names and more in columns that do not say what they hold, with the parts of a name that others say they hold.
fn unlabelled(record: &Record<'_>, bits: u128, silent: &[(u128, ColumnId)], labelled: [u64; 2]) -> Option<u64> {
    const NAMES_MIN: usize = 2;
    let found =
        silent.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, column)| record.hash_with(*column, &hash_of_name));
    let all = found.chain(labelled).filter(|hash| *hash != NONE);
    // Added up, so that the order of the columns does not matter.
    let (count, sum) = all.fold((0, 0u64), |(count, sum), hash| (count + 1, sum.wrapping_add(hash)));
    (count >= NAMES_MIN).then(|| folded(sum ^ KEYS[1], KEYS[2]))
}

/// The records of a batch.
struct Records<'b> {
    batch: &'b Batch<'b>,
    /// The cells of each record, where each has one of every column, in their order.
    width: Option<usize>,
}

impl<'b> Records<'b> {
    fn of(batch: &'b Batch<'b>, columns: usize) -> Self {
        let ends = batch.record_ends.iter().zip(1..);
        let is_regular = columns * batch.record_ends.len() == batch.cells.len()
            && ends.fold(true, |all, (&end, count)| all & (end as usize == count * columns));
        Self { batch, width: (is_regular && columns > 0).then_some(columns) }
    }

    fn at(&self, index: usize) -> Record<'b> {
        let ends = self.batch.record_ends;
        let end = |index: usize| ends.get(index).map_or(0, |&end| end as usize);
        let start = index.checked_sub(1).map_or(0, end);
        Record { batch: self.batch, cells: self.batch.cells.get(start..end(index)).unwrap_or_default() }
    }

    /// For each record the hash of what stands in the first of some columns that is not empty in it.
    #[inline]
    fn hashes(&self, columns: &[Labelled], hash_of: impl Fn(&Batch<'_>, &Cell) -> u64) -> Vec<u64> {
        let count = self.batch.record_ends.len();
        let Some((first, others)) = columns.split_first() else { return vec![NONE; count] };
        let mut hashes: Vec<u64> = match self.width {
            Some(width) => {
                let place = first.column.0 as usize;
                let is_it = |cell: &&Cell| cell.column == first.column;
                let rows = self.batch.cells.chunks_exact(width);
                rows.map(|row| row.get(place).filter(is_it).map_or(NONE, |cell| hash_of(self.batch, cell))).collect()
            }
            None => (0..count).map(|index| self.at(index).hash_with(first.column, &hash_of)).collect(),
        };
        for (index, hash) in hashes.iter_mut().enumerate().filter(|(_, hash)| **hash == NONE && !others.is_empty()) {
            let hashes = others.iter().map(|labelled| self.at(index).hash_with(labelled.column, &hash_of));
            *hash = hashes.into_iter().find(|hash| *hash != NONE).unwrap_or(NONE);
        }
        hashes
    }
}

/// The cells of one record.
struct Record<'b> {
    batch: &'b Batch<'b>,
    cells: &'b [Cell],
}

impl Record<'_> {
    fn hash_with(&self, column: ColumnId, hash_of: &impl Fn(&Batch<'_>, &Cell) -> u64) -> u64 {
        let cell = self.cells.iter().find(|cell| cell.column == column);
        cell.map_or(NONE, |cell| hash_of(self.batch, cell))
    }
}

/// The hash of nothing.
const NONE: u64 = 0;

/// Bytes of most names, and of all dates.
const SHORT_MAX: usize = 16;

const KEYS: [u64; 4] = [0x2F5C_9A1B_D3E0_7741, 0x9B1D_52C8_40F7_36AD, 0x61E4_8F0D_B95A_C273, 0xD806_3BE1_57C2_94FB];

const SMALL: u64 = 0x2020_2020_2020_2020;

/// For each length of a short value, the bits that are its own.
const MASKS: [[u64; 2]; SHORT_MAX + 1] = {
    let mut masks = [[0; 2]; SHORT_MAX + 1];
    let mut len = 0;
    while len <= SHORT_MAX {
        let mut at = 0;
        while at < len {
            masks[len][at / 8] |= 0xFF << (8 * (at % 8));
            at += 1;
        }
        len += 1;
    }
    masks
};

/// The hash of what stands in a cell, but for spaces around it.
#[inline]
fn hash_of(batch: &Batch<'_>, cell: &Cell) -> u64 {
    let (buffer, place) = batch.place(cell);
    hash_at(buffer, place)
}

/// The same of a day: the time that some exports write behind it says nothing of who was born on it.
#[inline]
fn hash_of_day(batch: &Batch<'_>, cell: &Cell) -> u64 {
    const DAY_LEN: usize = 10;
    let (buffer, place) = batch.place(cell);
    let is_timed = place.len() > DAY_LEN
        && matches!(
            buffer.get(place.clone()),
            Some([_, _, _, _, b'-', _, _, b'-', _, _, b' ' | b'T', b'0'..=b'2', b'0'..=b'9', b':', ..])
        );
    hash_at(buffer, if is_timed { place.start..place.start + DAY_LEN } else { place })
}

#[inline]
fn hash_at(buffer: &[u8], place: Range<usize>) -> u64 {
    let len = place.end.wrapping_sub(place.start);
    let block = buffer.get(place.start..).and_then(<[u8]>::first_chunk);
    if let Some(block) = block
        && let Some(masks) = MASKS.get(len)
        && block[0] > b' '
        && block[len.wrapping_sub(1) % SHORT_MAX] > b' '
    {
        return if len == 0 { NONE } else { hash_short(block, masks) };
    }
    hash_trimmed(buffer, place)
}

/// The same of a whole name, which `Moore, Ann` and `ANN MOORE` are alike.
fn hash_of_name(batch: &Batch<'_>, cell: &Cell) -> u64 {
    const NAME_MAX: usize = 64;
    let value = batch.value(cell);
    let parts = if value.len() < NAME_MAX { given_and_family(value) } else { None };
    let Some((given, family)) = parts else { return hash_of(batch, cell) };
    let mut name = [b' '; NAME_MAX];
    let len = given.len() + 1 + family.len();
    name.iter_mut().zip(given.iter().chain(b" ").chain(family)).for_each(|(slot, byte)| *slot = *byte);
    hash_trimmed(&name, 0..len)
}

/// A hash of the bytes that the masks leave, the same for small letters and capitals.
#[inline]
fn hash_short(block: &[u8; SHORT_MAX], masks: &[u64; 2]) -> u64 {
    let (words, _) = block.as_chunks::<8>();
    let [low, high] = std::array::from_fn(|index| u64::from_le_bytes(words[index]) & masks[index] | SMALL);
    folded(low ^ KEYS[0], high ^ KEYS[1])
}

/// The hash of a value that is long, or has spaces around it, or stands at the end of its buffer.
#[inline(never)]
fn hash_trimmed(buffer: &[u8], place: Range<usize>) -> u64 {
    let bytes = buffer.get(place.clone()).unwrap_or_default();
    let behind = bytes.trim_ascii_start();
    let trimmed = behind.trim_ascii_end();
    if trimmed.is_empty() {
        return NONE;
    }
    if let Some(masks) = MASKS.get(trimmed.len()) {
        let mut block = [0; SHORT_MAX];
        block.iter_mut().zip(trimmed).for_each(|(slot, byte)| *slot = *byte);
        return hash_short(&block, masks);
    }
    let start = place.start + bytes.len() - behind.len();
    let value = CellValue::new(buffer, start..start + trimmed.len());
    let [a, b, c, d] = value.words().map(|word| word | SMALL);
    match value.is_short() {
        true => folded(folded(a ^ KEYS[0], b ^ KEYS[1]) ^ c, d ^ KEYS[2]),
        false => value.hash(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{BatchBuf, ColumnSpec};
    use crate::detect::Detector;

    const NAME: KindId = KindId(0);

    /// The persons of a table written as lines of cells joined by `|`, of which the first names the columns, cut into batches of
    /// so many records. `bits` are those of every record.
    fn persons(table: &[&str], records: usize, bits: u128, slots: &[(KindId, Option<u32>)]) -> Persons {
        let detector = Detector::new(std::sync::Arc::new(RuleSet::builtin().unwrap())).unwrap();
        let mut identity = Identity::default();
        let (names, rows) = table.split_first().unwrap();
        for (index, name) in (0..).zip(names.split('|')) {
            let spec = ColumnSpec { name: name.to_owned(), is_named: !name.starts_with("column_"), sql_type: None };
            identity.add(detector.rules(), ColumnId(index), name, &detector.column("", &spec));
        }
        identity.name_kind = Some(NAME);
        let mut persons = Persons::default();
        for rows in rows.chunks(records) {
            let (mut buf, mut bytes) = (BatchBuf::default(), Vec::new());
            for row in rows {
                for (index, cell) in (0..).zip(row.split('|')) {
                    let start = u32::try_from(bytes.len()).unwrap();
                    bytes.extend_from_slice(cell.as_bytes());
                    let end = u32::try_from(bytes.len()).unwrap();
                    buf.cells.push(Cell::borrowed(ColumnId(index), start..end));
                }
                buf.end_record();
            }
            let bits = std::iter::repeat_n(bits, rows.len());
            identity.count(&buf.as_batch(&bytes), bits, slots.iter().copied(), &mut persons);
        }
        persons
    }

    fn counts(persons: &Persons) -> [(u64, u64); 3] {
        [&persons.named, &persons.born, &persons.unlabelled].map(|told| (told.records, told.distinct.count()))
    }

    #[test]
    fn a_person_is_a_given_and_a_family_name_and_a_birth_date_together() {
        let table = [
            "first_name|last_name|dob|spouse_last_name",
            "Ann|Lee|1980-02-03|Moore",
            "ANN |LEE|1980-02-03|Cole",
            "Ann|Lee|1991-07-08|Moore",
            "Ann|Cole||Moore",
            "Lee|Ann|1980-02-03|Moore",
            "|Moore|1980-02-03|Moore",
        ];
        for records in [1, 2, 6] {
            assert_eq!(counts(&persons(&table, records, 0, &[])), [(1, 1), (4, 3), (0, 0)]);
        }
    }

    #[test]
    fn a_day_is_the_same_whether_a_time_stands_behind_it() {
        let table = [
            "name|dob",
            "Ann Lee|1980-02-03",
            "Ann Lee|1980-02-03 00:00:00",
            "Ann Lee|1980-02-03T00:00:00.000Z",
            "Ann Lee|1980-02-04 00:00:00",
        ];
        for records in [1, 2, 4] {
            assert_eq!(counts(&persons(&table, records, 0, &[])), [(0, 0), (4, 2), (0, 0)]);
        }
    }

    #[test]
    fn a_value_has_the_same_hash_wherever_it_stands() {
        for value in ["a", "Lee", "Maximilian Moore", "Maximilian Moore-Abernathy", "Å", "1980-02-03"] {
            let alone = hash_trimmed(value.as_bytes(), 0..value.len());
            assert_ne!(alone, NONE);
            let padded = format!("  {value} ");
            assert_eq!(hash_trimmed(padded.as_bytes(), 0..padded.len()), alone);
            let large = value.to_ascii_uppercase();
            assert_eq!(hash_trimmed(large.as_bytes(), 0..large.len()), alone);
            let followed = format!("{value},and what stands behind");
            let batch = Batch { bytes: followed.as_bytes(), arena: &[], cells: &[], record_ends: &[] };
            let end = u32::try_from(value.len()).unwrap();
            assert_eq!(hash_of(&batch, &Cell::borrowed(ColumnId(0), 0..end)), alone);
            assert_eq!(hash_of(&batch, &Cell::borrowed(ColumnId(0), 0..0)), NONE);
        }
        assert_eq!(hash_trimmed(b"   ", 0..3), NONE);
        assert_ne!(hash_trimmed(b"Ann", 0..3), hash_trimmed(b"Ana", 0..3));
    }

    #[test]
    fn a_whole_name_stands_for_its_parts_and_the_plainest_column_for_others() {
        let table =
            ["agent|customer_name|dob", "Ann Lee|Bob Cole|1980-02-03", "Ann Lee|Eve Moore|1980-02-04", "Ann Lee||"];
        assert_eq!(counts(&persons(&table, 2, 0, &[])), [(1, 1), (2, 2), (0, 0)]);
    }

    #[test]
    fn a_name_with_its_family_name_first_is_the_same_name() {
        let table =
            ["name|dob", "Ann Lee|1980-02-03", "LEE, ANN|1980-02-03", "Lee,Ann|1980-02-03", "Lee Ann|1980-02-03"];
        assert_eq!(counts(&persons(&table, 3, 0, &[])), [(0, 0), (4, 2), (0, 0)]);
        // A title behind the comma is no given name.
        let titled = ["name|dob", "Ann Lee, Jr.|1980-02-03", "Jr. Ann Lee|1980-02-03"];
        assert_eq!(counts(&persons(&titled, 2, 0, &[])), [(0, 0), (2, 2), (0, 0)]);
    }

    #[test]
    fn columns_that_do_not_say_what_they_hold_tell_people_by_the_names_found_in_them() {
        let table = ["column_1|column_2|city", "Ann|Lee|Reno", "Ann|Cole|Reno", "Ann|Lee|Boise"];
        let slots = [(NAME, Some(0)), (KindId(7), Some(0)), (NAME, Some(1)), (NAME, Some(2))];
        assert_eq!(counts(&persons(&table, 2, 0b1111, &slots)), [(0, 0), (0, 0), (3, 2)]);
        assert_eq!(counts(&persons(&table, 2, 0b0011, &slots)), [(0, 0); 3], "a surname is missing");
    }
}
