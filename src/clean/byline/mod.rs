//! Reads who reported an article, from where, when and for whom.

mod bylines;
mod date_patterns;
mod dateline;
mod dates;
mod labels;
mod names;
mod patterns;

pub(crate) use bylines::Bylines;
pub(crate) use dates::{DateLabel, DateReader, StatedDate, iso};
pub(crate) use names::NameReader;

#[cfg(test)]
mod tests;
