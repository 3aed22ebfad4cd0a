//! Module `people`.
