//! Character sets: telling them from the head of a source, and turning the source into UTF-8.
//!
//! Detection sees UTF-8 or bytes that are ASCII where it matters. Sources that are so already are handed on as they
//! stand, even where single characters are broken: a dump with a stray Latin-1 byte or a binary column must not lose
//! its place. Only UTF-16, UTF-32, EBCDIC and single-byte text are transcoded, with checkpoints that lead from every
//! character back to its bytes in the source (see [`crate::span::OffsetMap`]).
//!
//! What cannot be told here: UTF-16 without byte-order mark whose text holds next to no ASCII (not even spaces), and
//! single-byte sets other than Windows-1252 and EBCDIC. The latter are read as Windows-1252, which leaves ASCII intact and every
//! offset right, and only shows other letters.

#![warn(clippy::indexing_slicing)]

use crate::span::SourceUnit;

/// How the characters of a source are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, ASCII, or bytes that are no text: handed on as they stand.
    Identity,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// UTF-32, least significant byte first.
    Utf32Le,
    /// UTF-32, most significant byte first.
    Utf32Be,
    /// Windows-1252, and Latin-1 as its subset.
    Windows1252,
    /// EBCDIC, as mainframes write it (code page 37; others differ in a few signs).
    Ebcdic,
}

/// What the head of a source says of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    /// The character set.
    pub charset: Charset,
    /// Bytes of the byte-order mark, which is no part of the text.
    pub mark_len: usize,
    /// Whether the bytes look like no text at all; then `charset` is [`Charset::Identity`].
    pub is_binary: bool,
}

impl Charset {
    /// What one character takes in the source; `None` where nothing is transcoded.
    #[must_use]
    pub fn unit(self) -> Option<SourceUnit> {
        match self {
            Self::Identity => None,
            Self::Utf16Le | Self::Utf16Be => Some(SourceUnit::Utf16),
            Self::Utf32Le | Self::Utf32Be => Some(SourceUnit::Utf32),
            Self::Windows1252 | Self::Ebcdic => Some(SourceUnit::Single),
        }
    }
}

impl Detected {
    const fn text(charset: Charset, mark_len: usize) -> Self {
        Self { charset, mark_len, is_binary: false }
    }

    /// Bytes that are no text.
    pub const BINARY: Self = Self { charset: Charset::Identity, mark_len: 0, is_binary: true };
}

/// One byte in so many that is a control character makes bytes binary that are valid UTF-8. Random bytes have one in
/// ten; dumps with a binary column that happens to be valid have far fewer.
const CONTROL_SHARE_UTF8: usize = 10;

/// The same for bytes that are not valid UTF-8: single-byte text has next to no control characters.
const CONTROL_SHARE_OTHER: usize = 50;

/// How much of the head is looked at for UTF-16 without a mark.
const PARITY_LEN: usize = 64 * 1024;

/// Tells the character set from the first bytes of a source.
#[must_use]
pub fn detect(head: &[u8]) -> Detected {
    if let Some(marked) = by_mark(head) {
        return marked;
    }
    let has_nul = memchr::memchr(0, head).is_some();
    if has_nul && let Some(charset) = utf16_by_parity(head) {
        return Detected::text(charset, 0);
    }
    if has_nul && let Some(charset) = utf32_without_mark(head) {
        return Detected::text(charset, 0);
    }
    let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    if !is_utf8 && is_ebcdic(head) {
        return Detected::text(Charset::Ebcdic, 0);
    }
    // Load files of Concordance write so between values: in Latin-1 a thorn on either side.
    let separators = if is_utf8 { 0 } else { memchr::memmem::find_iter(head, b"\xFE\x14\xFE").count() };
    if !is_utf8 && separators == 0 && begins_unlike_text(head) {
        return Detected::BINARY;
    }
    let share = if is_utf8 { CONTROL_SHARE_UTF8 } else { CONTROL_SHARE_OTHER };
    // Control characters are counted only where there can be many: valid text without NUL is the common case.
    if !is_utf8 || has_nul {
        let head = without_filling(head);
        let controls = head.iter().filter(|&&byte| is_control(byte)).count();
        if controls.saturating_sub(separators) > head.len() / share {
            return Detected::BINARY;
        }
    }
    let charset =
        if is_utf8 || separators == 0 && is_mostly_utf8(head) { Charset::Identity } else { Charset::Windows1252 };
    Detected::text(charset, 0)
}

