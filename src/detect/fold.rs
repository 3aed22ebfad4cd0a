//! Folding: what is written in disguise becomes the ASCII forms that shapes are written in.
//!
//! Dashes, spaces, digits and brackets of Unicode become those of ASCII; letters that look like a nought or a one become digits
//! where digits stand around them; characters without width, and those that turn the direction of writing, go; escapes of
//! URLs, HTML, JSON and quoted-printable text become what they stand for; digits that are written with a space after each
//! close up. Only text that holds such a thing comes here. What stands for itself is taken over in stretches that know where
//! they stood, so that spans map back exactly. One pass, one byte of output at most for each of input.

use std::cell::OnceCell;
use std::ops::Range;

use super::encoded;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// Text folded to ASCII forms where it has them, and where its bytes stood in the original.
#[derive(Default)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: Vec<u8>,
    /// Where stretches begin that were taken over as they stood: in the folded text, and in the original. The last one of
    /// those that begin at one place counts.
    stretches: Vec<(u32, u32)>,
    /// Places that are worth a look.
    signs: Vec<u32>,
}

/// Never prints a value.
impl std::fmt::Debug for Folded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Folded").field("stretches", &self.stretches.len()).finish_non_exhaustive()
    }
}

/// What stands at one place.
enum Piece {
    /// Bytes of the original, so many, that are one byte of the folded text.
    Byte(u8, usize),
    /// Bytes of the original, so many, that are one letter outside of ASCII.
    Letter(char, usize),
    /// Bytes of the original that leave nothing.
    Nothing(usize),
    /// The end of a line and what the next one begins with, so many bytes, which are one blank.
    Seam(usize),
}

/// Digits that are written one by one, at least.
const SPACED_MIN: usize = 9;
/// The longest escape: `&#x00000;`.
const ESCAPE_MAX: usize = 10;

impl Folded {
    /// Folds `text`. Returns whether anything changed; if not, the result is not to be used.
    pub(crate) fn fold(&mut self, text: &[u8]) -> bool {
        self.fold_over(text, &[])
    }

    /// The same, with a blank for each of the `seams`, which rise.
    pub(crate) fn fold_over(&mut self, text: &[u8], seams: &[Range<usize>]) -> bool {
        self.text.clear();
        self.stretches.clear();
        self.signs.clear();
        let mut signs = std::mem::take(&mut self.signs);
        let has_equals = dispatch(Signs { text, signs: &mut signs });
        let is_quoted_printable = has_equals && is_quoted_printable(text);
        if !seams.is_empty() {
            signs.extend(seams.iter().map(|seam| u32::try_from(seam.start).unwrap_or(u32::MAX)));
            signs.sort_unstable();
        }
        // Up to here the original is gone through, and up to here it was taken over.
        let (mut at, mut copied) = (0, 0);
        for &sign in &signs {
            let sign = sign as usize;
            if sign < at {
                continue;
            }
            at = sign;
            if let Some(seam) = seams.iter().find(|seam| seam.start == at) {
                at += self.change(text, &mut copied, at, &Piece::Seam(seam.len()));
                continue;
            }
            if text.get(at) == Some(&b' ') {
                if !text.get(at + 1).is_some_and(u8::is_ascii_digit) {
                    continue;
                }
                // The digit before the first space of a row is one of its digits.
                let end = spaced_digits(text, at.saturating_sub(1));
                // `( 2 1 2 )`
                let opening = at.saturating_sub(2);
                let is_bracket = || text.get(opening - 1..=opening) == Some(b"( ") && is_named(text, at - 1);
                if at < end && opening >= copied && opening > 0 && is_bracket() {
                    self.change(text, &mut copied, opening, &Piece::Nothing(1));
                }
                while at < end {
                    // Of two or three spaces, which part groups, one stays.
                    let is_last = text.get(at - 1) == Some(&b' ') && text.get(at + 1) != Some(&b' ');
                    if text.get(at) == Some(&b' ') && !is_last {
                        self.change(text, &mut copied, at, &Piece::Nothing(1));
                    }
                    at += 1;
                }
                continue;
            }
            let before = if at > copied { text.get(at - 1) } else { self.text.last() }.copied();
            let piece = piece(text, at, before, is_quoted_printable);
            at += self.change(text, &mut copied, at, &piece);
        }
        self.signs = signs;
        if copied == 0 {
            return false;
        }
        self.text.extend_from_slice(text.get(copied..).unwrap_or_default());
        true
    }

