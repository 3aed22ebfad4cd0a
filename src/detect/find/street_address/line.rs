//! The delivery line: house number, directional, street, suffix, directional, unit.
//!
//! The suffix decides. One that is no ordinary word (`St`, `Blvd`) after a number and a name is seldom anything else; one
//! that is (`Way`, `Park`, `Point`) needs more. Without a suffix a line is an address only by its other parts.

use std::ops::Range;

use super::Shape;
use super::words::{Vocabulary, Word, class};

/// Most words of a line that are looked at after the number.
const WORDS_MAX: usize = 8;
/// Most words between the number and the suffix: `N Martin Luther King Jr`, and one to spare.
const SUFFIX_REACH: usize = 6;
/// A name with capitals and a suffix without them.
const UNEVEN: f32 = 0.6;
/// The number is a year (or two) and the kind of the street an ordinary word: `2012 Nathan Ridge`.
const YEAR: f32 = 1.6;
/// What numbers its like stands before it: `Chapter 36`; or an article.
const COUNTED: f32 = 1.5;
/// A comma between the number and the street, as in India: mostly the number ends a sentence's part there.
const APART: f32 = 1.6;
/// Kinds and directions, which may be abbreviated.
const KIND: u16 = class::SUFFIX | class::HIGHWAY | class::DIRECTIONAL | class::FIRST;
/// The longest abbreviation that is on no list.
const ABBREVIATION_MAX: usize = 4;
/// Letters of such a word.
const WORD_BEFORE_MAX: usize = 12;
/// Words that part a sentence and no street's name: `12 Monkeys cinema on Main Street`.
const LINKS: [&[u8]; 9] = [b"on", b"in", b"at", b"near", b"from", b"with", b"for", b"by", b"into"];
const LINKED: f32 = -1.5;
/// Nothing but a number between that of the house and the kind of the street: `101 154 Annex`.
const ONLY_NUMBER: f32 = -0.5;
/// A rare abbreviation in small letters after a name in small letters.
const SMALL: f32 = 1.0;
const USUAL_ABBREVIATIONS: [&[u8]; 7] = [b"st", b"ave", b"rd", b"dr", b"ln", b"ct", b"pl"];
/// Months that streets are called by.
const MONTHS: [&[u8]; 6] = [b"march", b"april", b"may", b"june", b"july", b"august"];
const ORDINAL_ENDS: [&[u8]; 4] = [b"st", b"nd", b"rd", b"th"];
/// Floors that have a number, or a name.
const ORDINALS: [&[u8]; 12] = [
    b"first", b"second", b"third", b"fourth", b"fifth", b"sixth", b"seventh", b"eighth", b"ninth", b"tenth", b"ground",
    b"top",
];
const FLOORS: [&[u8]; 3] = [b"floor", b"fl", b"flr"];
/// Digits of a house number behind a single letter of a grid.
const GRID_DIGITS_MIN: usize = 2;
/// Longest house number, in digits.
const NUMBER_MAX: usize = 6;

/// A delivery line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// First byte of the number.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// log10 odds of the line alone.
    pub(super) odds: f32,
    /// The written form.
    pub(super) shape: Shape,
    /// Whether it names a unit.
    pub(super) has_unit: bool,
    /// Whether it is an address that everybody knows.
    pub(super) is_test: bool,
}

