//! Module `walk`.
