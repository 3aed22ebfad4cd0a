//! ZIP codes of the US: which are assigned, and in which states they lie.
//!
//! Only the first three digits are known here (934 of 1,000 are assigned), which is what tells a ZIP code from other
//! five digits least and agrees with a state most: about one pair in fifty agrees by chance.

use std::sync::LazyLock;

use crate::detect::cofield::state_of_code;

const ZIP3: &str = include_str!("../../../../rules/data/zip3.txt");

/// For each three digits the states where such codes lie, as bits in the order of [`crate::detect::STATES`].
static STATES_BY_PREFIX: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut prefixes = vec![0; 1000];
    for line in ZIP3.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_ascii_whitespace();
        let range = words.next().and_then(|range| range.split_once('-'));
        let Some((Ok(first), Ok(last))) = range.map(|(first, last)| (first.parse::<usize>(), last.parse::<usize>()))
        else {
            continue;
        };
        let states = words.filter_map(state_index).fold(0, |bits, index| bits | 1 << index);
        prefixes.iter_mut().take(last + 1).skip(first).for_each(|prefix| *prefix |= states);
    }
    prefixes
});

/// Where a two-letter code, in capitals, stands in [`crate::detect::STATES`].
pub(super) fn state_index(code: &str) -> Option<usize> {
    state_of_code(code.as_bytes().try_into().ok()?).map(usize::from)
}

/// The states of the first three digits; `None` where these are no digits.
fn states_of(zip: &[u8]) -> Option<u64> {
    let [a, b, c] = zip.first_chunk()?.map(|byte| usize::from(byte.wrapping_sub(b'0')));
    STATES_BY_PREFIX.get(a * 100 + b * 10 + c).copied().filter(|_| a.max(b).max(c) <= 9)
}

/// Whether a ZIP code (five digits, or ZIP+4) begins with three digits that are assigned.
///
/// ```
/// use plainsight::detect::find::street_address::is_assigned_zip;
///
/// assert!(is_assigned_zip(b"62704"));
/// assert!(!is_assigned_zip(b"00012"));
/// ```
#[must_use]
pub fn is_assigned_zip(zip5: &[u8]) -> bool {
    let Some(&[a, b, c, d, e]) = zip5.first_chunk() else { return false };
    // What is above nine has its top bit set by 118 more, or before.
    let digits = u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]) ^ 0x30_3030_3030;
    let beyond = (digits | (digits + 0x76_7676_7676)) & 0x80_8080_8080;
    beyond == 0 && states_of(zip5).is_some_and(|states| states != 0)
}

/// The state that a ZIP code lies in, as its place in [`crate::detect::STATES`]; `None` where its first three digits are of several or of none.
#[must_use]
pub fn zip_state(zip: &[u8]) -> Option<u8> {
    let states = states_of(zip).filter(|states| is_assigned_zip(zip) && states.is_power_of_two())?;
    u8::try_from(states.trailing_zeros()).ok()
}

/// Whether a ZIP code lies in a state, by its two-letter code. `None` where either is not one.
///
/// ```
/// use plainsight::detect::find::street_address::zip_state_agree;
///
/// assert_eq!(zip_state_agree(b"62704", "IL"), Some(true));
/// assert_eq!(zip_state_agree(b"62704", "NY"), Some(false));
/// ```
#[must_use]
pub fn zip_state_agree(zip: &[u8], state: &str) -> Option<bool> {
    let index = state_index(&state.to_ascii_uppercase())?;
    let states = states_of(zip).filter(|states| *states != 0)?;
    Some(states & 1 << index != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::STATES;

    #[test]
    fn prefixes_of_two_states_agree_with_both() {
        for (zip, states) in [("06390", ["CT", "NY"]), ("73949", ["OK", "TX"]), ("83414", ["ID", "WY"])] {
            for state in states {
                assert_eq!(zip_state_agree(zip.as_bytes(), state), Some(true), "{zip} {state}");
            }
        }
        assert_eq!(zip_state_agree(b"09499", "ae"), Some(true));
    }

    #[test]
    fn nearly_all_prefixes_are_assigned_and_what_is_no_zip_is_not() {
        let assigned = (0..1000).filter(|prefix| is_assigned_zip(format!("{prefix:03}01").as_bytes())).count();
        assert_eq!(assigned, 934);
        assert!(!is_assigned_zip(b"6270") && !is_assigned_zip(b"ABCDE") && !is_assigned_zip(b""));
        for (byte, at) in (0..=u8::MAX).flat_map(|byte| (0..5).map(move |at| (byte, at))) {
            let mut zip = *b"62704";
            zip[at] = byte;
            // Of other first digits some are not assigned.
            let is_assigned = is_assigned_zip(&zip);
            assert!(if byte.is_ascii_digit() { at < 3 || is_assigned } else { !is_assigned }, "{at} {byte}");
        }
        assert_eq!(zip_state_agree(b"00012", "NY"), None);
        assert_eq!(zip_state_agree(b"10001", "XX"), None);
        assert_eq!(zip_state(b"62704-1234").map(|state| STATES[usize::from(state)]), Some("IL"));
        assert_eq!(zip_state(b"06390"), None, "of two states");
    }
}