/// The head without the NULs at its end, with which some programs fill a file up to whole blocks.
fn without_filling(head: &[u8]) -> &[u8] {
    const LEN_MIN: usize = 16;
    let end = head.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
    let is_filled_up = end > 0 && head.get(end - 1) == Some(&b'\n') && head.len() - end >= LEN_MIN;
    if is_filled_up { head.get(..end).unwrap_or(head) } else { head }
}

/// The characters of code page 37 from 0x40 on; below stand control characters.
const EBCDIC: &str = " \u{A0}âäàáãåçñ¢.<(+|\
     &éêëèíîïìß!$*);¬\
     -/ÂÄÀÁÃÅÇÑ¦,%_>?\
     øÉÊËÈÍÎÏÌ`:#@'=\"\
     Øabcdefghi«»ðýþ±\
     °jklmnopqrªºæ¸Æ¤\
     µ~stuvwxyz¡¿ÐÝÞ®\
     ^£¥·©§¶¼½¾[]¯¨´×\
     {ABCDEFGHI\u{AD}ôöòóõ\
     }JKLMNOPQR¹ûüùúÿ\
     \\÷STUVWXYZ²ÔÖÒÓÕ\
     0123456789³ÛÜÙÚ\u{9F}";
/// Where its blank stands.
const EBCDIC_BLANK: u8 = 0x40;

/// What a byte of EBCDIC stands for. Line ends are one or two bytes, of which any ends a line.
fn of_ebcdic(byte: u8, table: &[char]) -> char {
    match byte {
        0x05 => '\t',
        0x0D => '\r',
        0x15 | 0x25 => '\n',
        _ => byte.checked_sub(EBCDIC_BLANK).and_then(|at| table.get(usize::from(at))).copied().unwrap_or('\u{1A}'),
    }
}

/// Whether bytes are text in EBCDIC: nearly all of them are its letters, digits, usual signs and line ends, of which few are so in
/// any other set, and hardly one is a blank or a line end of ASCII.
fn is_ebcdic(head: &[u8]) -> bool {
    const LEN_MIN: usize = 32;
    let head = head.get(..PARITY_LEN).unwrap_or(head);
    // One byte in twenty may be another.
    let others_max = head.len() / 20;
    let (mut words, mut signs, mut ascii, mut others) = (0, 0, 0, 0);
    for byte in head {
        match byte {
            0x81..=0x89 | 0x91..=0x99 | 0xA2..=0xA9 | 0xC1..=0xC9 | 0xD1..=0xD9 | 0xE2..=0xE9 | 0xF0..=0xF9 => {
                words += 1;
            }
            0x40
            | 0x4B..=0x4E
            | 0x50
            | 0x5C..=0x5E
            | 0x60
            | 0x61
            | 0x6B
            | 0x6D..=0x6F
            | 0x7A..=0x7F
            | 0x0D
            | 0x15
            | 0x25 => signs += 1,
            b' ' | b'\n' => (ascii, others) = (ascii + 1, others + 1),
            _ => others += 1,
        }
        if others > others_max {
            return false;
        }
    }
    let len = head.len();
    len >= LEN_MIN && words * 2 >= len && signs * 50 >= len && ascii * 100 <= len
}

/// Whether bytes that are no UTF-8 begin with one beyond ASCII, and no line ends soon: packed objects (`MessagePack`) do. Text in
/// single bytes has lines, and mostly begins with a letter or a bracket.
fn begins_unlike_text(head: &[u8]) -> bool {
    const LINE_MAX: usize = 1024;
    let line = head.get(..LINE_MAX);
    // A map or an array and the length of its first key, or one with a length of its own.
    let begins_packed = match head {
        [0x80..=0x9F, 0xA0..=0xBF | 0xD9 | 0x80..=0x9F, ..] => true,
        [0xDC..=0xDF, length, ..] => *length < 0x20,
        _ => false,
    };
    begins_packed && line.is_some_and(|line| memchr::memchr2(b'\n', b'\r', line).is_none())
}

