//! What answers a question, in text: the number that somebody says on the line behind the one in which a label stands.

use super::labelled::Value;

/// The number that somebody says on the line behind a question or a request that a label stands in: `the last four of your
/// social?`, `caller: 4399`.
#[must_use]
pub fn answered(text: &[u8], at: usize) -> Option<Value> {
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
    if len == 0 || lead.len() > LEAD_MAX || !(lead.ends_with(b": ") || lead.ends_with(b"> ")) {
        return None;
    }
    let asked = text.get(at.saturating_sub(BEFORE_MAX)..line_end)?;
    let asked = asked.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    // The line before has no number of its own.
    let is_open = !rest.iter().any(|byte| byte.is_ascii_digit() || b"=<{\"".contains(byte));
    let start = line_end + 1 + lead.len();
    (is_open && is_asked_of(asked, lead)).then_some(Value {
        span: start..start + len,
        is_quoted: false,
        is_tied: false,
        is_spaced: false,
        is_signed: false,
    })
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
    fn the_next_speaker_answers_with_a_number() {
        let end = |text: &str| text.find(['?', '\n', '\r']).unwrap_or_default();
        let value =
            |text: &str| answered(text.as_bytes(), end(text)).and_then(|value| text.get(value.span).map(str::to_owned));
        for text in [
            "four of your social?\nCaller: 4399.",
            "pin please\r\n[10:02] ann: 4399\r\nbot: ok",
            "four?\n<kim> 4399\n",
            "Bob: the last four?\nAnn: 4399\n",
        ] {
            assert_eq!(value(text).as_deref(), Some("4399"), "{text}");
        }
        for text in [
            "four\n4399",
            "four: 4399\nCaller: 7",
            "four\nCaller: 4399",
            "pin?\nport: 4399",
            "// Clock pin?\n// rate: 4399",
            "/* give a pin\n * delay: 4399",
            "INFO: pin\nINFO port: 4399",
            "four?\nCaller: no 4399",
            "four?\n\nCaller: 4399",
            "four = x\nk: 4399",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