    /// Takes what stands at `at` for `piece`, and gives its length. What stands for itself waits to be copied.
    fn change(&mut self, text: &[u8], copied: &mut usize, at: usize, piece: &Piece) -> usize {
        let (Piece::Byte(_, len) | Piece::Letter(_, len) | Piece::Nothing(len) | Piece::Seam(len)) = *piece;
        if matches!(piece, Piece::Byte(_, 1)) {
            return len;
        }
        if self.stretches.is_empty() {
            self.stretches.push((0, 0));
        }
        self.text.extend_from_slice(text.get(*copied..at).unwrap_or_default());
        if let Piece::Byte(byte, _) = *piece {
            self.stretch(at);
            self.text.push(byte);
        } else if let Piece::Letter(letter, _) = *piece {
            // Its last byte is that of the escape, so that what ends with it ends there.
            let mut buf = [0; 4];
            let (first, rest) = letter.encode_utf8(&mut buf).as_bytes().split_at(1);
            self.stretch(at);
            self.text.extend_from_slice(first);
            self.stretch(at + len - rest.len());
            self.text.extend_from_slice(rest);
        } else if matches!(piece, Piece::Seam(_)) {
            self.stretch(at);
            self.text.push(b' ');
        }
        *copied = at + len;
        self.stretch(*copied);
        len
    }

    fn stretch(&mut self, original: usize) {
        let [folded, original] = [self.text.len(), original].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        self.stretches.push((folded, original));
    }

    /// The folded offset of an original one, or of the next that has one.
    pub(crate) fn place_of(&self, offset: usize) -> usize {
        let index = self.stretches.partition_point(|&(_, original)| (original as usize) < offset);
        let Some(&(folded, original)) = index.checked_sub(1).and_then(|index| self.stretches.get(index)) else {
            return 0;
        };
        let end = self.stretches.get(index).map_or(self.text.len(), |&(next, _)| next as usize);
        (folded as usize + offset - original as usize).min(end)
    }

    /// The original offset of a folded one.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let index = self.stretches.partition_point(|&(folded, _)| folded as usize <= offset);
        let stretch = index.checked_sub(1).and_then(|index| self.stretches.get(index));
        stretch.map_or(0, |&(folded, original)| original as usize + offset - folded as usize)
    }

    /// The original offset of the end of a folded span: behind its last character, not before the next.
    pub(crate) fn original_end(&self, text: &[u8], end: usize) -> usize {
        let Some(last) = end.checked_sub(1) else { return 0 };
        let start = self.original(last);
        let next = self.original(end);
        // What leaves nothing stands between two characters and belongs to neither.
        let len = match text.get(start) {
            Some(b'%' | b'&' | b'\\' | b'=') => return next,
            Some(&byte) if byte >= 0x80 => match fold_char(text, start, Some(b'0')) {
                Piece::Byte(_, len) | Piece::Letter(_, len) | Piece::Nothing(len) | Piece::Seam(len) => len,
            },
            _ => 1,
        };
        (start + len).min(next.max(start + 1))
    }
}

/// Finds the bytes that characters that fold and escapes begin with, and spaces between single digits; and says whether an
/// equals sign is among them.
struct Signs<'a> {
    text: &'a [u8],
    signs: &'a mut Vec<u32>,
}

impl Kernel for Signs<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> bool {
        let (blocks, rest) = self.text.as_chunks::<BLOCK>();
        let rest = padded(rest);
        let (mut base, mut all_equals, mut digit_before) = (0u32, 0, 0);
        for block in blocks.iter().chain([&rest]) {
            let block = level.load(block);
            let equals = level.equals(block, b'=');
            let leads = if level.high(block) == 0 {
                0
            } else {
                level.any_of(block, [0xC2, 0xE2, 0xEF, 0xE3, 0xD9, 0xDB, 0xCE, 0xD0, 0xF0, 0xE0])
            };
            let digits = level.digits(block);
            // A digit may follow beyond the block.
            let spaced = level.equals(block, b' ') & (digits << 1 | digit_before) & (digits >> 1 | 1 << 63);
            let signs = equals | leads | spaced | level.any_of(block, *b"%&\\");
            self.signs.extend(positions(signs).map(|at| base.wrapping_add(at)));
            all_equals |= equals;
            digit_before = digits >> 63;
            base = base.wrapping_add(64);
        }
        all_equals != 0
    }
}

