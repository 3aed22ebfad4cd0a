//! Labels in reach: what the words around a candidate in text say of it.
//!
//! Looked at are the bytes before the candidate on its line, a few after it, and, where it opens its line, the end of
//! the line before. The nearest phrase that speaks of a kind decides for that kind, for or against. A phrase that
//! names another kind outright stands between a candidate and what is farther away: in `SSN: 536-90-4399, phone
//! 212...` the number after `phone` is no SSN.

mod between;
mod line;
mod naming;
mod said;
mod speech;

use std::ops::Range;

use self::between::{
    Link, OwnName, announces, closes_sentence, counts, ends_list_item, has_own_date, has_own_value, is_compared,
    is_date, is_getter, is_glued, is_numbered, is_of_another, is_one_sentence, is_path, is_slash_field, is_spent,
    is_state, is_tie, is_used, link, names_more, opens_drawing, says_of_value, unwrapped, without_state,
};
use self::line::{is_adjective, is_number_word, opens_line, without_qualifier};
use self::naming::{goes_on_to_value, is_dialled, is_grouped, is_place, names_value, without_stop};
use self::said::{ABBREVIATION_LEN_MAX, LINE_BEFORE, Said, weigh};
pub(crate) use self::speech::may_be_said;
use self::speech::{above, asks, behind_filler, ends_line, is_answer, is_asked, is_of_another_speaker};
use super::columns;
use super::labels::{Found, LabelIndex, LabelMatch, LabelUse, Polarity};
use crate::rules::KindId;

/// How far back a label may end, and how far back it still has its full weight.
const BACK_MAX: usize = 48;
const BACK_FULL: usize = 30;
/// How far back it may end in the same sentence, up to `is`, `was` or a colon: `the SSN on the form that she gave us is `.
const SENTENCE_MAX: usize = 88;
/// How far forward a label is looked for.
const FORWARD_MAX: usize = 16;
/// Labels of a question that are read.
const ASKED_MAX: usize = 3;
/// How much of a question is read.
const QUESTION_MAX: usize = 80;
/// The longest phrase, which may begin before the reach.
const PHRASE_MAX: usize = 32;

/// The label's share at the far end of the reach, and after the value.
const FAR: f32 = 0.3;
const FORWARD: f32 = 0.5;
const SENTENCE: f32 = 0.6;
/// The same where the sentence says behind the value that it is what the label names.
const TOLD_BEHIND: f32 = 0.9;
/// The same for an outright label that has the line before to itself, as the value has its own.
const LINE_OF_ITS_OWN: f32 = 1.0;
/// How far from the beginning of a text its second line may begin. A text that is cut out of a longer one begins farther before a
/// line.
const SECOND_LINE_MAX: usize = 64;
/// The same for the name of the column that the value stands in, within a statement.
const NAMED: f32 = 1.0;
/// The same on the line before, where it asks and the value is all of the answer.
const ANSWER: f32 = 0.8;

/// What is in reach of one candidate. The phrases of a stretch of text are found once, for all candidates in it.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    found: Found,
    /// The stretch that was searched, within one line.
    stretch: Range<usize>,
    /// Where the offsets of what was found count from.
    base: usize,
    /// What was said of the current candidate, nearest first, so far as it was asked for.
    said: Vec<Said>,
    /// What is still to be read of the stretch for it.
    unread: Unread,
    place: Option<Range<usize>>,
    /// What stands before this place is of the line before, which only its width had ended.
    above_to: usize,
}

/// What is still to be read of a stretch: the nearest phrase mostly decides.
#[derive(Debug, Clone, Default)]
enum Unread {
    #[default]
    Nothing,
    /// So many phrases before the value, and those behind it.
    Back { phrases: usize, own_name: Option<Option<OwnName>> },
    /// Those behind it.
    Forward,
}

/// Kinds without a fixed form (names, addresses): their words stand everywhere and come between nothing.
pub(crate) type IsOpen<'a> = &'a dyn Fn(KindId) -> bool;

impl Reach {
    /// How much farther than the first candidate's reach a stretch goes, for the candidates after it.
    const STRETCH_AHEAD: usize = 192;

    /// Forgets the last place: another text follows.
    pub(crate) fn reset(&mut self) {
        self.place = None;
        self.unread = Unread::Nothing;
        self.said.clear();
        self.stretch = 0..0;
        self.above_to = 0;
    }

