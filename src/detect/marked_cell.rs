//! Cells of the kinds that no shape leads to: values that their column's name makes, Internet addresses, and structures that are
//! read as text.

use super::cell::{Subject, value_hash};
use super::column::ColumnContext;
use super::detector::{Detector, Outcome};
use super::find::{Found, network};
use super::scratch::CellScratch;
use super::signature::Profile;
use super::validate::Facts;
use super::{HitSink, Part, encoded, protect, unmistakable};
use crate::rules::KindId;

/// A value that some kind claims with these odds stands for itself.
pub(super) const PLAIN_ODDS: f32 = -0.5;
/// Fewer digits are mended to nothing.
const SHORT_MIN: u32 = 7;
/// A protected value is nothing by itself: only the verdict on its column counts it.
const PROTECTED_ODDS: f32 = -1.0;
/// What a column's name must say at least of a kind for a mask to be one of it.
const NAMED_MIN: f32 = 0.95;
/// An address of the Internet has three full stops, or two colons.
const NETWORK_STOPS_MIN: u32 = 2;
/// The shortest zone, track or barcode.
pub(super) const STRUCTURE_MIN: usize = 24;

impl Detector {
    /// Whether [`Detector::marked_cell`] could have something to say of a value that nothing else claims.
    pub(super) fn may_be_marked(&self, value: &[u8], profile: &Profile, column: &ColumnContext) -> bool {
        let is_labelled = || column.strong().iter().any(|kind| self.finders.labelled.contains(kind));
        let is_one_word = profile.spaces == 0 && profile.digits > 0;
        // All that is asked here hangs on the value's form: whether the place behind the point is a nought is asked later.
        let is_number = || match value {
            [whole @ .., b'.', last] if last.is_ascii_digit() => whole.iter().all(u8::is_ascii_digit),
            _ => value.iter().all(u8::is_ascii_digit),
        };
        let is_open = || !column.is_named || self.finders.us_ssn.is_some_and(|kind| column.weight(kind) > 0.0);
        // `2.19099999E8`, of a column that is named for a kind.
        let is_power = || !column.strong().is_empty() && value.get(1) == Some(&b'.');
        let is_asked = || !column.strong().is_empty() || is_open();
        let may_be_mended = || profile.digits >= SHORT_MIN && (is_power() || is_number() && is_asked());
        (column.protected_kind.is_some() && !protect::is_plain_number(value))
            || unmistakable::may_be(value)
            || (is_one_word && (may_be_network(profile) || may_be_mended()))
            || is_labelled()
    }

