//! Codes and words for the kind of an identifier, and what a column of such identifiers is called.

/// Table 0203 of HL7 version 2 (identifier type), which FHIR takes over as `v2-0203`. Most of them are of no person's own: they are
/// here so that their values are not taken for those of the others.
const IDENTIFIERS: &[(&str, &str)] = &[
    ("SS", "ssn"),
    ("SSN", "ssn"),
    ("DL", "drivers_license"),
    ("PPN", "passport_number"),
    ("MC", "medicare_number"),
    ("MA", "medicaid_number"),
    ("MR", "medical_record_number"),
    ("PI", "patient_id"),
    ("PT", "patient_external_id"),
    ("AN", "patient_account_number"),
    ("VN", "visit_number"),
    ("MB", "member_number"),
    ("SN", "subscriber_number"),
    ("EI", "employee_number"),
    ("RI", "resource_id"),
    ("NPI", "npi"),
    ("DEA", "dea_number"),
    ("TAX", "tax_id"),
];

/// What people write for the documents that they show, in small letters and digits alone.
const DOCUMENTS: &[(&str, &str)] = &[
    ("dl", "drivers_license"),
    ("dln", "drivers_license"),
    ("cdl", "drivers_license"),
    ("driverlicense", "drivers_license"),
    ("driverslicense", "drivers_license"),
    ("driverlicence", "drivers_license"),
    ("driverslicence", "drivers_license"),
    ("drivinglicense", "drivers_license"),
    ("drivinglicence", "drivers_license"),
    ("operatorlicense", "drivers_license"),
    ("operatorslicense", "drivers_license"),
    ("ssn", "ssn"),
    ("socialsecurity", "ssn"),
    ("socialsecuritynumber", "ssn"),
    ("socialsecuritycard", "ssn"),
    ("passport", "passport_number"),
    ("uspassport", "passport_number"),
    ("foreignpassport", "passport_number"),
    ("passportnumber", "passport_number"),
    ("ppt", "passport_number"),
    ("itin", "itin"),
];

/// What the identifiers with a code of table 0203 are.
pub(super) fn of_identifier(code: &[u8]) -> Option<&'static str> {
    let code = code.trim_ascii();
    IDENTIFIERS.iter().find(|(known, _)| known.as_bytes() == code).map(|(_, leaf)| *leaf)
}

/// What the numbers of a kind of document are: `DL`, `Driver's License`, `PASSPORT`.
pub(super) fn of_document(kind: &[u8]) -> Option<&'static str> {
    const LEN_MAX: usize = 32;
    if kind.len() > LEN_MAX {
        return None;
    }
    let letters = || kind.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase);
    let is_word = kind.iter().all(|byte| byte.is_ascii_alphanumeric() || b" '_-./".contains(byte));
    DOCUMENTS.iter().find(|(known, _)| is_word && letters().eq(known.bytes())).map(|(_, leaf)| *leaf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_documents_are_known_however_they_are_written() {
        for (kind, leaf) in [
            ("DL", Some("drivers_license")),
            ("Driver's License", Some("drivers_license")),
            ("DRIVERS_LICENSE", Some("drivers_license")),
            ("Passport", Some("passport_number")),
            ("SSN", Some("ssn")),
            ("State ID", None),
            ("Invoice", None),
            ("", None),
        ] {
            assert_eq!(of_document(kind.as_bytes()), leaf, "{kind}");
        }
        assert_eq!(of_identifier(b"MR"), Some("medical_record_number"));
        assert_eq!(of_identifier(b"mr"), None, "a title");
        assert_eq!(of_identifier(b"v2-0203"), None);
    }
}