/// Byte-order marks. The longer ones are asked first: UTF-32LE begins like UTF-16LE.
fn by_mark(head: &[u8]) -> Option<Detected> {
    if head.starts_with(b"\xEF\xBB\xBF") {
        return Some(Detected::text(Charset::Identity, 3));
    }
    if let Some(rest) = head.strip_prefix(b"\xFF\xFE\0\0").filter(|rest| is_utf32(rest, u32::from_le_bytes)) {
        return (!looks_ascii(rest)).then_some(Detected::text(Charset::Utf32Le, 4));
    }
    if let Some(rest) = head.strip_prefix(b"\0\0\xFE\xFF").filter(|rest| is_utf32(rest, u32::from_be_bytes)) {
        return (!looks_ascii(rest)).then_some(Detected::text(Charset::Utf32Be, 4));
    }
    let (charset, rest) = match head {
        [0xFF, 0xFE, rest @ ..] => (Charset::Utf16Le, rest),
        [0xFE, 0xFF, rest @ ..] => (Charset::Utf16Be, rest),
        _ => return None,
    };
    (!looks_ascii(rest)).then_some(Detected::text(charset, 2))
}

/// Whether a mark stands before plain ASCII. Read as UTF-16, such bytes would turn into meaningless ideographs, and
/// what they say would be lost; real UTF-16 has spaces, digits or line ends within a few characters, which hold NULs.
fn looks_ascii(rest: &[u8]) -> bool {
    rest.len() >= 16 && rest.iter().take(PARITY_LEN).all(|&byte| byte.is_ascii() && !is_control(byte))
}

fn is_utf32(rest: &[u8], unit: fn([u8; 4]) -> u32) -> bool {
    rest.as_chunks().0.iter().take(1024).all(|&bytes| char::from_u32(unit(bytes)).is_some())
}

/// UTF-16 without a mark: text holds ASCII (if only spaces and line ends), and an ASCII character has its NUL always on
/// the same side. Binary numbers of 16 or 32 bits have such NULs too, but soon give a control character.
fn utf16_by_parity(head: &[u8]) -> Option<Charset> {
    let (pairs, _) = head.get(..PARITY_LEN.min(head.len()))?.as_chunks::<2>();
    if pairs.len() < 2 {
        return None;
    }
    let looks_like = |unit: fn([u8; 2]) -> u16| {
        let bad_max = pairs.len() / 50;
        let (mut ascii, mut bad) = (0usize, 0usize);
        for &pair in pairs {
            match unit(pair) {
                9 | 10 | 13 | 0x20..=0x7E => ascii += 1,
                0..=0x1F | 0x7F..=0x9F | 0xFFFE | 0xFFFF => bad += 1,
                _ => {}
            }
            if bad > bad_max {
                return false;
            }
        }
        let is_mostly_ascii = ascii >= pairs.len() / 3;
        let is_other_script = pairs.len() >= 16 && ascii >= pairs.len() / 20 && bad == 0;
        ascii > 0 && (is_mostly_ascii || is_other_script)
    };
    // ASCII read with the wrong byte order gives units such as U+6100: no control characters, and no ASCII either.
    if looks_like(u16::from_le_bytes) {
        Some(Charset::Utf16Le)
    } else if looks_like(u16::from_be_bytes) {
        Some(Charset::Utf16Be)
    } else {
        None
    }
}

