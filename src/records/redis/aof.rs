//! Append-only files: the commands that changed the data, as clients send them.
//!
//! ```text
//! *3\r\n$3\r\nSET\r\n$4\r\nname\r\n$11\r\nAnn Example\r\n
//! ```
//!
//! Commands that store something are records, as the same things are in a snapshot; the rest is text. What a later
//! command overwrote or deleted is still in the file, and is still reported.

use std::borrow::Cow;
use std::ops::Range;

use crate::records::TextClass;
use crate::records::keyed::{Records, Text};

/// Arguments of a command that are looked at.
const ARGUMENTS_MAX: usize = 1 << 20;

/// Whether a source begins with a command.
pub(super) fn is_commands(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"*") else { return false };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=7).contains(&digits) && rest.get(digits..).is_some_and(|rest| rest.starts_with(b"\r\n$"))
}

/// A command: its arguments, and one past it.
type Command = (Vec<Range<usize>>, usize);

/// The command at `at`. `Ok(None)` where the bytes end before it does.
pub(super) fn command(bytes: &[u8], at: usize) -> Result<Option<Command>, ()> {
    let Some((count, mut at)) = number(bytes, at, b'*')? else { return Ok(None) };
    let mut arguments = Vec::new();
    for _ in 0..count {
        let Some((len, start)) = number(bytes, at, b'$')? else { return Ok(None) };
        let Some(end) = start.checked_add(len).filter(|&end| end + 2 <= bytes.len()) else { return Ok(None) };
        if arguments.len() >= ARGUMENTS_MAX || bytes.get(end..end + 2) != Some(b"\r\n") {
            return Err(());
        }
        arguments.push(start..end);
        at = end + 2;
    }
    Ok(Some((arguments, at)))
}

/// A number behind `mark`, up to the end of its line.
fn number(bytes: &[u8], at: usize, mark: u8) -> Result<Option<(usize, usize)>, ()> {
    const DIGITS_MAX: usize = 10;
    match bytes.get(at) {
        None => return Ok(None),
        Some(&byte) if byte == mark => {}
        Some(_) => return Err(()),
    }
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let len = rest.iter().take(DIGITS_MAX + 1).take_while(|byte| byte.is_ascii_digit()).count();
    match rest.get(len..len + 2) {
        None => Ok(None),
        Some(b"\r\n") if len > 0 && len <= DIGITS_MAX => {
            let digits = rest.get(..len).unwrap_or_default();
            let number = digits.iter().fold(0usize, |number, &digit| number * 10 + usize::from(digit - b'0'));
            Ok(Some((number, at + 1 + len + 2)))
        }
        Some(_) => Err(()),
    }
}

/// Where, from `from` on, a command may begin, or the end.
pub(super) fn next_command(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let mut starts = memchr::memmem::find_iter(rest, b"\r\n*").map(|at| from + at + 2);
    starts.find(|&at| is_commands(bytes.get(at..).unwrap_or_default())).unwrap_or(bytes.len())
}

/// Hands a command on.
pub(super) fn emit(records: &mut Records<'_, '_>, arguments: &[Range<usize>]) {
    let bytes = records.bytes;
    let text = |span: &Range<usize>| Text {
        bytes: Cow::Borrowed(bytes.get(span.clone()).unwrap_or_default()),
        span: span.clone(),
        is_exact: true,
    };
    let texts: Vec<Text<'_>> = arguments.iter().map(text).collect();
    let Some((name, rest)) = texts.split_first() else { return };
    if stored(records, &name.bytes.to_ascii_uppercase(), rest).is_none() {
        const TELLING_LEN: usize = 4;
        for span in arguments.iter().skip(1).filter(|span| span.len() >= TELLING_LEN) {
            records.text(span.clone(), TextClass::Structure);
        }
    }
}

/// The records of a command that stores something; `None` for others.
fn stored(records: &mut Records<'_, '_>, name: &[u8], arguments: &[Text<'_>]) -> Option<()> {
    let key = arguments.first()?;
    match name {
        b"SET" | b"SETNX" | b"GETSET" | b"APPEND" => records.value(key, arguments.get(1)?, None),
        b"SETEX" | b"PSETEX" | b"LSET" | b"SETRANGE" => records.value(key, arguments.get(2)?, None),
        b"MSET" | b"MSETNX" => {
            for pair in arguments.chunks_exact(2) {
                records.value(pair.first()?, pair.get(1)?, None);
            }
        }
        b"HSET" | b"HMSET" | b"HSETNX" => records.fields(key, arguments.get(1..)?),
        b"LPUSH" | b"RPUSH" | b"LPUSHX" | b"RPUSHX" | b"SADD" => {
            arguments.get(1..)?.iter().for_each(|value| records.value(key, value, None));
        }
        b"ZADD" => {
            // Options stand before the first score.
            let is_option = |text: &&Text<'_>| {
                [b"NX".as_slice(), b"XX", b"GT", b"LT", b"CH", b"INCR"].contains(&&*text.bytes.to_ascii_uppercase())
            };
            let options = arguments.iter().skip(1).take_while(is_option).count();
            for pair in arguments.get(1 + options..)?.chunks_exact(2) {
                records.value(key, pair.get(1)?, pair.first());
            }
        }
        b"XADD" => {
            let is_id = |text: &&Text<'_>| text.bytes.contains(&b'-') || *text.bytes == *b"*";
            let id = arguments.iter().skip(1).position(|text| is_id(&text))?;
            records.entry(key, Some(key.span.start as u64), arguments.get(id + 2..)?);
        }
        _ => return None,
    }
    Some(())
}