    /// Whether it has something to say of some value of this form, however well another kind fits.
    pub(super) fn is_marked_anyway(&self, profile: &Profile, column: &ColumnContext) -> bool {
        let is_labelled = column.strong().iter().any(|kind| self.finders.labelled.contains(kind));
        let may_be_address = may_be_network(profile);
        is_labelled || may_be_address
    }

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
                best = best.max(self.written_cell(scratch, subject, (kind, subject.value), sink));
            }
        }
        let address = if may_be_network(profile) { network::cell(subject.value) } else { None };
        if let Some((kind, address)) = self.finders.ip_address.zip(address) {
            best = best.max(self.written_cell(scratch, subject, (kind, address), sink));
        }
        if best < PLAIN_ODDS && profile.digits >= SHORT_MIN && profile.spaces == 0 {
            best = best.max(self.mended_cell(scratch, subject, sink));
        }
        if best < PLAIN_ODDS && unmistakable::may_be(subject.value) && self.is_masked_otherwise(subject) {
            best = best.max(self.unmistakable_cell(subject, sink));
        }
        if let Some(kind) = subject.column.protected_kind.filter(|_| best < PLAIN_ODDS) {
            best = best.max(self.protected_cell(subject, kind, sink));
        }
        if best < PLAIN_ODDS && unmistakable::may_be(subject.value) {
            best = best.max(self.unmistakable_cell(subject, sink));
        }
        best
    }

    /// Whether a value is a mask of a form of its own, and not of the kind that its column is named for.
    fn is_masked_otherwise(&self, subject: &Subject<'_, '_>) -> bool {
        let is_own = |kind: KindId| unmistakable::fits_mask(self.rules().rule(kind), subject.value);
        let is_mask = || matches!(unmistakable::read(subject.value), Some((_, protect::Protection::Masked)));
        subject.column.protected_kind.is_some_and(|kind| !is_own(kind)) && is_mask()
    }

    /// A value whose form alone says in whose place it stands. Against the hash of a password its column's name may speak; a mask that
    /// shows what only those of one kind show stands for itself.
    fn unmistakable_cell<S: HitSink>(&self, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let read = unmistakable::read(subject.value);
        let kind = read.and_then(|(in_place_of, class)| Some((self.rules().kind(in_place_of.kind())?, class)));
        let is_mask = |class| class == protect::Protection::Masked;
        match kind.filter(|&(kind, class)| is_mask(class) || subject.column.weight(kind) >= 0.0) {
            Some((kind, class)) => Self::emit_protected(subject, kind, class, sink),
            None => f32::MIN,
        }
    }

    /// Which kind a mask is in place of, where the column's name fits several: the first whose places it has.
    fn masked_kind(&self, subject: &Subject<'_, '_>, kind: KindId) -> KindId {
        let fits = |kind: KindId| unmistakable::fits_mask(self.rules().rule(kind), subject.value);
        if !subject.value.iter().any(u8::is_ascii_digit) || fits(kind) {
            return kind;
        }
        let weight = |kind: KindId| subject.column.weight(kind);
        let kinds = (0u16..).map(KindId).take(self.rules().rules().len());
        let named = kinds.filter(|&other| other != kind && weight(other) >= NAMED_MIN && fits(other));
        named.reduce(|best, other| if weight(other) > weight(best) { other } else { best }).unwrap_or(kind)
    }

    /// A value that stands in place of one of the kind that the column is named for.
    fn protected_cell<S: HitSink>(&self, subject: &Subject<'_, '_>, kind: KindId, sink: &mut S) -> f32 {
        let Some(class) = protect::class_of(subject.value) else { return f32::MIN };
        // A key of another table has the same form: names and addresses refer to those.
        if protect::is_uuid(subject.value) && (!subject.column.may_hold_keys || self.is_open(kind)) {
            return f32::MIN;
        }
        let kind = if class == protect::Protection::Masked { self.masked_kind(subject, kind) } else { kind };
        Self::emit_protected(subject, kind, class, sink)
    }

    fn emit_protected<S: HitSink>(
        subject: &Subject<'_, '_>,
        kind: KindId,
        class: protect::Protection,
        sink: &mut S,
    ) -> f32 {
        let found =
            Found { span: 0..0, part: Part::Whole, odds: PROTECTED_ODDS, shape: 0, is_test: false, facts: Facts(0) };
        subject.emit_as(class, kind, &found, (subject.value, value_hash(subject.value)), sink);
        // Nothing else is to be looked for in it.
        0.0
    }

    /// Digits that lost something on their way: a zero before them in a numeric column, the places behind a power of ten in a
    /// spreadsheet.
    fn mended_cell<S: HitSink>(&self, scratch: &mut CellScratch, subject: &Subject<'_, '_>, sink: &mut S) -> f32 {
        let column = subject.column;
        let value = subject.value.strip_suffix(b".0").unwrap_or(subject.value);
        let is_number = value.iter().all(u8::is_ascii_digit);
        let mut mended = [b'0'; Mended::LEN_MAX];
        if let Some(digits) = Mended::from_power_of_ten(subject.value, &mut mended) {
            let mut padded = column.strong().iter().filter_map(|&kind| Some((kind, self.plan(kind)?.bare_digits?.0)));
            let fits = padded.find(|&(_, len)| (digits..=digits + 2).contains(&len));
            if let Some((kind, len)) = fits {
                mended.copy_within(0..digits, len - digits);
                mended.iter_mut().take(len - digits).for_each(|digit| *digit = b'0');
                return self.mended_as(scratch, subject, kind, mended.get(..len).unwrap_or_default(), sink);
            }
        }
        // Without a name the other values of the column decide.
        let Some(kind) = self.finders.us_ssn.filter(|_| is_number) else { return f32::MIN };
        // A name that speaks for the kind, and not outright, does the same as none.
        let label = column.weight(kind);
        let is_open = label == 0.0 && !column.is_named || label > 0.0 && !column.strong().contains(&kind);
        if (7..=8).contains(&value.len()) && is_open {
            let gap = 9 - value.len();
            if let Some(rest) = mended.get_mut(gap..9) {
                rest.copy_from_slice(value);
            }
            return self.mended_as(scratch, subject, kind, mended.get(..9).unwrap_or_default(), sink);
        }
        f32::MIN
    }

    /// Emits digits that were mended, where they pass; they count in a form of their own, behind those of the rule.
    fn mended_as<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        kind: KindId,
        digits: &[u8],
        sink: &mut S,
    ) -> f32 {
        let Some(plan) = self.plan(kind) else { return f32::MIN };
        let Outcome::Accepted { odds, facts, is_test } = plan.verify(digits) else { return f32::MIN };
        let label = subject.column.weight(kind);
        let odds = if label > 0.0 { plan.prior + odds + label } else { PROTECTED_ODDS };
        let found = Found { span: 0..0, part: Part::Whole, odds, shape: plan.shapes, is_test, facts };
        scratch.canonical.clear();
        scratch.canonical.extend_from_slice(digits);
        let canonical = scratch.canonical.as_slice();
        subject.emit_as(protect::Protection::Plain, kind, &found, (canonical, value_hash(canonical)), sink);
        odds
    }

    /// Tries the value as it is written as a kind.
    fn written_cell<S: HitSink>(
        &self,
        scratch: &mut CellScratch,
        subject: &Subject<'_, '_>,
        (kind, written): (KindId, &[u8]),
        sink: &mut S,
    ) -> f32 {
        let Some(plan) = self.plan(kind) else { return f32::MIN };
        match plan.verify(written) {
            Outcome::Accepted { odds, facts, is_test } => {
                scratch.canonical.clear();
                scratch.canonical.extend_from_slice(written);
                let odds = odds + plan.prior + subject.column.weight(kind);
                let found = Found { span: 0..0, part: Part::Whole, odds, shape: 0, is_test, facts };
                // An address of the Internet stands for itself.
                let is_protected = self.finders.ip_address != Some(kind);
                let class =
                    Some(subject.value).filter(|_| is_protected).and_then(protect::class_of).unwrap_or_default();
                let canonical = scratch.canonical.as_slice();
                subject.emit_as(class, kind, &found, (canonical, value_hash(canonical)), sink);
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

/// Digits that are put together again.
struct Mended;

impl Mended {
    const LEN_MAX: usize = 24;

    /// `2.19099999E8` as `219099999`, in the first bytes of `out`. Gives their number, where no place was lost.
    fn from_power_of_ten(value: &[u8], out: &mut [u8; Self::LEN_MAX]) -> Option<usize> {
        let [first, b'.', rest @ ..] = value else { return None };
        let sign = rest.iter().position(|byte| matches!(byte, b'e' | b'E'))?;
        let (places, power) = rest.split_at(sign);
        let power = power.get(1..)?;
        let power = power.strip_prefix(b"+").unwrap_or(power);
        let are_digits = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        if !first.is_ascii_digit() || !are_digits(places) || !are_digits(power) || power.len() > 2 {
            return None;
        }
        let power = power.iter().fold(0, |sum, byte| sum * 10 + usize::from(byte - b'0'));
        // Noughts at the end are not written, others are lost.
        let len = power + 1;
        if len > Self::LEN_MAX || places.len() > power || places.len() + 2 < power {
            return None;
        }
        out.fill(b'0');
        *out.first_mut()? = *first;
        out.get_mut(1..=places.len())?.copy_from_slice(places);
        Some(len)
    }
}

/// Whether the form may be that of an address of the Internet.
fn may_be_network(profile: &Profile) -> bool {
    let Profile { digits, spaces, ats, stops, breaks, .. } = *profile;
    // Colons are breaks, too: without any of these, four numbers have three points between them.
    let has_stops = if breaks == 0 { stops == 3 } else { stops >= NETWORK_STOPS_MIN };
    spaces == 0 && ats == 0 && digits > 0 && has_stops
}

/// Whether a cell may hold a zone, a track or a barcode, which are read as text.
pub(super) fn is_structured(value: &[u8]) -> bool {
    let has = |mark: &[u8]| value.windows(mark.len()).any(|window| window == mark);
    is_run_of_both_cases(value)
        || encoded::is_hex_text(value)
        || value.len() >= STRUCTURE_MIN
            && (matches!(value.first(), Some(b'%' | b';' | b'@'))
                || memchr::memchr(b'<', value).is_some() && has(b"<<")
                || memchr::memchr(b'A', value).is_some() && has(b"ANSI 6"))
}

/// Whether a value is one long run of letters of both cases, digits and the signs of Base64, as encoded text is.
fn is_run_of_both_cases(value: &[u8]) -> bool {
    const OTHER: u8 = 1;
    const UPPER: u8 = 2;
    const LOWER: u8 = 4;
    /// What each byte shows.
    const SORTS: [u8; 256] = {
        let mut sorts = [OTHER; 256];
        let mut byte = 0u8;
        while byte < 128 {
            sorts[byte as usize] = match byte {
                b'A'..=b'Z' => UPPER,
                b'a'..=b'z' => LOWER,
                b'0'..=b'9' | b'+' | b'/' | b'_' | b'-' | b'=' | b'.' => 0,
                _ => OTHER,
            };
            byte += 1;
        }
        sorts
    };
    value.len() >= STRUCTURE_MIN && value.iter().fold(0, |seen, &byte| seen | SORTS[usize::from(byte)]) == UPPER | LOWER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_numbers_again_unless_places_were_lost() {
        let mut out = [0; Mended::LEN_MAX];
        assert_eq!(Mended::from_power_of_ten(b"2.19099999E8", &mut out), Some(9));
        assert_eq!(&out[..9], b"219099999");
        assert_eq!(Mended::from_power_of_ten(b"2.190999E+08", &mut out), Some(9));
        assert_eq!(Mended::from_power_of_ten(b"2.19E8", &mut out), None);
        assert_eq!(Mended::from_power_of_ten(b"2.19", &mut out), None);
    }

    #[test]
    fn structures_are_told_from_other_long_values() {
        assert!(is_structured(b";4539578763621486=27121010000012300001?"));
        assert!(is_structured(b"L898902C36UTO7408122F1204159ZE184226B<<<<<10"));
        assert!(!is_structured(b"an ordinary note about nothing at all"));
        assert!(!is_structured(b";short"));
    }
}
