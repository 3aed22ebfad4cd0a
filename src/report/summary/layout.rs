//! Aligned columns on a screen of a given width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;

/// Which side of its column a text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A text and its colour.
#[derive(Debug, Clone)]
pub(super) struct Item {
    text: String,
    paint: Paint,
}

/// What a colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Strong,
    Faint,
    Good,
    Warn,
    Bad,
}

impl Paint {
    /// The text between the codes that switch its colour on and off.
    pub(super) fn apply(self, style: Style, text: &str) -> String {
        let code = match self {
            _ if style == Style::Plain || text.is_empty() => return text.to_owned(),
            Self::Plain => return text.to_owned(),
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Good => "32",
            Self::Warn => "33",
            Self::Bad => "1;31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

impl Item {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self::painted(text, Paint::Plain)
    }

    pub(super) fn painted(text: impl Into<String>, paint: Paint) -> Self {
        Self { text: text.into(), paint }
    }
}

/// Rows under headings. The last column takes what width is left and is shortened in the middle.
#[derive(Debug)]
pub(super) struct Columns {
    align: Vec<Align>,
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    Items(Vec<Item>),
    /// A text over all columns.
    Title(Item),
}

/// Spaces in front of every row, and between two columns.
const INDENT: usize = 2;
const GAP: usize = 2;
/// Spaces in front of a title: below the headings' beginning, so that the numbers of rows stand out.
const TITLE_INDENT: usize = 5;
/// The last column gets this much even where the screen is too narrow for it.
const LAST_MIN: usize = 12;

impl Columns {
    /// Columns under `headings`.
    pub(super) fn new(headings: &[(&str, Align)]) -> Self {
        let head = headings.iter().map(|(text, _)| Item::painted(*text, Paint::Faint)).collect();
        Self { align: headings.iter().map(|&(_, align)| align).collect(), rows: vec![Row::Items(head)] }
    }

    /// Columns without headings.
    pub(super) fn bare(align: &[Align]) -> Self {
        Self { align: align.to_vec(), rows: Vec::new() }
    }

    /// Adds a row with one item for each column.
    pub(super) fn row(&mut self, items: Vec<Item>) {
        self.rows.push(Row::Items(items));
    }

    /// Adds a line over all columns, for the rows that follow.
    pub(super) fn title(&mut self, item: Item) {
        self.rows.push(Row::Title(item));
    }

    /// Whether nothing has to be shortened.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.widths(width).last() == self.widths(usize::MAX).last()
    }

    /// The lines, each at most `width` columns wide where that can be.
    pub(super) fn lines(&self, width: usize, style: Style) -> Vec<String> {
        let widths = self.widths(width);
        let title = |item: &Item| {
            let text = shorten(&item.text, width.saturating_sub(TITLE_INDENT));
            " ".repeat(TITLE_INDENT) + &item.paint.apply(style, &text)
        };
        self.rows
            .iter()
            .map(|row| match row {
                Row::Items(items) => self.line(items, &widths, style),
                Row::Title(item) => title(item),
            })
            .collect()
    }

    fn widths(&self, width: usize) -> Vec<usize> {
        let mut widths = vec![0; self.align.len()];
        for row in &self.rows {
            let Row::Items(row) = row else { continue };
            for (max, item) in widths.iter_mut().zip(row) {
                *max = item.text.width().max(*max);
            }
        }
        if let Some((last, others)) = widths.split_last_mut() {
            let taken = INDENT + others.iter().map(|other| other + GAP).sum::<usize>();
            *last = (*last).min(width.saturating_sub(taken).max(LAST_MIN));
        }
        widths
    }

    fn line(&self, row: &[Item], widths: &[usize], style: Style) -> String {
        let mut line = " ".repeat(INDENT);
        let last = widths.len().saturating_sub(1);
        for (index, (item, (&width, align))) in row.iter().zip(widths.iter().zip(&self.align)).enumerate() {
            let text = if index == last { shorten(&item.text, width) } else { item.text.clone() };
            let fill = " ".repeat(width.saturating_sub(text.width()));
            let painted = item.paint.apply(style, &text);
            match align {
                Align::Right => line.extend([fill, painted]),
                Align::Left => line.extend([painted, fill]),
            }
            if index < last {
                line.push_str(&" ".repeat(GAP));
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// `text` in at most `width` columns: what is too long loses its middle, less of the end than of the beginning, since a
/// path's end says more.
pub(super) fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(1);
    let tail_room = room.saturating_mul(2).div_ceil(3);
    let tail: Vec<char> = fitting(text.chars().rev(), tail_room);
    let head = fitting(text.chars(), room - tail_room);
    head.into_iter().chain(['…']).chain(tail.into_iter().rev()).collect()
}

fn fitting(chars: impl Iterator<Item = char>, room: usize) -> Vec<char> {
    let mut used = 0;
    chars
        .take_while(|char| {
            used += char.width().unwrap_or(0);
            used <= room
        })
        .collect()
}

/// Words of `text` in lines of at most `width` columns, each after `indent` spaces. A word is never cut.
pub(super) fn wrap(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent + line.width() + 1 + word.width() > width {
            lines.push(" ".repeat(indent) + &std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(" ".repeat(indent) + &line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_place_loses_its_middle_and_keeps_both_ends() {
        assert_eq!(shorten("short", 5), "short");
        assert_eq!(shorten("customers_2021_export.sql:customers.ssn", 20), "custom…customers.ssn");
        assert_eq!(shorten("日本語のファイル名", 8), "日…ル名");
        assert_eq!(shorten("abc", 0), "…");
    }

    #[test]
    fn columns_stay_aligned_whatever_the_width_of_the_characters() {
        let mut columns = Columns::new(&[("Name", Align::Left), ("Count", Align::Right), ("Where", Align::Left)]);
        columns.row(vec![Item::new("日本"), Item::new("1"), Item::new("a")]);
        columns.row(vec![Item::new("ssn"), Item::new("1,000"), Item::new("b")]);
        assert_eq!(columns.lines(80, Style::Plain), ["  Name  Count  Where", "  日本      1  a", "  ssn   1,000  b"]);
    }

    #[test]
    fn a_title_stands_over_all_columns_and_widens_none() {
        let mut columns = Columns::new(&[("A", Align::Left), ("B", Align::Left)]);
        columns.title(Item::new("a title that is long"));
        columns.row(vec![Item::new("1"), Item::new("a place that is long")]);
        assert_eq!(columns.lines(20, Style::Plain), ["  A  B", "     a ti…at is long", "  1  a pl…at is long"]);
        assert!(!columns.fits(20) && columns.fits(25));
    }

    #[test]
    fn colour_changes_no_width() {
        let mut columns = Columns::bare(&[Align::Left, Align::Left]);
        columns.row(vec![Item::painted("high", Paint::Bad), Item::new("x")]);
        assert_eq!(columns.lines(80, Style::Ansi), ["  \u{1b}[1;31mhigh\u{1b}[0m  x"]);
    }

    #[test]
    fn words_wrap_and_are_never_cut() {
        assert_eq!(wrap("one two three", 9, 2), ["  one two", "  three"]);
        assert_eq!(wrap("unbreakable", 4, 0), ["unbreakable"]);
    }
}
