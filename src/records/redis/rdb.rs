//! Snapshots: what stands under each key (Redis, `rdb.h` and `rdb.c`, versions 1 to 12).
//!
//! ```text
//! REDIS, version (4 digits)
//! for each key   [expiry, use], type, key, value
//! others         FA two strings; FB two lengths; FE length; F4 three lengths; F5 string; F7 value of a module
//! FF, sum (8 bytes)
//! ```
//!
//! A length has its size in its first two bits; 11 there stands for a number in binary, or for a string compressed by LZF.

use std::borrow::Cow;
use std::ops::Range;

use super::packed::{Packing, integer, lzf, unpack};
use crate::error::{Reason, Severity};
use crate::records::keyed::{Records, Text};

/// Reads a snapshot. `at` is the next byte.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// What an encoded length says.
enum Length {
    Plain(u64),
    Encoded(u8),
}

impl<'a> Cursor<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(len)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn length_or_code(&mut self) -> Option<Length> {
        let first = self.byte()?;
        let low = u64::from(first & 0x3F);
        Some(match first >> 6 {
            0 => Length::Plain(low),
            1 => Length::Plain(low << 8 | u64::from(self.byte()?)),
            2 if first == 0x80 => Length::Plain(u32::from_be_bytes(*self.take(4)?.first_chunk()?).into()),
            2 if first == 0x81 => Length::Plain(u64::from_be_bytes(*self.take(8)?.first_chunk()?)),
            3 => Length::Encoded(first & 0x3F),
            _ => return None,
        })
    }

    fn length(&mut self) -> Option<usize> {
        match self.length_or_code()? {
            Length::Plain(length) => usize::try_from(length).ok(),
            Length::Encoded(_) => None,
        }
    }

    /// A string; where `is_wanted` is not set, its place alone.
    fn string(&mut self, is_wanted: bool) -> Option<Text<'a>> {
        let start = self.at;
        let made = |bytes: Vec<u8>, end| Text { bytes: Cow::Owned(bytes), span: start..end, is_exact: false };
        match self.length_or_code()? {
            Length::Plain(len) => {
                let bytes = self.take(usize::try_from(len).ok()?)?;
                Some(Text { bytes: Cow::Borrowed(bytes), span: self.at - bytes.len()..self.at, is_exact: true })
            }
            Length::Encoded(code @ 0..=2) => {
                let number = integer(self.take(1 << code)?);
                Some(made(number.to_string().into_bytes(), self.at))
            }
            Length::Encoded(3) => {
                let (packed_len, len) = (self.length()?, self.length()?);
                let packed = self.take(packed_len)?;
                let bytes = if is_wanted { lzf(packed, len) } else { None };
                // What cannot be unpacked is given as it stands.
                Some(bytes.map_or_else(
                    || Text { bytes: Cow::Borrowed(packed), span: self.at - packed.len()..self.at, is_exact: true },
                    |bytes| made(bytes, self.at),
                ))
            }
            Length::Encoded(_) => None,
        }
    }

    /// The type and key of the next entry; `Ok(None)` at the end. `Err` where it cannot be read.
    fn entry(&mut self) -> Result<Option<(u8, Text<'a>)>, ()> {
        loop {
            let code = self.byte().ok_or(())?;
            let skipped = match code {
                0xFF => return Ok(None),
                0xFE | 0xF8 => self.length().map(drop),
                0xFD => self.take(4).map(drop),
                0xFC => self.take(8).map(drop),
                0xFB => self.length().and_then(|_| self.length()).map(drop),
                0xFA => self.string(false).and_then(|_| self.string(false)).map(drop),
                0xF9 => self.byte().map(drop),
                0xF7 => self.length().and_then(|_| self.module()),
                0xF5 => self.string(false).map(drop),
                0xF4 => self.length().and_then(|_| self.length()).and_then(|_| self.length()).map(drop),
                _ => {
                    let key = self.string(true).ok_or(())?;
                    return Ok(Some((code, key)));
                }
            };
            skipped.ok_or(())?;
        }
    }

    /// Skips what a module wrote.
    fn module(&mut self) -> Option<()> {
        loop {
            match self.length()? {
                0 => return Some(()),
                1 | 2 => self.length_or_code().map(|_| ())?,
                3 => self.take(4).map(drop)?,
                4 => self.take(8).map(drop)?,
                5 => self.string(false).map(drop)?,
                _ => return None,
            }
        }
    }

    /// Skips the value of a key.
    fn skip(&mut self, kind: u8) -> Option<()> {
        let packed = match kind {
            0 | 9..=13 | 16 | 17 | 20 | 23 => (1, 1),
            1 | 2 | 14 => (self.length()?, 1),
            4 => (self.length()?, 2),
            3 | 5 => {
                for _ in 0..self.length()? {
                    self.string(false)?;
                    self.score(kind)?;
                }
                return Some(());
            }
            18 => {
                for _ in 0..self.length()? {
                    self.length()?;
                    self.string(false)?;
                }
                return Some(());
            }
            22 | 24 => {
                if kind == 24 {
                    self.take(8)?;
                }
                for _ in 0..self.length()? {
                    self.length_or_code()?;
                    self.string(false)?;
                    self.string(false)?;
                }
                return Some(());
            }
            25 => {
                self.take(8)?;
                (1, 1)
            }
            7 => {
                self.length_or_code()?;
                return self.module();
            }
            15 | 19 | 21 => return self.skip_stream(kind),
            _ => return None,
        };
        for _ in 0..packed.0.checked_mul(packed.1)? {
            self.string(false)?;
        }
        Some(())
    }

    /// The score of a member: a double, or its digits behind a byte of length.
    fn score(&mut self, kind: u8) -> Option<Text<'a>> {
        let start = self.at;
        if kind == 5 {
            let score = f64::from_le_bytes(*self.take(8)?.first_chunk()?);
            return Some(Text {
                bytes: Cow::Owned(format!("{score}").into_bytes()),
                span: start..self.at,
                is_exact: false,
            });
        }
        let len = usize::from(self.byte()?);
        let bytes = if len >= 253 { b"".as_slice() } else { self.take(len)? };
        Some(Text { bytes: Cow::Borrowed(bytes), span: self.at - bytes.len()..self.at, is_exact: true })
    }

    fn skip_stream(&mut self, kind: u8) -> Option<()> {
        const ID_LEN: usize = 16;
        for _ in 0..self.length()? {
            self.string(false)?;
            self.string(false)?;
        }
        for _ in 0..if kind >= 19 { 8 } else { 3 } {
            self.length_or_code()?;
        }
        for _ in 0..self.length()? {
            self.string(false)?;
            for _ in 0..if kind >= 19 { 3 } else { 2 } {
                self.length_or_code()?;
            }
            for _ in 0..self.length()? {
                self.take(ID_LEN + 8)?;
                self.length()?;
            }
            for _ in 0..self.length()? {
                self.string(false)?;
                self.take(if kind >= 21 { 16 } else { 8 })?;
                let pending = self.length()?;
                self.take(pending.checked_mul(ID_LEN)?)?;
            }
        }
        Some(())
    }
}