/// The delivery line whose house number starts at `start`.
pub(super) fn line_at(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<Line> {
    let number_end = house_number(text, start)?;
    let has_comma = text.get(number_end) == Some(&b',');
    let words = Words::new(text, number_end + 1 + usize::from(has_comma), vocabulary);
    let number = start..number_end;
    if is_hundred_block(text, number.clone(), words.as_slice())
        || is_of_plat(text, start, words.as_slice())
        || is_other_before(text, number.clone(), words.as_slice())
        || is_copyright(text, &number)
        || is_row(text, number.clone(), words.as_slice())
        || is_year_of_note(text, number, words.as_slice())
    {
        return None;
    }
    let is_kind_first = words.as_slice().first()?.is(class::FIRST);
    // `100, Route 53`: a list.
    let is_numbered = |word: &Word| word.of(text).iter().all(u8::is_ascii_digit);
    if has_comma && is_kind_first && words.as_slice().get(1).is_some_and(is_numbered) {
        return None;
    }
    let mut street = street(text, words.as_slice(), vocabulary)?;
    // `12, MG Road`: only what follows makes it an address.
    if has_comma && !is_kind_first {
        if street.shape != Shape::Suffix {
            return None;
        }
        street.odds -= APART;
    }
    street.odds -= if street.is_unsure && is_year(text.get(start..number_end)?) { YEAR } else { 0.0 };
    street.odds -= if is_counted(text, start, vocabulary) { COUNTED } else { 0.0 };
    let base = text.get(start..street.end).unwrap_or_default();
    let is_test = vocabulary.classes_of(base) & class::TEST != 0;
    let (end, has_unit) = units(text, street.end_with_stop, vocabulary);
    let (end, bonus) = if has_unit { (end, 0.7) } else { (street.end_with_stop, 0.0) };
    Some(Line { start, end, odds: street.odds + bonus, shape: street.shape, has_unit, is_test })
}

/// Where the house number that starts at `start` ends, a fraction included; a space follows it, or in French a comma.
///
/// `123`, `123A`, `12-34` (Queens, ranges), `N6W23001` (Wisconsin), `123 1/2`.
pub(super) fn house_number(text: &[u8], start: usize) -> Option<usize> {
    let mut pos = start;
    if is_grid_letter(text.get(pos)) {
        pos += 1;
    }
    let mut digits_end = digits(text, pos)?;
    if pos > start && is_grid_letter(text.get(digits_end)) {
        digits_end = digits(text, digits_end + 1).unwrap_or(digits_end);
    } else if pos > start && digits_end < pos + GRID_DIGITS_MIN {
        // `S3 Access Point`, `W2 Liliana St.`
        return None;
    } else if matches!(text.get(digits_end), Some(b'-' | b'/')) {
        digits_end = digits(text, digits_end + 1)?;
    }
    if text.get(pos) == Some(&b'0') && digits_end <= pos + 2 {
        return None;
    }
    let mut end = digits_end + usize::from(text.get(digits_end).is_some_and(u8::is_ascii_alphabetic));
    // `1989, 5202 W Oak Ave`: a number behind the comma is that of the house.
    let is_apart = || {
        let behind = text.get(end..).and_then(|rest| rest.strip_prefix(b", ")).unwrap_or(b"0");
        let len = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
        len == 0 || ORDINAL_ENDS.iter().any(|end| behind.get(len..len + 2) == Some(*end))
    };
    if text.get(end) != Some(&b' ') && !is_apart() {
        return None;
    }
    if let Some([_, b'1'..=b'9', b'/', b'1'..=b'9', b' ']) = text.get(end..end + 5) {
        end += 4;
    }
    Some(end)
}

/// `2012`, `2009-2014`.
pub(super) fn is_year(number: &[u8]) -> bool {
    let mut years = number.split(|&byte| byte == b'-');
    let is_one = |year: &[u8]| year.len() == 4 && matches!(year, [b'1', b'9', ..] | [b'2', b'0', b'0'..=b'3', _]);
    years.all(is_one)
}

/// Whether a number is the year of a copyright, and a name follows: `Copyright 2021 Ivo Lane`.
fn is_copyright(text: &[u8], number: &Range<usize>) -> bool {
    const REACH: usize = 48;
    const SIGNS: [&[u8]; 5] = [b"opyright", b"OPYRIGHT", b"(c)", b"(C)", "\u{a9}".as_bytes()];
    if !text.get(number.clone()).is_some_and(is_year) {
        return false;
    }
    let before = text.get(number.start.saturating_sub(REACH)..number.start).unwrap_or_default();
    let line = memchr::memrchr(b'\n', before).and_then(|at| before.get(at + 1..)).unwrap_or(before);
    SIGNS.iter().any(|sign| memchr::memmem::find(line, sign).is_some())
}

/// Whether a block of a hundred numbers is meant, and no house: `1200 BLOCK OF OAK ST`, `100 Blk N Main St`.
fn is_hundred_block(text: &[u8], number: Range<usize>, words: &[Word]) -> bool {
    let [block, next, rest @ ..] = words else { return false };
    let is_block = is_block(block.of(text));
    let is_hundred = || text.get(number).is_some_and(|number| number.ends_with(b"00"));
    // `1200 Block Street`
    let goes_on =
        next.of(text).eq_ignore_ascii_case(b"of") || is_hundred() && (!next.is(class::SUFFIX) || !rest.is_empty());
    is_block && goes_on
}

fn is_block(word: &[u8]) -> bool {
    [&b"block"[..], b"blk"].iter().any(|block| word.eq_ignore_ascii_case(block))
}

/// Whether the number is that of a block or a lot in a register of land: `LOT 15 BLK 1 SUNSET PARK`, `Block 4, Lot 12, Oak Park`.
fn is_of_plat(text: &[u8], start: usize, words: &[Word]) -> bool {
    const REACH: usize = 32;
    let is_lot = |word: &[u8]| [&b"lot"[..], b"lots", b"lt"].iter().any(|lot| word.eq_ignore_ascii_case(lot));
    let head = text.get(start.saturating_sub(REACH)..start).unwrap_or_default();
    let mut before = head.rsplit(|byte| b" ,.".contains(byte)).filter(|word| !word.is_empty());
    let Some(part) = before.next().filter(|part| is_lot(part) || is_block(part)) else { return false };
    let is_other = |word: &[u8]| if is_lot(part) { is_block(word) } else { is_lot(word) };
    let has_number = before.next().is_some_and(|number| number.len() == 1 || number.iter().any(u8::is_ascii_digit));
    has_number && before.next().is_some_and(is_other) || words.first().is_some_and(|word| is_other(word.of(text)))
}

/// Whether the number of the house stands behind a word that links it with another one: `2019 to 174 66th Street`, `52467 to 4163 Arbor
/// Hwy`. A range of houses rises: `2010 to 2014 Main Street`.
fn is_other_before(text: &[u8], number: Range<usize>, words: &[Word]) -> bool {
    let number = text.get(number).unwrap_or_default();
    let [link, house, ..] = words else { return false };
    let is_link = matches!(link.of(text), b"to" | b"and" | b"or") || LINKS.contains(&link.of(text));
    let house = house.of(text);
    let rises = house.len() > number.len() || house.len() == number.len() && house > number;
    let is_range = if is_year(number) { rises && house.len() == number.len() } else { rises };
    let are_numbers = !house.is_empty() && house.iter().all(u8::is_ascii_digit);
    is_link && are_numbers && (is_year(number) || number.iter().all(u8::is_ascii_digit)) && !is_range
}

/// Whether a number is the year of a note that an address is the end of: `2021 LTR RTD FROM 11222 Stagecoach Blvd`.
fn is_year_of_note(text: &[u8], number: Range<usize>, words: &[Word]) -> bool {
    let is_link = |word: &Word| LINKS.iter().chain([&&b"to"[..]]).any(|link| word.of(text).eq_ignore_ascii_case(link));
    let is_house = |word: &Word| word.end - word.start > 1 && word.of(text).iter().all(u8::is_ascii_digit);
    text.get(number).is_some_and(is_year)
        && words.windows(2).any(|pair| matches!(pair, [link, house] if is_link(link) && is_house(house)))
}

/// Whether a number is one of several groups of another one, and the number of the house stands behind them: `775 664 2142 643 Charles
/// Rd`. Streets that are called by a number have a direction or their kind behind it: `3450 900 West`, `500 5 Ave`.
fn is_row(text: &[u8], number: Range<usize>, words: &[Word]) -> bool {
    let count = words.iter().take_while(|word| word.of(text).iter().all(u8::is_ascii_digit)).count();
    let Some(next) = words.get(count).filter(|_| count > 0) else { return false };
    let has_number_before = matches!(text.get(..number.start), Some([.., digit, b' ']) if digit.is_ascii_digit());
    let is_part = has_number_before || text.get(number.start) == Some(&b'0');
    count > 1 || is_part && !next.is(KIND)
}

/// Whether the word before a number says that it counts something: `Chapter 36`, `the 3`.
fn is_counted(text: &[u8], start: usize, vocabulary: &Vocabulary) -> bool {
    let Some(head) = text.get(..start).and_then(|head| head.strip_suffix(b" ")) else { return false };
    let len = head.iter().rev().take(WORD_BEFORE_MAX).take_while(|byte| byte.is_ascii_alphabetic()).count();
    vocabulary.classes_of(head.get(head.len() - len..).unwrap_or_default()) & class::BEFORE_COUNT != 0
}

fn is_grid_letter(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| matches!(byte, b'N' | b'S' | b'E' | b'W'))
}

