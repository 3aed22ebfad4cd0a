//! A column of a stripe, value by value.

use std::ops::Range;

use super::footer::{Kind, Type};
use super::integers::{Bits, Bytes, Input, Integers};
use super::stream::{Budget, unpack};
use super::stripe::{Aspect, Streams};
use crate::batch::ColumnId;
use crate::decode::dates;
use crate::records::codec::{Codec, decimal};
use crate::records::rows::Rows;

/// Elements of one list: what is more is broken.
const ELEMENTS_MAX: i64 = 1 << 24;
/// Values of a dictionary.
const DICTIONARY_MAX: u64 = 1 << 26;
/// What the seconds of timestamps count from: the beginning of 2015.
const TIMESTAMP_EPOCH: i64 = 1_420_070_400;

/// A column while it is read.
pub(super) struct Column<'a> {
    /// Whether each value is there, where some are not.
    present: Option<Bits<'a>>,
    content: Content<'a>,
    /// Where its streams lie.
    spans: Vec<Range<usize>>,
    is_broken: bool,
}

/// Where its values come from.
enum Content<'a> {
    Leaf {
        id: ColumnId,
        values: Values<'a>,
        span: Range<usize>,
    },
    Group(Vec<Column<'a>>),
    /// A list or a map: how many elements a value has, and what they are made of.
    Many {
        lengths: Integers<'a>,
        parts: Vec<Column<'a>>,
    },
    /// Which of the columns holds the value.
    Either {
        tags: Bytes<'a>,
        parts: Vec<Column<'a>>,
    },
    Nothing,
}

enum Values<'a> {
    Booleans(Bits<'a>),
    Bytes(Bytes<'a>),
    Integers(Integers<'a>),
    Dates(Integers<'a>),
    Floats(Input<'a>),
    Doubles(Input<'a>),
    /// The bytes of all values, where they are one after another in the source if nothing is compressed, and their lengths.
    Direct {
        data: Input<'a>,
        lengths: Integers<'a>,
        base: Option<usize>,
    },
    /// The place of each value in a dictionary, and where the values of that end.
    Dictionary {
        places: Integers<'a>,
        text: Vec<u8>,
        ends: Vec<usize>,
    },
    Timestamps {
        seconds: Integers<'a>,
        fractions: Integers<'a>,
    },
    Decimals {
        numbers: Input<'a>,
        scales: Integers<'a>,
    },
}

/// Opens the streams of one column.
struct Opener<'s, 'a> {
    streams: &'s Streams<'a>,
    column: u64,
    is_second_version: bool,
}

impl<'a> Opener<'_, 'a> {
    /// A stream; one that is not there is empty.
    fn input(&self, aspect: Aspect) -> Option<Input<'a>> {
        let Some(span) = self.streams.span(self.column, aspect) else { return Some(Input::default()) };
        Some(Input::new(unpack(self.streams.bytes.get(span)?, self.streams.packing, self.streams.budget)?))
    }

    fn integers(&self, aspect: Aspect, is_signed: bool) -> Option<Integers<'a>> {
        Some(Integers::new(self.input(aspect)?, is_signed, self.is_second_version))
    }

    fn values(&self, kind: Kind, is_dictionary: bool, dictionary_len: u64) -> Option<Values<'a>> {
        Some(match kind {
            Kind::Boolean => Values::Booleans(Bits::new(self.input(Aspect::Data)?)),
            Kind::Byte => Values::Bytes(Bytes::new(self.input(Aspect::Data)?)),
            Kind::Integer => Values::Integers(self.integers(Aspect::Data, true)?),
            Kind::Date => Values::Dates(self.integers(Aspect::Data, true)?),
            Kind::Float => Values::Floats(self.input(Aspect::Data)?),
            Kind::Double => Values::Doubles(self.input(Aspect::Data)?),
            Kind::Text { .. } if is_dictionary => self.dictionary(dictionary_len)?,
            Kind::Text { .. } => {
                let is_plain = self.streams.packing.codec == Codec::None;
                let base = self.streams.span(self.column, Aspect::Data).filter(|_| is_plain).map(|span| span.start);
                Values::Direct { data: self.input(Aspect::Data)?, lengths: self.integers(Aspect::Length, false)?, base }
            }
            Kind::Timestamp => Values::Timestamps {
                seconds: self.integers(Aspect::Data, true)?,
                fractions: self.integers(Aspect::Secondary, false)?,
            },
            Kind::Decimal => {
                Values::Decimals { numbers: self.input(Aspect::Data)?, scales: self.integers(Aspect::Secondary, true)? }
            }
            Kind::List | Kind::Map | Kind::Struct | Kind::Union => return None,
        })
    }

    fn dictionary(&self, len: u64) -> Option<Values<'a>> {
        let mut input = self.input(Aspect::Dictionary)?;
        let mut lengths = self.integers(Aspect::Length, false)?;
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        for _ in 0..len.min(DICTIONARY_MAX) {
            let Some(len) = lengths.next() else { break };
            text.extend_from_slice(input.take(usize::try_from(len).ok()?)?);
            ends.push(text.len());
        }
        Some(Values::Dictionary { places: self.integers(Aspect::Data, false)?, text, ends })
    }
}

