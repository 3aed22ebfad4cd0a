//! Cells that are personal data only beside something else: state, ZIP, city.

use super::column::{CofieldLabel, ColumnContext};
use super::find::street_address::is_assigned_zip;
use super::signature::Profile;
use super::{Cofield, STATES};

/// Names of the states, the district and the territories, in the order of [`STATES`].
const STATE_NAMES: [&str; 59] = [
    "alabama",
    "alaska",
    "arizona",
    "arkansas",
    "california",
    "colorado",
    "connecticut",
    "delaware",
    "district of columbia",
    "florida",
    "georgia",
    "hawaii",
    "idaho",
    "illinois",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "louisiana",
    "maine",
    "maryland",
    "massachusetts",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "north carolina",
    "north dakota",
    "ohio",
    "oklahoma",
    "oregon",
    "pennsylvania",
    "rhode island",
    "south carolina",
    "south dakota",
    "tennessee",
    "texas",
    "utah",
    "vermont",
    "virginia",
    "washington",
    "west virginia",
    "wisconsin",
    "wyoming",
    "puerto rico",
    "virgin islands",
    "guam",
    "american samoa",
    "northern mariana islands",
    "micronesia",
    "marshall islands",
    "palau",
];

/// Whether values of this form can be a cofield in the column.
pub(crate) fn may_be(value: &[u8], profile: &Profile, column: &ColumnContext) -> bool {
    if profile.digits == 0 && profile.ats == 0 {
        let is_place = matches!(column.cofield, CofieldLabel::State | CofieldLabel::City);
        return value.len() <= 24 && (value.len() == 2 || is_place);
    }
    (column.cofield == CofieldLabel::Zip || !column.is_named) && is_zip_form(value)
}

/// What cofield a trimmed cell may be.
#[inline]
pub(crate) fn of_cell(value: &[u8], profile: &Profile, column: &ColumnContext) -> Option<Cofield> {
    if profile.digits == 0 && profile.ats == 0 && value.len() <= 24 {
        if let Some(state) = state(value, column) {
            return Some(Cofield::State(state));
        }
        return (column.cofield == CofieldLabel::City && profile.letters >= 2).then_some(Cofield::City);
    }
    let is_zip_column = column.cofield == CofieldLabel::Zip || !column.is_named;
    let is_form = || value.len() == 5 || is_zip_form(value);
    (is_zip_column && is_form() && is_assigned_zip(value)).then_some(Cofield::Zip)
}

/// Two capitals that are a state's code, anywhere; its name, or small letters, only in a column for states.
pub(crate) fn state(value: &[u8], column: &ColumnContext) -> Option<u8> {
    let is_state_column = column.cofield == CofieldLabel::State;
    match value {
        [a, b] if is_state_column || (a.is_ascii_uppercase() && b.is_ascii_uppercase()) => {
            state_of_code([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
        }
        [_, _, _, _, ..] if is_state_column => state_of_name(value),
        _ => None,
    }
}

/// The index into [`STATES`] by the two letters of the code, 26 rows of 26; beyond the states where there is none.
const CODES: [u8; 26 * 26] = {
    let mut codes = [u8::MAX; 26 * 26];
    let mut index = 0u8;
    while (index as usize) < STATES.len() {
        let code = STATES[index as usize].as_bytes();
        codes[(code[0] - b'A') as usize * 26 + (code[1] - b'A') as usize] = index;
        index += 1;
    }
    codes
};

/// The index into [`STATES`] by its name.
pub(super) fn state_of_name(name: &[u8]) -> Option<u8> {
    let index = STATE_NAMES.iter().position(|known| name.eq_ignore_ascii_case(known.as_bytes()))?;
    u8::try_from(index).ok()
}

pub(super) fn state_of_code([first, second]: [u8; 2]) -> Option<u8> {
    let [row, column] = [first, second].map(|letter| usize::from(letter.wrapping_sub(b'A')));
    let index = (column < 26).then(|| CODES.get(row * 26 + column)).flatten()?;
    (*index != u8::MAX).then_some(*index)
}

fn is_zip_form(value: &[u8]) -> bool {
    let are_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match value.len() {
        5 | 9 => are_digits(value),
        10 => value.split_at_checked(5).is_some_and(|(zip, rest)| {
            are_digits(zip) && rest.starts_with(b"-") && rest.get(1..).is_some_and(are_digits)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::labels::LabelIndex;
    use super::*;
    use crate::batch::ColumnSpec;

    fn cofield(column: &str, value: &str) -> Option<Cofield> {
        let spec = ColumnSpec { name: column.to_owned(), is_named: !column.is_empty(), sql_type: None };
        let context = ColumnContext::new(&LabelIndex::default(), &LabelIndex::default(), 0, "", &spec);
        of_cell(value.as_bytes(), &Profile::of(value.as_bytes()), &context)
    }

    #[test]
    fn state_codes_are_seen_everywhere_and_names_in_their_column() {
        assert_eq!(cofield("x", "CA"), Some(Cofield::State(4)));
        assert_eq!(cofield("x", "ca"), None);
        assert_eq!(cofield("state", "ca"), Some(Cofield::State(4)));
        assert_eq!(cofield("State", "New York"), Some(Cofield::State(32)));
        assert_eq!(cofield("city", "New York"), Some(Cofield::City));
        assert_eq!(cofield("x", "XX"), None);
    }

    #[test]
    fn zips_need_a_zip_column_or_one_without_a_name() {
        assert_eq!(cofield("zip", "62704"), Some(Cofield::Zip));
        assert_eq!(cofield("", "62704-1234"), Some(Cofield::Zip));
        assert_eq!(cofield("order", "62704"), None);
        assert_eq!(cofield("zip", "627"), None);
    }

    #[test]
    fn state_names_stand_in_the_order_of_their_codes() {
        // Of the states proper; territories and associated states have codes of other words.
        for (name, code) in STATE_NAMES.iter().zip(STATES).take(51) {
            assert_eq!(name.as_bytes()[0], code.as_bytes()[0].to_ascii_lowercase(), "{name} {code}");
        }
        assert_eq!((STATE_NAMES[55], STATES[55]), ("northern mariana islands", "MP"));
        assert_eq!((STATE_NAMES[58], STATES[58]), ("palau", "PW"));
    }
}