/// Where one to six digits at `start` end.
fn digits(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let len = rest.iter().take(NUMBER_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=NUMBER_MAX).contains(&len).then_some(start + len)
}

/// The words after a number, one space apart.
struct Words {
    words: [Word; WORDS_MAX],
    len: usize,
}

impl Words {
    fn new(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Self {
        let mut words = Self { words: [Word::default(); WORDS_MAX], len: 0 };
        let mut pos = start + usize::from(text.get(start) == Some(&b' '));
        while words.len < WORDS_MAX {
            let Some(word) = vocabulary.word_at(text, pos) else { break };
            words.words[words.len] = word;
            words.len += 1;
            // A full stop behind a long word that is no kind of a street ends a sentence, and so does one behind a small word
            // before a capital: `28 beds. The`.
            let is_small = || {
                word.of(text).first().is_some_and(u8::is_ascii_lowercase)
                    && text.get(word.stop + 1).is_some_and(u8::is_ascii_uppercase)
            };
            // `7742 6615. Ship to`
            let is_number = || word.of(text).iter().all(u8::is_ascii_digit);
            let is_word = || word.end - word.start > ABBREVIATION_MAX || is_small() || is_number();
            let ends_sentence = word.stop > word.end && !word.is(KIND) && is_word();
            if text.get(word.stop) != Some(&b' ') || ends_sentence {
                break;
            }
            pos = word.stop + 1;
        }
        words
    }

    fn as_slice(&self) -> &[Word] {
        self.words.get(..self.len).unwrap_or_default()
    }
}

/// A street, without number and unit.
struct Street {
    end: usize,
    end_with_stop: usize,
    odds: f32,
    shape: Shape,
    /// Whether its kind is rare or an ordinary word, or none is there.
    is_unsure: bool,
}

impl Street {
    fn new(last: &Word, odds: f32, shape: Shape) -> Self {
        let is_unsure = !matches!(shape, Shape::Highway | Shape::Grid | Shape::KindFirst);
        Self { end: last.end, end_with_stop: last.end, odds, shape, is_unsure }
    }
}

fn street(text: &[u8], words: &[Word], vocabulary: &Vocabulary) -> Option<Street> {
    let (first, rest) = words.split_first()?;
    let is_named =
        rest.first().is_some_and(|kind| is_name_of_measure(text, first, kind) || is_new_place(text, first, kind));
    // `1088 Day Street, Springboro, TN 37216`: a name with a capital, before a kind with a capital and a comma.
    let may_be_named = || {
        let is_kind =
            |kind: &Word| kind.is(class::SUFFIX) && is_capital(text, kind) && text.get(kind.stop) == Some(&b',');
        is_capital(text, first) && rest.first().is_some_and(is_kind)
    };
    let is_measure =
        first.is(class::MEASURE) && !is_named && !first.is(class::DIRECTIONAL | class::HIGHWAY | class::FIRST);
    if is_measure && !may_be_named() {
        return None;
    }
    let has_directional = first.is(class::DIRECTIONAL) && !rest.is_empty();
    let names = if has_directional { rest } else { words };
    let bonus = if has_directional { 0.4 } else { 0.0 };
    let street = with_highway(text, names)
        .or_else(|| with_kind_first(text, names, vocabulary).filter(|_| !is_common_suffix(names)))
        .or_else(|| with_suffix(text, names))
        .or_else(|| with_suffix(text, words).filter(|_| is_named_by_direction(text, words)))
        .or_else(|| with_grid(text, words))
        .or_else(|| with_lone_name(names))
        .or_else(|| with_kind_first(text, names, vocabulary))
        .or_else(|| without_suffix(text, names))?;
    Some(Street { odds: street.odds + bonus, ..street })
}

/// `Plaza` and `Avenue` stand last in English more often than first.
fn is_common_suffix(names: &[Word]) -> bool {
    names.first().is_some_and(|first| first.is(class::SUFFIX_COMMON))
}

/// `1088 New Kent Road`: what is called after an older place.
fn is_new_place(text: &[u8], word: &Word, name: &Word) -> bool {
    // `2 New Flash Drive`
    const DRIVES: [&[u8]; 7] = [b"Hard", b"Flash", b"Tape", b"Disk", b"Thumb", b"Test", b"External"];
    word.of(text) == b"New"
        && !DRIVES.contains(&name.of(text))
        && is_capital(text, name)
        && !name.is(class::SUFFIX | class::MEASURE)
        && name.end - name.start > 2
}

/// `12 Precinct Street`, `146 Second St`, `8 May Circle`: what stands alone before the kind of a street, with a capital, is its
/// name.
fn is_name_of_measure(text: &[u8], word: &Word, kind: &Word) -> bool {
    let name = word.of(text);
    if MONTHS.iter().any(|month| month.eq_ignore_ascii_case(name)) {
        // `12 May Dr. Smith`, `12 May St. Louis`
        let is_title = [b"st", b"dr"].iter().any(|title| title.eq_ignore_ascii_case(kind.of(text)));
        let is_kind = kind.is(class::SUFFIX_COMMON) && !kind.is(class::SUFFIX_WORD) || is_plain_kind(text, kind);
        return is_capital(text, word) && is_capital(text, kind) && is_kind && !is_title;
    }
    /// What is counted before a way: `a 10 Minute Drive`, `20 Miles Road Race`. An ordinal is a name: `12 Second Street`.
    const UNITS: [&[u8]; 22] = [
        b"seconds",
        b"minute",
        b"hour",
        b"day",
        b"week",
        b"month",
        b"year",
        b"inch",
        b"foot",
        b"feet",
        b"yard",
        b"mile",
        b"meter",
        b"metre",
        b"kilometer",
        b"kilometre",
        b"acre",
        b"dollar",
        b"cent",
        b"euro",
        b"pound",
        b"percent",
    ];
    let is_written = name.first().is_some_and(u8::is_ascii_uppercase) && name.iter().any(u8::is_ascii_lowercase);
    let one = name.strip_suffix(b"s").unwrap_or(name);
    let is_unit = || UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(one) || unit.eq_ignore_ascii_case(name));
    name.len() > ABBREVIATION_MAX && is_written && is_plain_kind(text, kind) && !is_unit()
}

