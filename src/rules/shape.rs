//! The notation of written forms: `d3-d2-d4`, `+'1'~d3~d3~d4`, `WDLa4d3x2`.
//!
//! | written | stands for |
//! |---|---|
//! | `d3`, `d13..19` | three digits; thirteen to nineteen digits |
//! | `a1`, `u2`, `l2` | letters of either case, upper case, lower case |
//! | `x6` | letters or digits |
//! | `~` | one separator out of space, hyphen and dot, the same one wherever it stands in the form |
//! | `-` `.` `/` `:` `(` `)` `+` and space | themselves |
//! | `W` | an upper-case letter: itself, in either case |
//! | `'1'`, `'**'` | what stands between the quotes: digits, upper-case letters, and `*`, `#`, `_`, `<` |
//!
//! This is the parser and its types; matching is detection's business.

/// Upper limit of a count: no identifier is longer, and what compiles shapes may rely on it.
pub const COUNT_MAX: u8 = 64;

/// Which letters are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// Either case.
    Any,
    /// Upper case alone.
    Upper,
    /// Lower case alone.
    Lower,
}

/// One part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// Between `min` and `max` ASCII digits.
    Digits {
        /// At least so many; 1 or more.
        min: u8,
        /// At most so many; not below `min`.
        max: u8,
    },
    /// Between `min` and `max` ASCII letters.
    Letters {
        /// At least so many; 1 or more.
        min: u8,
        /// At most so many; not below `min`.
        max: u8,
        /// Which letters.
        case: Case,
    },
    /// Between `min` and `max` ASCII letters or digits.
    Alnum {
        /// At least so many; 1 or more.
        min: u8,
        /// At most so many; not below `min`.
        max: u8,
    },
    /// This byte; an upper-case letter stands for its lower case too.
    Literal(u8),
    /// A space, hyphen or dot: the same one all through a value.
    Separator,
}

/// A parsed form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The parts, from left to right; never empty.
    pub elements: Vec<Element>,
}

impl Shape {
    /// The separators that `~` stands for.
    pub const SEPARATORS: [u8; 3] = [b' ', b'-', b'.'];

    /// Parses the notation.
    ///
    /// # Errors
    ///
    /// Says what is wrong, and at which character (counted from one).
    pub fn parse(form: &str) -> Result<Self, String> {
        let mut rest = form.as_bytes();
        let mut elements = Vec::new();
        while let Some((&first, tail)) = rest.split_first() {
            let at = form.len() - tail.len();
            rest = match first {
                b'd' | b'a' | b'u' | b'l' | b'x' => {
                    let (element, after) = counted(first, tail).map_err(|why| format!("{why} at character {at}"))?;
                    elements.push(element);
                    after
                }
                b'\'' => quoted(tail, &mut elements).map_err(|why| format!("{why} at character {at}"))?,
                b'~' => push(&mut elements, Element::Separator, tail),
                b'-' | b'.' | b'/' | b':' | b'(' | b')' | b'+' | b' ' | b'A'..=b'Z' => {
                    push(&mut elements, Element::Literal(first), tail)
                }
                b'0'..=b'9' => return Err(format!("a literal digit without quotes at character {at}")),
                _ => return Err(format!("an unknown sign at character {at}")),
            };
        }
        if elements.is_empty() {
            return Err("an empty form".to_owned());
        }
        Ok(Self { elements })
    }

    /// The same form for each separator that `~` can be; the form itself where it has none.
    #[must_use]
    pub fn expand(&self) -> Vec<Self> {
        if !self.elements.contains(&Element::Separator) {
            return vec![self.clone()];
        }
        let with = |separator| {
            let replace = |&element| if element == Element::Separator { Element::Literal(separator) } else { element };
            Self { elements: self.elements.iter().map(replace).collect() }
        };
        Self::SEPARATORS.into_iter().map(with).collect()
    }
}

fn push<'a>(elements: &mut Vec<Element>, element: Element, rest: &'a [u8]) -> &'a [u8] {
    elements.push(element);
    rest
}

