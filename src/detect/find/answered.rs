//! What answers a question, in text: what somebody says on the line behind the one in which a label stands, or what stands alone
//! below a question or a heading.

use super::labelled::Value;
use crate::word_list::WordList;

/// The number that somebody says on the line behind a question or a request that a label stands in: `the last four of your
/// social?`, `caller: 4399`.
#[must_use]
pub fn answered(text: &[u8], at: usize) -> Option<Value> {
    said(text, at).or_else(|| below(text, at))
}

/// What somebody says before an answer.
static FILLERS: WordList = WordList::new(include_str!("../../../rules/data/context_words.txt"), "filler");

/// The words that are all of the next line, behind a question or a request, or under a heading: `Password?`, `Yes, it's Tr0ub4dor`.
fn below(text: &[u8], at: usize) -> Option<Value> {
    const BEFORE_MAX: usize = 80;
    const REST_MAX: usize = 40;
    const LINE_MAX: usize = 96;
    const WORDS_MAX: usize = 3;
    const RULE_MIN: usize = 3;
    let rest = text.get(at..text.len().min(at + REST_MAX))?;
    // `mother's maiden name? Reynolds`
    let line_end = at + memchr::memchr2(b'\n', b'?', rest)?;
    let rest = text.get(at..line_end)?.trim_ascii_end();
    if rest.iter().any(|byte| byte.is_ascii_digit() || b"=<{\"(".contains(byte)) {
        return None;
    }
    let before = text.get(line_end.saturating_sub(BEFORE_MAX)..at)?;
    let own = before.rsplit(|byte| *byte == b'\n').next()?;
    let is_marked = text.get(line_end) == Some(&b'?');
    // `reset?token=a1b2`, `pin?.value`
    if is_marked && !text.get(line_end + 1).is_some_and(u8::is_ascii_whitespace) {
        return None;
    }
    let mut start = line_end + 1;
    let mut is_ruled = false;
    // Empty lines, and one of signs.
    for _ in 0..RULE_MIN {
        let line = text.get(start..text.len().min(start + LINE_MAX))?;
        let Some(len) = memchr::memchr(b'\n', line) else { break };
        let is_rule = len >= RULE_MIN && line.iter().take(len).all(|byte| b"-=~_ \r".contains(byte));
        if !is_rule && !line.get(..len)?.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        is_ruled |= is_rule;
        start += len + 1;
    }
    let is_word = |byte: &u8| byte.is_ascii_alphabetic() || b" #*':".contains(byte);
    let is_heading = (is_ruled || rest.ends_with(b":")) && own.iter().chain(rest).all(is_word);
    if !is_marked && !is_heading && !is_request(own, rest) {
        return None;
    }
    let line = text.get(start..text.len().min(start + LINE_MAX))?;
    let line = line.get(..memchr::memchr(b'\n', line).unwrap_or(line.len()))?;
    if line.len() == LINE_MAX {
        return None;
    }
    let asked = text.get(at - own.len()..text.len().min(line_end + 1))?;
    let is_turn = |turn: &usize| line.get(..*turn).is_some_and(|lead| is_asked_of(asked, lead));
    let turn =
        [&b": "[..], b"> "].iter().filter_map(|sign| memchr::memmem::find(line, sign)).min().map_or(0, |at| at + 2);
    let turn = Some(turn).filter(is_turn).unwrap_or(0);
    let lead = line.iter().take_while(|byte| b" \t>*`\"'".contains(byte)).count();
    let mut from = turn + line.get(turn..)?.iter().take_while(|byte| b" \t>*`\"'".contains(byte)).count();
    loop {
        let word = line.get(from..)?.split(|byte| *byte == b' ').next()?;
        let len = word.iter().rposition(|byte| !b",.!;-".contains(byte)).map_or(0, |last| last + 1);
        if len == word.len() && from + len >= line.len() || !FILLERS.holds(word.get(..len)?) {
            break;
        }
        from += word.len() + 1;
    }
    let value = line.get(from..)?.trim_ascii_end();
    let ends = value.iter().rev().take_while(|byte| b".*`\"'".contains(byte)).count();
    let value = value.get(..value.len() - ends)?;
    let words = value.split(|byte| *byte == b' ').count();
    let is_number = value.iter().all(u8::is_ascii_digit);
    let is_plain = !value.iter().any(|byte| b"{}<>;\t?".contains(byte))
        && !value.ends_with(b":")
        && memchr::memmem::find(value, b": ").is_none();
    // A number answers somebody, and stands below no heading: `Which pin?` and `Bowling pin` are of other things.
    let is_said = from > lead || !is_ruled && is_of_somebody(asked);
    (!value.is_empty() && words <= WORDS_MAX && is_plain && (!is_number || is_said)).then_some(Value {
        span: start + from..start + from + value.len(),
        is_quoted: false,
        is_tied: !is_number,
        is_spaced: false,
        is_signed: false,
    })
}

