//! A stripe, row by row.

use std::collections::BTreeMap;
use std::ops::Range;

use super::column::Column;
use super::footer::{Footer, Stripe};
use super::protobuf::fields;
use super::stream::{Budget, Packing, unpack};
use crate::error::Reason;
use crate::records::rows::Rows;

/// What a stream of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aspect {
    Present,
    Data,
    Length,
    Dictionary,
    Secondary,
}

/// The streams of a stripe.
pub(super) struct Streams<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) packing: Packing,
    pub(super) budget: &'a Budget,
    spans: BTreeMap<(u64, Aspect), Range<usize>>,
    /// For each column its encoding, and how many values its dictionary has.
    encodings: Vec<(u64, u64)>,
}

impl<'a> Streams<'a> {
    /// Reads the footer of a stripe.
    fn new(bytes: &'a [u8], footer: &Footer, stripe: &Stripe, budget: &'a Budget) -> Option<Self> {
        let text = unpack(bytes.get(stripe.footer.clone())?, footer.packing, budget)?;
        let mut spans = BTreeMap::new();
        let mut at = stripe.streams.start;
        for stream in fields(&text).all(1) {
            let number = |id| fields(stream).number(id).unwrap_or(0);
            let end = at.checked_add(usize::try_from(number(3)).ok()?).filter(|&end| end <= stripe.streams.end)?;
            let aspect = match number(1) {
                0 => Some(Aspect::Present),
                1 => Some(Aspect::Data),
                2 => Some(Aspect::Length),
                3 => Some(Aspect::Dictionary),
                5 => Some(Aspect::Secondary),
                _ => None,
            };
            if let Some(aspect) = aspect {
                spans.insert((number(2), aspect), at..end);
            }
            at = end;
        }
        let encoding = |message| (fields(message).number(1).unwrap_or(0), fields(message).number(2).unwrap_or(0));
        Some(Self {
            bytes,
            packing: footer.packing,
            budget,
            spans,
            encodings: fields(&text).all(2).map(encoding).collect(),
        })
    }

    /// Where a stream lies.
    pub(super) fn span(&self, column: u64, aspect: Aspect) -> Option<Range<usize>> {
        self.spans.get(&(column, aspect)).cloned()
    }

    /// The encoding of a column, and how many values its dictionary has.
    pub(super) fn encoding(&self, column: u64) -> Option<(u64, u64)> {
        self.encodings.get(usize::try_from(column).ok()?).copied()
    }
}

/// Reads a stripe.
pub(super) fn read(footer: &Footer, stripe: &Stripe, budget: &Budget, rows: &mut Rows<'_, '_>) {
    if rows.is_stopped {
        return;
    }
    rows.table("");
    let Some(streams) = Streams::new(rows.bytes, footer, stripe, budget) else {
        let message = "the footer of a stripe is broken: its bytes were scanned as they stand";
        rows.unread(stripe.streams.start..stripe.footer.end, Reason::NotUnderstood, message);
        return;
    };
    let mut row = Column::new(&footer.root, "", &streams, rows);
    for _ in 0..stripe.rows {
        if !row.value(budget, rows) {
            break;
        }
        rows.end_record();
        if rows.is_stopped {
            return;
        }
    }
    rows.drop_record();
    rows.flush();
    let mut broken = Vec::new();
    row.broken(&mut broken);
    for span in broken {
        let message = "a stream of a column that is broken or in an unknown form was scanned as it stands";
        rows.unread(span, Reason::NotUnderstood, message);
    }
}
