//! Licence numbers against the record that they stand in: the state beside them, and the name and birth date that some encode.
//!
//! Asked at the end of a batch, of the numbers that were taken for one, so that it does not matter which cells were looked at and
//! which were known from before.

use super::candidates::{splat, within};
use super::cofield;
use super::column::{CofieldLabel, ColumnContext, UNKNOWN};
use super::find::date;
use super::find::street_address::zip_state;
use super::validate::us_drivers_license::{Claims, StateSet, states_for};
use super::{CellValue, HitSink};
use crate::batch::{Batch, Cell, ColumnId};

/// Bytes of the longest number.
const LEN_MAX: usize = 20;
/// Cells of one record that they are compared with.
const CELLS_MAX: usize = 256;

/// Columns for states that are asked before others.
const STATE_COLUMNS_MAX: usize = 8;

/// Bytes of a state's code.
const CODE_LEN: usize = 2;

/// What the rest of a record says of a licence number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linkage {
    /// The state that a column of the record names, or that a ZIP code or an address in it lies in (its index in [`super::STATES`]), and the states whose form the number has.
    pub state: Option<(u8, StateSet)>,
    /// The letter that the number begins with, as a capital.
    pub first_letter: Option<u8>,
    /// Whether a name in the record is the one that the number encodes; `None` where it encodes none.
    pub name: Option<bool>,
    /// Whether a date in the record is the birth date that it encodes; `None` where it encodes none.
    pub birth: Option<bool>,
}

/// The licence numbers of a batch. Prints nothing of them.
#[derive(Default)]
pub(crate) struct RecordNumbers {
    /// The record that is being read.
    record: u32,
    numbers: Vec<Number>,
}

/// A number without separators, and where it stands.
struct Number {
    record: u32,
    column: ColumnId,
    len: u8,
    bytes: [u8; LEN_MAX],
}

impl RecordNumbers {
    /// What comes now stands in this record of the batch.
    pub(crate) fn begin_record(&mut self, record: u32) {
        self.record = record;
    }

    /// Remembers a number without separators.
    pub(crate) fn push(&mut self, column: ColumnId, canonical: &[u8]) {
        let mut bytes = [0; LEN_MAX];
        if let (Some(slot), Ok(len)) = (bytes.get_mut(..canonical.len()), u8::try_from(canonical.len())) {
            slot.copy_from_slice(canonical);
            self.numbers.push(Number { record: self.record, column, len, bytes });
        }
    }

    /// Compares all numbers with the other cells of their records, and forgets them. In a regular batch each record has a cell
    /// of every column, in their order.
    pub(crate) fn compare<S: HitSink>(
        &mut self,
        columns: &[ColumnContext],
        (batch, is_regular): (&Batch<'_>, bool),
        sink: &mut S,
    ) {
        let is_of_states = |column: &ColumnContext| column.cofield == CofieldLabel::State;
        let state_columns = (0..).map(ColumnId).zip(columns).filter(|(_, column)| is_of_states(column));
        let state_columns: Vec<_> = state_columns.map(|(id, _)| id).take(STATE_COLUMNS_MAX).collect();
        let end_of = |record: u32| batch.record_ends.get(record as usize).map_or(0, |&end| end as usize);
        let mut passed_over = PassedOver::default();
        let counts: Vec<_> = self
            .numbers
            .chunk_by(|one, next| one.column == next.column)
            .filter_map(|numbers| Some((numbers.first()?.column, numbers.len())))
            .collect();
        for Number { record, column, len, bytes } in self.numbers.drain(..) {
            let are_few = || counts.iter().all(|&(of, count)| of != column || count <= FEW_MAX);
            if !is_compared(record) && !are_few() {
                passed_over.add(column, sink);
                continue;
            }
            let number = bytes.get(..usize::from(len)).unwrap_or_default();
            let start = record.checked_sub(1).map_or(0, end_of);
            let cells = batch.cells.get(start..end_of(record)).unwrap_or_default();
            let others = || cells.iter().take(CELLS_MAX).filter(move |cell| cell.column != column);
            let at_its_place = |id: &ColumnId| cells.get(id.0 as usize).filter(|_| is_regular && *id != column);
            let claims = Claims::of(number);
            let linkage = Linkage {
                first_letter: number.first().copied().filter(u8::is_ascii_uppercase),
                // A column for states says more than two capitals elsewhere.
                state: state_columns
                    .first()
                    .and_then(at_its_place)
                    .and_then(|cell| state_of(columns, batch, cell))
                    .or_else(|| {
                        others()
                            .filter(|cell| state_columns.contains(&cell.column))
                            .find_map(|cell| state_of(columns, batch, cell))
                    })
                    .or_else(|| others().find_map(|cell| state_of(columns, batch, cell)))
                    .or_else(|| others().find_map(|cell| written_state(columns, batch, cell)))
                    .map(|state| (state, states_for(number))),
                name: claims.and_then(|claims| Some((claims, claims.initial()?))).map(|(claims, initial)| {
                    // Most cells do not hold the letter that the name begins with.
                    let may_agree = |cell: &&Cell| has_letter(batch, cell, initial);
                    others().filter(may_agree).any(|cell| claims.agrees_with_name(value_of(batch, cell)))
                }),
                birth: claims.filter(Claims::has_birth).map(|claims| {
                    others().filter(|cell| has_digit(batch, cell)).any(|cell| {
                        let date = date::cell(value_of(batch, cell), true);
                        date.is_some_and(|read| claims.agrees_with_birth(read.date))
                    })
                }),
            };
            sink.linked(column, &linkage);
        }
        passed_over.tell(sink);
    }
}

/// Records of a batch whose numbers are all compared.
const COMPARED_MIN: u32 = 64;
/// Numbers of a column in a batch that are all compared, wherever they stand.
const FEW_MAX: usize = 64;
/// Of the others, one in so many is.
const COMPARED_ONE_IN: u32 = 8;

/// Whether the numbers of a record are compared with it, where its column has many. One record is much like another, so that
/// some sixty prove as much as a million; those that are looked at are spread over all batches.
fn is_compared(record: u32) -> bool {
    // Scattered, so that no period of the records meets them.
    record < COMPARED_MIN || record.wrapping_mul(0x9E37_79B9) >> 16 & (COMPARED_ONE_IN - 1) == 0
}

/// Numbers of one column that were not compared.
#[derive(Default)]
struct PassedOver {
    column: Option<ColumnId>,
    count: u64,
}

impl PassedOver {
    fn add<S: HitSink>(&mut self, column: ColumnId, sink: &mut S) {
        if self.column != Some(column) {
            self.tell(sink);
            *self = Self { column: Some(column), count: 0 };
        }
        self.count += 1;
    }

