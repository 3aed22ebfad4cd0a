//! Names, birth dates, addresses and telephone labels in Chinese, Japanese and Korean.
//!
//! No list holds the names of these scripts and no space parts their words, so that a value counts behind the label that names it
//! alone: `氏名：橋本涼平`, `주소: 서울특별시 ...`. Dates with their words (`1979年11月6日`, `昭和63年4月28日`) are births where a word
//! says so. The labels are marks of the text ([`Label::at`]), which the sieve looks for at letters outside of ASCII alone.

use std::ops::Range;

use super::date::{self, DateFound};
use crate::word_list::WordList;

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// A person's name.
    Name,
    /// An address.
    Address,
    /// The word for a year, within a date.
    Year,
    /// What somebody says behind the own name.
    Said,
}

/// The labels. They are three bytes or more, and told by the first three.
const LABELS: [(&str, Label); 25] = [
    ("氏名", Label::Name),
    ("姓名", Label::Name),
    ("名前", Label::Name),
    ("様名", Label::Name),
    ("者名", Label::Name),
    ("성명", Label::Name),
    ("성함", Label::Name),
    ("이름", Label::Name),
    ("고객명", Label::Name),
    ("환자명", Label::Name),
    ("住所", Label::Address),
    ("地址", Label::Address),
    ("住址", Label::Address),
    ("配送先", Label::Address),
    ("送付先", Label::Address),
    ("届け先", Label::Address),
    ("居住地", Label::Address),
    ("주소", Label::Address),
    ("주소지", Label::Address),
    ("배송지", Label::Address),
    ("担当", Label::Name),
    ("と申します", Label::Said),
    ("と申し", Label::Said),
    ("年", Label::Year),
    ("년", Label::Year),
];

/// Bytes of a letter.
const LETTER: usize = 3;

/// Which labels have each byte as their first, second and third.
const KEYS: [[u32; 256]; LETTER] = {
    let mut keys = [[0; 256]; LETTER];
    let mut index = 0;
    while index < LABELS.len() {
        let bytes = LABELS[index].0.as_bytes();
        let mut at = 0;
        while at < LETTER {
            keys[at][bytes[at] as usize] |= 1 << index;
            at += 1;
        }
        index += 1;
    }
    keys
};

impl Label {
    /// The label that begins at `at`, and where it ends.
    #[inline]
    pub(crate) fn at(text: &[u8], at: usize) -> Option<(Self, usize)> {
        let &[first, second, third] = text.get(at..)?.first_chunk::<LETTER>()?;
        let told = KEYS[0][usize::from(first)] & KEYS[1][usize::from(second)] & KEYS[2][usize::from(third)];
        if told == 0 { None } else { Self::among(told, text, at) }
    }

    #[cold]
    fn among(mut told: u32, text: &[u8], at: usize) -> Option<(Self, usize)> {
        let rest = text.get(at..)?;
        let mut longest: Option<(Self, usize)> = None;
        while told != 0 {
            let (word, label) = LABELS[told.trailing_zeros() as usize];
            let end = at + word.len();
            if rest.starts_with(word.as_bytes()) && longest.is_none_or(|(_, last)| last < end) {
                longest = Some((label, end));
            }
            told &= told - 1;
        }
        longest
    }
}

/// Calls `found` with the place of every label that begins in `segment` of `text`, in order.
pub(crate) fn each_label(text: &[u8], segment: Range<usize>, found: &mut impl FnMut(usize, Label)) {
    for at in segment {
        if text.get(at).is_some_and(|byte| !byte.is_ascii())
            && let Some((label, _)) = Label::at(text, at)
        {
            found(at, label);
        }
    }
}

const DATA: &str = include_str!("../../../rules/data/far_east.txt");
static CHINESE: WordList = WordList::new(DATA, "chinese");
static KOREAN: WordList = WordList::new(DATA, "korean");
static JAPANESE: WordList = WordList::new(DATA, "japanese");
static POLITE: WordList = WordList::new(DATA, "polite");
static PARTICLES: WordList = WordList::new(DATA, "particle");
static FILLERS: WordList = WordList::new(DATA, "filler");
static THINGS: WordList = WordList::new(DATA, "thing");
static PHONES: WordList = WordList::new(DATA, "phone");
static BORN: WordList = WordList::new(DATA, "born");
static BORN_BEHIND: WordList = WordList::new(DATA, "born_behind");
static PLACES: WordList = WordList::new(DATA, "place");

