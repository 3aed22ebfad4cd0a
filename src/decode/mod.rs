//! Character sets, and the encodings inside values.

pub mod charset;
pub mod escapes;
pub mod strings;
