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

/// The reporting body of an IMEI or IMEISV by its first two digits; `None` where nobody allocates under them.
#[inline]
pub(super) fn reporting_body(code: usize) -> Option<ReportingBody> {
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
    bodies.get(code).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_active_old_test_or_unknown() {
        assert_eq!(reporting_body(35), Some(ReportingBody::Active));
        assert_eq!(reporting_body(49), Some(ReportingBody::Old));
        assert_eq!(reporting_body(0), Some(ReportingBody::Test));
        assert_eq!(reporting_body(16), None);
        assert_eq!(reporting_body(100), None);
    }
}
