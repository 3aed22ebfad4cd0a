//! The integration tests: one binary, one module for each concern.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly, and read and index what they wrote themselves"
)]

#[cfg(feature = "cli")]
mod cli;
mod containers;
#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod coverage;
#[cfg(feature = "documents")]
mod damage;
mod demo;
mod documents;
mod fixture;
mod hostile;
mod kinds;
mod misnamed;
mod names;
mod properties;
mod rules;
#[cfg(unix)]
mod servers;
mod table_shapes;
mod tables;
mod tidy;
mod trust;