/// Whether a line asks somebody for what is somebody's: `your PIN?`, `Account PIN?`, `pin please`.
fn is_of_somebody(asked: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [b"your", b"ur", b"my", b"her", b"his", b"their", b"account", b"card", b"please"];
    asked
        .split(|byte| !byte.is_ascii_alphabetic())
        .any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a line asks for what its label names: `what is your PIN`, `PIN please`, `Please enter your password`.
fn is_request(own: &[u8], rest: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [b"what", b"what's", b"whats", b"please", b"pls", b"enter", b"tell", b"give", b"provide"];
    let words = |text: &[u8]| {
        let mut words = text.split(|byte| !byte.is_ascii_alphabetic() && *byte != b'\'');
        words.any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    words(own) && rest.iter().all(|byte| byte.is_ascii_alphabetic() || b" .:'".contains(byte)) || words(rest)
}

/// Whether the line above that of a label asks a question of security: `Security question: What was your first pet?`.
#[must_use]
pub fn is_of_question(text: &[u8], label: usize) -> bool {
    const LINE_MAX: usize = 160;
    let before = text.get(label.saturating_sub(LINE_MAX)..label).unwrap_or_default();
    let mut lines = before.rsplit(|byte| *byte == b'\n');
    let opens = lines.next().is_some_and(|own| own.len() <= 2 && !own.iter().any(u8::is_ascii_digit));
    let is_question = |line: &[u8]| {
        let line = line.to_ascii_lowercase();
        line.trim_ascii_end().ends_with(b"?")
            && [&b"security question"[..], b"secret question", b"challenge question"]
                .iter()
                .any(|name| memchr::memmem::find(&line, name).is_some())
    };
    // `Secret question - first pet - answer - `
    let is_dashed = || {
        let own = text.get(label.saturating_sub(LINE_MAX)..label).unwrap_or_default();
        let own = own.rsplit(|byte| *byte == b'\n').next().unwrap_or_default().to_ascii_lowercase();
        let questions = [&b"security question - "[..], b"secret question - ", b"challenge question - "];
        questions.iter().any(|name| memchr::memmem::find(&own, name).is_some())
    };
    // `Security question: What was your first pet? Answer: `
    let is_beside = || {
        let own = text.get(label.saturating_sub(LINE_MAX)..label.saturating_sub(1)).unwrap_or_default();
        let own = own.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        is_question(own)
    };
    opens && lines.next().is_some_and(is_question) || is_dashed() || is_beside()
}

/// Whether somebody was verified by the number whose label's second letter is at `label`, and by a day of birth behind it: `VRFD LAST 4 4399 AND
/// DOB`.
#[must_use]
pub fn is_verified(text: &[u8], label: usize, end: usize) -> bool {
    const VERB_MAX: usize = 12;
    const BEHIND_MAX: usize = 24;
    const VERBS: [&[u8]; 6] = [b"verified", b"vrfd", b"vfd", b"verfd", b"verif", b"verify"];
    const DAYS: [&[u8]; 3] = [b"dob", b"birth", b"birthdate"];
    const OTHERS: [&[u8]; 7] = [b"card", b"visa", b"mastercard", b"amex", b"acct", b"account", b"phone"];
    let before = text.get(label.saturating_sub(VERB_MAX)..label.saturating_sub(1)).unwrap_or_default();
    let verb = before.strip_suffix(b" ").unwrap_or_default().rsplit(|byte| !byte.is_ascii_alphabetic()).next();
    let behind = text.get(end..text.len().min(end + BEHIND_MAX)).unwrap_or_default();
    let words =
        || behind.split(|byte| *byte == b'\n').next().unwrap_or_default().split(|byte| !byte.is_ascii_alphabetic());
    let is = |word: &[u8], known: &[&[u8]]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    // `last 4 of card 4399`
    let between = text.get(label..end).unwrap_or_default().split(|byte| !byte.is_ascii_alphabetic());
    let is_of_other = || between.chain(words()).any(|word| is(word, &OTHERS));
    verb.is_some_and(|verb| is(verb, &VERBS)) && words().any(|word| is(word, &DAYS)) && !is_of_other()
}

/// The number that somebody says on the next line.
fn said(text: &[u8], at: usize) -> Option<Value> {
    const BEFORE_MAX: usize = 160;
    const REST_MAX: usize = 60;
    const LEAD_MAX: usize = 40;
    let rest = text.get(at..text.len().min(at + REST_MAX))?;
    let line_end = at + memchr::memchr(b'\n', rest)?;
    let rest = text.get(at..line_end)?;
    let line = text.get(line_end + 1..text.len().min(line_end + 1 + LEAD_MAX + 8))?;
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_suffix(b".").unwrap_or(line);
    let len = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (lead, _) = line.split_at(line.len() - len);
    let lead = without_expiry(lead);
    let gap = line.len() - len - lead.len();
    if len == 0 || lead.len() > LEAD_MAX || !(lead.ends_with(b": ") || lead.ends_with(b"> ")) {
        return None;
    }
    let asked = text.get(at.saturating_sub(BEFORE_MAX)..line_end)?;
    let asked = asked.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    // The line before has no number of its own.
    let is_open = !rest.iter().any(|byte| byte.is_ascii_digit() || b"=<{\"".contains(byte));
    let start = line_end + 1 + lead.len() + gap;
    (is_open && is_asked_of(asked, lead)).then_some(Value {
        span: start..start + len,
        is_quoted: false,
        is_tied: false,
        is_spaced: false,
        is_signed: false,
    })
}

/// What stands before when a card expires, which is asked for with its code: `11/28, `.
fn without_expiry(lead: &[u8]) -> &[u8] {
    let stem = [&b", "[..], b" and ", b" "].iter().find_map(|gap| lead.strip_suffix(*gap)).unwrap_or_default();
    match stem.split_last_chunk::<5>() {
        Some((head, [b'0', b'1'..=b'9', b'/', year @ ..] | [b'1', b'0'..=b'2', b'/', year @ ..]))
            if year.iter().all(u8::is_ascii_digit) =>
        {
            head
        }
        _ => lead,
    }
}

/// Whether a line asks for something, and somebody speaks on the next one, which `lead` begins: `port: ` is a key.
fn is_asked_of(asked: &[u8], lead: &[u8]) -> bool {
    const VERBS: [&[u8]; 15] = [
        b"what", b"whats", b"tell", b"give", b"confirm", b"verify", b"provide", b"enter", b"may", b"can", b"could",
        b"please", b"need", b"read", b"share",
    ];
    const SPEAKERS: [&[u8]; 9] =
        [b"caller", b"customer", b"patient", b"cardholder", b"agent", b"operator", b"bot", b"me", b"speaker"];
    // They are keys of settings, too.
    const ROLES: [&[u8]; 6] = [b"user", b"client", b"member", b"guest", b"visitor", b"subscriber"];
    let words = |text: &'static [&'static [u8]], of: &[u8]| {
        let mut parts = of.split(|byte| !byte.is_ascii_alphabetic());
        parts.any(|part| text.iter().any(|word| part.eq_ignore_ascii_case(word)))
    };
    // `[10:02] ann: `, `<kim> `, `Caller 2: `
    let is_speaker = lead.starts_with(b"[") || lead.starts_with(b"<") || words(&SPEAKERS, lead);
    // Signs begin comments.
    let is_plain =
        lead.iter().all(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b" .'-:>[](<)_".contains(byte));
    let is_question = asked.contains(&b'?');
    let is_request = is_question || words(&VERBS, asked);
    is_plain && is_request && (is_speaker || is_spoken(asked) && (is_question || words(&ROLES, lead)))
}

/// Whether a line of a conversation begins with who speaks: `Ann Cole: your PIN?`.
fn is_spoken(line: &[u8]) -> bool {
    const NAME_MAX: usize = 40;
    let end = line.windows(2).take(NAME_MAX).position(|pair| matches!(pair, b": " | b"> "));
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b" .'-:[](<)".contains(byte);
    end.and_then(|end| line.get(..end)).is_some_and(|name| !name.is_empty() && name.iter().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_verify_people_by_four_digits_and_a_day() {
        for (text, wanted) in [
            ("VRFD LAST 4 4399 AND DOB", true),
            ("verified last 4 4399, date of birth", true),
            ("VRFD CARD LAST 4 4399 AND DOB", false),
            ("VRFD LAST 4 4399 ON FILE", false),
            ("VRFD LAST 4 4399\nDOB", false),
        ] {
            let label = text.to_ascii_lowercase().find("ast 4").unwrap();
            assert_eq!(is_verified(text.as_bytes(), label, text.find("4399").unwrap() + 4), wanted, "{text}");
        }
    }

    #[test]
    fn the_next_speaker_answers_with_a_number() {
        let end = |text: &str| text.find(['?', '\n', '\r']).unwrap_or_default();
        let value =
            |text: &str| answered(text.as_bytes(), end(text)).and_then(|value| text.get(value.span).map(str::to_owned));
        for text in [
            "four of your social?\nCaller: 4399.",
            "pin please\r\n[10:02] ann: 4399\r\nbot: ok",
            "four?\n<kim> 4399\n",
            "Bob: the last four?\nAnn: 4399\n",
            "bot: And the expiry and code?\nuser: 11/28, 4399\n",
        ] {
            assert_eq!(value(text).as_deref(), Some("4399"), "{text}");
        }
        assert!(said(b"bot: the code?\nuser: 13/28, 4399", 13).is_none());
        for text in ["pin please\n\n4399\n", "four of your social? 4399\n", "pin?\nSure, it's 4399.\n"] {
            let value = below(text.as_bytes(), 3).and_then(|value| text.get(value.span));
            assert_eq!(value, Some("4399"), "{text}");
        }
        for text in
            ["PIN\n---\n4399\n", "pin?\n4399\n", "pins has the socket?\n4399\n", "PIN code of Mumbai?\n439901\n"]
        {
            assert!(below(text.as_bytes(), 3).is_none(), "{text}");
        }
        for text in [
            "four\n4399",
            "four: 4399\nCaller: 7",
            "four\nCaller: 4399",
            "pin?\nport: 4399",
            "// Clock pin?\n// rate: 4399",
            "/* give a pin\n * delay: 4399",
            "INFO: pin\nINFO port: 4399",
            "four?\nCaller: no, it has 4399",
            "four = x\nk: 4399",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
