//! Tags, text, comments and entities: what XML, HTML and the parts of office documents are made of.
//!
//! The tokenizer never fails: what is no markup is text. A tag ends at the next `>` outside quotes and never contains
//! `<`, so every byte is looked at a bounded number of times.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod entities;

use std::ops::Range;

use memchr::{memchr, memchr3, memmem};

pub(super) use entities::{Entities, unescape};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Bytes between tags.
    Text(Range<usize>),
    /// `<![CDATA[...]]>`: the content.
    CData(Range<usize>),
    /// `<name ...>`.
    Open(Tag),
    /// `</name>`: the name.
    Close(Range<usize>),
    /// A comment, a processing instruction, a document type: all of it.
    Other(Range<usize>),
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// All of it.
    pub(super) span: Range<usize>,
    /// Its name.
    pub(super) name: Range<usize>,
    /// What follows the name.
    pub(super) attributes: Range<usize>,
    /// Whether it closes itself.
    pub(super) is_empty: bool,
}

/// An attribute: spans of name and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

/// The tokens of a piece, from its start.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    /// Where the next token begins.
    pub(super) at: usize,
    /// Whether nothing follows the bytes: a token that is cut is text then, and not a token before.
    at_end: bool,
    /// Ends that do not occur any more, so that nobody looks for them again and again.
    missing: u8,
}

/// Never prints what it reads.
impl std::fmt::Debug for Tokens<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("at", &self.at).finish_non_exhaustive()
    }
}