/// Scripts of these languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Hiragana,
    Katakana,
    Hangul,
}

/// The letter at `at`, which takes three bytes.
fn script_at(text: &[u8], at: usize) -> Option<Script> {
    let &[first @ 0xE3..=0xED, second @ 0x80..=0xBF, third @ 0x80..=0xBF] = text.get(at..)?.first_chunk::<LETTER>()?
    else {
        return None;
    };
    match u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F) {
        0x3005 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => Some(Script::Han),
        0x3041..=0x3096 => Some(Script::Hiragana),
        0x30A1..=0x30FA | 0x30FC => Some(Script::Katakana),
        0xAC00..=0xD7A3 => Some(Script::Hangul),
        _ => None,
    }
}

/// The end of the letters from `at` on that are of some script, at most so many.
fn run_end(text: &[u8], at: usize, letters_max: usize, is_in: impl Fn(Script) -> bool) -> usize {
    let letters = (0..letters_max).take_while(|index| script_at(text, at + index * LETTER).is_some_and(&is_in)).count();
    at + letters * LETTER
}

/// Signs between a label and its value: `：` and the wide blank among them.
fn behind_gap(text: &[u8], mut at: usize) -> usize {
    const GAP_MAX: usize = 8;
    const WIDE: [&str; 4] = ["：", "　", "＝", "「"];
    for _ in 0..GAP_MAX {
        let rest = text.get(at..).unwrap_or_default();
        let wide = WIDE.iter().find(|sign| rest.starts_with(sign.as_bytes()));
        at += match (wide, rest.first()) {
            (Some(sign), _) => sign.len(),
            (None, Some(b' ' | b':' | b'=' | b'\t' | b'|' | b'"' | b'*')) => 1,
            _ => break,
        };
    }
    at
}

/// Where the value of the label that ends at `end` begins: behind a gap, with a particle before it or not.
fn value_start(text: &[u8], end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let particle = ["は", "是", "为", "은", "는"].into_iter().find(|particle| rest.starts_with(particle.as_bytes()));
    let start = behind_gap(text, end + particle.map_or(0, str::len));
    (start > end).then_some(start)
}

fn ends_with_any(text: &[u8], words: &WordList) -> bool {
    words.words().any(|word| text.ends_with(word))
}

fn begins_with_any(text: &[u8], words: &WordList) -> Option<usize> {
    words.words().filter(|word| text.starts_with(word)).map(<[u8]>::len).max()
}

fn holds_any(text: &[u8], words: &WordList) -> bool {
    words.words().any(|word| memchr::memmem::find(text, word).is_some())
}

/// Letters of the longest name: four of a family and four of a given one.
const NAME_MAX: usize = 8;
/// The same of a name in katakana, with the signs between its parts.
const FOREIGN_MAX: usize = 16;

/// The name behind the label at `at` that ends at `end`, with a listed family name.
#[must_use]
pub(crate) fn name_behind(text: &[u8], at: usize, end: usize) -> Option<Range<usize>> {
    if is_of_thing(text, at) {
        return None;
    }
    let start = value_start(text, end)?;
    let first = script_at(text, start)?;
    let end = match first {
        Script::Hangul => korean_end(text, start)?,
        Script::Katakana => katakana_end(text, start)?,
        Script::Han => han_end(text, start)?,
        Script::Hiragana => return None,
    };
    let name = text.get(start..end)?;
    let is_free = is_end(text, end);
    if !is_free || holds_any(name, &FILLERS) {
        return None;
    }
    let family = name.get(..LETTER)?;
    let is_known = match first {
        Script::Hangul => KOREAN.holds(family) && is_korean(name),
        Script::Han => CHINESE.holds(family) && name.len() <= 3 * LETTER || begins_with_any(name, &JAPANESE).is_some(),
        _ => true,
    };
    is_known.then_some(start..end)
}

/// Whether the label at `at` is that of a thing: `ファイル名前`, `파일 이름`, `IP 地址`.
fn is_of_thing(text: &[u8], at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    ends_with_any(head.strip_suffix(b" ").unwrap_or(head), &THINGS)
}

/// Whether Korean letters are as many as a name has, and the last is none that sentences go on with: `서버를`.
fn is_korean(name: &[u8]) -> bool {
    const TAILS: [&str; 10] = ["을", "를", "에", "서", "과", "와", "의", "로", "는", "가"];
    let letters = name.iter().filter(|byte| !byte.is_ascii()).count() / LETTER;
    letters == 3 && !TAILS.iter().any(|tail| name.ends_with(tail.as_bytes()))
}

