//! Lines that end for their width alone: what ends the one and what the next begins with are read on as if one blank stood there.
//!
//! A paragraph that was wrapped shows it by three things: its lines are long and hold the small words of sentences, the first word of
//! the next line would not have fitted on the one before, and no sign ends what was said. Replies and comments write a prefix before
//! every line, the same one: `> `, ` * `, `// `, `# `. Lists, logs and tables begin their lines alike, or with a key, and are none.

use std::ops::Range;

/// The shortest line that the width may have ended, and the longest.
const LINE_MIN: usize = 40;
const LINE_MAX: usize = 160;
/// The longest prefix of a line.
const PREFIX_MAX: usize = 12;
/// Small letters that begin a word behind a blank, in a line of a sentence.
const WORDS_MIN: usize = 3;
/// Blanks of a longer line that holds one of them.
const BLANKS_MIN: usize = 5;
const FULL_LINE_MIN: usize = 56;
/// Blanks that may end a line, the carriage return among them.
const BLANKS_BEFORE_END: usize = 2;
/// How near to the end of a line a digit stands in what may be broken there.
const NEAR: usize = 24;
/// The longest key that a line of a form begins with.
const KEY_MAX: usize = 28;

/// What stands between the last byte of a line, whose end is at `newline`, and the first one of the text that it goes on with on the
/// next; nothing where that is another line of its own, or where `is_worth` refuses the two texts. What costs least is asked first: there
/// are many lines, and few of them are of sentences.
fn seam(text: &[u8], newline: usize, is_worth: impl Fn(&[u8], &[u8]) -> bool) -> Option<Range<usize>> {
    if !may_be_beside(text, newline) {
        return None;
    }
    let next = text.get(newline + 1..)?;
    let before = text.get(newline.saturating_sub(LINE_MAX + 2)..newline)?;
    let stem = before.trim_ascii_end();
    if stem.len() < LINE_MIN || before.len() - stem.len() > BLANKS_BEFORE_END {
        return None;
    }
    if stem.last() == Some(&b'.') && !ends_with_abbreviation(stem) {
        return None;
    }
    let start = match memchr::memrchr(b'\n', stem) {
        Some(at) => at + 1,
        None if before.len() == newline => 0,
        None => return None,
    };
    let line = stem.get(start..).unwrap_or_default();
    let (prefix, lead) = (prefix_of(line), prefix_of(next));
    let own = line.get(prefix.len()..)?;
    if own.len() < LINE_MIN || !is_continued(prefix, lead) {
        return None;
    }
    let reach = next.get(..LINE_MAX + 1).unwrap_or(next);
    let len = memchr::memchr(b'\n', reach).unwrap_or(reach.len());
    let next = next.get(..len)?.trim_ascii_end();
    let rest = next.get(lead.len()..)?;
    // Beside stars items of a list may begin, each with a capital.
    let is_capital = |part: &[u8]| part.first().is_some_and(u8::is_ascii_uppercase);
    let is_item = lead.contains(&b'*') && is_capital(own) && is_capital(rest);
    if rest.is_empty() || len > LINE_MAX || is_item || !is_worth(own, rest) {
        return None;
    }
    let word = rest.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
    let goes_on = line.len() + 1 + word > next.len() && !begins_anew(own, rest) && is_sentence(own);
    let end = newline + 1 + lead.len();
    goes_on.then(|| newline - (before.len() - stem.len())..end)
}

/// The same, where something that the end of the line breaks may stand around it.
pub(crate) fn breaking_seam(text: &[u8], newline: usize) -> Option<Range<usize>> {
    if may_be_beside(text, newline) && may_break_there(text, newline) { seam(text, newline, may_break) } else { None }
}