/// What stands at `at`, behind `before` in the folded text.
#[inline]
fn piece(text: &[u8], at: usize, before: Option<u8>, is_quoted_printable: bool) -> Piece {
    match text.get(at).copied().unwrap_or(0) {
        b'%' | b'&' | b'\\' => escape(text, at),
        b'=' if is_quoted_printable => quoted_printable(text, at),
        0x80.. => fold_char(text, at, before),
        byte => Piece::Byte(byte, 1),
    }
}

/// Whether something in disguise may begin at `at`: a character that folds, an escape, one of quoted-printable text if the
/// text is such, or the first space between digits that are written one by one; or a line that such text goes on in.
pub(crate) fn folds_at(text: &[u8], at: usize) -> bool {
    let ends_softly = |before: &[u8]| before.ends_with(b"=\n") || before.ends_with(b"=\r\n");
    let goes_on = at < text.len() && text.get(..at).is_some_and(ends_softly);
    goes_on
        || match text.get(at) {
            Some(0x80..) => !matches!(fold_char(text, at, Some(b'0')), Piece::Byte(_, 1)),
            Some(b'%' | b'&' | b'\\') => !matches!(escape(text, at), Piece::Byte(_, 1)),
            Some(b'=') => !matches!(quoted_printable(text, at), Piece::Byte(_, 1)),
            Some(b' ') => at > 0 && spaced_digits(text, at - 1) > at,
            _ => false,
        }
}

/// Whether an escape stands in the text.
pub(crate) fn has_escape(text: &[u8]) -> bool {
    first_escape(text, 0..text.len()).is_some()
}

/// Where the first escape in a part of the text begins.
fn first_escape(text: &[u8], part: Range<usize>) -> Option<usize> {
    dispatch(Escapes { text, part })
}

/// A part of a text that holds no escape. Parts that are asked about one after the other mostly overlap, and each byte is
/// looked at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unescaped(Range<usize>);

impl Unescaped {
    /// Whether no escape begins in `part` of the text, which is the same one each time.
    pub(crate) fn holds(&mut self, text: &[u8], part: &Range<usize>) -> bool {
        let Self(known) = self;
        if !(known.start..=known.end).contains(&part.start) {
            *known = part.start..part.start;
        }
        if known.end >= part.end {
            return true;
        }
        let found = first_escape(text, known.end..part.end);
        known.end = found.unwrap_or(part.end);
        found.is_none()
    }
}

/// Looks for a sign that begins an escape.
struct Escapes<'a> {
    text: &'a [u8],
    part: Range<usize>,
}

impl Kernel for Escapes<'_> {
    type Output = Option<usize>;

    #[inline(always)]
    fn run<L: Level>(self, level: L) -> Option<usize> {
        let Self { text, part } = self;
        let (blocks, rest) = text.get(part.clone()).unwrap_or_default().as_chunks::<BLOCK>();
        let rest = padded(rest);
        let masks = blocks.iter().chain([&rest]).map(|block| level.any_of(level.load(block), *b"%&\\="));
        (part.start..)
            .step_by(BLOCK)
            .zip(masks)
            .find_map(|(base, mask)| positions(mask).map(|at| base + at as usize).find(|&at| begins_escape(text, at)))
    }
}

/// Whether the sign at `at` begins an escape, or tells that the text is quoted-printable.
fn begins_escape(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(b'=') => quotes_at(text, at),
        _ => matches!(escape(text, at), Piece::Byte(_, 2..) | Piece::Letter(..)),
    }
}

/// Quoted-printable text writes its own sign as `=3D`, or ends a line with it, and says `=20` or `=40` here and there.
fn is_quoted_printable(text: &[u8]) -> bool {
    memchr::memchr_iter(b'=', text).any(|at| quotes_at(text, at))
}

/// Whether the sign at `at` is one that quoted-printable text is told by.
fn quotes_at(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.get(at)).copied();
    // `page=40 `, `limit=20&`: the value of a key ends there, and a word of such text goes on.
    let is_key = is_behind_key(text, at);
    let is_blank = text.get(at + 1..at + 3) == Some(b"20");
    let ends = text.get(at + 3).is_none_or(|byte| match byte {
        // A blank at the end of a line is what such text has to write so.
        b'\r' | b'\n' => is_blank || !is_key,
        _ => !byte.is_ascii_hexdigit() && (!is_key || byte.is_ascii_alphabetic()),
    });
    match text.get(at + 1..at + 3) {
        Some(b"3D") => before != Some(b'"'),
        Some(code @ (b"20" | b"2D" | b"40" | b"2E")) => {
            let rest = text.get(at + 3..).unwrap_or_default();
            let goes_on = before.is_some_and(|byte| byte.is_ascii_alphanumeric())
                && (quotes_again(rest, code) || code == b"40" && begins_domain(rest));
            (ends || goes_on) && !matches!(before, Some(b'"' | b' '))
        }
        _ => false,
    }
}

