//! Verification codes behind the number of a card: behind its expiry (`|09/27|190`), or behind words that any code may have
//! (`security code 022`), which mean this one there.

use std::ops::Range;

/// How far behind the card the words may stand.
const REACH: usize = 56;
/// Digits of a code, and of that of a card whose number has fifteen digits.
const DIGITS: usize = 3;
const DIGITS_OF_LONG: usize = 4;
/// What the code is called beside a card.
const WORDS: [&str; 20] = [
    "security code",
    "digits on the back",
    "numbers on the back",
    "number on the back",
    "code on the back",
    "digits on back",
    "3-digit code",
    "three-digit code",
    "three digit code",
    "sec code",
    "card code",
    "verification code",
    "verification number",
    "código de seguridad",
    "codigo de seguridad",
    "código de segurança",
    "code de sécurité",
    "codice di sicurezza",
    "sicherheitscode",
    "prüfziffer",
];

/// The code behind the expiry of the card that ends at `end`: month and year, and a sign between each and the next. `is_long` is
/// that of a card with fifteen digits.
#[must_use]
pub fn behind_expiry(text: &[u8], end: usize, is_long: bool) -> Option<Range<usize>> {
    let month = gap(text, end)?;
    let year = match text.get(month..)? {
        [b'0', b'1'..=b'9', sign, ..] | [b'1', b'0'..=b'2', sign, ..] if b"/|-".contains(sign) => month + 3,
        _ => return None,
    };
    let digits = run(text, year);
    // Years of two digits or of four.
    let year_end = (digits == 2 || digits == 4 && text.get(year..)?.starts_with(b"20")).then_some(year + digits)?;
    // An amount stands behind a space or a comma.
    if !text.get(year_end..)?.iter().take(2).any(|byte| matches!(byte, b'|' | b':' | b';' | b'/' | b'\t')) {
        return None;
    }
    free(text, gap(text, year_end)?, is_long)
}

/// The code behind its name, on the line of the card that ends at `end`.
#[must_use]
pub fn behind_words(text: &[u8], end: usize, is_long: bool) -> Option<Range<usize>> {
    let rest = text.get(end..text.len().min(end + REACH))?;
    let line = memchr::memchr(b'\n', rest).and_then(|len| rest.get(..len)).unwrap_or(rest);
    let names = |at: usize| {
        let word = WORDS.iter().find(|word| {
            line.get(at..at + word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
        })?;
        let is_of_back = word.ends_with(BACK_SIDE);
        if is_of_back && !word.starts_with("digits") && !is_of_card(line.get(..at)?) {
            return None;
        }
        let behind = line.get(at + word.len()..)?;
        if let Some((answer, is_said)) = answer_len(behind) {
            return Some((end + at + word.len() + answer, !is_said));
        }
        let says = [&b" is "[..], b" are ", b" is: ", b": ", b" ", b" # ", b" #", b":", b"=", b" = "];
        let says = says.into_iter().filter(|says| behind.starts_with(says)).map(<[u8]>::len).max()?;
        Some((end + at + word.len() + says, false))
    };
    // `with the code 945 on the back`
    let of_back = |at: usize| {
        let rest = line.get(at..)?;
        let rest = rest.strip_prefix(b"code ").or_else(|| rest.strip_prefix(b"number "))?;
        let from = end + at + line.get(at..)?.len() - rest.len();
        let code = told(text, from, is_long).filter(|_| line.get(..at).is_some_and(is_of_card))?;
        is_on_back(text.get(code.end..)?).then_some(code)
    };
    // The line may have been cut where the reach ends: what is read goes on in the text.
    let named = (0..line.len()).find_map(names).and_then(|(at, must_end)| {
        told(text, at, is_long).filter(|code| !must_end || text.get(code.end..).is_some_and(ends_sentence))
    });
    named.or_else(|| (0..line.len()).find_map(of_back))
}

/// The length of the end of a question and of who answers it, `? Caller: `, `? `, and whether somebody is named there.
fn answer_len(behind: &[u8]) -> Option<(usize, bool)> {
    const SPEAKER_MAX: usize = 16;
    let said = behind.strip_prefix(b"? ")?;
    let name = said.iter().take(SPEAKER_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let turn = if said.get(name..).is_some_and(|rest| rest.starts_with(b": ")) { name + 2 } else { 0 };
    let answer = said.get(turn..)?;
    let filler = [&b"it's "[..], b"its ", b"it is "].into_iter().find(|filler| answer.starts_with(filler));
    Some((2 + turn + filler.map_or(0, <[u8]>::len), turn > 0))
}

/// Whether a sentence or a clause ends there: `? 500 dollars were charged` is no answer.
fn ends_sentence(behind: &[u8]) -> bool {
    matches!(behind, [] | [b'.' | b',' | b';' | b'!' | b'\n' | b'\r' | b'"' | b')', ..])
}

/// Whether the words before `code` or `number` leave it that of a card: behind others it is one of an error, a house or an order.
fn is_of_card(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] = [b"the", b"its", b"my", b"her", b"his", b"with", b"digit", b"and"];
    let Some(stem) = before.strip_suffix(b" ") else { return false };
    let word = stem.rsplit(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default();
    match word {
        [] => stem.last().is_some_and(|sign| b",;.(".contains(sign)),
        word => WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)),
    }
}

