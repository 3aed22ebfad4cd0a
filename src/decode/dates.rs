//! Days and seconds since 1970-01-01, as formats in binary hold them, written as dates.

/// `1985-03-12` for days since 1970-01-01 in the Gregorian calendar.
#[must_use]
pub fn date(days: i64) -> String {
    // Howard Hinnant's algorithm of eras of 400 years ("chrono-Compatible Low-Level Date Algorithms", public domain).
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `1985-03-12 14:30:00` for seconds since 1970-01-01, with the fraction where there is one.
#[must_use]
pub fn timestamp(seconds: i64, nanoseconds: u32) -> String {
    let within = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (within / 3_600, within / 60 % 60, within % 60);
    let mut text = format!("{} {hour:02}:{minute:02}:{second:02}", date(seconds.div_euclid(86_400)));
    if nanoseconds > 0 {
        text.push_str(format!(".{nanoseconds:09}").trim_end_matches('0'));
    }
    text
}

/// The timestamp of a count of `per_second` parts of a second since 1970-01-01.
#[must_use]
pub fn timestamp_of(count: i64, per_second: i64) -> String {
    let part = count.rem_euclid(per_second) * (1_000_000_000 / per_second);
    timestamp(count.div_euclid(per_second), u32::try_from(part).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (19_723, "2024-01-01"),
            (-25_567, "1900-01-01"),
        ] {
            assert_eq!(date(days), text);
        }
        assert!(date(i64::MAX).len() > 10 && date(i64::MIN).len() > 10, "absurd counts are absurd dates");
    }

    #[test]
    fn counts_are_timestamps() {
        assert_eq!(timestamp(0, 0), "1970-01-01 00:00:00");
        assert_eq!(timestamp_of(-1, 1_000), "1969-12-31 23:59:59.999");
        assert_eq!(timestamp_of(1_704_067_200_500_000, 1_000_000), "2024-01-01 00:00:00.5");
    }
}
