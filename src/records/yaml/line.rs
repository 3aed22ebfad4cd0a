//! Lines, and whether they are YAML.

use std::ops::Range;

use crate::records::keyed::is_of_schema;
use crate::records::lines;

/// Lines that are looked at.
const LINES_CHECKED: usize = 200;
/// The longest name.
const KEY_LEN_MAX: usize = 64;

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Spaces before its content; for the content behind a `-`, the column where that begins.
    pub(super) indent: usize,
    /// Its content, without spaces at its ends.
    pub(super) span: Range<usize>,
}

impl Line {
    /// The content.
    pub(super) fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.span.clone()).unwrap_or_default()
    }

    pub(super) fn is_item(&self, bytes: &[u8]) -> bool {
        let content = self.of(bytes);
        content == b"-" || content.starts_with(b"- ")
    }

    pub(super) fn is_marker(&self, bytes: &[u8]) -> bool {
        self.indent == 0 && (matches!(self.of(bytes), b"---" | b"...") || self.of(bytes).starts_with(b"%YAML"))
    }
}

/// All lines that are not blank.
pub(super) fn lines_of(bytes: &[u8]) -> impl Iterator<Item = Line> + '_ {
    let start = lines::bom_len(bytes);
    let text = bytes.get(start..).unwrap_or_default();
    lines::lines(b'\n', text).filter_map(move |line| {
        let content = line.of(text);
        let trimmed = content.trim_ascii_start();
        let indent = content.len() - trimmed.len();
        let from = start + line.start + indent;
        let len = trimmed.trim_ascii_end().len();
        (len > 0).then_some(Line { indent, span: from..from + len })
    })
}

/// The name that `content` begins with, with its quotes, and where its value begins.
pub(super) fn key(content: &[u8]) -> Option<(&[u8], usize)> {
    let key_len = match content.first()? {
        &quote @ (b'"' | b'\'') => {
            let inner = content.get(1..)?;
            memchr::memchr(quote, inner.get(..inner.len().min(KEY_LEN_MAX))?)? + 2
        }
        _ => {
            let window = content.get(..content.len().min(KEY_LEN_MAX + 1))?;
            window
                .iter()
                .enumerate()
                .position(|(at, &byte)| byte == b':' && content.get(at + 1).is_none_or(|next| *next == b' '))?
        }
    };
    let name = content.get(..key_len)?;
    let is_quoted = matches!(name.first(), Some(b'"' | b'\''));
    let is_name = is_quoted
        || (!name.is_empty()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-./$@ ()<".contains(byte) || *byte >= 0x80));
    let is_followed = content.get(key_len) == Some(&b':') && content.get(key_len + 1).is_none_or(|next| *next == b' ');
    (is_name && is_followed).then_some((name, key_len + 1))
}

/// Whether these lines are YAML, and something is nested in them.
pub(super) fn is_yaml(bytes: &[u8]) -> bool {
    let mut is_nested = false;
    let mut has_marker = false;
    // Documents without a marker before the first are told by names that come again behind `---`.
    let (mut first_names, mut separators, mut shared): (Vec<&[u8]>, usize, usize) = (Vec::new(), 0, 0);
    let mut block: Option<usize> = None;
    let mut before: Option<(usize, bool)> = None;
    let (mut keys, mut scalars, mut pairs) = (0, 0, 0);
    let mut persons: Vec<&[u8]> = Vec::new();
    for line in lines_of(bytes).take(LINES_CHECKED) {
        let content = line.of(bytes);
        if block.is_some_and(|indent| line.indent > indent) {
            continue;
        }
        block = None;
        if content.first() == Some(&b'#') {
            continue;
        }
        if line.is_marker(bytes) {
            has_marker |= before.is_none();
            separators += usize::from(content == b"---" && before.is_some());
            continue;
        }
        if content.contains(&b'\t') && content.first() == Some(&b'\t') {
            return false;
        }
        let (inner, items) = behind_items(content);
        let Some((name, value)) = key(inner) else {
            let has_key = before.is_some_and(|(_, is_open)| is_open);
            scalars += usize::from(items > 0 && line.indent == 0 && !has_key);
            // A scalar of a list, or a value that goes on.
            let goes_on = before.is_some_and(|(indent, is_open)| line.indent > indent && !is_open);
            if (items == 0 && !goes_on) || (items == 0 && !has_marker && !is_nested) {
                return false;
            }
            continue;
        };
        let words = name.split(|byte| *byte == b' ').count();
        if words > 4 || (words > 1 && !has_marker && !is_nested && items == 0 && line.indent == 0) {
            return false;
        }
        keys += 1;
        match separators {
            0 if line.indent == 0 => first_names.push(name),
            1.. => shared += usize::from(first_names.contains(&name)),
            _ => {}
        }
        let rest = inner.get(value..).unwrap_or_default().trim_ascii();
        if !rest.is_empty() {
            pairs += 1;
            persons.extend(Some(name).filter(|name| is_person_like(name)));
        }
        is_nested |= items > 0 || before.is_some_and(|(indent, is_open)| is_open && line.indent > indent);
        let own = line.indent + content.len() - inner.len();
        if matches!(rest.first(), Some(b'|' | b'>')) {
            block = Some(own);
        }
        before = Some((own, rest.is_empty()));
    }
    // A list of notes on persons, each of whom is somebody else: names of fields repeat, or are no names.
    let count = persons.len();
    persons.sort_unstable();
    persons.dedup();
    if count >= PERSONS_MIN && persons.len() == count && count * 5 > pairs * 4 {
        return false;
    }
    // A list of notes, some of which have a colon.
    if !has_marker && scalars > 0 && scalars * 2 >= keys {
        return false;
    }
    let are_documents = separators > 0 && shared >= 2 && shared * 2 >= separators * first_names.len();
    (keys > 0 && is_nested)
        || are_documents
        || (has_marker && (keys > 1 || is_nested))
        || (has_marker && starts_with_items(bytes))
}

/// Persons before the colons of a list of notes, at the least.
const PERSONS_MIN: usize = 3;

/// Whether a name is two to four words with a capital each, none of them a word of schemas: `Ann Cole`, and not `Display Name`.
fn is_person_like(name: &[u8]) -> bool {
    let is_name = |word: &[u8]| {
        let (first, rest) = word.split_first().unwrap_or((&0, &[]));
        first.is_ascii_uppercase()
            && rest.iter().all(|byte| byte.is_ascii_lowercase() || !byte.is_ascii() || b".'-".contains(byte))
            && !is_of_schema(word)
    };
    (2..=4).contains(&name.split(|byte| *byte == b' ').count()) && name.split(|byte| *byte == b' ').all(is_name)
}

/// The content behind the dashes of items, and how many there are.
fn behind_items(content: &[u8]) -> (&[u8], usize) {
    let (mut rest, mut count) = (content, 0);
    while let Some(inner) = rest.strip_prefix(b"- ") {
        rest = inner.trim_ascii_start();
        count += 1;
    }
    if rest == b"-" { (&[], count + 1) } else { (rest, count) }
}

fn starts_with_items(bytes: &[u8]) -> bool {
    lines_of(bytes).find(|line| !line.is_marker(bytes)).is_some_and(|line| line.is_item(bytes))
}