/// Whether the same sign is quoted again behind a few letters and digits: `536=2D90=2D4399`.
fn quotes_again(rest: &[u8], code: &[u8]) -> bool {
    const GROUP_MAX: usize = 8;
    let len = rest.iter().take(GROUP_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    len > 0 && rest.get(len) == Some(&b'=') && rest.get(len + 1..len + 3) == Some(code)
}

/// Whether the name of a host stands there: `example.com`.
fn begins_domain(rest: &[u8]) -> bool {
    const HOST_MAX: usize = 63;
    let is_host = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
    let len = rest.iter().take(HOST_MAX).take_while(is_host).count();
    let ends = rest.get(len + 1..len + 3).is_some_and(|ending| ending.iter().all(u8::is_ascii_lowercase));
    len > 1 && rest.get(len) == Some(&b'.') && ends
}

/// The end of a row of single digits that begins at `at`, with a space between them and a dash here and there; `at` itself where there
/// is none. Behind a word for what is so written two or three spaces may part groups, and brackets stand around one: elsewhere such rows are
/// tables.
fn spaced_digits(text: &[u8], at: usize) -> usize {
    let is_free = at == 0 || text.get(at - 1).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let known = OnceCell::new();
    let is_wide = || *known.get_or_init(|| is_named(text, at));
    let (mut end, mut digits, mut cursor) = (at, 0, at);
    while is_free && digits < 40 {
        match text.get(cursor..).unwrap_or_default() {
            [digit, after @ ..]
                if digit.is_ascii_digit() && after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()) =>
            {
                digits += 1;
                end = cursor + 1;
                cursor += 1;
            }
            [b' ', next, ..] if next.is_ascii_digit() || *next == b'-' => cursor += 1,
            [b' ', b')', b' ', ..] if is_wide() => cursor += 2,
            [b' ', b' ', next, ..] if next.is_ascii_digit() && is_wide() => cursor += 2,
            [b' ', b' ', b' ', next, ..] if next.is_ascii_digit() && is_wide() => cursor += 3,
            [b'-', b' ', ..] => cursor += 1,
            _ => break,
        }
    }
    if digits >= SPACED_MIN { end } else { at }
}

/// Whether a word for a number of a telephone, a card or a person stands right before the row of digits at `at`: `SSN: `, `call me at ( `.
fn is_named(text: &[u8], at: usize) -> bool {
    const REACH: usize = 32;
    const NAMES: [&[u8]; 11] =
        [b"tel", b"phone", b"telephone", b"call", b"text", b"cell", b"mobile", b"fax", b"ssn", b"card", b"security"];
    const FILLERS: [&[u8]; 10] = [b"number", b"no", b"nr", b"num", b"is", b"at", b"on", b"me", b"us", b"nbr"];
    let before = text.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_among = |word: &[u8], known: &[&[u8]]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let stem = line.strip_suffix(b"( ").unwrap_or(line);
    let mut words = stem.rsplit(|byte| b" :#.=".contains(byte)).filter(|word| !word.is_empty());
    words.find(|word| !is_among(word, &FILLERS)).is_some_and(|word| is_among(word, &NAMES))
}

fn hex(digits: &[u8]) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.len() <= 6 && digits.iter().all(u8::is_ascii_hexdigit);
    is_number.then(|| digits.iter().fold(0, |sum, &byte| sum * 16 + char::from(byte).to_digit(16).unwrap_or(0)))
}