/// The name before what somebody says behind the own one, at `at`: `橋本涼平と申します`.
#[must_use]
pub(crate) fn name_before(text: &[u8], at: usize) -> Option<Range<usize>> {
    let mut start = at;
    for _ in 0..=NAME_MAX {
        let blank = text.get(..start)?;
        let head = blank
            .strip_suffix(b" ")
            .or_else(|| blank.strip_suffix("　".as_bytes()))
            .filter(|_| start < at)
            .unwrap_or(blank);
        let Some(letter) = head.len().checked_sub(LETTER).filter(|&letter| script_at(text, letter).is_some()) else {
            break;
        };
        start = letter;
    }
    let name = text.get(start..at)?;
    let letters = name.iter().filter(|byte| (0xE3..=0xED).contains(*byte)).count();
    let is_name = (2..=NAME_MAX).contains(&letters) && script_at(text, start) == Some(Script::Han);
    // `営業部の橋本と申します`
    let is_free = PARTICLES.words().all(|particle| memchr::memmem::find(name, particle).is_none());
    (is_name && is_free && !holds_any(name, &FILLERS)).then_some(start..at)
}

/// Whether a name may end at `end`: with the field, or before a word that follows names.
fn is_end(text: &[u8], end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    match rest.first() {
        None => true,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'-' | b'@' | b'/'),
        Some(_) => {
            script_at(text, end).is_none()
                || begins_with_any(rest, &POLITE).or(begins_with_any(rest, &PARTICLES)).is_some()
        }
    }
}

/// `김선영`, `김 선영`, `김선영님`.
fn korean_end(text: &[u8], start: usize) -> Option<usize> {
    const LETTERS_MAX: usize = 4;
    let is_hangul = |script| script == Script::Hangul;
    let run = run_end(text, start, NAME_MAX, is_hangul);
    let letters = (run - start) / LETTER;
    let value = text.get(start..run)?;
    if letters == 1 && KOREAN.holds(value) && text.get(run) == Some(&b' ') {
        let end = run_end(text, run + 1, NAME_MAX, is_hangul);
        return ((end - run - 1) / LETTER == 2).then_some(end);
    }
    // Names of three letters end as particles do: `이지은`.
    let tails = POLITE.words().chain(PARTICLES.words().filter(|_| letters > 3));
    if let Some(tail) = tails.filter(|tail| value.ends_with(tail)).map(<[u8]>::len).max() {
        let stem = value.len() - tail;
        if (2 * LETTER..=LETTERS_MAX * LETTER).contains(&stem) {
            return Some(start + stem);
        }
    }
    (2..=LETTERS_MAX).contains(&letters).then_some(run)
}

/// `マイケル・スミス`: names from elsewhere are told by the sign between their parts.
fn katakana_end(text: &[u8], start: usize) -> Option<usize> {
    const DOT: &[u8] = "・".as_bytes();
    let is_katakana = |script| script == Script::Katakana;
    let first = run_end(text, start, FOREIGN_MAX, is_katakana);
    let gap = if text.get(first..)?.starts_with(DOT) { DOT.len() } else { usize::from(text.get(first) == Some(&b' ')) };
    let end = run_end(text, first + gap, FOREIGN_MAX, is_katakana);
    (gap > 0 && end > first + gap + LETTER && first > start + LETTER).then_some(end)
}

/// `橋本涼平`, `李平`, `佐藤さくら`, `橋本 涼平`.
fn han_end(text: &[u8], start: usize) -> Option<usize> {
    const HAN_MAX: usize = 6;
    const KANA_MAX: usize = 4;
    let is_han = |script| script == Script::Han;
    let mut end = run_end(text, start, HAN_MAX + 1, is_han);
    let value = text.get(start..end)?;
    if let Some(tail) = POLITE.words().filter(|tail| value.ends_with(tail)).map(<[u8]>::len).max() {
        end -= tail;
    }
    let letters = (end - start) / LETTER;
    if !(1..=HAN_MAX).contains(&letters) {
        return None;
    }
    let rest = text.get(end..)?;
    // `橋本 涼平`, with the wide blank of forms too.
    let blank = if rest.starts_with("　".as_bytes()) { LETTER } else { usize::from(rest.first() == Some(&b' ')) };
    let given = run_end(text, end + blank, KANA_MAX, |script| script != Script::Hangul);
    let of_given = text.get(end + blank..given).unwrap_or_default();
    let is_given = (LETTER..=KANA_MAX * LETTER).contains(&of_given.len())
        && letters <= 3
        && !POLITE.holds(of_given)
        && !holds_any(of_given, &FILLERS)
        && (blank > 0
            || begins_with_any(of_given, &PARTICLES).is_none() && begins_with_any(of_given, &POLITE).is_none())
        && is_end(text, given);
    let end = if is_given { given } else { end };
    (end - start > LETTER).then_some(end)
}

