//! What stands beside the quotes of a source: it tells how fields are quoted and escaped, whichever byte the delimiter is.

use super::field::Dialect;
use crate::masks::{BLOCK, Kernel, Level, dispatch, padded, positions};

/// The quotes and backslashes of a source's first bytes.
#[derive(Debug)]
pub(super) struct Quotes<'a> {
    newline: u8,
    sample: &'a [u8],
    /// The bytes that stand before a double quote. Where the sample begins and ends, a line does.
    before_double: Bytes,
    /// The bytes that stand behind a double quote which a backslash escapes.
    after_escaped: Bytes,
    /// How often each byte stands before a single quote, and behind it.
    before_single: Counts,
    after_single: Counts,
}

/// A set of bytes.
#[derive(Debug, Default)]
struct Bytes([u64; 4]);

impl Bytes {
    fn insert(&mut self, byte: u8) {
        if let Some(bits) = self.0.get_mut(usize::from(byte / 64)) {
            *bits |= 1 << (byte % 64);
        }
    }

    fn holds(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte / 64)).is_some_and(|bits| bits >> (byte % 64) & 1 != 0)
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }
}

/// Counts by byte.
#[derive(Debug)]
struct Counts([u32; 256]);

impl Counts {
    fn add(&mut self, byte: u8) {
        if let Some(count) = self.0.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }

    fn of(&self, byte: u8) -> usize {
        self.0.get(usize::from(byte)).map_or(0, |count| *count as usize)
    }
}

impl<'a> Quotes<'a> {
    /// Looks through the beginning of `bytes`.
    pub(super) fn of(newline: u8, bytes: &'a [u8]) -> Self {
        let sample = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
        let mut quotes = Self {
            newline,
            sample,
            before_double: Bytes::default(),
            after_escaped: Bytes::default(),
            before_single: Counts([0; 256]),
            after_single: Counts([0; 256]),
        };
        dispatch(Find { quotes: &mut quotes });
        quotes
    }

    /// Counts what stands beside the quote or backslash at `at`.
    fn add(&mut self, at: usize) {
        let byte_at = |at: Option<usize>| at.and_then(|at| self.sample.get(at)).copied().unwrap_or(b'\n');
        let (before, after) = (byte_at(at.checked_sub(1)), byte_at(Some(at + 1)));
        match byte_at(Some(at)) {
            b'"' => self.before_double.insert(before),
            b'\'' => {
                self.before_single.add(before);
                self.after_single.add(after);
            }
            _ if before != b'\\' && after == b'"' => self.after_escaped.insert(byte_at(Some(at + 2))),
            _ => {}
        }
    }

    /// The dialect in which the source uses a delimiter.
    pub(super) fn dialect(&self, delimiter: u8) -> Dialect {
        let quote = if self.is_single(delimiter) { b'\'' } else { b'"' };
        Dialect { has_backslash: self.has_backslash(delimiter), quote, ..Dialect::new(delimiter, self.newline) }
    }

    /// Whether an escaped quote stands within a field. Behind a doubled quote nothing is escaped: the backslash is one of
    /// JSON in the field.
    fn has_backslash(&self, delimiter: u8) -> bool {
        let mut ends = Bytes::default();
        [delimiter, b'\n', b'\r', b'"']
            .into_iter()
            .filter(|byte| self.after_escaped.holds(*byte))
            .for_each(|byte| ends.insert(byte));
        ends.len() < self.after_escaped.len()
    }

    /// Whether fields stand in single quotes: more of these open a field than there are records, and nearly as many close
    /// one; and no double quote opens any, unless it is within such a field.
    fn is_single(&self, delimiter: u8) -> bool {
        let ends_of_fields = |counts: &Counts| {
            let delimiters = if matches!(delimiter, b'\n' | b'\r') { 0 } else { counts.of(delimiter) };
            counts.of(b'\n') + counts.of(b'\r') + delimiters
        };
        let opening = ends_of_fields(&self.before_single);
        if opening == 0 || [b'\n', b'\r'].into_iter().any(|byte| self.before_double.holds(byte)) {
            return false;
        }
        let records = memchr::memchr_iter(self.newline, self.sample).count();
        opening > records
            && opening.abs_diff(ends_of_fields(&self.after_single)) * 10 <= records
            && (!self.before_double.holds(delimiter) || self.begins_single(delimiter))
    }

