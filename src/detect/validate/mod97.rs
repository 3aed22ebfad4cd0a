//! The check of ISO/IEC 7064, MOD 97-10, as IBANs use it.
//!
//! Letters stand for 10 to 35; the decimal number so written must leave 1 when it is divided by 97. It finds every
//! wrong digit and every swap of neighbouring digits (not of a digit with a letter: `1B` and `B1` are both 111). One
//! random string in 97 passes.
//!
//! ```
//! use plainsight::detect::validate::mod97;
//! assert_eq!(mod97::remainder(b"WEST12345698765432GB82"), Some(1));
//! assert_eq!(mod97::remainder(b"WEST12345698765433GB82"), Some(28));
//! ```

/// The remainder of digits and upper-case letters; `None` where anything else stands among them.
#[must_use]
pub fn remainder(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |remainder, &byte| match byte {
        b'0'..=b'9' => Some((remainder * 10 + u32::from(byte - b'0')) % 97),
        b'A'..=b'Z' => Some((remainder * 100 + u32::from(byte - b'A') + 10) % 97),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_and_upper_case_letters_count() {
        assert_eq!(remainder(b"98"), Some(1));
        assert_eq!(remainder(b"9a"), None);
        assert_eq!(remainder(b"9 8"), None);
    }
}