impl<'a> Column<'a> {
    /// Opens a column and those in it; `path` is its name.
    pub(super) fn new(of: &Type, path: &str, streams: &Streams<'a>, rows: &mut Rows<'_, '_>) -> Self {
        let aspects = [Aspect::Present, Aspect::Data, Aspect::Length, Aspect::Dictionary, Aspect::Secondary];
        let spans: Vec<_> = aspects.iter().filter_map(|&aspect| streams.span(of.column, aspect)).collect();
        // Without an encoding the column is not in the stripe, or encrypted.
        let (encoding, dictionary_len) = streams.encoding(of.column).unwrap_or((u64::MAX, 0));
        let opener = Opener { streams, column: of.column, is_second_version: matches!(encoding, 2 | 3) };
        let is_present = streams.span(of.column, Aspect::Present).is_some();
        let present = is_present.then(|| opener.input(Aspect::Present)).flatten();
        let is_unknown = encoding > 3 || is_present != present.is_some();
        let parts = |of: &Type, rows: &mut Rows<'_, '_>, infix: &str| -> Vec<Self> {
            let path_of = |name: &str| match (path, name) {
                ("", name) => name.to_owned(),
                (path, "") => format!("{path}{infix}"),
                (path, name) => format!("{path}{infix}.{name}"),
            };
            of.children.iter().map(|(name, child)| Self::new(child, &path_of(name), streams, rows)).collect()
        };
        let content = match of.kind {
            Kind::Struct => Some(Content::Group(parts(of, rows, ""))),
            Kind::List | Kind::Map => {
                let parts = parts(of, rows, "[]");
                opener.integers(Aspect::Length, false).map(|lengths| Content::Many { lengths, parts })
            }
            Kind::Union => {
                let parts = parts(of, rows, "");
                opener.input(Aspect::Data).map(|tags| Content::Either { tags: Bytes::new(tags), parts })
            }
            kind => {
                let id = rows.typed(path, kind.sql_type());
                let values = opener.values(kind, matches!(encoding, 1 | 3), dictionary_len);
                let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
                let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
                let span = start..end;
                values.map(|values| Content::Leaf { id, values, span })
            }
        };
        let is_broken = is_unknown || content.is_none();
        Self { present: present.map(Bits::new), content: content.unwrap_or(Content::Nothing), spans, is_broken }
    }

