//! Module `risk`.
