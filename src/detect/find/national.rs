//! Telephone numbers as they are dialled within a country: a trunk prefix of `0`, or groups. Nothing in them tells what they are,
//! so they count behind a label alone.
//!
//! The forms are those of `FORMS`, which the sieve looks for; what is read here has one of them.

use std::ops::Range;

use super::date;

/// How they are written, in the notation of rules.
pub(crate) const FORMS: [&str; 22] = [
    "'0'd8..11",
    "'0'd1..5~d4..8",
    "'0'd1..4/d4..8",
    "'0'd1..4 / d4..8",
    "'0'd1..4 d2..4 d2..5",
    "'0'd1..4-d2..4-d2..5",
    "'0'd1..4/d2..4-d2..5",
    "'0'd1..4 / d2..4-d2..5",
    "'0'd1~d2~d2~d2~d2",
    "'0'd1..4) d4..8",
    "'0'd1..4) d2..5~d2..5",
    "d2 d2 d2 d2",
    "d3 d2 d2 d2",
    "d2 d3 d2 d2",
    "d3 d2..3 d3",
    "d5 d5",
    "d2 d4..5-d4",
    "d2) d4..5-d4",
    "'1'd2 d4 d4",
    "'1'd2-d4-d4",
    "'1'd10",
    "d2 d4 d4",
];

/// Digits of such a number: Denmark and Norway have eight, Germany up to twelve.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=12;
/// Most groups: France writes five.
const GROUPS_MAX: usize = 5;
/// The longest run of digits.
const RUN_MAX: usize = 12;

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Hyphen,
    Stop,
    Slash,
    /// `) `.
    Close,
}

/// The number whose first run of digits begins at `start`, with the parenthesis before it.
#[must_use]
pub fn number(text: &[u8], start: usize) -> Option<Range<usize>> {
    let run = |at: usize| text.iter().skip(at).take(RUN_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(start);
    let (mut lens, mut gaps, mut groups, mut end) = ([0; GROUPS_MAX], [Gap::None; GROUPS_MAX], 1, start + first);
    lens[0] = first;
    while let Some((gap, len)) = gap(text.get(end..)?).map(|(gap, len)| (gap, end + len)) {
        let digits = run(len);
        if digits == 0 {
            break;
        }
        // What goes on beyond the last group is a row of numbers.
        (*lens.get_mut(groups)?, *gaps.get_mut(groups)?) = (digits, gap);
        (end, groups) = (len + digits, groups + 1);
    }
    let has_trunk = text.get(start) == Some(&b'0') && text.get(start + 1) != Some(&b'0');
    let is_opened = matches!(text.get(..start), Some([.., b'(']));
    let (lens, gaps) = (lens.get(..groups)?, gaps.get(1..groups)?);
    let is_closed = is_opened == (gaps.first() == Some(&Gap::Close));
    let has_form = if has_trunk {
        is_with_trunk(lens, gaps)
    } else {
        is_without_trunk(lens, gaps) && !is_loose(text.get(start..end)?, lens, gaps)
            || is_chinese(text.get(start..end)?, lens, gaps)
    };
    let has_form =
        has_form && !is_time(text, start, lens) && !is_date(text, end, lens) && !is_progression(text.get(start..end)?);
    (is_closed && DIGITS.contains(&lens.iter().sum()) && has_form && date::around(text, start).is_none())
        .then(|| start - usize::from(is_opened)..end)
}

/// `0800-1700`, which are hours.
fn is_time(text: &[u8], start: usize, lens: &[usize]) -> bool {
    let is_hour = |at: usize| {
        let number =
            text.iter().skip(at).take(4).fold(0, |number, byte| number * 10 + u32::from(byte.wrapping_sub(b'0')));
        number <= 2400 && number % 100 < 60
    };
    lens == [4, 4] && is_hour(start) && is_hour(start + 5)
}

/// `10 20 30 40`, which are cells, rows or steps: groups that rise or fall by the same each time.
fn is_progression(written: &[u8]) -> bool {
    let groups = written.split(|byte| !byte.is_ascii_digit()).filter(|group| !group.is_empty());
    let numbers: Vec<i64> =
        groups.map(|group| group.iter().fold(0, |number, byte| number * 10 + i64::from(byte - b'0'))).collect();
    let mut steps =
        numbers.windows(2).map(|pair| pair.last().copied().unwrap_or(0) - pair.first().copied().unwrap_or(0));
    numbers.len() >= 3 && steps.next().is_some_and(|first| steps.all(|step| step == first))
}

/// Whether digits that nothing groups are announced by the label before them. `Battery cell 0123456789` and
/// `Safari Mobile 0123456789` are of other cells and of a browser.
#[must_use]
pub fn is_announced(text: &[u8], start: usize) -> bool {
    const OF_THINGS: [&[u8]; 18] = [
        b"battery", b"fuel", b"solar", b"stem", b"blood", b"memory", b"load", b"table", b"grid", b"excel", b"merged",
        b"prison", b"jail", b"safari", b"chrome", b"version", b"gecko", b"webkit",
    ];
    let line = text.get(..start).unwrap_or_default();
    let line = line.get(line.len().saturating_sub(REACH)..).unwrap_or_default();
    let line = line.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let stem = line.trim_ascii_end();
    let word =
        |stem: &[u8]| stem.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte >= 0x80).count();
    let label = word(stem);
    if label == 0 {
        return !stem.ends_with(b")");
    }
    // `"cell":993019110`: in the countries that say so numbers have ten digits.
    let is_cell = stem.get(stem.len() - label..).is_some_and(|word| word.eq_ignore_ascii_case(b"cell"));
    if is_cell && text.get(start) != Some(&b'0') {
        return false;
    }
    let lead = stem.get(..stem.len() - label).unwrap_or_default().trim_ascii_end();
    let owner = lead.get(lead.len() - word(lead)..).unwrap_or_default();
    // Browsers say in parentheses what they are, and `Mobile` behind that.
    !lead.ends_with(b")") && !OF_THINGS.iter().any(|thing| owner.eq_ignore_ascii_case(thing))
}

