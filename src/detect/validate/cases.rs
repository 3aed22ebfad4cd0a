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
    ("account_pin", include_str!("../../../testdata/detectors/account_pin.toml")),
    ("ar_cuit", include_str!("../../../testdata/detectors/ar_cuit.toml")),
    ("at_svnr", include_str!("../../../testdata/detectors/at_svnr.toml")),
    ("au_medicare", include_str!("../../../testdata/detectors/au_medicare.toml")),
    ("au_tfn", include_str!("../../../testdata/detectors/au_tfn.toml")),
    ("be_rijksregister", include_str!("../../../testdata/detectors/be_rijksregister.toml")),
    ("br_cpf", include_str!("../../../testdata/detectors/br_cpf.toml")),
    ("ca_sin", include_str!("../../../testdata/detectors/ca_sin.toml")),
    ("card_cvv", include_str!("../../../testdata/detectors/card_cvv.toml")),
    ("ch_ahv", include_str!("../../../testdata/detectors/ch_ahv.toml")),
    ("cl_rut", include_str!("../../../testdata/detectors/cl_rut.toml")),
    ("cn_ric", include_str!("../../../testdata/detectors/cn_ric.toml")),
    ("cz_rodne_cislo", include_str!("../../../testdata/detectors/cz_rodne_cislo.toml")),
    ("de_steuer_id", include_str!("../../../testdata/detectors/de_steuer_id.toml")),
    ("dea_number", include_str!("../../../testdata/detectors/dea_number.toml")),
    ("dk_cpr", include_str!("../../../testdata/detectors/dk_cpr.toml")),
    ("eid", include_str!("../../../testdata/detectors/eid.toml")),
    ("es_dni", include_str!("../../../testdata/detectors/es_dni.toml")),
    ("es_nie", include_str!("../../../testdata/detectors/es_nie.toml")),
    ("fi_hetu", include_str!("../../../testdata/detectors/fi_hetu.toml")),
    ("fr_nir", include_str!("../../../testdata/detectors/fr_nir.toml")),
    ("hk_id", include_str!("../../../testdata/detectors/hk_id.toml")),
    ("iban", include_str!("../../../testdata/detectors/iban.toml")),
    ("iccid", include_str!("../../../testdata/detectors/iccid.toml")),
    ("ie_pps", include_str!("../../../testdata/detectors/ie_pps.toml")),
    ("imei", include_str!("../../../testdata/detectors/imei.toml")),
    ("imeisv", include_str!("../../../testdata/detectors/imeisv.toml")),
    ("imsi", include_str!("../../../testdata/detectors/imsi.toml")),
    ("in_aadhaar", include_str!("../../../testdata/detectors/in_aadhaar.toml")),
    ("in_pan", include_str!("../../../testdata/detectors/in_pan.toml")),
    ("ip_address", include_str!("../../../testdata/detectors/ip_address.toml")),
    ("it_codice_fiscale", include_str!("../../../testdata/detectors/it_codice_fiscale.toml")),
    ("jp_my_number", include_str!("../../../testdata/detectors/jp_my_number.toml")),
    ("kr_rrn", include_str!("../../../testdata/detectors/kr_rrn.toml")),
    ("mac_address", include_str!("../../../testdata/detectors/mac_address.toml")),
    ("meid", include_str!("../../../testdata/detectors/meid.toml")),
    ("mx_curp", include_str!("../../../testdata/detectors/mx_curp.toml")),
    ("nl_bsn", include_str!("../../../testdata/detectors/nl_bsn.toml")),
    ("no_fodselsnummer", include_str!("../../../testdata/detectors/no_fodselsnummer.toml")),
    ("npi", include_str!("../../../testdata/detectors/npi.toml")),
    ("password", include_str!("../../../testdata/detectors/password.toml")),
    ("payment_card", include_str!("../../../testdata/detectors/payment_card.toml")),
    ("phone", include_str!("../../../testdata/detectors/phone.toml")),
    ("pl_pesel", include_str!("../../../testdata/detectors/pl_pesel.toml")),
    ("pt_nif", include_str!("../../../testdata/detectors/pt_nif.toml")),
    ("ro_cnp", include_str!("../../../testdata/detectors/ro_cnp.toml")),
    ("se_personnummer", include_str!("../../../testdata/detectors/se_personnummer.toml")),
    ("security_answer", include_str!("../../../testdata/detectors/security_answer.toml")),
    ("sg_nric", include_str!("../../../testdata/detectors/sg_nric.toml")),
    ("tr_kimlik", include_str!("../../../testdata/detectors/tr_kimlik.toml")),
    ("uk_nhs", include_str!("../../../testdata/detectors/uk_nhs.toml")),
    ("uk_nino", include_str!("../../../testdata/detectors/uk_nino.toml")),
    ("us_bank_routing", include_str!("../../../testdata/detectors/us_bank_routing.toml")),
    ("us_drivers_license", include_str!("../../../testdata/detectors/us_drivers_license.toml")),
    ("us_ein", include_str!("../../../testdata/detectors/us_ein.toml")),
    ("us_itin", include_str!("../../../testdata/detectors/us_itin.toml")),
    ("us_mbi", include_str!("../../../testdata/detectors/us_mbi.toml")),
    ("us_ssn", include_str!("../../../testdata/detectors/us_ssn.toml")),
    ("us_ssn_last4", include_str!("../../../testdata/detectors/us_ssn_last4.toml")),
    ("vin", include_str!("../../../testdata/detectors/vin.toml")),
    ("za_id", include_str!("../../../testdata/detectors/za_id.toml")),
];

/// Validators of values as they are written.
const SEES_WRITTEN: [&str; 6] =
    ["account_pin", "card_cvv", "ip_address", "password", "security_answer", "us_ssn_last4"];

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
            let is_separator = |byte: &u8| !SEES_WRITTEN.contains(name) && b" -.()/".contains(byte);
            let canonical: Vec<u8> = case.value.bytes().filter(|byte| !is_separator(byte)).collect();
            let check = (validator.check)(&canonical);
            assert_eq!(check.verdict != Verdict::Invalid, case.valid, "{name}: {} ({})", case.value, case.note);
            assert_eq!(check.is_test, case.is_test, "{name}: {} ({})", case.value, case.note);
        }
    }
}
