//! Cuts compact records of a table whose definition is not at hand.
//!
//! Before its header a record has a bitmap of NULLs and the lengths of those fields whose length varies. How many bytes the
//! bitmap has, and how many lengths there are, is not said; but records stand one behind another in the order in which
//! they came, so that it is known how long each is, and what is not in fields of varying length is as long in every record
//! with the same NULLs. The right numbers are those for which that is so.
//!
//! What lies between two fields of varying length (numbers, dates) has the same length in every record, too: the shortest
//! for which the fields hold text in all of them.

use super::page::IndexPage;
use super::record::{Backwards, Cut, Record};
use std::collections::BTreeMap;
use std::ops::Range;

const HEADER_LEN: usize = 5;
/// NULLs of more columns are not looked for: 32.
const BITMAP_LEN_MAX: usize = 4;
const STATED_MAX: usize = 64;
/// Records of a page that are looked at,
const SAMPLES_MAX: usize = 512;
/// and of those with the same NULLs.
const SAMPLE_MAX: usize = 64;
/// Fewer records tell nothing.
const SAMPLE_MIN: usize = 3;
/// No run of numbers between two fields is longer.
const GAP_MAX: usize = 64;

/// What was found out of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    bitmap_len: usize,
    /// For each pattern of NULLs.
    forms: BTreeMap<Vec<u8>, Form>,
}

/// How records with the same NULLs are laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Form {
    /// What lies before each field of varying length; as many as there are such fields.
    gaps: Vec<usize>,
    /// What lies behind the last.
    rest: usize,
}

/// A record and how far it reaches: up to where the next one is pointed to.
#[derive(Debug, Clone, Copy)]
struct Sample {
    at: usize,
    next: usize,
}

/// The layout of the records of a page.
pub(super) fn layout(page: &IndexPage<'_>, live: &[usize]) -> Option<Guess> {
    let rows = live.iter().copied().filter(|&at| !page.is_definition(at));
    let mut origins: Vec<usize> = rows.chain(page.freed()).collect();
    origins.sort_unstable();
    let pairs = origins.iter().zip(origins.iter().skip(1));
    let samples: Vec<Sample> = pairs.map(|(&at, &next)| Sample { at, next }).take(SAMPLES_MAX).collect();
    let mut best: Option<(usize, Guess)> = None;
    for bitmap_len in 0..=BITMAP_LEN_MAX {
        let (explained, guess) = with_bitmap(page, &samples, bitmap_len);
        // Of those that explain as many records the first has the shortest bitmap.
        if explained >= SAMPLE_MIN && best.as_ref().is_none_or(|(most, _)| explained > *most) {
            best = Some((explained, guess));
        }
    }
    best.map(|(_, guess)| guess)
}

/// The forms if the bitmap has so many bytes, and how many fields of text they explain.
fn with_bitmap(page: &IndexPage<'_>, samples: &[Sample], bitmap_len: usize) -> (usize, Guess) {
    let mut learning = Learning { page, bitmap_len, counts: BTreeMap::new() };
    let nulls_of = |at: usize| bitmap(page, at, bitmap_len);
    let mut groups: BTreeMap<Vec<u8>, Vec<Sample>> = BTreeMap::new();
    for sample in samples {
        groups.entry(nulls_of(sample.at)).or_default().push(*sample);
    }
    let (mut explained, mut forms) = (0, BTreeMap::new());
    // Records that are followed by one with the same NULLs tell how many lengths both have,
    for (nulls, group) in &groups {
        let same: Vec<Sample> = group.iter().copied().filter(|sample| nulls_of(sample.next) == *nulls).collect();
        if let Some((count, form)) = learning.count_and_form(&same) {
            learning.counts.insert(nulls.clone(), count);
            explained += group.len() * form.gaps.len();
            forms.insert(nulls.clone(), form);
        }
    }
    // and those that are followed by another how many that one has.
    let known: Vec<(&Vec<u8>, &Vec<Sample>)> = groups.iter().filter(|(nulls, _)| forms.contains_key(*nulls)).collect();
    for (nulls, group) in known {
        let Some(form) = forms.get(nulls) else { continue };
        for sample in group {
            let next = nulls_of(sample.next);
            if !learning.counts.contains_key(&next)
                && let Some(count) = learning.count_of_next(sample, nulls, form)
            {
                learning.counts.insert(next, count);
            }
        }
    }
    for (nulls, group) in &groups {
        if let (Some(&count), false) = (learning.counts.get(nulls), forms.contains_key(nulls))
            && let Some(form) = learning.form(group, count)
        {
            explained += group.len() * form.gaps.len();
            forms.insert(nulls.clone(), form);
        }
    }
    (explained, Guess { bitmap_len, forms })
}