/// The kinds of streets that stand behind nothing but a name: `East Terrace` and `North Point` are parts of buildings, too.
fn is_plain_kind(text: &[u8], word: &Word) -> bool {
    const KINDS: [&[u8]; 8] = [b"street", b"st", b"avenue", b"ave", b"road", b"rd", b"lane", b"ln"];
    KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word.of(text)))
}

/// `North Street`: a direction in full is the name, where the kind follows it.
fn is_named_by_direction(text: &[u8], words: &[Word]) -> bool {
    let [first, suffix, ..] = words else { return false };
    first.is(class::DIRECTIONAL)
        && first.end - first.start > 2
        && is_capital(text, first)
        && is_plain_kind(text, suffix)
}

/// `US HWY 30`, `County Road 5 N`.
fn with_highway(text: &[u8], names: &[Word]) -> Option<Street> {
    let is = |at: usize, known: &[u8]| names.get(at).is_some_and(|word| word.of(text).eq_ignore_ascii_case(known));
    // `Farm to Market Road 1960`, `Ranch to Market 620`: the roads of Texas between the two, whose kind need not follow.
    let is_to_market = (is(0, b"farm") || is(0, b"ranch")) && is(1, b"to") && is(2, b"market");
    let lead = if is_to_market { 3 } else { 0 };
    let count = lead + names.iter().skip(lead).take_while(|word| word.is(class::HIGHWAY)).count();
    let last = names.get(..count)?.last()?;
    let number = names.get(count)?;
    let is_number = number.of(text).first().is_some_and(u8::is_ascii_digit);
    let end = names.get(count + 1).filter(|word| word.is(class::DIRECTIONAL)).unwrap_or(number);
    let ends = last.is(class::HIGHWAY_END) || is_to_market && count == lead && is_capital(text, names.first()?);
    (ends && is_number).then(|| Street::new(end, 1.2, Shape::Highway))
}

