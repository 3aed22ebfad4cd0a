//! Reporting body identifiers: the first two digits of an IMEI say who allocated its type.

use std::sync::OnceLock;

use super::digits::number;
use super::table::rows;

/// What the first two digits of an IMEI stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportingBody {
    /// Allocates types today.
    Active,
    /// Allocated types that may still be in use.
    Old,
    /// Devices under test.
    Test,
}

/// The reporting body of an IMEI or IMEISV; `None` where nobody allocates under its first two digits.
pub(super) fn reporting_body(canonical: &[u8]) -> Option<ReportingBody> {
    static BODIES: OnceLock<[Option<ReportingBody>; 100]> = OnceLock::new();
    let bodies = BODIES.get_or_init(|| {
        let mut bodies = [None; 100];
        for fields in rows(include_str!("../../../rules/data/imei_reporting_bodies.tsv")) {
            let body = match fields.get(1) {
                Some(&"active") => ReportingBody::Active,
                Some(&"test") => ReportingBody::Test,
                _ => ReportingBody::Old,
            };
            if let Some(code) = number(fields[0].as_bytes()) {
                bodies[code] = Some(body);
            }
        }
        bodies
    });
    canonical.get(..2).and_then(number).and_then(|code| bodies[code])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_active_old_test_or_unknown() {
        assert_eq!(reporting_body(b"35"), Some(ReportingBody::Active));
        assert_eq!(reporting_body(b"49"), Some(ReportingBody::Old));
        assert_eq!(reporting_body(b"00"), Some(ReportingBody::Test));
        assert_eq!(reporting_body(b"16"), None);
        assert_eq!(reporting_body(b"A0"), None);
    }
}