    /// What stands before this place in the text is of the line before: nouns there say nothing against values here, but for those that
    /// go on to them.
    pub(crate) fn continue_at(&mut self, place: usize) {
        self.above_to = place;
    }

    /// Reads the surroundings of `span` in `text`, whose line begins at `line_start`.
    pub(crate) fn look(&mut self, index: &LabelIndex, text: &[u8], line_start: usize, span: Range<usize>) {
        if self.place.as_ref() == Some(&span) {
            return;
        }
        self.said.clear();
        self.cover(index, text, line_start, &span);
        self.place = Some(span.clone());
        let phrases = self.found.matches.partition_point(|found| self.base + (found.start as usize) < span.start);
        self.unread = Unread::Back { phrases, own_name: None };
        if opens_line(text, line_start, span.start) {
            self.read_all(index, text);
            self.look_line_before(index, text, line_start, span.end);
            if self.said.is_empty() && is_asked(text, line_start) {
                self.look_question(index, text, line_start, span.end);
            }
        } else if is_answer(text, line_start, span.start) {
            self.read_all(index, text);
            self.look_question(index, text, line_start, span.end);
        } else if let Some(name) = columns::key_of(text, span.clone()) {
            self.look_name(index, text.get(name).unwrap_or_default(), NAMED);
        } else if let Some(name) =
            columns::name_of(text, line_start, span.start).filter(|_| !self.has_tied(index, text))
        {
            self.look_name(index, text.get(name).unwrap_or_default(), NAMED);
        } else if let Some(heading) = columns::heading_of(text, line_start, span.start)
            && self.said_at(index, text, 0).is_none()
        {
            self.look_name(index, text.get(heading).unwrap_or_default(), ANSWER);
        }
    }

    fn has_tied(&mut self, index: &LabelIndex, text: &[u8]) -> bool {
        self.read_all(index, text);
        self.said.iter().any(|said| said.is_tied)
    }

    /// What was said, by its place among all that was.
    fn said_at(&mut self, index: &LabelIndex, text: &[u8], at: usize) -> Option<Said> {
        while self.said.len() <= at && self.read_on(index, text) {}
        self.said.get(at).copied()
    }

    fn read_all(&mut self, index: &LabelIndex, text: &[u8]) {
        while self.read_on(index, text) {}
    }

    /// Reads the next phrase of the stretch; false where there is none.
    fn read_on(&mut self, index: &LabelIndex, text: &[u8]) -> bool {
        let Some(span) = self.place.clone() else { return false };
        match std::mem::take(&mut self.unread) {
            Unread::Nothing => return false,
            Unread::Back { phrases, mut own_name } => {
                self.unread = match self.look_back(index, text, span, phrases, &mut own_name) {
                    Some(phrases) => Unread::Back { phrases, own_name },
                    None => Unread::Forward,
                };
            }
            Unread::Forward => self.look_forward(text, span.end),
        }
        true
    }

    /// Finds the phrases around `span`, unless that was done with those around an earlier candidate.
    fn cover(&mut self, index: &LabelIndex, text: &[u8], line_start: usize, span: &Range<usize>) {
        let back = if closes_sentence(text, span.start) { SENTENCE_MAX } else { BACK_MAX };
        let start = span.start.saturating_sub(back + PHRASE_MAX).max(line_start);
        let end = (span.end + FORWARD_MAX + PHRASE_MAX).min(text.len());
        let is_covered = self.stretch.start <= start && end <= self.stretch.end;
        // A stretch that ends at its line's end is all that there is.
        let is_line_end = span.end <= self.stretch.end && text.get(self.stretch.end).is_none_or(|byte| *byte == b'\n');
        if self.stretch.start <= start && (is_covered || is_line_end) && !self.stretch.is_empty() {
            return;
        }
        // Where candidates stand close together, one stretch is read for many of them.
        let is_dense = !self.stretch.is_empty() && start <= self.stretch.end;
        let far = (end + if is_dense { Self::STRETCH_AHEAD } else { 0 }).min(text.len());
        let line = text.get(span.end..far).unwrap_or_default();
        let far = memchr::memchr(b'\n', line).map_or(far, |at| span.end + at);
        // Most numbers have no label near them.
        let near = end.min(far);
        let has_any = index.search_on(text.get(start..far).unwrap_or_default(), near - start, &mut self.found);
        self.stretch = start..if has_any { far } else { near };
        self.base = start;
    }

