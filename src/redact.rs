//! The only forms in which a value may leave detection: masked, and as a keyed fingerprint.

use std::fmt;

use crate::rules::MaskPolicy;

/// A value as it stands in the data. Prints nothing of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret<'a>(&'a [u8]);

impl<'a> Secret<'a> {
    /// Wraps raw bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The raw bytes. Only validators, masks, sketches and fingerprints have business here.
    #[must_use]
    pub fn expose(self) -> &'a [u8] {
        self.0
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

/// The case key: values fingerprinted under the same key can be matched between scans, and looked up by nobody without it.
#[derive(Clone)]
pub struct FingerprintKey([u8; 32]);

impl fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FingerprintKey(..)")
    }
}

impl FingerprintKey {
    /// A key from key material of any length (a key file's content); derived, so that short material is spread.
    #[must_use]
    pub fn derive(material: &[u8]) -> Self {
        Self(blake3::derive_key("plainsight 2026 fingerprint key v1", material))
    }

    /// A key of 32 random bytes.
    #[must_use]
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The fingerprint of a canonical value of `kind`.
    #[must_use]
    pub fn fingerprint(&self, kind: &str, canonical: Secret<'_>) -> Fingerprint {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(kind.as_bytes());
        hasher.update(&[0]);
        hasher.update(canonical.expose());
        let mut bytes = [0; 12];
        hasher.finalize_xof().fill(&mut bytes);
        Fingerprint(bytes)
    }
}