/// The longest address, in bytes.
const ADDRESS_MAX: usize = 160;

/// The address behind the label at `at` that ends at `end`.
#[must_use]
pub(crate) fn address_behind(text: &[u8], at: usize, end: usize) -> Option<Range<usize>> {
    const CHARS_MIN: usize = 8;
    const SIGNS: [&str; 6] = ["。", "、", "；", "，", "（", "」"];
    if is_of_thing(text, at) {
        return None;
    }
    let start = value_start(text, end)?;
    let start = start + if text.get(start..)?.starts_with("〒".as_bytes()) { LETTER } else { 0 };
    let first = script_at(text, start).or_else(|| {
        let code = text.get(start..)?.iter().take(8).take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
        (code >= 5).then(|| script_at(text, behind_gap(text, start + code))).flatten()
    })?;
    let rest = text.get(start..text.len().min(start + ADDRESS_MAX))?;
    let mut len = 0;
    let mut has_digit = false;
    while let Some(&byte) = rest.get(len) {
        let tail = rest.get(len..)?;
        let is_sign = SIGNS.iter().any(|sign| tail.starts_with(sign.as_bytes()));
        if is_sign || matches!(byte, b'\n' | b'\r' | b'\t' | b'|' | b'"' | b'<' | b',' | b';' | b'(' | b'{' | b'}') {
            break;
        }
        // A blank ends the address but in Korean, where it goes on in its own script or with a number.
        if byte == b' ' && has_digit && holds_any(rest.get(..len)?, &PLACES) {
            let next = script_at(rest, len + 1);
            let goes_on = first == Script::Hangul
                && (next == Some(Script::Hangul) || rest.get(len + 1).is_some_and(u8::is_ascii_digit))
                && begins_with_any(rest.get(len + 1..)?, &FILLERS).is_none();
            if !goes_on {
                break;
            }
        }
        let is_numeral = || ["一", "二", "三"].iter().any(|numeral| tail.starts_with(numeral.as_bytes()));
        has_digit |= byte.is_ascii_digit() || is_numeral();
        len += if byte.is_ascii() { 1 } else { script_at(rest, len).map_or(1, |_| LETTER) };
    }
    let value = rest.get(..len)?;
    // `東京都港区芝です。`
    let value = PARTICLES.words().find_map(|tail| value.strip_suffix(tail)).unwrap_or(value).trim_ascii_end();
    let letters = value.iter().filter(|byte| (0xE3..=0xED).contains(*byte)).count();
    let is_long = std::str::from_utf8(value).is_ok_and(|value| value.chars().count() >= CHARS_MIN);
    (has_digit && letters >= 4 && is_long && holds_any(value, &PLACES)).then(|| start..start + value.len())
}

/// The date around the word for a year at `at`, where a word beside it says that somebody was born.
#[must_use]
pub(crate) fn birth_around(text: &[u8], at: usize) -> Option<DateFound> {
    /// How far before a date its label may begin.
    const REACH: usize = 64;
    const GAP_MAX: usize = 12;
    let (span, date) = date_around(text, at)?;
    let head = text.get(span.start.saturating_sub(REACH)..span.start)?;
    let head = head.rsplit(|byte| *byte == b'\n').next()?;
    let label = BORN.words().filter_map(|word| memchr::memmem::rfind(head, word).map(|at| at + word.len())).max();
    // Nothing but signs and a particle between: another date has its own.
    let is_labelled = label.is_some_and(|label| {
        let between = head.get(label..).unwrap_or_default();
        between.len() <= GAP_MAX && !between.iter().any(u8::is_ascii_digit)
    });
    // `会社は1979年11月6日に生まれた`
    let is_born = || {
        !holds_any(head, &THINGS)
            && text.get(span.end..).is_some_and(|rest| begins_with_any(rest.trim_ascii_start(), &BORN_BEHIND).is_some())
    };
    if is_labelled || is_born() { date::written(date, span, true) } else { None }
}