/// How words for a code end that say where it stands.
const BACK_SIDE: &str = "back";

/// Whether the place on the card stands there where a code is: ` on the back`, and not ` on the back of the invoice`.
fn is_on_back(behind: &[u8]) -> bool {
    const BACK: [&[u8]; 5] =
        [b" on the back", b" on the reverse", b" on the rear", b" on back", b" on the signature strip"];
    const GOES_ON: [&[u8]; 6] = [b" of the card", b" of card", b" of it", b" of my card", b" and ", b" - "];
    let mut rest = BACK.iter().filter_map(|back| behind.strip_prefix(*back));
    rest.any(|rest| ends_sentence(rest) || GOES_ON.iter().any(|word| rest.starts_with(word)))
}

/// The code under its heading, in a form that machines read: `EXP     CVV`, and on the next line `04/28   264`.
#[must_use]
pub fn under_heading(text: &[u8], end: usize, is_long: bool) -> Option<Range<usize>> {
    const LINES: usize = 3;
    let mut start = end;
    for _ in 0..LINES {
        let rest = text.get(start..text.len().min(start + REACH))?;
        let line = rest.get(..memchr::memchr(b'\n', rest)?)?;
        let next = start + line.len() + 1;
        let heading = line.trim_ascii_end();
        let has_expiry = line.windows(3).any(|word| word.eq_ignore_ascii_case(b"exp"));
        if has_expiry && [&b"CVV"[..], b"CVC", b"CVV2", b"CVC2", b"CID"].iter().any(|name| heading.ends_with(name)) {
            let below = text.get(next..text.len().min(next + REACH))?;
            let below = below.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
            let digits = below.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let code = next + below.len() - digits;
            let is_apart = below.get(..below.len() - digits)?.ends_with(b" ") && below.contains(&b'/');
            return told(text, code, is_long).filter(|_| is_apart);
        }
        start = next;
    }
    None
}

/// The code behind its name, before the card that begins at `start`: `The security code is 453 and the card number is `.
#[must_use]
pub fn before(text: &[u8], start: usize, is_long: bool) -> Option<Range<usize>> {
    let from = start.saturating_sub(REACH);
    let head = text.get(from..start)?;
    let from = memchr::memmem::rfind(head, b"\n\n").map_or(from, |at| from + at + 2);
    let code = behind_words(text, from, is_long)?;
    (code.end < start).then_some(code)
}

/// Where the next field begins behind one that ends at `end`.
fn gap(text: &[u8], end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let len = rest.iter().take(3).take_while(|byte| b" |,;:/\t".contains(byte)).count();
    (len > 0).then_some(end + len)
}

fn run(text: &[u8], at: usize) -> usize {
    text.iter().skip(at).take(8).take_while(|byte| byte.is_ascii_digit()).count()
}

/// The code at `at` that words announce: cards of fifteen digits have one of three digits, too, on their back.
fn told(text: &[u8], at: usize, is_long: bool) -> Option<Range<usize>> {
    free(text, at, is_long).or_else(|| free(text, at, false))
}

fn free(text: &[u8], at: usize, is_long: bool) -> Option<Range<usize>> {
    let end = at + run(text, at);
    let is_free = match text.get(end..)? {
        [first, ..] if first.is_ascii_alphanumeric() => false,
        [b'-' | b'.' | b'/', next, ..] => !next.is_ascii_digit(),
        _ => true,
    };
    (is_free && end - at == if is_long { DIGITS_OF_LONG } else { DIGITS }).then_some(at..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_behind_an_expiry_or_their_name() {
        let read = |rest: &str| {
            let text = format!("4111111111111111{rest}");
            let is_long = rest.contains("4821");
            let found =
                behind_expiry(text.as_bytes(), 16, is_long).or_else(|| behind_words(text.as_bytes(), 16, is_long));
            found.and_then(|span| text.get(span)).map(str::to_owned)
        };
        for (rest, code) in [
            ("|09/27|190", "190"),
            ("|09|2027|4821|Ann", "4821"),
            (", exp 04/28, security code 022.", "022"),
            (" código de seguridad: 017", "017"),
            (" with the code 945 on the back.", "945"),
            (". Agent: and the three digit code? Caller: it's 338.", "338"),
            (", expiring 03/27; the three digits on the back are 863.", "863"),
            (", code 945 on the back of the card", "945"),
        ] {
            assert_eq!(read(rest).as_deref(), Some(code), "{rest}");
        }
        for rest in [
            "|09/27|19000",
            " 09/27 190",
            " 09/27 190-22",
            " 09/27 1900",
            " 190",
            "\nsecurity code 022",
            " 13/27 190",
            " security codes 022",
            " with the code 945 on the box",
            " declined with code 051 on the back end",
            " error code 100 on the back",
            ", PO number 204 on the back of the invoice",
            ". The security code? 500 dollars were charged.",
            ". The error code on the back is 500",
            " code 94567 on the back",
            "",
        ] {
            assert_eq!(read(rest), None, "{rest}");
        }
    }
}