/// A name and a suffix, and a directional after it.
fn with_suffix(text: &[u8], names: &[Word]) -> Option<Street> {
    let reach = names.get(..names.len().min(SUFFIX_REACH))?;
    let mut at = (1..reach.len()).find(|&index| reach[index].is(class::SUFFIX))?;
    // `Oak Park Ave`, `Mill Creek Valley Rd`, `River Bend Oak Ct`: a later suffix close by is the street's own.
    for (index, word) in reach.iter().enumerate().skip(at + 1) {
        let is_own = index == at + 1 || (index == at + 2 && !word.is(class::SUFFIX_WORD));
        if is_own && word.is(class::SUFFIX) && !word.is(class::DIRECTIONAL) {
            at = index;
        }
    }
    let suffix = &reach[at];
    let mut odds = suffix_odds(suffix) + names_odds(text, reach.get(..at)?, suffix)?;
    // `1 ULP per lane`: no street has a capital in its name and none in its suffix.
    let is_uneven = !is_capital(text, suffix) && reach.get(..at)?.iter().any(|word| is_capital(text, word));
    odds -= if is_uneven { UNEVEN } else { 0.0 };
    // `7 se deseja ter`: written small, only the usual abbreviations are kinds of streets.
    let is_small = !is_capital(text, suffix) && reach.get(..at)?.iter().all(|word| !is_capital(text, word));
    let is_usual = suffix.end - suffix.start > 3 || USUAL_ABBREVIATIONS.contains(&suffix.of(text));
    odds -= if is_small && !is_usual { SMALL } else { 0.0 };
    let mut last = suffix;
    if let Some(after) = names.get(at + 1).filter(|word| word.is(class::DIRECTIONAL) && is_capital(text, word)) {
        last = after;
        odds += 0.3;
    }
    let end_with_stop = if std::ptr::eq(last, suffix) { abbreviation_end(text, suffix) } else { last.end };
    let is_unsure = !suffix.is(class::SUFFIX_COMMON) || suffix.is(class::SUFFIX_WORD);
    Some(Street { end: suffix.end, end_with_stop, odds, shape: Shape::Suffix, is_unsure })
}