/// Reads the count behind a class letter, and what follows it.
fn counted(class: u8, rest: &[u8]) -> Result<(Element, &[u8]), String> {
    let (min, rest) = count(rest)?;
    let (max, rest) = match rest.strip_prefix(b"..") {
        Some(rest) => count(rest)?,
        None => (min, rest),
    };
    if min > max {
        return Err(format!("a range from {min} down to {max}"));
    }
    let element = match class {
        b'd' => Element::Digits { min, max },
        b'a' => Element::Letters { min, max, case: Case::Any },
        b'u' => Element::Letters { min, max, case: Case::Upper },
        b'l' => Element::Letters { min, max, case: Case::Lower },
        _ => Element::Alnum { min, max },
    };
    Ok((element, rest))
}

fn count(rest: &[u8]) -> Result<(u8, &[u8]), String> {
    let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at(len);
    let count = digits.iter().try_fold(0u8, |sum, byte| sum.checked_mul(10)?.checked_add(byte - b'0'));
    match count {
        Some(count) if (1..=COUNT_MAX).contains(&count) => Ok((count, rest)),
        _ => Err(format!("expected a count from 1 to {COUNT_MAX}")),
    }
}

/// Reads literals up to the closing quote.
fn quoted<'a>(rest: &'a [u8], elements: &mut Vec<Element>) -> Result<&'a [u8], String> {
    let end = rest.iter().position(|&byte| byte == b'\'').ok_or("a quote that is not closed")?;
    let (literals, after) = rest.split_at(end);
    if literals.is_empty() {
        return Err("nothing between the quotes".to_owned());
    }
    for &byte in literals {
        if !matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'*' | b'#' | b'_' | b'<') {
            return Err("a sign that cannot be quoted".to_owned());
        }
        elements.push(Element::Literal(byte));
    }
    Ok(&after[1..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_sign_has_its_element() {
        let shape = Shape::parse("+'1' (d3)~u1l2x3..4W").unwrap();
        assert_eq!(
            shape.elements,
            [
                Element::Literal(b'+'),
                Element::Literal(b'1'),
                Element::Literal(b' '),
                Element::Literal(b'('),
                Element::Digits { min: 3, max: 3 },
                Element::Literal(b')'),
                Element::Separator,
                Element::Letters { min: 1, max: 1, case: Case::Upper },
                Element::Letters { min: 2, max: 2, case: Case::Lower },
                Element::Alnum { min: 3, max: 4 },
                Element::Literal(b'W'),
            ]
        );
    }

    #[test]
    fn wrong_forms_say_what_is_wrong_and_where() {
        for (form, why) in [
            ("", "an empty form"),
            ("d", "expected a count from 1 to 64 at character 1"),
            ("d3-d0", "expected a count from 1 to 64 at character 4"),
            ("d999", "expected a count from 1 to 64 at character 1"),
            ("d5..3", "a range from 5 down to 3 at character 1"),
            ("1d10", "a literal digit without quotes at character 1"),
            ("d3'1", "a quote that is not closed at character 3"),
            ("''", "nothing between the quotes at character 1"),
            ("'é'", "a sign that cannot be quoted at character 1"),
            ("d3;d2", "an unknown sign at character 3"),
        ] {
            assert_eq!(Shape::parse(form).unwrap_err(), why);
        }
    }

    #[test]
    fn separators_expand_to_one_form_each() {
        let forms = Shape::parse("d3~d2~d4").unwrap().expand();
        assert_eq!(forms, ["d3 d2 d4", "d3-d2-d4", "d3.d2.d4"].map(|form| Shape::parse(form).unwrap()));
        assert_eq!(Shape::parse("d3-d4").unwrap().expand().len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn any_text_is_a_form_or_an_error(form in any::<String>()) {
            if let Ok(shape) = Shape::parse(&form) {
                prop_assert!(shape.elements.len() <= form.len());
            }
        }
    }
}
