//! Reads who reported an article, from where and for whom.

mod bylines;
mod dateline;
mod names;
mod patterns;

pub(crate) use bylines::Bylines;
pub(crate) use names::NameReader;

#[cfg(test)]
mod tests;
