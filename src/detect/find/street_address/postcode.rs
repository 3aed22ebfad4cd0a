//! Postal codes of other countries than the United States: those that follow a city, and those that stand before one.

/// Words of the states of Australia, between a city and its code.
const AUSTRALIAN_STATES: [&[u8]; 8] = [b"NSW", b"VIC", b"QLD", b"SA", b"WA", b"TAS", b"NT", b"ACT"];

/// Where a code ends that follows a city, and the log10 odds that it adds.
pub(super) fn after_city(text: &[u8], start: usize) -> Option<(usize, f32)> {
    let rest = text.get(start..)?;
    match rest.first()? {
        b'A'..=b'Z' => british(rest)
            .or_else(|| canadian(rest))
            .map(|len| (start + len, 1.8))
            .or_else(|| australian(rest).map(|len| (start + len, 1.8))),
        b'0'..=b'9' if digits(rest, 0) == 5 => brazilian(rest).map(|len| (start + len, 1.8)),
        b'1'..=b'9' => indian(rest).map(|len| (start + len, 1.2)),
        _ => None,
    }
}

/// `SW1A 1AA`, `M1 1AE`.
fn british(rest: &[u8]) -> Option<usize> {
    let len = rest.iter().take(5).take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    let (outward, inward) = (rest.get(..len)?, rest.get(len..len + 4)?);
    let [b' ', digit, letters @ ..] = inward else { return None };
    let is_british = (2..=4).contains(&len)
        && outward.iter().any(u8::is_ascii_digit)
        && digit.is_ascii_digit()
        && letters.iter().all(|byte| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte));
    (is_british && is_clean(rest, len + 4)).then_some(len + 4)
}

/// `M5V 2T6`, `M5V2T6`.
fn canadian(rest: &[u8]) -> Option<usize> {
    let is_pattern = |part: &[u8], pattern: &[u8]| {
        part.len() == pattern.len()
            && part.iter().zip(pattern).all(|(byte, kind)| match kind {
                b'9' => byte.is_ascii_digit(),
                _ => byte.is_ascii_uppercase(),
            })
    };
    let head = rest.get(..3).filter(|head| is_pattern(head, b"A9A"))?;
    let gap = usize::from(rest.get(3) == Some(&b' '));
    let end = head.len() + gap + 3;
    (is_pattern(rest.get(end - 3..end)?, b"9A9") && is_clean(rest, end)).then_some(end)
}

/// `NSW 2000`, `VIC, 3000`: the state decides.
fn australian(rest: &[u8]) -> Option<usize> {
    let state = AUSTRALIAN_STATES.iter().find(|state| rest.starts_with(state))?;
    let comma = usize::from(rest.get(state.len()) == Some(&b','));
    let code = state.len() + comma + 1;
    let is_code = rest.get(code - 1) == Some(&b' ') && digits(rest, code) == 4;
    (is_code && is_clean(rest, code + 4)).then_some(code + 4)
}

/// `01310-200`.
fn brazilian(rest: &[u8]) -> Option<usize> {
    (rest.get(5) == Some(&b'-') && digits(rest, 6) == 3 && is_clean(rest, 9)).then_some(9)
}

/// `400001`, `400 001`.
fn indian(rest: &[u8]) -> Option<usize> {
    let len = match digits(rest, 0) {
        6 => 6,
        3 if rest.get(3) == Some(&b' ') && digits(rest, 4) == 3 => 7,
        _ => return None,
    };
    is_clean(rest, len).then_some(len)
}

/// Where a code ends that stands before a city, a comma after it included: `10115`, `1012 AB`, `111 51`, `00-001`,
/// `1100-053`, `60362332`.
pub(super) fn before_city(text: &[u8], start: usize) -> Option<usize> {
    // `D-20095 Hamburg`: the country's sign on vehicles.
    let letters = text.get(start..)?.iter().take(3).take_while(|byte| byte.is_ascii_uppercase()).count();
    let has_country = (1..=2).contains(&letters) && text.get(start + letters) == Some(&b'-');
    let start = if has_country { start + letters + 1 } else { start };
    let rest = text.get(start..)?;
    let first = digits(rest, 0);
    let second = digits(rest, first + 1);
    let len = match (first, rest.get(first)?, second) {
        (2, b'-', 3) | (3, b' ', 2) => 6,
        (4, b'-', 3) => 8,
        (5, b'-', 3) => 9,
        (4, _, _) => dutch_letters(rest).unwrap_or(4),
        (5, _, _) => 5,
        (8, _, _) => 8,
        _ => return None,
    };
    let end = len + usize::from(rest.get(len) == Some(&b','));
    matches!(rest.get(end), Some(b' ' | b'\n')).then_some(start + end)
}

/// The end of the two letters after four digits, `1012 AB` or `1012AB`.
fn dutch_letters(rest: &[u8]) -> Option<usize> {
    let start = 4 + usize::from(rest.get(4) == Some(&b' '));
    let is_letters = rest.get(start..start + 2)?.iter().all(u8::is_ascii_uppercase);
    (is_letters && matches!(rest.get(start + 2), Some(b' ' | b',' | b'\n'))).then_some(start + 2)
}

fn digits(rest: &[u8], from: usize) -> usize {
    rest.iter().skip(from).take(9).take_while(|byte| byte.is_ascii_digit()).count()
}

fn is_clean(rest: &[u8], end: usize) -> bool {
    rest.get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_after_a_city_end_where_they_end() {
        for (code, len) in [
            ("SW1A 1AA", Some(8)),
            ("M1 1AE.", Some(6)),
            ("M5V 2T6", Some(7)),
            ("M5V2T6,", Some(6)),
            ("NSW 2000", Some(8)),
            ("VIC, 3000", Some(9)),
            ("400001", Some(6)),
            ("400 001", Some(7)),
            ("01310-200", Some(9)),
            ("M5V 2T61", None),
            ("SA 20000", None),
            ("4000012", None),
            ("EH1 1IK", None),
        ] {
            assert_eq!(after_city(code.as_bytes(), 0).map(|(end, _)| end), len, "{code}");
        }
    }

    #[test]
    fn codes_before_a_city_end_where_it_begins() {
        for (code, len) in [
            ("10115 Berlin", Some(5)),
            ("80019, Qualiano", Some(6)),
            ("1012 AB Amsterdam", Some(7)),
            ("2797DD, Aldeboarn", Some(7)),
            ("111 51 Stockholm", Some(6)),
            ("00-001 Warszawa", Some(6)),
            ("1100-053 Lisboa", Some(8)),
            ("D-20095 Hamburg", Some(7)),
            ("CH-8001 Zürich", Some(7)),
            ("8001 Zürich", Some(4)),
            ("60362332 Dourados", Some(8)),
            ("603623321 Dourados", None),
            ("123456 Berlin", None),
            ("12 Berlin", None),
        ] {
            assert_eq!(before_city(code.as_bytes(), 0), len, "{code}");
        }
    }
}