/// `1979年11月6日`, `1979년 11월 6일`, `昭和63年4月28日`.
fn date_around(text: &[u8], at: usize) -> Option<(Range<usize>, (u16, u8, u8))> {
    /// Eras, and the year before their first.
    const ERAS: [(&str, u32); 5] = [("明治", 1867), ("大正", 1911), ("昭和", 1925), ("平成", 1988), ("令和", 2018)];
    let head = text.get(..at)?;
    let digits = head.iter().rev().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let number = |digits: &[u8]| digits.iter().fold(0, |number, byte| number * 10 + u32::from(byte - b'0'));
    let (stem, year) = head.split_at(at - digits);
    let era = ERAS.iter().find(|(era, _)| stem.ends_with(era.as_bytes()));
    let (start, year) = match (era, digits) {
        (Some((era, before)), 1 | 2) => (stem.len() - era.len(), before + number(year)),
        (None, 4) => (stem.len(), number(year)),
        _ => {
            let (era, before) =
                ERAS.iter().find(|(era, _)| head.ends_with([era.as_bytes(), "元".as_bytes()].concat().as_slice()))?;
            (at - era.len() - LETTER, before + 1)
        }
    };
    let mut pos = at + LETTER;
    let mut part = |words: [&str; 2]| {
        pos += usize::from(text.get(pos) == Some(&b' '));
        let rest = text.get(pos..)?;
        let len = rest.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        let word =
            words.into_iter().find(|word| rest.get(len..).is_some_and(|rest| rest.starts_with(word.as_bytes())))?;
        pos += len + word.len();
        u8::try_from(number(rest.get(..len)?)).ok().filter(|_| (1..=2).contains(&len))
    };
    let (month, day) = (part(["月", "월"])?, part(["日", "일"])?);
    let date = (u16::try_from(year).ok()?, month, day);
    date::is_calendar(date.0, date.1, date.2).then_some((start..pos, date))
}