/// Length of the magic and the version.
pub(super) const HEADER_LEN: usize = 9;

/// Reads all entries. Gives where the snapshot ended, or could not be read further, and whether that is its end.
pub(super) fn read(records: &mut Records<'_, '_>) -> (usize, bool) {
    let bytes = records.bytes;
    let mut cursor = Cursor { bytes, at: HEADER_LEN };
    loop {
        let start = cursor.at;
        match cursor.entry() {
            Ok(None) => {
                // Versions before 5 have no sum.
                let end = (cursor.at + 8).min(bytes.len());
                return (end, true);
            }
            Err(()) => return (start, false),
            Ok(Some((kind, key))) => {
                let value_at = cursor.at;
                if cursor.skip(kind).is_none() {
                    // What is there of a value that breaks off is read.
                    value(records, bytes, kind, &key, value_at);
                    return (value_at, false);
                }
                value(records, bytes, kind, &key, value_at);
            }
        }
        if records.is_stopped {
            return (cursor.at, true);
        }
    }
}

fn value(records: &mut Records<'_, '_>, bytes: &[u8], kind: u8, key: &Text<'_>, at: usize) {
    let mut cursor = Cursor { bytes, at };
    // A value that cannot be read further ends here; the caller knows that it did.
    let _: Option<()> = match kind {
        0 => cursor.string(true).map(|value| records.value(key, &value, None)),
        1 | 2 => list(records, &mut cursor, key),
        3 | 5 => sorted_set(records, &mut cursor, key, kind),
        4 | 22 | 24 => hash(records, &mut cursor, key, kind),
        9 => packed(records, &mut cursor, key, Packing::Zipmap, Meaning::Fields),
        10 => packed(records, &mut cursor, key, Packing::Ziplist, Meaning::Values),
        11 => packed(records, &mut cursor, key, Packing::Intset, Meaning::Values),
        12 => packed(records, &mut cursor, key, Packing::Ziplist, Meaning::Scored),
        13 => packed(records, &mut cursor, key, Packing::Ziplist, Meaning::Fields),
        14 | 18 => quicklist(records, &mut cursor, key, kind),
        16 => packed(records, &mut cursor, key, Packing::Listpack, Meaning::Fields),
        17 => packed(records, &mut cursor, key, Packing::Listpack, Meaning::Scored),
        20 => packed(records, &mut cursor, key, Packing::Listpack, Meaning::Values),
        23 | 25 => {
            if kind == 25 {
                cursor.at += 8;
            }
            packed(records, &mut cursor, key, Packing::Listpack, Meaning::Expiring)
        }
        15 | 19 | 21 => stream(records, &mut cursor, key),
        _ => Some(()),
    };
}

fn list(records: &mut Records<'_, '_>, cursor: &mut Cursor<'_>, key: &Text<'_>) -> Option<()> {
    for _ in 0..cursor.length()? {
        records.value(key, &cursor.string(true)?, None);
    }
    Some(())
}