/// UTF-32 without a mark: each unit is a character, none a control character, and half of them are ASCII. Numbers of 32 bits that
/// are all between 32 and 126 are hardly met in such numbers.
fn utf32_without_mark(head: &[u8]) -> Option<Charset> {
    const UNITS_MIN: usize = 16;
    let (units, _) = head.get(..PARITY_LEN.min(head.len()))?.as_chunks::<4>();
    let looks_like = |unit: fn([u8; 4]) -> u32| {
        let mut ascii = 0;
        let is_text = units.iter().all(|&bytes| match unit(bytes) {
            9 | 10 | 13 | 0x20..=0x7E => {
                ascii += 1;
                true
            }
            0..=0x9F => false,
            code => char::from_u32(code).is_some(),
        });
        is_text && ascii * 2 >= units.len()
    };
    let is_long = units.len() >= UNITS_MIN;
    if is_long && looks_like(u32::from_le_bytes) {
        Some(Charset::Utf32Le)
    } else if is_long && looks_like(u32::from_be_bytes) {
        Some(Charset::Utf32Be)
    } else {
        None
    }
}

/// Whether text that is not valid UTF-8 is UTF-8 with foreign bytes (a binary column, a cut value) rather than single-byte
/// text. Accented letters of single-byte text are hardly ever followed by what UTF-8 asks for: not once in a hundred. Of
/// random bytes one in fifteen or so is. Values of binary columns mostly give themselves away by control characters, and
/// count for nothing: a dump with pictures in it may hold far more of them than letters.
fn is_mostly_utf8(head: &[u8]) -> bool {
    let (mut multibyte, mut invalid) = (0usize, 0usize);
    let ends_value = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\'' | b'"' | b',');
    for value in head.split(ends_value).filter(|value| !value.is_ascii() && !value.iter().any(|&byte| is_control(byte)))
    {
        for chunk in value.utf8_chunks() {
            multibyte += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
            invalid += chunk.invalid().len();
        }
    }
    8 * multibyte >= invalid
}

/// Control characters that text does not use: all but tab, line ends, form feed, escape (terminal colours in logs).
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127)
}

/// Turns chunks of a source into UTF-8.
#[derive(Debug)]
pub struct Transcoder {
    charset: Charset,
    /// Bytes of a character that the last chunk cut: at most three.
    carry: Vec<u8>,
    /// Source offset of the first byte that is not yet turned into text (the first of `carry`).
    source: u64,
    /// Length of all text so far.
    decoded: u64,
    /// Characters of the bytes from 0x80; of EBCDIC from 0x40.
    high: Vec<char>,
}

/// Decoded offset and source offset of one character.
pub type Checkpoint = (u64, u64);

/// Source bytes between two checkpoints: at most 4096 bytes of UTF-8 come of them (three for a byte of Windows-1252,
/// three for two of UTF-16, four for four of UTF-32).
const STEP: usize = 1024;

impl Transcoder {
    /// A transcoder for text that begins at offset `source` of its source (after the mark). `None` where there is
    /// nothing to transcode.
    #[must_use]
    pub fn new(charset: Charset, source: u64) -> Option<Self> {
        charset.unit()?;
        let high_bytes: Vec<u8> = (0x80..=0xFF).collect();
        let (high, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&high_bytes);
        let high = if charset == Charset::Ebcdic { EBCDIC.chars().collect() } else { high.chars().collect() };
        Some(Self { charset, carry: Vec::new(), source, decoded: 0, high })
    }

    /// What one character takes in the source.
    #[must_use]
    pub fn unit(&self) -> Option<SourceUnit> {
        self.charset.unit()
    }

    /// Appends the text of `chunk` to `text`, and its checkpoints to `checkpoints`.
    pub fn push(&mut self, chunk: &[u8], text: &mut Vec<u8>, checkpoints: &mut Vec<Checkpoint>) {
        let mut rest = self.complete_carry(chunk, text, checkpoints);
        while !rest.is_empty() {
            let step = rest.get(..STEP).unwrap_or(rest);
            let used = self.step(step, text, checkpoints);
            rest = rest.get(used..).unwrap_or_default();
            if used == 0 {
                self.carry.extend_from_slice(rest);
                return;
            }
        }
    }

