//! Guesses where a piece may end, without reading it.
//!
//! Two records of one table are parted by the same bytes, nearly always: `},{"id"` in a minified dump, and line ends
//! with their indentation in a pretty one, where the indentation also tells a record from an object inside it. The
//! bytes at the beginning of a piece are such a seam. The same bytes near the wanted length are the guess.

use std::sync::Arc;

use memchr::memmem;

use super::keys;
use super::scan::{Space, skip_space, string_end};
use super::state::{FrameKind, JsonState, Position};
use crate::records::State;

/// How far behind the wanted length a seam is looked for.
const REACH: usize = 4 << 20;

/// The bytes between two records.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Seam {
    /// The last byte of the record before.
    lead: Option<u8>,
    /// From there to what differs from record to record.
    bytes: Vec<u8>,
    /// What follows the key of a record, where each has one.
    behind_key: Option<Vec<u8>>,
}

/// Never prints a key, which may be a value.
impl std::fmt::Debug for Seam {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seam").field("len", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// The end of the line nearest to `len_wanted`, behind it where there is one.
pub(super) fn line_end(bytes: &[u8], len_wanted: usize) -> Option<usize> {
    let from = len_wanted.min(bytes.len()).saturating_sub(1);
    let (before, behind) = bytes.split_at_checked(from)?;
    let found = memchr::memchr(b'\n', behind).map(|found| from + found);
    found.or_else(|| memchr::memrchr(b'\n', before)).map(|found| found + 1)
}

/// The state behind a record, for a piece that begins in `state`.
pub(super) fn after(state: &State) -> State {
    match state {
        State::Json(json) if json.position != Position::After => {
            State::Json(Arc::new(JsonState { frames: json.frames.clone(), position: Position::After }))
        }
        _ => state.clone(),
    }
}

impl Seam {
    /// The seam that a piece begins with, in `state`.
    pub(super) fn learn(state: &State, bytes: &[u8]) -> Option<Self> {
        let (kind, position) = match state {
            State::Json(json) => (json.frames.last().map(|frame| frame.kind), json.position),
            _ => (None, Position::After),
        };
        if position == Position::Lost || kind == Some(FrameKind::Wrapper) {
            return None;
        }
        let mut at = skip_space(bytes, 0, Space::Any);
        if position == Position::After && kind.is_some() {
            bytes.get(at).filter(|&&byte| byte == b',')?;
            at = skip_space(bytes, at + 1, Space::Any);
        }
        let mut seam = match kind {
            Some(FrameKind::Map) => Self::of_entry(bytes, at)?,
            _ => Self::of_element(bytes, at)?,
        };
        if position == Position::First {
            seam.bytes.insert(0, b',');
        }
        Some(seam).filter(|seam| seam.lead.is_some() || !seam.bytes.is_empty())
    }

    fn of_element(bytes: &[u8], at: usize) -> Option<Self> {
        let (lead, end) = match *bytes.get(at)? {
            b'{' => (Some(b'}'), first_key_end(bytes, at)?),
            b'[' => (Some(b']'), at + 1),
            b'"' => (Some(b'"'), at + 1),
            _ => (None, at),
        };
        Some(Self { lead, bytes: bytes.get(..end)?.to_vec(), behind_key: None })
    }

    fn of_entry(bytes: &[u8], at: usize) -> Option<Self> {
        bytes.get(at).filter(|&&byte| byte == b'"')?;
        let (key_end, _) = string_end(bytes, at + 1).ok()?;
        let colon = skip_space(bytes, key_end + 1, Space::Any);
        let value = skip_space(bytes, colon + 1, Space::Any);
        let behind = bytes.get(key_end..first_key_end(bytes, value)?)?;
        Some(Self { lead: Some(b'}'), bytes: bytes.get(..=at)?.to_vec(), behind_key: Some(behind.to_vec()) })
    }

    /// Where the seam stands nearest behind `len_wanted`, or else before it.
    pub(super) fn find(&self, bytes: &[u8], len_wanted: usize) -> Option<usize> {
        let from = len_wanted.min(bytes.len());
        let reach = from.saturating_add(REACH).min(bytes.len());
        let behind = bytes.get(from..reach).unwrap_or_default();
        let fits = |at: &usize| self.fits(bytes, *at);
        let found = memmem::find_iter(behind, &self.bytes).map(|found| from + found).find(fits);
        found.or_else(|| {
            let before = bytes.get(from.saturating_sub(REACH)..from)?;
            let start = from - before.len();
            memmem::rfind_iter(before, &self.bytes).map(|found| start + found).find(fits)
        })
    }

    fn fits(&self, bytes: &[u8], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if before.is_none() || self.lead.is_some_and(|lead| before != Some(&lead)) {
            return false;
        }
        let Some(behind_key) = &self.behind_key else { return true };
        let key = at + self.bytes.len();
        string_end(bytes, key).is_ok_and(|(end, _)| bytes.get(end..).is_some_and(|rest| rest.starts_with(behind_key)))
    }
}

/// One past the first key of the object at `at`, or past the quote before it where it is no name.
fn first_key_end(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at).filter(|&&byte| byte == b'{')?;
    let quote = skip_space(bytes, at + 1, Space::Any);
    bytes.get(quote).filter(|&&byte| byte == b'"')?;
    let (end, _) = string_end(bytes, quote + 1).ok()?;
    let is_name = !keys::is_id(bytes.get(quote + 1..end)?);
    Some(if is_name { end + 1 } else { quote + 1 })
}
