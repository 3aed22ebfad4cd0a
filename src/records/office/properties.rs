//! Author, title and their like, as a record.

use std::ops::ControlFlow;

use super::stream::{self, End};
use super::workbook::name;
use super::zip::{Archive, Entry};
use crate::records::markup::{Entities, Token, unescape};
use crate::records::rows::Rows;

/// The longest property.
const VALUE_LEN_MAX: usize = 64 << 10;

/// Reads a part whose leaves are properties.
pub(super) fn read(archive: &Archive<'_>, entry: &Entry, rows: &mut Rows<'_, '_>) -> End {
    rows.table("properties");
    let mut value = Vec::new();
    let mut has_cells = false;
    let end = stream::tokens(archive, entry, &mut |tokens, token| {
        match token {
            Token::Open(_) => value.clear(),
            Token::Text(span) if value.len() < VALUE_LEN_MAX => unescape(tokens.slice(span), Entities::Xml, &mut value),
            Token::Close(span) => {
                if !value.trim_ascii().is_empty() {
                    let column = rows.named(&String::from_utf8_lossy(name(tokens, span)));
                    rows.decoded(column, &value, &entry.span);
                    has_cells = true;
                }
                value.clear();
            }
            Token::Text(_) | Token::CData(_) | Token::Other(_) => {}
        }
        ControlFlow::Continue(())
    });
    if has_cells {
        rows.end_record();
    }
    end
}
