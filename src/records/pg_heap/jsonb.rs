//! `jsonb`: objects and arrays in binary, written as text.
//!
//! ```text
//! count and kind(4)   an entry(4) for each value, of an object for each name and then for each value   what they stand for
//! ```
//!
//! An entry says of which kind a value is and how long it is, or where it ends. Numbers and what holds further values are aligned.

use std::fmt::Write as _;

use super::page::u32_at;
use super::value::numeric;

/// Deeper values are not written.
const DEPTH_MAX: usize = 64;

const COUNT: u32 = 0x0FFF_FFFF;
const IS_SCALAR: u32 = 0x1000_0000;
const IS_OBJECT: u32 = 0x2000_0000;
const IS_ARRAY: u32 = 0x4000_0000;
const HAS_END: u32 = 0x8000_0000;

/// The text of a value; `None` where it is none.
pub(super) fn written(raw: &[u8]) -> Option<String> {
    let mut text = String::new();
    container(raw, &mut text, 0)?;
    Some(text)
}

fn container(raw: &[u8], text: &mut String, depth: usize) -> Option<()> {
    let head = u32_at(raw, 0).filter(|_| depth < DEPTH_MAX)?;
    let count = (head & COUNT) as usize;
    let (is_object, is_scalar) = (head & IS_OBJECT != 0, head & IS_SCALAR != 0);
    if is_object == (head & IS_ARRAY != 0) || is_scalar && (is_object || count != 1) {
        return None;
    }
    let entries = if is_object { count.checked_mul(2)? } else { count };
    let data = raw.get(4..)?.get(entries.checked_mul(4)?..)?;
    let mut ends = Vec::new();
    let mut end = 0usize;
    for index in 0..entries {
        let entry = u32_at(raw, 4 + index * 4)?;
        let stated = (entry & COUNT) as usize;
        let start = end;
        end = if entry & HAS_END != 0 { stated } else { start.checked_add(stated)? };
        if end < start || end > data.len() {
            return None;
        }
        ends.push((entry >> 28 & 7, start..end));
    }
    let (names, values) = ends.split_at(if is_object { count } else { 0 });
    text.push_str(if is_scalar {
        ""
    } else if is_object {
        "{"
    } else {
        "["
    });
    for (index, (kind, span)) in values.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        if let Some((_, name)) = names.get(index) {
            quoted(data.get(name.clone())?, text)?;
            text.push_str(": ");
        }
        match kind {
            0 => quoted(data.get(span.clone())?, text)?,
            1 | 5 => {
                let value = data.get(span.start.next_multiple_of(4)..span.end)?;
                // The number has its own length before it.
                if *kind == 5 { container(value, text, depth + 1)? } else { text.push_str(&numeric(value.get(4..)?)?) }
            }
            2 => text.push_str("false"),
            3 => text.push_str("true"),
            4 => text.push_str("null"),
            _ => return None,
        }
    }
    text.push_str(if is_scalar {
        ""
    } else if is_object {
        "}"
    } else {
        "]"
    });
    Some(())
}

fn quoted(raw: &[u8], text: &mut String) -> Option<()> {
    text.push('"');
    for character in std::str::from_utf8(raw).ok()?.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            // Writing to a string does not fail.
            '\0'..' ' => drop(write!(text, "\\u{:04x}", u32::from(character))),
            _ => text.push(character),
        }
    }
    text.push('"');
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(numbers: &[u32], rest: &[u8]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).chain(rest.iter().copied()).collect()
    }

    fn len_of(bytes: &[u8]) -> u32 {
        u32::try_from(bytes.len()).unwrap()
    }

    #[test]
    fn objects_and_arrays_are_written() {
        // {"a": "x\"", "ok": true, "n": [7]}
        let array = words(&[0x4000_0001, 0x1000_0008], &[0x20, 0, 0, 0, 0, 0x80, 7, 0]);
        let mut rest = b"anokx\"\0\0".to_vec();
        rest.extend(&array);
        let object =
            words(&[0x2000_0003, 0x8000_0001, 1, 2, 2, 0x5000_0000 | (2 + len_of(&array)), 0x3000_0000], &rest);
        assert_eq!(written(&object).as_deref(), Some("{\"a\": \"x\\\"\", \"n\": [7], \"ok\": true}"));
        assert_eq!(written(&words(&[0x5000_0001, 2], b"hi")).as_deref(), Some("\"hi\""));
        for len in 0..object.len() {
            assert_eq!(written(&object[..len]), None, "{len}");
        }
    }

    #[test]
    fn depth_and_counts_are_bounded() {
        let mut deep = words(&[0x4000_0000], &[]);
        for _ in 0..100 {
            deep = words(&[0x4000_0001, 0x5000_0000 | len_of(&deep)], &deep);
        }
        assert_eq!(written(&deep), None);
        assert_eq!(written(&words(&[0x4FFF_FFFF], &[0; 64])), None);
    }
}