/// 96 bits of a BLAKE3 keyed hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fingerprint(pub [u8; 12]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 24];
        for (digits, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            digits.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0xF)]]);
        }
        f.write_str(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

/// A masked value: safe to print.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Masked(String);

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Masked {
    /// Longest masked sample, in characters: what is longer ends in `…`.
    pub const LEN_MAX: usize = 48;

    /// Masks `value` under `policy`.
    #[must_use]
    pub fn new(policy: MaskPolicy, value: Secret<'_>) -> Self {
        let text = String::from_utf8_lossy(value.expose());
        let masked = match policy {
            MaskPolicy::Shape => mask_shape(&text),
            MaskPolicy::Prefix { keep } => mask_prefix(&text, usize::from(keep)),
            MaskPolicy::Initials => mask_initials(&text),
            MaskPolicy::Email => mask_email(&text),
            MaskPolicy::Decade => mask_decade(&text),
            MaskPolicy::Address => mask_address(&text),
        };
        Self(cut(masked))
    }

    /// Takes back a text that [`Masked::new`] made, from where it was kept meanwhile.
    pub(crate) fn from_masked(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn cut(masked: String) -> String {
    if masked.len() <= Masked::LEN_MAX || masked.chars().count() <= Masked::LEN_MAX {
        return masked;
    }
    masked.chars().take(Masked::LEN_MAX - 1).chain(['…']).collect()
}

/// Letters and digits become `*`; what else there is stays where it is harmless punctuation.
fn mask_char(char: char) -> char {
    match char {
        ' ' | '-' | '.' | '/' | '(' | ')' | '+' | ',' | ':' | '@' | '#' => char,
        '\t' | '\n' | '\r' => ' ',
        _ => '*',
    }
}

fn mask_shape(text: &str) -> String {
    text.chars().map(mask_char).collect()
}

fn mask_prefix(text: &str, keep: usize) -> String {
    // A short value would be given away by its prefix: at least six characters stay hidden.
    let significant = text.chars().filter(|char| char.is_alphanumeric()).count();
    let keep = keep.min(significant.saturating_sub(6));
    let mut seen = 0;
    text.chars()
        .map(|char| {
            if char.is_ascii_alphanumeric() {
                seen += 1;
                if seen <= keep { char } else { '*' }
            } else {
                mask_char(char)
            }
        })
        .collect()
}

fn mask_initials(text: &str) -> String {
    let mut at_start = true;
    text.chars()
        .map(|char| {
            let shown = if char.is_alphabetic() && at_start { char } else { mask_char(char) };
            at_start = !char.is_alphanumeric();
            shown
        })
        .collect()
}

fn mask_email(text: &str) -> String {
    let Some((local, domain)) = text.split_once('@') else { return mask_shape(text) };
    let first = local.chars().next().filter(|char| char.is_ascii_alphabetic()).unwrap_or('*');
    let top =
        domain.rsplit('.').next().filter(|top| top.len() <= 6 && top.chars().all(|char| char.is_ascii_alphabetic()));
    let mut masked = String::from(first);
    masked.push_str("***@***.");
    masked.push_str(top.unwrap_or("***"));
    masked
}

/// `1987-03-12` becomes `198*-**-**`: the decade, for plausibility; anything else only its shape.
fn mask_decade(text: &str) -> String {
    let bytes = text.as_bytes();
    let year = bytes.windows(4).position(|window| {
        window.iter().all(u8::is_ascii_digit) && matches!(window, [b'1', b'9', ..] | [b'2', b'0', ..])
    });
    let mut masked: Vec<char> = text.chars().map(mask_char).collect();
    if let Some(at) = year.filter(|_| text.is_ascii()) {
        for offset in at..at + 3 {
            if let (Some(shown), Some(&byte)) = (masked.get_mut(offset), bytes.get(offset)) {
                *shown = byte as char;
            }
        }
    }
    masked.into_iter().collect()
}

/// Only a two-letter state code in front of the end or a ZIP stays.
fn mask_address(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let state_at = words.iter().rposition(|word| {
        let word = word.trim_end_matches(',');
        word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
    });
    words
        .iter()
        .enumerate()
        .map(
            |(index, word)| {
                if Some(index) == state_at && index + 2 >= words.len() { (*word).to_owned() } else { mask_shape(word) }
            },
        )
        .collect::<Vec<_>>()
        .join(" ")
}

/// A table, column or member name fit for a report: names come from the data too (a key of a JSON object may be an
/// SSN, a "header" may be a row). Runs of four or more digits are masked, e-mail addresses lose their local part,
/// control characters are replaced, and length is bounded.
#[must_use]
pub fn safe_name(name: &str) -> String {
    const LEN_MAX: usize = 120;
    let mut out = String::with_capacity(name.len().min(LEN_MAX));
    let chars: Vec<char> = name.chars().take(LEN_MAX + 1).collect();
    let mut index = 0;
    while let Some(&char) = chars.get(index) {
        if char.is_ascii_digit() {
            let end = digit_group_end(&chars, index);
            let group = chars.get(index..end).unwrap_or_default();
            let is_long = group.iter().filter(|char| char.is_ascii_digit()).count() >= 5;
            out.extend(group.iter().map(|&char| if is_long && char.is_ascii_digit() { '*' } else { char }));
            index = end;
        } else {
            out.push(if char.is_control() { '\u{FFFD}' } else { char });
            index += 1;
        }
    }
    if let Some((local, domain)) = out.split_once('@')
        && domain.contains('.')
        && !local.is_empty()
    {
        return format!("***@{domain}");
    }
    if chars.len() > LEN_MAX {
        out.push('…');
    }
    out
}

/// One past the last digit of a group of digits that single separators may join.
fn digit_group_end(chars: &[char], from: usize) -> usize {
    let mut end = from;
    loop {
        match chars.get(end) {
            Some(char) if char.is_ascii_digit() => end += 1,
            Some('-' | ' ' | '.' | '/') if chars.get(end + 1).is_some_and(char::is_ascii_digit) => end += 1,
            _ => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(policy: MaskPolicy, value: &str) -> String {
        Masked::new(policy, Secret::new(value.as_bytes())).to_string()
    }

    #[test]
    fn masks_show_shape_and_no_more_than_their_policy() {
        assert_eq!(masked(MaskPolicy::Shape, "536-90-4399"), "***-**-****");
        assert_eq!(masked(MaskPolicy::Prefix { keep: 4 }, "4111 1111 1111 1111"), "4111 **** **** ****");
        assert_eq!(masked(MaskPolicy::Prefix { keep: 4 }, "12345"), "*****");
        assert_eq!(masked(MaskPolicy::Initials, "Jean-Luc O'Brien"), "J***-L** O'B****".replace('\'', "*"));
        assert_eq!(masked(MaskPolicy::Email, "john.public@mail.example.com"), "j***@***.com");
        assert_eq!(masked(MaskPolicy::Decade, "03/12/1987"), "**/**/198*");
        assert_eq!(masked(MaskPolicy::Address, "12 Elm St, Springfield, IL 62704"), "** *** **, ***********, IL *****");
    }

    #[test]
    fn secrets_and_keys_print_nothing() {
        assert_eq!(format!("{:?}", Secret::new(b"536-90-4399")), "Secret(11 bytes)");
        assert_eq!(format!("{:?}", FingerprintKey::derive(b"k")), "FingerprintKey(..)");
    }

    #[test]
    fn names_that_hold_values_are_masked() {
        assert_eq!(safe_name("536-90-4399"), "***-**-****");
        assert_eq!(safe_name("users.john@example.com.phone"), "***@example.com.phone");
        assert_eq!(safe_name("address_2"), "address_2");
        assert_eq!(safe_name("orders_2024"), "orders_2024");
        assert_eq!(safe_name("a\u{1b}[31mb"), "a\u{FFFD}[31mb");
    }

    #[test]
    fn equal_values_have_equal_fingerprints_under_one_key_only() {
        let (one, two) = (FingerprintKey::derive(b"one"), FingerprintKey::derive(b"two"));
        let value = Secret::new(b"536904399");
        assert_eq!(one.fingerprint("us_ssn", value), one.fingerprint("us_ssn", value));
        assert_ne!(one.fingerprint("us_ssn", value), two.fingerprint("us_ssn", value));
        assert_ne!(one.fingerprint("us_ssn", value), one.fingerprint("us_itin", value));
    }
}
