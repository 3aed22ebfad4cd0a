//! Cells of the kinds that no shape leads to: values that their column's name makes, Internet addresses, and structures that are
//! read as text.

use super::cell::Subject;
use super::detector::{Detector, Outcome};
use super::find::{Found, network};
use super::scratch::CellScratch;
use super::signature::Profile;
use super::validate::Facts;
use super::{HitSink, Part, protect};
use crate::rules::KindId;

/// A value that some kind claims with these odds stands for itself.
const PLAIN_ODDS: f32 = -0.5;
/// A protected value is nothing by itself: only the verdict on its column counts it.
const PROTECTED_ODDS: f32 = -1.0;
/// The shortest zone, track or barcode.
const STRUCTURE_MIN: usize = 24;

impl Detector {
    /// Tries a whole cell as these kinds. Takes the best odds so far, and gives them.
    pub(super) fn marked_cell<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        profile: &Profile,
        mut best: f32,
        sink: &mut S,
    ) -> f32 {
        for &kind in subject.column.strong() {
            if self.finders.labelled.contains(&kind) {
                best = best.max(self.written_cell(scratch, subject, kind, sink));
            }
        }
        let may_be_address = profile.spaces == 0 && profile.digits > 0 && network::cell(subject.value);
        if let Some(kind) = self.finders.ip_address.filter(|_| may_be_address) {
            best = best.max(self.written_cell(scratch, subject, kind, sink));
        }
        if let Some(kind) = subject.column.protected_kind.filter(|_| best < PLAIN_ODDS) {
            best = best.max(self.protected_cell(subject, kind, sink));
        }
        best
    }

    /// A value that stands in place of one of the kind that the column is named for.
    fn protected_cell<S: HitSink>(&self, subject: &Subject<'_, '_>, kind: KindId, sink: &mut S) -> f32 {
        let Some(class) = protect::class_of(subject.value) else { return f32::MIN };
        let found =
            Found { span: 0..0, part: Part::Whole, odds: PROTECTED_ODDS, shape: 0, is_test: false, facts: Facts(0) };
        subject.emit_as(class, kind, &found, subject.value, sink);
        // Nothing else is to be looked for in it.
        0.0
    }

    /// Tries the value as it is written as a kind.
    fn written_cell<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        kind: KindId,
        sink: &mut S,
    ) -> f32 {
        let Some(plan) = self.plan(kind) else { return f32::MIN };
        match plan.verify(subject.value) {
            Outcome::Accepted { odds, facts, is_test } => {
                scratch.canonical.clear();
                scratch.canonical.extend_from_slice(subject.value);
                let odds = odds + plan.prior + subject.column.weight(kind);
                let found = Found { span: 0..0, part: Part::Whole, odds, shape: 0, is_test, facts };
                let class = protect::class_of(subject.value).unwrap_or_default();
                subject.emit_as(class, kind, &found, &scratch.canonical, sink);
                odds
            }
            Outcome::Missed => {
                sink.missed(subject.cell.column, kind);
                f32::MIN
            }
            Outcome::Placeholder => f32::MIN,
        }
    }
}

/// Whether a cell may hold a zone, a track or a barcode, which are read as text.
pub(super) fn is_structured(value: &[u8]) -> bool {
    value.len() >= STRUCTURE_MIN
        && (matches!(value.first(), Some(b'%' | b';' | b'@'))
            || memchr::memmem::find(value, b"<<").is_some()
            || memchr::memmem::find(value, b"ANSI 6").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structures_are_told_from_other_long_values() {
        assert!(is_structured(b";4539578763621486=27121010000012300001?"));
        assert!(is_structured(b"L898902C36UTO7408122F1204159ZE184226B<<<<<10"));
        assert!(!is_structured(b"an ordinary note about nothing at all"));
        assert!(!is_structured(b";short"));
    }
}
