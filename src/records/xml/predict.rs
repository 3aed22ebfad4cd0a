//! Guesses where a piece may end: behind the end of a record, with another one after it.

use memchr::memmem;

use super::state::{Role, XmlState};
use crate::records::markup::{Token, Tokens};

/// How far behind the wanted length an end is looked for.
const REACH: usize = 4 << 20;
/// Closing tags that are looked at.
const TAGS_MAX: usize = 100_000;

/// The length of a piece that ends behind a record in the innermost open container.
pub(super) fn record_end(state: &XmlState, bytes: &[u8], len_wanted: usize) -> Option<usize> {
    if state.deeper > 0 {
        return None;
    }
    let is_record = |name: &[u8]| state.roles.get(&state.path_of(name)) == Some(&Role::Record);
    let region = bytes.get(..len_wanted.saturating_add(REACH).min(bytes.len()))?;
    let from = len_wanted.min(region.len());
    let ends = memmem::find_iter(region.get(from..)?, b"</").take(TAGS_MAX);
    for at in ends.map(|at| from + at) {
        let mut tokens = Tokens::new(region, at, false);
        let Some(Token::Close(name)) = tokens.next() else { continue };
        if !is_record(tokens.slice(&name)) {
            continue;
        }
        let end = tokens.at;
        let next = match tokens.next() {
            Some(Token::Text(span)) if tokens.slice(&span).trim_ascii().is_empty() => tokens.next(),
            next => next,
        };
        if let Some(Token::Open(tag)) = next
            && is_record(tokens.slice(&tag.name))
        {
            return Some(end);
        }
    }
    None
}
