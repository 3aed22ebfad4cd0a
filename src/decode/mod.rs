//! Character sets, and the encodings inside values.

pub mod charset;
pub mod dates;
pub mod escapes;
pub mod items;
pub mod markup;
pub mod packed;
pub mod strings;
