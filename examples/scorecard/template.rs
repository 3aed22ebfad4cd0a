//! Texts with slots: `Call {phone} after six`. A slot in braces is a value; what it is, its generator says.

use crate::corpus::Document;
use crate::random::Rng;

/// A value for a slot.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    /// Its kind, where it is personal data.
    pub(crate) kind: Option<&'static str>,
    /// As written.
    pub(crate) text: String,
}

impl Value {
    /// Personal data.
    pub(crate) fn of(kind: &'static str, text: impl Into<String>) -> Self {
        Self { kind: Some(kind), text: text.into() }
    }

    /// Anything else.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { kind: None, text: text.into() }
    }
}

/// Gives the value for a slot.
pub(crate) type Maker = fn(&mut Rng, &str) -> Value;

/// Writes a template with its slots filled. An address over several lines stays as it is made.
pub(crate) fn fill(template: &str, rng: &mut Rng, maker: Maker, document: &mut Document) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        document.plain(before);
        let is_slot =
            |slot: &str| slot.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'0'..=b'9'));
        rest = match after.split_once('}').filter(|(slot, _)| is_slot(slot)) {
            Some((slot, tail)) => {
                let value = maker(rng, slot);
                document.value(value.kind, &value.text);
                tail
            }
            None => {
                document.plain("{");
                after
            }
        };
    }
    document.plain(rest);
}

/// A document of so many texts, each one of the split's half of the templates, an empty line between them.
pub(crate) fn texts(document: &mut Document, templates: &[&str], count: usize, gap: &str, rng: &mut Rng, maker: Maker) {
    for _ in 0..count {
        let template = rng.pick(templates);
        fill(template, rng, maker, document);
        document.plain(gap);
    }
}
