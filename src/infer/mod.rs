//! Module `infer`.
