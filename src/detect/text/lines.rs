//! From places to lines: opens the lines that something wanted stands in, and counts the others.
//!
//! [`Detector::scan_plainly`] is the plain version, which asks every finder about every line. It is what the sieve is
//! compared with in tests, and runs where the sieve knows too little: with regular expressions of rules, which may
//! match anything, and in columns that are called like a kind, where no label need stand in the text.

use std::ops::Range;

use super::edges::{ATOM_MAX, cut, heading_len, line_end, may_be_spaced};
use super::verify::{join_nested, names_end};
use super::{Place, View};
use crate::detect::HitSink;
use crate::detect::candidates::candidates;
use crate::detect::column::ColumnContext;
use crate::detect::detector::Detector;
use crate::detect::encoded::Blocks;
use crate::detect::find::far_east;
use crate::detect::fold::Unescaped;
use crate::detect::kind_set::KindSet;
use crate::detect::marks::{Mark, each_mark};
use crate::detect::overlap::resolve;
use crate::detect::scratch::TextScratch;
use crate::detect::sieve::{Sought, Strips, Want};
use crate::detect::wrapped;

/// The bytes before a segment that labels may stand in, those of the same sentence too, and the bytes after it that a candidate
/// may reach into.
const BEHIND: usize = 128;
const AHEAD: usize = 512;

/// What is looked for in one segment.
pub(in crate::detect) struct Wants<'w> {
    /// Digits at numbers that are, rising, as places in the view, and the kinds that need a label and may have one there; all numbers
    /// where there is no list.
    numbers: Option<&'w [(usize, KindSet)]>,
    pub(super) emails: bool,
    /// Capitals of runs that may be names, rising, as places in the segment; all of them where there is no list.
    pub(super) names: Option<&'w [usize]>,
    pub(super) addresses: bool,
    /// Marks, rising, as places in the text; those that are there, where there is no list.
    marks: Option<&'w [(usize, Mark)]>,
    /// The line before may go on here, or this one on the next.
    seams: bool,
    /// What is wanted of folded text is asked of the sieve.
    is_sieved: bool,
}

impl Wants<'_> {
    /// Everything.
    pub(in crate::detect) const ALL: Wants<'static> =
        Wants { numbers: None, emails: true, names: None, addresses: true, marks: None, seams: true, is_sieved: false };

    /// The kinds that the run of letters and digits that has its first digit at `run` may be of though they need a label; nothing where
    /// it is not wanted.
    pub(super) fn number(&self, text: &[u8], run: usize) -> Option<KindSet> {
        let Some(numbers) = self.numbers else { return Some(KindSet::ALL) };
        let next = numbers.get(numbers.partition_point(|&(number, _)| number < run)..)?;
        let is_same_run = |&&(number, _): &&(usize, KindSet)| {
            let between = text.get(run..number).filter(|between| between.len() <= ATOM_MAX);
            between.is_some_and(|between| between.iter().all(u8::is_ascii_alphanumeric))
        };
        next.iter().take_while(is_same_run).map(|&(_, kinds)| kinds).reduce(|all, kinds| all | kinds)
    }
}

/// The places in a segment where numbers and names may be.
#[derive(Debug, Default)]
pub(crate) struct Places {
    numbers: Vec<(usize, KindSet)>,
    names: Vec<usize>,
}

impl Places {
    fn clear(&mut self) {
        self.numbers.clear();
        self.names.clear();
    }

    /// Puts them in order, and counts them from where the view and its segment begin.
    fn settle(&mut self, view_start: usize, segment_start: usize) {
        self.numbers.sort_unstable();
        self.numbers.iter_mut().for_each(|(place, _)| *place = place.saturating_sub(view_start));
        self.names.sort_unstable();
        self.names.iter_mut().for_each(|place| *place = place.saturating_sub(segment_start));
    }
}

/// A segment that something is wanted in.
#[derive(Default)]
struct Segment {
    bytes: Range<usize>,
    line_start: usize,
    emails: bool,
    addresses: bool,
    folding: bool,
    marks: Vec<(usize, Mark)>,
}

