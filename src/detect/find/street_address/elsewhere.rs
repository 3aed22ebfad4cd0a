//! Whole cells that are an address of some other country: words with a house number, and a postal code with a city, whatever
//! the street's kind is called. Only for cells: in prose this order of words and numbers is that of anything.

use std::ops::Range;

use super::Shape;
use super::words::is_same_folded;
use crate::detect::Part;
use crate::detect::find::Found;
use crate::detect::validate::Facts;
use crate::word_list::WordList;

/// What such a cell is worth: words, a small number, a comma, a number of four to eight digits and words again.
const ODDS: f32 = 0.9;
/// Most pieces between commas.
const PIECES_MAX: usize = 7;

/// What a kind of street before words and a number is worth: `Quadra de Dias, 769`.
const KIND_ODDS: f32 = 0.6;

/// Kinds of streets that stand before their name and are other things in prose, of Mexico and Brazil.
static KINDS: WordList = WordList::new(include_str!("../../../../rules/data/street_kinds.txt"), "kind");

/// Reads the cell at `span` of `text`.
pub(super) fn whole(text: &[u8], span: &Range<usize>) -> Option<Found> {
    with_code(text, span).or_else(|| of_kind(text, span)).or_else(|| indian(text, span))
}

/// A cell that is an address as a whole.
fn found(span: &Range<usize>, shape: Shape, odds: f32) -> Found {
    let (span, shape) = (span.clone(), shape as u8);
    Found { span, part: Part::Whole, odds, shape, is_test: false, facts: Facts(0) }
}

/// A kind of street, words, and a number behind them or behind a comma.
fn of_kind(text: &[u8], span: &Range<usize>) -> Option<Found> {
    let value = text.get(span.clone())?;
    let kind = value.get(..memchr::memchr2(b' ', b',', value)?)?;
    // Nearly all words are turned away by their first letter.
    let head = kind.first().map(u8::to_ascii_lowercase);
    let is_kind = |known: &[u8]| known.first().copied() == head && is_same_folded(known, kind);
    if !KINDS.words().any(is_kind) {
        return None;
    }
    let mut pieces = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let mut of_street = words(pieces.next()?).skip(1);
    let has_name = of_street.clone().any(has_word);
    let mut has_number = || of_street.any(is_house_number) || pieces.next().is_some_and(is_house_number);
    (has_name && has_number()).then(|| found(span, Shape::KindFirst, KIND_ODDS))
}

/// `84, Sachdev Marg, Alwar-493148`, `H.No. 82, Chandra Zila, Gandhidham 279302`: a number by itself, and the six digits of an Indian
/// postal code, which begin with one to eight, at the end.
fn indian(text: &[u8], span: &Range<usize>) -> Option<Found> {
    let value = text.get(span.clone()).filter(|value| matches!(value, [b'H' | b'h' | b' ' | b'0'..=b'9', ..]))?;
    let mut pieces = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let number = pieces.next().map(strip_house).filter(|number| is_house_number(number));
    let has_street = pieces.next().is_some_and(has_word);
    let city = pieces.next().filter(|_| number.is_some() && has_street && pieces.next().is_none())?;
    let (town, code) = city.split_at_checked(city.len().checked_sub(CODE_DIGITS)?)?;
    let is_code = code.iter().all(u8::is_ascii_digit) && matches!(code, [b'1'..=b'8', ..]);
    let town = town.strip_suffix(b"-").or_else(|| town.strip_suffix(b" ")).filter(|town| is_code && has_word(town));
    town.map(|_| found(span, Shape::NumberLast, ODDS))
}

/// Digits of an Indian postal code.
const CODE_DIGITS: usize = 6;

/// A number without the abbreviation of a house before it.
fn strip_house(piece: &[u8]) -> &[u8] {
    let head = piece.get(..6).filter(|head| head.eq_ignore_ascii_case(b"H.No. "));
    head.and_then(|head| piece.get(head.len()..)).unwrap_or(piece)
}

/// Words with a house number, and a postal code with a city.
fn with_code(text: &[u8], span: &Range<usize>) -> Option<Found> {
    let value = text.get(span.clone())?;
    if memchr::memchr(b',', value).is_none() || value.iter().any(|&byte| IS_STRANGE[usize::from(byte)]) {
        return None;
    }
    let mut pieces = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let street = pieces.next().filter(|piece| has_word(piece))?;
    let rest: Vec<&[u8]> = pieces.take(PIECES_MAX).collect();
    let has_number = words(street).any(is_house_number) || rest.first().is_some_and(|piece| is_house_number(piece));
    if !has_number || rest.len() >= PIECES_MAX {
        return None;
    }
    let has_city = rest.iter().any(|piece| code_end(piece).is_some_and(|end| piece.get(end..).is_some_and(has_word)));
    let after_city = || {
        let code = rest.iter().rposition(|piece| code_end(piece) == Some(piece.len()))?;
        rest.get(..code)?.iter().any(|piece| has_word(piece)).then_some(())
    };
    let is_mexican = || rest.iter().skip(1).any(|piece| has_mexican_code(piece));
    (has_city || after_city().is_some() || is_mexican()).then(|| found(span, Shape::NumberLast, ODDS))
}

/// What stands in no such address.
const IS_STRANGE: [bool; 256] = {
    let strange = b"{}<>=_@\\|:;\"";
    let mut is_strange = [false; 256];
    let mut at = 0;
    while at < strange.len() {
        is_strange[strange[at] as usize] = true;
        at += 1;
    }
    is_strange
};

