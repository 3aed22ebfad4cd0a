//! What the properties of cards and calendars mean, in words (RFC 6350, RFC 5545): `TEL` alone says little to those who
//! look for labels.

/// The components of a property, in their order; empty for a property that has one value.
pub(super) fn components(name: &str) -> &'static [&'static str] {
    match name {
        "N" => &["last_name", "first_name", "middle_name", "prefix", "suffix"],
        "ADR" => &["po_box", "extended_address", "street_address", "city", "state", "zip_code", "country"],
        "ORG" => &["organization", "unit"],
        _ => &[],
    }
}

/// What a property is in words, where its name does not say it.
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    Some(match name {
        "FN" => "full_name",
        "TEL" => "phone",
        "BDAY" => "birth_date",
        "LABEL" => "address",
        "NICKNAME" => "nickname",
        "UID" => "uid",
        "REV" | "DTSTAMP" | "CREATED" | "LAST-MODIFIED" => "timestamp",
        "DTSTART" | "DTEND" | "DUE" => "event_date",
        _ => return None,
    })
}