/// The same where masks tell what stands around the line end.
pub(crate) fn breaking_seam_in(text: &[u8], newline: usize, around: impl Fn() -> Around) -> Option<Range<usize>> {
    if !may_be_beside(text, newline) {
        return None;
    }
    let around = around();
    let may_break_there = around.may_break() && (around.has_digit() || has_word_in_capital_beside(text, newline));
    if may_break_there { seam(text, newline, may_break) } else { None }
}

/// What the bytes beside a line end may be where the line goes on, as bits.
const BESIDE: [u8; 256] = {
    let mut beside = [0; 256];
    let mut byte = 0u8;
    loop {
        beside[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'\'' | b'"' | b'`' | 0x80.. => BEFORE | BEHIND,
            // A full stop may end a word that is short for another.
            b',' | b')' | b'.' => BEFORE,
            b' ' | b'\t' => BLANK | BEHIND,
            b'\r' | 0x0C => BLANK,
            b'>' | b'/' | b'#' | b'-' | b'(' | b'+' => BEHIND,
            _ => 0,
        };
        if byte == u8::MAX {
            break beside;
        }
        byte += 1;
    }
};
const BEFORE: u8 = 1;
const BEHIND: u8 = 2;
const BLANK: u8 = 4;

/// Whether a line may go on over its end by the byte behind that and the last one before it that is no blank: most lines of
/// programs end with a sign that ends what was said.
#[inline]
fn may_be_beside(text: &[u8], newline: usize) -> bool {
    let of = |at: usize| text.get(at).map_or(0, |byte| BESIDE[usize::from(*byte)]);
    if of(newline + 1) & BEHIND == 0 {
        return false;
    }
    let mut before = (1..=BLANKS_BEFORE_END + 1).map(|by| newline.checked_sub(by).map_or(0, of));
    before.find(|sort| sort & BLANK == 0).is_some_and(|sort| sort & BEFORE != 0)
}

/// What may break something at a line end, as masks tell it of the bytes around.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around {
    /// The line ends among the 64 bytes before it, the nearest one as the highest bit.
    pub(crate) newlines_before: u64,
    /// The digits among them.
    pub(crate) digits_before: u64,
    /// The digits among the 64 bytes behind it, the nearest one as the lowest bit.
    pub(crate) digits_behind: u64,
    /// The capitals among them, and the bytes outside of ASCII.
    pub(crate) capitals_behind: u64,
}

/// So many bits, the lowest ones.
const fn lowest(count: usize) -> u64 {
    (1 << count) - 1
}

impl Around {
    /// Whether [`breaking_seam`] may find something there.
    #[inline]
    pub(crate) fn may_break(self) -> bool {
        let has_capital = || self.capitals_behind & lowest(PREFIX_MAX + 1) != 0;
        self.newlines_before & !(u64::MAX >> LINE_MIN) == 0 && (self.has_digit() || has_capital())
    }

    /// Whether a digit stands so near that it may be one of what is broken.
    #[inline]
    fn has_digit(self) -> bool {
        self.digits_before & !(u64::MAX >> (NEAR + BLANKS_BEFORE_END)) != 0
            || self.digits_behind & lowest(PREFIX_MAX + NEAR) != 0
    }
}

/// Whether the bytes beside a line end leave it open that a value is broken there. Most lines of programs are short, or have neither
/// digits nor a capital where one would be.
#[inline]
fn may_break_there(text: &[u8], newline: usize) -> bool {
    let Some(start) = newline.checked_sub(LINE_MIN) else { return false };
    let before = text.get(start..newline).unwrap_or_default();
    if memchr::memrchr(b'\n', before).is_some() {
        return false;
    }
    let ahead = text.get(newline + 1..).unwrap_or_default();
    let has_digit = |part: &[u8]| part.iter().fold(false, |has, byte| has | byte.is_ascii_digit());
    let behind = before.get(LINE_MIN - NEAR - BLANKS_BEFORE_END..).unwrap_or_default();
    has_digit(behind)
        || has_digit(ahead.get(..PREFIX_MAX + NEAR).unwrap_or(ahead))
        || has_word_in_capital_beside(text, newline)
}