impl Segment {
    fn want(&mut self, want: Want, place: usize, places: &mut Places) {
        match want {
            Want::Number(kinds) => places.numbers.push((place, kinds)),
            Want::Email => self.emails = true,
            Want::Name => places.names.push(place),
            Want::Address => self.addresses = true,
            Want::Mark(mark) => self.marks.push((place, mark)),
            // Whether the text is what it looks like is seen when it is looked at.
            Want::Folding => self.folding = true,
        }
    }
}

/// The line ends around a segment that its sentence goes on over.
#[derive(Default)]
struct Seams {
    all: Vec<Range<usize>>,
    /// Where the line before begins, where the segment goes on from it.
    line_before: Option<usize>,
}

impl Seams {
    /// Those of the line before, and of the next two.
    fn around(text: &[u8], segment: Range<usize>, line_start: usize) -> Self {
        const AHEAD: usize = 2;
        let mut seams = Self::default();
        if segment.start == line_start
            && let Some(newline) = line_start.checked_sub(1)
            && let Some(seam) = wrapped::breaking_seam(text, newline)
        {
            let above = text.get(..newline).unwrap_or_default();
            seams.line_before = Some(memchr::memrchr(b'\n', above).map_or(0, |at| at + 1));
            seams.all.push(seam);
        }
        let mut newline = segment.end;
        for _ in 0..AHEAD {
            let Some(seam) = Some(newline)
                .filter(|&at| text.get(at) == Some(&b'\n'))
                .and_then(|at| wrapped::breaking_seam(text, at))
            else {
                break;
            };
            newline = line_end(text, seam.end);
            seams.all.push(seam);
        }
        seams
    }
}

/// How far the text was gone through. Places count from the beginning of the span.
struct Course<'t> {
    text: &'t [u8],
    /// The segment that is being filled.
    open: Option<Segment>,
    /// The line that was opened last.
    line: Range<usize>,
    /// Where the line begins that the last window ended in.
    line_start: usize,
    /// Line ends before this place are counted.
    counted_to: usize,
    /// Lines that have ended and that the sink was not told of.
    lines: u64,
    progress: Progress,
}

/// What one segment leaves to the next of the same text.
#[derive(Default)]
struct Progress {
    /// One past the last byte of what was found.
    consumed: usize,
    unescaped: Unescaped,
}

impl Course<'_> {
    /// Opens the segment around `place`, which no open segment holds.
    fn open(&mut self, strips: &Strips, place: usize) {
        let line_start = strips.line_start(place).unwrap_or(self.line_start);
        if !self.line.contains(&place) {
            let rest = self.text.get(place..).unwrap_or_default();
            let line_end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |len| place + len);
            self.line = line_start..line_end;
        }
        let last = self.open.as_ref().map_or(0, |segment| segment.bytes.end);
        let mut start = if self.line.contains(&last) { last } else { self.line.start };
        let mut end = cut(self.text, start, self.line.end);
        while end <= place && end < self.line.end {
            start = end;
            end = cut(self.text, start, self.line.end);
        }
        if line_start > self.counted_to {
            self.lines += strips.lines(self.counted_to, line_start);
            self.counted_to = line_start;
        }
        self.open = Some(Segment { bytes: start..end, line_start: self.line.start, ..Segment::default() });
    }

    /// Counts what is left of a window.
    fn leave(&mut self, strips: &Strips) {
        if strips.end > self.counted_to {
            self.lines += strips.lines(self.counted_to, strips.end);
            self.counted_to = strips.end;
        }
        self.line_start = strips.line_start(strips.end).unwrap_or(self.line_start);
    }
}

