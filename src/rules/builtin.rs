//! The built-in rules, embedded: one line for each file under `rules/`, in the order that reports list kinds.

/// Path under `rules/`, and the file's text.
pub(super) const FILES: &[(&str, &str)] = &[
    ("government/us_ssn.toml", include_str!("../../rules/government/us_ssn.toml")),
    ("government/us_itin.toml", include_str!("../../rules/government/us_itin.toml")),
    ("government/us_ein.toml", include_str!("../../rules/government/us_ein.toml")),
    ("government/us_drivers_license.toml", include_str!("../../rules/government/us_drivers_license.toml")),
    ("government/npi.toml", include_str!("../../rules/government/npi.toml")),
    ("device/imei.toml", include_str!("../../rules/device/imei.toml")),
    ("device/imeisv.toml", include_str!("../../rules/device/imeisv.toml")),
    ("device/imsi.toml", include_str!("../../rules/device/imsi.toml")),
    ("device/iccid.toml", include_str!("../../rules/device/iccid.toml")),
    ("contact/phone.toml", include_str!("../../rules/contact/phone.toml")),
    ("contact/email.toml", include_str!("../../rules/contact/email.toml")),
    ("contact/street_address.toml", include_str!("../../rules/contact/street_address.toml")),
    ("identity/person_name.toml", include_str!("../../rules/identity/person_name.toml")),
    ("identity/date_of_birth.toml", include_str!("../../rules/identity/date_of_birth.toml")),
    ("financial/payment_card.toml", include_str!("../../rules/financial/payment_card.toml")),
    ("financial/iban.toml", include_str!("../../rules/financial/iban.toml")),
    ("financial/us_bank_routing.toml", include_str!("../../rules/financial/us_bank_routing.toml")),
];
