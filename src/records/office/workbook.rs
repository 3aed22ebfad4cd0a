//! What the sheets of a workbook share: their names, strings, and which numbers are dates.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use super::stream::{self, End};
use super::zip::Archive;
use crate::records::markup::{Entities, Tag, Token, Tokens, local, unescape};

/// Memory for shared strings; what exceeds it is handed on as text, and the cells that refer to it have no value.
const STRINGS_LEN_MAX: usize = 512 << 20;
/// Formats and sheets that are remembered.
const LIST_LEN_MAX: usize = 100_000;

/// The shared parts of a workbook.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets: their names, and the parts that hold them.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) strings: Strings,
    /// For each cell format, whether it shows dates.
    pub(super) dates: Vec<bool>,
    /// Whether days count from 1904.
    pub(super) is_1904: bool,
    /// Parts that are broken.
    pub(super) broken: Vec<&'static str>,
}

/// Strings laid end to end.
#[derive(Default)]
pub(super) struct Strings {
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// Never prints a value.
impl std::fmt::Debug for Strings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Strings").field("count", &self.ends.len()).finish_non_exhaustive()
    }
}

impl Strings {
    pub(super) fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        self.text.get(start..end)
    }
}

/// The value of an attribute, with its references resolved.
pub(super) fn attribute(tokens: &Tokens<'_>, tag: &Tag, name: &[u8]) -> Option<String> {
    let mut text = Vec::new();
    unescape(tokens.attribute(tag, name)?, Entities::Xml, &mut text);
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// The name of a tag, without its prefix.
pub(super) fn name<'a>(tokens: &Tokens<'a>, name: &Range<usize>) -> &'a [u8] {
    local(tokens.slice(name))
}

impl Workbook {
    pub(super) fn read(archive: &Archive<'_>) -> Self {
        let mut book = Self::default();
        let targets = relations(archive, "xl/_rels/workbook.xml.rels");
        if let Some(entry) = archive.entry("xl/workbook.xml") {
            let end = stream::tokens(archive, entry, &mut |tokens, token| {
                if let Token::Open(tag) = token {
                    match name(tokens, &tag.name) {
                        b"sheet" => book.add_sheet(tokens, tag, &targets),
                        b"workbookPr" => {
                            let given = attribute(tokens, tag, b"date1904");
                            book.is_1904 = given.is_some_and(|given| given == "1" || given == "true");
                        }
                        _ => {}
                    }
                }
                ControlFlow::Continue(())
            });
            book.note("xl/workbook.xml", &end);
        }
        book.read_styles(archive);
        book.read_strings(archive);
        book.add_lost_sheets(archive);
        book
    }

    /// Remembers how a part ended.
    fn note(&mut self, part: &'static str, end: &End) {
        if *end == End::Broken {
            self.broken.push(part);
        }
    }

    fn add_sheet(&mut self, tokens: &Tokens<'_>, tag: &Tag, targets: &HashMap<String, String>) {
        // The attribute is `r:id`; beside it stands `sheetId`.
        let id = attribute(tokens, tag, b"id").and_then(|id| targets.get(&id));
        if let (Some(name), Some(target)) = (attribute(tokens, tag, b"name"), id)
            && self.sheets.len() < LIST_LEN_MAX
        {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            self.sheets.push((name, part));
        }
    }

    /// Sheets that the workbook does not name: its list may be cut off.
    fn add_lost_sheets(&mut self, archive: &Archive<'_>) {
        for entry in &archive.entries {
            let is_sheet = entry.name.starts_with("xl/worksheets/") && entry.name.ends_with(".xml");
            if is_sheet && !self.sheets.iter().any(|(_, part)| *part == entry.name) && self.sheets.len() < LIST_LEN_MAX
            {
                self.sheets.push((entry.name.clone(), entry.name.clone()));
            }
        }
    }

