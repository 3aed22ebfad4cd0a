//! Keys that are not names: identifiers used as keys, and the type wrappers of `mongoexport`.

/// Longer keys are data.
const NAME_LEN_MAX: usize = 64;
/// So many digits are a number with something around it, not part of a name.
const ID_DIGITS_MIN: usize = 6;
/// Letters and digits without a break, from this length on, are a token.
const TOKEN_LEN_MIN: usize = 20;

/// Whether a key looks like a value (a number, a date, a UUID, a token, an e-mail address) rather than a name.
///
/// Such keys must not become column names: there would be one column for each person, and the name would carry the value
/// into the report.
pub(in crate::records) fn is_id(key: &[u8]) -> bool {
    let digits = key.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = key.iter().filter(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    let is_dashed_hex = || key.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
    let is_token = || key.iter().all(u8::is_ascii_alphanumeric);
    key.len() > NAME_LEN_MAX
        || digits >= ID_DIGITS_MIN
        || (digits > 0 && letters == 0)
        || (digits > 0 && key.len() >= 16 && is_dashed_hex())
        || (digits > 1 && key.len() >= TOKEN_LEN_MIN && is_token())
        || (key.len() == TOKEN_LEN_MIN && key.first() == Some(&b'-'))
        || key.iter().skip(1).any(|&byte| byte == b'@')
}

/// Whether a key only says the type of the value below it, which then belongs to the key above.
///
/// Extended JSON v2, canonical and relaxed: <https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/>.
pub(super) fn is_type_wrapper(key: &[u8]) -> bool {
    matches!(
        key,
        b"$oid"
            | b"$numberLong"
            | b"$numberInt"
            | b"$numberDouble"
            | b"$numberDecimal"
            | b"$date"
            | b"$binary"
            | b"$uuid"
            | b"$timestamp"
            | b"$symbol"
            | b"$code"
            | b"$undefined"
            | b"$minKey"
            | b"$maxKey"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_used_as_keys_are_told_from_names() {
        let ids = [
            "17",
            "536-90-4399",
            "2021-08-17",
            "+1 (212) 555-0142",
            "7d444840-9dc0-11d1-b245-5ffdce74fad2",
            "507f1f77bcf86cd799439011",
            "deadbeefcafe0bad",
            "-MqZ3bXk_TfVnWcJhLpQ",
            "jane.doe@example.com",
            "customer_48812903",
            "xQ9ZkLmNoPqRsTuVwX1y",
        ];
        for id in ids {
            assert!(is_id(id.as_bytes()), "{id}");
        }
        let names = ["name", "line_1", "address2", "iso8601", "@type", "$oid", "", "Kundennummer", "sha256", "größe"];
        for name in names {
            assert!(!is_id(name.as_bytes()), "{name}");
        }
        assert!(is_id(&[b'a'; 65]));
    }
}
