//! Finders: code for the kinds that no fixed shape describes. Each is built once, immutable, and answers two
//! questions: is this whole cell one, and where in this text are some. Labels are the caller's business in cells;
//! in text a finder weighs the cues that are its own (a title before a name, a ZIP after a street).

pub mod aamva;
pub mod account;
pub mod answered;
pub mod broken;
pub mod card_code;
pub mod card_track;
pub mod date;
pub mod date_figures;
pub(crate) mod date_month;
mod date_time;
pub mod date_written;
pub mod email;
pub mod extension;
pub(crate) mod far_east;
pub mod iban;
pub mod labelled;
pub mod licence;
pub mod login;
pub mod message_id;
pub mod misread;
pub mod mrz;
pub mod national;
pub mod network;
pub mod pattern;
pub mod person_name;
pub mod person_row;
pub mod secret;
pub mod spelled_email;
pub mod spoken;
pub mod street_address;
mod words;

use std::ops::Range;

use crate::detect::Part;
use crate::detect::validate::Facts;

/// What a finder says of one cell, or of one place in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Bytes of the value, within what was given.
    pub span: Range<usize>,
    /// What part of a split value it is.
    pub part: Part,
    /// log10 odds that it is what the finder looks for, from its own form and its own cues, the rule's prior left out.
    pub odds: f32,
    /// Which written form, the finder's own numbering (below 16).
    pub shape: u8,
    /// Published test or placeholder value.
    pub is_test: bool,
    /// Facts for column statistics, the finder's own meaning.
    pub facts: Facts,
}
