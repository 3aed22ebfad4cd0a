//! Plain words for what stands as a code in the report.

use super::model::{LedgerClass, Location, People, Report, Status};
use super::numbers::{count, counted};
use crate::error::Reason;

/// Why something was not examined as it should be, for a reader who has not read the manual.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NotFound => "does not exist",
        Reason::PermissionDenied => "no permission to read",
        Reason::ReadFailed => "reading failed",
        Reason::SpecialFile => "not a file (device, pipe, socket)",
        Reason::SymlinkNotFollowed => "link, not followed",
        Reason::SymlinkBroken => "link to nothing",
        Reason::DirectoryLoop => "folder met a second time",
        Reason::Excluded => "left out by --exclude",
        Reason::Truncated => "became shorter while read",
        Reason::Changed => "changed while read",
        Reason::CorruptStream => "damaged archive",
        Reason::LimitReached => "limit on unpacking reached",
        Reason::Encrypted => "encrypted",
        Reason::UnsupportedFormat => "format that cannot be read",
        Reason::NotUnderstood => "structure not understood",
        Reason::RecordTooLong => "record too long",
        Reason::TooManyColumns => "too many columns",
        Reason::InternalError => "error in plainsight",
        Reason::Interrupted => "scan was interrupted",
        Reason::NothingToExamine => "nothing to examine",
    }
}

/// How many people are concerned, with the bounds where these differ.
pub(super) fn people(people: &People) -> String {
    if people.high == 0 {
        "no people could be told apart".to_owned()
    } else if people.low == people.high {
        counted(people.best, "person")
    } else {
        let (low, high) = (count(people.low), count(people.high));
        format!("about {} (at least {low}, at most {high})", counted(people.best, "person"))
    }
}

/// A number, `~` before an estimate, `?` where people could not be told apart.
pub(super) fn cohort_people(people: &People) -> String {
    match people {
        People { best: 0, high: 1.., .. } => "?".to_owned(),
        People { low, high, best } if low == high => count(*best),
        People { best, .. } => format!("~{}", count(*best)),
    }
}

/// The answer in one sentence, which never calls a scan clean that did not look at everything.
pub(super) fn verdict(report: &Report) -> &'static str {
    let totals = &report.ledger.totals;
    let nothing_examined = totals.examined + totals.examined_raw + totals.container == 0;
    match (report.findings.is_empty(), report.summary.status) {
        (true, _) if nothing_examined => "Nothing was examined, so nothing can be said.",
        (true, Status::Complete) => "No personal data was found, and everything was looked at.",
        (true, Status::Incomplete) => {
            "No personal data was found, but not everything was looked at: this is no all-clear."
        }
        (false, Status::Complete) => "Personal data was found, and everything was looked at.",
        (false, Status::Incomplete) => "Personal data was found, and not everything was looked at: there may be more.",
    }
}

/// What was not looked at, by reason.
#[derive(Debug)]
pub(super) struct ReasonGroup<'a> {
    /// Why.
    pub(super) reason: Reason,
    /// How many entries of the ledger.
    pub(super) entries: u64,
    /// Bytes in them; zero where the size could not be learned.
    pub(super) bytes: u64,
    /// The sources of the first few.
    pub(super) names: Vec<&'a str>,
}

/// Names kept in each group.
const NAMES_MAX: usize = 3;

/// The ledger's entries of one class by reason: most bytes first, then most entries.
pub(super) fn by_reason(report: &Report, class: LedgerClass) -> Vec<ReasonGroup<'_>> {
    let mut groups: Vec<ReasonGroup<'_>> = Vec::new();
    for entry in report.ledger.entries.iter().filter(|entry| entry.class == class) {
        let index = groups.iter().position(|group| group.reason == entry.reason).unwrap_or_else(|| {
            groups.push(ReasonGroup { reason: entry.reason, entries: 0, bytes: 0, names: Vec::new() });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(index) else { continue };
        group.entries += 1;
        group.bytes = group.bytes.saturating_add(entry.end.saturating_sub(entry.start));
        if group.names.len() < NAMES_MAX {
            group.names.push(&entry.source);
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse((group.bytes, group.entries)), group.reason));
    groups
}

/// `…` with the number of what a list leaves out, or nothing.
pub(super) fn more(all: usize, shown: usize) -> Option<String> {
    let left = all.saturating_sub(shown);
    (left > 0).then(|| format!("… and {} more", count(left as u64)))
}

/// The folder that all findings lie below, with its last slash; empty where there is none worth naming.
pub(super) fn common_folder(report: &Report) -> &str {
    const WORTH_NAMING_LEN: usize = 8;
    let mut sources = report.findings.iter().map(|finding| finding.location.source.as_str());
    let Some(first) = sources.next() else { return "" };
    let mut folder = first.rfind('/').and_then(|at| first.get(..=at)).unwrap_or_default();
    for source in sources {
        while !source.starts_with(folder) {
            let parent = folder.strip_suffix('/').and_then(|folder| folder.rfind('/'));
            folder = parent.and_then(|at| folder.get(..=at)).unwrap_or_default();
        }
    }
    if folder.len() >= WORTH_NAMING_LEN { folder } else { "" }
}

/// Where a finding is, below `folder`.
pub(super) fn place(location: &Location, folder: &str) -> String {
    let text = location.to_string();
    text.strip_prefix(folder).map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;

    #[test]
    fn an_incomplete_scan_is_never_called_clean() {
        let mut report = fixture("nothing_found");
        assert_eq!(verdict(&report), "No personal data was found, and everything was looked at.");
        report.summary.status = Status::Incomplete;
        assert!(verdict(&report).contains("no all-clear"));
        report.ledger.totals = crate::report::model::LedgerTotals::default();
        assert!(verdict(&report).starts_with("Nothing was examined"));
    }

    #[test]
    fn people_are_given_with_their_bounds() {
        assert_eq!(people(&People { low: 5, best: 5, high: 5 }), "5 people");
        assert_eq!(people(&People { low: 4, best: 5, high: 9 }), "about 5 people (at least 4, at most 9)");
        assert_eq!(people(&People::default()), "no people could be told apart");
    }

    #[test]
    fn the_common_folder_is_named_when_all_findings_share_it() {
        let mut report = fixture("breach");
        for (finding, source) in
            report.findings.iter_mut().zip(["/srv/dumps/a/x.sql", "/srv/dumps/b.sql"].iter().cycle())
        {
            finding.location.source = (*source).to_owned();
        }
        assert_eq!(common_folder(&report), "/srv/dumps/");
        report.findings[0].location.source = "/var/x.sql".into();
        assert_eq!(common_folder(&report), "");
    }
}