impl Detector {
    /// Scans the lines of `text[span]`; `text` must end where `span` does.
    pub(crate) fn scan_lines<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        text: &[u8],
        span: Range<usize>,
        place: &Place<'_, '_>,
        sink: &mut S,
    ) {
        scratch.blocks = Blocks::default();
        if !self.patterns.is_empty() || Self::is_named(place) {
            self.scan_plainly(scratch, text, span, place, sink);
        } else {
            self.scan_sieved(scratch, text, span, place, sink);
        }
    }

    /// Whether the text stands in a column whose name speaks for a kind.
    fn is_named(place: &Place<'_, '_>) -> bool {
        place.column().is_some_and(ColumnContext::speaks_for_any)
    }

    fn scan_sieved<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        text: &[u8],
        span: Range<usize>,
        place: &Place<'_, '_>,
        sink: &mut S,
    ) {
        let body = text.get(span.clone()).unwrap_or_default();
        let mut sieve = scratch.sieve.take().unwrap_or_default();
        let mut places = std::mem::take(&mut scratch.places);
        let progress = Progress { consumed: span.start, ..Progress::default() };
        let mut course =
            Course { text: body, open: None, line: 0..0, line_start: 0, counted_to: 0, lines: 0, progress };
        places.clear();
        let mut at = 0;
        while at < body.len() {
            self.sieve.window(&self.finders, &self.labels, body, at..body.len(), Sought::Everything, &mut sieve);
            for &(wanted, want) in &sieve.wanted {
                if !course.open.as_ref().is_some_and(|segment| segment.bytes.contains(&wanted)) {
                    self.close(scratch, &mut course, &mut places, span.start, text, place, sink);
                    course.open(&sieve.strips, wanted);
                    place.end_lines(&mut course.lines, sink);
                }
                if let Some(segment) = &mut course.open {
                    segment.want(want, wanted, &mut places);
                }
            }
            course.leave(&sieve.strips);
            at = sieve.strips.end;
        }
        self.close(scratch, &mut course, &mut places, span.start, text, place, sink);
        course.lines += u64::from(body.last().is_some_and(|byte| *byte != b'\n'));
        place.end_lines(&mut course.lines, sink);
        scratch.sieve = Some(sieve);
        scratch.places = places;
    }

    /// Verifies what is wanted in the open segment, and tells the sink of the lines that have ended since.
    #[expect(clippy::too_many_arguments, reason = "two call sites; a struct would only rename the arguments")]
    fn close<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        course: &mut Course<'_>,
        places: &mut Places,
        base: usize,
        text: &[u8],
        place: &Place<'_, '_>,
        sink: &mut S,
    ) {
        let Some(segment) = &course.open else { return };
        let marks: Vec<_> = segment.marks.iter().map(|&(at, mark)| (base + at, mark)).collect();
        let view_start = segment.bytes.start.saturating_sub(BEHIND);
        places.settle(view_start, segment.bytes.start);
        let wants = Wants {
            numbers: Some(&places.numbers),
            emails: segment.emails,
            names: Some(&places.names),
            addresses: segment.addresses,
            marks: Some(&marks),
            // What goes on over a line end is folded on both of its sides.
            seams: segment.folding,
            is_sieved: true,
        };
        let absolute = |range: &Range<usize>| base + range.start..base + range.end;
        let (span, bytes) = (base..text.len(), absolute(&segment.bytes));
        let line_start = base + segment.line_start;
        self.scan_segment(scratch, text, &span, bytes, line_start, &wants, place, &mut course.progress, sink);
        places.clear();
    }

    /// The marks of a segment that are wanted, or all of them.
    fn marks(&self, text: &[u8], segment: &Range<usize>, wants: &Wants<'_>, out: &mut Vec<(usize, Mark)>) {
        out.clear();
        match wants.marks {
            Some(marks) => out.extend_from_slice(marks),
            None if self.finders.use_marks() => {
                each_mark(text, segment.clone(), &mut |at, mark| out.push((at, mark)));
                far_east::each_label(text, segment.clone(), &mut |at, label| out.push((at, Mark::East(label))));
                out.sort_unstable();
            }
            None => {}
        }
    }

    /// All marks of a segment that is folded: what the sieve made of what stands beside one was said of other text.
    fn marks_again(&self, text: &[u8], segment: &Range<usize>, out: &mut Vec<(usize, Mark)>) {
        out.clear();
        if self.finders.use_marks() {
            self.sieve.each_mark(text, segment.clone(), &mut |at, mark| out.push((at, mark)));
            far_east::each_label(text, segment.clone(), &mut |at, label| out.push((at, Mark::East(label))));
            out.sort_unstable();
        }
    }

    /// Scans a view of folded text for what the sieve wants there: places in it are others.
    fn scan_folded(&self, scratch: &mut TextScratch, view: &View<'_>) {
        let mut sieve = scratch.folded_sieve.take().unwrap_or_default();
        let mut places = std::mem::take(&mut scratch.folded_places);
        places.clear();
        let mut wanted = Segment::default();
        let mut at = 0;
        // A number at the end of the segment may be that of an address, which is told by the blank behind it; and a name goes on behind it.
        let names_end = names_end(view);
        let end = view.text.len().min(names_end.max(view.segment.end + 1));
        while at < end {
            // What stands behind the segment is looked at from what begins in it.
            let sought = Sought::FoldedFrom(view.segment.start);
            self.sieve.window(&self.finders, &self.labels, view.text, at..end, sought, &mut sieve);
            let is_within = |&&(place, want): &&(usize, Want)| match want {
                Want::Name => (view.segment.start..names_end).contains(&place),
                Want::Address => (view.segment.start..=view.segment.end).contains(&place),
                _ => view.segment.contains(&place),
            };
            let within = sieve.wanted.iter().filter(is_within);
            within.for_each(|&(place, want)| wanted.want(want, place, &mut places));
            at = sieve.strips.end;
        }
        places.settle(0, view.segment.start);
        let Segment { emails, addresses, .. } = wanted;
        let Places { numbers, names } = &places;
        let (numbers, names) = (Some(numbers.as_slice()), Some(names.as_slice()));
        let wants = Wants { numbers, emails, names, addresses, marks: Some(&[]), seams: false, is_sieved: true };
        // Where folding took away the line end before the segment, what begins in it only seems to go on.
        let before = view.text.get(..view.segment.start).unwrap_or_default().last();
        let is_joined = before.is_some_and(|byte| *byte != b'\n');
        self.scan_view(scratch, view, if is_joined { &Wants::ALL } else { &wants });
        scratch.folded_sieve = Some(sieve);
        scratch.folded_places = places;
    }

    /// The plain version: every line, for everything.
    pub(super) fn scan_plainly<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        text: &[u8],
        span: Range<usize>,
        place: &Place<'_, '_>,
        sink: &mut S,
    ) {
        let mut line_start = span.start;
        let mut progress = Progress { consumed: span.start, ..Progress::default() };
        while line_start < span.end {
            let rest = text.get(line_start..span.end).unwrap_or_default();
            let line_end = memchr::memchr(b'\n', rest).map_or(span.end, |at| line_start + at);
            let mut at = line_start;
            while at < line_end {
                let end = cut(text, at, line_end);
                self.scan_segment(scratch, text, &span, at..end, line_start, &Wants::ALL, place, &mut progress, sink);
                at = end;
            }
            place.end_lines(&mut 1, sink);
            line_start = line_end + 1;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "two call sites; a struct would only rename the arguments")]
    fn scan_segment<S: HitSink>(
        &self,
        scratch: &mut TextScratch,
        text: &[u8],
        span: &Range<usize>,
        segment: Range<usize>,
        line_start: usize,
        wants: &Wants<'_>,
        place: &Place<'_, '_>,
        progress: &mut Progress,
        sink: &mut S,
    ) {
        let Some(bytes) = text.get(segment.clone()) else { return };
        candidates(bytes, &mut scratch.candidates);
        let found = &scratch.candidates;
        let has_heading = || {
            let own = text.get(span.start..).unwrap_or_default();
            segment.start == line_start && heading_len(own, segment.start - span.start) > 0
        };
        let is_plain = found.digit_runs.is_empty()
            && found.ats.is_empty()
            && found.capitals == 0
            && !found.has_high
            && !has_heading();
        let mut own_marks = std::mem::take(&mut scratch.marks);
        self.marks(text, &segment, wants, &mut own_marks);
        if is_plain && own_marks.is_empty() && self.patterns.is_empty() {
            scratch.marks = own_marks;
            return;
        }
        let view_start = segment.start.saturating_sub(BEHIND).max(span.start);
        let view_end = (segment.end + AHEAD).min(span.end);
        let mut view = View {
            text: text.get(view_start..view_end).unwrap_or_default(),
            segment: segment.start - view_start..segment.end - view_start,
            line_start: line_start.max(view_start) - view_start,
            is_continued: false,
            column: place.column(),
            whole: text.get(..span.end).unwrap_or_default(),
            start: Some(view_start),
        };
        let mut folded = std::mem::take(&mut scratch.folded);
        let own = text.get(span.clone()).unwrap_or_default();
        let has_escape = !progress.unescaped.holds(own, &(view_start - span.start..view_end - span.start));
        let seams = match wants.seams {
            true => Seams::around(own, segment.start - span.start..segment.end - span.start, line_start - span.start),
            false => Seams::default(),
        };
        let shift = |seam: &Range<usize>| seam.start + span.start - view_start..seam.end + span.start - view_start;
        let is_within = |seam: &&Range<usize>| view_start < seam.start + span.start && seam.end + span.start < view_end;
        let joined: Vec<_> = seams.all.iter().filter(is_within).map(shift).collect();
        let is_disguised = found.has_high || has_escape || may_be_spaced(&found.digit_runs) || !joined.is_empty();
        let is_folded = is_disguised && folded.fold_over(view.text, &joined);
        if is_folded {
            view.segment = folded.place_of(view.segment.start)..folded.place_of(view.segment.end);
            if let Some(before) =
                seams.line_before.filter(|_| joined.first().is_some_and(|seam| seam.start < view.line_start))
            {
                view.line_start = (before + span.start).saturating_sub(view_start);
                view.is_continued = true;
            }
            view.line_start = folded.place_of(view.line_start);
            view.text = &folded.text;
            (view.whole, view.start) = (view.text, None);
            candidates(view.text.get(view.segment.clone()).unwrap_or_default(), &mut scratch.candidates);
        }
        match (is_folded, wants.is_sieved) {
            (false, _) => self.scan_view(scratch, &view, wants),
            (true, false) => self.scan_view(scratch, &view, &Wants::ALL),
            (true, true) => {
                self.marks_again(text, &segment, &mut own_marks);
                self.scan_folded(scratch, &view);
            }
        }
        for &(at, mark) in &own_marks {
            let at = at - view_start;
            let at = if is_folded { folded.place_of(at) } else { at };
            self.marked(scratch, &view, at, mark);
        }
        scratch.marks = own_marks;
        self.beside(scratch, &view);
        resolve(&mut scratch.pending);
        if !scratch.nested.is_empty() || !scratch.nested_in_run.is_empty() {
            join_nested(scratch);
        }
        let whole = text.get(view_start..view_end).unwrap_or_default();
        let original = |at: usize| view_start + if is_folded { folded.original(at) } else { at };
        let original_end = |at: usize| view_start + if is_folded { folded.original_end(whole, at) } else { at };
        for pending in &scratch.pending {
            let hit_span = original(pending.span.start)..original_end(pending.span.end);
            if hit_span.start >= progress.consumed || pending.is_nested {
                progress.consumed = hit_span.end.max(progress.consumed);
                let canonical = scratch.arena.get(pending.canonical.clone()).unwrap_or_default();
                let read = if is_folded { folded.text.get(pending.span.clone()) } else { None };
                place.emit(text, (hit_span, read), pending, canonical, sink);
            }
        }
        for left in scratch.packed_left.drain(..) {
            place.packed_left(original(left.start)..original_end(left.end), sink);
        }
        for (span, bytes) in scratch.contained.drain(..) {
            place.contained(original(span.start)..original_end(span.end), bytes, sink);
        }
        scratch.folded = folded;
    }
}