/// The full stop of `St.` belongs to the line where the line goes on.
fn abbreviation_end(text: &[u8], suffix: &Word) -> usize {
    let goes_on = matches!(text.get(suffix.stop), Some(b',' | b' '));
    if goes_on && suffix.stop > suffix.end { suffix.stop } else { suffix.end }
}

fn suffix_odds(suffix: &Word) -> f32 {
    match (suffix.is(class::SUFFIX_COMMON), suffix.is(class::SUFFIX_WORD)) {
        (true, false) => 1.5,
        (true, true) => 0.8,
        (false, false) => 0.5,
        (false, true) => 0.3,
    }
}

/// Whether a sentence goes on to the number of the house: `1997, living at 8242 Oak Street`, `2x to 2958 1st St`, `1947, residing 10638
/// Hatcher Blvd`.
fn goes_on_to_house(text: &[u8], pair: &[Word]) -> bool {
    let [link, number] = pair else { return false };
    let house = number.of(text);
    let is_number = house.iter().all(u8::is_ascii_digit);
    let is_range = house.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-') && house.contains(&b'-');
    let word = link.of(text);
    let is_link = LINKS.contains(&word) || word == b"to";
    // Streets that are written small have their kinds and directions before a number, too.
    let is_verb = word.len() > 2
        && word.iter().all(u8::is_ascii_lowercase)
        && !link.is(KIND | class::HIGHWAY_END | class::LONE | class::UNIT);
    is_link && (is_number || is_range) || is_verb && (is_number && house.len() > 2 || is_range)
}

/// How many words name a road of Michigan by its miles from a base line: `12 Mile Rd`, `3 1/2 Mile Road`.
fn miles_of_grid(text: &[u8], names: &[Word], suffix: &Word) -> usize {
    let is_number = |word: &Word| word.of(text).len() <= 2 && word.of(text).iter().all(u8::is_ascii_digit);
    let is_half = |word: &Word| matches!(word.of(text), [b'1'..=b'9', b'/', b'2'..=b'9']);
    let is_mile = |word: &Word| matches!(word.of(text), b"Mile" | b"MILE");
    let is_road = matches!(suffix.of(text), b"Rd" | b"RD" | b"Road" | b"ROAD");
    match names {
        [number, half, mile] if is_road && is_number(number) && is_half(half) && is_mile(mile) => 3,
        [number, mile] if is_road && is_number(number) && is_mile(mile) => 2,
        _ => 0,
    }
}

