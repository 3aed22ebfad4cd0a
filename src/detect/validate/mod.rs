//! Validators: pure functions on canonical bytes. Each file is its identifier's page.
//!
//! Canonical means: separators and spaces removed, letters in upper case, Unicode digits and dashes folded. A phone
//! number keeps its `+`, where one was written.
//!
//! The tables that validators read stand under `rules/data/`, are embedded, and are parsed when first needed.

mod calling_codes;
pub mod dea_number;
mod digits;
pub mod eid;
pub mod iban;
pub mod iccid;
pub mod imei;
pub mod imeisv;
pub mod imsi;
pub mod labelled;
pub mod luhn;
pub mod meid;
pub mod mod97;
pub mod national;
pub mod network;
pub mod npi;
mod packed;
pub mod payment_card;
pub mod phone;
mod reporting_body;
mod table;
pub mod us_bank_routing;
pub mod us_drivers_license;
pub mod us_ein;
pub mod us_itin;
pub mod us_mbi;
pub mod us_ssn;
pub mod vin;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod sample;

use national::{commonwealth, europe, far, north};

/// What a validator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that can be checked holds.
    Valid,
    /// It cannot be this kind.
    Invalid,
    /// No public check exists.
    Unknown,
}

/// What a validator noticed beside its verdict: bits whose meaning each validator documents, counted over the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts(pub u8);

impl Facts {
    /// The same facts with bit `index` set, where `holds` says so.
    #[must_use]
    pub(crate) const fn with(self, index: u8, holds: bool) -> Self {
        Self(self.0 | ((holds as u8) << index))
    }

    /// Whether bit `index` is set.
    #[must_use]
    pub const fn has(self, index: u8) -> bool {
        self.0 >> index & 1 == 1
    }
}

/// The result of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// The verdict.
    pub verdict: Verdict,
    /// A published test, advertising or placeholder value. Placeholders such as `000000000` may be invalid as well:
    /// such a value speaks neither for nor against its column.
    pub is_test: bool,
    /// Further facts.
    pub facts: Facts,
}

impl Check {
    /// It cannot be this kind.
    pub const INVALID: Self = Self { verdict: Verdict::Invalid, is_test: false, facts: Facts(0) };
    /// It cannot be this kind, and is what people type where a value is missing.
    pub const PLACEHOLDER: Self = Self { verdict: Verdict::Invalid, is_test: true, facts: Facts(0) };
    /// Everything that can be checked holds.
    pub const VALID: Self = Self { verdict: Verdict::Valid, is_test: false, facts: Facts(0) };

    /// Nothing can be checked.
    pub(crate) const UNKNOWN: Self = Self { verdict: Verdict::Unknown, is_test: false, facts: Facts(0) };

    /// All of it as a number, which is compared at once.
    #[inline]
    pub(crate) const fn code(self) -> u32 {
        (self.verdict as u32) << 16 | (self.is_test as u32) << 8 | self.facts.0 as u32
    }

    /// The check of a number that [`Check::code`] gave.
    #[inline]
    pub(crate) const fn of_code(code: u32) -> Self {
        let [facts, is_test, verdict, _] = code.to_le_bytes();
        let verdict = match verdict {
            0 => Verdict::Valid,
            1 => Verdict::Invalid,
            _ => Verdict::Unknown,
        };
        Self { verdict, is_test: is_test == 1, facts: Facts(facts) }
    }

    /// `VALID` or `INVALID`.
    #[must_use]
    pub(crate) const fn valid_if(holds: bool) -> Self {
        if holds { Self::VALID } else { Self::INVALID }
    }
}

/// A named check.
#[derive(Debug, Clone, Copy)]
pub struct Validator {
    /// The name that rules use.
    pub name: &'static str,
    /// How often a random string of the accepted bare shape passes (is not `Invalid`); measured by a test.
    pub random_pass_rate: f64,
    /// The check, on canonical bytes: separators removed, letters in upper case.
    pub check: fn(&[u8]) -> Check,
    /// What each bit of [`Facts`] means, and how often it is set for a random valid value.
    pub facts: &'static [(&'static str, f64)],
}

/// All validators.
pub const VALIDATORS: &[Validator] = &[
    labelled::ACCOUNT_PIN,
    far::AR_CUIT,
    europe::AT_SVNR,
    commonwealth::AU_MEDICARE,
    commonwealth::AU_TFN,
    europe::BE_RIJKSREGISTER,
    far::BR_CPF,
    commonwealth::CA_SIN,
    labelled::CARD_CVV,
    europe::CH_AHV,
    far::CL_RUT,
    far::CN_RIC,
    europe::CZ_RODNE_CISLO,
    europe::DE_STEUER_ID,
    dea_number::VALIDATOR,
    north::DK_CPR,
    eid::VALIDATOR,
    europe::ES_DNI,
    europe::ES_NIE,
    north::FI_HETU,
    europe::FR_NIR,
    commonwealth::HK_ID,
    iban::VALIDATOR,
    iccid::VALIDATOR,
    commonwealth::IE_PPS,
    imei::VALIDATOR,
    imeisv::VALIDATOR,
    imsi::VALIDATOR,
    commonwealth::IN_AADHAAR,
    commonwealth::IN_PAN,
    network::IP,
    europe::IT_CODICE_FISCALE,
    far::JP_MY_NUMBER,
    far::KR_RRN,
    network::MAC,
    meid::VALIDATOR,
    far::MX_CURP,
    europe::NL_BSN,
    north::NO_FODSELSNUMMER,
    npi::VALIDATOR,
    labelled::PASSWORD,
    payment_card::VALIDATOR,
    phone::VALIDATOR,
    europe::PL_PESEL,
    europe::PT_NIF,
    europe::RO_CNP,
    north::SE_PERSONNUMMER,
    labelled::SECURITY_ANSWER,
    commonwealth::SG_NRIC,
    europe::TR_KIMLIK,
    commonwealth::UK_NHS,
    commonwealth::UK_NINO,
    us_bank_routing::VALIDATOR,
    us_drivers_license::VALIDATOR,
    us_ein::VALIDATOR,
    us_itin::VALIDATOR,
    us_mbi::VALIDATOR,
    us_ssn::VALIDATOR,
    labelled::US_SSN_LAST4,
    vin::VALIDATOR,
    commonwealth::ZA_ID,
];

/// The validator of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Validator> {
    VALIDATORS.iter().find(|validator| validator.name == name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_unique_and_sorted() {
        assert!(VALIDATORS.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn a_check_is_read_back_from_its_number() {
        for verdict in [Verdict::Valid, Verdict::Invalid, Verdict::Unknown] {
            for (is_test, facts) in [(false, 0), (true, 1), (false, 0xFF)] {
                let check = Check { verdict, is_test, facts: Facts(facts) };
                assert_eq!(Check::of_code(check.code()), check);
            }
        }
    }

    #[test]
    fn a_fact_that_is_declared_has_a_bit() {
        for validator in VALIDATORS {
            assert!(validator.facts.len() <= 8, "{}", validator.name);
            assert!(validator.random_pass_rate > 0.0 && validator.random_pass_rate <= 1.0, "{}", validator.name);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn any_bytes_get_a_verdict(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            for validator in VALIDATORS {
                let check = (validator.check)(&bytes);
                prop_assert!(u32::from(check.facts.0) < 1 << validator.facts.len(), "{}", validator.name);
            }
        }

        #[test]
        fn any_text_of_digits_and_letters_gets_a_verdict(text in "[+A-Z0-9*]{0,36}") {
            for validator in VALIDATORS {
                (validator.check)(text.as_bytes());
            }
        }
    }
}