fn bitmap(page: &IndexPage<'_>, at: usize, len: usize) -> Vec<u8> {
    let end = at.saturating_sub(HEADER_LEN);
    page.bytes.get(end.saturating_sub(len)..end).unwrap_or_default().to_vec()
}

/// The lengths of `count` fields, and how many bytes they take. Of fields that are never longer than 255 bytes, those that are
/// longer than 127 are not told from longer ones.
fn lengths(page: &IndexPage<'_>, at: usize, bitmap_len: usize, count: usize) -> Option<(Vec<usize>, usize)> {
    let start = at.checked_sub(HEADER_LEN + bitmap_len)?;
    let mut head = Backwards { bytes: page.bytes, at: start };
    // A value of which a part lies elsewhere is no text to learn from.
    let lens = (0..count).map(|_| head.length(true).filter(|(_, is_elsewhere)| !is_elsewhere).map(|(len, _)| len));
    Some((lens.collect::<Option<_>>()?, start - head.at))
}

/// What is known of the records of a page while their layout is looked for.
struct Learning<'p> {
    page: &'p IndexPage<'p>,
    bitmap_len: usize,
    /// How many lengths records with these NULLs have.
    counts: BTreeMap<Vec<u8>, usize>,
}

impl Learning<'_> {
    fn lengths(&self, at: usize, count: usize) -> Option<(Vec<usize>, usize)> {
        lengths(self.page, at, self.bitmap_len, count)
    }

    /// The most fields that all records of a group agree to, where the next of each has the same NULLs.
    fn count_and_form(&self, group: &[Sample]) -> Option<(usize, Form)> {
        let group = group.get(..group.len().min(SAMPLE_MAX)).filter(|group| group.len() >= SAMPLE_MIN)?;
        (1..=STATED_MAX).rev().find_map(|count| Some((count, self.form_as(group, count, |_| Some(count))?)))
    }

    /// The layout of records with so many lengths.
    fn form(&self, group: &[Sample], count: usize) -> Option<Form> {
        let count_of = |at: usize| self.counts.get(&bitmap(self.page, at, self.bitmap_len)).copied();
        let group: Vec<Sample> =
            group.iter().copied().filter(|sample| count_of(sample.next).is_some()).take(SAMPLE_MAX).collect();
        (group.len() >= SAMPLE_MIN).then(|| self.form_as(&group, count, count_of)).flatten()
    }

    fn form_as(&self, group: &[Sample], count: usize, count_of: impl Fn(usize) -> Option<usize>) -> Option<Form> {
        let mut records = Vec::with_capacity(group.len());
        let mut same = None;
        for sample in group {
            let (Some((lens, _)), Some((_, next_len))) =
                (self.lengths(sample.at, count), self.lengths(sample.next, count_of(sample.next)?))
            else {
                continue;
            };
            let stated = lens.iter().sum::<usize>() + HEADER_LEN + self.bitmap_len + next_len;
            let fixed = (sample.next - sample.at).checked_sub(stated)?;
            if *same.get_or_insert(fixed) != fixed {
                return None;
            }
            records.push((sample.at, lens));
        }
        // Without what was passed over, there must be enough.
        if records.len() < SAMPLE_MIN || records.len() * 2 < group.len() {
            return None;
        }
        gaps(self.page, &records, same?)
    }

    /// How many lengths stand before the record that follows one whose layout is known.
    fn count_of_next(&self, sample: &Sample, nulls: &[u8], form: &Form) -> Option<usize> {
        let (lens, _) = self.lengths(sample.at, *self.counts.get(nulls)?)?;
        let fixed = form.gaps.iter().sum::<usize>() + form.rest;
        let stated = lens.iter().sum::<usize>() + fixed + HEADER_LEN + self.bitmap_len;
        let len = (sample.next - sample.at).checked_sub(stated)?;
        let start = sample.next.checked_sub(HEADER_LEN + self.bitmap_len)?;
        let mut head = Backwards { bytes: self.page.bytes, at: start };
        for count in 0..=STATED_MAX {
            if start - head.at >= len {
                return (start - head.at == len).then_some(count);
            }
            head.length(true).filter(|(_, is_elsewhere)| !is_elsewhere)?;
        }
        None
    }
}

