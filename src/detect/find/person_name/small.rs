//! Names in small letters behind the label of a person: `Patient: ann moore`.
//!
//! In small letters any two words look like a name, so that both must be listed, and be names before all else.

use super::letters::Folded;
use super::reading::{FACT_GIVEN, FACT_SURNAME, FACT_WHOLE, Reading};
use super::table::{NameTable, class};
use super::token::{Case, Token, token_at};
use super::{Shape, found};
use crate::detect::find::Found;
use crate::detect::validate::Facts;

/// What such a name is worth behind its label.
const ODDS: f32 = 2.3;
/// How much more often each must be a name than a word: log10.
const RATIO_MIN: f32 = 1.0;
/// The same where both are words of the language, too: `john smith`.
const SURE_RATIO: f32 = 2.0;
/// Words of a name: a given one, a middle one or its initial, and a family name.
const WORDS: std::ops::RangeInclusive<usize> = 2..=3;

/// The name behind the label that ends at `label_end`, which is all of its field.
pub(super) fn small(text: &[u8], label_end: usize, table: &NameTable) -> Option<Found> {
    let rest = text.get(label_end..)?.strip_prefix(b":")?;
    if is_of_thing(text.get(..label_end)?, table) {
        return None;
    }
    let start = label_end + 1 + usize::from(rest.first() == Some(&b' '));
    let mut words = [Token::default(); *WORDS.end()];
    let (mut count, mut pos) = (0, start);
    while let Some(slot) = words.get_mut(count) {
        let Some(word) = token_at(text, pos, table).filter(|word| word.case == Case::Lower) else { break };
        *slot = word;
        count += 1;
        pos = word.end + 1;
        if text.get(word.end) != Some(&b' ') {
            break;
        }
    }
    let words = words.get(..count).filter(|_| WORDS.contains(&count))?;
    let (first, last) = (words.first()?, words.last()?);
    let ends = matches!(
        text.get(last.end..)?,
        [] | [b'\n' | b'\r' | b'\t' | b',' | b';' | b'|' | b'<' | b'"' | b')', ..]
            | [b'.' | b' ', b' ' | b'\n' | b'(', ..]
            | [b'.']
    );
    let others = class::ORGANISATION
        | class::ROLE
        | class::PLACE
        | class::PLACE_END
        | class::STREET
        | class::TITLE
        | class::FOREIGN
        | class::CALENDAR;
    let is_often = |ratio: Option<f32>| ratio.is_some_and(|ratio| ratio >= RATIO_MIN);
    let is_sure = |ratio: Option<f32>| ratio.is_some_and(|ratio| ratio >= SURE_RATIO);
    let are_sure = is_sure(first.entry.given_ratio()) && is_sure(last.entry.surname_ratio());
    let is_name = is_often(first.entry.given_ratio())
        && is_often(last.entry.surname_ratio())
        && (are_sure || !(first.entry.is(class::WORD) && last.entry.is(class::WORD)))
        && words.iter().all(|word| !word.entry.is(others))
        && words.iter().skip(1).all(|word| word.entry.is_name() || word.end - word.start == 1);
    let reading = Reading { odds: ODDS, facts: Facts(FACT_WHOLE | FACT_GIVEN | FACT_SURNAME), listed: 2 };
    (ends && is_name).then(|| found(start..last.end, Shape::FirstLast, reading, false))
}

/// `Song name`, `Brand name`: what has the name is no person.
fn is_of_thing(label: &[u8], table: &NameTable) -> bool {
    const WORD_MAX: usize = 24;
    const OF_PERSONS: [&[u8]; 7] = [b"full", b"legal", b"contact", b"person", b"account", b"display", b"my"];
    let Some((head, _)) = label.split_last_chunk::<4>().filter(|(_, name)| name.eq_ignore_ascii_case(b"name")) else {
        return false;
    };
    let Some(head) = head.strip_suffix(b" ").or_else(|| head.strip_suffix(b"_")) else { return false };
    let len = head.iter().rev().take(WORD_MAX).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = head.get(head.len() - len..).unwrap_or_default();
    let is_person = OF_PERSONS.iter().any(|known| word.eq_ignore_ascii_case(known))
        || table.cue(&Folded::new(word)).is(class::ROLE | class::TITLE);
    len > 0 && !is_person
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_listed_names_that_are_all_of_a_field_are_one() {
        let table = NameTable::new();
        let of = |text: &str| {
            small(text.as_bytes(), text.find(':').unwrap(), &table).and_then(|f| text.get(f.span).map(str::to_owned))
        };
        assert_eq!(of("patient: john smith").as_deref(), Some("john smith"));
        assert_eq!(of("name: mary j nelson, 41").as_deref(), Some("mary j nelson"));
        for text in [
            "name: default user",
            "Song name: john smith",
            "Brand name: mary nelson",
            "name: john",
            "name: will work",
            "name: john smith wrote it",
            "name: amber light",
            "name:",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
