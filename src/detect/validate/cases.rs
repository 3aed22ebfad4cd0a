//! The labelled values under `testdata/detectors/`, one file for each validator.

use serde::Deserialize;

use super::{VALIDATORS, Verdict};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    value: String,
    valid: bool,
    #[serde(default)]
    is_test: bool,
    note: String,
}

const FILES: &[(&str, &str)] = &[
    ("iban", include_str!("../../../testdata/detectors/iban.toml")),
    ("iccid", include_str!("../../../testdata/detectors/iccid.toml")),
    ("imei", include_str!("../../../testdata/detectors/imei.toml")),
    ("imeisv", include_str!("../../../testdata/detectors/imeisv.toml")),
    ("imsi", include_str!("../../../testdata/detectors/imsi.toml")),
    ("npi", include_str!("../../../testdata/detectors/npi.toml")),
    ("payment_card", include_str!("../../../testdata/detectors/payment_card.toml")),
    ("phone", include_str!("../../../testdata/detectors/phone.toml")),
    ("us_bank_routing", include_str!("../../../testdata/detectors/us_bank_routing.toml")),
    ("us_drivers_license", include_str!("../../../testdata/detectors/us_drivers_license.toml")),
    ("us_ein", include_str!("../../../testdata/detectors/us_ein.toml")),
    ("us_itin", include_str!("../../../testdata/detectors/us_itin.toml")),
    ("us_ssn", include_str!("../../../testdata/detectors/us_ssn.toml")),
];

#[test]
fn every_validator_has_cases() {
    assert!(VALIDATORS.iter().map(|validator| validator.name).eq(FILES.iter().map(|(name, _)| *name)));
}

#[test]
fn every_case_has_the_verdict_that_stands_beside_it() {
    for (validator, (name, text)) in VALIDATORS.iter().zip(FILES) {
        let cases: CaseFile = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(cases.case.iter().any(|case| case.valid) && cases.case.iter().any(|case| !case.valid), "{name}");
        for case in cases.case {
            let canonical: Vec<u8> = case.value.bytes().filter(|byte| !b" -.()".contains(byte)).collect();
            let check = (validator.check)(&canonical);
            assert_eq!(check.verdict != Verdict::Invalid, case.valid, "{name}: {} ({})", case.value, case.note);
            assert_eq!(check.is_test, case.is_test, "{name}: {} ({})", case.value, case.note);
        }
    }
}