    /// Whether it is a single quote that opens the first field with quotes of nearly every line: objects of JSON in such fields
    /// have double quotes behind commas, and those of Python in fields with double quotes have single ones there.
    fn begins_single(&self, delimiter: u8) -> bool {
        let first = |line: &[u8]| {
            let opens = |at: &usize| at.checked_sub(1).is_none_or(|before| line.get(before) == Some(&delimiter));
            memchr::memchr2_iter(b'\'', b'"', line).find(opens).and_then(|at| line.get(at).copied())
        };
        let (mut single, mut double) = (0, 0);
        for line in self.sample.split(|byte| *byte == self.newline) {
            match first(line) {
                Some(b'"') => double += 1,
                Some(_) => single += 1,
                None => {}
            }
        }
        double * 10 <= single
    }
}

/// Finds the quotes and backslashes.
struct Find<'q, 'a> {
    quotes: &'q mut Quotes<'a>,
}

impl Kernel for Find<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Level>(self, level: L) {
        let (blocks, rest) = self.quotes.sample.as_chunks::<BLOCK>();
        for (index, block) in blocks.iter().chain([&padded(rest)]).enumerate() {
            let found = level.any_of(level.load(block), *b"\"'\\");
            for bit in positions(found) {
                self.quotes.add(index * BLOCK + bit as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain version: every quote is asked, for each delimiter anew.
    fn told_plainly(delimiter: u8, newline: u8, sample: &[u8]) -> (bool, u8) {
        let ends_field =
            |byte: Option<&u8>| byte.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'));
        let places = |byte: u8| memchr::memchr_iter(byte, sample);
        let has_backslash = places(b'\\').any(|at| {
            let is_escaped = at > 0 && sample[at - 1] == b'\\';
            let next = sample.get(at + 2);
            !is_escaped && sample.get(at + 1) == Some(&b'"') && next != Some(&b'"') && !ends_field(next)
        });
        let opens = |quote: u8| places(quote).filter(|&at| at == 0 || ends_field(sample.get(at - 1))).count();
        let closes = places(b'\'').filter(|at| ends_field(sample.get(at + 1))).count();
        let (records, opening) = (places(newline).count(), opens(b'\''));
        let opens_record = |at: usize| at == 0 || matches!(sample.get(at - 1), Some(b'\n' | b'\r'));
        let is_within =
            opens(b'"') == 0 || !places(b'"').any(opens_record) && Quotes::of(newline, sample).begins_single(delimiter);
        let is_single = is_within && opening > records && opening.abs_diff(closes) * 10 <= records;
        (has_backslash, if is_single { b'\'' } else { b'"' })
    }

    #[test]
    fn quotes_within_quotes_are_told_by_which_of_them_comes_first() {
        let dialect = |sample: &str| Quotes::of(b'\n', sample.as_bytes()).dialect(b',').quote;
        assert_eq!(dialect(&"702,'4136','{\"k\":\"v, w\",\"n\":[1,2]}'\n703,'4745','x'\n".repeat(9)), b'\'');
        assert_eq!(dialect(&"702,\"{'k':'v','n':'x','m':'y'}\"\n".repeat(9)), b'"');
    }

    proptest! {
        #[test]
        fn dialects_are_those_that_every_quote_tells(
            sample in prop_oneof!["[x,;'\"\\\\\r\n]{0,40}", "('x',|'y'\n|'z';'u'\n|\"?){0,30}"], newline in prop_oneof![Just(b'\n'), Just(b'\r')]
        ) {
            let quotes = Quotes::of(newline, sample.as_bytes());
            for delimiter in [b',', b';', b'\r', b'"'] {
                let dialect = quotes.dialect(delimiter);
                let told = (dialect.has_backslash, dialect.quote);
                prop_assert_eq!(told, told_plainly(delimiter, newline, sample.as_bytes()), "{:?}", sample);
            }
        }
    }
}
