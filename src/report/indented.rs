//! JSON with indentation, straight into a buffer: byte for byte what `serde_json`'s pretty writer gives.
//!
//! A long report is millions of short texts that need no escape, with brackets, blanks and the same keys between them.
//! Here each text is looked at eight bytes at a time and copied as it is, and what stands before a key is one piece; numbers,
//! and texts that do need an escape, are left to `serde_json`. What the report is not made of, such as maps, is refused.

use std::ops::Range;

use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Error;

/// Appends `value` to `out`, as it stands on a line that is indented `depth` times.
pub(super) fn append(value: &(impl Serialize + ?Sized), depth: usize, out: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize(&mut Writer { out, depth })
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    depth: usize,
}

/// An object that is written field by field.
pub(super) struct Object<'o> {
    writer: Writer<'o>,
    is_empty: bool,
}

impl<'o> Object<'o> {
    /// Begins one at the end of `out`, on a line that is indented `depth` times.
    pub(super) fn begin(depth: usize, out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { writer: Writer { out, depth: depth + 1 }, is_empty: true }
    }

    /// Writes the next field.
    pub(super) fn field(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.key(key);
        value.serialize(&mut self.writer)
    }

    /// Writes the next field, or copies the text at `place`, where its value stands already at the same depth. Gives the place of
    /// the value.
    pub(super) fn field_or_copy(
        &mut self,
        key: &str,
        value: &(impl Serialize + ?Sized),
        place: Option<Range<usize>>,
    ) -> Result<Range<usize>, Error> {
        self.key(key);
        let start = self.writer.out.len();
        match place {
            Some(place) => self.writer.out.extend_from_within(place),
            None => value.serialize(&mut self.writer)?,
        }
        Ok(start..self.writer.out.len())
    }

    fn key(&mut self, key: &str) {
        self.writer.key(std::mem::take(&mut self.is_empty), key);
    }

    /// Ends it; it has a field.
    pub(super) fn end(mut self) {
        self.writer.depth -= 1;
        self.writer.new_line(true);
        self.writer.out.push(b'}');
    }
}

/// Blanks that a line begins with, at first.
const BLANKS: usize = 16;
const FIRST_LINE: &[u8; 1 + BLANKS] = b"\n                ";
const NEXT_LINE: &[u8; 2 + BLANKS] = b",\n                ";

impl Writer<'_> {
    /// Begins a line, behind a comma where something stands before it.
    fn new_line(&mut self, is_first: bool) {
        let blanks = 2 * self.depth;
        // Copying as many as most lines have costs less than to copy just those that this one has.
        if is_first {
            self.out.extend_from_slice(FIRST_LINE);
        } else {
            self.out.extend_from_slice(NEXT_LINE);
        }
        match BLANKS.checked_sub(blanks) {
            Some(spare) => self.out.truncate(self.out.len() - spare),
            None => self.out.extend((BLANKS..blanks).map(|_| b' ')),
        }
    }

    /// Begins a line with a key, which needs no escape.
    fn key(&mut self, is_first: bool, key: &str) {
        debug_assert!(is_plain(key.as_bytes()), "the names of fields need no escape");
        // Room for what stands around it, and for most values.
        self.out.reserve(key.len() + 64);
        self.new_line(is_first);
        self.out.push(b'"');
        append_short(key.as_bytes(), self.out);
        self.out.extend_from_slice(b"\": ");
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return self.other(text);
        }
        self.quoted(text);
        Ok(())
    }

    /// A text that needs no escape.
    fn quoted(&mut self, text: &str) {
        // Room for the marks behind it, too.
        self.out.reserve(text.len() + 4);
        self.out.push(b'"');
        append_short(text.as_bytes(), self.out);
        self.out.push(b'"');
    }

    /// Leaves a number, or a text that needs escapes, to the library.
    fn other(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.out, value)
    }

    /// A number. Those of a report have few digits behind the point.
    fn fraction(&mut self, value: f64) -> Result<(), Error> {
        let Some((whole, thousandths)) = in_thousandths(value) else { return self.other(&value) };
        self.other(&whole)?;
        let digit = |of: u32| b'0' + u8::try_from(of % 10).unwrap_or(0);
        let digits = [digit(thousandths / 100), digit(thousandths / 10), digit(thousandths)];
        let len = digits.iter().rposition(|digit| *digit != b'0').map_or(1, |last| last + 1);
        self.out.push(b'.');
        self.out.extend_from_slice(digits.get(..len).unwrap_or_default());
        Ok(())
    }

    fn null(&mut self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }
}

/// Appends bytes of which there are mostly few: two copies of a fixed length, which may overlap.
fn append_short(text: &[u8], out: &mut Vec<u8>) {
    fn in_two<const N: usize>(text: &[u8], out: &mut Vec<u8>) -> bool {
        let Some((first, last)) = text.first_chunk::<N>().zip(text.last_chunk::<N>()) else { return false };
        let len = out.len();
        out.extend_from_slice(first);
        out.truncate(len + text.len() - N);
        out.extend_from_slice(last);
        true
    }
    let is_done = match text.len() {
        4..=8 => in_two::<4>(text, out),
        9..=16 => in_two::<8>(text, out),
        17..=32 => in_two::<16>(text, out),
        _ => false,
    };
    if !is_done {
        out.extend_from_slice(text);
    }
}

/// A number as a whole one and thousandths, if it is the one nearest to such and not below zero. No other decimal that is as
/// short stands for the same number.
fn in_thousandths(value: f64) -> Option<(u32, u32)> {
    if !(0.0..1e6).contains(&value) || value.is_sign_negative() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as just checked")]
    let thousandths = (value * 1000.0).round() as u32;
    (f64::from(thousandths) / 1000.0 == value).then_some((thousandths / 1000, thousandths % 1000))
}