    /// Reads the nearest of so many phrases before the value that says something. Gives how many are left, if any are to be read.
    fn look_back(
        &mut self,
        index: &LabelIndex,
        text: &[u8],
        Range { start, end: value_end }: Range<usize>,
        phrases: usize,
        own_name: &mut Option<Option<OwnName>>,
    ) -> Option<usize> {
        let from = self.base;
        let value = text.get(start..value_end).unwrap_or_default();
        // Most values stand right behind their label, and nothing can be between.
        let mut own_name = || *own_name.get_or_insert_with(|| OwnName::before(text, start));
        for (at, found) in self.found.matches.get(..phrases).unwrap_or_default().iter().enumerate().rev() {
            // A phrase may take in the candidate's first digits (`tel 1`); it ends where the candidate begins.
            let end = (from + found.end as usize).min(start);
            let distance = start - end;
            if distance > SENTENCE_MAX {
                return None;
            }
            if is_glued(text, from + found.start as usize, end) {
                continue;
            }
            let label = text.get(from + found.start as usize..end).unwrap_or_default();
            let bare = without_stop(label, unwrapped(text.get(end..start).unwrap_or_default()));
            let between = without_state(bare);
            let is_abbreviation = end - (from + found.start as usize) <= ABBREVIATION_LEN_MAX;
            let is_far = distance > BACK_MAX;
            let is_tied = is_tie(between);
            if is_compared(between)
                || is_of_another(between)
                || is_path(between)
                || (is_far && !is_one_sentence(between))
                || (!is_tied && own_name().is_some_and(|name| name.stands_between(text, end, between)))
            {
                return None;
            }
            if is_state(text, from + found.start as usize..end, start..value_end) {
                continue;
            }
            let is_of_other_date = between.iter().any(u8::is_ascii_digit) && is_date(value) && has_own_date(between);
            // Most labels speak for a kind whatever the way to the value.
            let uses = index.uses(found);
            let has_spoken = uses.iter().any(|label| label.polarity == Polarity::Spoken);
            let is_naming =
                (has_spoken || uses.iter().any(|label| label.polarity.is_against())) && names_value(between);
            let is_above = from + (found.start as usize) < self.above_to;
            if is_above && !is_naming && uses.iter().all(|label| label.polarity.is_against()) {
                continue;
            }
            let is_field = between == b"/" && is_slash_field(text, from + found.start as usize..end, value_end);
            self.said.push(Said {
                found: *found,
                factor: match is_of_other_date {
                    true => 0.0,
                    false if is_one_sentence(between) => fade(distance).max(SENTENCE),
                    false => fade(distance),
                },
                is_tied: is_field
                    || is_tied
                        && !(bare == b" "
                            && is_abbreviation
                            // `DL 120 642 116` draws a line.
                            && value.contains(&b' ')
                            && opens_drawing(text, from + found.start as usize)),
                is_numbered: is_field || is_numbered(between),
                is_field,
                link: match link_before(&self.found.matches, text, from, at) {
                    // `the number on the account is 212-...`
                    Link::Apart
                        if closes_sentence(between, between.len())
                            && is_place(gap_before(&self.found.matches, text, from, at)) =>
                    {
                        Link::Of
                    }
                    // `release of information signed by `: a participle says who did it, and is no part of what it is of.
                    Link::Of if label.ends_with(b" by") => Link::Apart,
                    link => link,
                },
                is_part: names_more(between) || counts(text.get(..from + found.start as usize).unwrap_or_default()),
                is_said: matches!(between, b" is " | b" is: " | b" was "),
                is_spoken: has_spoken && goes_on_to_value(label, between),
                is_listed: ends_list_item(between),
                has_own: has_own_value(between),
                is_spent: is_spent(between, value),
                is_beside: is_used(between, value),
                is_away: is_grouped(value) && (!is_naming || is_dialled(label, between, value)),
                is_naming,
                is_announced: between == b": ",
                is_signed: between.iter().any(|byte| b":=#".contains(byte)),
                is_above: false,
            });
            return Some(at);
        }
        None
    }

