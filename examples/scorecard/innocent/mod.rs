//! The third generator: what holds no personal data and looks as if. Two hundred kinds of columns, source code, lock
//! files, logs, metrics, hashes, geodata, catalogues and statistics.

mod columns;
mod texts;

use self::columns::COLUMNS;
use crate::corpus::{Document, Genre};
use crate::random::Rng;
use crate::table::{Column, Format, table};
use crate::template::{Value, texts as fill_texts};

/// Columns of one table.
const WIDTH: usize = 8;
/// Bytes of each innocent text, about.
const TEXT_BYTES: usize = 400_000;

const FORMATS: [Format; 5] = [Format::Csv, Format::Insert, Format::Lines, Format::Bare, Format::Copy];

/// Tables and texts.
pub(crate) fn documents(rng: &mut Rng, out: &mut Vec<Document>) {
    for (rows, shift) in [(40, 0), (300, 3)] {
        for (at, chunk) in COLUMNS.chunks(WIDTH).enumerate() {
            let columns: Vec<Column> =
                chunk.iter().map(|&(header, slot)| Column { header: header.to_owned(), slot }).collect();
            let format = FORMATS[(at + shift) % FORMATS.len()];
            let rows = if format == Format::Bare { rows.max(100) } else { rows };
            let mut document = table(&format!("innocent_{rows}_{at}"), &columns, rows, format, rng, value);
            document.genre = Genre::Innocent;
            out.push(document);
        }
    }
    for (name, templates) in texts::ALL {
        let mut document = Document::new((*name).to_owned(), Genre::Innocent);
        while document.bytes.len() < TEXT_BYTES {
            fill_texts(&mut document, templates, 50, "\n", rng, value);
        }
        out.push(document);
    }
}

/// A slot is a pattern: `#` a digit, `9` a digit but 0, `@` a capital, `%` a hexadecimal digit, `a|b` one of several; a
/// number after `+` counts up no value twice. In texts the patterns have names.
fn value(rng: &mut Rng, slot: &str) -> Value {
    let pattern = texts::PATTERNS.iter().find(|(name, _)| *name == slot).map_or(slot, |(_, pattern)| pattern);
    let choices: Vec<&str> = pattern.split('|').collect();
    let choice = rng.any(&choices);
    let text = choice.chars().map(|char| match char {
        '#' => rng.digits(1),
        '9' => rng.range(1, 9).to_string(),
        '@' => rng.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1),
        '%' => rng.letters("0123456789abcdef", 1),
        other => other.to_string(),
    });
    Value::plain(text.collect::<String>())
}