/// What lies between the fields of these records, `fixed` bytes in all.
fn gaps(page: &IndexPage<'_>, records: &[(usize, Vec<usize>)], fixed: usize) -> Option<Form> {
    let count = records.first()?.1.len();
    let mut starts: Vec<usize> = records.iter().map(|&(at, _)| at).collect();
    let mut rest = fixed;
    let mut found = Vec::with_capacity(count);
    for index in 0..count {
        let len = |lens: &Vec<usize>| lens.get(index).copied().unwrap_or_default();
        let is_at = |gap: usize| {
            starts.iter().zip(records).all(|(&start, (_, lens))| {
                let value = page.bytes.get(start + gap..start + gap + len(lens)).unwrap_or_default();
                len(lens) == 0 || is_text(value)
            })
        };
        let gap = (0..=rest.min(GAP_MAX)).find(|&gap| is_at(gap))?;
        for (start, (_, lens)) in starts.iter_mut().zip(records) {
            *start += gap + len(lens);
        }
        rest -= gap;
        found.push(gap);
    }
    Some(Form { gaps: found, rest })
}

impl Guess {
    /// The record at `at`: its fields of varying length, and what is text between them.
    pub(super) fn cut(&self, page: &IndexPage<'_>, at: usize) -> Option<Record> {
        let form = self.forms.get(&bitmap(page, at, self.bitmap_len))?;
        let (lens, lens_len) = lengths(page, at, self.bitmap_len, form.gaps.len())?;
        let mut fields = Vec::with_capacity(2 * lens.len() + 1);
        let mut end = at;
        for (gap, len) in form.gaps.iter().zip(lens) {
            fields.push(text_within(page.bytes, end..end + gap));
            fields.push((len > 0).then_some(Cut::whole(end + gap..end + gap + len)));
            end += gap + len;
        }
        fields.push(text_within(page.bytes, end..end + form.rest));
        end += form.rest;
        let start = at.checked_sub(HEADER_LEN + self.bitmap_len + lens_len)?;
        let is_inside = start >= page.heap_start() && end <= page.heap_end();
        is_inside.then_some(Record { span: start..end, at, fields })
    }

    /// Which of the patterns of NULLs on the page a record has; `None` where it has no NULLs. Of records with other NULLs,
    /// other fields are missing, and nobody knows which. The pattern itself is not to be shown: it may be a part of a value.
    pub(super) fn pattern(&self, page: &IndexPage<'_>, at: usize) -> Option<usize> {
        let nulls = bitmap(page, at, self.bitmap_len);
        let has_nulls = |nulls: &&Vec<u8>| nulls.iter().any(|&byte| byte != 0);
        self.forms.keys().filter(has_nulls).position(|known| *known == nulls)
    }
}

/// The longest text in a run of numbers: of a field of fixed length.
fn text_within(bytes: &[u8], span: Range<usize>) -> Option<Cut> {
    const LEN_MIN: usize = 4;
    let raw = bytes.get(span.clone())?;
    let mut from = span.start;
    let mut longest: Range<usize> = 0..0;
    for run in raw.split(|byte| !matches!(byte, b' '..=b'~')) {
        if run.len() > longest.len() {
            longest = from..from + run.len();
        }
        from += run.len() + 1;
    }
    (longest.len() >= LEN_MIN).then_some(Cut::whole(longest))
}

/// Whether a value is text: UTF-8, or of one byte a character, most of which are plain.
pub(super) fn is_text(raw: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\r".contains(byte) || *byte == 0x7F;
    let is_other = |byte: &&u8| !byte.is_ascii();
    let is_plain =
        || raw.iter().filter(is_other).count() * 4 <= raw.len() && !raw.iter().any(|byte| (0x80..0xA0).contains(byte));
    !raw.is_empty() && !raw.iter().any(is_control) && (std::str::from_utf8(raw).is_ok() || is_plain())
}
