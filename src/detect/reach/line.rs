//! The lines that labels and values stand on: what else is there beside them.

/// Whether nothing but spaces and punctuation stands between the start of the line and the value.
pub(super) fn opens_line(text: &[u8], line_start: usize, start: usize) -> bool {
    const LEAD_MAX: usize = 16;
    let lead = text.get(line_start..start).unwrap_or_default();
    line_start > 0
        && without_type(lead).iter().all(|byte| !byte.is_ascii_alphanumeric())
        && lead.len() <= LEAD_MAX + 16
        && (lead.len() <= LEAD_MAX || without_type(lead).len() < lead.len())
}

/// Whether nothing but a word or a sign for a number stands behind a label: ` No.`, ` #`.
pub(super) fn is_number_word(rest: &[u8]) -> bool {
    const WORDS: [&[u8]; 7] = [b"#", b"no", b"no.", b"nr", b"nr.", b"num", b"number"];
    rest.strip_prefix(b" ").is_some_and(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// What stands before the type and the length that a dump of variables writes: `string(10) "`.
fn without_type(lead: &[u8]) -> &[u8] {
    let stem = lead.strip_suffix(b" \"").unwrap_or(lead);
    let Some(stem) = stem.strip_suffix(b")").or_else(|| lead.strip_suffix(b"int(")) else { return lead };
    let stem = stem.get(..stem.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1));
    stem.and_then(|stem| stem.strip_suffix(b"string(").or(Some(stem).filter(|_| lead.ends_with(b"int("))))
        .unwrap_or(lead)
}

/// The end of a line without what says in parentheses, or by a number, which one of several a label means: `IMEI (slot 1)`.
pub(super) fn without_qualifier(line: &[u8]) -> usize {
    const QUALIFIER_MAX: usize = 16;
    let Some(inner) = line.strip_suffix(b")") else { return line.len() };
    let Some(open) = inner.iter().rev().take(QUALIFIER_MAX).position(|byte| *byte == b'(') else { return line.len() };
    let before = inner.get(..inner.len() - open - 1).unwrap_or_default();
    before.trim_ascii_end().len()
}

/// Whether a capitalised word or two stand before a label on its line, and nothing else: `Primary `, `Patient `; before one that a colon
/// ends, words in small letters as well.
pub(super) fn is_adjective(lead: &[u8], is_announced: bool) -> bool {
    const WORDS_MAX: usize = 2;
    const QUANTITIES: [&[u8]; 8] = [b"total", b"count", b"sum", b"number", b"average", b"max", b"min", b"unique"];
    let words = || lead.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let is_word = |word: &[u8]| {
        word.first().is_some_and(|byte| byte.is_ascii_uppercase() || is_announced && byte.is_ascii_lowercase())
            && word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'\'')
            && !QUANTITIES.iter().any(|quantity| quantity.eq_ignore_ascii_case(word))
    };
    lead.ends_with(b" ") && (1..=WORDS_MAX).contains(&words().count()) && words().all(is_word)
}