/// `CHIH 31113`, `SLP 78430`: the letters of a state of Mexico before a code of its own. The first two digits of codes are those
/// of states (Correos de Mexico, catalogue of postal codes).
fn has_mexican_code(piece: &[u8]) -> bool {
    const STATES: [(&[u8], std::ops::RangeInclusive<usize>); 34] = [
        (b"AGS", 20..=20),
        (b"BC", 21..=22),
        (b"BCS", 23..=23),
        (b"CAMP", 24..=24),
        (b"CDMX", 0..=16),
        (b"CHIH", 31..=33),
        (b"CHIS", 29..=30),
        (b"COAH", 25..=27),
        (b"COL", 28..=28),
        (b"DF", 0..=16),
        (b"DGO", 34..=35),
        (b"GRO", 39..=41),
        (b"GTO", 36..=38),
        (b"HGO", 42..=43),
        (b"JAL", 44..=49),
        (b"MEX", 50..=57),
        (b"MICH", 58..=61),
        (b"MOR", 62..=62),
        (b"NAY", 63..=63),
        (b"NL", 64..=67),
        (b"OAX", 68..=71),
        (b"PUE", 72..=75),
        (b"QRO", 76..=76),
        (b"QROO", 77..=77),
        (b"SIN", 80..=82),
        (b"SLP", 78..=79),
        (b"SON", 83..=85),
        (b"TAB", 86..=86),
        (b"TAMPS", 87..=89),
        (b"TAMS", 87..=89),
        (b"TLAX", 90..=90),
        (b"VER", 91..=96),
        (b"YUC", 97..=97),
        (b"ZAC", 98..=99),
    ];
    let letters = piece.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (state, code) = piece.split_at(letters);
    let Some(code) = code.strip_prefix(b" ").filter(|code| code.len() == 5 && code.iter().all(u8::is_ascii_digit))
    else {
        return false;
    };
    let block = code.iter().take(2).fold(0, |number, byte| number * 10 + usize::from(byte - b'0'));
    STATES.iter().any(|(known, blocks)| state.eq_ignore_ascii_case(known) && blocks.contains(&block))
}

fn words(piece: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    piece.split(|byte| *byte == b' ').filter(|word| !word.is_empty())
}

/// A word of three letters or more that begins with a capital, or in a script that has none here.
fn has_word(piece: &[u8]) -> bool {
    words(piece).any(|word| {
        word.len() >= 3
            && word.first().is_some_and(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
            && word.iter().all(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii() || b"'-.".contains(byte))
    })
}

/// `12`, `12a`, `0045`, `88/31`.
fn is_house_number(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = word.get(digits..).unwrap_or_default();
    let is_tail = match rest {
        [] => true,
        [letter] => letter.is_ascii_alphabetic(),
        [b'/' | b'-', more @ ..] => more.len() <= 4 && more.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    (1..=4).contains(&digits) && is_tail
}

/// Where a postal code at the start of a piece ends: `38063`, `586 25`, `28-485`, `DK-3263`, `09716-323`, `60362332`.
fn code_end(piece: &[u8]) -> Option<usize> {
    let country = match piece {
        [b'A'..=b'Z', b'-', ..] => 2,
        [b'A'..=b'Z', b'A'..=b'Z', b'-', ..] => 3,
        _ => 0,
    };
    let digits = |at: usize| piece.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
    let first = digits(country);
    let has_second = matches!(piece.get(country + first), Some(b' ' | b'-'));
    let second = if has_second { digits(country + first + 1) } else { 0 };
    let end = match (first, second) {
        (3, 2 | 3) | (2, 3) | (5, 3) => country + first + 1 + second,
        (4..=6 | 8, _) => country + first,
        _ => return None,
    };
    piece.get(end).is_none_or(|byte| *byte == b' ').then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_address(value: &str) -> bool {
        whole(value.as_bytes(), &(0..value.len())).is_some()
    }

    #[test]
    fn a_number_and_a_code_with_a_city_make_an_address() {
        for value in [
            "Přípřežní 35, 784 99 Bezdružice",
            "Klapka György utca 1026, 2949 Komádi",
            "1339 Billesborgvej, DK-3263 Hvide Sande",
            "Vereda de Monteiro, 90, Laranjeiras, 60362332 Sales dos Dourados / MA",
            "Pasaje Dorita Noguera 8, Pontevedra, 14652",
            "Continuación Hidalgo 236 Interior 869, Vieja Antigua, CHIH 31113",
            "Peatonal Coahuila 766 299, San Emilia los Altos, AGS 20654",
            "Quadra de Dias, 769",
            "VALE DA PAZ 2, Centro, 60362332 Dourados",
            "LAGOA RAQUEL MENDONÇA, 82",
            "Prolongación Orozco 374 Edif. 881 , Depto. 718",
            "84, Sachdev Marg, Alwar-493148",
            "H.No. 82, Chandra Zila, Gandhidham 279302",
            "67/50, Shankar, Bikaner 351675",
        ] {
            assert!(is_address(value), "{value}");
        }
        for value in [
            "Room 12, Building 4",
            "Paris, 75001 Louvre",
            "Widget 12, box of 500",
            "Parque 12",
            "Quadra 5, 3",
            "Campo Minado",
            "12, Widget, blue 351675",
            "12, Widget, Blue 951675",
            "Order 12, 2024-01-01 Friday",
            "Widget 12, blue, SKU 90113",
            "Pump 40, steel, COL 12345",
            "iPhone 14, Galaxy 22",
            "cpu 12, 38063 load=9",
        ] {
            assert!(!is_address(value), "{value}");
        }
    }
}
