//! What a number says of its holder, to be compared with the record that it stands in.
//!
//! Florida, Illinois, Wisconsin, Maryland, Michigan, Minnesota (until 2004), New Jersey, Washington and New Hampshire (until
//! 2018 and 2017) and Montana write the name, the birth date or both into the number; North Dakota begins it with the surname
//! (reported). Layouts and sources: see the module above.

use super::super::digits::{all_digits, number};
use super::encodings::{self, DAYS_OF_MONTH, day_of_code};

/// What is written of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameClaim {
    /// American Soundex of the surname.
    Soundex([u8; 4]),
    /// The surname's first letters; five that are followed by a star are all of it.
    Prefix { letters: [u8; 5], len: usize },
    /// The surname's first and last letter.
    Ends(u8, u8),
}

/// What is written of the birth date; what a state leaves out is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BirthClaim {
    /// Last two digits.
    year: Option<usize>,
    month: usize,
    day: Option<usize>,
}

/// What a number says of its holder: one reading for each state that it may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Claims {
    name: Option<NameClaim>,
    births: [Option<BirthClaim>; 2],
}

impl Claims {
    /// Reads a number without separators, letters in upper case. `None` where nothing is encoded, or it does not hold.
    pub(crate) fn of(canonical: &[u8]) -> Option<Self> {
        let (&first, rest) = canonical.split_first()?;
        if first.is_ascii_uppercase() && all_digits(rest) {
            return Self::of_letter_and_digits(first, rest);
        }
        if canonical.len() == 9 && canonical.get(..3)?.iter().all(u8::is_ascii_uppercase) && all_digits(&canonical[3..])
        {
            return Some(Self { name: Some(prefix(&canonical[..3])), ..Self::default() });
        }
        if encodings::of(canonical).confirmed.is_empty() {
            return None;
        }
        match canonical.len() {
            10 => Some(Self {
                name: Some(NameClaim::Ends(canonical[2], canonical[3])),
                births: [birth(number(&canonical[5..7]), number(&canonical[..2]), number(&canonical[7..9])), None],
            }),
            12 if all_digits(&canonical[..11]) => Self::of_letter_and_digits(canonical[11], &canonical[..11]),
            12 if !canonical.starts_with(b"WDL") => {
                let year = number(&canonical[7..9]).map(|code| (100 - code) % 100);
                let (month, day) = encodings::washington_date(canonical[10], canonical[11])?;
                Some(Self { name: Some(prefix(&canonical[..5])), births: [birth(year, Some(month), Some(day)), None] })
            }
            13 => Some(Self {
                name: None,
                births: [birth(number(&canonical[7..9]), number(&canonical[..2]), number(&canonical[11..])), None],
            }),
            _ => None,
        }
    }

    fn of_letter_and_digits(letter: u8, digits: &[u8]) -> Option<Self> {
        if !matches!(digits.len(), 11..=14) || !encodings::holds(digits) {
            return None;
        }
        let soundex = Some(NameClaim::Soundex([letter, digits[0], digits[1], digits[2]]));
        let code = |range: std::ops::Range<usize>| digits.get(range).and_then(number);
        let year = code(6..8);
        Some(match digits.len() {
            11 => Self { name: soundex, births: [illinois(year, code(8..11)?), None] },
            12 => {
                let day = day_of_code(code(9..12)?);
                let maryland = day.and_then(|(month, day)| birth(None, Some(month), Some(day)));
                Self { name: soundex, births: [florida(year, code(8..11)?), maryland] }
            }
            13 => Self { name: soundex, births: [florida(year, code(8..11)?), None] },
            _ => {
                let month = code(9..11)?;
                Self { name: None, births: [birth(code(11..13), Some(month % 50), None), None] }
            }
        })
    }

    /// The letter that the surname begins with, a capital, where anything is said of the name.
    pub(crate) fn initial(&self) -> Option<u8> {
        self.name.map(|claim| claim.initial())
    }

    /// Whether a day of birth is said.
    pub(crate) fn has_birth(&self) -> bool {
        self.births.iter().any(Option::is_some)
    }

    /// Whether a cell holds a word that the name may be: each of its words, and all of them in one.
    pub(crate) fn agrees_with_name(&self, cell: &[u8]) -> bool {
        /// Letters of the longest surname that is looked at.
        const LEN_MAX: usize = 32;
        let Some(claim) = self.name else { return false };
        let mut joined = [0u8; LEN_MAX];
        let mut joined_len = 0;
        for word in cell.split(|byte| matches!(byte, b' ' | b',' | b'^' | b'\t')) {
            let mut letters = [0u8; LEN_MAX];
            let mut len = 0;
            for (slot, byte) in letters.iter_mut().zip(word.iter().filter(|byte| byte.is_ascii_alphabetic())) {
                *slot = byte.to_ascii_uppercase();
                len += 1;
            }
            for &letter in letters.iter().take(len) {
                if let Some(slot) = joined.get_mut(joined_len) {
                    *slot = letter;
                    joined_len += 1;
                }
            }
            if len >= 2 && letters[0] == claim.initial() && claim.is_of(&letters[..len]) {
                return true;
            }
        }
        joined_len >= 2 && claim.is_of(&joined[..joined_len])
    }

