//! Where a part of the text of an element stands in its markup, tags and references to characters aside.

use std::cell::OnceCell;
use std::ops::Range;

/// Bytes that are read for it, once for all parts of a value.
const LEN_MAX: usize = 16 << 10;
/// The longest reference, with its signs.
const REFERENCE_MAX: usize = 12;

/// Named characters of HTML 4 that names and addresses need, and those of HTML 5 for the signs of numbers and e-mail addresses; all
/// others stay as they are written.
pub const HTML_NAMES: &[(&str, &str)] = &[
    ("nbsp", " "),
    ("shy", ""),
    ("copy", "©"),
    ("reg", "®"),
    ("deg", "°"),
    ("middot", "·"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hyphen", "-"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("pound", "£"),
    ("sect", "§"),
    ("Agrave", "À"),
    ("Aacute", "Á"),
    ("Acirc", "Â"),
    ("Atilde", "Ã"),
    ("Auml", "Ä"),
    ("Aring", "Å"),
    ("AElig", "Æ"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Euml", "Ë"),
    ("Iacute", "Í"),
    ("Icirc", "Î"),
    ("Iuml", "Ï"),
    ("Ntilde", "Ñ"),
    ("Oacute", "Ó"),
    ("Ocirc", "Ô"),
    ("Otilde", "Õ"),
    ("Ouml", "Ö"),
    ("Oslash", "Ø"),
    ("Uacute", "Ú"),
    ("Ucirc", "Û"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("yacute", "ý"),
    ("yuml", "ÿ"),
    ("commat", "@"),
    ("period", "."),
    ("lowbar", "_"),
];

/// The markup that one value was read from, gone through when the first part of the value is looked for.
#[derive(Default)]
pub struct Known(OnceCell<Option<Reading>>);

/// Never prints a value.
impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

impl Known {
    /// Where the bytes `within` of `value` are written in `raw`: with tags between them, or as references to characters. Both are the
    /// same at each call. Where the value is another text than the markup, a place is given only if they stand as often in
    /// the one as in the other.
    #[must_use]
    pub fn written(&self, raw: &[u8], value: &[u8], within: &Range<usize>) -> Option<Range<usize>> {
        self.0.get_or_init(|| Reading::new(raw, value)).as_ref()?.written(value, within)
    }
}

/// The text of a piece of markup.
struct Reading {
    text: Vec<u8>,
    /// Where each byte of it is written.
    places: Vec<Range<u32>>,
    /// Which byte of it each byte of the value is, where blanks are all that tells the two apart.
    of_value: Option<Vec<u32>>,
}

impl Reading {
    fn new(raw: &[u8], value: &[u8]) -> Option<Self> {
        if raw.len().max(value.len()) > LEN_MAX {
            return None;
        }
        let (text, places) = read(raw);
        let of_value = aligned(&text, value);
        Some(Self { text, places, of_value })
    }

    fn written(&self, value: &[u8], within: &Range<usize>) -> Option<Range<usize>> {
        let part = value.get(within.clone()).filter(|part| !part.is_empty())?;
        let (first, last) = if let Some(of_value) = &self.of_value {
            (*of_value.get(within.start)? as usize, *of_value.get(within.end - 1)? as usize)
        } else {
            let finder = memchr::memmem::Finder::new(part);
            let before = finder.find_iter(value).take_while(|&at| at < within.start).count();
            if finder.find_iter(value).count() != finder.find_iter(&self.text).count() {
                return None;
            }
            let at = finder.find_iter(&self.text).nth(before)?;
            (at, at + part.len() - 1)
        };
        Some(self.places.get(first)?.start as usize..self.places.get(last)?.end as usize)
    }
}

/// For each byte of a value, which byte of a text it is; none if the two differ in more than blanks.
fn aligned(text: &[u8], value: &[u8]) -> Option<Vec<u32>> {
    let mut letters = text.iter().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace());
    let mut last = 0;
    let mut of_value = Vec::with_capacity(value.len());
    for byte in value {
        if !byte.is_ascii_whitespace() {
            let (at, _) = letters.next().filter(|(_, other)| *other == byte)?;
            last = u32::try_from(at).ok()?;
        }
        of_value.push(last);
    }
    letters.next().is_none().then_some(of_value)
}

/// The text of a piece of markup, and where each byte of it is written.
fn read(raw: &[u8]) -> (Vec<u8>, Vec<Range<u32>>) {
    let (mut text, mut places) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        let rest = raw.get(at..).unwrap_or_default();
        let (len, written) = match byte {
            b'<' => (memchr::memchr(b'>', rest).map_or(rest.len(), |end| end + 1), Written::Named("")),
            b'&' => reference(rest).unwrap_or((1, Written::Code('&'))),
            _ => (1, Written::Byte(byte)),
        };
        let mut bytes = [0; 4];
        let bytes = match &written {
            Written::Byte(byte) => std::slice::from_ref(byte),
            Written::Code(code) => code.encode_utf8(&mut bytes).as_bytes(),
            Written::Named(text) => text.as_bytes(),
        };
        text.extend_from_slice(bytes);
        let place = u32::try_from(at).unwrap_or(u32::MAX)..u32::try_from(at + len).unwrap_or(u32::MAX);
        places.extend(bytes.iter().map(|_| place.clone()));
        at += len;
    }
    (text, places)
}

/// What the reference to a character stands for that a text begins with, and the length of that.
fn reference(text: &[u8]) -> Option<(usize, Written)> {
    let end = text.iter().take(REFERENCE_MAX).position(|byte| *byte == b';')?;
    let name = text.get(1..end)?;
    let number = |digits: &[u8], radix| u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok();
    let written = match name {
        [b'#', b'x' | b'X', digits @ ..] => Written::Code(char::from_u32(number(digits, 16)?)?),
        [b'#', digits @ ..] => Written::Code(char::from_u32(number(digits, 10)?)?),
        b"amp" => Written::Code('&'),
        b"lt" => Written::Code('<'),
        b"gt" => Written::Code('>'),
        b"quot" => Written::Code('"'),
        b"apos" => Written::Code('\''),
        _ => Written::Named(HTML_NAMES.iter().find(|(known, _)| known.as_bytes() == name)?.1),
    };
    Some((end + 1, written))
}

/// What a byte, a tag or a reference stands for.
enum Written {
    Byte(u8),
    Code(char),
    Named(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'r>(raw: &'r str, value: &str, part: &str) -> Option<&'r str> {
        let at = value.find(part)?;
        let known = Known::default();
        known.written(raw.as_bytes(), value.as_bytes(), &(at..at + part.len())).and_then(|span| raw.get(span))
    }

    #[test]
    fn references_and_tags_are_read_as_what_they_stand_for() {
        let value = "call 212-664-0100 or O'Hara";
        let raw = "call <b>&#50;&#x31;2</b>-664&hyphen;0100 or O&#x27;Hara";
        assert_eq!(found(raw, value, "212-664-0100"), Some("&#50;&#x31;2</b>-664&hyphen;0100"));
        assert_eq!(found(raw, value, "O'Hara"), Some("O&#x27;Hara"));
    }

    #[test]
    fn what_stands_there_more_often_than_in_the_text_is_not_told_apart() {
        assert_eq!(found("7 &#55;", "7 x", "7"), None);
        assert_eq!(found("7 &#55;", "7 7", "7"), Some("7"));
        assert_eq!(found("&#99999999999; &#x110000; & &#;", "7", "7"), None);
    }
    #[test]
    fn each_of_the_same_has_its_own_place_and_blanks_are_no_difference() {
        let (raw, value) = ("<p>\n a&#64;b.c  a@b.c\n<i>&#97;@b.c</i></p>", "a@b.c a@b.c a@b.c");
        let known = Known::default();
        let places = [0, 6, 12].map(|at| known.written(raw.as_bytes(), value.as_bytes(), &(at..at + 5)));
        let written = places.map(|place| place.and_then(|place| raw.get(place)));
        assert_eq!(written, [Some("a&#64;b.c"), Some("a@b.c"), Some("&#97;@b.c")]);
    }
}