    /// Feeds the cut character byte by byte until nothing is left of the last chunk, and gives what remains of this one.
    fn complete_carry<'c>(
        &mut self,
        chunk: &'c [u8],
        text: &mut Vec<u8>,
        checkpoints: &mut Vec<Checkpoint>,
    ) -> &'c [u8] {
        let mut taken = 0;
        while self.carry.len() > taken {
            let Some(&byte) = chunk.get(taken) else { return &[] };
            taken += 1;
            let mut carried = std::mem::take(&mut self.carry);
            carried.push(byte);
            let used = self.step(&carried, text, checkpoints);
            carried.drain(..used);
            self.carry = carried;
        }
        // Whatever is carried now came from this chunk, and is read again as its part.
        let rest = chunk.get(taken - self.carry.len()..).unwrap_or_default();
        self.carry.clear();
        rest
    }

    /// Ends the text: a cut character becomes U+FFFD.
    pub fn finish(&mut self, text: &mut Vec<u8>, checkpoints: &mut Vec<Checkpoint>) {
        if self.carry.is_empty() {
            return;
        }
        checkpoints.push((self.decoded, self.source));
        self.source += self.carry.len() as u64;
        self.carry.clear();
        push_char(char::REPLACEMENT_CHARACTER, text);
        self.decoded += 3;
        // The cut character is shorter in the source than its kind: what follows it must not be measured from it.
        checkpoints.push((self.decoded, self.source));
    }

    /// Turns the whole characters of `bytes` into text and says how many bytes that were.
    fn step(&mut self, bytes: &[u8], text: &mut Vec<u8>, checkpoints: &mut Vec<Checkpoint>) -> usize {
        let before = text.len();
        let used = match self.charset {
            Charset::Identity => bytes.len(),
            Charset::Windows1252 => push_windows_1252(bytes, &self.high, text),
            Charset::Ebcdic => {
                bytes.iter().for_each(|&byte| push_char(of_ebcdic(byte, &self.high), text));
                bytes.len()
            }
            Charset::Utf16Le => push_utf16(bytes, u16::from_le_bytes, text),
            Charset::Utf16Be => push_utf16(bytes, u16::from_be_bytes, text),
            Charset::Utf32Le => push_utf32(bytes, u32::from_le_bytes, text),
            Charset::Utf32Be => push_utf32(bytes, u32::from_be_bytes, text),
        };
        if used > 0 {
            checkpoints.push((self.decoded, self.source));
            self.source += used as u64;
            self.decoded += (text.len() - before) as u64;
        }
        used
    }
}

fn push_char(char: char, text: &mut Vec<u8>) {
    text.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
}

fn push_windows_1252(bytes: &[u8], high: &[char], text: &mut Vec<u8>) -> usize {
    let mut rest = bytes;
    loop {
        let ascii_len = encoding_rs::Encoding::ascii_valid_up_to(rest);
        let (ascii, after) = rest.split_at(ascii_len);
        text.extend_from_slice(ascii);
        let Some((&byte, after)) = after.split_first() else { return bytes.len() };
        push_char(high.get(usize::from(byte & 0x7F)).copied().unwrap_or(char::REPLACEMENT_CHARACTER), text);
        rest = after;
    }
}

/// A surrogate without its partner becomes U+FFFD, two bytes of source like any character of the basic plane.
fn push_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, text: &mut Vec<u8>) -> usize {
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut units = pairs.iter().map(|&pair| unit(pair)).peekable();
    let mut used = 0;
    while let Some(first) = units.next() {
        if !matches!(first, 0xD800..=0xDBFF) {
            push_char(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), text);
            used += 2;
            continue;
        }
        let Some(second) = units.peek().copied() else { return used };
        if matches!(second, 0xDC00..=0xDFFF) {
            units.next();
            let code = 0x1_0000 + ((u32::from(first) & 0x3FF) << 10 | u32::from(second) & 0x3FF);
            push_char(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), text);
            used += 4;
        } else {
            push_char(char::REPLACEMENT_CHARACTER, text);
            used += 2;
        }
    }
    used
}

fn push_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, text: &mut Vec<u8>) -> usize {
    let (units, _) = bytes.as_chunks::<4>();
    for &bytes in units {
        push_char(char::from_u32(unit(bytes)).unwrap_or(char::REPLACEMENT_CHARACTER), text);
    }
    units.len() * 4
}

#[cfg(test)]
mod tests;