    fn look_forward(&mut self, text: &[u8], end: usize) {
        let from = self.base;
        let after = self.found.matches.partition_point(|found| from + (found.start as usize) < end);
        for found in self.found.matches.get(after..).unwrap_or_default() {
            let (start, found_end) = (from + found.start as usize, from + found.end as usize);
            if start - end > FORWARD_MAX {
                break;
            }
            let gap = text.get(end..start).unwrap_or_default();
            let marks = gap.iter().take_while(|byte| b"*`".contains(byte)).count();
            let gap = gap.get(marks..).unwrap_or_default();
            let rest = text.get(found_end..self.stretch.end).unwrap_or_default();
            // `assertEquals("1953-01-13", person.getDob())`
            if is_getter(gap, rest) {
                self.said.push(Said { is_tied: true, ..Said::of(*found, NAMED) });
                break;
            }
            // Any mark ends what the value belongs to; a label that is tied to what follows is not ours, nor is a part of a name.
            let is_phrase = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b" ([.-'/".contains(byte);
            if !gap.iter().all(is_phrase) || announces(rest) || matches!(rest.first(), Some(b'_' | b'A'..=b'Z')) {
                break;
            }
            let is_beside = !says_of_value(gap);
            // `she gave 01/13/1953 as her date of birth`
            let is_told = !is_beside && (gap.starts_with(b" as ") || gap.starts_with(b" is "));
            let factor = if is_told { TOLD_BEHIND } else { FORWARD };
            self.said.push(Said { is_beside, ..Said::of(*found, factor) });
        }
    }

