//! The operators of a content stream and their operands (ISO 32000-2, 7.8.2), one at a time.
//!
//! Nothing ends the reading before the content ends: what is no token is passed over. Operands that no text needs
//! (dictionaries, the bytes of pictures) are passed over, too.

use std::ops::ControlFlow;

use lopdf::{Object, StringFormat};

/// Operands that are kept for one operator, which has 32 at most.
const OPERANDS_MAX: usize = 64;
/// Parts of an array. A longer one is handed on in parts, as text is drawn.
const PARTS_MAX: usize = 1 << 16;

/// Calls `each` with every operator of `content` and what stands before it. What is left behind the last one is handed on
/// as text that is drawn: the content may be cut.
pub(super) fn operations(content: &[u8], mut each: impl FnMut(&[u8], &[Object]) -> ControlFlow<()>) {
    let mut tokens = Tokens { content, at: 0, has_picture_end: true };
    let mut operands: Vec<Object> = Vec::new();
    let mut array: Option<Vec<Object>> = None;
    while let Some(token) = tokens.next() {
        match token {
            Token::Operand(operand) => {
                let (list, len_max) = match &mut array {
                    Some(array) => (array, PARTS_MAX),
                    None => (&mut operands, OPERANDS_MAX),
                };
                list.push(operand);
                if list.len() < len_max {
                    continue;
                }
                let part = Object::Array(std::mem::take(list));
                if array.is_some() && each(b"TJ", &[part]).is_break() {
                    return;
                }
            }
            Token::ArrayStart => array = Some(array.unwrap_or_default()),
            Token::ArrayEnd => operands.extend(array.take().map(Object::Array)),
            Token::Operator(operator) => {
                operands.extend(array.take().map(Object::Array));
                if each(operator, &operands).is_break() {
                    return;
                }
                operands.clear();
                if operator == b"ID" {
                    tokens.pass_picture();
                }
            }
        }
    }
    operands.extend(array.map(Object::Array));
    if let Some(text) = operands.pop() {
        let _: ControlFlow<()> = each(if matches!(text, Object::Array(_)) { b"TJ" } else { b"Tj" }, &[text]);
    }
}

enum Token<'c> {
    Operand(Object),
    ArrayStart,
    ArrayEnd,
    Operator(&'c [u8]),
}