/// The printable character that an escape stands for, or the sign that begins it.
fn escape(text: &[u8], at: usize) -> Piece {
    let rest = text.get(at..text.len().min(at + ESCAPE_MAX)).unwrap_or_default();
    let plain = Piece::Byte(rest.first().copied().unwrap_or(0), 1);
    let printable = |value: Option<u32>, len: usize| match value.and_then(|value| u8::try_from(value).ok()) {
        Some(byte @ (b' '..=b'~')) => Some(Piece::Byte(byte, len)),
        _ => None,
    };
    let written = |value: Option<u32>, len: usize| {
        let letter = || value.and_then(char::from_u32).filter(|letter| !letter.is_ascii() && letter.is_alphabetic());
        printable(value, len).or_else(|| letter().map(|letter| Piece::Letter(letter, len)))
    };
    let found = match rest {
        [b'%', b'u', ..] => written(rest.get(2..6).and_then(hex), 6),
        // Quoted twice.
        [b'%', b'2', b'5', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => printable(hex(&[*a, *b]), 5),
        [b'%', ..] => printable(rest.get(1..3).and_then(hex), 3).or_else(|| escaped_letter(text, at)),
        [b'\\', b'u', ..] => written(rest.get(2..6).and_then(hex), 6),
        [b'\\', b'x', ..] if encoded::is_byte_string(text.get(at + 2..).unwrap_or_default()) => None,
        [b'\\', b'x', ..] => printable(rest.get(2..4).and_then(hex), 4),
        [b'\\', a @ b'0'..=b'1', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] => {
            printable(Some([a, b, c].into_iter().fold(0, |sum, byte| sum * 8 + u32::from(byte - b'0'))), 4)
        }
        [b'&', b'#', ..] => numeric_entity(rest).and_then(|(value, len)| written(Some(value), len)),
        [b'&', ..] => named_entity(rest),
        _ => None,
    };
    found.unwrap_or(plain)
}

/// The letter whose bytes are written one by one: `%C3%A9`.
fn escaped_letter(text: &[u8], at: usize) -> Option<Piece> {
    let mut bytes = [0; 4];
    let first = u8::try_from(text.get(at + 1..at + 3).and_then(hex)?).ok()?;
    let count = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    for (index, byte) in bytes.iter_mut().take(count).enumerate() {
        let escape = text.get(at + 3 * index..at + 3 * index + 3)?.strip_prefix(b"%")?;
        *byte = u8::try_from(hex(escape)?).ok()?;
    }
    let letter = std::str::from_utf8(bytes.get(..count)?).ok()?.chars().next()?;
    letter.is_alphabetic().then_some(Piece::Letter(letter, 3 * count))
}

fn numeric_entity(rest: &[u8]) -> Option<(u32, usize)> {
    let end = rest.iter().position(|byte| *byte == b';')?;
    let value = match rest.get(2..end)? {
        [b'x' | b'X', digits @ ..] => hex(digits)?,
        digits if digits.len() <= 3 && digits.iter().all(u8::is_ascii_digit) => {
            digits.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'))
        }
        _ => return None,
    };
    Some((value, end + 1))
}

fn named_entity(rest: &[u8]) -> Option<Piece> {
    const NAMES: [(&[u8], u8); 16] = [
        (b"&period;", b'.'),
        (b"&commat;", b'@'),
        (b"&hyphen;", b'-'),
        (b"&colon;", b':'),
        (b"&plus;", b'+'),
        (b"&lpar;", b'('),
        (b"&rpar;", b')'),
        (b"&nbsp;", b' '),
        (b"&amp;", b'&'),
        (b"&quot;", b'"'),
        (b"&apos;", b'\''),
        (b"&lt;", b'<'),
        (b"&gt;", b'>'),
        (b"&ndash;", b'-'),
        (b"&mdash;", b'-'),
        (b"&shy;", b'-'),
    ];
    NAMES.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, byte)| Piece::Byte(*byte, name.len()))
}

