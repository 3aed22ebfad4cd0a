//! Plainsight finds personal data that lies in plain sight in database dumps and files, and says whose it is.
//!
//! Data flows one way:
//!
//! ```text
//! walk -> source -> decode -> records -> detect -> aggregate -> infer -> people -> risk -> report
//!                                ^          ^
//!                          format readers    rules: written -> checked -> compiled
//! ```

pub mod aggregate;
pub mod batch;
pub mod config;
pub mod decode;
pub mod detect;
pub mod error;
pub mod infer;
pub mod masks;
pub mod people;
pub mod records;
pub mod redact;
pub mod report;
pub mod risk;
pub mod rules;
pub mod scan;
pub mod source;
pub mod span;
pub mod walk;
mod word_list;