/// What the words between number and suffix say: names are capitalised, or numbers.
fn names_odds(text: &[u8], names: &[Word], suffix: &Word) -> Option<f32> {
    let mut odds = if names.len() > 3 { -0.3 } else { 0.0 };
    let mut lower_count = 0;
    if names.windows(2).any(|pair| goes_on_to_house(text, pair)) {
        return None;
    }
    let miles = miles_of_grid(text, names, suffix);
    for word in names.get(miles..)? {
        let first = word.of(text).first()?;
        if word.of(text).contains(&b'/') || first == &b'-' {
            return None;
        }
        lower_count += usize::from(first.is_ascii_lowercase());
        let is_plain_number = word.of(text).iter().all(u8::is_ascii_digit);
        odds += if is_plain_number { -0.2 } else { 0.0 };
        odds += if is_plain_number && names.len() == 1 { ONLY_NUMBER } else { 0.0 };
        let is_new = || {
            let behind = names.iter().skip_while(|name| !std::ptr::eq(*name, word)).nth(1);
            behind.is_some_and(|name| is_new_place(text, word, name))
        };
        let is_name = names.len() == 1 && is_name_of_measure(text, word, suffix) || is_new();
        odds += if word.is(class::MEASURE) && !is_name { -1.0 } else { 0.0 };
        odds += if LINKS.contains(&word.of(text)) { LINKED } else { 0.0 };
    }
    // `0 AN AV`: two letters are a name only beside a longer one.
    let is_short = |word: &Word| word.end - word.start == 2 && word.of(text).iter().all(u8::is_ascii_alphabetic);
    let has_longer = names.iter().any(|word| word.end - word.start > 2);
    odds += if names.iter().any(is_short) && !has_longer { -1.2 } else { 0.0 };
    odds += if lower_count == names.len() - miles && lower_count > 0 {
        -1.2
    } else if lower_count > 0 {
        -0.7
    } else {
        0.0
    };
    Some(odds)
}

/// `450 S 300 E`: the grid of Utah.
fn with_grid(text: &[u8], words: &[Word]) -> Option<Street> {
    let [first, number, last, ..] = words else { return None };
    let is_grid = first.is(class::DIRECTIONAL)
        && last.is(class::DIRECTIONAL)
        && number.of(text).iter().all(u8::is_ascii_digit)
        && number.end - number.start >= 3
        && is_capital(text, first)
        && is_capital(text, last);
    is_grid.then(|| Street::new(last, 0.8, Shape::Grid))
}

/// `100 Broadway`.
fn with_lone_name(names: &[Word]) -> Option<Street> {
    let first = names.iter().take(2).find(|word| word.is(class::LONE))?;
    Some(Street::new(first, 0.5, Shape::NoSuffix))
}

/// `12 rue de la Paix`, `5 Avenue B`, `150 Calle A`.
fn with_kind_first(text: &[u8], names: &[Word], vocabulary: &Vocabulary) -> Option<Street> {
    let (kind, rest) = names.split_first()?;
    if !kind.is(class::FIRST) {
        return None;
    }
    // `281 Calle 99`, as the streets of an urbanización are called in Puerto Rico.
    let is_number = |word: &&Word| word.end - word.start <= 3 && word.of(text).iter().all(u8::is_ascii_digit);
    if let Some(number) = rest.first().filter(is_number)
        && kind.of(text).eq_ignore_ascii_case(b"calle")
    {
        return Some(Street::new(number, 0.2, Shape::KindFirst));
    }
    let count = rest.iter().take(5).take_while(|word| is_kind_name(text, word, vocabulary)).count();
    let last = rest.get(..count)?.iter().rfind(|word| is_capital(text, word))?;
    Some(Street::new(last, 0.4, Shape::KindFirst))
}