/// How a token that stands at a `<` ends.
enum Markup {
    Token(Token, usize),
    /// The end is not there.
    Cut,
    /// No markup at all.
    None,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, at_end: bool) -> Self {
        Self { bytes, at, at_end, missing: 0 }
    }

    /// A part of the bytes.
    pub(super) fn slice(&self, span: &Range<usize>) -> &'a [u8] {
        self.bytes.get(span.clone()).unwrap_or_default()
    }

    /// The attributes of a tag.
    pub(super) fn attributes(&self, tag: &Tag) -> Attributes<'a> {
        Attributes { bytes: self.bytes, at: tag.attributes.start, end: tag.attributes.end }
    }

    /// The value of the attribute whose name without prefix is `name`, with entities.
    pub(super) fn attribute(&self, tag: &Tag, name: &[u8]) -> Option<&'a [u8]> {
        let mut attributes = self.attributes(tag);
        let found = attributes.find(|attribute| local(self.slice(&attribute.name)).eq_ignore_ascii_case(name))?;
        Some(self.slice(&found.value))
    }

    fn rest(&self, from: usize) -> &'a [u8] {
        self.bytes.get(from..).unwrap_or_default()
    }

    /// The markup at `at`, where `<` stands.
    fn markup(&mut self, at: usize) -> Markup {
        let rest = self.rest(at);
        match rest.get(1) {
            None => Markup::Cut,
            Some(b'!') if rest.starts_with(b"<!--") => self.until(at, at + 4, b"-->", 1),
            Some(b'!') if rest.starts_with(b"<![CDATA[") => match self.until(at, at + 9, b"]]>", 2) {
                Markup::Token(_, end) => Markup::Token(Token::CData(at + 9..end - 3), end),
                other => other,
            },
            Some(b'!') if !self.at_end && rest.len() < 9 => Markup::Cut,
            Some(b'!') => self.declaration(at),
            Some(b'?') => self.until(at, at + 2, b"?>", 4),
            Some(b'/') => self.tag(at, at + 2),
            Some(byte) if is_name_start(*byte) => self.tag(at, at + 1),
            Some(_) => Markup::None,
        }
    }

    /// Markup that ends with `end`, looked for from `from` on.
    fn until(&mut self, at: usize, from: usize, end: &[u8], bit: u8) -> Markup {
        if self.missing & bit != 0 {
            return Markup::Cut;
        }
        match memmem::find(self.rest(from), end) {
            Some(len) => {
                let end = from + len + end.len();
                Markup::Token(Token::Other(at..end), end)
            }
            None => {
                self.missing |= bit;
                Markup::Cut
            }
        }
    }

    /// `<!DOCTYPE ...>`, with a subset in brackets or without.
    fn declaration(&mut self, at: usize) -> Markup {
        let rest = self.rest(at + 2);
        let is_letter = rest.first().is_some_and(u8::is_ascii_alphabetic);
        match memchr3(b'>', b'[', b'<', rest).and_then(|len| Some((len, rest.get(len)?))) {
            Some((len, b'>')) => Markup::Token(Token::Other(at..at + len + 3), at + len + 3),
            Some((len, b'[')) if is_letter => self.until(at, at + 2 + len, b"]>", 8),
            Some(_) => Markup::None,
            None => Markup::Cut,
        }
    }

    /// A tag whose name begins at `start`.
    fn tag(&self, at: usize, start: usize) -> Markup {
        let mut from = start;
        let (end, is_whole) = loop {
            let rest = self.rest(from);
            let Some(len) = rest.iter().position(|byte| matches!(byte, b'>' | b'<' | b'"' | b'\'')) else {
                return Markup::Cut;
            };
            match rest.get(len) {
                Some(b'>') => break (from + len, true),
                Some(&quote @ (b'"' | b'\'')) if self.is_value_start(from + len) => {
                    let inner = rest.get(len + 1..).unwrap_or_default();
                    let Some(close) = memchr::memchr2(quote, b'<', inner) else { return Markup::Cut };
                    if inner.get(close) == Some(&b'<') {
                        break (from, false);
                    }
                    from += len + close + 2;
                }
                Some(b'"' | b'\'') => from += len + 1,
                _ => break (from, false),
            }
        };
        if !is_whole {
            return Markup::None;
        }
        let inside = self.bytes.get(start..end).unwrap_or_default();
        let name_len =
            inside.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/').unwrap_or(inside.len());
        let name = start..start + name_len;
        if start == at + 2 {
            return Markup::Token(Token::Close(name), end + 1);
        }
        let is_empty = inside.last() == Some(&b'/');
        let attributes = name.end..end - usize::from(is_empty && end > name.end);
        Markup::Token(Token::Open(Tag { span: at..end + 1, name, attributes, is_empty }), end + 1)
    }

    /// Whether a quote at `at` opens the value of an attribute: an apostrophe elsewhere is a slip of the writer.
    fn is_value_start(&self, at: usize) -> bool {
        let before = self.bytes.get(..at).unwrap_or_default();
        before.iter().rev().take(16).find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    /// The next token; `None` at the end, and where the rest is no whole token.
    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let mut from = start;
        loop {
            if from >= self.bytes.len() {
                // Text is whole where markup or the end follows.
                return self.text(start, if self.at_end { from } else { start });
            }
            let Some(len) = memchr(b'<', self.rest(from)) else {
                from = self.bytes.len();
                continue;
            };
            let at = from + len;
            if at > start && self.rest(at).get(1).is_some_and(|&byte| is_name_start(byte) || b"!?/".contains(&byte)) {
                // Whatever it is: the text before it has ended, unless it turns out to be none.
                if !matches!(self.markup(at), Markup::None) {
                    return self.text(start, at);
                }
                from = at + 1;
                continue;
            }
            match self.markup(at) {
                Markup::Token(token, end) if at == start => {
                    self.at = end;
                    return Some(token);
                }
                Markup::Cut if !self.at_end => return self.text(start, at),
                _ => from = at + 1,
            }
        }
    }
}

impl Tokens<'_> {
    fn text(&mut self, start: usize, end: usize) -> Option<Token> {
        self.at = end;
        (end > start).then_some(Token::Text(start..end))
    }
}

