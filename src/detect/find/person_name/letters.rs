//! Letters of the Latin script in UTF-8, folded to the capital ASCII letters that the name tables are written in.
//!
//! The Census tables hold names without spaces, hyphens, apostrophes and accents (`OBRIEN`, `DELACRUZ`, `MUNOZ`), so
//! a token is folded the same way before it is looked up.

/// Longest token that is looked up, in folded letters; the longest listed name has 15.
const FOLDED_MAX: usize = 32;

/// One letter of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Its length in bytes.
    pub(super) len: usize,
    /// Whether it is a capital.
    pub(super) is_upper: bool,
    /// The capital ASCII letters it folds to; empty for a combining accent.
    folded: [u8; 2],
}

impl Letter {
    fn ascii(byte: u8) -> Self {
        Self { len: 1, is_upper: byte.is_ascii_uppercase(), folded: [byte.to_ascii_uppercase(), 0] }
    }
}

/// The letter that starts at `pos`: ASCII, Latin with accents, or a combining accent. `None` for everything else, bytes
/// that are not UTF-8 included.
#[inline]
pub(super) fn letter_at(text: &[u8], pos: usize) -> Option<Letter> {
    let &byte = text.get(pos)?;
    if byte.is_ascii_alphabetic() {
        return Some(Letter::ascii(byte));
    }
    if byte == 0xE1 {
        return vietnamese_at(text, pos);
    }
    // Latin letters with accents and combining accents take two bytes, led by C3 to CD.
    if !(0xC3..=0xCD).contains(&byte) {
        return None;
    }
    let &next = text.get(pos + 1)?;
    if next & 0xC0 != 0x80 {
        return None;
    }
    let character = char::from_u32((u32::from(byte) & 0x1F) << 6 | (u32::from(next) & 0x3F))?;
    if ('\u{300}'..='\u{36f}').contains(&character) {
        return Some(Letter { len: 2, is_upper: false, folded: [0, 0] });
    }
    let is_upper = character.is_uppercase();
    let lower = character.to_lowercase().next().unwrap_or(character);
    Some(Letter { len: 2, is_upper, folded: without_accent(lower)? })
}

/// A Vietnamese letter with two accents, of the block at U+1EA0, where capitals stand at even places.
fn vietnamese_at(text: &[u8], pos: usize) -> Option<Letter> {
    let &[middle @ 0xBA..=0xBB, last @ 0x80..=0xBF] = text.get(pos + 1..pos + 3)? else { return None };
    let offset = (u32::from(middle) & 0x3F) << 6 | (u32::from(last) & 0x3F);
    let plain = match (0x1000 | offset) | 0xE00 {
        0x1EA0..=0x1EB7 => b'A',
        0x1EB8..=0x1EC7 => b'E',
        0x1EC8..=0x1ECB => b'I',
        0x1ECC..=0x1EE3 => b'O',
        0x1EE4..=0x1EF1 => b'U',
        0x1EF2..=0x1EF9 => b'Y',
        _ => return None,
    };
    Some(Letter { len: 3, is_upper: offset % 2 == 0, folded: [plain, 0] })
}

/// Length of the apostrophe at `pos`, in its ASCII and typographic forms.
pub(super) fn apostrophe_at(text: &[u8], pos: usize) -> Option<usize> {
    match text.get(pos)? {
        b'\'' | b'`' => Some(1),
        0xE2 if matches!(text.get(pos + 1..pos + 3), Some([0x80, 0x98 | 0x99])) => Some(3),
        0xCA if matches!(text.get(pos + 1), Some(0xBC | 0xBB)) => Some(2),
        _ => None,
    }
}

