//! The integration tests: one binary, one module for each concern.

#[cfg(feature = "cli")]
mod cli;
#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod demo;
mod fixture;
mod hostile;
#[cfg(unix)]
mod servers;
mod tidy;
mod trust;