/// Whether a text stands in JSON as it is: without quotes, backslashes and control characters.
fn is_plain(text: &[u8]) -> bool {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // The highest bit of some byte is set where a byte is less than `limit`, which is at most 0x80.
    let below = |word: u64, limit: u8| word.wrapping_sub(each(limit)) & !word;
    let specials = |word: u64| below(word, b' ') | below(word ^ each(b'"'), 1) | below(word ^ each(b'\\'), 1);
    let last = match (text.last_chunk::<8>(), text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(last), _, _) => u64::from_le_bytes(*last),
        (None, Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        _ => text.iter().fold(each(b' '), |word, byte| word << 8 | u64::from(*byte)),
    };
    let mut found = specials(last);
    for word in text.as_chunks::<8>().0 {
        found |= specials(u64::from_le_bytes(*word));
    }
    found & each(0x80) == 0
}

/// An array or an object under way.
struct Open<'w, 'o> {
    writer: &'w mut Writer<'o>,
    is_empty: bool,
    end: u8,
}

impl<'w, 'o> Open<'w, 'o> {
    fn new(writer: &'w mut Writer<'o>, [begin, end]: [u8; 2]) -> Self {
        writer.out.push(begin);
        writer.depth += 1;
        Self { writer, is_empty: true, end }
    }

    fn next(&mut self) {
        self.writer.new_line(self.is_empty);
        self.is_empty = false;
    }

    fn close(self) {
        self.writer.depth -= 1;
        if !self.is_empty {
            self.writer.new_line(true);
        }
        self.writer.out.push(self.end);
    }
}

impl SerializeSeq for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.writer.key(std::mem::take(&mut self.is_empty), key);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

/// The methods of a serializer for values that the library writes.
macro_rules! others {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Error> { self.other(&value) })*
    };
}

impl<'w, 'o> Serializer for &'w mut Writer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'w, 'o>;
    type SerializeStruct = Open<'w, 'o>;
    type SerializeTuple = Refused;
    type SerializeTupleStruct = Refused;
    type SerializeTupleVariant = Refused;
    type SerializeMap = Refused;
    type SerializeStructVariant = Refused;

    others!(
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128,
        serialize_f32 f32, serialize_char char
    );

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.fraction(value)
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        refuse()
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.null()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.null()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        refuse()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'o>, Error> {
        Ok(Open::new(self, *b"[]"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'o>, Error> {
        Ok(Open::new(self, *b"{}"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Refused, Error> {
        refuse()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Refused, Error> {
        refuse()
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Refused, Error> {
        refuse()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Refused, Error> {
        refuse()
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Refused, Error> {
        refuse()
    }
}

/// What the report is not made of.
type Refused = Impossible<(), Error>;

fn refuse<T>() -> Result<T, Error> {
    Err(Error::custom("no part of a report"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Serialize)]
    struct Nested<'t> {
        text: &'t str,
        numbers: Vec<&'static [f64]>,
        within: Option<Box<Nested<'t>>>,
        beside: Vec<Nested<'t>>,
    }

    fn nested(text: &str, depth: usize) -> Nested<'_> {
        let within = (depth > 0).then(|| Box::new(nested(text, depth - 1)));
        let beside = if depth == 1 { vec![nested("", 0), nested(text, 0)] } else { Vec::new() };
        Nested { text, numbers: vec![&[0.969, 1.0, f64::NAN, -1e300], &[]], within, beside }
    }

    proptest! {
        #[test]
        fn every_text_stands_as_the_library_writes_it(
            text in prop_oneof!["\\PC{0,40}", "[a-z\"\\\\\n\u{1f}\u{7f} é]{0,20}"], depth in 0usize..50
        ) {
            let nested = nested(&text, depth);
            let mut out = Vec::new();
            append(&nested.beside, 0, &mut out).unwrap();
            prop_assert_eq!(&out, &serde_json::to_vec_pretty(&nested.beside).unwrap());
            out.clear();
            append(&nested, 0, &mut out).unwrap();
            prop_assert_eq!(out, serde_json::to_vec_pretty(&nested).unwrap());
        }
    }

    proptest! {
        #[test]
        fn every_number_stands_as_the_library_writes_it(
            number in prop_oneof![
                any::<f64>(), 0.0..2.0f64, (0u32..2_000_000_000).prop_map(|number| f64::from(number) / 1000.0),
                (0u32..2_000).prop_map(|number| f64::from(number) / 1000.0),
                (0u32..2_000).prop_map(|number| (f64::from(number) / 1000.0).next_up()),
            ]
        ) {
            let mut out = Vec::new();
            append(&[number, -number].as_slice(), 0, &mut out).unwrap();
            prop_assert_eq!(out, serde_json::to_vec_pretty(&[number, -number]).unwrap());
        }
    }

    #[test]
    fn what_needs_an_escape_is_seen_wherever_it_stands() {
        for len in 0..40 {
            let plain = vec![b'~'; len];
            assert!(is_plain(&plain));
            for (at, byte) in (0..len).flat_map(|at| (0..=u8::MAX).map(move |byte| (at, byte))) {
                let mut text = plain.clone();
                text[at] = byte;
                assert_eq!(is_plain(&text), byte >= b' ' && !b"\"\\".contains(&byte), "{byte} at {at} of {len}");
            }
        }
    }

    #[test]
    fn what_no_report_is_made_of_is_refused() {
        assert!(append(&std::collections::BTreeMap::from([("key", 1)]), 0, &mut Vec::new()).is_err());
    }
}
