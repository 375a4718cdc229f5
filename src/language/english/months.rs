//! The names of the months.

use crate::language::values::Words;

/// The months, 1 to 12, and their names in lower case.
pub(super) const MONTHS: &[(i8, Words)] = &[
    (1, &["january", "jan"]),
    (2, &["february", "feb"]),
    (3, &["march", "mar"]),
    (4, &["april", "apr"]),
    (5, &["may"]),
    (6, &["june", "jun"]),
    (7, &["july", "jul"]),
    (8, &["august", "aug"]),
    (9, &["september", "sept", "sep"]),
    (10, &["october", "oct"]),
    (11, &["november", "nov"]),
    (12, &["december", "dec"]),
];