/// The attributes of a tag, leniently: without quotes or values where the writer was careless.
pub(super) struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl Attributes<'_> {
    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.bytes.get(start..self.end).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !wanted(byte)).unwrap_or(rest.len());
        start..self.at
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/' || byte == b'=');
        let name = self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'=');
        if name.is_empty() {
            return None;
        }
        self.skip(|byte| byte.is_ascii_whitespace());
        if self.bytes.get(self.at..self.end).and_then(<[u8]>::first) != Some(&b'=') {
            return Some(Attribute { value: name.end..name.end, name });
        }
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        let value = match self.bytes.get(self.at..self.end).and_then(<[u8]>::first) {
            Some(&quote @ (b'"' | b'\'')) => {
                self.at += 1;
                let value = self.skip(|byte| byte != quote);
                self.at = (self.at + 1).min(self.end);
                value
            }
            _ => self.skip(|byte| !byte.is_ascii_whitespace()),
        };
        Some(Attribute { name, value })
    }
}

/// A name without its namespace prefix.
pub(super) fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).and_then(|at| name.get(at + 1..)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "spans end between characters, or the test fails")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(source: &str) -> Vec<String> {
        let mut tokens = Tokens::new(source.as_bytes(), 0, true);
        let mut found = Vec::new();
        while let Some(token) = tokens.next() {
            found.push(match token {
                Token::Text(span) => format!("text {}", &source[span]),
                Token::CData(span) => format!("cdata {}", &source[span]),
                Token::Close(span) => format!("close {}", &source[span]),
                Token::Other(span) => format!("other {}", &source[span]),
                Token::Open(tag) => {
                    let mut line = format!("open {}", &source[tag.name.clone()]);
                    for attribute in tokens.attributes(&tag) {
                        line += &format!(" {}={}", &source[attribute.name], &source[attribute.value]);
                    }
                    line + if tag.is_empty { " /" } else { "" }
                }
            });
        }
        assert_eq!(tokens.at, source.len());
        found
    }

    #[test]
    fn markup_is_told_from_text() {
        assert_eq!(
            tokens("<?xml version='1'?><a b=\"x > y\" c = 'z' d=1 e><!-- <b> -->1 < 2 & <![CDATA[<c>]]></a><f/>"),
            [
                "other <?xml version='1'?>",
                "open a b=x > y c=z d=1 e=",
                "other <!-- <b> -->",
                "text 1 < 2 & ",
                "cdata <c>",
                "close a",
                "open f /"
            ]
        );
        assert_eq!(tokens("<!DOCTYPE a [<!ENTITY b 'c'>]><a>"), ["other <!DOCTYPE a [<!ENTITY b 'c'>]>", "open a"]);
        assert_eq!(tokens("<p title='it's'>"), ["open p title=it s'="]);
    }

    #[test]
    fn what_is_not_closed_is_text() {
        assert_eq!(tokens("a<b c='"), ["text a", "text <b c='"]);
        assert_eq!(tokens("<a <b>"), ["text <a ", "open b"]);
        assert_eq!(tokens("<!-- never"), ["text <!-- never"]);
        assert_eq!(tokens("3 <4> <>"), ["text 3 <4> <>"]);
    }

    #[test]
    fn a_cut_token_waits_for_its_end() {
        for source in ["<a b", "<!-- a", "<![CDA", "<", "<!"] {
            let mut tokens = Tokens::new(source.as_bytes(), 0, false);
            assert_eq!((tokens.next(), tokens.at), (None, 0), "{source}");
        }
        let mut tokens = Tokens::new(b"text", 0, false);
        assert_eq!((tokens.next(), tokens.at), (None, 0));
    }

    #[test]
    fn a_hundred_thousand_openings_take_no_time() {
        for unit in ["<a '", "<!--", "<![CDATA[", "<a b=\"", "<?", "<!D["] {
            let source = unit.repeat(200_000);
            assert!(Tokens::new(source.as_bytes(), 0, true).count() > 0);
        }
    }

    proptest! {
        #[test]
        fn tokens_cover_every_byte(source in "[<>!\\-\\[\\]a/='\" C]{0,60}") {
            let mut tokens = Tokens::new(source.as_bytes(), 0, true);
            let mut at = 0;
            while tokens.next().is_some() {
                prop_assert!(tokens.at > at);
                at = tokens.at;
            }
            prop_assert_eq!(at, source.len());
        }
    }
}
