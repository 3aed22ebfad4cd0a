//! Driver licence and state identity card numbers of the United States.
//!
//! Each state has forms of its own, and most had others before. There is no common format and, but for old numbers of
//! Washington, no check digit: nine digits are a number of thirty states, a letter and eight digits of ten. A form is
//! therefore next to no evidence, and such values are `Unknown`: they need a label, a column or the state beside them.
//! Some forms carry more:
//!
//! - Florida, Illinois, Wisconsin: Soundex of the surname, a code of the first name, year and day of birth with sex;
//! - Maryland, Michigan (and Minnesota until 2004): Soundex, codes of two names, a code of the birthday;
//! - New Jersey: codes of the names, month of birth with sex, year;
//! - New Hampshire until 2017: month, letters of the name, year and day of birth; since then a prefix NHL, NHN or NHV;
//! - Washington until 2018: letters of the name, year, month and day of birth in code, a check digit; since then WDL
//!   and letters without vowels, Q and V;
//! - Montana: birth month, year and day around the constant 41 (reported, so that it confirms and never refuses);
//! - Idaho (`AB123456C`) and Iowa (`123AB4567`): the form itself is rare.
//!
//! These are `Valid` where the fields hold; a value that only such states could have issued is `Invalid` where they do
//! not. What is inside agrees with the name and birth date beside it, which is far stronger than any check here.
//! Of random values of one letter and four to fourteen digits 92 % are not refused, and of these 7 % hold valid fields
//! by chance.
//!
//! Sources: the lists named in `rules/data/us_drivers_licenses.tsv`; Alan De Smet, "Unique ID" (field layouts); notices
//! of the licensing departments of New Hampshire (2017) and Washington (2018).
//!
//! ```
//! use plainsight::detect::validate::{Verdict, us_drivers_license};
//! assert_eq!(us_drivers_license::check(b"F255921501210").verdict, Verdict::Valid);
//! assert_eq!(us_drivers_license::check(b"D1234568").verdict, Verdict::Unknown);
//! assert_eq!(us_drivers_license::check(b"POLLAJM305PR").verdict, Verdict::Invalid);
//! ```

mod encodings;
mod forms;
mod record;

use std::sync::OnceLock;

use super::digits::{is_repeated, is_run};
use super::table::Keys;
use super::{Check, Facts, Validator, Verdict};
use crate::detect::STATES;

pub(crate) use record::Claims;

/// The validator of driver licence numbers.
pub const VALIDATOR: Validator = Validator {
    name: "us_drivers_license",
    random_pass_rate: 0.926,
    check,
    facts: &[("encoded name, birth or check fields hold", 0.065)],
};

/// A set of states, by their index in [`STATES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StateSet(u64);

impl StateSet {
    /// The states of some two-letter codes. Codes that are none are left out.
    pub(crate) const fn of(codes: &[&str]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < STATES.len() {
            let state = STATES[index].as_bytes();
            let mut at = 0;
            while at < codes.len() {
                let code = codes[at].as_bytes();
                if code.len() == 2 && state[0] == code[0] && state[1] == code[1] {
                    bits |= 1 << index;
                }
                at += 1;
            }
            index += 1;
        }
        Self(bits)
    }

    /// Whether the state of this index in [`STATES`] is in the set.
    #[must_use]
    pub const fn contains(self, index: u8) -> bool {
        index < 64 && self.0 >> index & 1 == 1
    }

    /// The indices of its states in [`STATES`].
    pub(crate) fn iter(self) -> impl Iterator<Item = u8> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let index = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            u8::try_from(index).ok().filter(|&index| index < 64)
        })
    }

    /// Whether no state is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many states are in the set.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The states of either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The states of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// The states that could have issued a number: it has one of their forms, and what the form encodes holds.
#[must_use]
pub fn states_for(canonical: &[u8]) -> StateSet {
    forms::states_of_form(canonical).without(encodings::of(canonical).refuted)
}

/// Checks a number without separators, letters in upper case.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    let of_form = forms::states_of_form(canonical);
    let encoded = if of_form.is_empty() { encodings::Encoded::default() } else { encodings::of(canonical) };
    let states = of_form.without(encoded.refuted);
    let holds = !states.is_empty() && !encoded.confirmed.is_empty();
    let verdict = if states.is_empty() {
        Verdict::Invalid
    } else if !encoded.confirmed.is_empty() || has_rare_form(canonical) {
        Verdict::Valid
    } else {
        Verdict::Unknown
    };
    Check { verdict, is_test: is_placeholder(canonical), facts: Facts::default().with(0, holds) }
}

/// Forms of Idaho and Iowa: letters where no other number has them.
fn has_rare_form(canonical: &[u8]) -> bool {
    let letters: &[usize] = match canonical.len() {
        9 if canonical[0].is_ascii_uppercase() => &[0, 1, 8],
        9 => &[3, 4],
        _ => return false,
    };
    canonical
        .iter()
        .enumerate()
        .all(|(at, byte)| if letters.contains(&at) { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() })
}

