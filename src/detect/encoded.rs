//! Base64 in text: a run of letters and digits that decodes to readable text is read, and what is found in it is reported at the
//! characters that encode it.
//!
//! The budget: runs of [`LEN_MIN`] to [`LEN_MAX`] characters, of which the first [`HEAD`] must decode to printable ASCII (of
//! random letters and digits fewer than one in a hundred thousand do), and two layers at most. What is longer stands in a file of
//! its own, or is read by the format that it is a part of.

use std::ops::Range;

use super::detector::Detector;
use super::marks::each_mark;
use super::overlap::{Pending, resolve};
use super::scratch::TextScratch;
use super::text::{View, Wants, join_nested};

/// The shortest run: twelve bytes of text.
pub(crate) const LEN_MIN: usize = 16;
/// The longest run.
const LEN_MAX: usize = 16 * 1024;
/// Characters that are decoded to see whether it is text at all.
const HEAD: usize = 16;
/// Layers of encoding.
const DEPTH_MAX: u8 = 2;

impl Detector {
    /// Reads the run around `atom`, if it is text in Base64. Gives the end of the run.
    pub(super) fn encoded(&self, scratch: &mut TextScratch, view: &View<'_>, atom: &Range<usize>) -> Option<usize> {
        let run = run_around(view.text, atom)?;
        let mut inner = scratch.inner.take().unwrap_or_default();
        inner.depth = scratch.depth + 1;
        let mut decoded = std::mem::take(&mut inner.decoded);
        decoded.clear();
        let is_text = scratch.depth < DEPTH_MAX && decode(view.text.get(run.clone())?, &mut decoded);
        if is_text {
            self.scan_decoded(&mut inner, &decoded, view);
            for found in &inner.pending {
                let canonical = scratch.arena.len();
                scratch.arena.extend_from_slice(inner.arena.get(found.canonical.clone()).unwrap_or_default());
                let span = run.start + place_of(found.span.start)..run.start + end_of(found.span.end);
                let canonical = canonical..scratch.arena.len();
                // All of them stand in one run, side by side, and lost to none of their neighbours.
                scratch.nested_in_run.push(Pending { span, canonical, ..found.clone() });
            }
        }
        inner.decoded = decoded;
        scratch.inner = Some(inner);
        is_text.then_some(run.end)
    }

    fn scan_decoded(&self, inner: &mut TextScratch, decoded: &[u8], view: &View<'_>) {
        let nested = View { text: decoded, segment: 0..decoded.len(), line_start: 0, column: view.column };
        super::candidates::candidates(decoded, &mut inner.candidates);
        self.scan_view(inner, &nested, &Wants::ALL);
        each_mark(decoded, 0..decoded.len(), &mut |at, mark| self.marked(inner, &nested, at, mark));
        resolve(&mut inner.pending);
        join_nested(inner);
    }
}

/// The run of Base64 around a run of letters and digits, padding included.
fn run_around(text: &[u8], atom: &Range<usize>) -> Option<Range<usize>> {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'_' | b'-');
    let before = text.get(..atom.start)?.iter().rev().take(LEN_MAX).take_while(is_part).count();
    let after = text.get(atom.end..)?.iter().take(LEN_MAX).take_while(is_part).count();
    let start = atom.start - before;
    let end = atom.end + after;
    (LEN_MIN..=LEN_MAX).contains(&(end - start)).then_some(start..end)
}

/// Whether a run of letters and digits may be a part of text in Base64: the first characters of the run around it decode.
pub(super) fn may_be_text(text: &[u8], atom: &Range<usize>) -> bool {
    let Some(run) = run_around(text, atom) else { return false };
    text.get(run.start..run.start + HEAD).unwrap_or_default().chunks(4).all(|group| {
        let bits = group.iter().fold(0u32, |bits, &byte| bits << 6 | sextet(byte).unwrap_or(0));
        let [_, a, b, c] = bits.to_be_bytes();
        is_printable(a) && is_printable(b) && is_printable(c)
    })
}

fn sextet(byte: u8) -> Option<u32> {
    match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t' | 0x1C..=0x1E)
}

/// Decodes a run. Returns whether it is text.
fn decode(run: &[u8], out: &mut Vec<u8>) -> bool {
    for group in run.chunks(4) {
        let mut bits = 0;
        for &byte in group {
            let Some(value) = sextet(byte) else { return false };
            bits = bits << 6 | value;
        }
        let bits = bits << (6 * (4 - group.len()));
        let [_, a, b, c] = bits.to_be_bytes();
        out.extend([a, b, c].iter().take(group.len() * 6 / 8));
        if out.len() == HEAD / 4 * 3 && !out.iter().copied().all(is_printable) {
            return false;
        }
    }
    let readable = out.iter().filter(|&&byte| is_printable(byte) || byte >= 0x80).count();
    readable * 20 >= out.len() * 19
}

/// The character that the first bits of a decoded byte stand in.
fn place_of(byte: usize) -> usize {
    byte / 3 * 4 + byte % 3
}

/// One past the character that the last bits before a decoded end stand in.
fn end_of(end: usize) -> usize {
    end.checked_sub(1).map_or(0, |last| last / 3 * 4 + last % 3 + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_and_noise_is_not() {
        let mut out = Vec::new();
        assert!(decode(b"U1NOOiA1MzYtOTAtNDM5OQ", &mut out));
        assert_eq!(out, b"SSN: 536-90-4399");
        out.clear();
        assert!(!decode(b"d41d8cd98f00b204e9800998ecf8427e", &mut out));
    }

    #[test]
    fn places_are_those_of_the_characters_that_encode_a_byte() {
        assert_eq!([0, 1, 2, 3].map(place_of), [0, 1, 2, 4]);
        assert_eq!([1, 2, 3, 4].map(end_of), [2, 3, 4, 6]);
    }
}
