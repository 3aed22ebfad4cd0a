//! Module `source`.