/// Whether the sign at `at` may stand behind the key of a value: letters, digits or `_`, which are no escape.
fn is_behind_key(text: &[u8], at: usize) -> bool {
    let before = text.get(at.saturating_sub(3)..at).unwrap_or_default();
    let is_escape = matches!(before, [b'=', a, b] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
    !is_escape && before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// Whether a number of three digits and more is the value of a key: `ssn=219-...` holds no `!`. Blanks and tabs are what such text
/// may write anywhere.
fn is_value(text: &[u8], at: usize) -> bool {
    let rest = text.get(at + 1..).unwrap_or_default();
    let is_blank = rest.starts_with(b"20") || rest.starts_with(b"09");
    is_behind_key(text, at)
        && !is_blank
        && rest.iter().take(3).filter(|byte| byte.is_ascii_digit()).count() == 3
        && !begins_domain(rest.get(2..).unwrap_or_default())
}

/// `=2D`, and a line end that only the width of the line asked for.
fn quoted_printable(text: &[u8], at: usize) -> Piece {
    match text.get(at + 1..) {
        _ if is_value(text, at) => Piece::Byte(b'=', 1),
        Some([b'\r', b'\n', ..]) => Piece::Nothing(3),
        Some([b'\n', ..]) => Piece::Nothing(2),
        Some([a, b, ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => match hex(&[*a, *b]) {
            Some(value @ 0x20..=0x7E) => Piece::Byte(u8::try_from(value).unwrap_or(b' '), 3),
            _ => Piece::Byte(b'=', 1),
        },
        _ => Piece::Byte(b'=', 1),
    }
}

/// The ASCII form of the character at `at` and its length, or its first byte and 1.
fn fold_char(text: &[u8], at: usize, before: Option<u8>) -> Piece {
    let lead = text.get(at).copied().unwrap_or(0);
    if let Some(four @ [0xF0, 0x9D, 0x9F, low]) = text.get(at..at + 4)
        && (0x8E..=0xBF).contains(low)
    {
        // Five alphabets of mathematical digits.
        return Piece::Byte(b'0' + (low - 0x8E) % 10, four.len());
    }
    match text.get(at..at + 3) {
        // Without width: zero width space and joiners, marks of direction, word joiner, byte-order mark.
        Some([0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE] | [0xE2, 0x81, 0xA0..=0xA9] | [0xEF, 0xBB, 0xBF]) => {
            return Piece::Nothing(3);
        }
        // Hyphens and dashes U+2010 to U+2015, minus U+2212, hyphen bullet, small and full-width hyphen.
        Some([0xE2, 0x80, 0x90..=0x95] | [0xE2, 0x88, 0x92] | [0xE2, 0x81, 0x83] | [0xEF, 0xB9, 0xA3]) => {
            return Piece::Byte(b'-', 3);
        }
        // Double quotation marks.
        Some([0xE2, 0x80, 0x9C..=0x9F]) => return Piece::Byte(b'"', 3),
        // Spaces of all widths, ideographic space.
        Some([0xE2, 0x80, 0x80..=0x8A | 0xAF] | [0xE2, 0x81, 0x9F] | [0xE3, 0x80, 0x80]) => {
            return Piece::Byte(b' ', 3);
        }
        // Full-width digits, and the punctuation of written numbers.
        Some([0xEF, 0xBC, low @ 0x90..=0x99]) => return Piece::Byte(low - 0x90 + b'0', 3),
        Some([0xEF, 0xBC, low @ (0x88 | 0x89 | 0x8B | 0x8D | 0x8E | 0x8F | 0x9A | 0xA0)]) => {
            return Piece::Byte(low - 0x80 + b' ', 3);
        }
        // Full-width letters.
        Some([0xEF, 0xBC, low @ 0xA1..=0xBA]) => return Piece::Byte(low - 0xA1 + b'A', 3),
        Some([0xEF, 0xBD, low @ 0x81..=0x9A]) => return Piece::Byte(low - 0x81 + b'a', 3),
        // Digits of Devanagari, circled and subscript digits.
        Some([0xE0, 0xA5, low @ 0xA6..=0xAF]) => return Piece::Byte(low - 0xA6 + b'0', 3),
        Some([0xE2, 0x91, low @ 0xA0..=0xA8]) => return Piece::Byte(low - 0xA0 + b'1', 3),
        Some([0xE2, 0x82, low @ 0x80..=0x89]) => return Piece::Byte(low - 0x80 + b'0', 3),
        _ => {}
    }
    let is_among_digits = before.is_some_and(|byte| byte.is_ascii_digit() || byte == b'-');
    match text.get(at..at + 2) {
        // No-break space, soft hyphen.
        Some([0xC2, 0xA0]) => Piece::Byte(b' ', 2),
        // Beside a hyphen it is no other one.
        Some([0xC2, 0xAD]) if before == Some(b'-') || text.get(at + 2) == Some(&b'-') => Piece::Nothing(2),
        Some([0xC2, 0xAD]) if is_among_digits && parts_groups(text, at) => Piece::Byte(b'-', 2),
        Some([0xC2, 0xAD]) => Piece::Nothing(2),
        // Arabic-Indic digits, both sorts.
        Some([0xD9, low @ 0xA0..=0xA9]) => Piece::Byte(low - 0xA0 + b'0', 2),
        Some([0xDB, low @ 0xB0..=0xB9]) => Piece::Byte(low - 0xB0 + b'0', 2),
        // Cyrillic and Greek O, Cyrillic ze, Greek iota.
        Some([0xD0, 0x9E | 0xBE] | [0xCE, 0x9F | 0xBF]) if is_among_digits => Piece::Byte(b'0', 2),
        Some([0xD0, 0x97 | 0xB7]) if is_among_digits => Piece::Byte(b'3', 2),
        Some([0xCE, 0x99]) if is_among_digits => Piece::Byte(b'1', 2),
        _ => Piece::Byte(lead, 1),
    }
}

/// Whether the soft hyphen at `at` parts digits into groups, as one of two or more does, or one beside other signs: `536-90-4399`. The only
/// sign in a long run of digits has no width.
fn parts_groups(text: &[u8], at: usize) -> bool {
    const REACH: usize = 24;
    let before = text.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    let behind = text.get(at + 2..text.len().min(at + REACH)).unwrap_or_default();
    has_sign(before.iter().rev()) || has_sign(behind.iter())
}

/// Whether a sign that parts groups stands within the number that the bytes begin with, a soft hyphen or others with a digit behind them.
fn has_sign<'a>(mut bytes: impl Iterator<Item = &'a u8>) -> bool {
    const GAP_MAX: usize = 2;
    let mut gap = 0;
    bytes
        .find_map(|byte| match byte {
            0xAD => Some(true),
            b'0'..=b'9' if gap > 0 => Some(true),
            b'0'..=b'9' | 0xC2 => None,
            b'-' | b' ' | b'(' | b')' | b'.' | 0xA0 => {
                gap += 1;
                (gap > GAP_MAX).then_some(false)
            }
            _ => Some(false),
        })
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Option<String> {
        let mut folded = Folded::default();
        folded.fold(text.as_bytes()).then(|| String::from_utf8_lossy(&folded.text).into_owned())
    }

    #[test]
    fn dashes_spaces_and_full_width_forms_become_ascii() {
        let text = "536\u{2013}90\u{a0}4399 \u{ff08}\u{ff12}\u{ff09}\u{ff0b}";
        let mut folded = Folded::default();
        assert!(folded.fold(text.as_bytes()));
        assert_eq!(folded.text, b"536-90 4399 (2)+");
        assert_eq!(folded.original(4), 6);
        assert_eq!(folded.original(folded.text.len()), text.len());
    }

    #[test]
    fn what_has_no_width_goes_and_the_ends_of_values_stay_exact() {
        let text = "5\u{200b}36-90-43\u{202e}99\u{200b} x";
        let mut folded = Folded::default();
        assert!(folded.fold(text.as_bytes()));
        assert_eq!(folded.text, b"536-90-4399 x");
        assert_eq!(
            text.get(folded.original(0)..folded.original_end(text.as_bytes(), 11)).unwrap(),
            "5\u{200b}36-90-43\u{202e}99"
        );
    }

    #[test]
    fn letters_that_are_escaped_begin_and_end_where_their_escapes_do() {
        for text in ["x Ren\\u00e9 y", "x Ren%C3%A9 y", "x Ren&#233; y", "x Ren\\u4f60 y"] {
            let mut folded = Folded::default();
            assert!(folded.fold(text.as_bytes()));
            let end = folded.text.len() - 2;
            let span = folded.original(2)..folded.original_end(text.as_bytes(), end);
            assert_eq!(text.get(span), text.get(2..text.len() - 2), "{text}");
            assert_eq!(folded.place_of(text.len() - 2), end);
        }
        for text in ["x\\u00b7y", "%C3%28", "\\ud83d"] {
            assert_eq!(folded(text).as_deref().filter(|text| !text.is_ascii()), None);
        }
    }

    #[test]
    fn a_soft_hyphen_alone_has_no_width_and_others_part_groups() {
        assert_eq!(folded("4111\u{ad}111111111111").as_deref(), Some("4111111111111111"));
        for text in ["536\u{ad}90\u{ad}4399", "536-90\u{ad}4399", "536\u{ad}90-4399"] {
            assert_eq!(folded(text).as_deref(), Some("536-90-4399"), "{text}");
        }
        assert_eq!(folded("212\u{ad}555 0143").as_deref(), Some("212-555 0143"));
        assert_eq!(folded("(212) 555\u{ad}0143").as_deref(), Some("(212) 555-0143"));
    }

    #[test]
    fn digits_of_other_scripts_and_look_alikes_become_digits() {
        assert_eq!(folded("\u{665}\u{663}\u{666}\u{1d7d7}\u{6f0}").as_deref(), Some("53690"));
        assert_eq!(folded("536-9\u{41e}-4399").as_deref(), Some("536-90-4399"));
        assert_eq!(folded("\u{41e}\u{43a}\u{43d}\u{43e}"), None);
    }

    proptest! {
        #[test]
        fn what_is_remembered_of_a_part_is_what_a_look_at_it_tells(
            text in prop::collection::vec(prop::sample::select(b"aaaaaaaa %&=\\;20".to_vec()), 0..400),
            parts in prop::collection::vec((0usize..400, 0usize..120), 1..12)
        ) {
            let mut unescaped = Unescaped::default();
            for (start, len) in parts {
                let part = start.min(text.len())..(start + len).min(text.len());
                let is_plain = part.clone().all(|at| !begins_escape(&text, at) || !b"%&\\=".contains(&text[at]));
                prop_assert_eq!(unescaped.holds(&text, &part), is_plain);
            }
        }
    }

    #[test]
    fn escapes_become_what_they_stand_for() {
        for (text, wanted) in [
            ("ssn%3D536%2D90%2D4399", "ssn=536-90-4399"),
            ("536&#45;90&#x2d;4399&nbsp;ok", "536-90-4399 ok"),
            ("536\\u002d90\\x2d4399", "536-90-4399"),
            ("\\065\\063\\066-90-4399", "536-90-4399"),
            ("SSN%253A%2520536-90-4399", "SSN: 536-90-4399"),
            ("Ren\\u00e9 M\\u00fcller", "Ren\u{e9} M\u{fc}ller"),
            ("Ren%C3%A9+M%c3%bcller%21", "Ren\u{e9}+M\u{fc}ller!"),
            ("Andr&#233; &#x141;", "Andr\u{e9} \u{141}"),
            ("jane&commat;example&period;org", "jane@example.org"),
            ("ssn=3D536=2D90=2D4399", "ssn=536-90-4399"),
            ("john=40example.org is =3D", "john@example.org is ="),
            ("ssn=536-90-4399 is =3D", "ssn=536-90-4399 is ="),
            ("ssn_1=536-90-4399 is =3D", "ssn_1=536-90-4399 is ="),
            ("Number=3A=20536-90-4399 is =3D", "Number: 536-90-4399 is ="),
            ("SSN=20536-90-4399 is =3D", "SSN 536-90-4399 is ="),
        ] {
            assert_eq!(folded(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "100% of & sales",
            "a=b",
            "ssn=536904399",
            "x = 20",
            "/items?page=40 200",
            "/items?page=40\nssn1=536-90-4399 ok",
            "limit=20&ssn=536-90-4399",
            "C:\\users\\x",
            "%zz &foo; \\u00zz",
        ] {
            assert_eq!(folded(text), None, "{text}");
        }
    }

    #[test]
    fn digits_written_one_by_one_close_up() {
        assert_eq!(folded("ssn 5 3 6 9 0 4 3 9 9 ok").as_deref(), Some("ssn 536904399 ok"));
        assert_eq!(folded("5 3 6 - 9 0 - 4 3 9 9").as_deref(), Some("536-90-4399"));
        assert_eq!(folded("card 4 1 1 1   1 1 1 1   1 1 1 1").as_deref(), Some("card 4111 1111 1111"));
        assert_eq!(folded("SSN: 5 3 6  9 0  4 3 9 9").as_deref(), Some("SSN: 536 90 4399"));
        let called = folded("call me at ( 2 1 2 )   6 6 4 - 0 1 0 0 ok");
        assert_eq!(called.as_deref(), Some("call me at (212) 664-0100 ok"));
        assert_eq!(folded("rolls ( 2 1 2 )   6 6 4 - 0 1 0 0 ok"), None);
        assert_eq!(folded("5 4 5   4 4 3   5 4 4 5"), None);
        assert_eq!(folded("1   2   3   4   5   6   7   8   9"), None);
        assert_eq!(folded("1 2 3 4 5"), None);
        assert_eq!(folded("12 34 56 78 90 12 34 56 78"), None);
    }

    #[test]
    fn other_characters_and_broken_ones_stay() {
        for text in ["Zo\u{eb} \u{4e2d}".as_bytes(), b"\xE2\x80", b"\xEF", b"%", b"&#", b"=", b"\\u00"] {
            assert!(!Folded::default().fold(text), "{text:?}");
        }
    }
}
