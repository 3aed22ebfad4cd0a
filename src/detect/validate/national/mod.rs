//! Identity and tax numbers of persons outside the United States.
//!
//! Most have a check digit that one random number in ten or eleven passes: such a number is never found by its digits
//! alone, but needs a label or a column of its own. Those with a birth date or two check digits inside pass one random
//! number in a hundred or fewer, and speak for themselves over a column. What every check proves, and what it passes
//! of chance, is stated at each; the rates are measured by the tests.
//!
//! The rules were taken as facts from the authorities' publications named at each number, and compared with
//! python-stdnum 2.2 (LGPL-2.1; no code was taken).

mod arith;
pub mod commonwealth;
pub mod europe;
pub mod far;
pub mod north;