    /// A label alone at the end of the line before. Takes the place of what was found in the stretch.
    fn look_line_before(&mut self, index: &LabelIndex, text: &[u8], line_start: usize, value_end: usize) {
        let stem = above(text, line_start);
        let line_end = stem.len();
        let marks: &[u8] = if stem.ends_with(b"=>") { b"]\"'=> \t" } else { b":= \t" };
        let label_end = line_end - stem.iter().rev().take_while(|byte| marks.contains(byte)).count();
        let label_end = without_qualifier(stem.get(..label_end).unwrap_or_default());
        let window = label_end.saturating_sub(PHRASE_MAX);
        let lines = stem.get(window..label_end).unwrap_or_default();
        let from = memchr::memrchr(b'\n', lines).map_or(window, |at| window + at + 1);
        self.stretch = 0..0;
        index.search(text.get(from..label_end).unwrap_or_default(), usize::MAX, &mut self.found);
        let is_announced = label_end < line_end;
        let is_line = from > window || from == 0 && line_start <= SECOND_LINE_MAX;
        let is_alone = |found: &LabelMatch| {
            let lead = text.get(from..from + found.start as usize).unwrap_or_default();
            is_line
                && (is_adjective(lead, is_announced)
                    || !lead.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()))
        };
        // The first line of all, or the block above, takes nothing away.
        let is_open =
            |found: &LabelMatch| from > window || index.uses(found).iter().any(|label| !label.polarity.is_against());
        // `D.O.B.:`, `Driver's License No.:`. What such a label says against other kinds is for numbers right behind it.
        let ends = |found: &LabelMatch| {
            let end = from + found.end as usize;
            let label = text.get(from + found.start as usize..end).unwrap_or_default();
            let rest = text.get(end..label_end).unwrap_or_default();
            let is_strong = || index.uses(found).iter().any(|label| label.polarity == Polarity::Strong);
            rest.is_empty() || (without_stop(label, rest).is_empty() || is_number_word(rest)) && is_strong()
        };
        if let Some(found) = self.found.matches.last()
            && ends(found)
            && (is_announced || is_alone(found) && is_open(found))
        {
            // A colon ends the line of a form, and its value begins the next one: `Date of birth:`.
            let is_sure = is_announced && index.uses(found).iter().any(|label| label.polarity == Polarity::Strong);
            let is_pair = is_alone(found) && (is_sure || ends_line(text, value_end));
            let factor = if is_pair { LINE_OF_ITS_OWN } else { LINE_BEFORE };
            let said = Said { is_above: true, ..Said::of(*found, factor) };
            let at = self.said.iter().position(|other| other.factor <= FORWARD).unwrap_or(self.said.len());
            self.said.insert(at, said);
        }
    }

    /// What the name of the column says that the candidate stands in, in place of all around it: a label that it ends with, but for
    /// parentheses. `Phone model` is no telephone.
    fn look_name(&mut self, index: &LabelIndex, name: &[u8], factor: f32) {
        self.stretch = 0..0;
        self.unread = Unread::Nothing;
        self.said.clear();
        index.search(name, usize::MAX, &mut self.found);
        let ends = |found: &&LabelMatch| {
            let rest = name.get(found.end as usize..).unwrap_or_default().trim_ascii_start();
            matches!(rest.first(), None | Some(b'(' | b'"' | b'\'' | b'`' | b']' | b':'))
        };
        self.said.extend(self.found.matches.iter().rev().filter(ends).map(|found| Said::of(*found, factor)));
    }

    /// Whether what is said of `kind` first is tied to the candidate; so is what a column's name says, where no word near does.
    pub(crate) fn is_tied_against(&mut self, index: &LabelIndex, text: &[u8], kind: KindId) -> bool {
        let is_of_kind = |said: &Said| index.uses(&said.found).iter().any(|label| label.kind == kind);
        (0..).map_while(|at| self.said_at(index, text, at)).find(is_of_kind).is_none_or(|said| said.is_tied)
    }

    /// What another speaker asked on the line before: its last label. Takes the place of what was found in the stretch.
    fn look_question(&mut self, index: &LabelIndex, text: &[u8], line_start: usize, end: usize) {
        let line_start = behind_filler(text, line_start);
        let before = above(text, line_start);
        let window = before.len().saturating_sub(QUESTION_MAX);
        let line = before.get(window..).unwrap_or_default();
        let from = memchr::memrchr(b'\n', line).map_or(window, |at| window + at + 1);
        self.stretch = 0..0;
        let question = before.get(from..).unwrap_or_default();
        index.search(question, usize::MAX, &mut self.found);
        let is_dialogue = is_asked(text, line_start) || is_of_another_speaker(text, line_start);
        let factor = if ends_line(text, end) && is_dialogue { ANSWER } else { LINE_BEFORE };
        // Words like `to` are labels of names: what they say nothing of, the word before them may.
        let asked = self.found.matches.iter().enumerate().rev().take(ASKED_MAX);
        let asked = asked.take_while(|(_, found)| asks(question.get(found.end as usize..).unwrap_or_default()));
        let said = asked.map(|(at, found)| Said {
            link: link_before(&self.found.matches, question, 0, at),
            ..Said::of(*found, factor)
        });
        self.said.extend(said);
    }

    /// What the surroundings of the last place in `text` say of `kind`, in log10.
    pub(crate) fn weight(&mut self, index: &LabelIndex, text: &[u8], kind: KindId, is_open: IsOpen<'_>) -> f32 {
        for at in 0.. {
            let Some(mut said) = self.said_at(index, text, at) else { break };
            if said.link == Link::Of {
                let next = self.said_at(index, text, at + 1);
                let next_is = |is: &dyn Fn(&LabelUse) -> bool| {
                    next.as_ref().is_some_and(|next| index.uses(&next.found).iter().any(is))
                };
                // `the order of the phone`: what is of something says what the value is.
                if next_is(&|label| label.kind == kind) {
                    continue;
                }
                // `a customer of DOB 03/12/1955`: names and addresses are no values of the same sort.
                if !next_is(&|label| label.polarity >= Polarity::Weak && !is_open(label.kind)) {
                    said.link = Link::Apart;
                }
            }
            let uses = index.uses(&said.found);
            if let Some(label) = said.of_kind(uses, kind).filter(|label| !said.is_void(label.polarity)) {
                return weigh(label, &said);
            }
            let names_another = |label: &LabelUse| {
                (label.polarity == Polarity::Strong || said.is_field && label.polarity == Polarity::Weak)
                    && !is_open(label.kind)
            };
            if !said.has_own && said.link == Link::Apart && uses.iter().any(names_another) {
                return 0.0;
            }
        }
        0.0
    }
}

/// How the phrase `at` belongs to the one before it; offsets count from `from`.
fn link_before(matches: &[LabelMatch], text: &[u8], from: usize, at: usize) -> Link {
    link(gap_before(matches, text, from, at))
}

/// What stands between the phrase `at` and the one before it; nothing where it is the first.
fn gap_before<'t>(matches: &[LabelMatch], text: &'t [u8], from: usize, at: usize) -> &'t [u8] {
    let previous = at.checked_sub(1).and_then(|before| matches.get(before));
    previous.zip(matches.get(at)).map_or(&[], |(previous, this)| {
        text.get(from + previous.end as usize..from + this.start as usize).unwrap_or_default()
    })
}