fn sorted_set(records: &mut Records<'_, '_>, cursor: &mut Cursor<'_>, key: &Text<'_>, kind: u8) -> Option<()> {
    for _ in 0..cursor.length()? {
        let member = cursor.string(true)?;
        let score = cursor.score(kind)?;
        records.value(key, &member, Some(&score));
    }
    Some(())
}

fn hash(records: &mut Records<'_, '_>, cursor: &mut Cursor<'_>, key: &Text<'_>, kind: u8) -> Option<()> {
    /// Fields that are held at a time: those of a longer hash are no columns in any case.
    const FIELDS_AT_ONCE: usize = 4096;
    if kind == 24 {
        cursor.take(8)?;
    }
    let mut fields = Vec::new();
    for _ in 0..cursor.length()? {
        if kind != 4 {
            cursor.length_or_code()?;
        }
        fields.push(cursor.string(true)?);
        fields.push(cursor.string(true)?);
        if fields.len() >= 2 * FIELDS_AT_ONCE {
            records.fields(key, &fields);
            fields.clear();
        }
    }
    if !fields.is_empty() {
        records.fields(key, &fields);
    }
    Some(())
}

/// What packed strings mean.
#[derive(Clone, Copy)]
enum Meaning {
    Values,
    /// Member and score by turns.
    Scored,
    /// Field and value by turns.
    Fields,
    /// Field, value and expiry by turns.
    Expiring,
}

fn packed(
    records: &mut Records<'_, '_>,
    cursor: &mut Cursor<'_>,
    key: &Text<'_>,
    packing: Packing,
    meaning: Meaning,
) -> Option<()> {
    let blob = cursor.string(true)?;
    let (texts, is_whole) = unpack(&blob, packing);
    match meaning {
        Meaning::Values => texts.iter().for_each(|text| records.value(key, text, None)),
        Meaning::Scored => {
            for pair in texts.chunks(2) {
                records.value(key, pair.first()?, pair.get(1));
            }
        }
        Meaning::Fields => records.fields(key, &texts),
        Meaning::Expiring => {
            let fields: Vec<Text<'_>> = texts.chunks(3).flat_map(|triple| triple.iter().take(2)).cloned().collect();
            records.fields(key, &fields);
        }
    }
    if !is_whole {
        broken(records, &blob);
    }
    Some(())
}

/// Hands on a string that could not be unpacked.
fn broken(records: &mut Records<'_, '_>, blob: &Text<'_>) {
    let span: Range<usize> = blob.span.clone();
    let message = "a string that cannot be unpacked was scanned as it stands";
    records.sink.diagnostic(Severity::Error, Reason::NotUnderstood, span.start, message);
    records.sink.unread(span.clone(), Reason::NotUnderstood);
    records.text(span, crate::records::TextClass::Binary);
}

fn quicklist(records: &mut Records<'_, '_>, cursor: &mut Cursor<'_>, key: &Text<'_>, kind: u8) -> Option<()> {
    for _ in 0..cursor.length()? {
        // Since version 10 a node may be one long string, unpacked.
        let is_plain = kind == 18 && cursor.length()? == 1;
        if is_plain {
            records.value(key, &cursor.string(true)?, None);
        } else {
            let packing = if kind == 18 { Packing::Listpack } else { Packing::Ziplist };
            packed(records, cursor, key, packing, Meaning::Values)?;
        }
    }
    Some(())
}

/// The entries of a stream. Each listpack begins with an entry that names the fields which most others have.
fn stream(records: &mut Records<'_, '_>, cursor: &mut Cursor<'_>, key: &Text<'_>) -> Option<()> {
    for _ in 0..cursor.length()? {
        cursor.string(false)?;
        let blob = cursor.string(true)?;
        let (texts, _) = unpack(&blob, Packing::Listpack);
        if stream_entries(records, key, &texts).is_none() {
            broken(records, &blob);
        }
    }
    Some(())
}

fn stream_entries(records: &mut Records<'_, '_>, key: &Text<'_>, texts: &[Text<'_>]) -> Option<()> {
    const SAME_FIELDS: i64 = 2;
    let number = |at: usize| std::str::from_utf8(&texts.get(at)?.bytes).ok()?.parse::<i64>().ok();
    let count = |at: usize| number(at).and_then(|number| usize::try_from(number).ok());
    let master = texts.get(3..3usize.checked_add(count(2)?)?)?;
    // Behind the master's fields stands a zero.
    let mut at = 3 + master.len() + 1;
    while at < texts.len() {
        let flags = number(at)?;
        at += 3;
        let fields: Vec<Text<'_>> = if flags & SAME_FIELDS != 0 {
            let values = texts.get(at..at + master.len())?;
            at += master.len();
            master.iter().zip(values).flat_map(|(field, value)| [field.clone(), value.clone()]).collect()
        } else {
            let len = count(at)?.checked_mul(2)?;
            let fields = texts.get(at + 1..(at + 1).checked_add(len)?)?.to_vec();
            at += 1 + len;
            fields
        };
        // And behind each entry, how many strings it has.
        at += 1;
        records.entry(key, Some(at as u64), &fields);
    }
    Some(())
}