struct Tokens<'c> {
    content: &'c [u8],
    at: usize,
    /// Whether a picture's end may still come.
    has_picture_end: bool,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'c> Tokens<'c> {
    fn peek(&self) -> Option<u8> {
        self.content.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// The bytes from here on for which `is_part` holds.
    fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'c [u8] {
        let rest = self.content.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|&byte| !is_part(byte)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Token<'c>> {
        loop {
            self.take_while(is_blank);
            let first = self.peek()?;
            match first {
                b'0'..=b'9' | b'+' | b'-' | b'.' => return Some(Token::Operand(self.number())),
                b'(' => {
                    self.at += 1;
                    return Some(Token::Operand(Object::String(self.literal(), StringFormat::Literal)));
                }
                b'<' => {
                    self.at += 1;
                    if self.peek() == Some(b'<') {
                        self.at += 1;
                        continue;
                    }
                    return Some(Token::Operand(Object::String(self.digits(), StringFormat::Hexadecimal)));
                }
                b'[' | b']' => {
                    self.at += 1;
                    return Some(if first == b'[' { Token::ArrayStart } else { Token::ArrayEnd });
                }
                b'/' => {
                    self.at += 1;
                    return Some(Token::Operand(Object::Name(self.name())));
                }
                b'%' => {
                    self.take_while(|byte| !matches!(byte, b'\r' | b'\n'));
                }
                _ if is_regular(first) => {
                    return Some(match self.take_while(is_regular) {
                        b"true" | b"false" | b"null" => Token::Operand(Object::Null),
                        operator => Token::Operator(operator),
                    });
                }
                _ => self.at += 1,
            }
        }
    }

    fn number(&mut self) -> Object {
        const NUMBER_MAX: f32 = 1e7;
        let digits = self.take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'));
        // Some writers say `--5` or `1.-2`.
        let sign_len = digits.iter().take_while(|byte| matches!(byte, b'+' | b'-')).count();
        let (sign, digits) = digits.split_at(sign_len);
        let len = digits.iter().position(|byte| matches!(byte, b'+' | b'-')).unwrap_or(digits.len());
        let text = digits.get(..len).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default();
        // No page is so wide, and products of what is wider are no numbers.
        let number = text.parse().unwrap_or(0.0_f32).clamp(-NUMBER_MAX, NUMBER_MAX);
        Object::Real(if sign.first() == Some(&b'-') { -number } else { number })
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.take_while(is_regular);
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [first, after @ ..] = rest {
            rest = after;
            let escaped = match (first, after) {
                (b'#', [high, low, after @ ..]) => digit(*high).zip(digit(*low)).map(|digits| (digits, after)),
                _ => None,
            };
            match escaped {
                Some(((high, low), after)) => {
                    name.push(high << 4 | low);
                    rest = after;
                }
                None => name.push(*first),
            }
        }
        name
    }

    /// A string behind its opening bracket.
    fn literal(&mut self) -> Vec<u8> {
        let mut string = Vec::new();
        let mut depth = 0usize;
        while let Some(byte) = self.take() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    string.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
        string
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.take()?;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|byte| matches!(byte, b'0'..=b'7')) else { break };
                    self.at += 1;
                    code = code << 3 | u32::from(digit - b'0');
                }
                code.to_le_bytes()[0]
            }
            other => other,
        })
    }

    /// A string of hexadecimal digits behind its opening bracket; a last digit that is missing is zero.
    fn digits(&mut self) -> Vec<u8> {
        let raw = self.take_while(|byte| byte != b'>');
        self.at += 1;
        let digits: Vec<u8> = raw.iter().filter_map(|&byte| digit(byte)).collect();
        digits
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit) << (4 * (2 - pair.len())))
            .collect()
    }

    /// Passes over the bytes of a picture: up to `EI` between blanks. Where none comes they are read as all else is.
    fn pass_picture(&mut self) {
        let rest = self.content.get(self.at..).unwrap_or_default();
        let is_end = |window: &[u8]| match window {
            [before, b'E', b'I', after @ ..] => is_blank(*before) && after.iter().all(|&byte| is_blank(byte)),
            _ => false,
        };
        let len = self.has_picture_end.then(|| rest.windows(4).position(is_end)).flatten();
        match len {
            Some(len) => self.at += len + 3,
            None => self.has_picture_end = false,
        }
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Vec<String> {
        let mut read = Vec::new();
        operations(content, |operator, operands| {
            let operands: Vec<String> = operands.iter().map(said).collect();
            read.push(format!("{} {}", String::from_utf8_lossy(operator), operands.join(" ")).trim_end().to_owned());
            ControlFlow::Continue(())
        });
        read
    }

    fn said(operand: &Object) -> String {
        match operand {
            Object::Real(number) => format!("{number}"),
            Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
            Object::String(string, _) => format!("({})", String::from_utf8_lossy(string)),
            Object::Array(parts) => format!("[{}]", parts.iter().map(said).collect::<Vec<_>>().join(" ")),
            _ => "?".to_owned(),
        }
    }

    #[test]
    fn operators_come_with_what_stands_before_them() {
        let content = b"q 1 0 0 -1 .5 --7 cm % (no) Tj\nBT/F#31 9 Tf(a\\(b\\101(c)\\\nd)Tj[(e)-120<4a4B5>]TJ ET";
        let want = ["q", "cm 1 0 0 -1 0.5 -7", "BT", "Tf /F1 9", "Tj (a(bA(c)d)", "TJ [(e) -120 (JKP)]", "ET"];
        assert_eq!(read(content), want);
    }

    #[test]
    fn pictures_and_marks_are_passed_over_and_nothing_ends_the_reading() {
        let content = b"/P <</MCID 0 /T (x)>> BDC BI /W 1 ID (\xFF) Tj\0[ EI\n)}>> (b) Tj EMC";
        let read = read(content);
        assert_eq!(read.first().map(String::as_str), Some("BDC /P /MCID 0 /T (x)"));
        assert_eq!(read[read.len() - 2..], ["Tj (b)", "EMC"]);
        assert_eq!(self::read(b"BI ID (b) Tj"), ["BI", "ID", "Tj (b)"], "a picture without end hides nothing");
    }

    #[test]
    fn what_is_cut_is_still_drawn() {
        assert_eq!(read(b"1 0 Td (Ann"), ["Td 1 0", "Tj (Ann)"]);
        assert_eq!(read(b"[(Ann) 5 (Le"), ["TJ [(Ann) 5 (Le)]"]);
    }

    #[test]
    fn operands_without_end_are_not_kept() {
        let mut longest = 0;
        let mut note = |_: &[u8], operands: &[Object]| {
            let len = |operand: &Object| operand.as_array().map_or(1, Vec::len);
            longest = longest.max(operands.iter().map(len).sum());
            ControlFlow::Continue(())
        };
        operations(&b"0 ".repeat(300_000), &mut note);
        operations(&[b"[".as_slice(), &b"0 ".repeat(300_000)].concat(), &mut note);
        assert!(longest <= PARTS_MAX, "{longest}");
    }
}