/// A name, or one of the short words between names.
pub(super) fn is_kind_name(text: &[u8], word: &Word, vocabulary: &Vocabulary) -> bool {
    let is_unit = word.is(class::UNIT | class::UNIT_ALONE) && word.end - word.start > 2;
    let is_link = word.end - word.start <= 3 && word.of(text).iter().all(u8::is_ascii_lowercase);
    !is_unit && (is_capital(text, word) || is_link) && vocabulary.state(word.of(text)).is_none()
}

/// One to three capitalised words and nothing else: an address only if a city and a ZIP code follow.
fn without_suffix(text: &[u8], names: &[Word]) -> Option<Street> {
    let count =
        names.iter().take_while(|word| is_capital(text, word) && !word.is(class::MEASURE | class::UNIT)).count();
    let last = names.get(..count.min(3))?.last()?;
    let ends_line = matches!(text.get(last.end), None | Some(b',' | b'\n' | b'\r'));
    ends_line.then(|| Street::new(last, -1.0, Shape::NoSuffix))
}

/// Whether a word begins with a capital letter.
pub(super) fn is_capital(text: &[u8], word: &Word) -> bool {
    word.of(text).first().is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
}

/// Units after a street, at most two: `Apt 4B`, `, Bldg 2 Rm 7`, `#12`, and on a line of their own.
pub(super) fn units(text: &[u8], mut end: usize, vocabulary: &Vocabulary) -> (usize, bool) {
    let mut has_unit = false;
    for _ in 0..2 {
        match unit(text, end, vocabulary) {
            Some(unit_end) => (end, has_unit) = (unit_end, true),
            None => break,
        }
    }
    (end, has_unit)
}

fn unit(text: &[u8], end: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let mut pos = end;
    pos += usize::from(text.get(pos) == Some(&b','));
    let gap = text.get(pos..)?.iter().take(4).take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r')).count();
    pos += gap;
    if text.get(pos) == Some(&b'#') {
        return unit_value(text, pos + 1, vocabulary);
    }
    let word = vocabulary.word_at(text, pos).filter(|word| gap > 0 && word.start == pos)?;
    if word.is(class::UNIT) && vocabulary.state(word.of(text)).is_none_or(|_| is_value_next(text, word.stop)) {
        let value = word.stop + usize::from(text.get(word.stop) == Some(&b' '));
        let value = value + usize::from(text.get(value) == Some(&b'#'));
        // `Apt. No. 7`
        let number = vocabulary.word_at(text, value).filter(|number| number.of(text).eq_ignore_ascii_case(b"no"));
        if let Some(value_end) = number
            .and_then(|number| unit_value(text, number.stop, vocabulary))
            .or_else(|| unit_value(text, value, vocabulary))
        {
            return Some(value_end);
        }
    }
    floor(text, &word, vocabulary).or_else(|| word.is(class::UNIT_ALONE).then_some(word.end))
}

/// `2nd Floor`, `Third Fl`, `Ground Floor`: a unit whose value stands before it.
fn floor(text: &[u8], value: &Word, vocabulary: &Vocabulary) -> Option<usize> {
    let ordinal = value.of(text);
    let digits = ordinal.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_numbered = (1..=3).contains(&digits)
        && ordinal.get(digits..).is_some_and(|end| ORDINAL_ENDS.iter().any(|known| known.eq_ignore_ascii_case(end)));
    let is_ordinal = is_numbered || ORDINALS.iter().any(|known| known.eq_ignore_ascii_case(ordinal));
    let word = vocabulary.word_at(text, value.end + 1).filter(|_| is_ordinal && text.get(value.end) == Some(&b' '))?;
    FLOORS.iter().any(|known| known.eq_ignore_ascii_case(word.of(text))).then_some(word.end)
}

fn is_value_next(text: &[u8], stop: usize) -> bool {
    let digits = text.get(stop..).unwrap_or_default().iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    (1..5).contains(&digits)
}

/// Where the value of a unit ends: something with a digit, or one or two capitals.
fn unit_value(text: &[u8], start: usize, vocabulary: &Vocabulary) -> Option<usize> {
    let pos = start + usize::from(text.get(start) == Some(&b' '));
    let word = vocabulary.word_at(text, pos)?;
    let value = word.of(text);
    let is_value =
        value.len() <= 6 && value.iter().any(u8::is_ascii_digit) || value.len() == 1 && value[0].is_ascii_alphabetic();
    is_value.then_some(word.end)
}
