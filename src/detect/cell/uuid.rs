//! Keys that generators write: 32 hexadecimal digits in five groups (RFC 9562, 4).
//!
//! Tables and events are full of them, no two are alike, and each is of a form of its own. In a column that asks for nothing in
//! particular nothing is found in one: it has no shape, is no date, address or number, and no text. So they are told by their
//! layout, five words at once, and counted. What could be something after all is looked at as any other value is.

use super::run::Lane;
use super::value::CellValue;
use crate::detect::candidates::{splat, within};
use crate::detect::column::{CofieldLabel, ColumnContext};
use crate::detect::detector::Detector;
use crate::detect::find::iban;
use crate::detect::{CellFacts, HitSink, encoded};

/// The lengths of the groups, between which hyphens stand.
const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
/// Bytes of a key, and digits among them.
pub(super) const LEN: usize = 36;
const DIGITS: u32 = 32;

/// The layout, as words: hyphens, and noughts for digits. Of the last word the first half was in the one before.
const LAYOUT: [u64; 5] = [
    u64::from_le_bytes(*b"00000000"),
    u64::from_le_bytes(*b"-0000-00"),
    u64::from_le_bytes(*b"00-0000-"),
    u64::from_le_bytes(*b"00000000"),
    u64::from_le_bytes(*b"00000000"),
];

impl Detector {
    /// Whether nothing may be found in such a key: nothing is asked of every value of the column, and no rule has such a shape.
    pub(super) fn passes_over_uuids(&self, column: &ColumnContext) -> bool {
        self.patterns.is_empty()
            && column.strong().is_empty()
            && column.protected_kind.is_none()
            && column.cofield == CofieldLabel::None
            && !self.has_uuid_shape()
    }

    fn has_uuid_shape(&self) -> bool {
        *self.uuid_shape.get_or_init(|| self.shapes.may_be_of_groups(&GROUPS))
    }

    /// Takes a value that is such a key, if nothing is to be found in it.
    #[inline]
    pub(super) fn take_uuid<S: HitSink>(lane: &Lane<'_, '_>, value: &CellValue<'_>, sink: &mut S) -> bool {
        let Some(digits) = digits_of_plain(value.bytes()) else { return false };
        let (len, letters) = (u32::try_from(LEN).unwrap_or(0), DIGITS - digits);
        sink.cell(lane.id, &CellFacts { len, digits, letters, spaces: 0, integer: None, hash: value.hash() });
        true
    }
}

/// How many decimal digits a key has in which nothing is to be found: some, its letters are of one case, it does not begin as an
/// account number does, and is not compressed data that was written so.
#[inline]
fn digits_of_plain(value: &[u8]) -> Option<u32> {
    let bytes: &[u8; LEN] = value.try_into().ok()?;
    let (chunks, _) = bytes.as_chunks::<8>();
    let [a, b, c, d] = chunks.first_chunk::<4>()?.map(u64::from_le_bytes);
    let words = [a, b, c, d, u64::from_le_bytes(*bytes.last_chunk()?)];
    let (mut others, mut upper, mut lower, mut count) = (0, 0, 0, 0);
    for (at, (word, layout)) in words.into_iter().zip(LAYOUT).enumerate() {
        let hyphens = within(layout, b'-', b'-');
        let digits = within(word, b'0', b'9');
        let letters = within(word | splat(0x20), b'a', b'f');
        others |= (digits | letters) ^ (TOPS & !hyphens) | hyphens & !within(word, b'-', b'-');
        // A capital and its small letter differ in one bit.
        upper |= letters & !(word << 2);
        lower |= letters & word << 2;
        count += (if at == 4 { digits >> 32 } else { digits }) >> 7;
    }
    let count = u32::try_from(count.wrapping_mul(splat(1)) >> 56).ok()?;
    let is_plain = others == 0 && (upper == 0 || lower == 0) && count > 0;
    (is_plain && !iban::begins(value, 0) && !encoded::is_packed(value)).then_some(count)
}

const TOPS: u64 = splat(0x80);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn the_layout_is_told_exactly(
            key in "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", at in 0usize..LEN, byte in any::<u8>()
        ) {
            let digits = |text: &[u8]| u32::try_from(text.iter().filter(|byte| byte.is_ascii_digit()).count()).unwrap();
            let is_open = |text: &[u8]| iban::begins(text, 0) || encoded::is_packed(text) || digits(text) == 0;
            let told = digits_of_plain(key.as_bytes());
            prop_assert_eq!(told, (!is_open(key.as_bytes())).then(|| digits(key.as_bytes())));
            prop_assert_eq!(digits_of_plain(key.to_ascii_uppercase().as_bytes()).is_some(), {
                let upper = key.to_ascii_uppercase();
                !is_open(upper.as_bytes())
            });
            let mut other = key.into_bytes();
            let fits = if other[at] == b'-' { byte == b'-' } else { matches!(byte, b'0'..=b'9' | b'a'..=b'f') };
            other[at] = byte;
            if !fits && !byte.is_ascii_uppercase() {
                prop_assert_eq!(digits_of_plain(&other), None);
            }
        }
    }

    #[test]
    fn what_may_be_something_else_is_none() {
        for value in [
            "b37fdd13-d933-47e1-acbf-de6ac620e2e",
            "b37FDD13-d933-47e1-acbf-de6ac620e2ee",
            "abcdefab-abcd-abcd-abcd-abcdefabcdef",
            "de12dd13-d933-47e1-acbf-de6ac620e2ee",
            "1f8b0800-d933-47e1-acbf-de6ac620e2ee",
            "b37fdd13_d933-47e1-acbf-de6ac620e2ee",
        ] {
            assert_eq!(digits_of_plain(value.as_bytes()), None, "{value}");
        }
        assert_eq!(digits_of_plain(b"b37fdd13-d933-47e1-acbf-de6ac620e2ee"), Some(15));
    }
}