/// Whether the label of a telephone number stands right before `start`: `電話番号は090-...`, `휴대폰 010-...`.
#[must_use]
pub(crate) fn names_phone(text: &[u8], start: usize) -> bool {
    const GAP_MAX: usize = 8;
    const WIDE: [&str; 2] = ["：", "　"];
    let mut head = text.get(..start).unwrap_or_default();
    // Nearly all numbers stand behind something of ASCII.
    if !head.iter().rev().take(GAP_MAX).any(|byte| !byte.is_ascii()) {
        return false;
    }
    for _ in 0..GAP_MAX {
        let wide = WIDE.iter().find_map(|sign| head.strip_suffix(sign.as_bytes()));
        let narrow = match head {
            [stem @ .., b' ' | b':' | b'=' | b'('] => Some(stem),
            _ => None,
        };
        let Some(stem) = wide.or(narrow) else { break };
        head = stem;
    }
    let stem = ["は", "是", "为", "은", "는"].into_iter().find_map(|particle| head.strip_suffix(particle.as_bytes()));
    ends_with_any(stem.unwrap_or(head), &PHONES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(text: &str, wanted: Label) -> (usize, usize) {
        let mut found = None;
        each_label(text.as_bytes(), 0..text.len(), &mut |at, label| {
            if label == wanted && found.is_none() {
                found = Label::at(text.as_bytes(), at).map(|(_, end)| (at, end));
            }
        });
        found.unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn names_end_where_they_end() {
        for (text, name) in [
            ("氏名：橋本涼平", Some("橋本涼平")),
            ("氏名: 橋本 涼平\n", Some("橋本 涼平")),
            ("お客様名 松田治 様", Some("松田治")),
            ("姓名：李平 手机", Some("李平")),
            ("姓名:王小明，男", Some("王小明")),
            ("성명 김선영, 휴대폰", Some("김선영")),
            ("이름은 김선영입니다", Some("김선영")),
            ("성명: 이지은", Some("이지은")),
            ("氏名：佐藤さくら", Some("佐藤さくら")),
            ("氏名は橋本涼平です。", Some("橋本涼平")),
            ("名前：マイケル・スミス", Some("マイケル・スミス")),
            ("氏名 生年月日 住所", None),
            ("姓名 性别 年龄", None),
            ("성명 성별 나이", None),
            ("氏名を入力してください", None),
            ("ファイル名前：橋本", None),
            ("파일 이름: 김선영", None),
            ("氏名：未入力", None),
            ("担当：山田篤司（a@example.org）", Some("山田篤司")),
            ("姓名：平李大公司变更", None),
            ("姓名：系統管理員", None),
            ("이름: 서버를", None),
            ("이름: 데이터", None),
        ] {
            let (at, end) = labelled(text, Label::Name);
            let found = name_behind(text.as_bytes(), at, end).and_then(|span| text.get(span));
            assert_eq!(found, name, "{text}");
        }
    }

    #[test]
    fn names_stand_before_what_somebody_says() {
        for (text, name) in [
            ("お世話になっております。橋本涼平と申します。", Some("橋本涼平")),
            ("橋本 涼平と申します", Some("橋本 涼平")),
            ("営業部の橋本と申します", None),
        ] {
            let at = text.find('と').unwrap();
            assert_eq!(name_before(text.as_bytes(), at).and_then(|span| text.get(span)), name, "{text}");
        }
    }

    #[test]
    fn addresses_end_where_they_end() {
        for (text, address) in [
            ("住所：東京都港区芝大門2丁目25番4号", Some("東京都港区芝大門2丁目25番4号")),
            ("住所は東京都港区芝大門2-25-4です。", Some("東京都港区芝大門2-25-4")),
            ("住所: 〒105-0012 東京都港区芝大門2-25-4", Some("105-0012 東京都港区芝大門2-25-4")),
            ("配送先: 高知県鴨川市芝大門28丁目25番4号 橋本涼平", Some("高知県鴨川市芝大門28丁目25番4号")),
            ("地址：北京市朝阳区建国路88号，电话", Some("北京市朝阳区建国路88号")),
            ("주소: 서울특별시 강남구 테헤란로 152, 3층", Some("서울특별시 강남구 테헤란로 152")),
            ("주소 서울특별시 강남구 테헤란로 152 전화 02", Some("서울특별시 강남구 테헤란로 152")),
            ("住所を2回入力してください", None),
            ("IP地址：内网服务器2号机房路由器", None),
            ("地址：2号", None),
            ("地址 0x7fff 号", None),
        ] {
            let (at, end) = labelled(text, Label::Address);
            assert_eq!(address_behind(text.as_bytes(), at, end).and_then(|span| text.get(span)), address, "{text}");
        }
    }

    #[test]
    fn dates_are_births_where_a_word_says_so() {
        for (text, date) in [
            ("生年月日：1979年11月6日", Some("1979年11月6日")),
            ("昭和63年4月28日生まれ", Some("昭和63年4月28日")),
            ("生年月日 平成元年4月28日", Some("平成元年4月28日")),
            ("생년월일: 1979년 11월 6일", Some("1979년 11월 6일")),
            ("出生日期：1979年11月6日", Some("1979年11月6日")),
            ("更新：1979年11月6日", None),
            ("会社は1979年11月6日に生まれた", None),
            ("生年月日：1979年13月6日", None),
        ] {
            let at = text.rfind('年').or_else(|| text.rfind('년')).expect("a year");
            assert_eq!(Label::at(text.as_bytes(), at).map(|(label, _)| label), Some(Label::Year));
            let found = birth_around(text.as_bytes(), at).and_then(|read| text.get(read.found.span));
            assert_eq!(found, date, "{text}");
        }
    }

    #[test]
    fn labels_of_telephone_numbers_end_before_their_numbers() {
        for (text, expected) in [
            ("電話番号は0", true),
            ("私の携帯 0", true),
            ("手机：0", true),
            ("휴대폰 0", true),
            ("注文番号は0", false),
            ("phone 0", false),
        ] {
            assert_eq!(names_phone(text.as_bytes(), text.len() - 1), expected, "{text}");
        }
    }

    #[test]
    fn every_label_is_told_by_its_letters() {
        for (word, label) in LABELS {
            assert_eq!(Label::at(word.as_bytes(), 0).map(|(found, _)| found), Some(label), "{word}");
        }
        assert!(word_lists().iter().all(|list| list.words().next().is_some()));
    }

    fn word_lists() -> [&'static WordList; 11] {
        [&CHINESE, &KOREAN, &JAPANESE, &POLITE, &PARTICLES, &FILLERS, &THINGS, &PHONES, &BORN, &BORN_BEHIND, &PLACES]
    }
}
