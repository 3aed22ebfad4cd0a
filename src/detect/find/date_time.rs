//! Times of day behind a date: midnight, which leaves it a date, and others, which make a moment of it.

use super::date::{is_calendar, number};

/// Whether a whole rest is a time of day at midnight, with or without seconds, fractions and zone.
pub(super) fn is_midnight(rest: &[u8]) -> bool {
    midnight_len(rest) == Some(rest.len())
}

/// The length of ` 00:00:00`, `T00:00:00.000Z`, ` 00:00:00+00`, ` 12:00:00 AM`, ` 12:00AM` at the start of `rest`.
pub(super) fn midnight_len(rest: &[u8]) -> Option<usize> {
    if !matches!(rest.first(), Some(b' ' | b'T' | b't')) {
        return None;
    }
    let body = rest.get(1..)?;
    if let Some(len) = twelve_at_night_len(body) {
        return Some(1 + len);
    }
    if !body.starts_with(b"00:00") && !body.starts_with(b"0:00") {
        return None;
    }
    let len = body.iter().take_while(|byte| matches!(byte, b'0' | b':' | b'.' | b'+' | b'Z' | b'z')).count();
    Some(1 + len)
}

/// The length of twelve o'clock at night as it is told by halves of the day: `12:00AM` and `12:00:00:000AM` of SQL Server, `12:00:00 AM`.
fn twelve_at_night_len(body: &[u8]) -> Option<usize> {
    let mut rest = body.strip_prefix(b"12:00")?;
    for part in [&b":00"[..], b":000", b".000", b" "] {
        rest = rest.strip_prefix(part).unwrap_or(rest);
    }
    let half = rest.first_chunk::<2>().filter(|half| half.eq_ignore_ascii_case(b"AM"))?;
    let is_ended = rest.get(half.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    is_ended.then_some(body.len() - rest.len() + half.len())
}

/// Whether a whole rest is a time of day in UTC that is midnight in some country of the Americas or of Europe: `T05:00:00.000Z`.
/// Programs write a day so that is kept as the moment at which it begins.
pub(super) fn is_midnight_elsewhere(rest: &[u8]) -> bool {
    let [b'T' | b' ', time @ ..] = rest else { return false };
    let zones = [&b"Z"[..], b"+0000", b"+00:00", b" UTC"];
    let Some(hour) = zones.into_iter().find_map(|zone| time.strip_suffix(zone)) else { return false };
    let hour = hour.strip_suffix(b".000").unwrap_or(hour);
    matches!(hour.strip_suffix(b":00:00"), Some([b'0', b'3'..=b'9'] | b"10" | b"21" | b"22" | b"23"))
}

/// Whether `rest` begins with a time of day.
pub(super) fn is_time(rest: &[u8]) -> bool {
    let Some(body) = rest.get(1..).filter(|_| matches!(rest.first(), Some(b' ' | b'T' | b':'))) else { return false };
    let (_, len) = number(body);
    (1..=2).contains(&len) && body.get(len) == Some(&b':') && body.get(len + 1).is_some_and(u8::is_ascii_digit)
}

/// `10:22`, `9:22:05.123456 PM`, `10:22:05 +0000`, `10:22:05Z`, `10:22:05+02:00`, `10:22:05 CEST`.
pub(super) fn is_time_and_zone(text: &[u8]) -> bool {
    let (_, hours) = number(text);
    let mut rest = text.get(hours..).unwrap_or_default();
    let mut parts = 0;
    while let [b':', a, b, behind @ ..] = rest
        && a.is_ascii_digit()
        && b.is_ascii_digit()
        && parts < 2
    {
        (rest, parts) = (behind, parts + 1);
    }
    if let [b'.' | b',', fraction @ ..] = rest {
        rest = fraction.get(number(fraction).1..).unwrap_or_default();
    }
    let zone = rest.strip_prefix(b" ").unwrap_or(rest);
    let is_zone = match zone {
        [] => rest.is_empty(),
        [b'+' | b'-', offset @ ..] => {
            let (hours, minutes) = offset.split_at(offset.len().min(2));
            let minutes = minutes.strip_prefix(b":").unwrap_or(minutes);
            hours.len() == 2 && matches!(minutes.len(), 0 | 2) && hours.iter().chain(minutes).all(u8::is_ascii_digit)
        }
        letters => letters.len() <= 4 && letters.iter().all(u8::is_ascii_uppercase),
    };
    (1..=2).contains(&hours) && parts > 0 && is_zone
}

/// `10/Oct/2000:13:55:36 -0700`, as web servers log requests: told at once, for there are millions.
#[inline]
pub(super) fn is_time_of_log(value: &[u8]) -> bool {
    const MONTHS: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let &[
        d1,
        d2,
        b'/',
        ref month @ ..,
        b'/',
        y1,
        y2,
        y3,
        y4,
        b':',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        b' ',
        b'+' | b'-',
        z1,
        z2,
        z3,
        z4,
    ] = value
    else {
        return false;
    };
    let digits = [d1, d2, y1, y2, y3, y4, h1, h2, m1, m2, s1, s2, z1, z2, z3, z4];
    let are_digits = digits.iter().fold(true, |all, digit| all & digit.is_ascii_digit());
    let two = |ten: u8, one: u8| ten.wrapping_sub(b'0').wrapping_mul(10).wrapping_add(one.wrapping_sub(b'0'));
    let month = MONTHS.iter().position(|name| name.as_slice() == month);
    let year = u16::from(two(y1, y2)) * 100 + u16::from(two(y3, y4));
    are_digits && month.is_some_and(|month| is_calendar(year, u8::try_from(month + 1).unwrap_or(0), two(d1, d2)))
}
