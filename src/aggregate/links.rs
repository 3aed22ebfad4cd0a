//! What records say of the licence numbers in them, added up over a column.

use crate::detect::validate::us_drivers_license::StateSet;
use crate::detect::{Linkage, STATES};

/// Counts of agreement.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Numbers that were compared with their records, and those that were not: some of many say as much.
    pub compared: u64,
    /// See `compared`.
    pub passed_over: u64,
    /// Numbers that encode a name, and of those the ones whose record has it.
    pub names: [u64; 2],
    /// Numbers that encode a birth date, and of those the ones whose record has it.
    pub births: [u64; 2],
    /// The letters that numbers begin with, a bit each, and [`NO_LETTER`] where some begin with none.
    pub first_letters: u32,
    /// Numbers beside a state.
    pub with_state: u64,
    /// Of those, the ones that have a form of that state.
    pub fits: u64,
    /// By state: how many records name it, and how many numbers have a form of it. Empty before the first.
    states: Vec<[u64; 2]>,
    /// Sets of states whose form numbers have, and how many numbers; not yet in `states`.
    forms: Vec<(StateSet, u64)>,
}

/// Stands for a number that begins with a digit.
pub const NO_LETTER: u32 = 1 << 31;

impl Links {
    /// Numbers of one column are of few forms, each of them of many states.
    const FORMS_MAX: usize = 32;

    /// No numbers.
    pub const NONE: Self = Self {
        compared: 0,
        passed_over: 0,
        names: [0; 2],
        births: [0; 2],
        first_letters: 0,
        with_state: 0,
        fits: 0,
        states: Vec::new(),
        forms: Vec::new(),
    };

    /// Counts one number.
    pub fn add(&mut self, linkage: &Linkage) {
        let count = |of: &mut [u64; 2], agrees: Option<bool>| {
            of[0] += u64::from(agrees.is_some());
            of[1] += u64::from(agrees == Some(true));
        };
        self.compared += 1;
        count(&mut self.names, linkage.name);
        count(&mut self.births, linkage.birth);
        self.first_letters |= linkage.first_letter.map_or(NO_LETTER, letter_bit);
        let Some((state, forms)) = linkage.state else { return };
        self.states.resize(STATES.len(), [0; 2]);
        self.with_state += 1;
        self.fits += u64::from(forms.contains(state));
        if let Some(of_state) = self.states.get_mut(usize::from(state)) {
            of_state[0] += 1;
        }
        if let Some((_, count)) = self.forms.iter_mut().find(|(known, _)| *known == forms) {
            *count += 1;
            return;
        }
        if self.forms.len() >= Self::FORMS_MAX {
            self.settle();
        }
        self.forms.push((forms, 1));
    }

    /// Brings the counts by state up to date.
    fn settle(&mut self) {
        for (forms, count) in self.forms.drain(..) {
            for index in forms.iter() {
                if let Some(of_state) = self.states.get_mut(usize::from(index)) {
                    of_state[1] += count;
                }
            }
        }
    }

    /// Adds those of another piece.
    pub fn merge(&mut self, mut other: Self) {
        self.settle();
        other.settle();
        for (ours, theirs) in [(&mut self.names, other.names), (&mut self.births, other.births)] {
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        }
        self.compared += other.compared;
        self.passed_over += other.passed_over;
        self.first_letters |= other.first_letters;
        self.with_state += other.with_state;
        self.fits += other.fits;
        self.states.resize(self.states.len().max(other.states.len()), [0; 2]);
        for (ours, theirs) in self.states.iter_mut().zip(&other.states) {
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        }
    }

    /// How many of all numbers so many of those that were compared stand for.
    #[must_use]
    pub fn of_all(&self, count: u64) -> u64 {
        let scaled =
            u128::from(count) * u128::from(self.compared + self.passed_over) / u128::from(self.compared.max(1));
        if self.passed_over == 0 { count } else { u64::try_from(scaled).unwrap_or(u64::MAX) }
    }

    /// The share of numbers that would have a form of the state beside them if the states were dealt out anew.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    pub fn fits_by_chance(&self) -> f64 {
        if self.with_state == 0 {
            return 1.0;
        }
        let all = self.with_state as f64;
        let mut settled = self.clone();
        settled.settle();
        settled.states.iter().map(|&[named, fitting]| named as f64 / all * (fitting as f64 / all)).sum()
    }

    /// The share of numbers that would have a form of a state drawn from all of them.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    pub fn fits_anywhere(&self) -> f64 {
        if self.with_state == 0 {
            return 1.0;
        }
        let mut settled = self.clone();
        settled.settle();
        let fitting: u64 = settled.states.iter().map(|&[_, fitting]| fitting).sum();
        fitting as f64 / (self.with_state as f64 * STATES.len() as f64)
    }

    /// Whether the letter that all numbers begin with is the one that a state puts before all of its own: H, K and S of Hawaii,
    /// Kansas and Massachusetts, X of Nevada.
    #[must_use]
    pub fn is_of_one_letter(&self) -> bool {
        b"HKSX".iter().any(|&letter| self.first_letters == letter_bit(letter))
    }
}

/// The bit of a capital.
fn letter_bit(letter: u8) -> u32 {
    1 << (letter.wrapping_sub(b'A') & 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::validate::us_drivers_license::states_for;

    fn linkage(code: &str, number: &[u8]) -> Linkage {
        let state = STATES.iter().position(|known| *known == code).and_then(|at| u8::try_from(at).ok());
        Linkage { state: state.map(|state| (state, states_for(number))), first_letter: None, name: None, birth: None }
    }

    #[test]
    fn those_that_were_compared_stand_for_all() {
        let mut links = Links::default();
        (0..4).for_each(|_| links.add(&linkage("CA", b"D1234567")));
        assert_eq!(links.of_all(3), 3);
        links.passed_over += 8;
        links.merge(links.clone());
        assert_eq!((links.compared, links.of_all(links.with_state), links.of_all(4)), (8, 24, 12));
    }

    #[test]
    fn chance_is_what_dealing_the_states_out_anew_would_give() {
        let mut one_state = Links::default();
        (0..10).for_each(|_| one_state.add(&linkage("CA", b"D1234567")));
        assert!((one_state.fits_by_chance() - 1.0).abs() < 1e-9, "one state says nothing");
        let share = one_state.fits_anywhere();
        assert!((0.05..0.2).contains(&share), "a few states have a letter and seven digits");
        let mut several = Links::default();
        for (code, number) in [("ID", &b"AB123456C"[..]), ("IA", b"123AB4567"), ("NH", b"NHL12345678")] {
            several.add(&linkage(code, number));
        }
        assert_eq!((several.fits, several.with_state), (3, 3));
        assert!((several.fits_by_chance() - 1.0 / 3.0).abs() < 1e-9);
    }
}
