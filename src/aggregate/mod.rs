//! Aggregates: constant memory for each column, mergeable in any order.