fn is_placeholder(canonical: &[u8]) -> bool {
    static SAMPLES: OnceLock<Keys> = OnceLock::new();
    let samples = SAMPLES.get_or_init(|| Keys::of(include_str!("../../../../rules/data/us_drivers_license_test.tsv")));
    samples.contains(canonical) || may_be_trivial(canonical) && is_trivial(canonical)
}

/// Whether the characters behind the first may begin a run: nearly all numbers are told by these.
fn may_be_trivial(canonical: &[u8]) -> bool {
    let &[_, one, two, three, ..] = canonical else { return false };
    // Steps are equal, but where nine is next to nought.
    matches!(two.wrapping_sub(one).wrapping_sub(three.wrapping_sub(two)), 0 | 10 | 0xF6)
}

/// Whether all of it, or all but its first character, is a run or one character repeated.
fn is_trivial(canonical: &[u8]) -> bool {
    let is_one = |text: &[u8]| text.len() > 3 && (is_repeated(text) || is_run(text));
    is_one(canonical) || canonical.get(1..).is_some_and(is_one)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_rates, assert_same};
    use super::*;

    /// The check in plain words.
    fn plain(canonical: &[u8]) -> Check {
        let encoded = encodings::of(canonical);
        let states = forms::plain(canonical).without(encoded.refuted);
        let holds = !states.is_empty() && !encoded.confirmed.is_empty();
        let verdict = match (states.is_empty(), holds || has_rare_form(canonical)) {
            (true, _) => Verdict::Invalid,
            (false, true) => Verdict::Valid,
            (false, false) => Verdict::Unknown,
        };
        let samples = Keys::of(include_str!("../../../../rules/data/us_drivers_license_test.tsv"));
        let is_test = samples.iter().any(|sample| sample == canonical) || is_trivial(canonical);
        Check { verdict, is_test, facts: Facts::default().with(0, holds) }
    }

    #[test]
    fn every_value_is_checked_as_plain_words_say() {
        let written = [
            "D1234567",
            "A99999999",
            "B8901234",
            "F25592150094",
            "F255921501210",
            "P12344076502601",
            "AB123456C",
            "123AB4567",
            "MOE**AW240MD",
            "WDLBCDF456DG",
            "NHL12345679",
            "07PCJ60041",
            "0712319604104",
            "25592150094F",
        ];
        assert_same(check, plain, 1..=21, written.map(str::as_bytes));
    }

    fn states(value: &str) -> Vec<&'static str> {
        let set = states_for(value.as_bytes());
        (0u8..).zip(STATES).filter(|&(index, _)| set.contains(index)).map(|(_, code)| code).collect()
    }

    #[test]
    fn stated_rates_hold_for_a_letter_and_random_digits() {
        assert_rates(&VALIDATOR, 100_000, |random| {
            let count = 4 + random.below(11);
            [&[random.byte_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")][..], &random.digits(count)].concat()
        });
    }

    #[test]
    fn states_are_those_whose_form_fits() {
        assert_eq!(states("D1234567"), ["CA", "MO", "NE", "NY", "OH"]);
        assert_eq!(states("AB123456C"), ["ID"]);
        assert_eq!(states("123AB4567"), ["IA"]);
        assert_eq!(states("NHL12345678"), ["NH"]);
        assert_eq!(states("H12345678"), ["AZ", "HI", "KY", "MO", "MT", "NE", "OH", "VA"]);
        assert!(states("912345678").contains(&"AR"));
        assert_eq!(states("AB12CD34"), [""; 0]);
    }

    #[test]
    fn states_whose_fields_do_not_hold_are_left_out() {
        assert_eq!(states("F25592150094"), ["IL", "VA"]);
        assert_eq!(states("F70092150094"), ["VA"]);
        assert_eq!(states("F255921501210"), ["FL", "IL", "MN"]);
        assert_eq!(states("S530429085151"), ["FL", "IL", "MD", "MI", "MN"]);
    }

    #[test]
    fn values_with_encoded_fields_are_valid() {
        for value in [
            "F25592150094",
            "P14245560790",
            "F255921501210",
            "P1424556074412",
            "S530429085151",
            "P12344076502601",
            "POLLAJM304PR",
            "MOE**AW240MD",
            "WOO**JT546KA",
            "WALKECR579DU",
            "WDLBCDF456DG",
            "NHL12345679",
            "07PCJ60041",
            "0712319604104",
            "25592150094F",
        ] {
            let check = check(value.as_bytes());
            assert_eq!((check.verdict, check.facts.has(0)), (Verdict::Valid, true), "{value}");
        }
    }

    #[test]
    fn values_that_only_an_encoding_state_could_have_issued_are_refused_where_it_fails() {
        for value in ["F7002556074412", "POLLAJM305PR", "WDLABCD456DG", "13PCJ60041", "07PCJ60321", "75592150094F"] {
            assert_eq!(check(value.as_bytes()).verdict, Verdict::Invalid, "{value}");
        }
    }

    #[test]
    fn sample_cards_and_runs_are_test_values() {
        for value in ["A1234567", "99999999", "NHL12345678", "B0000000", "T64235789"] {
            assert!(check(value.as_bytes()).is_test, "{value}");
        }
        assert!(!check(b"D8273641").is_test);
    }
}
