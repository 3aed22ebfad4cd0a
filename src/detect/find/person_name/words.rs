//! The words of a cell that may be a name, and what separates family and given names.

use super::letters::letter_at;
use super::reading::TOKENS_MAX;
use super::table::{NameTable, class};
use super::token::{Case, Token, token_at};

/// What separates the family name from the given names, and how many words stand before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// Spaces only: the natural order.
    None,
    /// `LAST, FIRST`.
    Comma(usize),
    /// `LAST^FIRST` or `LAST$FIRST`.
    Component(usize),
    /// `LAST/FIRST`.
    Slash(usize),
}

/// The words of a cell, titles and suffixes set aside.
pub(super) struct Words {
    tokens: [Token; TOKENS_MAX],
    len: usize,
    /// What separates them.
    pub(super) separator: Separator,
    /// Whether a title or a suffix stood there.
    pub(super) has_title_or_suffix: bool,
}

impl Words {
    /// Cuts `text` from `start` on into words. `None` where something stands there that no name has.
    pub(super) fn new(text: &[u8], start: usize, table: &NameTable) -> Option<Self> {
        let mut words = Self {
            tokens: [Token::default(); TOKENS_MAX],
            len: 0,
            separator: Separator::None,
            has_title_or_suffix: false,
        };
        let mut pos = start;
        let mut is_after_comma = false;
        while let Some(&byte) = text.get(pos) {
            if letter_at(text, pos).is_some() {
                let token = token_at(text, pos, table)?;
                if std::mem::take(&mut is_after_comma) && !words.is_suffix(&token) {
                    words.separate(Separator::Comma(words.len))?;
                }
                pos = words.take(text, token)?;
                continue;
            }
            match byte {
                b' ' | b'\t' | b'"' | b'(' | b')' => {}
                b',' if words.len > 0 && !is_after_comma => is_after_comma = true,
                b'&' if words.is_joint() => {}
                b'^' | b'$' if words.len > 0 => words.component()?,
                b'/' if words.len > 0 => words.separate(Separator::Slash(words.len))?,
                _ => return None,
            }
            pos += 1;
        }
        (words.len > 0 && !is_after_comma).then_some(words)
    }

    /// The names, in the order they stand.
    pub(super) fn tokens(&self) -> &[Token] {
        self.tokens.get(..self.len).unwrap_or_default()
    }

    /// Whether `&` may follow: `John & Mary Smith`, and no firm (`Johnson & Johnson`).
    fn is_joint(&self) -> bool {
        matches!(self.tokens(), [.., last] if last.entry.is_clear_given())
    }

    /// Takes one word, and returns where to go on.
    fn take(&mut self, text: &[u8], token: Token) -> Option<usize> {
        let has_stop = text.get(token.end) == Some(&b'.');
        let end = token.end + usize::from(has_stop);
        // A full stop inside is an initial's (`J.Smith`) or belongs to a user name (`john.smith`).
        if has_stop && !token.is_initial() && letter_at(text, end).is_some() {
            return None;
        }
        if token.case == Case::Mixed && !token.entry.is(class::SUFFIX | class::PARTICLE) {
            return None;
        }
        let is_title = self.len == 0 && token.entry.is(class::TITLE) && (has_stop || is_hardly_given(&token));
        if is_title || self.is_suffix(&token) {
            self.has_title_or_suffix = true;
        } else {
            *self.tokens.get_mut(self.len)? = token;
            self.len += 1;
        }
        Some(end)
    }

    /// A suffix follows a whole name, or a family name with a comma or a component mark somewhere.
    fn is_suffix(&self, token: &Token) -> bool {
        let is_either = token.entry.is(class::SUFFIX)
            || (token.entry.is(class::TITLE)
                && matches!(self.separator, Separator::Slash(_) | Separator::Component(_)));
        is_either && self.len >= 2
    }

    fn separate(&mut self, separator: Separator) -> Option<()> {
        (self.separator == Separator::None).then(|| self.separator = separator)
    }

    fn component(&mut self) -> Option<()> {
        match self.separator {
            Separator::None => self.separator = Separator::Component(self.len),
            Separator::Component(_) => {}
            Separator::Comma(_) | Separator::Slash(_) => return None,
        }
        Some(())
    }
}

/// `Don` and `Dean` are names more often than titles.
fn is_hardly_given(token: &Token) -> bool {
    token.entry.given_ratio().is_none_or(|ratio| ratio < 0.5)
}