/// How far back what stands before a label is looked at.
const REACH: usize = 64;

/// `01 02 2024`, whatever stands between.
fn is_date(text: &[u8], end: usize, lens: &[usize]) -> bool {
    matches!(lens, [1 | 2, 1 | 2, 4]) && matches!(text.get(end - 4..end), Some([b'1', b'9', ..] | [b'2', b'0', ..]))
}

fn gap(rest: &[u8]) -> Option<(Gap, usize)> {
    match rest {
        [b' ', b'/', b' ', ..] => Some((Gap::Slash, 3)),
        [b')', b' ', ..] => Some((Gap::Close, 2)),
        [b' ', ..] => Some((Gap::Space, 1)),
        [b'-', ..] => Some((Gap::Hyphen, 1)),
        [b'.', ..] => Some((Gap::Stop, 1)),
        [b'/', ..] => Some((Gap::Slash, 1)),
        _ => None,
    }
}

fn is_with_trunk(lens: &[usize], gaps: &[Gap]) -> bool {
    let is_area = |len: usize| (2..=5).contains(&len);
    // `081237 34514`, as mobile numbers of India are grouped.
    if matches!((lens, gaps), ([6, 5], [Gap::Space])) {
        return true;
    }
    let is_plain = |gap: Gap| matches!(gap, Gap::Space | Gap::Hyphen | Gap::Stop);
    match (lens, gaps) {
        ([len], []) => (9..=12).contains(len),
        ([area, rest], [_]) => is_area(*area) && (4..=8).contains(rest),
        ([area, middle, last], [Gap::Close, gap]) => {
            is_area(*area) && is_area(*middle) && is_area(*last) && is_plain(*gap)
        }
        ([area, middle, last], [Gap::Space, Gap::Space] | [Gap::Hyphen | Gap::Slash, Gap::Hyphen]) => {
            is_area(*area) && (2..=4).contains(middle) && is_area(*last)
        }
        ([2, 2, 2, 2, 2], [gap, rest @ ..]) => is_plain(*gap) && rest.iter().all(|other| other == gap),
        _ => false,
    }
}

fn is_without_trunk(lens: &[usize], gaps: &[Gap]) -> bool {
    let is_spaced = gaps.iter().all(|gap| *gap == Gap::Space);
    match lens {
        [2 | 3, 2, 2, 2] | [2, 3, 2, 2] | [3, 2 | 3, 3] | [5, 5] => is_spaced,
        // `11 98765-4321` in Brazil, `55 2220 6699` in Mexico.
        [2, 4 | 5, 4] => {
            matches!(gaps, [Gap::Space | Gap::Close, Gap::Hyphen])
                || matches!((lens, gaps), ([2, 4, 4], [Gap::Space, Gap::Space]))
        }
        _ => false,
    }
}