    /// Whether a day is the one that is said.
    pub(crate) fn agrees_with_birth(&self, (year, month, day): (u16, u8, u8)) -> bool {
        self.births.iter().flatten().any(|claim| {
            claim.month == usize::from(month)
                && claim.day.is_none_or(|claimed| claimed == usize::from(day))
                && claim.year.is_none_or(|claimed| claimed == usize::from(year) % 100)
        })
    }
}

impl NameClaim {
    fn initial(self) -> u8 {
        match self {
            Self::Soundex([first, ..]) | Self::Prefix { letters: [first, ..], .. } | Self::Ends(first, _) => first,
        }
    }

    /// Whether a surname in capitals may be the one.
    fn is_of(&self, name: &[u8]) -> bool {
        match self {
            Self::Soundex(code) => soundex(name) == *code,
            Self::Prefix { letters, len } => {
                let letters = letters.get(..*len).unwrap_or_default();
                name.starts_with(letters) && (*len == 5 || *len == 3 || name.len() == *len)
            }
            Self::Ends(first, last) => name.len() > 2 && name.first() == Some(first) && name.last() == Some(last),
        }
    }
}

fn prefix(letters: &[u8]) -> NameClaim {
    let mut claim = [0; 5];
    let len = letters.iter().position(|byte| *byte == b'*').unwrap_or(letters.len()).min(5);
    claim.iter_mut().zip(letters).take(len).for_each(|(slot, &letter)| *slot = letter);
    NameClaim::Prefix { letters: claim, len }
}

fn birth(year: Option<usize>, month: Option<usize>, day: Option<usize>) -> Option<BirthClaim> {
    let month = month.filter(|month| (1..=12).contains(month))?;
    day.is_none_or(|day| (1..=DAYS_OF_MONTH[month - 1]).contains(&day)).then_some(BirthClaim { year, month, day })
}

fn illinois(year: Option<usize>, code: usize) -> Option<BirthClaim> {
    let code = (if code > 600 { code - 600 } else { code }).checked_sub(1)?;
    birth(year, Some(code / 31 + 1), Some(code % 31 + 1))
}

fn florida(year: Option<usize>, code: usize) -> Option<BirthClaim> {
    birth(year, Some(code % 500 / 40 + 1), Some(code % 500 % 40))
}

/// American Soundex of a name in capitals: letters of one sound count once, also on both sides of H and W.
fn soundex(name: &[u8]) -> [u8; 4] {
    let sound = |letter: u8| match letter {
        b'B' | b'F' | b'P' | b'V' => b'1',
        b'C' | b'G' | b'J' | b'K' | b'Q' | b'S' | b'X' | b'Z' => b'2',
        b'D' | b'T' => b'3',
        b'L' => b'4',
        b'M' | b'N' => b'5',
        b'R' => b'6',
        _ => 0,
    };
    let mut code = [b'0'; 4];
    let Some((&first, rest)) = name.split_first() else { return code };
    code[0] = first;
    let mut last = sound(first);
    let mut slots = code.iter_mut().skip(1);
    for &letter in rest.iter().filter(|letter| !matches!(letter, b'H' | b'W')) {
        let here = sound(letter);
        if here != 0 && here != last {
            match slots.next() {
                Some(slot) => *slot = here,
                None => break,
            }
        }
        last = here;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soundex_is_the_american_one() {
        for (name, code) in [
            ("SMITH", "S530"),
            ("ASHCRAFT", "A261"),
            ("PFISTER", "P236"),
            ("TYMCZAK", "T522"),
            ("WASHINGTON", "W252"),
            ("JACKSON", "J250"),
        ] {
            assert_eq!(soundex(name.as_bytes()), code.as_bytes(), "{name}");
        }
    }

    #[test]
    fn numbers_agree_with_the_record_of_their_holder() {
        for (licence, name, day) in [
            ("F25592150094", "William A. Fakename", (1950, 4, 1)),
            ("F255921501210", "FAKENAME, WILLIAM", (1950, 4, 1)),
            ("P14245560790", "Jane Q. Public", (1960, 7, 4)),
            ("P1424556074412", "Public", (1960, 7, 4)),
            ("S530429085151", "Smith", (1971, 2, 27)),
            ("07PCJ60041", "Public", (1960, 7, 4)),
            ("POLLAJM304PR", "Pollard", (1970, 10, 19)),
        ] {
            let claims = Claims::of(licence.as_bytes()).unwrap();
            assert!(claims.agrees_with_name(name.as_bytes()), "{licence} {name}");
            assert!(!claims.agrees_with_name(b"Zebrowski"), "{licence}");
            assert!(claims.agrees_with_birth(day), "{licence}");
            assert!(!claims.agrees_with_birth((1990, 12, 31)), "{licence}");
        }
        assert!(Claims::of(b"P12344076502601").unwrap().agrees_with_birth((1960, 2, 14)));
        assert!(Claims::of(b"0712319604104").unwrap().agrees_with_birth((1960, 7, 4)));
    }

    #[test]
    fn numbers_of_other_states_say_nothing() {
        for licence in ["D1234567", "123456789", "NHL12345678", "WDLBCDF456DG", "F70092150094"] {
            assert_eq!(Claims::of(licence.as_bytes()), None, "{licence}");
        }
    }
}
