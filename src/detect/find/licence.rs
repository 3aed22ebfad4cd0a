//! A state beside the word for a licence, before its number: `DL, New Mexico 001559880`, `her Tennessee license 105725473`, `DL STATE AL NO.
//! 1670474`. A number that has a form of that state's licences needs no other label.

use crate::detect::cofield;

/// Bytes before the number that are read.
const REACH: usize = 56;
/// Signs between two of the words.
const GAP_MAX: usize = 4;
const SIGNS: &[u8] = b" ,.:#`\"'()*_/-";
const LICENCES: [&[u8]; 8] = [b"dl", b"license", b"licence", b"lic", b"oln", b"ol", b"licencia", b"llcense"];
const NUMBERS: [&[u8]; 5] = [b"no", b"num", b"nbr", b"number", b"nr"];

/// What stands before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfState {
    /// The state, as an index into [`crate::detect::STATES`].
    pub state: u8,
    /// Whether the state is a field of its own behind the word for a licence: `DL STATE AL NO. `, whose first words would name the
    /// state alone.
    pub is_field: bool,
}

/// The state and the word for a licence right before the number at `start`.
#[must_use]
pub fn before(text: &[u8], start: usize) -> Option<OfState> {
    let from = start.saturating_sub(REACH);
    let line = text.get(from..start)?;
    let line = line.rsplit(|byte| *byte == b'\n').next()?;
    let mut words = Words(line);
    let mut word = words.next()?;
    let is = |word: &[u8], list: &[&[u8]]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(word, &NUMBERS) {
        word = words.next()?;
    }
    // `Tennessee license `, `Oregon driver's license `
    if is(word, &LICENCES) {
        let mut state = words.next()?;
        while is(state, &[b"s", b"driver", b"drivers", b"state"]) {
            state = words.next()?;
        }
        let state = state_of(state, words.clone().next())?.0;
        return Some(OfState { state, is_field: false });
    }
    let (state, takes_two) = state_of(word, words.clone().next())?;
    if takes_two {
        words.next()?;
    }
    let mut licence = words.next()?;
    let is_field = licence.eq_ignore_ascii_case(b"state");
    if is_field {
        licence = words.next()?;
    }
    is(licence, &LICENCES).then_some(OfState { state, is_field })
}

/// The state that a word is, or the last of two words, and whether it takes both.
fn state_of(word: &[u8], before: Option<&[u8]>) -> Option<(u8, bool)> {
    if let &[first, second] = word {
        return cofield::state_of_code([first, second]).map(|state| (state, false));
    }
    let two = before.filter(|before| before.first().is_some_and(u8::is_ascii_uppercase));
    let two = two.and_then(|before| cofield::state_of_name(&[before, word].join(&b' ')));
    two.map(|state| (state, true)).or_else(|| cofield::state_of_name(word).map(|state| (state, false)))
}

/// The words of a line from its end on, as far as no more than a few signs stand between them.
#[derive(Debug, Clone)]
struct Words<'t>(&'t [u8]);

impl<'t> Iterator for Words<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        let gap = self.0.iter().rev().take(GAP_MAX + 1).take_while(|byte| SIGNS.contains(byte)).count();
        let stem = self.0.get(..self.0.len() - gap)?;
        let len = stem.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (stem, word) = stem.split_at(stem.len() - len);
        self.0 = stem;
        ((1..=GAP_MAX).contains(&gap) && len > 0).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::STATES;

    #[test]
    fn a_state_stands_beside_the_word() {
        for (text, wanted) in [
            ("surrendered her Tennessee license 1", Some("TN")),
            ("an Oregon driver's license no. 1", Some("OR")),
            ("Checked Jonell Stokes's DL, New Mexico 1", Some("NM")),
            ("the licence `LA` `1", Some("LA")),
            ("DL STATE AL NO. 1", Some("AL")),
            ("his North Carolina license 1", Some("NC")),
            ("West Virginia DL # 1", Some("WV")),
            ("license to sell in Ohio, 1", None),
            ("the license 1", None),
            ("State of the license, 1", None),
        ] {
            let start = text.len() - 1;
            let state = before(text.as_bytes(), start).map(|found| STATES[usize::from(found.state)]);
            assert_eq!(state, wanted, "{text}");
        }
        assert!(before(b"DL STATE AL NO. 1", 16).is_some_and(|found| found.is_field));
    }
}
