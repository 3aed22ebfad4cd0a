//! The report: its model, and one writer for each format.

pub mod model;
