//! Exit codes. Scripts depend on them.

use plainsight::error::Reason;
use plainsight::report::model::{Report, Risk, Status};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; of a scan: everything was looked at, and the policy is kept.
    Done,
    /// A finding is at or above the risk of `--fail-on`.
    PolicyViolated,
    /// The command line or a file that it names is wrong.
    Usage,
    /// Not everything was looked at, or there was nothing to look at.
    Incomplete,
    /// A bug of ours, or an output that could not be written.
    Internal,
}

impl Exit {
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::PolicyViolated => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
            Self::Internal => 4,
        }
    }

    /// The one that counts where several hold: 2, 4, 1, 3, 0.
    pub(crate) fn or(self, other: Self) -> Self {
        if self.precedence() >= other.precedence() { self } else { other }
    }

    fn precedence(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Incomplete => 1,
            Self::PolicyViolated => 2,
            Self::Internal => 3,
            Self::Usage => 4,
        }
    }

    /// How a scan with this report ends.
    pub(crate) fn of_report(report: &Report, fail_on: Option<Risk>) -> Self {
        let mut exit = Self::Done;
        if report.summary.status == Status::Incomplete || examined_bytes(report) == 0 {
            exit = exit.or(Self::Incomplete);
        }
        if fail_on.is_some_and(|limit| findings_at(report, limit) > 0) {
            exit = exit.or(Self::PolicyViolated);
        }
        if has_internal_error(report) {
            exit = exit.or(Self::Internal);
        }
        exit
    }
}

/// Bytes of input that were looked at in any way.
pub(crate) fn examined_bytes(report: &Report) -> u64 {
    let totals = &report.ledger.totals;
    totals.examined + totals.examined_raw + totals.container
}

/// Findings at or above `limit`.
pub(crate) fn findings_at(report: &Report, limit: Risk) -> usize {
    report.findings.iter().filter(|finding| finding.risk >= limit).count()
}

/// Whether a bug of ours was caught on the way and stands in the report.
fn has_internal_error(report: &Report) -> bool {
    let mut diagnosed = report.diagnostics.iter().map(|diagnostic| diagnostic.reason);
    let mut entered = report.ledger.entries.iter().map(|entry| entry.reason);
    diagnosed.any(|reason| reason == Reason::InternalError) || entered.any(|reason| reason == Reason::InternalError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use plainsight::error::{Diagnostic, Severity};
    use plainsight::report::json;

    fn report(name: &str) -> Report {
        let path = format!("{}/testdata/reports/{name}.json", env!("CARGO_MANIFEST_DIR"));
        json::read(&std::fs::read(path).unwrap()).unwrap()
    }

    #[test]
    fn where_several_hold_the_order_is_2_4_1_3_0() {
        let order = [Exit::Usage, Exit::Internal, Exit::PolicyViolated, Exit::Incomplete, Exit::Done];
        assert_eq!(order.map(Exit::code), [2, 4, 1, 3, 0]);
        for (index, &first) in order.iter().enumerate() {
            for &later in &order[index..] {
                assert_eq!(first.or(later), first);
                assert_eq!(later.or(first), first);
            }
        }
    }

    #[test]
    fn a_scan_ends_as_its_report_says() {
        let complete = report("breach");
        let clean = report("nothing_found");
        let incomplete = report("incomplete");
        let mut both = complete.clone();
        both.summary.status = Status::Incomplete;
        let mut nothing_examined = clean.clone();
        nothing_examined.ledger.totals = plainsight::report::model::LedgerTotals::default();
        let mut bug = both.clone();
        bug.diagnostics.push(Diagnostic {
            source: "x".into(),
            severity: Severity::Error,
            reason: Reason::InternalError,
            offset: None,
            message: "caught".into(),
        });
        let table: [(&Report, Option<Risk>, u8); 9] = [
            (&clean, None, 0),
            (&clean, Some(Risk::Low), 0),
            (&complete, None, 0),
            (&complete, Some(Risk::Critical), 1),
            (&incomplete, None, 3),
            (&nothing_examined, Some(Risk::Low), 3),
            (&both, Some(Risk::High), 1),
            (&both, None, 3),
            (&bug, Some(Risk::High), 4),
        ];
        for (index, (report, fail_on, code)) in table.into_iter().enumerate() {
            assert_eq!(Exit::of_report(report, fail_on).code(), code, "row {index}");
        }
    }

    #[test]
    fn the_limit_counts_from_the_risk_named_upwards() {
        let mut report = report("breach");
        report.findings.retain(|finding| finding.risk == Risk::Medium);
        assert_eq!(Exit::of_report(&report, Some(Risk::High)), Exit::Done);
        assert_eq!(Exit::of_report(&report, Some(Risk::Medium)), Exit::PolicyViolated);
        assert_eq!(Exit::of_report(&report, Some(Risk::Low)), Exit::PolicyViolated);
    }
}