/// `20 2024 1200`: two digits and twice four that blanks part are only those of the large towns of Mexico: `55 2220 6699`.
fn is_loose(written: &[u8], lens: &[usize], gaps: &[Gap]) -> bool {
    const TOWNS: [&[u8]; 4] = [b"55", b"56", b"33", b"81"];
    matches!((lens, gaps), ([2, 4, 4], [Gap::Space, Gap::Space])) && !TOWNS.iter().any(|town| written.starts_with(town))
}

/// `131 2381 3405`: mobile numbers of China have eleven digits and begin with 13 to 19.
fn is_chinese(written: &[u8], lens: &[usize], gaps: &[Gap]) -> bool {
    let is_mobile = matches!(written, [b'1', b'3'..=b'9', ..]);
    let has_form =
        matches!((lens, gaps), ([11], []) | ([3, 4, 4], [Gap::Space, Gap::Space] | [Gap::Hyphen, Gap::Hyphen]));
    is_mobile && has_form
}

/// Whether `Port.` stands before five pairs of digits: the French abbreviation of a mobile telephone, and the French form.
#[must_use]
pub fn is_french_mobile(text: &[u8], span: Range<usize>) -> bool {
    const LABELS: [&[u8]; 4] = [b"Port. ", b"Port. : ", b"Port.: ", b"port. "];
    let before = text.get(..span.start).unwrap_or_default();
    let label = LABELS.iter().find_map(|label| before.strip_suffix(*label));
    let written = text.get(span).unwrap_or_default();
    let is_in_pairs = written.len() == 14 && written.iter().skip(2).step_by(3).all(|byte| matches!(byte, b' ' | b'.'));
    is_in_pairs && label.is_some_and(|head| head.last().is_none_or(|byte| !byte.is_ascii_alphanumeric()))
}

/// Whether the number at `span` is that of a caller as exchanges write it: in angle brackets behind a name in quotes, `"Ann Moore" <2063428631>`.
#[must_use]
pub fn is_caller(text: &[u8], span: &Range<usize>) -> bool {
    let is_bracketed = text.get(span.end) == Some(&b'>')
        && text.get(..span.start).is_some_and(|before| before.ends_with(b"\" <") || before.ends_with(b"\"<"));
    is_bracketed && text.get(span.clone()).is_some_and(|value| value.iter().all(u8::is_ascii_digit))
}

/// Whether the identity of a subscriber stands behind the number at `span`, as networks list both: `3124539606 (IMSI 310...)`.
#[must_use]
pub fn is_of_subscriber(text: &[u8], span: &Range<usize>) -> bool {
    let behind = text.get(span.end..).unwrap_or_default();
    [&b" (IMSI "[..], b" (IMSI: ", b" IMSI ", b", IMSI ", b" / IMSI "].iter().any(|lead| behind.starts_with(lead))
}