/// The plain letters of an accented lower-case one, as capitals.
fn without_accent(lower: char) -> Option<[u8; 2]> {
    let pair = |letters: &[u8; 2]| *letters;
    let one = |letter: u8| [letter, 0];
    Some(match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => one(b'A'),
        'æ' => pair(b"AE"),
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => one(b'C'),
        'ď' | 'đ' | 'ð' => one(b'D'),
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => one(b'E'),
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => one(b'G'),
        'ĥ' | 'ħ' => one(b'H'),
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'i' | 'ǐ' => one(b'I'),
        'ĵ' => one(b'J'),
        'ķ' => one(b'K'),
        'ĺ' | 'ļ' | 'ľ' | 'ł' => one(b'L'),
        'ñ' | 'ń' | 'ņ' | 'ň' => one(b'N'),
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' => one(b'O'),
        'œ' => pair(b"OE"),
        'ŕ' | 'ŗ' | 'ř' => one(b'R'),
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => one(b'S'),
        'ß' => pair(b"SS"),
        'ţ' | 'ť' | 'ț' | 'ŧ' => one(b'T'),
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' => one(b'U'),
        'ŵ' => one(b'W'),
        'ý' | 'ÿ' | 'ŷ' => one(b'Y'),
        'ź' | 'ż' | 'ž' => one(b'Z'),
        'þ' => pair(b"TH"),
        _ => return None,
    })
}

/// A token in capital ASCII letters, without accents, apostrophes, hyphens, full stops and spaces.
#[derive(Clone, Copy)]
pub(super) struct Folded {
    letters: [u8; FOLDED_MAX],
    len: usize,
}

impl Folded {
    /// A token with nothing in it.
    pub(super) const EMPTY: Self = Self { letters: [0; FOLDED_MAX], len: 0 };

    /// Folds a token. Empty where it is too long or holds anything but letters and the marks that stand within names.
    #[inline]
    pub(super) fn new(token: &[u8]) -> Self {
        // Nearly every word is plain.
        if let Some(folded) = Self::of_plain(token) {
            return folded;
        }
        let mut folded = Self::EMPTY;
        if folded.push(token).is_none() { Self::EMPTY } else { folded }
    }

    /// The same for a token of ASCII letters that is not too long; `None` for any other.
    #[inline]
    pub(super) fn of_plain(token: &[u8]) -> Option<Self> {
        let mut folded = Self::EMPTY;
        let mut is_plain = true;
        for (letter, byte) in folded.letters.get_mut(..token.len())?.iter_mut().zip(token) {
            is_plain &= byte.is_ascii_alphabetic();
            *letter = byte.to_ascii_uppercase();
        }
        folded.len = token.len();
        is_plain.then_some(folded)
    }

    /// Adds a further token to the end, as in `DE LA CRUZ`; `None` where it does not fit or is no name token.
    pub(super) fn push(&mut self, token: &[u8]) -> Option<()> {
        let mut pos = 0;
        while let Some(&byte) = token.get(pos) {
            if byte.is_ascii_alphabetic() {
                *self.letters.get_mut(self.len)? = byte.to_ascii_uppercase();
                self.len += 1;
                pos += 1;
            } else if let Some(letter) = letter_at(token, pos) {
                for plain in letter.folded.into_iter().filter(|&plain| plain != 0) {
                    *self.letters.get_mut(self.len)? = plain;
                    self.len += 1;
                }
                pos += letter.len;
            } else if let Some(len) = apostrophe_at(token, pos) {
                pos += len;
            } else if matches!(byte, b'-' | b'.' | b' ') {
                pos += 1;
            } else {
                return None;
            }
        }
        Some(())
    }

    /// The letters.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.letters.get(..self.len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_apostrophes_and_hyphens_are_folded_away() {
        for (token, folded) in [
            ("O'Brien", "OBRIEN"),
            ("O’Brien", "OBRIEN"),
            ("Muñoz", "MUNOZ"),
            ("MÜLLER", "MULLER"),
            ("Smith-Jones", "SMITHJONES"),
            ("Łukasz", "LUKASZ"),
            ("Groß", "GROSS"),
            ("Mun\u{303}oz", "MUNOZ"),
            ("İnce", "INCE"),
            ("Nguyễn", "NGUYEN"),
            ("PHẠM", "PHAM"),
        ] {
            assert_eq!(Folded::new(token.as_bytes()).as_bytes(), folded.as_bytes(), "{token}");
        }
    }

    #[test]
    fn what_is_no_name_token_folds_to_nothing() {
        for token in ["R2D2", "a_b", "山田", "x".repeat(40).as_str(), "a\u{d7}b"] {
            assert!(Folded::new(token.as_bytes()).as_bytes().is_empty(), "{token}");
        }
        assert!(Folded::new(&[0xC3]).as_bytes().is_empty());
    }
}