    fn read_styles(&mut self, archive: &Archive<'_>) {
        let Some(entry) = archive.entry("xl/styles.xml") else { return };
        let mut own: HashMap<String, bool> = HashMap::new();
        let mut is_in_formats = false;
        let end = stream::tokens(archive, entry, &mut |tokens, token| {
            match token {
                Token::Open(tag) => match name(tokens, &tag.name) {
                    b"numFmt" => {
                        let code = attribute(tokens, tag, b"formatCode").unwrap_or_default();
                        let id = attribute(tokens, tag, b"numFmtId").unwrap_or_default();
                        if own.len() < LIST_LEN_MAX {
                            own.insert(id, is_date_format(&code));
                        }
                    }
                    b"cellXfs" => is_in_formats = true,
                    b"xf" if is_in_formats && self.dates.len() < LIST_LEN_MAX => {
                        let id = attribute(tokens, tag, b"numFmtId").unwrap_or_default();
                        let known = own.get(&id).copied();
                        self.dates.push(known.unwrap_or_else(|| id.parse().is_ok_and(is_builtin_date)));
                    }
                    _ => {}
                },
                Token::Close(span) if name(tokens, span) == b"cellXfs" => is_in_formats = false,
                Token::Close(_) | Token::Text(_) | Token::CData(_) | Token::Other(_) => {}
            }
            ControlFlow::Continue(())
        });
        self.note("xl/styles.xml", &end);
    }

    fn read_strings(&mut self, archive: &Archive<'_>) {
        let Some(entry) = archive.entry("xl/sharedStrings.xml") else { return };
        let strings = &mut self.strings;
        let (mut is_text, mut phonetic) = (false, false);
        let end = stream::tokens(archive, entry, &mut |tokens, token| {
            match token {
                Token::Open(tag) => match name(tokens, &tag.name) {
                    b"t" => is_text = !tag.is_empty,
                    b"rPh" => phonetic = !tag.is_empty,
                    b"si" if tag.is_empty => strings.ends.push(strings.text.len()),
                    _ => {}
                },
                Token::Close(span) => match name(tokens, span) {
                    b"t" => is_text = false,
                    b"rPh" => phonetic = false,
                    b"si" => strings.ends.push(strings.text.len()),
                    _ => {}
                },
                Token::Text(span) if is_text && !phonetic => {
                    unescape(tokens.slice(span), Entities::Xml, &mut strings.text);
                }
                Token::Text(_) | Token::CData(_) | Token::Other(_) => {}
            }
            match strings.text.len() + strings.ends.len() * 8 > STRINGS_LEN_MAX {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        self.note("xl/sharedStrings.xml", &end);
    }
}

/// The targets of the relations in a part, by their ids.
pub(super) fn relations(archive: &Archive<'_>, part: &str) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    if let Some(entry) = archive.entry(part) {
        stream::tokens(archive, entry, &mut |tokens, token| {
            if let Token::Open(tag) = token
                && let Some(id) = attribute(tokens, tag, b"Id")
                && let Some(target) = attribute(tokens, tag, b"Target")
                && targets.len() < LIST_LEN_MAX
            {
                targets.insert(id, target);
            }
            ControlFlow::Continue(())
        });
    }
    targets
}

/// The built-in number formats that show dates (ECMA-376-1, 18.8.30).
pub(in crate::records) fn is_builtin_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)
}

/// Whether a format code shows a date: it has a year, or a day and a month, outside of quotes and brackets.
pub(in crate::records) fn is_date_format(code: &str) -> bool {
    let (mut is_quoted, mut is_bracketed, mut is_escaped) = (false, false, false);
    let mut letters = String::new();
    for char in code.chars() {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => is_bracketed = true,
            ']' => is_bracketed = false,
            ';' if !is_quoted => break,
            char if !is_quoted && !is_bracketed => letters.push(char.to_ascii_lowercase()),
            _ => {}
        }
    }
    letters.contains('y') || (letters.contains('d') && letters.contains('m'))
}