    fn tell<S: HitSink>(&self, sink: &mut S) {
        if let Some(column) = self.column {
            sink.unlinked(column, self.count);
        }
    }
}

#[inline]
fn value_of<'b>(batch: &'b Batch<'_>, cell: &Cell) -> &'b [u8] {
    let (buffer, place) = batch.place(cell);
    let value = buffer.get(place).unwrap_or_default();
    match value {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
        _ => value.trim_ascii(),
    }
}

/// Whether a cell holds a digit, as every date does.
#[inline]
fn has_digit(batch: &Batch<'_>, cell: &Cell) -> bool {
    let (buffer, place) = batch.place(cell);
    let value = CellValue::new(buffer, place);
    !value.is_short() || value.words().into_iter().any(|word| within(word, b'0', b'9') != 0)
}

/// Whether a cell may hold a letter, which is given as a capital, in either case or with an accent. More may be said of other
/// signs.
#[inline]
fn has_letter(batch: &Batch<'_>, cell: &Cell, capital: u8) -> bool {
    let (buffer, place) = batch.place(cell);
    let value = CellValue::new(buffer, place);
    let small = capital | 0x20;
    let has = |word: u64| within(word | splat(0x20), small, small) != 0 || word & splat(0x80) != 0;
    let [a, b, c, d] = value.words();
    !value.is_short() || has(a) || has(b) || has(c) || has(d)
}

fn state_of(columns: &[ColumnContext], batch: &Batch<'_>, cell: &Cell) -> Option<u8> {
    let column = columns.get(cell.column.0 as usize).unwrap_or(&UNKNOWN);
    let value = value_of(batch, cell);
    // Outside of a column for states, a state is two capitals.
    let may_be_state = value.len() == CODE_LEN || column.cofield == CofieldLabel::State;
    if may_be_state { cofield::state(value, column) } else { None }
}

/// The state of a ZIP code in a column for those, or the one before the code at the end of an address.
fn written_state(columns: &[ColumnContext], batch: &Batch<'_>, cell: &Cell) -> Option<u8> {
    let column = columns.get(cell.column.0 as usize).unwrap_or(&UNKNOWN);
    let value = value_of(batch, cell);
    if column.cofield == CofieldLabel::Zip {
        return zip_state(value);
    }
    let digits_end = value.last().is_some_and(u8::is_ascii_digit) && value.len() >= ADDRESS_MIN;
    let zip = value.rsplit(|byte| *byte == b' ').next().filter(|zip| digits_end && matches!(zip.len(), 5 | 10))?;
    let [.., b' ' | b',', first, second] = value.get(..value.len() - zip.len())?.trim_ascii_end() else { return None };
    let zip_digits = zip.get(..5)?.iter().all(u8::is_ascii_digit);
    cofield::state(&[*first, *second], &UNKNOWN).filter(|_| zip_digits)
}

/// Bytes of a street with a state and a ZIP code at the least.
const ADDRESS_MIN: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_records_and_one_in_eight_of_the_others_are_compared() {
        assert!((0..COMPARED_MIN).all(is_compared));
        let others = COMPARED_MIN..COMPARED_MIN + 8000;
        let compared: Vec<_> = others.filter(|&record| is_compared(record)).collect();
        assert!((900..1100).contains(&compared.len()), "{}", compared.len());
        // Records of two or more sorts in turn are met alike.
        for period in [2, 3, 4, 8, 16] {
            for phase in 0..period {
                let met = compared.iter().filter(|&record| record % period == phase).count();
                let even = compared.len() / period as usize;
                assert!(
                    (even * 3 / 4..=even * 5 / 4).contains(&met),
                    "{met} of {} where {even} would be",
                    compared.len()
                );
            }
        }
    }
}
