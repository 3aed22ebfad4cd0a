//! What two people say: who speaks on a line, what is asked there, and whether a value is the answer.

use crate::word_list::WordList;

/// The longest name of who speaks, and what may stand between it and an answer: `customer: sure, it's `.
const SPEAKER_MAX: usize = 40;
const FILLERS_MAX: usize = 40;

/// So many digits behind a label are its value.
const ANSWER_DIGITS: usize = 4;

/// Whether what follows the last label of a line makes it a question, or a request that ends with it.
pub(super) fn asks(after: &[u8]) -> bool {
    // `and the card number you would like to use`
    const WORDS_MAX: usize = 6;
    let words = after.iter().filter(|byte| **byte == b' ').count();
    // `ssn 219-09-9998 ok?` has its answer.
    after.contains(&b'?') && after.iter().filter(|byte| byte.is_ascii_digit()).count() < ANSWER_DIGITS
        || words <= WORDS_MAX && !after.iter().any(|byte| byte.is_ascii_digit() || b"_=\"".contains(byte))
}

/// The text before a line without blank lines, and without a line of signs under the one before: `-----`.
pub(super) fn above(text: &[u8], line_start: usize) -> &[u8] {
    const RULE_MIN: usize = 3;
    const RULE_MAX: usize = 80;
    let before = text.get(..line_start).unwrap_or_default().trim_ascii_end();
    let len = before.iter().rev().take(RULE_MAX).take_while(|byte| b"-=~_ ".contains(byte)).count();
    match before.get(..before.len() - len) {
        Some(stem @ [.., b'\n']) if len >= RULE_MIN => stem.trim_ascii_end(),
        _ => before,
    }
}

/// Whether the line before asks something.
pub(super) fn is_asked(text: &[u8], line_start: usize) -> bool {
    let before = above(text, line_start);
    before.last() == Some(&b'?') || is_request(before)
}

/// Whether the last line asks somebody to say something: `Please enter your date of birth.`
fn is_request(text: &[u8]) -> bool {
    const LINE_MAX: usize = 160;
    const SHORT_MAX: usize = 64;
    const VERBS: [&[u8]; 9] =
        [b"enter", b"provide", b"confirm", b"verify", b"give", b"tell", b"state", b"reply", b"type"];
    let window = text.get(text.len().saturating_sub(LINE_MAX)..).unwrap_or_default();
    let line = memchr::memrchr(b'\n', window).map_or(window, |at| window.get(at + 1..).unwrap_or_default());
    let asks = |at: usize| {
        let rest = line.get(at + "lease ".len()..).unwrap_or_default();
        VERBS.iter().any(|verb| rest.starts_with(verb))
    };
    let is = |word: &[u8], known: &[&[u8]]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut words = line.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'\'').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    // `DOB please`, `> what is your IMEI`
    let is_plea = || {
        line.len() <= SHORT_MAX && words.clone().next_back().is_some_and(|word| is(word, &[b"please", b"pls", b"plz"]))
    };
    let is_question = || {
        line.len() <= SHORT_MAX
            && (is(first, &[b"what's", b"whats"])
                || is(first, &[b"what"]) && words.clone().next().is_some_and(|word| is(word, &[b"is", b"was", b"are"])))
    };
    memchr::memmem::find_iter(line, b"lease ").any(asks) || is_plea() || is_question()
}

/// Whether this line and the one before are what two speakers say: `agent: ...`, `caller: ...`. Lines of a log begin alike, or
/// with how grave they are.
pub(super) fn is_of_another_speaker(text: &[u8], line_start: usize) -> bool {
    const LEVELS: [&[u8]; 10] =
        [b"info", b"debug", b"warn", b"warning", b"error", b"trace", b"notice", b"fatal", b"critical", b"note"];
    const LINE_MAX: usize = 240;
    let before = text.get(..line_start).unwrap_or_default().trim_ascii_end();
    let window = before.get(before.len().saturating_sub(LINE_MAX)..).unwrap_or_default();
    let asking = memchr::memrchr(b'\n', window).map_or(window, |at| window.get(at + 1..).unwrap_or_default());
    let here = text.get(line_start..).unwrap_or_default();
    let (Some(asks), Some(answers)) = (speaker(asking), speaker(here)) else { return false };
    asks != answers
        && !LEVELS.iter().any(|level| answers.eq_ignore_ascii_case(level) || asks.eq_ignore_ascii_case(level))
}

/// Who speaks on a line, a time before it or not: `caller: `, `[10:00:08] caller: `, `<kim> `, `Q. `.
fn speaker(line: &[u8]) -> Option<&[u8]> {
    let is_time = |byte: &u8| byte.is_ascii_digit() || b"[]()-:./TZ ,".contains(byte);
    let time = line.iter().position(|byte| !is_time(byte)).unwrap_or(0);
    let line = line.get(if line.get(..time)?.ends_with(b" ") { time } else { 0 }..)?;
    if let [side @ (b'Q' | b'A'), b'.' | b' ', b' ' | b'\t', ..] = line {
        return Some(std::slice::from_ref(side));
    }
    let (line, sign) = line.strip_prefix(b"<").map_or((line, &b": "[..]), |nick| (nick, b"> "));
    let len = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    line.get(..len).filter(|_| len > 0 && line.get(len..).is_some_and(|rest| rest.starts_with(sign)))
}

