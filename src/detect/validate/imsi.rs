//! International mobile subscriber identity (IMSI).
//!
//! Fourteen or fifteen digits: the mobile country code (three), the network code (two, or three in North America), the
//! subscriber. There is no check digit: what can be tested is that the country code is assigned, which holds for 24 %
//! of random numbers, and under the codes of the United States (310 to 316) that the network is in operation. Networks
//! come and go, so the latter is a fact for the column and no reason to refuse. Country codes 001 and 999 belong to
//! test networks.
//!
//! Sources: ITU-T E.212 and its operational bulletins; 3GPP TS 23.003, clause 2.2.
//!
//! ```
//! use plainsight::detect::validate::{Verdict, imsi};
//! assert_eq!(imsi::check(b"310260123456789").verdict, Verdict::Valid);
//! assert_eq!(imsi::check(b"199260123456789").verdict, Verdict::Invalid);
//! ```

use std::sync::OnceLock;

use super::digits::{all_digits, is_repeated, number};
use super::table::rows;
use super::{Check, Facts, Validator, Verdict};

/// The validator of subscriber identities.
pub const VALIDATOR: Validator = Validator {
    name: "imsi",
    random_pass_rate: 0.242,
    check,
    facts: &[("a network of the United States in operation", 0.00094)],
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Country {
    Unassigned,
    Assigned,
    Test,
}

struct Tables {
    countries: [Country; 1000],
    networks: Vec<usize>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut countries = [Country::Unassigned; 1000];
        let mut networks = Vec::new();
        for fields in rows(include_str!("../../../rules/data/mobile_networks.tsv")) {
            let code = fields.get(1).and_then(|code| number(code.as_bytes())).unwrap_or(0);
            match fields[0] {
                "country" => countries[code] = Country::Assigned,
                "test" => countries[code] = Country::Test,
                _ => networks.extend(
                    fields[2].split(' ').filter_map(|network| number(network.as_bytes())).map(|n| code * 1000 + n),
                ),
            }
        }
        networks.sort_unstable();
        Tables { countries, networks }
    })
}

/// Checks fourteen or fifteen digits.
#[must_use]
pub fn check(canonical: &[u8]) -> Check {
    if !matches!(canonical.len(), 14 | 15) || !all_digits(canonical) {
        return Check::INVALID;
    }
    let country = number(&canonical[..3]).map_or(Country::Unassigned, |code| tables().countries[code]);
    if country == Country::Unassigned {
        return if is_repeated(canonical) { Check::PLACEHOLDER } else { Check::INVALID };
    }
    let is_us_network = number(&canonical[..6]).is_some_and(|code| tables().networks.binary_search(&code).is_ok());
    Check {
        verdict: Verdict::Valid,
        is_test: country == Country::Test || is_repeated(canonical),
        facts: Facts::default().with(0, is_us_network),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::assert_rates;
    use super::*;

    #[test]
    fn stated_rates_hold_for_random_digits() {
        assert_rates(&VALIDATOR, 400_000, |random| random.digits(15));
    }

    #[test]
    fn networks_in_operation_and_test_networks_are_noticed() {
        assert!(check(b"310260123456789").facts.has(0));
        assert!(!check(b"310999123456789").facts.has(0));
        assert!(check(b"001010123456789").is_test);
    }
}
