//! Numbers for people: `1,234,567`, `12.3 MB`, `45 %`. The same in every locale.

/// A count, in groups of three digits.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with its noun: `1 source`, `2 sources`, `no sources`. The noun takes an `s`, except for people.
#[must_use]
pub fn counted(number: u64, noun: &str) -> String {
    let plural = match noun {
        "person" => "people".to_owned(),
        "entry" => "entries".to_owned(),
        _ => format!("{noun}s"),
    };
    match number {
        0 => format!("no {plural}"),
        1 => format!("1 {noun}"),
        _ => format!("{} {plural}", count(number)),
    }
}

/// A size in decimal units (1 MB is a million bytes), one digit after the point, rounded down so that a part never
/// reads as more than the whole.
#[must_use]
pub fn bytes(number: u64) -> String {
    const UNITS: [(u64, &str); 6] = [
        (1_000_000_000_000_000_000, "EB"),
        (1_000_000_000_000_000, "PB"),
        (1_000_000_000_000, "TB"),
        (1_000_000_000, "GB"),
        (1_000_000, "MB"),
        (1_000, "kB"),
    ];
    for (size, unit) in UNITS {
        if number >= size {
            return format!("{}.{} {unit}", count(number / size), number % size / (size / 10));
        }
    }
    if number == 1 { "1 byte".to_owned() } else { format!("{number} bytes") }
}

/// A probability or share, 0 to 1. Only certainty is `100 %`, and only impossibility `0 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round().clamp(0.0, 100.0);
    if rounded >= 100.0 && share < 1.0 {
        "99 %".to_owned()
    } else if rounded <= 0.0 && share > 0.0 {
        "<1 %".to_owned()
    } else {
        format!("{rounded:.0} %")
    }
}

/// A length of time: `850 ms`, `12 s`, `3 min 05 s`, `2 h 07 min`.
#[must_use]
pub fn duration_ms(number: u64) -> String {
    let seconds = number / 1000;
    match seconds {
        0 => format!("{number} ms"),
        1..60 => format!("{seconds}.{} s", number % 1000 / 100),
        60..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", count(seconds / 3600), seconds % 3600 / 60),
    }
}

/// A UTC date and time: `2021-08-16 09:30 UTC`.
#[must_use]
pub fn utc(unix_s: u64) -> String {
    let (days, seconds) = (unix_s / 86_400, unix_s % 86_400);
    // Days to year, month and day in the proleptic Gregorian calendar, over eras of 400 years that begin in March.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", seconds / 3600, seconds % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_three() {
        assert_eq!([count(0), count(999), count(1_000), count(1_234_567)], ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(counted(0, "source"), "no sources");
        assert_eq!(counted(1, "source"), "1 source");
        assert_eq!(counted(1_200, "source"), "1,200 sources");
        assert_eq!(counted(2, "person"), "2 people");
    }

    #[test]
    fn sizes_change_unit_at_a_thousand_and_never_round_up() {
        assert_eq!([bytes(0), bytes(1), bytes(999)], ["0 bytes", "1 byte", "999 bytes"]);
        assert_eq!([bytes(1_000), bytes(12_399_999), bytes(999_999_999)], ["1.0 kB", "12.3 MB", "999.9 MB"]);
        assert_eq!(bytes(u64::MAX), "18.4 EB");
    }

    #[test]
    fn shares_reach_the_ends_only_when_they_are_there() {
        assert_eq!([percent(0.0), percent(0.001), percent(0.454)], ["0 %", "<1 %", "45 %"]);
        assert_eq!([percent(0.999), percent(1.0), percent(f64::NAN)], ["99 %", "100 %", "NaN %"]);
    }

    #[test]
    fn times_are_read_at_a_glance() {
        assert_eq!([duration_ms(850), duration_ms(12_340)], ["850 ms", "12.3 s"]);
        assert_eq!([duration_ms(185_000), duration_ms(7_620_000)], ["3 min 05 s", "2 h 07 min"]);
    }

    #[test]
    fn dates_agree_with_known_ones() {
        assert_eq!(utc(0), "1970-01-01 00:00 UTC");
        assert_eq!(utc(951_782_400), "2000-02-29 00:00 UTC");
        assert_eq!(utc(1_629_106_200), "2021-08-16 09:30 UTC");
        assert_eq!(utc(4_107_542_399), "2100-02-28 23:59 UTC");
    }
}