/// Full weight within [`BACK_FULL`], then falling in a straight line to [`FAR`].
fn fade(distance: usize) -> f32 {
    if distance <= BACK_FULL {
        return 1.0;
    }
    let beyond = u16::try_from(distance - BACK_FULL).unwrap_or(u16::MAX);
    let width = u16::try_from(BACK_MAX - BACK_FULL).unwrap_or(1);
    1.0 - (1.0 - FAR) * (f32::from(beyond) / f32::from(width)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::labels::Spelled;
    use crate::rules::LabelSpec;

    fn index() -> LabelIndex {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
        let spec = |strong: &[&str], weak: &[&str], negative: &[&str]| LabelSpec {
            strong: words(strong),
            weak: words(weak),
            negative: words(negative),
            ..LabelSpec::default()
        };
        let specs =
            [spec(&["ssn"], &["tin"], &["order id"]), spec(&["phone"], &[], &[]), spec(&["customer name"], &[], &[])];
        LabelIndex::new(&Spelled::all((0..).map(KindId).zip(&specs)))
    }

    /// The weight for the SSN kind of the value marked by brackets.
    fn weight(marked: &str) -> f32 {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let text = marked.replace(['[', ']'], "");
        let line_start = text.as_bytes()[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let mut reach = Reach::default();
        let index = index();
        reach.look(&index, text.as_bytes(), line_start, start..end);
        reach.weight(&index, text.as_bytes(), KindId(0), &|kind| kind.0 == 2)
    }

    #[test]
    fn a_label_before_the_value_counts_in_full_and_more_when_tied() {
        assert!((weight("SSN: [536904399]") - 3.0).abs() < 1e-6);
        assert!((weight("{\"ssn\":\"[536904399]\"}") - 3.0).abs() < 1e-6);
        assert!((weight("his ssn was then [536904399]") - 2.5).abs() < 1e-6);
        assert!((weight("TIN of the man [536904399]") - 1.0).abs() < 1e-6);
    }

    #[test]
    fn distance_makes_it_fade_and_end() {
        let far = weight(&format!("ssn {} [536904399]", ".".repeat(38)));
        assert!(far > 0.5 && far < 2.5, "{far}");
        assert!(weight(&format!("ssn {} [536904399]", ".".repeat(60))).abs() < f32::EPSILON);
        let sentence = "the ssn of the woman who came to the desk this morning, as she wrote it, is [536904399]";
        assert!((weight(sentence) - 1.5).abs() < 1e-6);
        assert!(weight(&sentence.replace(" is ", " of ")).abs() < f32::EPSILON);
        assert!(weight(&sentence.replace("desk", "desk 7")).abs() < f32::EPSILON);
    }

    #[test]
    fn another_kind_stands_between_but_names_do_not() {
        assert!(weight("SSN 536-90-4399, phone [212664010]").abs() < f32::EPSILON);
        assert!(weight("SSN of customer name: [536904399]") > 2.0);
        assert!((weight("#define SSN_TABLE [536904399]") - 0.4).abs() < 1e-6 && weight("ssn_value=[536904399]") > 2.0);
        assert!((weight("ssnTable = [536904399]") - 0.4).abs() < 1e-6 && weight("ssnValue = [536904399]") > 2.0);
        assert!((weight("max_ssn = [536904399]") - 0.4).abs() < 1e-6 && weight("cust_ssn = [536904399]") > 2.0);
        assert!(weight("maxTin = [536904399]").abs() < f32::EPSILON && weight("U0022SSN [536904399]").abs() < 0.1);
        assert!(weight("where ssn < [536904399]").abs() < f32::EPSILON);
        assert!(weight("ssn for order id [536904399]") < -2.0);
        assert!(weight("order id 7 ssn [536904399]") > 2.0);
    }

    #[test]
    fn labels_after_the_value_and_on_the_line_before_count_half() {
        assert!((weight("[536904399] (ssn)") - 1.25).abs() < 1e-6);
        assert!((weight("Duplicate entry '[536904399]' for key 'customers.ssn_uq'") - 2.5).abs() < 1e-6);
        assert!((weight("[536904399] as her ssn") - 2.25).abs() < 1e-6);
        assert!((weight("assertEquals(\"[536904399]\", c.getSsn());") - 3.0).abs() < 1e-6);
        assert!((weight("assert_eq!(\"[536904399]\", c.ssn());") - 3.0).abs() < 1e-6);
        assert!(weight("f(\"[536904399]\", ssn, 7)").abs() < f32::EPSILON);
        assert!(weight("[536904399], ssn: 219099999").abs() < f32::EPSILON);
        assert!(weight("From: ssn 219-09-9998 ok?\nFrom: [536904399]").abs() < f32::EPSILON);
        assert!(weight("/item/[536904399]?ssn=1").abs() < f32::EPSILON && weight("case [536904399]: ssn").abs() < 0.1);
        assert!(weight("f([536904399]) ssn_table").abs() < f32::EPSILON);
        assert!(weight("ssn=1, batch=[536904399]").abs() < f32::EPSILON);
        assert!(weight("{\"ssn\": \"1\", \"batch\": [536904399]").abs() < f32::EPSILON);
        assert!(weight("ssn.go: MAX_AGE [536904399]").abs() < f32::EPSILON && weight("ssn_value: [536904399]") > 2.0);
        assert!(weight("ssn: 1,\nbatch: [536904399]").abs() < f32::EPSILON);
        assert!(weight("ssn of the customer: [536904399]") > 2.0 && weight("SSN (last: kept): [536904399]") > -0.1);
        assert!((weight("his SSN:\n  [536904399]") - 2.5).abs() < 1e-6);
        assert!((weight("SSN\n[536904399] is new") - 1.25).abs() < 1e-6);
        assert!(weight("about his ssn\n[536904399]").abs() < f32::EPSILON);
        assert!((weight("bot: What is your SSN, please?\nuser: [536904399]") - 2.0).abs() < 1e-6);
        assert!((weight("bot: What is your SSN?\nuser: it's [536904399]. Why?") - 1.25).abs() < 1e-6);
        assert!((weight("bot: Enter your SSN\nuser: [536904399]") - 2.0).abs() < 1e-6);
        assert!((weight("INFO: enter SSN\nDEBUG: [536904399]") - 1.25).abs() < 1e-6);
        assert!((weight("What is your SSN?\n[536904399]") - 2.0).abs() < 1e-6);
        assert!(weight("bot: What is your SSN?\nuser: no, it is [536904399]").abs() < f32::EPSILON);
        assert!((weight("Q. What is your SSN?\nA. [536904399].") - 2.0).abs() < 1e-6);
        assert!((weight("bot: What is your SSN?\nuser: um let me see, [536904399]") - 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_label_and_a_value_on_lines_of_their_own_belong_together() {
        for text in ["SSN\n[536904399]", "SSN:\n  [536904399]", "x\nSSN\n[536904399]\nx", "- SSN\n- [536904399]"] {
            assert!((weight(text) - 2.5).abs() < 1e-6, "{text}");
        }
        assert!((weight("TIN\n[536904399]") - 0.5).abs() < 1e-6, "a weak one does not name it");
        let far = format!("SSN{}[536904399]", "\n".repeat(70));
        assert!(weight(&far).abs() < f32::EPSILON, "it may be the end of a line that was cut");
    }

    #[test]
    fn what_numbers_something_else_stands_between() {
        for text in [
            "SSN ok; claim # [188124935]",
            "SSN and account no. [188124935]",
            "ssn verified, case number is [188124935]",
        ] {
            assert!(weight(text).abs() < f32::EPSILON, "{text}");
        }
        for text in [
            "SSN of employee # [536904399]",
            "SSN on record: No. [536904399]",
            "SSN, member id [536904399]",
            "SSN. Number [536904399] is right",
        ] {
            assert!(weight(text) > 1.0, "{text}");
        }
        for text in ["SSN/employee # [536904399]", "SSN or member id [536904399]", "SSN claim # [536904399]"] {
            assert!(weight(text) > 2.0, "{text}");
        }
        assert!(weight("SSN for account: [536904399]") > 2.0);
        assert!(weight("SSN 219099998, account [536904399]").abs() < f32::EPSILON);
    }

    #[test]
    fn what_names_something_beside_the_value_says_nothing_against_it() {
        for text in ["order id 88, ask for [536904399]", "Order ID #88: [536904399]", "[536904399] by order id"] {
            assert!(weight(text).abs() < f32::EPSILON, "{text}");
        }
        for text in ["order id 12, [536904399]", "order id [536904399]", "[536904399] (order id)"] {
            assert!(weight(text) < -1.0, "{text}");
        }
    }
}
