//! NDJSON: one document on each line, and the line is the record whatever is wrong with its neighbours.

use memchr::memchr;

use super::paths::NodeId;
use super::reading::{Reading, Shape};
use super::scan::Stop;
use crate::error::Reason;
use crate::records::TextClass;

/// Reads the whole lines of a piece; how many bytes that were.
pub(super) fn read(reading: &mut Reading<'_, '_>, must_consume: bool) -> usize {
    let root = reading.open_table("");
    reading.begin(root);
    let mut at = 0;
    while at < reading.bytes.len() && !reading.is_stopped {
        let must_consume = must_consume && at == 0;
        match line(reading, root, at, must_consume) {
            Some(next) => at = next,
            None => break,
        }
        reading.flush_if_full();
    }
    reading.flush();
    at
}

/// Reads the line at `start`; where the next one begins. `None` where the line goes on behind the piece.
fn line(reading: &mut Reading<'_, '_>, root: NodeId, start: usize, must_consume: bool) -> Option<usize> {
    let mark = reading.mark();
    let mut at = start;
    let stop = loop {
        at = skip_separators(reading, at);
        match reading.byte(at) {
            Some(b'\n') => return Some(at + 1),
            None if reading.at_end => return Some(at),
            None => break Stop::Incomplete,
            Some(_) => match document(reading, root, at) {
                Ok(end) => at = end,
                Err(stop) => break stop,
            },
        }
    };
    reading.take_back(mark);
    if stop == Stop::Incomplete && !reading.at_end && !must_consume {
        return None;
    }
    let end = match memchr(b'\n', reading.bytes.get(start..).unwrap_or_default()) {
        Some(len) => start + len + 1,
        None if reading.at_end || must_consume => reading.bytes.len(),
        None => return None,
    };
    if is_rule(reading.bytes.get(start..end).unwrap_or_default()) {
        reading.text(start, end, TextClass::Structure);
        return Some(end);
    }
    let (reason, message) = match must_consume && end == reading.bytes.len() && !reading.at_end {
        true => (Reason::RecordTooLong, "the line is longer than the record limit"),
        false => (Reason::NotUnderstood, "the line is not JSON"),
    };
    reading.not_understood(start, end, reason, message);
    Some(end)
}

/// Whether a line parts documents, as exports of passwords have it: `***5642bee8-a5ff-11dc-8314-0800200c9a66***`, `-----`.
fn is_rule(line: &[u8]) -> bool {
    const SIGNS_MIN: usize = 3;
    let line = line.trim_ascii();
    let Some(sign) = line.first().filter(|sign| matches!(sign, b'*' | b'-' | b'=' | b'#')) else { return false };
    let lead = line.iter().take_while(|byte| *byte == sign).count();
    let trail = line.iter().rev().take_while(|byte| *byte == sign).count();
    let mut inner = line.iter().skip(lead).take(line.len().saturating_sub(lead + trail));
    lead >= SIGNS_MIN && trail >= SIGNS_MIN && inner.all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
}

/// White space within the line, commas between documents, the record separator of RFC 7464, and zero bytes, which blocks are
/// filled up with.
fn skip_separators(reading: &Reading<'_, '_>, at: usize) -> usize {
    let mut at = reading.skip(at);
    while matches!(reading.byte(at), Some(b',' | 0x1E | 0)) {
        at = reading.skip(at + 1);
    }
    at
}

/// One document: a record, or an array of records.
fn document(reading: &mut Reading<'_, '_>, root: NodeId, at: usize) -> Result<usize, Stop> {
    if reading.byte(at) == Some(b'[') {
        let mut at = reading.skip(at + 1);
        if matches!(reading.byte(at), Some(b'{' | b'[')) {
            loop {
                at = record(reading, root, at)?;
                at = reading.skip(at);
                match reading.byte(at) {
                    Some(b',') => at = reading.skip(at + 1),
                    Some(b']') => return Ok(at + 1),
                    Some(_) => return Err(Stop::Broken(at)),
                    None => return Err(Stop::Incomplete),
                }
            }
        }
    }
    record(reading, root, at)
}

fn record(reading: &mut Reading<'_, '_>, root: NodeId, at: usize) -> Result<usize, Stop> {
    let end = reading.value(at, root, Shape::Record)?;
    reading.end_record();
    Ok(end)
}