/// Whether a word in a capital ends the line, and another one begins the next: without digits a value is broken there.
fn has_word_in_capital_beside(text: &[u8], newline: usize) -> bool {
    let Some(before) = newline.checked_sub(LINE_MIN).and_then(|start| text.get(start..newline)) else { return false };
    let ahead = text.get(newline + 1..).unwrap_or_default();
    let begins = ahead.iter().take(PREFIX_MAX + 1).find(|byte| !is_of_prefix(**byte));
    if !begins.is_some_and(|byte| byte.is_ascii_uppercase() || *byte >= 0x80) {
        return false;
    }
    let stem = before.trim_ascii_end();
    let word = memchr::memrchr(b' ', stem).map_or(0, |at| at + 1);
    word == 0 || stem.get(word).is_some_and(u8::is_ascii_uppercase)
}

/// Whether a value may go on from one line to the next: digits stand in its first words, or the line ends with one word in a capital, or
/// near digits, and the next begins with a capital. A name that is whole before the end of the line does not go on with the first word
/// of the next.
fn may_break(line: &[u8], next: &[u8]) -> bool {
    const WORDS: usize = 2;
    let has_digit = |part: &[u8]| part.iter().any(u8::is_ascii_digit);
    let is_near_before = || has_digit(line.get(line.len().saturating_sub(NEAR)..).unwrap_or_default());
    let is_near_behind = || next.get(..NEAR).unwrap_or(next).split(|byte| *byte == b' ').take(WORDS).any(has_digit);
    if !next.first().is_some_and(|byte| byte.is_ascii_uppercase() || *byte >= 0x80) {
        return is_near_behind();
    }
    let mut words = line.rsplit(|byte| *byte == b' ');
    let is_capitalised = |word: Option<&[u8]>| word.and_then(<[u8]>::first).is_some_and(u8::is_ascii_uppercase);
    match (is_capitalised(words.next()), is_capitalised(words.next())) {
        (true, false) => true,
        (true, true) => is_near_before(),
        (false, _) => is_near_before() || is_near_behind(),
    }
}

/// Whether a stop ends a word that is short for another, and no sentence: `Dr.`, `St.`, `J.`, `no.`.
fn ends_with_abbreviation(line: &[u8]) -> bool {
    const LEN_MAX: usize = 3;
    const SHORT: [&[u8]; 9] = [b"no", b"nos", b"num", b"ext", b"tel", b"acct", b"lic", b"apt", b"ste"];
    let Some(stem) = line.strip_suffix(b".") else { return false };
    let len = stem.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (head, word) = stem.split_at(stem.len() - len);
    let is_capital =
        word.first().is_some_and(u8::is_ascii_uppercase) && word.iter().skip(1).all(u8::is_ascii_lowercase);
    let is_short = (1..=LEN_MAX).contains(&len) && is_capital || SHORT.contains(&word);
    is_short && head.ends_with(b" ")
}

/// What stands before the text of a line.
fn prefix_of(line: &[u8]) -> &[u8] {
    let len = line.iter().take(PREFIX_MAX).take_while(|byte| is_of_prefix(**byte)).count();
    line.get(..len).unwrap_or_default()
}

const fn is_of_prefix(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'>' | b'*' | b'/' | b'#' | b'-' | b';' | b'%')
}

/// Whether two lines with such prefixes may belong to one paragraph: blanks before both, or the sign of a comment or of a reply.
fn is_continued(prefix: &[u8], lead: &[u8]) -> bool {
    const SIGNS: [&[u8]; 12] = [b">", b">>", b">>>", b"> >", b"> > >", b"//", b"///", b"//!", b"#", b"--", b";", b";;"];
    let (sign, other) = (prefix.trim_ascii(), lead.trim_ascii());
    match (sign, other) {
        (b"", b"") => true,
        // The text of a list's item is set in.
        (b"-" | b"*", b"") => prefix.len() == lead.len(),
        // In comments one blank more stands before each star than before the first line; items of lists are set in by pairs.
        (b"*", b"*") => prefix == lead && prefix.iter().take_while(|byte| **byte == b' ').count() % 2 == 1,
        _ => prefix == lead && SIGNS.contains(&sign),
    }
}