    /// Hands on the next value, which may be none. Whether there was one.
    pub(super) fn value(&mut self, budget: &Budget, rows: &mut Rows<'_, '_>) -> bool {
        if self.is_broken {
            return false;
        }
        if budget.value().is_none() {
            return self.end();
        }
        match self.present.as_mut().map(Bits::next) {
            Some(None) => return self.end(),
            Some(Some(false)) => return true,
            Some(Some(true)) | None => {}
        }
        let is_there = match &mut self.content {
            Content::Nothing => false,
            Content::Leaf { id, values, span } => values.next(*id, span, rows).is_some(),
            Content::Group(parts) => parts.iter_mut().fold(false, |any, part| part.value(budget, rows) | any),
            Content::Either { tags, parts } => {
                let part = tags.next().and_then(|tag| parts.get_mut(usize::from(tag)));
                part.is_some_and(|part| part.value(budget, rows))
            }
            Content::Many { lengths, parts } => match lengths.next() {
                Some(len @ 0..=ELEMENTS_MAX) => {
                    for _ in 0..len {
                        if rows.is_stopped || !parts.iter_mut().fold(false, |any, part| part.value(budget, rows) | any)
                        {
                            break;
                        }
                    }
                    true
                }
                Some(_) | None => false,
            },
        };
        if is_there || matches!(self.content, Content::Group(_)) { is_there } else { self.end() }
    }

    /// There is nothing more, although a value was asked for.
    fn end(&mut self) -> bool {
        self.is_broken = true;
        false
    }

    /// Where streams lie that could not be read, of this column and those in it.
    pub(super) fn broken(&self, broken: &mut Vec<Range<usize>>) {
        if self.is_broken {
            let spans = self.spans.iter().filter(|span| !span.is_empty());
            let before = broken.len();
            broken.extend(spans.cloned());
            if broken.len() == before {
                // A column without streams has nothing to be scanned, and was not read all the same.
                broken.push(0..0);
            }
        }
        match &self.content {
            Content::Group(parts) | Content::Many { parts, .. } | Content::Either { parts, .. } => {
                parts.iter().for_each(|part| part.broken(broken));
            }
            Content::Leaf { .. } | Content::Nothing => {}
        }
    }
}

impl Values<'_> {
    /// Hands on the next value.
    fn next(&mut self, id: ColumnId, span: &Range<usize>, rows: &mut Rows<'_, '_>) -> Option<()> {
        let text = match self {
            Self::Booleans(bits) => bits.next()?.to_string(),
            Self::Bytes(bytes) => bytes.next()?.cast_signed().to_string(),
            Self::Integers(integers) => integers.next()?.to_string(),
            Self::Dates(days) => dates::date(days.next()?),
            Self::Floats(input) => f32::from_le_bytes(input.take(4)?.try_into().ok()?).to_string(),
            Self::Doubles(input) => f64::from_le_bytes(input.take(8)?.try_into().ok()?).to_string(),
            Self::Decimals { numbers, scales } => {
                let scale = u32::try_from(scales.next()?.max(0)).ok()?;
                decimal(numbers.wide()?, scale)
            }
            Self::Timestamps { seconds, fractions } => timestamp(seconds.next()?, fractions.next()?),
            Self::Direct { data, lengths, base } => {
                let len = usize::try_from(lengths.next()?).ok()?;
                let start = data.at();
                let value = data.take(len)?;
                let span = base.map_or_else(|| span.clone(), |base| base + start..base + start + len);
                rows.decoded(id, value, &span);
                return Some(());
            }
            Self::Dictionary { places, text, ends } => {
                let place = usize::try_from(places.next()?).ok()?;
                let end = *ends.get(place)?;
                let start = place.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
                rows.decoded(id, text.get(start..end)?, span);
                return Some(());
            }
        };
        rows.decoded(id, text.as_bytes(), span);
        Some(())
    }
}

/// Seconds since the beginning of 2015, and nanoseconds with their last zeros counted in three bits.
fn timestamp(seconds: i64, fraction: i64) -> String {
    let zeros = u32::try_from(fraction & 7).unwrap_or(0);
    let digits = fraction.cast_unsigned() >> 3;
    let nanoseconds = if zeros == 0 { digits } else { digits.saturating_mul(10u64.pow(zeros + 1)) };
    let nanoseconds = u32::try_from(nanoseconds).unwrap_or(0).min(999_999_999);
    let seconds = seconds.saturating_add(TIMESTAMP_EPOCH);
    // Writers round seconds before 1970 towards zero, where there are more than a millisecond.
    let is_rounded = seconds < 0 && nanoseconds > 999_999;
    dates::timestamp(seconds - i64::from(is_rounded), nanoseconds)
}
