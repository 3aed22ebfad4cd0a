//! Module `scan`.