/// Whether the number at `span` is that of who is called, as exchanges log it: `Call from +12063428631 to 2063428632`.
#[must_use]
pub fn is_callee(text: &[u8], span: &Range<usize>) -> bool {
    const REACH: usize = 40;
    let before = text.get(span.start.saturating_sub(REACH)..span.start).and_then(|before| before.strip_suffix(b" to "));
    let Some(before) = before else { return false };
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let head = before.get(..before.len() - digits).unwrap_or_default();
    let head = head.strip_suffix(b"+").unwrap_or(head);
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b'+';
    let is_call = head.ends_with(b"all from ") || head.ends_with(b"ALL FROM ");
    (10..=15).contains(&digits) && is_call && text.get(span.clone()).is_some_and(|value| value.iter().all(is_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::rules::shape::{Element, Shape};

    /// All ways to part 8 to 12 digits into so many groups.
    fn lens_up_to(groups: usize) -> Vec<Vec<usize>> {
        let mut open: Vec<Vec<usize>> = DIGITS.map(|len| vec![len]).collect();
        let mut all = Vec::new();
        while let Some(lens) = open.pop() {
            let (last, head) = lens.split_last().expect("a group");
            if lens.len() < groups {
                open.extend((1..*last).map(|len| [head, &[len, last - len]].concat()));
            }
            all.push(lens);
        }
        all
    }

    /// Groups of digits with the gaps between them that `choice` names, and where the first digit stands.
    fn written(lens: &[usize], gaps: &[&str], mut choice: usize, first: u8) -> (String, usize) {
        let mut digits = std::iter::once(char::from(first)).chain("174528369".chars().cycle());
        let (mut text, mut is_closed) = (String::new(), false);
        for (index, len) in lens.iter().enumerate() {
            if index > 0 {
                let gap = gaps.get(choice % gaps.len()).expect("a gap");
                (choice, is_closed) = (choice / gaps.len(), is_closed || index == 1 && gap.starts_with(')'));
                text.push_str(gap);
            }
            text.extend(digits.by_ref().take(*len));
        }
        if is_closed { (format!("({text}"), 1) } else { (text, 0) }
    }

    fn is_of(elements: &[Element], text: &[u8]) -> bool {
        let Some((first, rest)) = elements.split_first() else { return text.is_empty() };
        match *first {
            Element::Digits { min, max } => (usize::from(min)..=usize::from(max)).any(|len| {
                text.split_at_checked(len)
                    .is_some_and(|(head, tail)| head.iter().all(u8::is_ascii_digit) && is_of(rest, tail))
            }),
            Element::Literal(byte) => text.split_first().is_some_and(|(head, tail)| *head == byte && is_of(rest, tail)),
            Element::Letters { .. } | Element::Alnum { .. } | Element::Separator => false,
        }
    }

    #[test]
    fn numbers_of_many_countries_are_read_whole() {
        for text in [
            "030 1234567",
            "089/636-48018",
            "020 7946 0018",
            "07700 900123",
            "01 42 68 53 00",
            "06.12.34.56.78",
            "612 34 56 78",
            "22 123 45 67",
            "0412 345 678",
            "(11) 98765-4321",
            "(030) 1234567",
            "98765 43210",
            "03-1234-5678",
            "0211 / 123456",
            "0211 / 123-4567",
            "07700900123",
            "081237 34514",
            "55 2220 6699",
            "131 2381 3405",
            "131-2381-3405",
            "13123813405",
        ] {
            let start = usize::from(text.starts_with('('));
            assert_eq!(number(text.as_bytes(), start), Some(0..text.len()), "{text}");
        }
    }

    /// What the sieve looks for is all that is read: for each form, each count of digits that it allows.
    #[test]
    fn every_number_that_is_read_has_one_of_the_forms() {
        let forms: Vec<Shape> = FORMS.iter().flat_map(|form| Shape::parse(form).expect("a form").expand()).collect();
        let gaps = ["", " ", "-", ".", "/", " / ", ") "];
        let mut read = 0;
        for lens in lens_up_to(GROUPS_MAX) {
            for gap in 0..gaps.len().pow(u32::try_from(lens.len() - 1).expect("few groups")) {
                for first in [b'0', b'3'] {
                    let (text, start) = written(&lens, &gaps, gap, first);
                    let Some(span) = number(text.as_bytes(), start) else { continue };
                    let of = text.get(start..span.end).expect("a span");
                    read += 1;
                    assert!(forms.iter().any(|form| is_of(&form.elements, of.as_bytes())), "{of}");
                }
            }
        }
        assert!(read > 100, "{read}");
    }

    #[test]
    fn bare_digits_are_announced_by_a_sign_or_a_label_that_opens_a_phrase() {
        for text in [
            "Tel: 0",
            "Mobile 0",
            "call, mobile 0",
            "his mobile 0",
            "tel=\"0",
            "x\nphone 0",
            "Phone number 0",
            "mobile no 0",
            "Cell phone 0",
            "T\u{e9}l\u{e9}phone 0",
            "Ann Lee, phone number 0",
            "Customer mobile 0",
        ] {
            assert!(is_announced(text.as_bytes(), text.len() - 1), "{text}");
        }
        for text in ["Battery cell 0", "Safari Mobile 0", "(Linux; Mobile) 0", "a table cell 0"] {
            assert!(!is_announced(text.as_bytes(), text.len() - 1), "{text}");
        }
    }

    #[test]
    fn the_french_abbreviation_counts_before_five_pairs() {
        for (text, expected) in
            [("Port. 06 23 45 55 61", true), ("Port. 0623455561", false), ("Rapport. 06 23 45 55 61", false)]
        {
            let start = text.find('0').unwrap();
            assert_eq!(is_french_mobile(text.as_bytes(), start..text.len()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_such_number_is_none() {
        for text in [
            "2024-01-02",
            "12345678901",
            "12 34",
            "0001234567",
            "1234567 89",
            "01 02 03 04 05 06 07",
            "01.02.2003",
            "220.128.34.51",
            "304 995438",
            "0800-1700",
            "0900 1730",
            "01 02 2024",
            "08/12-2024",
            "030) 1234567",
            "10 20 30 40",
            "01 02 03 04 05",
        ] {
            assert_eq!(number(text.as_bytes(), 0), None, "{text}");
        }
    }
}