/// Where the line begins before which the question stands: who answers may first ask for a moment.
pub(super) fn behind_filler(text: &[u8], line_start: usize) -> usize {
    const FILLER_MAX: usize = 80;
    let before = text.get(..line_start).unwrap_or_default().trim_ascii_end();
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let filler = before.get(start..).unwrap_or_default();
    let here = text.get(line_start..).unwrap_or_default();
    let is_same = speaker(filler).is_some_and(|name| speaker(here) == Some(name));
    let says = filler.iter().rev().take_while(|byte| **byte != b':').any(u8::is_ascii_digit);
    if is_same && start > 0 && filler.len() <= FILLER_MAX && !says { start } else { line_start }
}

/// Whether the line of a number is one that somebody says: then what was asked may stand farther away than labels reach.
pub(crate) fn may_be_said(text: &[u8], number: usize) -> bool {
    /// What stands before an answer, and a sign of its form.
    const LEAD_MAX: usize = SPEAKER_MAX + FILLERS_MAX + 16;
    let lead = text.get(number.saturating_sub(LEAD_MAX)..number).unwrap_or_default();
    memchr::memrchr(b'\n', lead).and_then(|at| lead.get(at + 1..)).is_some_and(is_said)
}

/// Whether a sign stands there that speakers have behind them.
fn is_said(lead: &[u8]) -> bool {
    lead.windows(2).any(|sign| matches!(sign, b": " | b"> " | b"A." | b"A "))
}

/// Whether nothing but a mark follows on the line.
pub(super) fn ends_line(text: &[u8], end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default().iter().take(4);
    rest.take_while(|byte| **byte != b'\n').all(|byte| !byte.is_ascii_alphanumeric() && *byte < 0x80)
}

/// Whether the value is what somebody says: `customer: 353...`, `<kim> it's 353...`, a time before it or not; `A. 353...`.
pub(super) fn is_answer(text: &[u8], line_start: usize, start: usize) -> bool {
    let lead = text.get(line_start..start).unwrap_or_default();
    let is_speaker = |byte: &u8| byte.is_ascii_alphanumeric() || b" []<>:._-()".contains(byte);
    if line_start == 0 || lead.len() > SPEAKER_MAX + FILLERS_MAX {
        return false;
    }
    // Most lines are said by nobody.
    if !is_said(lead) {
        return opens_answer(lead) && is_asked(text, line_start);
    }
    let lead = without_fillers(lead);
    let ends_turn = lead.ends_with(b": ") || lead.ends_with(b"> ") || is_turn(lead);
    lead.len() <= SPEAKER_MAX && ends_turn && lead.iter().all(is_speaker)
}

/// Whether a line begins with nothing but words that an answer begins with: `Yes, it's `.
fn opens_answer(lead: &[u8]) -> bool {
    let is_filler = |word: &[u8]| {
        let len = word.iter().rposition(|byte| !b",.!;-".contains(byte)).map_or(0, |last| last + 1);
        FILLERS.holds(word.get(..len).unwrap_or_default())
    };
    lead.len() <= FILLERS_MAX
        && lead.strip_suffix(b" ").is_some_and(|words| words.split(|byte| *byte == b' ').all(is_filler))
}

/// Whether nothing but the sign of an answer stands on a line of a transcript: `A. `.
fn is_turn(lead: &[u8]) -> bool {
    matches!(lead.trim_ascii(), b"A." | b"A")
        && matches!(lead, [.., b'.', b' ' | b'\t'] | [.., b' ' | b'\t', b' ' | b'\t'])
}

/// What somebody says before an answer.
static FILLERS: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "filler");

/// What stands before the words that an answer begins with: `it's`, `sure,`, `um let me see`.
fn without_fillers(lead: &[u8]) -> &[u8] {
    let ends_turn = |at: &usize| {
        let lead = lead.get(..*at).unwrap_or_default();
        lead.ends_with(b": ") || lead.ends_with(b"> ") || is_turn(lead)
    };
    let Some(turn) = (1..=lead.len()).rev().find(ends_turn) else { return lead };
    let (speaker, said) = lead.split_at(turn);
    let is_filler = |word: &[u8]| {
        let len = word.iter().rposition(|byte| !b",.!;-".contains(byte)).map_or(0, |last| last + 1);
        let word = word.get(..len).unwrap_or_default();
        word.is_empty() || FILLERS.holds(word)
    };
    let is_apart = said.is_empty() || said.ends_with(b" ");
    // `found the box, it says `: a clause of its own says that the value follows.
    const CLAUSES: [&[u8]; 8] = [
        b", it says ",
        b", it's ",
        b", its ",
        b", it is ",
        b", that's ",
        b" and it's ",
        b" and it says ",
        b", here it is: ",
    ];
    // `no, it is 4399`: the answer is another one.
    let denies = said.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"no"));
    let tells = CLAUSES.iter().any(|clause| said.ends_with(clause)) && !said.iter().any(u8::is_ascii_digit) && !denies;
    if tells {
        return speaker;
    }
    if is_apart && said.split(|byte| *byte == b' ').all(is_filler) { speaker } else { lead }
}
