//! The columns of a table whose definition is not at hand.
//!
//! Tuples do not say of which types their values are. But where one value ends the next one begins, the last ends where the
//! tuple does, and a value of varying length says how long it is: there are few ways to cut all of some rows alike. They are
//! tried in an order of likelihood, text first, until one is left.

use super::catalog::Column;
use super::page::{Layout, Stored, Tuple, stored};
use super::value::{Kind, numeric, signed};

/// Rows that are looked at.
const SAMPLE_MAX: usize = 40;
/// Cuts that are tried.
const STEPS_MAX: usize = 20_000;
/// Tables of more columns are not guessed at.
const COLUMNS_MAX: usize = 256;

/// The columns that all of `tuples` can be cut into.
pub(super) fn columns(tuples: &[Tuple<'_>]) -> Option<Vec<Column>> {
    let count = tuples.iter().map(|tuple| tuple.columns).max().filter(|&count| count <= COLUMNS_MAX)?;
    // Evenly from all that there are.
    let step = tuples.len().div_ceil(SAMPLE_MAX).max(1);
    let sample: Vec<Tuple<'_>> = tuples.iter().step_by(step).copied().collect();
    let mut steps_left = STEPS_MAX;
    let mut taken = Vec::new();
    let starts = vec![0; sample.len()];
    cut(&sample, count, &starts, &mut taken, &mut steps_left)?;
    let named = taken.into_iter().enumerate().map(|(index, (kind, layout))| Column {
        name: format!("column_{}", index + 1),
        kind,
        layout,
        is_dropped: false,
    });
    Some(named.collect())
}

/// A way to read a column.
type Way = (Kind, Layout);

const fn fixed(kind: Kind, len: i16, align: usize) -> Way {
    (kind, Layout { len, align })
}

const VARYING: Layout = Layout { len: -1, align: 4 };

/// In the order in which they are tried.
const WAYS: [Way; 12] = [
    (Kind::Text, VARYING),
    (Kind::Numeric, VARYING),
    (Kind::Jsonb, VARYING),
    fixed(Kind::Uuid, 16, 1),
    fixed(Kind::Timestamp, 8, 8),
    fixed(Kind::Float, 8, 8),
    fixed(Kind::Date, 4, 4),
    fixed(Kind::Int, 8, 8),
    fixed(Kind::Int, 4, 4),
    fixed(Kind::Bool, 1, 1),
    fixed(Kind::Int, 2, 2),
    (Kind::Bytes, VARYING),
];

/// Cuts the columns from that of `taken` on; the depth is that of columns.
fn cut(
    sample: &[Tuple<'_>],
    count: usize,
    starts: &[usize],
    taken: &mut Vec<Way>,
    steps_left: &mut usize,
) -> Option<()> {
    let column = taken.len();
    if column == count {
        let is_end = sample.iter().zip(starts).all(|(tuple, &at)| tuple.values().len() == at);
        return is_end.then_some(());
    }
    // A row from before a column was added ends with those that it has.
    let is_cut_short = |(tuple, &at): (&Tuple<'_>, &usize)| tuple.columns == column && tuple.values().len() != at;
    if sample.iter().zip(starts).any(is_cut_short) {
        return None;
    }
    for way in WAYS {
        *steps_left = steps_left.checked_sub(1)?;
        let Some(ends) = ends(sample, column, starts, way) else { continue };
        taken.push(way);
        if cut(sample, count, &ends, taken, steps_left).is_some() {
            return Some(());
        }
        taken.pop();
    }
    None
}

/// Where the values of a column end if it is read so.
fn ends(sample: &[Tuple<'_>], column: usize, starts: &[usize], (kind, layout): Way) -> Option<Vec<usize>> {
    let mut ends = Vec::with_capacity(starts.len());
    let mut values = Vec::with_capacity(starts.len());
    for (tuple, &at) in sample.iter().zip(starts) {
        if tuple.is_null(column) {
            ends.push(at);
            continue;
        }
        let bytes = tuple.values();
        let (stored, end) = stored(bytes, at, layout)?;
        // What stands between is zeros.
        let start = match &stored {
            Stored::Plain(span) | Stored::Packed { span, .. } | Stored::Elsewhere(span) => span.start,
        };
        let gap = bytes.get(at..at.next_multiple_of(layout.align).min(start))?;
        if gap.iter().any(|&byte| byte != 0) && layout.len >= 0 {
            return None;
        }
        if let Stored::Plain(span) = stored {
            values.push(bytes.get(span)?);
        }
        ends.push(end);
    }
    is_plausible(kind, layout, &values).then_some(ends)
}

/// Whether values are of this kind. Where there are none, anything may be.
fn is_plausible(kind: Kind, layout: Layout, values: &[&[u8]]) -> bool {
    let all = |is: &dyn Fn(&[u8]) -> bool| values.iter().all(|value| is(value));
    let numbers = || values.iter().filter_map(|value| signed(value));
    match kind {
        Kind::Text => {
            let filled = values.iter().filter(|value| !value.is_empty()).count();
            all(&is_text) && filled * 2 >= values.len()
        }
        Kind::Numeric => !values.is_empty() && all(&|value| numeric(value).is_some()),
        Kind::Jsonb => !values.is_empty() && all(&|value| super::jsonb::written(value).is_some()),
        // Version and variant of those that are made.
        Kind::Uuid => {
            let is_uuid = |value: &[u8]| {
                let at = |index: usize| value.get(index).copied().unwrap_or(0);
                (1..=8).contains(&(at(6) >> 4)) && at(8) >> 6 == 2
            };
            !values.is_empty() && all(&is_uuid)
        }
        // From 2001 to 2060.
        Kind::Timestamp => {
            !values.is_empty() && numbers().all(|count| (30_000_000_000_000..1_900_000_000_000_000).contains(&count))
        }
        Kind::Float => {
            let is_float = |value: &[u8]| {
                let number = value.first_chunk().map_or(0.0, |raw| f64::from_le_bytes(*raw).abs());
                number == 0.0 || (1e-9..1e15).contains(&number)
            };
            all(&is_float) && values.iter().any(|value| value.iter().any(|&byte| byte != 0))
        }
        // Numbers of rows are not below zero; most birth dates are.
        Kind::Date => {
            let before = numbers().filter(|&days| days < 0).count();
            before * 4 > values.len() && numbers().all(|days| (-45_000..40_000).contains(&days))
        }
        // The upper half of a number that is no time is empty.
        Kind::Int if layout.len == 8 => !values.is_empty() && numbers().all(|number| number.unsigned_abs() < 1 << 45),
        Kind::Bool => all(&|value| matches!(value, [0 | 1])),
        _ => true,
    }
}

fn is_text(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| {
        text.chars().all(|character| !character.is_control() || matches!(character, '\t' | '\n' | '\r'))
    })
}