/// Whether small words stand in a line, with one blank before each: some, or one of many words.
fn is_sentence(line: &[u8]) -> bool {
    let (mut small, mut blanks) = (0, usize::from(line.last() == Some(&b' ')));
    for pair in line.windows(2) {
        match *pair {
            [b'\t', _] | [b' ', b' '] => return false,
            [b' ', next] => (small, blanks) = (small + usize::from(next.is_ascii_lowercase()), blanks + 1),
            _ => {}
        }
    }
    small >= WORDS_MIN || small > 0 && blanks >= BLANKS_MIN && line.len() >= FULL_LINE_MIN
}

/// Whether the second of two lines begins something of its own: with a number as the first one does, with the same word, with the number of
/// an item, or with a key.
fn begins_anew(line: &[u8], next: &[u8]) -> bool {
    const SAME_MIN: usize = 3;
    let digits = next.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_item = (1..=2).contains(&digits) && matches!(next.get(digits..), Some([b'.' | b')', b' ', ..]));
    // `10:42:07`, `2024-05-11 10:42:07`, `May 11 10:42:07 host`
    let is_time = |part: &[u8]| matches!(part, [a, b, b':', c, d, b':', e, _] if [a, b, c, d, e].iter().all(|byte| byte.is_ascii_digit()));
    let is_timed = || next.get(..KEY_MAX).unwrap_or(next).windows("00:00:00".len()).any(is_time);
    let are_numbers = digits > 0 && line.first().is_some_and(u8::is_ascii_digit);
    let are_same =
        line.iter().zip(next).take(SAME_MIN).filter(|(a, b)| a == b && a.is_ascii_alphabetic()).count() == SAME_MIN;
    let is_key = |byte: &u8| byte.is_ascii_alphabetic() || b" _-".contains(byte);
    let key = next.iter().take(KEY_MAX).take_while(|byte| is_key(byte)).count();
    let has_key = key > 0 && matches!(next.get(key..), Some([b':'] | [b':', b' ' | b'\t', ..] | [b'=', ..]));
    is_item || are_numbers || are_same || has_key || is_timed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Option<String> {
        let newline = text.find('\n').expect("a line ends");
        let seam = seam(text.as_bytes(), newline, |_, _| true)?;
        Some(format!("{}|{}", text.get(..seam.start)?, text.get(seam.end..)?))
    }

    #[test]
    fn what_may_be_broken_has_digits_or_half_a_name() {
        let line = "the form was signed in the late afternoon by";
        for (end, next, wanted) in [
            (" Barbara", "Brown, who", true),
            ("", "Barbara Brown", false),
            ("", "and 4711", true),
            ("", "a clerk of the firm and all others, 17", false),
            (" Jane Doe", "Best regards", false),
            (" Jane Doe", "WARN 4711", false),
            (" 781 Maple", "Avenue, Dayton", true),
            (" 781 Old Maple", "Avenue, Dayton", true),
            (" card 4117 8073", "8186 2432", true),
            (" card 4117", "and by nobody else in 2025", false),
        ] {
            let text = format!("{line}{end}\n{next}");
            assert_eq!(may_break(format!("{line}{end}").as_bytes(), next.as_bytes()), wanted, "{text}");
        }
    }

    #[test]
    fn masks_lose_no_line_end_that_breaks_something() {
        let line = "the form was signed in the late afternoon by";
        let mask = |part: &[u8], is: fn(&u8) -> bool| {
            part.iter().take(64).enumerate().fold(0, |mask, (at, byte)| mask | u64::from(is(byte)) << at)
        };
        for (end, next) in [
            (" Barbara", "Brown, who"),
            ("", "and 4711"),
            (" 781 Maple", "Avenue, Dayton"),
            ("", "a clerk, who"),
            (";", "so 17"),
        ] {
            for lead in ["", "> ", "    ", "        # "] {
                let text = format!("{lead}{line}{end}\n{lead}{next} is called and comes\n");
                let (text, newline) = (text.as_bytes(), text.find('\n').expect("a line ends"));
                let (before, behind) = (&text[newline.saturating_sub(64)..newline], &text[newline + 1..]);
                let shift = 64 - before.len();
                let around = Around {
                    newlines_before: mask(before, |byte| *byte == b'\n') << shift,
                    digits_before: mask(before, u8::is_ascii_digit) << shift,
                    digits_behind: mask(behind, u8::is_ascii_digit),
                    capitals_behind: mask(behind, |byte| byte.is_ascii_uppercase() || *byte >= 0x80),
                };
                assert!(breaking_seam(text, newline).is_none() || around.may_break(), "{lead}{end} {next}");
                assert_eq!(
                    breaking_seam_in(text, newline, || around),
                    breaking_seam(text, newline),
                    "{lead}{end} {next}"
                );
            }
        }
        let none = Around { newlines_before: 0, digits_before: 0, digits_behind: 0, capitals_behind: 0 };
        assert!(!none.may_break());
        assert!(
            Around { digits_before: 1 << 38, ..none }.may_break()
                && !Around { digits_before: 1 << 37, ..none }.may_break()
        );
        assert!(!Around { newlines_before: 1 << 24, digits_behind: 1, ..none }.may_break());
    }

    #[test]
    fn a_paragraph_goes_on_behind_its_prefix() {
        let line = "the clerk wrote down that the number of her card is";
        for (prefix, lead) in
            [("", ""), ("> ", "> "), (" * ", " * "), ("// ", "// "), ("    # ", "    # "), ("- ", "  "), ("", "  ")]
        {
            let wanted = format!("{prefix}{line}|4711 and no other");
            assert_eq!(joined(&format!("{prefix}{line}\n{lead}4711 and no other")), Some(wanted.clone()), "{prefix}");
            assert_eq!(joined(&format!("{prefix}{line} \r\n{lead}4711 and no other")), Some(wanted), "{prefix}");
        }
        assert!(joined("a letter came from the office of old Mr.\nMoore and").is_some());
    }

    #[test]
    fn lines_of_their_own_do_not() {
        let line = "the clerk wrote down that the number of her card is";
        for next in ["", "\n4711", "Phone: 4711", "the 4711", "2. and more", "- 4711", "> 4711", "[4711]", "key=4711"] {
            assert_eq!(joined(&format!("{line}\n{next}")), None, "{next}");
        }
        let long = "this line is longer than the one before and its word had fitted there";
        assert_eq!(joined(&format!("{line}\n{long}")), None);
        for line in [
            "the clerk wrote down the number of her card.",
            "the clerk wrote\tdown that the number of her card is",
            "the number is",
            "Ann Moore, Bob Brown, Cid Caine, Dan Dole, Eve Eng",
        ] {
            assert_eq!(joined(&format!("{line}\n4711")), None, "{line}");
        }
        for lead in ["  * ", " * "] {
            let item = format!("{lead}The {line}");
            assert_eq!(joined(&format!("{item}\n{lead}Another item")), None, "{lead}");
        }
        assert_eq!(joined(&format!("  * {line}\n  * 4711")), None);
        for next in ["10:42:07 it", "2024-05-11 10:42:07 it", "May 11 10:42:07 it"] {
            assert_eq!(joined(&format!("{line}\n{next}")), None, "{next}");
        }
        assert_eq!(joined("10:42:07 the clerk wrote down that the number is\n10:42:08 it"), None);
    }
}
